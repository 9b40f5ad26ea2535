package recommend

import (
	"cmp"
	"fmt"
	"iter"
	"math/bits"
	"slices"
	"strings"
)

// Tolerance is by what fraction all points could be off at once before the
// outcome changes. The zero Tolerance says that nobody has looked.
type Tolerance struct {
	// Unlimited says that the outcome does not rest on points at all, or that no
	// change of them can reach another one.
	Unlimited bool
	// Num and Den are the fraction, in lowest terms: with every point of every
	// rule that fired changed by less than Num/Den of its size, each on its own,
	// the outcome stays; at Num/Den or just beyond it another can be reached. 1/1
	// and more means that some rules would have to lose all their points.
	Num, Den int
	// AtOnce says that Num/Den itself is already enough to reach another outcome;
	// otherwise only more than that is.
	AtOnce bool

	hinges []*compiledRule
}

// String says it in one line, such as "less than 1/12, hinging on
// f42-individual-privacy". It names rules and no answers.
func (t Tolerance) String() string {
	switch {
	case t.Unlimited:
		return "unlimited"
	case t.Den == 0:
		return "unknown"
	}
	bound := "less than "
	if !t.AtOnce {
		bound = "up to "
	}
	line := fmt.Sprintf("%s%d/%d", bound, t.Num, t.Den)
	if ids := slices.Collect(t.Hinges()); len(ids) > 0 {
		line += ", hinging on " + strings.Join(ids, ", ")
	}
	return line
}

// Hinges yields the ids of the rules it hinges on, in the policy's order: those
// whose points decide between the two options that come to stand differently.
func (t Tolerance) Hinges() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, c := range t.hinges {
			if !yield(c.ID) {
				return
			}
		}
	}
}

// Tolerance works out the exact fraction. The points of each rule for each
// option are taken to be uncertain on their own, so that one can be too high
// while another is too low; margins are decisions and are not.
func (rec *Recommendation) Tolerance() Tolerance {
	if rec.r == nil {
		return Tolerance{}
	}
	b := rec.balance()
	if b == nil {
		return Tolerance{Unlimited: true}
	}
	for _, at := range b.turningPoints() {
		// Just at the turning point, then just beyond it.
		for _, beyond := range []bool{false, true} {
			if !b.only(b.first, 0, at, beyond, rec.verdict.standing) {
				t := Tolerance{Num: at.num, Den: at.den, AtOnce: !beyond}
				t.hinges = b.hinges(at)
				return t
			}
		}
	}
	return Tolerance{Unlimited: true}
}

// fraction is num/den with den above 0, in lowest terms.
type fraction struct{ num, den int }

func newFraction(num, den int) fraction {
	a, b := num, den
	for b != 0 {
		a, b = b, a%b
	}
	if a > 1 {
		num, den = num/a, den/a
	}
	return fraction{num, den}
}

// balance is the points of the stages and how uncertain they are.
type balance struct {
	rec    *Recommendation
	first  uint16
	points [][maxOptions]int // by stage and option: the sum
	sizes  [][maxOptions]int // and the sum of absolute values
}

// balance returns nil if points do not enter into the outcome.
func (rec *Recommendation) balance() *balance {
	v := rec.verdict
	if v.outcome != Either && (v.outcome != Recommended || !v.decided.Weighs()) {
		return nil
	}
	r := rec.r
	b := &balance{rec: rec, first: v.eligible, points: make([][maxOptions]int, len(r.stages)), sizes: make([][maxOptions]int, len(r.stages))}
	rec.fired(func(stage int, c *compiledRule, factor int) {
		for option, n := range c.given {
			b.points[stage][option] += factor * int(n)
			b.sizes[stage][option] += factor * abs(int(n))
		}
	})
	return b
}

// fired visits every weighing rule that fired, with its stage and how often its
// points count.
func (rec *Recommendation) fired(visit func(stage int, c *compiledRule, factor int)) {
	l := rec.answers.literals()
	for i := range rec.r.rules {
		c := &rec.r.rules[i]
		if !c.Layer.Weighs() || !c.fires.holds(&l) {
			continue
		}
		factor := 1
		if c.doubles && bit(&rec.answers.strong, c.single) {
			factor = 2
		}
		stage := slices.IndexFunc(rec.r.stages, func(s weighingStage) bool { return s.layer == c.Layer })
		visit(stage, c, factor)
	}
}

// turningPoints lists, in rising order, every fraction at which some option can
// come to drop out, or not to, of some stage because of some other.
func (b *balance) turningPoints() []fraction {
	var at []fraction
	b.pairs(func(_, _, _ int, turn fraction) { at = append(at, turn) })
	slices.SortFunc(at, func(x, y fraction) int { return cmp.Compare(x.num*y.den, y.num*x.den) })
	return slices.Compact(at)
}

// pairs visits every two options of every stage with the fractions at which one
// can come to be more than the margin ahead of the other, or level with it.
func (b *balance) pairs(visit func(stage, over, under int, turn fraction)) {
	for stage := range b.points {
		for x := b.first; x != 0; x &= x - 1 {
			for y := b.first; y != 0; y &= y - 1 {
				over, under := bits.TrailingZeros16(x), bits.TrailingZeros16(y)
				size := b.sizes[stage][over] + b.sizes[stage][under]
				if over == under || size == 0 {
					continue
				}
				lead := b.points[stage][over] - b.points[stage][under]
				visit(stage, over, under, newFraction(abs(lead-b.rec.r.stages[stage].margin), size))
				visit(stage, over, under, newFraction(abs(lead), size))
			}
		}
	}
}

// only reports whether, with points off by up to at (beyond: by a little more),
// nothing but want can come out of the stages from the given one on.
func (b *balance) only(standing uint16, stage int, at fraction, beyond bool, want uint16) bool {
	if standing&(standing-1) == 0 || stage == len(b.points) {
		return standing == want
	}
	for sub := standing; sub != 0; sub = (sub - 1) & standing {
		if b.reachable(standing, sub, stage, at, beyond) && !b.only(sub, stage+1, at, beyond, want) {
			return false
		}
	}
	return true
}

// reachable reports whether exactly the options of left can be left of those
// standing. Each option's points lie anywhere between their bounds, so it has to
// be possible to choose the best total such that one of left reaches it, all of
// left come within the margin of it, and the others do not. Everything is
// multiplied by the denominator, and by two where "a little more" has to be told
// apart from "exactly", so that whole numbers suffice.
func (b *balance) reachable(standing, left uint16, stage int, at fraction, beyond bool) bool {
	const scale = 1 << 20 // a little more is one part in scale
	more := 0
	if beyond {
		more = 1
	}
	bound := func(option, sign int) int {
		size := b.sizes[stage][option]
		slack := size * at.num * scale
		if size > 0 {
			slack += more
		}
		return b.points[stage][option]*at.den*scale + sign*slack
	}
	margin := b.rec.r.stages[stage].margin * at.den * scale
	// The best total lies between the highest of these floors and the lowest of
	// these ceilings.
	floor, ceiling := minInt, maxInt
	reach := false
	for rest := left; rest != 0; rest &= rest - 1 {
		o := bits.TrailingZeros16(rest)
		floor = max(floor, bound(o, -1))
		ceiling = min(ceiling, bound(o, +1)+margin)
	}
	for rest := standing &^ left; rest != 0; rest &= rest - 1 {
		floor = max(floor, bound(bits.TrailingZeros16(rest), -1)+margin+1) // strictly above
	}
	if floor > ceiling {
		return false
	}
	// One of left has to be able to be the best: its own ceiling caps the total.
	for rest := left; rest != 0; rest &= rest - 1 {
		reach = reach || bound(bits.TrailingZeros16(rest), +1) >= floor
	}
	return reach
}

const (
	maxInt = int(^uint(0) >> 1)
	minInt = -maxInt - 1
)

// hinges lists the rules that give points to an option of a pair that turns at
// the fraction.
func (b *balance) hinges(at fraction) []*compiledRule {
	turns := make([]uint16, len(b.points)) // by stage: the options of such pairs
	b.pairs(func(stage, over, under int, turn fraction) {
		if turn == at {
			turns[stage] |= 1<<over | 1<<under
		}
	})
	var rules []*compiledRule
	b.rec.fired(func(stage int, c *compiledRule, _ int) {
		if c.speaks&turns[stage] != 0 {
			rules = append(rules, c)
		}
	})
	return rules
}
