package search

import (
	"math"
	"slices"
)

// The best mixture of one group. Where several counts limit a group at once, taking the
// best people and branching on the person who breaks a rule takes many steps. For the counts
// only the kind of a person matters: which counts include the person. Dynamic programming
// over the kinds finds the best valid set: for each size and each count so far it keeps the
// best worth of the kinds before, and it always takes the best people of a kind.

// mixture is how the people of one group fall into kinds.
type mixture struct {
	kinds []uint64     // masks that occur
	of    []uint8      // kind of each pair of the group
	rules []countRadix // the counts regarded
	size  int          // of the table
}

// countRadix is a count in the table: how many numbers it distinguishes (where there is no
// maximum, the last one stands for itself and more), and how far apart their entries are.
type countRadix struct {
	bit           int
	radix, stride int
	noMaximum     bool
}

const (
	mixTries = 2    // of entries, which take as long as a look at a pair
	maxTable = 4096 // entries of a table; counts that make it larger are branched on
	maxKinds = 200
)

// newMixtures returns the mixture of each group.
func newMixtures(m *Model) []mixture {
	list := make([]mixture, len(m.Room))
	for g := range list {
		list[g] = newMixture(m, int32(g))
	}
	return list
}

// newMixture looks at the people of group g. It has no kinds where there is nothing to
// gain by it.
func newMixture(m *Model, g int32) (x mixture) {
	if len(m.Counts[g]) < 2 {
		return x
	}
	x.size = int(m.Room[g]) + 1
	for q, c := range m.Counts[g] {
		t := countRadix{bit: q, radix: int(min(c.Most, m.Room[g])) + 1, stride: x.size}
		if c.Most >= m.Room[g] {
			t.noMaximum, t.radix = true, int(min(c.Least, m.Room[g]))+1
		}
		if t.radix == 1 && t.noMaximum || x.size*t.radix > maxTable {
			continue
		}
		x.size *= t.radix
		x.rules = append(x.rules, t)
	}
	if len(x.rules) < 2 {
		return mixture{}
	}
	var regarded uint64
	for _, t := range x.rules {
		regarded |= 1 << t.bit
	}
	x.of = make([]uint8, m.GroupOff[g+1]-m.GroupOff[g])
	for k := range x.of {
		mask := m.maskAt(m.GroupOff[g]+int32(k)) & regarded
		at := slices.Index(x.kinds, mask)
		if at < 0 {
			if at = len(x.kinds); at == maxKinds {
				return mixture{}
			}
			x.kinds = append(x.kinds, mask)
		}
		x.of[k] = uint8(at)
	}
	return x
}

// table is the scratch memory of a search for the best mixture.
type table struct {
	value, next []int64      // of each entry, unreached except for those listed
	at, then    []int32      // entries reached
	from        [][]int32    // entry before, of each kind and entry
	took        [][]uint8    // how many of the kind were taken
	lists       [][]int32    // undecided people of each kind, best first
	rules       []countRadix // that count the kind
	full        []fullCount
}

// bestMixture finds the best set that regards size and the counts of the mixture, under what is
// decided.
func (b *inner) bestMixture() (worth int64, ok bool) {
	m, x, t := b.m, &b.mixtures[b.g], &b.table
	room, need := int(m.Room[b.g]), int(m.Need[b.g])
	b.sortRest()
	start, worth, fits := b.mixStart(x)
	if !fits {
		return 0, false
	}
	spare := need // how many of no worth a set can want
	for _, c := range m.Counts[b.g] {
		spare = max(spare, int(c.Least))
	}
	t.value, t.next = unreachedUpTo(t.value, x.size), unreachedUpTo(t.next, x.size)
	t.value[start] = worth
	t.at = append(t.at[:0], int32(start))
	for len(t.from) < len(x.kinds) {
		t.from, t.took = append(t.from, nil), append(t.took, nil)
	}
	tries := 0
	for kind := range x.kinds {
		list := t.lists[kind]
		if len(list) == 0 {
			continue
		}
		t.rules = x.rulesOf(kind, t.rules[:0])
		next := t.next
		from, took := sized(&t.from[kind], x.size), sized(&t.took[kind], x.size)
		t.then = t.then[:0]
		for _, s := range t.at {
			value := t.value[s]
			t.value[s] = unreached
			at := int(s)
			most, stride := t.reach(at, min(len(list), math.MaxUint8, room-at%(room+1)))
			for n := 0; ; n++ {
				tries++
				if value > next[at] {
					if next[at] == unreached {
						t.then = append(t.then, int32(at))
					}
					next[at], from[at], took[at] = value, s, uint8(n)
				}
				if n == most {
					break
				}
				v := b.v[list[n]]
				if v <= 0 && n >= spare {
					break
				}
				at += stride
				value += v
				for _, full := range t.full {
					if full.after == n+1 {
						stride -= full.stride
					}
				}
			}
		}
		t.value, t.next, t.at, t.then = t.next, t.value, t.then, t.at
	}
	b.looks += tries / mixTries
	end := x.best(m.Counts[b.g], t, need, room)
	worth = unreached
	if end >= 0 {
		worth = t.value[end]
	}
	for _, s := range t.at {
		t.value[s] = unreached
	}
	if end < 0 {
		return 0, false
	}
	for kind := range slices.Backward(x.kinds) {
		if list := t.lists[kind]; len(list) > 0 {
			for _, n := range list[:t.took[kind][end]] {
				b.take(n, m.Counts[b.g])
			}
			end = int(t.from[kind][end])
		}
	}
	return worth, true
}

// mixStart sorts the undecided people by kind and takes who is decided to be in. It
// returns the entry and the worth of these.
func (b *inner) mixStart(x *mixture) (at int, worth int64, ok bool) {
	m, t := b.m, &b.table
	room := int(m.Room[b.g])
	b.set = b.set[:0]
	clear(b.count[:len(m.Counts[b.g])])
	for len(t.lists) < len(x.kinds) {
		t.lists = append(t.lists, nil)
	}
	for kind := range x.kinds {
		t.lists[kind] = t.lists[kind][:0]
	}
	for n, k := range b.order {
		kind := x.of[k-m.GroupOff[b.g]]
		switch {
		case b.state[n] == inside:
			if at%(room+1) == room {
				return 0, 0, false
			}
			if at = x.step(at, x.kinds[kind]); at < 0 {
				return 0, 0, false
			}
			b.take(int32(n), m.Counts[b.g])
			worth += b.v[n]
		case b.state[n] == undecided && len(t.lists[kind]) < room:
			t.lists[kind] = append(t.lists[kind], int32(n))
		}
	}
	return at, worth, true
}

// rulesOf appends the rules that count a kind.
func (x *mixture) rulesOf(kind int, rules []countRadix) []countRadix {
	for _, t := range x.rules {
		if x.kinds[kind]>>t.bit&1 != 0 {
			rules = append(rules, t)
		}
	}
	return rules
}

// reach is how many people of a kind can be added to an entry, at most most, and how far the
// entry moves with each. A count without maximum stops moving it at its last number: full lists
// when.
func (t *table) reach(at, most int) (people, stride int) {
	t.full = t.full[:0]
	stride = 1
	for k := range t.rules {
		r := &t.rules[k]
		left := r.radix - 1 - at/r.stride%r.radix
		switch {
		case !r.noMaximum:
			most = min(most, left)
		case left == 0:
			continue
		default:
			t.full = append(t.full, fullCount{left, r.stride})
		}
		stride += r.stride
	}
	return most, stride
}

// fullCount is a count that after so many more people stops to move an entry by its stride.
type fullCount struct{ after, stride int }

// step is the entry after one more person of the kind, or -1 where a count is used up.
func (x *mixture) step(at int, mask uint64) int {
	then := at + 1
	for _, t := range x.rules {
		if mask>>t.bit&1 == 0 {
			continue
		}
		switch n := at / t.stride % t.radix; {
		case n+1 < t.radix:
			then += t.stride
		case !t.noMaximum:
			return -1
		}
	}
	return then
}

// best is the entry of most worth whose size and counts are right, or -1.
func (x *mixture) best(counts []Count, t *table, need, room int) int {
	end := -1
	for _, s := range t.at {
		s, v := int(s), t.value[s]
		if s%(room+1) < need || end >= 0 && (v < t.value[end] || v == t.value[end] && s > end) {
			continue
		}
		right := true
		for _, rule := range x.rules {
			right = right && counts[rule.bit].missing(int32(s/rule.stride%rule.radix)) == 0
		}
		if right {
			end = s
		}
	}
	return end
}

// unreached marks an entry that no set has.
const unreached = -int64(1) << 62

// unreachedUpTo returns the list with at least n entries; those it adds are unreached.
func unreachedUpTo(list []int64, n int) []int64 {
	for len(list) < n {
		list = append(list, unreached)
	}
	return list
}

// sized makes sure that a list has at least n entries, and returns it.
func sized[T any](list *[]T, n int) []T {
	if len(*list) < n {
		*list = make([]T, n)
	}
	return *list
}
