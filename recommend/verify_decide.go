package recommend

import (
	"slices"

	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// verifiedDecision is a decision with all its steps.
type verifiedDecision struct {
	outcome  policy.Outcome
	decided  therapy.Layer
	lead     int
	eligible options
	advised  options
	flagged  options
	stages   []stageRuling
}

// stageRuling is the result of one stage.
type stageRuling struct {
	layer   therapy.Layer
	points  []certPoints
	left    options
	lead    int
	guarded bool
}

func (r verifiedDecision) same(other verifiedDecision) bool {
	return r.outcome == other.outcome && r.advised == other.advised
}

// decide follows the meaning of a policy, stage by stage.
func (v *verifier) decide(s *ruleTruths) verifiedDecision {
	safety, sufficiency := v.layers[therapy.LayerSafety], v.layers[therapy.LayerSufficiency]
	switch {
	case slices.ContainsFunc(safety, s.fires):
		return verifiedDecision{outcome: policy.Escalate, decided: therapy.LayerSafety}
	case slices.ContainsFunc(safety, s.missing):
		return verifiedDecision{outcome: policy.NeedsInformation, decided: therapy.LayerSafety}
	case slices.ContainsFunc(sufficiency, s.fires), slices.ContainsFunc(sufficiency, s.missing):
		return verifiedDecision{outcome: policy.NeedsInformation, decided: therapy.LayerSufficiency}
	}
	r := verifiedDecision{eligible: options(1)<<len(v.p.Options) - 1, decided: therapy.LayerEligibility}
	for i := range v.rules {
		if x := &v.rules[i]; x.excluded != 0 && s.fires(x) {
			r.eligible &^= x.excluded
		}
	}
	open := false
	for i := range v.rules {
		x := &v.rules[i]
		open = open || x.excluded&r.eligible != 0 && s.missing(x)
	}
	switch {
	case r.eligible == 0:
		r.outcome = policy.NoneSuitable
		return r
	case open:
		r.outcome = policy.NeedsInformation
		return r
	case r.eligible.one():
		r.outcome, r.advised = policy.Recommended, r.eligible
		r.flagged = v.meet(s, r.eligible).flagged
		return r
	case !v.anythingSaid(s.fires, r.eligible):
		r.outcome, r.decided = policy.NeedsInformation, 0
		return r
	}
	return v.weigh(r, s)
}

// anythingSaid reports whether one of the rules gives points or a grade to one of the
// options.
func (v *verifier) anythingSaid(speaks func(*rule) bool, eligible options) bool {
	for i := range v.rules {
		x := &v.rules[i]
		for o := range v.p.Options {
			if eligible.has(o) && (x.points[o] != 0 || x.graded[o] != 0) && speaks(x) {
				return true
			}
		}
	}
	return false
}

func (v *verifier) weigh(r verifiedDecision, s *ruleTruths) verifiedDecision {
	standing := r.eligible
	if v.grades {
		m := v.meet(s, r.eligible)
		r.flagged = m.flagged
		result := stageRuling{layer: therapy.LayerIndication, left: m.left}
		if m.left.one() && m.left&^m.flagged == 0 {
			result.left = r.eligible
			r.stages = append(r.stages, result)
			r.outcome, r.decided, r.advised = policy.Either, 0, r.eligible
			return r
		}
		r.stages = append(r.stages, result)
		if standing = m.left; standing.one() {
			r.outcome, r.decided, r.advised = policy.Recommended, therapy.LayerIndication, standing
			return r
		}
	}
	for i := range v.stages {
		stage := &v.stages[i]
		result := v.weighIn(stage, standing, s)
		if result.left != standing && result.left&^r.flagged == 0 {
			result.left, result.lead, result.guarded = standing, 0, true
			r.stages = append(r.stages, result)
			break
		}
		standing = result.left
		r.stages = append(r.stages, result)
		if standing.one() {
			r.outcome, r.decided, r.lead, r.advised = policy.Recommended, stage.Layer, result.lead, standing
			return r
		}
	}
	r.outcome, r.decided, r.advised = policy.Either, 0, standing
	return r
}

// weighIn adds up the points of one stage and drops the options that are more than the margin
// behind.
func (v *verifier) weighIn(stage *weighing, standing options, s *ruleTruths) stageRuling {
	result := stageRuling{layer: stage.Layer}
	best := -1 << 30
	for o, info := range v.p.Options {
		if !standing.has(o) {
			continue
		}
		sum := 0
		for _, x := range stage.rules {
			if s.fires(x) {
				sum += x.worth(o, s.facts)
			}
		}
		result.points = append(result.points, certPoints{Option: info.Option, Points: sum})
		best = max(best, sum)
	}
	at := 0
	for o := range v.p.Options {
		if !standing.has(o) {
			continue
		}
		behind := best - result.points[at].Points
		at++
		if behind <= stage.Margin {
			result.left |= 1 << o
		} else if result.lead == 0 || behind < result.lead {
			result.lead = behind
		}
	}
	return result
}

// worth is the points that a rule that fires gives to the option.
func (x *rule) worth(option int, f facts) int {
	if x.doubles && f[x.single] == therapy.Strongly {
		return 2 * x.points[option]
	}
	return x.points[option]
}
