package compose

import (
	"context"
	"slices"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// PriceScale is the resolution of the prices of a [Bound]: they are whole
// numbers of 1/PriceScale.
const PriceScale = 256

// Bound is a proven limit on what any assignment can reach, with its proof. It says that
//
//	PlacingWeight·placing + FitWeight·fit ≤ Value
//
// for every valid assignment, where placing is [Score.Placing]. The proof is a price for each
// client and each limited resource: a group cannot gain more than its best clients are worth
// beyond their prices, less the prices of the resources it uses. [Bound.Verify] calculates
// that sum again from the prices alone.
//
// The zero Bound claims nothing and does not verify.
type Bound struct {
	confidential.Hidden
	PlacingWeight int64 `json:"placingWeight"`
	FitWeight     int64 `json:"fitWeight"`
	Value         int64 `json:"value"`
	// Clients and Resources hold the prices above zero by id, in 1/[PriceScale]. In addition
	// to the stated resources there are those that follow from therapists and rooms:
	// ~at/THERAPIST/SLOT, ~groups/THERAPIST, ~minutes/THERAPIST and ~rooms/REGION/SLOT/SIZE.
	Clients   map[string]int64 `json:"clients,omitempty"`
	Resources map[string]int64 `json:"resources,omitempty"`
}

// FitLimit returns the most fit that an assignment with this placing can have. It returns -1
// if no assignment has this placing, and [math.MaxInt64] if the bound gives no limit.
func (b Bound) FitLimit(placing int64) int64 {
	if b.FitWeight <= 0 {
		return noLimit
	}
	rest := int128{}.addInt(b.Value).subtract(times(b.PlacingWeight, placing))
	if rest.high < 0 {
		return -1
	}
	if rest.high > 0 || rest.low > noLimit {
		return noLimit
	}
	return int64(rest.low) / b.FitWeight
}

const noLimit = 1<<63 - 1

// Verify calculates the bound again from its prices and weights and the problem, and returns
// the limit that they prove; it does not use Value. It shares no code with the search and
// uses whole numbers that do not overflow, so the result is the same everywhere. The error
// lists what is wrong with the problem, and prices that are negative, out of range or for
// unknown ids. To check a result, compare the returned number with Value.
//
// Why it is a bound: take any valid assignment and add prices on both sides. Each client is
// in at most one group, so the prices that groups pay for clients sum to no more than all
// prices; the same is true for limited resources.
func (b Bound) Verify(ctx context.Context, p Problem) (int64, error) {
	if err := p.Validate(); err != nil {
		return 0, err
	}
	v, err := newVerifier(ctx, &p)
	if err != nil {
		return 0, err
	}
	var errs faults
	clients, limits := make([]int64, len(v.clients)), make([]int64, len(v.limits))
	found := 0
	for i, c := range v.clients {
		price, priced := b.Clients[c.ID]
		if priced {
			clients[i] = price
			found++
		}
	}
	if found < len(b.Clients) {
		errs.add("/clients", "client-known", therapy.ErrReference)
	}
	found = 0
	for n, l := range v.limits {
		price, priced := b.Resources[l.id]
		if priced {
			limits[n] = price
			found++
		}
	}
	if found < len(b.Resources) {
		errs.add("/resources", "resource-known", therapy.ErrReference)
	}
	v.fits("", [2]int64{b.PlacingWeight, b.FitWeight}, clients, limits, &errs)
	if err := errs.err(); err != nil {
		return 0, err
	}
	total := v.totalPrices(clients, limits)
	for g := range v.groups {
		total = total.addInt(b.maxEarnings(v, g, clients, limits))
	}
	value, fits := total.shifted(8)
	if !fits {
		return 0, &therapy.FieldError{Rule: "value-range", Err: therapy.ErrRange}
	}
	return value, nil
}

// totalPrices is the sum of all prices.
func (v *verifier) totalPrices(clients, limits []int64) (total int128) {
	for i, price := range clients {
		if v.wanted[i] {
			total = total.addInt(price)
		}
	}
	for n, price := range limits {
		total = total.add(times(price, v.limits[n].free))
	}
	return total
}

// maxEarnings is the most that one group can earn beyond prices.
func (b Bound) maxEarnings(v *verifier, g int, clients, limits []int64) int64 {
	group := v.groups[g]
	worth := make([]int64, len(v.seats[g]))
	for n, s := range v.seats[g] {
		worth[n] = PriceScale*(b.PlacingWeight*v.placing[s.client]+b.FitWeight*s.fit) - clients[s.client]
	}
	slices.Sort(worth)
	slices.Reverse(worth)
	room, need := group.Max-len(group.Members), group.Min-len(group.Members)
	if group.State == Running {
		need = 0
	}
	if room < need || len(worth) < need {
		return 0
	}
	var sum int64
	for n, v := range worth {
		if n >= room || n >= need && v <= 0 {
			break
		}
		sum += v
	}
	if group.State == Running {
		return sum
	}
	for _, u := range v.uses[g] {
		sum -= limits[u.limit] * u.amount
	}
	return max(0, sum)
}
