package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/examples/clinic/store"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// marks are texts about a client that nobody else may see: the name and, if there is one, the
// hope.
var marks = map[int][]string{
	1: {"Anna Petersen", "Enjoy the evenings"}, 2: {"Bert Quayle", "without dread"}, 3: {"Chiara Romano", "lunch with the others"}, 4: {"Dilip Sarkar", "Speak up"},
	5: {"Elif Tanrikulu", "Answer the telephone"}, 6: {"Femi Udoh"}, 7: {"Greta Vogelsang"}, 8: {"Hana Wakabayashi", "Say no when"}, 9: {"Ivo Xanthos", "choir"},
	10: {"Jana Yilmaz", "to the shop"}, 11: {"Kofi Zeller", "for the children"}, 12: {"Lena Abernathy", "Paint again"},
}

// paths fills the placeholders of a route with every possible value.
func paths(pattern string) []string {
	method, path, _ := strings.Cut(pattern, " ")
	values := map[string][]string{
		"{client}": {}, "{group}": {"group-1", "group-2", "client-1"}, "{person}": {"person-001", "client-1", "client-8"},
		"{session}": {"client-1-session-2", "client-8-session-2", "group-1-session-1", "group-1-session-4"},
	}
	for n := range 12 {
		values["{client}"] = append(values["{client}"], fmt.Sprintf("client-%d", n+1))
	}
	values["{client}"] = append(values["{client}"], "person-001", "clinician-1", "..%2f", "client-1%00", "a")
	all := []string{strings.ReplaceAll(path, "{$}", "")}
	for place, texts := range values {
		if !strings.Contains(path, place) {
			continue
		}
		var next []string
		for _, p := range all {
			for _, text := range texts {
				next = append(next, strings.ReplaceAll(p, place, text))
			}
		}
		all = next
	}
	if method == "GET" {
		for _, p := range slices.Clone(all) {
			switch {
			case strings.HasPrefix(p, "/privacy/"):
				all = append(all, p+"?person=client-1&recipient=clinician-1", p+"?person=client-8")
			case strings.HasSuffix(p, "/measure"):
				all = append(all, p+"?instrument=gad-7")
			}
		}
	}
	return all
}

// drawn matches random ids. Among a hundred thousand of them, some contain any given short word.
var drawn = regexp.MustCompile(`[a-z2-7]{20,}`)

// TestNobodySeesOthers tries twelve roles and situations on every route, with the ids of other
// people in the address and in every field: no answer contains another client's name or words.
func TestNobodySeesOthers(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a minute")
	}
	others := url.Values{}
	for _, name := range []string{"person", "client", "recipient", "ref", "goal", "group", "access", "account"} {
		others.Set(name, "client-1")
	}
	for name, value := range map[string]string{
		"version": "1", "do": "goal", "status": "active", "statement": "x", "outcome": "justified", "grant": "insurer-results", "attendance": "attended", "option": "individual",
		"id": "plan-aaaaaaaaaaaaaaaaaaaa", "section": "1", "document": `{"resourceType":"Patient"}`, "reason": "progress", "accept": "group-2", "question": "no-acute-risk",
	} {
		others.Set(name, value)
	}
	clinician2 := confidential.MustPersonID("clinician-2")
	for _, x := range []struct {
		situation, account string
		before             func(*clinic)
		sees               []int
	}{
		{"nobody is signed in", "", nil, nil},
		{"a clinician", "maya", nil, []int{1, 2, 3, 4, 5, 6, 7}},
		{"another clinician", "tom", nil, []int{8, 9, 10, 11, 12}},
		{"the lead of a group", "rosa", nil, []int{3, 4, 5, 8, 9, 10}},
		{"the privacy officer", "priya", nil, nil},
		{"a client", "anna", nil, []int{1}},
		{"another client", "bert", nil, []int{2}},
		{"a client who was referred", "femi", nil, []int{6}},
		{"a client in the group", "hana", nil, []int{8}},
		{"a second therapist", "tom", func(c *clinic) {
			require.NoError(t, c.store.Write(t.Context(), store.NewCare(store.Care{Therapist: clinician2, Subject: "client-2", Role: store.Second, From: therapy.DateOf(monday).AddDays(-1)})))
		}, []int{2, 8, 9, 10, 11, 12}},
		{"a clinician whose care has ended", "tom", func(c *clinic) {
			require.NoError(t, c.store.Write(t.Context(), store.EndCare(clinician2, "client-8", therapy.DateOf(monday))))
		}, []int{9, 10, 11, 12}},
		{"an emergency access that has run out", "tom", func(c *clinic) {
			tom := c.as("tom")
			tom.post("/emergency", tom.get("/").form("person", "client-1", "reason", "other-danger"))
			c.turn(61 * time.Minute)
		}, []int{8, 9, 10, 11, 12}},
	} {
		t.Run(x.situation, func(t *testing.T) {
			c := newClinic(t)
			c.T = t
			if x.before != nil {
				x.before(c)
			}
			b := c.as(x.account)
			asked, found := 0, map[int]bool{}
			for _, route := range c.app.Routes() {
				method, _, _ := strings.Cut(route.Pattern, " ")
				if route.Pattern == "POST /sign-out" || route.Pattern == "POST /sign-in" || route.Pattern == "POST /emergency" || route.Pattern == "POST /client/{client}/ending" {
					continue
				}
				for _, path := range paths(route.Pattern) {
					var form url.Values
					if method == http.MethodPost {
						form = others
					}
					p := b.do(method, path, form)
					asked++
					require.Less(t, p.status, 500, "%s %s\n%s", method, path, c.log)
					shown := drawn.ReplaceAllString(p.body, "")
					for n, words := range marks {
						if slices.Contains(x.sees, n) {
							found[n] = found[n] || strings.Contains(p.body, words[0]) || strings.Contains(p.body, words[len(words)-1])
							continue
						}
						for _, word := range words {
							require.False(t, strings.Contains(shown, word), "%s %s shows %s", method, path, word)
						}
					}
				}
			}
			require.Greater(t, asked, 250)
			for _, n := range x.sees { // proves that the test can see what is there
				require.True(t, found[n], "client-%d is shown to whoever may see them", n)
			}
		})
	}
}

// TestStoredScript checks that a script in any text field is shown as text on every page.
func TestStoredScript(t *testing.T) {
	c := newClinic(t)
	const script = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>{{.}}`
	maya, anna, rosa := c.as("maya"), c.as("anna"), c.as("rosa")
	p := maya.get("/client/client-7/recommendation")
	maya.post("/client/client-7/choice", p.form("option", "individual", "note", script))
	p = maya.get("/client/client-7/plan")
	p = maya.post("/client/client-7/plan/draft", p.form("concern", "depression", "statement", script, "history", script, "hope", script, "scope", "individual", "importance", "8", "risk", "no", "riskText", script))
	require.Contains(t, p.body, "&lt;script&gt;")
	p = maya.get("/client/client-1/plan")
	maya.post("/client/client-1/plan", p.form("do", "add", "statement", script, "scope", "individual"))
	p = maya.get("/client/client-1/plan")
	maya.post("/client/client-1/plan", p.form("do", "review", "outcome", "progress", "note", script))
	p = anna.get("/client/client-1/plan")
	anna.post("/client/client-1/plan/answer", p.form("agree", "yes", "words", script))
	c.turn(12 * time.Hour)
	maya, anna, rosa = c.as("maya"), c.as("anna"), c.as("rosa")
	p = maya.get("/session/client-1-session-9")
	maya.post("/session/client-1-session-9", p.form("attendance", "attended", "progress", script, "process", script))
	p = rosa.get("/group/group-1/session/group-1-session-4")
	form := p.form("shared", script, "climate", "engaged")
	for _, id := range []string{"3", "4", "5", "8", "9", "10"} {
		form.Set("attendance-client-"+id, "attended")
		form.Set("own-client-"+id, script)
	}
	rosa.post("/group/group-1/session/group-1-session-4", form)
	maya.post("/client/client-1/fhir", url.Values{"document": {script}})
	maya.post("/sign-in", url.Values{"name": {script}, "password": {script}})
	seen := 0
	for who, all := range demoPages {
		b := c.as(who)
		for _, path := range all {
			p := b.get(path)
			for _, harm := range []string{"<script>alert", "<img src=x"} {
				require.False(t, strings.Contains(p.body, harm), "%s: %s", path, harm)
			}
			seen += strings.Count(p.body, "&lt;script&gt;alert(1)")
		}
	}
	require.Greater(t, seen, 5, "it was stored, and is shown")
}

// TestForged checks that every route refuses requests that are forged, damaged, too long or
// repeated.
func TestForged(t *testing.T) {
	c := newClinic(t)
	maya := c.as("maya")
	for _, route := range c.app.Routes() {
		method, path, _ := strings.Cut(route.Pattern, " ")
		if method != http.MethodPost {
			continue
		}
		path = regexp.MustCompile(`\{[a-z]+\}`).ReplaceAllString(path, "client-1")
		for name, header := range map[string]http.Header{
			"another site":   {"Sec-Fetch-Site": {"cross-site"}},
			"another origin": {"Origin": {"https://elsewhere.example"}},
		} {
			r, err := http.NewRequestWithContext(t.Context(), method, c.url+path, strings.NewReader("version=1"))
			require.NoError(t, err)
			r.Header = header
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			answer, err := maya.http.Do(r)
			require.NoError(t, err)
			require.NoError(t, answer.Body.Close())
			require.Equal(t, http.StatusForbidden, answer.StatusCode, "%s %s", name, path)
		}
	}
	for _, token := range []string{"", "x", strings.Repeat("A", 26), "' OR 1=1 --", strings.Repeat("x", 5000)} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, c.url+"/client/client-1", nil)
		require.NoError(t, err)
		r.AddCookie(&http.Cookie{Name: "clinic", Value: token})
		answer, err := (&http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}).Do(r)
		require.NoError(t, err)
		require.NoError(t, answer.Body.Close())
		require.Equal(t, http.StatusSeeOther, answer.StatusCode)
	}
	long := maya.post("/client/client-1/plan", url.Values{"statement": {strings.Repeat("x", 300<<10)}})
	require.Equal(t, http.StatusRequestEntityTooLarge, long.status)
	for _, path := range []string{"/static/../main.go", "/static/..%2f..%2fmain.go", "//client/client-1", "/client/client-1/../client-2", "/client/%2e%2e/client-8", "/client/client-1%2fplan", "/client/CLIENT-1", "/static/"} {
		p := maya.get(path)
		require.NotContains(t, p.body, "package main", path)
		require.NotContains(t, p.body, "Wakabayashi", path)
	}
	require.Equal(t, http.StatusOK, c.as("maya").get("/").status)
	bad := &browser{clinic: c, http: http.Client{}}
	for range 5 {
		require.Equal(t, http.StatusUnauthorized, bad.post("/sign-in", url.Values{"name": {"tom"}, "password": {"wrong"}}).status)
	}
	require.Equal(t, http.StatusUnauthorized, bad.post("/sign-in", url.Values{"name": {"tom"}, "password": {"made-up-people"}}).status, "locked")
	c.turn(16 * time.Minute)
	c.as("tom")
	signedOut := c.as("maya")
	require.Equal(t, "/sign-in", signedOut.post("/sign-out", url.Values{}).path)
	require.Equal(t, "/sign-in", signedOut.get("/client/client-1").path)
	idle := c.as("maya")
	c.turn(31 * time.Minute)
	require.Equal(t, "/sign-in", idle.get("/client/client-1").path)
	require.Equal(t, http.StatusUnauthorized, idle.post("/client/client-1/plan", url.Values{}).status)
}

// TestSlowBody checks that a client that sends its body slowly is disconnected while others are
// served.
func TestSlowBody(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a quarter of a minute")
	}
	db, keys := files(t)
	_, address := process(t, "serve -db "+db+" -keys "+keys+" -listen 127.0.0.1:0")
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", strings.TrimPrefix(address, "http://"))
	require.NoError(t, err)
	defer conn.Close()
	_, err = io.WriteString(conn, "POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\n")
	require.NoError(t, err)
	ctx, stop := context.WithTimeout(t.Context(), 40*time.Second)
	defer stop()
	go func() {
		for ctx.Err() == nil {
			_, _ = io.WriteString(conn, "a")
			time.Sleep(time.Second)
		}
	}()
	status, _, err := caller(t, address, "maya")("/", nil)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, status)
	require.NoError(t, conn.SetReadDeadline(time.Now().Add(30*time.Second)))
	answer, err := io.ReadAll(conn)
	require.NoError(t, err, "the connection was closed")
	require.NotContains(t, string(answer), "200 OK")
}
