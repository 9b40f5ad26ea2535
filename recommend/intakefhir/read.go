package intakefhir

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/fhir"
)

// ReadSpec says who a response is from. With the zero ReadSpec nobody is known, and all
// answers count as the client's own.
type ReadSpec struct {
	confidential.Hidden
	// Assessed is what the caller knows about who answered and when. What it leaves open is
	// taken from the document, with one exception: the document never makes somebody a
	// clinician. If the caller says that a clinician answered and the document names somebody
	// else as the source, the document counts.
	Assessed recommend.Provenance
	// Informant returns the person that a reference refers to, and their role. Only Informant
	// can make an author of the document a clinician. Without it only the type of a reference
	// counts, and the type of a professional proves nothing.
	Informant func(reference fhir.Element) (recommend.Informant, confidential.PersonID, bool)
	// Modifiers are the urls of modifier extensions that the caller understands. A
	// response with others is refused, since they may change what it means.
	Modifiers []string
}

// OwnInformant is the [ReadSpec.Informant] for documents that this library wrote.
func OwnInformant(reference fhir.Element) (recommend.Informant, confidential.PersonID, bool) {
	by := roleOf(reference)
	person, ok := fhir.OwnPeople(reference)
	return by, person, ok && by != ""
}

// roleOf returns the role for the type of a reference.
func roleOf(reference fhir.Element) recommend.Informant {
	kind, _, _ := strings.Cut(reference.Text("Reference.reference"), "/")
	if kind == "" || !strings.Contains(reference.Text("Reference.reference"), "/") {
		kind = reference.Text("Reference.type")
	}
	switch kind {
	case "Patient":
		return recommend.ByClient
	case "RelatedPerson":
		return recommend.ByRelative
	case "Practitioner", "PractitionerRole":
		return recommend.ByClinician
	}
	return ""
}

// Reading is what a response says. It contains data about a person. The zero Reading is
// empty.
type Reading struct {
	confidential.Hidden
	// Reader says whose sheet it was.
	Reader policy.Reader `json:"reader,omitzero"`
	// Filled is the form as it was filled in, and Intake is the intake made from it.
	Filled recommend.Filled `json:"filled,omitzero"`
	Intake recommend.Intake `json:"intake,omitzero"`
	// Findings are not errors, but the caller should know them: that the form was not
	// completed, an answer to a question that was not asked, or an author whose role the
	// caller knows differently.
	Findings []fhir.Finding `json:"findings,omitempty"`
}

// Read reads a response. It reports everything that is wrong at once, with places and without
// values. These are errors: a document that is not a response to this version of the form, a
// response that was entered in error, items that the sheet does not have, repeated items, two
// answers, an answer that is not one of the codes of its item, a response that says something
// about danger where it is not read, and everything that [recommend.Form.Intake] refuses.
//
// A refused response is searched for danger, whatever its form and encoding. In this search,
// every answer that can only mean yes counts as a yes, in any code system, and the statement
// may be in any spelling. The error names what it finds, before everything else, with the
// rule "form-danger"; the reading has these answers and nothing else. [Form.Recommend] decides
// on them.
func (f *Form) Read(data []byte, spec ReadSpec) (Reading, error) {
	x, err := f.receive(data, alone, spec)
	return x.reading, err
}

// alone finds a response that is the whole document.
func alone(e fhir.Element) fhir.Element { return e }

// received is a response as it was read.
type received struct {
	element fhir.Element
	reading Reading
	found   []byte // of a refused response: the document in which there is danger
}

// receive reads the response that find finds in a document.
func (f *Form) receive(data []byte, find func(fhir.Element) fhir.Element, spec ReadSpec) (x received, err error) {
	n, err := fhir.Parse(data)
	if err != nil {
		x.reading, x.found, err = f.refused(data, nil, nil, errors.Join(f.named(data), err))
		return x, err
	}
	root := fhir.ResourceOf(n)
	x.element = find(root)
	r := responseReader{
		Form: f, spec: spec, seen: map[string]bool{}, strong: map[string]bool{},
		filled: recommend.Filled{Answers: map[therapy.Factor]recommend.FormAnswer{}},
		own:    map[therapy.Factor]recommend.Provenance{},
		places: map[therapy.Factor]string{},
	}
	dangers := recommend.Answers{}
	if x.reading, err = r.read(x.element); err == nil {
		dangers, err = f.overlooked(root.Node(), x.element.Node(), x.reading.Intake)
	}
	if err != nil {
		maps.Copy(dangers, f.form.Dangers(r.filled))
		x.reading, x.found, err = f.refused(data, dangers, r.places, err)
	}
	return x, err
}

// danger returns the recommendation for a refused response: to escalate, or the zero one.
func (f *Form) danger(x received, now time.Time) recommend.Recommendation {
	if x.found != nil { // what else is known there decides what to do
		if rec, _ := f.recommender.RecommendJSON(x.found, now); rec.Outcome() == policy.Escalate {
			return rec
		}
	}
	if rec, _ := f.recommender.Recommend(recommend.Intake{Answers: x.reading.Intake.Answers}, now); rec.Outcome() == policy.Escalate {
		return rec
	}
	return recommend.Recommendation{}
}

func (r *responseReader) read(e fhir.Element) (Reading, error) {
	if e.Type() != "QuestionnaireResponse" {
		r.wrong(e, "response-type", "a QuestionnaireResponse", therapy.ErrSyntax)
		return Reading{}, r.check.Err()
	}
	r.head(e)
	r.shapes(e.Node())
	r.people(e)
	r.items(e.All("QuestionnaireResponse.item"))
	r.strengthen()
	if err := errors.Join(r.unclear.Err(), r.check.Err()); err != nil {
		return Reading{}, err
	}
	r.trained()
	in, err := r.form.Intake(r.filled)
	if err != nil {
		return Reading{}, err
	}
	for factor, own := range r.own {
		if in.Answers[factor] == therapy.Unanswered {
			continue
		}
		if own.From == "" {
			own.From = in.Provenance[factor].From
		}
		in.Provenance[factor] = own
	}
	r.disabled(in)
	return Reading{Reader: r.sheet.reader, Filled: r.filled, Intake: in, Findings: r.findings}, nil
}

type responseReader struct {
	*Form
	spec     ReadSpec
	sheet    sheet
	unclear  therapy.Check // answers about danger that cannot be read: they are reported first
	check    therapy.Check
	faults   int
	findings []fhir.Finding
	filled   recommend.Filled
	own      map[therapy.Factor]recommend.Provenance
	seen     map[string]bool
	places   map[therapy.Factor]string
	strong   map[string]bool // choices that matter a lot
}

// maxPlaces is the number of faults that are reported with their place; Check counts the
// others.
const maxPlaces = 100

func (r *responseReader) wrong(e fhir.Element, rule, hint string, err error) {
	place := ""
	if r.faults++; r.faults <= maxPlaces {
		place = e.Place()
	}
	r.check.Wrong(place, rule, hint, err)
}

// notRead reports an answer to a question that cannot be read. If the question is about
// danger, so may be the answer.
func (r *responseReader) notRead(e fhir.Element, q recommend.FormQuestion, rule, hint string, err error) {
	at := slices.IndexFunc(q.Items, func(i recommend.FormItem) bool { return r.policy.Alarm(i.Factor) == therapy.Danger })
	if at < 0 {
		r.wrong(e, rule, hint, err)
		return
	}
	r.unclear.Wrong(e.Place(), "answer-word-on-safety", string(q.Items[at].Factor)+": "+hint+dangerHint, err)
}

func (r *responseReader) found(place string, loss fhir.Loss, rule string) {
	r.findings = append(r.findings, fhir.Finding{Place: place, Loss: loss, Rule: rule})
}

// head reads which form the response answers, and whether the response may be read at all.
func (r *responseReader) head(e fhir.Element) {
	canonical := e.Get("QuestionnaireResponse.questionnaire")
	s, ok := r.sheetOf(canonical.Value())
	if !ok {
		s, ok = r.adaptive(e, canonical.Value())
	}
	if !ok {
		r.check.Wrong("/questionnaire", "response-questionnaire", "a sheet of this form, with its version", therapy.ErrReference)
		s = r.Form.sheet(policy.Clinician) // to find further faults
	}
	r.sheet = s
	switch status := e.Get("QuestionnaireResponse.status"); status.Value() {
	case "completed", "amended":
	case "in-progress", "stopped":
		r.found(status.Place(), fhir.Incomplete, "response-not-completed")
	case "entered-in-error":
		r.wrong(status, "response-entered-in-error", "", therapy.ErrContradiction)
	default:
		r.check.Wrong("/status", "response-status", "a status of R4", therapy.ErrUnknown)
	}
	if rules := e.Get("QuestionnaireResponse.implicitRules"); rules.Exists() {
		r.wrong(rules, "response-modifier", "no implicit rules", therapy.ErrContradiction)
	}
	r.modifiers(e, "QuestionnaireResponse.modifierExtension")
}

func (r *responseReader) modifiers(e fhir.Element, path fhir.Path) {
	for x := range e.All(path) {
		if !slices.Contains(r.spec.Modifiers, x.Text("Extension.url")) {
			r.wrong(x, "response-modifier", "no modifier extension that this reader does not know", therapy.ErrContradiction)
		}
	}
}

// adaptive returns the sheet from which the contained form of an interview is derived.
func (r *responseReader) adaptive(e fhir.Element, canonical string) (sheet, bool) {
	id, ok := strings.CutPrefix(canonical, "#")
	for contained := range e.All("QuestionnaireResponse.contained") {
		if !ok || contained.Type() != "Questionnaire" || contained.Text("Questionnaire.id") != id {
			continue
		}
		for from := range contained.All("Questionnaire.derivedFrom") {
			if s, ok := r.sheetOf(from.Value()); ok {
				r.filled.Assessed.From = recommend.FromInterview
				return s, true
			}
		}
	}
	return sheet{}, false
}

// people reads who answered, and when.
func (r *responseReader) people(e fhir.Element) {
	var said recommend.Provenance
	if x := e.Extension(ownProvenance); x.Exists() {
		if err := fhir.DecodeExtension(x, &said); err != nil || said.Validate() != nil {
			r.wrong(x, "response-provenance", "", therapy.ErrSyntax)
			said = recommend.Provenance{}
		}
	}
	clinician := false // whether the caller, not the document, says so
	for _, path := range []fhir.Path{"QuestionnaireResponse.source", "QuestionnaireResponse.author"} {
		reference := e.Get(path)
		if !reference.Exists() {
			continue
		}
		by, person := r.informant(reference)
		clinician = by == recommend.ByClinician
		if said.By == "" {
			said.By, said.Person = by, person
		}
		break // who answered counts more than who wrote it down
	}
	if said.By == recommend.ByClinician && !clinician {
		said.By, said.Person = "", confidential.PersonID{}
		if r.spec.Assessed.By == "" {
			r.found(e.Place(), fhir.NotRepresentable, "response-clinician")
		}
	}
	a := &r.filled.Assessed
	from := a.From
	*a = r.spec.Assessed
	if a.By == "" || a.By == recommend.ByClinician && said.By != "" && said.By != a.By {
		if a.By != "" {
			r.found(e.Place(), fhir.Contradicted, "response-informant")
			a.Person = confidential.PersonID{}
		}
		a.By = said.By
	} else if said.By != "" && said.By != a.By {
		r.found(e.Place(), fhir.Contradicted, "response-informant")
		said.Person = confidential.PersonID{}
	}
	if a.Person.IsZero() {
		a.Person = said.Person
	}
	if a.From == "" {
		if a.From = said.From; a.From == "" {
			a.From = from
		}
	}
	if a.At.IsZero() {
		if a.At = said.At; a.At.IsZero() {
			a.At = r.authored(e.Get("QuestionnaireResponse.authored"))
		}
	}
	r.check.Part("", a.Validate())
}

// informant returns the person that a reference refers to, and their role.
func (r *responseReader) informant(reference fhir.Element) (recommend.Informant, confidential.PersonID) {
	if r.spec.Informant != nil {
		if by, person, ok := r.spec.Informant(reference); ok {
			return by, person
		}
	}
	if by := roleOf(reference); by != recommend.ByClinician {
		return by, confidential.PersonID{}
	}
	return "", confidential.PersonID{}
}

// authored reads when it was filled in. A date without a time is not a moment, and it is not
// completed.
func (r *responseReader) authored(e fhir.Element) time.Time {
	at, err := time.Parse(time.RFC3339Nano, e.Value())
	if err != nil {
		r.found("/authored", fhir.Incomplete, "response-authored")
		return time.Time{}
	}
	return at.UTC()
}

// trained makes a statement unknown if only a trained person can make it and another person
// did.
func (r *responseReader) trained() {
	for factor, own := range r.own {
		item, _, _ := r.Form.item(factor)
		if item.Trained && own.By != "" && own.By != recommend.ByClinician && r.filled.Answers[factor].Truth() == therapy.True {
			r.filled.Answers[factor] = recommend.FormNotKnown
			delete(r.own, factor)
		}
	}
}

// disabled reports answers to questions that are not asked, given the other answers. These
// answers still count.
func (r *responseReader) disabled(in recommend.Intake) {
	truth := func(f therapy.Factor) therapy.Truth { return in.Answers[f].Truth() }
	for _, factor := range slices.Sorted(maps.Keys(r.filled.Answers)) {
		_, q, _ := r.Form.item(factor)
		if !follows(q) && !r.about(q) && !q.Asked(truth) {
			r.found(r.places[factor], fhir.Contradicted, "response-not-asked")
		}
	}
}
