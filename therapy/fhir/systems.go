package fhir

// HL7's code systems that are written and read here.
const (
	systemConditionClinical     = "http://terminology.hl7.org/CodeSystem/condition-clinical"
	systemConditionVerification = "http://terminology.hl7.org/CodeSystem/condition-ver-status"
)
