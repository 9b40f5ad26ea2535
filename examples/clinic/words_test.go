package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	lib "github.com/therapykit/therapykit/therapy/words"

	"github.com/therapykit/therapykit/examples/clinic/words"
)

var (
	said     = regexp.MustCompile(`\b(?:t|tn|tx) "([a-z0-9.-]+)" "((?:[^"\\]|\\.)*)"`)
	saidInGo = regexp.MustCompile(`\bT\("([a-z0-9.-]+)", "((?:[^"\\]|\\.)*)"`)
	saidWord = regexp.MustCompile(`\bword "([a-z0-9-]+)"`)
	granted  = regexp.MustCompile(`"((?:consent|refuse)\.[a-z]+)", "((?:[^"\\]|\\.)*)"`)
)

// texts finds every text of the application in its sources.
func texts(t *testing.T) map[lib.Key]string {
	t.Helper()
	all := map[lib.Key]string{}
	require.NoError(t, filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(name, "_test.go") || !strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, ".html") {
			return err
		}
		source, err := os.ReadFile(name)
		require.NoError(t, err)
		patterns := []*regexp.Regexp{said}
		if strings.HasSuffix(name, ".go") {
			patterns = []*regexp.Regexp{saidInGo, granted}
		}
		for _, p := range patterns {
			for _, m := range p.FindAllStringSubmatch(string(source), -1) {
				key, english := words.Key(m[1]), m[2]
				if before, ok := all[key]; ok {
					require.Equal(t, before, english, "%s has two English texts", key)
				}
				require.True(t, key.Valid(), key)
				all[key] = english
			}
		}
		for _, m := range saidWord.FindAllStringSubmatch(string(source), -1) {
			all[words.Key("word."+m[1])] = strings.ReplaceAll(m[1], "-", " ")
		}
		return nil
	}))
	return all
}

// TestGermanIsComplete checks that the German pack has every text of the application, translated
// from the present English.
func TestGermanIsComplete(t *testing.T) {
	pack, err := words.Pack()
	require.NoError(t, err)
	all := texts(t)
	require.Greater(t, len(all), 150)
	found := pack.Compare(func(yield func(lib.Key, string) bool) {
		for key, english := range all {
			if !yield(key, english) {
				return
			}
		}
	})
	require.Empty(t, found.Missing)
	require.Empty(t, found.Stale)
	for _, key := range found.Extra { // names of vocabularies come from records
		require.True(t, strings.HasPrefix(string(key), "clinic.word."), key)
	}
}

// demoPages lists pages that a user can open in the demonstration.
var demoPages = map[string][]string{
	"": {"/sign-in"},
	"maya": {"/", "/client/client-1", "/client/client-1/plan", "/client/client-7/plan", "/client/client-6/intake", "/client/client-6/interview",
		"/client/client-7/recommendation", "/client/client-7/recommendation/print", "/session/client-1-session-9", "/session/client-1-session-2",
		"/client/client-1/measure", "/client/client-1/fhir", "/client/nobody-1"},
	"rosa":  {"/", "/group/group-1", "/group/group-1/agreement", "/group/group-1/screening/person-001", "/group/group-1/session/group-1-session-4", "/group/group-1/session/group-1-session-1", "/group/group-1/forming", "/client/client-3"},
	"priya": {"/privacy", "/privacy/person?person=client-1&recipient=clinician-1", "/privacy/claim?person=client-1"},
	"anna":  {"/client/client-1", "/client/client-1/plan", "/client/client-1/consents", "/client/client-1/intake", "/client/client-1/recommendation", "/client/client-1/measure"},
}

// TestGermanPages checks that every page shows the application's texts in German.
func TestGermanPages(t *testing.T) {
	c := newClinic(t)
	untold := map[string]bool{}
	for who, paths := range demoPages {
		b := c.as(who)
		b.language = "de-DE,de;q=0.9,en;q=0.5"
		for _, path := range paths {
			p := b.get(path)
			require.Contains(t, p.body, `<html lang="de">`, path)
			for _, m := range regexp.MustCompile(`\[en\] [^<]*`).FindAllString(p.body, -1) {
				untold[m] = true
			}
		}
	}
	own := map[string]bool{}
	for _, english := range texts(t) {
		own[english] = true
	}
	for text := range untold { // the texts of the library have tests of their own
		require.False(t, own[strings.TrimPrefix(text, "[en] ")], text)
		require.Regexp(t, `[ .:;()]`, strings.TrimSpace(text), "a word without its German")
	}
}
