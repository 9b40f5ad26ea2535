package care

import (
	"iter"
	"slices"
	"strconv"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Session is one meeting of any modality, with everything that was ever recorded
// of it. It is made by [NewSession] and changed by [Session.Amend], which returns
// a new value and leaves the old one as it was. Sessions may be copied and shared.
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

// TakeOverSession is [NewSession] for a session that was begun elsewhere and has gone on since: the
// revision says who took it over, when and why, and what is in it is earlier than that
// revision rather than before its creation.
func TakeOverSession(spec SessionSpec, rev RevisionSpec) (Session, error) {
	l, err := takeOver(&spec, spec.Created, rev)
	return Session{ledger: l}, err
}

// Amend returns a session in which change has been made by the revision rev, or an
// error that says everything that may not be. change gets a copy of the
// description and edits it in place. The old description remains in the ledger.
//
// Statuses follow their tables; final notes are amended, not rewritten; what was measured
// is marked as a mistake, not removed; once the meeting is over, what it was changes by a
// correction only ([RevisionSpec.Corrects]); nobody of whom anything is recorded is
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

// Status returns where the meeting stands.
func (s Session) Status() SessionStatus { return s.spec().Status }

// Modality returns the modality.
func (s Session) Modality() therapy.Modality { return s.spec().Modality }

// Strand returns the plan and the strand the session belongs to, empty where none
// is stated.
func (s Session) Strand() (plan PlanID, strand StrandID) {
	return s.spec().Plan, s.spec().Strand
}

// Group returns the group that met, empty where none did.
func (s Session) Group() GroupID { return s.spec().Group }

// Number returns the place of the session in its course, 0 where nobody counts.
func (s Session) Number() int { return s.spec().Number }

// Start returns when the session begins, in UTC.
func (s Session) Start() time.Time { return s.spec().Start }

// Lasted returns when the session really began and ended, zero where nobody wrote it
// down.
func (s Session) Lasted() (began, ended time.Time) { return s.spec().Began, s.spec().Ended }

// Duration returns how long the session is meant to last.
func (s Session) Duration() time.Duration { return time.Duration(s.spec().Minutes) * time.Minute }

// Shared returns the note on the meeting as a whole.
func (s Session) Shared() Note { return s.spec().Shared.Clone() }

// Leaders yields who leads, in the order given.
func (s Session) Leaders() iter.Seq[Therapist] { return slices.Values(s.spec().Leaders) }

// Attendees yields copies of the parts of the people it is for, in the order given.
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

// Present returns how many were there, for some of the time at least.
func (s Session) Present() int {
	n := 0
	for _, a := range s.spec().Attendees {
		if a.present() {
			n++
		}
	}
	return n
}

// Fields is what a view looks at: a session as it stands ([confidential.Viewable]).
func (s Session) Fields() any { return s.Spec() }

// Label returns the strictest label of anything sealed in the session, its whole
// history included. It is about everybody the session was for; where that is more
// than one person it was said in a group, as far as anybody can tell from here.
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

// At returns the session as it was recorded at t; ok is false before it was.
func (s Session) At(t time.Time) (then Session, ok bool) {
	l, ok := s.ledger.at(t)
	return Session{ledger: l}, ok
}

// AsOf returns the session as it was after revision n.
func (s Session) AsOf(n int) (then Session, ok bool) {
	l, ok := s.ledger.first(n)
	return Session{ledger: l}, ok
}

// Equal reports whether the two have the same history. Sealed texts are the same
// only if they are the same sealed value: equality tells nobody what is inside.
func (s Session) Equal(t Session) bool { return equalLedgers(s.ledger, t.ledger) }

// Summary tells how many took part and where the meeting stands, and nothing about
// anybody.
func (s Session) Summary() string {
	if s.IsZero() {
		return "no session"
	}
	return s.Status().String() + " session of " + strconv.Itoa(len(s.spec().Attendees))
}

// Fits reports everything in which the session is not one of the modality that d
// describes: another modality, too few or too many clients, too few or too many
// leaders. Individual therapy with two clients is not individual therapy. Who was entered
// in error is no client of it.
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

// MarshalJSON refuses: a record is stored with a key, by [Session.Store].
func (Session) MarshalJSON() ([]byte, error) {
	return nil, plainJSON("Session.Store", confidential.ErrSealed)
}

// UnmarshalJSON refuses: a record is read with its keys, by [LoadSession].
func (*Session) UnmarshalJSON([]byte) error {
	return plainJSON("care.LoadSession", confidential.ErrStored)
}
