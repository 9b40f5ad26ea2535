package recommend

import (
	"iter"
	"math/bits"
	"slices"

	"github.com/therapykit/therapykit/therapy"
)

// Recommendation is what a policy says about an intake, and everything it rests
// on. It is a small value: copy it, keep it, compare its texts. What is not
// needed to decide is worked out when it is asked for, always from the same
// answers and the same policy, so that it cannot disagree with the decision.
//
// It supports a decision that a clinician and a client make; it does not make
// it. The zero Recommendation has no outcome and yields nothing.
//
//nolint:recvcheck // values where a copy is read once; pointers where an iterator would keep one on the heap
type Recommendation struct {
	r       *Recommender
	answers Answers
	verdict verdict
}

// Outcome returns what it comes to, 0 for the zero Recommendation.
func (rec Recommendation) Outcome() Outcome { return rec.verdict.outcome }

// PolicyID and PolicyVersion name the policy that was followed, so that the
// decision can be replayed.
func (rec Recommendation) PolicyID() string {
	if rec.r == nil {
		return ""
	}
	return rec.r.policy.ID
}

// PolicyVersion is the version of the policy; see [Recommendation.PolicyID].
func (rec Recommendation) PolicyVersion() string {
	if rec.r == nil {
		return ""
	}
	return rec.r.policy.Version
}

// Policy returns a copy of the policy that was followed.
func (rec Recommendation) Policy() Policy {
	if rec.r == nil {
		return Policy{}
	}
	return rec.r.Policy()
}

// Intake returns the answers it rests on, as they were given.
func (rec Recommendation) Intake() Intake {
	if rec.r == nil {
		return Intake{}
	}
	return rec.r.Decode(rec.answers)
}

// DecidedBy returns the stage that settled the outcome. ok is false when none
// did: for [Either], for want of anything that speaks for an option, and for the
// zero Recommendation.
func (rec Recommendation) DecidedBy() (layer therapy.Layer, ok bool) {
	return rec.verdict.decided, rec.verdict.decided.Valid()
}

// Lead returns by how many points the option that is left was ahead of the best
// option that dropped out in the deciding stage; 0 unless points decided.
func (rec Recommendation) Lead() int { return int(rec.verdict.lead) }

// Advised yields the options that are left standing, in the policy's order: one
// for [Recommended], several for [Either], none otherwise.
func (rec Recommendation) Advised() iter.Seq[OptionInfo] {
	return rec.r.optionsOf(rec.verdict.standing)
}

// Eligible yields the options that are not excluded, in the policy's order. It
// yields nothing where the decision stopped before that question.
func (rec Recommendation) Eligible() iter.Seq[OptionInfo] {
	return rec.r.optionsOf(rec.verdict.eligible)
}

func (r *Recommender) optionsOf(set uint16) iter.Seq[OptionInfo] {
	return func(yield func(OptionInfo) bool) {
		for b := set; b != 0; b &= b - 1 {
			if !yield(r.policy.Options[bits.TrailingZeros16(b)]) {
				return
			}
		}
	}
}

// Advises reports whether o is left standing.
func (rec Recommendation) Advises(o Option) bool {
	for info := range rec.Advised() {
		if info.Option == o {
			return true
		}
	}
	return false
}

// Reason is one rule that fired, as it bears on one option. The zero Reason
// says nothing; do not use it.
type Reason struct {
	rule    *compiledRule
	r       *Recommender
	option  uint8
	points  int16
	counted bool
	doubled bool
}

// Rule returns the id of the rule.
func (x Reason) Rule() string { return x.rule.ID }

// Layer returns the stage the rule speaks in.
func (x Reason) Layer() therapy.Layer { return x.rule.Layer }

// Option returns the option it bears on.
func (x Reason) Option() Option { return x.r.policy.Options[x.option].Option }

// Excludes reports whether the rule rules the option out.
func (x Reason) Excludes() bool { return x.rule.Layer == therapy.LayerEligibility }

// Points returns what the rule gives the option, negative if it speaks against
// it, doubled where the statement is answered [Strongly] and the stage doubles.
// It is 0 for an exclusion.
func (x Reason) Points() int { return int(x.points) }

// Counted reports whether the points were added up for the option: they are not
// once an earlier stage has decided, or has dropped the option. The reason is
// shown all the same, so that both sides can be seen.
func (x Reason) Counted() bool { return x.counted }

// Says returns what the rule says.
func (x Reason) Says() Words { return x.rule.Says }

// Reopens returns what would make the option possible again, for an exclusion.
func (x Reason) Reopens() Words { return x.rule.Reopens }

// Sources yields whose rule it is.
func (x Reason) Sources() iter.Seq[therapy.Source] { return each(x.rule.Sources) }

// Condition returns the condition that is true.
func (x Reason) Condition() therapy.Condition { return x.rule.When }

// Reasons yields, option by option in the policy's order, every rule that fired
// for or against it: exclusions first, then stage by stage, and in the policy's
// order inside a stage. All rules are evaluated, also those that an earlier
// stage has made immaterial ([Reason.Counted]). It yields nothing when the
// outcome is [Escalate]: where somebody may be in danger nothing is ranked.
func (rec *Recommendation) Reasons() iter.Seq[Reason] {
	return func(yield func(Reason) bool) { rec.reasons(yield) }
}

func (rec *Recommendation) reasons(yield func(Reason) bool) {
	if rec.r == nil || rec.verdict.outcome == Escalate {
		return
	}
	r, l := rec.r, rec.answers.literals()
	var trail [len(weighNames)]uint16
	rec.trail(&trail)
	for option := range r.policy.Options {
		for i := range r.rules {
			c := &r.rules[i]
			if (c.speaks|c.excludes)>>option&1 == 0 || !c.fires.holds(&l) {
				continue
			}
			x := Reason{rule: c, r: r, option: uint8(option), counted: true}
			if c.Layer.Weighs() {
				x.points = c.given[option]
				if x.doubled = c.doubles && bit(&rec.answers.strong, c.single); x.doubled {
					x.points *= 2
				}
				x.counted = trail[c.Layer-therapy.LayerIndication]>>option&1 == 1
			}
			if !yield(x) {
				return
			}
		}
	}
}

// weighNames has one place for every layer that weighs.
var weighNames [therapy.LayerPractical - therapy.LayerIndication + 1]struct{}

// trail works out which options each layer that weighs was asked about.
func (rec *Recommendation) trail(trail *[len(weighNames)]uint16) {
	for s := range rec.Stages() {
		trail[s.layer-therapy.LayerIndication] = s.before
	}
}

// StageResult is what one stage that weighs came to.
type StageResult struct {
	r             *Recommender
	layer         therapy.Layer
	margin, lead  int
	before, after uint16
	points        [maxOptions]int
}

// Layer returns the stage.
func (s StageResult) Layer() therapy.Layer { return s.layer }

// Margin returns the lead that does not count in the stage.
func (s StageResult) Margin() int { return s.margin }

// Lead returns by how much the best option was ahead of the best one that
// dropped out; 0 if none dropped out.
func (s StageResult) Lead() int { return s.lead }

// Points yields, for every option that was standing when the stage began, the
// points it got in it, in the policy's order.
func (s StageResult) Points() iter.Seq2[Option, int] {
	return func(yield func(Option, int) bool) {
		for b := s.before; b != 0; b &= b - 1 {
			i := bits.TrailingZeros16(b)
			if !yield(s.r.policy.Options[i].Option, s.points[i]) {
				return
			}
		}
	}
}

// Left yields the options that went on from the stage, in the policy's order.
func (s StageResult) Left() iter.Seq[OptionInfo] { return s.r.optionsOf(s.after) }

// Stages yields the stages that weighed, in order, up to the one that decided.
// It yields nothing when the outcome was reached before any weighing.
func (rec *Recommendation) Stages() iter.Seq[StageResult] {
	return func(yield func(StageResult) bool) { rec.weigh(yield) }
}

func (rec *Recommendation) weigh(yield func(StageResult) bool) {
	v := rec.verdict
	weighed := v.outcome == Either || v.outcome == Recommended && v.decided.Weighs()
	if rec.r == nil || !weighed {
		return
	}
	r := rec.r
	var t tally
	l := rec.answers.literals()
	r.tally(&rec.answers, &l, &t)
	standing := v.eligible
	for i := range r.stages {
		s := &r.stages[i]
		result := StageResult{r: r, layer: s.layer, margin: s.margin, before: standing}
		unpack(t.points[s.at:s.at+r.lanes], result.points[:len(r.policy.Options)])
		result.after, result.lead = r.narrow(s, &t.points, standing)
		standing = result.after
		if !yield(result) || standing&(standing-1) == 0 {
			return
		}
	}
}

// Danger yields the rules of safety that fired, in the policy's order; it
// yields nothing unless the outcome is [Escalate].
func (rec *Recommendation) Danger() iter.Seq[Reason] {
	return func(yield func(Reason) bool) {
		if rec.verdict.outcome != Escalate {
			return
		}
		l := rec.answers.literals()
		for i := range rec.r.rules {
			c := &rec.r.rules[i]
			if c.Layer == therapy.LayerSafety && c.fires.holds(&l) && !yield(Reason{rule: c, r: rec.r, counted: true}) {
				return
			}
		}
	}
}

// Actions yields what to do now, in the policy's order; it yields nothing
// unless the outcome is [Escalate].
func (rec *Recommendation) Actions() iter.Seq[Action] {
	return func(yield func(Action) bool) {
		if rec.verdict.outcome != Escalate {
			return
		}
		l := rec.answers.literals()
		for i, a := range rec.r.policy.Actions {
			a.Sources = slices.Clone(a.Sources)
			if rec.r.actions[i].holds(&l) && !yield(a) {
				return
			}
		}
	}
}

func (rec *Recommendation) truth(f therapy.Factor) therapy.Truth {
	statement, ok := rec.r.index[f]
	if !ok {
		return therapy.Unknown
	}
	given, _ := rec.answers.answer(statement)
	return given.Truth()
}

// Cautions yields what the situation obliges one to say, in the policy's order.
func (rec *Recommendation) Cautions() iter.Seq[Caution] {
	return func(yield func(Caution) bool) {
		if rec.r == nil {
			return
		}
		l := rec.answers.literals()
		for i := range rec.r.cautions {
			if rec.obliges(&rec.r.cautions[i], &l) && !yield(rec.r.policy.Cautions[i].clone()) {
				return
			}
		}
	}
}

func (rec *Recommendation) obliges(c *compiledCaution, l *literals) bool {
	v := &rec.verdict
	return c.outcomes>>v.outcome&1 == 1 &&
		(!c.restricted || c.with&v.standing != 0) &&
		c.without&v.standing == 0 && c.when.holds(l)
}

// Side says which position of a conflict decided.
type Side uint8

// The sides. The zero Side means that neither did.
const (
	NeitherSide Side = iota
	SideA
	SideB
	BothSides // both were weighed together in the same stage
)

// OpenConflict is a disagreement between sources that bears on the situation.
type OpenConflict struct {
	Conflict
	// Decided says which position carried weight first: the stages are gone
	// through in order, so the position whose rules speak in an earlier stage
	// comes before the other.
	Decided Side
	// By is the stage in which it spoke, 0 if neither did.
	By therapy.Layer
}

// Conflicts yields the disagreements between sources that bear on the
// situation, in the policy's order. It yields nothing when the outcome is
// [Escalate].
func (rec *Recommendation) Conflicts() iter.Seq[OpenConflict] {
	return func(yield func(OpenConflict) bool) {
		if rec.r == nil || rec.verdict.outcome == Escalate {
			return
		}
		l := rec.answers.literals()
		for i := range rec.r.conflicts {
			c := &rec.r.conflicts[i]
			if !c.when.holds(&l) {
				continue
			}
			open := OpenConflict{Conflict: rec.r.policy.Conflicts[i].clone()}
			if open.Decided, open.By = rec.settle(c, &l); !yield(open) {
				return
			}
		}
	}
}

// settle finds the first stage that was gone through and in which a rule of a
// position fired.
func (rec *Recommendation) settle(c *compiledConflict, l *literals) (side Side, by therapy.Layer) {
	for s := range rec.Stages() {
		a, b := rec.r.speaks(c.a, s.layer, l), rec.r.speaks(c.b, s.layer, l)
		switch {
		case a && b:
			return BothSides, s.layer
		case a:
			return SideA, s.layer
		case b:
			return SideB, s.layer
		}
	}
	return NeitherSide, 0
}

// speaks reports whether one of the rules speaks in the layer and fires.
func (r *Recommender) speaks(rules []int, layer therapy.Layer, l *literals) bool {
	for _, i := range rules {
		if c := &r.rules[i]; c.Layer == layer && c.fires.holds(l) {
			return true
		}
	}
	return false
}

// Question is a statement that has to be answered before the recommendation can
// go on.
type Question struct {
	// Info describes the statement, with the words to ask it in.
	Info therapy.FactorInfo
	// Layer is the stage that asks.
	Layer therapy.Layer
	// Rule is the id of the rule that asks, and Says why.
	Rule string
	Says Words
}

// Questions yields what has to be known first, stage by stage, each statement
// once; the first stage's questions are those that stop the recommendation. It
// yields nothing unless the outcome is [NeedsInformation]. When nothing that
// was said speaks for any option, it yields the open statements about what the
// person prefers, needs and can manage, any of which would be a start, or, if
// there are none, every open statement that could speak for an option.
func (rec *Recommendation) Questions() iter.Seq[Question] {
	return func(yield func(Question) bool) {
		rec.questions(func(statement int, c *compiledRule) bool {
			info, _ := rec.r.policy.Factors.Lookup(rec.r.factors[statement])
			return yield(Question{Info: info, Layer: c.Layer, Rule: c.ID, Says: c.Says})
		})
	}
}

func (rec *Recommendation) questions(yield func(statement int, c *compiledRule) bool) {
	if rec.verdict.outcome != NeedsInformation {
		return
	}
	var asked [words]uint64
	if rec.ask(&asked, false, yield) && rec.verdict.decided == 0 && asked == [words]uint64{} {
		rec.ask(&asked, true, yield)
	}
}

// ask hands over, each once, the statements wanted by the rules that stop, or,
// with anything, by every rule that could give points to an eligible option. It
// reports whether to go on.
func (rec *Recommendation) ask(asked *[words]uint64, anything bool, yield func(int, *compiledRule) bool) bool {
	l := rec.answers.literals()
	for i := range rec.r.rules {
		c := &rec.r.rules[i]
		if anything && c.speaks&rec.verdict.eligible == 0 || !anything && !rec.stops(c, &l) {
			continue
		}
		list, answered := rec.wanted(c)
		for _, statement := range list {
			if given, _ := rec.answers.answer(statement); bit(asked, statement) || given != Unanswered && !answered {
				continue
			}
			asked[statement/64] |= 1 << (statement % 64)
			if !yield(statement, c) {
				return false
			}
		}
	}
	return true
}

// stops reports whether the rule stops for want of knowledge, or, where nothing
// has been said, whether it is a place to start.
func (rec *Recommendation) stops(c *compiledRule, l *literals) bool {
	if rec.verdict.decided == 0 {
		return c.Layer > therapy.LayerIndication && c.single >= 0 && c.speaks&rec.verdict.eligible != 0
	}
	fires := c.fires.holds(l)
	if c.Layer == therapy.LayerSufficiency && fires {
		return true
	}
	required := c.requires && c.required.holds(l) && !fires && !c.fails.holds(l)
	if c.Layer == therapy.LayerEligibility {
		return required && c.excludes&rec.openOptions(l) != 0
	}
	return required
}

// openOptions returns the options that no exclusion has ruled out, also where
// the decision stopped before it came to that.
func (rec *Recommendation) openOptions(l *literals) uint16 {
	open := rec.r.everyone
	for i := range rec.r.rules {
		if c := &rec.r.rules[i]; c.excludes != 0 && c.fires.holds(l) {
			open &^= c.excludes
		}
	}
	return open
}

// wanted lists what a rule asks for: what it names, or else the statements of its
// condition. Those that are answered are left out, unless that leaves nothing:
// a rule that has fired on answers alone asks for these again, since they are
// what has to be cleared up.
func (rec *Recommendation) wanted(c *compiledRule) (statements []int, answered bool) {
	statements = c.mentions
	if len(c.asks) > 0 {
		statements = c.asks
	}
	if c.Layer.Weighs() {
		return statements, false
	}
	for _, statement := range statements {
		if given, _ := rec.answers.answer(statement); given == Unanswered {
			return statements, false
		}
	}
	return statements, true
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
