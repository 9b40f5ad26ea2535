package fhir

import "github.com/therapykit/therapykit/therapy"

// refuse is the error of what does not encode by itself, with what to call instead.
func refuse(instead string) ([]byte, error) {
	return nil, &therapy.FieldError{Rule: "fhir-no-encoding", Hint: instead, Err: therapy.ErrSyntax}
}

// MarshalJSON returns an error: the node of an element is what is written.
func (Element) MarshalJSON() ([]byte, error) { return refuse("write Element.Node") }

// MarshalJSON returns an error: a bundle of what was exported is what is written.
func (*Export) MarshalJSON() ([]byte, error) { return refuse("write Export.Bundle") }

// MarshalJSON returns an error: a spec has functions and a gate in it.
func (ExportSpec) MarshalJSON() ([]byte, error) { return refuse("write Export.Bundle") }

// MarshalJSON returns an error: a spec has functions in it.
func (ReadSpec) MarshalJSON() ([]byte, error) { return refuse("write Node.AppendJSON") }

// MarshalJSON returns an error: records have stores of their own.
func (Reading) MarshalJSON() ([]byte, error) {
	return refuse("make records of it with care.TakeOverPlan, care.TakeOverSession and care.TakeOverEpisode")
}

// MarshalJSON returns an error: records have stores of their own.
func (PlanReading) MarshalJSON() ([]byte, error) {
	return refuse("make a plan of it with care.TakeOverPlan")
}

// MarshalJSON returns an error: records have stores of their own.
func (SessionReading) MarshalJSON() ([]byte, error) {
	return refuse("make a session of it with care.TakeOverSession")
}

// MarshalJSON returns an error: records have stores of their own.
func (EpisodeReading) MarshalJSON() ([]byte, error) {
	return refuse("make an episode of it with care.TakeOverEpisode")
}
