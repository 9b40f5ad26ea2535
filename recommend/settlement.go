package recommend

import (
	"fmt"
	"iter"
	"math"
	"strings"

	"github.com/therapykit/therapykit/recommend/internal/engine"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// DefaultBudget is how many steps a proof may take unless another budget is given. Deciding
// one completion of the open answers is one step; finding limits for a whole set of
// completions counts as sixteen steps. With the standard policy a step takes well under a
// microsecond, so that [Recommendation.Settlement], [Recommendation.OpenQuestions] and
// [Interview.Next] take at most 50 milliseconds per call.
const DefaultBudget = 1 << 15

// Settlement says whether the open answers could change the outcome: the advised format, or
// the kind of outcome. The zero Settlement means no settlement.
type Settlement struct {
	confidential.Hidden
	// State is the result.
	State State
	// Witness is a completion with another outcome, for [Open]. It answers every statement.
	Witness Recommendation
	// Steps is how many steps the proof took.
	Steps int
}

// Settlement proves whether any completion of the open statements has another
// outcome, within [DefaultBudget]. A completion answers every open statement
// with no, yes or strongly, without contradicting what is answered or itself.
func (rec Recommendation) Settlement() Settlement { return rec.SettlementWithin(DefaultBudget) }

// SettlementWithin is [Recommendation.Settlement] with a budget of steps. It checks at least
// one set of completions, even with a very small budget.
func (rec Recommendation) SettlementWithin(budget int) Settlement {
	if rec.r == nil {
		return Settlement{}
	}
	found := rec.r.engine.Settle(rec.answers, rec.verdict.Final(), max(budget, 1), false)
	s := Settlement{State: State(found.State), Steps: found.Steps}
	if s.State == Open {
		s.Witness = rec.r.decide(found.Witness)
	}
	return s
}

// AnswerChange is one answer that is taken back or changed.
type AnswerChange struct {
	confidential.Hidden
	Factor therapy.Factor `json:"factor"`
	// From is the given answer, and To the changed one. To is [therapy.Unanswered] if the
	// answer is only taken back.
	From therapy.Answer `json:"from"`
	To   therapy.Answer `json:"to"`
	// Fact says that the statement is about safety, consent or the availability of a format:
	// a fact to find out, not a wish.
	Fact bool `json:"fact"`
}

// OutcomeChange is a smallest set of changed answers that leads to another
// outcome.
type OutcomeChange struct {
	confidential.Hidden
	// Answers are one or two changes, in the policy's order.
	Answers []AnswerChange
	// Result is the recommendation with these changes.
	Result Recommendation
}

// Changes yields what would change the outcome: first every change of a single given answer
// that leads to another outcome, then every pair of changes of which neither does so alone.
// Only given answers are changed; for open questions see [Recommendation.OpenQuestions].
// Statements are in the policy's order, and answers in the order no, yes, strongly, taken
// back. Changes that contradict other answers are left out.
func (rec Recommendation) Changes() iter.Seq[OutcomeChange] {
	return func(yield func(OutcomeChange) bool) { rec.changes(math.MaxInt, yield) }
}

// changes tries at most the given number of pairs; it returns how many pairs were tried and how
// many there are.
func (rec Recommendation) changes(pairs int, yield func(OutcomeChange) bool) (tried, all int) {
	if rec.r == nil {
		return 0, 0
	}
	return rec.r.engine.Changes(rec.answers, rec.verdict, pairs, func(c engine.Change) bool {
		change := OutcomeChange{Result: rec.r.decide(c.Answers)}
		for _, m := range c.Moves {
			change.Answers = append(change.Answers, AnswerChange{
				Factor: rec.r.program.Factors[m.Statement], From: therapy.Answer(m.From), To: therapy.Answer(m.To),
				Fact: rec.r.engine.IsFact(m.Statement),
			})
		}
		return yield(change)
	})
}

// Tolerance is the fraction by which all points could be wrong at the same time before the
// outcome changes. The zero Tolerance means that nothing was checked.
type Tolerance struct {
	confidential.Hidden
	// Unlimited says that the outcome does not depend on points, or that no change of points
	// can lead to another one.
	Unlimited bool `json:"unlimited"`
	// Num and Den are the fraction, in lowest terms: if the points of every rule that fired
	// change by less than Num/Den of their size, each independently, the outcome stays the
	// same; at Num/Den or just above it, another outcome is possible. 1/1 and more means that
	// some rules would have to lose all their points.
	Num int `json:"num"`
	Den int `json:"den"`
	// AtOnce says that Num/Den itself is enough for another outcome; otherwise only more than
	// Num/Den is.
	AtOnce bool `json:"atOnce"`
	// Hinges are the ids of the decisive rules, in the policy's order: their points decide
	// between the two options whose order would change.
	Hinges []string `json:"hinges,omitempty"`
	// Grades are the changes of one grade by one step that lead to another outcome.
	Grades []GradeStep `json:"grades,omitempty"`
}

// GradeStep is a change of one grade by one step that leads to another outcome.
type GradeStep struct {
	confidential.Hidden
	Rule   string        `json:"rule"`
	Option policy.Option `json:"option"`
	From   therapy.Grade `json:"from"`
	To     therapy.Grade `json:"to"`
}

// Summary returns the step in one line, such as "f30-group-trauma: group consider rather than
// adjunct".
func (g GradeStep) Summary() string {
	return fmt.Sprintf("%s: %s %s rather than %s", g.Rule, g.Option, g.To, g.From)
}

// Summary returns the tolerance in one line, such as "less than 1/12, hinging on
// f42-individual-privacy". It names rules, and so reveals answers.
func (t Tolerance) Summary() string {
	switch {
	case t.Unlimited:
		return "unlimited"
	case t.Den == 0:
		return "unknown"
	}
	bound := "less than "
	if !t.AtOnce {
		bound = "up to "
	}
	line := fmt.Sprintf("%s%d/%d", bound, t.Num, t.Den)
	if len(t.Hinges) > 0 {
		line += ", hinging on " + strings.Join(t.Hinges, ", ")
	}
	return line
}

// Tolerance calculates the exact fraction. The points of each rule for each option may be
// wrong independently, so that some can be too high while others are too low; margins are
// decisions and count as exact.
func (rec Recommendation) Tolerance() Tolerance {
	if rec.r == nil {
		return Tolerance{}
	}
	found := rec.r.engine.Tolerance(&rec.answers, rec.verdict)
	t := Tolerance{Unlimited: found.Unlimited, Num: found.Num, Den: found.Den, AtOnce: found.AtOnce}
	for _, step := range found.Grades {
		t.Grades = append(t.Grades, GradeStep{
			Rule: rec.r.program.Rules[step.Rule].ID, Option: rec.r.program.Policy.Options[step.Option].Option,
			From: therapy.Grade(step.From), To: therapy.Grade(step.To),
		})
	}
	for _, rule := range found.Hinges {
		t.Hinges = append(t.Hinges, rec.r.program.Rules[rule].ID)
	}
	return t
}
