package screening_test

import (
	"encoding"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group/screening"
)

// checkNames checks the names of a closed vocabulary: every constant, in order, and no others.
func checkNames[T interface {
	~uint8
	encoding.TextMarshaler
	Valid() bool
}](t *testing.T, want ...string) {
	t.Helper()
	var names []string
	for v := T(1); v.Valid(); v++ {
		text, err := v.MarshalText()
		require.NoError(t, err)
		names = append(names, string(text))
	}
	require.Equal(t, want, names)
	require.False(t, T(0).Valid(), "zero is unstated")
}

func TestEnums(t *testing.T) {
	t.Parallel()
	checkNames[screening.CriterionType](t, "exclusion", "inclusion", "readiness")
	checkNames[screening.Verdict](t, "not-this-group", "ask-first", "prepare-first", "join")
	checkNames[screening.TieKind](t, "relatives", "partners", "same-workplace", "acquainted", "dual-relationship", "harmful")
	checkNames[screening.CompositionRule](t, "size-below", "size-above", "concern-not-shared", "age-range", "age-isolate", "gender-isolate",
		"tie", "not-recorded")
}
