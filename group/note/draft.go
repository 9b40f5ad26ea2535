package note

import (
	"iter"
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Draft is a shared note before it is checked: the one text about a session that every member
// may read. Fill it in and give it to [Checker.Clear]. The text is not sealed yet, so do not
// store it.
//
// The zero Draft is not valid.
type Draft struct {
	confidential.Hidden
	// Text is the text of the note.
	Text string `json:"text"`
	// Group is the group whose record it belongs to.
	Group care.GroupID `json:"group"`
	// Heard is who was present. The note is about them: what is said in a group may be
	// disclosed only with their consent.
	Heard []confidential.PersonID `json:"heard,omitempty"`
	// NotNames are mentions that the author has checked and that are not names: the word
	// "will", an "A." that begins a list. Only [Possible] mentions can be accepted, exactly
	// as [Checker.Find] reported them.
	NotNames []Mention `json:"notNames,omitempty"`
}

// Cleared is a shared note in which no member's name was found. Only [Checker.Clear],
// [Checker.ClearSealed] and Stored make one, and group.NewSession refuses a shared note without
// it.
//
// The zero Cleared means no note.
type Cleared struct {
	confidential.Hidden
	_       [0]func() // has a list inside: compare with Equal
	text    confidential.Value[string]
	members []confidential.PersonID
}

// Clear seals the text if it names nobody whom the checker knows. Otherwise it reports every
// place that names somebody, or may do so, as a pointer to a [therapy.FieldError] with byte
// offsets and without the name or the member:
//
//   - note-names-member: certainly a name. Remove it.
//   - note-may-name-member: possibly a name. Remove it, or list it in NotNames if it is not a
//     name.
//
// The checker can find the names that were recorded. It cannot find a person who is described
// without a name ("the nurse from the hospital across the street"); the author of the note is
// responsible for that.
func (c Checker) Clear(draft Draft) (Cleared, error) {
	var check therapy.Check
	c.check(&check, draft.Text, draft.NotNames)
	check.RecordID("/group", "group-id", string(draft.Group))
	if err := check.Err(); err != nil {
		return Cleared{}, err
	}
	label := confidential.LabelFor(confidential.GroupContent, confidential.PersonID{})
	label.Case, label.Setting = confidential.CaseID(draft.Group), confidential.GroupSetting
	label.Heard = slices.SortedFunc(slices.Values(draft.Heard), confidential.PersonID.Compare)
	label.About = slices.Clone(label.Heard)
	return Cleared{text: confidential.Seal(draft.Text, label), members: slices.Clone(c.names.open().members)}, nil
}

// check reports what is wrong with a text.
func (c Checker) check(check *therapy.Check, text string, notNames []Mention) {
	if c.names == nil {
		check.Wrong("", "note-unchecked", "a checker that knows the members", therapy.ErrRequired)
	}
	check.Stated("/text", "note-text", text != "")
	found := c.mentions(text)
	for i, accepted := range notNames {
		if !slices.Contains(found, accepted) {
			check.Wrong("/notNames/"+strconv.Itoa(i), "note-mention-unknown", "a mention that the checker found in this text", therapy.ErrReference)
		}
	}
	for _, m := range found {
		place := "bytes " + strconv.Itoa(m.Start) + " to " + strconv.Itoa(m.End)
		switch {
		case m.Certainty != Possible:
			check.Wrong("/text", "note-names-member", place, therapy.ErrContradiction)
		case !slices.Contains(notNames, m):
			check.Wrong("/text", "note-may-name-member", place, therapy.ErrContradiction)
		}
	}
}

// ClearSealed checks a note that is already sealed, such as one that was stored and loaded
// again, or taken over from another system. open opens it, normally with
// [confidential.Value.Disclose] and a gate that records it. The result is the given sealed
// text, with its label unchanged.
//
// Errors are as in [Checker.Clear]. An error of open is reported without its text.
func (c Checker) ClearSealed(text confidential.Value[string], open func(confidential.Value[string]) (string, error), notNames ...Mention) (Cleared, error) {
	if text.IsZero() || open == nil {
		return Cleared{}, fail("/text", "note-text", "a sealed text, and a function that opens it", therapy.ErrRequired)
	}
	opened, err := open(text)
	if err != nil {
		return Cleared{}, fail("/text", "note-sealed", "a text that can be opened", therapy.ErrRequired)
	}
	var check therapy.Check
	c.check(&check, opened, notNames)
	if err := check.Err(); err != nil {
		return Cleared{}, err
	}
	return Cleared{text: text, members: slices.Clone(c.names.open().members)}, nil
}

// IsZero reports whether there is no note.
func (n Cleared) IsZero() bool { return n.text.IsZero() }

// Note returns the note for [care.SessionSpec], sealed.
func (n Cleared) Note(by confidential.PersonID, status care.NoteStatus) care.Note {
	if n.IsZero() {
		return care.Note{}
	}
	return care.Note{Text: n.text, Status: status, By: by}
}

// Clears reports whether text is the same sealed text that was cleared.
func (n Cleared) Clears(text confidential.Value[string]) bool {
	return !n.IsZero() && n.text.Equal(text)
}

// Covers reports whether the note was checked for the names of that member.
func (n Cleared) Covers(member confidential.PersonID) bool { return slices.Contains(n.members, member) }

// Members yields the members for whose names the note was checked, in the order of the
// checker.
func (n Cleared) Members() iter.Seq[confidential.PersonID] { return slices.Values(n.members) }

// Equal reports whether the two are the same sealed text, checked for the same people.
func (n Cleared) Equal(m Cleared) bool {
	return n.text.Equal(m.text) && slices.Equal(n.members, m.members)
}

// Stored returns the clearance of a note that was cleared earlier and then stored, with the
// members it was checked for. It is for code that loads a session: it checks nothing and
// trusts the stored data.
func Stored(text confidential.Value[string], members []confidential.PersonID) Cleared {
	if text.IsZero() {
		return Cleared{}
	}
	return Cleared{text: text, members: slices.Clone(members)}
}

// refused is the error for writing or reading a value as plain JSON.
func refused(calls string) error {
	return &therapy.FieldError{Rule: "json-refused", Hint: "use " + calls, Err: confidential.ErrSealed}
}

// MarshalJSON always returns an error: do not store drafts. [Checker.Clear] makes a note from
// one.
func (Draft) MarshalJSON() ([]byte, error) { return nil, refused("note.Checker.Clear") }

// MarshalJSON always returns an error: a cleared note is stored with its session.
func (Cleared) MarshalJSON() ([]byte, error) {
	return nil, refused("group.Session.Store and group.LoadSession")
}

// UnmarshalJSON always returns an error: a cleared note is read with its session.
func (*Cleared) UnmarshalJSON([]byte) error {
	return refused("group.Session.Store and group.LoadSession")
}
