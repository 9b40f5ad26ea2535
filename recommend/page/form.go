package page

import (
	"html/template"
	"io"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/internal/lenient"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/words"
)

// FormOptions says how to write a form. The zero FormOptions writes a blank form for the
// clinician, in English, that is posted to the address of the page.
type FormOptions struct {
	// Reader says who fills in the form. The client's form leaves out questions for the
	// clinician only, and questions that are asked in person.
	Reader policy.Reader
	// Language is the language of the page.
	Language words.Language
	// Action is the URL to post the form to, "" for the address of the page.
	Action string
	// Hidden are hidden fields of the form, by name, such as a token against forged requests.
	// They are written in the order of their names.
	Hidden map[string]string
	// Filled has the answers to show as already filled in.
	Filled recommend.Filled
	// Errors are the errors of an earlier attempt, as returned by [Read],
	// [recommend.Form.Intake] or [recommend.Recommender.Recommend]. The page lists them first,
	// each with a link to its question, and marks the questions. An error about a question that
	// is not on this form is listed without a link.
	Errors error
	// StyleSheet is the URL of a style sheet to use instead of the built-in style.
	StyleSheet string
}

// WriteForm writes the form as one HTML document.
func WriteForm(w io.Writer, form recommend.Form, o FormOptions) error {
	if o.Reader != policy.Client {
		o.Reader = policy.Clinician
	}
	return built().form.Execute(w, newSheet(form, o))
}

// sheet is the data that the template shows.
type sheet struct {
	Lang, Title, Intro, Action, StyleSheet, Trouble, Submit string
	Style                                                   template.CSS
	Notice                                                  string
	Faults                                                  []fault
	Hidden                                                  []field
	Sections                                                []part
}

type field struct{ Name, Value string }

// fault is an error to correct: its question, if that is on the form, and a sentence.
type fault struct{ ID, Legend, Sentence string }

type part struct {
	ID, Title, Limit string
	IfApplies        string
	Questions        []question
	Cases            []question
	Open             bool // one of Cases has to be corrected
	GoneThrough      string
	Gone             bool
}

type question struct {
	ID      string
	Legend  string
	Faulty  string
	Options []option
}

type option struct {
	Name, Value, Label, ID string
	Checked                bool
}

func newSheet(form recommend.Form, o FormOptions) sheet {
	form = form.In(o.Language)
	s := sheet{
		Lang: o.Language.Tag(), Action: o.Action, StyleSheet: o.StyleSheet, Style: built().style,
		Title:  texts.Say(o.Language, "page.form.title"),
		Intro:  texts.Say(o.Language, "page.form.intro"),
		Submit: texts.Say(o.Language, "page.form.submit"),
		Notice: o.Language.Notice(),
	}
	faulty, elsewhere := faultyIn(form, o)
	for _, name := range slices.Sorted(mapKeys(o.Hidden)) {
		s.Hidden = append(s.Hidden, field{name, o.Hidden[name]})
	}
	trained := map[therapy.Factor]bool{}
	for _, section := range form.Sections {
		for _, q := range section.Questions {
			for _, item := range q.Items {
				trained[item.Factor] = item.Trained
			}
		}
	}
	for _, section := range form.Sections {
		if p := newPart(section, o, faulty, trained); len(p.Questions)+len(p.Cases) > 0 {
			s.Sections = append(s.Sections, p)
		}
	}
	for _, p := range s.Sections {
		for _, q := range slices.Concat(p.Questions, p.Cases) {
			if q.Faulty != "" {
				s.Faults = append(s.Faults, fault{q.ID, q.Legend, q.Faulty})
				delete(faulty, q.ID)
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(faulty)) {
		elsewhere = append(elsewhere, faulty[id])
	}
	for i, sentence := range elsewhere {
		if !slices.Contains(elsewhere[:i], sentence) {
			s.Faults = append(s.Faults, fault{Sentence: sentence})
		}
	}
	if len(s.Faults) > 0 {
		s.Trouble = texts.Say(o.Language, "page.form.trouble")
	}
	return s
}

// faultyIn returns the errors about questions of the form, by question id, and those about
// anything else. It keeps the first error of each question.
func faultyIn(form recommend.Form, o FormOptions) (faulty map[string]string, elsewhere []string) {
	asks := map[string]string{}
	for _, section := range form.Sections {
		for _, q := range section.Questions {
			for _, item := range q.Items {
				asks[string(item.Factor)] = q.ID
			}
			asks[q.ID] = q.ID
		}
	}
	faulty = map[string]string{}
	for path, sentence := range recommend.Faults(o.Errors, o.Language) {
		place, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(path, "/answers"), "/"), "/")
		if id, asked := asks[place]; !asked {
			elsewhere = append(elsewhere, sentence)
		} else if faulty[id] == "" {
			faulty[id] = sentence
		}
	}
	return faulty, elsewhere
}

func newPart(section recommend.FormSection, o FormOptions, faulty map[string]string, trained map[therapy.Factor]bool) part {
	name := section.Section.String()
	p := part{
		ID:    name,
		Title: section.Title.To(o.Reader),
		Gone:  slices.Contains(o.Filled.GoneThrough, section.Section),
	}
	p.IfApplies = texts.Say(o.Language, "page.form.case",
		words.Name("applies", texts.Say(o.Language, "page.form.if-applies")), words.Name("section", p.Title))
	p.Limit = section.Limit(o.Language)
	if section.GoneThrough != (policy.Words{}) {
		p.GoneThrough = section.GoneThrough.To(o.Reader)
	}
	so := func(f therapy.Factor) therapy.Truth {
		if o.Reader == policy.Client && trained[f] {
			return therapy.Unknown // a yes from the client settles no other statement
		}
		return o.Filled.Answers[f].Truth()
	}
	for _, q := range section.Questions {
		everAsked := slices.ContainsFunc(q.Items, func(i recommend.FormItem) bool { return i.Follows.IsZero() })
		if !everAsked || o.Reader == policy.Client && (q.Clinician || q.InPerson) ||
			!q.Unless.IsZero() && q.Unless.Eval(so) == therapy.True {
			continue
		}
		shown := newQuestion(q, o)
		shown.Faulty = faulty[q.ID]
		if q.If.IsZero() {
			p.Questions = append(p.Questions, shown)
		} else {
			p.Cases = append(p.Cases, shown)
			p.Open = p.Open || shown.Faulty != ""
		}
	}
	return p
}

// answers are the choices for a statement, in the order in which they are shown.
var answers = [...]recommend.FormAnswer{
	recommend.FormYes, recommend.FormStrongly, recommend.FormNo, recommend.FormNotKnown, recommend.FormPreferNot,
}

// leftOpen are the answers that choose none of the statements of a choice.
var leftOpen = [...]recommend.FormAnswer{recommend.FormNotKnown, recommend.FormPreferNot}

func newQuestion(q recommend.FormQuestion, o FormOptions) question {
	shown := question{ID: q.ID}
	if q.Choice {
		shown.Legend = q.Legend(o.Language)
		for _, item := range q.Items {
			label := item.Question.To(o.Reader)
			shown.Options = append(shown.Options, option{
				Name: "choice." + q.ID, Value: string(item.Factor), Label: label, ID: "a-" + string(item.Factor),
				Checked: o.Filled.Answers[item.Factor] == recommend.FormYes || o.Filled.Answers[item.Factor] == recommend.FormStrongly,
			})
		}
		for _, a := range leftOpen {
			shown.Options = append(shown.Options, option{
				Name: "choice." + q.ID, Value: a.String(), Label: a.Words(o.Language).To(o.Reader), ID: "c-" + q.ID + "-" + a.String(),
				Checked: !slices.ContainsFunc(q.Items, func(i recommend.FormItem) bool { return o.Filled.Answers[i.Factor] != a }),
			})
		}
		return shown
	}
	item := q.Items[0]
	shown.Legend = item.Question.To(o.Reader)
	for _, a := range answers {
		if a == recommend.FormStrongly && !item.Strongly && o.Filled.Answers[item.Factor] != a {
			continue
		}
		shown.Options = append(shown.Options, option{
			Name: "answer." + string(item.Factor), Value: a.String(), ID: "a-" + string(item.Factor) + "-" + a.String(),
			Label: a.Words(o.Language).To(o.Reader), Checked: o.Filled.Answers[item.Factor] == a,
		})
	}
	return shown
}

// Read turns a posted form into a recommend.Filled. Set Assessed of the result yourself, since
// only the program that receives the form knows who sent it. The fields of the page are
// "answer.STATEMENT", with the text of a [recommend.FormAnswer]; "choice.NAME", with a
// statement, "not-known" or "prefer-not"; and "gone.SECTION", with any value, for a section
// that was gone through. Read ignores other fields, since a page may have them. An invalid
// answer, a statement, a choice or a section that the form does not have, and a danger that
// another field says yes to, are errors like those of [recommend.Form.Intake]. The path of an
// error has the field's name if the form has it, and never its value.
//
// Read also searches a form with errors for danger. With an error, the result has only the
// answers that [recommend.Form.Dangers] finds (see [recommend.Form.Refuse]). Pass this result
// to [recommend.Form.Intake] in spite of the error, so that a danger leads to escalation.
func Read(form recommend.Form, values url.Values) (recommend.Filled, error) {
	var c therapy.Check
	filled := recommend.Filled{Answers: map[therapy.Factor]recommend.FormAnswer{}}
	for _, section := range form.Sections {
		if values.Has("gone." + section.Section.String()) {
			filled.GoneThrough = append(filled.GoneThrough, section.Section)
		}
		for _, q := range section.Questions {
			if q.Choice {
				readChoice(&c, q, values, filled)
				continue
			}
			factor := q.Items[0].Factor
			given := values["answer."+string(factor)]
			var answer recommend.FormAnswer
			switch {
			case len(given) == 0 || len(given) == 1 && given[0] == "":
			case len(given) > 1:
				if saysYes(given) {
					filled.Answers[factor] = recommend.FormYes
				}
				c.Wrong(therapy.Pointer("answers", string(factor)), "form-twice", "one answer", therapy.ErrDuplicate)
			case answer.UnmarshalText([]byte(given[0])) != nil: // an invalid answer is an error, not ignored
				if saysYes(given) {
					filled.Answers[factor] = recommend.FormYes
				}
				c.Wrong(therapy.Pointer("answers", string(factor)), "form-answer", "one of the answers of the form", therapy.ErrUnknown)
			default:
				filled.Answers[factor] = answer
			}
		}
	}
	unknownFields(&c, form, values, filled)
	if err := c.Err(); err != nil {
		return form.Refuse(filled, err)
	}
	return filled, nil
}

// unknownFields reports fields that name a statement, a choice or a section that the form does not
// have, and records each statement among them that is answered with something like yes.
func unknownFields(c *therapy.Check, form recommend.Form, values url.Values, filled recommend.Filled) {
	known := map[string]bool{}
	for _, section := range form.Sections {
		known["gone."+section.Section.String()] = true
		for _, q := range section.Questions {
			known["choice."+q.ID] = q.Choice
			for _, item := range q.Items {
				known["answer."+string(item.Factor)] = !q.Choice
			}
		}
	}
	others := map[therapy.Factor]recommend.FormAnswer{} // fields of the page, unless they name a danger
	for i, name := range slices.Sorted(maps.Keys(values)) {
		kind, of, _ := strings.Cut(name, ".")
		place := therapy.Pointer("#" + strconv.Itoa(i+1))
		switch kind = strings.ToLower(kind); {
		case known[name] || !slices.ContainsFunc(values[name], func(v string) bool { return v != "" }):
		case kind == "answer":
			c.Wrong(place, "form-statement", "the form has no such statement", therapy.ErrReference)
			if saysYes(values[name]) {
				filled.Answers[therapy.Factor(of)] = recommend.FormYes
			}
		case kind == "choice":
			c.Wrong(place, "form-statement", "the form has no such choice", therapy.ErrReference)
			for _, value := range values[name] {
				filled.Answers[therapy.Factor(value)] = recommend.FormYes
			}
		case kind == "gone":
			c.Wrong(place, "form-section", "the form has no such section", therapy.ErrReference)
		case saysYes(values[name]):
			others[therapy.Factor(name)] = recommend.FormYes
		}
	}
	if len(form.Dangers(recommend.Filled{Answers: others})) > 0 {
		c.Wrong("", "form-statement", `a statement in a field "answer.STATEMENT"`, therapy.ErrReference)
		maps.Copy(filled.Answers, others)
	}
}

// saysYes reports whether a value of the field means something like yes.
func saysYes(values []string) bool {
	return slices.ContainsFunc(values, func(v string) bool {
		v = strings.ToLower(strings.TrimSpace(v))
		return lenient.Likely(v, v) == therapy.True
	})
}

func readChoice(c *therapy.Check, q recommend.FormQuestion, values url.Values, filled recommend.Filled) {
	given := slices.DeleteFunc(slices.Clone(values["choice."+q.ID]), func(v string) bool { return v == "" })
	for _, value := range given {
		factor := therapy.Factor(value)
		var open recommend.FormAnswer
		switch {
		case slices.ContainsFunc(q.Items, func(i recommend.FormItem) bool { return i.Factor == factor }):
			filled.Answers[factor] = recommend.FormYes
		case open.UnmarshalText([]byte(value)) != nil || !slices.Contains(leftOpen[:], open):
			c.Wrong(therapy.Pointer("answers", q.ID), "form-answer", "one of the answers of the form", therapy.ErrUnknown)
		case len(given) > 1:
			c.Wrong(therapy.Pointer("answers", q.ID), "form-twice", "one answer", therapy.ErrDuplicate)
		default:
			for _, item := range q.Items {
				filled.Answers[item.Factor] = open
			}
		}
	}
}
