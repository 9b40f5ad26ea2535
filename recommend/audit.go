package recommend

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/therapykit/therapykit/therapy"
)

// FindingKind is what an audit has found. The zero FindingKind is none.
type FindingKind uint8

// The kinds of findings, in the order in which a report lists them.
const (
	// SafetyOutweighed: a rule of safety fires and the outcome is not to escalate.
	// There must be none.
	SafetyOutweighed FindingKind = iota + 1
	// UnreachableOutcome and UnreachableOption: nothing that was tried leads to it.
	UnreachableOutcome
	UnreachableOption
	// NeverFires: no answers make the condition true. Proved.
	NeverFires
	// NeverMatters: another rule does the same whenever this one fires, or no
	// answers lead to another outcome with it than without it. Proved.
	NeverMatters
	// Contradictory: two rules with the same condition speak for and against the
	// same option, or exclude it and give it points.
	Contradictory
	// NotMonotone: a stronger answer to a statement moves the outcome away from
	// the option that the statement speaks for.
	NotMonotone
	// NobodyAsks: a statement that no rule, action, caution or conflict rests on.
	NobodyAsks
	// SourceMissing: a rule without a source.
	SourceMissing
	// SourceOverdue and PolicyOverdue: past the day by which somebody should have
	// looked at it again.
	SourceOverdue
	PolicyOverdue

	numFindingKinds
)

var findingNames = [numFindingKinds]string{
	SafetyOutweighed: "safety-outweighed", UnreachableOutcome: "unreachable-outcome", UnreachableOption: "unreachable-option",
	NeverFires: "never-fires", NeverMatters: "never-matters", Contradictory: "contradictory", NotMonotone: "not-monotone",
	NobodyAsks: "nobody-asks", SourceMissing: "source-missing", SourceOverdue: "source-overdue", PolicyOverdue: "policy-overdue",
}

// Valid reports whether k is one of the constants.
func (k FindingKind) Valid() bool { return k > 0 && k < numFindingKinds }

// String returns the name, or a placeholder with the number.
func (k FindingKind) String() string { return enumString("FindingKind", findingNames[:], uint8(k)) }

// AppendText appends the name; it fails for an invalid value.
func (k FindingKind) AppendText(b []byte) ([]byte, error) {
	return enumAppend(b, findingNames[:], uint8(k))
}

// MarshalText returns the name; it fails for an invalid value.
func (k FindingKind) MarshalText() ([]byte, error) { return k.AppendText(nil) }

// UnmarshalText accepts the exact names only.
func (k *FindingKind) UnmarshalText(text []byte) error {
	v, err := enumParse(findingNames[:], text)
	if err == nil {
		*k = FindingKind(v)
	}
	return err
}

// Finding is one thing that an audit has found.
type Finding struct {
	Kind FindingKind `json:"kind"`
	// ID names the rule, statement, option or outcome it is about.
	ID string `json:"id"`
	// Words say what is the matter.
	Words string `json:"words"`
	// Proved says that the finding follows from the policy. Otherwise it is what a
	// search has come to, and Words say what was searched.
	Proved bool `json:"proved"`
	// Witness is an intake that shows it, where one can.
	Witness Intake `json:"witness,omitempty"`
}

// AuditReport is what an audit has found and how far it has looked.
type AuditReport struct {
	Policy   Component    `json:"policy"`
	On       therapy.Date `json:"on,omitzero"`
	Findings []Finding    `json:"findings"`
	// Intakes is how many intakes were tried where a finding rests on a search.
	Intakes int `json:"intakes"`
	// Undetermined lists the rules that weigh about which neither an intake that
	// they tip was found nor a proof that there is none.
	Undetermined []string `json:"undetermined,omitempty"`
}

// Audit examines a policy as a whole: outcomes and options that nothing leads
// to; rules that can never fire, or never matter because another does the same
// or because their points tip nothing;
// contradictory rules; stronger answers that move the outcome the wrong way;
// statements that nobody asks; sources that are missing or overdue on the given
// day (the zero Date leaves dates out); and rules of safety that something could
// outweigh. What can be proved is proved; where a finding rests on a search it
// says so. The policy has to be valid.
func Audit(p Policy, on therapy.Date) (AuditReport, error) {
	r, err := New(p)
	if err != nil {
		return AuditReport{}, err
	}
	a := auditor{r: r, report: AuditReport{Policy: Component{ID: p.ID, Version: p.Version}, On: on, Findings: []Finding{}}}
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
	r      *Recommender
	report AuditReport
	// firing is, for each rule that can fire, answers that make it; bases are
	// intakes that pass safety and sufficiency, each rule in force in one.
	firing map[int]Answers
	calm   Answers
	bases  []Answers
}

func (a *auditor) find(kind FindingKind, id string, proved bool, witness *Answers, words string, args ...any) {
	f := Finding{Kind: kind, ID: id, Words: fmt.Sprintf(words, args...), Proved: proved}
	if witness != nil {
		f.Witness = a.r.Decode(*witness)
	}
	a.report.Findings = append(a.report.Findings, f)
}

// collect finds, for every rule, answers that make it fire, and from them the
// intakes to try.
func (a *auditor) collect() {
	r := a.r
	a.firing = map[int]Answers{}
	a.calm = a.passing()
	a.bases = []Answers{{}, a.calm}
	for i := range r.rules {
		var none Answers
		if answers, ok := r.satisfy(none, r.rules[i].clauses); ok {
			a.firing[i] = answers
		}
		if answers, ok := r.satisfy(a.calm, r.rules[i].clauses); ok {
			a.bases = append(a.bases, answers)
		}
	}
}

// passing answers everything that could stop with no, and what has to be known
// so that it does not.
func (a *auditor) passing() Answers {
	m := matter{r: a.r}
	calm := m.calm(-1, Answers{})
	for statement := range a.r.factors {
		if calm.open(statement) && a.r.isStop(statement) {
			calm, _ = a.r.with(calm, statement, No)
		}
	}
	return calm
}

// satisfy adds answers until every clause holds. It tries every way, so that a
// false is a proof that no consistent answers beside those given make it hold.
func (r *Recommender) satisfy(a Answers, clauses [][]literal) (Answers, bool) {
	if len(clauses) == 0 {
		return a, true
	}
	l := a.literals()
	if slices.ContainsFunc(clauses[0], l.has) {
		return r.satisfy(a, clauses[1:])
	}
	for _, x := range clauses[0] {
		statement, answer := int(x)%maxStatements, No
		if int(x) < maxStatements {
			answer = Yes
		}
		if !a.open(statement) {
			continue
		}
		next, consistent := r.with(a, statement, answer)
		if !consistent {
			continue
		}
		if found, ok := r.satisfy(next, clauses[1:]); ok {
			return found, true
		}
	}
	return a, false
}

// safety proves for every rule of safety, from answers that make it fire, that
// all their completions escalate.
func (a *auditor) safety() {
	for i := range a.r.rules {
		answers, ok := a.firing[i]
		if a.r.rules[i].Layer != therapy.LayerSafety || !ok {
			continue
		}
		p := prover{r: a.r, budget: DefaultBudget}
		if witness, state := p.settle(answers, final{outcome: Escalate}); state != Settled {
			a.find(SafetyOutweighed, a.r.rules[i].ID, state == Open, &witness, "it fires, and the outcome can be another than to escalate")
		}
	}
}

// reach tries which outcomes and options come up.
func (a *auditor) reach() {
	outcomes, options := map[Outcome]bool{}, uint16(0)
	note := func(answers *Answers) {
		a.report.Intakes++
		rec := a.r.Decide(*answers)
		outcomes[rec.verdict.outcome] = true
		if rec.verdict.outcome == Recommended {
			options |= rec.verdict.standing
		}
	}
	for i := range a.bases {
		note(&a.bases[i])
		for j := range a.r.rules {
			if both, ok := a.r.satisfy(a.bases[i], a.r.rules[j].clauses); ok {
				note(&both)
			}
		}
	}
	for o := range a.r.policy.Options {
		favoured := a.favour(o)
		note(&favoured)
	}
	for _, sample := range newMatter(a.r, a.calm).samples {
		near := a.calm // options come close to each other in it
		for _, g := range sample {
			if next, ok := a.r.with(near, g.statement, g.answer); ok && near.open(g.statement) {
				near = next
			}
		}
		note(&near)
	}
	everything := a.calm
	for i := range a.r.rules { // rule out all that can be ruled out together
		if a.r.rules[i].excludes != 0 {
			if next, ok := a.r.satisfy(everything, a.r.rules[i].clauses); ok {
				everything = next
			}
		}
	}
	a.forced(everything, note)
	for o := Escalate; o < numOutcomes; o++ {
		if !outcomes[o] {
			a.find(UnreachableOutcome, o.String(), false, nil, "none of the %d intakes tried leads to it", a.report.Intakes)
		}
	}
	for o, info := range a.r.policy.Options {
		if options>>o&1 == 0 {
			a.find(UnreachableOption, string(info.Option), false, nil, "none of the %d intakes tried recommends it", a.report.Intakes)
		}
	}
}

// forced tries to rule everything out: statements that stop are answered no in
// the calm intake, so exclusions are looked for beside the rest of it only.
func (a *auditor) forced(everything Answers, note func(*Answers)) {
	note(&everything)
	var out Answers
	for statement := range a.r.factors {
		if given, entailed := a.calm.answer(statement); given == Yes && !entailed {
			out, _ = a.r.with(out, statement, Yes)
		}
	}
	for i := range a.r.rules {
		if c := &a.r.rules[i]; c.excludes != 0 {
			if next, ok := a.r.satisfy(out, c.clauses); ok {
				out = next
			}
		}
	}
	for statement := range a.r.factors {
		if out.open(statement) {
			out, _ = a.r.with(out, statement, No)
		}
	}
	note(&out)
}

// favour answers what gives the option more points than any other.
func (a *auditor) favour(option int) Answers {
	best := a.calm
	for i := range a.r.rules {
		c := &a.r.rules[i]
		if !c.Layer.Weighs() || c.given[option] <= 0 || c.given[option] < slices.Max(c.given) {
			continue
		}
		if next, ok := a.r.satisfy(best, c.clauses); ok {
			best = next
		}
	}
	return best
}

func (a *auditor) fires() {
	for i := range a.r.rules {
		if _, ok := a.firing[i]; !ok {
			a.find(NeverFires, a.r.rules[i].ID, true, nil, "no answers that fit together make its condition true")
		}
	}
}

// matter finds rules that another makes superfluous: one of the same layer that
// stops or excludes at least as much, and fires whenever this one does.
func (a *auditor) matter() {
	for i := range a.r.rules {
		c := &a.r.rules[i]
		if _, fires := a.firing[i]; c.Layer.Weighs() || !fires {
			continue
		}
		for j := range a.r.rules {
			d := &a.r.rules[j]
			if i == j || d.Layer != c.Layer || c.excludes&^d.excludes != 0 || !implies(c, d) {
				continue
			}
			if c.requires && !c.RequiredIf.Equal(d.RequiredIf) {
				continue // it asks where the other does not
			}
			if implies(d, c) && c.excludes == d.excludes && i < j {
				continue // of two that are the same the first is kept
			}
			a.find(NeverMatters, c.ID, true, nil, "whenever it fires, so does %s, which does the same", d.ID)
			break
		}
	}
}

// implies reports whether every clause of d contains one of c.
func implies(c, d *compiledRule) bool {
	for _, wide := range d.clauses {
		if !slices.ContainsFunc(c.clauses, func(narrow []literal) bool {
			return !slices.ContainsFunc(narrow, func(x literal) bool { return !slices.Contains(wide, x) })
		}) {
			return false
		}
	}
	return true
}

func (a *auditor) contradictions() {
	for i := range a.r.rules {
		for j := i + 1; j < len(a.r.rules); j++ {
			c, d := &a.r.rules[i], &a.r.rules[j]
			if !c.When.Equal(d.When) {
				continue
			}
			for o, info := range a.r.policy.Options {
				opposed := c.Layer == d.Layer && int(c.given[o])*int(d.given[o]) < 0
				excluded := (c.excludes|d.excludes)>>o&1 == 1 && (c.given[o] > 0 || d.given[o] > 0)
				if opposed || excluded {
					a.find(Contradictory, c.ID, true, nil, "with the same condition, %s says the opposite about %s", d.ID, info.Option)
					break
				}
			}
		}
	}
}

// monotone raises the answer to every statement that speaks for one option, in
// every base and beside every other rule, and looks whether that option is ever
// lost by it.
func (a *auditor) monotone() {
	tried := 0
	for i := range a.r.rules {
		c := &a.r.rules[i]
		option := slices.Index(c.given, slices.Max(c.given))
		if c.Layer != therapy.LayerPreference && c.Layer != therapy.LayerNeed || c.single < 0 || c.given[option] <= 0 {
			continue
		}
		for b := range a.bases {
			if witness, lost := a.loses(c.single, option, a.bases[b], &tried); lost {
				a.find(NotMonotone, string(a.r.factors[c.single]), true, &witness,
					"a stronger answer moves the outcome away from %s, which it speaks for", a.r.policy.Options[option].Option)
				break
			}
		}
	}
	a.report.Intakes += tried
}

// loses reports whether raising the statement from no to yes, or from yes to
// strongly, makes an option drop out that was advised.
func (a *auditor) loses(statement, option int, base Answers, tried *int) (witness Answers, lost bool) {
	bare := a.r.without(base, statement)
	advised := func(answer Answer) (Answers, bool, bool) {
		next, ok := a.r.with(bare, statement, answer)
		if !bare.open(statement) || !ok {
			return next, false, false
		}
		*tried++
		f := a.r.outcomeOf(&next)
		return next, f.standing>>option&1 == 1, f.outcome == Recommended || f.outcome == Either
	}
	_, before, ok := advised(No)
	for _, answer := range []Answer{Yes, Strongly} {
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
	p := &a.r.policy
	for _, r := range p.Rules {
		note(r.When)
		note(r.RequiredIf)
		for _, f := range r.Asks {
			used[f] = true
		}
	}
	for _, x := range p.Actions {
		note(x.When)
	}
	for _, x := range p.Cautions {
		note(x.When)
	}
	for _, x := range p.Conflicts {
		note(x.When)
	}
	for f, info := range p.Factors.All() {
		if used[f] || slices.ContainsFunc(info.Excludes, func(other therapy.Factor) bool { return used[other] }) {
			continue // it settles others, if it does nothing else
		}
		a.find(NobodyAsks, string(f), true, nil, "nothing in the policy rests on it")
	}
}

func (a *auditor) sources(on therapy.Date) {
	for _, r := range a.r.policy.Rules {
		if len(r.Sources) == 0 {
			a.find(SourceMissing, r.ID, true, nil, "it names no source")
		}
	}
	if on.IsZero() {
		return
	}
	rulesOf, order := map[string][]string{}, []string{}
	for _, r := range a.r.policy.Rules {
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
	if due := a.r.policy.ReviewBy; !due.IsZero() && due.Before(on) {
		a.find(PolicyOverdue, a.r.policy.ID, true, nil, "the policy should have been reviewed by %s", due)
	}
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// Text says what was found as plain text.
func (r AuditReport) Text() string { return r.render(false) }

// Markdown is [AuditReport.Text] as CommonMark.
func (r AuditReport) Markdown() string { return r.render(true) }

func (r AuditReport) render(markdown bool) string {
	p := &page{markdown: markdown}
	p.title("Audit of " + r.Policy.ID + " " + r.Policy.Version)
	if len(r.Findings) == 0 {
		p.paragraph(fmt.Sprintf("Nothing was found. %d intakes were tried.", r.Intakes))
	} else {
		p.paragraph(plural(len(r.Findings), "finding", "findings") + ". " + plural(r.Intakes, "intake was tried.", "intakes were tried."))
	}
	if len(r.Undetermined) > 0 {
		p.paragraph("Undetermined, whether they ever tip anything: " + strings.Join(r.Undetermined, ", ") + ".")
	}
	var kind FindingKind
	for _, f := range r.Findings {
		if f.Kind != kind {
			kind = f.Kind
			p.section(capital(strings.ReplaceAll(kind.String(), "-", " ")))
		}
		how := "proved"
		if !f.Proved {
			how = "searched"
		}
		p.point(0, fmt.Sprintf("%s: %s (%s)", f.ID, f.Words, how))
		if f.Witness != nil {
			p.point(1, "for instance: "+mustJSON(f.Witness))
		}
	}
	return p.b.String()
}
