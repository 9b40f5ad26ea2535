package compose

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/therapykit/therapykit/therapy/care"
)

// Groups whose times have different names can still meet at the same time: one begins while
// the other still meets, one continues past midnight, one meets every second week. Nobody can
// lead both, and a resource says so.

// meetingsAhead is for how many days the meetings of groups are compared, and meetingsEach
// how many of one group at most.
const (
	meetingsAhead = 2 * 366
	meetingsEach  = 1000
)

// zonesApart is how far the same hour of two zones can be apart at most. The library has no
// table of zones, so that groups in two zones count as meeting at one time unless they are
// further apart than that.
const zonesApart = 26 * time.Hour

// meeting is a meeting of one of the problem's groups, by the clock of its zone.
type meeting struct {
	group      int
	zone       string
	begin, end time.Time
}

// meetings adds the meetings of a group to those of its leaders.
func (b *builder) meetings(g int, s care.Schedule) {
	spec := s.Spec()
	if spec.Zone == "" || b.records.On.IsZero() {
		return
	}
	// A fixed zone of that name shows the times as the clock does.
	times, err := s.Occurrences(time.FixedZone(spec.Zone, 0))
	if err != nil {
		return
	}
	first := b.records.On.In(time.UTC).Add(-zonesApart)
	last := first.AddDate(0, 0, meetingsAhead)
	var list []meeting
	for t := range times {
		if t.After(last) || len(list) == meetingsEach {
			break
		}
		if end := t.Add(s.Duration()); end.After(first) {
			list = append(list, meeting{g, spec.Zone, t, end})
		}
	}
	for _, leader := range b.problem.Groups[g].Therapists {
		b.led[leader] = append(b.led[leader], list...)
	}
}

// atOneTime adds a resource for any two groups that one therapist cannot lead both.
func (b *builder) atOneTime() {
	for _, leader := range slices.Sorted(maps.Keys(b.led)) {
		list := b.led[leader]
		slices.SortFunc(list, func(x, y meeting) int { return cmp.Or(x.begin.Compare(y.begin), cmp.Compare(x.group, y.group)) })
		pairs := map[[2]int]bool{}
		for i, x := range list {
			for _, y := range list[i+1:] {
				if !y.begin.Before(x.end.Add(zonesApart)) {
					break
				}
				pair := [2]int{min(x.group, y.group), max(x.group, y.group)}
				one, other := &b.problem.Groups[pair[0]], &b.problem.Groups[pair[1]]
				if x.zone == y.zone && !y.begin.Before(x.end) || one == other || one.Slot == other.Slot || one.State == Running && other.State == Running {
					continue
				}
				pairs[pair] = true
			}
		}
		for _, pair := range slices.SortedFunc(maps.Keys(pairs), func(x, y [2]int) int { return slices.Compare(x[:], y[:]) }) {
			ids := []string{b.problem.Groups[pair[0]].ID, b.problem.Groups[pair[1]].ID}
			b.problem.Resources = append(b.problem.Resources, Resource{
				ID: leader + " leads one at a time: " + strings.Join(ids, ", "), Kind: TherapistSlot, Cap: 1, Groups: ids,
			})
		}
	}
}
