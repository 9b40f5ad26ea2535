package intakefhir

import (
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/fhir"
)

// overlooked returns an error if a response that is accepted says that somebody may be in
// danger in a part of it that is not read, and its answers do not say so. These parts are
// items in the wrong place, extensions, contained resources, unknown members, text that was
// not generated from the items, and what stands beside the response. Nothing in them is an
// answer, but danger in them must not be lost.
func (f *Form) overlooked(document, response *fhir.Node, in recommend.Intake) (recommend.Answers, error) {
	rest := unread(response)
	if document != response {
		rest = document.AppendJSON(nil)
	}
	if rest == nil {
		return nil, nil
	}
	found := f.recommender.Dangers(rest)
	maps.Copy(found, f.recommender.Dangers(f.lookThrough(rest)))
	maps.DeleteFunc(found, func(factor therapy.Factor, answer therapy.Answer) bool {
		return in.Answers[factor].Truth() == answer.Truth()
	})
	if len(found) == 0 {
		return nil, nil
	}
	return found, &therapy.FieldError{Rule: "response-danger-unread", Hint: "answers about danger in the items of the form", Err: therapy.ErrContradiction}
}

// unread writes the parts of a response that are not read as a list, nil if there are none.
func unread(response *fhir.Node) []byte {
	var list []byte
	keep := func(n *fhir.Node) {
		list = n.AppendJSON(append(list, ",\n"...))
		for statement := range coded(n) {
			list = append(append(append(list, ",\n{"...), quote(statement)...), `:"yes"}`...)
		}
	}
	var walk func(n *fhir.Node, root bool)
	walk = func(n *fhir.Node, root bool) {
		for part := range n.Parts() {
			switch name := part.Name(); {
			case name == "item" || name == "answer":
				for inner := range part.Parts() {
					walk(inner, false)
				}
			case name == "contained":
				for inner := range part.Parts() {
					if !slices.Contains(definitions[:], inner.Get("resourceType").Text()) {
						keep(inner)
					}
				}
			case name == "extension" || name == "modifierExtension":
				for inner := range part.Parts() {
					if !strings.HasPrefix(inner.Get("url").Text(), fhir.Base) {
						keep(inner)
					}
				}
			case name == "text" && root:
				if part.Get("status").Text() != "generated" {
					keep(part)
				}
			case strings.HasPrefix(name, "_"), root && !slices.Contains(responseMembers[:], name):
				keep(part)
			}
		}
	}
	walk(response, true)
	if list == nil {
		return nil
	}
	list[0] = '['
	return append(list, ']')
}

// dangerHint follows what may be about danger: the reader of the error has to look at once.
const dangerHint = "; it may say that somebody is in danger: find out at once"

// named returns the faults about dangers that a broken document names, without an answer that
// can be made out.
func (f *Form) named(data []byte) error {
	var c therapy.Check
	_, err := f.recommender.ParseIntake(data)
	for _, fault := range therapy.FieldErrors(err) {
		if fault.Rule == "danger-named-in-refused" {
			c.Part("", fault)
		}
	}
	return c.Err()
}

// coded yields the codes of the system of statements below a node: such a code says that the
// statement is true.
func coded(n *fhir.Node) iter.Seq[string] {
	return func(yield func(string) bool) {
		var walk func(n *fhir.Node) bool
		walk = func(n *fhir.Node) bool {
			if n.Kind() == fhir.Object && n.Get("system").Text() == SystemFactor && !yield(n.Get("code").Text()) {
				return false
			}
			for part := range n.Parts() {
				if !walk(part) {
					return false
				}
			}
			return true
		}
		walk(n)
	}
}

// definitions are types of resources that name statements and say nothing about a person.
var definitions = [...]string{"Questionnaire", "ValueSet", "CodeSystem"}

// responseMembers are the members of a response, other than its items, that say nothing about
// danger.
var responseMembers = [...]string{
	"resourceType", "id", "meta", "implicitRules", "language", "identifier", "basedOn", "partOf", "questionnaire", "status",
	"subject", "encounter", "authored", "author", "source",
}

// refused returns what is left of a refused response: the dangers in it and nothing else, as
// [recommend.Form.Refuse] does. The error names each of them, before everything else. strict
// are the dangers that are already known.
//
// It reads items with answers first. If that finds nothing, it searches for a statement and an
// answer next to each other, in any form and encoding. found is the document in which it found
// something.
func (f *Form) refused(data []byte, strict recommend.Answers, places map[therapy.Factor]string, wrong error) (left Reading, found []byte, err error) {
	found = f.lookThrough(data)
	dangers := f.recommender.Dangers(found)
	if len(dangers) == 0 {
		found, dangers = data, f.recommender.Dangers(data)
	}
	maps.Copy(dangers, strict)
	if len(dangers) == 0 {
		return Reading{}, nil, wrong
	}
	left = Reading{Filled: recommend.Filled{Answers: map[therapy.Factor]recommend.FormAnswer{}}, Intake: recommend.Intake{Answers: dangers}}
	var c therapy.Check
	for _, factor := range slices.Sorted(maps.Keys(dangers)) {
		left.Filled.Answers[factor] = recommend.FormAnswerOf(dangers[factor])
		c.Wrong(places[factor], "form-danger", string(factor)+dangerHint, therapy.ErrContradiction)
	}
	c.Part("", wrong)
	return left, found, c.Err()
}
