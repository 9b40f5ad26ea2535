package fhir

// Code systems of others that are written and read here.
const (
	systemConditionClinical     = "http://terminology.hl7.org/CodeSystem/condition-clinical"
	systemConditionVerification = "http://terminology.hl7.org/CodeSystem/condition-ver-status"
	systemConditionCategory     = "http://terminology.hl7.org/CodeSystem/condition-category"
	systemGoalAchievement       = "http://terminology.hl7.org/CodeSystem/goal-achievement"
	systemGoalPriority          = "http://terminology.hl7.org/CodeSystem/goal-priority"
	systemCancellation          = "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason"
	systemConsentScope          = "http://terminology.hl7.org/CodeSystem/consentscope"
	systemActCode               = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
	systemActReason             = "http://terminology.hl7.org/CodeSystem/v3-ActReason"
	systemConfidentiality       = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"
	systemParticipation         = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType"
	systemObservationCategory   = "http://terminology.hl7.org/CodeSystem/observation-category"
	systemAbsent                = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
	systemCarePlanCategory      = "http://hl7.org/fhir/us/core/CodeSystem/careplan-category"
	systemOperation             = "http://terminology.hl7.org/CodeSystem/v3-DataOperation"
	systemParticipant           = "http://terminology.hl7.org/CodeSystem/provenance-participant-type"
	systemLOINC                 = "http://loinc.org"
	systemUCUM                  = "http://unitsofmeasure.org"
)

// HL7's extensions that are written and read here.
const (
	extensionAbsent       = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
	extensionAcceptance   = "http://hl7.org/fhir/StructureDefinition/goal-acceptance"
	extensionPertains     = "http://hl7.org/fhir/StructureDefinition/resource-pertainsToGoal"
	extensionRelationship = "http://hl7.org/fhir/StructureDefinition/goal-relationship"
	extensionTimezone     = "http://hl7.org/fhir/StructureDefinition/timezone"
	extensionTitle        = "http://hl7.org/fhir/StructureDefinition/careplan-activity-title"
	extensionOrdinal      = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
	extensionProperty     = "http://hl7.org/fhir/5.0/StructureDefinition/extension-ValueSet.expansion.contains.property"
	extensionItemWeight   = "http://hl7.org/fhir/StructureDefinition/itemWeight"
)
