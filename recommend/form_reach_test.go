package recommend_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/therapy"
)

// ways returns the smallest sets of answers for which a condition holds.
func ways(t *testing.T, c therapy.Condition) []recommend.Answers {
	t.Helper()
	clauses, ok := c.Clauses(therapy.False) // the condition fails if each clause has a literal that holds
	require.True(t, ok, "%v", c)
	var list []recommend.Answers
	for _, clause := range clauses {
		way := recommend.Answers{}
		for _, x := range clause {
			answer := therapy.Yes
			if x.Yes {
				answer = therapy.No
			}
			if way[x.Factor] != therapy.Unanswered && way[x.Factor] != answer {
				way = nil // parts that hold only while something is unknown
				break
			}
			way[x.Factor] = answer
		}
		if len(way) > 0 {
			list = append(list, way)
		}
	}
	return list
}

// hidden answers the statements of a set on the form, until it asks no more of them, and returns
// the statements that it never asked. Statements that follow from the answers need not be asked.
// ok is false if the set contradicts itself.
func hidden(form recommend.Form, r *recommend.Recommender, way recommend.Answers) (never []therapy.Factor, ok bool) {
	if _, err := r.Recommend(given(way), now); err != nil {
		return nil, false
	}
	so := recommend.Answers{}
	for {
		rec, err := r.Recommend(given(so), now)
		if err != nil {
			return nil, false
		}
		progress := false
		never = nil
		for _, f := range slices.Sorted(maps.Keys(way)) {
			if so[f] != therapy.Unanswered || rec.Truth(f) == way[f].Truth() {
				continue
			}
			item, q, found := form.Item(f)
			if found && (q.Asked(rec.Truth) || !item.Follows.IsZero()) {
				so[f], progress = way[f], true
				continue
			}
			never = append(never, f)
		}
		if !progress {
			return never, true
		}
	}
}

// besides lists statements that the form asks only after others, although a rule reads them
// alone, with the reason: whenever they are true, the others are true too.
var besides = map[therapy.Factor]string{
	therapy.MedicallyStable:           "asked with an eating disorder, since it is about its physical effects",
	therapy.ConsenterMayBeAbuser:      "asked where abuse is known or suspected",
	therapy.AbuserInAvailableGroup:    "asked where abuse is known or suspected",
	therapy.SelfHarmProgrammeWanted:   "asked of somebody who harms themself",
	therapy.ASPD:                      "asked in prison, or of somebody with severe antisocial traits, which it consists of",
	therapy.ASPDProgrammeAvailable:    "asked with that disorder",
	therapy.AcceptsGroup:              "asked of somebody who is sent to a group; others are asked whether one is acceptable",
	therapy.ReportsToThirdParty:       "asked of somebody who is sent: it is to those that is reported",
	therapy.InIndividualTraumaTherapy: "asked with a trauma, which it treats",
	therapy.InIndividualCBT:           "asked with a psychosis, whose treatment it is part of",
	therapy.DeclinesMedication:        "asked with a depression, for which a text mentions medication; it changes no result",
	therapy.DepressionInCancer:        "asked with a depression, of which it is one kind",
}

// TestFormAsksAllStatementsOfARule checks, for every way in which a condition of the policy can
// hold, that the form asks all of its statements, given the answers to the earlier ones. It is not
// enough that a statement is asked in some case: parents of a child with ADHD could not say that
// they cannot join a group for parents if only parents of younger children were asked.
func TestFormAsksAllStatementsOfARule(t *testing.T) {
	form, r := standardForm(t), theStandard()
	p := r.Policy()
	n := 0
	needed := map[therapy.Factor]bool{}
	check := func(id string, c therapy.Condition) {
		for _, way := range ways(t, c) {
			never, ok := hidden(form, r, way)
			if !ok {
				continue
			}
			n++
			for _, f := range never {
				needed[f] = true
				if besides[f] == "" {
					t.Errorf("%s holds with %v, and the form never asks %s", id, slices.Sorted(maps.Keys(way)), f)
				}
			}
		}
	}
	for _, rule := range p.Rules {
		when := p.Condition(rule)
		check(rule.ID, when)
		for _, c := range []therapy.Condition{rule.If, rule.Unless} {
			if !c.IsZero() {
				check(rule.ID, therapy.All(when, c))
			}
		}
		if c := rule.RequiredIf; !c.IsZero() && len(slices.Collect(c.Factors())) > 0 {
			check(rule.ID, c)
			for _, f := range rule.Asks {
				check(rule.ID, therapy.All(c, therapy.Is(f)))
			}
		}
	}
	for _, caution := range p.Cautions {
		check(caution.ID, caution.Scope())
	}
	require.Greater(t, n, 300)
	for f := range besides {
		require.True(t, needed[f], "%s is asked whenever it is needed", f)
	}
}
