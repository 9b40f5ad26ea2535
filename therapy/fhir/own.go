package fhir

// Base is the canonical base of this library's own code systems and extensions. It
// never changes.
const Base = "https://github.com/therapykit/therapykit/fhir/"

// Own code systems. What their codes are is published in the folder published.
const (
	ownActivity   = Base + "CodeSystem/activity"
	ownAlert      = Base + "CodeSystem/alert"
	ownAlertState = Base + "CodeSystem/alert-state"
	ownConcern    = Base + "CodeSystem/concern"
	ownKind       = Base + "CodeSystem/kind"
	ownMeasure    = Base + "CodeSystem/measure"
	ownModality   = Base + "CodeSystem/modality"
	ownReason     = Base + "CodeSystem/reason"
	ownRole       = Base + "CodeSystem/role"
	ownSetting    = Base + "CodeSystem/setting"
	ownSubscale   = Base + "CodeSystem/subscale"
)

// Own extensions: what of the record no element of R4 has, one for each part of the
// record, with a sub-extension for each of its fields.
const (
	ownPlan      = Base + "StructureDefinition/plan"
	ownGoal      = Base + "StructureDefinition/goal"
	ownIssue     = Base + "StructureDefinition/issue"
	ownStrand    = Base + "StructureDefinition/strand"
	ownSession   = Base + "StructureDefinition/session"
	ownEpisode   = Base + "StructureDefinition/episode"
	ownScore     = Base + "StructureDefinition/observation"
	ownRevision  = Base + "StructureDefinition/revision"
	ownSharing   = Base + "StructureDefinition/sharing"
	ownRecipient = Base + "StructureDefinition/audience"
)

// Own identifiers: the ids that things have in the record, where a FHIR id may differ.
const (
	idPlan       = Base + "id/plan"
	idGoal       = Base + "id/goal"
	idIssue      = Base + "id/issue"
	idSession    = Base + "id/session"
	idEpisode    = Base + "id/episode"
	idConsent    = Base + "id/consent"
	idPerson     = Base + "id/person"
	idCrisisPlan = Base + "id/crisis-plan"
	idEntry      = Base + "id/entry"
	idInstrument = Base + "Questionnaire/"
)
