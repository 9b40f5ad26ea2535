package compose

import "slices"

// If several rules about how many of a kind may join limit a group at once, branching on the
// person who breaks a rule takes many steps. The rules treat all people of one kind alike, so
// the best choice takes the best people of each kind. How many of each kind is found by
// dynamic programming over the kinds: for each size and each count so far, it keeps the best
// worth of the remaining kinds.

// blend sorts the people of one group into kinds, for one choice.
type blend struct {
	c      *choice
	rules  []int // those regarded
	width  []int // how many numbers of each are told apart
	kinds  []uint64
	lists  [][]int // people of each kind that may be taken, best first
	spare  int     // how many of no worth a choice can want
	known  []int64 // best worth of the rest, by kind and counts; notYet
	copies int     // entries of one kind
}

const (
	maxCounts = 4096 // combinations of size and counts that are told apart
	mostKinds = 200
	notYet    = -int64(1) << 62
	never     = -int64(1) << 61 // from here on no valid choice
)

// newBlend sorts the people; some of them have to be in and some are out. It returns nil if a
// blend would not help.
func (c *choice) newBlend(skip func(n int) bool) *blend {
	if len(c.rules) < 2 || c.room < 1 {
		return nil
	}
	b := &blend{c: c, copies: c.room + 1, spare: max(0, c.need)}
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
		b.known[k] = notYet
	}
	return b
}

// counts is how many are taken, and how many each rule regarded counts.
type counts struct {
	size int
	each [maxRules]int
}

const maxRules = 64

// plus takes one more of a kind. ok is false if a rule or the size does not allow one more.
func (b *blend) plus(n counts, kind uint64) (_ counts, ok bool) {
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

// rest is the most that kinds from one on can add.
func (b *blend) rest(kind int, n counts) int64 {
	if kind == len(b.kinds) {
		if b.done(n) {
			return 0
		}
		return never
	}
	at := n.size
	for k := range b.rules {
		at = at*b.width[k] + n.each[k]
	}
	at = kind*b.copies + at
	if b.known[at] == notYet {
		b.known[at], _ = b.of(kind, n)
	}
	return b.known[at]
}

// of tries how many of a kind to take, and returns the best worth and number.
func (b *blend) of(kind int, n counts) (best int64, take int) {
	best = never
	var sum int64
	for k := 0; ; k++ {
		if r := b.rest(kind+1, n); r > never && sum+r > best {
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
		if n, ok = b.plus(n, b.kinds[kind]); !ok {
			return best, take
		}
		sum += worth
	}
}

// done reports whether size and counts are right.
func (b *blend) done(n counts) bool {
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

// blended is pick with the rules that the blend regards.
func (c *choice) blended(in []int, skip func(n int) bool) (sum int64, picked []int, ok bool) {
	b := c.newBlend(func(n int) bool { return skip(n) || slices.Contains(in, n) })
	if b == nil {
		return c.pick(in, skip)
	}
	var n counts
	var regarded uint64
	for _, q := range b.rules {
		regarded |= 1 << q
	}
	for _, i := range in {
		if n, ok = b.plus(n, c.people[i].mask&regarded); !ok {
			return 0, nil, false
		}
		sum += c.people[i].worth
		picked = append(picked, i)
	}
	rest := b.rest(0, n)
	if rest <= never {
		return 0, nil, false
	}
	sum += rest
	for kind := range b.kinds {
		_, take := b.of(kind, n)
		for _, i := range b.lists[kind][:take] {
			n, _ = b.plus(n, b.kinds[kind])
			picked = append(picked, i)
		}
	}
	return sum, picked, true
}
