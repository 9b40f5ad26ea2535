package therapy

// Answer is the answer to one statement. The zero Answer is [Unanswered], which means that
// nobody knows. It does not mean "no".
type Answer uint8

// The answers.
const (
	Unanswered Answer = iota
	No
	Yes
	// Strongly is yes, and it matters a great deal to the person.
	Strongly

	numAnswers
)

//enum:names Answer
var answerNames = [numAnswers]string{Unanswered: "unknown", No: "no", Yes: "yes", Strongly: "strongly"}

// Truth returns whether the statement is true according to the answer.
func (a Answer) Truth() Truth {
	switch a {
	case No:
		return False
	case Yes, Strongly:
		return True
	case Unanswered, numAnswers:
	}
	return Unknown
}
