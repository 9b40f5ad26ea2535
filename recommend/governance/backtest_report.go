package governance

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/therapykit/therapykit/recommend/internal/layout"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// BacktestFormat is the value of the member "format" of a report's JSON.
const BacktestFormat = "therapykit-backtest/1"

// BacktestReport is the result of [Backtest]. Arrays of two are for policy a and policy b. It
// contains pseudonyms of a few cases and none of their answers. The zero BacktestReport is
// that of no cases.
type BacktestReport struct {
	Policies [2]policy.Name `json:"policies"`
	// Cases is the number of cases: Compared, Refused.Cases and Unreadable together.
	Cases int `json:"cases"`
	// Compared is how many cases both policies answered: Same and Different together.
	// Different means another outcome or other advised options; the same answer from another
	// stage counts as the same.
	Compared  int `json:"compared"`
	Same      int `json:"same"`
	Different int `json:"different"`
	// EscalationsLost counts compared cases in which only a escalates, EscalationsNew those
	// in which only b does. Find out the reason for each lost escalation before b replaces a.
	EscalationsLost int `json:"escalationsLost"`
	EscalationsNew  int `json:"escalationsNew"`
	// Refused says which intakes could not be compared.
	Refused RefusedIntakes `json:"refused"`
	// Unreadable counts cases that could not be read at all; see [Case.Err]. UnreadableDangerous
	// is how many of them say that somebody may have been in danger; see [Case.Dangers]. Errors
	// has the statements.
	Unreadable          int `json:"unreadable"`
	UnreadableDangerous int `json:"unreadableDangerous"`
	// Foreign lists the answered statements that only one of the policies has; for the other
	// policy they counted as unknown. They are ordered by policy, then by name.
	Foreign []ForeignStatement `json:"foreign"`
	// UnreadableDecisions counts recorded decisions that are not valid options; their cases
	// are compared without a decision.
	UnreadableDecisions int `json:"unreadableDecisions"`
	// Errors are the errors by place, in the order of their first occurrence. OtherErrors
	// counts the errors at places beyond the limit.
	Errors      []BacktestError `json:"errors"`
	OtherErrors int             `json:"otherErrors"`
	// Transitions lists the pairs of answers: first those that lose an escalation, then other
	// different answers, then equal answers; each ordered by count, the highest first, then
	// by outcome and options. OtherTransitions counts cases of transitions beyond the limit.
	Transitions      []Transition `json:"transitions"`
	OtherTransitions int          `json:"otherTransitions"`
	// Agreement says how far each policy agrees with the recorded decisions.
	Agreement [2]Agreement `json:"agreement"`
}

// RefusedIntakes counts intakes that a policy refused.
type RefusedIntakes struct {
	// Cases is how many intakes at least one policy refused, and By how many each policy
	// refused.
	Cases int    `json:"cases"`
	By    [2]int `json:"by"`
	// Dangerous is how many of Cases at least one policy still escalates.
	Dangerous int `json:"dangerous"`
}

// ForeignStatement is a statement that only one of the two policies has.
type ForeignStatement struct {
	// Policy is the policy that does not have it, "a" or "b".
	Policy    string         `json:"policy"`
	Statement therapy.Factor `json:"statement"`
	// Count is how many cases answer it.
	Count int `json:"count"`
}

// BacktestError is one kind of error in the cases. It never quotes a value.
type BacktestError struct {
	// Policy is "a" or "b", empty if it does not depend on the policy.
	Policy string `json:"policy,omitempty"`
	// Path is a JSON pointer into the intake or, without a policy, into the case, or a
	// column of the table; Rule and Hint are those of the [therapy.FieldError].
	Path string `json:"path"`
	Rule string `json:"rule"`
	Hint string `json:"hint,omitempty"`
	// Count is how often it occurred, and First is the pseudonym of the first case, or its
	// line in the file.
	Count int    `json:"count"`
	First string `json:"first"`
}

// BacktestResult is an answer: an outcome and the advised options, in the order of policy a
// and then of b.
type BacktestResult struct {
	Outcome policy.Outcome  `json:"outcome"`
	Advised []policy.Option `json:"advised"`
}

// String returns the outcome and the options: "either individual, group".
func (r BacktestResult) String() string {
	return strings.TrimSpace(r.Outcome.String() + " " + listed(r.Advised))
}

func (r BacktestResult) compare(other BacktestResult) int {
	return cmp.Or(cmp.Compare(r.Outcome, other.Outcome), slices.Compare(r.Advised, other.Advised))
}

// Transition is an answer of policy a, the answer of policy b to the same cases, and the
// number of these cases.
type Transition struct {
	A     BacktestResult `json:"a"`
	B     BacktestResult `json:"b"`
	Count int            `json:"count"`
	// Examples are its first cases; none if the answers are the same.
	Examples []BacktestExample `json:"examples,omitempty"`
}

// Same reports whether both answers are the same.
func (t Transition) Same() bool { return t.A.compare(t.B) == 0 }

// rank puts lost escalations before other differences and equal answers last.
func (t Transition) rank() int {
	switch {
	case t.Same():
		return 2
	case t.A.Outcome == policy.Escalate:
		return 0
	}
	return 1
}

// BacktestExample is a case with different answers, and the reasons.
type BacktestExample struct {
	confidential.Hidden
	ID string `json:"id"`
	// DecidedByA and DecidedByB are the deciding stages, 0 if none decided.
	DecidedByA therapy.Layer `json:"decidedByA,omitzero"`
	DecidedByB therapy.Layer `json:"decidedByB,omitzero"`
	// Rules are the rules with different effects in the two policies, in the order of a's
	// rules and then of b's. It is empty if only margins or the order of stages differ.
	Rules []RuleDifference `json:"rules"`
}

// RuleDifference is a rule that has different effects in a and b.
type RuleDifference struct {
	Rule string     `json:"rule"`
	A    RuleEffect `json:"a"`
	B    RuleEffect `json:"b"`
}

// RuleEffect is what a rule does in a case. The zero RuleEffect means that it does nothing,
// or that the policy does not have the rule.
type RuleEffect struct {
	Fired bool `json:"fired"`
	// Asks says that the rule's answer is required and not known.
	Asks bool `json:"asks,omitempty"`
	// Layer is the stage in which it acts, 0 if it does nothing.
	Layer therapy.Layer `json:"layer,omitzero"`
	// Points are the points that it gives, after doubling if any, and Excludes are the
	// options that it excludes; both are sorted by option.
	Points   []policy.Points  `json:"points,omitempty"`
	Grades   []policy.Grading `json:"grades,omitempty"`
	Excludes []policy.Option  `json:"excludes,omitempty"`
}

// String returns the effect in a few words: "gives individual +3 in preference".
func (e RuleEffect) String() string {
	switch {
	case e.Asks:
		return "has to be answered in " + e.Layer.String()
	case !e.Fired:
		return "does nothing"
	case len(e.Excludes) > 0:
		return "rules out " + listed(e.Excludes)
	case len(e.Points) > 0:
		return "gives " + pointsInWords(e.Points) + " in " + e.Layer.String()
	}
	return "fires in " + e.Layer.String()
}

// Agreement says how far a policy agrees with recorded decisions. A recorded decision need
// not be right: agreement says how much a policy would change practice, not whether it would
// improve it.
type Agreement struct {
	// Recorded is how many compared cases have a decision. It is the sum of Exact (only the
	// decided option is recommended), AmongOffered (it is one of several advised options),
	// Another (only other options are advised) and Nothing (no option is advised).
	Recorded     int `json:"recorded"`
	Exact        int `json:"exact"`
	AmongOffered int `json:"amongOffered"`
	Another      int `json:"another"`
	Nothing      int `json:"nothing"`
	// Pairs counts the decisions in cases with exactly one recommended option, by advised and
	// then by decided option, in the order of the policies.
	Pairs []DecisionPair `json:"pairs"`
}

// DecisionPair is a recommended option, and the option that was chosen. Decided is empty for
// an option that neither policy has.
type DecisionPair struct {
	Advised policy.Option `json:"advised"`
	Decided policy.Option `json:"decided"`
	Count   int           `json:"count"`
}

// Rated is the number of cases that Cohen's kappa is calculated from: those with exactly one
// recommended option and a recorded decision.
func (a Agreement) Rated() int {
	n := 0
	for _, p := range a.Pairs {
		n += p.Count
	}
	return n
}

// Kappa returns Cohen's kappa over [Agreement.Pairs]: how far policy and decision agree
// beyond chance, 1 for full agreement and 0 for none beyond chance. ok is false if it is not
// defined: if there are no cases, or if both always name the same option. Decisions for
// options that no policy has are counted together; this does not change kappa, as the policy
// never names them. The result is exact up to three thousand million cases.
//
// Source: Cohen J. A coefficient of agreement for nominal scales. Educational
// and Psychological Measurement 1960;20(1):37-46.
func (a Agreement) Kappa() (kappa float64, ok bool) {
	var n, agreed, chance int64
	advised, decided := map[policy.Option]int64{}, map[policy.Option]int64{}
	for _, p := range a.Pairs {
		count := int64(p.Count)
		n += count
		advised[p.Advised] += count
		decided[p.Decided] += count
		if p.Advised == p.Decided {
			agreed += count
		}
	}
	for o, count := range advised { // whole numbers: the order does not matter
		chance += count * decided[o]
	}
	if chance == n*n {
		return 0, false
	}
	return float64(n*agreed-chance) / float64(n*n-chance), true
}

// MarshalJSON also writes the results of Rated and Kappa; kappa is null if it is not defined.
func (a Agreement) MarshalJSON() ([]byte, error) {
	type plain Agreement
	full := struct {
		plain
		Rated int      `json:"rated"`
		Kappa *float64 `json:"kappa"`
	}{plain: plain(a), Rated: a.Rated()}
	full.Pairs = orEmpty(a.Pairs)
	if kappa, ok := a.Kappa(); ok {
		full.Kappa = &kappa
	}
	return json.Marshal(full)
}

// MarshalJSON writes the report with its format first. Equal reports give
// equal bytes.
func (r BacktestReport) MarshalJSON() ([]byte, error) {
	type plain BacktestReport
	full := struct {
		Format string `json:"format"`
		plain
	}{BacktestFormat, plain(r)}
	full.Foreign, full.Errors, full.Transitions = orEmpty(r.Foreign), orEmpty(r.Errors), orEmpty(r.Transitions)
	return json.Marshal(full)
}

// UnmarshalJSON reads what MarshalJSON writes, strictly. It calculates the values that follow
// from the pairs again.
func (a *Agreement) UnmarshalJSON(data []byte) error {
	type plain Agreement
	var full struct {
		plain
		Rated int      `json:"rated"`
		Kappa *float64 `json:"kappa"`
	}
	if err := therapy.UnmarshalStrict(data, &full); err != nil {
		return err
	}
	*a = Agreement(full.plain)
	a.Pairs = orNone(a.Pairs)
	return nil
}

// UnmarshalJSON reads what MarshalJSON writes, strictly.
func (r *BacktestReport) UnmarshalJSON(data []byte) error {
	type plain BacktestReport
	var full struct {
		Format string `json:"format"`
		plain
	}
	if err := therapy.UnmarshalStrict(data, &full); err != nil {
		return err
	}
	if full.Format != BacktestFormat {
		return &therapy.FieldError{Path: "/format", Rule: "backtest-format", Hint: BacktestFormat, Err: therapy.ErrUnknown}
	}
	*r = BacktestReport(full.plain)
	r.Foreign, r.Errors, r.Transitions = orNone(r.Foreign), orNone(r.Errors), orNone(r.Transitions)
	return nil
}

// orNone turns an empty list into nil.
func orNone[T any](list []T) []T {
	if len(list) == 0 {
		return nil
	}
	return list
}

// orEmpty turns nil into an empty list, which JSON writes as [].
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// Text writes the report as plain text. Equal reports give equal bytes.
func (r BacktestReport) Text() string { return r.render(false) }

// Markdown is [BacktestReport.Text] as CommonMark, without embedded HTML.
func (r BacktestReport) Markdown() string { return r.render(true) }

func (r BacktestReport) render(markdown bool) string {
	p := layout.New(markdown)
	p.Title("Two policies on past intakes")
	for side, name := range r.Policies {
		p.Point(0, fmt.Sprintf("%s: policy %s, version %s, digest %s.", layout.Capital(sideLetters[side]), orNothing(name.ID), orNothing(name.Version), orNothing(name.Digest)))
	}
	p.Section("Cases")
	p.Point(0, fmt.Sprintf("Read: %d. Compared: %d.", r.Cases, r.Compared))
	p.Point(0, fmt.Sprintf("Answered the same: %s. Answered otherwise: %s.", share(r.Same, r.Compared), share(r.Different, r.Compared)))
	p.Point(0, fmt.Sprintf("Escalated by A and no longer by B: %d. Escalated by B only: %d.", r.EscalationsLost, r.EscalationsNew))
	p.Point(0, fmt.Sprintf("Refused: %d (by A %d, by B %d), of which escalated all the same: %d.", r.Refused.Cases, r.Refused.By[0], r.Refused.By[1], r.Refused.Dangerous))
	if r.Unreadable > 0 {
		p.Point(0, fmt.Sprintf("Could not be read: %d.", r.Unreadable))
	}
	if r.UnreadableDangerous > 0 {
		p.Point(0, fmt.Sprintf("Could not be read, and say that somebody may have been in danger: %d.", r.UnreadableDangerous))
	}
	for _, f := range r.Foreign {
		p.Point(0, fmt.Sprintf("%s does not know %s: its answer counted as unknown there in %d.", layout.Capital(f.Policy), f.Statement, f.Count))
	}
	if r.UnreadableDecisions > 0 {
		p.Point(0, fmt.Sprintf("Decisions that are not written as an option and were left out: %d.", r.UnreadableDecisions))
	}
	r.errors(p)
	r.transitions(p)
	p.Section("Agreement with what was decided")
	for side, a := range r.Agreement {
		p.Part("Policy " + layout.Capital(sideLetters[side]))
		a.render(p)
	}
	p.Paragraph("What was decided is not thereby right. Agreement says how much a policy would change, not whether for the better.")
	return p.String()
}

func (r BacktestReport) errors(p *layout.Page) {
	if len(r.Errors) == 0 && r.OtherErrors == 0 {
		return
	}
	p.Section("What was wrong with cases")
	for _, e := range r.Errors {
		line := e.Path + ": " + e.Rule
		if e.Policy != "" {
			line = layout.Capital(e.Policy) + ", " + line
		}
		if e.Hint != "" {
			line += " (" + e.Hint + ")"
		}
		p.Point(0, fmt.Sprintf("%s: %d, first in case %s.", line, e.Count, orUnnamed(e.First)))
	}
	if r.OtherErrors > 0 {
		p.Point(0, fmt.Sprintf("Elsewhere: %d.", r.OtherErrors))
	}
}

func (r BacktestReport) transitions(p *layout.Page) {
	p.Section("From answers of A to answers of B")
	if len(r.Transitions) == 0 {
		p.Paragraph("None.")
	}
	for _, t := range r.Transitions {
		if t.Same() {
			p.Point(0, fmt.Sprintf("%s, as before: %d.", t.A, t.Count))
			continue
		}
		p.Point(0, fmt.Sprintf("%s → %s: %d.", t.A, t.B, t.Count))
		for _, x := range t.Examples {
			p.Point(1, fmt.Sprintf("Case %s: A %s, B %s.", orUnnamed(x.ID), decidedIn(x.DecidedByA), decidedIn(x.DecidedByB)))
			for _, d := range x.Rules {
				p.Point(2, fmt.Sprintf("%s: in A %s, in B %s.", d.Rule, d.A, d.B))
			}
			if len(x.Rules) == 0 {
				p.Point(2, "No rule does anything else; margins, stages or options do.")
			}
		}
	}
	if r.OtherTransitions > 0 {
		p.Point(0, fmt.Sprintf("Others, not listed: %d.", r.OtherTransitions))
	}
}

func (a Agreement) render(p *layout.Page) {
	p.Point(0, fmt.Sprintf("Decisions recorded: %d.", a.Recorded))
	p.Point(0, fmt.Sprintf("Exactly what is recommended: %s. One of those left open: %s. Another: %s. Nothing is advised: %s.",
		share(a.Exact, a.Recorded), share(a.AmongOffered, a.Recorded), share(a.Another, a.Recorded), share(a.Nothing, a.Recorded)))
	switch kappa, ok := a.Kappa(); {
	case ok:
		p.Point(0, fmt.Sprintf("Cohen's kappa over the %d cases with one option recommended and a decision: %.2f.", a.Rated(), kappa))
	case a.Rated() == 0:
		p.Point(0, "Cohen's kappa is not defined: in no case with a decision is just one option recommended.")
	default:
		p.Point(0, fmt.Sprintf("Cohen's kappa is not defined: in all %d cases the same option is recommended and decided on, so that chance would agree too.", a.Rated()))
	}
	for _, pair := range a.Pairs {
		decided := string(pair.Decided)
		if decided == "" {
			decided = "an option that neither policy has"
		}
		p.Point(1, fmt.Sprintf("Recommended %s, decided on %s: %d.", pair.Advised, decided, pair.Count))
	}
}

func decidedIn(layer therapy.Layer) string {
	if layer == 0 {
		return "decides in no stage"
	}
	return "decides in " + layer.String()
}

func orUnnamed(id string) string {
	if id == "" {
		return "without a name"
	}
	return id
}

// share writes a number and its percentage of a whole.
func share(n, of int) string {
	if of == 0 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%d (%.1f %%)", n, 100*float64(n)/float64(of))
}

func orNothing(s string) string { return cmp.Or(s, "nothing") }

func listed(options []policy.Option) string {
	words := make([]string, len(options))
	for i, o := range options {
		words[i] = string(o)
	}
	return strings.Join(words, ", ")
}

func pointsInWords(points []policy.Points) string {
	words := make([]string, len(points))
	for i, p := range points {
		words[i] = fmt.Sprintf("%s %+d", p.Option, p.Points)
	}
	return strings.Join(words, ", ")
}
