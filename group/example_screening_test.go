package group_test

import (
	"fmt"
	"log"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

func ExampleCriteria_Screen() {
	criteria := group.DefaultCriteria()
	fmt.Println(criteria.Screen(group.Support, nil).Verdict)

	// Everything that has to be asked is answered …
	answers := group.Answers{}
	for c := range criteria.All() {
		for f := range c.When.Factors() {
			answers[f] = therapy.False
		}
	}
	for _, f := range []therapy.Factor{therapy.NoAcuteRisk, therapy.ConsentGiven, group.SharesConcern, therapy.InformedDiscussionDone} {
		answers[f] = therapy.True
	}
	fmt.Println(criteria.Screen(group.Support, answers).Verdict)

	// … and a crisis means something else in each kind of group.
	answers[therapy.AcuteLifeCrisis] = therapy.True
	for _, kind := range []group.Kind{group.Support, group.InterpersonalProcess} {
		s := criteria.Screen(kind, answers)
		fmt.Println(kind, s.Verdict, s.Reasons[0].Criterion.Advice)
	}
	// Output:
	// ask-first
	// join
	// support prepare-first Individual support first; begin when the worst has passed.
	// interpersonal-process not-this-group Individual support for days or weeks; ask again when it has passed.
}

func ExampleNoteChecker_Clear() {
	id := confidential.MustPersonID("person-1")
	names := group.Names{Given: []string{"Grace"}, Family: []string{"O'Connor"}}
	checker, err := group.NewNoteChecker(group.NamesSpec{
		Known: []group.KnownNames{{Member: id, Names: confidential.Seal(names, confidential.LabelFor(confidential.Identity, id))}},
		// In earnest this is Value.Disclose with a gate that records who opened what.
		Open: func(confidential.Value[group.Names]) (group.Names, error) { return names, nil },
	})
	if err != nil {
		log.Fatal(err)
	}
	draft := group.NoteDraft{Text: "Everybody bore it with grace, and OConnor's idea helped.", Group: confidential.MustPersonID("group-7")}
	_, err = checker.Clear(draft)
	fmt.Println(err)

	draft.Text = "Everybody bore it with grace, and one idea helped."
	for m := range checker.Find(draft.Text) {
		fmt.Println(m.Start, m.End, m.Form, m.Certainty)
		draft.NotNames = append(draft.NotNames, m) // the author has looked: it is the word
	}
	note, err := checker.Clear(draft)
	fmt.Println(note.IsZero(), err)
	// Output:
	// /text: contradiction [note-may-name-member]: bytes 23 to 28
	// /text: contradiction [note-names-member]: bytes 34 to 43
	// 23 28 given-name possible
	// false <nil>
}

func ExampleShare() {
	byMinutes, err := group.Share(10000, []int64{90, 90, 60})
	fmt.Println(byMinutes, group.Split(10000, 3), err)
	// Output: [3750 3750 2500] [3334 3333 3333] <nil>
}

func ExampleTherapeuticFactor_Benefits() {
	for f := range group.TherapeuticFactors() {
		fmt.Printf("%s: %s", f, f.Meaning())
		for _, s := range f.Benefits() {
			fmt.Print(" ", s.ID)
		}
		fmt.Println()
		if f == group.Information {
			break
		}
	}
	// Output:
	// hope: Seeing others get better gives hope. S27
	// universality: Others know this too: I am not alone with it. S16 S22
	// information: I learn what this is and what others do about it. S28 S17
}
