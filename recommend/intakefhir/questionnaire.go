package intakefhir

import (
	"iter"
	"strings"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/fhir"
	"github.com/therapykit/therapykit/therapy/words"
)

// QuestionnaireSpec says for whom a form is written. The zero QuestionnaireSpec is the
// clinician's sheet in English.
type QuestionnaireSpec struct {
	// Reader says whose sheet it is; if unstated, it is the clinician's. The client's sheet
	// leaves out questions that are asked in person and questions for the clinician only.
	Reader policy.Reader
	// Language is the language of the form. Few renderers show translations, so a form in
	// another language is a document of its own.
	Language words.Language
	// Translations are languages whose texts are added as translations. If a language lacks a
	// text, no translation of it is added.
	Translations []words.Language
}

// Questionnaire returns a reader's sheet. If the language lacks a text, the sheet has the
// English text with [words.Mark] before it.
func (f *Form) Questionnaire(spec QuestionnaireSpec) *fhir.Node {
	w := formWriter{Form: f, spec: spec, sheet: f.sheet(spec.Reader)}
	q := fhir.New("Questionnaire")
	id := f.id(spec.Reader)
	if !spec.Language.IsZero() {
		id += "." + spec.Language.Tag()
	}
	if len(id) <= 64 {
		q.SetText("Questionnaire.id", id)
	}
	q.Add("Questionnaire.meta").AddText("Meta.profile", profileForm)
	q.SetText("Questionnaire.language", spec.Language.Tag())
	q.SetText("Questionnaire.url", f.url(spec.Reader, spec.Language)).SetText("Questionnaire.version", f.version)
	q.Extend(extensionVersions).AddCoding("Extension.valueCoding", systemVersions, "natural", "")
	q.SetText("Questionnaire.name", programName(f.id(spec.Reader))).AddText("Questionnaire.derivedFrom", f.base())
	q.SetText("Questionnaire.status", "active").AddText("Questionnaire.subjectType", "Patient")
	w.say(q, "Questionnaire.title", words.Join("intakefhir", "title"), title)
	for _, section := range f.form.Sections {
		w.section(q, section)
	}
	return q.Prune().Node()
}

var title = policy.Words{Clinician: "Intake: format of therapy", Client: "Questions before we choose a format of therapy"}

// strength asks how much a choice matters.
var strength = policy.Words{Clinician: "Strongly?", Client: "Does this matter a lot to you?"}

// Messages yields the texts of this package in English, with their keys. The texts of the
// form and of the policy are not among them; their packages list them.
func Messages() iter.Seq2[words.Key, string] {
	return func(yield func(words.Key, string) bool) {
		for _, m := range []struct {
			name  string
			words policy.Words
		}{{"title", title}, {"strength", strength}, {"formats", formats}, {"do-now", doNow}} {
			for _, reader := range []policy.Reader{policy.Clinician, policy.Client} {
				if !yield(words.Join("intakefhir", m.name, reader.String()), m.words.To(reader)) {
					return
				}
			}
		}
	}
}

// formWriter writes one sheet.
type formWriter struct {
	*Form
	spec  QuestionnaireSpec
	sheet sheet
}

// say sets a text and adds its translations.
func (w *formWriter) say(e fhir.Element, path fhir.Path, key words.Key, text policy.Words) {
	w.put(e, path, func(l words.Language) string { return text.In(l, key, w.spec.Reader) })
}

// put sets the text in the language of the form, and its translations.
func (w *formWriter) put(e fhir.Element, path fhir.Path, text func(words.Language) string) {
	e.SetText(path, text(w.spec.Language))
	translate(e.Get(path), w.spec.Translations, text)
}

func translate(e fhir.Element, languages []words.Language, text func(words.Language) string) {
	for _, language := range languages {
		said := text(language)
		if said == "" || strings.HasPrefix(said, words.Mark) {
			continue
		}
		x := e.Extend(extensionTranslation)
		x.Add("Extension.extension").SetText("Extension.url", "lang").SetText("Extension.valueCode", language.Tag())
		x.Add("Extension.extension").SetText("Extension.url", "content").SetText("Extension.valueString", said)
	}
}

func (w *formWriter) section(q fhir.Element, section recommend.FormSection) {
	name := section.Section.String()
	group := q.Add("Questionnaire.item").SetText("Questionnaire.item.linkId", sectionPrefix+name).SetText("Questionnaire.item.type", "group")
	w.say(group, "Questionnaire.item.text", words.Join("form", "section", name, "title"), section.Title)
	if section.AtMost > 0 {
		limit := group.Add("Questionnaire.item.item").SetText("Questionnaire.item.linkId", name+limitSuffix).SetText("Questionnaire.item.type", "display")
		w.put(limit, "Questionnaire.item.text", section.Limit)
	}
	asked := false
	for _, question := range section.Questions {
		if w.sheet.stands[question.ID] {
			asked = true
			w.question(group, question)
		}
	}
	if !asked {
		group.Remove()
		return
	}
	if section.GoneThrough != (policy.Words{}) {
		gone := group.Add("Questionnaire.item.item").SetText("Questionnaire.item.linkId", goneThroughPrefix+name).SetText("Questionnaire.item.type", "boolean")
		w.say(gone, "Questionnaire.item.text", "form.gone-through", section.GoneThrough)
	}
}

// question adds a question, with everything that belongs to it, to the item of its section.
func (w *formWriter) question(group fhir.Element, q recommend.FormQuestion) {
	item := w.item(group.Add("Questionnaire.item.item"), q)
	if e, ok := w.enable(q, w.sheet); ok {
		e.write(item)
	}
	if follows(q) {
		item.Extend(extensionHidden).SetBool("Extension.valueBoolean", true)
	}
	if w.spec.Reader != policy.Client && !q.Choice {
		help := item.Add("Questionnaire.item.item").SetText("Questionnaire.item.linkId", q.ID+helpSuffix).SetText("Questionnaire.item.type", "display")
		control(help, "help")
		info := w.info(q.Items[0].Factor)
		w.put(help, "Questionnaire.item.text", func(l words.Language) string { return info.In(l).Definition })
	}
	if strengthOf(q) {
		w.strength(group.Add("Questionnaire.item.item"), q)
	}
}

// item writes the question and its possible answers.
func (w *formWriter) item(item fhir.Element, q recommend.FormQuestion) fhir.Element {
	item.SetText("Questionnaire.item.linkId", q.ID).SetText("Questionnaire.item.type", "choice")
	control(item, "radio-button")
	if q.Choice {
		item.AddCoding("Questionnaire.item.code", systemChoice, q.ID, "")
		w.put(item, "Questionnaire.item.text", q.Legend)
		for _, i := range q.Items {
			info := w.info(i.Factor)
			w.option(item, SystemFactor, string(i.Factor), func(l words.Language) string { return w.asks(info, l) })
		}
		w.answer(item, recommend.FormNotKnown, "unknown")
		return item
	}
	info := w.info(q.Items[0].Factor)
	item.AddCoding("Questionnaire.item.code", SystemFactor, string(info.Factor), "")
	w.put(item, "Questionnaire.item.text", func(l words.Language) string { return w.asks(info, l) })
	for _, c := range codes {
		if c.answer != recommend.FormStrongly || q.Items[0].Strongly {
			w.answer(item, c.answer, c.code)
		}
	}
	return item
}

// asks returns the question about a statement for the reader.
func (w *formWriter) asks(info therapy.FactorInfo, l words.Language) string {
	info = info.In(l)
	if w.spec.Reader == policy.Client {
		return info.ToClient()
	}
	return info.Question
}

func (w *formWriter) info(factor therapy.Factor) therapy.FactorInfo {
	info, _ := w.policy.Factors.Lookup(factor)
	return info
}

// answer adds a possible answer, in the same words as other renderings of the form.
func (w *formWriter) answer(item fhir.Element, a recommend.FormAnswer, code string) {
	w.option(item, SystemAnswer, code, func(l words.Language) string { return a.Words(l).To(w.spec.Reader) })
}

func (w *formWriter) option(item fhir.Element, system, code string, text func(words.Language) string) {
	option := item.Add("Questionnaire.item.answerOption")
	option.AddCoding("Questionnaire.item.answerOption.valueCoding", system, code, text(w.spec.Language))
	translate(option.Get("Questionnaire.item.answerOption.valueCoding").Get("Coding.display"), w.spec.Translations, text)
}

// strength adds the question how much the chosen statement matters. It is shown after a
// statement was chosen for which this makes a difference.
func (w *formWriter) strength(item fhir.Element, q recommend.FormQuestion) {
	item.SetText("Questionnaire.item.linkId", q.ID+strongly).SetText("Questionnaire.item.type", "choice")
	control(item, "radio-button")
	item.AddCoding("Questionnaire.item.code", systemChoice, q.ID+strongly, "")
	w.say(item, "Questionnaire.item.text", "intakefhir.strength", strength)
	t := test{link: q.ID, system: SystemFactor}
	for _, i := range q.Items {
		if i.Strongly {
			t.codes = append(t.codes, string(i.Factor))
		}
	}
	enablement{tests: []test{t}}.write(item)
	w.answer(item, recommend.FormYes, "yes")
	w.answer(item, recommend.FormNo, "no")
}

// control says with which input control an item is shown.
func control(item fhir.Element, code string) {
	item.Extend(extensionControl).Add("Extension.valueCodeableConcept").AddCode(systemControl, code, "")
}

// programName makes a name that programs can use of words joined by dots and hyphens.
func programName(id string) string {
	var b strings.Builder
	for word := range strings.FieldsFuncSeq(id, func(c rune) bool { return c == '.' || c == '-' }) {
		b.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return b.String()
}
