package recommend

import "github.com/therapykit/therapykit/recommend/policy"

// formAnswerWords are the answers as they stand beside a statement.
var formAnswerWords = [numFormAnswers]policy.Words{
	FormYes:        {Clinician: "Yes", Client: "Yes"},
	FormStrongly:   {Clinician: "Yes, strongly", Client: "Yes, and it matters a lot"},
	FormNo:         {Clinician: "No", Client: "No"},
	FormNotKnown:   {Clinician: "Not known", Client: "I don't know"},
	FormPreferNot:  {Clinician: "Prefers not to say", Client: "I'd rather not say"},
	FormNotAboutMe: {Clinician: "Does not apply", Client: "This is not about me"},
}

// Words returns the answer as a form shows it, in English; none for a blank.
func (a FormAnswer) Words() policy.Words {
	if !a.Valid() {
		return policy.Words{}
	}
	return formAnswerWords[a]
}

// Legend returns what stands above the items of a choice, in English.
func (q FormQuestion) Legend() string {
	switch q.ID {
	case "age":
		return "Which age?"
	case "wish":
		return "Which format is wanted?"
	case "informed":
		return "Have the formats been discussed?"
	}
	return "Which one?"
}
