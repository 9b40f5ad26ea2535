package intakefhir

import (
	"slices"
	"strings"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/fhir"
)

// Renderers disagree about "unequal" on a question without an answer: one shows the item,
// another hides it. So conditions use only = and exists, which both read alike. If one level
// of "all" or "any" is not enough, the condition is written as an expression.

// test is one comparison of an enableWhen: that the item has one of the codes or, with
// unanswered, none at all.
type test struct {
	link       string
	system     string
	codes      []string
	unanswered bool
}

// enablement says when an item is shown.
type enablement struct {
	tests []test
	// all says that every test has to hold, and not any of them.
	all bool
	// expression is used instead of tests.
	expression string
}

// enable returns when a question is shown on a reader's sheet; the zero enablement means
// always. ok is false if it is never shown.
func (f *Form) enable(q recommend.FormQuestion, s sheet) (e enablement, ok bool) {
	if f.about(q) {
		return e, true
	}
	var asked, hidden [][]test // in each clause one has to hold; hidden hides if all clauses hold
	if !q.If.IsZero() {
		asked, ok = f.clauses(q.If, s, false)
		if !ok {
			return e, false
		}
	}
	if !q.Unless.IsZero() {
		hidden, ok = f.clauses(q.Unless, s, true)
		if !ok {
			hidden = nil // never certain: it hides nothing
		}
	}
	switch {
	case len(hidden) == 0 && len(asked) == 0:
	case len(hidden) == 0 && len(asked) == 1:
		e.tests = asked[0]
	case len(hidden) == 0 && !slices.ContainsFunc(asked, several):
		for _, clause := range asked {
			e.tests = append(e.tests, clause...)
		}
		e.all = true
	case len(asked) == 0 && !slices.ContainsFunc(hidden, func(c []test) bool { return len(c) > 1 }):
		for _, clause := range hidden {
			e.tests = append(e.tests, f.unless(clause[0])...)
		}
	default:
		e.expression = expression(asked, hidden)
	}
	return e, true
}

// several reports whether a clause needs more than one comparison with one code.
func several(clause []test) bool { return len(clause) > 1 || len(clause[0].codes) > 1 }

// clauses writes a condition as clauses of tests, in each of which one has to hold for the
// condition to be certainly true. Statements that are not on the sheet are unknown there; ok
// is false if the condition can therefore never be true. If a yes does not count on the
// client's sheet, it is left out of conditions that would hide a question.
func (f *Form) clauses(c therapy.Condition, s sheet, hides bool) (list [][]test, ok bool) {
	normal, ok := c.Clauses(therapy.True)
	if !ok {
		return nil, !hides // too long to be written: shown
	}
	for _, clause := range normal {
		var tests []test
		for _, literal := range clause {
			if t, ok := f.test(literal, s, hides); ok {
				tests = append(tests, t)
			}
		}
		if len(tests) == 0 {
			return nil, false
		}
		list = append(list, tests)
	}
	return list, true
}

// test returns when a literal is certainly true on the sheet.
func (f *Form) test(literal therapy.Literal, s sheet, hides bool) (test, bool) {
	item, q, ok := f.item(literal.Factor)
	if !ok || !s.stands[q.ID] || hides && s.reader == policy.Client && item.Trained && literal.Yes {
		return test{}, false
	}
	if !q.Choice {
		t := test{link: q.ID, system: SystemAnswer, codes: []string{"no"}}
		if literal.Yes {
			t.codes = []string{"yes"}
			if item.Strongly {
				t.codes = []string{"yes", "strongly"}
			}
		}
		return t, true
	}
	t := test{link: q.ID, system: SystemFactor}
	for _, other := range q.Items {
		if (other.Factor == literal.Factor) == literal.Yes {
			t.codes = append(t.codes, string(other.Factor))
		}
	}
	return t, len(t.codes) > 0
}

// unless returns the condition that is true if and only if the test is false: another answer,
// or no answer.
func (f *Form) unless(t test) []test {
	other := test{link: t.link, system: t.system}
	l := f.questions[t.link]
	if l.Choice {
		for _, item := range l.Items {
			if !slices.Contains(t.codes, string(item.Factor)) {
				other.codes = append(other.codes, string(item.Factor))
			}
		}
	} else {
		for _, c := range f.answers(l.Items[0]) {
			if !slices.Contains(t.codes, c) && c != "unknown" {
				other.codes = append(other.codes, c)
			}
		}
	}
	return []test{{link: t.link, unanswered: true}, other, {link: t.link, system: SystemAnswer, codes: []string{"unknown"}}}
}

// answers lists the codes that a statement can be answered with.
func (f *Form) answers(item recommend.FormItem) []string {
	var list []string
	for _, c := range codes {
		if c.answer != recommend.FormStrongly || item.Strongly {
			list = append(list, c.code)
		}
	}
	return list
}

// expression writes the clauses in FHIRPath, in the one form that both renderers read.
func expression(asked, hidden [][]test) string {
	var parts []string
	for _, clause := range asked {
		parts = append(parts, joined(clause, " or ", "exists()"))
	}
	var never []string // the item stays while one clause of what hides it has no test that holds
	for _, clause := range hidden {
		never = append(never, joined(clause, " and ", "empty()"))
	}
	if len(never) > 0 {
		parts = append(parts, "("+strings.Join(never, " or ")+")")
	}
	return strings.Join(parts, " and ")
}

func joined(clause []test, with, ending string) string {
	var parts []string
	for _, t := range clause {
		var either []string
		for _, code := range t.codes {
			either = append(either, "code='"+code+"'")
		}
		parts = append(parts, "%resource.descendants().where(linkId='"+t.link+"').answer.value.where("+strings.Join(either, " or ")+")."+ending)
	}
	return "(" + strings.Join(parts, with) + ")"
}

// write adds the condition to an item.
func (e enablement) write(item fhir.Element) {
	if e.expression != "" {
		item.Extend(extensionEnableWhen).Add("Extension.valueExpression").
			SetText("Expression.language", "text/fhirpath").SetText("Expression.expression", e.expression)
		return
	}
	count := 0
	for _, t := range e.tests {
		if t.unanswered {
			w := item.Add("Questionnaire.item.enableWhen").SetText("Questionnaire.item.enableWhen.question", t.link)
			w.SetText("Questionnaire.item.enableWhen.operator", "exists").SetBool("Questionnaire.item.enableWhen.answerBoolean", false)
			count++
		}
		for _, code := range t.codes {
			w := item.Add("Questionnaire.item.enableWhen").SetText("Questionnaire.item.enableWhen.question", t.link)
			w.SetText("Questionnaire.item.enableWhen.operator", "=")
			w.AddCoding("Questionnaire.item.enableWhen.answerCoding", t.system, code, "")
			count++
		}
	}
	behaviour := "any"
	if e.all {
		behaviour = "all"
	}
	if count > 1 {
		item.SetText("Questionnaire.item.enableBehavior", behaviour)
	}
}
