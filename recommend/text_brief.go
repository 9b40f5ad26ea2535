package recommend

import (
	"slices"
	"strings"

	"github.com/therapykit/therapykit/recommend/internal/engine"
	"github.com/therapykit/therapykit/recommend/internal/layout"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/words"
)

// A text for the client says everything once. What the summary at its beginning has said about
// an option is not repeated in the section about the option, and what is said about a part is
// not repeated for an option of several parts. Whether a line is left out depends only on the
// lines that are written, never on an answer, so that it reveals nothing.

// told is the content that a text for the client already has.
type told struct {
	// lines are the sentences so far; a caution in the words of one of them is not repeated.
	lines map[string]bool
	// short are the lines about the options in the summary, if the text has one.
	short map[policy.Option]SummaryOption
	// alone has the options of one modality, by side and by the sentence there about them.
	alone map[string]map[string][]policy.Option
	// aspects has the sentences about the parts of the advised options.
	aspects map[policy.Option]map[string]bool
}

// read returns the content of the summary at the beginning of a text.
func read(s Summary) told {
	t := told{lines: map[string]bool{}, short: map[policy.Option]SummaryOption{}}
	for _, flag := range s.Flags {
		t.lines[flag] = true
	}
	for _, o := range s.Options {
		if o.Excluded {
			o.For = "" // the line names only the exclusion
		}
		t.short[o.Option], t.lines[o.For], t.lines[o.Against] = o, true, true
	}
	return t
}

// sides are the lists of reasons in the section about an option, in their order.
var sides = []string{"ruled-out", "for", "against"}

// sideOf returns the list that has the reason.
func sideOf(x Reason) string {
	switch {
	case x.Excludes():
		return "ruled-out"
	case x.Supports():
		return "for"
	}
	return "against"
}

// heardAlone collects the sentences about options of one modality.
func (e *explainer) heardAlone(reasons []Reason) {
	e.told.alone = map[string]map[string][]policy.Option{}
	for _, side := range sides {
		e.told.alone[side] = map[string][]policy.Option{}
	}
	for _, x := range reasons {
		if x.Option().Single() {
			side, says := e.told.alone[sideOf(x)], e.sentence(x)
			side[says] = append(side[says], x.Option())
		}
	}
}

// clientWords is how many words a text for the client has at most before its closing lines and
// the sources.
const clientWords = 650

// amount is the largest number of items in each kind of list in a text for the client: reasons on
// one side of an option, including the strongest, which is in the summary; aspects of each part of
// an option; questions; and disagreements. If there are more, the text says so.
type amount struct{ reasons, aspects, questions, conflicts int }

// amounts are tried in order until a text is short enough; the first is enough for most texts. A
// clinician's text has no such limits.
var amounts = [...]amount{{3, 2, 6, 1}, {2, 2, 6, 1}, {2, 1, 6, 0}, {1, 1, 4, 0}}

// fits reports whether a page is short enough.
func fits(p *layout.Page) bool {
	n := 0
	for _, b := range p.Blocks() {
		n += len(strings.Fields(b.Text))
	}
	return n <= clientWords
}

// clientSide writes one list of reasons for the client, without sentences that the text already has.
func (e *explainer) clientSide(info policy.OptionInfo, title string, reasons []Reason) {
	short, inSummary := e.told.short[info.Option]
	if len(reasons) == 0 {
		if title != "ruled-out" && (!inSummary || short.Excluded) {
			e.page.Paragraph(e.say("nothing-" + title)) // the summary does not have this sentence
		}
		return
	}
	heading, told := title, 0
	var left []Reason
	lines := map[string]bool{}
	for _, x := range reasons {
		e.citeReason(x)
		switch line := e.line(x); {
		case title == "for" && e.told.aspects[info.Option][line]:
			heading = title + "-also"
		case line == short.saysOn(title) && e.reopens(x) == "":
			heading, told = title+"-also", 1
		case lines[line] && e.coveredReason(x): // reasons that must not be distinguished have the same words
		default:
			left, lines[line] = append(left, x), true
		}
	}
	left, retold := e.retold(info, title, left)
	if most := e.amount.reasons - told; len(left) > most {
		left, retold = left[:most], append(retold, e.say("more"))
	}
	if len(left)+len(retold) == 0 {
		return
	}
	e.page.Part(e.say(heading))
	for _, x := range left {
		line := e.line(x)
		e.told.lines[line] = true
		e.page.Point(0, line)
		if says := e.reopens(x); says != "" {
			e.page.Point(1, e.say("reopens", words.Name("reopens", says)))
		}
	}
	for _, line := range retold {
		e.page.Point(0, line)
	}
}

// line is a reason in the words of the reader, with the name of the supported option if that is
// another one.
func (e *explainer) line(x Reason) string { return e.sentence(x) + e.elsewhere(x) }

// saysOn returns the sentence in the line of a summary on one side of its option.
func (o SummaryOption) saysOn(title string) string {
	switch {
	case title == "for":
		return o.For
	case o.Excluded == (title == "ruled-out"):
		return o.Against
	}
	return ""
}

// retold removes the reasons that are already given for a part of an option, and returns lines
// that refer to that part instead.
func (e *explainer) retold(info policy.OptionInfo, title string, reasons []Reason) (left []Reason, lines []string) {
	if info.Option.Single() {
		return reasons, nil
	}
	by := map[string][]Reason{}
	for _, x := range reasons {
		for _, side := range sides {
			if len(e.told.alone[side][e.sentence(x)]) > 0 {
				by[side] = append(by[side], x)
			}
		}
	}
	gone := map[string]bool{}
	for _, side := range sides {
		name := title + "-as-" + side
		if _, exists := textIndex()[name]; !exists || len(by[side]) == 0 {
			continue
		}
		var options []policy.OptionInfo
		for _, o := range e.rec.r.program.Policy.Options {
			if slices.ContainsFunc(by[side], func(x Reason) bool { return slices.Contains(e.told.alone[side][e.sentence(x)], o.Option) }) {
				options = append(options, o)
			}
		}
		for _, x := range by[side] {
			gone[e.sentence(x)] = true
		}
		if len(options) > 1 && len(options) == len(slices.Collect(info.Option.Modalities())) {
			lines = append(lines, e.say(name+"-parts"))
		} else {
			lines = append(lines, e.say(name, e.names(options)))
		}
	}
	for _, x := range reasons {
		if !gone[e.sentence(x)] {
			left = append(left, x)
		}
	}
	return left, lines
}

// steps tells the client how it was decided, if the reason in the summary is not the whole
// explanation: that answers are in conflict with each other, and which options dropped out before.
func (e *explainer) steps() {
	var lines []string
	if len(e.told.short) == 0 {
		lines = append(lines, e.why()) // not said anywhere else
	}
	if e.rec.verdict.Decided == engine.Eligibility {
		if e.rec.AgainstIndication() {
			lines = append(lines, e.say("only-one-but"))
		}
	} else {
		for s := range e.rec.Stages() {
			stage := e.stageName(s.Layer())
			if e.levelled(s.Layer()) {
				lines = append(lines, e.say("levelled", stage))
			}
			if s.result.After != s.result.Before && (s.result.After != e.rec.verdict.Standing || e.rec.Outcome() == policy.Either) {
				lines = append(lines, e.say("left", stage, e.names(slices.Collect(s.Left()))))
			}
		}
	}
	if len(lines) == 0 {
		return
	}
	e.page.Section(e.say("stages"))
	for _, line := range lines {
		e.page.Point(0, line)
	}
}

// levelled reports whether a rule that only balances options was counted in a layer.
func (e *explainer) levelled(layer therapy.Layer) bool {
	for x := range e.rec.Reasons() {
		if x.Layer() == layer && x.fired.Counted && x.Levels() {
			return true
		}
	}
	return false
}

// aspects tells the client what each part of an advised option of several modalities could be for:
// those of their needs and hopes that others may read.
func (e *explainer) aspects(parts []contribution) {
	e.told.aspects = map[policy.Option]map[string]bool{}
	for _, c := range parts {
		e.page.Point(0, layout.Capital(e.name(c.part)))
		lines := map[string]bool{}
		for _, x := range c.reasons {
			if line := e.sentence(x); x.Layer() == therapy.LayerNeed && !e.coveredReason(x) && !lines[line] && len(lines) < e.amount.aspects {
				e.page.Point(1, line)
				lines[line], e.told.lines[line] = true, true
			}
		}
		if e.told.aspects[c.part.Option] = lines; len(lines) == 0 {
			e.page.Point(1, e.say("parts-nothing"))
		}
	}
}
