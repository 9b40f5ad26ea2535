package recommend

import (
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/therapykit/therapykit/therapy"
)

// Stage is one step of a decision.
type Stage struct {
	// Layer says which rules speak in it.
	Layer therapy.Layer `json:"layer"`
	// Margin is the lead that does not yet count, in points: options more than
	// Margin behind the best drop out. Only in the layers that weigh; 0 or more.
	Margin int `json:"margin,omitempty"`
	// Doubles says that [Strongly] doubles the points of a rule whose condition
	// is the one statement. Only in the layers that weigh.
	Doubles bool `json:"doubles,omitempty"`
}

// Action is something to do now when a recommendation escalates.
type Action struct {
	// ID is a stable name ([therapy.ValidName]), unique in a policy.
	ID string `json:"id"`
	// When says in which situations; the zero Condition means in every one.
	When therapy.Condition `json:"when,omitzero"`
	// Says is the instruction.
	Says    Words            `json:"says"`
	Sources []therapy.Source `json:"sources"`
}

// Caution is something an explanation has to say in a given situation.
type Caution struct {
	// ID is a stable name ([therapy.ValidName]), unique in a policy.
	ID string `json:"id"`
	// Outcomes lists the outcomes it belongs to; empty means every one.
	Outcomes []Outcome `json:"outcomes,omitempty"`
	// Advised and With restrict it to recommendations in which one of the options
	// left standing is in Advised or includes a modality in With. Both empty means
	// no restriction.
	Advised []Option           `json:"advised,omitempty"`
	With    []therapy.Modality `json:"with,omitempty"`
	// Without restricts it to recommendations in which none of these options is
	// left standing.
	Without []Option `json:"without,omitempty"`
	// When has to be certainly true; the zero Condition means always.
	When    therapy.Condition `json:"when,omitzero"`
	Says    Words             `json:"says"`
	Sources []therapy.Source  `json:"sources"`
}

// Position is one side of a disagreement between sources.
type Position struct {
	// Rules lists the rules that carry the position.
	Rules   []string         `json:"rules"`
	Says    Words            `json:"says"`
	Sources []therapy.Source `json:"sources"`
}

// Conflict is a known disagreement between sources. An explanation shows both
// positions wherever When holds, and says which of them decided and why.
type Conflict struct {
	// ID is a stable name ([therapy.ValidName]), unique in a policy.
	ID string `json:"id"`
	// When has to be certainly true.
	When  therapy.Condition `json:"when"`
	Title Words             `json:"title"`
	A     Position          `json:"a"`
	B     Position          `json:"b"`
}

// Policy is all that a recommendation follows from, as data: the options, the
// stages in order, the statements, the rules, and what has to be said beside
// them. The order of Rules is the order in which explanations list them.
//
// A Policy is an open struct, to be read, stored, compared and changed;
// [New] checks it, copies it and compiles it, and later changes to the struct
// do not reach what was compiled. The zero Policy is not valid.
type Policy struct {
	// ID names the policy ([therapy.ValidName]); Version tells its states apart:
	// digits and dots, such as "1.0.0".
	ID      string `json:"id"`
	Version string `json:"version"`
	Title   string `json:"title"`
	// Profile says whose guidance comes first where sources disagree, as half a
	// sentence for each reader; texts name it beside the disagreement. Optional.
	Profile Words `json:"profile,omitzero"`
	// ReviewBy is the day after which the policy should have been looked at
	// again; zero where nobody has set one.
	ReviewBy therapy.Date `json:"reviewBy,omitzero"`
	// Composed lists what the policy was made from by [Policy.Overlay], first the
	// policy at the bottom, then the overlays in the order in which they were put
	// on. It is empty for a policy that stands by itself.
	Composed []Component `json:"composed,omitempty"`
	// Options are what may be recommended, in the order in which they are shown.
	// At most sixteen.
	Options []OptionInfo `json:"options"`
	// Stages are the steps in order: safety, sufficiency, eligibility, then the
	// layers that weigh in any order, each at most once.
	Stages []Stage `json:"stages"`
	// Factors are the statements, at most 256.
	Factors therapy.Vocabulary `json:"factors"`
	// Rules, Actions, Cautions and Conflicts are checked against all of these.
	Rules     []Rule     `json:"rules"`
	Actions   []Action   `json:"actions"`
	Cautions  []Caution  `json:"cautions,omitempty"`
	Conflicts []Conflict `json:"conflicts,omitempty"`
}

const (
	maxOptions    = 16
	maxStatements = 256
)

// Clone returns a copy that shares nothing that can be changed with p.
func (p Policy) Clone() Policy {
	p.Composed = slices.Clone(p.Composed)
	p.Options = slices.Clone(p.Options)
	p.Stages = slices.Clone(p.Stages)
	p.Rules = slices.Clone(p.Rules)
	for i := range p.Rules {
		p.Rules[i] = p.Rules[i].clone()
	}
	p.Actions = slices.Clone(p.Actions)
	for i := range p.Actions {
		p.Actions[i].Sources = slices.Clone(p.Actions[i].Sources)
	}
	p.Cautions = slices.Clone(p.Cautions)
	for i := range p.Cautions {
		p.Cautions[i] = p.Cautions[i].clone()
	}
	p.Conflicts = slices.Clone(p.Conflicts)
	for i := range p.Conflicts {
		p.Conflicts[i] = p.Conflicts[i].clone()
	}
	return p
}

func (c Caution) clone() Caution {
	c.Outcomes, c.Advised, c.With = slices.Clone(c.Outcomes), slices.Clone(c.Advised), slices.Clone(c.With)
	c.Without, c.Sources = slices.Clone(c.Without), slices.Clone(c.Sources)
	return c
}

func (c Conflict) clone() Conflict {
	for _, side := range []*Position{&c.A, &c.B} {
		side.Rules, side.Sources = slices.Clone(side.Rules), slices.Clone(side.Sources)
	}
	return c
}

// Validate reports everything wrong with the policy at once, each at its place.
func (p Policy) Validate() error {
	v := policyCheck{policy: p}
	if !therapy.ValidName(p.ID) {
		v.add("/id", "policy-id", "", therapy.ErrSyntax)
	}
	if !validVersion(p.Version) {
		v.add("/version", "policy-version", "digits and dots, such as 1.0.0", therapy.ErrSyntax)
	}
	if strings.TrimSpace(p.Title) == "" {
		v.add("/title", "policy-title", "", therapy.ErrRequired)
	}
	if p.Profile != (Words{}) {
		v.errs = append(v.errs, therapy.At("/profile", p.Profile.validate()))
	}
	v.options()
	v.stages()
	if n := p.Factors.Len(); n == 0 || n > maxStatements {
		v.add("/factors", "policy-factors", "1 to 256 statements", therapy.ErrRange)
	}
	ids := map[string]bool{}
	for i, r := range p.Rules {
		v.rule(therapy.Pointer("rules", strconv.Itoa(i)), r, ids)
	}
	v.totals()
	v.extras(ids)
	return errors.Join(v.errs...)
}

// policyCheck collects what is wrong, so that the checks read as a list.
type policyCheck struct {
	policy Policy
	errs   []error
}

func (v *policyCheck) add(path, rule, hint string, err error) {
	v.errs = append(v.errs, &therapy.FieldError{Path: path, Rule: rule, Hint: hint, Err: err})
}

func (v *policyCheck) options() {
	if n := len(v.policy.Options); n < 1 || n > maxOptions {
		v.add("/options", "policy-options", "1 to 16 options", therapy.ErrRange)
	}
	for i, o := range v.policy.Options {
		place := therapy.Pointer("options", strconv.Itoa(i))
		if !o.Option.Valid() {
			v.add(place+"/option", "option-form", "modalities sorted and joined by +", therapy.ErrSyntax)
		}
		if slices.ContainsFunc(v.policy.Options[:i], func(q OptionInfo) bool { return q.Option == o.Option }) {
			v.add(place+"/option", "option-duplicate", "", therapy.ErrDuplicate)
		}
		if strings.TrimSpace(o.Name) == "" {
			v.add(place+"/name", "option-name", "", therapy.ErrRequired)
		}
		if strings.TrimSpace(o.PlainName) == "" {
			v.add(place+"/plainName", "option-plain-name", "", therapy.ErrRequired)
		}
	}
}

func (v *policyCheck) stages() {
	stops := []therapy.Layer{therapy.LayerSafety, therapy.LayerSufficiency, therapy.LayerEligibility}
	for i, stop := range stops {
		if i >= len(v.policy.Stages) || v.policy.Stages[i].Layer != stop {
			v.add("/stages", "stages-order", "safety, sufficiency and eligibility come first, in this order", therapy.ErrConflict)
			break
		}
	}
	if len(v.policy.Stages) <= len(stops) {
		v.add("/stages", "stages-weighing", "at least one layer weighs", therapy.ErrRequired)
	}
	for i, s := range v.policy.Stages {
		place := therapy.Pointer("stages", strconv.Itoa(i))
		switch {
		case !s.Layer.Valid():
			v.add(place+"/layer", "stage-layer", "", therapy.ErrRequired)
		case slices.ContainsFunc(v.policy.Stages[:i], func(t Stage) bool { return t.Layer == s.Layer }):
			v.add(place+"/layer", "stage-duplicate", "", therapy.ErrDuplicate)
		}
		if s.Margin < 0 || s.Margin > therapy.MaxPoints {
			v.add(place+"/margin", "stage-margin", "0 to 9", therapy.ErrRange)
		}
		if !s.Layer.Weighs() && (s.Margin != 0 || s.Doubles) {
			v.add(place, "stage-weighing-only", "margin and doubling belong to the layers that weigh", therapy.ErrContradiction)
		}
	}
}

func (v *policyCheck) rule(place string, r Rule, ids map[string]bool) {
	v.errs = append(v.errs, therapy.At(place, r.Validate()))
	v.once(place, r.ID, ids)
	if r.Layer.Valid() && !slices.ContainsFunc(v.policy.Stages, func(s Stage) bool { return s.Layer == r.Layer }) {
		v.add(place+"/layer", "rule-stage", "the policy has no such stage", therapy.ErrReference)
	}
	v.condition(place+"/when", r.When)
	v.condition(place+"/requiredIf", r.RequiredIf)
	if _, ok := normalForm(r.When, false); !ok && !r.RequiredIf.IsZero() {
		v.add(place+"/when", "condition-too-entangled", "write it as several rules", therapy.ErrRange)
	}
	for i, f := range r.Asks {
		v.factor(place+therapy.Pointer("asks", strconv.Itoa(i)), f)
	}
	v.optionRefs(place+"/excludes", r.Excludes)
	for i, p := range r.Points {
		v.option(place+therapy.Pointer("points", strconv.Itoa(i), "option"), p.Option)
	}
}

// totals keeps sums, and the differences between them, within sixteen bits.
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
			v.add(therapy.Pointer("stages", strconv.Itoa(i)), "policy-points-total",
				"the points of one stage add up to more than 32767", therapy.ErrRange)
		}
	}
}

func (v *policyCheck) extras(rules map[string]bool) {
	if len(v.policy.Actions) == 0 {
		v.add("/actions", "actions-missing", "a policy says what to do now when it escalates", therapy.ErrRequired)
	}
	ids := map[string]bool{}
	for i, a := range v.policy.Actions {
		place := therapy.Pointer("actions", strconv.Itoa(i))
		v.saying(place, a.ID, a.Says, a.Sources, ids)
		v.optionalCondition(place+"/when", a.When)
	}
	for i, c := range v.policy.Cautions {
		place := therapy.Pointer("cautions", strconv.Itoa(i))
		v.saying(place, c.ID, c.Says, c.Sources, ids)
		v.optionalCondition(place+"/when", c.When)
		v.optionRefs(place+"/advised", c.Advised)
		v.optionRefs(place+"/without", c.Without)
		for j, o := range c.Outcomes {
			if !o.Valid() {
				v.add(place+therapy.Pointer("outcomes", strconv.Itoa(j)), "caution-outcome", "", therapy.ErrUnknown)
			}
		}
		for j, m := range c.With {
			if !slices.ContainsFunc(v.policy.Options, func(o OptionInfo) bool { return o.Option.Includes(m) }) {
				v.add(place+therapy.Pointer("with", strconv.Itoa(j)), "caution-modality", "no option includes it", therapy.ErrReference)
			}
		}
	}
	for i, c := range v.policy.Conflicts {
		place := therapy.Pointer("conflicts", strconv.Itoa(i))
		v.once(place, c.ID, ids)
		if !therapy.ValidName(c.ID) {
			v.add(place+"/id", "conflict-id", "", therapy.ErrSyntax)
		}
		v.errs = append(v.errs, therapy.At(place+"/when", c.When.Validate()), therapy.At(place+"/title", c.Title.validate()))
		v.condition(place+"/when", c.When)
		for _, side := range []struct {
			key string
			p   Position
		}{{"/a", c.A}, {"/b", c.B}} {
			v.errs = append(v.errs, therapy.At(place+side.key+"/says", side.p.Says.validate()),
				therapy.At(place+side.key+"/sources", therapy.ValidateSources(side.p.Sources)))
			for j, id := range side.p.Rules {
				if !rules[id] {
					v.add(place+side.key+therapy.Pointer("rules", strconv.Itoa(j)), "conflict-rule", "the policy has no such rule", therapy.ErrReference)
				}
			}
		}
	}
}

func (v *policyCheck) saying(place, id string, says Words, sources []therapy.Source, ids map[string]bool) {
	if !therapy.ValidName(id) {
		v.add(place+"/id", "policy-item-id", "", therapy.ErrSyntax)
	}
	v.once(place, id, ids)
	v.errs = append(v.errs, therapy.At(place+"/says", says.validate()), therapy.At(place+"/sources", therapy.ValidateSources(sources)))
}

func (v *policyCheck) once(place, id string, ids map[string]bool) {
	if id != "" && ids[id] {
		v.add(place+"/id", "id-duplicate", "", therapy.ErrDuplicate)
	}
	ids[id] = true
}

// optionalCondition checks a condition that may be left out. One that is there
// but malformed would never hold, and what hangs on it would never be said.
func (v *policyCheck) optionalCondition(place string, c therapy.Condition) {
	if !c.IsZero() {
		v.errs = append(v.errs, therapy.At(place, c.Validate()))
		v.condition(place, c)
	}
}

func (v *policyCheck) condition(place string, c therapy.Condition) {
	for f := range c.Factors() {
		if therapy.ValidName(string(f)) { // a malformed name is reported as such
			v.factor(place, f)
		}
	}
	if _, ok := normalForm(c, true); !ok {
		v.add(place, "condition-too-entangled", "write it as several rules", therapy.ErrRange)
	}
}

func (v *policyCheck) factor(place string, f therapy.Factor) {
	if _, ok := v.policy.Factors.Lookup(f); !ok {
		v.add(place, "factor-unknown", "the policy has no such statement", therapy.ErrReference)
	}
}

func (v *policyCheck) optionRefs(place string, options []Option) {
	for i, o := range options {
		v.option(place+therapy.Pointer(strconv.Itoa(i)), o)
		if slices.Contains(options[:i], o) {
			v.add(place+therapy.Pointer(strconv.Itoa(i)), "option-twice", "", therapy.ErrDuplicate)
		}
	}
}

func (v *policyCheck) option(place string, o Option) {
	if !slices.ContainsFunc(v.policy.Options, func(info OptionInfo) bool { return info.Option == o }) {
		v.add(place, "option-unknown", "the policy has no such option", therapy.ErrReference)
	}
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
