package therapy

// Discretion says what of a factor may stand in a text that is handed to the
// person. Such a text is left on a table, printed, or read over a shoulder, and
// its reader may be the one the person is afraid of.
//
// The zero Discretion lets everything be printed. It governs texts for the
// client only: a clinician sees all of it, and so does a reader of the JSON.
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

//enum:names Discretion
var discretionNames = [numDiscretions]string{AnswerWithheld: "answer-withheld", InPersonOnly: "in-person-only"}

// Discretion returns the strictest discretion of the factors that a condition reads, zero
// where everything may be printed.
func (v Vocabulary) Discretion(c Condition) (strictest Discretion) {
	for f := range c.Factors() {
		if i, ok := v.index[f]; ok {
			strictest = max(strictest, v.infos[i].Discretion)
		}
	}
	return strictest
}
