package care_test

import (
	"testing"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

// TestAllocationBudgets limits the allocations of frequent operations. The budgets allow for small
// changes of the compiler, but not for another copy of a record.
func TestAllocationBudgets(t *testing.T) {
	spec := manyGoals()
	p := newPlan(t, spec)
	rev := revise(70, care.ReasonReview)
	s := care.MustSchedule(weekly("UTC", therapy.MustDate(2026, 1, 5), 18, 0, 52))
	session := newSession(t, groupMeeting())
	for _, tt := range []struct {
		name   string
		budget float64
		run    func()
	}{
		{"make a plan with 20 goals", 1300, func() { _, _ = care.NewPlan(spec) }},
		{"amend a plan with 20 goals", 1500, func() {
			_, _ = p.Amend(rev, func(s *care.PlanSpec) { s.Goals[7].Importance = care.MustRating(5) })
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
		{"ask a status", 0, func() { _ = care.PlanActive.To(care.PlanCompleted).Permits(care.RevisionSpec{}) }},
	} {
		therapytest.Allocations(t, tt.budget, tt.name, tt.run)
	}
}
