package care

import (
	"slices"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Basis says what a choice of modalities is based on. The zero Basis is unstated.
type Basis uint8

// The bases of a choice.
const (
	// BasisRecommendation is a recommendation that was followed.
	BasisRecommendation Basis = iota + 1
	// BasisOverride is a decision that differs from a recommendation; the recommendation
	// stays on record too.
	BasisOverride
	// BasisNone is a decision that was made without any recommendation.
	BasisNone

	numBases
)

//enum:names Basis
var basisNames = [numBases]string{
	BasisRecommendation: "recommendation",
	BasisOverride:       "override",
	BasisNone:           "none",
}

// Choice is a decision for one or more modalities, with its basis. A recommendation, or a
// clinician's override of one, can be converted to a Choice. So a plan can record the source
// of its modalities without the details of the recommendation.
//
// The zero Choice means no choice.
type Choice struct {
	confidential.Hidden
	// Modalities are the modalities chosen. They are a set, kept in the order of
	// their names.
	Modalities []therapy.Modality `json:"modalities,omitempty" kind:"treatment-plan,minimum"`
	// Basis says what the choice is based on.
	Basis Basis `json:"basis,omitzero" kind:"treatment-plan"`
	// PolicyID and PolicyVersion name the policy that recommended, and Digest identifies the
	// recommendation, so that it can be replayed. All are empty if there was none.
	PolicyID      string `json:"policyId,omitempty" kind:"treatment-plan"`
	PolicyVersion string `json:"policyVersion,omitempty" kind:"treatment-plan"`
	Digest        string `json:"digest,omitempty" kind:"treatment-plan"`
	// Outcome is the outcome of the recommendation, as a name such as "recommended".
	Outcome string `json:"outcome,omitempty" kind:"treatment-plan"`
	// By is the person who decided, At is when, and Reason is why; an override needs a
	// reason.
	By     confidential.PersonID `json:"by,omitzero" kind:"identity,professional"`
	At     time.Time             `json:"at,omitzero" kind:"treatment-plan" amend:"newer,past"`
	Reason Reason                `json:"reason,omitempty" kind:"treatment-plan"`
}

// IsZero reports whether c is the zero Choice.
func (c Choice) IsZero() bool {
	return len(c.Modalities) == 0 && c.Basis == 0 && c.PolicyID == "" && c.PolicyVersion == "" && c.Digest == "" && c.Outcome == "" &&
		c.By.IsZero() && c.At.IsZero() && c.Reason == ""
}

// Combined reports whether more than one modality was chosen.
func (c Choice) Combined() bool { return len(c.Modalities) > 1 }

// Clone returns a copy that shares no slice with c.
func (c Choice) Clone() Choice {
	c.Modalities = slices.Clone(c.Modalities)
	return c
}

// Validate reports everything wrong with the choice at once.
func (c Choice) Validate() error {
	var all therapy.Check
	if c.IsZero() {
		all.Wrong("", "choice-missing", "", therapy.ErrRequired)
	}
	c.validate(&all, "")
	return all.Err()
}

// maxDigest limits the length of a digest: it has room for two 512-bit digests in hexadecimal
// and some more text.
const maxDigest = 300

func (c Choice) validate(all *therapy.Check, path string) {
	if c.IsZero() {
		return
	}
	if len(c.Modalities) == 0 {
		all.Wrong(path+"/modalities", "choice-modalities", "what was chosen", therapy.ErrRequired)
	}
	therapy.CheckNames(all, path+"/modalities", "modality-name", c.Modalities)
	all.Stated(path+"/basis", "choice-basis", c.Basis.Valid())
	person(all, path+"/by", c.By)
	all.Instant(path+"/at", c.At)
	if c.Reason != "" && !c.Reason.Valid() {
		all.Wrong(path+"/reason", "reason-name", "", therapy.ErrSyntax)
	}
	all.OptionalName(path+"/policyId", "policy-id", c.PolicyID)
	all.OptionalName(path+"/outcome", "choice-outcome", c.Outcome)
	for _, text := range []struct{ path, s string }{{"/policyVersion", c.PolicyVersion}, {"/digest", c.Digest}} {
		if !printable(text.s) {
			all.Wrong(path+text.path, "choice-text", "printable ASCII without spaces", therapy.ErrSyntax)
		}
	}
	switch c.Basis {
	case BasisRecommendation, BasisOverride:
		if c.PolicyID == "" || c.PolicyVersion == "" {
			all.Wrong(path+"/policyId", "choice-policy", "the policy that recommended, and its version", therapy.ErrRequired)
		}
		if c.Basis == BasisOverride && c.Reason == "" {
			all.Wrong(path+"/reason", "choice-override-reason", "why the recommendation was not followed", therapy.ErrRequired)
		}
	case BasisNone:
		if c.PolicyID != "" || c.PolicyVersion != "" || c.Digest != "" || c.Outcome != "" {
			all.Wrong(path+"/basis", "choice-basis-none", "a policy is named only with a recommendation", therapy.ErrContradiction)
		}
	case numBases:
	}
}

func printable(s string) bool {
	if len(s) > maxDigest {
		return false
	}
	for i := range len(s) {
		if s[i] <= ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// canonicalChoice sorts the modalities.
func canonicalChoice(c *Choice) {
	c.At = instant(c.At)
	slices.Sort(c.Modalities)
}
