package care

import (
	"iter"
	"slices"
	"strconv"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Session is one meeting of any modality, with its whole history. [NewSession] makes a
// Session. [Session.Amend] changes it: it returns a new value and leaves the old one
// unchanged. Sessions may be copied and shared.
//
// The zero Session is no session: its accessors return nothing, and it cannot be
// amended.
type Session struct {
	confidential.Hidden
	_      [0]func() // has a history inside: compare with Equal
	ledger ledger[SessionSpec]
}

// NewSession checks the description, reporting everything wrong at once, copies it
// and begins the ledger with it.
func NewSession(spec SessionSpec) (Session, error) {
	l, err := begin(&spec, RevisionSpec{Author: spec.Author, At: spec.Created, Reason: ReasonCreated}, false)
	return Session{ledger: l}, err
}

// TakeOverSession is [NewSession] for a session that was begun in another system and has
// continued since. The revision says who took it over, when and why. Events in the spec must
// be earlier than that revision, but may be later than its creation.
func TakeOverSession(spec SessionSpec, rev RevisionSpec) (Session, error) {
	l, err := takeOver(&spec, spec.Created, rev)
	return Session{ledger: l}, err
}

// Amend returns a session with the change made by the revision rev, or an error that lists
// everything that is not allowed. change gets a copy of the description and edits it in
// place. The ledger keeps the old description.
//
// Statuses change by their tables. Final notes are amended, not rewritten. Wrong measured
// values are marked, not removed. Once the meeting is over, its facts change only by a
// correction ([RevisionSpec.Corrects]). A person about whom anything is recorded cannot be
// removed.
func (s Session) Amend(rev RevisionSpec, change func(*SessionSpec)) (Session, error) {
	l, err := amend(s.ledger, rev, change, false)
	return Session{ledger: l}, err
}

// IsZero reports whether s is the zero Session.
func (s Session) IsZero() bool { return len(s.ledger.entries) == 0 }

// spec returns the present description, which must not be written to.
func (s Session) spec() *SessionSpec {
	if now := s.ledger.now(); now != nil {
		return now
	}
	return &SessionSpec{}
}

// Spec returns a copy of the present description.
func (s Session) Spec() SessionSpec { return *s.spec().clone() }

// ID returns the session's id.
func (s Session) ID() SessionID { return s.spec().ID }

// Status returns the status of the meeting.
func (s Session) Status() SessionStatus { return s.spec().Status }

// Modality returns the modality.
func (s Session) Modality() therapy.Modality { return s.spec().Modality }

// Strand returns the plan and the strand that the session belongs to, empty if none is
// stated.
func (s Session) Strand() (plan PlanID, strand StrandID) {
	return s.spec().Plan, s.spec().Strand
}

// Group returns the group that met, empty if there was no group.
func (s Session) Group() GroupID { return s.spec().Group }

// Number returns the number of the session in its course, counted from 1; 0 if it is not
// numbered.
func (s Session) Number() int { return s.spec().Number }

// Start returns when the session should begin, in UTC.
func (s Session) Start() time.Time { return s.spec().Start }

// Lasted returns when the session actually began and ended, zero if it was not recorded.
func (s Session) Lasted() (began, ended time.Time) { return s.spec().Began, s.spec().Ended }

// Duration returns the planned length of the session.
func (s Session) Duration() time.Duration { return time.Duration(s.spec().Minutes) * time.Minute }

// Shared returns the note on the meeting as a whole.
func (s Session) Shared() Note { return s.spec().Shared.Clone() }

// Leaders yields the leaders, in the order given.
func (s Session) Leaders() iter.Seq[Therapist] { return slices.Values(s.spec().Leaders) }

// Attendees yields copies of the attendees, in the order given.
func (s Session) Attendees() iter.Seq[Attendee] {
	return func(yield func(Attendee) bool) {
		for _, a := range s.spec().Attendees {
			if !yield(a.Clone()) {
				return
			}
		}
	}
}

// Attendee returns a copy of one person's part.
func (s Session) Attendee(client confidential.PersonID) (Attendee, bool) {
	for _, a := range s.spec().Attendees {
		if a.Client == client {
			return a.Clone(), true
		}
	}
	return Attendee{}, false
}

// Present returns how many attendees were present, for at least part of the time.
func (s Session) Present() int {
	n := 0
	for _, a := range s.spec().Attendees {
		if a.present() {
			n++
		}
	}
	return n
}

// Fields returns the present state of the session, for a view ([confidential.Viewable]).
func (s Session) Fields() any { return s.Spec() }

// Label returns the strictest label of all sealed values in the session, including its whole
// history. It is about all attendees. If there is more than one, everything counts as said in
// a group, since a session does not record which parts were said to one person alone.
func (s Session) Label() confidential.Label {
	spec := s.spec()
	if s.IsZero() {
		return confidential.Label{}
	}
	if len(spec.Attendees) == 1 {
		own := confidential.LabelFor(confidential.ProgressNote, spec.Attendees[0].Client)
		own.Case = confidential.CaseID(spec.Group)
		return s.ledger.label(own)
	}
	own := confidential.LabelFor(confidential.GroupContent, spec.Attendees[0].Client)
	own.Setting, own.Case = confidential.GroupSetting, confidential.CaseID(spec.Group)
	for i, a := range spec.Attendees {
		if i > 0 {
			own.About = append(own.About, a.Client)
		}
		if a.present() {
			own.Heard = append(own.Heard, a.Client)
		}
	}
	for _, leader := range spec.Leaders {
		own.Heard = append(own.Heard, leader.ID)
	}
	return s.ledger.label(own)
}

// Revisions yields who changed the session, when and why, first to last.
func (s Session) Revisions() iter.Seq[Revision] { return s.ledger.revisions() }

// Revision returns the last revision.
func (s Session) Revision() Revision { return s.ledger.last() }

// At returns the session as it was recorded at t; ok is false if t is before it was recorded.
func (s Session) At(t time.Time) (then Session, ok bool) {
	l, ok := s.ledger.at(t)
	return Session{ledger: l}, ok
}

// AsOf returns the session as it was after revision n. ok is false if there is no such
// revision.
func (s Session) AsOf(n int) (then Session, ok bool) {
	l, ok := s.ledger.first(n)
	return Session{ledger: l}, ok
}

// Equal reports whether the two have the same history. Sealed texts are the same
// only if they are the same sealed value, so that equality does not show their content.
func (s Session) Equal(t Session) bool { return equalLedgers(s.ledger, t.ledger) }

// Summary says how many people took part and the status of the meeting, and nothing about any
// person.
func (s Session) Summary() string {
	if s.IsZero() {
		return "no session"
	}
	return s.Status().String() + " session of " + strconv.Itoa(len(s.spec().Attendees))
}

// Fits checks that the session is one of the modality that d describes, and reports every
// difference: another modality, too few or too many clients, too few or too many leaders. For
// example, a session with two clients is not individual therapy. Attendees who were entered
// in error do not count.
func (s Session) Fits(d therapy.Descriptor) error {
	var c therapy.Check
	if s.Modality() != d.Modality {
		c.Wrong("/modality", "session-modality", "the modality of the descriptor", therapy.ErrContradiction)
	}
	n := 0
	for _, a := range s.spec().Attendees {
		if a.Counts() {
			n++
		}
	}
	if !d.Participants.Clients.IsZero() && !d.Participants.Clients.Contains(n) {
		c.Wrong("/attendees", "session-size", rangeWords(d.Participants.Clients, "client"), therapy.ErrRange)
	}
	if n := len(s.spec().Leaders); !d.Participants.Therapists.IsZero() && !d.Participants.Therapists.Contains(n) {
		c.Wrong("/leaders", "session-leaders-number", rangeWords(d.Participants.Therapists, "leader"), therapy.ErrRange)
	}
	return c.Err()
}

// MarshalJSON always returns an error: store the record with a key, with [Session.Store].
func (Session) MarshalJSON() ([]byte, error) {
	return nil, plainJSON("Session.Store", confidential.ErrSealed)
}

// UnmarshalJSON always returns an error: read the record with its keys, with [LoadSession].
func (*Session) UnmarshalJSON([]byte) error {
	return plainJSON("care.LoadSession", confidential.ErrStored)
}
