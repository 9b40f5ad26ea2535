package recommend

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/therapykit/therapykit/therapy"
)

// Text explains the recommendation as plain text for the audience. Both
// audiences get the same facts, and every option the same detail. Equal
// recommendations give equal bytes.
func (rec Recommendation) Text(audience Audience) string { return rec.render(audience, false) }

// Markdown is [Recommendation.Text] as CommonMark, without embedded HTML.
func (rec Recommendation) Markdown(audience Audience) string { return rec.render(audience, true) }

// String names the outcome and the options advised, for logs and debuggers. It
// says nothing about the person.
func (rec Recommendation) String() string {
	if !rec.verdict.outcome.Valid() {
		return "no recommendation"
	}
	var s strings.Builder
	s.WriteString(rec.verdict.outcome.String())
	for info := range rec.Advised() {
		s.WriteString(" " + string(info.Option))
	}
	return s.String()
}

func (rec Recommendation) render(audience Audience, markdown bool) string {
	p := &page{markdown: markdown}
	e := &explainer{rec: &rec, page: p, audience: audience, words: &clinicianWords}
	if audience == Client {
		e.words = &clientWords
	} else {
		e.audience = Clinician
	}
	if rec.r == nil {
		p.paragraph("No recommendation was made.")
		return p.b.String()
	}
	e.headline()
	e.danger()
	e.questions()
	e.stages()
	e.options()
	e.conflicts()
	e.cautions()
	e.answers()
	e.sources()
	p.paragraph(e.words.closing)
	return p.b.String()
}

// phrases are the library's own words around what a policy says, so that the
// two audiences read the same document in different words.
type phrases struct {
	headline    [numOutcomes]string
	doNow       string
	why         string
	ask         string
	askFirst    string
	couldMean   string
	nothingSaid string
	stages      string
	forIt       string
	against     string
	ruledOut    string
	reopens     string
	nothingFor  string
	nothingBad  string
	disagree    string
	cautions    string
	answers     string
	closing     string
}

var clinicianWords = phrases{
	headline: [numOutcomes]string{
		Escalate:         "Escalate: somebody may be in danger",
		NeedsInformation: "Needs information first",
		NoneSuitable:     "None of the formats is possible as things are",
		Recommended:      "Recommended: %s",
		Either:           "Either is reasonable: %s",
	},
	doNow:       "What to do now",
	why:         "Why",
	ask:         "What has to be known first",
	askFirst:    "These have to be answered before any format is considered. Unknown is not no.",
	couldMean:   "What the answer could mean: ",
	nothingSaid: "Nothing that was answered speaks for any format. Any of these would be a start.",
	stages:      "How it was decided",
	forIt:       "For",
	against:     "Against",
	ruledOut:    "Ruled out",
	reopens:     "What would reopen it: ",
	nothingFor:  "Nothing that was answered.",
	nothingBad:  "Nothing that was answered.",
	disagree:    "Where sources disagree",
	cautions:    "To be said and watched",
	answers:     "Answers it rests on",
	closing: "This supports a decision that a clinician and a client make together; it does not make it. " +
		"It is not medical advice, not a diagnosis and not a crisis service.",
}

var clientWords = phrases{
	headline: [numOutcomes]string{
		Escalate:         "First of all: safety",
		NeedsInformation: "A few things to find out first",
		NoneSuitable:     "Nothing on offer here fits as things are",
		Recommended:      "What this suggests: %s",
		Either:           "Each of these could be right for you: %s",
	},
	doNow:       "What to do now",
	why:         "Why",
	ask:         "Questions to answer first",
	askFirst:    "These matter before anything else can be suggested. Not knowing is fine; it just has to be found out.",
	couldMean:   "What the answer could mean: ",
	nothingSaid: "So far nothing points one way or the other. Talking about any of these would be a start.",
	stages:      "How this came about",
	forIt:       "What speaks for it",
	against:     "What speaks against it",
	ruledOut:    "Why it is not possible at the moment",
	reopens:     "What would change that: ",
	nothingFor:  "Nothing in the answers so far.",
	nothingBad:  "Nothing in the answers so far.",
	disagree:    "Where experts disagree",
	cautions:    "Good to know",
	answers:     "The answers this is based on",
	closing: "This is meant to help you and your therapist decide together. The decision is yours and theirs. " +
		"It is not medical advice, not a diagnosis, and not a service for emergencies.",
}

// explainer writes one recommendation for one audience, part by part.
type explainer struct {
	rec      *Recommendation
	page     *page
	audience Audience
	words    *phrases
	cited    []therapy.Source
}

func (e *explainer) name(info OptionInfo) string {
	if e.audience == Client {
		return info.PlainName
	}
	return info.Name
}

func (e *explainer) headline() {
	var names []string
	for info := range e.rec.Advised() {
		names = append(names, e.name(info))
	}
	line := e.words.headline[e.rec.verdict.outcome]
	if len(names) > 0 {
		line = fmt.Sprintf(line, strings.Join(names, ", "))
	}
	e.page.title(line)
	if e.audience == Clinician {
		policy := &e.rec.r.policy
		e.page.paragraph(fmt.Sprintf("%s (policy %s, version %s).", policy.Title, policy.ID, policy.Version))
	}
}

func (e *explainer) danger() {
	if e.rec.verdict.outcome != Escalate {
		return
	}
	e.page.section(e.words.doNow)
	for a := range e.rec.Actions() {
		e.page.point(0, a.Says.To(e.audience)+e.cite(a.Sources))
	}
	e.page.section(e.words.why)
	for x := range e.rec.Danger() {
		e.page.point(0, x.Says().To(e.audience)+e.tag(x)+e.cite(x.rule.Sources))
	}
}

func (e *explainer) questions() {
	if e.rec.verdict.outcome != NeedsInformation {
		return
	}
	e.page.section(e.words.ask)
	if e.rec.verdict.decided == 0 {
		e.page.paragraph(e.words.nothingSaid)
	} else {
		e.page.paragraph(e.words.askFirst)
	}
	rule := ""
	for q := range e.rec.Questions() {
		if q.Rule != rule && e.rec.verdict.decided != 0 {
			rule = q.Rule
			c := &e.rec.r.rules[e.rec.r.ruleByID[rule]]
			says := c.Says.To(e.audience)
			if c.Layer != therapy.LayerSufficiency {
				// Nobody knows yet whether the rule holds, and its words say what is
				// so when it does: that somebody is in danger, say.
				says = e.words.couldMean + says
			}
			e.page.point(0, says+e.tag(Reason{rule: c})+e.cite(c.Sources))
		}
		depth := 1
		if e.rec.verdict.decided == 0 {
			depth = 0
		}
		question := q.Info.Question
		if e.audience == Clinician {
			question += " (" + string(q.Info.Factor) + ")"
		}
		e.page.point(depth, question)
	}
}

func (e *explainer) stages() {
	v := e.rec.verdict
	if v.outcome != Recommended && v.outcome != Either {
		return
	}
	e.page.section(e.words.stages)
	if v.decided == therapy.LayerEligibility {
		e.page.paragraph(map[Audience]string{
			Clinician: "Decided in eligibility: it is the only format that is not ruled out.",
			Client:    "It is the only one that is possible as things are.",
		}[e.audience])
		return
	}
	for s := range e.rec.Stages() {
		e.page.point(0, e.stage(s))
	}
	if v.outcome == Either {
		e.page.paragraph(map[Audience]string{
			Clinician: "No stage settles it. Either can be chosen; a preference, once the person has been told about both, would tip it.",
			Client:    "Nothing in the answers settles it. What you would rather have, once you know about each, can tip it.",
		}[e.audience])
	}
}

// stageNames say to a client what a stage is about.
var stageNames = map[therapy.Layer]string{
	therapy.LayerIndication: "What is known to help",
	therapy.LayerPreference: "What you would like",
	therapy.LayerNeed:       "What you need and hope for",
	therapy.LayerPractical:  "Money, time and place",
}

func (e *explainer) stage(s StageResult) string {
	var points, left []string
	for o, n := range s.Points() {
		if e.audience == Client {
			points = append(points, e.plain(o)+" "+signedPoints(n))
		} else {
			points = append(points, string(o)+" "+signedPoints(n))
		}
	}
	for info := range s.Left() {
		left = append(left, e.name(info))
	}
	name := s.layer.String()
	if e.audience == Client {
		name = stageNames[s.layer]
	}
	line := name + ": " + strings.Join(points, ", ") + ". "
	switch {
	case s.after == s.before:
		return line + "Nothing drops out."
	case e.audience == Client:
		return line + "Still in: " + strings.Join(left, ", ") + "."
	}
	return line + fmt.Sprintf("Left: %s (lead %d, margin %d).", strings.Join(left, ", "), s.lead, s.margin)
}

// signedPoints writes the sign, except for nothing.
func signedPoints(n int) string {
	if n == 0 {
		return "0"
	}
	return fmt.Sprintf("%+d", n)
}

func (e *explainer) plain(o Option) string {
	for _, info := range e.rec.r.policy.Options {
		if info.Option == o {
			return info.PlainName
		}
	}
	return string(o)
}

// options gives every option the same three questions in the same order: is it
// ruled out, what speaks for it, what against.
func (e *explainer) options() {
	if e.rec.verdict.outcome == Escalate {
		return
	}
	reasons := slices.Collect(e.rec.Reasons())
	if len(reasons) == 0 {
		return
	}
	for _, info := range e.rec.r.policy.Options {
		var out, pro, con []Reason
		for _, x := range reasons {
			switch {
			case x.Option() != info.Option:
			case x.Excludes():
				out = append(out, x)
			case x.points > 0:
				pro = append(pro, x)
			default:
				con = append(con, x)
			}
		}
		e.page.section(capital(e.name(info)))
		if len(out) > 0 {
			e.page.part(e.words.ruledOut)
			for _, x := range out {
				e.page.point(0, x.Says().To(e.audience)+e.tag(x)+e.cite(x.rule.Sources))
				e.page.point(1, e.words.reopens+x.Reopens().To(e.audience))
			}
		}
		e.side(e.words.forIt, pro, e.words.nothingFor)
		e.side(e.words.against, con, e.words.nothingBad)
	}
}

func (e *explainer) side(title string, reasons []Reason, empty string) {
	e.page.part(title)
	if len(reasons) == 0 {
		e.page.point(0, empty)
	}
	for _, x := range reasons {
		e.page.point(0, x.Says().To(e.audience)+e.tag(x)+e.cite(x.rule.Sources))
	}
}

// tag names the rule, the stage and the points.
func (e *explainer) tag(x Reason) string {
	if e.audience == Client {
		if x.points != 0 && !x.counted {
			return " (It was settled before this counted.)"
		}
		return ""
	}
	tag := " [" + x.rule.ID + ", " + x.rule.Layer.String()
	if x.points != 0 {
		tag += fmt.Sprintf(" %+d", x.points)
		if x.doubled {
			tag += ", doubled: it matters a great deal"
		}
		if !x.counted {
			tag += ", not counted"
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
	first := true
	for c := range e.rec.Conflicts() {
		if first {
			e.page.section(e.words.disagree)
			first = false
		}
		e.page.part(capital(c.Title.To(e.audience)))
		e.page.point(0, c.A.Says.To(e.audience)+e.cite(c.A.Sources))
		e.page.point(0, c.B.Says.To(e.audience)+e.cite(c.B.Sources))
		e.page.point(0, e.settled(c))
	}
}

func (e *explainer) settled(c OpenConflict) string {
	stage := c.By.String()
	if e.audience == Client {
		stage = "“" + stageNames[c.By] + "”"
	}
	switch c.Decided {
	case SideA:
		return "The first of the two carried weight here, because its rules are looked at first, under " + stage + "."
	case SideB:
		return "The second of the two carried weight here, because its rules are looked at first, under " + stage + "."
	case BothSides:
		return "Both were weighed together, under " + stage + "."
	case NeitherSide:
	}
	return "Neither of the two decided here."
}

func (e *explainer) cautions() {
	first := true
	for c := range e.rec.Cautions() {
		if first {
			e.page.section(e.words.cautions)
			first = false
		}
		e.page.point(0, c.Says.To(e.audience)+e.cite(c.Sources))
	}
}

func (e *explainer) answers() {
	var given, follows []string
	for statement, f := range e.rec.r.factors {
		answer, entailed := e.rec.answers.answer(statement)
		switch {
		case answer == Unanswered:
		case entailed:
			follows = append(follows, string(f))
		case e.audience == Client:
			info, _ := e.rec.r.policy.Factors.Lookup(f)
			given = append(given, info.Question+" "+capital(answer.String()))
		default:
			given = append(given, string(f)+": "+answer.String())
		}
	}
	if len(given) == 0 {
		return
	}
	e.page.section(e.words.answers)
	for _, line := range given {
		e.page.point(0, line)
	}
	if len(follows) > 0 && e.audience == Clinician {
		e.page.point(0, "No, since it follows from these: "+strings.Join(follows, ", "))
	}
}

func (e *explainer) sources() {
	if len(e.cited) == 0 {
		return
	}
	e.page.section("Sources")
	for _, s := range e.cited {
		e.page.point(0, s.String())
	}
}

func capital(s string) string {
	if s == "" {
		return s
	}
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}
