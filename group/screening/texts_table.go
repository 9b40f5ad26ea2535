package screening

import (
	"iter"

	"github.com/therapykit/therapykit/therapy/words"
)

// Messages yields every text of the criteria that a person reads, in English, with its key,
// such as "screening.ID.advice".
func (c Criteria) Messages() iter.Seq2[words.Key, string] {
	return func(yield func(words.Key, string) bool) {
		for _, criterion := range c.list {
			if !yield(criterion.key("statement"), criterion.Statement) || !yield(criterion.key("advice"), criterion.Advice) {
				return
			}
		}
	}
}

// In returns the criteria with their texts in a language. Show them to people, but do not
// store them.
func (c Criteria) In(language words.Language) Criteria {
	list := make([]Criterion, len(c.list))
	for i, criterion := range c.list {
		list[i] = criterion.In(language)
	}
	return Criteria{version: c.version, list: list}
}

// In returns the criterion with its texts in a language. Show it to people, but do not store
// it.
func (c Criterion) In(language words.Language) Criterion {
	c = c.clone()
	c.Statement = language.Text(c.key("statement"), c.Statement)
	c.Advice = language.Text(c.key("advice"), c.Advice)
	return c
}

func (c Criterion) key(part string) words.Key { return words.Join("screening", c.ID, part) }

// In returns the finding with its words in a language. Show it to people, but do not store
// it.
func (f CompositionFinding) In(language words.Language) CompositionFinding {
	f.Words = texts.Retell(language, f.Words)
	return f
}

// Messages yields the sentences of composition findings, in English, with their keys.
// [Criteria.Messages] yields those of criteria.
func Messages() iter.Seq2[words.Key, string] { return texts.All() }

// texts are the sentences of this package.
var texts = words.Texts{
	{"composition.size-below", "members: {members}; the group needs at least {size}"},
	{"composition.size-above", "members: {members}; the group has places for {size}"},
	{"composition.concern-not-shared", "does not have the concern of the group among theirs"},
	{"composition.age-range", "years between the youngest and the oldest: {years}"},
	{"composition.age-isolate", "the only one of an age band"},
	{"composition.gender-isolate", "the only one of a gender"},
	{"composition.tie", "connected outside the group: {tie}"},
	{"composition.tie-leader", "a leader and a member are connected outside the group: {tie}"},
	{"composition.no-concern", "the concern is not recorded for {n} of {of}"},
	{"composition.no-age", "the age is not recorded for {n} of {of}"},
	{"composition.no-gender", "the gender is not recorded for {n} of {of}"},
	{"composition.tie.relatives", "relatives"},
	{"composition.tie.partners", "partners"},
	{"composition.tie.same-workplace", "same-workplace"},
	{"composition.tie.acquainted", "acquainted"},
	{"composition.tie.dual-relationship", "dual-relationship"},
	{"composition.tie.harmful", "harmful"},
}

// found returns a finding in English; [CompositionFinding.In] returns it in other languages.
func found(key string, args ...words.Arg) string {
	return texts.Say(words.English(), words.Join("composition", key), args...)
}
