package therapy

import (
	"errors"
	"strings"
)

// Indication is a rule that a modality brings along: when its condition is
// certainly true it speaks for or against that modality, or rules it out. An
// indication knows only its own modality. What speaks about several at once
// (safety, sufficiency, the person's preference) belongs to the policy that
// puts modalities side by side.
//
// The zero Indication is not valid.
type Indication struct {
	// ID is the stable id of the rule ([ValidName]), unique in a catalogue.
	ID string `json:"id"`
	// Layer is the layer in which it speaks: [LayerEligibility] to rule the modality
	// out, or one of the layers that weigh.
	Layer Layer `json:"layer"`
	// When is the condition.
	When Condition `json:"when"`
	// Alone is the points for (or, negative, against) the modality on its own.
	// They mean something only beside other points of the same layer: 3 is what
	// a guideline offers or the article's headline, 2 what may be considered, 1
	// weak. Zero in [LayerEligibility].
	Alone int `json:"alone,omitempty"`
	// Combined is the points for or against having this modality together with
	// others.
	Combined int `json:"combined,omitempty"`
	// Reopens says, for a rule of [LayerEligibility], what would make the modality
	// possible again.
	Reopens string `json:"reopens,omitempty"`
	// RequiredIf says when the answer has to be known before the modality may be
	// advised: if this is certainly true and When is unknown, the policy asks.
	// The zero Condition means never; [All] of nothing means always. Only in
	// [LayerEligibility].
	RequiredIf Condition `json:"requiredIf,omitzero"`
	// Clinician says in one or two sentences, for a clinician, what the rule
	// says and why.
	Clinician string `json:"clinician"`
	// Client says the same in plain language, to the person.
	Client string `json:"client"`
	// Sources say whose rule it is.
	Sources []Source `json:"sources"`
}

// Validate reports everything wrong with the indication at once.
func (in Indication) Validate() error {
	var errs []error
	wrong := func(path, rule, hint string, err error) {
		errs = append(errs, &FieldError{Path: path, Rule: rule, Hint: hint, Err: err})
	}
	if !ValidName(in.ID) {
		wrong("/id", "rule-id", "", ErrSyntax)
	}
	errs = append(errs, At("/when", in.When.Validate()))
	switch {
	case in.Layer == LayerEligibility:
		if in.Alone != 0 || in.Combined != 0 {
			wrong("/alone", "rule-points-in-eligibility", "a rule of eligibility excludes; it gives no points", ErrContradiction)
		}
		if strings.TrimSpace(in.Reopens) == "" {
			wrong("/reopens", "rule-reopens", "an exclusion says what would end it", ErrRequired)
		}
	case in.Layer.Weighs():
		if in.Alone == 0 && in.Combined == 0 {
			wrong("/alone", "rule-no-effect", "a rule that weighs gives points", ErrRequired)
		}
		if in.Reopens != "" {
			wrong("/reopens", "rule-reopens-weighing", "only an exclusion can be reopened", ErrContradiction)
		}
		if !in.RequiredIf.IsZero() {
			wrong("/requiredIf", "rule-required-weighing", "only an exclusion can be required", ErrContradiction)
		}
	default:
		wrong("/layer", "rule-layer", "eligibility, or a layer that weighs", ErrRange)
	}
	for _, points := range []struct {
		path string
		n    int
	}{{"/alone", in.Alone}, {"/combined", in.Combined}} {
		if points.n < -MaxPoints || points.n > MaxPoints {
			wrong(points.path, "rule-points-range", "", ErrRange)
		}
	}
	if !in.RequiredIf.IsZero() {
		errs = append(errs, At("/requiredIf", in.RequiredIf.Validate()))
	}
	if strings.TrimSpace(in.Clinician) == "" {
		wrong("/clinician", "rule-clinician", "what the rule says, for a clinician", ErrRequired)
	}
	if strings.TrimSpace(in.Client) == "" {
		wrong("/client", "rule-client", "what the rule says, in plain language", ErrRequired)
	}
	errs = append(errs, At("/sources", ValidateSources(in.Sources)))
	return errors.Join(errs...)
}

// MaxPoints bounds the points one rule can give or take: strengths are ordinal
// judgements, and a large number would only pretend to be a measurement.
const MaxPoints = 9
