package recommend_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
)

// TestDiffOfVersions holds what changed from version 1.0.0 of the standard policy to the
// present one, in words, for whoever has to read it.
func TestDiffOfVersions(t *testing.T) {
	old, err := standard.Retired("1.0.0")
	require.NoError(t, err)
	var b strings.Builder
	for _, d := range policy.Diff(old, standard.Policy()) {
		b.WriteString(d.String() + "\n")
	}
	golden := filepath.Join("testdata", "diff-1.0.0-2.0.0.txt")
	if *update {
		require.NoError(t, os.WriteFile(golden, []byte(b.String()), 0o644))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("(-golden +got):\n%s", diff)
	}
	for _, line := range []string{
		"stage indication: decides by grades rather than points",
		"rule f41-informed-group-trauma: is gone",
		"rule r4-combined-reserve-bpd: is gone",
		"question trauma-adult: is new",
		"statement declines-individual: is new",
	} {
		require.Contains(t, b.String(), line)
	}
}
