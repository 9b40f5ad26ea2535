package therapy

import (
	"errors"
	"iter"

	"github.com/therapykit/therapykit/therapy/words"
)

// Faults says what is wrong, for people, in a language: it yields the place and a sentence
// for each [FieldError] in err. The sentence is the text of the broken rule, if texts has one
// under the key "fault.RULE". Otherwise it is a sentence for the kind of fault, with the name
// of the rule. It never quotes the wrong value, and it leaves out the hint, which is for
// programmers.
func Faults(err error, language words.Language, texts words.Texts) iter.Seq2[string, string] {
	return func(yield func(path, sentence string) bool) {
		for _, fault := range FieldErrors(err) {
			if !yield(fault.Path, fault.sentence(language, texts)) {
				return
			}
		}
	}
}

func (e *FieldError) sentence(language words.Language, texts words.Texts) string {
	if key := words.Join("fault", e.Rule); e.Rule != "" && texts.Has(key) {
		return texts.Say(language, key)
	}
	for _, kind := range faultKinds {
		if errors.Is(e.Err, kind.err) {
			return faultTexts.Say(language, kind.key, words.Name("rule", e.Rule))
		}
	}
	return faultTexts.Say(language, "fault.kind.other", words.Name("rule", e.Rule))
}

// faultKinds name the text for each sentinel.
var faultKinds = [...]struct {
	err error
	key words.Key
}{
	{ErrRequired, "fault.kind.required"},
	{ErrSyntax, "fault.kind.syntax"},
	{ErrUnknown, "fault.kind.unknown"},
	{ErrDuplicate, "fault.kind.duplicate"},
	{ErrContradiction, "fault.kind.contradiction"},
	{ErrRange, "fault.kind.range"},
	{ErrReference, "fault.kind.reference"},
	{ErrTransition, "fault.kind.transition"},
	{ErrConflict, "fault.kind.conflict"},
}

var faultTexts = words.Texts{
	{"fault.kind.required", "Something is missing here ({rule})."},
	{"fault.kind.syntax", "This is not written as it should be ({rule})."},
	{"fault.kind.unknown", "This is not known here ({rule})."},
	{"fault.kind.duplicate", "This stands here twice ({rule})."},
	{"fault.kind.contradiction", "This does not fit with something else ({rule})."},
	{"fault.kind.range", "This is too much, too little, too early or too late ({rule})."},
	{"fault.kind.reference", "What is named here cannot be found ({rule})."},
	{"fault.kind.transition", "This cannot follow now ({rule})."},
	{"fault.kind.conflict", "This has changed in the meantime. Look again ({rule})."},
	{"fault.kind.other", "Something is not as it should be here ({rule})."},
}
