package care

import "github.com/therapykit/therapykit/therapy"

// Reason says in one name why something happened: why a plan was put on hold, a goal
// cancelled, a session cancelled, or why a person left a group. It is an open vocabulary of
// lower-case words joined by hyphens ([therapy.ValidName]), so that reasons can be counted
// and translated. Write prose about a person into the sealed note that goes with the reason.
//
// The zero Reason means no reason.
type Reason string

// Valid reports whether r has the documented form.
func (r Reason) Valid() bool { return therapy.ValidName(string(r)) }

// The reasons of FHIR R4's example list for the status of a goal, spelled exactly
// (http://terminology.hl7.org/CodeSystem/goal-status-reason).
const (
	ReasonSurgery                Reason = "surgery"
	ReasonLifeEvent              Reason = "life-event"
	ReasonReplaced               Reason = "replaced"
	ReasonPatientRequest         Reason = "patient-request"
	ReasonTempNotAttainable      Reason = "temp-not-attainable"
	ReasonPermanentNotAttainable Reason = "permanent-not-attainable"
	ReasonFinancialBarrier       Reason = "financial-barrier"
	ReasonLackOfTransportation   Reason = "lack-of-transportation"
	ReasonLackOfSocialSupport    Reason = "lack-of-social-support"
)

// Reasons of this library for what happens in a course of therapy.
const (
	ReasonCreated         Reason = "created"
	ReasonBegun           Reason = "begun"
	ReasonReview          Reason = "review"
	ReasonCorrection      Reason = "correction"
	ReasonAgreed          Reason = "agreed"
	ReasonFeedback        Reason = "client-feedback"
	ReasonProgress        Reason = "progress"
	ReasonNoProgress      Reason = "no-progress"
	ReasonDeterioration   Reason = "deterioration"
	ReasonRecovered       Reason = "recovered"
	ReasonCompleted       Reason = "completed"
	ReasonDroppedOut      Reason = "dropped-out"
	ReasonMoved           Reason = "moved"
	ReasonReferredOn      Reason = "referred-on"
	ReasonRisk            Reason = "risk"
	ReasonIllness         Reason = "illness"
	ReasonHoliday         Reason = "holiday"
	ReasonTherapistAbsent Reason = "therapist-absent"
	ReasonPreference      Reason = "preference"
	ReasonNoShow          Reason = "client-no-show"
)
