package main

import (
	"bytes"
	"database/sql"
	"errors"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/examples/clinic/store"
)

// call runs a command of the clinic and returns its status and what it printed.
func call(t *testing.T, env map[string]string, args ...string) (int, string) {
	t.Helper()
	var out bytes.Buffer
	status := run(t.Context(), args, func(name string) string { return env[name] }, &out, &out)
	return status, out.String()
}

// TestBackupAndRestore is the drill: back up a running clinic, lose everything, restore, verify,
// sign in. It also checks that a forged entry in the log of the copy, a swapped record and a
// shortened log are found.
func TestBackupAndRestore(t *testing.T) {
	c := newClinic(t)
	maya := c.as("maya")
	require.Equal(t, http.StatusOK, maya.get("/client/client-1").status)
	folder := t.TempDir()
	copied, anchors, keys := filepath.Join(folder, "copy.db"), filepath.Join(folder, "anchors"), string(c.keys)
	status, out := call(t, nil, "verify-audit", "-db", c.file, "-keys", keys, "-anchors", anchors)
	require.Equal(t, 0, status, out)
	require.Equal(t, http.StatusOK, maya.get("/client/client-2").status)
	status, out = call(t, nil, "backup", "-db", c.file, "-keys", keys, "-to", copied, "-anchors", anchors)
	require.Equal(t, 0, status, out)
	status, out = call(t, nil, "restore", "-db", c.file, "-keys", keys, "-from", copied)
	require.Equal(t, 1, status, "it does not write over a clinic: "+out)

	restored := filepath.Join(folder, "restored.db")
	status, out = call(t, nil, "restore", "-db", restored, "-keys", keys, "-from", copied, "-anchors", anchors)
	require.Equal(t, 0, status, out)
	again := &clinic{T: t, clock: c.clock, log: &safeBuffer{}, keys: c.keys}
	again.serve(restored)
	require.Contains(t, again.as("maya").get("/client/client-1").body, "Enjoy the evenings again.")

	for name, harm := range map[string]string{
		"an entry was changed": "UPDATE audit SET line = replace(line, 'clinician-1', 'clinician-2') WHERE seq = 3",
		"an entry is missing":  "DELETE FROM audit WHERE seq = 3",
		"the end was cut off":  "DELETE FROM audit WHERE seq > 2",
		"a record was swapped": "UPDATE record SET body = (SELECT body FROM record WHERE kind = 'plan' AND owner = 'client-2') WHERE kind = 'plan' AND owner = 'client-1'",
		"a version was edited": "UPDATE record SET version = 9 WHERE kind = 'plan' AND owner = 'client-1'",
		"an owner was edited":  "UPDATE record SET owner = 'client-2' WHERE kind = 'plan' AND owner = 'client-1'",
	} {
		harmed := filepath.Join(t.TempDir(), "harmed.db")
		require.NoError(t, copyNew(copied, harmed))
		db, err := sql.Open("sqlite", harmed)
		require.NoError(t, err)
		_, err = db.ExecContext(t.Context(), harm)
		require.NoError(t, errors.Join(err, db.Close()), name)
		status, out = call(t, nil, "verify-audit", "-db", harmed, "-keys", keys, "-anchors", anchors)
		require.Equal(t, 1, status, name+": "+out)
	}
}

// TestRotateWhileRunning changes the key while a user works: every page opens before, during and
// after, and nothing remains under the old key.
func TestRotateWhileRunning(t *testing.T) {
	c := newClinic(t)
	maya := c.as("maya")
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for {
			select {
			case <-stop:
				return
			default:
			}
			for _, path := range []string{"/", "/client/client-1", "/client/client-2/plan"} {
				if p := maya.get(path); p.status != http.StatusOK {
					t.Errorf("%s: %d", path, p.status)
					return
				}
			}
			p := maya.get("/client/client-3/plan")
			if p = maya.post("/client/client-3/plan", p.form("do", "add", "statement", "Meanwhile.", "scope", "individual")); p.status != http.StatusOK {
				t.Errorf("save: %d", p.status)
				return
			}
		}
	}()
	for range 2 {
		time.Sleep(50 * time.Millisecond)
		status, out := call(t, nil, "rotate-key", "-db", c.file, "-keys", string(c.keys))
		require.Equal(t, 0, status, out)
		require.Contains(t, out, "; 0 are left")
		time.Sleep(1100 * time.Millisecond) // the name of a key has a resolution of one second
	}
	close(stop)
	<-done
	keys, err := c.keys.Keys()
	require.NoError(t, err)
	require.Len(t, keys, 3)
	used, err := c.store.Under(t.Context(), keys[0].ID)
	require.NoError(t, err)
	require.Zero(t, used.Others)
	require.NoError(t, c.keys.WriteKeys(keys[:1])) // remove the old keys
	require.Equal(t, http.StatusOK, maya.get("/client/client-1").status)
	status, out := call(t, nil, "verify-audit", "-db", c.file, "-keys", string(c.keys))
	require.Equal(t, 0, status, out)
}

func TestKeys(t *testing.T) {
	c := newClinic(t)
	status, out := call(t, nil, "serve", "-db", c.file)
	require.Equal(t, 1, status)
	require.Contains(t, out, "no usable key")
	require.NoError(t, os.Chmod(string(c.keys), 0o644)) //nolint:gosec // on purpose
	status, out = call(t, map[string]string{"CLINIC_KEY_FILE": string(c.keys)}, "verify-audit", "-db", c.file)
	require.Equal(t, 1, status)
	require.Contains(t, out, "chmod 600")
	status, out = call(t, nil, "-h")
	require.Equal(t, 0, status)
	require.Contains(t, out, "rotate-key")
	wrong := store.KeyFile(filepath.Join(t.TempDir(), "wrong"))
	require.NoError(t, wrong.WriteKeys([]store.Key{store.NewKey("test-1")}))
	status, out = call(t, nil, "verify-audit", "-db", c.file, "-keys", string(wrong))
	require.Equal(t, 1, status)
	require.Contains(t, out, "cannot be opened")
	status, _ = call(t, nil, "demo", "-listen", "0.0.0.0:0")
	require.Equal(t, 2, status)
	require.NoError(t, os.Chmod(string(c.keys), 0o600))
	status, out = call(t, nil, "serve", "-listen", "0.0.0.0:0", "-db", c.file, "-keys", string(c.keys))
	require.Equal(t, 1, status)
	require.Contains(t, out, "password of the demonstration")
	for _, args := range [][]string{{"no-such-command"}, {"verify-audit"}, {"backup", "-db", c.file, "-keys", string(c.keys)}, {"serve", "-no-such-flag"}, {"serve", "more"}} {
		status, _ = call(t, nil, args...)
		require.Equal(t, 2, status, args)
	}
}

// TestFullDisk checks that a full disk gives a clear error page, shows nothing without recording
// it, and loses nothing.
func TestFullDisk(t *testing.T) {
	c := newClinic(t)
	maya := c.as("maya")
	p := maya.get("/client/client-1/plan")
	form := p.form("do", "add", "statement", "Typed on a full disk. "+strings.Repeat("More words. ", 800), "scope", "individual")
	require.NoError(t, c.store.LimitPages(t.Context(), true))
	full := maya.post("/client/client-1/plan", form)
	require.Equal(t, http.StatusServiceUnavailable, full.status)
	require.NotContains(t, full.body, "sql")
	var seen page
	for range 200 { // until the audit log has used the last page of the file
		if seen = maya.get("/client/client-1"); seen.status != http.StatusOK {
			break
		}
	}
	require.Equal(t, http.StatusServiceUnavailable, seen.status)
	require.NotContains(t, seen.body, "Anna Petersen")
	require.Contains(t, seen.body, "Try again in a minute")
	require.NoError(t, c.store.LimitPages(t.Context(), false))
	require.Equal(t, http.StatusOK, maya.post("/client/client-1/plan", form).status)
	require.Contains(t, maya.get("/client/client-1/plan").body, "Typed on a full disk.")
	status, out := call(t, nil, "verify-audit", "-db", c.file, "-keys", string(c.keys))
	require.Equal(t, 0, status, out)
}

// TestLocked checks that a database that another process has locked gives the same page.
func TestLocked(t *testing.T) {
	c := newClinic(t)
	maya := c.as("maya")
	p := maya.get("/client/client-1/plan")
	other, err := sql.Open("sqlite", "file:"+c.file+"?_txlock=exclusive")
	require.NoError(t, err)
	defer other.Close()
	lock, err := other.BeginTx(t.Context(), nil)
	require.NoError(t, err)
	form := p.form("do", "add", "statement", "Typed while it was locked.", "scope", "individual")
	locked := maya.post("/client/client-1/plan", form)
	require.Equal(t, http.StatusServiceUnavailable, locked.status)
	require.Equal(t, http.StatusServiceUnavailable, maya.get("/client/client-1").status)
	require.NoError(t, lock.Rollback())
	require.Equal(t, http.StatusOK, maya.post("/client/client-1/plan", form).status)
}

// TestNothingLeaks checks that the database file, the write-ahead log and the process log contain
// nothing about anybody.
func TestNothingLeaks(t *testing.T) {
	c := newClinic(t)
	maya := c.as("maya")
	p := maya.get("/client/client-1/plan")
	require.Equal(t, http.StatusOK, maya.post("/client/client-1/plan", p.form("do", "add", "statement", "Zanzibar marker.", "scope", "individual")).status)
	maya.get("/client/client-99")
	maya.post("/client/client-1/plan", url.Values{"do": {"Zanzibar"}})
	for _, name := range []string{c.file, c.file + "-wal"} {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		for _, word := range []string{"Zanzibar", "Petersen", "Enjoy the evenings", "process note", "social-anxiety", "phq-9"} {
			require.False(t, bytes.Contains(text, []byte(word)), "%s: %s", name, word)
		}
		require.True(t, bytes.Contains(text, []byte("client-1")), "pseudonyms are in the clear")
	}
	for _, word := range []string{"Zanzibar", "Petersen", "Anna", "client-1", "clinician-1", "maya"} {
		require.NotContains(t, c.log.String(), word)
	}
	require.Contains(t, c.log.String(), "POST /client/{client}/plan")
}
