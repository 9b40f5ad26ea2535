package therapy_test

import (
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/words"
)

// TestFaultsAreTranslated checks that every kind of fault has a sentence, that a rule can have its
// own, and that a sentence contains neither a value nor the hint for programmers.
func TestFaultsAreTranslated(t *testing.T) {
	own := words.Texts{{"fault.too-young", "This person is too young."}}
	kinds := []error{
		therapy.ErrRequired, therapy.ErrSyntax, therapy.ErrUnknown, therapy.ErrDuplicate, therapy.ErrContradiction,
		therapy.ErrRange, therapy.ErrReference, therapy.ErrTransition, therapy.ErrConflict, errors.New("of somebody else"), nil,
	}
	sentences := map[string]bool{}
	for i, kind := range kinds {
		err := errors.Join(
			&therapy.FieldError{Path: "/a", Rule: "some-rule", Hint: "a hint", Err: kind},
			errors.New("no fault of a field"),
			fmt.Errorf("outer: %w", &therapy.FieldError{Path: "/b", Rule: "too-young", Err: kind}),
		)
		told := maps.Collect(therapy.Faults(err, words.English(), own))
		require.Len(t, told, 2, i)
		require.Equal(t, "This person is too young.", told["/b"])
		require.Contains(t, told["/a"], "(some-rule)")
		require.NotContains(t, told["/a"], "hint")
		sentences[told["/a"]] = true
		pseudo := maps.Collect(therapy.Faults(err, words.Pseudo(), own))
		for path, sentence := range pseudo {
			require.NotEqual(t, told[path], sentence)
			require.True(t, strings.HasPrefix(sentence, "⟦"), sentence)
		}
	}
	require.Len(t, sentences, len(kinds)-1, "one for each kind, and one for all others")
	require.Empty(t, maps.Collect(therapy.Faults(nil, words.English(), nil)))
}

// TestFaultsStop checks that the caller can stop the iterator early.
func TestFaultsStop(t *testing.T) {
	err := errors.Join(&therapy.FieldError{Path: "/a"}, &therapy.FieldError{Path: "/b"})
	var paths []string
	for path := range therapy.Faults(err, words.English(), nil) {
		paths = append(paths, path)
		break
	}
	require.Empty(t, cmp.Diff([]string{"/a"}, paths))
}
