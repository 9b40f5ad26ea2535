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
		if !o.Option.Valid() {
			v.Wrong(place+"/option", "option-form", "modalities sorted and joined by +", therapy.ErrSyntax)
		}
		if slices.ContainsFunc(v.policy.Options[:i], func(q OptionInfo) bool { return q.Option == o.Option }) {
			v.Wrong(place+"/option", "option-duplicate", "", therapy.ErrDuplicate)
		}
		if strings.TrimSpace(o.Name) == "" {
			v.Wrong(place+"/name", "option-name", "", therapy.ErrRequired)
		}
		if strings.TrimSpace(o.PlainName) == "" {
			v.Wrong(place+"/plainName", "option-plain-name", "", therapy.ErrRequired)
		}
		if !o.About.IsZero() {
			v.Part(place+"/about", o.About.validate())
		}
	}
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
		v.Wrong("/stages", "stages-weighing", "at least one layer weighs", therapy.ErrRequired)
	}
	for i, s := range v.policy.Stages {
		place := therapy.Pointer("stages", strconv.Itoa(i))
		switch {
		case !s.Layer.Valid():
			v.Wrong(place+"/layer", "stage-layer", "", therapy.ErrRequired)
		case slices.ContainsFunc(v.policy.Stages[:i], func(t Stage) bool { return t.Layer == s.Layer }):
			v.Wrong(place+"/layer", "stage-duplicate", "", therapy.ErrDuplicate)
		}
		if s.Margin < 0 || s.Margin > therapy.MaxPoints {
			v.Wrong(place+"/margin", "stage-margin", "0 to 9", therapy.ErrRange)
		}
		if s.Layer == therapy.LayerIndication && !s.Points {
			if i != len(stops) {
				v.Wrong(place, "stage-grades-first", "a stage that decides by grades comes before those that add up points", therapy.ErrConflict)
			}
			if s.Margin != 0 || s.Doubles {
				v.Wrong(place, "stage-grades-only", "margin and doubling belong to the layers that add up points", therapy.ErrContradiction)
			}
		}
		if s.Points && s.Layer != therapy.LayerIndication {
			v.Wrong(place+"/points", "stage-points", "only the stage of indication can do without points", therapy.ErrContradiction)
		}
		if !s.Layer.Weighs() && (s.Margin != 0 || s.Doubles) {
			v.Wrong(place, "stage-weighing-only", "margin and doubling belong to the layers that weigh", therapy.ErrContradiction)
		}
	}
}

func (v *policyCheck) rule(place string, r Rule, ids map[string]bool) {
	v.Part(place, r.Validate())
	v.once(place, r.ID, ids)
	if r.Layer.Valid() && !slices.ContainsFunc(v.policy.Stages, func(s Stage) bool { return s.Layer == r.Layer }) {
		v.Wrong(place+"/layer", "rule-stage", "the policy has no such stage", therapy.ErrReference)
	}
	when := v.policy.Condition(r)
	v.condition(place+"/when", when)
	v.grading(place, r)
	v.condition(place+"/requiredIf", r.RequiredIf)
	if !r.RequiredIf.IsZero() && when.Entangled(therapy.False) {
		v.Wrong(place+"/when", "condition-too-entangled", "a simpler condition: divide the rule into several", therapy.ErrRange)
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
					total += 2 * max(p.Points, -p.Points) // all of it may be doubled
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
		v.Wrong("/actions", "actions-missing", "a policy says what to do now when it escalates", therapy.ErrRequired)
	}
	ids := map[string]bool{}
	for i, a := range v.policy.Actions {
		place := therapy.Pointer("actions", strconv.Itoa(i))
		v.saying(place, a.ID, a.Says, a.Sources, ids)
		v.optionalCondition(place+"/when", a.When)
	}
	for i, c := range v.policy.Cautions {
		place := therapy.Pointer("cautions", strconv.Itoa(i))
		says := c.Says
		if c.ClinicianOnly {
			if says.Client != "" {
				v.Wrong(place+"/says/client", "caution-clinician-only", "no words for the client, since only the clinician reads it", therapy.ErrContradiction)
			}
			says.Client = says.Clinician
		}
		v.saying(place, c.ID, says, c.Sources, ids)
		v.optionalCondition(place+"/unless", c.Unless)
		if !c.Ages.Valid() {
			v.Wrong(place+"/ages", "ages-missing", "the ages of the people whom it concerns", therapy.ErrRequired)
		}
		v.optionalCondition(place+"/when", c.Scope())
		v.optionRefs(place+"/advised", c.Advised)
		v.optionRefs(place+"/without", c.Without)
		for j, o := range c.Outcomes {
			if !o.Valid() {
				v.Wrong(place+therapy.Pointer("outcomes", strconv.Itoa(j)), "caution-outcome", "", therapy.ErrUnknown)
			}
		}
		for j, m := range c.With {
			if !slices.ContainsFunc(v.policy.Options, func(o OptionInfo) bool { return o.Option.Includes(m) }) {
				v.Wrong(place+therapy.Pointer("with", strconv.Itoa(j)), "caution-modality", "no option includes it", therapy.ErrReference)
			}
		}
	}
	for i, c := range v.policy.Conflicts {
		place := therapy.Pointer("conflicts", strconv.Itoa(i))
		v.once(place, c.ID, ids)
		if !therapy.ValidName(c.ID) {
			v.Wrong(place+"/id", "conflict-id", "", therapy.ErrSyntax)
		}
		v.Part(place+"/when", c.When.Validate())
		v.Part(place+"/title", c.Title.validate())
		v.condition(place+"/when", c.When)
		for _, side := range []struct {
			key string
			p   Position
		}{{"/a", c.A}, {"/b", c.B}} {
			v.Part(place+side.key+"/says", side.p.Says.validate())
			v.Part(place+side.key+"/sources", therapy.ValidateSources(side.p.Sources))
			for j, id := range side.p.Rules {
				if !rules[id] {
					v.Wrong(place+side.key+therapy.Pointer("rules", strconv.Itoa(j)), "conflict-rule", "the policy has no such rule", therapy.ErrReference)
				}
			}
		}
	}
}

func (v *policyCheck) saying(place, id string, says Words, sources []therapy.Source, ids map[string]bool) {
	if !therapy.ValidName(id) {
		v.Wrong(place+"/id", "policy-item-id", "", therapy.ErrSyntax)
	}
	v.once(place, id, ids)
	v.Part(place+"/says", says.validate())
	v.Part(place+"/sources", therapy.ValidateSources(sources))
}

func (v *policyCheck) once(place, id string, ids map[string]bool) {
	if id != "" && ids[id] {
		v.Wrong(place+"/id", "id-duplicate", "", therapy.ErrDuplicate)
	}
	ids[id] = true
}

// optionalCondition checks a condition that may be left out. A malformed condition would
// never be true, so the texts that depend on it would never be shown.
func (v *policyCheck) optionalCondition(place string, c therapy.Condition) {
	if !c.IsZero() {
		v.Part(place, c.Validate())
		v.condition(place, c)
	}
}

func (v *policyCheck) condition(place string, c therapy.Condition) {
	for f := range c.Factors() {
		if !v.policy.Factors.Has(f) && therapy.ValidName(string(f)) { // a malformed name is reported as such
			v.factor(place, f)
		}
	}
	if c.Entangled(therapy.True) {
		v.Wrong(place, "condition-too-entangled", "a simpler condition: divide the rule into several", therapy.ErrRange)
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
