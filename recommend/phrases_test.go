package recommend_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/words"
	"github.com/therapykit/therapykit/therapy/words/pack"
)

// speaking returns a language in which every text of the library and of a policy is its key with
// its placeholders.
func speaking(t *testing.T, p policy.Policy) words.Language {
	t.Helper()
	places := regexp.MustCompile(`\{([a-z]+)(?:\}|, plural,)`)
	made := words.Pack{Format: words.PackFormat, Language: "de", Reviewed: "nobody: made up for a test", And: "und", Or: "oder", Entries: map[words.Key]words.Entry{}}
	add := func(key words.Key, english string) {
		require.True(t, key.Valid(), key)
		_, again := made.Entries[key]
		require.False(t, again, key)
		text := "«" + string(key)
		for _, found := range places.FindAllStringSubmatch(english, -1) {
			text += " {" + found[1] + "}"
		}
		made.Entries[key] = words.Entry{Of: words.Hash(english), Text: text + "»"}
	}
	for key, english := range words.Chain(therapy.Messages(), recommend.Messages()) {
		add(key, english)
	}
	for key, english := range p.Messages() {
		add(key, english)
	}
	require.NoError(t, pack.Validate(made))
	return made.Speak()
}

// TestRenderingsInALanguage checks that renderings of every outcome are in the requested language,
// and that missing translations are marked.
func TestRenderingsInALanguage(t *testing.T) {
	p := standard.Policy()
	r, language := recommend.Must(p), speaking(t, p)
	seen := map[policy.Outcome]bool{}
	for name, intake := range map[string]recommend.Answers{
		"nothing": {}, "danger": {therapy.Adult: therapy.Yes, therapy.AcuteSuicidality: therapy.Yes},
		"told":      {therapy.Adult: therapy.Yes, therapy.NoAcuteRisk: therapy.Yes, therapy.SensitiveIssue: therapy.Yes, therapy.PrefersIndividual: therapy.Strongly},
		"open":      {therapy.Adult: therapy.Yes, therapy.NoAcuteRisk: therapy.Yes, therapy.ValuesPrivacy: therapy.Yes, therapy.LimitedTime: therapy.Yes},
		"disorder":  {therapy.Adult: therapy.Yes, therapy.NoAcuteRisk: therapy.Yes, therapy.SocialAnxietyDisorderDiagnosed: therapy.Yes, therapy.PrefersGroup: therapy.Yes},
		"out":       {therapy.Adult: therapy.Yes, therapy.NoAcuteRisk: therapy.Yes, therapy.GroupUnavailable: therapy.Yes, therapy.IndividualUnavailable: therapy.Yes},
		"one is in": {therapy.Adult: therapy.Yes, therapy.NoAcuteRisk: therapy.Yes, therapy.GroupUnavailable: therapy.Yes},
	} {
		rec, err := r.Recommend(given(intake), now)
		require.NoError(t, err, name)
		seen[rec.Outcome()] = true
		for _, reader := range []policy.Reader{policy.Clinician, policy.Client} {
			a := recommend.Audience{Reader: reader, Language: language, Date: therapy.MustDate(2026, time.March, 2)}
			text := strings.Join(strings.Fields(rec.For(a).Text()), " ")
			require.Contains(t, text, "«recommendation.", name)
			require.NotContains(t, text, words.Mark, name)
			require.NotRegexp(t, `\{[a-z]+\}|%[a-z!]`, text, "%s: a place is not filled", name)
			english := strings.Join(strings.Fields(rec.For(recommend.Audience{Reader: reader, Date: a.Date}).Text()), " ")
			// Citations are not translated.
			text, _, _ = strings.Cut(text, "«recommendation.sources»")
			english, _, _ = strings.Cut(english, " Sources ---")
			for _, texts := range []func(func(words.Key, string) bool){recommend.Messages(), p.Messages()} {
				for key, said := range texts {
					if len(said) > 25 && !strings.Contains(said, "{") && strings.Contains(english, said) {
						require.NotContains(t, text, said, "%s: %s", name, key)
					}
				}
			}
		}
	}
	require.Len(t, seen, 5, "every outcome")
}
