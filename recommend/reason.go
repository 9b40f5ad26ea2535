package recommend

import (
	"iter"
	"math/bits"

	"github.com/therapykit/therapykit/recommend/internal/engine"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Reason is the effect of one rule that fired on one option. The zero Reason says nothing; do
// not use it.
type Reason struct {
	confidential.Hidden
	r     *Recommender
	fired engine.Reason
}

func (x Reason) rule() *policy.Rule { return x.r.program.Rules[x.fired.Rule.Number] }

// Rule returns the id of the rule.
func (x Reason) Rule() string { return x.rule().ID }

// Layer returns the stage of the rule.
func (x Reason) Layer() therapy.Layer { return x.rule().Layer }

// Option returns the option that the reason is about.
func (x Reason) Option() policy.Option { return x.r.program.Policy.Options[x.fired.Option].Option }

// Excludes reports whether the rule excludes the option.
func (x Reason) Excludes() bool { return x.Layer() == therapy.LayerEligibility }

// Points returns the points that the rule gives to the option, negative if it speaks against
// it, and doubled if the statement is answered [Strongly] and the stage doubles. It is 0 for
// an exclusion.
func (x Reason) Points() int { return x.fired.Points }

// Grade returns the grade that the rule gives to the option, 0 for a rule that gives points
// or excludes.
func (x Reason) Grade() therapy.Grade { return therapy.Grade(x.fired.Grade) }

// Question returns the id of the question that the rule answers, empty for none.
func (x Reason) Question() string { return x.rule().Question }

// Supports reports whether the rule speaks for the option.
func (x Reason) Supports() bool { return x.fired.Points > 0 || x.Grade().Ranks() }

// Counted reports whether the points counted for the option. They do not count if an earlier
// stage has decided or dropped the option. The reason is still shown, so that both sides can
// be seen.
func (x Reason) Counted() bool { return x.fired.Counted }

// Levels reports whether the rule only balances options, and so is not a reason for or
// against one; see [policy.Rule].
func (x Reason) Levels() bool { return x.rule().Levels }

// Says returns the text of the rule.
func (x Reason) Says() policy.Words { return x.rule().Says }

// Reopens returns what would make the option possible again, for an exclusion.
func (x Reason) Reopens() policy.Words { return x.rule().Reopens }

// Sources yields the sources of the rule.
func (x Reason) Sources() iter.Seq[therapy.Source] { return each(x.rule().Sources) }

// Condition returns the rule's whole condition, which is true, with ages and question.
func (x Reason) Condition() therapy.Condition { return x.r.program.When[x.fired.Rule.Number] }

// Reasons yields, for each option in the policy's order, every rule that fired for or against
// it: exclusions first, then stage by stage, and in the policy's order inside a stage. All
// rules are evaluated, also those that no longer count because of an earlier stage
// ([Reason.Counted]). It yields nothing if the outcome is [policy.Escalate]: if somebody may
// be in danger, nothing is ranked.
func (rec Recommendation) Reasons() iter.Seq[Reason] {
	return func(yield func(Reason) bool) {
		if rec.r != nil {
			rec.r.engine.Reasons(&rec.answers, rec.verdict, func(x engine.Reason) bool { return yield(Reason{r: rec.r, fired: x}) })
		}
	}
}

// StageResult is the result of one weighing stage. The zero StageResult is of no stage.
type StageResult struct {
	confidential.Hidden
	r      *Recommender
	result engine.StageResult
}

func (s StageResult) stage() *engine.Stage { return &s.r.engine.Stages[s.result.Stage] }

// Layer returns the stage.
func (s StageResult) Layer() therapy.Layer { return therapy.Layer(s.stage().Layer) }

// Margin returns the difference in points that does not count in the stage.
func (s StageResult) Margin() int { return s.stage().Margin }

// Lead returns by how much the best option was ahead of the best one that
// dropped out; 0 if none dropped out.
func (s StageResult) Lead() int { return s.result.Lead }

// Graded reports whether the stage decides by grades; it then has no points, no lead and no
// margin.
func (s StageResult) Graded() bool { return s.r.engine.Graded && s.result.Stage == 0 }

// Guarded reports whether the stage would have left only options that a question opposes. It
// then removes no option, and no later stage counts.
func (s StageResult) Guarded() bool { return s.result.Guarded }

// Points yields, for every option that remained when the stage began, its points in the
// stage, in the policy's order.
func (s StageResult) Points() iter.Seq2[policy.Option, int] {
	return func(yield func(policy.Option, int) bool) {
		for b := s.result.Before; b != 0; b &= b - 1 {
			i := bits.TrailingZeros16(b)
			if !yield(s.r.program.Policy.Options[i].Option, int(s.result.Points[i])) {
				return
			}
		}
	}
}

// Left yields the options that remain after the stage, in the policy's order.
func (s StageResult) Left() iter.Seq[policy.OptionInfo] { return s.r.optionsOf(s.result.After) }

// Stages yields the results of the weighing stages, in order, up to the one that decided. It
// yields nothing if the outcome was decided before any weighing.
func (rec Recommendation) Stages() iter.Seq[StageResult] {
	return func(yield func(StageResult) bool) {
		if rec.r != nil {
			rec.r.engine.Weigh(&rec.answers, rec.verdict, func(s engine.StageResult) bool {
				return yield(StageResult{r: rec.r, result: s})
			})
		}
	}
}

// contribution is one modality of an option of several, with the reasons for that modality alone.
// They show which aspects each part could address.
type contribution struct {
	part    policy.OptionInfo
	reasons []Reason
}

// contributions lists, for an option of several modalities, the reasons for each of its
// modalities alone in indication and need.
func (rec Recommendation) contributions(of policy.Option) []contribution {
	var list []contribution
	for _, info := range rec.r.program.Policy.Options {
		if !info.Option.Single() || !of.Includes(therapy.Modality(info.Option)) {
			continue
		}
		c := contribution{part: info}
		for x := range rec.Reasons() {
			layer := x.Layer()
			if x.Option() == info.Option && x.Supports() && (layer == therapy.LayerIndication || layer == therapy.LayerNeed) {
				c.reasons = append(c.reasons, x)
			}
		}
		list = append(list, c)
	}
	return list
}
