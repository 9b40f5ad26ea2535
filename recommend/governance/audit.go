package governance

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/internal/compile"
	"github.com/therapykit/therapykit/recommend/internal/engine"
	"github.com/therapykit/therapykit/recommend/internal/layout"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// FindingKind is the kind of a finding. The zero FindingKind means no kind.
type FindingKind uint8

// The kinds of findings, in the order in which a report lists them.
const (
	// SafetyOutweighed means that a safety rule fires and the outcome is not to escalate.
	// There must be no such finding.
	SafetyOutweighed FindingKind = iota + 1
	// UnreachableOutcome and UnreachableOption mean that no tried intake leads to it.
	UnreachableOutcome
	UnreachableOption
	// NeverFires means that no answers make the condition true. It is proved.
	NeverFires
	// NeverMatters means that another rule does the same whenever this one fires, or that all
	// answers lead to the same outcome with and without this rule. It is proved.
	NeverMatters
	// Contradictory means that two rules with the same condition speak for and against the
	// same option, or that one excludes it and the other gives it points.
	Contradictory
	// NotMonotone means that a stronger answer to a statement moves the outcome away from the
	// option that the statement speaks for.
	NotMonotone
	// SafetyWaived means that a waiver of the policy drops the safety of a statement.
	SafetyWaived
	// SourceSuperseded means that all sources of a rule have newer editions.
	SourceSuperseded
	// NobodyAsks means that no rule, action, caution or conflict uses the statement.
	NobodyAsks
	// SourceMissing means that a rule has no source.
	SourceMissing
	// SourceOverdue and PolicyOverdue mean that the day of the next review has passed.
	SourceOverdue
	PolicyOverdue

	numFindingKinds
)

//enum:names FindingKind
var findingNames = [numFindingKinds]string{
	SafetyOutweighed: "safety-outweighed", UnreachableOutcome: "unreachable-outcome", UnreachableOption: "unreachable-option",
	NeverFires: "never-fires", NeverMatters: "never-matters", Contradictory: "contradictory", NotMonotone: "not-monotone",
	SafetyWaived: "safety-waived", SourceSuperseded: "source-superseded",
	NobodyAsks: "nobody-asks", SourceMissing: "source-missing", SourceOverdue: "source-overdue", PolicyOverdue: "policy-overdue",
}

// Finding is one thing that an audit has found.
type Finding struct {
	Kind FindingKind `json:"kind"`
	// ID names the rule, statement, option or outcome it is about.
	ID string `json:"id"`
	// Words say what was found.
	Words string `json:"words"`
	// Proved says that the finding was proved. Otherwise it is the result of a search, and
	// Words say what was searched.
	Proved bool `json:"proved"`
	// Witness is an intake that shows it, if there is one.
	Witness recommend.Answers `json:"witness,omitempty"`
}

// AuditReport is what an audit has found, and how much it searched.
type AuditReport struct {
	Policy   policy.Name  `json:"policy"`
	On       therapy.Date `json:"on,omitzero"`
	Findings []Finding    `json:"findings"`
	// Intakes is how many intakes were tried in the searches.
	Intakes int `json:"intakes"`
	// Undetermined lists the weighing rules for which neither an intake that they change was
	// found, nor a proof that there is none.
	Undetermined []string `json:"undetermined,omitempty"`
}

// Audit examines a whole policy. It finds outcomes and options that nothing leads to; rules
// that can never fire; rules that never matter, because another rule does the same or because
// their points change no result; contradictory rules; stronger answers that move the outcome
// in the wrong direction; statements that nobody asks; sources that are missing or overdue on
// the given day (with the zero Date, dates are not checked); and safety rules that something
// could outweigh. It proves what can be proved; a finding that comes from a search says so.
// The policy has to be valid.
func Audit(p policy.Policy, on therapy.Date) (AuditReport, error) {
	program, err := compile.New(p)
	if err != nil {
		return AuditReport{}, err
	}
	a := auditor{
		Program: program, e: program.Engine,
		report: AuditReport{Policy: policy.Name{ID: p.ID, Version: p.Version}, On: on, Findings: []Finding{}},
	}
	a.collect()
	a.safety()
	a.reach()
	a.fires()
	a.matter()
	a.weighing()
	a.contradictions()
	a.monotone()
	a.asked()
	a.sources(on)
	slices.SortStableFunc(a.report.Findings, func(x, y Finding) int { return cmp.Compare(x.Kind, y.Kind) })
	return a.report, nil
}

type auditor struct {
	*compile.Program
	e      *engine.Engine
	report AuditReport
	// firing has answers that make each rule fire, for the rules that can fire. bases are
	// intakes that pass safety and sufficiency; each rule fires in one of them.
	firing map[int]engine.Answers
	calm   engine.Answers
	bases  []engine.Answers
}

func (a *auditor) find(kind FindingKind, id string, proved bool, witness *engine.Answers, words string, args ...any) {
	f := Finding{Kind: kind, ID: id, Words: fmt.Sprintf(words, args...), Proved: proved}
	if witness != nil {
		f.Witness = a.intake(witness)
	}
	a.report.Findings = append(a.report.Findings, f)
}

// intake returns answers by name, without those that follow from others.
func (a *auditor) intake(answers *engine.Answers) recommend.Answers {
	intake := recommend.Answers{}
	for statement, f := range a.Factors {
		if given, entailed := answers.Answer(statement); given != engine.Unanswered && !entailed {
			intake[f] = therapy.Answer(given)
		}
	}
	return intake
}

// collect finds answers that make each rule fire, and makes the intakes to try from them.
func (a *auditor) collect() {
	a.firing = map[int]engine.Answers{}
	a.calm = a.e.Calm()
	a.bases = []engine.Answers{{}, a.calm}
	for i := range a.e.Rules {
		if answers, ok := a.e.Satisfy(engine.Answers{}, a.e.Rules[i].When); ok {
			a.firing[i] = answers
		}
		if answers, ok := a.e.Satisfy(a.calm, a.e.Rules[i].When); ok {
			a.bases = append(a.bases, answers)
		}
	}
}

// auditBudget is the maximum number of steps for a proof in an audit. An audit is not urgent,
// so the number is high.
const auditBudget = 1 << 20

// safety proves for every safety rule that all intakes that contain answers which make it
// fire escalate.
func (a *auditor) safety() {
	for i := range a.e.Rules {
		answers, ok := a.firing[i]
		if a.e.Rules[i].Layer != engine.Safety || !ok {
			continue
		}
		if s := a.e.Settle(answers, engine.Final{Outcome: engine.Escalate}, auditBudget, false); s.State != engine.Settled {
			a.find(SafetyOutweighed, a.Rules[i].ID, s.State == engine.Open, &s.Witness, "it fires, and the outcome can be another than to escalate")
		}
	}
}

// reach finds which outcomes and options occur.
func (a *auditor) reach() {
	outcomes, options := map[policy.Outcome]bool{}, uint16(0)
	note := func(answers *engine.Answers) {
		a.report.Intakes++
		v := a.e.Decide(answers)
		outcomes[policy.Outcome(v.Outcome)] = true
		if v.Outcome == engine.Recommended {
			options |= v.Standing
		}
	}
	for i := range a.bases {
		note(&a.bases[i])
		for j := range a.e.Rules {
			if both, ok := a.e.Satisfy(a.bases[i], a.e.Rules[j].When); ok {
				note(&both)
			}
		}
	}
	for o := range a.Policy.Options {
		favoured := a.favour(o)
		note(&favoured)
	}
	for _, near := range a.e.CloseCalls(a.calm) { // options come close to each other in it
		note(&near)
	}
	everything := a.calm
	for i := range a.e.Rules { // rule out all that can be ruled out together
		if a.e.Rules[i].Excludes != 0 {
			if next, ok := a.e.Satisfy(everything, a.e.Rules[i].When); ok {
				everything = next
			}
		}
	}
	a.forced(everything, note)
	for o := policy.Escalate; o.Valid(); o++ {
		if !outcomes[o] {
			a.find(UnreachableOutcome, o.String(), false, nil, "none of the %d intakes tried leads to it", a.report.Intakes)
		}
	}
	for o, info := range a.Policy.Options {
		if options>>o&1 == 0 {
			a.find(UnreachableOption, string(info.Option), false, nil, "none of the %d intakes tried recommends it", a.report.Intakes)
		}
	}
}

// forced tries to exclude every option. In the calm intake, statements that stop are answered
// no; exclusions are combined only with the other answers of it.
func (a *auditor) forced(everything engine.Answers, note func(*engine.Answers)) {
	note(&everything)
	var out engine.Answers
	for statement := range a.Factors {
		if given, entailed := a.calm.Answer(statement); given == engine.Yes && !entailed {
			out, _ = a.e.With(out, statement, engine.Yes)
		}
	}
	for i := range a.e.Rules {
		if c := &a.e.Rules[i]; c.Excludes != 0 {
			if next, ok := a.e.Satisfy(out, c.When); ok {
				out = next
			}
		}
	}
	for statement := range a.Factors {
		if out.Open(statement) {
			out, _ = a.e.With(out, statement, engine.No)
		}
	}
	note(&out)
}

// favour answers statements that give the option more points than any other option.
func (a *auditor) favour(option int) engine.Answers {
	best := a.calm
	for i := range a.e.Rules {
		c := &a.e.Rules[i]
		if len(c.Grades) > 0 || !c.Layer.Weighs() || c.Points[option] <= 0 || c.Points[option] < slices.Max(c.Points) {
			continue
		}
		if next, ok := a.e.Satisfy(best, c.When); ok {
			best = next
		}
	}
	return best
}

func (a *auditor) fires() {
	for i := range a.e.Rules {
		if _, ok := a.firing[i]; !ok && !a.e.Rules[i].Requires { // a rule that only asks need not fire
			a.find(NeverFires, a.Rules[i].ID, true, nil, "no answers that fit together make its condition true")
		}
	}
}

// matter finds rules that another rule makes superfluous: one of the same layer that stops or
// excludes at least as much, and fires whenever this one does.
func (a *auditor) matter() {
	for i := range a.e.Rules {
		c := &a.e.Rules[i]
		if _, fires := a.firing[i]; c.Layer.Weighs() || !fires {
			continue
		}
		for j := range a.e.Rules {
			d := &a.e.Rules[j]
			if i == j || d.Layer != c.Layer || c.Excludes&^d.Excludes != 0 || !c.Implies(d) {
				continue
			}
			if c.Leads && len(a.Rules[i].Asks) != len(a.Rules[j].Asks) {
				continue // it asks other questions, and these come first
			}
			if c.Requires && !a.Rules[i].RequiredIf.Equal(a.Rules[j].RequiredIf) {
				continue // it asks in cases in which the other does not
			}
			if d.Implies(c) && c.Excludes == d.Excludes && i < j {
				continue // of two equal rules the first is kept
			}
			a.find(NeverMatters, a.Rules[i].ID, true, nil, "whenever it fires, so does %s, which does the same", a.Rules[j].ID)
			break
		}
	}
}

func (a *auditor) contradictions() {
	for i := range a.e.Rules {
		for j := i + 1; j < len(a.e.Rules); j++ {
			c, d := &a.e.Rules[i], &a.e.Rules[j]
			if !a.When[i].Equal(a.When[j]) {
				continue
			}
			for o, info := range a.Policy.Options {
				opposed := c.Layer == d.Layer && int(c.Points[o])*int(d.Points[o]) < 0
				excluded := (c.Excludes|d.Excludes)>>o&1 == 1 && (c.Points[o] > 0 || d.Points[o] > 0)
				if opposed || excluded {
					a.find(Contradictory, a.Rules[i].ID, true, nil, "with the same condition, %s says the opposite about %s", a.Rules[j].ID, info.Option)
					break
				}
			}
		}
	}
}

// monotone raises the answer to every statement that speaks for one option, in every base and
// together with every other rule, and checks whether that option is ever lost by it.
func (a *auditor) monotone() {
	tried := 0
	for i := range a.e.Rules {
		c := &a.e.Rules[i]
		option := slices.Index(c.Points, slices.Max(c.Points))
		if !a.wishes(c) || c.Single < 0 || c.Points[option] <= 0 {
			continue
		}
		for b := range a.bases {
			if witness, lost := a.loses(c.Single, option, a.bases[b], &tried); lost {
				a.find(NotMonotone, string(a.Factors[c.Single]), true, &witness,
					"a stronger answer moves the outcome away from %s, which it speaks for", a.Policy.Options[option].Option)
				break
			}
		}
	}
	a.report.Intakes += tried
}

// wishes reports whether the rule is about what the person wants or needs.
func (a *auditor) wishes(c *engine.Rule) bool {
	layer := therapy.Layer(c.Layer)
	return layer == therapy.LayerPreference || layer == therapy.LayerNeed
}

// loses reports whether raising the statement from no to yes, or from yes to strongly, makes
// an advised option drop out.
func (a *auditor) loses(statement, option int, base engine.Answers, tried *int) (witness engine.Answers, lost bool) {
	bare := a.e.Without(base, statement)
	advised := func(answer engine.Answer) (engine.Answers, bool, bool) {
		next, ok := a.e.With(bare, statement, answer)
		if !bare.Open(statement) || !ok {
			return next, false, false
		}
		*tried++
		v := a.e.Decide(&next)
		return next, v.Standing>>option&1 == 1, v.Outcome == engine.Recommended || v.Outcome == engine.Either
	}
	_, before, ok := advised(engine.No)
	for _, answer := range []engine.Answer{engine.Yes, engine.Strongly} {
		next, now, ranked := advised(answer)
		if ok && before && ranked && !now {
			return next, true
		}
		before, ok = now, ranked
	}
	return witness, false
}

func (a *auditor) asked() {
	used := map[therapy.Factor]bool{}
	note := func(c therapy.Condition) {
		for f := range c.Factors() {
			used[f] = true
		}
	}
	p := &a.Policy
	for _, r := range p.Rules {
		note(p.Condition(r))
		note(r.RequiredIf)
		note(r.If)
		note(r.Unless)
		for _, f := range r.Asks {
			used[f] = true
		}
	}
	for _, x := range p.Actions {
		note(x.When)
	}
	for _, x := range p.Cautions {
		note(x.Scope())
	}
	for c := range p.Conditions() {
		note(c)
	}
	note(p.Meeting.Joins)
	for _, w := range p.Meeting.Wishes {
		note(w.When)
	}
	for _, x := range p.Conflicts {
		note(x.When)
	}
	for f, info := range p.Factors.All() {
		if used[f] || slices.ContainsFunc(info.Excludes, func(other therapy.Factor) bool { return used[other] }) {
			continue // it is used only because its yes settles others
		}
		a.find(NobodyAsks, string(f), true, nil, "nothing in the policy rests on it")
	}
}

func (a *auditor) sources(on therapy.Date) {
	for _, r := range a.Policy.Rules {
		if len(r.Sources) == 0 {
			a.find(SourceMissing, r.ID, true, nil, "it names no source")
		}
	}
	for _, w := range a.Policy.Waivers {
		a.find(SafetyWaived, string(w.Statement), true, nil, "%s waives its safety: %s", w.By, w.Why)
	}
	for _, r := range a.Policy.Rules {
		if len(r.Sources) > 0 && !slices.ContainsFunc(r.Sources, func(s therapy.Source) bool { return s.SupersededBy == "" }) {
			a.find(SourceSuperseded, r.ID, true, nil, "every source it rests on has a newer edition: %s", supersededBy(r.Sources))
		}
	}
	if on.IsZero() {
		return
	}
	rulesOf, order := map[string][]string{}, []string{}
	for _, r := range a.Policy.Rules {
		for _, s := range r.Sources {
			if s.ReviewBy.IsZero() || !s.ReviewBy.Before(on) {
				continue
			}
			if rulesOf[s.ID] == nil {
				order = append(order, s.ID)
			}
			rulesOf[s.ID] = append(rulesOf[s.ID], r.ID)
		}
	}
	for _, id := range order {
		a.find(SourceOverdue, id, true, nil, "somebody should have looked at it again; %s", plural(len(rulesOf[id]), "rule rests", "rules rest")+" on it")
	}
	for _, c := range a.Policy.Crisis {
		if c.ReviewBy.Before(on) {
			a.find(SourceOverdue, "crisis line "+c.Place, true, nil, "somebody should have checked the numbers by %s", c.ReviewBy)
		}
	}
	if due := a.Policy.ReviewBy; !due.IsZero() && due.Before(on) {
		a.find(PolicyOverdue, a.Policy.ID, true, nil, "the policy should have been reviewed by %s", due)
	}
}

func supersededBy(sources []therapy.Source) string {
	words := make([]string, len(sources))
	for i, s := range sources {
		words[i] = s.ID + " by " + s.SupersededBy
	}
	return strings.Join(words, ", ")
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// Text returns the findings as plain text.
func (r AuditReport) Text() string { return r.render(false) }

// Markdown is [AuditReport.Text] as CommonMark.
func (r AuditReport) Markdown() string { return r.render(true) }

func (r AuditReport) render(markdown bool) string {
	p := layout.New(markdown)
	p.Title("Audit of " + r.Policy.ID + " " + r.Policy.Version)
	if len(r.Findings) == 0 {
		p.Paragraph(fmt.Sprintf("Nothing was found. %d intakes were tried.", r.Intakes))
	} else {
		p.Paragraph(plural(len(r.Findings), "finding", "findings") + ". " + plural(r.Intakes, "intake was tried.", "intakes were tried."))
	}
	if len(r.Undetermined) > 0 {
		p.Paragraph("Undetermined, whether they ever tip anything: " + strings.Join(r.Undetermined, ", ") + ".")
	}
	var kind FindingKind
	for _, f := range r.Findings {
		if f.Kind != kind {
			kind = f.Kind
			p.Section(layout.Capital(strings.ReplaceAll(kind.String(), "-", " ")))
		}
		how := "proved"
		if !f.Proved {
			how = "searched"
		}
		p.Point(0, fmt.Sprintf("%s: %s (%s)", f.ID, f.Words, how))
		if f.Witness != nil {
			p.Point(1, "for instance: "+asJSON(f.Witness))
		}
	}
	return p.String()
}

// asJSON writes a witness. A witness is generated, so it contains nothing about a person.
func asJSON(intake recommend.Answers) string {
	b, err := json.Marshal(intake)
	if err != nil {
		return "an intake that cannot be written"
	}
	return string(b)
}
