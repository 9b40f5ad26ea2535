package main

import (
	"fmt"
	"slices"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
)

// correct corrects a wrong entry: the total of another person, in the record of session 6. A
// number that cannot be a total is refused; a possible total is marked as entered in error.
// The mark stays, with who, when and why, and the value no longer counts.
func (c *course) correct() error {
	session := c.sessions[5]
	at := session.Start().Add(2 * time.Hour)
	enter := func(value float64) (care.Session, error) {
		return session.Amend(care.RevisionSpec{Author: colleague, At: at, Reason: care.ReasonProgress}, func(s *care.SessionSpec) {
			wrong := care.Observation{At: at, Measure: "phq-9", Value: value, By: c.id}
			s.Attendees[0].Measures = append(s.Attendees[0].Measures, wrong)
		})
	}
	fmt.Fprintln(c.out, "a wrong total in session 6:")
	_, err := enter(42)
	for _, fault := range therapy.FieldErrors(err) {
		fmt.Fprintf(c.out, "  42 is refused: %s, %s\n", fault.Rule, fault.Hint)
	}
	session, err = enter(26)
	if err != nil {
		return err
	}
	c.sessions[5] = session
	fmt.Fprintf(c.out, "  26 is entered, values of the goal: %v\n", c.values())
	rev := care.RevisionSpec{Author: clinician, At: at.Add(24 * time.Hour), Reason: care.ReasonWrongPerson}
	session, err = session.Amend(rev, func(s *care.SessionSpec) {
		measures := s.Attendees[0].Measures
		measures[len(measures)-1].Error = rev.Correction()
	})
	if err != nil {
		return err
	}
	c.sessions[5] = session
	fmt.Fprintf(c.out, "  marked as a mistake by %v: %s; values of the goal: %v\n", rev.Author, rev.Reason, c.values())
	_, err = session.Amend(rev, func(s *care.SessionSpec) {
		s.Attendees[0].Measures = slices.Clip(s.Attendees[0].Measures[:2])
	})
	for _, fault := range therapy.FieldErrors(err) {
		fmt.Fprintf(c.out, "  to take it out is refused: %s\n", fault.Rule)
	}
	return nil
}

// values lists the values that count for the goal.
func (c *course) values() []float64 {
	var values []float64
	for o := range c.progress() {
		if o.Measure == "phq-9" {
			values = append(values, o.Value)
		}
	}
	return values
}

// reopen opens a plan again that was closed by mistake, and closes it later.
func (c *course) reopen() error {
	if c.stepUp {
		return nil
	}
	at := on(time.April, 22)
	open := func(s *care.PlanSpec) {
		s.Status, s.Goals[0].Status = care.PlanActive, care.GoalActive
		s.Strands[0].Ended, s.Strands[0].EndReason = therapy.Date{}, ""
	}
	fmt.Fprintln(c.out, "closed by mistake, a last review is still to come:")
	_, err := c.treatment.Amend(care.RevisionSpec{Author: clinician, At: at, Reason: care.ReasonTypingError}, open)
	for _, fault := range therapy.FieldErrors(err) {
		fmt.Fprintf(c.out, "  without saying that it corrects: %s %s\n", fault.Path, fault.Rule)
	}
	c.treatment, err = c.treatment.Amend(care.RevisionSpec{Author: clinician, At: at, Reason: care.ReasonTypingError, Corrects: true}, open)
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "  with it: %v\n", c.treatment.Summary())
	for finding := range c.episode.Findings(slices.Values([]care.Plan{c.treatment}), slices.Values(c.sessions)) {
		fmt.Fprintf(c.out, "  to look at: %s, %s\n", finding.Rule, finding.In(c.language).Words)
	}
	after := on(time.April, 28)
	return c.judged(after, care.ReasonRecovered, care.GoalCompleted, func(s *care.PlanSpec) {
		s.Status = care.PlanCompleted
		s.Strands[0].Ended, s.Strands[0].EndReason = therapy.DateOf(after), care.ReasonCompleted
	})
}
