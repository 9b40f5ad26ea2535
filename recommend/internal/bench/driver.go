package bench

import (
	"encoding/json"
	"slices"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// Ruling is the driver's result from an engine's answers.
type Ruling struct {
	Outcome policy.Outcome
	Advised []policy.Option
}

// Engine answers groups of questions. Prepare is called before the measurement starts.
type Engine interface {
	Name() string
	Prepare(f *Facts) any
	// Eval answers a group: with a single answer for a group that is one question.
	Eval(g Group, input any, out []bool) ([]bool, error)
}

// driver goes through the groups, and returns as soon as one has decided. It is the same for
// every engine, since none of them supports stages and margins.
type driver struct {
	plan *Plan
	e    Engine
	out  []bool
	err  error
}

func (d *driver) ask(g Group, input any) []bool {
	out, err := d.e.Eval(g, input, d.out[:0])
	if err != nil {
		d.err = err
		return make([]bool, max(len(d.plan.Groups[g]), 1))
	}
	d.out = out
	return out
}

// Decide goes through the stages.
func (p *Plan) Decide(e Engine, f *Facts, input any) (Ruling, error) {
	d := driver{plan: p, e: e, out: make([]bool, 0, 128)}
	r := d.decide(f, input)
	return r, d.err
}

func (d *driver) decide(f *Facts, input any) Ruling {
	p := d.plan
	if d.ask(Danger, input)[0] {
		return Ruling{Outcome: policy.Escalate}
	}
	if d.ask(Asking, input)[0] {
		return Ruling{Outcome: policy.NeedsInformation}
	}
	var out [policy.MaxOptions]bool
	for i, fires := range d.ask(Excluded, input) {
		if fires {
			for k, o := range p.Policy.Options {
				out[k] = out[k] || slices.Contains(p.rules[Excluded][i].Excludes, o.Option)
			}
		}
	}
	standing := make([]int, 0, policy.MaxOptions)
	for k := range p.Policy.Options {
		if !out[k] {
			standing = append(standing, k)
		}
	}
	for i, missing := range d.ask(Pending, input) {
		if missing && slices.ContainsFunc(standing, func(k int) bool {
			return slices.Contains(p.rules[Pending][i].Excludes, p.Policy.Options[k].Option)
		}) {
			return Ruling{Outcome: policy.NeedsInformation}
		}
	}
	switch len(standing) {
	case 0:
		return Ruling{Outcome: policy.NoneSuitable}
	case 1:
		return p.advise(policy.Recommended, standing)
	}
	eligible := standing
	standing, flagged, spoken := d.indicate(standing, input)
	if len(standing) == 1 {
		if flagged>>standing[0]&1 == 1 { // every option is flagged: none is preferred
			return p.advise(policy.Either, eligible)
		}
		return p.advise(policy.Recommended, standing)
	}
	for i, s := range p.Stages {
		g := Weighing + Group(i)
		var sums [policy.MaxOptions]int
		for j, fires := range d.ask(g, input) {
			if !fires {
				continue
			}
			for _, k := range standing {
				n := p.worth(s, &p.rules[g][j], p.Policy.Options[k].Option, f)
				sums[k] += n
				spoken = spoken || n != 0
			}
		}
		best := sums[standing[0]]
		for _, k := range standing {
			best = max(best, sums[k])
		}
		left := slices.DeleteFunc(slices.Clone(standing), func(k int) bool { return best-sums[k] > s.Margin })
		if len(left) < len(standing) && !slices.ContainsFunc(left, func(k int) bool { return flagged>>k&1 == 0 }) {
			break // it would leave only flagged options
		}
		standing = left
		if len(standing) == 1 {
			return p.advise(policy.Recommended, standing)
		}
	}
	if !spoken {
		return Ruling{Outcome: policy.NeedsInformation}
	}
	return p.advise(policy.Either, standing)
}

// indicate is the stage of indication: it combines the answers of all questions.
func (d *driver) indicate(eligible []int, input any) (standing []int, flagged uint, spoken bool) {
	p := d.plan
	fires := slices.Clone(d.ask(Grading, input))
	if !slices.Contains(fires, true) {
		return eligible, 0, false
	}
	m := meeting{table: p.table}
	for _, k := range eligible {
		m.eligible |= 1 << k
	}
	m.shared = m.eligible
	out := d.ask(Beside, input)
	holds := func(i int) bool { return i >= 0 && out[i] }
	for i, q := range p.Policy.Questions {
		var h heard
		for j := range p.rules[Grading] {
			r := &p.rules[Grading][j]
			if !fires[j] || r.Question != q.ID {
				continue
			}
			h.asked = true
			joins := holds(p.beside.ifs[j]) || p.beside.waits[j] >= 0 && !out[p.beside.waits[j]]
			for _, g := range r.Grades {
				h.grade(p.options[g.Option], g.Grade, joins)
			}
		}
		if h.asked {
			spoken = spoken || h.named&m.eligible != 0
			m.hear(&h, q.Complete, q.Weak, holds(p.beside.yields[i]))
		}
	}
	var wished uint
	for i, w := range p.Policy.Meeting.Wishes {
		if holds(p.beside.wishes[i]) {
			wished |= p.options[w.Option]
		}
	}
	left := m.survivors(holds(p.beside.joins), wished)
	for k := range p.Policy.Options {
		if left>>k&1 == 1 {
			standing = append(standing, k)
		}
	}
	return standing, m.flagged, spoken
}

func (p *Plan) advise(o policy.Outcome, standing []int) Ruling {
	r := Ruling{Outcome: o}
	for _, k := range standing {
		r.Advised = append(r.Advised, p.Policy.Options[k].Option)
	}
	return r
}

// Reason is one rule for or against one option.
type Reason struct {
	Rule   string        `json:"rule"`
	Option policy.Option `json:"option"`
	Grade  therapy.Grade `json:"grade,omitempty"`
	Points int           `json:"points,omitempty"`
	Says   policy.Words  `json:"says"`
}

// Reasons lists every rule that fires for or against an option.
func (p *Plan) Reasons(e Engine, f *Facts, input any) ([]Reason, error) {
	d := driver{plan: p, e: e, out: make([]bool, 0, 128)}
	var reasons []Reason
	for g := Excluded; int(g) < len(p.Groups); g++ {
		if g == Pending || g == Beside {
			continue
		}
		for i, fires := range d.ask(g, input) {
			if !fires {
				continue
			}
			r := &p.rules[g][i]
			for _, x := range r.Grades {
				reasons = append(reasons, Reason{Rule: r.ID, Option: x.Option, Grade: x.Grade, Says: r.Says})
			}
			for _, o := range p.Policy.Options {
				n := 0
				if g >= Weighing {
					n = p.worth(p.Stages[g-Weighing], r, o.Option, f)
				}
				if n != 0 || slices.Contains(r.Excludes, o.Option) {
					reasons = append(reasons, Reason{Rule: r.ID, Option: o.Option, Points: n, Says: r.Says})
				}
			}
		}
	}
	return reasons, d.err
}

// Serve reads an intake from JSON and writes an explained answer, as an application would
// with encoding/json and the engine.
func (p *Plan) Serve(e Engine, data []byte) ([]byte, error) {
	words := map[therapy.Factor]therapy.Answer{}
	if err := json.Unmarshal(data, &words); err != nil {
		return nil, err
	}
	intake := recommend.Answers(words)
	f := p.Encode(intake)
	input := e.Prepare(f)
	ruling, err := p.Decide(e, f, input)
	if err != nil {
		return nil, err
	}
	reasons, err := p.Reasons(e, f, input)
	if err != nil {
		return nil, err
	}
	return json.Marshal(struct {
		Outcome policy.Outcome    `json:"outcome"`
		Advised []policy.Option   `json:"advised"`
		Answers recommend.Answers `json:"answers"`
		Reasons []Reason          `json:"reasons"`
	}{ruling.Outcome, ruling.Advised, intake, reasons})
}
