package recommend

import (
	"iter"
	"slices"

	"github.com/therapykit/therapykit/recommend/internal/engine"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Opposition is a clinical question that opposes an advised option. The option is still
// advised because no other is possible, or because the person has an informed wish for it.
// The zero Opposition means no opposition.
type Opposition struct {
	confidential.Hidden
	r    *Recommender
	what engine.Opposition
}

// Option returns the advised option.
func (x Opposition) Option() policy.OptionInfo { return x.r.program.Policy.Options[x.what.Option] }

// Question returns the question that opposes it.
func (x Opposition) Question() therapy.Question { return x.r.program.Policy.Questions[x.what.Question] }

// Weak reports whether the question is not based on a guideline.
func (x Opposition) Weak() bool { return x.what.Weak }

// Rules yields the rules of the question that grade the option down. If the source lists
// every format except this one, it yields the rules that grade the others.
func (x Opposition) Rules() iter.Seq[policy.Rule] {
	return func(yield func(policy.Rule) bool) {
		if x.what.Rule >= 0 {
			yield(*x.r.program.Rules[x.what.Rule])
			return
		}
		for i := range x.r.engine.Rules {
			c := &x.r.engine.Rules[i]
			if len(c.Grades) > 0 && c.Question == x.what.Question && !yield(*x.r.program.Rules[i]) {
				return
			}
		}
	}
}

// Sources returns the sources of these rules, each once.
func (x Opposition) Sources() []therapy.Source {
	var list []therapy.Source
	for r := range x.Rules() {
		for _, s := range r.Sources {
			if !slices.ContainsFunc(list, func(t therapy.Source) bool { return t.ID == s.ID }) {
				list = append(list, s)
			}
		}
	}
	return list
}

// Against yields, for each advised option, the questions that oppose it. Show these first
// when you show the recommendation.
func (rec Recommendation) Against() iter.Seq[Opposition] {
	return func(yield func(Opposition) bool) {
		if rec.r != nil {
			rec.r.engine.Against(&rec.answers, rec.verdict, func(x engine.Opposition) bool { return yield(Opposition{r: rec.r, what: x}) })
		}
	}
}

// AskedQuestion is a clinical question that the answers raise, and its result.
type AskedQuestion struct {
	confidential.Hidden
	r      *Recommender
	result engine.QuestionResult
}

// Question returns the question.
func (q AskedQuestion) Question() therapy.Question {
	return q.r.program.Policy.Questions[q.result.Question]
}

// Yielded reports whether another question replaces this one.
func (q AskedQuestion) Yielded() bool { return q.result.Yielded }

// Asked yields the clinical questions that the answers raise, in the policy's order. It
// yields nothing if the decision stopped before the indication stage.
func (rec Recommendation) Asked() iter.Seq[AskedQuestion] {
	return func(yield func(AskedQuestion) bool) {
		if rec.r != nil && rec.verdict.Eligible != 0 && rec.verdict.Outcome != engine.NeedsInformation {
			rec.r.engine.Asked(&rec.answers, rec.verdict, func(q engine.QuestionResult) bool { return yield(AskedQuestion{r: rec.r, result: q}) })
		}
	}
}

// Waivers yields the waivers of the policy, which name the statements whose safety it drops.
// Every text repeats them.
func (rec Recommendation) Waivers() iter.Seq[policy.Waiver] {
	return func(yield func(policy.Waiver) bool) {
		if rec.r == nil {
			return
		}
		for _, w := range rec.r.program.Policy.Waivers {
			if !yield(w) {
				return
			}
		}
	}
}
