package therapy

// LeakageRisk is how likely it is, compared with other modalities, that what a client says
// becomes known outside the room. The zero value is unstated and refused; code that
// nevertheless meets it should treat it as the highest risk.
type LeakageRisk uint8

// The grades are comparisons between modalities, not probabilities.
const (
	// LeakageLowest means that only one client and professionals with a duty of secrecy hear
	// it.
	LeakageLowest LeakageRisk = iota + 1
	// LeakageShared means that people close to each other hear it, such as partners or a
	// family.
	LeakageShared
	// LeakageHigher means that several people hear it who are bound by an agreement only.
	LeakageHigher

	numLeakageRisks
)

//enum:names LeakageRisk
var leakageNames = [numLeakageRisks]string{
	LeakageLowest: "lowest", LeakageShared: "shared", LeakageHigher: "higher",
}

// Scheduling is how the times of sessions are set. The zero value is unstated and refused.
type Scheduling uint8

// The ways of scheduling.
const (
	// ScheduleFlexible means that the time is agreed with the one client, and can change.
	ScheduleFlexible Scheduling = iota + 1
	// ScheduleRegular means the same time for everybody, with a set duration.
	ScheduleRegular
	// ScheduleImmediate means at once, when it is needed.
	ScheduleImmediate
	// ScheduleDropIn means that sessions are at set times and anybody may come.
	ScheduleDropIn

	numSchedulings
)

//enum:names Scheduling
var schedulingNames = [numSchedulings]string{
	ScheduleFlexible: "flexible", ScheduleRegular: "regular", ScheduleImmediate: "immediate", ScheduleDropIn: "drop-in",
}

// CostLevel is the price of a session for one client, compared with other
// modalities. The zero value is unstated and refused.
type CostLevel uint8

// The levels of cost, cheapest first.
const (
	// CostLowest means that sessions are free or nearly free.
	CostLowest CostLevel = iota + 1
	// CostLower means that several clients share the cost of one therapist's time.
	CostLower
	// CostHigher means that one client has one therapist's time.
	CostHigher
	// CostHighest means several professionals, or whole days.
	CostHighest

	numCostLevels
)

//enum:names CostLevel
var costNames = [numCostLevels]string{
	CostLowest: "lowest", CostLower: "lower", CostHigher: "higher", CostHighest: "highest",
}

// PracticeLevel is how far a modality lets a client practise being with other
// people. The zero value is unstated and refused.
type PracticeLevel uint8

// The levels of practice, least first.
const (
	// PracticeNone means no practice.
	PracticeNone PracticeLevel = iota + 1
	// PracticeTalked means that clients talk about it but do not do it.
	PracticeTalked
	// PracticeModerate means that clients do it, but it is not the purpose.
	PracticeModerate
	// PracticeCentral means that clients do it in every session, with the people present.
	PracticeCentral

	numPracticeLevels
)

//enum:names PracticeLevel
var practiceNames = [numPracticeLevels]string{
	PracticeNone: "none", PracticeTalked: "talked-about", PracticeModerate: "moderate", PracticeCentral: "central",
}
