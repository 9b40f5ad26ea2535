package therapy

// Discretion says how much about a factor may be written in a text that is given to the
// person. Somebody else may find or read such a text, and that reader may be the one the
// person is afraid of.
//
// The zero Discretion permits everything. Discretion is only about texts for the client:
// clinicians and readers of the JSON see everything.
type Discretion uint8

// The degrees of discretion, each stricter than the one before.
const (
	// AnswerWithheld leaves the answer out of the list of answers. The text still says what
	// follows from the answer, in the words of the rule.
	AnswerWithheld Discretion = iota + 1
	// InPersonOnly leaves out everything that depends on the factor: the question, the
	// answer, reasons and cautions. Ask and tell these in person, in private.
	InPersonOnly

	numDiscretions
)

//enum:names Discretion
var discretionNames = [numDiscretions]string{AnswerWithheld: "answer-withheld", InPersonOnly: "in-person-only"}

// Discretion returns the strictest discretion of the factors in c. It is zero if everything
// may be printed.
func (v Vocabulary) Discretion(c Condition) (strictest Discretion) {
	for f := range c.Factors() {
		if i, ok := v.index[f]; ok {
			strictest = max(strictest, v.infos[i].Discretion)
		}
	}
	return strictest
}
