package main

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var legends = regexp.MustCompile(`name="(answer\.[^"]*|choice\.[^"]*)" value="([^"]*)"`)

// TestIntakeForm goes through the form section by section. The answers stay, and the last section
// leads to the recommendation.
func TestIntakeForm(t *testing.T) {
	maya := newClinic(t).as("maya")
	p := maya.get("/client/client-6/intake")
	require.Equal(t, http.StatusOK, p.status)
	for n := 0; p.path == "/client/client-6/intake"; n++ {
		require.Less(t, n, 20, "the form ends")
		require.Equal(t, http.StatusOK, p.status, p.body)
		f := p.form()
		for _, m := range legends.FindAllStringSubmatch(p.body, -1) {
			switch m[1] {
			case "answer.no-acute-risk", "answer.values-privacy", "answer.wants-in-depth-exploration", "answer.adult":
				f.Set(m[1], "yes")
			case "choice.age":
				f.Set(m[1], "adult")
			}
		}
		p = maya.post("/client/client-6/intake", f)
	}
	require.Equal(t, "/client/client-6/recommendation", p.path)
	require.Equal(t, http.StatusOK, p.status)
	require.Contains(t, p.body, "individual")

	p = maya.get("/client/client-6/interview")
	require.Equal(t, http.StatusOK, p.status)
	m := legends.FindStringSubmatch(p.body)
	require.NotNil(t, m)
	p = maya.post("/client/client-6/interview", p.form(m[1], m[2]))
	require.Contains(t, []string{"/client/client-6/interview", "/client/client-6/recommendation"}, p.path)
}

var tags = regexp.MustCompile(`(?s)<[^>]*>`)

func text(body string) string {
	var b strings.Builder
	for line := range strings.Lines(tags.ReplaceAllString(body, "")) {
		if strings.TrimSpace(line) != "" {
			b.WriteString(line)
		}
	}
	return b.String()
}
