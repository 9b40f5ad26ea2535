package policy

// Outcome is what a recommendation comes to. The zero Outcome means that no
// recommendation was made.
type Outcome uint8

// The outcomes.
const (
	// Escalate: somebody may be in danger. No format is ranked; there is
	// something to do now.
	Escalate Outcome = iota + 1
	// NeedsInformation: something has to be known first. There are questions.
	NeedsInformation
	// NoneSuitable: no option is possible. Refer on; the reasons say what would
	// reopen each.
	NoneSuitable
	// Recommended: one option is left.
	Recommended
	// Either: more than one is left, and the choice between them is open.
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

// Reader is whom a text is for.
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
