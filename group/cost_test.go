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
)

func gbp(minor int64) group.Money { return group.Money{Minor: minor, Currency: "GBP"} }

func TestBill(t *testing.T) {
	t.Parallel()
	own := func(n int, minor int64) group.Payer {
		amount := gbp(minor)
		return group.Payer{Member: member(n), Own: &amount}
	}
	pays := func(n int) group.Payer { return group.Payer{Member: member(n)} }
	three := []group.Payer{pays(3), pays(1), pays(2)}
	each, shared := group.Fee{Basis: group.PerAttendee, Amount: gbp(2500)}, group.Fee{Basis: group.PerMeeting, Amount: gbp(10001)}
	for _, tt := range []struct {
		name    string
		fee     group.Fee
		payers  []group.Payer
		want    []int64 // by id
		service int64
		broken  string
	}{
		{"each the same", each, three, []int64{2500, 2500, 2500}, 0, ""},
		{"nobody came, nobody owes", each, nil, nil, 0, ""},
		{"shared, the first pay the rest", shared, three, []int64{3334, 3334, 3333}, 0, ""},
		{"a penny for three", group.Fee{Basis: group.PerMeeting, Amount: gbp(1)}, three, []int64{1, 0, 0}, 0, ""},
		{"sliding scale: the service bears the difference", each, []group.Payer{pays(1), own(2, 1000), own(3, 0)}, []int64{2500, 1000, 0}, 4000, ""},
		{"sliding scale of a shared fee: the others pay as before", shared, []group.Payer{pays(1), own(2, 1000), pays(3)}, []int64{3334, 1000, 3333}, 2334, ""},
		{"somebody pays more", each, []group.Payer{pays(1), own(2, 3000)}, []int64{2500, 3000}, -500, ""},
		{"nobody to share it", group.Fee{Basis: group.PerMeeting, Amount: gbp(1)}, nil, nil, 0, "/payers payer-missing"},
		{"paid for the course", group.Fee{Basis: group.PerCourse, Amount: gbp(30000)}, three, nil, 0, ""},
		{"no fee", group.Fee{}, three, nil, 0, "/basis fee-basis, /amount/currency money-currency"},
		{"somebody twice", shared, []group.Payer{pays(1), pays(1)}, nil, 0, "/payers/1/member payer-twice"},
		{"nobody known", shared, []group.Payer{{}}, nil, 0, "/payers/0/member person-id"},
		{"own fee in another currency, and negative", shared, []group.Payer{{Member: member(1), Own: &group.Money{Minor: 1, Currency: "EUR"}}, own(2, -1)}, nil, 0, "/payers/0/own/currency own-fee-currency, /payers/1/own/minor fee-amount"},
		{"more than there is", group.Fee{Basis: group.PerAttendee, Amount: gbp(math.MaxInt64)}, three, nil, 0, "/amount/minor fee-amount"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			bill, err := tt.fee.Bill(tt.payers)
			require.Equal(t, tt.broken, broken(err))
			if err != nil {
				return
			}
			sum := bill.Service.Minor
			var got []int64
			for i, c := range bill.Charges {
				require.Equal(t, member(i+1), c.Member)
				require.Equal(t, "GBP", c.Amount.Currency)
				got = append(got, c.Amount.Minor)
				sum += c.Amount.Minor
			}
			require.Equal(t, tt.want, got)
			require.Equal(t, tt.service, bill.Service.Minor)
			require.Equal(t, bill.Total.Minor, sum, "the charges add up to the total")
		})
	}
	require.Equal(t, member(3), three[0].Member, "the argument is unchanged")
}

// TestBillAlwaysSums checks with random own fees that the charges and the part of the service add up
// to the total, and that the charge of a member without an own fee does not depend on the own fees of
// others.
func TestBillAlwaysSums(t *testing.T) {
	t.Parallel()
	for seed := range rounds() {
		rng := rand.New(rand.NewPCG(seed, 11))
		fee := group.Fee{Basis: group.FeeBasis(1 + rng.IntN(2)), Amount: gbp(rng.Int64N(30000))}
		var plain, scaled []group.Payer
		for n := range 1 + rng.IntN(9) {
			p := group.Payer{Member: member(n + 1)}
			plain = append(plain, p)
			if rng.IntN(3) == 0 {
				amount := gbp(rng.Int64N(40000))
				p.Own = &amount
			}
			scaled = append(scaled, p)
		}
		usual, err := fee.Bill(plain)
		require.NoError(t, err)
		bill, err := fee.Bill(scaled)
		require.NoError(t, err)
		require.Equal(t, usual.Total, bill.Total)
		require.Zero(t, usual.Service.Minor)
		sum := bill.Service.Minor
		for i, c := range bill.Charges {
			sum += c.Amount.Minor
			if scaled[i].Own == nil {
				require.Equal(t, usual.Charges[i], c)
			} else {
				require.Equal(t, *scaled[i].Own, c.Amount)
			}
		}
		require.Equal(t, bill.Total.Minor, sum, "seed %d", seed)
	}
}

func TestMoneyString(t *testing.T) {
	t.Parallel()
	for want, m := range map[string]group.Money{
		"£200.00":                     gbp(20000),
		"£0.05":                       gbp(5),
		"-£0.50":                      gbp(-50),
		"€12.30":                      {Minor: 1230, Currency: "EUR"},
		"US$1.00":                     {Minor: 100, Currency: "USD"},
		"¥1,500":                      {Minor: 1500, Currency: "JPY"},
		"200.00 CHF":                  {Minor: 20000, Currency: "CHF"},
		"1.234 KWD":                   {Minor: 1234, Currency: "KWD"},
		"0.00":                        {},
		"-£92,233,720,368,547,758.08": gbp(math.MinInt64),
	} {
		require.Equal(t, want, m.String())
	}
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

// slowShare is the largest remainder method in rational numbers, one unit at a time.
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

// TestShareTies tries all small weights: of two positions with the same weight the earlier one never
// gets less, and each share differs from its exact proportion by less than one.
func TestShareTies(t *testing.T) {
	t.Parallel()
	weights := make([]int64, 4)
	for code := range 4 * 4 * 4 * 4 {
		sum := int64(0)
		for i := range weights {
			weights[i] = int64(code >> (2 * i) & 3)
			sum += weights[i]
		}
		if sum == 0 {
			continue
		}
		for total := int64(-13); total <= 13; total++ {
			shares, err := group.Share(total, weights)
			require.NoError(t, err)
			for i := range weights {
				require.Less(t, magnitudeOf(shares[i]*sum-total*weights[i]), sum, "%v of %d", weights, total)
				for j := i + 1; j < len(weights); j++ {
					if weights[i] == weights[j] {
						require.GreaterOrEqual(t, magnitudeOf(shares[i]), magnitudeOf(shares[j]), "%d over %v is %v: ties go to the earlier place", total, weights, shares)
					}
				}
			}
		}
	}
}

func magnitudeOf(n int64) int64 { return max(n, -n) }
