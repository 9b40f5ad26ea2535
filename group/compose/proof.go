package compose

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
)

// Proof shows how good any valid assignment can be at most, where a single
// [Bound] leaves a gap. It divides all assignments into parts, such as those with
// a group and those without it, and gives each part prices of its own. It is
// plain data that anybody can store, send, and have repeated by [Proof.Verify].
//
// The zero Proof shows nothing.
type Proof struct {
	// Points claims the most points that any valid assignment can have. Fit claims
	// the most fit of one with as many points; 0 claims nothing.
	Points int64 `json:"points"`
	Fit    int64 `json:"fit"`
	// All is the part that holds every assignment.
	All Part `json:"all"`
}

// pointsLimit and fitLimit are what the proof claims, or what no sum reaches.
func (pr Proof) pointsLimit() int64 {
	if pr.All.PointsWeight == 0 {
		return math.MaxInt64
	}
	return pr.Points
}

func (pr Proof) fitLimit() int64 {
	if pr.Fit == 0 {
		return math.MaxInt64
	}
	return pr.Fit
}

// Part is a part of all assignments in a [Proof]. Its prices bound what the
// assignments in it are worth, with weights as in a [Bound], and rule out what
// would exceed that: groups that open or stay shut, people in groups. What is
// left is divided. The zero Part bounds nothing.
type Part struct {
	PointsWeight int64 `json:"pointsWeight"`
	FitWeight    int64 `json:"fitWeight"`
	// Clients and Resources hold prices, in 1/[PriceScale], in ascending order of
	// ids: one for each client and each resource of the problem.
	Clients   []int64 `json:"clients,omitempty"`
	Resources []int64 `json:"resources,omitempty"`
	// Parts is empty where the prices are enough. One part looks at the same
	// assignments with other prices or weights. Two parts divide them: where Client
	// is empty, those in which Group stays shut and those in which it opens;
	// otherwise those in which Client is not in Group, and those in which Client
	// is there or nowhere.
	Group  string `json:"group,omitempty"`
	Client string `json:"client,omitempty"`
	Parts  []Part `json:"parts,omitempty"`
}

// Verify reports what the proof shows of a score: whether no valid assignment
// has more points and whether, that being so, none of as many points has more
// fit. To check the claims pass a Score of Points and Fit; to check a result pass
// its score. Verify shares no code with the solver, works in whole numbers, and
// does not look at the claims. The error lists what is wrong with the problem,
// or where the proof does not fit it: prices below zero, missing or too many,
// weights, ids, the number of parts.
//
// Why it is a proof: the parts together hold every assignment, and each is
// either divided on, or bounded by prices below what a better one would be
// worth, for the reason given at [Bound.Verify]. That bound also holds with one
// group open or shut, or one person in a group. If it is then below a better
// one, no better one is like that.
func (pr Proof) Verify(p Problem, s Score) (points, fit bool, err error) {
	if err := p.Validate(); err != nil {
		return false, false, err
	}
	v := newProver(&p)
	var errs faults
	v.inspect(&pr.All, "/all", &errs)
	if err := errs.err(); err != nil {
		return false, false, err
	}
	points = v.refutes(&pr.All, v.everything(), s.Points+1, 0)
	fit = points && v.refutes(&pr.All, v.everything(), s.Points, s.Fit+1)
	return points, fit, nil
}

// prover repeats a proof. Clients, groups and resources are numbered in
// ascending order of ids.
type prover struct {
	clients, resources []string
	groups             []*Group
	seats              [][]seat // of each group, in ascending order of clients
	wanted             []bool   // clients with a seat somewhere
	free               []int64  // of each resource, what running groups leave
	uses               [][]int  // resources of each candidate group
	clash              map[[2]int]bool
}

// seat is a client who may join a group.
type seat struct {
	client      int
	points, fit int64
	mask        int // quotas that count the client, a bit each
}

// scope is what the plans of a part have in common.
type scope struct {
	held []int8   // groups that are open (1) or shut (-1)
	out  [][]bool // seats that nobody takes
}

func newProver(p *Problem) *prover {
	v := &prover{clash: map[[2]int]bool{}}
	clients := sortedRefs(p.Clients, func(c *Client) string { return c.ID })
	v.groups = sortedRefs(p.Groups, func(g *Group) string { return g.ID })
	for _, c := range clients {
		v.clients = append(v.clients, c.ID)
	}
	k := &checker{p: p}
	k.indexConflicts()
	for _, set := range p.Conflicts {
		for _, a := range set.Members {
			for _, b := range set.Members {
				i, known := slices.BinarySearch(v.clients, a)
				j, both := slices.BinarySearch(v.clients, b)
				if known && both && i != j {
					v.clash[[2]int{i, j}] = true
				}
			}
		}
	}
	v.uses = make([][]int, len(v.groups))
	for n, r := range sortedRefs(p.Resources, func(r *Resource) string { return r.ID }) {
		v.resources = append(v.resources, r.ID)
		free := int64(r.Cap)
		for _, id := range r.Groups {
			if g := v.group(id); v.groups[g].State == Running {
				free--
			} else {
				v.uses[g] = append(v.uses[g], n)
			}
		}
		v.free = append(v.free, min(max(0, free), int64(len(v.groups))))
	}
	v.seats, v.wanted = make([][]seat, len(v.groups)), make([]bool, len(clients))
	for g, group := range v.groups {
		for i, c := range clients {
			score, ok := k.seat(c, group)
			if !ok {
				continue
			}
			s := seat{client: i, points: score.Points, fit: score.Fit}
			for q, quota := range group.Quotas {
				if valueOf(quota.Attribute, c.Gender, c.Age, c.Acuity) == quota.Value {
					s.mask |= 1 << q
				}
			}
			v.seats[g], v.wanted[i] = append(v.seats[g], s), true
		}
	}
	return v
}

// inspect reports what in the proof does not fit the problem.
func (v *prover) inspect(q *Part, at string, errs *faults) {
	if q.PointsWeight < 0 || q.FitWeight < 0 || q.PointsWeight > 1<<20 || q.FitWeight > 1<<20 {
		errs.add(at+"/pointsWeight", "weight-range", therapy.ErrRange)
	}
	size := 0.0
	for _, list := range []struct {
		field  string
		prices []int64
		times  func(n int) int64
		count  int
	}{
		{"/clients", q.Clients, func(int) int64 { return 1 }, len(v.clients)},
		{"/resources", q.Resources, func(n int) int64 { return max(1, v.free[n]) }, len(v.resources)},
	} {
		if len(list.prices) != list.count {
			errs.add(at+list.field, "price-each", therapy.ErrRange)
			continue
		}
		if slices.ContainsFunc(list.prices, func(price int64) bool { return price < 0 }) {
			errs.add(at+list.field, "price-not-negative", therapy.ErrRange)
		}
		for n, price := range list.prices {
			size += float64(price) * float64(list.times(n))
		}
	}
	if size > hugeSum {
		errs.add(at, "price-range", therapy.ErrRange)
	}
	if len(q.Parts) > 2 {
		errs.add(at+"/parts", "parts-at-most-two", therapy.ErrRange)
	}
	if len(q.Parts) == 2 {
		if v.group(q.Group) < 0 {
			errs.add(at+"/group", "group-known", therapy.ErrReference)
		}
		if _, known := slices.BinarySearch(v.clients, q.Client); !known && q.Client != "" {
			errs.add(at+"/client", "client-known", therapy.ErrReference)
		}
	}
	for n := range q.Parts {
		v.inspect(&q.Parts[n], at+"/parts/"+strconv.Itoa(n), errs)
	}
}

// group is the number of a group, or -1.
func (v *prover) group(id string) int {
	g, known := slices.BinarySearchFunc(v.groups, id, func(g *Group, id string) int { return cmp.Compare(g.ID, id) })
	if !known {
		return -1
	}
	return g
}

// everything is the scope of all plans.
func (v *prover) everything() scope {
	s := scope{make([]int8, len(v.groups)), make([][]bool, len(v.groups))}
	for g := range v.groups {
		s.out[g] = make([]bool, len(v.seats[g]))
	}
	return s
}

func (s scope) clone() scope {
	s.held, s.out = slices.Clone(s.held), slices.Clone(s.out)
	for g := range s.out {
		s.out[g] = slices.Clone(s.out[g])
	}
	return s
}

// refutes reports whether the part shows that no plan of the scope has at least
// these points and at least this fit. It changes s.
func (v *prover) refutes(q *Part, s scope, points, fit int64) bool {
	goal := PriceScale * (q.PointsWeight*points + q.FitWeight*fit)
	if !v.narrow(q, s, goal) {
		return true
	}
	switch len(q.Parts) {
	case 1:
		return v.refutes(&q.Parts[0], s, points, fit)
	case 2:
		g := v.group(q.Group)
		without, with := s.clone(), s
		if q.Client == "" {
			settled := s.held[g]
			without.held[g], with.held[g] = -1, 1
			return (settled > 0 || v.refutes(&q.Parts[0], without, points, fit)) &&
				(settled < 0 || v.refutes(&q.Parts[1], with, points, fit))
		}
		client, _ := slices.BinarySearch(v.clients, q.Client)
		for h := range v.seats {
			for n, seat := range v.seats[h] {
				if seat.client != client {
					continue
				}
				if h == g {
					without.out[h][n] = true
				} else {
					with.out[h][n] = true
				}
			}
		}
		return v.refutes(&q.Parts[0], without, points, fit) && v.refutes(&q.Parts[1], with, points, fit)
	}
	return false
}

// narrow finds what all plans of the scope that reach the goal have in common
// according to the prices of the part, and reports whether there can be any.
func (v *prover) narrow(q *Part, s scope, goal int64) bool {
	var sum int64
	for i, price := range q.Clients {
		if v.wanted[i] {
			sum += price
		}
	}
	for n, price := range q.Resources {
		sum += price * v.free[n]
	}
	earns := make([]int64, len(v.groups)) // of each group when it is open
	shops := make([]*shop, len(v.groups))
	counts := func(g int) int64 { // what a group adds to the bound
		if s.held[g] < 0 {
			return 0
		}
		if v.groups[g].State == Running || s.held[g] > 0 {
			return earns[g]
		}
		return max(0, earns[g])
	}
	for g := range v.groups {
		shops[g] = v.shop(q, s, g)
		earns[g] = shops[g].most()
		sum += counts(g)
	}
	if sum < goal {
		return false
	}
	for g, group := range v.groups {
		if s.held[g] < 0 {
			continue
		}
		others := sum - counts(g)
		for n := range shops[g].goods {
			if others+shops[g].mostWith(n) < goal {
				s.out[g][shops[g].goods[n].seat] = true
			}
		}
		if group.State != Running && s.held[g] == 0 {
			switch {
			case others+earns[g] < goal:
				s.held[g] = -1
			case others < goal:
				s.held[g] = 1
			}
		}
	}
	// A resource that open groups use up keeps the others shut.
	left := slices.Clone(v.free)
	for g := range v.groups {
		if s.held[g] > 0 {
			for _, r := range v.uses[g] {
				left[r]--
			}
		}
	}
	for g := range v.groups {
		if s.held[g] == 0 && slices.ContainsFunc(v.uses[g], func(r int) bool { return left[r] <= 0 }) {
			s.held[g] = -1
		}
	}
	return true
}
