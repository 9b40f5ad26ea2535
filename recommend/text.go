package recommend

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/therapykit/therapykit/therapy/words"

	"github.com/therapykit/therapykit/recommend/internal/engine"
	"github.com/therapykit/therapykit/recommend/internal/layout"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// Summary names the outcome and the options advised in one line, such as "recommended
// group", for tests and tools. It names no answers, but what is advised follows from them:
// it is as confidential as they are.
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

func (x Rendering) write(markdown bool) *layout.Page {
	p, rec := layout.New(markdown), x.rec
	e := &explainer{
		rec: &rec, page: p, reader: x.audience.Reader, audience: x.audience,
		words: phrasesFor(x.audience.Reader, x.audience.Language),
	}
	if rec.r == nil {
		p.Paragraph(e.say("none"))
		return p
	}
	e.headline()
	e.against()
	e.waived()
	e.reassurance()
	e.danger()
	if rec.verdict.Outcome == engine.NeedsInformation {
		e.cautions(e.words.cautionsFirst) // what cannot wait stands before what to ask
		e.questions()
		e.options()
		e.conflicts()
	} else {
		e.stages()
		e.parts()
		e.options()
		e.conflicts()
		e.cautions(e.words.cautions)
	}
	e.answers()
	if !x.audience.WithoutSources {
		e.sources()
	}
	if e.reader == policy.Client {
		p.Paragraph(e.say("hard", words.Name("lines", e.crisis()))) // always, so that it tells nothing
	}
	p.Paragraph(e.words.closing)
	return p
}

// explainer writes one recommendation for one reader, part by part.
type explainer struct {
	audience Audience
	rec      *Recommendation
	page     *layout.Page
	reader   policy.Reader
	words    *phrases
	cited    []therapy.Source
}

func (e *explainer) name(info policy.OptionInfo) string {
	if e.reader == policy.Client {
		return info.PlainName
	}
	return info.Name
}

func (e *explainer) headline() {
	var names []string
	for info := range e.rec.Advised() {
		names = append(names, e.name(info))
	}
	line := e.words.headline[e.rec.Outcome()]
	switch {
	case e.asksAboutSafety():
		line = e.words.safetyFirst
	case e.rec.Outcome() == policy.Recommended && e.rec.AgainstIndication():
		line = e.words.reservation
	}
	if len(names) > 0 {
		line = fill(line, "options", strings.Join(names, ", "))
	}
	e.page.Title(line)
	if e.reader == policy.Clinician {
		policy := &e.rec.r.program.Policy
		e.page.Paragraph(e.say("policy", words.Name("title", policy.Title), words.Name("id", policy.ID), words.Name("version", policy.Version)))
	}
}

// asksAboutSafety reports whether the recommendation waits for safety.
func (e *explainer) asksAboutSafety() bool {
	v := &e.rec.verdict
	return v.Outcome == engine.NeedsInformation && v.Decided == engine.Safety
}

// inPerson reports whether the condition reads a statement that is spoken about
// in person only, and this is a text for the client.
func (e *explainer) inPerson(c therapy.Condition) bool {
	return e.reader == policy.Client && e.rec.r.inPerson(c)
}

func (e *explainer) danger() {
	if e.rec.verdict.Outcome != engine.Escalate {
		return
	}
	e.page.Section(e.words.doNow)
	for a := range e.rec.Actions() {
		e.page.Point(0, a.Says.To(e.reader)+e.cite(a.Sources))
	}
	e.page.Point(0, e.crisis())
	if e.reader == policy.Client {
		return // what to do, and no reason: others may read it
	}
	e.page.Section(e.words.why)
	for x := range e.rec.Danger() {
		e.page.Point(0, x.Says().To(e.reader)+e.tag(x)+e.cite(x.rule().Sources))
	}
}

func (e *explainer) questions() {
	v := &e.rec.verdict
	e.page.Section(e.words.ask)
	switch {
	case v.Decided == 0:
		e.page.Paragraph(e.words.nothingSaid)
	case e.asksAboutSafety():
		e.page.Paragraph(e.words.askSafety)
	default:
		e.page.Paragraph(e.words.askFirst)
	}
	rule, depth, toldOff := "", 0, false
	for q := range e.rec.Questions() {
		if q.Rule != rule && v.Decided != 0 {
			rule = q.Rule
			depth = e.asking(&e.rec.r.engine.Rules[e.rec.r.program.RuleByID[rule]])
		}
		question := q.Info.Question + " (" + string(q.Info.Factor) + ")"
		if e.reader == policy.Client {
			if question = q.Info.ToClient(); q.Info.Discretion == therapy.InPersonOnly {
				if toldOff {
					continue
				}
				question, toldOff = e.words.askInPerson, true
			}
		}
		e.page.Point(depth, question)
	}
}

// asking says why a rule asks, and returns at what depth its questions follow.
func (e *explainer) asking(c *engine.Rule) (depth int) {
	rule := &e.rec.r.program.Rules[c.Number]
	if e.inPerson(e.rec.r.program.When[c.Number]) || e.reader == policy.Client && c.Layer == engine.Safety {
		// To the person a list of what could be wrong is a reason to be frightened,
		// not to answer; why everybody is asked stands above.
		return 0
	}
	says := rule.Says.To(e.reader)
	if l := e.rec.answers.Literals(); c.Layer != engine.Sufficiency && !c.Fires.Holds(&l) {
		// Nobody knows yet whether the rule holds, and its words say what is so when
		// it does: that somebody is in danger, say.
		says = e.words.couldMean + says
	}
	e.page.Point(0, says+e.tag(Reason{r: e.rec.r, fired: engine.Reason{Rule: c}})+e.cite(rule.Sources))
	return 1
}

func (e *explainer) stages() {
	v := e.rec.verdict
	if v.Outcome != engine.Recommended && v.Outcome != engine.Either {
		return
	}
	e.page.Section(e.words.stages)
	if v.Decided == engine.Eligibility {
		if e.rec.AgainstIndication() {
			e.page.Paragraph(e.words.onlyOneBut)
		} else {
			e.page.Paragraph(e.words.onlyOne)
		}
		return
	}
	guarded := false
	for s := range e.rec.Stages() {
		if s.Graded() {
			e.asked(s)
			continue
		}
		guarded = guarded || s.Guarded()
		e.page.Point(0, e.stage(s))
	}
	switch {
	case v.Outcome != engine.Either:
	case guarded:
		e.page.Paragraph(e.words.notAlone)
	case e.speaksIn(therapy.LayerPreference):
		e.page.Paragraph(e.words.stillLevel)
	default:
		e.page.Paragraph(e.words.tips)
	}
}

// speaksIn reports whether a rule of the layer was counted for any option.
func (e *explainer) speaksIn(layer therapy.Layer) bool {
	for x := range e.rec.Reasons() {
		if x.Layer() == layer && x.fired.Counted {
			return true
		}
	}
	return false
}

// stageName says to a client what a stage is about.
func (e *explainer) stageName(layer therapy.Layer) string { return e.say("stage-" + layer.String()) }

func (e *explainer) stage(s StageResult) string {
	name := s.Layer().String()
	if e.reader == policy.Client {
		name = e.stageName(s.Layer())
	}
	if !e.speaksIn(s.Layer()) {
		return name + ": " + e.words.noBearing
	}
	line := name + ": " + e.tally(s) + ". "
	var left []string
	for info := range s.Left() {
		left = append(left, e.name(info))
	}
	switch {
	case s.result.After == s.result.Before:
		return line + e.words.nothingDrops
	case e.reader == policy.Client:
		return line + e.say("still-in", words.Name("options", strings.Join(left, ", ")))
	}
	return line + e.say("left",
		words.Name("options", strings.Join(left, ", ")), words.Name("lead", strconv.Itoa(s.Lead())), words.Name("margin", strconv.Itoa(s.Margin())))
}

// tally gives the clinician the points and the client their direction: a number
// would look more exact than it is.
func (e *explainer) tally(s StageResult) string {
	var points, pro, con, level []string
	for o, n := range s.Points() {
		points = append(points, string(o)+" "+signedPoints(n))
		switch {
		case n > 0:
			pro = append(pro, e.plain(o))
		case n < 0:
			con = append(con, e.plain(o))
		default:
			level = append(level, e.plain(o))
		}
	}
	if e.reader != policy.Client {
		return strings.Join(points, ", ")
	}
	var parts []string
	for _, side := range []struct {
		says    string
		options []string
	}{{"speaks-for", pro}, {"speaks-against", con}, {"speaks-neither", level}} {
		if len(side.options) > 0 {
			parts = append(parts, e.say(side.says, words.Name("options", strings.Join(side.options, ", "))))
		}
	}
	return strings.Join(parts, "; ")
}

// parts says, where an option of several modalities is advised, what each of
// them could take: combining is for different aspects, and they have to be named.
func (e *explainer) parts() {
	for info := range e.rec.Advised() {
		if info.Option.Single() {
			continue
		}
		e.page.Section(e.words.parts)
		for _, c := range e.rec.contributions(info.Option) {
			e.page.Point(0, layout.Capital(e.name(c.part))+":")
			if len(c.reasons) == 0 {
				e.page.Point(1, e.words.partsNothing)
			}
			for _, x := range c.reasons {
				if !e.inPerson(x.Condition()) {
					e.page.Point(1, x.Says().To(e.reader)+e.cite(x.rule().Sources))
				}
			}
		}
	}
}

// signedPoints writes the sign, except for nothing.
func signedPoints(n int) string {
	if n == 0 {
		return "0"
	}
	return fmt.Sprintf("%+d", n)
}

func (e *explainer) plain(o policy.Option) string {
	for _, info := range e.rec.r.program.Policy.Options {
		if info.Option == o {
			return info.PlainName
		}
	}
	return string(o)
}

// options gives every option the same three questions in the same order: is it
// ruled out, what speaks for it, what against. While danger is not known to be
// absent the client's text has none of it: first things first.
func (e *explainer) options() {
	if e.rec.verdict.Outcome == engine.Escalate || e.reader == policy.Client && e.asksAboutSafety() {
		return
	}
	reasons := slices.Collect(e.rec.Reasons())
	if len(reasons) == 0 {
		return
	}
	for _, info := range e.rec.r.program.Policy.Options {
		var out, pro, con []Reason
		for _, x := range reasons {
			switch {
			case x.Option() != info.Option:
			case x.Excludes():
				out = append(out, x)
			case x.Supports():
				pro = append(pro, x)
			default:
				con = append(con, x)
			}
		}
		e.page.Section(layout.Capital(e.name(info)))
		if len(out) > 0 {
			e.side(e.words.ruledOut, out)
		}
		e.side(e.words.forIt, pro)
		e.side(e.words.against, con)
	}
}

func (e *explainer) side(title string, reasons []Reason) {
	e.page.Part(title)
	if len(reasons) == 0 {
		e.page.Point(0, e.words.nothing)
	}
	toldOff := false
	for _, x := range reasons {
		switch {
		case !e.inPerson(x.Condition()):
			e.page.Point(0, x.Says().To(e.reader)+e.elsewhere(x)+e.tag(x)+e.cite(x.rule().Sources))
			if x.Excludes() {
				e.page.Point(1, e.words.reopens+x.Reopens().To(e.reader))
			}
		case !toldOff:
			e.page.Point(0, e.words.toldInPerson)
			toldOff = true
		}
	}
}

// elsewhere names the option that a rule speaks for where it is listed against
// an option of several modalities: its words are about that one, and would read
// as praise here.
func (e *explainer) elsewhere(x Reason) string {
	if x.fired.Points >= 0 || x.Option().Single() {
		return ""
	}
	var names []string
	for i, info := range e.rec.r.program.Policy.Options {
		if x.fired.Rule.Points[i] > 0 {
			names = append(names, e.name(info))
		}
	}
	if len(names) == 0 {
		return ""
	}
	return " " + fill(e.words.speaksFor, "options", strings.Join(names, ", "))
}

// tag names the rule, the stage and the points.
func (e *explainer) tag(x Reason) string {
	if e.reader == policy.Client {
		v := &e.rec.verdict
		weighed := v.Outcome == engine.Recommended && v.Decided.Weighs() || v.Outcome == engine.Either
		if weighed && x.fired.Points != 0 && !x.fired.Counted && v.Eligible>>x.fired.Option&1 == 1 {
			return " " + e.say("settled-before")
		}
		return ""
	}
	tag := " [" + x.Rule() + ", " + x.Layer().String()
	if x.Grade() != 0 {
		tag += " " + x.Grade().String()
	}
	if x.fired.Points != 0 {
		tag += fmt.Sprintf(" %+d", x.fired.Points)
		if x.fired.Doubled {
			tag += ", " + e.say("doubled")
		}
		if !x.fired.Counted {
			tag += ", " + e.say("not-counted")
		}
	}
	return tag + "]"
}

// cite names sources by id and remembers them for the list at the end.
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
	return " (" + strings.Join(ids, ", ") + ")"
}

func (e *explainer) conflicts() {
	if e.reader == policy.Client && e.asksAboutSafety() {
		return
	}
	first := true
	for c := range e.rec.Conflicts() {
		if e.inPerson(c.When) {
			continue
		}
		if first {
			e.page.Section(e.words.disagree)
			if profile := e.rec.r.program.Policy.Profile.To(e.reader); profile != "" {
				e.page.Paragraph(e.words.profile + profile)
			}
			first = false
		}
		e.page.Part(layout.Capital(c.Title.To(e.reader)))
		e.page.Point(0, c.A.Says.To(e.reader)+e.cite(c.A.Sources))
		e.page.Point(0, c.B.Says.To(e.reader)+e.cite(c.B.Sources))
		e.page.Point(0, e.settled(c))
	}
}

// settled says which side of a disagreement carried weight, under which stage,
// and whether the other had anything to say.
func (e *explainer) settled(c OpenConflict) string {
	stage := c.By.String()
	if e.reader == policy.Client && c.By.Valid() {
		stage = "“" + e.stageName(c.By) + "”"
	}
	carried, other := e.words.firstCarried, c.B
	switch c.Decided {
	case NeitherSide:
		return e.words.neither
	case BothSides:
		return fill(e.words.bothWeighed, "stage", stage)
	case SideA:
	case SideB:
		carried, other = e.words.secondCarried, c.A
	}
	line := fill(carried, "stage", stage)
	for x := range e.rec.Reasons() {
		if slices.Contains(other.Rules, x.Rule()) {
			return line + e.words.becauseFirst
		}
	}
	return line + e.words.otherSilent
}

func (e *explainer) cautions(title string) {
	first := true
	for c := range e.rec.Cautions() {
		if e.inPerson(c.Scope()) || c.ClinicianOnly && e.reader == policy.Client {
			continue
		}
		if first {
			e.page.Section(title)
			first = false
		}
		e.page.Point(0, c.Says.To(e.reader)+e.cite(c.Sources))
	}
}

func (e *explainer) answers() {
	var listed, follows []string
	answered := false
	for statement, f := range e.rec.r.program.Factors {
		given, entailed := e.rec.answers.Answer(statement)
		if given == engine.Unanswered {
			continue
		}
		answer, info := therapy.Answer(given), e.rec.r.info(statement)
		switch {
		case entailed:
			follows = append(follows, string(f))
			continue
		case e.reader != policy.Client:
			listed = append(listed, string(f)+": "+answer.String())
		case info.Discretion == 0:
			listed = append(listed, info.ToClient()+" "+e.answerWord(answer))
		}
		answered = true
	}
	if !answered {
		return
	}
	e.page.Section(e.words.answers)
	for _, line := range listed {
		e.page.Point(0, line)
	}
	switch {
	case e.reader == policy.Client:
		// It stands whether or not something is left out, so that it gives nothing away.
		e.page.Paragraph(e.words.withheld)
	case len(follows) > 0:
		e.page.Point(0, e.say("follows", words.Name("statements", strings.Join(follows, ", "))))
	}
}

func (e *explainer) sources() {
	if len(e.cited) == 0 {
		return
	}
	e.page.Section(e.say("sources"))
	for _, s := range e.cited {
		e.page.Point(0, s.String())
	}
}

// answerWord is an answer as a client reads it.
func (e *explainer) answerWord(answer therapy.Answer) string {
	return e.say("answer-" + answer.String())
}
