package therapy_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
)

func TestCompare(t *testing.T) {
	a, b := aDescriptor("couple"), aDescriptor("family")
	b.Cost.Statement = "Another price."
	rows := therapy.Compare(a, b)
	names := []string{
		"participants", "leadership", "privacy", "focus", "relationship", "perspectives", "time", "cost", "interpersonal", "support",
	}
	require.Len(t, rows, len(names))
	for i, row := range rows {
		require.Equal(t, names[i], row.Dimension.String(), "the article's order")
		require.Equal(t, names[i], row.A.Statement, "each row shows the trait of its dimension")
		if names[i] == "cost" {
			require.Equal(t, "Another price.", row.B.Statement)
		} else {
			require.Equal(t, names[i], row.B.Statement)
		}
		row.A.Sources[0].ID, row.B.Sources[0].ID = "zzz", "zzz"
	}
	if diff := cmp.Diff(aDescriptor("couple"), a, same); diff != "" {
		t.Errorf("a was changed through the rows (-want +got):\n%s", diff)
	}
	mirrored := therapy.Compare(b, a)
	require.Equal(t, "Another price.", mirrored[7].A.Statement)
	require.Len(t, therapy.Compare(therapy.Descriptor{}, therapy.Descriptor{}), len(names), "every dimension has its row")
}

func TestDimensionTitle(t *testing.T) {
	seen := map[string]bool{}
	for v := range 256 {
		d := therapy.Dimension(v)
		_, err := d.MarshalText()
		require.Equal(t, err == nil, d.Title() != "", "%d", v)
		if err != nil {
			continue
		}
		require.False(t, seen[d.Title()], d.Title())
		require.Equal(t, strings.ToUpper(d.Title()[:1]), d.Title()[:1])
		seen[d.Title()] = true
	}
}
