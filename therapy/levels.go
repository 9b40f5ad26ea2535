package therapy

// LeakageRisk is how likely it is, compared with other modalities, that what a
// client says becomes known outside the room. The zero value is unstated and
// refused; code that has to act on it anyway should treat it as the highest.
type LeakageRisk uint8

// The grades are comparisons between modalities, not probabilities.
const (
	// LeakageLowest is one client and professionals bound by duty.
	LeakageLowest LeakageRisk = iota + 1
	// LeakageShared is people close to each other, such as partners or a family.
	LeakageShared
	// LeakageHigher is several people who are bound by agreement only.
	LeakageHigher

	numLeakageRisks
)

//enum:names LeakageRisk
var leakageNames = [numLeakageRisks]string{
	LeakageLowest: "lowest", LeakageShared: "shared", LeakageHigher: "higher",
}

// Scheduling is how the times of sessions are found. The zero value is unstated
// and refused.
type Scheduling uint8

// The ways of scheduling.
const (
	// ScheduleFlexible is agreed with the one client, and can change.
	ScheduleFlexible Scheduling = iota + 1
	// ScheduleRegular is the same time for everybody, with a set duration.
	ScheduleRegular
	// ScheduleImmediate is at once, when needed.
	ScheduleImmediate
	// ScheduleDropIn is open at set times to whoever comes.
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
	// CostLowest is free or nearly so.
	CostLowest CostLevel = iota + 1
	// CostLower is one therapist's time divided among several.
	CostLower
	// CostHigher is one therapist's time for one client.
	CostHigher
	// CostHighest is several professionals, or whole days.
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
	// PracticeNone is not at all.
	PracticeNone PracticeLevel = iota + 1
	// PracticeTalked is talked about rather than done.
	PracticeTalked
	// PracticeModerate is done, though it is not the purpose.
	PracticeModerate
	// PracticeCentral is done in every session, with the people present.
	PracticeCentral

	numPracticeLevels
)

//enum:names PracticeLevel
var practiceNames = [numPracticeLevels]string{
	PracticeNone: "none", PracticeTalked: "talked-about", PracticeModerate: "moderate", PracticeCentral: "central",
}
