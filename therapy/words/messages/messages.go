// Package messages lists every text of the library that a person reads, in English, with its
// key. In it: that list, collected from all packages with texts for people. Not in it: the
// texts themselves, which are in their packages, and translations. It links the whole
// library; it is for people who make, check or maintain a language pack.
//
// The command therapy/words/translate prints the list together with the texts of a pack. If
// you add rules, statements or modalities, add their texts with [words.Chain]:
//
//	all := words.Chain(messages.All(), myPolicy.Messages(), mySecondDescriptor.Messages())
package messages

import (
	"iter"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/group/compose"
	"github.com/therapykit/therapykit/group/screening"
	"github.com/therapykit/therapykit/individual"
	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/cdshooks"
	"github.com/therapykit/therapykit/recommend/intakefhir"
	"github.com/therapykit/therapykit/recommend/page"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/measure"
	"github.com/therapykit/therapykit/therapy/words"
)

// Areas yields the texts by area, in a fixed order. An area is a file of a pack.
func Areas() iter.Seq2[string, iter.Seq2[words.Key, string]] {
	return func(yield func(string, iter.Seq2[words.Key, string]) bool) {
		seen := map[words.Key]bool{}
		for _, area := range []struct {
			name  string
			texts iter.Seq2[words.Key, string]
		}{
			{"policy", standard.Policy().Messages()},
			{"recommend", words.Chain(recommend.Messages(), page.Messages(), intakefhir.Messages())},
			{"cds", cdshooks.Messages()},
			{"group", words.Chain(group.Messages(), screening.DefaultCriteria().Messages(), screening.Messages(), compose.Messages())},
			{"therapy", words.Chain(therapy.Messages(), confidential.Messages(), measure.Messages(), care.Messages())},
			{"modalities", words.Chain(individual.Messages(), individual.Descriptor().Messages(), group.Descriptor().Messages())},
		} {
			if !yield(area.name, once(area.texts, seen)) {
				return
			}
		}
	}
}

// once leaves out repeated keys: a rule is in its modality and also in the policy.
func once(texts iter.Seq2[words.Key, string], seen map[words.Key]bool) iter.Seq2[words.Key, string] {
	return func(yield func(words.Key, string) bool) {
		for key, english := range texts {
			if !seen[key] && !yield(key, english) {
				return
			}
			seen[key] = true
		}
	}
}

// All yields every text once, in a fixed order.
func All() iter.Seq2[words.Key, string] {
	return func(yield func(words.Key, string) bool) {
		for _, texts := range Areas() {
			for key, english := range texts {
				if !yield(key, english) {
					return
				}
			}
		}
	}
}
