package therapy

// Discretion says what of a factor may stand in a text that is handed to the
// person. Such a text is left on a table, printed, or read over a shoulder, and
// whoever reads it may be the one the person is afraid of.
//
// The zero Discretion lets everything be printed. It governs texts for the
// client only: a clinician sees all of it, and so does whoever reads the JSON.
type Discretion uint8

// The degrees, each stricter than the one before.
const (
	// AnswerWithheld keeps the answer out of the list of answers. What follows from
	// it is still said, in the words of the rule.
	AnswerWithheld Discretion = iota + 1
	// InPersonOnly keeps out everything that rests on the factor: the question, the
	// answer, reasons, cautions. It is asked and told in person, in private.
	InPersonOnly

	numDiscretions
)

var discretionNames = [numDiscretions]string{AnswerWithheld: "answer-withheld", InPersonOnly: "in-person-only"}

// Valid reports whether d is one of the constants; the zero value is not.
func (d Discretion) Valid() bool { return d > 0 && d < numDiscretions }

// String returns the name, or a placeholder with the number.
func (d Discretion) String() string { return enumString("Discretion", discretionNames[:], uint8(d)) }

// AppendText appends the name; it fails for anything but the constants.
func (d Discretion) AppendText(b []byte) ([]byte, error) {
	return enumAppend(b, discretionNames[:], uint8(d))
}

// MarshalText returns the name; it fails for anything but the constants.
func (d Discretion) MarshalText() ([]byte, error) { return d.AppendText(nil) }

// UnmarshalText accepts the exact names only.
func (d *Discretion) UnmarshalText(text []byte) error {
	v, err := enumParse(discretionNames[:], text)
	if err == nil {
		*d = Discretion(v)
	}
	return err
}
