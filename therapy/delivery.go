package therapy

import (
	"strconv"

	"github.com/therapykit/therapykit/therapy/confidential"
)

// Delivery is how people meet. The zero Delivery is unstated and refused.
type Delivery uint8

// The ways of meeting.
const (
	// InPerson is in one room.
	InPerson Delivery = iota + 1
	// Remote is by telephone or video.
	Remote
	// Hybrid is some in the room and some remote, or some meetings of each kind.
	Hybrid

	numDeliveries
)

var deliveryNames = [numDeliveries]string{
	InPerson: "in-person",
	Remote:   "remote",
	Hybrid:   "hybrid",
}

// Valid reports whether d is one of the constants.
func (d Delivery) Valid() bool { return d > 0 && d < numDeliveries }

// String returns the name, or a placeholder with the number.
func (d Delivery) String() string { return enumString("Delivery", deliveryNames[:], uint8(d)) }

// AppendText appends the name; it fails for an invalid value.
func (d Delivery) AppendText(b []byte) ([]byte, error) {
	return enumAppend(b, deliveryNames[:], uint8(d))
}

// MarshalText returns the name; it fails for an invalid value.
func (d Delivery) MarshalText() ([]byte, error) { return d.AppendText(nil) }

// UnmarshalText accepts the exact names only.
func (d *Delivery) UnmarshalText(text []byte) error {
	v, err := enumParse(deliveryNames[:], text)
	if err == nil {
		*d = Delivery(v)
	}
	return err
}

// Role is what a professional does in a strand or a session. It is an open
// vocabulary ([ValidName]).
type Role string

// The roles the library knows.
const (
	RoleLead       Role = "lead"
	RoleCoLead     Role = "co-lead"
	RoleSubstitute Role = "substitute"
	RoleGuest      Role = "guest"
	RoleObserver   Role = "observer"
	RoleSupervisor Role = "supervisor"
)

// Therapist is a professional in a role. The zero Therapist is not valid.
type Therapist struct {
	ID   confidential.ID `json:"id"`
	Role Role            `json:"role"`
}

// validateTherapists checks a list: each named, none twice.
func validateTherapists(c *check, path string, therapists []Therapist) {
	seen := make(map[confidential.ID]bool, len(therapists))
	for i, t := range therapists {
		place := path + "/" + strconv.Itoa(i)
		c.id(place+"/id", t.ID)
		once(c, seen, t.ID, place+"/id", "therapist-duplicate")
		c.name(place+"/role", "role-name", string(t.Role))
	}
}
