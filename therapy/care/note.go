package care

import (
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
}

// IsZero reports whether there is no note.
func (n Note) IsZero() bool { return n.Text.IsZero() && n.Status == 0 && n.By.IsZero() }

func (n Note) validate(c *therapy.Check, path string) {
	if n.IsZero() {
		return
	}
	if n.Text.IsZero() {
		c.Wrong(path+"/text", "note-text", "the text of the note", therapy.ErrRequired)
	}
	c.Stated(path+"/status", "note-status", n.Status.Valid())
	person(c, path+"/by", n.By)
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
}
