package compose

import (
	"cmp"
	"slices"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Problem is one planning run: a waiting list, the groups that run or could be opened, and
// one moment in time. It is plain data, filled by the caller, by [Read] or by [FromRecords].
// [Problem.Validate] reports everything that is wrong with it, and every function of this
// package refuses an invalid Problem. The zero Problem is valid and has nobody to place.
//
// The order of its slices never changes a result, except where a field's comment says that
// the order matters (concerns, languages, modes).
type Problem struct {
	confidential.Hidden
	// Name labels the instance; it may be empty.
	Name string
	// On is the day of planning. It is needed only if places are held until a date.
	On therapy.Date
	// Policy says what a place is worth.
	Policy Policy
	// Clients is the waiting list.
	Clients []Client
	// Groups are the running groups and those that could be opened.
	Groups []Group
	// Conflicts lists people who must not be in one group, and Together people who
	// have to be.
	Conflicts []ConflictSet
	Together  []Together
	// Wishes decide between plans that are otherwise equal.
	Wishes []Wish
	// Therapists has data about leaders of groups. It need not contain all of them.
	Therapists []Therapist
	// Rooms lists the rooms of regions. A region without rooms in the list has as many as
	// needed.
	Rooms []Room
	// Travel lists how far regions are apart.
	Travel []Travel
	// Resources limit how many groups can be open at once, for any reason.
	Resources []Resource
}

// Policy is the part of the objective that a clinic decides. The zero Policy gives no points;
// then only fit decides.
type Policy struct {
	// Routine, Soon and Urgent are the points for placing a client of that [group.Priority],
	// each 0 to [MaxPoints]. Large differences make priority strict; equal points with a
	// WaitCapWeeks of 0 place the most clients.
	Routine int
	Soon    int
	Urgent  int
	// WaitCapWeeks is the most points that waiting can add, one per full week, 0 to
	// [MaxPoints].
	WaitCapWeeks int
	// WaitBeforeFit compares the weeks beyond WaitCapWeeks before fit, so that of plans with
	// equal points, one that places a client who has waited five years is better than one
	// with more fit.
	WaitBeforeFit bool
	// MinFit is the minimum fit, 0 to [MaxFit], with which a client may join a group.
	MinFit int
	// MixedLeaders opens candidate groups only if a woman and a man lead them.
	MixedLeaders bool
	// EqualSizes says how much equal sizes of open groups count among wishes, 0 to
	// [MaxWeight]: each open group costs EqualSizes times the square of its size.
	EqualSizes int
}

// Limits of an instance. They keep the sums of the solver inside an int64; larger instances
// are refused. The verifiers use wider numbers.
const (
	// MaxPoints is the maximum of each number of points in a [Policy].
	MaxPoints = 1_000_000
	// MaxWaitDays is the maximum waiting time of a client, in days.
	MaxWaitDays = 7 * MaxPoints
	// MaxFit is the largest fit of a client in a group.
	MaxFit = 99
	// MaxClients and MaxGroups are the maximum numbers of clients and groups.
	MaxClients = 1_000_000
	MaxGroups  = 100_000
	// MaxMinutes is the maximum of every number of minutes.
	MaxMinutes = 1_000_000
	// MaxSeats is the maximum size of a group.
	MaxSeats = 1000
	// MaxQuotas is the maximum number of composition rules of one group.
	MaxQuotas = 16
	// MaxConcerns is the maximum number of concerns of a client; further ones would not
	// count.
	MaxConcerns = 3
	// MaxAge is the maximum of every age, in years.
	MaxAge = 150
	// MaxWeight is the maximum weight of a [Wish].
	MaxWeight = 1000
	// MaxTogether is how many Together sets may compete for one group.
	MaxTogether = 48
	// MaxPlacing is the maximum that placing one client adds to [Score.Placing].
	MaxPlacing = 1 << 36
)

// placing is how the first level of the objective is counted in one number: places
// that are promised first, then points, then weeks beyond the cap.
type placing struct{ promise, point int64 }

// newPlacing chooses the units. Both are 1 and 0 in a problem that promises nothing
// and caps waiting.
func newPlacing(p *Problem) placing {
	unit := placing{promise: 0, point: 1}
	if p.Policy.WaitBeforeFit {
		for i := range p.Clients {
			unit.point += int64(overtime(&p.Policy, &p.Clients[i]))
		}
	}
	var sum int64
	promises := false
	for i := range p.Clients {
		c := &p.Clients[i]
		sum += unit.of(0, pointsOf(&p.Policy, c), overtime(&p.Policy, c))
		promises = promises || c.pinned(p.On)
	}
	if promises {
		unit.promise = sum + 1
	}
	return unit
}

func (u placing) of(promised, points, overtime int) int64 {
	return int64(promised)*u.promise + int64(points)*u.point + int64(overtime)
}

// ofClient is what placing one client counts.
func (u placing) ofClient(p *Problem, c *Client) int64 {
	promised := 0
	if c.pinned(p.On) {
		promised = 1
	}
	return u.of(promised, pointsOf(&p.Policy, c), overtime(&p.Policy, c))
}

// overtime is the weeks beyond the cap, if they count.
func overtime(policy *Policy, c *Client) int {
	if !policy.WaitBeforeFit {
		return 0
	}
	return max(0, c.WaitDays/7-policy.WaitCapWeeks)
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
