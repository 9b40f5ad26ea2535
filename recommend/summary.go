package recommend

import (
	"cmp"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/therapykit/therapykit/recommend/internal/engine"
	"github.com/therapykit/therapykit/recommend/internal/layout"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/words"
)

// Summary is a recommendation in at most ten lines, for one audience and in its language: the
// result, the reason in one sentence, the strongest reasons for and against each option, what
// is unknown, what would change the result, and what to do next. It has the same form for all
// outcomes. The zero Summary means no summary.
type Summary struct {
	confidential.Hidden
	// Headline is the result.
	Headline string `json:"headline"`
	// Flags are important additions to the headline: a guideline opposes the advised option,
	// a finding that stops everything, answers about safety that were too old, a policy that
	// drops a part of safety. For a client there is at most one.
	Flags []string `json:"flags,omitempty"`
	// Why says in one sentence what decided.
	Why string `json:"why,omitempty"`
	// Options are the options in the policy's order, each with the strongest reasons for it
	// and against it. There are none if somebody may be in danger.
	Options []SummaryOption `json:"options,omitempty"`
	// Unknown lists unknown answers that alone could change the headline: at most three
	// questions, each from another section of the form.
	Unknown string `json:"unknown,omitempty"`
	// Turns is the smallest change of an answer that would change the headline.
	Turns string `json:"turns,omitempty"`
	// Next says who does what next.
	Next string `json:"next,omitempty"`
	// Help says whom to call if things get hard. It is always present.
	Help string `json:"help"`
}

// SummaryOption is the line of a summary about one option.
type SummaryOption struct {
	confidential.Hidden
	// Option is the option, and Advised says whether it is advised.
	Option  policy.Option `json:"option"`
	Advised bool          `json:"advised,omitempty"`
	// For and Against are the strongest reasons, empty if there is none. Excluded says that
	// Against excludes the option.
	For      string `json:"for,omitempty"`
	Against  string `json:"against,omitempty"`
	Excluded bool   `json:"excluded,omitempty"`
	// Says is the line to show.
	Says string `json:"says"`
}

// maxUnknown is the largest number of open questions that a summary names. It names fewer if they
// do not fit into a line.
const maxUnknown = 3

// lineWords is how many words a sentence of a summary has at most, and a list of questions.
var lineWords = map[policy.Reader]int{policy.Clinician: 25, policy.Client: 15}

// Summary returns the summary. It makes a few hundred decisions, to try the effect of single
// answers; it proves nothing.
func (x Rendering) Summary() Summary {
	rec := x.rec
	e := &explainer{rec: &rec, page: layout.New(false), reader: x.audience.Reader, audience: x.audience}
	if rec.r == nil {
		return Summary{Headline: e.say("none")}
	}
	help := e.say("hard", words.Name("lines", e.crisis()))
	if x.Withheld() {
		return Summary{Headline: e.say("no-letter"), Help: help}
	}
	return Summary{
		Headline: e.headline(),
		Flags:    e.flags(),
		Why:      e.why(),
		Options:  e.shortOptions(),
		Unknown:  e.unknown(),
		Turns:    e.turns(),
		Next:     e.next(),
		Help:     help,
	}
}

// SummaryFormat is the value of the member "format" of a summary's JSON.
const SummaryFormat = "therapykit-summary/1"

// appendSummary appends the summary as one JSON object.
func (x Rendering) appendSummary(dst []byte) []byte {
	doc := struct {
		Format   string          `json:"format"`
		Policy   policy.Name     `json:"policy"`
		Reader   policy.Reader   `json:"reader"`
		Language string          `json:"language"`
		Outcome  policy.Outcome  `json:"outcome,omitempty"`
		Advised  []policy.Option `json:"advised,omitempty"`
		Withheld bool            `json:"withheld,omitempty"`
		Summary
		Notices []string `json:"notices,omitempty"`
	}{
		Format: SummaryFormat, Policy: policy.Name{ID: x.rec.PolicyID(), Version: x.rec.PolicyVersion()},
		Reader: x.audience.Reader, Language: x.audience.Language.Tag(), Withheld: x.Withheld(), Summary: x.Summary(),
		Notices: x.audience.notices(x.rec.r.program.Policy),
	}
	if !doc.Withheld {
		doc.Outcome, doc.Advised = x.rec.Outcome(), optionNames(x.rec)
	}
	return append(dst, mustJSON(doc)...)
}

// points writes the lines below the sentence that says why.
func (s Summary) points(p *layout.Page) {
	for _, o := range s.Options {
		p.Point(0, o.Says)
	}
	for _, line := range []string{s.Unknown, s.Turns, s.Next, s.Help} {
		if line != "" {
			p.Point(0, line)
		}
	}
}

func (e *explainer) headline() string {
	name := "headline-" + e.rec.Outcome().String()
	switch {
	case e.asksAboutSafety():
		name = "headline-safety"
	case e.rec.Outcome() == policy.Recommended && e.rec.AgainstIndication():
		name = "headline-reservation"
	}
	return e.say(name, words.Name("options", e.advised(e.rec)))
}

// advised joins the names of the options advised.
func (e *explainer) advised(rec *Recommendation) string {
	var names []string
	for info := range rec.Advised() {
		names = append(names, e.name(info))
	}
	return e.audience.Language.Or(names...)
}

func (e *explainer) why() string {
	v := &e.rec.verdict
	switch e.rec.Outcome() {
	case policy.Escalate:
		return e.say("why-escalate")
	case policy.NeedsInformation:
		switch {
		case e.asksAboutSafety():
			return e.say("why-safety")
		case v.Decided == 0:
			return e.say("why-nothing-said")
		}
		return e.say("why-asks")
	case policy.NoneSuitable:
		return e.say("why-none")
	case policy.Recommended:
		if v.Decided == engine.Indication {
			return e.whyIndication()
		}
		return e.say("why-" + therapy.Layer(v.Decided).String())
	case policy.Either:
		return e.say(e.whyEither())
	}
	return ""
}

func (e *explainer) whyEither() string {
	for s := range e.rec.Stages() {
		if s.Guarded() {
			return "why-guarded"
		}
	}
	if e.speaksIn(therapy.LayerPreference) {
		return "why-level"
	}
	return "why-open"
}

// whyWords is how many words the line says at most.
const whyWords = 25

// whyIndication names the clinical questions that decided, where they are one or two and
// their names are short enough for a line.
func (e *explainer) whyIndication() string {
	var names []string
	for q := range e.rec.Asked() {
		if question := q.Question(); !q.Yielded() && q.result.Top != 0 && !question.Weak {
			names = append(names, question.Clinician)
		}
	}
	if len(names) == 0 || len(names) > 2 {
		return e.say("why-indication")
	}
	line := e.say("why-question", words.Name("questions", e.audience.Language.And(names...)))
	if len(strings.Fields(line)) > whyWords {
		return e.say("why-indication")
	}
	return line
}

// shortOptions are the lines about the options.
func (e *explainer) shortOptions() []SummaryOption {
	if e.rec.verdict.Outcome == engine.Escalate || e.reader == policy.Client && e.asksAboutSafety() {
		return nil
	}
	reasons := e.reasons()
	var lines []SummaryOption
	for _, info := range e.rec.r.program.Policy.Options {
		line := SummaryOption{Option: info.Option, Advised: e.rec.Advises(info.Option)}
		pro, con := best(reasons, info.Option, true), best(reasons, info.Option, false)
		name, args := "short-neither", []words.Arg{words.Name("option", layout.Capital(e.name(info)))}
		if pro != nil {
			line.For, name = e.short(e.sentence(*pro)), "short-for"
			args = append(args, words.Name("for", line.For))
		}
		if con != nil {
			line.Against, line.Excluded, name = e.short(e.sentence(*con))+e.elsewhere(*con), con.Excludes(), "short-against"
			args = append(args, words.Name("against", line.Against))
			switch {
			case line.Excluded:
				name = "short-out"
			case pro != nil:
				name = "short-both-sides"
			}
		}
		line.Says = e.say(name, args...)
		lines = append(lines, line)
	}
	return lines
}

// best returns the strongest reason on one side of an option: first an exclusion, then the reason
// that counted in the latest stage, then the one with the most points.
func best(reasons []Reason, o policy.Option, supports bool) *Reason {
	var found *Reason
	for i := range reasons {
		x := &reasons[i]
		if x.Option() == o && x.Supports() == supports && (found == nil || strength(x) > strength(found)) {
			found = x
		}
	}
	return found
}

func strength(x *Reason) int {
	n := max(x.fired.Points, -x.fired.Points)
	if g := x.Grade(); g != 0 {
		if n = 10 - int(g); !g.Ranks() {
			n = int(g)
		}
	}
	switch {
	case x.Excludes():
		n += 1000
	case x.fired.Counted:
		n += 100 * int(x.Layer())
	}
	return n
}

// unknown names the open statements that alone could change the headline.
func (e *explainer) unknown() string {
	var open []string
	left := lineWords[e.reader]
	chosen := map[string]bool{} // statements of one choice are one question
	add := func(info therapy.FactorInfo) bool {
		question := e.question(info)
		if question == "" || slices.Contains(open, question) || chosen[info.Asking.Choice] {
			return true
		}
		n := len(strings.Fields(question))
		if len(open) > 0 && n > left {
			return true // a shorter question may still fit
		}
		open, left = append(open, question), left-n
		chosen[info.Asking.Choice] = info.Asking.Choice != ""
		return len(open) < maxUnknown
	}
	switch e.rec.Outcome() {
	case policy.Escalate:
		return ""
	case policy.NeedsInformation:
		if e.reader == policy.Client && e.asksAboutSafety() {
			return e.say("unknown-more")
		}
		for q := range e.rec.Questions() {
			if !add(q.Info) {
				break
			}
		}
		if len(open) == 0 {
			return e.say("unknown-more")
		}
		return e.say("unknown-asked", words.Name("questions", strings.Join(open, " ")))
	case policy.NoneSuitable, policy.Recommended, policy.Either:
	}
	asked := map[therapy.Section]bool{}
	decisive := e.decisiveQuestions()
	for _, info := range decisive {
		if e.namesIllness(info) {
			continue
		}
		if section := info.FormSection(); !asked[section] {
			asked[section] = e.question(info) != ""
			if !add(info) {
				break
			}
		}
	}
	if len(open) == 0 {
		if len(decisive) > 0 && e.reader == policy.Client {
			return e.say("unknown-more")
		}
		return e.say("unknown-none")
	}
	return e.say("unknown", words.Name("questions", strings.Join(open, " ")))
}

// decisiveQuestions are the open statements that alone would change the headline, in the order in
// which a person would be asked. Conditions, and the people that guidelines are made for, come
// last, since they are a long list of which little is true for one person.
func (e *explainer) decisiveQuestions() []therapy.FactorInfo {
	now := e.rec.verdict.Final()
	var list []therapy.FactorInfo
	for _, c := range e.rec.r.engine.Candidates(&e.rec.answers, e.rec.verdict) {
		if e.rec.r.engine.Decide(&c.IfYes).Final() == now && e.rec.r.engine.Decide(&c.IfNo).Final() == now {
			break // statements that change it alone come first
		}
		if info := e.rec.r.info(c.Statement); info.Asking.Follows.IsZero() && info.Asking.If.IsZero() || info.Asking.If.Eval(e.rec.Truth) == therapy.True && info.Asking.Follows.IsZero() {
			list = append(list, info)
		}
	}
	place := func(info therapy.FactorInfo) int {
		section := info.FormSection()
		if section == therapy.SectionConcern || remote(info) {
			return 100
		}
		return int(section)
	}
	slices.SortStableFunc(list, func(a, b therapy.FactorInfo) int { return cmp.Compare(place(a), place(b)) })
	return list
}

// question returns the question about a statement for the reader, "" if a text does not ask it.
// For a client, texts do not ask about safety, statements on the clinician's sheet, and statements
// that texts must not mention.
func (e *explainer) question(info therapy.FactorInfo) string {
	if e.reader != policy.Client {
		return info.Question
	}
	if info.Discretion != 0 || info.Layer == therapy.LayerSafety || info.Asking.Clinician || info.Asking.Trained {
		return ""
	}
	return info.ToClient()
}

// remote reports whether nothing in the answers suggests asking about a statement: it is a
// condition, or the kind of person that a guideline is made for, and no other answer leads to
// it. Any of them could change the result, but few are likely.
func remote(info therapy.FactorInfo) bool {
	return info.Layer == therapy.LayerIndication && info.Asking.If.IsZero()
}

// namesIllness reports whether a question names to the client an illness, or a kind of person,
// that they have not named themselves.
func (e *explainer) namesIllness(info therapy.FactorInfo) bool {
	return e.reader == policy.Client && remote(info) && e.rec.Truth(info.Factor) != therapy.True
}

// short shortens the words of a rule so that they fit into a line: to the first sentence, or to the
// first half of it. The explanation has all of them.
func (e *explainer) short(says string) string {
	for _, end := range []string{". ", "; "} {
		if len(strings.Fields(says)) <= lineWords[e.reader] {
			break
		}
		if first, _, several := strings.Cut(says, end); several {
			says = first + "."
		}
	}
	return says
}

// turns says which single answer would change the headline if it were different. It prefers wishes
// and needs to facts, and never names an answer about danger, age or consent.
func (e *explainer) turns() string {
	switch e.rec.Outcome() {
	case policy.Escalate, policy.NeedsInformation:
		return ""
	case policy.NoneSuitable:
		for _, x := range e.reasons() {
			if says := e.reopens(x); says != "" {
				return e.say("turns-reopens", words.Name("option", layout.Capital(e.optionName(x.Option()))), words.Name("reopens", says))
			}
		}
		return ""
	case policy.Recommended, policy.Either:
	}
	line, rank := "", 0
	for c := range e.rec.Changes() {
		if len(c.Answers) > 1 {
			break
		}
		change := c.Answers[0]
		info, _ := e.rec.r.program.Policy.Factors.Outline(change.Factor)
		question := e.question(info)
		better := 0
		switch {
		case question == "" || e.namesIllness(info) || change.Fact && (info.Layer != therapy.LayerEligibility || e.reader == policy.Client):
		case change.Fact:
			better = 1
		case change.From.Truth() != therapy.True:
			better = 2 // a denied statement rarely changes the result
		default:
			better = 3
		}
		if better > rank {
			line, rank = e.turn(question, c), better
		}
	}
	if line == "" {
		return e.say("turns-none")
	}
	return line
}

func (e *explainer) turn(question string, c OutcomeChange) string {
	result := e.advised(&c.Result)
	if result == "" {
		result = e.say("result-" + c.Result.Outcome().String())
	}
	args := []words.Arg{words.Name("question", question), words.Name("result", result)}
	if c.Answers[0].To == therapy.Unanswered {
		return e.say("turns-taken-back", args...)
	}
	return e.say("turns", append(args, words.Name("answer", e.say("answer-"+c.Answers[0].To.String())))...)
}

func (e *explainer) next() string {
	switch e.rec.Outcome() {
	case policy.Escalate:
		for a := range e.rec.Actions() {
			return e.say("next-escalate", words.Name("action", a.Says.To(e.reader)))
		}
		return ""
	case policy.NeedsInformation:
		if e.asksAboutSafety() {
			return e.say("next-safety")
		}
		return e.say("next-asks")
	case policy.NoneSuitable:
		return e.say("next-none")
	case policy.Either:
		return e.say("next-either")
	case policy.Recommended:
		for info := range e.rec.Advised() {
			if info.About.Together {
				return e.say("next-together")
			}
		}
	}
	return e.say("next-alone")
}

// flags returns the important additions to the headline.
func (e *explainer) flags() []string {
	list := append(e.against(), e.stops()...)
	if e.reader == policy.Client {
		return list[:min(1, len(list))]
	}
	for w := range e.rec.Waivers() {
		list = append(list, e.say("waived", words.Name("statement", string(w.Statement)), words.Name("by", w.By), words.Name("why", w.Why)))
	}
	listed := func(name string, factors iter.Seq[therapy.Factor], args ...words.Arg) {
		var names []string
		for f := range factors {
			names = append(names, string(f))
		}
		if len(names) > 0 {
			list = append(list, e.say(name, append(args, words.Name("statements", strings.Join(names, ", ")))...))
		}
	}
	listed("stale", e.rec.Stale(), words.Name("days", strconv.Itoa(e.rec.r.program.Policy.SafetyLimit())))
	listed("unqualified", e.rec.Unqualified())
	if e.rec.unsafeToWrite() {
		list = append(list, e.say("unsafe-to-write"))
	}
	return list
}

// stops names the findings that stop everything, such as a danger or an unstable physical state: in
// a list of open questions they would be overlooked. The client is told what to do first, and in
// case of danger nothing else.
func (e *explainer) stops() []string {
	var list []string
	if e.reader != policy.Client {
		for x := range e.rec.Danger() {
			list = append(list, x.Says().To(e.reader)+e.citeReason(x))
		}
	}
	if e.rec.Outcome() != policy.NeedsInformation {
		return list
	}
	l := e.rec.answers.Literals()
	for i := range e.rec.r.engine.Rules {
		c := &e.rec.r.engine.Rules[i]
		x := Reason{r: e.rec.r, fired: engine.Reason{Rule: c}}
		if c.Layer == engine.Sufficiency && c.Fires.Holds(&l) && !e.inPerson(x.Condition()) {
			list = append(list, x.Says().To(e.reader)+e.citeReason(x))
		}
	}
	return list
}

// against says, before every other caution, that an advised option is opposed, and by which
// question. The reason why the option is named nevertheless comes once, at the end.
func (e *explainer) against() []string {
	var list []string
	opposing := slices.Collect(e.rec.Against())
	for i, x := range opposing {
		if e.reader == policy.Client {
			if !x.Weak() {
				return []string{e.say("flag-against", words.Name("first", e.openlyFirst(x.Question())), words.Name("option", e.name(x.Option())))}
			}
			continue
		}
		name := "flag-first"
		if x.Weak() {
			name = "flag-weak"
		}
		line := e.say(name, words.Name("option", layout.Capital(x.Option().Name)), words.Name("question", x.Question().Clinician))
		line += e.cite(x.Sources())
		if o := x.Option().Option; i == len(opposing)-1 || opposing[i+1].Option().Option != o {
			line += " " + e.whyNamed(o) + " " + e.say("flag-record")
		}
		list = append(list, line)
	}
	return list
}

// openlyFirst is putFirst for a question that depends on a discreet statement: its words fit many
// questions, so that they do not reveal which one it is.
func (e *explainer) openlyFirst(question therapy.Question) string {
	p := &e.rec.r.program.Policy
	for _, info := range p.Options {
		if info.Option == p.Meeting.First && e.discreet(question.When) {
			return e.name(info)
		}
	}
	return e.putFirst(question.ID)
}

// putFirst joins the names of the options that a question puts first.
func (e *explainer) putFirst(question string) string {
	best, names := therapy.Against, []string(nil)
	for _, info := range e.rec.r.program.Policy.Options {
		g := e.graded(question, info.Option)
		if g != 0 && g < best {
			best, names = g, nil
		}
		if g == best {
			names = append(names, e.name(info))
		}
	}
	return e.audience.Language.Or(names...)
}

// whyNamed says why an opposed option is still advised.
func (e *explainer) whyNamed(o policy.Option) string {
	n := 0
	for range e.rec.Eligible() {
		n++
	}
	if n == 1 {
		return e.say("named-only")
	}
	for _, w := range e.rec.r.program.Policy.Meeting.Wishes {
		if w.Option == o && w.When.Eval(e.rec.Truth) == therapy.True {
			return e.say("named-wish")
		}
	}
	return e.say("named-all")
}

// reasons are the reasons that the reader may read, without rules that only balance options.
func (e *explainer) reasons() []Reason {
	var list []Reason
	for x := range e.rec.Reasons() {
		if !x.Levels() && !e.inPerson(x.Condition()) {
			list = append(list, x)
		}
	}
	return list
}

// sentence is a reason in the words of the reader.
func (e *explainer) sentence(x Reason) string {
	return cmp.Or(x.Says().To(e.reader), x.Says().Clinician)
}
