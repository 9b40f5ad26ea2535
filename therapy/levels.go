package therapy

// LeakageRisk is how likely it is, compared with other modalities, that what a
// client says becomes known outside the room. The zero value is unstated and
// refused; whoever has to act on it should treat it as the highest.
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

var leakageNames = [numLeakageRisks]string{
	LeakageLowest: "lowest", LeakageShared: "shared", LeakageHigher: "higher",
}

// Valid reports whether r is one of the constants.
func (r LeakageRisk) Valid() bool { return r > 0 && r < numLeakageRisks }

// String returns the name, or a placeholder with the number.
func (r LeakageRisk) String() string { return enumString("LeakageRisk", leakageNames[:], uint8(r)) }

// AppendText appends the name; it fails for an invalid value.
func (r LeakageRisk) AppendText(b []byte) ([]byte, error) {
	return enumAppend(b, leakageNames[:], uint8(r))
}

// MarshalText returns the name; it fails for an invalid value.
func (r LeakageRisk) MarshalText() ([]byte, error) { return r.AppendText(nil) }

// UnmarshalText accepts the exact names only.
func (r *LeakageRisk) UnmarshalText(text []byte) error {
	v, err := enumParse(leakageNames[:], text)
	if err == nil {
		*r = LeakageRisk(v)
	}
	return err
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

var schedulingNames = [numSchedulings]string{
	ScheduleFlexible: "flexible", ScheduleRegular: "regular", ScheduleImmediate: "immediate", ScheduleDropIn: "drop-in",
}

// Valid reports whether s is one of the constants.
func (s Scheduling) Valid() bool { return s > 0 && s < numSchedulings }

// String returns the name, or a placeholder with the number.
func (s Scheduling) String() string { return enumString("Scheduling", schedulingNames[:], uint8(s)) }

// AppendText appends the name; it fails for an invalid value.
func (s Scheduling) AppendText(b []byte) ([]byte, error) {
	return enumAppend(b, schedulingNames[:], uint8(s))
}

// MarshalText returns the name; it fails for an invalid value.
func (s Scheduling) MarshalText() ([]byte, error) { return s.AppendText(nil) }

// UnmarshalText accepts the exact names only.
func (s *Scheduling) UnmarshalText(text []byte) error {
	v, err := enumParse(schedulingNames[:], text)
	if err == nil {
		*s = Scheduling(v)
	}
	return err
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

var costNames = [numCostLevels]string{
	CostLowest: "lowest", CostLower: "lower", CostHigher: "higher", CostHighest: "highest",
}

// Valid reports whether c is one of the constants.
func (c CostLevel) Valid() bool { return c > 0 && c < numCostLevels }

// String returns the name, or a placeholder with the number.
func (c CostLevel) String() string { return enumString("CostLevel", costNames[:], uint8(c)) }

// AppendText appends the name; it fails for an invalid value.
func (c CostLevel) AppendText(b []byte) ([]byte, error) { return enumAppend(b, costNames[:], uint8(c)) }

// MarshalText returns the name; it fails for an invalid value.
func (c CostLevel) MarshalText() ([]byte, error) { return c.AppendText(nil) }

// UnmarshalText accepts the exact names only.
func (c *CostLevel) UnmarshalText(text []byte) error {
	v, err := enumParse(costNames[:], text)
	if err == nil {
		*c = CostLevel(v)
	}
	return err
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

var practiceNames = [numPracticeLevels]string{
	PracticeNone: "none", PracticeTalked: "talked-about", PracticeModerate: "moderate", PracticeCentral: "central",
}

// Valid reports whether p is one of the constants.
func (p PracticeLevel) Valid() bool { return p > 0 && p < numPracticeLevels }

// String returns the name, or a placeholder with the number.
func (p PracticeLevel) String() string {
	return enumString("PracticeLevel", practiceNames[:], uint8(p))
}

// AppendText appends the name; it fails for an invalid value.
func (p PracticeLevel) AppendText(b []byte) ([]byte, error) {
	return enumAppend(b, practiceNames[:], uint8(p))
}

// MarshalText returns the name; it fails for an invalid value.
func (p PracticeLevel) MarshalText() ([]byte, error) { return p.AppendText(nil) }

// UnmarshalText accepts the exact names only.
func (p *PracticeLevel) UnmarshalText(text []byte) error {
	v, err := enumParse(practiceNames[:], text)
	if err == nil {
		*p = PracticeLevel(v)
	}
	return err
}
