package care

import (
	"slices"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// NoteStatus is how finished a note is. The zero NoteStatus is unstated and
// refused. FHIR calls a draft "preliminary"; the others are its codes.
type NoteStatus uint8

// The statuses of a note.
const (
	// NoteDraft may still be rewritten freely.
	NoteDraft NoteStatus = iota + 1
	// NoteFinal is signed. What it says changes no more.
	NoteFinal
	// NoteAmended was final and has been corrected or added to since.
	NoteAmended
	// NoteEnteredInError should never have been written here, for instance because it
	// is about somebody else. Another note may be written in its place.
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

// To says whether a note may go from s to next: forward only.
func (s NoteStatus) To(next NoteStatus) Transition {
	if !s.Valid() || !next.Valid() {
		return TransitionRefused
	}
	return noteTransitions[s][next]
}

// Note is a text about people, sealed, with its author and how finished it is. It
// goes from draft to final to amended and never back. Once it is final its text stands,
// and its author is its author; a correction makes it an amended note whose earlier text
// remains in the ledger.
//
// The zero Note is no note.
type Note struct { //nolint:recvcheck // putting in order is on the pointer
	confidential.Hidden
	// Text is what is written, sealed under the label that fits it.
	Text confidential.Value[string] `json:"text,omitzero"`
	// Status is how finished it is.
	Status NoteStatus `json:"status,omitzero"`
	// By is the author.
	By confidential.PersonID `json:"by,omitzero"`
	// CoSigned are those who signed the text beside the author, such as a supervisor.
	// An amended text has to be signed again.
	CoSigned []Signature `json:"coSigned,omitempty"`
}

// Signature says who signed and when. The zero Signature is not valid.
type Signature struct {
	confidential.Hidden
	// By is who signed.
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

// Validate reports everything wrong with the note at once. The zero Note is right.
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

// kind checks that the text is labelled as what it is used as: process notes have
// stricter rules than anything else, and a progress note that is one by its label,
// or the other way round, would be disclosed by the wrong ones.
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

// follows checks what became of a note.
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
		c.Wrong(path+"/text", "note-replaced", "another text than that entered in error", therapy.ErrTransition)
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
