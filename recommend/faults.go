package recommend

import (
	"iter"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/words"
)

// Faults explains to people, in a language, what is wrong with a form, an intake, an answer
// of an interview or an override. For each [therapy.FieldError] in err it yields the place
// and a sentence, like [therapy.Faults], but with its own sentences for common mistakes. A
// fault that may be about danger says so.
func Faults(err error, language words.Language) iter.Seq2[string, string] {
	return therapy.Faults(err, language, faultTexts)
}

// faultTexts are the sentences, by rule.
var faultTexts = words.Texts{
	{"fault.answer-word", "This is not one of the answers."},
	{"fault.answer-word-on-safety", "This is not one of the answers. It may say that somebody is in danger: find out at once."},
	{"fault.answers-contradict", "Two answers contradict each other."},
	{"fault.answers-contradict-on-safety", "Two answers contradict each other. One of them says that somebody may be in danger: act on it until it is cleared."},
	{"fault.danger-in-refused", "This may say that somebody is in danger: find out at once."},
	{"fault.danger-named-in-refused", "This may say that somebody is in danger: find out at once."},
	{"fault.factor-name", "This is not a statement that is known here."},
	{"fault.factor-name-on-safety", "This is not written as it should be. It may say that somebody is in danger: find out at once."},
	{"fault.factor-unknown", "This is not a statement that is known here."},
	{"fault.statement-twice", "This stands here twice."},
	{"fault.form-answer", "Please choose one of the answers."},
	{"fault.form-at-most", "Please choose fewer here."},
	{"fault.form-choice", "Please choose only one of these."},
	{"fault.form-danger", "This says that somebody may be in danger: act on it until it is cleared."},
	{"fault.form-section", "The form has no such part."},
	{"fault.form-statement", "The form has no such question."},
	{"fault.form-twice", "Please give only one answer."},
	{"fault.intake-size", "This is too long."},
	{"fault.json-encoding", "This file cannot be read."},
	{"fault.json-malformed", "This file cannot be read."},
	{"fault.json-trailing", "This file cannot be read."},
	{"fault.override-escalation", "Nothing can be chosen while somebody may be in danger."},
	{"fault.override-follows", "This is what was advised: follow it instead."},
	{"fault.override-reason", "Please say why."},
	{"fault.option-unknown", "This format is not on offer here."},
}
