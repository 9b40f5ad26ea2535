package therapy

// Grade is what a source says of a format for one clinical question. Grades are ordered
// inside a question and mean nothing across questions: nothing is ever added up.
//
// The zero Grade is none: the question says nothing of the format.
type Grade uint8

// The grades, from the strongest support to opposition.
const (
	// Offer is what a guideline offers or recommends.
	Offer Grade = iota + 1
	// Consider is what a guideline says may be considered, or one of several.
	Consider
	// OnlyIf is named for the case that the first choice is declined, impossible or
	// unsuitable.
	OnlyIf
	// Adjunct is named only beside another treatment.
	Adjunct
	// Against is what the source warns against as the only treatment, or says not to
	// put in the place of another.
	Against

	numGrades
)

//enum:names Grade
var gradeNames = [numGrades]string{
	Offer: "offer", Consider: "consider", OnlyIf: "only-if", Adjunct: "adjunct", Against: "against",
}

// Ranks reports whether a format with this grade can be the first choice of a question.
func (g Grade) Ranks() bool { return g >= Offer && g <= OnlyIf }

// Opposes reports whether a format with this grade is opposed once another is offered
// or considered.
func (g Grade) Opposes() bool { return g == Adjunct || g == Against }
