package group

import (
	"iter"
	"slices"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Session is one meeting of a group: a [care.Session] with agenda, participation, process,
// climate and incidents, and with the history of these. [NewSession] makes it, and
// [Session.Amend] returns a changed copy. It may be shared between goroutines.
//
// The zero Session means no session.
type Session struct {
	confidential.Hidden
	_       [0]func() // has lists inside: compare with Equal
	meeting care.Session
	entries []sessionEntry // never written after they are made
}

// sessionEntry is what the session was from one revision on, without the meeting, which
// keeps its own.
type sessionEntry struct {
	revision care.Revision
	spec     SessionSpec
	meeting  int // the revision of the meeting at that time
}

// NewSession checks the session against the group and its roster, and reports everything
// wrong at once:
//
//   - the meeting belongs to this group, is on a day on which the group can meet, and is only
//     for members and guests of that day;
//   - the leaders of the meeting are leaders of the group on that day;
//   - the shared note, if there is one, has been checked for the names of everybody who is a
//     member or a guest that day;
//   - parts are of people who were present, observations are by the leaders, and incidents
//     are about members and guests.
//
// A cancelled session has no parts, observations or climate. Nothing in a session that was
// entered in error counts.
func NewSession(spec SessionSpec, r Roster) (Session, error) {
	if err := spec.validateIn(r); err != nil {
		return Session{}, err
	}
	first := spec.Meeting.Revision()
	first.Number, first.Reason, first.Follows, first.Unused = 1, care.ReasonCreated, 0, false
	first.Note = confidential.Value[string]{}
	return Session{}.with(first, spec), nil
}

// with returns the session with one more revision.
func (s Session) with(rev care.Revision, spec SessionSpec) Session {
	rev.At = rev.At.UTC().Round(0)
	meeting := spec.Meeting
	spec = spec.clone()
	spec.Meeting = care.Session{}
	entries := slices.Clip(s.entries)
	return Session{meeting: meeting, entries: append(entries, sessionEntry{revision: rev, spec: spec, meeting: meeting.Revision().Number})}
}

// Amend returns the session with the change made by the revision rev, checked as [NewSession]
// does. Meeting may be replaced by a later revision of the same meeting. The earlier state
// stays on record ([Session.AsOf]). Participation and climate can be corrected but not
// removed; observations and incidents can be added, or marked as entered in error.
func (s Session) Amend(rev care.RevisionSpec, r Roster, change func(*SessionSpec)) (Session, error) {
	if s.IsZero() || change == nil {
		return Session{}, fail("", "amend-nothing", "a session from NewSession, and a change", therapy.ErrRequired)
	}
	last := s.Revision()
	var c therapy.Check
	c.Part("/revision", rev.Validate())
	if rev.At.Before(last.At) {
		c.Wrong("/revision/at", "revision-before-previous", "not before the revision it follows", therapy.ErrConflict)
	}
	if rev.Follows != 0 && rev.Follows != last.Number {
		c.Wrong("/revision/follows", "revision-not-current", "the current revision: another person has changed the session since", therapy.ErrConflict)
	}
	spec := s.Spec()
	change(&spec)
	spec = spec.clone() // change may still have references to the old one
	c.Part("", spec.validateIn(r))
	c.Part("", spec.follows(s.Spec()))
	if err := c.Err(); err != nil {
		return Session{}, err
	}
	return s.with(care.Revision{Number: last.Number + 1, RevisionSpec: rev}, spec), nil
}

// IsZero reports whether s is the zero Session.
func (s Session) IsZero() bool { return len(s.entries) == 0 }

// now returns the present description, without the meeting.
func (s Session) now() *SessionSpec {
	if s.IsZero() {
		return &SessionSpec{}
	}
	return &s.entries[len(s.entries)-1].spec
}

// Spec returns a copy of the present description.
func (s Session) Spec() SessionSpec {
	spec := s.now().clone()
	spec.Meeting = s.meeting
	return spec
}

// Revision returns the last revision of the data that the group adds; the meeting has its own
// revisions.
func (s Session) Revision() care.Revision {
	if s.IsZero() {
		return care.Revision{}
	}
	return s.entries[len(s.entries)-1].revision
}

// revision counts all revisions, those of the meeting included.
func (s Session) revision() int { return s.Revision().Number + s.meeting.Revision().Number }

// Revisions yields who changed the data that the group adds, when and why, first to last.
func (s Session) Revisions() iter.Seq[care.Revision] {
	return func(yield func(care.Revision) bool) {
		for _, e := range s.entries {
			if !yield(e.revision) {
				return
			}
		}
	}
}

// AsOf returns the session as it was after revision n of the data that the group adds; ok is
// false if there is no such revision.
func (s Session) AsOf(n int) (then Session, ok bool) {
	if n < 1 || n > len(s.entries) {
		return Session{}, false
	}
	meeting, _ := s.meeting.AsOf(s.entries[n-1].meeting)
	return Session{meeting: meeting, entries: s.entries[:n:n]}, true
}

// Equal reports whether the two have the same history. Sealed texts are the same only if
// they are the same sealed value.
func (s Session) Equal(t Session) bool {
	return s.meeting.Equal(t.meeting) && slices.EqualFunc(s.entries, t.entries, func(a, b sessionEntry) bool {
		return a.revision == b.revision && a.meeting == b.meeting && a.spec.equal(b.spec)
	})
}

// Meeting returns the care.Session.
func (s Session) Meeting() care.Session { return s.meeting }

// On returns the day.
func (s Session) On() therapy.Date { return s.now().On }

// Agenda yields the agenda of the session.
func (s Session) Agenda() iter.Seq[AgendaItem] { return slices.Values(s.now().Agenda) }

// Participation returns how the member took part, 0 if it is not recorded.
func (s Session) Participation(member confidential.PersonID) Participation {
	for _, part := range s.now().Parts {
		if part.Member == member {
			return part.Participation
		}
	}
	return 0
}

// Observations yields the observed therapeutic factors, in the order given, including those
// entered in error.
func (s Session) Observations() iter.Seq[ProcessObservation] {
	return slices.Values(s.now().Observations)
}

// Climate returns the climate, 0 if it is not recorded.
func (s Session) Climate() Climate { return s.now().Climate }

// Incidents yields the incidents, including those entered in error.
func (s Session) Incidents() iter.Seq[Incident] {
	return func(yield func(Incident) bool) {
		for _, incident := range s.now().Incidents {
			if !yield(incident.clone()) {
				return
			}
		}
	}
}

// BreaksAgreement reports whether there was an incident after which members have to accept
// the agreement again.
func (s Session) BreaksAgreement() bool {
	return s.meeting.Status() != care.SessionEnteredInError && slices.ContainsFunc(s.now().Incidents, func(i Incident) bool {
		return i.Error.IsZero() && i.Kind.BreaksAgreement()
	})
}
