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

var participationNames = [numParticipations]string{
	Engaged: "engaged", Moderate: "moderate", Withdrawn: "withdrawn", Disruptive: "disruptive",
}

// Valid reports whether p is one of the constants.
func (p Participation) Valid() bool { return p > 0 && p < numParticipations }

// String returns the name, or a placeholder with the number.
func (p Participation) String() string {
	return enumString("Participation", participationNames[:], uint8(p))
}

// AppendText appends the name; it fails for an invalid value.
func (p Participation) AppendText(b []byte) ([]byte, error) {
	return enumAppend(b, participationNames[:], uint8(p))
}

// MarshalText returns the name; it fails for an invalid value.
func (p Participation) MarshalText() ([]byte, error) { return p.AppendText(nil) }

// UnmarshalText accepts the exact names only.
func (p *Participation) UnmarshalText(text []byte) error {
	v, err := enumParse(participationNames[:], text)
	if err == nil {
		*p = Participation(v)
	}
	return err
}

// Climate is what the group as a whole was like in a session, as the leaders saw
// it. It is an impression for talking about, not a measurement: instruments for
// group climate are licensed, and their scores belong beside the other measures.
// The zero Climate is unstated.
type Climate uint8

// The climates, roughly from together to apart. The order is for lists only.
const (
	// ClimateSupportive carried one another.
	ClimateSupportive Climate = iota + 1
	// ClimateCollaborative worked together on the task.
	ClimateCollaborative
	// ClimateEngaged was lively and on the matter.
	ClimateEngaged
	// ClimateHesitant wanted to and did not quite dare.
	ClimateHesitant
	// ClimateGuarded kept things back.
	ClimateGuarded
	// ClimatePassive left it to the leaders.
	ClimatePassive
	// ClimateTense was in open or covert conflict.
	ClimateTense

	numClimates
)

var climateNames = [numClimates]string{
	ClimateSupportive: "supportive", ClimateCollaborative: "collaborative", ClimateEngaged: "engaged",
	ClimateHesitant: "hesitant", ClimateGuarded: "guarded", ClimatePassive: "passive", ClimateTense: "tense",
}

// Valid reports whether c is one of the constants.
func (c Climate) Valid() bool { return c > 0 && c < numClimates }

// String returns the name, or a placeholder with the number.
func (c Climate) String() string { return enumString("Climate", climateNames[:], uint8(c)) }

// AppendText appends the name; it fails for an invalid value.
func (c Climate) AppendText(b []byte) ([]byte, error) {
	return enumAppend(b, climateNames[:], uint8(c))
}

// MarshalText returns the name; it fails for an invalid value.
func (c Climate) MarshalText() ([]byte, error) { return c.AppendText(nil) }

// UnmarshalText accepts the exact names only.
func (c *Climate) UnmarshalText(text []byte) error {
	v, err := enumParse(climateNames[:], text)
	if err == nil {
		*c = Climate(v)
	}
	return err
}

// Working reports whether the group was together enough to work: supportive,
// collaborative or engaged.
func (c Climate) Working() bool {
	return c == ClimateSupportive || c == ClimateCollaborative || c == ClimateEngaged
}
