package intakefhir

import (
	"iter"
	"slices"
	"strings"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/internal/lenient"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/fhir"
)

// shapes refuses items and answers that are not lists of objects or have members that R4 does
// not have. Otherwise they would be ignored, as if there were no answer.
func (r *responseReader) shapes(n *fhir.Node) {
	for part := range n.Parts() {
		if name := part.Name(); name == "item" || name == "answer" {
			listed := part.Kind() == fhir.Array
			for inner := range part.Parts() {
				listed = listed && inner.Kind() == fhir.Object
				for member := range inner.Parts() {
					if !knownMember(name, member.Name()) {
						r.check.Wrong(member.Place(), "response-member", "a member that R4 has", therapy.ErrUnknown)
					}
				}
			}
			if !listed {
				r.check.Wrong(part.Place(), "response-shape", "a list of objects", therapy.ErrSyntax)
			}
		}
		if part.Name() != "contained" { // the items of a contained form are not answers
			r.shapes(part)
		}
	}
}

// knownMember reports whether an item, or an answer, has members of the name.
func knownMember(of, name string) bool {
	switch name {
	case "id", "extension", "modifierExtension", "item":
		return true
	case "linkId", "definition", "text", "answer", "_linkId", "_definition", "_text":
		return of == "item"
	}
	return of == "answer" && strings.HasPrefix(strings.TrimPrefix(name, "_"), "value")
}

// items walks the items, through groups, by linkId and never by position.
func (r *responseReader) items(list iter.Seq[fhir.Element]) {
	for e := range list {
		r.modifiers(e, "QuestionnaireResponse.item.modifierExtension")
		id := e.Text("QuestionnaireResponse.item.linkId")
		l, known := r.sheet.links[id]
		switch {
		case !known:
			r.wrong(e, "response-link", "an item of the sheet", therapy.ErrUnknown)
		case r.seen[id]:
			r.notRead(e, l.question, "response-item-twice", "each item once", therapy.ErrDuplicate)
		default:
			r.item(e, l)
		}
		r.seen[id] = true
		r.items(e.All("QuestionnaireResponse.item.item"))
		for answer := range e.All("QuestionnaireResponse.item.answer") {
			r.items(answer.All("QuestionnaireResponse.item.answer.item"))
		}
	}
}

// item reads one item that the sheet has.
func (r *responseReader) item(e fhir.Element, l link) {
	count := 0
	var answer fhir.Element
	for a := range e.All("QuestionnaireResponse.item.answer") {
		if count++; count > 1 {
			r.notRead(a, l.question, "response-two-answers", "one answer", therapy.ErrDuplicate)
			return
		}
		answer = a
	}
	switch l.kind {
	case linkGroup, linkDisplay:
		if count > 0 {
			r.wrong(answer, "response-no-question", "no answer where nothing is asked", therapy.ErrContradiction)
		}
	case linkStatement:
		r.statement(e, answer, l.question)
	case linkChoice:
		r.choice(e, answer, l.question)
	case linkStrongly:
		if count > 0 {
			code, ok := r.code(answer, l.question, []string{"yes", "no"})
			r.strong[l.question.ID] = ok && code == "yes"
		}
	case linkGoneThrough:
		if count == 0 {
			return
		}
		gone, ok := answer.Bool("QuestionnaireResponse.item.answer.valueBoolean")
		if !ok {
			r.wrong(answer, "response-answer", "true or false", therapy.ErrUnknown)
		}
		if gone {
			r.filled.GoneThrough = append(r.filled.GoneThrough, l.section)
		}
	}
}

// code reads one answer. A code of another system, a code without a system and a value of
// another type are not answers.
func (r *responseReader) code(answer fhir.Element, q recommend.FormQuestion, allowed []string) (string, bool) {
	code := answer.Code("QuestionnaireResponse.item.answer.valueCoding", SystemAnswer)
	if !slices.Contains(allowed, code) {
		if saysNo(answer.Node()) {
			q = recommend.FormQuestion{}
		}
		r.notRead(answer, q, "response-answer", "an answer of the item, with the code system of this form", therapy.ErrUnknown)
		return "", false
	}
	return code, true
}

// saysNo reports whether an answer that cannot be read can only mean no.
func saysNo(n *fhir.Node) bool {
	said := false
	for part := range n.Parts() {
		switch {
		case part.Name() == "system":
		case part.Kind() == fhir.Object:
			said = said || saysNo(part)
		case !lenient.No(part.Text()):
			return false
		default:
			said = true
		}
	}
	return said
}

func (r *responseReader) statement(e, answer fhir.Element, q recommend.FormQuestion) {
	given := absence(e)
	if answer.Exists() {
		if absent := absence(answer); absent != 0 && !hasValue(answer) {
			given = absent
		} else if code, ok := r.code(answer, q, r.answers(q.Items[0])); ok {
			for _, c := range codes {
				if c.code == code {
					given = c.answer
				}
			}
			if r.saysOtherwise(answer, q.Items[0].Factor, given) {
				r.notRead(answer, q, "response-two-answers", "one answer, with a display that means the same", therapy.ErrContradiction)
			}
		}
	}
	r.put(e, q.Items[0].Factor, given)
}

// saysOtherwise reports whether an answer to a statement about danger has another value, or a
// display, that is bad news, although its code is not.
func (r *responseReader) saysOtherwise(answer fhir.Element, factor therapy.Factor, given recommend.FormAnswer) bool {
	switch r.policy.Alarm(factor) {
	case therapy.Danger:
		return given.Truth() != therapy.True && says(answer.Node(), lenient.Yes)
	case therapy.AllClear:
		return given != recommend.FormNo && says(answer.Node(), lenient.No)
	case therapy.NotAssessed:
	}
	return false
}

// says reports whether a value of an answer means something.
func says(n *fhir.Node, means func(string) bool) bool {
	for part := range n.Parts() {
		switch name := part.Name(); {
		case name == "item" || name == "extension" || name == "system" || name == "version":
		case means(part.Text()) || says(part, means):
			return true
		}
	}
	return false
}

// hasValue reports whether an answer has a value of any type, read or not.
func hasValue(answer fhir.Element) bool {
	for part := range answer.Node().Parts() {
		if strings.HasPrefix(part.Name(), "value") {
			return true
		}
	}
	return false
}

// absence returns the answer for a data-absent-reason.
func absence(e fhir.Element) recommend.FormAnswer {
	reason := e.Extension(extensionAbsent).Text("Extension.valueCode")
	for _, a := range absences {
		if a.reason == reason {
			return a.answer
		}
	}
	return 0
}

func (r *responseReader) choice(e, answer fhir.Element, q recommend.FormQuestion) {
	if x := e.Extension(ownRuledOut); x.Exists() {
		var no ruledOut
		if fhir.DecodeExtension(x, &no) != nil {
			r.wrong(x, "response-ruled-out", "", therapy.ErrSyntax)
		}
		for _, factor := range no.Statements {
			if !inChoice(q, factor) {
				r.wrong(x, "response-ruled-out", "statements of the choice", therapy.ErrUnknown)
				continue
			}
			r.put(e, factor, recommend.FormNo)
		}
	}
	if !answer.Exists() {
		return
	}
	factor := therapy.Factor(answer.Code("QuestionnaireResponse.item.answer.valueCoding", SystemFactor))
	if inChoice(q, factor) {
		r.put(e, factor, recommend.FormYes)
		return
	}
	if answer.Code("QuestionnaireResponse.item.answer.valueCoding", SystemAnswer) != "unknown" {
		r.wrong(answer, "response-answer", "a statement of the choice, with the code system of the statements", therapy.ErrUnknown)
		return
	}
	for _, i := range q.Items {
		if r.filled.Answers[i.Factor] == 0 {
			r.put(e, i.Factor, recommend.FormNotKnown)
		}
	}
}

func inChoice(q recommend.FormQuestion, factor therapy.Factor) bool {
	return slices.ContainsFunc(q.Items, func(i recommend.FormItem) bool { return i.Factor == factor })
}

// put records an answer, its place, and who gave it if the item says so.
func (r *responseReader) put(e fhir.Element, factor therapy.Factor, given recommend.FormAnswer) {
	if given == 0 {
		return
	}
	r.filled.Answers[factor] = given
	r.places[factor] = e.Place()
	x := e.Extension(ownProvenance)
	if !x.Exists() {
		return
	}
	var own recommend.Provenance
	if fhir.DecodeExtension(x, &own) != nil || own.Validate() != nil {
		r.wrong(x, "response-provenance", "", therapy.ErrSyntax)
		return
	}
	if own.By == recommend.ByClinician && r.filled.Assessed.By != recommend.ByClinician {
		r.found(x.Place(), fhir.NotRepresentable, "response-clinician")
		own.By, own.Person = "", confidential.PersonID{}
	}
	r.own[factor] = own
}

// strengthen turns the answer of a choice into "strongly" if the person said that it matters
// a lot.
func (r *responseReader) strengthen() {
	for _, section := range r.form.Sections {
		for _, q := range section.Questions {
			if !r.strong[q.ID] {
				continue
			}
			for _, i := range q.Items {
				if r.filled.Answers[i.Factor] == recommend.FormYes && i.Strongly {
					r.filled.Answers[i.Factor] = recommend.FormStrongly
				}
			}
		}
	}
}
