package compose

import "github.com/therapykit/therapykit/group"

// Resource is something that only so many groups can use: a therapist, a
// therapist's hour, the rooms of an hour, the variants of one group. The zero
// Resource is not valid.
type Resource struct {
	// ID is unique among resources and not empty, and does not begin with ~.
	ID string `json:"id"`
	// Kind says what it is, and what Cap counts.
	Kind ResourceKind `json:"kind"`
	// Cap is how many of Groups may be open, or how many of their weekly minutes fit
	// for [TherapistMinutes]; not negative. Running groups count. Where they alone
	// exceed it they stay open, and no candidate may join them.
	Cap int `json:"cap"`
	// Groups are ids of groups, no id twice.
	Groups []string `json:"groups,omitempty"`
}

// Therapist is what is known of somebody who leads groups. The zero Therapist is
// not valid.
type Therapist struct {
	// ID is as in [Group.Therapists].
	ID string `json:"id"`
	// Gender is the recorded gender. Where the genders of all leaders of a group are
	// known they have to agree with [Group.TherapistGender].
	Gender group.Gender `json:"gender"`
	// MaxGroups is how many open groups they can lead, and MaxWeeklyMinutes how many
	// minutes a week these can take, by [Group.WeeklyMinutes]. 0 is no limit.
	MaxGroups        int `json:"maxGroups,omitempty"`
	MaxWeeklyMinutes int `json:"maxWeeklyMinutes,omitempty"`
}

// Room is a room for groups on site. At one time it takes one open group, whose Max
// it has to seat. The zero Room is not valid.
type Room struct {
	// ID is unique among rooms.
	ID string `json:"id"`
	// Region is where it is.
	Region string `json:"region"`
	// Seats is for how many people it is, leaders not counted.
	Seats int `json:"seats"`
	// Slots are the times at which it is free; none means always.
	Slots []string `json:"slots,omitempty"`
}

// Travel is how many minutes one region is from another, either way. The zero
// Travel is not valid.
type Travel struct {
	From    string `json:"from"`
	To      string `json:"to"`
	Minutes int    `json:"minutes"`
}
