package group_test

import (
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

func TestCharges(t *testing.T) {
	t.Parallel()
	gbp := func(minor int64) group.Money { return group.Money{Minor: minor, Currency: "GBP"} }
	three := []confidential.PersonID{member(3), member(1), member(2)}
	for _, tt := range []struct {
		name   string
		fee    group.Fee
		payers []confidential.PersonID
		want   []int64 // by id
		broken string
	}{
		{"each the same", group.Fee{Basis: group.PerAttendee, Amount: gbp(2500)}, three, []int64{2500, 2500, 2500}, ""},
		{"nobody came, nobody owes", group.Fee{Basis: group.PerAttendee, Amount: gbp(2500)}, nil, nil, ""},
		{"shared, the first pay the rest", group.Fee{Basis: group.PerMeeting, Amount: gbp(10001)}, three, []int64{3334, 3334, 3333}, ""},
		{"a penny for three", group.Fee{Basis: group.PerMeeting, Amount: gbp(1)}, three, []int64{1, 0, 0}, ""},
		{"nobody to share it", group.Fee{Basis: group.PerMeeting, Amount: gbp(1)}, nil, nil, "/payers payer-missing"},
		{"paid for the course", group.Fee{Basis: group.PerCourse, Amount: gbp(30000)}, three, nil, ""},
		{"no fee", group.Fee{}, three, nil, "/basis fee-basis, /amount/currency money-currency"},
		{"somebody twice", group.Fee{Basis: group.PerMeeting, Amount: gbp(1)}, []confidential.PersonID{member(1), member(1)}, nil, "/payers payer-twice"},
		{"nobody known", group.Fee{Basis: group.PerMeeting, Amount: gbp(1)}, []confidential.PersonID{{}}, nil, "/payers person-id"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			charges, err := tt.fee.Charges(tt.payers)
			require.Equal(t, tt.broken, broken(err))
			var got []int64
			for i, c := range charges {
				require.Equal(t, member(i+1), c.Member)
				require.Equal(t, "GBP", c.Amount.Currency)
				got = append(got, c.Amount.Minor)
			}
			require.Equal(t, tt.want, got)
		})
	}
	require.Equal(t, []confidential.PersonID{member(3), member(1), member(2)}, three, "the list passed in stays as it is")
}

func TestSplitAlwaysSums(t *testing.T) {
	t.Parallel()
	for total := int64(-60); total <= 60; total++ {
		for n := 1; n <= 16; n++ {
			shares := group.Split(total, n)
			sum, low, high := int64(0), shares[0], shares[0]
			for _, s := range shares {
				sum, low, high = sum+s, min(low, s), max(high, s)
			}
			require.Equal(t, total, sum, "%d by %d", total, n)
			require.LessOrEqual(t, high-low, int64(1), "%d by %d", total, n)
		}
	}
	require.Nil(t, group.Split(5, 0))
	require.Equal(t, []int64{-2, -2, -1}, group.Split(-5, 3))
}

// slowShare is the method of largest remainders in rational numbers, unit by unit.
func slowShare(total int64, weights []int64) []int64 {
	sum := new(big.Int)
	for _, w := range weights {
		sum.Add(sum, big.NewInt(w))
	}
	shares, rests := make([]*big.Int, len(weights)), make([]*big.Int, len(weights))
	left := new(big.Int).Abs(big.NewInt(total))
	for i, w := range weights {
		product := new(big.Int).Mul(new(big.Int).Abs(big.NewInt(total)), big.NewInt(w))
		shares[i], rests[i] = new(big.Int).QuoRem(product, sum, new(big.Int))
		left.Sub(left, shares[i])
	}
	for ; left.Sign() > 0; left.Sub(left, big.NewInt(1)) {
		best := 0
		for i := range rests {
			if rests[i].Cmp(rests[best]) > 0 {
				best = i
			}
		}
		shares[best].Add(shares[best], big.NewInt(1))
		rests[best].SetInt64(-1)
	}
	result := make([]int64, len(weights))
	for i := range shares {
		if total < 0 {
			shares[i].Neg(shares[i])
		}
		result[i] = shares[i].Int64()
	}
	return result
}

func TestShareAgainstRationals(t *testing.T) {
	t.Parallel()
	for seed := range rounds() {
		rng := rand.New(rand.NewPCG(seed, 7))
		weights := make([]int64, 1+rng.IntN(8))
		for i := range weights {
			weights[i] = rng.Int64N(1 << rng.IntN(58))
		}
		weights[rng.IntN(len(weights))]++
		total := rng.Int64() >> rng.IntN(63)
		if rng.IntN(2) == 0 {
			total = -total
		}
		got, err := group.Share(total, weights)
		require.NoError(t, err)
		require.Equal(t, slowShare(total, weights), got, "seed %d: %d by %v", seed, total, weights)
		sum := int64(0)
		for _, s := range got {
			sum += s
		}
		require.Equal(t, total, sum)
	}
	for _, total := range []int64{math.MinInt64, math.MaxInt64} {
		got, err := group.Share(total, []int64{1, 0, 2})
		require.NoError(t, err)
		require.Equal(t, slowShare(total, []int64{1, 0, 2}), got)
	}
}

func TestShareRefuses(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		weights []int64
		want    string
	}{
		"nothing":     {nil, "/weights weight-missing"},
		"all zero":    {[]int64{0, 0}, "/weights weight-missing"},
		"negative":    {[]int64{1, -1}, "/weights/1 weight-negative"},
		"overflowing": {[]int64{math.MaxInt64, 1}, "/weights weight-sum"},
	} {
		_, err := group.Share(100, tt.weights)
		require.Equal(t, tt.want, broken(err), name)
	}
}

func TestCounting(t *testing.T) {
	t.Parallel()
	got := []int{}
	for _, c := range []group.Counting{group.CountAttendees, group.CountMeetings, group.CountLeaders, 0, 99} {
		got = append(got, c.Units(7, 2), c.Units(0, 2), c.Units(7, -1))
	}
	require.Equal(t, []int{7, 0, 7, 1, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0}, got)
	require.True(t, slices.Contains(got, 7))
	require.NoError(t, group.Money{Minor: -5, Currency: "EUR"}.Validate(), "a correction can be negative")
	require.ErrorIs(t, group.Money{Currency: "eur"}.Validate(), therapy.ErrSyntax)
}
