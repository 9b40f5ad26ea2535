package compose_test

import (
	"context"
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/group/compose"
	"github.com/therapykit/therapykit/group/compose/internal/waitlist"
)

// largeNumbers returns a problem with many groups that everybody could join and with the
// largest weights: a verifier's sums for it exceed an int64.
func largeNumbers(clients, groups, least, most int) compose.Problem {
	p := compose.Problem{Policy: compose.Policy{Routine: compose.MaxPoints, WaitCapWeeks: compose.MaxPoints}}
	for i := range clients {
		p.Clients = append(p.Clients, compose.Client{
			ID: fmt.Sprintf("c%04d", i), Priority: group.Routine, WaitDays: compose.MaxWaitDays, Suitable: true,
			Concerns: []compose.Concern{{Code: "a", Severity: 1}}, Slots: []string{"s"}, Languages: []string{"nl"},
			Gender: group.Female, Age: 30, Acuity: compose.LowAcuity, Modes: []compose.Mode{compose.Onsite}, Region: "r",
		})
	}
	for g := range groups {
		p.Groups = append(p.Groups, compose.Group{
			ID: fmt.Sprintf("g%04d", g), Themes: []string{"a"}, Slot: "s", Therapists: []string{fmt.Sprint("t", g)},
			TherapistGender: compose.LedByWomen, Language: "nl", Mode: compose.Onsite, Region: "r", Min: least, Max: most,
			State: compose.Candidate, Intake: compose.IntakeOpen, Gender: compose.AnyGender, AgeMax: 99, Minutes: 60,
		})
	}
	return p
}

// TestVerifiersDoNotOverflow uses prices of 0, with which sums are as large as possible: no bound
// may be below a score that can be reached, and no proof may claim less.
func TestVerifiersDoNotOverflow(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ clients, groups, least, most int }{
		{12, 1440, 5, 12}, {12, 2900, 5, 12}, {1000, 17, 1, 1000}, {1000, 35, 1, 1000},
	} {
		p := largeNumbers(test.clients, test.groups, test.least, test.most)
		reached := int64(test.clients) * 2 * compose.MaxPoints
		for _, weight := range []int64{1, compose.MaxPriceWeight} {
			value, err := compose.Bound{PlacingWeight: weight}.Verify(context.Background(), p)
			if err == nil {
				require.GreaterOrEqual(t, value, reached*weight, "%+v", test)
			}
			part := compose.Part{PlacingWeight: weight, Clients: make([]int64, test.clients), Resources: []int64{}}
			for _, claim := range []int64{1, -1, reached - 1, math.MinInt64} {
				points, fit, _ := compose.Proof{Parts: []compose.Part{part}}.Verify(context.Background(), p, compose.Score{Placing: claim})
				require.False(t, points || fit, "%+v shows %d", test, claim)
			}
		}
		_, err := compose.Bound{PlacingWeight: 1 << 20}.Verify(context.Background(), p)
		require.Error(t, err)
	}
}

// TestForgedClaims tries wrong scores and the prices of another problem.
func TestForgedClaims(t *testing.T) {
	t.Parallel()
	p, r := generated(t, waitlist.Clinic, 8)
	require.True(t, r.PlacingProven())
	for _, claim := range []compose.Score{
		{Placing: r.Score.Placing - 1, Fit: r.Score.Fit},
		{Placing: -1},
		{Placing: math.MinInt64},
		{Placing: math.MinInt64, Fit: math.MaxInt64},
		{Placing: -1 << 55, Fit: 1 << 60},
		{Placing: 1},
	} {
		points, fit, err := r.Proof.Verify(context.Background(), p, claim)
		require.NoError(t, err)
		require.False(t, points || fit, "%+v", claim)
	}
	// A score that nobody can reach may be proven impossible.
	points, _, err := r.Proof.Verify(context.Background(), p, compose.Score{Placing: math.MaxInt64, Fit: math.MaxInt64})
	require.NoError(t, err)
	require.True(t, points)

	other := p
	other.Groups = slices.Clone(p.Groups)
	for g := range other.Groups {
		other.Groups[g].Max++
	}
	better := solve(t, other)
	require.Greater(t, better.Score.Placing, r.Score.Placing)
	points, _, err = r.Proof.Verify(context.Background(), other, r.Score)
	require.NoError(t, err)
	require.False(t, points, "a proof of another problem")
	value, err := r.PlacingBound.Verify(context.Background(), other)
	require.NoError(t, err)
	require.GreaterOrEqual(t, value, better.Score.Placing, "prices of another problem")
}

// TestForgedBounds changes prices in other ways: what Verify does not refuse must be a bound.
func TestForgedBounds(t *testing.T) {
	t.Parallel()
	p, r := solved(t, "dev-clinic-1")
	for name, prices := range map[string]func(int64) int64{
		"negative": func(v int64) int64 { return -v - 1 }, "most negative": func(int64) int64 { return math.MinInt64 },
		"largest": func(int64) int64 { return math.MaxInt64 }, "huge": func(int64) int64 { return 1 << 55 },
		"large": func(int64) int64 { return 1 << 49 }, "nothing": func(int64) int64 { return 0 }, "double": func(v int64) int64 { return 2 * v },
	} {
		for _, which := range []int{1, 2, 3} {
			b := compose.Bound{PlacingWeight: 1, Clients: map[string]int64{}, Resources: map[string]int64{}}
			for id, v := range r.PlacingBound.Clients {
				b.Clients[id] = v
				if which&1 != 0 {
					b.Clients[id] = prices(v)
				}
			}
			for id, v := range r.PlacingBound.Resources {
				b.Resources[id] = v
				if which&2 != 0 {
					b.Resources[id] = prices(v)
				}
			}
			if value, err := b.Verify(context.Background(), p); err == nil {
				require.GreaterOrEqual(t, value, r.Score.Placing, "%s %d", name, which)
			}
		}
	}
	require.Equal(t, int64(-1), compose.Bound{PlacingWeight: 1, FitWeight: 2, Value: 9}.FitLimit(10))
	require.Equal(t, int64(-1), compose.Bound{PlacingWeight: 1 << 10, FitWeight: 1, Value: 9}.FitLimit(1<<60))
	require.Equal(t, int64(math.MaxInt64), compose.Bound{PlacingWeight: 1, Value: 9}.FitLimit(1))
}
