package policy

import "github.com/therapykit/therapykit/therapy"

// Answer is what an intake says about one statement. The zero Answer is
// [Unanswered]: nobody knows, which is not "no".
type Answer uint8

// The answers.
const (
	Unanswered Answer = iota
	No
	Yes
	// Strongly is yes, and it matters a great deal to the person: it doubles what
	// the statement by itself gives in the stages that say so.
	Strongly

	numAnswers
)

var answerNames = [numAnswers]string{Unanswered: "unknown", No: "no", Yes: "yes", Strongly: "strongly"}

// Truth returns what the answer says about the statement.
func (a Answer) Truth() therapy.Truth {
	switch a {
	case No:
		return therapy.False
	case Yes, Strongly:
		return therapy.True
	case Unanswered, numAnswers:
	}
	return therapy.Unknown
}

// Valid reports whether a is one of the constants.
func (a Answer) Valid() bool { return a < numAnswers }

// String returns the word used in JSON, or a placeholder with the number.
func (a Answer) String() string { return enumString("Answer", answerNames[:], uint8(a)) }

// AppendText appends the word; it fails for an invalid value.
func (a Answer) AppendText(b []byte) ([]byte, error) { return enumAppend(b, answerNames[:], uint8(a)) }

// MarshalText returns the word; it fails for an invalid value.
func (a Answer) MarshalText() ([]byte, error) { return a.AppendText(nil) }

// UnmarshalText accepts the exact words only.
func (a *Answer) UnmarshalText(text []byte) error {
	v, err := enumParse(answerNames[:], text)
	if err == nil {
		*a = Answer(v)
	}
	return err
}
