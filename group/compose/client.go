package compose

import (
	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Client is a person on the waiting list. The zero Client is not valid.
type Client struct {
	confidential.Hidden
	// ID is unique among clients and existing members, and not empty.
	ID string `json:"id"`
	// Priority is how urgent the need is.
	Priority group.Priority `json:"priority"`
	// WaitDays is how long the client has waited, in days, 0 to [MaxWaitDays].
	WaitDays int `json:"waitDays"`
	// Suitable says that screening found group therapy suitable. False means
	// that the client is reported as not suitable and placed nowhere.
	Suitable bool `json:"suitable"`
	// Concerns lists up to [MaxConcerns] concerns, the primary one first.
	Concerns []Concern `json:"concerns,omitempty"`
	// Contraindicated lists themes that the client must not be exposed to.
	Contraindicated []string `json:"contraindicated,omitempty"`
	// Slots are the times at which the client can come.
	Slots []string `json:"slots,omitempty"`
	// PreferredSlots are the times that the client prefers.
	PreferredSlots []string `json:"preferredSlots,omitempty"`
	// Languages lists the client's languages, the first language first.
	Languages []string `json:"languages,omitempty"`
	// Gender is the recorded gender.
	Gender group.Gender `json:"gender"`
	// Age is in years, 0 to [MaxAge].
	Age int `json:"age"`
	// Acuity is how acute the client's present state is.
	Acuity Acuity `json:"acuity"`
	// Modes lists how the client can take part, the preferred way first.
	Modes []Mode `json:"modes,omitempty"`
	// Region is where the client lives, and Regions are other regions they can come to.
	Region  string   `json:"region"`
	Regions []string `json:"regions,omitempty"`
	// MaxTravel is how many minutes the client can travel to a group, by
	// [Problem.Travel]; 0 to [MaxMinutes].
	MaxTravel int `json:"maxTravel,omitempty"`
	// WantTherapistGender is a wish. It is met if one of the leaders has the gender. Zero
	// means no wish.
	WantTherapistGender LeaderGender `json:"wantTherapistGender,omitzero"`
	// NeedTherapistGender is a condition: every leader must have the gender, or, for
	// LedByBoth, both a woman and a man must lead. Zero means no condition.
	NeedTherapistGender LeaderGender `json:"needTherapistGender,omitzero"`
	// ExcludeTherapists lists therapists whom the client does not accept.
	ExcludeTherapists []string `json:"excludeTherapists,omitempty"`
	// RuledOut lists ids of groups that screening found wrong for the client.
	RuledOut []string `json:"ruledOut,omitempty"`
	// Pin promises the client a place. The zero Pin promises nothing.
	Pin Pin `json:"pin,omitzero"`
}

// Concern is something a client seeks help with. The zero Concern is invalid.
type Concern struct {
	// Code names the concern in the vocabulary of [Group.Themes].
	Code string `json:"code"`
	// Severity is 1 (mild) to 3 (severe).
	Severity int `json:"severity"`
}

// Pin promises a client a place, in one group or at one time. The client then joins nothing
// else, and a plan that keeps more promises is better than one with more points. If the rules
// make a promise impossible, the report explains it like any other missing place. The zero
// Pin promises nothing.
type Pin struct {
	confidential.Hidden
	// Group promises a place in the group with this id, Slot a place at this time, and
	// Anywhere any place. If none of them is set, nothing is promised.
	Group    string `json:"group"`
	Slot     string `json:"slot,omitempty"`
	Anywhere bool   `json:"anywhere,omitempty"`
	// Until is the last day on which the place is held. If [Problem.On] is after that day,
	// the client waits like everybody else. The zero date means that there is no end.
	Until therapy.Date `json:"until,omitzero"`
}

// pinned reports whether a promise holds on the day of planning.
func (c *Client) pinned(on therapy.Date) bool {
	return (c.Pin.Group != "" || c.Pin.Slot != "" || c.Pin.Anywhere) && (c.Pin.Until.IsZero() || on.Compare(c.Pin.Until) <= 0)
}

// allows reports whether the promise leaves the client the group.
func (c *Client) allows(g *Group, on therapy.Date) bool {
	return !c.pinned(on) || (c.Pin.Group == "" || c.Pin.Group == g.ID) && (c.Pin.Slot == "" || c.Pin.Slot == g.Slot)
}
