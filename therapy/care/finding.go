package care

import (
	"iter"
	"slices"

	"github.com/therapykit/therapykit/therapy"
)

// Finding is something about a plan that somebody should look at. A plan with
// findings is valid: they are questions to people, not errors.
type Finding struct {
	// Path is the place, with ids, as in [Change].
	Path string
	// Rule is the stable id of the check.
	Rule string
	// Words says what was found and why it matters.
	Words string
}

// Findings looks the plan over as of the given day and yields, in the order of
// strands, goals and the whole:
//
//   - strand-serves-nothing: a strand goes on and serves no goal that is being sought
//   - strand-not-told: a strand goes on without agreement on what its therapists may
//     tell those of another modality
//   - strand-not-agreed: a client has disagreed with it or has not answered
//   - goal-unserved: a goal is being sought and no strand serves it
//   - goal-overdue: a target's day has passed and the goal is not reached
//   - goal-not-agreed: a client has disagreed with it or has not answered
//   - goal-unmeasured: a goal is being sought and nothing would show progress
//   - review-overdue: the day of the next review has passed, or more days than the
//     cycle allows since the last
//   - plan-not-agreed: a client has disagreed with the plan or has not answered
//
// A plan that is not in force has no findings.
func (p Plan) Findings(on therapy.Date) iter.Seq[Finding] {
	return func(yield func(Finding) bool) {
		s := p.spec()
		if s.Status != PlanActive {
			return
		}
		for _, check := range [...]func(*PlanSpec, therapy.Date, func(path, rule, words string) bool) bool{
			findStrands, findGoals, findPlan,
		} {
			if !check(s, on, func(path, rule, words string) bool { return yield(Finding{path, rule, words}) }) {
				return
			}
		}
	}
}

func findStrands(s *PlanSpec, _ therapy.Date, yield func(path, rule, words string) bool) bool {
	for i := range s.Strands {
		strand := &s.Strands[i]
		if !strand.Open() {
			continue
		}
		place := therapy.Pointer("strands", string(strand.ID))
		serves := slices.ContainsFunc(s.Goals, func(g Goal) bool { return g.Status.Open() && slices.Contains(strand.Goals, g.ID) })
		if !serves && !yield(place, "strand-serves-nothing", "no goal that is being sought is served by this strand") {
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

func findGoals(s *PlanSpec, on therapy.Date, yield func(path, rule, words string) bool) bool {
	for i := range s.Goals {
		g := &s.Goals[i]
		if g.Status != GoalActive {
			continue
		}
		place := therapy.Pointer("goals", string(g.ID))
		served := slices.ContainsFunc(s.Strands, func(strand Strand) bool { return strand.Open() && slices.Contains(strand.Goals, g.ID) })
		if !served && !yield(place, "goal-unserved", "the goal is being sought, and no strand serves it") {
			return false
		}
		overdue := slices.ContainsFunc(g.Targets, func(t Target) bool { return !t.Due.IsZero() && t.Due.Before(on) })
		if overdue && !g.Achievement.IsA(Achieved) && !yield(place, "goal-overdue", "the day of a target has passed, and the goal is not reached") {
			return false
		}
		if open := s.openResponses(g.ID, ""); open != "" && !yield(place, "goal-not-agreed", open) {
			return false
		}
		if len(g.Targets) == 0 && g.Scale.IsZero() && !yield(place, "goal-unmeasured", "neither a target nor a scale would show progress") {
			return false
		}
	}
	return true
}

func findPlan(s *PlanSpec, on therapy.Date, yield func(path, rule, words string) bool) bool {
	last := s.From
	if n := len(s.Reviews); n > 0 {
		last = s.Reviews[n-1].On
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
	if open := s.openResponses("", ""); open != "" && !yield("/responses", "plan-not-agreed", open) {
		return false
	}
	return true
}

// openResponses says in words if some client's last answer to the part is not a yes.
// To a goal or a strand that nobody was asked about in particular, the answer to
// the whole counts.
func (s *PlanSpec) openResponses(goal GoalID, strand StrandID) string {
	for _, client := range s.Clients {
		var last Response
		for _, a := range s.Responses {
			if a.Client == client && a.Goal == goal && a.Strand == strand && !a.On.Before(last.On) {
				last = a
			}
		}
		switch last.Agreement {
		case Disagreed:
			return "a client disagrees"
		case AgreementPending:
			return "a client has not answered yet"
		case 0:
			if goal == "" && strand == "" {
				return "a client has not been asked"
			}
		case Agreed, numAgreements:
		}
	}
	return ""
}
