package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/words"
	"github.com/therapykit/therapykit/therapy/words/wordstest"
)

// TestEveryTextHasALanguage asks in the language for tests and finds texts in the answers that
// the library wrote without a language or built from pieces. In JSON, texts are the strings with
// a space; sources stay the same.
func TestEveryTextHasALanguage(t *testing.T) {
	codes, err := wordstest.Codes("../..")
	require.NoError(t, err)
	for _, clinician := range []bool{true, false} {
		server := httptest.NewServer(handler(service{func(*http.Request) bool { return clinician }, words.Pseudo()}))
		for _, intake := range []string{
			`{"adult":"yes","no-acute-risk":"yes","limited-budget":"yes"}`, `{"acute-suicidality":"yes"}`, `{}`,
			`{"adult":"yes","no-acute-risk":"yes","ptsd":"yes","prefers-group":"strongly","values-privacy":"yes"}`,
		} {
			_, body := post(t, t.Context(), server.URL, intake)
			var answer any
			require.NoError(t, json.Unmarshal([]byte(body), &answer))
			var texts []string
			var walk func(v any)
			walk = func(v any) {
				switch v := v.(type) {
				case map[string]any:
					if _, source := v["strength"]; source {
						return
					}
					for _, member := range v {
						walk(member)
					}
				case []any:
					for _, element := range v {
						walk(element)
					}
				case string:
					if strings.Contains(v, " ") {
						texts = append(texts, v)
					}
				}
			}
			walk(answer)
			require.NotEmpty(t, texts)
			require.Empty(t, wordstest.Check(strings.Join(texts, "\n"), codes), intake)
		}
		server.Close()
	}
}
