package compose

import (
	"bufio"
	"fmt"
	"io"
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
	// StagePoints maximises priority and waiting points.
	StagePoints Stage = iota + 1
	// StageFit maximises fit among plans of given points.
	StageFit
	// StageMinutes minimises therapist minutes among plans of given points and fit.
	StageMinutes

	numStages
)

//enum:names Stage
var stageNames = [numStages]string{StagePoints: "points", StageFit: "fit", StageMinutes: "minutes"}

// WriteLP writes one stage of the problem as a mixed-integer program in the LP
// format that HiGHS, CBC, GLPK and the commercial solvers read, so that anyone
// can prove elsewhere what the best plan is. The stages before the given one
// are fixed at the values of reached, which a solver's run of those stages (or
// a [Result]) supplies; the first stage ignores it.
//
// Variables are x_I_G (client I joins group G), y_G (candidate group G opens)
// and z_G_Q (two or more newcomers whom quota Q of group G counts), with the
// places of client and group in the order of their ids, from 0; comments at the
// head name the objective and the counts. The program states the model of the
// package comment literally, one family of rows a rule.
//
// Errors are those of the problem and of w.
func WriteLP(w io.Writer, p Problem, stage Stage, reached Score) error {
	if err := p.Validate(); err != nil {
		return err
	}
	if stage == 0 || stage >= numStages {
		return &therapy.FieldError{Rule: "stage", Err: therapy.ErrUnknown}
	}
	out := &lpWriter{m: newModel(&p), b: bufio.NewWriter(w)}
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
	case StagePoints:
		o.pairs(func(i, p int32) { o.term(int64(m.Points[i]), o.x(i, p)) })
	case StageFit:
		o.pairs(func(i, p int32) { o.term(int64(m.Fit[p]), o.x(i, p)) })
	case StageMinutes:
		for g := range m.groups {
			if !m.Running[g] {
				o.term(int64(m.Minutes[g]), lpY(int32(g)))
			}
		}
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
	if stage > StagePoints {
		o.row()
		o.objective(StagePoints)
		o.end(">=", reached.Points)
	}
	if stage > StageFit {
		o.row()
		o.objective(StageFit)
		o.end(">=", reached.Fit)
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
	for r := range m.resources {
		if len(m.Users[r]) > int(m.Free[r]) {
			o.row()
			for _, g := range m.Users[r] {
				o.term(1, lpY(g))
			}
			o.end("<=", int64(m.Free[r]))
		}
	}
	o.names()
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
	for q, limit := range m.Quotas[g] {
		counted := func(_, p int32) bool { return m.Mask[p]>>q&1 != 0 }
		if limit.Most < search.NoLimit {
			o.row()
			members(counted)
			o.end("<=", o.open(g, int64(limit.Most)))
		}
		if !limit.NoLone {
			continue
		}
		o.row()
		members(counted)
		o.term(-2, lpZ(g, q))
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

// names declares every variable as 0 or 1; the constant one closes rows that
// have no other term.
func (o *lpWriter) names() {
	m := o.m
	o.text("Bounds\n one = 1\nBinary\n")
	o.pairs(func(i, p int32) { o.text(" " + o.x(i, p) + "\n") })
	for g := range m.groups {
		if !m.Running[g] {
			o.text(" " + lpY(int32(g)) + "\n")
		}
		for q, limit := range m.Quotas[g] {
			if limit.NoLone {
				o.text(" " + lpZ(int32(g), q) + "\n")
			}
		}
	}
	o.text("End\n")
}
