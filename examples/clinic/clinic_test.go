package main

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/examples/clinic/demo"
	"github.com/therapykit/therapykit/examples/clinic/store"
	"github.com/therapykit/therapykit/examples/clinic/web"
)

// monday is the day of the tests, at eight in the morning.
var monday = time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC)

// clock is a clock that stops until a test sets it.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) turn(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// clinic is the demonstration, served for a test.
type clinic struct {
	*testing.T
	*clock
	store *store.Store
	app   *web.App
	url   string
	log   *safeBuffer
	file  string
	keys  store.KeyFile
}

type safeBuffer struct {
	mu sync.Mutex
	strings.Builder
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.Builder.Write(p)
}

func (b *safeBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.Builder.String()
}

// seededOnce returns the files of a seeded database. Tests copy them, because seeding takes a
// while.
var seededOnce = sync.OnceValues(func() ([2][]byte, error) { return seedFiles() })

func newClinic(t *testing.T) *clinic {
	t.Helper()
	if strings.HasPrefix(t.Name(), onPostgres+"/") {
		return newPostgresClinic(t)
	}
	folder := t.TempDir()
	files, err := seededOnce()
	require.NoError(t, err)
	c := &clinic{T: t, clock: &clock{at: monday}, log: &safeBuffer{}, file: filepath.Join(folder, "clinic.db"), keys: store.KeyFile(filepath.Join(folder, "keys"))}
	require.NoError(t, writeFile(c.file, files[0]))
	require.NoError(t, writeFile(string(c.keys), files[1]))
	c.serve(c.file)
	return c
}

// serve opens the database and serves it.
func (c *clinic) serve(dsn string) {
	c.Helper()
	s, err := store.Open(c.Context(), dsn, c.keys, c.now)
	require.NoError(c, err)
	zone, err := time.LoadLocation("Europe/London")
	require.NoError(c, err)
	c.store, c.app = s, build(s, zone, slog.New(slog.NewJSONHandler(c.log, nil)), true, false)
	server := httptest.NewServer(c.app.Handler())
	c.url = server.URL
	c.Cleanup(func() { server.Close(); _ = s.Close() })
}

// browser is a user with a cookie jar and a language.
type browser struct {
	*clinic
	http     http.Client
	language string
}

// as signs a user in. With an empty name, nobody is signed in.
func (c *clinic) as(name string) *browser {
	c.Helper()
	jar, err := cookiejar.New(nil)
	require.NoError(c, err)
	b := &browser{clinic: c, http: http.Client{Jar: jar, Timeout: time.Minute}}
	if name != "" {
		page := b.post("/sign-in", url.Values{"name": {name}, "password": {demo.Password}})
		require.Equal(c, http.StatusOK, page.status, name)
	}
	return b
}

// page is an answer of the server.
type page struct {
	status int
	path   string // after redirects
	body   string
	header http.Header
}

func (b *browser) do(method, path string, form url.Values) page {
	b.Helper()
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	r, err := http.NewRequestWithContext(b.Context(), method, b.url+path, body)
	require.NoError(b, err)
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r.Header.Set("Accept-Language", b.language)
	answer, err := b.http.Do(r)
	require.NoError(b, err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	require.NoError(b, err)
	return page{answer.StatusCode, answer.Request.URL.Path, string(text), answer.Header}
}

func (b *browser) get(path string) page { b.Helper(); return b.do(http.MethodGet, path, nil) }
func (b *browser) post(path string, form url.Values) page {
	b.Helper()
	return b.do(http.MethodPost, path, form)
}

var hidden = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)">`)

// form returns the hidden fields of a page together with what a test types.
func (p page) form(typed ...string) url.Values {
	v := url.Values{}
	for _, m := range hidden.FindAllStringSubmatch(p.body, -1) {
		v.Set(m[1], m[2])
	}
	for i := 0; i+1 < len(typed); i += 2 {
		v.Set(typed[i], typed[i+1])
	}
	return v
}
