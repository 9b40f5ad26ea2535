package compose

import (
	"github.com/therapykit/therapykit/group"

	"github.com/therapykit/therapykit/therapy/confidential"
)

// Group is a running group or one that could be opened. If the same group could be run in
// several ways, with other leaders or at another time, make one candidate for each way, and a
// [Resource] with a Cap of 1 so that only one opens. The zero Group is not valid.
type Group struct {
	confidential.Hidden
	// ID is unique among groups and not empty.
	ID string `json:"id"`
	// Themes are the concerns that the group works on.
	Themes []string `json:"themes,omitempty"`
	// Slot names the time at which the group meets. Equal slots mean the same time.
	Slot string `json:"slot"`
	// Therapists are the ids of the group's leaders. Nobody leads two open groups at the same
	// time.
	Therapists []string `json:"therapists,omitempty"`
	// TherapistGender says whether women, men or both lead it.
	TherapistGender LeaderGender `json:"therapistGender"`
	// Language is the language of the group.
	Language string `json:"language"`
	// Mode is how the group meets, and Region where, if on site.
	Mode   Mode   `json:"mode"`
	Region string `json:"region"`
	// Min and Max are the minimum and maximum number of people in the group, including
	// existing members: 0 ≤ Min ≤ Max ≤ [MaxSeats]. The minimum is a condition for opening; a
	// running group below it stays open.
	Min int `json:"min"`
	Max int `json:"max"`
	// State says whether the group already meets, and Intake whether it takes new members.
	State  State  `json:"state"`
	Intake Intake `json:"intake"`
	// Members are the existing members. They never move.
	Members []Member `json:"members,omitempty"`
	// Gender, AgeMin and AgeMax say for whom the group is meant.
	Gender GenderRule `json:"gender"`
	AgeMin int        `json:"ageMin"`
	AgeMax int        `json:"ageMax"`
	// Minutes is the therapist time of the whole programme, 0 to [MaxMinutes]. The minutes of
	// a running group do not count, since they are already planned.
	Minutes int `json:"minutes"`
	// WeeklyMinutes is the time per week that the group takes of each leader, 0 to
	// [MaxMinutes].
	WeeklyMinutes int `json:"weeklyMinutes,omitempty"`
	// Quotas are the composition rules, at most [MaxQuotas].
	Quotas []Quota `json:"quotas,omitempty"`
}

// Member is an existing member of a group, with the data that composition rules need. The
// zero Member is not valid.
type Member struct {
	confidential.Hidden
	// ID is unique within the group and differs from every client's id.
	ID     string       `json:"id"`
	Gender group.Gender `json:"gender"`
	Age    int          `json:"age"`
	Acuity Acuity       `json:"acuity"`
}

// Quota is a composition rule of one group about the people with one value of one attribute:
// a maximum, a minimum, or that nobody is the only one. At least one of HasMax, Min and
// NoLone has to be set. The zero Quota is not valid.
type Quota struct {
	// Attribute and Value say which people the rule counts; see [Attribute] for the values.
	Attribute Attribute
	Value     string
	// HasMax says that Max applies: the maximum number of people with the value, including
	// existing members.
	HasMax bool
	Max    int
	// Min is the minimum number of people with the value, including existing members, for
	// opening the group. Like [Group.Min] it does not apply to a running group.
	Min int
	// NoLone says that no newcomer may be the only person with the value. It does not apply
	// to a group that already has a member with the value.
	NoLone bool
}
