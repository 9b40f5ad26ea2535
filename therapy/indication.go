package therapy

import (
	"errors"
	"strings"
)

// Indication is a rule that belongs to a modality: when its condition is certainly true, it
// counts for or against that modality, or rules it out. An indication is about its own
// modality only. Rules about several modalities at once (safety, sufficiency, the person's
// preference) belong to the policy that compares modalities.
//
// The zero Indication is not valid.
type Indication struct {
	// ID is the stable id of the rule ([ValidName]), unique in a catalogue.
	ID string `json:"id"`
	// Layer is the layer of the rule: [LayerEligibility] to rule the modality out, or one of
	// the layers that weigh.
	Layer Layer `json:"layer"`
	// Ages says which ages the sources of the rule are about. It has to be stated, so that no
	// rule is applied to people whom its sources do not mention.
	Ages Ages `json:"ages,omitzero"`
	// When is the condition, in addition to the age. In [LayerIndication] it narrows the
	// question's own condition and may be [All] of nothing.
	When Condition `json:"when"`
	// Question is the clinical question that a rule of [LayerIndication] with grades answers.
	// If several rules name a question, it has to be the same in all of them.
	Question Question `json:"question,omitzero"`
	// Grade is how strongly the sources support the modality on its own, and GradeCombined
	// how strongly they support it together with others. Only in [LayerIndication].
	Grade         Grade `json:"grade,omitempty"`
	GradeCombined Grade `json:"gradeCombined,omitempty"`
	// If is the case for which the source names a modality with the grade [OnlyIf]. While it
	// is certainly true, the modality is offered in addition to the first choice of the
	// question.
	If Condition `json:"if,omitzero"`
	// Unless is the opposite case for a modality with the grade [OnlyIf]: the modality is
	// offered in addition to the first choice until Unless is certainly true. The zero
	// Condition means that there is no such case.
	Unless Condition `json:"unless,omitzero"`
	// Alone is the points for (or, if negative, against) the modality on its own. Compare
	// points only with points of the same layer: 3 is a headline of the article, 2 a
	// supporting statement, 1 weak. It must be zero in [LayerEligibility], and in
	// [LayerIndication] together with a grade.
	Alone int `json:"alone,omitempty"`
	// Combined is the points for or against having this modality together with
	// others.
	Combined int `json:"combined,omitempty"`
	// Reopens says what would make the modality possible again. Only in [LayerEligibility].
	Reopens string `json:"reopens,omitempty"`
	// RequiredIf says when the answer to When has to be known before the modality may be
	// advised: if RequiredIf is certainly true and When is unknown, the policy asks. The zero
	// Condition means never; [All] of nothing means always. Only in [LayerEligibility].
	RequiredIf Condition `json:"requiredIf,omitzero"`
	// Clinician says in one or two sentences, for a clinician, what the rule
	// says and why.
	Clinician string `json:"clinician"`
	// Client says the same to the person, in plain language.
	Client string `json:"client"`
	// Sources say where the rule comes from.
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
	if !in.Ages.Valid() {
		wrong("/ages", "ages-missing", "say about whom the sources speak", ErrRequired)
	}
	errs = append(errs, At("/when", in.When.Validate()))
	errs = append(errs, in.validateGrades()...)
	grades := in.Grade != 0 || in.GradeCombined != 0
	switch {
	case in.Layer == LayerEligibility:
		if in.Alone != 0 || in.Combined != 0 {
			wrong("/alone", "rule-points-in-eligibility", "a rule of eligibility excludes; it gives no points", ErrContradiction)
		}
		if strings.TrimSpace(in.Reopens) == "" {
			wrong("/reopens", "rule-reopens", "an exclusion says what would end it", ErrRequired)
		}
	case in.Layer.Weighs():
		if points := in.Alone != 0 || in.Combined != 0; !points && !grades {
			wrong("/alone", "rule-no-effect", "a rule that weighs gives points, or in indication a grade", ErrRequired)
		} else if points && grades {
			wrong("/alone", "rule-grade-and-points", "a rule gives a grade or points", ErrContradiction)
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

func (in Indication) validateGrades() []error {
	var errs []error
	wrong := func(path, rule, hint string, err error) {
		errs = append(errs, &FieldError{Path: path, Rule: rule, Hint: hint, Err: err})
	}
	grades := in.Grade != 0 || in.GradeCombined != 0
	switch {
	case grades && in.Layer != LayerIndication:
		wrong("/grade", "rule-grade-layer", "only rules of indication grade", ErrContradiction)
	case grades:
		errs = append(errs, At("/question", in.Question.Validate()))
	case !in.Question.IsZero():
		wrong("/grade", "rule-grade-missing", "a rule that names a question grades a format", ErrRequired)
	}
	for _, g := range []struct {
		path  string
		grade Grade
	}{{"/grade", in.Grade}, {"/gradeCombined", in.GradeCombined}} {
		if g.grade >= numGrades {
			wrong(g.path, "grade-unknown", "", ErrUnknown)
		}
	}
	for _, c := range []struct {
		path string
		when Condition
	}{{"/if", in.If}, {"/unless", in.Unless}} {
		if c.when.IsZero() {
			continue
		}
		errs = append(errs, At(c.path, c.when.Validate()))
		if in.Grade != OnlyIf && in.GradeCombined != OnlyIf {
			wrong(c.path, "rule-case-grade", "only the grade only-if has a case", ErrContradiction)
		}
	}
	return errs
}

// MaxPoints is the most points that one rule can give or take away. Points are rough, ordered
// judgements; a large number would look like a measurement.
const MaxPoints = 9
