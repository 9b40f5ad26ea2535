package therapy

// Answer is what is said about one statement. The zero Answer is [Unanswered]:
// nobody knows, which is not "no".
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

// Truth returns what the answer says about the statement.
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
