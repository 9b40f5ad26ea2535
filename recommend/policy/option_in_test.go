package policy_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy/words"
	"github.com/therapykit/therapykit/therapy/words/de"
)

// TestOptionInALanguage checks that an option in a language has the same texts as in a policy in
// that language, and that the original is unchanged.
func TestOptionInALanguage(t *testing.T) {
	p, german := standard.Policy(), standard.Policy().In(de.Language())
	for i, option := range p.Options {
		before := p.Clone().Options[i]
		got := option.In(de.Language())
		require.Equal(t, german.Options[i], got, option.Option)
		require.NotEqual(t, option.Name, got.Name, option.Option)
		require.NotEqual(t, option.PlainName, got.PlainName)
		require.NotEqual(t, option.About.Like, got.About.Like)
		require.Equal(t, option.Option, got.Option, "a name stays")
		require.Equal(t, before, option)
		require.Equal(t, option, option.In(words.Language{}), "no language is English")
	}
}
