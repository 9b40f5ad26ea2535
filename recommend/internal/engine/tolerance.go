package engine

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
)

// Tolerance is the fraction by which all points may be wrong at once before the outcome
// changes.
type Tolerance struct {
	// Unlimited says that no change of points reaches another outcome.
	Unlimited bool
	// Num and Den are the fraction in lowest terms. AtOnce says that an error of exactly
	// Num/Den can reach another outcome; otherwise it takes a larger one.
	Num, Den int
	AtOnce   bool
	// Hinges are the numbers of the rules whose points decide at this fraction.
	Hinges []int
	// Grades are the changes of one grade by one step that reach another outcome.
	Grades []GradeStep
}

// Tolerance computes the exact fraction. The points of each rule for each option can be
// wrong independently, one too high while another is too low. Margins are decisions of the
// policy and are taken as exact.
func (e *Engine) Tolerance(a *Answers, v Verdict) Tolerance {
	if !v.Weighed() {
		return Tolerance{Unlimited: true}
	}
	grades := e.GradeSteps(a, v)
	b := e.balance(a, v)
	for _, at := range b.turningPoints() {
		// First exactly at the turning point, then just beyond it.
		for _, beyond := range []bool{false, true} {
			if !b.only(b.first, b.from, at, beyond, v.Standing) {
				return Tolerance{Num: int(at.num), Den: int(at.den), AtOnce: !beyond, Hinges: b.hinges(at), Grades: grades}
			}
		}
	}
	return Tolerance{Unlimited: true, Grades: grades}
}

// fraction is num/den with den above 0, in lowest terms.
type fraction struct{ num, den int64 }

func newFraction(num, den int64) fraction {
	a, b := num, den
	for b != 0 {
		a, b = b, a%b
	}
	return fraction{num / a, den / a}
}

// balance is the points of the stages and their uncertainty.
type balance struct {
	e       *Engine
	answers *Answers
	first   uint16 // the options that points are added up for
	from    int    // the first stage that adds up points
	flagged uint16
	points  [][MaxOptions]int64 // by stage and option: the sum
	sizes   [][MaxOptions]int64 // and the sum of absolute values
}

func (e *Engine) balance(a *Answers, v Verdict) *balance {
	b := &balance{
		e: e, answers: a, first: v.Eligible,
		points: make([][MaxOptions]int64, len(e.Stages)), sizes: make([][MaxOptions]int64, len(e.Stages)),
	}
	if e.Graded {
		var fired graded
		e.fire(&a.known, &fired)
		b.first, b.flagged, _ = e.meet(&fired, &a.known, v.Eligible, nil)
		b.from = 1
		if b.first&(b.first-1) == 0 {
			b.first = v.Standing // indication has decided; points change nothing
			b.from = len(e.Stages)
		}
	}
	b.fired(func(stage int, c *Rule, times int64) {
		for option, n := range c.Points {
			b.points[stage][option] += times * int64(n)
			b.sizes[stage][option] += times * abs(int64(n))
		}
	})
	return b
}

// fired visits every weighing rule that fired, with its stage and the factor of its points.
// Rules that grade are visited too; they have no points.
func (b *balance) fired(visit func(stage int, c *Rule, times int64)) {
	l := b.answers.Literals()
	for i := range b.e.Rules {
		if c := &b.e.Rules[i]; c.Layer.Weighs() && c.Fires.Holds(&l) {
			visit(b.e.Stage(c.Layer), c, int64(c.times(b.answers)))
		}
	}
}

// turningPoints lists, in ascending order, every fraction from which on some option can drop
// out of a stage, or stay in it, because of another option.
func (b *balance) turningPoints() []fraction {
	var at []fraction
	b.pairs(func(_, _, _ int, turn fraction) { at = append(at, turn) })
	slices.SortFunc(at, func(x, y fraction) int { return cmp.Compare(x.num*y.den, y.num*x.den) })
	return slices.Compact(at)
}

// pairs visits every two options of every stage with the fractions from which on one can be
// more than the margin ahead of the other, or equal to it.
func (b *balance) pairs(visit func(stage, over, under int, turn fraction)) {
	for stage := b.from; stage < len(b.points); stage++ {
		for x := b.first; x != 0; x &= x - 1 {
			for y := b.first; y != 0; y &= y - 1 {
				over, under := bits.TrailingZeros16(x), bits.TrailingZeros16(y)
				size := b.sizes[stage][over] + b.sizes[stage][under]
				if over == under || size == 0 {
					continue
				}
				lead := b.points[stage][over] - b.points[stage][under]
				visit(stage, over, under, newFraction(abs(lead-int64(b.e.Stages[stage].Margin)), size))
				visit(stage, over, under, newFraction(abs(lead), size))
			}
		}
	}
}

// only reports whether, with points wrong by up to at (beyond: by a little more), want is the
// only possible result of the stages from the given one on.
func (b *balance) only(standing uint16, stage int, at fraction, beyond bool, want uint16) bool {
	if standing&(standing-1) == 0 || stage == len(b.points) {
		return standing == want
	}
	for sub := standing; sub != 0; sub = (sub - 1) & standing {
		if !b.reachable(standing, sub, stage, at, beyond) {
			continue
		}
		if guarded(standing, sub, b.flagged) {
			if standing != want {
				return false
			}
		} else if !b.only(sub, stage+1, at, beyond, want) {
			return false
		}
	}
	return true
}

// reachable reports whether exactly the options of left can remain of those standing. Each
// option's points can be anywhere between their bounds. So there has to be a best total that
// one of left reaches, that all of left come within the margin of, and that the others do
// not. Everything is multiplied by the denominator, and by scale where "a little more" has
// to differ from "exactly", so that integers suffice.
func (b *balance) reachable(standing, left uint16, stage int, at fraction, beyond bool) bool {
	const scale int64 = 1 << 20 // a little more is one part in scale
	more := int64(0)
	if beyond {
		more = 1
	}
	bound := func(option int, sign int64) int64 {
		size := b.sizes[stage][option]
		slack := size * at.num * scale
		if size > 0 {
			slack += more
		}
		return b.points[stage][option]*at.den*scale + sign*slack
	}
	margin := int64(b.e.Stages[stage].Margin) * at.den * scale
	// The best total is between the highest of these floors and the lowest of these
	// ceilings.
	floor, ceiling := int64(math.MinInt64), int64(math.MaxInt64)
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
	// One of left has to be the best: its own ceiling limits the total.
	for rest := left; rest != 0; rest &= rest - 1 {
		reach = reach || bound(bits.TrailingZeros16(rest), +1) >= floor
	}
	return reach
}

// hinges lists the rules that give points to an option of a pair that turns at
// the fraction.
func (b *balance) hinges(at fraction) []int {
	turns := make([]uint16, len(b.points)) // by stage: the options of such pairs
	b.pairs(func(stage, over, under int, turn fraction) {
		if turn == at {
			turns[stage] |= 1<<over | 1<<under
		}
	})
	var rules []int
	b.fired(func(stage int, c *Rule, _ int64) {
		if c.Speaks&turns[stage] != 0 {
			rules = append(rules, c.Number)
		}
	})
	return rules
}
