package care

import (
	"iter"
	"slices"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Finding is something in a record that a person should check. A record with findings is
// valid: findings are questions to people, not errors. The zero Finding means no finding.
type Finding struct {
	confidential.Hidden
	// Path is the place, with ids, as in [Change].
	Path string `json:"path"`
	// Rule is the stable id of the check.
	Rule string `json:"rule"`
	// Words says what was found and why it matters.
	Words string `json:"words"`
}

// report receives a finding and returns whether to continue.
type report func(path, rule, words string) bool

// findings runs checks until one of them says to stop.
func findings(checks ...func(report) bool) iter.Seq[Finding] {
	return func(yield func(Finding) bool) {
		for _, check := range checks {
			if !check(func(path, rule, words string) bool { return yield(Finding{Path: path, Rule: rule, Words: words}) }) {
				return
			}
		}
	}
}

// Findings checks the plan as of the given day. It yields the findings about strands first,
// then about goals, then about the whole plan. For an active plan:
//
//   - strand-serves-nothing: a strand goes on and serves no active goal
//   - strand-not-told: a strand goes on without an agreement on what its therapists may tell
//     those of another modality
//   - strand-not-agreed: a client has disagreed with it or has not responded
//   - goal-unserved: a goal is active and no strand serves it
//   - goal-overdue: a target's day has passed and the goal is not reached
//   - goal-not-agreed: a client has disagreed with it or has not responded
//   - goal-unmeasured: a goal is active and nothing would show progress
//   - review-overdue: the day of the next review has passed, or the last review was longer
//     ago than the cycle allows
//   - plan-overdue: the last day of the plan has passed
//   - plan-not-agreed: a client has disagreed with the plan or has not responded
//
// and for a plan that is over, if its parts contradict that:
//
//   - strand-open-in-closed-plan: a strand goes on
//   - goal-open-in-closed-plan: a goal is still open
func (p Plan) Findings(on therapy.Date) iter.Seq[Finding] {
	s := p.spec()
	switch {
	case s.Status == PlanActive:
		return findings(
			func(r report) bool { return findStrands(s, r) },
			func(r report) bool { return findGoals(s, on, r) },
			func(r report) bool { return findPlan(s, on, r) },
		)
	case s.Status.Valid() && !s.Status.Open():
		return findings(func(r report) bool { return findOpen(s, r) })
	}
	return findings()
}

// findOpen finds the open parts of a plan that is over.
func findOpen(s *PlanSpec, yield report) bool {
	for i := range s.Strands {
		if strand := &s.Strands[i]; strand.Open() &&
			!yield(therapy.Pointer("strands", string(strand.ID)), "strand-open-in-closed-plan", "the plan has ended, but the strand has not") {
			return false
		}
	}
	for i := range s.Goals {
		if g := &s.Goals[i]; g.Status.Open() &&
			!yield(therapy.Pointer("goals", string(g.ID)), "goal-open-in-closed-plan", "the plan has ended, but the goal is still open") {
			return false
		}
	}
	return true
}

func findStrands(s *PlanSpec, yield report) bool {
	for i := range s.Strands {
		strand := &s.Strands[i]
		if !strand.Open() {
			continue
		}
		place := therapy.Pointer("strands", string(strand.ID))
		serves := slices.ContainsFunc(s.Goals, func(g Goal) bool { return g.Status.Open() && slices.Contains(strand.Goals, g.ID) })
		if !serves && !yield(place, "strand-serves-nothing", "the strand serves no active goal") {
			return false
		}
		for j := range s.Strands {
			other := &s.Strands[j]
			agreed := slices.ContainsFunc(strand.Sharing, func(sh Sharing) bool { return sh.With == other.ID })
			if other.Open() && other.Modality != strand.Modality && !agreed &&
				!yield(place, "strand-not-told", "nothing is agreed on what its therapists may tell those of strand "+string(other.ID)) {
				return false
			}
		}
		if open := s.openResponses("", strand.ID); open != "" && !yield(place, "strand-not-agreed", open) {
			return false
		}
	}
	return true
}

func findGoals(s *PlanSpec, on therapy.Date, yield report) bool {
	for i := range s.Goals {
		g := &s.Goals[i]
		if g.Status != GoalActive {
			continue
		}
		place := therapy.Pointer("goals", string(g.ID))
		served := slices.ContainsFunc(s.Strands, func(strand Strand) bool { return strand.Open() && slices.Contains(strand.Goals, g.ID) })
		if !served && !yield(place, "goal-unserved", "the goal is active, but no strand serves it") {
			return false
		}
		overdue := slices.ContainsFunc(g.Targets, func(t Target) bool { return !t.Due.IsZero() && t.Due.Before(on) })
		if overdue && !g.Achievement.IsA(Achieved) && !yield(place, "goal-overdue", "the due day of a target has passed, and the goal is not reached") {
			return false
		}
		if open := s.openResponses(g.ID, ""); open != "" && !yield(place, "goal-not-agreed", open) {
			return false
		}
		if len(g.Targets) == 0 && g.Scale.IsZero() && !yield(place, "goal-unmeasured", "the goal has no target and no scale that would show progress") {
			return false
		}
	}
	return true
}

func findPlan(s *PlanSpec, on therapy.Date, yield report) bool {
	last := s.From
	if review, ok := lastReview(s.Reviews); ok {
		last = review.On
	} else if last.IsZero() {
		last = therapy.DateOf(s.Created)
	}
	due := s.NextReview
	if s.ReviewEvery > 0 && (due.IsZero() || due.Before(last)) {
		due = last.AddDays(s.ReviewEvery)
	}
	if !due.IsZero() && due.Before(on) && !yield("/nextReview", "review-overdue", "the review was due on "+due.String()) {
		return false
	}
	if !s.Until.IsZero() && s.Until.Before(on) && !yield("/until", "plan-overdue", "the last day of the plan was "+s.Until.String()) {
		return false
	}
	if open := s.openResponses("", ""); open != "" && !yield("/responses", "plan-not-agreed", open) {
		return false
	}
	return true
}

// openResponses says in words if some client's last response to the part is not a yes.
// To a goal or a strand that nobody was asked about in particular, the response to
// the whole counts.
func (s *PlanSpec) openResponses(goal GoalID, strand StrandID) string {
	for _, client := range s.Clients {
		var last Response
		for _, a := range s.Responses {
			if a.Counts() && a.Client == client && a.Goal == goal && a.Strand == strand && !a.On.Before(last.On) {
				last = a
			}
		}
		switch last.Agreement {
		case Disagreed:
			return "a client disagrees"
		case AgreementPending:
			return "a client has not responded yet"
		case 0:
			if goal == "" && strand == "" {
				return "a client has not been asked"
			}
		case Agreed, numAgreements:
		}
	}
	return ""
}
