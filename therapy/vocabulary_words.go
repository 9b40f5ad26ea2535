package therapy

import "github.com/therapykit/therapykit/therapy/words"

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

// In returns the vocabulary with its texts in a language, to be shown and not to be
// stored.
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
