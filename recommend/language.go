package recommend

import (
	"slices"
	"sync"

	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy/words"
)

// maxLanguages is the number of languages whose texts a recommender caches.
const maxLanguages = 8

// languages is a cache of a recommender's texts in other languages than English, made at the
// first use. If there are too many, the oldest one is dropped.
type languages struct {
	mu   sync.Mutex
	made []inLanguage
}

type inLanguage struct {
	language words.Language
	r        *Recommender
}

// in returns the recommender with the policy's texts in a language. Its decisions are the same;
// only words differ.
func (r *Recommender) in(language words.Language) *Recommender {
	l := r.languages
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, x := range l.made {
		if x.language == language {
			return x.r
		}
	}
	if len(l.made) == maxLanguages {
		l.made = slices.Delete(l.made, 0, 1)
	}
	spoken := r.translated(language)
	l.made = append(l.made, inLanguage{language, spoken})
	return spoken
}

func (r *Recommender) translated(language words.Language) *Recommender {
	program := *r.program
	program.Policy = program.Policy.In(language)
	program.Rules = make([]*policy.Rule, len(program.Rules))
	for i := range program.Policy.Rules {
		rule := &program.Policy.Rules[i]
		program.Rules[program.RuleByID[rule.ID]] = rule
	}
	return newRecommender(&program, language)
}
