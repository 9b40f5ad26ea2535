package engine

import "slices"

// makeUp generates the samples. They answer only statements that weigh; statements that
// stop, ask or exclude stay no, since they would end the decision before points count. A
// statement makes a difference where two options are close, so most samples aim at that:
// for two options and a stage they make the two equal in every earlier stage and a few
// points apart in this one. The others are pseudo-random, with few to many yes answers, the
// same in every run.
func (m *Matter) makeUp() {
	e, a := m.e, m.answers
	m.samples = make([][]given, 1, samplesTried)
	m.aim()
	var weighing []int
	for statement := range e.Statements {
		if layer := Layer(e.firstLayer[statement]); a.Open(statement) && layer.Weighs() {
			weighing = append(weighing, statement)
		}
	}
	state := uint64(0x9e3779b97f4a7c15)
	next := func(n int) int { // xorshift64*
		state ^= state >> 12
		state ^= state << 25
		state ^= state >> 27
		return int(state * 0x2545f4914f6cdd1d >> 33 % uint64(n))
	}
	for i := range randomSamples {
		if len(weighing) == 0 {
			break
		}
		var sample []given
		for range 1 << (i % 6) {
			statement := weighing[next(len(weighing))]
			answer := Yes
			if e.doubles.Has(statement) && next(3) == 0 {
				answer = Strongly
			}
			sample = append(sample, given{statement, answer})
		}
		m.samples = append(m.samples, sample)
	}
}

// aim adds the samples that bring two options close to each other.
func (m *Matter) aim() {
	var t tally
	all := m.e.Completed(m.answers)
	m.e.addUp(&all, &t)
	options := m.e.Options
	for a := range options {
		for b := a + 1; b < options; b++ {
			var level []given // answers that make the two equal in the earlier stages
			for stage := range m.e.Stages {
				s := &m.e.Stages[stage]
				var each [MaxOptions]int16
				t.of(s, &each)
				reach := m.reachable(stage, a, b)
				ahead := int(each[a]) - int(each[b])
				for aim := -widestAim; aim <= widestAim; aim++ {
					if picks, ok := reach.sum(aim - ahead); ok && len(m.samples) < samplesTried-randomSamples {
						m.samples = append(m.samples, slices.Concat(level, picks))
					}
				}
				picks, _ := reach.nearest(-ahead)
				level = slices.Concat(level, picks)
			}
		}
	}
}

// widestSum limits the sums of differences that are considered.
const widestSum = 40

// sums lists which sums of differences are possible by answering open statements of a stage
// yes or strongly, each with as few answers as possible.
type sums [2*widestSum + 1]struct {
	picks []given
	ok    bool
}

func (x *sums) sum(n int) ([]given, bool) {
	if n < -widestSum || n > widestSum {
		return nil, false
	}
	return x[n+widestSum].picks, x[n+widestSum].ok
}

// nearest returns the picks for the sum closest to n.
func (x *sums) nearest(n int) ([]given, int) {
	for d := range 4 * widestSum {
		for _, near := range []int{n - d, n + d} {
			if picks, ok := x.sum(near); ok {
				return picks, near
			}
		}
	}
	return nil, 0
}

func (m *Matter) reachable(stage, a, b int) *sums {
	var x sums
	x[widestSum].ok = true
	for _, e := range m.e.spreads[stage].statements {
		if !m.answers.Open(e.statement) {
			continue
		}
		before := x
		for _, answer := range m.others(e.statement) {
			value := 1
			if answer == Strongly {
				value = 2
			}
			change := int(e.points[value][a]) - int(e.points[value][b]) - int(e.points[0][a]) + int(e.points[0][b])
			for n := range before {
				to := n + change
				if !before[n].ok || change == 0 || to < 0 || to >= len(x) {
					continue
				}
				if picks := before[n].picks; !x[to].ok || len(x[to].picks) > len(picks)+1 {
					x[to].picks = append(slices.Clone(picks), given{e.statement, answer})
					x[to].ok = true
				}
			}
		}
	}
	return &x
}

// closeCalls returns the samples of these answers.
func closeCalls(e *Engine, a Answers) [][]given {
	m := Matter{e: e, answers: a}
	m.makeUp()
	return m.samples
}
