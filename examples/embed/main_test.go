package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy/words"
)

func post(t *testing.T, ctx context.Context, url, body string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url+"/recommend", strings.NewReader(body))
	require.NoError(t, err)
	resp, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	defer func() { _ = resp.Body.Close() }()
	b, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return resp.StatusCode, string(b)
}

func TestServesOverARealConnection(t *testing.T) {
	server := httptest.NewServer(handler(service{}))
	defer server.Close()
	tests := []struct {
		name, body string
		status     int
		contains   string
	}{
		{"a recommendation", `{"adult":"yes","no-acute-risk":"yes","limited-budget":"yes"}`, 200, `"outcome":"recommended","advised":["group"]`},
		{"danger is an answer, not an error", `{"acute-suicidality":"yes"}`, 200, `"outcome":"escalate"`},
		{"an unknown statement", `{"adul":"yes"}`, 422, `"hint":"did you mean adult?"`},
		{"contradictions", `{"adult":"yes","child-under-12":"yes"}`, 422, `"rule":"answers-contradict"`},
		{"danger beside a slip of the hand", `{"acute-suicidality":"yes","adul":"yes"}`, 200, `"outcome":"escalate"`},
		{"errors are reported together with the danger", `{"acute-suicidality":"yes","adul":"yes"}`, 200, `{"path":"/#2","rule":"factor-unknown","hint":"did you mean adult?"}]`},
		{"danger in a word that is none", `{"acute-suicidality":true}`, 200, `"rule":"answer-word-on-safety"`},
		{"a refused intake has no recommendation", `{"adul":"yes"}`, 422, `{"recommendation":null,`},
		{"not JSON", `{`, 422, `"rule":"json-malformed"`},
		{"too large", `{"adult":"` + strings.Repeat("x", 1<<17) + `"}`, 400, "too large"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			status, body := post(t, t.Context(), server.URL, tt.body)
			require.Equal(t, tt.status, status, body)
			require.Contains(t, body, tt.contains)
		})
	}
	t.Run("only POST", func(t *testing.T) {
		resp, err := http.Get(server.URL + "/recommend") //nolint:noctx // the test needs a plain request
		require.NoError(t, err)
		require.NoError(t, resp.Body.Close())
		require.Equal(t, http.StatusMethodNotAllowed, resp.StatusCode)
	})
}

func TestRefusalsDoNotQuote(t *testing.T) {
	server := httptest.NewServer(handler(service{}))
	defer server.Close()
	_, body := post(t, t.Context(), server.URL, `{"Jane Example lives here":"and is unwell"}`)
	require.NotContains(t, body, "Jane")
	require.NotContains(t, body, "unwell")
}

func TestConcurrentRequestsGetTheirOwnAnswers(t *testing.T) {
	server := httptest.NewServer(handler(service{}))
	defer server.Close()
	type result struct {
		body string
		err  error
	}
	results := make([]result, 64)
	var wg sync.WaitGroup
	for i := range results {
		body := `{"adult":"yes","no-acute-risk":"yes","limited-budget":"yes"}`
		if i%2 == 1 {
			body = `{"acute-suicidality":"yes"}`
		}
		wg.Go(func() {
			resp, err := http.Post(server.URL+"/recommend", "application/json", strings.NewReader(body)) //nolint:noctx // bounded by the test
			if err != nil {
				results[i].err = err
				return
			}
			defer func() { _ = resp.Body.Close() }()
			b, err := io.ReadAll(resp.Body)
			results[i] = result{string(b), err}
		})
	}
	wg.Wait()
	for i, got := range results {
		require.NoError(t, got.err)
		require.True(t, json.Valid([]byte(got.body)))
		want := `"outcome":"recommended"`
		if i%2 == 1 {
			want = `"outcome":"escalate"`
		}
		require.Contains(t, got.body, want)
	}
}

func TestCancelledRequestLeavesTheServerServing(t *testing.T) {
	server := httptest.NewServer(handler(service{}))
	defer server.Close()
	// Use the bare connection, so that the request stops in the middle of its body: the server
	// waits for more until the client is gone.
	conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", server.Listener.Addr().String())
	require.NoError(t, err)
	_, err = io.WriteString(conn, "POST /recommend HTTP/1.1\r\nHost: test\r\nContent-Length: 100\r\n\r\n{\"adult\":")
	require.NoError(t, err)
	require.NoError(t, conn.Close())
	// Also cancel by a context, before anything is sent.
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, server.URL+"/recommend", strings.NewReader(`{}`))
	require.NoError(t, err)
	resp, err := http.DefaultClient.Do(req)
	if err == nil {
		_ = resp.Body.Close()
	}
	require.ErrorIs(t, err, context.Canceled)
	status, _ := post(t, t.Context(), server.URL, `{"adult":"yes"}`)
	require.Equal(t, http.StatusOK, status)
}

func TestRun(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run(t.Context(), "", "", words.English(), &out))
	require.Contains(t, out.String(), "200 OK: recommended [group]")

	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	require.NoError(t, run(ctx, "127.0.0.1:0", "", words.English(), &out), "an interrupted server stops in order")
	require.Error(t, run(t.Context(), "not an address", "", words.English(), &out))
}

// TestSlowBodiesLoseTheirConnection holds many requests open, as an attacker could to exhaust
// the server.
func TestSlowBodiesLoseTheirConnection(t *testing.T) {
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	server := newServer(handler(service{}), 2*time.Second)
	go func() { _ = server.Serve(l) }()
	defer func() { _ = server.Close() }()
	var slow []net.Conn
	for _, begin := range []string{
		"POST /recommend HTTP/1.1\r\nHost: x\r\n",                               // a header that does not end
		"POST /recommend HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n{", // a body with only one byte
	} {
		for range 50 {
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
		_, err := io.ReadAll(conn) // until the server closes it
		var timeout net.Error
		require.False(t, errors.As(err, &timeout) && timeout.Timeout(), "the server still holds it")
	}
	status, _ := post(t, t.Context(), "http://"+l.Addr().String(), `{"adult":"yes"}`)
	require.Equal(t, http.StatusOK, status)
}

// TestSmallRequestsDrawSmallAnswers sends a request with thousands of faults.
func TestSmallRequestsDrawSmallAnswers(t *testing.T) {
	server := httptest.NewServer(handler(service{}))
	defer server.Close()
	var many []string
	for i := range 4000 {
		many = append(many, `"k`+strconv.Itoa(i)+`":""`)
	}
	for name, body := range map[string]string{
		"unknown statements": "{" + strings.Join(many, ",") + "}",
		"the same again":     "{" + strings.Repeat(`"adul":"yes",`, 4000) + `"adul":"yes"}`,
	} {
		status, answer := post(t, t.Context(), server.URL, body)
		require.Equal(t, 422, status, name)
		require.Less(t, len(answer), 8<<10, name)
		require.Contains(t, answer, "more-faults", name)
	}
}

// TestTheRightCallerGetsTheRightView: clients get the client's view, and clinicians with the
// token get the clinician's view.
func TestTheRightCallerGetsTheRightView(t *testing.T) {
	server := httptest.NewServer(handler(service{clinicians: bearer("made-up-token")}))
	defer server.Close()
	rec, err := recommend.Default().RecommendJSON([]byte(`{"adult":"yes","no-acute-risk":"yes","limited-budget":"yes"}`), time.Now())
	require.NoError(t, err)
	for header, reader := range map[string]policy.Reader{
		"": policy.Client, "Bearer ": policy.Client, "Bearer wrong": policy.Client, "Bearer made-up-token": policy.Clinician,
	} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+"/recommend", strings.NewReader(`{"adult":"yes","no-acute-risk":"yes","limited-budget":"yes"}`))
		require.NoError(t, err)
		req.Header.Set("Authorization", header)
		resp, err := http.DefaultClient.Do(req)
		require.NoError(t, err)
		var got struct {
			Recommendation json.RawMessage `json:"recommendation"`
		}
		require.NoError(t, json.NewDecoder(resp.Body).Decode(&got))
		require.NoError(t, resp.Body.Close())
		want, err := json.Marshal(rec.For(recommend.Audience{Reader: reader}))
		require.NoError(t, err)
		require.JSONEq(t, string(want), string(got.Recommendation), header)
	}
	require.False(t, bearer("")(httptest.NewRequest(http.MethodPost, "/", nil)), "nobody has the empty token")
}
