package cdshooks

// Hook is the name of an event at which a client calls. The vocabulary is open: HL7 defines
// names, and a service may define its own under its domain. The zero Hook means no hook.
type Hook string

// Hooks that a [Service] answers.
const (
	// PatientView is the opening of a chart. Nearly every client has it.
	PatientView Hook = "patient-view"
	// EncounterStart is the beginning of an encounter. Few clients have it.
	EncounterStart Hook = "encounter-start"
	// IntakeComplete is this library's own hook: somebody has completed the intake form. Its
	// context has userId, patientId and the answers, as questionnaireResponse.
	IntakeComplete Hook = "org.therapykit.intake-complete"
)

// Indicator says how urgent a card is. The zero Indicator is unstated, which is an error.
type Indicator uint8

// The indicators, in the order of urgency. Clients may sort cards by it; this package does
// not compare them.
const (
	Info Indicator = iota + 1
	Warning
	// Critical is for danger, and for nothing else.
	Critical

	numIndicators
)

//enum:names Indicator
var indicatorNames = [numIndicators]string{Info: "info", Warning: "warning", Critical: "critical"}

// FeedbackOutcome is what a user did with a card. The zero FeedbackOutcome is unstated.
// Clients do not report ignored cards.
type FeedbackOutcome uint8

// The outcomes.
const (
	// Accepted means that a suggestion of the card was taken.
	Accepted FeedbackOutcome = iota + 1
	// Overridden means that the card was dismissed, with or without a reason.
	Overridden

	numFeedbackOutcomes
)

//enum:names FeedbackOutcome
var feedbackOutcomeNames = [numFeedbackOutcomes]string{Accepted: "accepted", Overridden: "overridden"}
