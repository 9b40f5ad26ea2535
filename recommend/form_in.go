package recommend

import (
	"slices"

	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/words"
)

// In returns the form with its texts in a language. Show it to people, but do not store it.
// The questions have the same keys as in the policy: "statement.NAME.question".
func (f Form) In(language words.Language) Form {
	if language.IsZero() {
		return f
	}
	f.Sections = slices.Clone(f.Sections)
	for i := range f.Sections {
		s := &f.Sections[i]
		s.Title = in(s.Title, language, sectionKey(s.Section))
		s.GoneThrough = in(s.GoneThrough, language, goneThroughKey)
		s.Questions = slices.Clone(s.Questions)
		for j := range s.Questions {
			q := &s.Questions[j]
			q.Items = slices.Clone(q.Items)
			for k := range q.Items {
				q.Items[k] = q.Items[k].in(language)
			}
		}
	}
	return f
}

func (item FormItem) in(language words.Language) FormItem {
	key := func(part string) words.Key { return words.Join("statement", string(item.Factor), part) }
	plain := key("plain-question")
	if item.Question.Client == item.Question.Clinician && !language.Has(plain, item.Question.Client) {
		plain = key("question") // a statement without a separate wording for the person
	}
	item.Question = policy.Words{
		Clinician: language.Text(key("question"), item.Question.Clinician), Client: language.Text(plain, item.Question.Client),
	}
	if item.Definition != "" {
		item.Definition = language.Text(key("definition"), item.Definition)
	}
	return item
}

// in is the words for both readers in a language; empty words stay empty.
func in(w policy.Words, language words.Language, key words.Key) policy.Words {
	if w == (policy.Words{}) {
		return w
	}
	return policy.Words{Clinician: w.In(language, key, policy.Clinician), Client: w.In(language, key, policy.Client)}
}

const goneThroughKey words.Key = "form.gone-through"

func sectionKey(s therapy.Section) words.Key {
	return words.Join("form", "section", s.String(), "title")
}

func answerKey(a FormAnswer) words.Key { return words.Join("form", "answer", a.String()) }

// formMessages yields the texts of forms that do not belong to statements.
func formMessages(yield func(words.Key, string) bool) {
	both := func(key words.Key, w policy.Words) bool {
		return yield(words.Join(string(key), "clinician"), w.Clinician) && yield(words.Join(string(key), "client"), w.Client)
	}
	if !both(goneThroughKey, goneThrough) {
		return
	}
	for s := range sections() {
		if !both(sectionKey(s), sectionTitles[s]) {
			return
		}
	}
	for a := FormYes; a.Valid(); a++ {
		if !both(answerKey(a), formAnswerWords[a]) {
			return
		}
	}
	for _, text := range legends {
		if !yield(words.Key(text[0]), text[1]) {
			return
		}
	}
}

// legends are the texts above the items of a choice, or above a section.
var legends = words.Texts{
	{"form.choice.age", "Which age?"},
	{"form.choice.wish", "Which format is wanted?"},
	{"form.choice.informed", "Have the formats been discussed?"},
	{"form.choice", "Which one?"},
	{"form.at-most", "At most {n}."},
}
