package group

import (
	"errors"
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// IncidentKind is what kind of critical incident happened. The zero IncidentKind is
// unstated and refused.
type IncidentKind uint8

// The kinds of critical incidents.
const (
	// ConfidentialityBreach is something from the group told outside.
	ConfidentialityBreach IncidentKind = iota + 1
	// Threat is a member threatened or attacked.
	Threat
	// Intoxication is somebody come intoxicated.
	Intoxication
	// ContactBreach is contact outside against the agreement.
	ContactBreach
	// RecordingBreach is a recording against the agreement.
	RecordingBreach
	// LeftInDistress is somebody gone from the session in distress.
	LeftInDistress
	// RiskDisclosed is danger to the person or others told or noticed. What is done
	// about it follows the safety rules, not the group's.
	RiskDisclosed
	// Safeguarding is abuse told or noticed.
	Safeguarding
	// OpenConflict is a conflict between members that the session did not settle.
	OpenConflict

	numIncidentKinds
)

//enum:names IncidentKind
var incidentKindNames = [numIncidentKinds]string{
	ConfidentialityBreach: "confidentiality-breach", Threat: "threat", Intoxication: "intoxication", ContactBreach: "contact-breach",
	RecordingBreach: "recording-breach", LeftInDistress: "left-in-distress", RiskDisclosed: "risk-disclosed",
	Safeguarding: "safeguarding", OpenConflict: "open-conflict",
}

// BreaksAgreement reports whether an incident of this kind is a breach of the
// agreement, after which everybody accepts it again ([AfterBreach]).
func (k IncidentKind) BreaksAgreement() bool {
	return k >= ConfidentialityBreach && k <= RecordingBreach
}

// NeedsAction reports whether the leaders have to do something and write down what.
// All kinds do but [OpenConflict], which can be work in progress.
func (k IncidentKind) NeedsAction() bool { return k != OpenConflict }

// Incident is something that went wrong in a session or between sessions. The zero
// Incident is not valid.
type Incident struct {
	// Kind is what kind.
	Kind IncidentKind `json:"kind"`
	// Involved are the members it is about, at least one. It is for the leaders only,
	// as the incident itself is.
	Involved []confidential.PersonID `json:"involved"`
	// Note is what happened, sealed.
	Note confidential.Value[string] `json:"note,omitzero"`
	// Actions are what was done, in an open vocabulary ([therapy.ValidName]), such as
	// "followed-up-by-telephone".
	Actions []string `json:"actions,omitempty"`
}

func (i Incident) validate() error {
	var errs []error
	if !i.Kind.Valid() {
		errs = append(errs, fail("/kind", "incident-kind", "", therapy.ErrRequired))
	}
	if len(i.Involved) == 0 {
		errs = append(errs, fail("/involved", "incident-involved", "", therapy.ErrRequired))
	}
	for j, id := range i.Involved {
		place := therapy.Pointer("involved", strconv.Itoa(j))
		switch {
		case id.IsZero():
			errs = append(errs, fail(place, "person-id", idForm, therapy.ErrRequired))
		case slices.Contains(i.Involved[:j], id):
			errs = append(errs, fail(place, "incident-involved-twice", "", therapy.ErrDuplicate))
		}
	}
	if len(i.Actions) == 0 && i.Kind.NeedsAction() {
		errs = append(errs, fail("/actions", "incident-action", "what was done about it", therapy.ErrRequired))
	}
	for j, action := range i.Actions {
		if !therapy.ValidName(action) {
			errs = append(errs, fail(therapy.Pointer("actions", strconv.Itoa(j)), "incident-action-name", "lower-case words joined by hyphens", therapy.ErrSyntax))
		}
	}
	return errors.Join(errs...)
}

func (i Incident) clone() Incident {
	i.Involved = slices.Clone(i.Involved)
	i.Actions = slices.Clone(i.Actions)
	return i
}
