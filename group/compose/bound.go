package compose

import (
	"slices"

	"github.com/therapykit/therapykit/therapy"
)

// PriceScale is the resolution of the prices of a [Bound]: they are whole
// numbers of 1/PriceScale.
const PriceScale = 256

// Bound is a proven limit of what any assignment can reach, with its proof. It
// says that
//
//	PointsWeight·points + FitWeight·fit ≤ Value
//
// for every valid assignment. The proof is a price for each client and each
// resource: whatever a group does, it cannot earn more than its best clients
// are worth beyond their prices, less the prices of the resources it uses.
// [Bound.Verify] repeats that sum from the prices alone.
//
// The zero Bound claims nothing and does not verify.
type Bound struct {
	PointsWeight int64 `json:"pointsWeight"`
	FitWeight    int64 `json:"fitWeight"`
	Value        int64 `json:"value"`
	// Clients and Resources hold the prices above zero by id, in 1/[PriceScale].
	Clients   map[string]int64 `json:"clients,omitempty"`
	Resources map[string]int64 `json:"resources,omitempty"`
}

// hugeSum keeps sums of prices, as the verifiers form them, inside an int64.
const hugeSum = 1 << 61

// FitLimit is the most fit that an assignment of so many points can have.
func (b Bound) FitLimit(points int64) int64 {
	if b.FitWeight <= 0 {
		return int64(1)<<62 - 1
	}
	return (b.Value - b.PointsWeight*points) / b.FitWeight
}

// Verify recomputes the bound from its prices and weights and the problem, and
// returns what they prove; it does not look at Value. It shares no code with
// the solver and uses whole numbers only, so the result is the same everywhere.
// The error lists what is wrong with the problem, or prices below zero, of
// unknown ids, or too large to add up. A caller who does not trust a result
// compares the returned number with Value.
//
// Why it is a bound: take any valid assignment and add prices on both sides.
// Each client sits in at most one group, so the prices that groups are charged
// for clients sum to no more than all prices; likewise resources.
func (b Bound) Verify(p Problem) (int64, error) {
	if err := p.Validate(); err != nil {
		return 0, err
	}
	var errs faults
	k := &checker{p: &p}
	k.indexConflicts()
	var total int64
	var size float64 // of all sums below
	left := len(b.Clients)
	for i := range p.Clients {
		if price, priced := b.Clients[p.Clients[i].ID]; priced {
			left--
			if price < 0 {
				errs.add("/clients", "price-not-negative", therapy.ErrRange)
			}
			total += price
			size += float64(price)
		}
	}
	if left > 0 {
		errs.add("/clients", "client-known", therapy.ErrReference)
	}
	uses := map[string][]string{}
	left = len(b.Resources)
	for _, r := range p.Resources {
		price, priced := b.Resources[r.ID]
		if priced {
			left--
			if price < 0 {
				errs.add("/resources", "price-not-negative", therapy.ErrRange)
			}
		}
		free := int64(r.Cap)
		for _, id := range r.Groups {
			uses[id] = append(uses[id], r.ID)
		}
		for _, g := range p.Groups {
			if g.State == Running && slices.Contains(r.Groups, g.ID) {
				free--
			}
		}
		free = min(max(0, free), int64(len(p.Groups)))
		total += price * free
		size += float64(price) * float64(max(1, free))
	}
	if size > hugeSum {
		errs.add("", "price-range", therapy.ErrRange)
	}
	if left > 0 {
		errs.add("/resources", "resource-known", therapy.ErrReference)
	}
	if b.PointsWeight < 0 || b.FitWeight < 0 || b.PointsWeight > 1<<20 || b.FitWeight > 1<<20 {
		errs.add("/pointsWeight", "weight-range", therapy.ErrRange)
	}
	if err := errs.err(); err != nil {
		return 0, err
	}
	for g := range p.Groups {
		total += b.earns(k, &p, &p.Groups[g], uses[p.Groups[g].ID])
	}
	if total < 0 {
		return -((-total + PriceScale - 1) / PriceScale), nil
	}
	return total / PriceScale, nil
}

// earns is the most that one group can earn beyond prices.
func (b Bound) earns(k *checker, p *Problem, g *Group, uses []string) int64 {
	var worth []int64
	for i := range p.Clients {
		c := &p.Clients[i]
		if s, ok := k.seat(c, g); ok {
			worth = append(worth, PriceScale*(b.PointsWeight*s.Points+b.FitWeight*s.Fit)-b.Clients[c.ID])
		}
	}
	slices.Sort(worth)
	slices.Reverse(worth)
	room, need := g.Max-len(g.Members), g.Min-len(g.Members)
	if g.State == Running {
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
	if g.State == Running {
		return sum
	}
	for _, id := range uses {
		sum -= b.Resources[id]
	}
	return max(0, sum)
}

// seat is what the client would score in the group, if they may join it alone.
func (k *checker) seat(c *Client, g *Group) (s Score, ok bool) {
	if g.Mode == Onsite && c.Region != g.Region || !slices.Contains(c.Slots, g.Slot) {
		return Score{}, false // two cheap rules first; pair judges all of them
	}
	one := checker{p: k.p, setsOf: k.setsOf}
	one.pair("", c, g)
	return one.score, len(one.errs.list) == 0 && !quotaFull(c, g)
}

// quotaFull reports whether existing members use up a quota that counts c.
func quotaFull(c *Client, g *Group) bool {
	for _, q := range g.Quotas {
		if q.HasMax && alreadyCounted(q, g) >= q.Max && valueOf(q.Attribute, c.Gender, c.Age, c.Acuity) == q.Value {
			return true
		}
	}
	return false
}
