package recommend

import (
	"fmt"
	"strings"

	"github.com/therapykit/therapykit/recommend/internal/layout"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// gradeWords say to each reader what a grade means.
var gradeWords = map[therapy.Grade][2]string{
	therapy.Offer:    {"is offered", "comes first"},
	therapy.Consider: {"is considered", "can help"},
	therapy.OnlyIf:   {"only if the first choice does not fit", "is there if the first does not fit"},
	therapy.Adjunct:  {"only beside other treatment", "is an extra"},
	therapy.Against:  {"not as the only treatment", "is not put first"},
}

func (e *explainer) gradeInWords(g therapy.Grade) string {
	if e.reader == policy.Client {
		return gradeWords[g][1]
	}
	return gradeWords[g][0]
}

// against says, under the headline and before every other caution, that what is advised
// is opposed, and by whom.
func (e *explainer) against() {
	if e.reader == policy.Client {
		for x := range e.rec.Against() {
			if x.Weak() {
				continue
			}
			e.page.Paragraph("Guidelines put something else first for this. You can ask why this is named too.")
			return
		}
		return
	}
	for x := range e.rec.Against() {
		line := fmt.Sprintf("%s goes against what is put first for %s", layout.Capital(x.Option().Name), x.Question().Clinician)
		if x.Weak() {
			line = fmt.Sprintf("%s: %s speaks against it", layout.Capital(x.Option().Name), x.Question().Clinician)
		}
		e.page.Paragraph(line + e.cite(x.Sources()) + ". " + e.whyNamed(x.Option().Option) +
			" Say so, record why, and agree when it is looked at again.")
	}
}

// whyNamed says why an option is advised although a question opposes it.
func (e *explainer) whyNamed(o policy.Option) string {
	n := 0
	for range e.rec.Eligible() {
		n++
	}
	if n == 1 {
		return "It is named because no other format is possible; what would reopen the others stands below."
	}
	for _, w := range e.rec.r.program.Policy.Meeting.Wishes {
		if w.Option == o && w.When.Eval(e.rec.Truth) == therapy.True {
			return "It is named because the person wishes for it and has been told what there is."
		}
	}
	return "It is named because every format that is possible is opposed by something."
}

// waived repeats what safety the policy does without.
func (e *explainer) waived() {
	for w := range e.rec.Waivers() {
		if e.reader != policy.Client {
			e.page.Paragraph(fmt.Sprintf("This policy does without the safety of %s (%s: %s).", w.Statement, w.By, w.Why))
		}
	}
}

// age says which answers about safety were too old, and that nobody has dated them.
func (e *explainer) age() {
	if e.reader == policy.Client {
		return
	}
	var stale []string
	for f := range e.rec.Stale() {
		stale = append(stale, string(f))
	}
	if len(stale) > 0 {
		e.page.Paragraph(fmt.Sprintf("Older than %d days, and so taken as unknown: %s.", e.rec.r.program.Policy.SafetyLimit(), strings.Join(stale, ", ")))
	}
	if e.rec.SafetyUndated() {
		e.page.Paragraph("It is not stated when safety was asked about. Answers about safety are for the day on which they are given.")
	}
}

// asked says what each question comes to, one line a question, and one line for how
// they meet.
func (e *explainer) asked(s StageResult) {
	var tops []uint16
	name := s.Layer().String()
	if e.reader == policy.Client {
		name = stageNames[s.Layer()]
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
			line += " Another question takes over from it."
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
		e.page.Point(0, name+": "+e.meeting(tops)+strings.Join(left, ", ")+".")
	}
}

// meeting says how several questions meet.
func (e *explainer) meeting(tops []uint16) string {
	shared := tops[0]
	for _, top := range tops {
		shared &= top
	}
	client := e.reader == policy.Client
	switch {
	case len(tops) == 1 && client:
		return "This points to "
	case len(tops) == 1:
		return "Left: "
	case shared != 0 && client:
		return "These agree on "
	case shared != 0:
		return "The questions agree. Left: "
	case client:
		return "Different things call for different help, at the same time or one after the other. That leaves "
	}
	return "The questions have different answers, which can be met at the same time or one after the other. Left: "
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
