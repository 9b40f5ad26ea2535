package recommend

import (
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Common reasons why a recommendation is not followed. The vocabulary is open.
const (
	// ReasonClientPreference means that the client was told about the formats and wants
	// another one.
	ReasonClientPreference care.Reason = "client-preference"
	// ReasonClinicalJudgement means that the clinician knows something that no statement of
	// the policy asks for.
	ReasonClinicalJudgement care.Reason = "clinical-judgement"
	// ReasonAvailability means that the recommended format is not available in time.
	ReasonAvailability care.Reason = "availability"
	// ReasonNewInformation means that there is new information since the recommendation.
	ReasonNewInformation care.Reason = "new-information"
	// ReasonPolicyMistaken means that the policy seems to be wrong here. Tell the people who
	// are responsible for the policy.
	ReasonPolicyMistaken care.Reason = "policy-mistaken"
)

// Follow turns the recommendation into a choice of one of its advised options, on which a
// plan can be based. It refuses an option that is not advised: use an [Override].
func (rec Recommendation) Follow(option policy.Option, by confidential.PersonID, at time.Time) (care.Choice, error) {
	if !rec.Advises(option) {
		return care.Choice{}, &therapy.FieldError{Path: "/option", Rule: "choice-not-advised", Hint: "an option that is advised", Err: therapy.ErrContradiction}
	}
	choice := rec.choice(option, care.BasisRecommendation, by, at, "")
	return choice, choice.Validate()
}

func (rec Recommendation) choice(option policy.Option, basis care.Basis, by confidential.PersonID, at time.Time, reason care.Reason) care.Choice {
	return care.Choice{
		Modalities: slices.Collect(option.Modalities()), Basis: basis,
		PolicyID: rec.PolicyID(), PolicyVersion: rec.PolicyVersion(), Digest: rec.Digest(), Outcome: rec.Outcome().String(),
		By: by, At: at, Reason: reason,
	}
}

// OverrideSpec describes an override of a recommendation.
type OverrideSpec struct {
	confidential.Hidden
	// Option is the option that was chosen instead; it must be one of the policy's options.
	Option policy.Option `kind:"treatment-plan,minimum"`
	// By is the pseudonym of the person who decided; At is when.
	By confidential.PersonID `kind:"identity,professional"`
	At time.Time             `kind:"treatment-plan"`
	// Reason says why, as a name of an open vocabulary ([care.Reason]).
	Reason care.Reason `kind:"treatment-plan,minimum"`
	// Note is the reason in words, sealed; it may be empty.
	Note confidential.Value[string] `kind:"treatment-plan"`
}

// Override is a decision that differs from a recommendation. It contains the whole
// recommendation and does not replace it. It is immutable. The zero Override means no override.
type Override struct {
	confidential.Hidden
	spec OverrideSpec
	rec  Recommendation
}

// NewOverride records an override. It reports everything wrong at once. It refuses the choice
// of an advised option (use [Recommendation.Follow]), and the choice of any format after an
// escalation: if somebody may be in danger, no format can be chosen; after the danger has
// been dealt with, make a new intake.
func NewOverride(rec Recommendation, spec OverrideSpec) (Override, error) {
	var c therapy.Check
	switch {
	case rec.r == nil:
		c.Wrong("", "override-recommendation", "a recommendation to depart from", therapy.ErrRequired)
	case rec.Outcome() == policy.Escalate:
		c.Wrong("/option", "override-escalation", "deal with the danger, then start from a new intake", therapy.ErrContradiction)
	case !slices.ContainsFunc(rec.r.program.Policy.Options, func(o policy.OptionInfo) bool { return o.Option == spec.Option }):
		c.Wrong("/option", "option-unknown", "one of the policy's options", therapy.ErrReference)
	case rec.Advises(spec.Option):
		c.Wrong("/option", "override-follows", "an option that is not advised; an advised option can be followed without an override", therapy.ErrContradiction)
	}
	if spec.By.IsZero() {
		c.Wrong("/by", "override-by", "", therapy.ErrRequired)
	}
	if spec.At.IsZero() {
		c.Wrong("/at", "override-at", "", therapy.ErrRequired)
	}
	if !spec.Reason.Valid() {
		c.Wrong("/reason", "override-reason", "a name such as client-preference", therapy.ErrRequired)
	}
	if err := c.Err(); err != nil {
		return Override{}, err
	}
	return Override{spec: spec, rec: rec}, nil
}

// Spec returns the decision: what, by whom, when and why.
func (o Override) Spec() OverrideSpec { return o.spec }

// Recommendation returns the overridden recommendation.
func (o Override) Recommendation() Recommendation { return o.rec }

// Choice returns the decision, on which a plan can be based.
func (o Override) Choice() care.Choice {
	return o.rec.choice(o.spec.Option, care.BasisOverride, o.spec.By, o.spec.At, o.spec.Reason)
}

// MarshalJSON always returns an error: an override is a record. The error names
// [Override.Store].
func (Override) MarshalJSON() ([]byte, error) { return nil, errStoreOverride }

// MarshalJSON always returns an error: the note is sealed. The error names [Override.Store].
func (OverrideSpec) MarshalJSON() ([]byte, error) { return nil, errStoreOverride }

var errStoreOverride = errors.New("recommend: an override is a record: use Override.Store and Recommender.LoadOverride")

// overrideFormat is the format in which overrides are stored. The first one had no
// member of that name, and is still read.
const overrideFormat = "therapykit-override/2"

// storedOverride is the stored form of an override: the decision, the recommendation, and
// everything that is needed to make the recommendation again.
type storedOverride struct {
	Option         policy.Option              `json:"option"`
	By             confidential.PersonID      `json:"by"`
	At             time.Time                  `json:"at"`
	Reason         care.Reason                `json:"reason"`
	Note           confidential.Value[string] `json:"note"`
	Policy         policy.Name                `json:"policy"`
	Intake         Intake                     `json:"intake"`
	Now            time.Time                  `json:"now,omitzero"`
	Recommendation decisionJSON               `json:"recommendation"`
}

// Store writes the override as JSON, together with the overridden recommendation. The note is
// encrypted with the primary key of the ring and bound to this override; everything else is
// not encrypted.
func (o Override) Store(r confidential.Keyring) ([]byte, error) {
	if o.rec.r == nil {
		return nil, &therapy.FieldError{Rule: "store-nothing", Hint: "an override made by NewOverride", Err: therapy.ErrRequired}
	}
	return confidential.StoreDocument(overrideFormat, o.record(), 0, r, storedOverride{
		Option: o.spec.Option, By: o.spec.By, At: o.spec.At, Reason: o.spec.Reason, Note: o.spec.Note,
		Policy: o.rec.policyName(), Intake: o.rec.Intake(), Now: o.rec.at, Recommendation: o.rec.decision(),
	})
}

// record names the override for the sealed note that belongs to it.
func (o Override) record() string { return "override/" + o.rec.Digest() }

// LoadOverride reads an override that [Override.Store] wrote. It makes the recommendation
// again with the policy of this recommender, which has to be the policy that was followed
// then; the result has to be the same. Everything that [NewOverride] checks is checked again.
//
// It also reads overrides of the first format, a plain object without a format; a note that
// was stored in one stays stored.
func (r *Recommender) LoadOverride(data []byte, keys confidential.Keyring) (Override, error) {
	if r.program == nil {
		return Override{}, errNoPolicy()
	}
	var probe struct {
		Format *string `json:"format"`
	}
	if json.Unmarshal(data, &probe) == nil && probe.Format == nil {
		return r.loadFirstOverride(data)
	}
	var s storedOverride
	record, _, err := confidential.LoadDocument(overrideFormat, keys, data, &s)
	if err != nil {
		return Override{}, err
	}
	rec, err := r.replay(s.Policy, s.Intake, s.Now, s.Recommendation)
	if err != nil {
		return Override{}, therapy.At("/content", err)
	}
	o, err := NewOverride(rec, OverrideSpec{Option: s.Option, By: s.By, At: s.At, Reason: s.Reason, Note: s.Note})
	if err == nil && record != o.record() {
		return Override{}, &therapy.FieldError{Path: "/record", Rule: "store-record", Hint: "the override that the note belongs to", Err: therapy.ErrContradiction}
	}
	return o, err
}

// firstOverride is an override in the first format: with the recommendation as JSON, of which
// only the decision is used.
type firstOverride struct {
	Option         policy.Option              `json:"option"`
	By             confidential.PersonID      `json:"by"`
	At             time.Time                  `json:"at"`
	Reason         care.Reason                `json:"reason"`
	Note           confidential.Value[string] `json:"note"`
	Recommendation json.RawMessage            `json:"recommendation"`
}

func (r *Recommender) loadFirstOverride(data []byte) (Override, error) {
	var s firstOverride
	if err := therapy.UnmarshalStrict(data, &s); err != nil {
		return Override{}, err
	}
	rec, err := r.Replay(s.Recommendation)
	if err != nil {
		return Override{}, therapy.At("/recommendation", err)
	}
	return NewOverride(rec, OverrideSpec{Option: s.Option, By: s.By, At: s.At, Reason: s.Reason, Note: s.Note})
}
