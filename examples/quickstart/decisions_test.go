package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// TestDecisionsStay compares the decisions on the shipped intakes with a stored table: outcome,
// advised options, deciding stage, and every fired rule with its effect on each option. A change
// of the table is a change of the decision and needs a reason, so -update does not write it.
func TestDecisionsStay(t *testing.T) {
	want, err := os.ReadFile(filepath.Join("testdata", "decisions.txt"))
	require.NoError(t, err)
	sources, err := sourcesOf(nil, nil)
	require.NoError(t, err)
	var got strings.Builder
	for _, s := range sources {
		rec, err := recommendFor(s)
		require.NoError(t, err, s.name)
		var advised []string
		for info := range rec.Advised() {
			advised = append(advised, string(info.Option))
		}
		stage := "no stage"
		if layer, ok := rec.DecidedBy(); ok {
			stage = layer.String()
		}
		fmt.Fprintf(&got, "%s: %s [%s] decided by %s\n", s.name, rec.Outcome(), strings.Join(advised, " "), stage)
		for x := range rec.Danger() {
			fmt.Fprintf(&got, "  danger %s\n", x.Rule())
		}
		for x := range rec.Reasons() {
			switch {
			case x.Excludes():
				fmt.Fprintf(&got, "  %s %s excludes\n", x.Option(), x.Rule())
			case x.Grade() != 0:
				fmt.Fprintf(&got, "  %s %s %s\n", x.Option(), x.Rule(), x.Grade())
			default:
				fmt.Fprintf(&got, "  %s %s %+d\n", x.Option(), x.Rule(), x.Points())
			}
		}
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("(-before +now):\n%s", diff)
	}
}
