package compose

import "slices"

// If several rules about how many of a kind may join limit a group at once, branching on the
// person who breaks a rule takes many steps. The rules treat all people of one kind alike, so
// the best choice takes the best people of each kind. How many of each kind is found by
// dynamic programming over the kinds: for each size and each count so far, it keeps the best
// worth of the remaining kinds.

// kindTable holds the people of one group by kind, for one choice, and the best worths so far.
type kindTable struct {
	c      *choice
	rules  []int // the rules that the table regards
	width  []int // how many numbers of each rule are distinguished
	kinds  []uint64
	lists  [][]int // people of each kind that may be taken, best first
	spare  int     // how many people without worth a choice can need
	known  []int64 // best worth of the rest, by kind and counts; notYet
	copies int     // entries of one kind
}

const (
	maxCounts   = 4096 // combinations of size and counts that are told apart
	mostKinds   = 200
	notComputed = -int64(1) << 62
	noChoice    = -int64(1) << 61 // no valid choice is possible
)

// newKindTable sorts the people; some of them have to be in and some are out. It returns nil if a
// table would not help.
func (c *choice) newKindTable(skip func(n int) bool) *kindTable {
	if len(c.rules) < 2 || c.room < 1 {
		return nil
	}
	b := &kindTable{c: c, copies: c.room + 1, spare: max(0, c.need)}
	var regarded uint64
	for q, rule := range c.rules {
		b.spare = max(b.spare, rule.least)
		width := min(rule.least, c.room) + 1
		if rule.most < c.room {
			width = rule.most + 1
		}
		if rule.most >= c.room && rule.least == 0 || b.copies*width > maxCounts {
			continue
		}
		b.rules, b.width, b.copies = append(b.rules, q), append(b.width, width), b.copies*width
		regarded |= 1 << q
	}
	for n, p := range c.people {
		kind := slices.Index(b.kinds, p.mask&regarded)
		if kind < 0 {
			kind = len(b.kinds)
			b.kinds, b.lists = append(b.kinds, p.mask&regarded), append(b.lists, nil)
		}
		if !skip(n) {
			b.lists[kind] = append(b.lists[kind], n)
		}
	}
	if len(b.rules) < 2 || len(b.kinds) > mostKinds {
		return nil
	}
	b.known = make([]int64, b.copies*len(b.kinds))
	for k := range b.known {
		b.known[k] = notComputed
	}
	return b
}

// counts is how many are taken, and how many each rule regarded counts.
type counts struct {
	size int
	each [maxRules]int
}

const maxRules = 64

// addOne takes one more of a kind. ok is false if a rule or the size does not allow one more.
func (b *kindTable) addOne(n counts, kind uint64) (_ counts, ok bool) {
	if n.size++; n.size > b.c.room {
		return n, false
	}
	for k, q := range b.rules {
		switch {
		case kind>>q&1 == 0:
		case n.each[k]+1 < b.width[k]:
			n.each[k]++
		case b.c.rules[q].most < b.c.room:
			return n, false
		}
	}
	return n, true
}

// bestRest is the most that kinds from one on can add.
func (b *kindTable) bestRest(kind int, n counts) int64 {
	if kind == len(b.kinds) {
		if b.valid(n) {
			return 0
		}
		return noChoice
	}
	at := n.size
	for k := range b.rules {
		at = at*b.width[k] + n.each[k]
	}
	at = kind*b.copies + at
	if b.known[at] == notComputed {
		b.known[at], _ = b.bestTake(kind, n)
	}
	return b.known[at]
}

// bestTake tries how many of a kind to take, and returns the best worth and number.
func (b *kindTable) bestTake(kind int, n counts) (best int64, take int) {
	best = noChoice
	var sum int64
	for k := 0; ; k++ {
		if r := b.bestRest(kind+1, n); r > noChoice && sum+r > best {
			best, take = sum+r, k
		}
		if k == len(b.lists[kind]) {
			return best, take
		}
		worth := b.c.people[b.lists[kind][k]].worth
		if worth <= 0 && k >= b.spare {
			return best, take
		}
		var ok bool
		if n, ok = b.addOne(n, b.kinds[kind]); !ok {
			return best, take
		}
		sum += worth
	}
}

// valid reports whether size and counts are right.
func (b *kindTable) valid(n counts) bool {
	if n.size < b.c.need {
		return false
	}
	for k, q := range b.rules {
		if rule := b.c.rules[q]; n.each[k] < rule.least && (n.each[k] > 0 || !rule.orNone) {
			return false
		}
	}
	return true
}

// pickByKinds is pick with the rules that the table regards.
func (c *choice) pickByKinds(in []int, skip func(n int) bool) (sum int64, picked []int, ok bool) {
	b := c.newKindTable(func(n int) bool { return skip(n) || slices.Contains(in, n) })
	if b == nil {
		return c.pick(in, skip)
	}
	var n counts
	var regarded uint64
	for _, q := range b.rules {
		regarded |= 1 << q
	}
	for _, i := range in {
		if n, ok = b.addOne(n, c.people[i].mask&regarded); !ok {
			return 0, nil, false
		}
		sum += c.people[i].worth
		picked = append(picked, i)
	}
	rest := b.bestRest(0, n)
	if rest <= noChoice {
		return 0, nil, false
	}
	sum += rest
	for kind := range b.kinds {
		_, take := b.bestTake(kind, n)
		for _, i := range b.lists[kind][:take] {
			n, _ = b.addOne(n, b.kinds[kind])
			picked = append(picked, i)
		}
	}
	return sum, picked, true
}
