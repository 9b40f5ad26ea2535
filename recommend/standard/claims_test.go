package standard_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

// TestSourcesCoverTheAges checks that every rule and caution has a current source, and speaks about
// no age that its sources leave out.
func TestSourcesCoverTheAges(t *testing.T) {
	// Rules and cautions about more ages than their sources state, with the reason.
	wider := map[string]string{
		"f28-how-recovered":      "asked of adults only: the case says so",
		"f28-relapse-risk":       "asked of adults only: the case says so",
		"bdd-specialist":         "the specialist teams stand among the key priorities, without an age",
		"prolonged-grief-format": "says that nothing was read",
	}
	p := standard.Policy()
	used := map[string]bool{}
	claim := func(id string, ages therapy.Ages, sources ...therapy.Source) {
		require.NotEmpty(t, sources, id)
		require.True(t, slices.ContainsFunc(sources, func(s therapy.Source) bool { return s.SupersededBy == "" }), "%s: every source is superseded", id)
		var covered therapy.Ages
		for _, s := range sources {
			if covered |= s.Ages; s.Ages == 0 {
				covered = therapy.AnyAge // it does not speak of an age
			}
		}
		if ages&^covered == 0 {
			return
		}
		used[id] = true
		require.NotEmpty(t, wider[id], "%s speaks of %s, its sources of %s", id, ages, covered)
	}
	for _, r := range p.Rules {
		claim(r.ID, r.Ages, r.Sources...)
	}
	for _, c := range p.Cautions {
		claim(c.ID, c.Ages, c.Sources...)
	}
	for _, a := range p.Actions {
		claim(a.ID, therapy.AnyAge, a.Sources...)
	}
	for _, o := range p.Options {
		claim(string(o.Option), therapy.AnyAge, o.About.Sources...)
	}
	for _, c := range p.Crisis {
		claim(c.Place, therapy.AnyAge, c.Source)
	}
	require.Len(t, used, len(wider))
}
