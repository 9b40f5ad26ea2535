package compose

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/therapykit/therapykit/therapy"
)

// Format is the value of the format field of an instance file.
const Format = "group-composition/1"

// MaxInstanceBytes is the maximum size of an instance that [Read] accepts, in bytes.
const MaxInstanceBytes = 1 << 30

// Read reads one instance in the format that the package comment describes and validates it.
// Reading is strict, as in [therapy.UnmarshalStrict], and all errors are reported at once,
// each a [*therapy.FieldError] with a JSON pointer. The rules of [Problem.Validate] are
// checked only if the file could be read. An invalid instance gives the zero Problem.
//
// The whole input, at most [MaxInstanceBytes], is in memory while it is read.
func Read(r io.Reader) (Problem, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxInstanceBytes+1))
	if err != nil {
		return Problem{}, fmt.Errorf("compose: read instance: %w", err)
	}
	if len(data) > MaxInstanceBytes {
		return Problem{}, &therapy.FieldError{Rule: "too-large", Err: therapy.ErrRange}
	}
	var p Problem
	if err := p.UnmarshalJSON(data); err != nil {
		return Problem{}, err
	}
	return p, nil
}

// instance is a problem as it stands in a file.
type instance struct {
	Format string `json:"format"`
	Name   string `json:"name,omitempty"`
	// Seed is what a generator made an instance from. It is read and forgotten.
	Seed       int64         `json:"seed,omitempty"`
	On         therapy.Date  `json:"on,omitzero"`
	Policy     Policy        `json:"policy"`
	Clients    []Client      `json:"clients,omitempty"`
	Groups     []Group       `json:"groups,omitempty"`
	Conflicts  []ConflictSet `json:"conflicts,omitempty"`
	Together   []Together    `json:"together,omitempty"`
	Wishes     []Wish        `json:"wishes,omitempty"`
	Therapists []Therapist   `json:"therapists,omitempty"`
	Rooms      []Room        `json:"rooms,omitempty"`
	Travel     []Travel      `json:"travel,omitempty"`
	Resources  []Resource    `json:"resources,omitempty"`
}

// MarshalJSON writes the problem as an instance.
func (p Problem) MarshalJSON() ([]byte, error) {
	return json.Marshal(instance{
		Format: Format, Name: p.Name, On: p.On, Policy: p.Policy, Clients: p.Clients, Groups: p.Groups,
		Conflicts: p.Conflicts, Together: p.Together, Wishes: p.Wishes, Therapists: p.Therapists, Rooms: p.Rooms,
		Travel: p.Travel, Resources: p.Resources,
	})
}

// UnmarshalJSON reads an instance as [Read] does. On an error the problem is unchanged.
func (p *Problem) UnmarshalJSON(data []byte) error {
	var in instance
	if err := readDocument(data, &in, &in.Format, Format); err != nil {
		return err
	}
	read := Problem{
		Name: in.Name, On: in.On, Policy: in.Policy, Clients: in.Clients, Groups: in.Groups,
		Conflicts: in.Conflicts, Together: in.Together, Wishes: in.Wishes, Therapists: in.Therapists, Rooms: in.Rooms,
		Travel: in.Travel, Resources: in.Resources,
	}
	if err := read.Validate(); err != nil {
		return err
	}
	*p = read
	return nil
}

// policyFields is a policy as it stands in a file.
type policyFields struct {
	PriorityPoints struct {
		Routine int `json:"routine"`
		Soon    int `json:"soon"`
		Urgent  int `json:"urgent"`
	} `json:"priorityPoints"`
	WaitCapWeeks  int  `json:"waitCapWeeks"`
	WaitBeforeFit bool `json:"waitBeforeFit,omitempty"`
	MinFit        int  `json:"minFit"`
	MixedLeaders  bool `json:"mixedLeaders,omitempty"`
	EqualSizes    int  `json:"equalSizes,omitempty"`
}

// MarshalJSON writes the policy in the instance format.
func (p Policy) MarshalJSON() ([]byte, error) {
	f := policyFields{
		WaitCapWeeks: p.WaitCapWeeks, WaitBeforeFit: p.WaitBeforeFit, MinFit: p.MinFit,
		MixedLeaders: p.MixedLeaders, EqualSizes: p.EqualSizes,
	}
	f.PriorityPoints.Routine, f.PriorityPoints.Soon, f.PriorityPoints.Urgent = p.Routine, p.Soon, p.Urgent
	return json.Marshal(f)
}

// UnmarshalJSON reads a policy in the instance format, strictly.
func (p *Policy) UnmarshalJSON(data []byte) error {
	var f policyFields
	if err := therapy.UnmarshalStrict(data, &f); err != nil {
		return err
	}
	*p = Policy{
		Routine: f.PriorityPoints.Routine, Soon: f.PriorityPoints.Soon, Urgent: f.PriorityPoints.Urgent,
		WaitCapWeeks: f.WaitCapWeeks, WaitBeforeFit: f.WaitBeforeFit, MinFit: f.MinFit,
		MixedLeaders: f.MixedLeaders, EqualSizes: f.EqualSizes,
	}
	return nil
}

// quotaFields is a quota as it stands in a file.
type quotaFields struct {
	Attribute Attribute `json:"attr"`
	Value     string    `json:"value"`
	Max       *int      `json:"max,omitempty"`
	Min       int       `json:"min,omitempty"`
	NoLone    bool      `json:"noLone,omitempty"`
}

// MarshalJSON writes the quota in the instance format, with max only if HasMax is set.
func (q Quota) MarshalJSON() ([]byte, error) {
	f := quotaFields{Attribute: q.Attribute, Value: q.Value, Min: q.Min, NoLone: q.NoLone}
	if q.HasMax {
		f.Max = &q.Max
	}
	return json.Marshal(f)
}

// UnmarshalJSON reads a quota in the instance format, strictly.
func (q *Quota) UnmarshalJSON(data []byte) error {
	var f quotaFields
	if err := therapy.UnmarshalStrict(data, &f); err != nil {
		return err
	}
	*q = Quota{Attribute: f.Attribute, Value: f.Value, Min: f.Min, NoLone: f.NoLone}
	if f.Max != nil {
		q.HasMax, q.Max = true, *f.Max
	}
	return nil
}

// The values of the format field of results, reports and re-plans.
const (
	ResultFormat = "group-composition-result/1"
	ReportFormat = "group-composition-report/1"
	ReplanFormat = "group-composition-replan/1"
)

type (
	resultFields Result
	reportFields Report
	replanFields Replanned
)

// Documents as they stand in a file.
type resultDocument struct {
	Format string `json:"format"`
	resultFields
}

type reportDocument struct {
	Format string `json:"format"`
	reportFields
}

type replanDocument struct {
	Format string `json:"format"`
	replanFields
}

// MarshalJSON writes the plans, with their format.
func (r Replanned) MarshalJSON() ([]byte, error) {
	return json.Marshal(replanDocument{ReplanFormat, replanFields(r)})
}

// UnmarshalJSON reads plans, strictly.
func (r *Replanned) UnmarshalJSON(data []byte) error {
	var d replanDocument
	if err := readDocument(data, &d, &d.Format, ReplanFormat); err != nil {
		return err
	}
	*r = Replanned(d.replanFields)
	return nil
}

// MarshalJSON writes the result, with its format.
func (r Result) MarshalJSON() ([]byte, error) {
	return json.Marshal(resultDocument{ResultFormat, resultFields(r)})
}

// UnmarshalJSON reads a result, strictly.
func (r *Result) UnmarshalJSON(data []byte) error {
	var d resultDocument
	if err := readDocument(data, &d, &d.Format, ResultFormat); err != nil {
		return err
	}
	*r = Result(d.resultFields)
	return nil
}

// MarshalJSON writes the report, with its format.
func (r Report) MarshalJSON() ([]byte, error) {
	return json.Marshal(reportDocument{ReportFormat, reportFields(r)})
}

// UnmarshalJSON reads a report, strictly.
func (r *Report) UnmarshalJSON(data []byte) error {
	var d reportDocument
	if err := readDocument(data, &d, &d.Format, ReportFormat); err != nil {
		return err
	}
	*r = Report(d.reportFields)
	return nil
}

// readDocument reads one document and checks that it has the format.
func readDocument(data []byte, into any, found *string, format string) error {
	if err := therapy.UnmarshalStrict(data, into); err != nil {
		return err
	}
	if *found != format {
		return &therapy.FieldError{Path: "/format", Rule: "format", Err: therapy.ErrUnknown}
	}
	return nil
}
