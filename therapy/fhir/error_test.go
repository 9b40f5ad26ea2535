package fhir_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// TestEnteredInErrorIsNotSent marks a response, a review, a strand, an observation and an
// attendee as entered in error: none of them is exported as true.
func TestEnteredInErrorIsNotSent(t *testing.T) {
	t.Parallel()
	mark := takenOver.Correction()
	spec := fullSpec()
	for i := range spec.Responses {
		spec.Responses[i].Error = mark
	}
	for i := range spec.Reviews {
		spec.Reviews[i].Error = mark
	}
	for i := range spec.Goals[0].Progress {
		spec.Goals[0].Progress[i].Error = mark
	}
	plan, err := care.TakeOverPlan(spec, takenOver)
	require.NoError(t, err)
	x, _ := exportFor(t, confidential.TreatingTherapist, confidential.Treatment)
	require.NoError(t, x.Plan(t.Context(), plan))
	a := care.Attendee{Client: client, Attendance: care.Attended, Error: mark, Measures: []care.Observation{{At: at(6, 1, 10), Measure: "phq-9", Value: 12, By: client}}}
	require.NoError(t, x.Session(t.Context(), session(t, 1, a, func(s *care.SessionSpec) {
		s.Attendees = append(s.Attendees, care.Attendee{Client: confidential.MustPersonID("client-9"), Attendance: care.Attended})
	})))
	reading := read(t, reparse(t, x.Bundle("b9")))
	require.Empty(t, reading.Plans[0].Spec.Responses)
	require.Empty(t, reading.Plans[0].Spec.Reviews)
	require.Empty(t, reading.Plans[0].Spec.Goals[0].Progress)
	require.Equal(t, care.SessionEnteredInError, reading.Sessions[0].Spec.Status)
	require.Empty(t, reading.Sessions[0].Spec.Attendees[0].Measures)
}

// TestActualTimesOfSession checks that the actual times are exported, and also how the client took
// part.
func TestActualTimesOfSession(t *testing.T) {
	t.Parallel()
	x, _ := exportFor(t, confidential.TreatingTherapist, confidential.Treatment)
	s := session(t, 1, care.Attendee{Client: client, Attendance: care.Attended, Delivery: care.Remote}, func(s *care.SessionSpec) {
		s.Began, s.Ended = s.Start.Add(5*time.Minute), s.Start.Add(50*time.Minute)
	})
	require.NoError(t, x.Session(t.Context(), s))
	got := read(t, reparse(t, x.Bundle("b10"))).Sessions[0].Spec
	require.True(t, s.Spec().Began.Equal(got.Began) && s.Spec().Ended.Equal(got.Ended))
	require.Equal(t, care.Remote, got.Attendees[0].Delivery)
	require.NotEqual(t, therapy.Date{}, therapy.DateOf(got.Began))
}
