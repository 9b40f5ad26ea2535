package compose

import (
	"cmp"
	"slices"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Problem is one planning run: a waiting list, the groups that run or could be
// opened, and one moment in time. It is plain data, to be filled by the caller,
// by [Read] or by [FromRecords]; [Problem.Validate] says everything that is wrong
// with it, and every function of this package that takes a Problem refuses an
// invalid one whole. The zero Problem is valid and has nobody to place.
//
// The order of its slices never matters to a result, except where a field's
// comment says that order carries meaning (concerns, languages, modes).
type Problem struct {
	confidential.Hidden
	// Name labels the instance; it may be empty.
	Name string
	// On is the day of planning. Only places that are held until a date need it.
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
	// Wishes lists what would be good among plans that are otherwise equal.
	Wishes []Wish
	// Therapists says what is known of those who lead groups. It need not name all.
	Therapists []Therapist
	// Rooms lists the rooms of regions. A region without one has as many as it takes.
	Rooms []Room
	// Travel lists how far regions are apart.
	Travel []Travel
	// Resources limits how many groups can be open at once, for reasons of any kind.
	Resources []Resource
}

// Policy is the part of the objective that a clinic decides. The zero Policy
// gives nobody any points; fit alone then decides.
type Policy struct {
	// Routine, Soon and Urgent are the points for placing a client of that
	// [group.Priority], each 0 to [MaxPoints]. Steep steps make priority strict; equal
	// ones with a WaitCapWeeks of 0 place the most clients.
	Routine int
	Soon    int
	Urgent  int
	// WaitCapWeeks is the most points that waiting adds, one a full week, 0 to
	// [MaxPoints].
	WaitCapWeeks int
	// WaitBeforeFit compares the weeks beyond WaitCapWeeks, too, before fit, so that
	// among plans of equal points five years do not lose to a better fit.
	WaitBeforeFit bool
	// MinFit is the least fit, 0 to [MaxFit], at which a client may join a group.
	MinFit int
	// MixedLeaders opens candidate groups only if a woman and a man lead them.
	MixedLeaders bool
	// EqualSizes is how much it counts, among wishes, that open groups are of equal
	// size: each costs so much times the square of its size. 0 to [MaxWeight].
	EqualSizes int
}

// Limits of an instance. They keep the sums of the solver inside an int64; what
// does not fit is refused. Verifiers add up in wider numbers.
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
	// MaxMinutes bounds every number of minutes.
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
	// MaxWeight bounds the weight of a [Wish].
	MaxWeight = 1000
	// MaxTogether is how many sets of people who have to be together may compete for
	// one group.
	MaxTogether = 48
	// MaxPlacing bounds what placing one client counts before fit; see [Score.Placing].
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

// overtime is the weeks beyond the cap, where they count.
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
