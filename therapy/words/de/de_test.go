package de_test

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/page"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy/words"
	"github.com/therapykit/therapykit/therapy/words/de"
	"github.com/therapykit/therapykit/therapy/words/messages"
)

// TestComplete checks that every text of the library has a German translation of its current
// English wording. If it fails after a change of an English text, review the German text and enter
// it again; see the package documentation.
func TestComplete(t *testing.T) {
	found := de.Pack().Compare(messages.All())
	require.Empty(t, cmp.Diff(words.Comparison{}, found))
	broken := de.Pack()
	broken.Entries = maps.Clone(broken.Entries)
	delete(broken.Entries, "option.group.name")
	broken.Entries["option.individual.name"] = words.Entry{Text: "Einzeltherapie", Of: words.Hash("what it was once")}
	broken.Entries["no.such.text"] = words.Entry{Text: "nichts", Of: words.Hash("nothing")}
	want := words.Comparison{Missing: []words.Key{"option.group.name"}, Stale: []words.Key{"option.individual.name"}, Extra: []words.Key{"no.such.text"}}
	require.Empty(t, cmp.Diff(want, broken.Compare(messages.All())), "Compare finds a missing text")
}

// faults lists the formal mistakes of a translation, whatever its meaning.
func faults(language words.Language, english, german string) (found []string) {
	wrong := func(what string, is bool) {
		if is {
			found = append(found, what)
		}
	}
	wrong("other places", !maps.Equal(places(english), places(german)))
	for _, forms := range choice.FindAllString(german, -1) {
		for _, category := range language.Plurals() {
			wrong("no form for "+category, !strings.Contains(forms, category+" {"))
		}
	}
	wrong("other numbers", !slices.Equal(numbers(english), numbers(german)))
	wrong("English words", englishWords.MatchString(place.ReplaceAllString(german, " ")))
	wrong("informal address", informal.MatchString(german))
	wrong("straight quotes or doubled spaces", strings.Contains(german, `"`) || strings.Contains(german, "  "))
	wrong("space at the end", strings.TrimSpace(german) != german && strings.TrimSpace(english) == english)
	end := func(s string) bool { return strings.HasSuffix(s, ".") || strings.HasSuffix(s, "?") }
	wrong("another end", len(english) > 25 && end(english) != end(german))
	return found
}

var (
	place        = regexp.MustCompile(`\{([a-z]+)(?:\}|, plural,)`)
	choice       = regexp.MustCompile(`\{[a-z]+, plural,(?: [a-z]+ \{[^{}]*\})+\}`)
	number       = regexp.MustCompile(`[0-9]+`)
	englishWords = regexp.MustCompile(`(?i)\b(the|of|and|with|is|are|you|your|which|that|for|not|if|therapist|client|person's|group therapy|session|sessions|self-help|guidance)\b`)
	informal     = regexp.MustCompile(`(?i)\b(du|dich|dir|dein|deine|deinen|deinem|deiner|euch|euer|eure)\b`)
)

// places counts each placeholder of a text.
func places(text string) map[string]int {
	found := map[string]int{}
	for _, match := range place.FindAllStringSubmatch(text, -1) {
		found[match[1]]++
	}
	return found
}

// numbers returns the numbers of a text, sorted: a translation may reorder them but must not lose a
// telephone number or a limit.
func numbers(text string) []string {
	found := number.FindAllString(text, -1)
	slices.Sort(found)
	return found
}

// alike lists the texts that are the same in both languages: names and loan words.
var alike = map[string]bool{
	"NHS Talking Therapies": true, "minimal": true, "normal": true, "zone I": true, "PTSD Checklist for DSM-5": true,
	"flexible": true, "minutes": true, "plan": true, "status": true, "text": true, "note": true, "final": true,
}

func TestTranslations(t *testing.T) {
	english := maps.Collect(messages.All())
	var found []string
	for _, key := range slices.Sorted(maps.Keys(de.Pack().Entries)) {
		entry := de.Pack().Entries[key]
		for _, fault := range faults(de.Language(), english[key], entry.Text) {
			found = append(found, fault+" in "+string(key)+": "+entry.Text)
		}
		bare := strings.Trim(place.ReplaceAllString(english[key], ""), " :,;.()")
		if bare != "" && !alike[english[key]] && english[key] == entry.Text {
			found = append(found, "left in English: "+string(key)+": "+entry.Text)
		}
	}
	require.Empty(t, found)
}

func TestFaultsAreFound(t *testing.T) {
	l := de.Language()
	for _, tt := range []struct{ english, german, want string }{
		{"Left: {options}.", "Übrig: {option}.", "other places"},
		{"{n, plural, one {# day} other {# days}}", "{n, plural, other {# Tage}}", "no form for one"},
		{"Call 116 123.", "Rufen Sie 116 132 an.", "other numbers"},
		{"The group is full.", "Die group ist voll, and das bleibt so.", "English words"},
		{"You choose.", "Du wählst.", "informal address"},
		{"a", `"a"`, "straight quotes or doubled spaces"},
		{"a", "a ", "space at the end"},
		{"This is a long sentence of text.", "Das ist ein langer Satz mit Text", "another end"},
	} {
		require.Contains(t, faults(l, tt.english, tt.german), tt.want)
	}
	require.Empty(t, faults(l, "{n, plural, one {# day} other {# days}} left for {who}.", "Noch {n, plural, one {# Tag} other {# Tage}} für {who}."))
}

// TestClientsCanReadIt checks the sentences of the texts for clients: under 16 words on average and
// at most 35. This measures length only; it does not prove that they are easy to understand.
func TestClientsCanReadIt(t *testing.T) {
	sentences, total, longest, where := 0, 0, 0, words.Key("")
	for key, entry := range de.Pack().Entries {
		if !strings.HasSuffix(string(key), ".client") && !strings.HasSuffix(string(key), ".plain-question") {
			continue
		}
		for _, sentence := range regexp.MustCompile(`[.?!:](\s|$)`).Split(entry.Text, -1) {
			if n := len(strings.Fields(sentence)); n > 0 {
				sentences++
				total += n
				if n > longest {
					longest, where = n, key
				}
			}
		}
	}
	average := float64(total) / float64(sentences)
	t.Logf("%d sentences, %.1f words on average, the longest %d (%s)", sentences, average, longest, where)
	require.Greater(t, sentences, 400)
	require.Less(t, average, 16.0)
	require.LessOrEqual(t, longest, 35, where)
}

func TestThePolicyStaysTheSame(t *testing.T) {
	p := standard.Policy()
	require.Equal(t, p.Digest(), p.In(de.Language()).Digest())
	require.NoError(t, p.In(de.Language()).Validate())
}

func TestSaysNotReviewed(t *testing.T) {
	require.Contains(t, de.Pack().Reviewed, "Not yet reviewed by a clinician")
	require.Equal(t, de.Pack().Notice, de.Language().Notice())
	require.Contains(t, de.Language().Notice(), "von keiner Fachperson geprüft")
	require.Equal(t, "de", de.Language().Tag())
	rec, err := recommend.Default().Recommend(recommend.Intake{}, time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC))
	require.NoError(t, err)
	for _, reader := range []policy.Reader{policy.Clinician, policy.Client} {
		text := strings.Join(strings.Fields(rec.For(recommend.Audience{Reader: reader, Language: de.Language()}).Text()), " ")
		require.Contains(t, text, de.Language().Notice())
		require.NotContains(t, text, words.Mark)
	}
	form, err := recommend.NewForm(standard.Policy())
	require.NoError(t, err)
	var sheet strings.Builder
	require.NoError(t, page.WriteForm(&sheet, form, page.FormOptions{Reader: policy.Client, Language: de.Language()}))
	require.Contains(t, sheet.String(), de.Language().Notice())
	require.Contains(t, sheet.String(), "Denken Sie zurzeit daran, sich das Leben zu nehmen")
	require.NotContains(t, sheet.String(), words.Mark)
}
