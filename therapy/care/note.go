package care

import (
	"slices"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Note is a text about people, sealed, with its author and how finished it is. It
// goes from draft to final to amended and never back: once it is final its text
// stands, and a correction makes it an amended note whose earlier text remains in
// the ledger.
//
// The zero Note is no note.
type Note struct {
	// Text is what is written, sealed under the label that fits it.
	Text confidential.Value[string] `json:"text,omitzero"`
	// Status is how finished it is.
	Status NoteStatus `json:"status,omitzero"`
	// By is the author.
	By confidential.PersonID `json:"by,omitzero"`
	// CoSigned are those who have signed the text beside its author, such as the
	// supervisor of a trainee, in the order in which they did. They signed this text:
	// when it is amended their signatures stay in the ledger with the text they
	// belong to, and are given anew.
	CoSigned []Signature `json:"coSigned,omitempty"`
}

// Signature is one person's signature under a note that somebody else has written. The
// zero Signature is not valid.
type Signature struct {
	confidential.Hidden
	// By is who signed.
	By confidential.PersonID `json:"by" kind:"identity,professional"`
	// At is when, kept as an instant in UTC.
	At time.Time `json:"at" kind:"progress-note"`
}

// IsZero reports whether there is no note.
func (n Note) IsZero() bool {
	return n.Text.IsZero() && n.Status == 0 && n.By.IsZero() && len(n.CoSigned) == 0
}

// clone returns a copy that shares no slice with n.
func (n Note) clone() Note {
	n.CoSigned = slices.Clone(n.CoSigned)
	return n
}

// canonical puts the times of the signatures into UTC.
func (n *Note) canonical() {
	for i := range n.CoSigned {
		n.CoSigned[i].At = instant(n.CoSigned[i].At)
	}
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
	if len(n.CoSigned) > 0 && n.Status != NoteFinal && n.Status != NoteAmended {
		c.Wrong(path+"/coSigned", "co-signature-draft", "a note is signed by its author before others sign it", therapy.ErrContradiction)
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
		if n.Status == NoteAmended {
			c.Wrong(path+"/status", "note-transition", "a note is final before it is amended", therapy.ErrTransition)
		}
		return
	case n.IsZero():
		c.Wrong(path, "note-removed", "it is not removed", therapy.ErrTransition)
		return
	case previous.Status.To(n.Status) == TransitionRefused:
		c.Wrong(path+"/status", "note-transition", "from draft to final to amended", therapy.ErrTransition)
	}
	if previous.Status == NoteFinal && n.Status == NoteFinal && (!n.Text.Equal(previous.Text) || n.By != previous.By) {
		c.Wrong(path+"/text", "note-final", "a final note has to be amended", therapy.ErrTransition)
	}
	n.signaturesFollow(c, path, previous)
}

// signaturesFollow checks that signatures stay with the text they were given for: under
// the same text they are only added to, and another text begins without them.
func (n Note) signaturesFollow(c *therapy.Check, path string, previous Note) {
	same := n.Text.Equal(previous.Text)
	for _, s := range previous.CoSigned {
		kept := slices.ContainsFunc(n.CoSigned, func(now Signature) bool { return now.By == s.By && now.At.Equal(s.At) })
		switch {
		case same && !kept:
			c.Wrong(path+"/coSigned", "co-signature-removed", "a signature is not taken back", therapy.ErrTransition)
		case !same && kept:
			c.Wrong(path+"/coSigned", "co-signature-stale", "the amended text is signed anew", therapy.ErrContradiction)
		}
	}
}
