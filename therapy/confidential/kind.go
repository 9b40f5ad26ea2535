package confidential

import "github.com/therapykit/therapykit/therapy"

// Kind is what a piece of content is. It decides which rows of the table speak
// about it. The zero Kind is unstated; nothing of unstated kind is disclosed.
type Kind uint8

// The kinds of content.
const (
	// Identity is who somebody is: name, address, contact.
	Identity Kind = iota + 1
	// Attendance is when somebody came, or did not.
	Attendance
	// Diagnosis is what somebody is diagnosed with.
	Diagnosis
	// TreatmentPlan is what is planned, and why.
	TreatmentPlan
	// ProgressNote is the clinical record of a session.
	ProgressNote
	// ProcessNote is a therapist's own notes on the conversation, kept apart from the record (psychotherapy notes).
	ProcessNote
	// PersonalHistory is what somebody has lived through.
	PersonalHistory
	// TestResult is the result of a measure or test.
	TestResult
	// RiskAssessment is what a clinician noted about danger.
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

// DefaultLevel returns the level content of the kind has unless somebody says
// otherwise: restricted for therapy content, since HL7 names mental health among
// its examples of R; very restricted for process notes, and for what is unstated.
func (x Kind) DefaultLevel() Level {
	switch {
	case !x.Valid(), x == ProcessNote:
		return VeryRestricted
	}
	return Restricted
}

// Floor returns the least level that content of the kind can have. Process notes are as
// protected as can be, wherever they are known. Who somebody is cannot be de-identified, nor
// can what is about another person, or a story: what somebody lived through, said or
// did. Dates, codes and figures can, and such content can be low; nothing from a record is
// unrestricted. Below its floor a label is not valid, and nothing under it is disclosed.
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

// HL7 returns the code of HL7 v3-ActCode (InformationSensitivityPolicy) that the
// kind corresponds to, "" where the code system has none: PSYTHPN for process
// notes, MH for other therapy content. Information about another person has none: PDS is
// what a patient asks to be protected by default, which is another thing.
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

// Sources returns what the kind and its default level rest on; for an invalid kind,
// whose level is a judgement, that it is one.
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
