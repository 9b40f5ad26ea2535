package recommend_test

import (
	"fmt"
	"maps"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

// TestAgeBands checks that no rule and no caution speaks about an age that it does not state,
// however its condition becomes true. It also prints, for every age band and question, the
// result, and compares it with testdata/ages.txt.
func TestAgeBands(t *testing.T) {
	p := standard.Policy()
	var printed strings.Builder
	for _, band := range ageBands {
		for _, r := range p.Rules {
			for _, way := range witnesses(p.Condition(r), true) {
				answers := maps.Clone(way)
				for _, other := range ageBands {
					delete(answers, other.factor)
				}
				answers[band.factor] = therapy.Yes
				known := func(f therapy.Factor) therapy.Truth { return answers[f].Truth() }
				if fires := p.Condition(r).Eval(known) == therapy.True; fires && r.Ages&band.ages == 0 {
					t.Errorf("rule %s fires at %s", r.ID, band.ages)
				}
			}
		}
		for _, c := range p.Cautions {
			if c.Ages&band.ages != 0 || c.Scope().IsZero() {
				continue
			}
			for _, way := range witnesses(c.Scope(), true) {
				answers := maps.Clone(way)
				for _, other := range ageBands {
					answers[other.factor] = therapy.No
				}
				answers[band.factor] = therapy.Yes
				known := func(f therapy.Factor) therapy.Truth { return answers[f].Truth() }
				require.NotEqual(t, therapy.True, c.Scope().Eval(known), "caution %s at %s", c.ID, band.ages)
			}
		}
		fmt.Fprintf(&printed, "%s\n", band.ages)
		for _, q := range p.Questions {
			answers := recommend.Answers{
				band.factor: therapy.Yes, therapy.NoAcuteRisk: therapy.Yes, therapy.NoImminentThreat: therapy.Yes,
				therapy.ConsentGiven: therapy.Yes, therapy.ParentalConsent: therapy.Yes, therapy.MedicallyStable: therapy.Yes,
			}
			maps.Copy(answers, witnesses(q.When, true)[0])
			rec, err := theStandard().Recommend(given(answers), now)
			comes := "cannot be said at this age"
			if err == nil {
				comes = rec.Summary()
			}
			asked := ""
			for a := range rec.Asked() {
				asked += " " + a.Question().ID
			}
			if asked == "" {
				asked = " nothing"
			}
			fmt.Fprintf(&printed, "  %s: %s (asks%s)\n", q.ID, comes, asked)
		}
	}
	therapytest.Golden(t, *update, filepath.Join("testdata", "ages.txt"), []byte(printed.String()))
}

// TestNoMedicineForMinors checks that no text for a minor, for any intake that makes one rule
// fire, mentions medicine or the self-help for adults. It reads cautions for every way to make
// the rule fire, and the whole text for the first way, or for every way with -long.
func TestNoMedicineForMinors(t *testing.T) {
	wide(t)
	p := standard.Policy()
	for _, band := range ageBands[:3] {
		spoken := 0 // rules whose text was read
		for _, r := range p.Rules {
			read := false
			for _, way := range witnesses(p.Condition(r), true) {
				answers := recommend.Answers{
					therapy.NoAcuteRisk: therapy.Yes, therapy.NoImminentThreat: therapy.Yes, therapy.ConsentGiven: therapy.Yes, therapy.ParentalConsent: therapy.Yes,
				}
				maps.Copy(answers, way)
				for _, other := range ageBands {
					delete(answers, other.factor)
				}
				answers[band.factor] = therapy.Yes
				rec, err := theStandard().Recommend(given(answers), now)
				if err != nil {
					continue
				}
				for c := range rec.Cautions() {
					require.NotContains(t, []string{"more-severe-and-medication", "medication-declined", "self-help-first"}, c.ID)
				}
				if read && !*long {
					continue
				}
				read = true
				text := rec.For(recommend.Audience{Reader: policy.Client}).Text()
				for _, word := range []string{"medicine too", "do not want medicine", "antidepressant"} {
					require.NotContains(t, text, word, r.ID)
				}
			}
			if read {
				spoken++
			}
		}
		require.Greater(t, spoken, len(p.Rules)*9/10, "most rules can be set off at the age")
	}
}
