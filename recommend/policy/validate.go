package policy

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/therapykit/therapykit/therapy"
)

// Validate reports everything wrong with the policy at once, each at its place.
func (p Policy) Validate() error {
	v := policyCheck{policy: p}
	if !therapy.ValidName(p.ID) {
		v.Wrong("/id", "policy-id", "", therapy.ErrSyntax)
	}
	if !validVersion(p.Version) {
		v.Wrong("/version", "policy-version", "digits and dots, such as 1.0.0", therapy.ErrSyntax)
	}
	if strings.TrimSpace(p.Title) == "" {
		v.Wrong("/title", "policy-title", "", therapy.ErrRequired)
	}
	if p.Profile != (Words{}) {
		v.Part("/profile", p.Profile.validate())
	}
	v.options()
	v.stages()
	if n := p.Factors.Len(); n == 0 || n > MaxStatements {
		v.Wrong("/factors", "policy-factors", "1 to 256 statements", therapy.ErrRange)
	}
	ids := make(map[string]bool, len(p.Rules))
	for i, r := range p.Rules {
		v.rule(therapy.Pointer("rules", strconv.Itoa(i)), r, ids)
	}
	v.questions()
	v.totals()
	v.extras(ids)
	v.safety()
	v.crisis()
	return v.Err()
}

// policyCheck collects what is wrong with a policy.
type policyCheck struct {
	therapy.Check
	policy Policy
}

func (v *policyCheck) options() {
	if n := len(v.policy.Options); n < 1 || n > MaxOptions {
		v.Wrong("/options", "policy-options", "1 to 16 options", therapy.ErrRange)
	}
	for i, o := range v.policy.Options {
		place := therapy.Pointer("options", strconv.Itoa(i))
		v.Part(place, o.validate())
		if slices.ContainsFunc(v.policy.Options[:i], func(q OptionInfo) bool { return q.Option == o.Option }) {
			v.Wrong(place+"/option", "option-duplicate", "", therapy.ErrDuplicate)
		}
	}
}

func (o OptionInfo) validate() error {
	var c therapy.Check
	if !o.Option.Valid() {
		c.Wrong("/option", "option-form", "modalities sorted and joined by +", therapy.ErrSyntax)
	}
	c.Stated("/name", "option-name", strings.TrimSpace(o.Name) != "")
	c.Stated("/plainName", "option-plain-name", strings.TrimSpace(o.PlainName) != "")
	if !o.About.IsZero() {
		c.Part("/about", o.About.validate())
	}
	return c.Err()
}

func (v *policyCheck) stages() {
	stops := []therapy.Layer{therapy.LayerSafety, therapy.LayerSufficiency, therapy.LayerEligibility}
	for i, stop := range stops {
		if i >= len(v.policy.Stages) || v.policy.Stages[i].Layer != stop {
			v.Wrong("/stages", "stages-order", "safety, sufficiency and eligibility come first, in this order", therapy.ErrConflict)
			break
		}
	}
	if len(v.policy.Stages) <= len(stops) {
		v.Wrong("/stages", "stages-weighing", "at least one weighing stage", therapy.ErrRequired)
	}
	for i, s := range v.policy.Stages {
		place := therapy.Pointer("stages", strconv.Itoa(i))
		v.Part(place, s.validate())
		if slices.ContainsFunc(v.policy.Stages[:i], func(t Stage) bool { return t.Layer == s.Layer && s.Layer.Valid() }) {
			v.Wrong(place+"/layer", "stage-duplicate", "", therapy.ErrDuplicate)
		}
		if s.Layer == therapy.LayerIndication && !s.Points && i != len(stops) {
			v.Wrong(place, "stage-grades-first", "a stage that decides by grades comes before those that add up points", therapy.ErrConflict)
		}
	}
}

func (s Stage) validate() error {
	var c therapy.Check
	if !s.Layer.Valid() {
		c.Wrong("/layer", "stage-layer", "", therapy.ErrRequired)
	}
	if s.Margin < 0 || s.Margin > therapy.MaxPoints {
		c.Wrong("/margin", "stage-margin", "0 to 9", therapy.ErrRange)
	}
	if s.Layer == therapy.LayerIndication && !s.Points && (s.Margin != 0 || s.Doubles) {
		c.Wrong("", "stage-grades-only", "margin and doubling belong to the layers that add up points", therapy.ErrContradiction)
	}
	if s.Points && s.Layer != therapy.LayerIndication {
		c.Wrong("/points", "stage-points", "only for the indication stage; the other weighing stages always add up points", therapy.ErrContradiction)
	}
	if !s.Layer.Weighs() && (s.Margin != 0 || s.Doubles) {
		c.Wrong("", "stage-weighing-only", "margin and doubling are only for weighing stages", therapy.ErrContradiction)
	}
	return c.Err()
}

func (v *policyCheck) rule(place string, r Rule, ids map[string]bool) {
	v.Part(place, r.Validate())
	v.unique(place, r.ID, ids)
	if r.Layer.Valid() && !slices.ContainsFunc(v.policy.Stages, func(s Stage) bool { return s.Layer == r.Layer }) {
		v.Wrong(place+"/layer", "rule-stage", "the policy has no such stage", therapy.ErrReference)
	}
	when := v.policy.Condition(r)
	v.condition(place+"/when", when)
	v.grading(place, r)
	v.condition(place+"/requiredIf", r.RequiredIf)
	if !r.RequiredIf.IsZero() && when.TooManyClauses(therapy.False) {
		v.Wrong(place+"/when", "condition-too-many-clauses", "a simpler condition, with at most 256 clauses in its normal form; several rules can replace one", therapy.ErrRange)
	}
	for i, f := range r.Asks {
		v.factor(place+therapy.Pointer("asks", strconv.Itoa(i)), f)
	}
	v.optionRefs(place+"/excludes", r.Excludes)
	for i, p := range r.Points {
		v.option(place+therapy.Pointer("points", strconv.Itoa(i), "option"), p.Option)
	}
}

// totals checks that sums of points, and the differences between them, fit into sixteen bits.
func (v *policyCheck) totals() {
	for i, s := range v.policy.Stages {
		total := 0
		for _, r := range v.policy.Rules {
			for _, p := range r.Points {
				if r.Layer == s.Layer && -therapy.MaxPoints <= p.Points && p.Points <= therapy.MaxPoints {
					total += 2 * max(p.Points, -p.Points) // all points may be doubled
				}
			}
		}
		if total > math.MaxInt16 {
			v.Wrong(therapy.Pointer("stages", strconv.Itoa(i)), "policy-points-total",
				"the points of one stage add up to more than 32767", therapy.ErrRange)
		}
	}
}

func (v *policyCheck) extras(rules map[string]bool) {
	if len(v.policy.Actions) == 0 {
		v.Wrong("/actions", "actions-missing", "at least one action for the outcome escalate", therapy.ErrRequired)
	}
	ids := map[string]bool{}
	for i, a := range v.policy.Actions {
		place := therapy.Pointer("actions", strconv.Itoa(i))
		v.Part(place, a.validate())
		v.unique(place, a.ID, ids)
		v.condition(place+"/when", a.When)
	}
	for i, c := range v.policy.Cautions {
		place := therapy.Pointer("cautions", strconv.Itoa(i))
		v.Part(place, c.validate())
		v.unique(place, c.ID, ids)
		v.condition(place+"/unless", c.Unless)
		v.condition(place+"/when", c.Scope())
		v.optionRefs(place+"/advised", c.Advised)
		v.optionRefs(place+"/without", c.Without)
		for j, m := range c.With {
			if !slices.ContainsFunc(v.policy.Options, func(o OptionInfo) bool { return o.Option.Includes(m) }) {
				v.Wrong(place+therapy.Pointer("with", strconv.Itoa(j)), "caution-modality", "no option includes it", therapy.ErrReference)
			}
		}
	}
	for i, c := range v.policy.Conflicts {
		place := therapy.Pointer("conflicts", strconv.Itoa(i))
		v.Part(place, c.validate())
		v.unique(place, c.ID, ids)
		v.condition(place+"/when", c.When)
		for _, side := range []struct {
			key string
			p   Position
		}{{"/a", c.A}, {"/b", c.B}} {
			for j, id := range side.p.Rules {
				if !rules[id] {
					v.Wrong(place+side.key+therapy.Pointer("rules", strconv.Itoa(j)), "conflict-rule", "the policy has no such rule", therapy.ErrReference)
				}
			}
		}
	}
}

func (a Action) validate() error {
	var c therapy.Check
	saying(&c, a.ID, a.Says, a.Sources)
	optional(&c, "/when", a.When)
	return c.Err()
}

func (x Caution) validate() error {
	var c therapy.Check
	says := x.Says
	if x.ClinicianOnly {
		if says.Client != "" {
			c.Wrong("/says/client", "caution-clinician-only", "empty, because only the clinician reads this caution", therapy.ErrContradiction)
		}
		says.Client = says.Clinician
	}
	saying(&c, x.ID, says, x.Sources)
	if !x.Ages.Valid() {
		c.Wrong("/ages", "ages-missing", "the ages of the people whom the caution is about", therapy.ErrRequired)
	}
	optional(&c, "/when", x.When)
	optional(&c, "/unless", x.Unless)
	for i, o := range x.Outcomes {
		if !o.Valid() {
			c.Wrong(therapy.Pointer("outcomes", strconv.Itoa(i)), "caution-outcome", "", therapy.ErrUnknown)
		}
	}
	return c.Err()
}

func (x Conflict) validate() error {
	var c therapy.Check
	if !therapy.ValidName(x.ID) {
		c.Wrong("/id", "conflict-id", "", therapy.ErrSyntax)
	}
	c.Part("/when", x.When.Validate())
	c.Part("/title", x.Title.validate())
	for _, side := range []struct {
		key string
		p   Position
	}{{"/a", x.A}, {"/b", x.B}} {
		c.Part(side.key+"/says", side.p.Says.validate())
		c.Part(side.key+"/sources", therapy.ValidateSources(side.p.Sources))
	}
	return c.Err()
}

// saying checks the fields that actions and cautions share.
func saying(c *therapy.Check, id string, says Words, sources []therapy.Source) {
	if !therapy.ValidName(id) {
		c.Wrong("/id", "policy-item-id", "", therapy.ErrSyntax)
	}
	c.Part("/says", says.validate())
	c.Part("/sources", therapy.ValidateSources(sources))
}

// optional checks a condition that may be left out. A malformed condition would never be
// true, so the texts that depend on it would never be shown.
func optional(c *therapy.Check, place string, when therapy.Condition) {
	if !when.IsZero() {
		c.Part(place, when.Validate())
	}
}

func (v *policyCheck) unique(place, id string, ids map[string]bool) {
	if id != "" && ids[id] {
		v.Wrong(place+"/id", "id-duplicate", "", therapy.ErrDuplicate)
	}
	ids[id] = true
}

func (v *policyCheck) condition(place string, c therapy.Condition) {
	for f := range c.Factors() {
		if !v.policy.Factors.Has(f) && therapy.ValidName(string(f)) { // a malformed name is reported as such
			v.factor(place, f)
		}
	}
	if c.TooManyClauses(therapy.True) {
		v.Wrong(place, "condition-too-many-clauses", "a simpler condition, with at most 256 clauses in its normal form; several rules can replace one", therapy.ErrRange)
	}
}

func (v *policyCheck) factor(place string, f therapy.Factor) {
	if !v.policy.Factors.Has(f) {
		v.Wrong(place, "factor-unknown", "the policy has no such statement", therapy.ErrReference)
	}
}

func (v *policyCheck) optionRefs(place string, options []Option) {
	for i, o := range options {
		v.option(place+therapy.Pointer(strconv.Itoa(i)), o)
		if slices.Contains(options[:i], o) {
			v.Wrong(place+therapy.Pointer(strconv.Itoa(i)), "option-twice", "", therapy.ErrDuplicate)
		}
	}
}

func (v *policyCheck) option(place string, o Option) {
	for i := range v.policy.Options {
		if v.policy.Options[i].Option == o {
			return
		}
	}
	v.Wrong(place, "option-unknown", "the policy has no such option", therapy.ErrReference)
}

// validVersion accepts digits and dots, starting and ending with a digit.
func validVersion(s string) bool {
	if len(s) > 32 {
		return false
	}
	for part := range strings.SplitSeq(s, ".") {
		if part == "" || strings.Trim(part, "0123456789") != "" {
			return false
		}
	}
	return true
}
