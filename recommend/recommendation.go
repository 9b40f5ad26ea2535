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

// Recommendation is what a policy says about an intake, and everything it rests
// on. It is a small value: copy it, keep it, compare its texts. What is not
// needed to decide is worked out when it is asked for, always from the same
// answers and the same policy, so that it cannot disagree with the decision.
//
// It supports a decision that a clinician and a client make; it does not make
// it. The zero Recommendation has no outcome and yields nothing.
type Recommendation struct {
	confidential.Hidden
	r       *Recommender
	answers engine.Answers
	verdict engine.Verdict
	at      time.Time
	origin  *origin // nil where the intake did not say
}

// origin is where the answers of an intake came from.
type origin struct {
	assessed Provenance
	answers  map[therapy.Factor]Provenance
	// Answers about safety that do not count, because of when or by whom they were given;
	// aside is what they were.
	stale, unqualified []therapy.Factor
	aside              Answers
}

// Outcome returns what it comes to, 0 for the zero Recommendation.
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

// Intake returns the intake it rests on, as it was given.
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

// DecidedBy returns the stage that settled the outcome. ok is false when none
// did: for [Either], for lack of anything that speaks for an option, and for the
// zero Recommendation.
func (rec Recommendation) DecidedBy() (layer therapy.Layer, ok bool) {
	layer = therapy.Layer(rec.verdict.Decided)
	return layer, layer.Valid()
}

// Lead returns by how many points the option that is left was ahead of the best
// option that dropped out in the deciding stage; 0 unless points decided.
func (rec Recommendation) Lead() int { return int(rec.verdict.Lead) }

// Advised yields the options that are left standing, in the policy's order: one
// for [Recommended], several for [Either], none otherwise.
func (rec Recommendation) Advised() iter.Seq[policy.OptionInfo] {
	return rec.r.optionsOf(rec.verdict.Standing)
}

// Eligible yields the options that are not excluded, in the policy's order. It
// yields nothing where the decision stopped before that question.
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

// Advises reports whether o is left standing.
func (rec Recommendation) Advises(o policy.Option) bool {
	for info := range rec.Advised() {
		if info.Option == o {
			return true
		}
	}
	return false
}

// Danger yields the rules of safety that fired, in the policy's order; it
// yields nothing unless the outcome is [policy.Escalate].
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

// Actions yields what to do now, in the policy's order; it yields nothing
// unless the outcome is [Escalate].
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

// Truth returns what the answers say about a statement, with what follows from
// them: [therapy.Unknown] for one that is open or not the policy's.
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

// Cautions yields what the situation obliges one to say, in the policy's order.
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

// The sides. The zero Side means that neither did.
const (
	NeitherSide Side = iota
	SideA
	SideB
	BothSides // both were weighed together in the same stage

	numSides
)

//enum:names Side
var sideNames = [numSides]string{NeitherSide: "neither", SideA: "a", SideB: "b", BothSides: "both"}

// OpenConflict is a disagreement between sources that bears on the situation.
type OpenConflict struct {
	confidential.Hidden
	policy.Conflict
	// Decided says which position carried weight first: the stages are gone
	// through in order, so the position whose rules speak in an earlier stage
	// comes before the other.
	Decided Side `json:"decided"`
	// By is the stage in which it spoke, 0 if neither did.
	By therapy.Layer `json:"by,omitzero"`
}

// Conflicts yields the disagreements between sources that bear on the
// situation, in the policy's order. It yields nothing when the outcome is
// [Escalate].
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

// settle finds the first stage that was gone through and in which a rule of a
// position fired.
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

// AgainstIndication reports whether an option is advised that a clinical question
// opposes; [Recommendation.Against] says which. Under a policy that adds up points in
// indication it reports whether the one option advised is merely what elimination has
// left, while the points of indication for it add up to less than nothing.
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
