package care

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Findings checks the session as of the given time and yields, in the order of the attendees:
//
//   - session-still-open: the session should be over, and nobody has reported on it
//   - no-show-nobody-missed: it was cancelled because nobody came, but no attendee is
//     recorded as not having come
//   - attendance-not-reported: it is finished, and the attendance of an attendee is not
//     reported
func (s Session) Findings(now time.Time) iter.Seq[Finding] {
	return findings(func(yield report) bool {
		spec := s.spec()
		open := spec.Status != 0 && !spec.closed() && spec.Status != SessionUnknown
		if open && spec.end().Before(now) && !yield("/status", "session-still-open", "the session should be over, but its outcome is not recorded") {
			return false
		}
		missed := slices.ContainsFunc(spec.Attendees, func(a Attendee) bool { return a.Counts() && a.Attendance == DidNotAttend })
		if spec.Status == SessionCancelled && spec.Reason == ReasonNoShow && !missed &&
			!yield("/reason", "no-show-nobody-missed", "cancelled because nobody came, but nobody is recorded as absent") {
			return false
		}
		for _, a := range spec.Attendees {
			if spec.Status == SessionFinished && a.Counts() && a.Attendance == NotReported &&
				!yield(therapy.Pointer("attendees", a.Client.String())+"/attendance", "attendance-not-reported", "it is not recorded whether the person came") {
				return false
			}
		}
		return true
	})
}

// begin and end are when the session took place, as far as known.
func (s *SessionSpec) begin() time.Time {
	if !s.Began.IsZero() {
		return s.Began
	}
	return s.Start
}

func (s *SessionSpec) end() time.Time {
	if !s.Ended.IsZero() {
		return s.Ended
	}
	return s.begin().Add(time.Duration(s.Minutes) * time.Minute)
}

// SessionFindings compares sessions with each other and yields, in the order of time:
//
//   - client-twice: two sessions of one client overlap
//   - leader-twice: two sessions of one leader overlap
//
// Sessions that did not take place or were entered in error are ignored. So is a session for
// a client who cancelled it.
func SessionFindings(sessions iter.Seq[Session]) iter.Seq[Finding] {
	return findings(func(yield report) bool {
		last := map[personSession]SessionSpec{}
		for _, s := range byBeginning(sessions) {
			for _, who := range s.busy() {
				before, met := last[who]
				if !met || before.end().Before(s.end()) {
					last[who] = *s
				}
				if !met || !before.end().After(s.begin()) {
					continue
				}
				rule, words := "client-twice", "a client has another session at the same time: "
				if who.leads {
					rule, words = "leader-twice", "a leader has another session at the same time: "
				}
				if !yield(therapy.Pointer("sessions", string(s.ID)), rule, words+string(before.ID)) {
					return false
				}
			}
		}
		return true
	})
}

// byBeginning lists sessions that may have taken place, ordered by their start.
func byBeginning(sessions iter.Seq[Session]) []*SessionSpec {
	var list []*SessionSpec
	for s := range DistinctSessions(sessions) {
		if s.Status() != SessionCancelled && s.Status() != SessionEnteredInError {
			list = append(list, s.spec())
		}
	}
	slices.SortStableFunc(list, func(a, b *SessionSpec) int { return cmp.Or(a.begin().Compare(b.begin()), cmp.Compare(a.ID, b.ID)) })
	return list
}

// personSession is a session of a person, who cannot be in two sessions at the same time.
type personSession struct {
	who   confidential.PersonID
	leads bool
}

func (s *SessionSpec) busy() []personSession {
	var all []personSession
	for _, a := range s.Attendees {
		if a.Counts() && !a.Attendance.Cancelled() {
			all = append(all, personSession{a.Client, false})
		}
	}
	for _, t := range s.Leaders {
		if t.Role.leads() {
			all = append(all, personSession{t.ID, true})
		}
	}
	return all
}

// Findings checks the episode with its plans and sessions, and yields contradictions between
// the end of an episode or plan and the parts that belong to it. Plans and sessions that do
// not belong to the episode are ignored; either may be nil.
//
//   - plan-open-after-ending: the episode has ended, and a plan has not
//   - session-open-after-ending: the episode has ended, and a session is still to come
//   - session-after-ending: a session took place after the episode had ended
//   - session-open-in-closed-plan: a plan is over, and a session of it is still to come
func (e Episode) Findings(plans iter.Seq[Plan], sessions iter.Seq[Session]) iter.Seq[Finding] {
	return findings(func(yield report) bool {
		spec := e.spec()
		ending, ended := e.Ending()
		over := map[PlanID]bool{}
		if plans != nil {
			for p := range plans {
				if !slices.Contains(spec.Plans, p.ID()) {
					continue
				}
				over[p.ID()] = !p.Status().Open()
				if ended && p.Status().Open() &&
					!yield(therapy.Pointer("plans", string(p.ID())), "plan-open-after-ending", "the episode has ended, but the plan has not") {
					return false
				}
			}
		}
		if sessions == nil {
			return true
		}
		for s := range DistinctSessions(sessions) {
			if !slices.Contains(spec.Sessions, s.ID()) {
				continue
			}
			place := therapy.Pointer("sessions", string(s.ID()))
			plan, _ := s.Strand()
			if a, ok := s.Attendee(spec.Client); ok && plan == "" {
				plan = a.Plan
			}
			// The day of the ending is a local day in an unknown zone, and that of the
			// session is a day in UTC.
			after := ended && ending.On.AddDays(1).Before(therapy.DateOf(s.Start()))
			awaited := s.Status() == SessionPlanned
			switch {
			case ended && awaited && !yield(place, "session-open-after-ending", "the episode has ended, but the session is still planned"):
				return false
			case after && s.Status().Begun() && !yield(place, "session-after-ending", "the session took place after the episode had ended"):
				return false
			case over[plan] && awaited && !yield(place, "session-open-in-closed-plan", "the plan has ended, but the session is still planned"):
				return false
			}
		}
		return true
	})
}
