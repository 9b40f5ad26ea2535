package plan

import (
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"

	"github.com/therapykit/therapykit/examples/clinic/access"
	"github.com/therapykit/therapykit/examples/clinic/store"
	"github.com/therapykit/therapykit/examples/clinic/web"
)

// end ends the episode and the plan: active goals are completed, with the results of their
// measures.
func end(q *web.Request) error {
	p, err := load(q)
	if err != nil {
		return err
	}
	if err := q.App.Access.MayChange(q.Context(), q.Who, p.about(), confidential.TreatmentPlan); err != nil {
		return err
	}
	episodes, err := store.Of(q.Context(), q.App.Store, store.Episodes, p.id.String())
	if err != nil {
		return err
	}
	if len(episodes) == 0 {
		return access.ErrRefused
	}
	today, reason := q.App.Store.Today(), care.Reason(q.PostFormValue("reason"))
	by := care.RevisionSpec{Author: q.Who.Person, At: q.App.Store.Now(), Reason: reason}
	episode := episodes[len(episodes)-1]
	ended, err := episode.Is.Amend(by, func(e *care.EpisodeSpec) {
		e.Ending = care.Ending{On: today, Kind: care.EndingPlanned, Reason: reason, By: q.Who.Person}
	})
	if err != nil {
		return err
	}
	changes := []store.Change{store.Next(store.Episodes, episode, ended)}
	if p.record.Version > 0 && p.record.Is.Status() == care.PlanActive {
		done, err := p.complete(q, by)
		if err != nil {
			return err
		}
		changes = append(changes, store.Next(store.Plans, p.record, done))
	}
	if err := q.Change(p.about(), confidential.TreatmentPlan, changes...); err != nil {
		return err
	}
	return q.Redirect("/client/" + p.id.String())
}

// complete completes the plan and everything that is open in it.
func (p planned) complete(q *web.Request, by care.RevisionSpec) (care.Plan, error) {
	reached := map[care.GoalID]care.Achievement{}
	for _, g := range p.record.Is.Spec().Goals {
		achieved, err := p.achieved(q, g, care.GoalCompleted)
		if err != nil {
			return care.Plan{}, err
		}
		if !care.GoalCompleted.Allows(achieved) || achieved == 0 {
			achieved = care.NotAchieved
		}
		reached[g.ID] = achieved
	}
	return p.record.Is.Amend(by, func(s *care.PlanSpec) {
		s.Status = care.PlanCompleted
		for i := range s.Goals {
			if g := &s.Goals[i]; g.Status == care.GoalActive {
				g.Status, g.Achievement = care.GoalCompleted, reached[g.ID]
			}
		}
		for i := range s.Strands {
			if s.Strands[i].Ended.IsZero() {
				s.Strands[i].Ended, s.Strands[i].EndReason = q.App.Store.Today(), by.Reason
			}
		}
	})
}
