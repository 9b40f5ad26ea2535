package compose

import (
	"github.com/therapykit/therapykit/group"

	"github.com/therapykit/therapykit/therapy/confidential"
)

// Group is a running group or one that could be opened. Several ways to run the
// same group, with other leaders or at another time, are several candidates of which
// a [Resource] with a Cap of 1 opens one. The zero Group is not valid.
type Group struct {
	confidential.Hidden
	// ID is unique among groups and not empty.
	ID string `json:"id"`
	// Themes are the concerns that the group works on.
	Themes []string `json:"themes,omitempty"`
	// Slot is when the group meets. Equal slots are the same time.
	Slot string `json:"slot"`
	// Therapists lead the group. Nobody leads two open groups at the same time.
	Therapists []string `json:"therapists,omitempty"`
	// TherapistGender says whether women, men or both lead it.
	TherapistGender LeaderGender `json:"therapistGender"`
	// Language is what the group speaks.
	Language string `json:"language"`
	// Mode is how the group meets, and Region where if on site.
	Mode   Mode   `json:"mode"`
	Region string `json:"region"`
	// Min and Max bound the number of people in the group, existing members
	// included: 0 ≤ Min ≤ Max ≤ [MaxSeats]. The minimum is a condition for
	// opening; a running group below it stays open.
	Min int `json:"min"`
	Max int `json:"max"`
	// State and Intake say whether the group meets already and takes people.
	State  State  `json:"state"`
	Intake Intake `json:"intake"`
	// Members are in the group already. They never move.
	Members []Member `json:"members,omitempty"`
	// Gender, AgeMin and AgeMax say for whom the group is.
	Gender GenderRule `json:"gender"`
	AgeMin int        `json:"ageMin"`
	AgeMax int        `json:"ageMax"`
	// Minutes is the therapist time of the whole programme, 0 to [MaxMinutes].
	// A running group's minutes are spent already and do not count.
	Minutes int `json:"minutes"`
	// WeeklyMinutes is what the group takes of each leader's week, 0 to [MaxMinutes].
	WeeklyMinutes int `json:"weeklyMinutes,omitempty"`
	// Quotas are the composition rules, at most [MaxQuotas].
	Quotas []Quota `json:"quotas,omitempty"`
}

// Member is somebody who is in a group already. Only what composition needs is
// known of them here. The zero Member is not valid.
type Member struct {
	confidential.Hidden
	// ID is unique within the group and differs from every client's id.
	ID     string       `json:"id"`
	Gender group.Gender `json:"gender"`
	Age    int          `json:"age"`
	Acuity Acuity       `json:"acuity"`
}

// Quota is a composition rule of one group: at most so many, at least so many, or
// nobody alone, of the people with one value of one attribute. At least one of
// HasMax, Min and NoLone has to be set. The zero Quota is not valid.
type Quota struct {
	// Attribute and Value say whom the rule counts; see [Attribute] for the values.
	Attribute Attribute
	Value     string
	// HasMax says that Max, the most people with the value, existing members
	// included, applies.
	HasMax bool
	Max    int
	// Min is the fewest people with the value, existing members included, with which
	// the group opens. Like [Group.Min] it does not bind a running group.
	Min int
	// NoLone says that no newcomer may be the only person with the value. A
	// group that has a member with the value already is exempt.
	NoLone bool
}
