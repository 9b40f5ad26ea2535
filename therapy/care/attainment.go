package care

import "github.com/therapykit/therapykit/therapy/measure"

// AttainmentLevels returns the goals of the plan that have an attainment scale, in the order
// given, for [measure.GoalAttainment]. Each has the last observed level, or is unrated if
// none was observed, and the agreed weight. At the beginning of a course nothing has been
// observed; [Plan.AttainmentBaseline] gives the levels to compare with.
//
// Goals that were rejected or entered in error are left out. Cancelled and superseded goals
// stay in: a plan must not look better because an unsuccessful goal was dropped.
func (p Plan) AttainmentLevels() []measure.GoalLevel {
	return p.attainment(func(g *Goal) (level int, rated bool) {
		latest, ok := g.Latest(AttainmentMeasure, "")
		return int(latest.Value), ok
	})
}

// AttainmentBaseline returns the goals of Plan.AttainmentLevels, at the levels at which the
// person started.
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
