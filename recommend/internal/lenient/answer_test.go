package lenient_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/internal/lenient"
	"github.com/therapykit/therapykit/therapy"
)

func TestYes(t *testing.T) {
	for _, answer := range []string{"yes", " YES. ", "y", "True!", "strongly", "1\n"} {
		require.True(t, lenient.Yes(answer), answer)
	}
	for _, answer := range []string{"", "no", "on", "ja", "yes and no", "0", "10"} {
		require.False(t, lenient.Yes(answer), answer)
	}
}

func TestNo(t *testing.T) {
	for _, answer := range []string{"no", " NO. ", "n", "False!", "0\n"} {
		require.True(t, lenient.No(answer), answer)
	}
	for _, answer := range []string{"", "yes", "not asked", "unknown", "none", "00"} {
		require.False(t, lenient.No(answer), answer)
	}
}

func TestLikely(t *testing.T) {
	for _, tt := range []struct {
		phrase, word string
		want         therapy.Truth
	}{
		{"ja", "ja", therapy.True},
		{"ticked", "ticked", therapy.True},
		{"yestheplanisclear", "yes", therapy.True},
		{"nein", "nein", therapy.False},
		{"unknown", "unknown", therapy.False},
		{"notasked", "not", therapy.False},
		{"onmonday", "on", therapy.Unknown},
		{"perhaps", "perhaps", therapy.Unknown},
		{"", "", therapy.Unknown},
	} {
		require.Equal(t, tt.want, lenient.Likely(tt.phrase, tt.word), tt.phrase)
	}
}
