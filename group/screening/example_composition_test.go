package screening_test

import (
	"fmt"
	"log"
	"time"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/group/screening"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// A report on the composition of a group names nobody in its texts and gives no score.
func ExampleNewComposition() {
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
	var profiles []screening.Profile
	for i, age := range []int{24, 27, 29, 31, 62} {
		profiles = append(profiles, screening.Profile{
			Member: confidential.MustPersonID(fmt.Sprintf("person-%d", i+1)), Age: age, Gender: group.Female, Concerns: []string{"social-anxiety"},
		})
	}
	profiles[4].Gender = group.Male
	report, err := screening.NewComposition(g, start, profiles, []screening.Tie{{A: profiles[0].Member, B: profiles[1].Member, Kind: screening.Relatives}})
	if err != nil {
		log.Fatal(err)
	}
	for f := range report.Findings() {
		fmt.Println(f.Rule, len(f.People), f.Words)
	}
	// Output:
	// age-isolate 1 the only one of an age band
	// age-isolate 1 the only one of an age band
	// gender-isolate 1 the only one of a gender
	// tie 2 connected outside the group: relatives
}
