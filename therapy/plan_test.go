package therapy_test

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

func newPlan(tb testing.TB, spec therapy.PlanSpec) therapy.Plan {
	tb.Helper()
	p, err := therapy.NewPlan(spec)
	require.NoError(tb, err)
	return p
}

func TestNewPlanRefuses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		edit func(*therapy.PlanSpec)
		want string
	}{
		{"nothing at all", func(s *therapy.PlanSpec) { *s = therapy.PlanSpec{} }, "/id id-missing, /author id-missing, /created time-missing, /clients plan-clients, /status plan-status"},
		{"client twice", func(s *therapy.PlanSpec) { s.Clients = []confidential.ID{client1, client1} }, "/clients/1 id-duplicate"},
		{"reason of prose", func(s *therapy.PlanSpec) { s.Reason = "She moved away" }, "/reason reason-name"},
		{"held without reason", func(s *therapy.PlanSpec) { s.Status, s.Reason = therapy.PlanOnHold, "" }, "/reason plan-reason"},
		{"ends before it begins", func(s *therapy.PlanSpec) { s.Until = therapy.MustDate(2025, 1, 1) }, "/until until-before-from"},
		{"issue without name", func(s *therapy.PlanSpec) { s.Issues = append(s.Issues, therapy.Issue{}) }, "/issues/1/id issue-id, /issues/1/concern issue-concern"},
		{"issue twice", func(s *therapy.PlanSpec) { s.Issues = append(s.Issues, s.Issues[0]) }, "/issues/1/id issue-duplicate"},
		{"no assessment", func(s *therapy.PlanSpec) { s.Assessment = therapy.AssessmentRef{} }, "/assessment plan-assessment"},
		{"half an assessment", func(s *therapy.PlanSpec) { s.Assessment = therapy.AssessmentRef{By: therapist} }, "/assessment/id id-missing, /assessment/on assessment-day"},
		{"no strands", func(s *therapy.PlanSpec) { s.Strands, s.Answers = nil, nil }, "/strands plan-strands"},
		{
			"barrier twice", func(s *therapy.PlanSpec) {
				s.Barriers = append(s.Barriers, s.Barriers[0], therapy.Barrier{Kind: "Ann"})
			},
			"/barriers/1/kind barrier-duplicate, /barriers/2/kind barrier-kind",
		},
		{"empty goal", func(s *therapy.PlanSpec) { s.Goals[0] = therapy.Goal{} }, "/goals/0/id goal-id, /goals/0/statement goal-statement, /goals/0/expressedBy goal-voice, " +
			"/goals/0/scope goal-scope, /goals/0/status goal-status, /strands/0/goals/0 strand-goal, /answers/1/goal answer-goal"},
		{"goal twice", func(s *therapy.PlanSpec) { s.Goals[2].ID = "mood"; s.Goals[1].Supersedes = "" }, "/goals/2/id goal-duplicate"},
		{"goal enumerations", func(s *therapy.PlanSpec) { s.Goals[0].Priority, s.Goals[0].Achievement = 9, 99 }, "/goals/0/priority goal-priority, /goals/0/achievement goal-achievement"},
		{"achieved and proposed", func(s *therapy.PlanSpec) { s.Goals[0].Status = therapy.GoalProposed }, "/goals/0/achievement goal-achievement-lifecycle"},
		{"completed and not judged", func(s *therapy.PlanSpec) { s.Goals[1].Status = therapy.GoalCompleted }, "/goals/1/achievement goal-achievement-lifecycle"},
		{"shared for one", func(s *therapy.PlanSpec) { s.Goals[0].Scope = therapy.ScopeShared }, "/goals/0/for goal-shared-for"},
		{"goal of a stranger", func(s *therapy.PlanSpec) { s.Goals[0].For = client2 }, "/goals/0/for goal-for"},
		{"cancelled without reason", func(s *therapy.PlanSpec) { s.Goals[2].Reason = "" }, "/goals/2/reason goal-reason"},
		{"goal reason of prose", func(s *therapy.PlanSpec) { s.Goals[2].Reason = "Ann wants it" }, "/goals/2/reason reason-name"},
		{"goal issue", func(s *therapy.PlanSpec) { s.Goals[0].Issues[0] = "other" }, "/goals/0/issues/0 goal-issue"},
		{
			"empty target", func(s *therapy.PlanSpec) { s.Goals[0].Targets[0] = therapy.Target{Scale: "A b", Value: math.Inf(1)} },
			"/goals/0/targets/0/measure measure-name, /goals/0/targets/0/scale scale-name, /goals/0/targets/0/compare target-comparator, /goals/0/targets/0/value target-value",
		},
		{"target twice", func(s *therapy.PlanSpec) { s.Goals[0].Targets = append(s.Goals[0].Targets, s.Goals[0].Targets[0]) }, "/goals/0/targets/1 target-duplicate"},
		{"half a scale", func(s *therapy.PlanSpec) {
			s.Goals[0].Scale = therapy.AttainmentScale{Levels: make([]confidential.Value[string], 1), Importance: 4, Difficulty: -1}
		}, "/goals/0/scale/levels scale-levels, /goals/0/scale/levels/0 scale-level, /goals/0/scale/baseline scale-baseline, " +
			"/goals/0/scale/importance scale-importance, /goals/0/scale/difficulty scale-difficulty"},
		{"level off the scale", func(s *therapy.PlanSpec) {
			s.Goals[0].Progress = append(s.Goals[0].Progress, therapy.Observation{At: moment(20), Measure: therapy.AttainmentMeasure, Value: -3},
				therapy.Observation{At: moment(21), Measure: therapy.AttainmentMeasure, Value: -0.5})
		}, "/goals/0/progress/2/value attainment-level, /goals/0/progress/3/value attainment-level"},
		{"level without scale", func(s *therapy.PlanSpec) {
			s.Goals[1].Progress = []therapy.Observation{{At: moment(20), Measure: therapy.AttainmentMeasure}}
		}, "/goals/1/progress/0/value attainment-level"},
		{"observed twice", func(s *therapy.PlanSpec) { s.Goals[0].Progress = append(s.Goals[0].Progress, s.Goals[0].Progress[0]) }, "/goals/0/progress/2 observation-duplicate"},
		{
			"supersedes itself", func(s *therapy.PlanSpec) { s.Goals[1].Supersedes = "assertion" },
			"/goals/1/supersedes goal-supersedes-itself, /goals/1/status goal-superseded-open",
		},
		{"supersedes nothing", func(s *therapy.PlanSpec) { s.Goals[1].Supersedes = "x" }, "/goals/1/supersedes goal-supersedes"},
		{"superseded and sought", func(s *therapy.PlanSpec) {
			s.Goals[2].Status, s.Goals[2].Achievement = therapy.GoalActive, therapy.NoChange
		}, "/goals/2/status goal-superseded-open"},
		{
			"empty strand", func(s *therapy.PlanSpec) { s.Strands[1] = therapy.Strand{}; s.Strands[0].Sharing = nil },
			"/strands/1/id strand-id, /strands/1/modality modality-name, /strands/1/delivery strand-delivery, /strands/1/therapists strand-therapists, " +
				"/strands/1/schedule strand-schedule, /answers/2/strand answer-strand",
		},
		{"strand twice", func(s *therapy.PlanSpec) { s.Strands[2].ID = "individual" }, "/strands/2/id strand-duplicate"},
		{"strand of names", func(s *therapy.PlanSpec) {
			s.Strands[0].Programme, s.Strands[0].Techniques = "CBT", []therapy.Technique{"cbt", "cbt", "C B T"}
		}, "/strands/0/programme programme-id, /strands/0/techniques/1 technique-name-duplicate, /strands/0/techniques/2 technique-name"},
		{"strand goal", func(s *therapy.PlanSpec) { s.Strands[0].Goals[0] = "x" }, "/strands/0/goals/0 strand-goal"},
		{"ended before it began", func(s *therapy.PlanSpec) { s.Strands[2].From = therapy.MustDate(2026, 1, 1) }, "/strands/2/ended until-before-from"},
		{"ended without reason", func(s *therapy.PlanSpec) { s.Strands[2].EndReason = "" }, "/strands/2/endReason strand-end-reason"},
		{"ended with prose", func(s *therapy.PlanSpec) { s.Strands[2].EndReason = "No Go" }, "/strands/2/endReason reason-name"},
		{"reason to have ended", func(s *therapy.PlanSpec) { s.Strands[0].EndReason = "x" }, "/strands/0/endReason strand-end-open"},
		{"client treats", func(s *therapy.PlanSpec) { s.Strands[0].Therapists[0].ID = client1 }, "/strands/0/therapists/0/id therapist-is-client"},
		{
			"sharing of nothing", func(s *therapy.PlanSpec) { s.Strands[0].Sharing[0] = therapy.Sharing{} },
			"/strands/0/sharing/0/with strand-id, /strands/0/sharing/0/agreedBy sharing-agreement, /strands/0/sharing/0/on sharing-day, /strands/0/sharing/0/agreedBy sharing-clients",
		},
		{"sharing with itself", func(s *therapy.PlanSpec) { s.Strands[0].Sharing[0].With = "individual" }, "/strands/0/sharing/0/with sharing-itself"},
		{"sharing with nobody", func(s *therapy.PlanSpec) { s.Strands[0].Sharing[0].With = "x" }, "/strands/0/sharing/0/with sharing-strand"},
		{"sharing twice", func(s *therapy.PlanSpec) {
			s.Strands[0].Sharing = append(s.Strands[0].Sharing, s.Strands[0].Sharing[0])
		}, "/strands/0/sharing/1/with sharing-duplicate"},
		{"sharing process notes", func(s *therapy.PlanSpec) {
			s.Strands[0].Sharing[0].Kinds = []confidential.Kind{confidential.ProcessNote, 0, confidential.Attendance, confidential.Attendance}
		}, "/strands/0/sharing/0/kinds/0 sharing-process-note, /strands/0/sharing/0/kinds/1 sharing-kind, /strands/0/sharing/0/kinds/3 sharing-kind-duplicate"},
		{"sharing behind the client's back", func(s *therapy.PlanSpec) { s.Strands[0].Sharing[0].AgreedBy[0] = therapist }, "/strands/0/sharing/0/agreedBy sharing-clients"},
		{"answer of a stranger", func(s *therapy.PlanSpec) { s.Answers[0].Client = client2 }, "/answers/0/client answer-client"},
		{"answer to both", func(s *therapy.PlanSpec) { s.Answers[1].Strand = "individual" }, "/answers/1/strand answer-part"},
		{"answer without day", func(s *therapy.PlanSpec) { s.Answers[0].On = therapy.Date{} }, "/answers/0/on answer-day"},
		{"no answer", func(s *therapy.PlanSpec) { s.Answers[0] = therapy.Answer{} }, "/answers/0/client id-missing, /answers/0/agreement answer-agreement, /answers/0/on answer-day"},
		{"answer twice", func(s *therapy.PlanSpec) { s.Answers = append(s.Answers, s.Answers[0]) }, "/answers/3 answer-duplicate"},
		{"review cycle", func(s *therapy.PlanSpec) { s.ReviewEvery = 732 }, "/reviewEvery review-cycle"},
		{"review of nobody", func(s *therapy.PlanSpec) { s.Reviews[0] = therapy.PlanReview{} }, "/reviews/0/on review-day, /reviews/0/by review-by, /reviews/0/outcome review-outcome"},
		{"reviews out of order", func(s *therapy.PlanSpec) {
			r := s.Reviews[0]
			r.On = therapy.MustDate(2026, 1, 1)
			s.Reviews = append(s.Reviews, r)
		}, "/reviews/1/on review-order"},
		{"no such level", func(s *therapy.PlanSpec) { s.Confidentiality = 77 }, "/confidentiality plan-confidentiality"},
		{
			"half a choice", func(s *therapy.PlanSpec) { s.Choice = therapy.Choice{Basis: therapy.BasisOverride} },
			"/choice/modalities choice-modalities, /choice/by id-missing, /choice/at time-missing, /choice/policyId choice-policy, /choice/reason choice-override-reason",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			spec := fullPlan()
			tt.edit(&spec)
			p, err := therapy.NewPlan(spec)
			require.Equal(t, tt.want, rules(err))
			require.True(t, p.IsZero())
		})
	}
}

func TestDraftPlan(t *testing.T) {
	t.Parallel()
	p := newPlan(t, therapy.PlanSpec{
		ID: plan1, Author: therapist, Created: moment(1), Clients: []confidential.ID{client1}, Status: therapy.PlanDraft,
		Strands: []therapy.Strand{{ID: "individual", Modality: "individual", Delivery: therapy.Remote}},
	})
	_, err := p.Amend(revise(2, therapy.ReasonBegun), func(s *therapy.PlanSpec) { s.Status = therapy.PlanActive })
	require.Equal(t, "/assessment plan-assessment, /strands/0/therapists strand-therapists, /strands/0/schedule strand-schedule", rules(err),
		"what a draft may leave open has to be settled before it is in force")
}

func TestPlanAccessors(t *testing.T) {
	t.Parallel()
	p := newPlan(t, fullPlan())
	require.Equal(t, plan1, p.ID())
	require.Equal(t, therapy.PlanActive, p.Status())
	require.Equal(t, []confidential.ID{client1}, slices.Collect(p.Clients()))
	require.Equal(t, therapy.IssueID("low-mood"), slices.Collect(p.Issues())[0].ID)
	require.Equal(t, "assessment-1", p.Assessment().ID.String())
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
	require.Equal(t, []therapy.StrandID{"individual"}, slices.Collect(p.Serving("mood")))
	require.Equal(t, []therapy.Modality{"group", "individual"}, slices.Collect(p.Modalities()), "a strand that has ended is not among them")
	require.True(t, p.Combined())
	require.True(t, p.Conjoint())
	require.Equal(t, "active plan, goals: 3, strands: 3, revision 1", p.String())
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
	require.False(t, s.MayTell("skills-group", confidential.ProgressNote), "what was not agreed is not shared")
	require.False(t, s.MayTell("tried", confidential.Attendance))

	latest, ok := g.Latest("phq-9", "")
	require.True(t, ok)
	require.InDelta(t, 15, latest.Value, 0)
	_, ok = g.Latest("phq-9", "x")
	require.False(t, ok)
	require.Equal(t, 6, g.Scale.Weight())

	var zero therapy.Plan
	require.Equal(t, "no plan", zero.String())
	require.False(t, zero.Combined())
	require.Empty(t, slices.Collect(zero.Findings(therapy.MustDate(2026, 1, 1))))
	_, err := zero.Amend(revise(1, "x"), func(*therapy.PlanSpec) {})
	require.Equal(t, "amend-nothing", rules(err))
}

func TestConjoint(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name               string
		edit               func(*therapy.PlanSpec)
		combined, conjoint bool
	}{
		{"two therapists", func(*therapy.PlanSpec) {}, true, true},
		{"one therapist for both", func(s *therapy.PlanSpec) { s.Strands[1].Therapists[0].ID = therapist }, true, false},
		{"co-leads", func(s *therapy.PlanSpec) {
			s.Strands[1].Therapists = append(s.Strands[1].Therapists, therapy.Therapist{ID: therapist, Role: therapy.RoleCoLead})
		}, true, false},
		{"two strands of one modality", func(s *therapy.PlanSpec) { s.Strands[1].Modality = "individual" }, false, false},
		{"one has ended", func(s *therapy.PlanSpec) {
			s.Strands[1].Ended, s.Strands[1].EndReason = therapy.MustDate(2026, 2, 1), "x"
		}, false, false},
		{"nobody yet", func(s *therapy.PlanSpec) { s.Status, s.Strands[1].Therapists = therapy.PlanDraft, nil }, true, false},
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
	spec.RaiseConfidentiality = false
	p := newPlan(t, spec)
	require.Equal(t, confidential.Restricted, p.Label().Level, "the high-water mark of its parts")
	require.Equal(t, client1, p.Label().Subject)
	spec.Confidentiality, spec.RaiseConfidentiality = confidential.Unrestricted, true
	require.Equal(t, confidential.Restricted, newPlan(t, spec).Label().Level, "raising never lowers")

	secret := confidential.LabelFor(confidential.TreatmentPlan, client1)
	secret.Level, secret.Never = confidential.VeryRestricted, []confidential.ID{confidential.MustID("relative-1")}
	amended, err := p.Amend(revise(2, "x"), func(s *therapy.PlanSpec) { s.Goals[0].Statement = confidential.Seal("made up", secret) })
	require.NoError(t, err)
	after, err := amended.Amend(revise(3, "x"), func(s *therapy.PlanSpec) { s.Goals[0].Statement = words("milder") })
	require.NoError(t, err)
	require.Equal(t, confidential.VeryRestricted, after.Label().Level, "what stands in the history counts")
	require.Equal(t, secret.Never, after.Label().Never)
	require.Equal(t, confidential.VeryRestricted, therapy.Plan{}.Label().Level)

	plain := therapy.PlanSpec{ID: plan1, Author: therapist, Created: moment(1), Clients: []confidential.ID{client1}, Status: therapy.PlanDraft}
	require.True(t, confidential.LabelFor(confidential.TreatmentPlan, client1).Equal(newPlan(t, plain).Label()), "a plan without prose is a plan still")
	plain.Clients = append(plain.Clients, client2)
	require.Equal(t, []confidential.ID{client2}, newPlan(t, plain).Label().About)
}

func TestPlanAmendRefuses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		edit func(*therapy.PlanSpec)
		want string
	}{
		{"identity", func(s *therapy.PlanSpec) { s.Author = colleague }, "/id plan-identity"},
		{"clients", func(s *therapy.PlanSpec) {
			s.Clients = append(s.Clients, client2)
			s.Strands[0].Sharing, s.Strands[1].Sharing = nil, nil
		}, "/clients plan-clients-changed"},
		{"back to draft", func(s *therapy.PlanSpec) { s.Status = therapy.PlanDraft }, "/status plan-transition"},
		{"goal removed", func(s *therapy.PlanSpec) { s.Goals = s.Goals[:2]; s.Goals[1].Supersedes = "" }, "/goals goal-removed"},
		{
			"goal back", func(s *therapy.PlanSpec) { s.Goals[0].Status, s.Goals[0].Achievement = therapy.GoalAccepted, 0 },
			"/goals/0/status goal-transition, /goals/0/achievement goal-achievement-removed",
		},
		{"observation removed", func(s *therapy.PlanSpec) { s.Goals[0].Progress = s.Goals[0].Progress[:1] }, "/goals/0/progress progress-removed"},
		{"scale removed", func(s *therapy.PlanSpec) { s.Goals[0].Scale = therapy.AttainmentScale{} }, "/goals/0/scale scale-removed"},
		{"strand removed", func(s *therapy.PlanSpec) { s.Strands = s.Strands[:2] }, "/strands strand-removed"},
		{"strand of another modality", func(s *therapy.PlanSpec) { s.Strands[0].Modality = "couple" }, "/strands/0/modality strand-modality"},
		{
			"strand reopened", func(s *therapy.PlanSpec) { s.Strands[2].Ended, s.Strands[2].EndReason = therapy.Date{}, "" },
			"/strands/2/therapists strand-therapists, /strands/2/schedule strand-schedule, /strands/2/ended strand-reopened",
		},
		{"issue removed", func(s *therapy.PlanSpec) { s.Issues, s.Goals[0].Issues = nil, nil }, "/issues issue-removed"},
		{"review removed", func(s *therapy.PlanSpec) { s.Reviews = nil }, "/reviews review-removed"},
		{"answer changed", func(s *therapy.PlanSpec) { s.Answers[0].Agreement = therapy.Disagreed }, "/answers answer-removed"},
		{"void, used", func(s *therapy.PlanSpec) { s.Goals[2].Status = therapy.GoalEnteredInError }, "/goals/2/status goal-transition"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := newPlan(t, fullPlan())
			_, err := p.Amend(therapy.RevisionSpec{Author: therapist, At: moment(30), Reason: "x", Unused: true}, tt.edit)
			require.Equal(t, tt.want, rules(err))
			require.Equal(t, 1, p.Revision().Number)
		})
	}
}

// TestPlanTransitions makes every transition of plans and goals through Amend, with
// and without the author's word that nothing was done.
func TestPlanTransitions(t *testing.T) {
	t.Parallel()
	bare := func() therapy.PlanSpec {
		s := fullPlan()
		s.Reviews, s.Goals[0].Progress, s.Goals[0].Achievement, s.Goals[1].Supersedes = nil, nil, 0, ""
		s.Reason, s.Goals[0].Reason = "x", "x"
		return s
	}
	for _, unused := range []bool{false, true} {
		rev := revise(30, "x")
		rev.Unused = unused
		for from := therapy.PlanDraft; from <= therapy.PlanUnknown; from++ {
			for to := therapy.PlanDraft; to <= therapy.PlanUnknown; to++ {
				spec := bare()
				spec.Status = from
				_, err := newPlan(t, spec).Amend(rev, func(s *therapy.PlanSpec) { s.Status = to })
				require.Equal(t, from.To(to).Permits(unused), err == nil, "%v to %v: %v", from, to, err)
			}
		}
		achievement := func(s therapy.GoalStatus) therapy.Achievement {
			if s == therapy.GoalCompleted {
				return therapy.Achieved
			}
			return 0
		}
		for from := therapy.GoalProposed; from <= therapy.GoalRejected; from++ {
			for to := therapy.GoalProposed; to <= therapy.GoalRejected; to++ {
				spec := bare()
				spec.Goals[0].Status, spec.Goals[0].Achievement = from, achievement(from)
				_, err := newPlan(t, spec).Amend(rev, func(s *therapy.PlanSpec) {
					s.Goals[0].Status = to
					if to.Allows(therapy.Achieved) && from == therapy.GoalCompleted || to == therapy.GoalCompleted {
						s.Goals[0].Achievement = therapy.Achieved
					} else {
						s.Goals[0].Achievement = 0
					}
				})
				require.Equal(t, from.To(to).Permits(unused), err == nil, "%v to %v: %v", from, to, err)
			}
		}
	}
	used := bare()
	used.Status, used.Reviews = therapy.PlanCompleted, fullPlan().Reviews
	_, err := newPlan(t, used).Amend(therapy.RevisionSpec{Author: therapist, At: moment(30), Reason: "x", Unused: true}, func(s *therapy.PlanSpec) {
		s.Status = therapy.PlanEnteredInError
	})
	require.Equal(t, "/status plan-transition", rules(err), "a plan that was reviewed was used, whatever anybody says")
}

// course is a plan with a history of five revisions.
func course(tb testing.TB) []therapy.Plan {
	tb.Helper()
	plans := []therapy.Plan{newPlan(tb, fullPlan())}
	for i, edit := range []func(*therapy.PlanSpec){
		func(s *therapy.PlanSpec) {
			s.Goals[0].Progress = append(s.Goals[0].Progress, therapy.Observation{At: moment(22), Measure: "phq-9", Value: 9})
			s.Goals[0].Achievement = therapy.Achieved
		},
		func(s *therapy.PlanSpec) {
			s.Goals[0].Status = therapy.GoalCompleted
			s.Reviews = append(s.Reviews, therapy.PlanReview{On: therapy.MustDate(2026, 3, 1), By: []confidential.ID{therapist}, Outcome: therapy.ReasonProgress})
			s.NextReview = therapy.Date{}
			s.Strands[0].Ended, s.Strands[0].EndReason = therapy.MustDate(2026, 3, 2), therapy.ReasonCompleted
		},
		func(s *therapy.PlanSpec) {
			s.Goals[1].Status, s.Goals[1].Reason = therapy.GoalOnHold, therapy.ReasonLifeEvent
		},
		func(s *therapy.PlanSpec) {
			s.Status, s.Reason, s.Goals[1].Status = therapy.PlanRevoked, therapy.ReasonMoved, therapy.GoalCancelled
		},
	} {
		p, err := plans[len(plans)-1].Amend(revise(30+i, therapy.ReasonReview), edit)
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
		require.True(t, then.Equal(p), "the revision is what stood then")
		require.Empty(t, therapy.Diff(then, p))
		if i > 0 {
			then, ok = last.At(moment(29 + i))
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
	for _, c := range therapy.Diff(plans[0], plans[4]) {
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
	require.Empty(t, therapy.Diff(a, newPlan(t, other)), "order is no difference")
	require.NotEmpty(t, therapy.Diff(a, newPlan(t, fullPlan())), "sealed anew is not the same sealed value")

	other = a.Spec()
	other.Goals[0].Targets[0].Value = 5
	other.Goals[0].Importance = therapy.MustRating(0)
	other.Goals[0].Scale.Levels[2] = words("other")
	other.Goals[0].Barriers = nil
	other.Issues[0].Statement = confidential.Value[string]{}
	other.Strands[0].Schedule = therapy.MustSchedule(weekly("UTC", therapy.MustDate(2026, 1, 5), 9, 0, 6))
	other.Strands[0].Techniques = []therapy.Technique{"cbt", "mindfulness"}
	other.Strands[1].Sharing[0].Kinds = nil
	other.Culture = words("other")
	other.Answers = append(other.Answers, therapy.Answer{Client: client1, Goal: "mood", Agreement: therapy.Disagreed, On: therapy.MustDate(2026, 2, 1)})
	other.RaiseConfidentiality = false
	other.Choice.At = moment(2)
	other.ReviewEvery = 28
	got = nil
	for _, c := range therapy.Diff(a, newPlan(t, other)) {
		got = append(got, c.Words)
	}
	want = []string{
		"choice: at changed from 2026-01-01T12:00:00Z to 2026-01-02T12:00:00Z",
		"answer disagree by client-1 added",
		"issue low-mood: statement removed",
		"culture changed",
		"goal mood: target (phq-9 below 5 by 2026-06-01) added",
		"goal mood: target (phq-9 below 10 by 2026-06-01) removed",
		"goal mood, scale: level added",
		"goal mood, scale: level removed",
		"goal mood: importance changed from 9 to 0",
		"goal mood: barrier shift-work removed",
		"strand individual: technique mindfulness added",
		"strand individual: technique behavioural-activation removed",
		"strand individual: schedule changed from regular, every week at 18:00 (Europe/London), 50 minutes, 12 sessions, from 2026-01-05 to " +
			"regular, every week at 09:00 (UTC), 50 minutes, 6 sessions, from 2026-01-05",
		"strand skills-group: sharing with individual added",
		"strand skills-group: sharing with individual removed",
		"review every changed from 42 to 28",
		"raise confidentiality cleared, was yes",
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
		edit func(*therapy.PlanSpec)
		on   therapy.Date
		want string
	}{
		{"nothing", func(*therapy.PlanSpec) {}, on, ""},
		{"not in force", func(s *therapy.PlanSpec) { s.Status, s.Strands[0].Goals = therapy.PlanOnHold, nil }, on, ""},
		{"unserved", func(s *therapy.PlanSpec) { s.Strands[0].Goals = nil }, on, "/strands/individual strand-serves-nothing, /goals/mood goal-unserved"},
		{"served by what has ended", func(s *therapy.PlanSpec) {
			s.Strands[0].Goals, s.Strands[2].Goals = []therapy.GoalID{"old-one"}, []therapy.GoalID{"mood"}
		}, on, "/strands/individual strand-serves-nothing, /goals/mood goal-unserved"},
		{"nothing agreed", func(s *therapy.PlanSpec) { s.Strands[0].Sharing = nil }, on, "/strands/individual strand-not-told"},
		{"target overdue", func(*therapy.PlanSpec) {}, therapy.MustDate(2026, 6, 2), "/goals/mood goal-overdue, /nextReview review-overdue"},
		{
			"target overdue, reached", func(s *therapy.PlanSpec) {
				s.Goals[0].Achievement, s.NextReview, s.ReviewEvery = therapy.Sustaining, therapy.Date{}, 0
			},
			therapy.MustDate(2026, 6, 2), "",
		},
		{"unmeasured", func(s *therapy.PlanSpec) { s.Goals[1].Targets = nil }, on, "/goals/assertion goal-unmeasured"},
		{"review by cycle", func(s *therapy.PlanSpec) { s.NextReview = therapy.Date{} }, therapy.MustDate(2026, 3, 4), "/nextReview review-overdue"},
		{"review by cycle, not yet", func(s *therapy.PlanSpec) { s.NextReview = therapy.Date{} }, therapy.MustDate(2026, 3, 3), ""},
		{"review since creation", func(s *therapy.PlanSpec) { s.NextReview, s.Reviews, s.From = therapy.Date{}, nil, therapy.Date{} }, therapy.MustDate(2026, 2, 13), "/nextReview review-overdue"},
		{"disagrees", func(s *therapy.PlanSpec) {
			s.Answers = append(s.Answers, therapy.Answer{Client: client1, Goal: "mood", Agreement: therapy.Disagreed, On: on},
				therapy.Answer{Client: client1, Strand: "skills-group", Agreement: therapy.Disagreed, On: on})
		}, on, "/strands/skills-group strand-agreed-not, /goals/mood goal-agreed-not"},
		{"pending", func(s *therapy.PlanSpec) {
			s.Answers = []therapy.Answer{{Client: client1, Agreement: therapy.AgreementPending}}
		}, on, "/answers plan-agreed-not"},
		{"not asked", func(s *therapy.PlanSpec) { s.Answers = nil }, on, "/answers plan-agreed-not"},
		{"changed their mind on the same day", func(s *therapy.PlanSpec) {
			withdrawn := s.Answers[0]
			withdrawn.Agreement = therapy.Disagreed
			s.Answers = append(s.Answers, withdrawn)
		}, on, "/answers plan-agreed-not"},
		{"came round", func(s *therapy.PlanSpec) {
			s.Answers[0].Agreement = therapy.Disagreed
			s.Answers = append(s.Answers, therapy.Answer{Client: client1, Agreement: therapy.Agreed, On: on})
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
	require.True(t, therapy.Choice{}.IsZero())
	require.Equal(t, "choice-missing", rules(therapy.Choice{}.Validate()))
	good := therapy.Choice{Modalities: []therapy.Modality{"group"}, Basis: therapy.BasisNone, By: therapist, At: moment(1)}
	require.NoError(t, good.Validate())
	require.False(t, good.Combined())
	bad := good
	bad.Digest, bad.Reason, bad.Outcome = "a b", "No Reason", "Not A Code"
	require.Equal(t, "/reason reason-name, /outcome choice-outcome, /digest choice-text, /basis choice-basis-none", rules(bad.Validate()))
	bad = good
	bad.Basis, bad.PolicyID, bad.PolicyVersion, bad.Digest = therapy.BasisRecommendation, "default", "1", strings.Repeat("x", 301)
	require.Equal(t, "/digest choice-text", rules(bad.Validate()))
	bad.Basis, bad.Digest = 0, ""
	require.Equal(t, "/basis choice-basis", rules(bad.Validate()))
}

func TestTarget(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		c                   therapy.Comparator
		below, equal, above bool
		lower               bool
		words               string
	}{
		{therapy.Below, true, false, false, true, "x below 5"},
		{therapy.AtMost, true, true, false, true, "x at most 5"},
		{therapy.AtLeast, false, true, true, false, "x at least 5"},
		{therapy.Above, false, false, true, false, "x above 5"},
		{0, false, false, false, false, "x Comparator(0) 5"},
		{9, false, false, false, false, "x Comparator(9) 5"},
	} {
		target := therapy.Target{Measure: "x", Compare: tt.c, Value: 5}
		require.Equal(t, []bool{tt.below, tt.equal, tt.above, false}, []bool{target.Met(4), target.Met(5), target.Met(6), target.Met(math.NaN())}, tt.words)
		require.Equal(t, tt.lower, tt.c.LowerIsBetter())
		require.Equal(t, tt.words, target.String())
	}
	require.Equal(t, "x (y) below 5.5 by 2026-01-01", therapy.Target{Measure: "x", Scale: "y", Compare: therapy.Below, Value: 5.5, Due: therapy.MustDate(2026, 1, 1)}.String())
}

func TestRating(t *testing.T) {
	t.Parallel()
	for n := range 11 {
		r := therapy.MustRating(n)
		got, ok := r.Value()
		require.True(t, ok)
		require.Equal(t, n, got)
		data, err := json.Marshal(r)
		require.NoError(t, err)
		var back therapy.Rating
		require.NoError(t, therapy.UnmarshalStrict(data, &back))
		require.Equal(t, r, back)
	}
	for _, bad := range []string{"-1", "11", "1.5", `"1"`} {
		r := therapy.MustRating(3)
		require.Error(t, therapy.UnmarshalStrict([]byte(bad), &r))
		require.Equal(t, therapy.MustRating(3), r)
	}
	r := therapy.MustRating(0)
	require.False(t, r.IsZero(), "0 is an answer")
	require.NoError(t, therapy.UnmarshalStrict([]byte("null"), &r))
	require.True(t, r.IsZero())
	require.Empty(t, r.String())
	_, ok := r.Value()
	require.False(t, ok)
	data, err := json.Marshal(r)
	require.NoError(t, err)
	require.Equal(t, "null", string(data))
	require.Panics(t, func() { therapy.MustRating(11) })
}

func TestRecordNames(t *testing.T) {
	t.Parallel()
	checkNames[therapy.Priority](t, 1, "high-priority", "medium-priority", "low-priority")
	checkNames[therapy.Scope](t, 1, "individual", "interpersonal", "shared")
	checkNames[therapy.Voice](t, 1, "client", "therapist", "together", "group", "family", "referrer")
	checkNames[therapy.Agreement](t, 1, "agree", "disagree", "pending")
	checkNames[therapy.Basis](t, 1, "recommendation", "override", "none")
	checkNames[therapy.Comparator](t, 1, "below", "at-most", "at-least", "above")
	checkNames[therapy.Delivery](t, 1, "in-person", "remote", "hybrid")
	checkNames[therapy.StepKind](t, 1, "step-up", "step-down", "change-of-modality")
	checkNames[therapy.EndingKind](t, 1, "planned", "unplanned", "referred-on")
	require.True(t, therapy.Technique("cbt").Valid())
	require.False(t, therapy.Technique("C B T").Valid())
}

func BenchmarkAmendPlan(b *testing.B) {
	p := newPlan(b, manyGoals())
	rev := revise(2, therapy.ReasonReview)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := p.Amend(rev, func(s *therapy.PlanSpec) { s.Goals[7].Importance = therapy.MustRating(5) }); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkNewPlan(b *testing.B) {
	spec := manyGoals()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := therapy.NewPlan(spec); err != nil {
			b.Fatal(err)
		}
	}
}

// manyGoals is a plan with twenty goals.
func manyGoals() therapy.PlanSpec {
	spec := fullPlan()
	spec.Created = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := len(spec.Goals); i < 20; i++ {
		g := spec.Goals[0].Clone()
		g.ID = therapy.GoalID(fmt.Sprintf("goal-%d", i))
		spec.Goals = append(spec.Goals, g)
	}
	return spec
}
