package compose

import (
	"context"
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Proof proves how good a valid assignment can be at most, if a single [Bound] leaves a gap.
// It divides all assignments into parts, such as those with a group and those without it, and
// gives each part its own prices. It is plain data that anybody can store, send, and check
// with [Proof.Verify].
//
// The zero Proof proves nothing.
type Proof struct {
	confidential.Hidden
	// Placing is the claimed maximum of [Score.Placing] over all valid assignments. Fit is
	// the claimed maximum of fit over those with that much placing; 0 claims nothing.
	Placing int64 `json:"placing"`
	Fit     int64 `json:"fit"`
	// Parts begins with the part of all assignments, followed by the parts into which it and
	// others are divided, at most [MaxParts].
	Parts []Part `json:"parts,omitempty"`
}

// placingLimit and fitLimit are the limits that the proof claims, or a number that no sum
// reaches if it claims none.
func (pr Proof) placingLimit() int64 {
	if len(pr.Parts) == 0 {
		return noLimit
	}
	return pr.Placing
}

func (pr Proof) fitLimit() int64 {
	if pr.Fit == 0 {
		return noLimit
	}
	return pr.Fit
}

// Part is a part of all assignments in a [Proof]. Its prices limit what the assignments in it
// are worth, with weights as in a [Bound], and so exclude some choices: groups that open or
// stay closed, and people in groups. The remaining assignments are divided further. The zero
// Part limits nothing.
type Part struct {
	confidential.Hidden
	PlacingWeight int64 `json:"placingWeight"`
	FitWeight     int64 `json:"fitWeight"`
	// Clients and Resources hold prices, in 1/[PriceScale], in ascending order of ids: one
	// for each client of the problem and one for each limited resource; see
	// [Bound.Resources].
	Clients   []int64 `json:"clients,omitempty"`
	Resources []int64 `json:"resources,omitempty"`
	// Next lists the indices in [Proof.Parts] of the parts into which this one is divided;
	// each comes after this one and occurs once in a proof. It is empty if the prices are
	// enough. One part has the same assignments with other prices or weights. Two parts
	// divide the assignments: if Client is empty, into those in which Group stays closed and
	// those in which it opens; otherwise into those in which Client is not in Group, and
	// those in which Client is in Group or has no place.
	Group  string `json:"group,omitempty"`
	Client string `json:"client,omitempty"`
	Next   []int  `json:"next,omitempty"`
}

// Verify reports what the proof proves about a score: placing says that no valid assignment
// has more [Score.Placing], and fit says that in addition no valid assignment with as much
// placing has more fit. To check the claims, pass a Score with Placing and Fit; to check a
// result, pass its score. Verify shares no code with the search, uses whole numbers that do
// not overflow, and does not use the claims. Its work grows with the number of parts times
// the number of pairs of clients and groups, times the seats if a group has rules. The error
// lists what is wrong with the problem, or why the proof does not belong to it: prices out of
// range, missing or superfluous, weights, ids, the order and number of parts. If ctx is
// cancelled, it is the error of ctx.
//
// Why it is a proof: the parts together contain every assignment. Each part is either divided
// further, or its prices limit it below the value of a better assignment, for the reason
// given at [Bound.Verify]. The same limit can be calculated for the case that one group is
// open or closed, or that one person is in a group. If that limit is below the value of a
// better assignment, no better assignment has this property, and it can be excluded.
func (pr Proof) Verify(ctx context.Context, p Problem, s Score) (placing, fit bool, err error) {
	if err := p.Validate(); err != nil {
		return false, false, err
	}
	v, err := newVerifier(ctx, &p)
	if err != nil {
		return false, false, err
	}
	var errs faults
	v.checkParts(pr.Parts, &errs)
	if err := errs.err(); err != nil {
		return false, false, err
	}
	if len(pr.Parts) == 0 {
		return false, false, nil
	}
	r := &refutation{ctx: ctx, v: v, parts: pr.Parts}
	r.placing, r.fit = int128{}.addInt(s.Placing).addInt(1), int128{}
	placing = r.refutes(0, v.everything())
	if placing && r.err == nil {
		r.placing, r.fit = int128{}.addInt(s.Placing), int128{}.addInt(s.Fit).addInt(1)
		fit = r.refutes(0, v.everything())
	}
	if r.err != nil {
		return false, false, r.err
	}
	return placing, fit, nil
}

// checkParts reports what in the parts does not fit the problem.
func (v *verifier) checkParts(parts []Part, errs *faults) {
	if len(parts) > MaxParts {
		errs.add("/parts", "parts-too-many", therapy.ErrRange)
		return
	}
	named := make([]bool, len(parts))
	for n := range parts {
		q := &parts[n]
		at := "/parts/" + strconv.Itoa(n)
		switch {
		case len(q.Clients) != len(v.clients):
			errs.add(at+"/clients", "price-each", therapy.ErrRange)
		case len(q.Resources) != len(v.limits):
			errs.add(at+"/resources", "price-each", therapy.ErrRange)
		default:
			v.fits(at, [2]int64{q.PlacingWeight, q.FitWeight}, q.Clients, q.Resources, errs)
		}
		if len(q.Next) > 2 {
			errs.add(at+"/next", "parts-at-most-two", therapy.ErrRange)
		}
		if len(q.Next) == 2 {
			if v.group(q.Group) < 0 {
				errs.add(at+"/group", "group-known", therapy.ErrReference)
			}
			if q.Client != "" && v.client(q.Client) < 0 {
				errs.add(at+"/client", "client-known", therapy.ErrReference)
			}
		}
		for k, next := range q.Next {
			where := at + "/next/" + strconv.Itoa(k)
			switch {
			case next <= n || next >= len(parts):
				errs.add(where, "part-later", therapy.ErrReference)
			case named[next]:
				errs.add(where, "part-once", therapy.ErrDuplicate)
			default:
				named[next] = true
			}
		}
	}
}

// partScope is what the plans of a part have in common.
type partScope struct {
	held     []int8   // groups that are open (1) or closed (-1)
	excluded [][]bool // seats that nobody takes
}

// everything is the scope of all plans.
func (v *verifier) everything() partScope {
	s := partScope{make([]int8, len(v.groups)), make([][]bool, len(v.groups))}
	for g := range v.groups {
		s.excluded[g] = make([]bool, len(v.seats[g]))
	}
	return s
}

func (s partScope) clone() partScope {
	s.held, s.excluded = slices.Clone(s.held), slices.Clone(s.excluded)
	for g := range s.excluded {
		s.excluded[g] = slices.Clone(s.excluded[g])
	}
	return s
}

// refutation is the attempt to show that no plan has at least a given placing and, with that
// placing, at least a given fit.
type refutation struct {
	ctx          context.Context //nolint:containedctx // of one call of Verify
	v            *verifier
	parts        []Part
	placing, fit int128
	err          error
}

// refutes reports whether part n shows it of the plans of the scope. It changes s.
func (r *refutation) refutes(n int, s partScope) bool {
	if r.err == nil {
		r.err = r.ctx.Err()
	}
	if r.err != nil {
		return false
	}
	v, q := r.v, &r.parts[n]
	goal := r.placing.scaled(q.PlacingWeight * PriceScale).add(r.fit.scaled(q.FitWeight * PriceScale))
	if !v.excludeByPrices(q, s, goal) {
		return true
	}
	switch len(q.Next) {
	case 1:
		return r.refutes(q.Next[0], s)
	case 2:
		g := v.group(q.Group)
		without, with := s.clone(), s
		if q.Client == "" {
			settled := s.held[g]
			without.held[g], with.held[g] = -1, 1
			return (settled > 0 || r.refutes(q.Next[0], without)) && (settled < 0 || r.refutes(q.Next[1], with))
		}
		client := v.client(q.Client)
		for h := range v.seats {
			k, found := slices.BinarySearchFunc(v.seats[h], client, func(s seat, i int) int { return s.client - i })
			if found && h == g {
				without.excluded[h][k] = true
			} else if found {
				with.excluded[h][k] = true
			}
		}
		return r.refutes(q.Next[0], without) && r.refutes(q.Next[1], with)
	}
	return false
}

// excludeByPrices finds what all plans of the scope that reach the goal have in common
// according to the prices of the part, and reports whether there can be any.
func (v *verifier) excludeByPrices(q *Part, s partScope, goal int128) bool {
	sum := v.totalPrices(q.Clients, q.Resources)
	earns := make([]int64, len(v.groups)) // of each group when it is open
	choices := make([]*choice, len(v.groups))
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
		choices[g] = v.choice(q, s, g)
		earns[g] = choices[g].most()
		sum = sum.addInt(counts(g))
	}
	if sum.less(goal) {
		return false
	}
	for g, group := range v.groups {
		if s.held[g] < 0 {
			continue
		}
		others := sum.subtractInt(counts(g))
		for n := range choices[g].people {
			if others.addInt(choices[g].mostWith(n)).less(goal) {
				s.excluded[g][choices[g].people[n].seat] = true
			}
		}
		if group.State != Running && s.held[g] == 0 {
			switch {
			case others.addInt(earns[g]).less(goal):
				s.held[g] = -1
			case others.less(goal):
				s.held[g] = 1
			}
		}
	}
	// What open groups use up keeps the other groups closed. Groups that use up more than there
	// is are not open together in any plan.
	left := make([]int64, len(v.limits))
	for n, l := range v.limits {
		left[n] = l.free
	}
	for g := range v.groups {
		if s.held[g] > 0 {
			for _, u := range v.uses[g] {
				left[u.limit] -= u.amount
			}
		}
	}
	if slices.ContainsFunc(left, func(amount int64) bool { return amount < 0 }) {
		return false
	}
	for g := range v.groups {
		if s.held[g] == 0 && slices.ContainsFunc(v.uses[g], func(u limitUse) bool { return left[u.limit] < u.amount }) {
			s.held[g] = -1
		}
	}
	return true
}
