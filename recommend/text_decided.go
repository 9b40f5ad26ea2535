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

// stages explains the decision step by step. For the client, the function steps says less.
func (e *explainer) stages() {
	v := e.rec.verdict
	switch {
	case !e.weighed():
		return
	case e.reader == policy.Client:
		e.steps()
		return
	}
	e.page.Section(e.say("stages"))
	if v.Decided == engine.Eligibility {
		name := "only-one"
		if e.rec.AgainstIndication() {
			name = "only-one-but"
		}
		e.page.Paragraph(e.say(name))
		e.notNeeded()
		return
	}
	for s := range e.rec.Stages() {
		if s.Graded() {
			e.asked(s)
		} else {
			e.stage(s)
		}
	}
	e.notNeeded()
	if v.Outcome == engine.Either {
		e.page.Paragraph(e.say(map[string]string{"why-guarded": "not-alone", "why-level": "still-level", "why-open": "tips"}[e.whyEither()]))
	}
}

// weighed reports whether formats were weighed against each other.
func (e *explainer) weighed() bool {
	return e.rec.verdict.Outcome == engine.Recommended || e.rec.verdict.Outcome == engine.Either
}

// notNeeded says once that some of the reasons below were not needed for the result.
func (e *explainer) notNeeded() {
	if slices.ContainsFunc(e.reasons(), func(x Reason) bool { return x.fired.Points != 0 && !x.fired.Counted }) {
		e.page.Point(0, e.say("not-needed"))
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

// stageName says what a stage is about.
func (e *explainer) stageName(layer therapy.Layer) words.Arg {
	return words.Name("stage", e.say("stage-"+layer.String()))
}

// stage says the result of a stage with points. Rules that only balance options are reported
// as such.
func (e *explainer) stage(s StageResult) {
	stage := e.stageName(s.Layer())
	if !e.speaksIn(s.Layer()) {
		e.page.Point(0, e.say("stage-silent", stage))
		return
	}
	var levels []Reason
	for x := range e.rec.Reasons() {
		if x.Layer() == s.Layer() && x.fired.Counted && x.Levels() &&
			!slices.ContainsFunc(levels, func(y Reason) bool { return y.Rule() == x.Rule() }) {
			levels = append(levels, x)
		}
	}
	left := e.names(slices.Collect(s.Left()))
	points := words.Name("points", e.tally(s))
	if s.result.After == s.result.Before {
		e.page.Point(0, e.say("stage-points-all", stage, points))
	} else {
		e.page.Point(0, e.say("stage-points-left", stage, points, left,
			words.Name("lead", strconv.Itoa(s.Lead())), words.Name("margin", strconv.Itoa(s.Margin()))))
	}
	for _, x := range levels {
		e.page.Point(1, e.sentence(x)+" ["+x.Rule()+"]"+e.cite(x.rule().Sources))
	}
}

// tally gives the clinician the points. If some speak for and some against, it also gives
// both sums, so that points that cancel out are visible.
func (e *explainer) tally(s StageResult) string {
	var parts []string
	for o, n := range s.Points() {
		part := string(o) + " " + signedPoints(n)
		if pro, con := e.sums(s.Layer(), o); pro != 0 && con != 0 {
			part += fmt.Sprintf(" (%+d %+d)", pro, con)
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, ", ")
}

// sums returns the points that counted for and against an option in a stage.
func (e *explainer) sums(layer therapy.Layer, o policy.Option) (pro, con int) {
	for x := range e.rec.Reasons() {
		if x.Layer() == layer && x.Option() == o && x.fired.Counted {
			pro, con = pro+max(x.fired.Points, 0), con+min(x.fired.Points, 0)
		}
	}
	return pro, con
}

// signedPoints writes the number with its sign, 0 without one.
func signedPoints(n int) string {
	if n == 0 {
		return "0"
	}
	return fmt.Sprintf("%+d", n)
}

// asked says the result of each question, and how they are combined.
func (e *explainer) asked(s StageResult) {
	var tops []uint16
	for q := range e.rec.Asked() {
		question := q.Question()
		e.page.Point(0, layout.Capital(question.Clinician))
		for grade := therapy.Offer; grade <= therapy.Against; grade++ {
			if options := e.gradedAs(question.ID, grade); len(options) > 0 {
				e.page.Point(1, e.say("grade-"+grade.String(), e.names(options)))
			}
		}
		if q.Yielded() {
			e.page.Point(1, e.say("yields"))
		} else if q.result.Top != 0 {
			tops = append(tops, q.result.Top)
		}
	}
	if len(tops) == 0 {
		e.page.Point(0, e.say("stage-silent", e.stageName(s.Layer())))
		return
	}
	if len(tops) > 1 {
		e.page.Point(0, e.say(meeting(tops)))
	}
	if s.result.After == s.result.Before {
		e.page.Point(0, e.say("left-graded-all"))
	} else {
		e.page.Point(0, e.say("left-graded", e.names(slices.Collect(s.Left()))))
	}
}

// gradedAs are the options that have a grade for a question.
func (e *explainer) gradedAs(question string, grade therapy.Grade) (options []policy.OptionInfo) {
	for _, info := range e.rec.r.program.Policy.Options {
		if e.graded(question, info.Option) == grade {
			options = append(options, info)
		}
	}
	return options
}

// meeting is the name of the text that says how several questions are combined.
func meeting(tops []uint16) string {
	shared := tops[0]
	for _, top := range tops {
		shared &= top
	}
	if shared != 0 {
		return "meet-shared"
	}
	return "meet-differ"
}

// graded returns the grades that the rules that fired give to an option for a question.
func (e *explainer) graded(question string, o policy.Option) therapy.Grade {
	best := therapy.Grade(0)
	for x := range e.rec.Reasons() {
		if x.Option() != o || x.rule().Question != question {
			continue
		}
		switch g := x.Grade(); {
		case g == therapy.Against:
			return g
		case best == 0 || g < best:
			best = g
		}
	}
	return best
}

func (e *explainer) conflicts() {
	if e.reader == policy.Client && e.asksAboutSafety() {
		return
	}
	first, n := true, 0
	for c := range e.rec.Conflicts() {
		if e.discreet(c.When) || e.reader == policy.Client && (c.Decided == NeitherSide || n == e.amount.conflicts) {
			continue
		}
		n++
		if first {
			e.page.Section(e.say("disagree"))
			if profile := e.rec.r.program.Policy.Profile.To(e.reader); profile != "" && e.reader != policy.Client {
				e.page.Paragraph(e.say("profile", words.Name("profile", profile)))
			}
			first = false
		}
		e.page.Part(layout.Capital(c.Title.To(e.reader)))
		e.page.Point(0, c.A.Says.To(e.reader)+e.cite(c.A.Sources))
		e.page.Point(0, c.B.Says.To(e.reader)+e.cite(c.B.Sources))
		e.page.Point(0, e.settled(c))
	}
}

// settled says which side of a disagreement decided, in which stage, and whether a rule of
// the other side applied.
func (e *explainer) settled(c OpenConflict) string {
	side, other := "first", c.B
	switch c.Decided {
	case NeitherSide:
		return e.say("neither")
	case BothSides:
		return e.say("both-weighed", e.stageName(c.By))
	case SideA:
	case SideB:
		side, other = "second", c.A
	}
	for x := range e.rec.Reasons() {
		if slices.Contains(other.Rules, x.Rule()) {
			return e.say(side+"-before", e.stageName(c.By))
		}
	}
	return e.say(side+"-alone", e.stageName(c.By))
}
