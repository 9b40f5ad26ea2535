package policy_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

// TestDiffOfVersions compares version 1.0.0 of the standard policy with the present one
// in words.
func TestDiffOfVersions(t *testing.T) {
	old, err := standard.Retired("1.0.0")
	require.NoError(t, err)
	var b strings.Builder
	for _, d := range policy.Diff(old, standard.Policy()) {
		b.WriteString(d.String() + "\n")
	}
	therapytest.Golden(t, *update, filepath.Join("..", "testdata", "diff-1.0.0-2.0.0.txt"), []byte(b.String()))
	for _, line := range []string{
		"stage indication: decides by grades rather than points",
		"rule f41-informed-group-trauma: was removed",
		"rule r4-combined-reserve-bpd: was removed",
		"question trauma-adult: was added",
		"statement declines-individual: was added",
	} {
		require.Contains(t, b.String(), line)
	}
}
