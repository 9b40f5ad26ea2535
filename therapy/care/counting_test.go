package care_test

import (
	"iter"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/measure"
	"github.com/therapykit/therapykit/therapy/words"
)

// TestCountedOnce checks that each session counts once, in its latest revision, however often and in
// whatever order it is passed.
func TestCountedOnce(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	var sessions []care.Session
	for day := 1; day <= 20; day++ {
		attendance := []care.AttendanceStatus{care.Attended, care.AttendedLate, care.DidNotAttend}[r.IntN(3)]
		s := sessionOf(t, day, care.SessionFinished, attendance, 0)
		sessions = append(sessions, s)
	}
	want := care.AttendanceOf(client1, slices.Values(sessions))
	require.Equal(t, 20, want.Expected())
	strand := care.Strand{ID: "individual"}
	dose := care.DoseOf(client1, plan1, strand, slices.Values(sessions))
	for range 50 {
		many := slices.Clone(sessions)
		for range r.IntN(40) {
			many = append(many, sessions[r.IntN(len(sessions))])
		}
		r.Shuffle(len(many), func(i, j int) { many[i], many[j] = many[j], many[i] })
		require.Equal(t, want, care.AttendanceOf(client1, slices.Values(many)))
		require.Equal(t, dose, care.DoseOf(client1, plan1, strand, slices.Values(many)))
	}
	attended := sessionOf(t, 21, care.SessionFinished, care.Attended, 0)
	righted, err := attended.Amend(correct(22), func(s *care.SessionSpec) { s.Status, s.Reason = care.SessionEnteredInError, care.ReasonWrongPerson })
	require.NoError(t, err)
	require.Zero(t, care.AttendanceOf(client1, slices.Values([]care.Session{righted, attended})), "only the latest revision counts, and it is an error")
}

// TestEnteredInErrorCountsNowhere marks an attendee, an observation and a session as errors, and
// checks all figures.
func TestEnteredInErrorCountsNowhere(t *testing.T) {
	t.Parallel()
	mark := care.Correction{By: therapist, At: moment(9), Reason: care.ReasonWrongPerson}
	spec := groupMeeting()
	spec.Attendees[0].Error = mark
	s := newSession(t, spec)
	require.Equal(t, 1, s.Present())
	require.Zero(t, care.AttendanceOf(client1, slices.Values([]care.Session{s})))
	p := newPlan(t, fullPlan())
	values := func(p care.Plan, sessions ...care.Session) (list []float64) {
		for o := range p.Progress("mood", slices.Values(sessions)) {
			list = append(list, o.Value)
		}
		return list
	}
	require.Equal(t, []float64{16, 15}, values(p, s), "an observation of the wrong person")
	require.Equal(t, []float64{16, 15}, values(p, newSession(t, groupMeeting())), "an observation that the plan contains too counts once")
	spec = groupMeeting()
	spec.Attendees[0].Measures[0].At = moment(9)
	require.Equal(t, []float64{16, 14, 15}, values(p, newSession(t, spec)), "found in the session")
	spec.Attendees[0].Measures[0].Error = mark
	require.Equal(t, []float64{16, 15}, values(p, newSession(t, spec)))

	plan := fullPlan()
	plan.Goals[0].Progress[0].Error = care.Correction{By: therapist, At: moment(16), Reason: care.ReasonTypingError}
	p = newPlan(t, plan)
	require.Equal(t, []float64{16}, values(p))
	g, _ := p.Goal("mood")
	latest, ok := g.Latest("phq-9", "")
	require.True(t, ok)
	require.InDelta(t, 16, latest.Value, 0)
	episode := fullEpisode()
	episode.Measures[1].Error = mark
	require.Len(t, slices.Collect(newEpisode(t, episode).Course("phq-9", "")), 1)
}

// TestNoShow covers a session that did not take place because no client came.
func TestNoShow(t *testing.T) {
	t.Parallel()
	s := sessionOf(t, 8, care.SessionFinished, care.DidNotAttend, 0)
	require.Equal(t, care.SessionCancelled, s.Status())
	require.Equal(t, care.Attendance{DidNotAttend: 1, Absences: 1, LongestAbsences: 1}, care.AttendanceOf(client1, slices.Values([]care.Session{s})))
	for name, edit := range map[string]func(*care.SessionSpec){
		"/status session-nobody-came": func(s *care.SessionSpec) {
			s.Status, s.Attendees[0].Attendance = care.SessionFinished, care.DidNotAttend
		},
		"/attendees/0/attendance attendance-before-session": func(s *care.SessionSpec) {
			s.Status, s.Reason, s.Attendees[0].Attendance = care.SessionCancelled, care.ReasonIllness, care.DidNotAttend
		},
	} {
		spec := oneToOne()
		spec.Created = moment(9)
		edit(&spec)
		_, err := care.NewSession(spec)
		require.Equal(t, name, rules(err))
	}
	late := sessionOf(t, 9, care.SessionCancelled, care.CancelledLate, 0)
	sum := care.AttendanceOf(client1, slices.Values([]care.Session{s, late}))
	require.Equal(t, 1, sum.CancelledLate)
	require.Equal(t, 2, sum.Expected(), "a late cancellation counts as the client's")
	require.Equal(t, 2, sum.Absences)
}

func rulesFound(findings iter.Seq[care.Finding]) []string {
	var all []string
	for f := range findings {
		all = append(all, f.Path+" "+f.Rule)
	}
	return all
}

func TestSessionFindings(t *testing.T) {
	t.Parallel()
	at := func(id care.SessionID, start time.Time, edit func(*care.SessionSpec)) care.Session {
		spec := oneToOne()
		spec.ID, spec.Start, spec.Created = id, start, moment(9)
		if edit != nil {
			edit(&spec)
		}
		return newSession(t, spec)
	}
	other := func(s *care.SessionSpec) { s.Leaders[0].ID = colleague }
	a := at("a", moment(10), nil)
	for _, tt := range []struct {
		name string
		b    care.Session
		want []string
	}{
		{"at one moment", at("b", moment(10), nil), []string{"/sessions/b client-twice", "/sessions/b leader-twice"}},
		{"of another leader", at("b", moment(10), other), []string{"/sessions/b client-twice"}},
		{"overlapping", at("b", moment(10).Add(49*time.Minute), other), []string{"/sessions/b client-twice"}},
		{"one after the other", at("b", moment(10).Add(50*time.Minute), nil), nil},
		{"the same session twice", a, nil},
		{"cancelled", at("b", moment(10), func(s *care.SessionSpec) { s.Status, s.Reason = care.SessionCancelled, care.ReasonIllness }), nil},
		{"another client", at("b", moment(10), func(s *care.SessionSpec) { s.Attendees[0].Client, s.Leaders[0].ID = client2, colleague }), nil},
	} {
		for _, order := range [][]care.Session{{a, tt.b}, {tt.b, a}} {
			require.Equal(t, tt.want, rulesFound(care.SessionFindings(slices.Values(order))), tt.name)
		}
	}
	require.Equal(t, []string{"/status session-still-open"}, rulesFound(a.Findings(moment(11))))
	require.Empty(t, rulesFound(a.Findings(moment(10))))
	unreported := at("c", moment(8), func(s *care.SessionSpec) { s.Status = care.SessionFinished })
	require.Equal(t, []string{"/attendees/client-1/attendance attendance-not-reported"}, rulesFound(unreported.Findings(moment(9))))
	noShow := at("d", moment(8), func(s *care.SessionSpec) { s.Status, s.Reason = care.SessionCancelled, care.ReasonNoShow })
	require.Equal(t, []string{"/reason no-show-nobody-missed"}, rulesFound(noShow.Findings(moment(9))))
}

// TestContradictingEnds covers plans and episodes that have ended although a part has not.
func TestContradictingEnds(t *testing.T) {
	t.Parallel()
	spec := fullPlan()
	spec.Status = care.PlanCompleted
	over := newPlan(t, spec)
	require.Equal(t, []string{
		"/strands/individual strand-open-in-closed-plan", "/strands/skills-group strand-open-in-closed-plan",
		"/goals/mood goal-open-in-closed-plan", "/goals/assertion goal-open-in-closed-plan",
	}, rulesFound(over.Findings(therapy.MustDate(2026, 3, 1))))
	episode := fullEpisode()
	episode.Sessions = []care.SessionID{"session-1", "session-100"}
	e := newEpisode(t, episode)
	planned, late := oneToOne(), oneToOne()
	late.ID, late.Start, late.Created, late.Status = "session-100", moment(100), moment(101), care.SessionFinished
	sessions := []care.Session{newSession(t, planned), newSession(t, late)}
	require.Equal(t, []string{"/plans/plan-1 plan-open-after-ending", "/sessions/session-1 session-open-after-ending", "/sessions/session-100 session-after-ending"},
		rulesFound(e.Findings(slices.Values([]care.Plan{newPlan(t, fullPlan())}), slices.Values(sessions))))
	episode.Ending = care.Ending{}
	require.Equal(t, []string{"/sessions/session-1 session-open-in-closed-plan"},
		rulesFound(newEpisode(t, episode).Findings(slices.Values([]care.Plan{over}), slices.Values(sessions[:1]))))
}

// TestAssessByValuesAlone checks that the spelling of an id and the order of observations make no
// difference.
func TestAssessByValuesAlone(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 4))
	people := []confidential.PersonID{client1, therapist, colleague, confidential.MustPersonID("a-1"), confidential.MustPersonID("z-9")}
	for range 300 {
		g := fullPlan().Goals[0]
		g.Scale = care.AttainmentScale{}
		var first, second []care.Observation
		for i := range 1 + r.IntN(6) {
			o := care.Observation{At: moment(1 + r.IntN(3)), Measure: "phq-9", Value: float64(r.IntN(28))}
			o.By = people[i%len(people)]
			first = append(first, o)
			o.By = people[len(people)-1-i%len(people)]
			o.Session = "session-9"
			second = append(second, o)
		}
		r.Shuffle(len(second), func(i, j int) { second[i], second[j] = second[j], second[i] })
		a, err := care.Assess(g, slices.Values(first), nhs(t))
		require.NoError(t, err)
		b, err := care.Assess(g, slices.Values(second), nhs(t))
		require.NoError(t, err)
		require.Equal(t, a, b)
	}
}

// TestImpossibleValues tries values below and above the range of every built-in scale, both where
// they are entered and where they are judged, and targets that are always or never met.
func TestImpossibleValues(t *testing.T) {
	t.Parallel()
	for id, in := range measure.Standard().All() {
		if in.NoTotal {
			continue
		}
		low, high := in.Range()
		better, worse, lower := care.AtMost, care.AtLeast, true
		if in.Direction == measure.HigherBetter {
			better, worse, lower = care.AtLeast, care.AtMost, false
		}
		for _, v := range []float64{low - 1, high + 1} {
			o := care.Observation{At: moment(8), Measure: id, Value: v}
			require.Equal(t, "/value observation-range", rules(o.Validate()), id)
			spec := groupMeeting()
			spec.Attendees[0].Measures = []care.Observation{o}
			_, err := care.NewSession(spec)
			require.Equal(t, "/attendees/0/measures/0/value observation-range", rules(err), id)
			g := fullPlan().Goals[0]
			g.Scale, g.Targets = care.AttainmentScale{}, []care.Target{{Measure: id, Compare: better, Value: (low + high) / 2}}
			_, err = care.Assess(g, slices.Values([]care.Observation{o}))
			require.Equal(t, "/progress/0/value observation-range", rules(err), id)
		}
		o := care.Observation{At: moment(8), Measure: id, Value: low + 0.011}
		require.Equal(t, "/value observation-impossible", rules(o.Validate()), "%s: no answers give that", id)
		everybody, nobody := high, low-1
		if !lower {
			everybody, nobody = low, high+1
		}
		for _, tt := range []struct {
			target care.Target
			want   string
		}{
			{care.Target{Compare: better, Value: (low + high) / 2}, ""},
			{care.Target{Compare: better, Value: everybody}, "/value target-always-met"},
			{care.Target{Compare: better, Value: nobody}, "/value target-never-met"},
			{care.Target{Compare: worse, Value: (low + high) / 2}, "/compare target-direction"},
		} {
			tt.target.Measure = id
			require.Equal(t, tt.want, rules(tt.target.Validate()), "%s %s", id, tt.target.Words(words.English()))
		}
	}
	for _, target := range []care.Target{{Compare: care.AtLeast, Value: -2}, {Compare: care.Above, Value: 2}, {Compare: care.Below, Value: 1}} {
		target.Measure = care.AttainmentMeasure
		require.Error(t, target.Validate())
	}
}
