package recommend

import (
	"slices"

	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// This file checks a leaf of a proof: limits on the open statements show that no completion
// of the facts has another outcome.

// certain reports whether limits alone show that every completion of the facts has the
// outcome.
func (v *verifier) certain(s *ruleTruths, want verifiedDecision) bool {
	for _, stop := range []struct {
		layer   therapy.Layer
		outcome policy.Outcome
	}{{therapy.LayerSafety, policy.Escalate}, {therapy.LayerSufficiency, policy.NeedsInformation}} {
		switch rules := v.layers[stop.layer]; {
		case slices.ContainsFunc(rules, s.fires):
			return want.outcome == stop.outcome
		case slices.ContainsFunc(rules, s.may):
			return false
		}
	}
	eligible, doubtful := options(1)<<len(v.p.Options)-1, options(0)
	for i := range v.rules {
		switch r := &v.rules[i]; {
		case r.excluded == 0:
		case s.fires(r):
			eligible &^= r.excluded
		case s.may(r):
			doubtful |= r.excluded
		}
	}
	switch {
	case eligible&doubtful != 0:
		return false
	case eligible == 0:
		return want.outcome == policy.NoneSuitable
	case eligible.one():
		return want.outcome == policy.Recommended && want.advised == eligible
	case !v.anythingSaid(s.fires, eligible):
		return !v.anythingSaid(s.may, eligible) && want.outcome == policy.NeedsInformation
	}
	if !v.grades {
		return v.allLeadTo(eligible, 0, v.stages, s, want)
	}
	if !v.indicationCertain(s) {
		return false
	}
	m := v.meet(s, eligible)
	if m.left.one() && m.left&^m.flagged == 0 {
		return want.outcome == policy.Either && want.advised == eligible
	}
	return v.allLeadTo(m.left, m.flagged, v.stages, s, want)
}

// allLeadTo follows every set of options that may remain, stage by stage.
func (v *verifier) allLeadTo(standing, flagged options, stages []weighing, s *ruleTruths, want verifiedDecision) bool {
	if standing.one() {
		return want.outcome == policy.Recommended && want.advised == standing
	}
	if len(stages) == 0 {
		return want.outcome == policy.Either && want.advised == standing
	}
	sets := []options{0}
	for o := range v.p.Options {
		if !standing.has(o) {
			continue
		}
		drops, stays := false, true
		for other := range v.p.Options {
			if other == o || !standing.has(other) {
				continue
			}
			low, high := bounds(&stages[0], other, o, s)
			drops = drops || low > stages[0].Margin
			stays = stays && high <= stages[0].Margin
		}
		var next []options
		for _, set := range sets {
			if !stays {
				next = append(next, set)
			}
			if !drops {
				next = append(next, set|1<<o)
			}
		}
		sets = next
	}
	for _, set := range sets {
		switch {
		case set == 0:
		case set != standing && set&^flagged == 0:
			if want.outcome != policy.Either || want.advised != standing {
				return false
			}
		case !v.allLeadTo(set, flagged, stages[1:], s, want):
			return false
		}
	}
	return true
}

// bounds returns the least and the most by which a can be ahead of b in a stage. Rules that
// depend on a single open statement are added up for each of its answers; every other rule
// that may fire counts with its worst and its best value.
func bounds(stage *weighing, a, b int, s *ruleTruths) (low, high int) {
	alone := map[int][]*rule{} // by the one statement that they depend on
	for _, r := range stage.rules {
		switch {
		case !s.may(r):
			// A rule that cannot fire now matters for other answers to its statement only if
			// the statement is open, and then it may fire.
		case s.fires(r):
			d := r.worth(a, s.facts) - r.worth(b, s.facts)
			low, high = low+d, high+d
		case len(r.about) == 1:
			alone[r.about[0]] = append(alone[r.about[0]], r)
		default:
			d := r.points[a] - r.points[b]
			low, high = low+min(d, 0), high+max(d, 0)
		}
	}
	f := make(facts, len(s.facts))
	for statement, rules := range alone {
		least, most := 1<<30, -1<<30
		for _, answer := range []therapy.Answer{therapy.No, therapy.Yes, therapy.Strongly} {
			f[statement] = answer
			sum := 0
			for _, r := range rules {
				if r.when.truth(f) == therapy.True {
					sum += r.worth(a, f) - r.worth(b, f)
				}
			}
			least, most = min(least, sum), max(most, sum)
		}
		f[statement] = therapy.Unanswered
		low, high = low+least, high+most
	}
	return low, high
}
