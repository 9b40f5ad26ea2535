package recommend

import (
	"sync"

	"github.com/therapykit/therapykit/therapy/words"
)

// in returns the recommender with the policy's texts in a language. It decides the
// same: only words differ.
func (r *Recommender) in(language words.Language) *Recommender {
	program := *r.program
	program.Policy = program.Policy.In(language)
	program.Rules = append(program.Rules[:0:0], program.Rules...)
	for _, rule := range program.Policy.Rules {
		program.Rules[program.RuleByID[rule.ID]] = rule
	}
	spoken := &Recommender{program: &program, engine: r.engine}
	spoken.parts = sync.OnceValue(spoken.compileJSON)
	return spoken
}
