package therapy

import (
	"iter"

	"github.com/therapykit/therapykit/therapy/words"
)

// Messages yields the texts of the description that a person reads, in English, with
// their keys. Empty texts are left out.
func (f FactorInfo) Messages() iter.Seq2[words.Key, string] {
	return func(yield func(words.Key, string) bool) {
		for _, part := range [...][2]string{{"question", f.Question}, {"plain-question", f.PlainQuestion}, {"definition", f.Definition}} {
			if part[1] != "" && !yield(words.Join("statement", string(f.Factor), part[0]), part[1]) {
				return
			}
		}
	}
}

// In returns the description with its texts in a language. Their keys are
// "statement.NAME.question", "statement.NAME.plain-question" and
// "statement.NAME.definition".
func (f FactorInfo) In(language words.Language) FactorInfo {
	text := func(part, english string) string {
		if english == "" {
			return ""
		}
		return language.Text(words.Join("statement", string(f.Factor), part), english)
	}
	f = f.clone()
	f.Question, f.PlainQuestion = text("question", f.Question), text("plain-question", f.PlainQuestion)
	f.Definition = text("definition", f.Definition)
	return f
}

// In returns the vocabulary with its texts in a language. Show it to people, but do not store
// it.
func (v Vocabulary) In(language words.Language) Vocabulary {
	if language.IsZero() {
		return v
	}
	infos := make([]FactorInfo, len(v.infos))
	for i, info := range v.infos {
		infos[i] = info.In(language)
	}
	return Vocabulary{infos: infos, index: v.index}
}
