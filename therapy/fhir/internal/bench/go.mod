module github.com/therapykit/therapykit/therapy/fhir/internal/bench

go 1.26

require (
	github.com/samply/golang-fhir-models/fhir-models v0.3.2
	github.com/therapykit/therapykit v0.0.0
)

replace github.com/therapykit/therapykit => ../../../..
