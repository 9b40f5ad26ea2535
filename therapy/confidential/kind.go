package confidential

import "github.com/therapykit/therapykit/therapy"

// Kind says what a piece of content is. It decides which rows of the table apply to it. The
// zero Kind is unstated; content of unstated kind is never disclosed.
type Kind uint8

// The kinds of content.
const (
	// Identity is who a person is: name, address, contact.
	Identity Kind = iota + 1
	// Attendance is when a person came or did not come.
	Attendance
	// Diagnosis is a diagnosis.
	Diagnosis
	// TreatmentPlan is the planned treatment, and the reasons.
	TreatmentPlan
	// ProgressNote is the clinical record of a session.
	ProgressNote
	// ProcessNote is a therapist's own notes on the conversation, kept apart from the record (psychotherapy notes).
	ProcessNote
	// PersonalHistory is what a person has experienced in life.
	PersonalHistory
	// TestResult is the result of a measure or test.
	TestResult
	// RiskAssessment is a clinician's note about danger.
	RiskAssessment
	// GroupContent is what was said in a group, couple or family.
	GroupContent
	// ThirdParty is information about another person than the client.
	ThirdParty

	numKinds
)

//enum:names Kind
var kindNames = [numKinds]string{
	Identity:        "identity",
	Attendance:      "attendance",
	Diagnosis:       "diagnosis",
	TreatmentPlan:   "treatment-plan",
	ProgressNote:    "progress-note",
	ProcessNote:     "process-note",
	PersonalHistory: "personal-history",
	TestResult:      "test-result",
	RiskAssessment:  "risk-assessment",
	GroupContent:    "group-content",
	ThirdParty:      "third-party",
}

// DefaultLevel returns the default level of content of the kind: restricted for therapy
// content, since HL7 names mental health among its examples of R; very restricted for process
// notes and for unstated kinds.
func (x Kind) DefaultLevel() Level {
	switch {
	case !x.Valid(), x == ProcessNote:
		return VeryRestricted
	}
	return Restricted
}

// Floor returns the lowest level that content of the kind can have. Process notes always have
// the strictest level. The identity of a person cannot be de-identified, and neither can
// content about another person, or a story of what somebody experienced, said or did. Dates,
// codes and figures can be de-identified, so such content can be low; nothing from a record
// is unrestricted. A label below the floor is not valid, and content under it is never
// disclosed.
func (x Kind) Floor() Level {
	switch x {
	case Attendance, Diagnosis, TreatmentPlan, TestResult:
		return Low
	case Identity, ThirdParty, ProgressNote, PersonalHistory, RiskAssessment, GroupContent:
		return Moderate
	case ProcessNote:
	default:
	}
	return VeryRestricted
}

// HL7 returns the code of HL7 v3-ActCode (InformationSensitivityPolicy) for the kind, "" if
// there is none: PSYTHPN for process notes, MH for other therapy content. Information about
// another person has no code: PDS is something else, namely what a patient asks to be
// protected by default.
func (x Kind) HL7() string {
	switch x {
	case ProcessNote:
		return "PSYTHPN"
	case Diagnosis, TreatmentPlan, ProgressNote, PersonalHistory, TestResult, RiskAssessment, GroupContent:
		return "MH"
	case Identity, Attendance, ThirdParty:
		return ""
	default:
		return ""
	}
}

// Sources returns the sources of the kind and its default level. For an invalid kind it
// returns the source that says that its level is a judgement of this library.
func (x Kind) Sources() []therapy.Source {
	switch x {
	case ProcessNote:
		return cite("L2, L5, L6, L28") // HL7 asks for R; V is our judgement
	case GroupContent:
		return cite("L1, L19, L28")
	case ThirdParty:
		return cite("L2, L28")
	case Identity, Attendance:
		return cite("L1, L4, L28") // coming to a therapist is itself sensitive
	case Diagnosis, TreatmentPlan, ProgressNote, PersonalHistory, TestResult, RiskAssessment:
		return cite("L1, L2, L5")
	default:
		return cite("L28")
	}
}
