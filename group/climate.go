package group

// Participation is how somebody took part in a session. The levels are those that
// systems with group sessions record. The zero Participation is unstated: nobody
// has said.
type Participation uint8

// The levels of participation.
const (
	// Engaged took an active part.
	Engaged Participation = iota + 1
	// Moderate took some part.
	Moderate
	// Withdrawn was there and took hardly any part.
	Withdrawn
	// Disruptive kept others from taking part.
	Disruptive

	numParticipations
)

//enum:names Participation
var participationNames = [numParticipations]string{
	Engaged: "engaged", Moderate: "moderate", Withdrawn: "withdrawn", Disruptive: "disruptive",
}

// Climate is what the group as a whole was like in a session, as the leaders saw
// it. It is an impression for talking about, not a measurement: instruments for
// group climate are licensed, and their scores belong beside the other measures.
// The zero Climate is unstated.
type Climate uint8

// The climates, roughly from together to apart. The order is for lists only.
const (
	// ClimateSupportive members supported each other.
	ClimateSupportive Climate = iota + 1
	// ClimateCollaborative members worked together on the task.
	ClimateCollaborative
	// ClimateEngaged members were lively and kept to the topic.
	ClimateEngaged
	// ClimateHesitant members wanted to take part and were not sure of themselves.
	ClimateHesitant
	// ClimateGuarded members kept things back.
	ClimateGuarded
	// ClimatePassive members left the work to the leaders.
	ClimatePassive
	// ClimateTense members were in open or hidden conflict.
	ClimateTense

	numClimates
)

//enum:names Climate
var climateNames = [numClimates]string{
	ClimateSupportive: "supportive", ClimateCollaborative: "collaborative", ClimateEngaged: "engaged",
	ClimateHesitant: "hesitant", ClimateGuarded: "guarded", ClimatePassive: "passive", ClimateTense: "tense",
}

// Working reports whether the group was together enough to work: supportive,
// collaborative or engaged.
func (c Climate) Working() bool {
	return c == ClimateSupportive || c == ClimateCollaborative || c == ClimateEngaged
}
