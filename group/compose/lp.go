package compose

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/group/compose/internal/search"
	"github.com/therapykit/therapykit/therapy"
)

// Stage is one level of the lexicographic objective. The zero value is not a
// stage.
type Stage uint8

// The stages, most important first.
const (
	// StagePlacing maximises [Score.Placing]: promises, points and waiting.
	StagePlacing Stage = iota + 1
	// StageFit maximises fit among plans with a given placing.
	StageFit
	// StageMinutes minimises therapist minutes among plans with a given placing and fit.
	StageMinutes
	// StageWishes maximises wishes among plans with a given placing, fit and minutes.
	StageWishes

	numStages
)

//enum:names Stage
var stageNames = [numStages]string{StagePlacing: "placing", StageFit: "fit", StageMinutes: "minutes", StageWishes: "wishes"}

// WriteLP writes one stage of the problem as a mixed-integer program in the LP format that
// HiGHS, CBC, GLPK and the commercial solvers read, so that anyone can find and prove the
// best plan with another program. The stages before the given one are fixed at the values of
// reached, which come from a solver's run of those stages (or from a [Result]); the first
// stage ignores reached.
//
// Variables are x_I_G (client I joins group G), y_G (candidate group G opens), z_G_Q
// (somebody joins whom rule Q of group G counts: its quotas, then the sets of people who have
// to be together), b_I_J_G (I and J, who wish to be together or apart, are both in G) and
// s_G_N (group G has N newcomers or more, where sizes are to be equal), with the places of
// client and group in the order of their ids, from 0. The program states the model of the
// package comment literally, with one family of rows for each rule. The cost of equal sizes
// for the existing members of running groups is constant and left out.
//
// Errors are those of the problem and of w.
func WriteLP(w io.Writer, p Problem, stage Stage, reached Score) error {
	if err := p.Validate(); err != nil {
		return err
	}
	if stage == 0 || stage >= numStages {
		return &therapy.FieldError{Rule: "stage", Err: therapy.ErrUnknown}
	}
	m, err := newModel(&p)
	if err != nil {
		return err
	}
	out := &lpWriter{m: m, b: bufio.NewWriter(w)}
	out.write(stage, reached)
	if err := out.b.Flush(); err != nil {
		return fmt.Errorf("compose: write program: %w", err)
	}
	return nil
}

type lpWriter struct {
	m    *model
	b    *bufio.Writer
	rows int
	line int // terms on the present line
}

func (o *lpWriter) text(s string) { _, _ = o.b.WriteString(s) }

func (o *lpWriter) row() {
	o.rows++
	o.line = 0
	o.text(" r" + strconv.Itoa(o.rows) + ":")
}

// term writes one coefficient and variable; lines stay short for old readers.
func (o *lpWriter) term(coefficient int64, variable string) {
	if coefficient == 0 {
		return
	}
	if o.line++; o.line%8 == 0 {
		o.text("\n  ")
	}
	sign := " + "
	if coefficient < 0 {
		sign, coefficient = " - ", -coefficient
	}
	o.text(sign + strconv.FormatInt(coefficient, 10) + " " + variable)
}

func (o *lpWriter) end(relation string, bound int64) {
	if o.line == 0 {
		o.term(1, "one")
		bound++
	}
	o.text(" " + relation + " " + strconv.FormatInt(bound, 10) + "\n")
}

func (o *lpWriter) x(i, p int32) string {
	return "x_" + strconv.Itoa(int(i)) + "_" + strconv.Itoa(int(o.m.PairGroup[p]))
}

func lpY(g int32) string { return "y_" + strconv.Itoa(int(g)) }

func lpZ(g int32, q int) string { return "z_" + strconv.Itoa(int(g)) + "_" + strconv.Itoa(q) }

// pairs calls f for every eligible pair.
func (o *lpWriter) pairs(f func(i, p int32)) {
	for i := range o.m.clients {
		for p := o.m.PairOff[i]; p < o.m.PairOff[i+1]; p++ {
			f(int32(i), p)
		}
	}
}

func (o *lpWriter) objective(stage Stage) {
	m := o.m
	switch stage {
	case StagePlacing:
		o.pairs(func(i, p int32) { o.term(m.Points[i], o.x(i, p)) })
	case StageFit:
		o.pairs(func(i, p int32) { o.term(int64(m.Fit[p]), o.x(i, p)) })
	case StageMinutes:
		for g := range m.groups {
			if !m.Running[g] {
				o.term(int64(m.Minutes[g]), lpY(int32(g)))
			}
		}
	case StageWishes:
		o.wishes()
	default:
		// WriteLP has refused every other stage.
	}
}

// open adds -size·y_g to a row of a candidate, or returns size for the right
// hand side of a running group, which is open whatever happens.
func (o *lpWriter) open(g int32, size int64) (right int64) {
	if o.m.Running[g] {
		return size
	}
	o.term(-size, lpY(g))
	return 0
}

func (o *lpWriter) write(stage Stage, reached Score) {
	m := o.m
	o.text(fmt.Sprintf("\\ group-composition, stage %s: %d clients, %d groups, %d eligible pairs\n",
		stage, len(m.clients), len(m.groups), len(m.PairGroup)))
	if stage == StageMinutes {
		o.text("Minimize\n obj:")
	} else {
		o.text("Maximize\n obj:")
	}
	o.objective(stage)
	o.text(" + 0 one\nSubject To\n")
	if stage > StagePlacing {
		o.row()
		o.objective(StagePlacing)
		o.end(">=", reached.Placing)
	}
	if stage > StageFit {
		o.row()
		o.objective(StageFit)
		o.end(">=", reached.Fit)
	}
	if stage > StageMinutes {
		o.row()
		o.objective(StageMinutes)
		o.end("<=", reached.Minutes)
		o.wishRows()
	}
	for i := range m.clients {
		if m.PairOff[i+1]-m.PairOff[i] > 1 {
			o.row()
			for p := m.PairOff[i]; p < m.PairOff[i+1]; p++ {
				o.term(1, o.x(int32(i), p))
			}
			o.end("<=", 1)
		}
	}
	for g := range m.groups {
		o.group(int32(g))
	}
	for r := range m.capacities {
		var uses []search.Use // with the group in place of the resource
		wanted := int32(0)
		for _, g := range m.Users[r] {
			for _, u := range m.Uses[g] {
				if int(u.Resource) == r {
					uses = append(uses, search.Use{Resource: g, Amount: u.Amount})
					wanted += u.Amount
				}
			}
		}
		if wanted > m.Free[r] {
			o.row()
			for _, u := range uses {
				o.term(int64(u.Amount), lpY(u.Resource))
			}
			o.end("<=", int64(m.Free[r]))
		}
	}
	o.names(stage)
}

// group writes the rows of one group.
func (o *lpWriter) group(g int32) {
	m := o.m
	from, to := m.GroupOff[g], m.GroupOff[g+1]
	members := func(keep func(i, p int32) bool) {
		for k := from; k < to; k++ {
			if i, p := m.GroupClient[k], m.GroupPair[k]; keep(i, p) {
				o.term(1, o.x(i, p))
			}
		}
	}
	all := func(int32, int32) bool { return true }
	o.row()
	members(all)
	o.end("<=", o.open(g, int64(m.Room[g])))
	if !m.Running[g] {
		o.row()
		members(all)
		o.open(g, int64(m.Need[g]))
		o.end(">=", 0)
		for k := from; k < to; k++ { // implied, but it makes the relaxation tight
			o.row()
			o.term(1, o.x(m.GroupClient[k], m.GroupPair[k]))
			o.end("<=", o.open(g, 1))
		}
	}
	sets := map[int32]int{}
	for k := from; k < to; k++ {
		for _, set := range m.Sets[m.GroupClient[k]] {
			sets[set]++
		}
	}
	var shared []int32
	for set, n := range sets {
		if n > 1 {
			shared = append(shared, set)
		}
	}
	slices.Sort(shared)
	for _, set := range shared {
		o.row()
		members(func(i, _ int32) bool { return slices.Contains(m.Sets[i], set) })
		o.end("<=", o.open(g, 1))
	}
	for q, count := range m.Counts[g] {
		counted := func(_, p int32) bool { return m.Mask[p]>>q&1 != 0 }
		if count.Most < search.NoLimit {
			o.row()
			members(counted)
			o.end("<=", o.open(g, int64(count.Most)))
		}
		switch {
		case count.Least == 0:
		case !count.OrNone:
			o.row()
			members(counted)
			o.end(">=", o.open(g, int64(count.Least)))
		default:
			o.row()
			members(counted)
			o.term(-int64(count.Least), lpZ(g, q))
			o.end(">=", 0)
			for k := from; k < to; k++ {
				if i, p := m.GroupClient[k], m.GroupPair[k]; counted(i, p) {
					o.row()
					o.term(1, o.x(i, p))
					o.term(-1, lpZ(g, q))
					o.end("<=", 0)
				}
			}
		}
	}
}

// wishes writes the sum of wishes.
func (o *lpWriter) wishes() {
	m := o.m
	if m.Wish != nil {
		o.pairs(func(i, p int32) { o.term(int64(m.Wish[p]), o.x(i, p)) })
	}
	o.bonds(func(weight int64, name string, _, _ string) { o.term(weight, name) })
	for g := range m.groups {
		if m.Evenness == 0 {
			break
		}
		sitting, cost := int64(m.Sitting[g]), int64(m.Evenness)
		if !m.Running[g] {
			o.term(-cost*sitting*sitting, lpY(int32(g)))
		}
		for n := int64(1); n <= int64(m.Room[g]); n++ {
			o.term(-cost*(2*(sitting+n)-1), lpS(int32(g), n))
		}
	}
}

// bonds calls f for every bond in every group that both can join.
func (o *lpWriter) bonds(f func(weight int64, name, x, y string)) {
	m := o.m
	if m.Bonds == nil {
		return
	}
	for i := range m.clients {
		together := map[int32]int64{}
		for _, bond := range m.Bonds[i] {
			if bond.Client > int32(i) {
				together[bond.Client] += int64(bond.Weight)
			}
		}
		for _, j := range slices.Sorted(maps.Keys(together)) {
			for p := m.PairOff[i]; p < m.PairOff[i+1]; p++ {
				if q := m.pair(j, m.PairGroup[p]); q != search.None && together[j] != 0 {
					name := "b_" + strconv.Itoa(i) + "_" + strconv.Itoa(int(j)) + "_" + strconv.Itoa(int(m.PairGroup[p]))
					f(together[j], name, o.x(int32(i), p), o.x(j, q))
				}
			}
		}
	}
}

// wishRows says when two people are together and how large groups are.
func (o *lpWriter) wishRows() {
	m := o.m
	o.bonds(func(weight int64, name, x, y string) {
		if weight < 0 {
			o.row()
			o.term(1, x)
			o.term(1, y)
			o.term(-1, name)
			o.end("<=", 1)
			return
		}
		for _, one := range [...]string{x, y} {
			o.row()
			o.term(1, name)
			o.term(-1, one)
			o.end("<=", 0)
		}
	})
	for g := range m.groups {
		if m.Evenness == 0 || m.Room[g] == 0 {
			continue
		}
		o.row()
		for k := m.GroupOff[g]; k < m.GroupOff[g+1]; k++ {
			o.term(1, o.x(m.GroupClient[k], m.GroupPair[k]))
		}
		for n := int64(1); n <= int64(m.Room[g]); n++ {
			o.term(-1, lpS(int32(g), n))
		}
		o.end("<=", 0)
	}
}

func lpS(g int32, n int64) string {
	return "s_" + strconv.Itoa(int(g)) + "_" + strconv.FormatInt(n, 10)
}

// names declares every variable as 0 or 1; the constant one closes rows that
// have no other term.
func (o *lpWriter) names(stage Stage) {
	m := o.m
	o.text("Bounds\n one = 1\nBinary\n")
	o.pairs(func(i, p int32) { o.text(" " + o.x(i, p) + "\n") })
	for g := range m.groups {
		if !m.Running[g] {
			o.text(" " + lpY(int32(g)) + "\n")
		}
		for q, count := range m.Counts[g] {
			if count.Least > 0 && count.OrNone {
				o.text(" " + lpZ(int32(g), q) + "\n")
			}
		}
		for n := int64(1); stage == StageWishes && m.Evenness > 0 && n <= int64(m.Room[g]); n++ {
			o.text(" " + lpS(int32(g), n) + "\n")
		}
	}
	if stage == StageWishes {
		o.bonds(func(_ int64, name, _, _ string) { o.text(" " + name + "\n") })
	}
	o.text("End\n")
}
