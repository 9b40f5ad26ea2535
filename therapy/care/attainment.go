package care

import "github.com/therapykit/therapykit/therapy/measure"

// AttainmentLevels returns, for [measure.GoalAttainment], the goals of the plan that
// have an attainment scale, in the order given: the last level observed, unrated
// where none was, with the weight that was agreed. At the beginning of a course
// nothing has been observed; [Plan.AttainmentBaseline] gives the levels to compare
// with.
//
// Goals that were rejected or entered in error are left out. Those that were
// cancelled or replaced stay in: without them, a plan would look better because
// what went badly was dropped.
func (p Plan) AttainmentLevels() []measure.GoalLevel {
	return p.attainment(func(g *Goal) (level int, rated bool) {
		latest, ok := g.Latest(AttainmentMeasure, "")
		return int(latest.Value), ok
	})
}

// AttainmentBaseline returns the same goals at the levels at which the person started.
func (p Plan) AttainmentBaseline() []measure.GoalLevel {
	return p.attainment(func(g *Goal) (level int, rated bool) { return g.Scale.Baseline, true })
}

func (p Plan) attainment(level func(*Goal) (int, bool)) []measure.GoalLevel {
	var levels []measure.GoalLevel
	for i := range p.spec().Goals {
		g := &p.spec().Goals[i]
		if len(g.Scale.Levels) == 0 || g.Status == GoalRejected || g.Status == GoalEnteredInError {
			continue
		}
		at, rated := level(g)
		levels = append(levels, measure.GoalLevel{Level: at, Rated: rated, Weight: float64(g.Scale.Weight())})
	}
	return levels
}
