package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/examples/clinic/demo"
	"github.com/therapykit/therapykit/examples/clinic/store"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// TestMain runs the clinic itself when a test starts this program as a separate process.
func TestMain(m *testing.M) {
	if args, ok := os.LookupEnv("CLINIC_RUN_AS"); ok {
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
		status := run(ctx, strings.Fields(args), os.Getenv, os.Stdout, os.Stderr)
		stop()
		os.Exit(status)
	}
	status := m.Run()
	stopBrowser()
	os.Exit(status)
}

// process runs the clinic as a separate process and returns its address.
func process(t *testing.T, args string) (*exec.Cmd, string) {
	t.Helper()
	c := exec.Command(os.Args[0]) //nolint:gosec // itself
	c.Env = append(os.Environ(), "CLINIC_RUN_AS="+args)
	out, err := c.StderrPipe()
	require.NoError(t, err)
	require.NoError(t, c.Start())
	t.Cleanup(func() { _ = c.Process.Kill(); _ = c.Wait() })
	found := make(chan string, 1)
	go func() {
		var seen bytes.Buffer
		chunk := make([]byte, 4096)
		for {
			n, err := out.Read(chunk)
			seen.Write(chunk[:n])
			if _, rest, ok := strings.Cut(seen.String(), `"serving","address":"`); ok {
				if address, _, ok := strings.Cut(rest, `"`); ok {
					found <- "http://" + address
					_, _ = io.Copy(io.Discard, out)
					return
				}
			}
			if err != nil {
				found <- "failed: " + seen.String()
				return
			}
		}
	}()
	select {
	case address := <-found:
		require.True(t, strings.HasPrefix(address, "http://"), address)
		return c, address
	case <-time.After(30 * time.Second):
		t.Fatal("the clinic did not start")
		return nil, ""
	}
}

// caller is an HTTP client of a process.
func caller(t *testing.T, address, name string) func(path string, form url.Values) (int, string, error) {
	t.Helper()
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	client := &http.Client{Jar: jar, Timeout: 20 * time.Second}
	call := func(path string, form url.Values) (int, string, error) {
		method, body := http.MethodGet, io.Reader(nil)
		if form != nil {
			method, body = http.MethodPost, strings.NewReader(form.Encode())
		}
		r, err := http.NewRequestWithContext(context.Background(), method, address+path, body)
		if err != nil {
			return 0, "", err
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		answer, err := client.Do(r)
		if err != nil {
			return 0, "", err
		}
		defer answer.Body.Close()
		text, err := io.ReadAll(answer.Body)
		return answer.StatusCode, string(text), err
	}
	status, _, err := call("/sign-in", url.Values{"name": {name}, "password": {demo.Password}})
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, status)
	return call
}

// files makes a seeded database with its keys in a folder.
func files(t *testing.T) (db, keys string) {
	t.Helper()
	folder := t.TempDir()
	seeded, err := seededOnce()
	require.NoError(t, err)
	db, keys = filepath.Join(folder, "clinic.db"), filepath.Join(folder, "keys")
	require.NoError(t, writeFile(db, seeded[0]))
	require.NoError(t, writeFile(keys, seeded[1]))
	return db, keys
}

// TestKilledTenTimes kills the process ten times during writes: no acknowledged write is lost,
// the audit chain is complete and every record can be opened.
func TestKilledTenTimes(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	db, keys := files(t)
	saved, end := map[string][]string{}, confidential.Anchor{}
	for round := range 10 {
		c, address := process(t, "serve -db "+db+" -keys "+keys+" -listen 127.0.0.1:0")
		var mu sync.Mutex
		var all sync.WaitGroup
		for _, who := range []struct{ account, client string }{{"maya", "client-1"}, {"maya", "client-2"}, {"maya", "client-3"}, {"tom", "client-8"}, {"tom", "client-9"}} {
			call := caller(t, address, who.account)
			all.Go(func() {
				for n := 0; ; n++ {
					_, text, err := call("/client/"+who.client+"/plan", nil)
					if err != nil {
						return
					}
					words := fmt.Sprintf("Marker %d %s %d.", round, who.client, n)
					form := (page{body: text}).form("do", "add", "statement", words, "scope", "individual")
					status, _, err := call("/client/"+who.client+"/plan", form)
					if err == nil && status == http.StatusOK { // after the redirect: the server has acknowledged it
						mu.Lock()
						saved[who.client] = append(saved[who.client], words)
						mu.Unlock()
					}
				}
			})
		}
		time.Sleep(time.Duration(150+round*40) * time.Millisecond)
		require.NoError(t, c.Process.Kill())
		all.Wait()
		_ = c.Wait()

		s, err := store.Open(t.Context(), db, store.KeyFile(keys), time.Now)
		require.NoError(t, err)
		found, err := s.Verify(t.Context(), end)
		require.NoError(t, err)
		require.Empty(t, found.Wrong)
		require.Greater(t, found.End.Seq, end.Seq)
		end = found.End
		require.NoError(t, s.Close())
	}
	_, address := process(t, "serve -db "+db+" -keys "+keys+" -listen 127.0.0.1:0")
	total := 0
	for client, words := range saved {
		name := "maya"
		if client == "client-8" || client == "client-9" {
			name = "tom"
		}
		_, text, err := caller(t, address, name)("/client/"+client+"/plan", nil)
		require.NoError(t, err)
		for _, w := range words {
			require.Contains(t, text, w)
		}
		total += len(words)
	}
	require.Greater(t, total, 20, "the test wrote something")
	t.Logf("%d acknowledged saves, none lost; %d audit entries", total, end.Seq)
}

// TestStopsGracefully checks that SIGTERM lets a running request finish.
func TestStopsGracefully(t *testing.T) {
	db, keys := files(t)
	c, address := process(t, "serve -db "+db+" -keys "+keys+" -listen 127.0.0.1:0 -anchors "+keys+".anchors")
	caller(t, address, "maya")
	require.NoError(t, c.Process.Signal(os.Interrupt))
	require.NoError(t, c.Wait())
	require.Equal(t, 0, c.ProcessState.ExitCode())
	anchors, err := os.ReadFile(keys + ".anchors")
	require.NoError(t, err)
	require.Contains(t, string(anchors), `"seq"`)
}
