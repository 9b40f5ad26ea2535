package confidential

// Audience is the role in which somebody asks. The zero Audience is unstated and is always
// refused.
type Audience uint8

// The audiences.
const (
	// Client is the client.
	Client Audience = iota + 1
	// TreatingTherapist is the therapist who treats the client, and in whom the client confides.
	TreatingTherapist
	// CoTherapist is another therapist of the same case.
	CoTherapist
	// GroupMember is a member of the same group, couple or family. They have no professional
	// duty of confidentiality.
	GroupMember
	// Supervisor is the person who supervises the therapist.
	Supervisor
	// CareTeam is other professionals who treat the same person.
	CareTeam
	// Referrer is the person who referred the client, such as a general practitioner.
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
	// FrontDesk is reception and booking: names and times, nothing else.
	FrontDesk

	numAudiences
)

//enum:names Audience
var audienceNames = [numAudiences]string{
	Client:            "client",
	TreatingTherapist: "treating-therapist",
	CoTherapist:       "co-therapist",
	GroupMember:       "group-member",
	Supervisor:        "supervisor",
	CareTeam:          "care-team",
	Referrer:          "referrer",
	Payer:             "payer",
	Relative:          "relative",
	Guardian:          "guardian",
	Safeguarding:      "safeguarding",
	Court:             "court",
	Researcher:        "researcher",
	EmergencyService:  "emergency-service",
	FrontDesk:         "front-desk",
}
