package individual_test

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/individual"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/measure"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

// Everybody here is made up.
var (
	client1   = confidential.MustPersonID("client-1")
	client2   = confidential.MustPersonID("client-2")
	therapist = confidential.MustPersonID("therapist-1")
	plan1     = care.PlanID("plan-1")
)

func words(text string) confidential.Value[string] {
	return confidential.SealText(confidential.PersonalHistory, client1, text)
}

func moment(day int) time.Time {
	return time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC).AddDate(0, 0, day-1)
}

func placed(err error) string { return strings.Join(therapytest.Faults(err), ", ") }

// assessed is an assessment with every field filled in.
func assessed() individual.AssessmentSpec {
	return individual.AssessmentSpec{
		ID: care.AssessmentID("assessment-1"), Client: client1, By: therapist, On: therapy.MustDate(2026, 1, 1),
		Issues: []care.Issue{
			{ID: "low-mood", Concern: "depression", Statement: words("Down since the move.")},
			{ID: "worry", Concern: "generalised-anxiety-disorder"},
		},
		History: words("Two moves in one year."), Culture: words("Fasts in spring."), Values: words("Family first."), Strengths: words("Gets up early."),
		Measures: []care.Observation{
			{At: moment(1), Measure: "phq-9", Value: 16, Note: words("Filled in at home.")}, {At: moment(1), Measure: "gad-7", Value: 4}, {At: moment(1), Measure: "who-5", Value: 24},
		},
		Wants: []care.Technique{"counselling"}, Declines: []care.Technique{"psychodynamic"}, Delivery: care.Remote,
		Hopes: []individual.Hope{
			{
				Goal: "mood", Statement: words("Enjoy the evenings again."), Scope: care.ScopeIndividual, Issues: []care.IssueID{"low-mood"}, Measure: "phq-9",
				Importance: care.MustRating(9), Confidence: care.MustRating(4),
			},
			{Goal: "worry", Statement: words("Sleep without lists."), Scope: care.ScopeIndividual, Measure: "gad-7"},
			{Goal: "friends", Statement: words("Ring somebody up."), Scope: care.ScopeInterpersonal, Measure: "made-up"},
			{Goal: "well-being", Statement: words("Feel rested."), Scope: care.ScopeIndividual, Measure: "who-5"},
		},
		Barriers: []care.Barrier{{Kind: "transport", Note: words("No bus.")}},
		Risk:     care.RiskNote{Concern: therapy.False, By: therapist, At: moment(1), Actions: []string{"asked"}, Text: words("None now.")},
	}
}

func newAssessment(tb testing.TB, spec individual.AssessmentSpec) individual.Assessment {
	tb.Helper()
	a, err := individual.NewAssessment(spec)
	require.NoError(tb, err)
	return a
}

func TestNewAssessmentRefuses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		edit func(*individual.AssessmentSpec)
		want string
	}{
		{"nothing at all", func(s *individual.AssessmentSpec) { *s = individual.AssessmentSpec{} }, "/id id-missing, /client id-missing, /by id-missing, /on assessment-day, /issues assessment-issues"},
		{"issue", func(s *individual.AssessmentSpec) { s.Issues = append(s.Issues, s.Issues[0], care.Issue{}) }, "/issues/2/id issue-duplicate, /issues/3/id issue-id, /issues/3/concern issue-concern"},
		{"measure", func(s *individual.AssessmentSpec) { s.Measures[0] = care.Observation{} }, "/measures/0/at time-missing, /measures/0/measure measure-name"},
		{"techniques", func(s *individual.AssessmentSpec) {
			s.Wants, s.Declines = []care.Technique{"cbt", "C B T"}, []care.Technique{"cbt", ""}
		}, "/wants/1 technique-name, /declines/1 technique-name, /wants/0 technique-both"},
		{"delivery", func(s *individual.AssessmentSpec) { s.Delivery = 9 }, "/delivery assessment-delivery"},
		{"hope", func(s *individual.AssessmentSpec) {
			s.Hopes = []individual.Hope{s.Hopes[0], s.Hopes[0], {Measure: "A b", Issues: []care.IssueID{"x"}}}
		}, "/hopes/1/goal goal-duplicate, /hopes/2/goal goal-id, /hopes/2/statement goal-statement, /hopes/2/scope goal-scope, /hopes/2/issues/0 goal-issue, /hopes/2/measure measure-name"},
		{"barrier", func(s *individual.AssessmentSpec) { s.Barriers = append(s.Barriers, s.Barriers[0], care.Barrier{}) }, "/barriers/1/kind barrier-duplicate, /barriers/2/kind barrier-kind"},
		{"risk", func(s *individual.AssessmentSpec) { s.Risk.By = confidential.PersonID{} }, "/risk/by id-missing"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			spec := assessed()
			tt.edit(&spec)
			a, err := individual.NewAssessment(spec)
			require.Equal(t, tt.want, placed(err))
			require.True(t, a.IsZero())
		})
	}
}

func TestAssessment(t *testing.T) {
	t.Parallel()
	spec := assessed()
	a := newAssessment(t, spec)
	spec.Issues[0].ID, spec.Hopes[0].Issues[0], spec.Wants[0] = "x", "x", "x"
	inside := a.Spec()
	inside.Issues[0].ID, inside.Hopes[0].Issues[0], inside.Risk.Actions[0], inside.Measures[0].Value = "y", "y", "y", 0
	require.Equal(t, care.IssueID("low-mood"), a.Spec().Issues[0].ID, "the assessment copies its lists")
	require.Equal(t, care.IssueID("low-mood"), a.Spec().Hopes[0].Issues[0])
	require.Equal(t, "asked", a.Spec().Risk.Actions[0])
	require.Equal(t, care.AssessmentRef{ID: spec.ID, By: therapist, On: therapy.MustDate(2026, 1, 1)}, a.Ref())
	latest, ok := a.Latest("phq-9")
	require.True(t, ok)
	require.InDelta(t, 16, latest.Value, 0)
	require.Equal(t, confidential.PersonalHistory, a.Label().Kind)
	require.Equal(t, confidential.Restricted, a.Label().Level)
	strict := assessed()
	strict.Hopes[0].Statement = confidential.SealText(confidential.ProcessNote, client1, "made up")
	require.Equal(t, confidential.VeryRestricted, newAssessment(t, strict).Label().Level, "the high-water mark")
	_, err := json.Marshal(a)
	require.ErrorIs(t, err, confidential.ErrSealed)
	require.NotContains(t, fmt.Sprintf("%+v %#v", a, a), "evenings")
}

func TestTechniques(t *testing.T) {
	t.Parallel()
	known := map[string]bool{}
	for _, p := range individual.Descriptor().Programmes {
		known[p.ID] = true
	}
	var names []care.Technique
	for info := range individual.Techniques() {
		require.NoError(t, info.Validate(), info.Technique)
		names = append(names, info.Technique)
		for _, u := range info.Uses {
			require.True(t, u.Programme == "" || known[u.Programme], "%s: programme %s is in the descriptor", info.Technique, u.Programme)
		}
		got, ok := individual.Technique(info.Technique)
		require.True(t, ok)
		require.Equal(t, info, got)
		info.Uses, info.Sources[0].ID = nil, "x"
		again, _ := individual.Technique(info.Technique)
		require.NotEqual(t, "x", again.Sources[0].ID)
	}
	require.True(t, slices.IsSorted(names))
	for _, want := range []care.Technique{"cbt", "behavioural-activation", "exposure", "emdr", "interpersonal-therapy", "act", "psychodynamic", "counselling", "solution-focused", "mindfulness"} {
		require.Contains(t, names, want)
	}
	for range individual.Techniques() {
		break
	}
	_, ok := individual.Technique("x")
	require.False(t, ok)
	bad := individual.TechniqueInfo{Uses: []individual.Use{{Programme: "A"}, {Concern: "x", Standing: 1}, {Concern: "x", Standing: 1}}}
	require.Equal(t, "/technique technique-name, /name technique-title, /summary technique-summary, /sources sources-missing, /uses/0/concern issue-concern, "+
		"/uses/0/standing use-standing, /uses/0/programme programme-id, /uses/0/sources sources-missing, /uses/1/sources sources-missing, /uses/2/concern use-duplicate, "+
		"/uses/2/sources sources-missing", placed(bad.Validate()))
}

func TestStandingNames(t *testing.T) {
	t.Parallel()
	for i, name := range []string{"offered", "considered", "mentioned"} {
		s := individual.Standing(i + 1)
		text, err := s.MarshalText()
		require.NoError(t, err)
		require.Equal(t, name, string(text))
		var back individual.Standing
		require.NoError(t, back.UnmarshalText(text))
		require.Equal(t, s, back)
	}
	for _, bad := range []individual.Standing{0, 4} {
		_, err := bad.MarshalText()
		require.ErrorIs(t, err, therapy.ErrRange)
		require.Contains(t, bad.String(), "(")
	}
	var s individual.Standing
	require.ErrorIs(t, s.UnmarshalText([]byte("best")), therapy.ErrUnknown)
	require.Equal(t, "assessment", individual.FromAssessment.String())
	require.Equal(t, "OriginKind(0)", individual.OriginKind(0).String())
}

func TestMatchTechniques(t *testing.T) {
	t.Parallel()
	order := func(matches []individual.Match) (names []string) {
		for _, m := range matches {
			names = append(names, string(m.Technique.Technique))
		}
		return names
	}
	spec := assessed()
	matches, err := individual.MatchTechniques(newAssessment(t, spec))
	require.NoError(t, err)
	require.Equal(t, []string{"counselling", "cbt", "behavioural-activation", "applied-relaxation", "interpersonal-therapy"}, order(matches),
		"wanted, then offered for two issues, offered for one, considered by name; what is declined is out")
	require.True(t, matches[0].Wanted)
	require.Len(t, matches[1].For, 2)
	require.Equal(t, care.IssueID("low-mood"), matches[1].For[0].Issue)
	spec.Wants, spec.Declines = nil, nil
	matches, err = individual.MatchTechniques(newAssessment(t, spec))
	require.NoError(t, err)
	require.Equal(t, []string{"cbt", "behavioural-activation", "applied-relaxation", "counselling", "interpersonal-therapy", "psychodynamic"}, order(matches))
	mine := individual.TechniqueInfo{
		Technique: "made-up", Name: "Made up", Summary: "Made up.", Sources: therapy.MustCite("S5"),
		Uses: []individual.Use{{Concern: "depression", Standing: individual.Mentioned, Sources: therapy.MustCite("S5")}},
	}
	matches, err = individual.MatchTechniques(newAssessment(t, spec), mine)
	require.NoError(t, err)
	require.Equal(t, []string{"made-up"}, order(matches), "a custom list of techniques")
	_, err = individual.MatchTechniques(newAssessment(t, spec), individual.TechniqueInfo{})
	require.Contains(t, placed(err), "/techniques/0/name technique-title")
}

func chosen(modalities ...therapy.Modality) care.Choice {
	return care.Choice{Modalities: modalities, Basis: care.BasisNone, By: therapist, At: moment(2), Reason: care.ReasonPreference}
}

func drafted(tb testing.TB) individual.DraftSpec {
	tb.Helper()
	nhs, ok := measure.StandardSet(measure.SetNHS)
	require.True(tb, ok)
	return individual.DraftSpec{
		ID: plan1, Author: therapist, Created: moment(2), Therapist: therapist, From: therapy.MustDate(2026, 1, 5), Zone: "Europe/London", Thresholds: nhs,
	}
}

func TestDraftPlan(t *testing.T) {
	t.Parallel()
	spec := assessed()
	spec.Wants = nil
	d, err := individual.DraftPlan(newAssessment(t, spec), chosen("individual", "group"), drafted(t))
	require.NoError(t, err)
	p, err := care.NewPlan(d.Spec)
	require.NoError(t, err, "the proposal is accepted unchanged")
	require.Equal(t, care.PlanDraft, p.Status())
	require.True(t, p.Combined())

	mood, _ := p.Goal("mood")
	require.Equal(t, []care.Target{{Measure: "phq-9", Compare: care.Below, Value: 10}}, mood.Targets)
	worry, _ := p.Goal("worry")
	require.Empty(t, worry.Targets, "not a case, so there is no target")
	individually, _ := p.Strand("individual")
	require.Equal(t, []care.GoalID{"mood", "worry", "well-being"}, individually.Goals)
	require.Equal(t, []care.Technique{"cbt"}, individually.Techniques)
	require.Equal(t, "depression-cbt", individually.Programme)
	require.Equal(t, "flexible, 60 minutes, 5 to 20 sessions, from 2026-01-05", individually.Schedule.String())
	require.Equal(t, care.Remote, individually.Delivery)
	group, _ := p.Strand("group")
	require.Equal(t, []care.GoalID{"friends"}, group.Goals, "each strand has its own goals")
	require.Equal(t, []string{
		"/goals/1/targets", "/goals/2/targets", "/goals/3/targets", "/strands/0/therapists", "/strands/0/schedule", "/strands/0/sharing", "/strands/1/sharing", "/responses/0", "/reviewEvery",
	}, d.Open)

	// Every element that is filled in has an origin.
	filled(reflect.ValueOf(d.Spec), "", func(path string) {
		origin, ok := d.Origin(path)
		require.True(t, ok, "%s comes from nowhere", path)
		require.NotEmpty(t, origin.Words)
		require.NotContains(t, origin.Kind.String(), "(")
		for _, s := range origin.Sources {
			require.NoError(t, s.Validate(), path)
		}
	})
	origin, _ := d.Origin("/goals/0/targets/0/value")
	require.Equal(t, individual.FromThresholds, origin.Kind)
	require.NotEmpty(t, origin.Sources)
	_, ok := d.Origin("/crisisPlan")
	require.False(t, ok, "an element that is not proposed has no origin")
	_, ok = d.Origin("/goalsx")
	require.False(t, ok)
}

// filled calls visit with the path of every value that is not zero.
func filled(v reflect.Value, path string, visit func(string)) {
	switch {
	case v.IsZero():
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			filled(v.Index(i), path+"/"+strconv.Itoa(i), visit)
		}
	case v.Kind() == reflect.Struct && v.NumField() > 0 && v.Type().Field(0).IsExported():
		for i := range v.NumField() {
			name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
			filled(v.Field(i), path+"/"+name, visit)
		}
	default:
		visit(path)
	}
}

func TestDraftPlanLeavesOpen(t *testing.T) {
	t.Parallel()
	spec := individual.AssessmentSpec{
		ID: care.AssessmentID("assessment-1"), Client: client1, By: therapist, On: therapy.MustDate(2026, 1, 1),
		Issues: []care.Issue{{ID: "stranger", Concern: "something-else"}},
	}
	d, err := individual.DraftPlan(newAssessment(t, spec), chosen("individual"), individual.DraftSpec{ID: plan1, Author: therapist, Created: moment(2)})
	require.NoError(t, err)
	require.Equal(t, []string{
		"/goals", "/strands/0/delivery", "/strands/0/goals", "/strands/0/therapists", "/strands/0/techniques", "/strands/0/schedule", "/responses/0", "/reviewEvery",
	}, d.Open, "nothing is invented")
	require.Empty(t, d.Spec.Strands[0].Techniques)
	require.Empty(t, d.Matches)

	spec.Issues[0].Concern, spec.Wants = "depression", []care.Technique{"behavioural-activation"}
	spec.Hopes = []individual.Hope{{Goal: "mood", Statement: words("x"), Scope: care.ScopeIndividual, Measure: "who-5"}}
	spec.Measures = []care.Observation{{At: moment(1), Measure: "who-5", Value: 24}}
	authors, _ := measure.StandardSet(measure.SetAuthors)
	d, err = individual.DraftPlan(newAssessment(t, spec), chosen("individual"), individual.DraftSpec{ID: plan1, Author: therapist, Created: moment(2), Thresholds: authors})
	require.NoError(t, err)
	require.Equal(t, []care.Target{{Measure: "who-5", Compare: care.Above, Value: 50}}, d.Spec.Goals[0].Targets, "higher is better there, and a score at the threshold is a case")
	require.Contains(t, d.Open, "/strands/0/schedule", "without a programme there are no figures")
	origin, _ := d.Origin("/strands/0/techniques/0")
	require.Contains(t, origin.Words, "the person asks for it")

	spec.Measures[0].Value = 200
	_, err = individual.NewAssessment(spec)
	require.Equal(t, "/measures/0/value observation-range", placed(err), "an impossible total is refused when it is entered")
}

func TestDraftPlanRefuses(t *testing.T) {
	t.Parallel()
	_, err := individual.DraftPlan(individual.Assessment{}, care.Choice{}, individual.DraftSpec{})
	require.Equal(t, "/assessment draft-assessment, /choice choice-missing", placed(err))
	_, err = individual.DraftPlan(newAssessment(t, assessed()), chosen("individual"), individual.DraftSpec{})
	require.Equal(t, "/id id-missing, /author id-missing, /created time-missing", placed(err))
}

func coursePlan(tb testing.TB) care.Plan {
	tb.Helper()
	d, err := individual.DraftPlan(newAssessment(tb, assessed()), chosen("individual"), drafted(tb))
	require.NoError(tb, err)
	d.Spec.Status = care.PlanActive
	d.Spec.Strands[0].Schedule = care.MustSchedule(care.ScheduleSpec{
		Kind: therapy.ScheduleRegular, Zone: "UTC", From: therapy.MustDate(2026, 1, 5), Every: 1, Per: care.Weekly, At: care.MustClockTime(18, 0),
		Minutes: 50, Sessions: therapy.Range{Min: 12, Max: 12},
	})
	d.Spec.Strands[0].From = therapy.MustDate(2026, 1, 5)
	p, err := care.NewPlan(d.Spec)
	require.NoError(tb, err)
	p, err = individual.Adjust(p, "individual", care.RevisionSpec{Author: therapist, At: moment(20), Reason: care.ReasonFeedback}, func(s *care.ScheduleSpec) {
		s.Every = 2
	})
	require.NoError(tb, err)
	return p
}

func sessionSpec(day int) care.SessionSpec {
	return care.SessionSpec{
		ID: care.SessionID(fmt.Sprintf("session-%d", day)), Author: therapist, Created: moment(day), Status: care.SessionFinished, Modality: individual.Modality,
		Delivery: care.InPerson, Plan: plan1, Strand: "individual", Start: moment(day), Minutes: 50, Leaders: []care.Therapist{{ID: therapist, Role: care.RoleLead}},
		Attendees: []care.Attendee{{
			Client: client1, Attendance: care.Attended, Measures: []care.Observation{{At: moment(day), Measure: "phq-9", Value: float64(16 - day/7)}},
		}},
	}
}

func session(tb testing.TB, spec care.SessionSpec) care.Session {
	tb.Helper()
	s, err := care.NewSession(spec)
	require.NoError(tb, err)
	return s
}

func feedback() []individual.Feedback {
	return []individual.Feedback{
		{Sought: therapy.MustDate(2026, 2, 9), By: therapist, About: "pace", Given: therapy.MustDate(2026, 2, 9)},
		{Sought: therapy.MustDate(2026, 1, 19), By: therapist, About: "pace", Given: therapy.MustDate(2026, 1, 19), Rating: care.MustRating(4), Words: words("Too fast."), Revision: 2},
		{Sought: therapy.MustDate(2026, 1, 26), By: therapist, About: "approach", Given: therapy.MustDate(2026, 1, 26), Why: care.ReasonAgreed},
		{Sought: therapy.MustDate(2026, 2, 2), By: therapist, About: "approach"},
	}
}

func TestCourse(t *testing.T) {
	t.Parallel()
	p := coursePlan(t)
	error9 := sessionSpec(9)
	error9.Status, error9.Reason = care.SessionEnteredInError, care.ReasonCorrection
	c, err := individual.NewCourse(p, "individual", []care.Session{session(t, sessionSpec(19)), session(t, sessionSpec(5)), session(t, error9), session(t, sessionSpec(12))}, feedback())
	require.NoError(t, err)
	require.Equal(t, client1, c.Client())
	require.True(t, c.Plan().Equal(p))
	require.Equal(t, care.StrandID("individual"), c.Strand().ID)
	require.Len(t, slices.Collect(c.Sessions()), 4)
	require.Equal(t, 3, c.Attendance().Delivered())
	require.Equal(t, care.Dose{Delivered: 3, Planned: therapy.Range{Min: 12, Max: 12}}, c.Dose())
	var days []int
	for o := range c.Measures() {
		days = append(days, o.At.YearDay())
	}
	require.Equal(t, []int{5, 12, 19}, days, "in the order of time, without the error")
	var changed [][]care.Change
	for f := range c.Feedback() {
		changed = append(changed, c.Changed(f))
	}
	require.Len(t, changed, 4)
	require.Len(t, changed[0], 1)
	require.Equal(t, "/strands/individual/schedule", changed[0][0].Path)
	require.Contains(t, changed[0][0].Words, "every 2 weeks", "the change that followed")
	require.Empty(t, changed[1])
	var unsettled []therapy.Date
	for f := range c.Unsettled() {
		unsettled = append(unsettled, f.Sought)
	}
	require.Equal(t, []therapy.Date{therapy.MustDate(2026, 2, 9)}, unsettled)
	for range c.Unsettled() {
		break
	}
	require.False(t, c.FeedbackDue(therapy.MustDate(2026, 3, 9), 28))
	require.True(t, c.FeedbackDue(therapy.MustDate(2026, 3, 10), 28))
	next, ok := c.Next(moment(5), time.UTC)
	require.True(t, ok)
	require.Equal(t, "2026-01-05T18:00:00Z", next.Format(time.RFC3339))

	bare, err := individual.NewCourse(p, "individual", nil, nil)
	require.NoError(t, err)
	require.True(t, bare.FeedbackDue(therapy.MustDate(2026, 2, 3), 28), "counted from the first day of the strand")
	require.False(t, individual.Course{}.FeedbackDue(therapy.MustDate(2026, 2, 3), 28))
	withoutDay, err := p.Amend(care.RevisionSpec{Author: therapist, At: moment(30), Reason: "x"}, func(s *care.PlanSpec) { s.Strands[0].From = therapy.Date{} })
	require.NoError(t, err)
	bare, err = individual.NewCourse(withoutDay, "individual", []care.Session{session(t, sessionSpec(5))}, nil)
	require.NoError(t, err)
	require.True(t, bare.FeedbackDue(therapy.MustDate(2026, 2, 3), 28), "or from the first session")
}

func TestNewCourseRefuses(t *testing.T) {
	t.Parallel()
	two := sessionSpec(5)
	two.Attendees = append(two.Attendees, care.Attendee{Client: client2, Attendance: care.Attended})
	other := sessionSpec(6)
	other.Strand, other.Attendees[0].Client = "other", client2
	late := feedback()[1]
	late.Revision = 9
	_, err := individual.NewCourse(coursePlan(t), "individual", []care.Session{session(t, two), session(t, two), session(t, other)}, []individual.Feedback{{}, late})
	require.Equal(t, "/sessions/0/attendees session-size, /sessions/1/attendees session-size, /sessions/1/id course-session-duplicate, "+
		"/sessions/2/strand course-session-strand, /sessions/2/attendees course-session-client, /feedback/0/sought feedback-sought, /feedback/0/by id-missing, "+
		"/feedback/0/about feedback-about, /feedback/1/revision feedback-no-revision", placed(err))
	_, err = individual.NewCourse(care.Plan{}, "x", nil, nil)
	require.Equal(t, "/plan/clients course-client, /strand course-strand", placed(err))
	d, err := individual.DraftPlan(newAssessment(t, assessed()), chosen("group"), drafted(t))
	require.NoError(t, err)
	p, err := care.NewPlan(d.Spec)
	require.NoError(t, err)
	_, err = individual.NewCourse(p, "group", nil, nil)
	require.Equal(t, "/strand course-modality", placed(err))
	_, err = individual.Adjust(p, "group", care.RevisionSpec{}, nil)
	require.Equal(t, "/strand course-modality", placed(err))
}

func TestAdjustRefuses(t *testing.T) {
	t.Parallel()
	p := coursePlan(t)
	rev := care.RevisionSpec{Author: therapist, At: moment(30), Reason: care.ReasonFeedback}
	_, err := individual.Adjust(p, "x", rev, func(*care.ScheduleSpec) {})
	require.Equal(t, "/strand course-strand", placed(err))
	_, err = individual.Adjust(p, "individual", rev, nil)
	require.Equal(t, "amend-nothing", placed(err))
	_, err = individual.Adjust(p, "individual", rev, func(s *care.ScheduleSpec) { s.Minutes = 0 })
	require.Equal(t, "/schedule/minutes schedule-minutes", placed(err))
	_, err = individual.Adjust(p, "individual", care.RevisionSpec{}, func(s *care.ScheduleSpec) { s.Minutes = 60 })
	require.Contains(t, placed(err), "/revision/author id-missing")
}

func TestFeedback(t *testing.T) {
	t.Parallel()
	for _, f := range feedback() {
		require.NoError(t, f.Validate())
	}
	for _, tt := range []struct {
		edit func(*individual.Feedback)
		want string
	}{
		{func(f *individual.Feedback) { f.Given = therapy.MustDate(2026, 1, 1) }, "/given feedback-order"},
		{func(f *individual.Feedback) { f.Given = therapy.Date{} }, "/given feedback-given"},
		{func(f *individual.Feedback) { f.Revision = 1 }, "/revision feedback-revision"},
		{func(f *individual.Feedback) { f.Revision, f.Why = 0, "Not Now" }, "/why reason-name"},
		{func(f *individual.Feedback) { f.Why = "x" }, "/why feedback-both"},
	} {
		f := feedback()[1]
		tt.edit(&f)
		require.Equal(t, tt.want, placed(f.Validate()))
	}
	require.True(t, individual.Feedback{}.Settled(), "empty feedback needs no answer")
}

// TestDraftIsSealed checks that a draft contains none of the person's words unencrypted.
func TestDraftIsSealed(t *testing.T) {
	t.Parallel()
	d, err := individual.DraftPlan(newAssessment(t, assessed()), chosen("individual"), drafted(t))
	require.NoError(t, err)
	for _, secret := range []string{"evenings", "Fasts", "Family", "bus", "move"} {
		require.NotContains(t, fmt.Sprintf("%+v", d), secret)
	}
	gate := confidential.NewGate(confidential.DefaultTable(), confidential.AuditorFunc(func(context.Context, []confidential.Record) error { return nil }))
	text, err := d.Spec.Goals[0].Statement.Disclose(context.Background(), gate, confidential.Request{
		Recipient: therapist, Audience: confidential.TreatingTherapist, Purpose: confidential.Treatment, Treats: confidential.Treating(client1), At: moment(3),
	})
	require.NoError(t, err)
	require.Equal(t, "Enjoy the evenings again.", text)
}
