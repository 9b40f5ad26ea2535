package care

import (
	"strconv"

	"github.com/therapykit/therapykit/therapy"
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

//enum:names Delivery
var deliveryNames = [numDeliveries]string{
	InPerson: "in-person",
	Remote:   "remote",
	Hybrid:   "hybrid",
}

// Role is what a professional does in a strand or a session. It is an open
// vocabulary ([therapy.ValidName]).
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
	ID   confidential.PersonID `json:"id"`
	Role Role                  `json:"role"`
}

// validateTherapists checks a list: each named, none twice.
func validateTherapists(c *therapy.Check, path string, therapists []Therapist) {
	seen := make(map[confidential.PersonID]bool, len(therapists))
	for i, t := range therapists {
		place := path + "/" + strconv.Itoa(i)
		person(c, place+"/id", t.ID)
		therapy.CheckOnce(c, seen, t.ID, place+"/id", "therapist-duplicate")
		c.Name(place+"/role", "role-name", string(t.Role))
	}
}
