package recommend

import (
	"fmt"
	"slices"
	"strings"

	"github.com/therapykit/therapykit/therapy/words"

	"github.com/therapykit/therapykit/recommend/internal/engine"
	"github.com/therapykit/therapykit/recommend/internal/layout"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// Summary names the outcome and the advised options in one line, such as "recommended group",
// for tests and tools. It names no answers, but the advice follows from them, so it is as
// confidential as they are.
func (rec Recommendation) Summary() string {
	if !rec.Outcome().Valid() {
		return "no recommendation"
	}
	var s strings.Builder
	s.WriteString(rec.Outcome().String())
	for info := range rec.Advised() {
		s.WriteString(" " + string(info.Option))
	}
	return s.String()
}

// explainer writes one recommendation for one reader, part by part.
type explainer struct {
	audience Audience
	rec      *Recommendation
	page     *layout.Page
	reader   policy.Reader
	cited    []therapy.Source
	// State of a text for the client.
	told   told
	amount amount
}

func (e *explainer) say(name string, args ...words.Arg) string { return e.audience.say(name, args...) }

func (e *explainer) name(info policy.OptionInfo) string {
	if e.reader == policy.Client {
		return info.PlainName
	}
	return info.Name
}

func (e *explainer) optionName(o policy.Option) string {
	for _, info := range e.rec.r.program.Policy.Options {
		if info.Option == o {
			return e.name(info)
		}
	}
	return string(o)
}

// names joins the names of options as the language does.
func (e *explainer) names(options []policy.OptionInfo) words.Arg {
	var names []string
	for _, info := range options {
		names = append(names, e.name(info))
	}
	return words.Name("options", e.audience.Language.And(names...))
}

// asksAboutSafety reports whether the recommendation waits for safety.
func (e *explainer) asksAboutSafety() bool {
	v := &e.rec.verdict
	return v.Outcome == engine.NeedsInformation && v.Decided == engine.Safety
}

// letterEnds reports whether the client's text ends after the summary: if somebody may be in
// danger, it says what to do now and gives no reasons.
func (e *explainer) letterEnds() bool {
	return e.reader == policy.Client && e.rec.verdict.Outcome == engine.Escalate
}

// inPerson reports whether this is a text for the client and the condition uses a statement
// that is discussed only in person.
func (e *explainer) inPerson(c therapy.Condition) bool {
	return e.reader == policy.Client && e.rec.r.inPerson(c)
}

// discreet reports whether the condition uses a statement about which texts for the client do
// not say everything. What follows from such a statement is said in words that many reasons
// share; sources, and what would change the result, would reveal the statement.
func (e *explainer) discreet(c therapy.Condition) bool {
	return e.reader == policy.Client && e.rec.r.program.Policy.Factors.Discretion(c) != 0
}

// covered reports whether a client is shown only the words of a rule or caution, without
// sources or other details. That is so if its condition is discreet, and also if it shares its
// words with a rule or caution whose condition is discreet: if more were shown for the one
// and not for the other, the reader could tell which of them it was.
func (e *explainer) covered(id string, c therapy.Condition) bool {
	return e.reader == policy.Client && (e.rec.r.covers()[id] || e.discreet(c))
}

func (e *explainer) coveredReason(x Reason) bool { return e.covered(x.Rule(), x.Condition()) }

// covers lists, by id, the rules and cautions with the same words for the client as one that
// depends on a discreet statement.
func covers(p *policy.Policy) map[string]bool {
	type line struct {
		id, words string
		when      therapy.Condition
	}
	var lines []line
	for _, r := range p.Rules {
		lines = append(lines, line{r.ID, r.Says.Client, p.Condition(r)})
	}
	for _, c := range p.Cautions {
		lines = append(lines, line{c.ID, c.Says.Client, c.Scope()})
	}
	discreet := map[string]bool{}
	for _, x := range lines {
		if p.Factors.Discretion(x.when) != 0 {
			discreet[x.words] = true
		}
	}
	ids := map[string]bool{}
	for _, x := range lines {
		if discreet[x.words] {
			ids[x.id] = true
		}
	}
	return ids
}

// reopens says what would make an excluded option possible again, "" if the policy does not say.
func (e *explainer) reopens(x Reason) string {
	if !x.Excludes() || e.coveredReason(x) {
		return ""
	}
	return x.Reopens().To(e.reader)
}

// explanation writes everything after the summary except the basis.
func (e *explainer) explanation() {
	outcome := e.rec.verdict.Outcome
	switch outcome {
	case engine.Escalate:
		e.danger()
		e.cautions("cautions")
	case engine.NeedsInformation:
		e.cautions("cautions-first") // urgent cautions come before the questions
		e.questions()
		e.options()
		e.conflicts()
	case engine.NoneSuitable, engine.Recommended, engine.Either:
		e.stages()
		e.parts()
		e.options()
		e.conflicts()
		e.cautions("cautions")
	}
	if e.reader != policy.Client {
		e.answers()
	}
}

// basis ends an explanation with its sources, and with the policy for a clinician.
func (e *explainer) basis() {
	if !e.audience.WithoutSources {
		e.sources()
	}
	if e.reader != policy.Client {
		p := &e.rec.r.program.Policy
		e.page.Paragraph(e.say("policy", words.Name("title", p.Title), words.Name("id", p.ID), words.Name("version", p.Version)))
	}
}

// danger tells a clinician what to do now, and why.
func (e *explainer) danger() {
	e.page.Section(e.say("do-now"))
	for a := range e.rec.Actions() {
		e.page.Point(0, a.Says.To(e.reader)+e.cite(a.Sources))
	}
	e.page.Section(e.say("why"))
	for x := range e.rec.Danger() {
		e.page.Point(0, x.Says().To(e.reader)+e.tag(x)+e.cite(x.rule().Sources))
	}
}

func (e *explainer) questions() {
	v := &e.rec.verdict
	e.page.Section(e.say("ask"))
	switch {
	case v.Decided == 0:
		e.page.Paragraph(e.say("nothing-said"))
	case e.asksAboutSafety():
		e.page.Paragraph(e.say("ask-safety"))
	default:
		e.page.Paragraph(e.say("ask-first"))
	}
	rule, depth, told, asked := "", 0, map[string]bool{}, 0
	for q := range e.rec.Questions() {
		if q.Rule != rule && v.Decided != 0 {
			rule = q.Rule
			depth = e.asking(&e.rec.r.engine.Rules[e.rec.r.program.RuleByID[rule]], told)
		}
		question := e.question(q.Info)
		switch {
		case question == "":
		case e.reader == policy.Client:
			if asked++; asked <= e.amount.questions { // afterwards a line says that there are more
				e.page.Point(depth, question)
			}
		default:
			e.page.Point(depth, question+" ("+string(q.Info.Factor)+")")
		}
	}
	if e.reader == policy.Client {
		e.page.Point(0, e.say("unknown-more")) // always present, so that it reveals nothing
	}
}

// asking says why a rule asks, and returns the depth for its questions. The client is also
// told what to do first, for example that a doctor should do a physical check. For a
// statement whose answer is withheld, the text says what follows, in the words of the rule,
// and only once if several rules share these words: the number of repetitions would reveal
// how many answers lead to it.
func (e *explainer) asking(c *engine.Rule, told map[string]bool) (depth int) {
	x := Reason{r: e.rec.r, fired: engine.Reason{Rule: c}}
	if e.inPerson(x.Condition()) || e.reader == policy.Client && c.Layer == engine.Safety {
		// A list of what could be wrong would frighten the client and not help to answer; the
		// text above says why everybody is asked.
		return 0
	}
	says := x.Says().To(e.reader)
	if l := e.rec.answers.Literals(); c.Layer != engine.Sufficiency && !c.Fires.Holds(&l) {
		if e.reader == policy.Client {
			return 0
		}
		// It is not known yet whether the rule fires, and its words are for the case that it
		// does, for example that somebody is in danger.
		says = e.say("could-mean", words.Name("says", says))
	}
	line := says + e.tag(x) + e.citeReason(x)
	if e.coveredReason(x) {
		if told[line] {
			return 0
		}
		told[line] = true
	}
	e.page.Point(0, line)
	return 1
}

// parts says, if an option of several modalities is advised, which aspects each of them could
// address: combined therapy is for different aspects, and they have to be named.
func (e *explainer) parts() {
	for info := range e.rec.Advised() {
		if info.Option.Single() {
			continue
		}
		e.page.Section(e.say("parts"))
		parts := e.rec.contributions(info.Option)
		if e.reader == policy.Client {
			e.aspects(parts)
			continue
		}
		for _, c := range parts {
			e.page.Point(0, layout.Capital(e.name(c.part)))
			if len(c.reasons) == 0 {
				e.page.Point(1, e.say("parts-nothing"))
			}
			for _, x := range c.reasons {
				e.page.Point(1, e.sentence(x)+e.citeReason(x))
			}
		}
	}
}

// options writes the same about every option in the same order: its description, whether it
// is excluded, what speaks for it, and what against. As long as danger is not known to be
// absent, the client's text has none of this, since safety comes first.
func (e *explainer) options() {
	if e.reader == policy.Client && e.asksAboutSafety() {
		return
	}
	reasons, described := e.reasons(), e.described()
	if len(reasons) == 0 && !described {
		return
	}
	e.heardAlone(reasons)
	for _, info := range e.rec.r.program.Policy.Options {
		e.page.Section(layout.Capital(e.name(info)))
		if described || e.reader == policy.Client {
			e.about(info.About)
		}
		for _, title := range sides {
			var list []Reason
			for _, x := range reasons {
				if x.Option() == info.Option && sideOf(x) == title {
					list = append(list, x)
				}
			}
			if e.reader == policy.Client {
				e.clientSide(info, title, list)
			} else {
				e.side(title, list)
			}
		}
	}
}

// described reports whether the policy has a description of any option.
func (e *explainer) described() bool {
	return slices.ContainsFunc(e.rec.r.program.Policy.Options, func(info policy.OptionInfo) bool { return !info.About.IsZero() })
}

// about describes an option: in a paragraph for a clinician, point by point for a client.
func (e *explainer) about(a policy.About) {
	if a.IsZero() {
		e.page.Paragraph(e.say("about-nothing"))
		return
	}
	var all []string
	for _, says := range a.Points() {
		all = append(all, says.To(e.reader))
	}
	e.cite(a.Sources) // for the list at the end; no single point is based on one source
	if e.reader != policy.Client {
		e.page.Paragraph(strings.Join(all, " "))
		return
	}
	for _, line := range all {
		e.page.Point(0, line)
	}
}

// side is one list of reasons for a clinician.
func (e *explainer) side(title string, reasons []Reason) {
	if len(reasons) == 0 {
		if title != "ruled-out" {
			e.page.Paragraph(e.say("nothing-" + title))
		}
		return
	}
	e.page.Part(e.say(title))
	for _, x := range reasons {
		e.page.Point(0, e.sentence(x)+e.elsewhere(x)+e.tag(x)+e.citeReason(x))
		if says := e.reopens(x); says != "" {
			e.page.Point(1, e.say("reopens", words.Name("reopens", says)))
		}
	}
}

// elsewhere names the option that a rule supports, if the rule is listed as a reason against
// an option of several modalities. The words of the rule praise the named option, and without
// its name they would read as praise of this option.
func (e *explainer) elsewhere(x Reason) string {
	if x.fired.Points >= 0 || x.Option().Single() {
		return ""
	}
	var others []policy.OptionInfo
	for i, info := range e.rec.r.program.Policy.Options {
		if x.fired.Rule.Points[i] > 0 {
			others = append(others, info)
		}
	}
	if len(others) == 0 {
		return ""
	}
	return " " + e.say("speaks-for-other", e.names(others))
}

// tag names the rule, the stage and the points for a clinician. Points that were not needed
// for the result are in brackets.
func (e *explainer) tag(x Reason) string {
	if e.reader == policy.Client {
		return ""
	}
	tag := " [" + x.Rule() + ", " + therapy.Spoken(e.audience.Language, "layer", x.Layer())
	if x.Grade() != 0 {
		tag += ", " + therapy.Spoken(e.audience.Language, "grade", x.Grade())
	}
	if x.fired.Points != 0 {
		points := fmt.Sprintf("%+d", x.fired.Points)
		if x.fired.Doubled {
			points += " " + e.say("doubled")
		}
		if e.weighed() && !x.fired.Counted {
			points = "(" + points + ")"
		}
		tag += " " + points
	}
	return tag + "]"
}

func (e *explainer) citeReason(x Reason) string {
	if e.coveredReason(x) {
		return ""
	}
	return e.cite(x.rule().Sources)
}

// cite remembers sources for the list at the end, and names them by id to a clinician.
func (e *explainer) cite(sources []therapy.Source) string {
	if len(sources) == 0 {
		return ""
	}
	ids := make([]string, len(sources))
	for i, s := range sources {
		ids[i] = s.ID
		if !slices.ContainsFunc(e.cited, func(t therapy.Source) bool { return t.ID == s.ID }) {
			e.cited = append(e.cited, s)
		}
	}
	if e.reader == policy.Client {
		return ""
	}
	return " (" + strings.Join(ids, ", ") + ")"
}

func (e *explainer) cautions(title string) {
	first := true
	for c := range e.rec.Cautions() {
		if e.inPerson(c.Scope()) || c.ClinicianOnly && e.reader == policy.Client {
			continue
		}
		line, before := c.Says.To(e.reader), ""
		if before = line; !e.covered(c.ID, c.Scope()) {
			line += e.cite(c.Sources)
		}
		if e.reader == policy.Client {
			if e.told.lines[before] {
				continue
			}
			e.told.lines[before] = true
		}
		if first {
			e.page.Section(e.say(title))
			first = false
		}
		e.page.Point(0, line)
	}
}

// answers lists all answers for a clinician. A client reads them in the reasons: gaps in a
// list would reveal what was left out.
func (e *explainer) answers() {
	var listed []string
	follows := 0
	for statement, f := range e.rec.r.program.Factors {
		switch given, entailed := e.rec.answers.Answer(statement); {
		case given == engine.Unanswered:
		case entailed:
			follows++
		default:
			listed = append(listed, e.say("answered-"+therapy.Answer(given).String(), words.Name("statement", string(f))))
		}
	}
	if len(listed) == 0 {
		return
	}
	e.page.Section(e.say("answers"))
	for _, line := range listed {
		e.page.Point(0, line)
	}
	if follows > 0 {
		e.page.Point(0, e.say("follows", words.Number("n", follows)))
	}
	if e.rec.SafetyUnattributed() {
		e.page.Point(0, e.say("unattributed"))
	}
	switch {
	case !e.rec.SafetyUndated():
	case e.rec.rests(func(from Provenance) bool { return from.At.IsZero() }):
		e.page.Point(0, e.say("undated"))
	default:
		e.page.Point(0, e.say("undated-decision"))
	}
}

// sources lists the cited documents once: for a clinician with the ids and places of the
// citations, for a client the documents only.
func (e *explainer) sources() {
	if len(e.cited) == 0 {
		return
	}
	e.page.Section(e.say("sources"))
	var documents []string
	cited := map[string][]therapy.Source{}
	for _, s := range e.cited {
		document := e.documentOf(s)
		if cited[document] == nil {
			documents = append(documents, document)
		}
		cited[document] = append(cited[document], s)
	}
	for _, document := range documents {
		if e.reader == policy.Client {
			e.page.Point(0, document)
			continue
		}
		var ids []string
		for _, s := range cited[document] {
			id := s.ID
			if s.Section != "" {
				id += " " + s.Section
			}
			ids = append(ids, id)
		}
		e.page.Point(0, document+": "+strings.Join(ids, "; "))
	}
}

// documentOf names the document of a source, without the place in it.
func (e *explainer) documentOf(s therapy.Source) string {
	s.Section = ""
	return strings.TrimPrefix(s.Words(e.audience.Language), s.ID+", ")
}
