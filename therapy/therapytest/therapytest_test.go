package therapytest_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/individual"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

// TestOurOwn checks the descriptors and catalogues of this module.
func TestOurOwn(t *testing.T) {
	therapytest.Run(t, individual.Descriptor)
	therapytest.Run(t, group.Descriptor)
	c, err := therapy.NewCatalogue(individual.Descriptor(), group.Descriptor())
	require.NoError(t, err)
	require.NoError(t, therapytest.Catalogue(c))
}

// TestBrokenDescriptors checks that each case of the suite fails for a descriptor with the mistake
// that it looks for.
func TestBrokenDescriptors(t *testing.T) {
	one := group.Descriptor()
	calls := 0
	broken := map[string]func() therapy.Descriptor{
		"valid": func() therapy.Descriptor { d := group.Descriptor(); d.Name = ""; return d },
		"fresh": func() therapy.Descriptor { return one },
		"catalogue": func() therapy.Descriptor {
			d := group.Descriptor()
			d.Indications[0].When = therapy.Is("never-described")
			return d
		},
		"json": func() therapy.Descriptor { d := group.Descriptor(); d.Privacy.Leakage = 0; return d },
		"compare": func() therapy.Descriptor {
			d := group.Descriptor()
			calls++
			d.Cost.Statement = fmt.Sprint("call ", calls)
			return d
		},
		"both-sides": func() therapy.Descriptor { d := group.Descriptor(); d.Indications = nil; return d },
		"plain-words": func() therapy.Descriptor {
			d := group.Descriptor()
			d.Indications[0].Client += " (" + d.Indications[0].ID + ")"
			return d
		},
		"own-words": func() therapy.Descriptor {
			d := group.Descriptor()
			d.Indications[0].Client = d.Indications[0].Clinician
			return d
		},
		"satisfiable": func() therapy.Descriptor {
			d := group.Descriptor()
			d.Indications[0].When = therapy.All(therapy.Is(therapy.Adult), therapy.Not(therapy.Is(therapy.Adult)))
			return d
		},
		"sizes": func() therapy.Descriptor {
			d := group.Descriptor()
			d.Programmes[0].Size, d.Programmes[0].Note = therapy.Range{Min: 1, Max: 900}, ""
			return d
		},
		"safeguarding": func() therapy.Descriptor {
			d := group.Descriptor()
			kept := d.Indications[:0]
			for _, in := range d.Indications {
				if in.Layer != therapy.LayerEligibility {
					kept = append(kept, in)
				}
			}
			d.Indications = kept
			return d
		},
		"declinable": func() therapy.Descriptor {
			return withoutRules(func(in therapy.Indication) bool { return uses(in, therapy.DeclinesGroup) })
		},
		"children": func() therapy.Descriptor {
			return withoutRules(func(in therapy.Indication) bool { return in.Ages != therapy.AnyAge || uses(in, therapy.ChildUnder12) })
		},
		"statements-used": func() therapy.Descriptor {
			d := group.Descriptor()
			info, _ := therapy.Factors().Lookup(therapy.ValuesPrivacy)
			info.Factor, info.Excludes = "likes-music", nil
			d.Factors = append(d.Factors, info)
			return d
		},
	}
	for c := range therapytest.Cases() {
		t.Run(c.ID, func(t *testing.T) {
			make, ok := broken[c.ID]
			require.True(t, ok, "every case has a broken descriptor in this test")
			require.NotEmpty(t, c.Sentence)
			err := therapytest.Descriptor(make)
			require.Error(t, err)
			require.True(t, strings.HasPrefix(err.Error(), c.ID+": ") || strings.Contains(err.Error(), "\n"+c.ID+": "), "%v", err)
		})
	}
}

// TestRulesThatNeverFire checks that a rule whose conditions cannot all hold is reported, whatever
// the contradiction.
func TestRulesThatNeverFire(t *testing.T) {
	likes, _ := therapy.Factors().Lookup(therapy.ValuesPrivacy)
	likes.Factor, likes.Excludes = "likes-music", []therapy.Factor{therapy.PrefersGroup}
	for name, change := range map[string]func(*therapy.Indication){
		"an adult who is a child": func(in *therapy.Indication) { in.When = therapy.AllOf(therapy.Adult, therapy.ChildUnder12) },
		"of another age":          func(in *therapy.Indication) { in.When, in.Ages = therapy.Is(therapy.Adult), therapy.Under12 },
		"by its own vocabulary":   func(in *therapy.Indication) { in.When = therapy.AllOf("likes-music", therapy.PrefersGroup) },
		"of nothing":              func(in *therapy.Indication) { in.When = therapy.Any() },
		"in all of its many cases": func(in *therapy.Indication) {
			in.When = therapy.All(therapy.Is(therapy.Adult), therapy.AnyOf(therapy.ChildUnder12, therapy.Adolescent12To15))
		},
	} {
		err := therapytest.Descriptor(func() therapy.Descriptor {
			d := group.Descriptor()
			d.Factors = append(d.Factors, likes)
			i := slices.IndexFunc(d.Indications, func(in therapy.Indication) bool { return in.Layer == therapy.LayerNeed && in.Question.ID == "" })
			in := d.Indications[i]
			in.ID = "made-up"
			change(&in)
			d.Indications = append(slices.Clip(d.Indications), in)
			return d
		})
		require.ErrorContains(t, err, "satisfiable: ", name)
		require.ErrorContains(t, err, "rule made-up: ", name)
	}
}

func withoutRules(drop func(therapy.Indication) bool) therapy.Descriptor {
	d := group.Descriptor()
	d.Indications = slices.DeleteFunc(d.Indications, drop)
	return d
}

func uses(in therapy.Indication, f therapy.Factor) bool {
	return slices.Contains(slices.Collect(in.When.Factors()), f)
}

func TestBrokenCatalogues(t *testing.T) {
	require.ErrorContains(t, therapytest.Catalogue(therapy.Catalogue{}), "empty")
	d := individual.Descriptor()
	d.Indications[0].When = therapy.Is("never-described")
	c, err := therapy.NewCatalogue(d)
	require.NoError(t, err)
	require.ErrorContains(t, therapytest.Catalogue(c), "statements")
	d = individual.Descriptor()
	info, _ := therapy.Factors().Lookup(therapy.Adult)
	d.Factors = append(d.Factors, info)
	c, err = therapy.NewCatalogue(d)
	require.NoError(t, err)
	require.ErrorContains(t, therapytest.Catalogue(c), "vocabulary")
}

func ExampleDescriptor() {
	fmt.Println(therapytest.Descriptor(group.Descriptor))
	// Output: <nil>
}

func ExampleCases() {
	for c := range therapytest.Cases() {
		fmt.Println(c.ID+":", c.Sentence)
		break
	}
	// Output: valid: the descriptor is valid and complete
}

// TestGradesSpeakForAndAgainst checks descriptors whose rules grade and give no points: they have
// reasons for and against if one grade supports and another opposes.
func TestGradesSpeakForAndAgainst(t *testing.T) {
	only := func(keep func(therapy.Indication) bool) error {
		return therapytest.Descriptor(func() therapy.Descriptor {
			d := group.Descriptor()
			var kept []therapy.Indication
			for _, in := range d.Indications {
				if in.Grade != 0 && in.Layer == therapy.LayerIndication && keep(in) {
					kept = append(kept, in)
				}
			}
			d.Indications = kept
			return d
		})
	}
	const oneWay = "both-sides"
	require.NotContains(t, fmt.Sprint(only(func(therapy.Indication) bool { return true })), oneWay)
	require.ErrorContains(t, only(func(in therapy.Indication) bool { return in.Grade.Ranks() }), oneWay)
	require.ErrorContains(t, only(func(in therapy.Indication) bool { return in.Grade.Opposes() && !in.GradeCombined.Ranks() }), oneWay)
}
