package words_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/therapytest"
	"github.com/therapykit/therapykit/therapy/words"
	"github.com/therapykit/therapykit/therapy/words/de"
)

// TestEncodes checks that no type of this package loses data in JSON.
func TestEncodes(t *testing.T) {
	require.NoError(t, therapytest.Encodes(".", nil,
		words.Key("heading.questions"), de.Language(), de.Pack(), words.Number("n", 3), words.Texts{{"heading.questions", "Questions"}},
		words.Entry{Text: "Fragen", Of: words.Hash("Questions")},
		words.Comparison{Missing: []words.Key{"a"}, Extra: []words.Key{"b"}, Stale: []words.Key{"c"}, Misplaced: []words.Key{"d"}},
	))
}
