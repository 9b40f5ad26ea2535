package intakefhir

import (
	"slices"
	"time"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/fhir"
	"github.com/therapykit/therapykit/therapy/words"
)

// ResponseSpec says how a response is written. The zero ResponseSpec writes one to the
// clinician's sheet in English, without a subject.
type ResponseSpec struct {
	confidential.Hidden
	// Reader says whose sheet it is a response to, and Language is the language of that
	// sheet.
	Reader   policy.Reader
	Language words.Language
	// ID is the id of the resource, "" for none.
	ID string
	// Subject is the reference of the person it is about, such as "Patient/17"; "" for none.
	Subject string
	// Status is the status, "" for completed.
	Status string
	// Provenance says where single answers come from; see [recommend.Intake].
	Provenance map[therapy.Factor]recommend.Provenance
	// Reference returns the reference of a person, with the type of resource that is
	// meant; nil for [fhir.PersonReference].
	Reference func(resourceType string, id confidential.PersonID) string
}

// Response writes a filled form as a response to a sheet, to show it again or to send it on.
// It contains the given answers and no conclusions from them. For an intake, fill in the form
// with [recommend.Form.Filled], and give its provenance.
//
// Answers to questions that are not on the sheet are left out and listed. On the client's
// sheet, so are answers that other people could read there and must not. Errors are as in
// [recommend.Form.Intake].
func (f *Form) Response(filled recommend.Filled, spec ResponseSpec) (*fhir.Node, []fhir.Omission, error) {
	if _, err := f.form.Intake(filled); err != nil {
		return nil, nil, err
	}
	if spec.Status == "" {
		spec.Status = "completed"
	}
	if spec.Reference == nil {
		spec.Reference = fhir.PersonReference
	}
	w := responseWriter{Form: f, filled: filled, spec: spec, sheet: f.sheet(spec.Reader)}
	r := fhir.New("QuestionnaireResponse").SetText("QuestionnaireResponse.id", spec.ID)
	r.SetText("QuestionnaireResponse.questionnaire", f.Canonical(spec.Reader, spec.Language))
	r.SetText("QuestionnaireResponse.status", spec.Status).AddReference("QuestionnaireResponse.subject", spec.Subject)
	w.people(r)
	for _, section := range f.form.Sections {
		w.section(r, section)
	}
	fhir.SetLabel(r, w.label())
	return r.Prune().Node(), w.omissions, nil
}

type responseWriter struct {
	*Form
	filled    recommend.Filled
	spec      ResponseSpec
	sheet     sheet
	omissions []fhir.Omission
}

// people writes who answered, and when.
func (w *responseWriter) people(r fhir.Element) {
	by := w.filled.Assessed
	r.SetText("QuestionnaireResponse.authored", instant(by.At))
	kind, path := "", fhir.Path("QuestionnaireResponse.source")
	switch by.By {
	case recommend.ByClient:
		kind = "Patient"
	case recommend.ByRelative:
		kind = "RelatedPerson"
	case recommend.ByClinician:
		kind, path = "Practitioner", "QuestionnaireResponse.author"
	}
	if kind != "" && !by.Person.IsZero() {
		r.AddReference(path, w.spec.Reference(kind, by.Person))
	}
	if by != (recommend.Provenance{}) {
		fhir.EncodeExtension(r, ownProvenance, by, nil)
	}
}

func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}

// label is the label of all answers together. It is very restricted if one answer must not be
// read by other people.
func (w *responseWriter) label() confidential.Label {
	label := confidential.Label{Level: confidential.Restricted, Kind: confidential.PersonalHistory}
	for factor := range w.filled.Answers {
		if w.discretion(factor) != 0 && w.sheet.reader != policy.Client {
			label.Level = confidential.VeryRestricted
		}
	}
	return label
}

func (w *responseWriter) section(r fhir.Element, section recommend.FormSection) {
	name := section.Section.String()
	group := r.Add("QuestionnaireResponse.item").SetText("QuestionnaireResponse.item.linkId", sectionPrefix+name)
	for _, q := range section.Questions {
		w.question(group, q)
	}
	if slices.Contains(w.filled.GoneThrough, section.Section) && w.sheet.links[goneThroughPrefix+name].kind == linkGoneThrough {
		item(group, goneThroughPrefix+name).Add("QuestionnaireResponse.item.answer").SetBool("QuestionnaireResponse.item.answer.valueBoolean", true)
	}
	if !group.Get("QuestionnaireResponse.item.item").Exists() {
		group.Remove()
	}
}

func item(group fhir.Element, link string) fhir.Element {
	return group.Add("QuestionnaireResponse.item.item").SetText("QuestionnaireResponse.item.linkId", link)
}

// given returns the answer to a statement, if it may be on the sheet.
func (w *responseWriter) given(q recommend.FormQuestion, factor therapy.Factor) recommend.FormAnswer {
	answer := w.filled.Answers[factor]
	switch {
	case answer == 0:
	case !w.sheet.stands[q.ID]:
		w.omit(factor, fhir.NoForm)
		return 0
	case w.sheet.reader == policy.Client && w.discretion(factor) != 0:
		w.omit(factor, fhir.ByNameOnly)
		return 0
	}
	return answer
}

func (w *responseWriter) omit(factor therapy.Factor, why fhir.Why) {
	w.omissions = append(w.omissions, fhir.Omission{Record: "QuestionnaireResponse/" + w.spec.ID, Place: therapy.Pointer("answers", string(factor)), Why: why})
}

func (w *responseWriter) question(group fhir.Element, q recommend.FormQuestion) {
	if q.Choice {
		w.choice(group, q)
		return
	}
	factor := q.Items[0].Factor
	answer := w.given(q, factor)
	if answer == 0 {
		return
	}
	e := item(group, q.ID)
	w.answer(e, answer)
	w.provenance(e, factor)
}

// answer writes the answer to a statement: its code, or the reason why there is none.
func (w *responseWriter) answer(e fhir.Element, answer recommend.FormAnswer) {
	for _, c := range codes {
		if c.answer == answer {
			e.Add("QuestionnaireResponse.item.answer").AddCoding("QuestionnaireResponse.item.answer.valueCoding", SystemAnswer, c.code, "")
			return
		}
	}
	for _, a := range absences {
		if a.answer == answer {
			e.Extend(extensionAbsent).SetText("Extension.valueCode", a.reason)
			return
		}
	}
}

func (w *responseWriter) provenance(e fhir.Element, factor therapy.Factor) {
	if own := w.spec.Provenance[factor]; own != (recommend.Provenance{}) {
		fhir.EncodeExtension(e, ownProvenance, own, nil)
	}
}

// choice writes which statement is true, or that it is not known, and which statements were
// answered with no. Who said so is written once, for the true one.
func (w *responseWriter) choice(group fhir.Element, q recommend.FormQuestion) {
	e := item(group, q.ID)
	var no ruledOut
	unknown := false
	for _, i := range q.Items {
		answer := w.given(q, i.Factor)
		switch {
		case answer.Truth() == therapy.True:
			e.Add("QuestionnaireResponse.item.answer").AddCoding("QuestionnaireResponse.item.answer.valueCoding", SystemFactor, string(i.Factor), "")
			w.provenance(e, i.Factor)
			if answer == recommend.FormStrongly {
				w.answer(item(group, q.ID+strongly), recommend.FormYes)
			}
		case answer == recommend.FormNo:
			no.Statements = append(no.Statements, i.Factor)
		case answer != 0:
			unknown = true
		}
	}
	fhir.EncodeExtension(e, ownRuledOut, no, nil)
	answered := e.Get("QuestionnaireResponse.item.answer").Exists()
	if unknown && !answered {
		w.answer(e, recommend.FormNotKnown)
		answered = true
	}
	if !answered && len(no.Statements) == 0 {
		e.Remove()
	}
}
