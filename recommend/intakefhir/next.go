package intakefhir

import (
	"slices"
	"strings"
	"time"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/fhir"
	"github.com/therapykit/therapykit/therapy/words"
)

// NextSpec says who is asked, and how. The zero NextSpec asks in English, and counts nobody
// as a clinician.
type NextSpec struct {
	confidential.Hidden
	// Read says who answers.
	Read ReadSpec
	// Now is the moment of the decision.
	Now time.Time
	// Language is the language of the questions.
	Language words.Language
}

// Begin returns an empty response, in which no question has been asked. Send it to
// [Form.Next] first. It contains the adaptive form of SDC, which is derived from a reader's
// sheet.
func (f *Form) Begin(spec ResponseSpec) *fhir.Node {
	r := fhir.New("QuestionnaireResponse").SetText("QuestionnaireResponse.id", spec.ID)
	r.SetText("QuestionnaireResponse.status", "in-progress").AddReference("QuestionnaireResponse.subject", spec.Subject)
	r.Add("QuestionnaireResponse.meta").AddText("Meta.profile", profileAdaptive)
	f.contain(r, "form", nil, NextSpec{Language: spec.Language}, f.sheet(spec.Reader))
	fhir.SetLabel(r, confidential.Label{Level: confidential.Restricted, Kind: confidential.PersonalHistory})
	return r.Prune().Node()
}

// Step is the result of a call of [Form.Next]. The zero Step means no step.
type Step struct {
	confidential.Hidden
	// Response is the response to continue with: its form has one more question, or it is
	// completed.
	Response *fhir.Node
	// Asked is the id of the question that was added, "" if there is none.
	Asked string
	// Recommendation is the recommendation for the answers so far.
	Recommendation recommend.Recommendation
}

// MarshalJSON always returns an error: encode the Response instead.
func (Step) MarshalJSON() ([]byte, error) { return nil, errStep }

// Next is the operation $next-question of SDC. It keeps no state: request is the response so
// far, by itself or as the parameter "questionnaire-response". Next calculates everything
// again from the answers. Of the contained form it uses only which questions were asked, and
// it writes that form anew. It asks the questions of [recommend.Interview], each question
// once, and only questions on the reader's sheet. The response is completed when no remaining
// question can change the result. It is completed at once if somebody may be in danger; then
// it ends with what to do now.
//
// A refused response is searched for danger as in [Form.Recommend]: if danger is found, the
// recommendation is to escalate, and it is returned together with the error.
func (f *Form) Next(request []byte, spec NextSpec) (Step, error) {
	x, err := f.receive(request, responseIn, spec.Read)
	e, reading := x.element, x.reading
	var rec recommend.Recommendation
	if err == nil {
		rec, err = f.recommender.Recommend(reading.Intake, spec.Now)
	}
	if err == nil && !strings.HasPrefix(e.Text("QuestionnaireResponse.questionnaire"), "#") {
		err = &therapy.FieldError{Path: "/questionnaire", Rule: "next-adaptive", Hint: "a form inside the response, as Begin writes it", Err: therapy.ErrReference}
	}
	if err != nil {
		if rec.Outcome() != policy.Escalate {
			rec = f.danger(x, spec.Now)
		}
		return Step{Recommendation: rec}, err
	}
	s := f.sheet(reading.Reader)
	asked := f.asked(e, s)
	step := Step{Recommendation: rec}
	if rec.Outcome() != policy.Escalate {
		step.Asked = f.ask(rec, reading, asked, s)
	}
	r := fhir.ResourceOf(e.Node().Clone())
	id := strings.TrimPrefix(e.Text("QuestionnaireResponse.questionnaire"), "#")
	status := "completed"
	if step.Asked != "" {
		asked, status = append(asked, step.Asked), "in-progress"
	}
	questionnaire := f.contain(r, id, asked, spec, s)
	if rec.Outcome() == policy.Escalate {
		f.sayNow(questionnaire, rec, spec, s)
	}
	r.SetText("QuestionnaireResponse.status", status)
	if !r.Get("QuestionnaireResponse.authored").Exists() { // when it began: a later day would make old answers new
		r.SetText("QuestionnaireResponse.authored", instant(spec.Now))
	}
	w := responseWriter{Form: f, filled: reading.Filled, sheet: s}
	fhir.SetLabel(r, w.label())
	fhir.Narrate(r)
	step.Response = r.Prune().Node()
	return step, nil
}

// responseIn returns the response in the parameters of the operation, or the resource
// itself.
func responseIn(e fhir.Element) fhir.Element {
	if e.Type() != "Parameters" {
		return e
	}
	for p := range e.All("Parameters.parameter") {
		if p.Text("Parameters.parameter.name") == "questionnaire-response" {
			return fhir.ResourceOf(p.Get("Parameters.parameter.resource").Node().Clone())
		}
	}
	return e
}

// asked lists the questions that have been asked: the questions in the response's form that
// are on the sheet, and the answered ones.
func (f *Form) asked(e fhir.Element, s sheet) []string {
	var list []string
	add := func(id string) {
		if s.stands[id] && !slices.Contains(list, id) {
			list = append(list, id)
		}
	}
	for contained := range e.All("QuestionnaireResponse.contained") {
		if contained.Type() != "Questionnaire" {
			continue
		}
		for item := range contained.All("Questionnaire.item") {
			add(item.Text("Questionnaire.item.linkId"))
		}
	}
	for item := range e.All("QuestionnaireResponse.item") {
		add(item.Text("QuestionnaireResponse.item.linkId"))
	}
	return list
}

// ask returns the id of the question to ask now, "" for none. It is the next question of the
// interview that is on the sheet and has not been asked.
func (f *Form) ask(rec recommend.Recommendation, reading Reading, asked []string, s sheet) string {
	iv := rec.Interview()
	for _, section := range f.form.Sections {
		left := section.AtMost
		for _, q := range section.Questions {
			if q.If.IsZero() && reading.Filled.Answers[q.Items[0].Factor].Truth() == therapy.True {
				left--
			}
		}
		for _, q := range section.Questions {
			answered := slices.ContainsFunc(q.Items, func(item recommend.FormItem) bool { return reading.Filled.Answers[item.Factor] != 0 })
			full := section.AtMost > 0 && left <= 0 && q.If.IsZero() // as many yeses as the section takes
			if !s.stands[q.ID] || answered || full || slices.Contains(asked, q.ID) {
				iv = iv.Skip(q.ID)
			}
		}
	}
	_, q, _ := iv.Question()
	return q.ID
}

// contain puts the form with the questions asked into a response. It replaces the form that
// was there.
func (f *Form) contain(r fhir.Element, id string, asked []string, spec NextSpec, s sheet) fhir.Element {
	for contained := range r.All("QuestionnaireResponse.contained") {
		contained.Node().Remove()
	}
	q := r.AddNode("QuestionnaireResponse.contained", fhir.New("Questionnaire").Node())
	q.SetText("Questionnaire.id", id).SetText("Questionnaire.language", spec.Language.Tag())
	q.Extend(extensionAdaptive).SetBool("Extension.valueBoolean", true)
	q.AddText("Questionnaire.derivedFrom", f.Canonical(s.reader, spec.Language))
	q.SetText("Questionnaire.status", "active").AddText("Questionnaire.subjectType", "Patient")
	w := formWriter{Form: f, spec: QuestionnaireSpec{Reader: s.reader, Language: spec.Language}, sheet: s}
	w.say(q, "Questionnaire.title", words.Join("intakefhir", "title"), title)
	for _, link := range asked {
		question := f.questions[link]
		w.item(q.Add("Questionnaire.item"), question)
		if strengthOf(question) {
			w.strength(q.Add("Questionnaire.item"), question)
		}
	}
	r.SetText("QuestionnaireResponse.questionnaire", "#"+id)
	return q
}

// sayNow ends a form with what to do now.
func (f *Form) sayNow(q fhir.Element, rec recommend.Recommendation, spec NextSpec, s sheet) {
	says := []string{doNow.In(spec.Language, "intakefhir.do-now", s.reader)}
	for a := range rec.Actions() {
		says = append(says, a.Says.In(spec.Language, words.Join("action", a.ID, "says"), s.reader))
	}
	item := q.Add("Questionnaire.item").SetText("Questionnaire.item.linkId", doNowLink).SetText("Questionnaire.item.type", "display")
	item.SetText("Questionnaire.item.text", strings.Join(says, " "))
}

// doNowLink is the linkId of what to do now.
const doNowLink = "do-now"
