package individual

import (
	"cmp"
	"iter"
	"slices"
	"strconv"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Course is a course of individual therapy: one strand of a plan, its sessions, and the
// feedback that was asked for. [NewCourse] makes it. It does not change: to add a session,
// make a new one.
//
// The zero Course means no course.
type Course struct {
	confidential.Hidden
	_        [0]func() // has lists inside
	plan     care.Plan
	strand   care.StrandID
	client   confidential.PersonID
	sessions []care.Session
	feedback []Feedback
}

// NewCourse checks that the strand of the plan is individual therapy for one person, that
// every session is a session of that strand with only that person, that no session is
// repeated, and that the feedback is valid and refers to existing revisions of the plan. It
// reports everything wrong at once. It sorts sessions and feedback by time.
func NewCourse(plan care.Plan, strand care.StrandID, sessions []care.Session, feedback []Feedback) (Course, error) {
	var check therapy.Check
	clients := slices.Collect(plan.Clients())
	if len(clients) != 1 {
		check.Wrong("/plan/clients", "course-client", "individual therapy is for one person", therapy.ErrRange)
		clients = append(clients, confidential.PersonID{})
	}
	line, ok := plan.Strand(strand)
	switch {
	case !ok:
		check.Wrong("/strand", "course-strand", "a strand of the plan", therapy.ErrReference)
	case line.Modality != Modality:
		check.Wrong("/strand", "course-modality", "a strand of individual therapy", therapy.ErrContradiction)
	}
	description := Descriptor()
	seen := map[care.SessionID]bool{}
	for i, s := range sessions {
		place := "/sessions/" + strconv.Itoa(i)
		check.Part(place, s.Fits(description))
		if of, id := s.Strand(); of != plan.ID() || id != strand {
			check.Wrong(place+"/strand", "course-session-strand", "a session of this strand of this plan", therapy.ErrReference)
		}
		if _, expected := s.Attendee(clients[0]); !expected {
			check.Wrong(place+"/attendees", "course-session-client", "a session with the person the plan is for", therapy.ErrReference)
		}
		therapy.CheckOnce(&check, seen, s.ID(), place+"/id", "course-session-duplicate")
	}
	for i, f := range feedback {
		place := "/feedback/" + strconv.Itoa(i)
		check.Part(place, f.Validate())
		if f.Revision > plan.Revision().Number {
			check.Wrong(place+"/revision", "feedback-no-revision", "a revision of the plan", therapy.ErrReference)
		}
	}
	if err := check.Err(); err != nil {
		return Course{}, err
	}
	c := Course{plan: plan, strand: strand, client: clients[0], sessions: slices.Clone(sessions), feedback: slices.Clone(feedback)}
	slices.SortStableFunc(c.sessions, func(a, b care.Session) int { return cmp.Or(a.Start().Compare(b.Start()), cmp.Compare(a.ID(), b.ID())) })
	slices.SortStableFunc(c.feedback, func(a, b Feedback) int { return a.Sought.Compare(b.Sought) })
	return c, nil
}

// Plan returns the plan.
func (c Course) Plan() care.Plan { return c.plan }

// Strand returns a copy of the strand.
func (c Course) Strand() care.Strand {
	s, _ := c.plan.Strand(c.strand)
	return s
}

// Client returns the person.
func (c Course) Client() confidential.PersonID { return c.client }

// Sessions yields the sessions in the order of time.
func (c Course) Sessions() iter.Seq[care.Session] { return slices.Values(c.sessions) }

// Feedback yields the feedback in the order in which it was asked for.
func (c Course) Feedback() iter.Seq[Feedback] { return slices.Values(c.feedback) }

// Attendance adds up the person's attendance.
func (c Course) Attendance() care.Attendance {
	return care.AttendanceOf(c.client, c.Sessions())
}

// Dose compares the delivered sessions with the planned ones.
func (c Course) Dose() care.Dose {
	return care.DoseOf(c.client, c.plan.ID(), c.Strand(), c.Sessions())
}

// Measures yields the values measured in the sessions, in the order of time.
func (c Course) Measures() iter.Seq[care.Observation] {
	var all []care.Observation
	for _, s := range c.sessions {
		a, ok := s.Attendee(c.client)
		if !ok || !a.Counts() || s.Status() == care.SessionEnteredInError {
			continue
		}
		for _, o := range a.Measures {
			if o.Counts() {
				all = append(all, o)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b care.Observation) int { return a.At.Compare(b.At) })
	return slices.Values(all)
}

// Changed returns the changes made by the revision of the plan that answers the feedback, or
// nothing if no revision answers it.
func (c Course) Changed(f Feedback) []care.Change {
	if !f.Error.IsZero() {
		return nil
	}
	before, ok := c.plan.AsOf(f.Revision - 1)
	after, known := c.plan.AsOf(f.Revision)
	if !ok || !known {
		return nil
	}
	return care.Diff(before, after)
}

// Unsettled yields the answered feedback that has led neither to a change nor to a reason for
// no change.
func (c Course) Unsettled() iter.Seq[Feedback] {
	return func(yield func(Feedback) bool) {
		for _, f := range c.feedback {
			if !f.Settled() && !yield(f) {
				return
			}
		}
	}
}

// FeedbackDue reports whether the person has not been asked for feedback for more than the
// given number of days. If they were never asked, it counts from the first day of the strand
// or, if that is not stated, from the first session.
func (c Course) FeedbackDue(on therapy.Date, days int) bool {
	last := c.Strand().From
	if last.IsZero() && len(c.sessions) > 0 {
		last = therapy.DateOf(c.sessions[0].Start())
	}
	for _, f := range c.feedback {
		if f.Error.IsZero() {
			last = f.Sought
		}
	}
	return !last.IsZero() && last.DaysUntil(on) > days
}

// Next returns the first session after t by the schedule, in the location of the
// schedule's zone; see [care.Schedule.Next].
func (c Course) Next(t time.Time, loc *time.Location) (next time.Time, ok bool) {
	return c.Strand().Schedule.Next(t, loc)
}

// Adjust returns the plan with a changed schedule of one strand of individual therapy:
// frequency, length, dose and end can be adapted to the person (S10, S11). It is a shortcut
// for [care.Plan.Amend], for the most frequent amendment.
func Adjust(plan care.Plan, strand care.StrandID, rev care.RevisionSpec, change func(*care.ScheduleSpec)) (care.Plan, error) {
	line, ok := plan.Strand(strand)
	switch {
	case !ok:
		return care.Plan{}, fail("/strand", "course-strand", "a strand of the plan", therapy.ErrReference)
	case line.Modality != Modality:
		return care.Plan{}, fail("/strand", "course-modality", "a strand of individual therapy", therapy.ErrContradiction)
	case change == nil:
		return care.Plan{}, fail("", "amend-nothing", "a change", therapy.ErrRequired)
	}
	spec := line.Schedule.Spec()
	change(&spec)
	schedule, err := care.NewSchedule(spec)
	if err != nil {
		return care.Plan{}, therapy.At("/schedule", err)
	}
	return plan.Amend(rev, func(s *care.PlanSpec) {
		for i := range s.Strands {
			if s.Strands[i].ID == strand {
				s.Strands[i].Schedule = schedule
			}
		}
	})
}
