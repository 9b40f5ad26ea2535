package recommend

import (
	"iter"
	"strconv"
	"strings"

	"github.com/therapykit/therapykit/therapy/words"

	"github.com/therapykit/therapykit/recommend/internal/layout"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// gradeInWords says to each reader what a grade means.
func (e *explainer) gradeInWords(g therapy.Grade) string {
	return e.say("grade-" + g.String() + "." + e.reader.String())
}

// against says, under the headline and before every other caution, that what is advised
// is opposed, and by whom.
func (e *explainer) against() {
	if e.reader == policy.Client {
		for x := range e.rec.Against() {
			if x.Weak() {
				continue
			}
			e.page.Paragraph(e.say("against-client"))
			return
		}
		return
	}
	for x := range e.rec.Against() {
		key := "against-first"
		if x.Weak() {
			key = "against-weak"
		}
		line := e.say(key, words.Name("option", layout.Capital(x.Option().Name)), words.Name("question", x.Question().Clinician))
		e.page.Paragraph(line + e.cite(x.Sources()) + ". " + e.whyNamed(x.Option().Option) +
			" " + e.say("against-record"))
	}
}

// whyNamed says why an option is advised although a question opposes it.
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

// waived repeats what safety the policy does without.
func (e *explainer) waived() {
	for w := range e.rec.Waivers() {
		if e.reader != policy.Client {
			e.page.Paragraph(e.say("waived", words.Name("statement", string(w.Statement)), words.Name("by", w.By), words.Name("why", w.Why)))
		}
	}
}

// reassurance says which answers about safety were too old or not somebody's to give, and
// that it is not stated who gave them, or when.
func (e *explainer) reassurance() {
	if e.reader == policy.Client {
		return
	}
	list := func(key string, factors iter.Seq[therapy.Factor], args ...words.Arg) {
		var names []string
		for f := range factors {
			names = append(names, string(f))
		}
		if len(names) > 0 {
			e.page.Paragraph(e.say(key, append(args, words.Name("statements", strings.Join(names, ", ")))...))
		}
	}
	list("stale", e.rec.Stale(), words.Name("days", strconv.Itoa(e.rec.r.program.Policy.SafetyLimit())))
	list("unqualified", e.rec.Unqualified())
	if e.rec.SafetyUnattributed() {
		e.page.Paragraph(e.say("unattributed"))
	}
	if e.rec.SafetyUndated() {
		e.page.Paragraph(e.say("undated"))
	}
}

// asked says what each question comes to, one line a question, and one line for how
// they meet.
func (e *explainer) asked(s StageResult) {
	var tops []uint16
	name := s.Layer().String()
	if e.reader == policy.Client {
		name = e.stageName(s.Layer())
	}
	for q := range e.rec.Asked() {
		question := q.Question()
		if e.inPerson(question.When) {
			continue
		}
		var parts []string
		for grade := therapy.Offer; grade <= therapy.Against; grade++ {
			for _, info := range e.rec.r.program.Policy.Options {
				if e.graded(question.ID, info.Option) == grade {
					parts = append(parts, e.name(info)+" "+e.gradeInWords(grade))
				}
			}
		}
		title := question.Clinician
		if e.reader == policy.Client {
			title = question.Client
			if e.withheld(question.When) {
				continue
			}
		}
		line := layout.Capital(title) + ": " + strings.Join(parts, "; ") + "."
		if q.Yielded() && e.reader != policy.Client {
			line += " " + e.say("yields")
		} else if q.result.Top != 0 {
			tops = append(tops, q.result.Top)
		}
		e.page.Point(0, line)
	}
	var left []string
	for info := range s.Left() {
		left = append(left, e.name(info))
	}
	switch {
	case len(tops) == 0:
		e.page.Point(0, name+": "+e.words.noBearing)
	case s.result.After == s.result.Before:
		e.page.Point(0, name+": "+e.words.nothingDrops)
	default:
		e.page.Point(0, name+": "+e.say(e.meeting(tops), words.Name("options", strings.Join(left, ", "))))
	}
}

// meeting is the key of the text that says how several questions meet.
func (e *explainer) meeting(tops []uint16) string {
	shared := tops[0]
	for _, top := range tops {
		shared &= top
	}
	client := e.reader == policy.Client
	switch {
	case len(tops) == 1 && client:
		return "meet-one-client"
	case len(tops) == 1:
		return "meet-one"
	case shared != 0 && client:
		return "meet-shared-client"
	case shared != 0:
		return "meet-shared"
	case client:
		return "meet-differ-client"
	}
	return "meet-differ"
}

// graded is what the rules that fired say of an option for a question.
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

// withheld reports whether the condition reads a statement that is kept out of texts
// for the client.
func (e *explainer) withheld(c therapy.Condition) bool {
	for f := range c.Factors() {
		if info, _ := e.rec.r.program.Policy.Factors.Lookup(f); info.Discretion != 0 {
			return true
		}
	}
	return false
}
