package policy

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/therapykit/therapykit/therapy"
)

// Words is one text in two wordings: for a clinician, and for the client in plain language.
// Both have the same content.
type Words struct {
	Clinician string `json:"clinician"`
	Client    string `json:"client"`
}

// To returns the words for the reader.
func (w Words) To(reader Reader) string {
	if reader == Client {
		return w.Client
	}
	return w.Clinician
}

func (w Words) validate() error {
	var c therapy.Check
	c.Stated("/clinician", "words-clinician", strings.ContainsFunc(w.Clinician, unicode.IsLetter))
	c.Stated("/client", "words-client", strings.ContainsFunc(w.Client, unicode.IsLetter))
	return c.Err()
}

// Points are the points that a rule gives to one option, or takes from it if they are
// negative.
type Points struct {
	Option Option `json:"option"`
	Points int    `json:"points"`
}

// Rule is one rule of a policy. Its layer decides what it does when its condition is
// certainly true:
//
//	safety        stop, and escalate
//	sufficiency   stop, and ask
//	eligibility   exclude options
//	indication    grade options for one question
//	the others    give points for or against options
//
// The zero Rule is not valid.
type Rule struct {
	// ID is the stable id ([therapy.ValidName]), unique in a policy. The built-in
	// ones start with the row of the factor taxonomy they come from.
	ID string `json:"id"`
	// Layer is the stage in which the rule applies.
	Layer therapy.Layer `json:"layer"`
	// Ages says for which ages the rule applies. It has to be stated: what a source says
	// about adults must not be applied to young people.
	Ages therapy.Ages `json:"ages,omitzero"`
	// When is the condition, in addition to the ages and the question. The rule fires only if
	// all of them are certainly true; see [Policy.Condition].
	When therapy.Condition `json:"when"`
	// Question is the id of the question that an indication rule answers.
	Question string `json:"question,omitempty"`
	// Grades are the grades that the rule gives to options for its question, at most one
	// entry per option.
	Grades []Grading `json:"grades,omitempty"`
	// If is for grades of only-if: the options are offered in addition to the first choice of
	// the question while If is certainly true.
	If therapy.Condition `json:"if,omitzero"`
	// Unless is for grades of only-if: the options are offered in addition to the first
	// choice until Unless is certainly true. The zero Condition means that there is no such
	// case.
	Unless therapy.Condition `json:"unless,omitzero"`
	// RequiredIf makes an answer to When required: if RequiredIf is certainly true and When
	// is unknown, the policy stops and asks. The zero Condition means never, [therapy.All]
	// without arguments means always. It is used only in safety, sufficiency and eligibility.
	RequiredIf therapy.Condition `json:"requiredIf,omitzero"`
	// Asks lists the statements to ask for if the rule stops because an answer is missing.
	// Empty means every unanswered statement in When.
	Asks []therapy.Factor `json:"asks,omitempty"`
	// Excludes lists the options that an eligibility rule excludes.
	Excludes []Option `json:"excludes,omitempty"`
	// Reopens says what would make an excluded option possible again.
	Reopens Words `json:"reopens,omitzero"`
	// Points are what a rule of a weighing layer gives: at most one entry per option, each
	// between -9 and +9 and not 0.
	Points []Points `json:"points,omitempty"`
	// Levels says that the points only balance options: they take back points of other rules,
	// because two reasons conflict and neither counts more. Texts say that, and do not show
	// the rule as a reason for or against an option.
	Levels bool `json:"levels,omitempty"`
	// Says is what the rule says and why.
	Says Words `json:"says"`
	// Sources say where the rule comes from.
	Sources []therapy.Source `json:"sources"`
}

// Validate reports everything wrong with the rule by itself at once. [Policy.Validate] checks
// whether its options and statements exist.
func (r Rule) Validate() error {
	var c therapy.Check
	if !therapy.ValidName(r.ID) {
		c.Wrong("/id", "rule-id", "", therapy.ErrSyntax)
	}
	if !r.Layer.Valid() {
		c.Wrong("/layer", "rule-layer", "", therapy.ErrRequired)
	}
	if !r.Ages.Valid() {
		c.Wrong("/ages", "ages-missing", "the ages for which the rule applies", therapy.ErrRequired)
	}
	c.Part("/when", r.When.Validate())
	r.validateGrades(&c)
	if !r.RequiredIf.IsZero() {
		c.Part("/requiredIf", r.RequiredIf.Validate())
		if r.Layer.Weighs() {
			c.Wrong("/requiredIf", "rule-required-weighing", "only safety, sufficiency and eligibility can require an answer", therapy.ErrContradiction)
		}
	}
	if len(r.Asks) > 0 && r.Layer.Weighs() {
		c.Wrong("/asks", "rule-asks-weighing", "only for rules of safety, sufficiency and eligibility", therapy.ErrContradiction)
	}
	excludes := r.Layer == therapy.LayerEligibility
	if excludes != (len(r.Excludes) > 0) {
		c.Wrong("/excludes", "rule-excludes", "rules of eligibility must exclude options; other rules cannot", therapy.ErrContradiction)
	}
	if excludes {
		c.Part("/reopens", r.Reopens.validate())
	} else if r.Reopens != (Words{}) {
		c.Wrong("/reopens", "rule-reopens", "only for a rule that excludes options", therapy.ErrContradiction)
	}
	if r.Layer.Weighs() != (len(r.Points)+len(r.Grades) > 0) {
		c.Wrong("/points", "rule-points", "rules of weighing stages need points or grades; other rules must have none", therapy.ErrContradiction)
	}
	for i, p := range r.Points {
		place := therapy.Pointer("points", strconv.Itoa(i))
		if p.Points == 0 || p.Points < -therapy.MaxPoints || p.Points > therapy.MaxPoints {
			c.Wrong(place+"/points", "rule-points-range", "-9 to 9, not 0", therapy.ErrRange)
		}
		if slices.ContainsFunc(r.Points[:i], func(q Points) bool { return q.Option == p.Option }) {
			c.Wrong(place+"/option", "rule-points-twice", "", therapy.ErrDuplicate)
		}
	}
	if r.Levels && len(r.Points) == 0 {
		c.Wrong("/levels", "rule-levels", "only for a rule that gives points", therapy.ErrContradiction)
	}
	c.Part("/says", r.Says.validate())
	c.Part("/sources", therapy.ValidateSources(r.Sources))
	return c.Err()
}

func (r Rule) validateGrades(c *therapy.Check) {
	if len(r.Grades) > 0 && (r.Layer != therapy.LayerIndication || len(r.Points) > 0) {
		c.Wrong("/grades", "rule-grades", "only for a rule of indication that gives no points", therapy.ErrContradiction)
	}
	if (len(r.Grades) > 0) != (r.Question != "") {
		c.Wrong("/question", "rule-question", "required for a rule with grades; other rules have no question", therapy.ErrContradiction)
	}
	only := false
	for i, g := range r.Grades {
		place := therapy.Pointer("grades", strconv.Itoa(i))
		if !g.Grade.Valid() {
			c.Wrong(place+"/grade", "rule-grade", "offer, consider, only-if, adjunct or against", therapy.ErrRequired)
		}
		only = only || g.Grade == therapy.OnlyIf
		if slices.ContainsFunc(r.Grades[:i], func(h Grading) bool { return h.Option == g.Option }) {
			c.Wrong(place+"/option", "rule-grade-twice", "", therapy.ErrDuplicate)
		}
	}
	for _, part := range []struct {
		path string
		when therapy.Condition
	}{{"/if", r.If}, {"/unless", r.Unless}} {
		if !part.when.IsZero() && !only {
			c.Wrong(part.path, "rule-case", "only the grade only-if has a case", therapy.ErrContradiction)
		}
	}
}

func (r Rule) clone() Rule {
	r.Grades = slices.Clone(r.Grades)
	r.Asks = slices.Clone(r.Asks)
	r.Excludes = slices.Clone(r.Excludes)
	r.Points = slices.Clone(r.Points)
	r.Sources = slices.Clone(r.Sources)
	return r
}

// RulesOf turns the indications in the descriptors of c into rules about the options. An
// exclusion of a modality excludes every option that includes it. Alone applies to the option
// with only that modality, Combined to every option that has it together with others.
// Indications that affect none of the options are left out. The order is the catalogue's,
// then the descriptor's.
func RulesOf(c therapy.Catalogue, options []OptionInfo) []Rule {
	var rules []Rule
	for modality, d := range c.All() {
		for _, in := range d.Indications {
			rule := Rule{
				ID: in.ID, Layer: in.Layer, Ages: in.Ages, When: in.When, RequiredIf: in.RequiredIf, If: in.If, Unless: in.Unless,
				Says: Words{Clinician: in.Clinician, Client: in.Client}, Sources: in.Sources,
			}
			for _, o := range options {
				if !o.Option.Includes(modality) {
					continue
				}
				points, grade := in.Combined, in.GradeCombined
				if o.Option.Single() {
					points, grade = in.Alone, in.Grade
				}
				switch {
				case in.Layer == therapy.LayerEligibility:
					rule.Excludes = append(rule.Excludes, o.Option)
				case grade != 0:
					rule.Grades = append(rule.Grades, Grading{Option: o.Option, Grade: grade})
				case points != 0:
					rule.Points = append(rule.Points, Points{Option: o.Option, Points: points})
				}
			}
			if in.Reopens != "" {
				rule.Reopens = Words{Clinician: in.Reopens, Client: in.Reopens}
			}
			if len(rule.Grades) > 0 {
				rule.Question = in.Question.ID
			}
			if len(rule.Excludes)+len(rule.Points)+len(rule.Grades) > 0 {
				rules = append(rules, rule)
			}
		}
	}
	return rules
}

// QuestionsOf lists the questions for which the indications of c grade one of the options,
// each once, in the order of [RulesOf].
func QuestionsOf(c therapy.Catalogue, options []OptionInfo) []therapy.Question {
	var questions []therapy.Question
	for modality, d := range c.All() {
		for _, in := range d.Indications {
			used := slices.ContainsFunc(options, func(o OptionInfo) bool {
				return o.Option.Includes(modality) && (o.Option.Single() && in.Grade != 0 || !o.Option.Single() && in.GradeCombined != 0)
			})
			if used && !slices.ContainsFunc(questions, func(q therapy.Question) bool { return q.ID == in.Question.ID }) {
				questions = append(questions, in.Question)
			}
		}
	}
	return questions
}
