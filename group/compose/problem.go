package compose

import (
	"cmp"
	"slices"

	"github.com/therapykit/therapykit/group"
)

// Problem is one planning run: a waiting list, the groups that run or could be
// opened, and one moment in time. It is plain data, to be filled by the caller
// or by [Read]; [Problem.Validate] says everything that is wrong with it, and
// every function of this package that takes a Problem refuses an invalid one
// whole. The zero Problem is valid and has nobody to place.
//
// The order of its slices never matters to a result, except where a field's
// comment says that order carries meaning (concerns, languages, modes).
type Problem struct {
	// Name labels the instance; it may be empty.
	Name string
	// Policy says what a place is worth.
	Policy Policy
	// Clients is the waiting list.
	Clients []Client
	// Groups are the running groups and those that could be opened.
	Groups []Group
	// Conflicts lists people who must not sit in one group.
	Conflicts []ConflictSet
	// Resources limits how many groups can be open at once.
	Resources []Resource
}

// Policy is the part of the objective that a clinic decides. The zero Policy
// gives nobody any points; fit alone then decides.
type Policy struct {
	// Routine, Soon and Urgent are the points for placing a client of that
	// [group.Priority], each 0 to [MaxPoints]. Steep steps make priority strict; equal
	// ones with a WaitCapWeeks of 0 place the most clients.
	Routine, Soon, Urgent int
	// WaitCapWeeks is the most points that waiting adds, one a full week, 0 to
	// [MaxPoints].
	WaitCapWeeks int
	// MinFit is the least fit, 0 to [MaxFit], at which a client may join a group.
	MinFit int
}

// Limits of an instance. They keep every sum of the solver inside an int64.
const (
	// MaxPoints bounds each number of a [Policy].
	MaxPoints = 1_000_000
	// MaxWaitDays bounds how long a client has waited.
	MaxWaitDays = 7 * MaxPoints
	// MaxFit is the largest fit of a client in a group.
	MaxFit = 99
	// MaxClients and MaxGroups bound the size of an instance.
	MaxClients = 1_000_000
	MaxGroups  = 100_000
	// MaxMinutes bounds the therapist minutes of one group.
	MaxMinutes = 1_000_000
	// MaxSeats bounds the minimum and maximum size of a group.
	MaxSeats = 1000
	// MaxQuotas bounds the composition rules of one group.
	MaxQuotas = 16
	// MaxConcerns is the most concerns a client can have; later ones would not
	// count.
	MaxConcerns = 3
	// MaxAge bounds every age, in years.
	MaxAge = 150
)

// Client is somebody on the waiting list.
type Client struct {
	// ID is unique among clients and existing members, and not empty.
	ID string `json:"id"`
	// Priority is how urgent the need is.
	Priority group.Priority `json:"priority"`
	// WaitDays is how long the client has waited, in days, not negative.
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
	// PreferredSlots are the times that the client would rather come at.
	PreferredSlots []string `json:"preferredSlots,omitempty"`
	// Languages lists what the client speaks, the first language first.
	Languages []string `json:"languages,omitempty"`
	// Gender is the recorded gender.
	Gender Gender `json:"gender"`
	// Age is in years, 0 to [MaxAge].
	Age int `json:"age"`
	// Acuity is the present state.
	Acuity Acuity `json:"acuity"`
	// Modes lists how the client can take part, the preferred way first.
	Modes []Mode `json:"modes,omitempty"`
	// Region is where the client can come to.
	Region string `json:"region"`
	// WantTherapistGender is a wish, [Female] or [Male]; zero means no wish.
	WantTherapistGender Gender `json:"wantTherapistGender,omitzero"`
	// ExcludeTherapists lists therapists whom the client does not accept.
	ExcludeTherapists []string `json:"excludeTherapists,omitempty"`
}

// Concern is something a client seeks help with. The zero Concern is invalid.
type Concern struct {
	// Code names the concern in the vocabulary of [Group.Themes].
	Code string `json:"code"`
	// Severity is 1 (mild) to 3 (severe).
	Severity int `json:"severity"`
}

// Group is a running group or one that could be opened.
type Group struct {
	// ID is unique among groups and not empty.
	ID string `json:"id"`
	// Themes are the concerns that the group works on.
	Themes []string `json:"themes,omitempty"`
	// Slot is when the group meets.
	Slot string `json:"slot"`
	// Therapists lead the group.
	Therapists []string `json:"therapists,omitempty"`
	// TherapistGender is [Female] or [Male].
	TherapistGender Gender `json:"therapistGender"`
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
	// Quotas are the composition rules, at most [MaxQuotas].
	Quotas []Quota `json:"quotas,omitempty"`
}

// Member is somebody who is in a group already. Only what composition needs is
// known of them here.
type Member struct {
	// ID is unique within the group and differs from every client's id.
	ID     string `json:"id"`
	Gender Gender `json:"gender"`
	Age    int    `json:"age"`
	Acuity Acuity `json:"acuity"`
}

// Quota is a composition rule of one group: at most so many, or nobody alone,
// of the people with one value of one attribute. At least one of HasMax and
// NoLone has to be set.
type Quota struct {
	// Attribute and Value say whom the rule counts; see [Attribute] for the values.
	Attribute Attribute
	Value     string
	// HasMax says that Max, the most people with the value, existing members
	// included, applies.
	HasMax bool
	Max    int
	// NoLone says that no newcomer may be the only person with the value. A
	// group that has a member with the value already is exempt.
	NoLone bool
}

// ConflictSet is a set of people of whom no two may be in one group. Two
// existing members who conflict are left alone; see [Report.StandingConflicts].
type ConflictSet struct {
	// Members are ids of clients or existing members, at least two, no id twice.
	Members []string `json:"members"`
	// Reason is why, in lower-case words joined by hyphens, such as relatives,
	// workplace or former-partners.
	Reason string `json:"reason"`
}

// Resource is something that only so many groups can use: a therapist, a
// therapist's hour, the rooms of an hour.
type Resource struct {
	// ID is unique among resources and not empty.
	ID string `json:"id"`
	// Kind is information for reports.
	Kind ResourceKind `json:"kind"`
	// Cap is how many of Groups may be open, not negative. Running groups count.
	// Where they alone exceed it they stay open, and no candidate may join them.
	Cap int `json:"cap"`
	// Groups are ids of groups, no id twice.
	Groups []string `json:"groups,omitempty"`
}

// ageBands are the bands of [ByAgeBand] and the highest age of each; whoever is
// older than the last but one is in the last.
var ageBands = [...]struct {
	name string
	upTo int
}{{"16-25", 25}, {"26-40", 40}, {"41-60", 60}, {"61+", MaxAge}}

// AgeBand returns the band of an age in years: 16-25, 26-40, 41-60 or 61+.
// People younger than 16 count as 16-25, so that everybody is in one band.
func AgeBand(age int) string {
	for _, band := range ageBands {
		if age <= band.upTo {
			return band.name
		}
	}
	return ageBands[len(ageBands)-1].name
}

// sortedRefs returns pointers to the elements of list in the order of their ids.
func sortedRefs[T any](list []T, id func(*T) string) []*T {
	refs := make([]*T, len(list))
	for i := range list {
		refs[i] = &list[i]
	}
	slices.SortFunc(refs, func(a, b *T) int { return cmp.Compare(id(a), id(b)) })
	return refs
}
