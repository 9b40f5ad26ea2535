package care_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// amendable states for every field of every record whether and how Amend may change it. The list is
// written by hand, so that a new field must be added here too.
const amendable = `
plan /id fixed
plan /author fixed
plan /created fixed
plan /clients fixed
plan /status status
plan /reason with-status
plan /from open
plan /until open
plan /issues kept
plan /issues/id fixed
plan /issues/concern fact
plan /issues/statement free
plan /issues/since free past
plan /issues/severity free
plan /assessment newer
plan /choice newer
plan /responses added
plan /culture free
plan /values free
plan /barriers kept
plan /barriers/kind fixed
plan /barriers/note free
plan /barriers/resolved free past
plan /goals kept
plan /goals/id fixed
plan /goals/statement open
plan /goals/expressedBy fact
plan /goals/priority open
plan /goals/scope open
plan /goals/for fact
plan /goals/status status
plan /goals/achievement stated
plan /goals/reason with-status
plan /goals/start fact
plan /goals/issues open
plan /goals/targets open
plan /goals/scale fact
plan /goals/importance open
plan /goals/confidence open
plan /goals/barriers kept
plan /goals/barriers/kind fixed
plan /goals/barriers/note free
plan /goals/barriers/resolved free past
plan /goals/progress added
plan /goals/supersedes fact
plan /strands kept
plan /strands/id fixed
plan /strands/modality fixed
plan /strands/programme open
plan /strands/group open
plan /strands/delivery open
plan /strands/therapists open
plan /strands/techniques open
plan /strands/schedule open
plan /strands/goals open
plan /strands/sharing open
plan /strands/from open
plan /strands/ended fact past
plan /strands/endReason fact
plan /strands/rationale open
plan /strands/error fact
plan /reviewEvery open
plan /nextReview open
plan /reviews added
plan /crisisPlan free
plan /confidentiality free
session /id fixed
session /author fixed
session /created fixed
session /status status
session /reason with-status
session /modality open
session /delivery open
session /plan open
session /strand open
session /group open
session /number open
session /start open
session /minutes open
session /began fact past
session /ended fact past
session /leaders open
session /shared note
session /attendees kept
session /attendees/client fixed
session /attendees/attendance status
session /attendees/reason with-status
session /attendees/minutes fact
session /attendees/delivery fact
session /attendees/plan fact
session /attendees/goals fact
session /attendees/measures added
session /attendees/progress note
session /attendees/process note
session /attendees/risk newer
session /attendees/error fact
episode /id fixed
episode /author fixed
episode /created fixed
episode /client fixed
episode /referral fact
episode /assessments added
episode /plans added
episode /sessions added
episode /measures added
episode /steps added
episode /ending fact
`

// rulesOf lists the rules in the tags of a structure, including those of the elements of lists with
// the rule "kept".
func rulesOf(t *testing.T, record, path string, typ reflect.Type) []string {
	t.Helper()
	var rules []string
	for f := range typ.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous || name == "" {
			continue
		}
		rule := strings.ReplaceAll(f.Tag.Get("amend"), ",", " ")
		require.NotEmpty(t, rule, "%s %s/%s says nothing", record, path, name)
		rules = append(rules, record+" "+path+"/"+name+" "+rule)
		if rule == "kept" {
			rules = append(rules, rulesOf(t, record, path+"/"+name, f.Type.Elem())...)
		}
	}
	return rules
}

func TestAmendable(t *testing.T) {
	t.Parallel()
	got := rulesOf(t, "plan", "", reflect.TypeFor[care.PlanSpec]())
	got = append(got, rulesOf(t, "session", "", reflect.TypeFor[care.SessionSpec]())...)
	got = append(got, rulesOf(t, "episode", "", reflect.TypeFor[care.EpisodeSpec]())...)
	if diff := cmp.Diff(strings.Split(strings.TrimSpace(amendable), "\n"), got); diff != "" {
		t.Errorf("(-table +tags):\n%s", diff)
	}
}

// faultsOf lists the rules that a change by the revision breaks.
func faultsOf[S any, R interface {
	Amend(rev care.RevisionSpec, change func(*S)) (R, error)
}](record R, rev care.RevisionSpec, change func(*S)) string {
	_, err := record.Amend(rev, change)
	return rules(err)
}

// TestAmendEveryFieldOfASession changes every field of a finished session, as an amendment
// and as a correction.
func TestAmendEveryFieldOfASession(t *testing.T) {
	t.Parallel()
	spec := groupMeeting()
	spec.Delivery, spec.Began, spec.Ended = care.Hybrid, moment(8), moment(8).Add(90*time.Minute)
	spec.Attendees[0].Delivery = care.InPerson
	s := newSession(t, spec)
	for _, tt := range []struct {
		name             string
		change           func(*care.SessionSpec)
		amended, righted string
	}{
		{"modality", func(s *care.SessionSpec) { s.Modality = "couple" }, "/modality amend-closed", ""},
		{"delivery", func(s *care.SessionSpec) { s.Delivery = care.InPerson }, "/delivery amend-closed", ""},
		{"group", func(s *care.SessionSpec) { s.Group = "group-9" }, "/group amend-closed", ""},
		{"number", func(s *care.SessionSpec) { s.Number = 9 }, "/number amend-closed", ""},
		{"start", func(s *care.SessionSpec) { s.Start = moment(7) }, "/start amend-closed", ""},
		{"minutes", func(s *care.SessionSpec) { s.Minutes = 100 }, "/minutes amend-closed", ""},
		{"began", func(s *care.SessionSpec) { s.Began = s.Began.Add(time.Minute) }, "/began amend-fact", ""},
		{"ended", func(s *care.SessionSpec) { s.Ended = s.Ended.Add(time.Minute) }, "/ended amend-fact", ""},
		{"leaders", func(s *care.SessionSpec) { s.Leaders = s.Leaders[:1] }, "/leaders amend-closed", ""},
		{"attendance", func(s *care.SessionSpec) { s.Attendees[2].Attendance = care.CancelledLate }, "", ""},
		{"attendance taken back", func(s *care.SessionSpec) { s.Attendees[2].Attendance = care.NotReported }, "/attendees/2/attendance amend-transition", ""},
		{"why somebody was late", func(s *care.SessionSpec) { s.Attendees[1].Reason = "illness" }, "/attendees/1/reason amend-reason", ""},
		{"how long they were there", func(s *care.SessionSpec) { s.Attendees[1].Minutes = 20 }, "/attendees/1/minutes amend-fact", ""},
		{"where they were", func(s *care.SessionSpec) { s.Attendees[0].Delivery = care.Remote }, "/attendees/0/delivery amend-fact", ""},
		{"their plan", func(s *care.SessionSpec) { s.Attendees[0].Plan = "plan-2" }, "/attendees/0/plan amend-fact", ""},
		{"their goals", func(s *care.SessionSpec) { s.Attendees[0].Goals = nil }, "/attendees/0/goals amend-fact", ""},
		{"a measure removed", func(s *care.SessionSpec) { s.Attendees[0].Measures = nil }, "/attendees/0/measures amend-removed", "/attendees/0/measures amend-removed"},
		{"a measure rewritten", func(s *care.SessionSpec) { s.Attendees[0].Measures[0].Value = 3 }, "/attendees/0/measures amend-removed", "/attendees/0/measures amend-removed"},
		{"a measure marked", func(s *care.SessionSpec) { s.Attendees[0].Measures[0].Error = correct(9).Correction() }, "", ""},
		{"a measure added", func(s *care.SessionSpec) {
			s.Attendees[0].Measures = append(s.Attendees[0].Measures, care.Observation{At: moment(9), Measure: "gad-7", Value: 3})
		}, "", ""},
		{"a risk note removed", func(s *care.SessionSpec) { s.Attendees[0].Risk = care.RiskNote{} }, "/attendees/0/risk amend-older", ""},
		{"a risk note rewritten", func(s *care.SessionSpec) { s.Attendees[0].Risk.Concern = therapy.False }, "/attendees/0/risk amend-older", ""},
		{"a later risk note", func(s *care.SessionSpec) {
			s.Attendees[0].Risk.Concern, s.Attendees[0].Risk.At = therapy.False, moment(9)
		}, "", ""},
		{"the shared note rewritten", func(s *care.SessionSpec) { s.Shared.Text = sealedWords("other") }, "/shared/text note-final", "/shared/text note-final"},
		{"the shared note's author", func(s *care.SessionSpec) { s.Shared.By = colleague }, "/shared/by note-author", "/shared/by note-author"},
		{"the shared note amended by another", func(s *care.SessionSpec) {
			s.Shared.Text, s.Shared.Status, s.Shared.By = sealedWords("other"), care.NoteAmended, colleague
		}, "/shared/by note-author", "/shared/by note-author"},
		{"the shared note entered in error", func(s *care.SessionSpec) { s.Shared.Status = care.NoteEnteredInError }, "", ""},
		{"somebody who was there taken out", func(s *care.SessionSpec) { s.Attendees = s.Attendees[:2] }, "/attendees amend-removed", "/attendees amend-removed"},
		{"somebody marked", func(s *care.SessionSpec) { s.Attendees[2].Error = correct(9).Correction() }, "", ""},
		{"the whole entered in error", func(s *care.SessionSpec) { s.Status, s.Reason = care.SessionEnteredInError, care.ReasonWrongPerson }, "", ""},
		{"finished undone", func(s *care.SessionSpec) {
			s.Status, s.Began, s.Ended = care.SessionPlanned, time.Time{}, time.Time{}
			for i := range s.Attendees {
				s.Attendees[i].Attendance, s.Attendees[i].Minutes = care.NotReported, 0
			}
		}, "/status amend-transition, /began amend-fact, /ended amend-fact, /attendees/0/attendance amend-transition, " +
			"/attendees/1/attendance amend-transition, /attendees/1/minutes amend-fact, /attendees/2/attendance amend-transition", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.amended, faultsOf(s, revise(9, "x"), tt.change))
			require.Equal(t, tt.righted, faultsOf(s, correct(9), tt.change), "as a correction")
		})
	}
}

// TestAmendKeepsPastEntries checks that neither an amendment nor a correction can remove or rewrite a
// review, a response, an observation or a step.
func TestAmendKeepsPastEntries(t *testing.T) {
	t.Parallel()
	spec := fullPlan()
	second := care.PlanReview{On: therapy.MustDate(2026, 2, 5), By: []confidential.PersonID{therapist}, Outcome: care.ReasonNoProgress}
	spec.Reviews = append(spec.Reviews, second)
	p := newPlan(t, spec)
	for name, change := range map[string]func(*care.PlanSpec){
		"first review":        func(s *care.PlanSpec) { s.Reviews = s.Reviews[1:] },
		"second review":       func(s *care.PlanSpec) { s.Reviews = s.Reviews[:1] },
		"outcome of a review": func(s *care.PlanSpec) { s.Reviews[0].Outcome = care.ReasonRecovered },
		"who reviewed":        func(s *care.PlanSpec) { s.Reviews[0].By = s.Reviews[0].By[:1] },
		"day of a review":     func(s *care.PlanSpec) { s.Reviews[1].On = therapy.MustDate(2026, 2, 4) },
		"order of reviews":    func(s *care.PlanSpec) { slices.Reverse(s.Reviews) },
	} {
		for _, rev := range []care.RevisionSpec{revise(70, "x"), correct(70)} {
			require.Contains(t, faultsOf(p, rev, change), "/reviews amend-removed", name)
		}
	}
	rev := correct(70)
	q, err := p.Amend(rev, func(s *care.PlanSpec) { s.Reviews[1].Error = rev.Correction() })
	require.NoError(t, err)
	require.Equal(t, "/reviews amend-removed", faultsOf(q, correct(71), func(s *care.PlanSpec) { s.Reviews[1].Error = care.Correction{} }), "a mark as an error cannot be removed")
	later := slices.Collect(q.Findings(therapy.MustDate(2026, 3, 10)))
	require.Contains(t, later[len(later)-1].Rule, "review-overdue", "a review entered in error does not count")

	said := func(s *care.PlanSpec) { s.Responses[0].Agreement = care.Disagreed }
	require.Equal(t, "/responses amend-removed", faultsOf(p, correct(70), said))
	q, err = p.Amend(rev, func(s *care.PlanSpec) { s.Responses[0].Error = rev.Correction() })
	require.NoError(t, err)
	require.Contains(t, slices.Collect(q.Findings(therapy.MustDate(2026, 2, 1)))[0].Rule, "plan-not-agreed", "there is no agreement to the whole plan")

	require.Equal(t, "/assessment plan-assessment, /assessment amend-older", faultsOf(p, revise(70, "x"), func(s *care.PlanSpec) { s.Assessment = care.AssessmentRef{} }))
	completed := func(s *care.PlanSpec) { s.Status, s.Assessment = care.PlanCompleted, care.AssessmentRef{} }
	require.Contains(t, faultsOf(p, revise(70, "x"), completed), "/assessment plan-assessment", "a completed plan needs an assessment")

	e := newEpisode(t, fullEpisode())
	require.Equal(t, "/steps amend-removed", faultsOf(e, correct(110), func(s *care.EpisodeSpec) { s.Steps[0].Kind = care.StepDown }))
	require.Empty(t, faultsOf(e, correct(110), func(s *care.EpisodeSpec) { s.Sessions = nil }), "a correction can remove another client's session")
	require.Empty(t, faultsOf(e, correct(110), func(s *care.EpisodeSpec) { s.Ending = care.Ending{} }), "and an ending")
}

// TestPastEventsAreNotInTheFuture sets every day and time of a past event to one after the revision
// that enters it.
func TestPastEventsAreNotInTheFuture(t *testing.T) {
	t.Parallel()
	late, lateDay := moment(400), therapy.MustDate(2062, 1, 1)
	for name, edit := range map[string]func(*care.PlanSpec){
		"/issues/0/since":        func(s *care.PlanSpec) { s.Issues[0].Since = lateDay },
		"/assessment/on":         func(s *care.PlanSpec) { s.Assessment.On = lateDay },
		"/choice/at":             func(s *care.PlanSpec) { s.Choice.At = late },
		"/responses/0/on":        func(s *care.PlanSpec) { s.Responses[0].On = lateDay },
		"/barriers/0/resolved":   func(s *care.PlanSpec) { s.Barriers[0].Resolved = lateDay },
		"/goals/0/progress/0/at": func(s *care.PlanSpec) { s.Goals[0].Progress[0].At = late },
		"/goals/0/progress/0/error/at": func(s *care.PlanSpec) {
			s.Goals[0].Progress[0].Error = care.Correction{By: therapist, At: late, Reason: "x"}
		},
		"/strands/2/ended":        func(s *care.PlanSpec) { s.Strands[2].Ended = lateDay },
		"/strands/0/sharing/0/on": func(s *care.PlanSpec) { s.Strands[0].Sharing[0].On = lateDay },
		"/reviews/0/on":           func(s *care.PlanSpec) { s.Reviews[0].On = lateDay },
	} {
		spec := fullPlan()
		edit(&spec)
		_, err := care.NewPlan(spec)
		require.Equal(t, name+" time-future", rules(err))
	}
	for name, edit := range map[string]func(*care.SessionSpec){
		"/start session-future":                     func(s *care.SessionSpec) { s.Start = late },
		"/attendees/0/measures/0/at time-future":    func(s *care.SessionSpec) { s.Attendees[0].Measures[0].At = late },
		"/attendees/0/risk/at time-future":          func(s *care.SessionSpec) { s.Attendees[0].Risk.At = late },
		"/began time-future, /start session-future": func(s *care.SessionSpec) { s.Began = late },
		"/shared/coSigned/0/at time-future":         func(s *care.SessionSpec) { s.Shared.CoSigned = []care.Signature{{By: colleague, At: late}} },
	} {
		spec := groupMeeting()
		edit(&spec)
		_, err := care.NewSession(spec)
		require.Equal(t, name, rules(err))
	}
	nobody := oneToOne()
	nobody.Status, nobody.Reason, nobody.Created = care.SessionCancelled, care.ReasonNoShow, moment(9)
	nobody.Attendees[0].Attendance = care.DidNotAttend
	for start, want := range map[time.Time]string{moment(8): "", late: "/start session-future"} {
		nobody.Start = start
		_, err := care.NewSession(nobody)
		require.Equal(t, want, rules(err), "nobody can have missed a session that has not begun")
	}
	for name, edit := range map[string]func(*care.EpisodeSpec){
		"/referral/on time-future, /ending/on": func(s *care.EpisodeSpec) { s.Referral.On, s.Ending.On = lateDay, lateDay },
		"/assessments/0/on":                    func(s *care.EpisodeSpec) { s.Assessments[0].On = lateDay },
		"/measures/0/at":                       func(s *care.EpisodeSpec) { s.Measures[0].At = late },
		"/ending/on":                           func(s *care.EpisodeSpec) { s.Ending.On = lateDay },
	} {
		spec := fullEpisode()
		edit(&spec)
		_, err := care.NewEpisode(spec)
		require.Equal(t, name+" time-future", rules(err))
	}
	spec := fullPlan()
	spec.Created = moment(1)
	_, err := care.NewPlan(spec)
	require.Error(t, err)
	taken, err := care.TakeOverPlan(spec, revise(40, "taken-over"))
	require.NoError(t, err, "a later revision can take over events from another system")
	require.Equal(t, moment(1), taken.Spec().Created)
	_, err = care.TakeOverPlan(fullPlan(), revise(2, "taken-over"))
	require.Contains(t, rules(err), "/revision/at revision-before-previous")
}

// TestReopening reopens a session, a plan, a goal, a strand and an episode that were closed by
// mistake, each by a correcting revision that stays on record.
func TestReopening(t *testing.T) {
	t.Parallel()
	closed, err := newPlan(t, fullPlan()).Amend(revise(70, care.ReasonCompleted), func(s *care.PlanSpec) {
		s.Status, s.Strands[0].Ended, s.Strands[0].EndReason = care.PlanCompleted, therapy.MustDate(2026, 3, 1), care.ReasonCompleted
		s.Goals[1].Status, s.Goals[1].Reason = care.GoalCancelled, care.ReasonMoved
	})
	require.NoError(t, err)
	open := func(s *care.PlanSpec) {
		s.Status, s.Strands[0].Ended, s.Strands[0].EndReason, s.Goals[1].Status = care.PlanActive, therapy.Date{}, "", care.GoalActive
	}
	_, err = closed.Amend(revise(71, "x"), open)
	require.Equal(t, "/status amend-transition, /goals/1/status amend-transition, /strands/0/ended amend-fact, /strands/0/endReason amend-fact", rules(err))
	reopened, err := closed.Amend(correct(71), open)
	require.NoError(t, err)
	require.True(t, reopened.Revision().Corrects, "the correction is on record")
	last := slices.Collect(reopened.Lifecycle())
	require.True(t, last[len(last)-1].Revision.Corrects)
	then, _ := reopened.AsOf(2)
	require.Equal(t, care.PlanCompleted, then.Status(), "and so is the corrected state")
}
