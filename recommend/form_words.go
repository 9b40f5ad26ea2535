package recommend

import (
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy/words"
)

// formAnswerWords are the answers as the form prints them next to a statement.
var formAnswerWords = [numFormAnswers]policy.Words{
	FormYes:        {Clinician: "Yes", Client: "Yes"},
	FormStrongly:   {Clinician: "Yes, strongly", Client: "Yes, and it matters a lot"},
	FormNo:         {Clinician: "No", Client: "No"},
	FormNotKnown:   {Clinician: "Not known", Client: "I don't know"},
	FormPreferNot:  {Clinician: "Prefers not to say", Client: "I'd rather not say"},
	FormNotAboutMe: {Clinician: "Does not apply", Client: "This is not about me"},
}

// Words returns the words of the answer on a form, in a language; they are empty for a blank.
func (a FormAnswer) Words(language words.Language) policy.Words {
	if !a.Valid() {
		return policy.Words{}
	}
	return in(formAnswerWords[a], language, answerKey(a))
}

// Legend returns the text above the items of a choice, in a language.
func (q FormQuestion) Legend(language words.Language) string {
	if key := words.Join("form", "choice", q.ID); legends.Has(key) {
		return legends.Say(language, key)
	}
	return legends.Say(language, "form.choice")
}

// Limit says in a language how many questions may be answered with yes, "" for any number.
func (s FormSection) Limit(language words.Language) string {
	if s.AtMost == 0 {
		return ""
	}
	return legends.Say(language, "form.at-most", words.Number("n", s.AtMost))
}
