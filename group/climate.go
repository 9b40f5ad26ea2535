package group

// Participation says how much a member took part in a session. The levels are common in
// systems that record group sessions. The zero Participation means that it is not recorded.
type Participation uint8

// The levels of participation.
const (
	// Engaged means that the member took an active part.
	Engaged Participation = iota + 1
	// Moderate means that the member took some part.
	Moderate
	// Withdrawn means that the member was present and took hardly any part.
	Withdrawn
	// Disruptive means that the member kept others from taking part.
	Disruptive

	numParticipations
)

//enum:names Participation
var participationNames = [numParticipations]string{
	Engaged: "engaged", Moderate: "moderate", Withdrawn: "withdrawn", Disruptive: "disruptive",
}

// Climate is the leaders' impression of the whole group in a session. It is a basis for
// discussion, not a measurement: instruments for group climate need a licence, and their
// scores belong to the other measures. The zero Climate is unstated.
type Climate uint8

// The climates, roughly from close to distant. The order is for lists only.
const (
	// ClimateSupportive means that members supported each other.
	ClimateSupportive Climate = iota + 1
	// ClimateCollaborative means that members worked together on the task.
	ClimateCollaborative
	// ClimateEngaged means that members were lively and kept to the topic.
	ClimateEngaged
	// ClimateHesitant means that members wanted to take part but were unsure.
	ClimateHesitant
	// ClimateGuarded means that members held back what they thought and felt.
	ClimateGuarded
	// ClimatePassive means that members left the work to the leaders.
	ClimatePassive
	// ClimateTense means that members were in open or hidden conflict.
	ClimateTense

	numClimates
)

//enum:names Climate
var climateNames = [numClimates]string{
	ClimateSupportive: "supportive", ClimateCollaborative: "collaborative", ClimateEngaged: "engaged",
	ClimateHesitant: "hesitant", ClimateGuarded: "guarded", ClimatePassive: "passive", ClimateTense: "tense",
}

// Working reports whether the climate lets the group work well: supportive, collaborative or
// engaged.
func (c Climate) Working() bool {
	return c == ClimateSupportive || c == ClimateCollaborative || c == ClimateEngaged
}
