package recommend

import (
	"iter"

	"github.com/therapykit/therapykit/recommend/internal/engine"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Question is a statement that has to be answered before there can be a recommendation.
type Question struct {
	confidential.Hidden
	// Info describes the statement, with the words of the question.
	Info therapy.FactorInfo `json:"info"`
	// Layer is the stage of the rule that asks.
	Layer therapy.Layer `json:"layer"`
	// Rule is the id of the rule that asks, and Says is its reason.
	Rule string       `json:"rule"`
	Says policy.Words `json:"says"`
}

// Questions yields the statements that have to be answered first, stage by stage, each once;
// the questions of the first stage are those that stop the recommendation. It yields nothing
// unless the outcome is [policy.NeedsInformation]. If no answer speaks for any option, it
// yields the open statements about preferences, needs and practical matters, any of which
// would help or, if there are none, every open statement that could speak for an option.
func (rec Recommendation) Questions() iter.Seq[Question] {
	return func(yield func(Question) bool) {
		rec.questions(func(statement int, c *engine.Rule) bool {
			rule := rec.r.program.Rules[c.Number]
			return yield(Question{Info: rec.r.info(statement), Layer: rule.Layer, Rule: rule.ID, Says: rule.Says})
		})
	}
}

func (rec *Recommendation) questions(yield func(statement int, c *engine.Rule) bool) {
	if rec.r != nil {
		rec.r.engine.Questions(&rec.answers, rec.verdict, yield)
	}
}

// info describes a statement by number.
func (r *Recommender) info(statement int) therapy.FactorInfo {
	info, _ := r.program.Policy.Factors.Lookup(r.program.Factors[statement])
	return info
}

// OpenQuestion is an unanswered statement that can still change the outcome, with the effect
// of its answer alone.
type OpenQuestion struct {
	confidential.Hidden
	// Info describes the statement, with the words of the question.
	Info therapy.FactorInfo
	// IfYes and IfNo are the recommendations with only that answer added.
	IfYes, IfNo Recommendation
	// State is [Open] if it is proved that the answer matters: some completion of the other
	// answers has one outcome with a yes and another with a no. It is [Undetermined] if the
	// budget was not enough; the question is then kept.
	State State
	// Witness is such a completion for [Open], with the answer whose outcome differs from
	// that of no. It answers every statement.
	Witness Recommendation
}

// OpenQuestions yields every unanswered statement that could still change the outcome, the
// most decisive first: statements whose answer alone changes it, then the others. Within each
// of these groups, statements of earlier stages come first, then those whose yes settles more
// other statements, then those that are earlier in the policy. Statements that provably can
// no longer matter are left out, so if it yields nothing, asking can stop. All questions
// together stay within [DefaultBudget].
func (rec Recommendation) OpenQuestions() iter.Seq[OpenQuestion] {
	return rec.OpenQuestionsWithin(DefaultBudget)
}

// OpenQuestionsWithin is [Recommendation.OpenQuestions] with a budget of steps for all
// questions together. Each question gets an equal share of what is left for it and the later
// ones; if its share is not enough, it is kept, and is [Undetermined]. The same budget gives
// the same result, however many of the questions are read.
func (rec Recommendation) OpenQuestionsWithin(budget int) iter.Seq[OpenQuestion] {
	return func(yield func(OpenQuestion) bool) {
		if rec.r != nil {
			rec.openQuestions("", budget, yield)
		}
	}
}

// openQuestions visits the open questions, or only the one about a statement.
func (rec Recommendation) openQuestions(only therapy.Factor, budget int, yield func(OpenQuestion) bool) {
	candidates := rec.r.engine.Candidates(&rec.answers, rec.verdict)
	var m *engine.Matter
	for _, c := range candidates {
		if only != "" && rec.r.program.Factors[c.Statement] != only {
			continue
		}
		if m == nil {
			m = engine.NewMatter(rec.r.engine, rec.answers, budget, len(candidates))
		}
		witness, state := m.Matters(c.Statement)
		if state == engine.Settled {
			continue
		}
		q := OpenQuestion{Info: rec.r.info(c.Statement), IfYes: rec.r.decide(c.IfYes), IfNo: rec.r.decide(c.IfNo), State: State(state)}
		if q.State == Open {
			q.Witness = rec.r.decide(witness)
		}
		if !yield(q) {
			return
		}
	}
}
