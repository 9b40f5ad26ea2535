package individual_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/individual"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/measure"
)

// The outcome of a course is computed from its own scores, the first and the last of each measure,
// so that scores cannot be confused.
func TestCourseScores(t *testing.T) {
	t.Parallel()
	measured := func(day int, observations ...care.Observation) care.Session {
		spec := sessionSpec(day)
		for i := range observations {
			observations[i].At = spec.Start
		}
		spec.Attendees[0].Measures = observations
		return session(t, spec)
	}
	value := func(id measure.ID, v float64) care.Observation { return care.Observation{Measure: id, Value: v} }
	set, _ := measure.StandardSet(measure.SetNHS)
	rules, err := measure.NewNHSRules(set)
	require.NoError(t, err)
	byTherapist := value("phq-9", 27)
	byTherapist.By = therapist
	course := func(sessions ...care.Session) individual.Course {
		c, err := individual.NewCourse(coursePlan(t), "individual", sessions, nil)
		require.NoError(t, err)
		return c
	}
	c := course(
		measured(26, value("phq-9", 6), value("gad-7", 5)),
		measured(5, value("phq-9", 18), value("gad-7", 12), value("spin", 40)),
		measured(12, value("phq-9", 15), value("wsas", 20), byTherapist),
	)
	for _, test := range []struct {
		problem, used measure.ID
		reason        string
	}{
		{"gad-7", "gad-7", "the measure itself"},
		{"spin", "gad-7", "its last score is missing, so the backup stands in"},
	} {
		scores, err := c.Scores(measure.Standard(), test.problem)
		require.NoError(t, err)
		require.Equal(t, 3, scores.Contacts)
		require.False(t, scores.Ended)
		first, _ := scores.Depression.First.Total()
		last, _ := scores.Depression.Last.Total()
		require.Equal(t, [2]float64{18, 6}, [2]float64{first, last}, "the client's own scores, in the order of time")
		got, err := rules.Evaluate(scores)
		require.NoError(t, err)
		require.Equal(t, test.used, got.Anxiety, test.reason)
		require.Equal(t, measure.Yes, got.ReliableRecovery)
	}
	once, err := course(measured(5, value("phq-9", 18))).Scores(measure.Standard(), "gad-7")
	require.NoError(t, err)
	_, has := once.Depression.Last.Total()
	require.False(t, has, "a single score is the first, not the last")

	wrong := measured(5, value("phq-9", 18), value("gad-7", 12))
	rev := care.RevisionSpec{Author: therapist, At: moment(40), Reason: care.ReasonTypingError}
	wrong, err = wrong.Amend(rev, func(s *care.SessionSpec) {
		for i := range s.Attendees[0].Measures {
			s.Attendees[0].Measures[i].Error = rev.Correction()
		}
	})
	require.NoError(t, err)
	corrected := course(wrong, measured(12, value("phq-9", 9)))
	for o := range corrected.Measures() {
		require.True(t, o.Counts(), "entries in error do not count")
	}
	scores, err := corrected.Scores(measure.Standard(), "gad-7")
	require.NoError(t, err)
	first, _ := scores.Depression.First.Total()
	require.InDelta(t, 9, first, 0)

	none, err := measure.NewCatalogue()
	require.NoError(t, err)
	_, err = c.Scores(none, "gad-7")
	require.ErrorIs(t, err, therapy.ErrUnknown)
	require.Equal(t, "/measures/0/measure", therapy.FieldErrors(err)[0].Path)
	narrow, _ := measure.Standard().Lookup("phq-9")
	narrow.Form = nil
	for i := range narrow.Items {
		narrow.Items[i].Max = 1
	}
	another, err := measure.Standard().Replace(narrow)
	require.NoError(t, err)
	_, err = course(measured(5, value("phq-9", 12))).Scores(another, "gad-7")
	require.Equal(t, "/measures/0/value total-range", placed(err))
}
