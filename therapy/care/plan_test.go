package care_test

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/words"
)

func newPlan(tb testing.TB, spec care.PlanSpec) care.Plan {
	tb.Helper()
	p, err := care.NewPlan(spec)
	require.NoError(tb, err)
	return p
}

func TestNewPlanRefuses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		edit func(*care.PlanSpec)
		want string
	}{
		{"nothing at all", func(s *care.PlanSpec) { *s = care.PlanSpec{} }, "/id id-missing, /author id-missing, /created time-missing, /clients plan-clients, /status plan-status"},
		{"client twice", func(s *care.PlanSpec) { s.Clients = []confidential.PersonID{client1, client1} }, "/clients/1 id-duplicate"},
		{"reason of prose", func(s *care.PlanSpec) { s.Reason = "She moved away" }, "/reason reason-name"},
		{"held without reason", func(s *care.PlanSpec) { s.Status, s.Reason = care.PlanOnHold, "" }, "/reason plan-reason"},
		{"ends before it begins", func(s *care.PlanSpec) { s.Until = therapy.MustDate(2025, 1, 1) }, "/until until-before-from"},
		{"issue without name", func(s *care.PlanSpec) { s.Issues = append(s.Issues, care.Issue{}) }, "/issues/1/id issue-id, /issues/1/concern issue-concern"},
		{"issue twice", func(s *care.PlanSpec) { s.Issues = append(s.Issues, s.Issues[0]) }, "/issues/1/id issue-duplicate"},
		{"no assessment", func(s *care.PlanSpec) { s.Assessment = care.AssessmentRef{} }, "/assessment plan-assessment"},
		{"half an assessment", func(s *care.PlanSpec) { s.Assessment = care.AssessmentRef{By: therapist} }, "/assessment/id id-missing, /assessment/on assessment-day"},
		{"no strands", func(s *care.PlanSpec) { s.Strands, s.Responses = nil, nil }, "/strands plan-strands"},
		{
			"barrier twice", func(s *care.PlanSpec) {
				s.Barriers = append(s.Barriers, s.Barriers[0], care.Barrier{Kind: "Ann"})
			},
			"/barriers/1/kind barrier-duplicate, /barriers/2/kind barrier-kind",
		},
		{"empty goal", func(s *care.PlanSpec) { s.Goals[0] = care.Goal{} }, "/goals/0/id goal-id, /goals/0/statement goal-statement, /goals/0/expressedBy goal-voice, " +
			"/goals/0/scope goal-scope, /goals/0/status goal-status, /strands/0/goals/0 strand-goal, /responses/1/goal response-goal"},
		{"goal twice", func(s *care.PlanSpec) { s.Goals[2].ID = "mood"; s.Goals[1].Supersedes = "" }, "/goals/2/id goal-duplicate"},
		{"goal enumerations", func(s *care.PlanSpec) { s.Goals[0].Priority, s.Goals[0].Achievement = 9, 99 }, "/goals/0/priority goal-priority, /goals/0/achievement goal-achievement"},
		{"achieved and proposed", func(s *care.PlanSpec) { s.Goals[0].Status = care.GoalProposed }, "/goals/0/achievement goal-achievement-lifecycle"},
		{"completed and not judged", func(s *care.PlanSpec) { s.Goals[1].Status = care.GoalCompleted }, "/goals/1/achievement goal-achievement-lifecycle"},
		{"shared for one", func(s *care.PlanSpec) { s.Goals[0].Scope = care.ScopeShared }, "/goals/0/for goal-shared-for"},
		{"goal of a stranger", func(s *care.PlanSpec) { s.Goals[0].For = client2 }, "/goals/0/for goal-for"},
		{"cancelled without reason", func(s *care.PlanSpec) { s.Goals[2].Reason = "" }, "/goals/2/reason goal-reason"},
		{"goal reason of prose", func(s *care.PlanSpec) { s.Goals[2].Reason = "Ann wants it" }, "/goals/2/reason reason-name"},
		{"goal issue", func(s *care.PlanSpec) { s.Goals[0].Issues[0] = "other" }, "/goals/0/issues/0 goal-issue"},
		{
			"empty target", func(s *care.PlanSpec) { s.Goals[0].Targets[0] = care.Target{Scale: "A b", Value: math.Inf(1)} },
			"/goals/0/targets/0/measure measure-name, /goals/0/targets/0/scale scale-name, /goals/0/targets/0/compare target-comparator, /goals/0/targets/0/value target-value",
		},
		{"target twice", func(s *care.PlanSpec) { s.Goals[0].Targets = append(s.Goals[0].Targets, s.Goals[0].Targets[0]) }, "/goals/0/targets/1 target-duplicate"},
		{"half a scale", func(s *care.PlanSpec) {
			s.Goals[0].Scale = care.AttainmentScale{Levels: make([]confidential.Value[string], 1), Importance: 4, Difficulty: -1}
		}, "/goals/0/scale/levels scale-levels, /goals/0/scale/levels/0 scale-level, /goals/0/scale/baseline scale-baseline, " +
			"/goals/0/scale/importance scale-importance, /goals/0/scale/difficulty scale-difficulty"},
		{"level off the scale", func(s *care.PlanSpec) {
			s.Goals[0].Progress = append(s.Goals[0].Progress, care.Observation{At: moment(20), Measure: care.AttainmentMeasure, Value: -3},
				care.Observation{At: moment(21), Measure: care.AttainmentMeasure, Value: -0.5})
		}, "/goals/0/progress/2/value attainment-level, /goals/0/progress/3/value attainment-level"},
		{"level without scale", func(s *care.PlanSpec) {
			s.Goals[1].Progress = []care.Observation{{At: moment(20), Measure: care.AttainmentMeasure}}
		}, "/goals/1/progress/0/value attainment-scale"},
		{"observed twice", func(s *care.PlanSpec) { s.Goals[0].Progress = append(s.Goals[0].Progress, s.Goals[0].Progress[0]) }, "/goals/0/progress/2 observation-duplicate"},
		{
			"supersedes itself", func(s *care.PlanSpec) { s.Goals[1].Supersedes = "assertion" },
			"/goals/1/supersedes goal-supersedes-itself, /goals/1/status goal-superseded-open",
		},
		{"supersedes nothing", func(s *care.PlanSpec) { s.Goals[1].Supersedes = "x" }, "/goals/1/supersedes goal-supersedes"},
		{"superseded and sought", func(s *care.PlanSpec) {
			s.Goals[2].Status, s.Goals[2].Achievement = care.GoalActive, care.NoChange
		}, "/goals/2/status goal-superseded-open"},
		{
			"empty strand", func(s *care.PlanSpec) { s.Strands[1] = care.Strand{}; s.Strands[0].Sharing = nil },
			"/strands/1/id strand-id, /strands/1/modality modality-name, /strands/1/delivery strand-delivery, /strands/1/therapists strand-therapists, " +
				"/strands/1/schedule strand-schedule, /responses/2/strand response-strand",
		},
		{"strand twice", func(s *care.PlanSpec) { s.Strands[2].ID = "individual" }, "/strands/2/id strand-duplicate"},
		{"strand of names", func(s *care.PlanSpec) {
			s.Strands[0].Programme, s.Strands[0].Techniques = "CBT", []care.Technique{"cbt", "cbt", "C B T"}
		}, "/strands/0/programme programme-id, /strands/0/techniques/1 technique-name-duplicate, /strands/0/techniques/2 technique-name"},
		{"strand goal", func(s *care.PlanSpec) { s.Strands[0].Goals[0] = "x" }, "/strands/0/goals/0 strand-goal"},
		{"ended before it began", func(s *care.PlanSpec) { s.Strands[2].From = therapy.MustDate(2026, 1, 1) }, "/strands/2/ended until-before-from"},
		{"ended without reason", func(s *care.PlanSpec) { s.Strands[2].EndReason = "" }, "/strands/2/endReason strand-end-reason"},
		{"ended with prose", func(s *care.PlanSpec) { s.Strands[2].EndReason = "No Go" }, "/strands/2/endReason reason-name"},
		{"reason to have ended", func(s *care.PlanSpec) { s.Strands[0].EndReason = "x" }, "/strands/0/endReason strand-end-open"},
		{"client treats", func(s *care.PlanSpec) { s.Strands[0].Therapists[0].ID = client1 }, "/strands/0/therapists/0/id therapist-is-client"},
		{
			"sharing of nothing", func(s *care.PlanSpec) { s.Strands[0].Sharing[0] = care.Sharing{} },
			"/strands/0/sharing/0/with strand-id, /strands/0/sharing/0/agreedBy sharing-agreement, /strands/0/sharing/0/on sharing-day, /strands/0/sharing/0/agreedBy sharing-clients",
		},
		{"sharing with itself", func(s *care.PlanSpec) { s.Strands[0].Sharing[0].With = "individual" }, "/strands/0/sharing/0/with sharing-itself"},
		{"sharing with nobody", func(s *care.PlanSpec) { s.Strands[0].Sharing[0].With = "x" }, "/strands/0/sharing/0/with sharing-strand"},
		{"sharing twice", func(s *care.PlanSpec) {
			s.Strands[0].Sharing = append(s.Strands[0].Sharing, s.Strands[0].Sharing[0])
		}, "/strands/0/sharing/1/with sharing-duplicate"},
		{"sharing process notes", func(s *care.PlanSpec) {
			s.Strands[0].Sharing[0].Kinds = []confidential.Kind{confidential.ProcessNote, 0, confidential.Attendance, confidential.Attendance}
		}, "/strands/0/sharing/0/kinds/0 sharing-process-note, /strands/0/sharing/0/kinds/1 sharing-kind, /strands/0/sharing/0/kinds/3 sharing-kind-duplicate"},
		{"sharing behind the client's back", func(s *care.PlanSpec) { s.Strands[0].Sharing[0].AgreedBy[0] = therapist }, "/strands/0/sharing/0/agreedBy sharing-clients"},
		{"answer of a stranger", func(s *care.PlanSpec) { s.Responses[0].Client = client2 }, "/responses/0/client response-client"},
		{"answer to both", func(s *care.PlanSpec) { s.Responses[1].Strand = "individual" }, "/responses/1/strand response-part"},
		{"answer without day", func(s *care.PlanSpec) { s.Responses[0].On = therapy.Date{} }, "/responses/0/on response-day"},
		{"no answer", func(s *care.PlanSpec) { s.Responses[0] = care.Response{} }, "/responses/0/client id-missing, /responses/0/agreement response-agreement, /responses/0/on response-day"},
		{"answer twice", func(s *care.PlanSpec) { s.Responses = append(s.Responses, s.Responses[0]) }, "/responses/3 response-duplicate"},
		{"review cycle", func(s *care.PlanSpec) { s.ReviewEvery = 732 }, "/reviewEvery review-cycle"},
		{"review of nobody", func(s *care.PlanSpec) { s.Reviews[0] = care.PlanReview{} }, "/reviews/0/on review-day, /reviews/0/by review-by, /reviews/0/outcome review-outcome"},
		{"reviews out of order", func(s *care.PlanSpec) {
			r := s.Reviews[0]
			r.On = therapy.MustDate(2026, 1, 1)
			s.Reviews = append(s.Reviews, r)
		}, "/reviews/1/on review-order"},
		{"no such level", func(s *care.PlanSpec) { s.Confidentiality = care.RaiseTo(77) }, "/confidentiality plan-confidentiality"},
		{
			"half a choice", func(s *care.PlanSpec) { s.Choice = care.Choice{Basis: care.BasisOverride} },
			"/choice/modalities choice-modalities, /choice/by id-missing, /choice/at time-missing, /choice/policyId choice-policy, /choice/reason choice-override-reason",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			spec := fullPlan()
			tt.edit(&spec)
			p, err := care.NewPlan(spec)
			require.Equal(t, tt.want, rules(err))
			require.True(t, p.IsZero())
		})
	}
}

func TestDraftPlan(t *testing.T) {
	t.Parallel()
	p := newPlan(t, care.PlanSpec{
		ID: plan1, Author: therapist, Created: moment(1), Clients: []confidential.PersonID{client1}, Status: care.PlanDraft,
		Strands: []care.Strand{{ID: "individual", Modality: "individual", Delivery: care.Remote}},
	})
	_, err := p.Amend(revise(2, care.ReasonBegun), func(s *care.PlanSpec) { s.Status = care.PlanActive })
	require.Equal(t, "/assessment plan-assessment, /strands/0/therapists strand-therapists, /strands/0/schedule strand-schedule", rules(err),
		"what a draft may leave open has to be settled before it is in force")
}

func TestPlanAccessors(t *testing.T) {
	t.Parallel()
	p := newPlan(t, fullPlan())
	require.Equal(t, plan1, p.ID())
	require.Equal(t, care.PlanActive, p.Status())
	require.Equal(t, []confidential.PersonID{client1}, slices.Collect(p.Clients()))
	require.Equal(t, care.IssueID("low-mood"), slices.Collect(p.Issues())[0].ID)
	require.Equal(t, "assessment-1", string(p.Assessment().ID))
	require.Equal(t, []therapy.Modality{"group", "individual"}, p.Choice().Modalities, "a set, in order")
	require.True(t, p.Choice().Combined())
	require.Len(t, slices.Collect(p.Goals()), 3)
	require.Len(t, slices.Collect(p.Strands()), 3)
	g, ok := p.Goal("mood")
	require.True(t, ok)
	require.Equal(t, moment(8), g.Progress[0].At, "in the order of time")
	_, ok = p.Goal("x")
	require.False(t, ok)
	s, ok := p.Strand("skills-group")
	require.True(t, ok)
	require.Equal(t, group1, s.Group)
	_, ok = p.Strand("x")
	require.False(t, ok)
	require.Equal(t, []care.StrandID{"individual"}, slices.Collect(p.Serving("mood")))
	require.Equal(t, []therapy.Modality{"group", "individual"}, slices.Collect(p.Modalities()), "the modality of an ended strand is not included")
	require.True(t, p.Combined())
	require.True(t, p.Conjoint())
	require.Equal(t, "active plan, goals: 3, strands: 3, revision 1", p.Summary())
	for range p.Goals() {
		break
	}
	for range p.Strands() {
		break
	}
	for range p.Serving("mood") {
		break
	}
	s, _ = p.Strand("individual")
	require.True(t, s.MayTell("skills-group", confidential.Attendance))
	require.False(t, s.MayTell("skills-group", confidential.ProgressNote), "only agreed kinds are shared")
	require.False(t, s.MayTell("tried", confidential.Attendance))

	latest, ok := g.Latest("phq-9", "")
	require.True(t, ok)
	require.InDelta(t, 15, latest.Value, 0)
	_, ok = g.Latest("phq-9", "x")
	require.False(t, ok)
	require.Equal(t, 6, g.Scale.Weight())

	var zero care.Plan
	require.Equal(t, "no plan", zero.Summary())
	require.False(t, zero.Combined())
	require.Empty(t, slices.Collect(zero.Findings(therapy.MustDate(2026, 1, 1))))
	_, err := zero.Amend(revise(1, "x"), func(*care.PlanSpec) {})
	require.Equal(t, "amend-nothing", rules(err))
}

func TestConjoint(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name               string
		edit               func(*care.PlanSpec)
		combined, conjoint bool
	}{
		{"two therapists", func(*care.PlanSpec) {}, true, true},
		{"one therapist for both", func(s *care.PlanSpec) { s.Strands[1].Therapists[0].ID = therapist }, true, false},
		{"co-leads", func(s *care.PlanSpec) {
			s.Strands[1].Therapists = append(s.Strands[1].Therapists, care.Therapist{ID: therapist, Role: care.RoleCoLead})
		}, true, false},
		{"two strands of one modality", func(s *care.PlanSpec) { s.Strands[1].Modality = "individual" }, false, false},
		{"one has ended", func(s *care.PlanSpec) {
			s.Strands[1].Ended, s.Strands[1].EndReason = therapy.MustDate(2026, 2, 1), "x"
		}, false, false},
		{"nobody yet", func(s *care.PlanSpec) { s.Status, s.Strands[1].Therapists = care.PlanDraft, nil }, true, false},
	} {
		spec := fullPlan()
		tt.edit(&spec)
		p := newPlan(t, spec)
		require.Equal(t, tt.combined, p.Combined(), tt.name)
		require.Equal(t, tt.conjoint, p.Conjoint(), tt.name)
	}
}

func TestPlanLabel(t *testing.T) {
	t.Parallel()
	spec := fullPlan()
	require.Equal(t, confidential.VeryRestricted, newPlan(t, spec).Label().Level, "raised")
	spec.Confidentiality = care.Raised{}
	p := newPlan(t, spec)
	require.Equal(t, confidential.Restricted, p.Label().Level, "the high-water mark of its parts")
	require.Equal(t, client1, p.Label().Subject)
	spec.Confidentiality = care.RaiseTo(confidential.Unrestricted)
	require.Equal(t, confidential.Restricted, newPlan(t, spec).Label().Level, "raising the level never lowers it")

	secret := confidential.LabelFor(confidential.TreatmentPlan, client1)
	secret.Level, secret.Never = confidential.VeryRestricted, []confidential.PersonID{confidential.MustPersonID("relative-1")}
	amended, err := p.Amend(revise(70, "x"), func(s *care.PlanSpec) { s.Goals[0].Statement = confidential.Seal("made up", secret) })
	require.NoError(t, err)
	after, err := amended.Amend(revise(71, "x"), func(s *care.PlanSpec) { s.Goals[0].Statement = sealedWords("milder") })
	require.NoError(t, err)
	require.Equal(t, confidential.VeryRestricted, after.Label().Level, "the history counts too")
	require.Equal(t, secret.Never, after.Label().Never)
	require.Equal(t, confidential.VeryRestricted, care.Plan{}.Label().Level)

	plain := care.PlanSpec{ID: plan1, Author: therapist, Created: moment(1), Clients: []confidential.PersonID{client1}, Status: care.PlanDraft}
	require.True(t, confidential.LabelFor(confidential.TreatmentPlan, client1).Equal(newPlan(t, plain).Label()), "a plan without sealed texts has the label of a plan")
	plain.Clients = append(plain.Clients, client2)
	require.Equal(t, []confidential.PersonID{client2}, newPlan(t, plain).Label().About)
}

func TestPlanAmendRefuses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		edit func(*care.PlanSpec)
		want string
	}{
		{"identity", func(s *care.PlanSpec) { s.Author = colleague }, "/author amend-fixed"},
		{"clients", func(s *care.PlanSpec) {
			s.Clients = append(s.Clients, client2)
			s.Strands[0].Sharing, s.Strands[1].Sharing = nil, nil
		}, "/clients amend-fixed"},
		{"back to draft", func(s *care.PlanSpec) { s.Status = care.PlanDraft }, "/status amend-transition"},
		{"goal removed", func(s *care.PlanSpec) { s.Goals = s.Goals[:2]; s.Goals[1].Supersedes = "" }, "/goals/1/supersedes amend-fact, /goals amend-removed"},
		{
			"goal back", func(s *care.PlanSpec) { s.Goals[0].Status, s.Goals[0].Achievement = care.GoalAccepted, 0 },
			"/goals/0/status amend-transition, /goals/0/achievement amend-cleared",
		},
		{"observation removed", func(s *care.PlanSpec) { s.Goals[0].Progress = s.Goals[0].Progress[:1] }, "/goals/0/progress amend-removed"},
		{"scale removed", func(s *care.PlanSpec) { s.Goals[0].Scale = care.AttainmentScale{} }, "/goals/0/scale amend-fact"},
		{"strand removed", func(s *care.PlanSpec) { s.Strands = s.Strands[:2] }, "/strands amend-removed"},
		{"strand of another modality", func(s *care.PlanSpec) { s.Strands[0].Modality = "couple" }, "/strands/0/modality amend-fixed"},
		{
			"strand reopened", func(s *care.PlanSpec) { s.Strands[2].Ended, s.Strands[2].EndReason = therapy.Date{}, "" },
			"/strands/2/therapists strand-therapists, /strands/2/schedule strand-schedule, /strands/2/ended amend-fact, /strands/2/endReason amend-fact",
		},
		{"issue removed", func(s *care.PlanSpec) { s.Issues, s.Goals[0].Issues = nil, nil }, "/issues amend-removed"},
		{"review removed", func(s *care.PlanSpec) { s.Reviews = nil }, "/reviews amend-removed"},
		{"answer changed", func(s *care.PlanSpec) { s.Responses[0].Agreement = care.Disagreed }, "/responses amend-removed"},
		{"void, used", func(s *care.PlanSpec) { s.Goals[2].Status = care.GoalEnteredInError }, "/goals/2/status amend-transition"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := newPlan(t, fullPlan())
			_, err := p.Amend(care.RevisionSpec{Author: therapist, At: moment(70), Reason: "x", Unused: true}, tt.edit)
			require.Equal(t, tt.want, rules(err))
			require.Equal(t, 1, p.Revision().Number)
		})
	}
}

// TestPlanTransitions makes every transition of plans and goals through Amend, with and without the
// author's statement that nothing was done.
func TestPlanTransitions(t *testing.T) {
	t.Parallel()
	bare := func() care.PlanSpec {
		s := fullPlan()
		s.Reviews, s.Goals[0].Progress, s.Goals[0].Achievement, s.Goals[1].Supersedes = nil, nil, 0, ""
		s.Reason, s.Goals[0].Reason = "x", "x"
		return s
	}
	for _, word := range []care.RevisionSpec{{}, {Unused: true}, {Corrects: true}, {Unused: true, Corrects: true}} {
		rev := revise(70, "x")
		rev.Unused, rev.Corrects = word.Unused, word.Corrects
		for from := care.PlanDraft; from <= care.PlanUnknown; from++ {
			for to := care.PlanDraft; to <= care.PlanUnknown; to++ {
				spec := bare()
				spec.Status = from
				_, err := newPlan(t, spec).Amend(rev, func(s *care.PlanSpec) { s.Status = to })
				require.Equal(t, from.To(to).Permits(rev), err == nil, "%v to %v: %v", from, to, err)
			}
		}
		achievement := func(s care.GoalStatus) care.Achievement {
			if s == care.GoalCompleted {
				return care.Achieved
			}
			return 0
		}
		for from := care.GoalProposed; from <= care.GoalRejected; from++ {
			for to := care.GoalProposed; to <= care.GoalRejected; to++ {
				spec := bare()
				spec.Goals[0].Status, spec.Goals[0].Achievement = from, achievement(from)
				_, err := newPlan(t, spec).Amend(rev, func(s *care.PlanSpec) {
					s.Goals[0].Status = to
					if to.Allows(care.Achieved) && from == care.GoalCompleted || to == care.GoalCompleted {
						s.Goals[0].Achievement = care.Achieved
					} else {
						s.Goals[0].Achievement = 0
					}
				})
				require.Equal(t, from.To(to).Permits(rev), err == nil, "%v to %v: %v", from, to, err)
			}
		}
	}
	used := bare()
	used.Status, used.Reviews = care.PlanCompleted, fullPlan().Reviews
	_, err := newPlan(t, used).Amend(care.RevisionSpec{Author: therapist, At: moment(70), Reason: "x", Unused: true}, func(s *care.PlanSpec) {
		s.Status = care.PlanEnteredInError
	})
	require.Equal(t, "/status amend-transition", rules(err), "a plan that was reviewed was used, whatever the author states")
}

// course returns a plan with a history of five revisions.
func course(tb testing.TB) []care.Plan {
	tb.Helper()
	plans := []care.Plan{newPlan(tb, fullPlan())}
	for i, edit := range []func(*care.PlanSpec){
		func(s *care.PlanSpec) {
			s.Goals[0].Progress = append(s.Goals[0].Progress, care.Observation{At: moment(22), Measure: "phq-9", Value: 9})
			s.Goals[0].Achievement = care.Achieved
		},
		func(s *care.PlanSpec) {
			s.Goals[0].Status = care.GoalCompleted
			s.Reviews = append(s.Reviews, care.PlanReview{On: therapy.MustDate(2026, 3, 1), By: []confidential.PersonID{therapist}, Outcome: care.ReasonProgress})
			s.NextReview = therapy.Date{}
			s.Strands[0].Ended, s.Strands[0].EndReason = therapy.MustDate(2026, 3, 2), care.ReasonCompleted
		},
		func(s *care.PlanSpec) {
			s.Goals[1].Status, s.Goals[1].Reason = care.GoalOnHold, care.ReasonLifeEvent
		},
		func(s *care.PlanSpec) {
			s.Status, s.Reason, s.Goals[1].Status = care.PlanRevoked, care.ReasonMoved, care.GoalCancelled
		},
	} {
		p, err := plans[len(plans)-1].Amend(revise(70+i, care.ReasonReview), edit)
		require.NoError(tb, err)
		plans = append(plans, p)
	}
	return plans
}

func TestPlanHistory(t *testing.T) {
	t.Parallel()
	plans := course(t)
	last := plans[len(plans)-1]
	for i, p := range plans {
		then, ok := last.AsOf(i + 1)
		require.True(t, ok)
		require.True(t, then.Equal(p), "the revision is the plan of that time")
		require.Empty(t, care.Diff(then, p))
		if i > 0 {
			then, ok = last.At(moment(69 + i))
			require.True(t, ok)
			require.True(t, then.Equal(p))
			require.False(t, p.Equal(plans[i-1]))
		}
		require.Equal(t, i+1, p.Revision().Number)
	}
	var got []string
	for c := range last.Lifecycle() {
		got = append(got, fmt.Sprintf("%d %s %s>%s %s", c.Revision.Number, c.Path, c.From, c.To, c.Why))
	}
	want := strings.Split(strings.TrimSpace(`
1 /status >active begun
1 /goals/mood/status >active 
1 /goals/mood/achievement >in-progress 
1 /goals/assertion/status >active 
1 /goals/old-one/status >cancelled replaced
2 /goals/mood/achievement in-progress>achieved 
3 /goals/mood/status active>completed 
4 /goals/assertion/status active>on-hold life-event
5 /status active>revoked moved
5 /goals/assertion/status on-hold>cancelled life-event`), "\n")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for range last.Lifecycle() {
		break
	}
}

func TestDiff(t *testing.T) {
	t.Parallel()
	plans := course(t)
	var got []string
	for _, c := range care.Diff(plans[0], plans[4]) {
		got = append(got, c.Path+": "+c.Words)
	}
	want := []string{
		"/status: status changed from active to revoked",
		"/reason: reason changed from begun to moved",
		"/goals/mood/status: goal mood: status changed from active to completed",
		"/goals/mood/achievement: goal mood: achievement changed from in-progress to achieved",
		"/goals/mood/progress: goal mood: progress (phq-9 of 2026-01-22) added",
		"/goals/assertion/status: goal assertion: status changed from active to cancelled",
		"/goals/assertion/reason: goal assertion: reason set to life-event",
		"/strands/individual/ended: strand individual: ended set to 2026-03-02",
		"/strands/individual/endReason: strand individual: end reason set to completed",
		"/nextReview: next review cleared, was 2026-02-12",
		"/reviews: review of 2026-03-01 (progress) added",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}

	a := newPlan(t, fullPlan())
	other := a.Spec()
	slices.Reverse(other.Goals)
	slices.Reverse(other.Strands)
	require.Empty(t, care.Diff(a, newPlan(t, other)), "another order is no difference")
	require.NotEmpty(t, care.Diff(a, newPlan(t, fullPlan())), "sealing again gives another sealed value")

	other = a.Spec()
	other.Goals[0].Targets[0].Value = 5
	other.Goals[0].Importance = care.MustRating(0)
	other.Goals[0].Scale.Levels[2] = sealedWords("other")
	other.Goals[0].Barriers = nil
	other.Issues[0].Statement = confidential.Value[string]{}
	other.Strands[0].Schedule = care.MustSchedule(weekly("UTC", therapy.MustDate(2026, 1, 5), 9, 0, 6))
	other.Strands[0].Techniques = []care.Technique{"cbt", "mindfulness"}
	other.Strands[1].Sharing[0].Kinds = nil
	other.Culture = sealedWords("other")
	other.Responses = append(other.Responses, care.Response{Client: client1, Goal: "mood", Agreement: care.Disagreed, On: therapy.MustDate(2026, 2, 1)})
	other.Confidentiality = care.Raised{}
	other.Choice.At = moment(2)
	other.ReviewEvery = 28
	got = nil
	for _, c := range care.Diff(a, newPlan(t, other)) {
		got = append(got, c.Words)
	}
	want = []string{
		"choice: at changed from 2026-01-01T12:00:00Z to 2026-01-02T12:00:00Z",
		"response disagree by client-1 added",
		"issue low-mood: statement removed",
		"culture changed",
		"goal mood: target (phq-9 below 5 by 1 Jun 2026) added",
		"goal mood: target (phq-9 below 10 by 1 Jun 2026) removed",
		"goal mood, scale: level added",
		"goal mood, scale: level removed",
		"goal mood: importance changed from 9 to 0",
		"goal mood, barrier shift-work: removed",
		"strand individual: technique mindfulness added",
		"strand individual: technique behavioural-activation removed",
		"strand individual: schedule changed from regular, every week at 18:00 (Europe/London), 50 minutes, 12 sessions, from 2026-01-05 to " +
			"regular, every week at 09:00 (UTC), 50 minutes, 6 sessions, from 2026-01-05",
		"strand skills-group: sharing with individual added",
		"strand skills-group: sharing with individual removed",
		"review every changed from 42 to 28",
		"confidentiality cleared, was very-restricted",
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	require.NotContains(t, strings.Join(got, "\n"), confidential.Placeholder)
}

func TestFindings(t *testing.T) {
	t.Parallel()
	on := therapy.MustDate(2026, 2, 1)
	for _, tt := range []struct {
		name string
		edit func(*care.PlanSpec)
		on   therapy.Date
		want string
	}{
		{"nothing", func(*care.PlanSpec) {}, on, ""},
		{"not in force", func(s *care.PlanSpec) { s.Status, s.Strands[0].Goals = care.PlanOnHold, nil }, on, ""},
		{"unserved", func(s *care.PlanSpec) { s.Strands[0].Goals = nil }, on, "/strands/individual strand-serves-nothing, /goals/mood goal-unserved"},
		{"served by what has ended", func(s *care.PlanSpec) {
			s.Strands[0].Goals, s.Strands[2].Goals = []care.GoalID{"old-one"}, []care.GoalID{"mood"}
		}, on, "/strands/individual strand-serves-nothing, /goals/mood goal-unserved"},
		{"nothing agreed", func(s *care.PlanSpec) { s.Strands[0].Sharing = nil }, on, "/strands/individual strand-not-told"},
		{"target overdue", func(*care.PlanSpec) {}, therapy.MustDate(2026, 6, 2), "/goals/mood goal-overdue, /nextReview review-overdue"},
		{
			"target overdue, reached", func(s *care.PlanSpec) {
				s.Goals[0].Achievement, s.NextReview, s.ReviewEvery = care.Sustaining, therapy.Date{}, 0
			},
			therapy.MustDate(2026, 6, 2), "",
		},
		{"unmeasured", func(s *care.PlanSpec) { s.Goals[1].Targets = nil }, on, "/goals/assertion goal-unmeasured"},
		{"review by cycle", func(s *care.PlanSpec) { s.NextReview = therapy.Date{} }, therapy.MustDate(2026, 3, 4), "/nextReview review-overdue"},
		{"review by cycle, not yet", func(s *care.PlanSpec) { s.NextReview = therapy.Date{} }, therapy.MustDate(2026, 3, 3), ""},
		{"review since creation", func(s *care.PlanSpec) { s.NextReview, s.Reviews, s.From = therapy.Date{}, nil, therapy.Date{} }, therapy.MustDate(2026, 3, 24), "/nextReview review-overdue"},
		{"disagrees", func(s *care.PlanSpec) {
			s.Responses = append(s.Responses, care.Response{Client: client1, Goal: "mood", Agreement: care.Disagreed, On: on},
				care.Response{Client: client1, Strand: "skills-group", Agreement: care.Disagreed, On: on})
		}, on, "/strands/skills-group strand-not-agreed, /goals/mood goal-not-agreed"},
		{"pending", func(s *care.PlanSpec) {
			s.Responses = []care.Response{{Client: client1, Agreement: care.AgreementPending}}
		}, on, "/responses plan-not-agreed"},
		{"not asked", func(s *care.PlanSpec) { s.Responses = nil }, on, "/responses plan-not-agreed"},
		{"changed their mind on the same day", func(s *care.PlanSpec) {
			withdrawn := s.Responses[0]
			withdrawn.Agreement = care.Disagreed
			s.Responses = append(s.Responses, withdrawn)
		}, on, "/responses plan-not-agreed"},
		{"came round", func(s *care.PlanSpec) {
			s.Responses[0].Agreement = care.Disagreed
			s.Responses = append(s.Responses, care.Response{Client: client1, Agreement: care.Agreed, On: on})
		}, on, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			spec := fullPlan()
			tt.edit(&spec)
			p := newPlan(t, spec)
			var got []string
			for f := range p.Findings(tt.on) {
				got = append(got, f.Path+" "+f.Rule)
				require.NotEmpty(t, f.Words)
			}
			require.Equal(t, tt.want, strings.Join(got, ", "))
			for range p.Findings(tt.on) {
				break
			}
		})
	}
}

func TestChoice(t *testing.T) {
	t.Parallel()
	require.True(t, care.Choice{}.IsZero())
	require.Equal(t, "choice-missing", rules(care.Choice{}.Validate()))
	good := care.Choice{Modalities: []therapy.Modality{"group"}, Basis: care.BasisNone, By: therapist, At: moment(1)}
	require.NoError(t, good.Validate())
	require.False(t, good.Combined())
	bad := good
	bad.Digest, bad.Reason, bad.Outcome = "a b", "No Reason", "Not A Code"
	require.Equal(t, "/reason reason-name, /outcome choice-outcome, /digest choice-text, /basis choice-basis-none", rules(bad.Validate()))
	bad = good
	bad.Basis, bad.PolicyID, bad.PolicyVersion, bad.Digest = care.BasisRecommendation, "default", "1", strings.Repeat("x", 301)
	require.Equal(t, "/digest choice-text", rules(bad.Validate()))
	bad.Basis, bad.Digest = 0, ""
	require.Equal(t, "/basis choice-basis", rules(bad.Validate()))
}

func TestTarget(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		c                   care.Comparator
		below, equal, above bool
		lower               bool
		words               string
	}{
		{care.Below, true, false, false, true, "x below 5"},
		{care.AtMost, true, true, false, true, "x at most 5"},
		{care.AtLeast, false, true, true, false, "x at least 5"},
		{care.Above, false, false, true, false, "x above 5"},
		{0, false, false, false, false, "x and 5, comparison not stated"},
		{9, false, false, false, false, "x and 5, comparison not stated"},
	} {
		target := care.Target{Measure: "x", Compare: tt.c, Value: 5}
		require.Equal(t, []bool{tt.below, tt.equal, tt.above, false}, []bool{target.Met(4), target.Met(5), target.Met(6), target.Met(math.NaN())}, tt.words)
		require.Equal(t, tt.lower, tt.c.LowerIsBetter())
		require.Equal(t, tt.words, target.Words(words.English()))
	}
	require.Equal(t, "x (y) below 5.5 by 1 Jan 2026", care.Target{Measure: "x", Scale: "y", Compare: care.Below, Value: 5.5, Due: therapy.MustDate(2026, 1, 1)}.Words(words.English()))
}

func TestRating(t *testing.T) {
	t.Parallel()
	for n := range 11 {
		r := care.MustRating(n)
		got, ok := r.Value()
		require.True(t, ok)
		require.Equal(t, n, got)
		data, err := json.Marshal(r)
		require.NoError(t, err)
		var back care.Rating
		require.NoError(t, therapy.UnmarshalStrict(data, &back))
		require.Equal(t, r, back)
	}
	for _, bad := range []string{"-1", "11", "1.5", `"1"`} {
		r := care.MustRating(3)
		require.Error(t, therapy.UnmarshalStrict([]byte(bad), &r))
		require.Equal(t, care.MustRating(3), r)
	}
	r := care.MustRating(0)
	require.False(t, r.IsZero(), "0 is an answer")
	require.NoError(t, therapy.UnmarshalStrict([]byte("null"), &r))
	require.True(t, r.IsZero())
	require.Empty(t, r.String())
	_, ok := r.Value()
	require.False(t, ok)
	data, err := json.Marshal(r)
	require.NoError(t, err)
	require.Equal(t, "null", string(data))
	require.Panics(t, func() { care.MustRating(11) })
}

func TestRecordNames(t *testing.T) {
	t.Parallel()
	checkNames[care.Priority](t, 1, "high-priority", "medium-priority", "low-priority")
	checkNames[care.Scope](t, 1, "individual", "interpersonal", "shared")
	checkNames[care.Voice](t, 1, "client", "therapist", "together", "group", "family", "referrer")
	checkNames[care.Agreement](t, 1, "agree", "disagree", "pending")
	checkNames[care.Basis](t, 1, "recommendation", "override", "none")
	checkNames[care.Comparator](t, 1, "below", "at-most", "at-least", "above")
	checkNames[care.Delivery](t, 1, "in-person", "remote", "hybrid")
	checkNames[care.StepKind](t, 1, "step-up", "step-down", "change-of-modality")
	checkNames[care.EndingKind](t, 1, "planned", "unplanned", "referred-on")
	require.True(t, care.Technique("cbt").Valid())
	require.False(t, care.Technique("C B T").Valid())
}

func BenchmarkAmendPlan(b *testing.B) {
	p := newPlan(b, manyGoals())
	rev := revise(60, care.ReasonReview)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := p.Amend(rev, func(s *care.PlanSpec) { s.Goals[7].Importance = care.MustRating(5) }); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkNewPlan(b *testing.B) {
	spec := manyGoals()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := care.NewPlan(spec); err != nil {
			b.Fatal(err)
		}
	}
}

// manyGoals is a plan with twenty goals.
func manyGoals() care.PlanSpec {
	spec := fullPlan()
	for i := len(spec.Goals); i < 20; i++ {
		g := spec.Goals[0].Clone()
		g.ID = care.GoalID(fmt.Sprintf("goal-%d", i))
		spec.Goals = append(spec.Goals, g)
	}
	return spec
}
