package policy

import (
	"bytes"
	"encoding/json"

	"github.com/therapykit/therapykit/therapy"
)

// Format is the value of the member "format" of a policy's JSON. It changes when a reader of
// the old format could misread the new one; old formats can still be read. In the first
// format the digest of a policy was the hash of its JSON; such a policy is read with that
// digest as an alias. In the first two formats, rules named no ages, and the indication stage
// added up points.
const (
	Format       = "therapykit-policy/3"
	secondFormat = "therapykit-policy/2"
	firstFormat  = "therapykit-policy/1"
)

// MaxSize is the maximum size of the JSON of a policy or an overlay, in bytes. The standard
// policy has less than a megabyte.
const MaxSize = 16 << 20

// plainPolicy has a policy's fields and none of its methods.
type plainPolicy Policy

type policyDocument struct {
	Format string `json:"format"`
	plainPolicy
}

// MarshalJSON writes the policy with its format. Members are in a fixed order; equal policies
// give equal bytes.
func (p Policy) MarshalJSON() ([]byte, error) {
	return json.Marshal(policyDocument{Format: Format, plainPolicy: plainPolicy(p)})
}

// Equal reports whether the two policies are the same in everything, words
// included.
func (p Policy) Equal(other Policy) bool {
	a, errA := json.Marshal(p)
	b, errB := json.Marshal(other)
	return errA == nil && errB == nil && bytes.Equal(a, b)
}

// UnmarshalJSON reads what MarshalJSON writes, strictly, and reports everything wrong with
// the form at once; [Parse] also checks what it says. On an error p is unchanged.
func (p *Policy) UnmarshalJSON(data []byte) error {
	if len(data) > MaxSize {
		return &therapy.FieldError{Rule: "policy-size", Hint: "at most 16 MiB", Err: therapy.ErrRange}
	}
	var d policyDocument
	if err := therapy.UnmarshalStrict(data, &d); err != nil {
		return err
	}
	switch d.Format {
	case Format:
	case secondFormat:
		d.upgrade()
	case firstFormat:
		d.upgrade()
		var compact bytes.Buffer
		if len(d.Aliases) > 0 {
			return &therapy.FieldError{Path: "/aliases", Rule: "policy-aliases", Hint: "aliases do not exist in this format", Err: therapy.ErrUnknown}
		}
		if err := json.Compact(&compact, data); err != nil {
			return err
		}
		d.Aliases = []string{digestOf(compact.Bytes())}
	default:
		return &therapy.FieldError{Path: "/format", Rule: "policy-format", Hint: Format, Err: therapy.ErrUnknown}
	}
	*p = Policy(d.plainPolicy)
	return nil
}

// Parse reads a policy from JSON and validates it. It reports everything wrong with the form
// at once; if the form is right, it reports everything wrong with the policy.
func Parse(data []byte) (Policy, error) {
	var p Policy
	if err := p.UnmarshalJSON(data); err != nil {
		return Policy{}, err
	}
	if err := p.Validate(); err != nil {
		return Policy{}, err
	}
	return p, nil
}

// upgrade converts a document of an older format: rules without ages applied to everybody,
// and every weighing layer added up points. Policies of that time did not have to have the
// safety that is required now, so such a document is only for replay and comparison.
func (p *plainPolicy) upgrade() {
	p.ReplayOnly = true
	for i := range p.Rules {
		if p.Rules[i].Ages == 0 {
			p.Rules[i].Ages = therapy.AnyAge
		}
	}
	for i := range p.Cautions {
		if p.Cautions[i].Ages == 0 {
			p.Cautions[i].Ages = therapy.AnyAge
		}
	}
	for i := range p.Stages {
		if p.Stages[i].Layer == therapy.LayerIndication {
			p.Stages[i].Points = true
		}
	}
}
