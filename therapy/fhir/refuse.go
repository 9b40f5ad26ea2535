package fhir

import "github.com/therapykit/therapykit/therapy"

// refuse returns the error of types that cannot be encoded directly. It names the function to call
// instead.
func refuse(instead string) ([]byte, error) {
	return nil, &therapy.FieldError{Rule: "fhir-no-encoding", Hint: instead, Err: therapy.ErrSyntax}
}

// MarshalJSON always returns an error: encode the element's Node instead.
func (Element) MarshalJSON() ([]byte, error) { return refuse("write Element.Node") }

// MarshalJSON always returns an error: encode the node that Bundle returns instead.
func (*Export) MarshalJSON() ([]byte, error) { return refuse("write Export.Bundle") }

// MarshalJSON always returns an error: a spec contains functions and a gate.
func (ExportSpec) MarshalJSON() ([]byte, error) { return refuse("write Export.Bundle") }

// MarshalJSON always returns an error: a spec contains functions.
func (ReadSpec) MarshalJSON() ([]byte, error) { return refuse("write Node.AppendJSON") }

// MarshalJSON always returns an error: make a record of it and store that.
func (Reading) MarshalJSON() ([]byte, error) {
	return refuse("make records of it with care.TakeOverPlan, care.TakeOverSession and care.TakeOverEpisode")
}

// MarshalJSON always returns an error: make a record of it and store that.
func (PlanReading) MarshalJSON() ([]byte, error) {
	return refuse("make a plan of it with care.TakeOverPlan")
}

// MarshalJSON always returns an error: make a record of it and store that.
func (SessionReading) MarshalJSON() ([]byte, error) {
	return refuse("make a session of it with care.TakeOverSession")
}

// MarshalJSON always returns an error: make a record of it and store that.
func (EpisodeReading) MarshalJSON() ([]byte, error) {
	return refuse("make an episode of it with care.TakeOverEpisode")
}
