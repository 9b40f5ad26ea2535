package confidential

// Audience is in what role somebody asks. The zero Audience is unstated and is
// always refused.
type Audience uint8

// The audiences.
const (
	// Client is the person themself.
	Client Audience = iota + 1
	// TreatingTherapist is the therapist who holds the confidence.
	TreatingTherapist
	// CoTherapist is another therapist of the same case.
	CoTherapist
	// GroupMember is a member of the same group, couple or family. They are under no professional duty.
	GroupMember
	// Supervisor is whoever supervises the therapist.
	Supervisor
	// CareTeam is other professionals who treat the same person.
	CareTeam
	// Referrer is whoever referred the person, such as a general practitioner.
	Referrer
	// Payer is an insurer or other payer.
	Payer
	// Relative is a relative or carer.
	Relative
	// Guardian is a legal representative.
	Guardian
	// Safeguarding is a child or adult protection authority.
	Safeguarding
	// Court is a court.
	Court
	// Researcher is a researcher.
	Researcher
	// EmergencyService is an emergency service.
	EmergencyService

	numAudiences
)

var audienceNames = [numAudiences]string{
	Client:            "client",
	TreatingTherapist: "treating-therapist",
	CoTherapist:       "co-therapist",
	GroupMember:       "group-member",
	Supervisor:        "supervisor",
	CareTeam:          "care-team",
	Referrer:          "referrer",
	Payer:             "payer",
	Relative:          "family",
	Guardian:          "guardian",
	Safeguarding:      "safeguarding",
	Court:             "court",
	Researcher:        "researcher",
	EmergencyService:  "emergency-service",
}

// Valid reports whether the value is one of the constants.
func (x Audience) Valid() bool { return x > 0 && x < numAudiences }

// String returns the name, or a placeholder with the number.
func (x Audience) String() string { return enumString("Audience", audienceNames[:], uint8(x)) }

// AppendText appends the name; it fails for an invalid value.
func (x Audience) AppendText(b []byte) ([]byte, error) {
	return enumAppend(b, audienceNames[:], uint8(x))
}

// MarshalText returns the name; it fails for an invalid value.
func (x Audience) MarshalText() ([]byte, error) { return x.AppendText(nil) }

// UnmarshalText accepts the exact names only.
func (x *Audience) UnmarshalText(text []byte) error {
	v, err := enumParse(audienceNames[:], text)
	if err == nil {
		*x = Audience(v)
	}
	return err
}
