package therapytest_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/individual"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

// The figures are copied from the guidelines, not from the code.
func publishedTable(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	require.NoError(t, err)
	return string(b)
}

func TestProgrammesMatchGuidelines(t *testing.T) {
	require.NoError(t, therapytest.Programmes(individual.Descriptor(), publishedTable(t, "individual.tsv")))
	require.NoError(t, therapytest.Programmes(group.Descriptor(), publishedTable(t, "group.tsv")))
}

// TestProgrammesFindsDifferences covers every difference between the table and a descriptor.
func TestProgrammesFindsDifferences(t *testing.T) {
	table := publishedTable(t, "group.tsv")
	last := func(d *therapy.Descriptor) *therapy.Programme { return &d.Programmes[len(d.Programmes)-1] }
	for name, spoil := range map[string]func(d *therapy.Descriptor){
		"left out": func(d *therapy.Descriptor) { d.Programmes = d.Programmes[:len(d.Programmes)-1] },
		"added":    func(d *therapy.Descriptor) { d.Programmes = append(d.Programmes, *last(d)) },
		"swapped":  func(d *therapy.Descriptor) { p := d.Programmes; p[0], p[1] = p[1], p[0] },
		"size":     func(d *therapy.Descriptor) { last(d).Size.Max++ },
		"sessions": func(d *therapy.Descriptor) { last(d).Sessions.Min++ },
		"minutes":  func(d *therapy.Descriptor) { last(d).Minutes.Max++ },
		"sources":  func(d *therapy.Descriptor) { last(d).Sources = last(d).Sources[:1] },
		"the note": func(d *therapy.Descriptor) { last(d).Note = "" },
		"not about": func(d *therapy.Descriptor) {
			d.Programmes[4].Note = strings.ReplaceAll(d.Programmes[4].Note, "bout", "")
		},
	} {
		d := group.Descriptor()
		spoil(&d)
		require.Error(t, therapytest.Programmes(d, table), name)
	}
}

func TestProgrammesNotation(t *testing.T) {
	row := func(sessions, minutes string) string {
		return strings.Join([]string{"p", "P", sessions, "?", minutes, "?", "?", "?", "?", "", ""}, "\t") + "\n"
	}
	for notation, want := range map[string]therapy.Range{
		"?": {}, "8": {Min: 8, Max: 8}, "~8": {Min: 8, Max: 8}, "8-12": {Min: 8, Max: 12},
		"<=12": {Max: 12}, ">=2": {Min: 2}, "60+90": {Min: 60, Max: 90},
	} {
		d := therapy.Descriptor{Programmes: []therapy.Programme{{ID: "p", Minutes: want, Note: "about"}}}
		require.NoError(t, therapytest.Programmes(d, row("?", notation)), notation)
		d.Programmes[0].Minutes.Min += 3
		require.Error(t, therapytest.Programmes(d, row("?", notation)), notation)
	}
	both := therapy.Descriptor{Programmes: []therapy.Programme{{ID: "p", Sessions: therapy.Range{Min: 16, Max: 16}}}}
	require.NoError(t, therapytest.Programmes(both, row("15+1", "?")), "two kinds of sessions are added up")
	for _, bad := range []string{"x", "1-", "<=", ">=?", "1+y", ""} {
		require.Error(t, therapytest.Programmes(both, row("15+1", bad)), bad)
	}
	require.ErrorContains(t, therapytest.Programmes(both, "p\tP\n"), "columns")
}
