package policy

// Outcome is the result of a recommendation. The zero Outcome means that no recommendation
// was made.
type Outcome uint8

// The outcomes.
const (
	// Escalate means that somebody may be in danger. No option is ranked; the recommendation
	// says what to do now.
	Escalate Outcome = iota + 1
	// NeedsInformation means that information is needed first. The recommendation has
	// questions.
	NeedsInformation
	// NoneSuitable means that no option is possible. Refer the client to somebody else; the
	// reasons say what would make each option possible again.
	NoneSuitable
	// Recommended means that one option remains.
	Recommended
	// Either means that several options remain, and the choice between them is open.
	Either

	numOutcomes
)

//enum:names Outcome
var outcomeNames = [numOutcomes]string{
	Escalate:         "escalate",
	NeedsInformation: "needs-information",
	NoneSuitable:     "none-suitable",
	Recommended:      "recommended",
	Either:           "either",
}

// Reader says for whom a text is.
type Reader uint8

// The readers. The zero Reader is unstated and read as [Clinician].
const (
	// Clinician gets rules, points and sources by name.
	Clinician Reader = iota + 1
	// Client gets the same facts in plain language.
	Client

	numReaders
)

//enum:names Reader
var readerNames = [numReaders]string{Clinician: "clinician", Client: "client"}
