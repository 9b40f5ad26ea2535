package care

import (
	"slices"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Delivery is how people meet. The zero Delivery is unstated and refused.
type Delivery uint8

// The ways of meeting.
const (
	// InPerson means in the same room.
	InPerson Delivery = iota + 1
	// Remote means by telephone or video.
	Remote
	// Hybrid means that some people are in the room and some remote, or that some meetings
	// are of each kind.
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

// Common roles.
const (
	RoleLead       Role = "lead"
	RoleCoLead     Role = "co-lead"
	RoleSubstitute Role = "substitute"
	RoleGuest      Role = "guest"
	RoleObserver   Role = "observer"
	RoleSupervisor Role = "supervisor"
)

// leads reports whether a person in the role leads. Roles that the library does not know
// count as leading.
func (r Role) leads() bool {
	return r != RoleGuest && r != RoleObserver && r != RoleSupervisor
}

// Therapist is a professional in a role. The zero Therapist is not valid.
type Therapist struct {
	confidential.Hidden
	ID   confidential.PersonID `json:"id" kind:"identity,professional"`
	Role Role                  `json:"role" kind:"attendance,time"`
}

// led reports whether one of them leads, and does not only observe.
func led(therapists []Therapist) bool {
	return slices.ContainsFunc(therapists, func(t Therapist) bool { return t.Role.leads() })
}

// validateTherapists checks a list: each therapist is named, and none is repeated.
func validateTherapists(c *therapy.Check, path string, therapists []Therapist) {
	limited(c, path, len(therapists))
	seen := make(map[confidential.PersonID]bool, len(therapists))
	for i, t := range therapists {
		place := at(path, i)
		person(c, place+"/id", t.ID)
		therapy.CheckOnce(c, seen, t.ID, place+"/id", "therapist-duplicate")
		c.Name(place+"/role", "role-name", string(t.Role))
	}
}
