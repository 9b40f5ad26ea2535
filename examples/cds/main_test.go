package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/cdshooks"
	"github.com/therapykit/therapykit/therapy/words"
)

// TestStory plays the whole story over loopback.
func TestStory(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run(t.Context(), options{}, &out))
	for _, line := range []string{
		"The intake has not been filled in. Nothing is known about danger.",
		"[info] Format of therapy suggested: group therapy.",
		"( ) Draft a request for group therapy (recommended)",
		"in the chart now: ServiceRequest, status draft, intent proposal",
		"recorded: accepted by clinician-1, and from it the choice [group], basis recommendation",
		"recorded: overridden, reason client-preference, comment [confidential]",
		"override of recommended, chosen group",
		"[critical] Somebody may be in danger. See what to do now.",
		"[answer-word-on-safety\\]",
		"without a token: 401", "without a signature: 401", "with a good token: 200", "the same token again: 401",
	} {
		require.Contains(t, out.String(), line)
	}
	require.Equal(t, 2, strings.Count(out.String(), "[critical]"), "for danger and for nothing else")
	_, log, found := strings.Cut(out.String(), "The log of the service")
	require.True(t, found)
	for _, secret := range []string{"Sam Example", "client-1", "Practitioner", "eyJ", "danger", "suicid"} {
		require.NotContains(t, log, secret)
	}
	require.NotContains(t, out.String(), "Sam Example", "a comment is sealed as it is read")
}

// open returns a service that asks for no token, at a fixed time.
func open(t *testing.T, change ...func(*server)) (*httptest.Server, *bytes.Buffer) {
	t.Helper()
	log := &bytes.Buffer{}
	s, err := build("https://cds.example.org", words.English(), time.Now, slog.New(slog.NewTextHandler(log, nil)))
	require.NoError(t, err)
	for _, f := range change {
		f(s)
	}
	server := httptest.NewServer(s.handler())
	t.Cleanup(server.Close)
	return server, log
}

func send(t *testing.T, url, method, path, body string, headers ...string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url+path, strings.NewReader(body))
	require.NoError(t, err)
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	resp, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	defer func() { _ = resp.Body.Close() }()
	b, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return resp, string(b)
}

const view = `{"hook":"patient-view","hookInstance":"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea","context":{"userId":"Practitioner/7","patientId":"17"}`

func TestStatuses(t *testing.T) {
	server, _ := open(t)
	tests := []struct {
		name, method, path, body, kind string
		status                         int
		contains                       string
	}{
		{"discovery", "GET", "/cds-services", "", "", 200, `"services":[{"hook":"patient-view"`},
		{"the form", "GET", "/questionnaire", "", "", 200, `"resourceType":"Questionnaire"`},
		{"nothing there", "POST", "/cds-services/therapy-format", view + `,"prefetch":{"intake":null,"answers":null}}`, "application/json", 200, `Nothing is known about danger`},
		{"a charset", "POST", "/cds-services/therapy-format", view + `,"prefetch":{"intake":null,"answers":null}}`, "application/json;charset=UTF-8", 200, `cards`},
		{"text/json", "POST", "/cds-services/therapy-format", view + `,"prefetch":{"intake":null,"answers":null}}`, "text/json", 200, `cards`},
		{"prefetch not sent", "POST", "/cds-services/therapy-format", view + `}`, "application/json", 412, `"expression":["prefetch.intake"]`},
		{"not JSON", "POST", "/cds-services/therapy-format", `{`, "application/json", 400, `json-malformed`},
		{"a form", "POST", "/cds-services/therapy-format", `a=b`, "application/x-www-form-urlencoded", 415, `OperationOutcome`},
		{"another service", "POST", "/cds-services/other", view + `}`, "application/json", 404, `not-found`},
		{"feedback of another service", "POST", "/cds-services/other/feedback", `{}`, "application/json", 404, `not-found`},
		{"too large", "POST", "/cds-services/therapy-format", strings.Repeat(" ", cdshooks.MaxRequest+1), "application/json", 413, `too-long`},
		{"feedback too large", "POST", "/cds-services/therapy-format/feedback", strings.Repeat(" ", cdshooks.MaxFeedback+1), "application/json", 413, `too-long`},
		{"feedback that is none", "POST", "/cds-services/therapy-format/feedback", `{}`, "application/json", 400, `feedback-list`},
		{"feedback on a card of nobody", "POST", "/cds-services/therapy-format/feedback", `{"feedback":[{"card":"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea","outcome":"overridden","outcomeTimestamp":"2026-03-02T09:35:00Z"}]}`, "application/json", 200, `{}`},
		{"GET on a service", "GET", "/cds-services/therapy-format", "", "", 405, `OperationOutcome`},
		{"POST on discovery", "POST", "/cds-services", "{}", "application/json", 405, `OperationOutcome`},
		{"DELETE on feedback", "DELETE", "/cds-services/therapy-format/feedback", "", "", 405, `OperationOutcome`},
		{"nowhere", "GET", "/", "", "", 404, `not-found`},
		{"below", "GET", "/cds-services/a/b/c/d", "", "", 404, `not-found`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			resp, body := send(t, server.URL, tt.method, tt.path, tt.body, "Content-Type", tt.kind)
			require.Equal(t, tt.status, resp.StatusCode, body)
			require.Contains(t, body, tt.contains)
			require.True(t, json.Valid([]byte(body)))
			require.Equal(t, "no-store", resp.Header.Get("Cache-Control"))
		})
	}
}

// TestBrowsers checks that a page may ask before it calls, without a token, and may read errors
// too.
func TestBrowsers(t *testing.T) {
	const page = "https://sandbox.example.org"
	refuse := func(s *server) {
		s.verify = func(context.Context, string, time.Time) (string, error) {
			_, err := new(cdshooks.Verifier).Verify(context.Background(), "", time.Now())
			return "", err
		}
	}
	listed, _ := open(t, refuse, func(s *server) { s.origins = []string{page} })
	all, _ := open(t, refuse, func(s *server) { s.origins = []string{"*"} })
	none, _ := open(t, refuse)
	for _, tt := range []struct{ url, origin, allowed string }{
		{listed.URL, page, page}, {listed.URL, "https://evil.example.org", ""}, {listed.URL, "", ""}, {all.URL, page, "*"}, {none.URL, page, ""},
	} {
		for _, path := range []string{"/cds-services", "/cds-services/therapy-format", "/cds-services/therapy-format/feedback"} {
			resp, _ := send(t, tt.url, http.MethodOptions, path, "", "Origin", tt.origin, "Access-Control-Request-Headers", "authorization,content-type")
			require.Equal(t, http.StatusNoContent, resp.StatusCode, "no preflight has a token")
			require.Equal(t, tt.allowed, resp.Header.Get("Access-Control-Allow-Origin"))
			if tt.allowed != "" {
				require.Equal(t, "GET, POST, OPTIONS", resp.Header.Get("Access-Control-Allow-Methods"))
				require.Contains(t, resp.Header.Get("Access-Control-Allow-Headers"), "Authorization")
			}
			resp, body := send(t, tt.url, http.MethodPost, path, "{}", "Origin", tt.origin)
			require.GreaterOrEqual(t, resp.StatusCode, 400)
			require.Equal(t, tt.allowed, resp.Header.Get("Access-Control-Allow-Origin"), "on errors too")
			require.Contains(t, body, "OperationOutcome")
		}
	}
	resp, body := send(t, listed.URL, http.MethodGet, "/cds-services", "", "Origin", "https://evil.example.org")
	require.Equal(t, "Origin", resp.Header.Get("Vary"))
	require.Equal(t, 401, resp.StatusCode)
	require.Equal(t, "Bearer", resp.Header.Get("WWW-Authenticate"))
	require.NotContains(t, body, "token", "without saying why")
}

// TestTooBusy checks that a call that cannot be handled now is told to try again later.
func TestTooBusy(t *testing.T) {
	block, entered := make(chan struct{}), make(chan struct{})
	var once sync.Once
	busy, _ := open(t, func(s *server) {
		s.busy = make(chan struct{}, 1)
		s.verify = func(context.Context, string, time.Time) (string, error) {
			once.Do(func() { close(entered) })
			<-block
			return "", nil
		}
	})
	var wg sync.WaitGroup
	wg.Go(func() { send(t, busy.URL, http.MethodGet, "/cds-services", "") })
	<-entered
	resp, _ := send(t, busy.URL, http.MethodGet, "/cds-services", "")
	require.Equal(t, http.StatusServiceUnavailable, resp.StatusCode)
	require.NotEmpty(t, resp.Header.Get("Retry-After"))
	close(block)
	wg.Wait()
}

// TestMistakesInHere checks that the server does not report its internal errors to callers and
// does not stop because of them.
func TestMistakesInHere(t *testing.T) {
	broken, log := open(t, func(s *server) {
		s.verify = func(context.Context, string, time.Time) (string, error) { panic("made up: patient 17") }
	})
	resp, body := send(t, broken.URL, http.MethodGet, "/cds-services", "")
	require.Equal(t, http.StatusInternalServerError, resp.StatusCode)
	require.NotContains(t, body+log.String(), "patient 17")
	failing, log := open(t, func(s *server) {
		s.verify = func(context.Context, string, time.Time) (string, error) { return "", errors.New("made up: secret") }
	})
	resp, body = send(t, failing.URL, http.MethodGet, "/cds-services", "")
	require.Equal(t, http.StatusServiceUnavailable, resp.StatusCode, "the keys could not be had: not the client's fault")
	require.NotContains(t, body+log.String(), "secret")
}

// TestSlowClientsLoseTheirConnection holds many calls open, like an attacker who wants to exhaust
// the server.
func TestSlowClientsLoseTheirConnection(t *testing.T) {
	s, err := build("https://cds.example.org", words.English(), time.Now, slog.New(slog.DiscardHandler))
	require.NoError(t, err)
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	server := newServer(s.handler(), 2*time.Second)
	go func() { _ = server.Serve(l) }()
	defer func() { _ = server.Close() }()
	var slow []net.Conn
	for _, begin := range []string{
		"POST /cds-services/therapy-format HTTP/1.1\r\nHost: x\r\n",
		"POST /cds-services/therapy-format HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n{",
	} {
		for range 20 {
			conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", l.Addr().String())
			require.NoError(t, err)
			defer func() { _ = conn.Close() }()
			_, err = io.WriteString(conn, begin)
			require.NoError(t, err)
			slow = append(slow, conn)
		}
	}
	deadline := time.Now().Add(20 * time.Second)
	for _, conn := range slow {
		require.NoError(t, conn.SetReadDeadline(deadline))
		_, err := io.ReadAll(conn)
		var timeout net.Error
		require.False(t, errors.As(err, &timeout) && timeout.Timeout(), "the server still holds it")
	}
	resp, _ := send(t, "http://"+l.Addr().String(), http.MethodGet, "/cds-services", "")
	require.Equal(t, http.StatusOK, resp.StatusCode)
}

// output is a buffer for several goroutines.
type output struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.String()
}

// TestServe serves with keys until it is stopped.
func TestServe(t *testing.T) {
	e, err := newEHR("https://cds.example.org", issuer, time.Now)
	require.NoError(t, err)
	keys, err := e.keySet()
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "keys.json")
	require.NoError(t, os.WriteFile(file, keys, 0o600))
	ctx, stop := context.WithCancel(t.Context())
	var out output
	done := make(chan error, 1)
	go func() {
		done <- run(ctx, options{serve: "127.0.0.1:0", base: "https://cds.example.org", issuer: issuer, keys: file, origins: "*"}, &out)
	}()
	var address string
	require.Eventually(t, func() bool {
		_, rest, ok := strings.Cut(out.String(), " on ")
		address, _, _ = strings.Cut(rest, "\n")
		return ok && strings.Contains(rest, "\n")
	}, 10*time.Second, 5*time.Millisecond)
	token, err := e.token("https://cds.example.org/cds-services")
	require.NoError(t, err)
	resp, _ := send(t, "http://"+address, http.MethodGet, "/cds-services", "", "Authorization", "Bearer "+token)
	require.Equal(t, 200, resp.StatusCode, "the address of the token is the one from outside")
	resp, _ = send(t, "http://"+address, http.MethodGet, "/cds-services", "")
	require.Equal(t, 401, resp.StatusCode)
	stop()
	require.NoError(t, <-done, "an interrupted server stops in order")

	for name, o := range map[string]options{
		"not an address":           {serve: "not an address"},
		"without keys, to all":     {serve: "0.0.0.0:0"},
		"a file that is not there": {serve: "127.0.0.1:0", keys: filepath.Join(t.TempDir(), "none")},
		"no issuer":                {serve: "127.0.0.1:0", keys: file},
	} {
		require.Error(t, run(t.Context(), o, io.Discard), name)
	}
}

// TestStoreForgetsTheOldest checks that the store drops the oldest cards and keeps repeated
// feedback once.
func TestStoreForgetsTheOldest(t *testing.T) {
	s := newStore()
	for i := range maxCards + 10 {
		s.issue([]cdshooks.Issued{{Card: cdshooks.UUID(string(rune('a'+i%26)) + time.Duration(i).String())}})
	}
	require.Len(t, s.cards, maxCards)
	_, ok, err := s.find(t.Context(), "a0s")
	require.NoError(t, err)
	require.False(t, ok)
	f := cdshooks.Feedback{Card: "x", Outcome: cdshooks.Overridden}
	s.record([]cdshooks.Feedback{f, f})
	s.record([]cdshooks.Feedback{f})
	require.Len(t, s.feedback, 1)
	_, last := s.last()
	require.Equal(t, cdshooks.UUID("x"), last.Card)
	_, none := newStore().last()
	require.Empty(t, none.Card)
}
