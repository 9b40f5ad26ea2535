package demo

import (
	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"

	"github.com/therapykit/therapykit/examples/clinic/store"
)

// group writes the group that runs.
func (c *clinic) group() error {
	first := c.today.AddDays(-21)
	schedule, err := care.NewSchedule(care.ScheduleSpec{
		Kind: therapy.ScheduleRegular, Zone: c.zone.String(), From: first, Every: 1, Per: care.Weekly,
		At: care.MustClockTime(17, 30), Minutes: 90, Sessions: therapy.Range{Min: 8, Max: 8},
	})
	if err != nil {
		return err
	}
	g, err := group.New(group.Spec{
		ID: GroupID, Theme: "social-anxiety", Kind: group.StructuredCBT, Enrolment: group.EnrolmentSlowOpen, Timeframe: group.TimeLimited,
		Leaders: []group.Leader{{ID: rosa, Role: group.Lead, Qualification: group.TherapyTrained}},
		Size:    therapy.Range{Min: 5, Max: 8}, Schedule: schedule, Delivery: care.InPerson, Language: "en",
		History: []group.StatusChange{{To: group.Forming, On: first.AddDays(-28)}, {To: group.Running, On: first}},
	})
	if err != nil {
		return err
	}
	var stays []group.Membership
	for _, p := range everybody() {
		if p.inGroup {
			stays = append(stays, group.Membership{Member: p.id, Joined: first.AddDays(-14), Route: group.FromWaitingList})
		}
	}
	roster, err := group.NewRoster(g, group.RosterSpec{Memberships: stays})
	if err != nil {
		return err
	}
	c.add(store.New(store.Rosters, GroupID, GroupID, roster), store.NewCare(store.Care{Therapist: rosa, Subject: GroupID, Role: store.Lead, From: first.AddDays(-28)}))
	return nil
}
