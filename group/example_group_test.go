package group_test

import (
	"fmt"
	"log"
	"time"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/words"
)

// evening returns a made-up closed group for social anxiety that starts on 2 March 2026.
func evening() group.Group {
	start := therapy.MustDate(2026, time.March, 2)
	g, err := group.New(group.Spec{
		ID: care.GroupID("group-7"), Theme: "social-anxiety", Kind: group.StructuredCBT, Enrolment: group.EnrolmentClosed, Timeframe: group.TimeLimited,
		Leaders: []group.Leader{{ID: confidential.MustPersonID("leader-1"), Role: group.Lead, Qualification: group.TherapyTrained}},
		Schedule: care.MustSchedule(care.ScheduleSpec{
			Kind: therapy.ScheduleRegular, Zone: "Europe/London", From: start, Every: 1, Per: care.Weekly,
			At: care.MustClockTime(18, 0), Minutes: 90, Sessions: therapy.Range{Min: 8, Max: 8},
		}),
		Delivery: care.InPerson, Language: "en",
		History: []group.StatusChange{{To: group.Forming, On: start.AddDays(-30)}, {To: group.Running, On: start}},
	})
	if err != nil {
		log.Fatal(err)
	}
	return g
}

func ExampleNew() {
	g := evening()
	fmt.Println(g.Kind().Title(words.English()), "for", g.Theme())
	fmt.Println(g.Status(), "with", g.Size().Min, "to", g.Size().Max, "members")
	// Output:
	// Structured CBT group for social-anxiety
	// running with 5 to 15 members
}

func ExampleGroup_Move() {
	_, err := evening().Move(group.StatusChange{To: group.Cancelled, On: therapy.MustDate(2026, time.March, 9), Reason: "too-few-members"})
	fmt.Println(err)
	for next := range evening().Status().Next() {
		fmt.Println("may become", next)
	}
	// Output:
	// /history/2/to: transition not allowed [status-transition]: one of the statuses that Status.Next lists
	// may become paused
	// may become closed
}

func ExampleTherapeuticFactor_Benefits() {
	for f := range group.TherapeuticFactors() {
		fmt.Printf("%s: %s", f, f.Meaning(words.English()))
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
	// universality: Others have this too: I am not alone with it. S16 S22
	// information: I learn what this is and what others do about it. S28 S17
}
