package compose

// The closed vocabularies of groups, quotas and resources; see enums.go.

// State says whether a group already meets. The zero value is unstated and never valid in a [Problem].
type State uint8

// The values of [State].
const (
	// Candidate is a group that may be opened in this planning run, or not.
	Candidate State = iota + 1
	// Running is a group that meets already and stays open whatever happens.
	Running

	numState = iota + 1
)

var stateNames = [numState]string{"", "candidate", "running"}

// String returns the name, or a placeholder for an invalid value.
func (v State) String() string { return enumName("state", stateNames[:], uint8(v)) }

// AppendText appends the name. An invalid value is an error around [ErrUnknown].
func (v State) AppendText(b []byte) ([]byte, error) {
	return appendEnum(b, "state", stateNames[:], uint8(v))
}

// MarshalText returns the name. An invalid value is an error around [ErrUnknown].
func (v State) MarshalText() ([]byte, error) { return v.AppendText(nil) }

// UnmarshalText accepts exact names only; anything else is an error around
// [ErrUnknown] and leaves the value as it was.
func (v *State) UnmarshalText(text []byte) error {
	n, err := parseEnum("state", stateNames[:], text)
	if err == nil {
		*v = State(n)
	}
	return err
}

// Intake says whether a group takes new members. The zero value is unstated and never valid in a [Problem].
type Intake uint8

// The values of [Intake].
const (
	// IntakeOpen is a group that takes new members.
	IntakeOpen Intake = iota + 1
	// IntakeClosed is a group that takes nobody any more.
	IntakeClosed

	numIntake = iota + 1
)

var intakeNames = [numIntake]string{"", "open", "closed"}

// String returns the name, or a placeholder for an invalid value.
func (v Intake) String() string { return enumName("intake", intakeNames[:], uint8(v)) }

// AppendText appends the name. An invalid value is an error around [ErrUnknown].
func (v Intake) AppendText(b []byte) ([]byte, error) {
	return appendEnum(b, "intake", intakeNames[:], uint8(v))
}

// MarshalText returns the name. An invalid value is an error around [ErrUnknown].
func (v Intake) MarshalText() ([]byte, error) { return v.AppendText(nil) }

// UnmarshalText accepts exact names only; anything else is an error around
// [ErrUnknown] and leaves the value as it was.
func (v *Intake) UnmarshalText(text []byte) error {
	n, err := parseEnum("intake", intakeNames[:], text)
	if err == nil {
		*v = Intake(n)
	}
	return err
}

// Acuity says how acute a person's state is. The zero value is unstated and never valid in a [Problem].
type Acuity uint8

// The values of [Acuity].
const (
	// LowAcuity is a person in a stable state.
	LowAcuity Acuity = iota + 1
	// HighAcuity is a person in an acute state; groups bear only a few at once.
	HighAcuity

	numAcuity = iota + 1
)

var acuityNames = [numAcuity]string{"", "low", "high"}

// String returns the name, or a placeholder for an invalid value.
func (v Acuity) String() string { return enumName("acuity", acuityNames[:], uint8(v)) }

// AppendText appends the name. An invalid value is an error around [ErrUnknown].
func (v Acuity) AppendText(b []byte) ([]byte, error) {
	return appendEnum(b, "acuity", acuityNames[:], uint8(v))
}

// MarshalText returns the name. An invalid value is an error around [ErrUnknown].
func (v Acuity) MarshalText() ([]byte, error) { return v.AppendText(nil) }

// UnmarshalText accepts exact names only; anything else is an error around
// [ErrUnknown] and leaves the value as it was.
func (v *Acuity) UnmarshalText(text []byte) error {
	n, err := parseEnum("acuity", acuityNames[:], text)
	if err == nil {
		*v = Acuity(n)
	}
	return err
}

// Attribute says which property of a person a [Quota] speaks about. The zero value is unstated and never valid in a [Problem].
type Attribute uint8

// The values of [Attribute].
const (
	// ByGender is the recorded gender; the values are f, m and x.
	ByGender Attribute = iota + 1
	// ByAgeBand is the age band; the values are 16-25, 26-40, 41-60 and 61+.
	ByAgeBand
	// ByAcuity is the acuity; the values are low and high.
	ByAcuity

	numAttribute = iota + 1
)

var attributeNames = [numAttribute]string{"", "gender", "ageBand", "acuity"}

// String returns the name, or a placeholder for an invalid value.
func (v Attribute) String() string { return enumName("attribute", attributeNames[:], uint8(v)) }

// AppendText appends the name. An invalid value is an error around [ErrUnknown].
func (v Attribute) AppendText(b []byte) ([]byte, error) {
	return appendEnum(b, "attribute", attributeNames[:], uint8(v))
}

// MarshalText returns the name. An invalid value is an error around [ErrUnknown].
func (v Attribute) MarshalText() ([]byte, error) { return v.AppendText(nil) }

// UnmarshalText accepts exact names only; anything else is an error around
// [ErrUnknown] and leaves the value as it was.
func (v *Attribute) UnmarshalText(text []byte) error {
	n, err := parseEnum("attribute", attributeNames[:], text)
	if err == nil {
		*v = Attribute(n)
	}
	return err
}

// ResourceKind says what kind of thing a [Resource] stands for. It is information only: every kind limits the number of open groups in the same way. The zero value is unstated and never valid in a [Problem].
type ResourceKind uint8

// The values of [ResourceKind].
const (
	// Therapist is how many groups one therapist can lead.
	Therapist ResourceKind = iota + 1
	// TherapistSlot is one therapist at one time of the week.
	TherapistSlot
	// RoomSlot is the rooms of a place at one time of the week.
	RoomSlot

	numResourceKind = iota + 1
)

var resourceKindNames = [numResourceKind]string{"", "therapist", "therapist-slot", "room-slot"}

// String returns the name, or a placeholder for an invalid value.
func (v ResourceKind) String() string {
	return enumName("resource kind", resourceKindNames[:], uint8(v))
}

// AppendText appends the name. An invalid value is an error around [ErrUnknown].
func (v ResourceKind) AppendText(b []byte) ([]byte, error) {
	return appendEnum(b, "resource kind", resourceKindNames[:], uint8(v))
}

// MarshalText returns the name. An invalid value is an error around [ErrUnknown].
func (v ResourceKind) MarshalText() ([]byte, error) { return v.AppendText(nil) }

// UnmarshalText accepts exact names only; anything else is an error around
// [ErrUnknown] and leaves the value as it was.
func (v *ResourceKind) UnmarshalText(text []byte) error {
	n, err := parseEnum("resource kind", resourceKindNames[:], text)
	if err == nil {
		*v = ResourceKind(n)
	}
	return err
}
