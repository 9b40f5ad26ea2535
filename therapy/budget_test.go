package therapy_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
)

// TestAllocationBudgets holds what is done often to a budget, with room for changes
// of the compiler and none for another copy of everything.
func TestAllocationBudgets(t *testing.T) {
	spec := manyGoals()
	p := newPlan(t, spec)
	rev := revise(2, therapy.ReasonReview)
	s := therapy.MustSchedule(weekly("UTC", therapy.MustDate(2026, 1, 5), 18, 0, 52))
	session := newSession(t, groupMeeting())
	for _, tt := range []struct {
		name   string
		budget float64
		run    func()
	}{
		{"make a plan with 20 goals", 800, func() { _, _ = therapy.NewPlan(spec) }},
		{"amend a plan with 20 goals", 950, func() {
			_, _ = p.Amend(rev, func(s *therapy.PlanSpec) { s.Goals[7].Importance = therapy.MustRating(5) })
		}},
		{"a year of occurrences", 8, func() {
			occurrences, err := s.Occurrences(time.UTC)
			if err != nil {
				panic(err)
			}
			occurrences(func(time.Time) bool { return true })
		}},
		{"look at a session", 0, func() { _, _, _, _ = session.ID(), session.Status(), session.Start(), session.Present() }},
		{"ask a plan", 0, func() { _, _, _ = p.ID(), p.Status(), p.Revision() }},
		{"ask a status", 0, func() { _ = therapy.PlanActive.To(therapy.PlanCompleted).Permits(false) }},
	} {
		require.LessOrEqual(t, testing.AllocsPerRun(20, tt.run), tt.budget, tt.name)
	}
}
