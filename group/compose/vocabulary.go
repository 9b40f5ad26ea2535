package compose

// The closed vocabularies of an instance. Their names are what is read and written. The zero
// value of each is unstated and is never valid in a [Problem].

// LeaderGender is the gender of a group's leaders.
type LeaderGender uint8

// The genders of leaders.
const (
	// LedByWomen is a group that only women lead.
	LedByWomen LeaderGender = iota + 1
	// LedByMen is a group that only men lead.
	LedByMen
	// LedByBoth is a group that a woman and a man lead.
	LedByBoth

	numLeaderGenders
)

//enum:names LeaderGender
var leaderGenderNames = [numLeaderGenders]string{LedByWomen: "f", LedByMen: "m", LedByBoth: "mixed"}

// GenderRule says for which genders a group is meant.
type GenderRule uint8

// The rules of gender.
const (
	// AnyGender is a group for everybody.
	AnyGender GenderRule = iota + 1
	// FemaleOnly is a group for women.
	FemaleOnly
	// MaleOnly is a group for men.
	MaleOnly

	numGenderRules
)

//enum:names GenderRule
var genderRuleNames = [numGenderRules]string{AnyGender: "any", FemaleOnly: "f", MaleOnly: "m"}

// Mode says how a group meets, or how a client can take part.
type Mode uint8

// The modes.
const (
	// Onsite means meeting in one room; only clients who can come to its region can take
	// part.
	Onsite Mode = iota + 1
	// Online means meeting by video; the region does not matter.
	Online

	numModes
)

//enum:names Mode
var modeNames = [numModes]string{Onsite: "onsite", Online: "online"}

// State says whether a group already meets.
type State uint8

// The states.
const (
	// Candidate is a group that may be opened in this planning run, or not.
	Candidate State = iota + 1
	// Running is a group that already meets and stays open in every plan.
	Running

	numStates
)

//enum:names State
var stateNames = [numStates]string{Candidate: "candidate", Running: "running"}

// Intake says whether a group takes new members.
type Intake uint8

// The kinds of intake.
const (
	// IntakeOpen is a group that takes new members.
	IntakeOpen Intake = iota + 1
	// IntakeClosed is a group that takes no new members.
	IntakeClosed

	numIntakes
)

//enum:names Intake
var intakeNames = [numIntakes]string{IntakeOpen: "open", IntakeClosed: "closed"}

// Acuity says how acute a person's state is.
type Acuity uint8

// The degrees of acuity.
const (
	// LowAcuity is a person in a stable state.
	LowAcuity Acuity = iota + 1
	// HighAcuity is a person in an acute state; a group can have only a few of them at once.
	HighAcuity

	numAcuities
)

//enum:names Acuity
var acuityNames = [numAcuities]string{LowAcuity: "low", HighAcuity: "high"}

// Attribute says which property of a person a [Quota] is about.
type Attribute uint8

// The attributes.
const (
	// ByGender is the recorded gender; the values are those of [group.Gender].
	ByGender Attribute = iota + 1
	// ByAgeBand is the age band; the values are those of [group.AgeBand].
	ByAgeBand
	// ByAcuity is the acuity; the values are low and high.
	ByAcuity

	numAttributes
)

//enum:names Attribute
var attributeNames = [numAttributes]string{ByGender: "gender", ByAgeBand: "ageBand", ByAcuity: "acuity"}

// ResourceKind says what a [Resource] is. All kinds except [TherapistMinutes] limit the
// number of open groups.
type ResourceKind uint8

// The kinds of resources.
const (
	// TherapistLoad is how many groups one therapist can lead.
	TherapistLoad ResourceKind = iota + 1
	// TherapistSlot is one therapist at one time of the week.
	TherapistSlot
	// RoomSlot is the rooms of a place at one time of the week.
	RoomSlot
	// TherapistMinutes is how many minutes per week groups can take of one therapist.
	TherapistMinutes
	// Variants are candidates of which only a limited number should open.
	Variants

	numResourceKinds
)

//enum:names ResourceKind
var resourceKindNames = [numResourceKinds]string{
	TherapistLoad: "therapist", TherapistSlot: "therapist-slot", RoomSlot: "room-slot",
	TherapistMinutes: "therapist-minutes", Variants: "variants",
}
