package recommend

import (
	"math/big"
	"math/bits"
	"slices"

	"github.com/therapykit/therapykit/recommend/policy"
)

// span is the range of one option's points in one stage.
type span struct{ sum, size *big.Rat }

// spans lists them by stage and option.
func (v *verifier) spans(s *ruleTruths) [][]span {
	all := make([][]span, len(v.stages))
	for i := range v.stages {
		for o := range v.p.Options {
			x := span{new(big.Rat), new(big.Rat)}
			for _, r := range v.stages[i].rules {
				if s.fires(r) {
					n := big.NewRat(int64(r.worth(o, s.facts)), 1)
					x.sum.Add(x.sum, n)
					x.size.Add(x.size, new(big.Rat).Abs(n))
				}
			}
			all[i] = append(all[i], x)
		}
	}
	return all
}

// checkTolerance tries every fraction at which the result can change, and one between each
// two of them.
func (v *verifier) checkTolerance(c *certificate, s *ruleTruths, now verifiedDecision) error {
	want := certTolerance{Unlimited: true, Hinges: []string{}}
	from := now.eligible
	if v.grades && len(now.stages) > 0 {
		from = now.stages[0].left
	}
	weighed := now.outcome == policy.Either || now.outcome == policy.Recommended && now.decided.Weighs()
	if weighed && v.grades {
		// If grades have decided, points change nothing.
		m := v.meet(s, now.eligible)
		weighed = !from.one() && !(m.left.one() && m.left&^m.flagged == 0)
	}
	if weighed {
		want = v.tolerance(s, now, from)
	}
	t := c.Tolerance
	if !slices.Equal(t.Grades, v.steps(s, now)) {
		return untrue("/tolerance/grades", "certificate-tolerance")
	}
	if t.Unlimited != want.Unlimited || t.Fraction != want.Fraction || t.AtOnce != want.AtOnce || !slices.Equal(t.Hinges, want.Hinges) {
		return untrue("/tolerance", "certificate-tolerance")
	}
	return nil
}

func (v *verifier) tolerance(s *ruleTruths, now verifiedDecision, from options) certTolerance {
	spans := v.spans(s)
	turns := v.turns(spans, from, nil)
	for i, turn := range turns {
		between := new(big.Rat).Add(turn, big.NewRat(1, 1))
		if i+1 < len(turns) {
			between.Quo(new(big.Rat).Add(turn, turns[i+1]), big.NewRat(2, 1))
		}
		at := v.otherReachable(from, now.flagged, 0, spans, turn, now.advised)
		if !at && !v.otherReachable(from, now.flagged, 0, spans, between, now.advised) {
			continue
		}
		found := certTolerance{Fraction: turn.RatString(), AtOnce: at}
		if turn.IsInt() {
			found.Fraction += "/1"
		}
		hinges := map[*rule]bool{}
		v.turns(spans, from, func(stage *weighing, a, b int, x *big.Rat) {
			for _, r := range stage.rules {
				if x.Cmp(turn) == 0 && (r.points[a] != 0 || r.points[b] != 0) && s.fires(r) {
					hinges[r] = true
				}
			}
		})
		found.Hinges = []string{}
		for i := range v.stages {
			for _, r := range v.stages[i].rules {
				if hinges[r] {
					found.Hinges = append(found.Hinges, r.ID)
				}
			}
		}
		return found
	}
	return certTolerance{Unlimited: true, Hinges: []string{}}
}

// turns lists, in ascending order, every fraction at which two options can have equal points,
// or differ by exactly the margin; each, if not nil, is called for every one.
func (v *verifier) turns(spans [][]span, among options, each func(stage *weighing, a, b int, x *big.Rat)) []*big.Rat {
	var found []*big.Rat
	for i := range v.stages {
		for a, x := range spans[i] {
			for b, y := range spans[i] {
				size := new(big.Rat).Add(x.size, y.size)
				if a == b || !among.has(a) || !among.has(b) || size.Sign() == 0 {
					continue
				}
				lead := new(big.Rat).Sub(x.sum, y.sum)
				for _, margin := range []int64{0, int64(v.stages[i].Margin)} {
					turn := new(big.Rat).Sub(lead, big.NewRat(margin, 1))
					turn.Quo(turn.Abs(turn), size)
					found = append(found, turn)
					if each != nil {
						each(&v.stages[i], a, b, turn)
					}
				}
			}
		}
	}
	slices.SortFunc(found, (*big.Rat).Cmp)
	return slices.CompactFunc(found, func(a, b *big.Rat) bool { return a.Cmp(b) == 0 })
}

// otherReachable reports whether, from a stage on, another set of options than want can
// remain in the end if every point may be wrong by the fraction.
func (v *verifier) otherReachable(standing, flagged options, stage int, spans [][]span, by *big.Rat, want options) bool {
	if standing.one() || stage == len(v.stages) {
		return standing != want
	}
	margin := big.NewRat(int64(v.stages[stage].Margin), 1)
	for left := standing; left != 0; left = (left - 1) & standing {
		switch {
		case !exactlyLeft(left, standing&^left, spans[stage], by, margin):
		case left != standing && left&^flagged == 0:
			if standing != want {
				return true
			}
		case v.otherReachable(left, flagged, stage+1, spans, by, want):
			return true
		}
	}
	return false
}

// exactlyLeft reports whether the points can be such that exactly these options remain and
// those drop out: some option of left is the best with x points, the others of left can be
// within the margin of x without exceeding it, and the dropped ones can be further behind.
func exactlyLeft(left, dropped options, spans []span, by, margin *big.Rat) bool {
	lowest := func(o int) *big.Rat { return new(big.Rat).Sub(spans[o].sum, new(big.Rat).Mul(spans[o].size, by)) }
	highest := func(o int) *big.Rat { return new(big.Rat).Add(spans[o].sum, new(big.Rat).Mul(spans[o].size, by)) }
	for rest := left; rest != 0; rest &= rest - 1 {
		best := bits.TrailingZeros32(uint32(rest))
		from, to := lowest(best), highest(best)
		for o := range spans {
			if !left.has(o) {
				continue
			}
			if low := lowest(o); low.Cmp(from) > 0 {
				from = low
			}
			if high := new(big.Rat).Add(highest(o), margin); high.Cmp(to) < 0 {
				to = high
			}
		}
		possible := from.Cmp(to) <= 0
		for o := range spans {
			// x has to be above this, and at most to.
			if dropped.has(o) && to.Cmp(new(big.Rat).Add(lowest(o), margin)) <= 0 {
				possible = false
			}
		}
		if possible {
			return true
		}
	}
	return false
}
