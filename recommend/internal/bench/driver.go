package bench

import (
	"encoding/json"
	"reflect"
	"slices"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

var boolSlice = reflect.TypeFor[[]bool]()

// Ruling is what the driver makes of an engine's answers.
type Ruling struct {
	Outcome policy.Outcome
	Advised []policy.Option
}

// Reason is one rule for or against one option.
type Reason struct {
	Rule   string        `json:"rule"`
	Option policy.Option `json:"option"`
	Points int           `json:"points"`
	Says   policy.Words  `json:"says"`
}

// Decide goes through the stages. It is the same for every engine, since none of
// them knows about stages and margins.
func (p *Plan) Decide(f *Facts, fires, missing []bool) Ruling {
	some := func(bits []bool, layer therapy.Layer) bool {
		for i := range p.rules {
			if bits[i] && p.rules[i].Layer == layer {
				return true
			}
		}
		return false
	}
	switch {
	case some(fires, therapy.LayerSafety):
		return Ruling{Outcome: policy.Escalate}
	case some(missing, therapy.LayerSafety), some(fires, therapy.LayerSufficiency), some(missing, therapy.LayerSufficiency):
		return Ruling{Outcome: policy.NeedsInformation}
	}
	var standing []policy.Option
	for _, o := range p.Policy.Options {
		out := false
		for i := range p.rules {
			out = out || fires[i] && slices.Contains(p.rules[i].Excludes, o.Option)
		}
		if !out {
			standing = append(standing, o.Option)
		}
	}
	spoken := false
	for i := range p.rules {
		for _, o := range standing {
			if missing[i] && slices.Contains(p.rules[i].Excludes, o) {
				return Ruling{Outcome: policy.NeedsInformation}
			}
			spoken = spoken || fires[i] && slices.ContainsFunc(p.rules[i].Points, func(x policy.Points) bool { return x.Option == o })
		}
	}
	switch {
	case len(standing) == 0:
		return Ruling{Outcome: policy.NoneSuitable}
	case len(standing) == 1:
		return Ruling{Outcome: policy.Recommended, Advised: standing}
	case !spoken:
		return Ruling{Outcome: policy.NeedsInformation}
	}
	for _, s := range p.Policy.Stages {
		if !s.Layer.Weighs() || len(standing) == 1 {
			continue
		}
		sums := make([]int, len(standing))
		for i := range p.rules {
			if !fires[i] || p.rules[i].Layer != s.Layer {
				continue
			}
			for k, o := range standing {
				sums[k] += p.worth(s, i, o, f)
			}
		}
		best := slices.Max(sums)
		var left []policy.Option
		for k, o := range standing {
			if best-sums[k] <= s.Margin {
				left = append(left, o)
			}
		}
		standing = left
	}
	if len(standing) == 1 {
		return Ruling{Outcome: policy.Recommended, Advised: standing}
	}
	return Ruling{Outcome: policy.Either, Advised: standing}
}

func (p *Plan) worth(s policy.Stage, rule int, o policy.Option, f *Facts) int {
	for _, x := range p.rules[rule].Points {
		if x.Option == o {
			if on, ok := p.rules[rule].When.Statement(); ok && s.Doubles && f.S[p.Index[on]] {
				return 2 * x.Points
			}
			return x.Points
		}
	}
	return 0
}

// Reasons lists every rule that fired for or against every option.
func (p *Plan) Reasons(f *Facts, fires []bool) []Reason {
	var reasons []Reason
	for _, o := range p.Policy.Options {
		for i := range p.rules {
			if !fires[i] {
				continue
			}
			r := &p.rules[i]
			at := slices.IndexFunc(p.Policy.Stages, func(s policy.Stage) bool { return s.Layer == r.Layer })
			if n := p.worth(p.Policy.Stages[at], i, o.Option, f); n != 0 || slices.Contains(r.Excludes, o.Option) {
				reasons = append(reasons, Reason{Rule: r.ID, Option: o.Option, Points: n, Says: r.Says})
			}
		}
	}
	return reasons
}

// Serve reads an intake from JSON and writes an explained answer, as a team
// would do it with encoding/json and the engine.
func (p *Plan) Serve(e Engine, data []byte) ([]byte, error) {
	var intake recommend.Answers
	words := map[therapy.Factor]therapy.Answer{}
	if err := json.Unmarshal(data, &words); err != nil {
		return nil, err
	}
	intake = words
	f := p.Encode(intake)
	fires, missing, err := e.Eval(f)
	if err != nil {
		return nil, err
	}
	ruling := p.Decide(f, fires, missing)
	return json.Marshal(struct {
		Outcome policy.Outcome    `json:"outcome"`
		Advised []policy.Option   `json:"advised"`
		Answers recommend.Answers `json:"answers"`
		Reasons []Reason          `json:"reasons"`
	}{ruling.Outcome, ruling.Advised, intake, p.Reasons(f, fires)})
}
