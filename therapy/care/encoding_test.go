package care_test

import (
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/confidential/confidentialtest"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

// people are values of every type that can hold data about a person.
func people(tb testing.TB) []any {
	tb.Helper()
	plan, session, episode := newPlan(tb, fullPlan()), newSession(tb, groupMeeting()), newEpisode(tb, fullEpisode())
	g := fullPlan().Goals[0]
	judgement, err := care.Assess(g, nil, nhs(tb))
	require.NoError(tb, err)
	rev := correct(70)
	p := fullPlan()
	return []any{
		plan, session, episode, p, groupMeeting(), fullEpisode(), g, p.Strands[0], p.Issues[0], p.Barriers[0], p.Assessment, p.Choice, p.Responses[0],
		p.Reviews[0], g.Progress[0], g.Targets[0], g.Scale, p.Strands[0].Sharing[0], p.Strands[0].Therapists[0], groupMeeting().Attendees[0],
		groupMeeting().Attendees[0].Risk, groupMeeting().Shared,
		care.Signature{By: therapist, At: moment(1)},
		rev, rev.Correction(),
		fullEpisode().Referral, fullEpisode().Steps[0], fullEpisode().Ending, judgement, judgement.Targets[0], judgement.Targets[0].First,
		care.Attendance{Attended: 1},
		care.Dose{Delivered: 2},
		care.Change{Path: "/x", Words: "y"},
		care.Finding{Path: "/x", Rule: "y", Words: "z"},
		care.LifecycleChange{Path: "/status", From: "draft", To: "active", Revision: plan.Revision()},
		plan.Revision(),
	}
}

func TestNothingIsShownByAccident(t *testing.T) {
	t.Parallel()
	confidentialtest.CheckDisplay(t, people(t)...)
	confidentialtest.CheckListed(t, ".", people(t), map[string]string{
		"ClockTime": "a time of day", "Role": "a word", "GoalID": "an id", "PlanID": "an id", "SessionID": "an id", "EpisodeID": "an id", "AssessmentID": "an id",
		"GroupID": "an id", "DocumentID": "an id", "IssueID": "an id", "StrandID": "an id", "Technique": "a word", "Reason": "a word",
		"Rating": "a number", "Raised": "a word", "Schedule": "times, of nobody by themselves", "ScheduleSpec": "times", "Pause": "times", "DayTime": "times", "Meeting": "times",
	})
}

func TestEveryFieldHasAKind(t *testing.T) {
	t.Parallel()
	confidentialtest.CheckFields(t, fullPlan(), groupMeeting(), fullEpisode(), care.RevisionSpec{}, care.Revision{})
}

// bare is a copy of a value without its sealed parts. Encoding a sealed part is refused, with an
// error that names the function to call.
func bare(v reflect.Value) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	out.Set(v)
	switch {
	case v.Type() == reflect.TypeFor[confidential.Value[string]]():
		out.SetZero()
	case v.Kind() == reflect.Slice:
		out.SetZero()
		for i := range v.Len() {
			if x := bare(v.Index(i)); !x.IsZero() {
				out = reflect.Append(out, x)
			}
		}
	case v.Kind() == reflect.Struct && v.NumField() > 0:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				out.Field(i).Set(bare(v.Field(i)))
			}
		}
	}
	return out
}

func TestEverythingEncodesWhole(t *testing.T) {
	t.Parallel()
	values := people(t)
	for _, v := range values[3:] { // the three records refuse to be encoded
		values = append(values, bare(reflect.ValueOf(v)).Interface())
	}
	values = append(values,
		care.MustSchedule(weekly("UTC", therapy.MustDate(2026, 1, 5), 18, 0, 12)), weekly("UTC", therapy.MustDate(2026, 1, 5), 18, 0, 12),
		care.Meeting{On: therapy.MustDate(2026, 1, 5), At: care.MustClockTime(9, 0)}, care.DayTime{Day: care.Monday, At: care.MustClockTime(9, 0)},
		care.Pause{From: therapy.MustDate(2026, 1, 5), Until: therapy.MustDate(2026, 1, 6)}, care.MustClockTime(9, 0), care.MustRating(0),
		care.RaiseTo(confidential.VeryRestricted), care.Observation{At: moment(8), Measure: "phq-9", Value: 0, By: client1},
		care.PlanDraft, care.GoalActive, care.Achieved, care.SessionFinished, care.Attended, care.NoteFinal, care.TransitionSame, care.Agreed,
		care.HighPriority, care.ScopeShared, care.VoiceClient, care.Below, care.BasisNone, care.InPerson, care.StepUp, care.EndingPlanned, care.Weekly,
		care.Monday, care.ReasonMoved, care.RoleLead, care.PlanID("p-1"), care.SessionID("s-1"), care.EpisodeID("e-1"), care.AssessmentID("a-1"),
		care.GroupID("g-1"), care.DocumentID("d-1"), care.GoalID("g"), care.StrandID("s"), care.IssueID("i"), care.Technique("cbt"),
	)
	require.NoError(t, therapytest.Encodes(".", nil, values...))
}

// TestNotes covers the changes of a note.
func TestNotes(t *testing.T) {
	t.Parallel()
	note := func(text string, status care.NoteStatus, by confidential.PersonID) care.Note {
		n := care.Note{Status: status, By: by}
		if text != "" {
			n.Text = texts[text]
		}
		return n
	}
	for _, tt := range []struct {
		name        string
		before, now care.Note
		want        string
	}{
		{"drafted by another", note("a", care.NoteDraft, therapist), note("b", care.NoteDraft, colleague), ""},
		{"signed", note("a", care.NoteDraft, therapist), note("b", care.NoteFinal, therapist), ""},
		{"rewritten", note("a", care.NoteFinal, therapist), note("b", care.NoteFinal, therapist), "/shared/text note-final"},
		{"amended", note("a", care.NoteFinal, therapist), note("b", care.NoteAmended, therapist), ""},
		{"amended again", note("a", care.NoteAmended, therapist), note("b", care.NoteAmended, therapist), ""},
		{"amended under another name", note("a", care.NoteFinal, therapist), note("b", care.NoteAmended, colleague), "/shared/by note-author"},
		{"amended note of another", note("a", care.NoteAmended, therapist), note("a", care.NoteAmended, colleague), "/shared/by note-author"},
		{"in error, rewritten", note("a", care.NoteFinal, therapist), note("b", care.NoteEnteredInError, therapist), "/shared/text note-final"},
		{"in error", note("a", care.NoteAmended, therapist), note("a", care.NoteEnteredInError, therapist), ""},
		{"in error, and signed after all", note("a", care.NoteEnteredInError, therapist), note("a", care.NoteFinal, therapist), "/shared/text note-replaced"},
		{"the right one in its place", note("a", care.NoteEnteredInError, therapist), note("b", care.NoteFinal, colleague), ""},
		{"amended at once", care.Note{}, note("a", care.NoteAmended, therapist), "/shared/status note-transition"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			spec := groupMeeting()
			spec.Shared = tt.before
			s := newSession(t, spec)
			_, err := s.Amend(correct(9), func(s *care.SessionSpec) { s.Shared = tt.now })
			require.Equal(t, tt.want, rules(err))
		})
	}
}

var texts = map[string]confidential.Value[string]{
	"a": seal(confidential.GroupContent, "a"), "b": seal(confidential.GroupContent, "b"),
}

// TestSessionRefusesContradictions covers roles that exclude each other and durations that exceed
// others.
func TestSessionRefusesContradictions(t *testing.T) {
	t.Parallel()
	for want, edit := range map[string]func(*care.SessionSpec){
		"/leaders session-leaders":                     func(s *care.SessionSpec) { s.Leaders = []care.Therapist{{ID: therapist, Role: care.RoleObserver}} },
		"/shared/by note-by-client":                    func(s *care.SessionSpec) { s.Shared.By = client2 },
		"/attendees/0/progress/by note-by-client":      func(s *care.SessionSpec) { s.Attendees[0].Progress.By = client1 },
		"/shared/coSigned/0/by note-by-client":         func(s *care.SessionSpec) { s.Shared.CoSigned = []care.Signature{{By: client3, At: moment(9)}} },
		"/attendees/0/risk/by risk-by-client":          func(s *care.SessionSpec) { s.Attendees[0].Risk.By = client1 },
		"/attendees/1/minutes attendance-minutes-long": func(s *care.SessionSpec) { s.Attendees[1].Minutes = 91 },
		"/began session-ended-only":                    func(s *care.SessionSpec) { s.Ended = moment(8).Add(time.Hour) },
		"/ended session-ended":                         func(s *care.SessionSpec) { s.Began, s.Ended, s.Attendees[1].Minutes = moment(8), moment(8), 0 },
		"/ended session-ended-open": func(s *care.SessionSpec) {
			s.Status, s.Began, s.Ended = care.SessionInProgress, moment(8), moment(8).Add(2*time.Hour)
		},
		"/attendees/0/delivery attendee-delivery-hybrid": func(s *care.SessionSpec) { s.Attendees[0].Delivery = care.Remote },
		"/attendees/0/delivery attendee-delivery":        func(s *care.SessionSpec) { s.Attendees[0].Delivery = care.Hybrid },
		"/group id-form": func(s *care.SessionSpec) { s.Group = "group one" },
	} {
		spec := groupMeeting()
		edit(&spec)
		_, err := care.NewSession(spec)
		require.Equal(t, want, rules(err))
	}
	spec := groupMeeting()
	spec.Began, spec.Ended, spec.Attendees[1].Minutes = moment(8), moment(8).Add(100*time.Minute), 100
	s := newSession(t, spec)
	began, ended := s.Lasted()
	require.Equal(t, 100*time.Minute, ended.Sub(began))
}
