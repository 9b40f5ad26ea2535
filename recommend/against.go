package recommend

import (
	"iter"
	"slices"

	"github.com/therapykit/therapykit/recommend/internal/engine"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Opposition is a clinical question that opposes an option which is advised all the
// same: because no other is possible, or because the person wishes for it and knows what
// guidelines say. The zero Opposition is none.
type Opposition struct {
	confidential.Hidden
	r    *Recommender
	what engine.Opposition
}

// Option returns the option that is advised.
func (x Opposition) Option() policy.OptionInfo { return x.r.program.Policy.Options[x.what.Option] }

// Question returns the question that opposes it.
func (x Opposition) Question() therapy.Question { return x.r.program.Policy.Questions[x.what.Question] }

// Weak reports whether no guideline stands behind the question.
func (x Opposition) Weak() bool { return x.what.Weak }

// Rules yields the rules of the question that grade the option down or, where its source
// lists every format and not this one, those that grade the others.
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

// Sources returns whose rules they are, each once.
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

// Against yields, option by option among those advised, the questions that oppose it.
// Whoever shows the recommendation shows this first.
func (rec Recommendation) Against() iter.Seq[Opposition] {
	return func(yield func(Opposition) bool) {
		if rec.r != nil {
			rec.r.engine.Against(&rec.answers, rec.verdict, func(x engine.Opposition) bool { return yield(Opposition{r: rec.r, what: x}) })
		}
	}
}

// AskedQuestion is a clinical question that the answers raise, and what it comes to.
type AskedQuestion struct {
	confidential.Hidden
	r      *Recommender
	result engine.QuestionResult
}

// Question returns the question.
func (q AskedQuestion) Question() therapy.Question {
	return q.r.program.Policy.Questions[q.result.Question]
}

// Yielded reports whether another question has taken over.
func (q AskedQuestion) Yielded() bool { return q.result.Yielded }

// Asked yields the clinical questions that the answers raise, in the policy's order. It
// yields nothing where the decision stopped before that.
func (rec Recommendation) Asked() iter.Seq[AskedQuestion] {
	return func(yield func(AskedQuestion) bool) {
		if rec.r != nil && rec.verdict.Eligible != 0 && rec.verdict.Outcome != engine.NeedsInformation {
			rec.r.engine.Asked(&rec.answers, rec.verdict, func(q engine.QuestionResult) bool { return yield(AskedQuestion{r: rec.r, result: q}) })
		}
	}
}

// Waivers yields the statements whose safety the policy does without. Every text repeats
// them.
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
