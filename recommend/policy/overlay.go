package policy

import (
	"encoding/json"
	"slices"
	"strconv"
	"sync"

	"github.com/therapykit/therapykit/therapy"
)

// Name names a policy, or one of the parts that a policy was composed from. The zero Name
// names none.
type Name struct {
	ID      string `json:"id"`
	Version string `json:"version"`
	// Digest is the result of [Policy.Digest]; empty if it is not stated.
	Digest string `json:"digest,omitempty"`
}

// Overlay is what a service changes in a policy. It is data, so that it can be reviewed,
// versioned and applied to the next version of the same policy.
//
// Its parts take effect in the order of the fields: new statements, options and margins
// first; then rules are switched off, replaced, given other points, and added. If an overlay
// refers to something that does not exist, the whole overlay is refused. The zero Overlay is
// not valid.
type Overlay struct {
	// ID and Version become those of the composed policy, and Title its title.
	ID      string `json:"id"`
	Version string `json:"version"`
	Title   string `json:"title"`
	// Profile replaces that of the policy, unless it is zero.
	Profile Words `json:"profile,omitzero"`
	// ReviewBy replaces that of the policy, unless it is zero.
	ReviewBy therapy.Date `json:"reviewBy,omitzero"`
	// Factors and Options are added at the end.
	Factors []therapy.FactorInfo `json:"factors,omitempty"`
	Options []OptionInfo         `json:"options,omitempty"`
	// Stages replace stages of the same layer. A weighing layer that the policy does not have
	// yet is added at the end.
	Stages []Stage `json:"stages,omitempty"`
	// Off lists the ids of rules, cautions, actions and conflicts to leave out.
	Off []string `json:"off,omitempty"`
	// Replace lists rules that replace those with the same id.
	Replace []Rule `json:"replace,omitempty"`
	// Points changes the points that rules give; 0 removes an option's entry.
	Points []PointChange `json:"points,omitempty"`
	// Excludes makes eligibility rules exclude further options.
	Excludes []ExclusionChange `json:"excludes,omitempty"`
	// Questions replace those with the same id; the others are added at the end.
	Questions []therapy.Question `json:"questions,omitempty"`
	// Grades changes the grades that indication rules give; the zero Grade removes an
	// option's entry.
	Grades []GradeChange `json:"grades,omitempty"`
	// Meeting replaces that of the policy, unless it is zero.
	Meeting Meeting `json:"meeting,omitzero"`
	// Crisis replaces all crisis lines of the policy, unless it is empty. Use it for your own
	// numbers.
	Crisis []CrisisLine `json:"crisis,omitempty"`
	// SafetyDays and SafetyDaysWhy replace those of the policy, unless SafetyDays is 0.
	SafetyDays    int    `json:"safetyDays,omitempty"`
	SafetyDaysWhy string `json:"safetyDaysWhy,omitempty"`
	// Waivers are added to those of the policy; see [Waiver]. Without a waiver an overlay
	// cannot remove safety.
	Waivers []Waiver `json:"waivers,omitempty"`
	// Rules, Actions, Cautions and Conflicts are added at the end.
	Rules     []Rule     `json:"rules,omitempty"`
	Actions   []Action   `json:"actions,omitempty"`
	Cautions  []Caution  `json:"cautions,omitempty"`
	Conflicts []Conflict `json:"conflicts,omitempty"`
}

// PointChange sets the points that a rule gives to an option.
type PointChange struct {
	Rule   string `json:"rule"`
	Option Option `json:"option"`
	Points int    `json:"points"`
}

// GradeChange sets the grade that an indication rule gives to an option.
type GradeChange struct {
	Rule   string        `json:"rule"`
	Option Option        `json:"option"`
	Grade  therapy.Grade `json:"grade,omitempty"`
}

// ExclusionChange makes an eligibility rule exclude a further option.
type ExclusionChange struct {
	Rule   string `json:"rule"`
	Option Option `json:"option"`
}

// OverlayFormat is the value of the member "format" of an overlay's JSON. The first format
// had no such member, and can still be read.
const OverlayFormat = "therapykit-overlay/2"

type plainOverlay Overlay

type overlayDocument struct {
	Format string `json:"format,omitempty"`
	plainOverlay
}

// MarshalJSON writes the overlay with its format. Equal overlays give equal bytes.
func (o Overlay) MarshalJSON() ([]byte, error) {
	return json.Marshal(overlayDocument{OverlayFormat, plainOverlay(o)})
}

// UnmarshalJSON reads what MarshalJSON writes, strictly, and reports everything wrong with
// the form at once; [ParseOverlay] also checks what it says. On an error o is unchanged.
func (o *Overlay) UnmarshalJSON(data []byte) error {
	if len(data) > MaxSize {
		return &therapy.FieldError{Rule: "policy-size", Hint: "at most 16 MiB", Err: therapy.ErrRange}
	}
	var d overlayDocument
	if err := therapy.UnmarshalStrict(data, &d); err != nil {
		return err
	}
	if d.Format != OverlayFormat && d.Format != "" {
		return &therapy.FieldError{Path: "/format", Rule: "overlay-format", Hint: OverlayFormat, Err: therapy.ErrUnknown}
	}
	*o = Overlay(d.plainOverlay)
	return nil
}

// ParseOverlay reads an overlay from JSON and validates it. It reports everything wrong with
// the form at once; if the form is right, it reports everything wrong with the overlay by
// itself. What the overlay refers to is checked when it is applied.
func ParseOverlay(data []byte) (Overlay, error) {
	var o Overlay
	if err := o.UnmarshalJSON(data); err != nil {
		return Overlay{}, err
	}
	if err := o.Validate(); err != nil {
		return Overlay{}, err
	}
	return o, nil
}

// Overlay returns the policy with the overlay applied, validated. p is unchanged. Several
// overlays can be applied one after the other; each sees the result of the earlier ones, and
// [Policy.Composed] names them in order. Everything wrong is reported at once: first what is
// wrong with the overlay by itself, then missing things to which it refers, then what is wrong
// with the resulting policy.
func (p Policy) Overlay(o Overlay) (Policy, error) {
	if err := o.Validate(); err != nil {
		return Policy{}, err
	}
	a := overlayWork{policy: p.Clone(), overlay: &o}
	if len(a.policy.Composed) == 0 {
		a.policy.Composed = []Name{{ID: p.ID, Version: p.Version}}
	}
	a.policy.Composed = append(a.policy.Composed, Name{ID: o.ID, Version: o.Version})
	a.policy.ID, a.policy.Version, a.policy.Title, a.policy.Aliases = o.ID, o.Version, o.Title, nil
	if o.Profile != (Words{}) {
		a.policy.Profile = o.Profile
	}
	if !o.ReviewBy.IsZero() {
		a.policy.ReviewBy = o.ReviewBy
	}
	a.statements()
	a.stages()
	a.questions()
	a.off()
	a.rules()
	next := a.policy
	if !o.Meeting.IsZero() {
		next.Meeting = o.Meeting.clone()
	}
	if len(o.Crisis) > 0 {
		next.Crisis = o.Crisis
	}
	if o.SafetyDays != 0 {
		next.SafetyDays, next.SafetyDaysWhy = o.SafetyDays, o.SafetyDaysWhy
	}
	next.Waivers = append(next.Waivers, o.Waivers...)
	next.Options = append(next.Options, o.Options...)
	next.Rules = append(next.Rules, o.Rules...)
	next.Actions = append(next.Actions, o.Actions...)
	next.Cautions = append(next.Cautions, o.Cautions...)
	next.Conflicts = append(next.Conflicts, o.Conflicts...)
	lost := a.reworded(&p, &next)
	if err := a.Err(); err != nil {
		return Policy{}, err
	}
	var c policyCheck
	c.Part("", next.Validate())
	if !p.ReplayOnly {
		known := sync.OnceValue(next.Losses)
		for _, loss := range lostTexts(&p, &next) {
			lost[loss.Statement] = true
			named := slices.ContainsFunc(known(), func(x Loss) bool { return x.Statement == loss.Statement })
			if !named && !next.Waived(loss.Statement) {
				loss.report(&c.Check, "/off")
			}
		}
		if len(o.Waivers) > 0 {
			c.needless(o.Waivers, known(), lost)
		}
	}
	if err := c.Err(); err != nil {
		return Policy{}, err
	}
	return next.Clone(), nil
}

// reworded refuses an overlay that changes the words of a rule that stops because of danger,
// or of a rule or a question that is needed for safety. New words can say the opposite of the
// old ones, and no check of the rule's effect would notice. The words must also not be those
// of a rule about something else. Only words of a rule whose statement is waived may change.
// It returns the statements whose words change, waived or not.
func (a *overlayWork) reworded(before, after *Policy) (told map[therapy.Factor]bool) {
	told = map[therapy.Factor]bool{}
	wrong := func(f therapy.Factor) {
		again := told[f]
		told[f] = true
		if !again && !after.Waived(f) {
			a.Wrong("/rules", "safety-reworded", string(f)+": a rule that stops because of it keeps its words; say more with an action, translate with a pack, or waive it by name", therapy.ErrContradiction)
		}
	}
	for _, r := range after.Rules {
		if r.Layer != therapy.LayerSafety && r.Layer != therapy.LayerSufficiency {
			continue
		}
		for f := range after.Condition(r).Factors() {
			if before.Alarm(f) != 0 && !slices.ContainsFunc(before.Rules, func(old Rule) bool { return old.Says == r.Says && before.speaksOf(old, f) }) {
				wrong(f) // each statement needs its own waiver
			}
		}
	}
	known := sync.OnceValue(func() []Loss { return slices.Concat(before.Losses(), after.Losses()) }) // Validate reports these
	without := func(drop func(Rule) bool) {
		less := *before
		less.Rules = slices.DeleteFunc(slices.Clone(before.Rules), drop)
		for _, loss := range less.Losses() {
			if !slices.Contains(known(), loss) {
				wrong(loss.Statement)
			}
		}
	}
	for _, old := range before.Rules {
		guards := !old.Layer.Weighs() || len(old.Grades) > 0 // rules with points are not needed for safety
		if guards && !slices.ContainsFunc(after.Rules, old.sameWords) {
			without(func(r Rule) bool { return r.ID == old.ID })
		}
	}
	for _, old := range before.Questions {
		if !slices.ContainsFunc(after.Questions, func(q therapy.Question) bool {
			return q.ID == old.ID && q.Clinician == old.Clinician && q.Client == old.Client
		}) {
			without(func(r Rule) bool { return r.Question == old.ID })
		}
	}
	return told
}

// sameWords reports whether another rule has the same words and depends on the same statements.
func (r Rule) sameWords(other Rule) bool {
	if r.Says != other.Says || r.Reopens != other.Reopens || r.Layer != other.Layer {
		return false
	}
	about := slices.Collect(r.When.Factors())
	for f := range other.When.Factors() {
		if slices.Contains(about, f) {
			return true
		}
	}
	return len(about) == 0
}

// speaksOf reports whether a rule of the policy depends on a statement.
func (p *Policy) speaksOf(r Rule, f therapy.Factor) bool {
	return slices.Contains(slices.Collect(p.Condition(r).Factors()), f)
}

type overlayWork struct {
	policy  Policy
	overlay *Overlay
	therapy.Check
}

// missing reports a reference to something that does not exist. The error contains the id:
// ids of policies are not confidential.
func (a *overlayWork) missing(place, rule, id string) {
	if !therapy.ValidName(id) {
		id = ""
	}
	a.Wrong(place, rule, id, therapy.ErrReference)
}

func (a *overlayWork) statements() {
	factors, err := a.policy.Factors.With(a.overlay.Factors...)
	if err != nil {
		a.Part("/factors", own(err, a.policy.Factors.Len()))
		return
	}
	a.policy.Factors = factors
}

func (a *overlayWork) stages() {
	for _, s := range a.overlay.Stages {
		i := slices.IndexFunc(a.policy.Stages, func(t Stage) bool { return t.Layer == s.Layer })
		if i < 0 {
			a.policy.Stages = append(a.policy.Stages, s)
			continue
		}
		a.policy.Stages[i] = s
	}
}

func (a *overlayWork) questions() {
	for _, q := range a.overlay.Questions {
		i := slices.IndexFunc(a.policy.Questions, func(old therapy.Question) bool { return old.ID == q.ID })
		if i < 0 {
			a.policy.Questions = append(a.policy.Questions, q)
			continue
		}
		a.policy.Questions[i] = q
	}
}

func (a *overlayWork) off() {
	p := &a.policy
	for i, id := range a.overlay.Off {
		before := len(p.Rules) + len(p.Actions) + len(p.Cautions) + len(p.Conflicts)
		p.Rules = slices.DeleteFunc(p.Rules, func(r Rule) bool { return r.ID == id })
		p.Actions = slices.DeleteFunc(p.Actions, func(x Action) bool { return x.ID == id })
		p.Cautions = slices.DeleteFunc(p.Cautions, func(c Caution) bool { return c.ID == id })
		p.Conflicts = slices.DeleteFunc(p.Conflicts, func(c Conflict) bool { return c.ID == id })
		if len(p.Rules)+len(p.Actions)+len(p.Cautions)+len(p.Conflicts) == before {
			a.missing(therapy.Pointer("off", strconv.Itoa(i)), "overlay-off-unknown", id)
			continue
		}
		// A conflict no longer refers to a rule that is off.
		for j := range p.Conflicts {
			for _, side := range []*Position{&p.Conflicts[j].A, &p.Conflicts[j].B} {
				side.Rules = slices.DeleteFunc(side.Rules, func(rule string) bool { return rule == id })
			}
		}
	}
}

func (a *overlayWork) rules() {
	for i, r := range a.overlay.Replace {
		place := therapy.Pointer("replace", strconv.Itoa(i), "id")
		if at := a.find(r.ID); at >= 0 {
			a.policy.Rules[at] = r.clone() // later changes must not reach the overlay
		} else {
			a.missing(place, "overlay-replace-unknown", r.ID)
		}
	}
	for i, c := range a.overlay.Points {
		at := a.find(c.Rule)
		if at < 0 {
			a.missing(therapy.Pointer("points", strconv.Itoa(i), "rule"), "overlay-points-unknown", c.Rule)
			continue
		}
		r := &a.policy.Rules[at]
		before := len(r.Points)
		r.Points = slices.DeleteFunc(r.Points, func(p Points) bool { return p.Option == c.Option })
		switch {
		case c.Points != 0:
			r.Points = append(r.Points, Points{Option: c.Option, Points: c.Points})
		case len(r.Points) == before:
			a.missing(therapy.Pointer("points", strconv.Itoa(i), "option"), "overlay-points-nothing", c.Rule)
		}
	}
	for i, c := range a.overlay.Grades {
		at := a.find(c.Rule)
		if at < 0 {
			a.missing(therapy.Pointer("grades", strconv.Itoa(i), "rule"), "overlay-grades-unknown", c.Rule)
			continue
		}
		r := &a.policy.Rules[at]
		before := len(r.Grades)
		r.Grades = slices.DeleteFunc(r.Grades, func(g Grading) bool { return g.Option == c.Option })
		switch {
		case c.Grade != 0:
			r.Grades = append(r.Grades, Grading{Option: c.Option, Grade: c.Grade})
		case len(r.Grades) == before:
			a.missing(therapy.Pointer("grades", strconv.Itoa(i), "option"), "overlay-grades-nothing", c.Rule)
		}
	}
	for i, c := range a.overlay.Excludes {
		at := a.find(c.Rule)
		if at < 0 {
			a.missing(therapy.Pointer("excludes", strconv.Itoa(i), "rule"), "overlay-excludes-unknown", c.Rule)
			continue
		}
		a.policy.Rules[at].Excludes = append(a.policy.Rules[at].Excludes, c.Option)
	}
}

func (a *overlayWork) find(id string) int {
	return slices.IndexFunc(a.policy.Rules, func(r Rule) bool { return r.ID == id })
}
