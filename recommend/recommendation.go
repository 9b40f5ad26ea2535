package recommend

import (
	"iter"
	"maps"
	"math/bits"
	"slices"
	"time"

	"github.com/therapykit/therapykit/recommend/internal/compile"
	"github.com/therapykit/therapykit/recommend/internal/engine"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Recommendation is what a policy says about an intake, with all its reasons. It is a small
// value: copy it, keep it, compare its texts. Everything beyond the decision is calculated
// when it is asked for, always from the same answers and the same policy, so that it cannot
// contradict the decision.
//
// It supports a decision that a clinician and a client make; it does not make
// it. The zero Recommendation has no outcome and yields nothing.
type Recommendation struct {
	confidential.Hidden
	r       *Recommender
	answers engine.Answers
	verdict engine.Verdict
	at      time.Time
	origin  *origin // nil if the intake does not say
}

// origin is where the answers of an intake came from.
type origin struct {
	assessed Provenance
	answers  map[therapy.Factor]Provenance
	// stale and unqualified are the answers about safety that do not count, because of their
	// date or their informant; aside has these answers.
	stale, unqualified []therapy.Factor
	aside              Answers
}

// Outcome returns the outcome, 0 for the zero Recommendation.
func (rec Recommendation) Outcome() policy.Outcome { return policy.Outcome(rec.verdict.Outcome) }

// PolicyID and PolicyVersion name the policy that was followed, so that the
// decision can be replayed.
func (rec Recommendation) PolicyID() string {
	if rec.r == nil {
		return ""
	}
	return rec.r.program.Policy.ID
}

// PolicyVersion is the version of the policy; see [Recommendation.PolicyID].
func (rec Recommendation) PolicyVersion() string {
	if rec.r == nil {
		return ""
	}
	return rec.r.program.Policy.Version
}

// Policy returns a copy of the policy that was followed.
func (rec Recommendation) Policy() policy.Policy {
	if rec.r == nil {
		return policy.Policy{}
	}
	return rec.r.Policy()
}

// Intake returns the intake, unchanged.
func (rec Recommendation) Intake() Intake {
	in := Intake{Answers: Answers{}}
	if rec.r != nil {
		in.Answers = rec.r.Unpack(Packed{answers: rec.answers})
	}
	if rec.origin != nil {
		in.Assessed, in.Provenance = rec.origin.assessed, maps.Clone(rec.origin.answers)
		maps.Copy(in.Answers, rec.origin.aside)
	}
	return in
}

// counted returns the provenance of the answers that count.
func (o *origin) counted() map[therapy.Factor]Provenance {
	list := maps.Clone(o.answers)
	maps.DeleteFunc(list, func(f therapy.Factor, _ Provenance) bool {
		_, aside := o.aside[f]
		return aside
	})
	return list
}

// counted returns the answers that count: those of the intake except for what was set aside.
func (rec Recommendation) counted() Answers { return rec.r.Unpack(Packed{answers: rec.answers}) }

// At returns the moment that was given as now, the zero time if none was.
func (rec Recommendation) At() time.Time { return rec.at }

// DecidedBy returns the stage that decided the outcome. ok is false if none did: for
// [policy.Either], if no rule speaks for an option, and for the zero Recommendation.
func (rec Recommendation) DecidedBy() (layer therapy.Layer, ok bool) {
	layer = therapy.Layer(rec.verdict.Decided)
	return layer, layer.Valid()
}

// Lead returns by how many points the remaining option was ahead of the best option that
// dropped out in the deciding stage; 0 unless points decided.
func (rec Recommendation) Lead() int {
	if rec.r == nil {
		return 0
	}
	return rec.r.engine.Lead(&rec.answers, rec.verdict)
}

// Advised yields the advised options, in the policy's order: one for [policy.Recommended],
// several for [policy.Either], none otherwise.
func (rec Recommendation) Advised() iter.Seq[policy.OptionInfo] {
	return rec.r.optionsOf(rec.verdict.Standing)
}

// Eligible yields the options that are not excluded, in the policy's order. It yields nothing
// if the decision stopped before the eligibility stage.
func (rec Recommendation) Eligible() iter.Seq[policy.OptionInfo] {
	return rec.r.optionsOf(rec.verdict.Eligible)
}

func (r *Recommender) optionsOf(set uint16) iter.Seq[policy.OptionInfo] {
	return func(yield func(policy.OptionInfo) bool) {
		for b := set; b != 0; b &= b - 1 {
			if !yield(r.program.Policy.Options[bits.TrailingZeros16(b)]) {
				return
			}
		}
	}
}

// Advises reports whether o is advised.
func (rec Recommendation) Advises(o policy.Option) bool {
	for info := range rec.Advised() {
		if info.Option == o {
			return true
		}
	}
	return false
}

// Danger yields the safety rules that fired, in the policy's order; it yields nothing unless
// the outcome is [policy.Escalate].
func (rec Recommendation) Danger() iter.Seq[Reason] {
	return func(yield func(Reason) bool) {
		if rec.verdict.Outcome != engine.Escalate {
			return
		}
		l := rec.answers.Literals()
		for i := range rec.r.engine.Rules {
			c := &rec.r.engine.Rules[i]
			if c.Layer == engine.Safety && c.Fires.Holds(&l) && !yield(Reason{r: rec.r, fired: engine.Reason{Rule: c, Counted: true}}) {
				return
			}
		}
	}
}

// Actions yields what to do now, in the policy's order; it yields nothing unless the outcome
// is [policy.Escalate].
func (rec Recommendation) Actions() iter.Seq[policy.Action] {
	return func(yield func(policy.Action) bool) {
		if rec.verdict.Outcome != engine.Escalate {
			return
		}
		l := rec.answers.Literals()
		for i, a := range rec.r.program.Policy.Actions {
			a.Sources = slices.Clone(a.Sources)
			if rec.r.program.Actions[i].Holds(&l) && !yield(a) {
				return
			}
		}
	}
}

// Truth returns the truth value of a statement by the answers, including what follows from
// them: [therapy.Unknown] for a statement that is open or that the policy does not have.
func (rec Recommendation) Truth(f therapy.Factor) therapy.Truth {
	if rec.r == nil {
		return therapy.Unknown
	}
	statement, ok := rec.r.program.Index[f]
	if !ok {
		return therapy.Unknown
	}
	given, _ := rec.answers.Answer(statement)
	return therapy.Answer(given).Truth()
}

// Cautions yields what must be said in the situation, in the policy's order.
func (rec Recommendation) Cautions() iter.Seq[policy.Caution] {
	return func(yield func(policy.Caution) bool) {
		if rec.r == nil {
			return
		}
		l := rec.answers.Literals()
		for i := range rec.r.program.Cautions {
			if rec.r.program.Cautions[i].Holds(rec.verdict, &l) && !yield(rec.r.program.Policy.Cautions[i].Clone()) {
				return
			}
		}
	}
}

// Side says which position of a conflict decided.
type Side uint8

// The sides. The zero Side means that neither decided.
const (
	NeitherSide Side = iota
	SideA
	SideB
	BothSides // both were weighed together in the same stage

	numSides
)

//enum:names Side
var sideNames = [numSides]string{NeitherSide: "neither", SideA: "a", SideB: "b", BothSides: "both"}

// OpenConflict is a disagreement between sources that is relevant for the situation.
type OpenConflict struct {
	confidential.Hidden
	policy.Conflict
	// Decided says which position decided: the one whose rules apply in an earlier stage.
	Decided Side `json:"decided"`
	// By is the stage of these rules, 0 if neither position decided.
	By therapy.Layer `json:"by,omitzero"`
}

// Conflicts yields the disagreements between sources that are relevant for the situation, in
// the policy's order. It yields nothing if the outcome is [policy.Escalate].
func (rec Recommendation) Conflicts() iter.Seq[OpenConflict] {
	return func(yield func(OpenConflict) bool) {
		if rec.r == nil || rec.verdict.Outcome == engine.Escalate {
			return
		}
		l := rec.answers.Literals()
		for i := range rec.r.program.Conflicts {
			c := &rec.r.program.Conflicts[i]
			if !c.When.Holds(&l) {
				continue
			}
			open := OpenConflict{Conflict: rec.r.program.Policy.Conflicts[i].Clone()}
			if open.Decided, open.By = rec.settle(c, &l); !yield(open) {
				return
			}
		}
	}
}

// settle finds the first stage that was reached and in which a rule of a position fired.
func (rec *Recommendation) settle(c *compile.Conflict, l *engine.Literals) (side Side, by therapy.Layer) {
	e := rec.r.engine
	e.Weigh(&rec.answers, rec.verdict, func(s engine.StageResult) bool {
		layer := e.Stages[s.Stage].Layer
		a, b := e.Speaks(c.A, layer, l), e.Speaks(c.B, layer, l)
		switch {
		case a && b:
			side = BothSides
		case a:
			side = SideA
		case b:
			side = SideB
		default:
			return true
		}
		by = therapy.Layer(layer)
		return false
	})
	return side, by
}

// AgainstIndication reports whether a clinical question opposes an advised option;
// [Recommendation.Against] says which. For a policy that adds up points in the indication
// stage, it reports whether the advised option is only left because the others dropped out,
// and its points in that stage are negative.
func (rec Recommendation) AgainstIndication() bool {
	return rec.r != nil && rec.r.engine.AgainstIndication(&rec.answers, rec.verdict)
}

func each[T any](list []T) iter.Seq[T] {
	return func(yield func(T) bool) {
		for _, x := range list {
			if !yield(x) {
				return
			}
		}
	}
}
