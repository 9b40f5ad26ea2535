package group

import (
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// IncidentKind is what kind of critical incident happened. The zero IncidentKind is
// unstated and refused.
type IncidentKind uint8

// The kinds of critical incidents.
const (
	// ConfidentialityBreach means that somebody told something from the group outside.
	ConfidentialityBreach IncidentKind = iota + 1
	// Threat means that a member was threatened or attacked.
	Threat
	// Intoxication means that a member came intoxicated.
	Intoxication
	// ContactBreach is contact outside the sessions against the agreement.
	ContactBreach
	// RecordingBreach is a recording against the agreement.
	RecordingBreach
	// LeftInDistress means that a member left the session in distress.
	LeftInDistress
	// RiskDisclosed means that danger to a member or to others was disclosed or noticed. For
	// this the safety rules apply, not the group's terms.
	RiskDisclosed
	// Safeguarding means that abuse was disclosed or noticed.
	Safeguarding
	// OpenConflict means that a conflict between members was not settled in the session.
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

// NeedsAction reports whether the leaders have to act and record their actions. This is so
// for all kinds except [OpenConflict], which can be part of the group's work.
func (k IncidentKind) NeedsAction() bool { return k != OpenConflict }

// Incident is something that went wrong in a session or between sessions. The zero
// Incident is not valid.
type Incident struct {
	confidential.Hidden
	// Kind is the kind of incident.
	Kind IncidentKind `json:"kind" kind:"group-content"`
	// Involved are the members it is about, at least one. Like the whole incident, it is for
	// the leaders only.
	Involved []confidential.PersonID `json:"involved" kind:"identity,about"`
	// Note says what happened, sealed.
	Note confidential.Value[string] `json:"note,omitzero" kind:"group-content"`
	// Actions are the steps taken, in an open vocabulary ([therapy.ValidName]), such as
	// "followed-up-by-telephone".
	Actions []string `json:"actions,omitempty" kind:"group-content"`
	// Error says that the entry was made in error; it then does not count.
	Error care.Correction `json:"error,omitzero"`
}

func (i Incident) validate() error {
	var c therapy.Check
	c.Stated("/kind", "incident-kind", i.Kind.Valid())
	c.Stated("/involved", "incident-involved", len(i.Involved) > 0)
	seen := map[confidential.PersonID]bool{}
	for j, id := range i.Involved {
		place := "/involved/" + strconv.Itoa(j)
		person(&c, place, id)
		therapy.CheckOnce(&c, seen, id, place, "incident-involved-twice")
	}
	if len(i.Actions) == 0 && i.Kind.NeedsAction() {
		c.Wrong("/actions", "incident-action", "what was done about it", therapy.ErrRequired)
	}
	for j, action := range i.Actions {
		c.Name("/actions/"+strconv.Itoa(j), "incident-action-name", action)
	}
	c.Part("/error", i.Error.Validate())
	return c.Err()
}

// follows reports whether an earlier incident can have become this one: the same but
// for actions taken since, and a mark of error.
func (i Incident) follows(was Incident) bool {
	unmark(&i.Error, was.Error)
	n := len(was.Actions)
	return i.Kind == was.Kind && slices.Equal(i.Involved, was.Involved) && i.Note.Equal(was.Note) && i.Error == was.Error &&
		len(i.Actions) >= n && slices.Equal(i.Actions[:n], was.Actions)
}

func (i Incident) clone() Incident {
	i.Involved = slices.Clone(i.Involved)
	i.Actions = slices.Clone(i.Actions)
	i.Error = i.Error.Canonical()
	return i
}
