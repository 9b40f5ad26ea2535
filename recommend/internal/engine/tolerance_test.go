package engine_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/internal/engine"
)

// reaches reports whether another result than the advised one is possible when all points may
// be wrong by the fraction num/den, independently. It chooses the best option of a stage and
// its total, and checks whether each of the others can then stay or drop out.
func reaches(s *engine.Spec, a answers, v engine.Verdict, num, den int64) bool {
	if !v.Weighed() {
		return false
	}
	// A thousandth of the denominator is smaller than any distance between two totals.
	const tiny = 1
	scale := den * 1000
	bounds := func(stage, option int) (low, high int64) {
		var sum, size int64
		for i := range s.Rules {
			r := &s.Rules[i]
			if r.Layer == s.Stages[stage].Layer && len(r.Grades) == 0 && holds(r.When, a) {
				n := int64(times(r, a)) * int64(r.Points[option])
				sum, size = sum+n, size+max(n, -n)
			}
		}
		return sum*scale - size*num*1000, sum*scale + size*num*1000
	}
	possible := func(stage int, standing, left uint16) bool {
		margin := int64(s.Stages[stage].Margin) * scale
		var totals []int64 // the smallest possible best totals
		for _, o := range list(standing) {
			low, _ := bounds(stage, o)
			totals = append(totals, low, low+margin+tiny)
		}
		for _, best := range list(left) {
			low, high := bounds(stage, best)
			for _, at := range totals {
				ok := at >= low && at <= high
				for _, o := range list(standing) {
					l, h := bounds(stage, o)
					if left>>o&1 == 1 {
						ok = ok && l <= at && h >= at-margin
					} else {
						ok = ok && l < at-margin
					}
				}
				if ok {
					return true
				}
			}
		}
		return false
	}
	var descend func(standing uint16, stage int) bool
	descend = func(standing uint16, stage int) bool {
		if len(list(standing)) == 1 || stage == len(s.Stages) {
			return standing != v.Standing
		}
		for left := uint16(1); left <= standing; left++ {
			if left&^standing != 0 || !possible(stage, standing, left) {
				continue
			}
			if left != standing && left&^v.Flagged == 0 {
				if standing != v.Standing {
					return true
				}
			} else if descend(left, stage+1) {
				return true
			}
		}
		return false
	}
	if !s.Graded {
		return descend(v.Eligible, 0)
	}
	survivors, _ := meet(s, a, v.Eligible)
	if len(list(survivors)) == 1 {
		return false
	}
	return descend(survivors, 1)
}

// gcd of two whole numbers.
func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// TestToleranceAgainstBounds checks that below the fraction no other result is possible, that
// just beyond it one is, and at the fraction exactly if AtOnce is set.
func TestToleranceAgainstBounds(t *testing.T) {
	limited, atOnce := 0, 0
	somePeople(21, 500, 3, threeOrFour, func(_ *maker, s *engine.Spec, e *engine.Engine, a answers) {
		x := packed(e, a)
		v := e.Decide(&x)
		got := e.Tolerance(&x, v)
		if diff := cmp.Diff(e.GradeSteps(&x, v), got.Grades); diff != "" {
			t.Fatal(diff)
		}
		if got.Unlimited {
			require.Equal(t, engine.Tolerance{Unlimited: true, Grades: got.Grades}, got)
			require.False(t, reaches(s, a, v, 1000, 1))
			return
		}
		limited++
		num, den := int64(got.Num), int64(got.Den)
		require.Equal(t, 1, gcd(got.Num, got.Den), "lowest terms")
		require.Equal(t, got.AtOnce, reaches(s, a, v, num, den), "%+v %v at %d/%d", *s, a, num, den)
		require.True(t, reaches(s, a, v, num*10000+1, den*10000), "beyond")
		if num > 0 {
			require.False(t, reaches(s, a, v, num*10000-1, den*10000), "below")
		}
		if got.AtOnce {
			atOnce++
		}
		if diff := cmp.Diff(hinges(s, a, v, num, den), got.Hinges); diff != "" {
			t.Fatalf("%+v %v hinges (-model +engine):\n%s", *s, a, diff)
		}
	})
	require.Greater(t, limited, 200)
	require.Greater(t, atOnce, 40)
}

// hinges lists the rules that give points to two options that become equal, or a margin
// apart, at the fraction.
func hinges(s *engine.Spec, a answers, v engine.Verdict, num, den int64) (rules []int) {
	first, from := v.Eligible, 0
	if s.Graded {
		first, _ = meet(s, a, v.Eligible)
		from = 1
	}
	for stage := from; stage < len(s.Stages); stage++ {
		var turning uint16
		size := func(option int) (n int64) {
			for i := range s.Rules {
				if r := &s.Rules[i]; r.Layer == s.Stages[stage].Layer && len(r.Grades) == 0 && holds(r.When, a) {
					n += int64(times(r, a)) * max(int64(r.Points[option]), -int64(r.Points[option]))
				}
			}
			return n
		}
		for _, over := range list(first) {
			for _, under := range list(first) {
				both := size(over) + size(under)
				if over == under || both == 0 {
					continue
				}
				lead := int64(total(s, a, s.Stages[stage].Layer, over) - total(s, a, s.Stages[stage].Layer, under))
				for _, apart := range []int64{lead, lead - int64(s.Stages[stage].Margin)} {
					if max(apart, -apart)*den == num*both {
						turning |= 1<<over | 1<<under
					}
				}
			}
		}
		for i := range s.Rules {
			r := &s.Rules[i]
			if r.Layer != s.Stages[stage].Layer || !holds(r.When, a) {
				continue
			}
			for _, o := range list(turning) {
				if speaks(r, o) {
					rules = append(rules, i)
					break
				}
			}
		}
	}
	return rules
}
