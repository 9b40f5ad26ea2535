package therapy

// Grade is how strongly a source supports a format for one clinical question. Compare grades
// only within one question, and never add them up.
//
// The zero Grade means that the question says nothing about the format.
type Grade uint8

// The grades, from the strongest support to opposition.
const (
	// Offer means that a guideline offers or recommends the format.
	Offer Grade = iota + 1
	// Consider means that a guideline says the format may be considered, or is one of
	// several.
	Consider
	// OnlyIf means that the source names the format only for the case that the first choice
	// is declined, impossible or unsuitable.
	OnlyIf
	// Adjunct means that the source names the format only in addition to another treatment.
	Adjunct
	// Against means that the source warns against the format as the only treatment, or says
	// not to replace another treatment with it.
	Against

	numGrades
)

//enum:names Grade
var gradeNames = [numGrades]string{
	Offer: "offer", Consider: "consider", OnlyIf: "only-if", Adjunct: "adjunct", Against: "against",
}

// Ranks reports whether a format with this grade can be the first choice of a question.
func (g Grade) Ranks() bool { return g >= Offer && g <= OnlyIf }

// Opposes reports whether the question opposes a format with this grade as soon as it offers
// or considers another.
func (g Grade) Opposes() bool { return g == Adjunct || g == Against }
