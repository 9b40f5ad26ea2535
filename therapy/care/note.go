package care

import (
	"slices"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// NoteStatus says how finished a note is. The zero NoteStatus is unstated and refused. The
// names are FHIR's codes, except for the draft, which FHIR calls "preliminary".
type NoteStatus uint8

// The statuses of a note.
const (
	// NoteDraft may still be rewritten freely.
	NoteDraft NoteStatus = iota + 1
	// NoteFinal is signed. Its text can no longer change.
	NoteFinal
	// NoteAmended was final and has been corrected or added to since.
	NoteAmended
	// NoteEnteredInError was written here by mistake, for instance because it is about
	// another person. Another note may replace it.
	NoteEnteredInError

	numNoteStatuses
)

//enum:names NoteStatus
var noteStatusNames = [numNoteStatuses]string{
	NoteDraft:          "draft",
	NoteFinal:          "final",
	NoteAmended:        "amended",
	NoteEnteredInError: "entered-in-error",
}

// To says whether a note may change from s to next: forward only.
func (s NoteStatus) To(next NoteStatus) Transition {
	if !s.Valid() || !next.Valid() {
		return TransitionRefused
	}
	return noteTransitions[s][next]
}

// Note is a sealed text about people, with its author and its status. The status goes from
// draft to final to amended and never back. The text and the author of a final note cannot
// change; a correction makes it an amended note, and the ledger keeps the earlier text.
//
// The zero Note means no note.
type Note struct { //nolint:recvcheck // putting in order is on the pointer
	confidential.Hidden
	// Text is the text, sealed under the label that fits it.
	Text confidential.Value[string] `json:"text,omitzero"`
	// Status says how finished it is.
	Status NoteStatus `json:"status,omitzero"`
	// By is the author.
	By confidential.PersonID `json:"by,omitzero"`
	// CoSigned are the signatures of people other than the author, such as a supervisor. An
	// amended text has to be signed again.
	CoSigned []Signature `json:"coSigned,omitempty"`
}

// Signature says who signed and when. The zero Signature is not valid.
type Signature struct {
	confidential.Hidden
	// By is the person who signed.
	By confidential.PersonID `json:"by" kind:"identity,professional"`
	// At is when, kept as an instant in UTC.
	At time.Time `json:"at" kind:"progress-note" amend:"added,past"`
}

func (s Signature) same(t Signature) bool { return s.By == t.By && s.At.Equal(t.At) }

// IsZero reports whether there is no note.
func (n Note) IsZero() bool {
	return n.Text.IsZero() && n.Status == 0 && n.By.IsZero() && len(n.CoSigned) == 0
}

// Clone returns a copy that shares no slice with n.
func (n Note) Clone() Note {
	n.CoSigned = slices.Clone(n.CoSigned)
	return n
}

// Validate reports everything wrong with the note at once. The zero Note is valid.
func (n Note) Validate() error {
	var c therapy.Check
	n.validate(&c, "")
	return c.Err()
}

func (n Note) validate(c *therapy.Check, path string) {
	if n.IsZero() {
		return
	}
	if n.Text.IsZero() {
		c.Wrong(path+"/text", "note-text", "the text of the note", therapy.ErrRequired)
	}
	c.Stated(path+"/status", "note-status", n.Status.Valid())
	person(c, path+"/by", n.By)
	if len(n.CoSigned) > 0 && (n.Status == NoteDraft || !n.Status.Valid()) {
		c.Wrong(path+"/coSigned", "co-signature-draft", "a draft cannot be signed", therapy.ErrContradiction)
	}
	seen := map[confidential.PersonID]bool{n.By: true}
	for i, s := range n.CoSigned {
		place := at(path+"/coSigned", i)
		person(c, place+"/by", s.By)
		c.Instant(place+"/at", s.At)
		therapy.CheckOnce(c, seen, s.By, place+"/by", "co-signature-twice")
	}
}

// kind checks that the label of the text has the kind for its use. Process notes have the
// strictest rules; a process note with the label of a progress note, or the reverse, would be
// disclosed by the wrong rules.
func (n Note) kind(c *therapy.Check, path string, process bool) {
	if n.Text.IsZero() {
		return
	}
	if (n.Text.Label().Kind == confidential.ProcessNote) != process {
		hint := "a process note goes into its own field"
		if process {
			hint = "labelled as a process note"
		}
		c.Wrong(path+"/text", "note-kind", hint, therapy.ErrContradiction)
	}
}

// follows checks the change of a note.
func (n Note) follows(c *therapy.Check, path string, previous Note) {
	switch {
	case previous.IsZero():
		if n.Status == NoteAmended || n.Status == NoteEnteredInError {
			c.Wrong(path+"/status", "note-transition", "a note is final before it is amended", therapy.ErrTransition)
		}
		return
	case n.IsZero():
		c.Wrong(path, "note-removed", "notes are not removed; enter it in error", therapy.ErrTransition)
		return
	case !previous.Status.To(n.Status).Permits(RevisionSpec{}):
		c.Wrong(path+"/status", "note-transition", "from draft to final to amended", therapy.ErrTransition)
	}
	same := n.Text.Equal(previous.Text)
	replaced := previous.Status == NoteEnteredInError && n.Status != NoteEnteredInError
	switch {
	case replaced && same:
		c.Wrong(path+"/text", "note-replaced", "a text that differs from the one entered in error", therapy.ErrTransition)
	case replaced || previous.Status == NoteDraft:
	case n.By != previous.By:
		c.Wrong(path+"/by", "note-author", "the author of a signed note does not change", therapy.ErrTransition)
	case !same && n.Status != NoteAmended:
		c.Wrong(path+"/text", "note-final", "the text of a signed note changes by an amendment only", therapy.ErrTransition)
	}
	for _, s := range previous.CoSigned {
		switch kept := slices.ContainsFunc(n.CoSigned, s.same); {
		case same && !kept:
			c.Wrong(path+"/coSigned", "co-signature-removed", "signatures are not removed", therapy.ErrTransition)
		case !same && kept:
			c.Wrong(path+"/coSigned", "co-signature-stale", "the amended text has to be signed again", therapy.ErrContradiction)
		}
	}
}

func (n *Note) canonical() {
	for i := range n.CoSigned {
		n.CoSigned[i].At = instant(n.CoSigned[i].At)
	}
}
