package compose

import "github.com/therapykit/therapykit/group"

// Resource is something that only a limited number of groups can use: a therapist, an hour of
// a therapist, the rooms at one time, the variants of one group. The zero Resource is not
// valid.
type Resource struct {
	// ID is unique among resources and not empty, and does not begin with ~.
	ID string `json:"id"`
	// Kind says what it is, and what Cap counts.
	Kind ResourceKind `json:"kind"`
	// Cap is how many of Groups may be open or, for [TherapistMinutes], how many weekly
	// minutes they may take together; it is not negative. Running groups count. If they alone
	// exceed it, they stay open, and no candidate of Groups may open.
	Cap int `json:"cap"`
	// Groups are ids of groups, no id twice.
	Groups []string `json:"groups,omitempty"`
}

// Therapist is a leader of groups. The zero Therapist is not valid.
type Therapist struct {
	// ID is as in [Group.Therapists].
	ID string `json:"id"`
	// Gender is the recorded gender. If the genders of all leaders of a group are known, they
	// have to agree with [Group.TherapistGender].
	Gender group.Gender `json:"gender"`
	// MaxGroups is how many open groups they can lead, and MaxWeeklyMinutes how many minutes
	// per week these can take, by [Group.WeeklyMinutes]. 0 means no limit.
	MaxGroups        int `json:"maxGroups,omitempty"`
	MaxWeeklyMinutes int `json:"maxWeeklyMinutes,omitempty"`
}

// Room is a room for groups on site. It takes one open group at a time, and needs a seat for
// each person up to the group's Max. The zero Room is not valid.
type Room struct {
	// ID is unique among rooms.
	ID string `json:"id"`
	// Region is where it is.
	Region string `json:"region"`
	// Seats is for how many people it is, without leaders.
	Seats int `json:"seats"`
	// Slots are the times at which it is free; empty means always.
	Slots []string `json:"slots,omitempty"`
}

// Travel is the travel time in minutes between two regions, in either direction. The zero
// Travel is not valid.
type Travel struct {
	From    string `json:"from"`
	To      string `json:"to"`
	Minutes int    `json:"minutes"`
}
