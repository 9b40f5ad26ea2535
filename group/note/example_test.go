package note_test

import (
	"fmt"
	"log"

	"github.com/therapykit/therapykit/group/note"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

func ExampleChecker_Clear() {
	id := confidential.MustPersonID("person-1")
	names := note.Names{Given: []string{"Grace"}, Family: []string{"O'Connor"}}
	checker, err := note.NewChecker(note.CheckerSpec{
		Known: []note.Known{{Member: id, Names: confidential.Seal(names, confidential.LabelFor(confidential.Identity, id))}},
		// In a real program this is Value.Disclose with a gate that records the disclosure.
		Open: func(confidential.Value[note.Names]) (note.Names, error) { return names, nil },
	})
	if err != nil {
		log.Fatal(err)
	}
	draft := note.Draft{Text: "Everybody bore it with grace, and OConnor's idea helped.", Group: care.GroupID("group-7")}
	_, err = checker.Clear(draft)
	fmt.Println(err)

	draft.Text = "Everybody bore it with grace, and one idea helped."
	for m := range checker.Find(draft.Text) {
		fmt.Println(m.Start, m.End, m.Form, m.Certainty)
		draft.NotNames = append(draft.NotNames, m) // the author has checked: it is the word, not the name
	}
	note, err := checker.Clear(draft)
	fmt.Println(note.IsZero(), err)
	// Output:
	// /text: contradiction [note-may-name-member]: bytes 23 to 28
	// /text: contradiction [note-names-member]: bytes 34 to 43
	// 23 28 given-name possible
	// false <nil>
}
