package fhir

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/measure"
)

// ownScoreCode is the code system of the answers in this library's own questionnaires:
// the code is the number as printed.
const ownScoreCode = Base + "CodeSystem/score"

// notApplicable is the code in it for an item that does not apply.
const notApplicable = "not-applicable"

// QuestionnaireSpec gives the words in which an instrument is shown. The zero
// QuestionnaireSpec gives a form with numbers only.
type QuestionnaireSpec struct {
	// Language is the language of the words (BCP 47), "" if there are none.
	Language string `json:"language,omitempty"`
	// Title is the title, "" for the instrument's own.
	Title string `json:"title,omitempty"`
	// Items are the words of the items, one each, or none.
	Items []string `json:"items,omitempty"`
	// Answers are the words of the answers. An answer without words is shown as its number.
	Answers []AnswerWords `json:"answers,omitempty"`
	// Licensed says that the caller holds a licence for the words. It is needed if the
	// instrument's terms do not make them free.
	Licensed bool `json:"licensed,omitempty"`
}

// AnswerWords are the words of one answer. The zero AnswerWords is answer 0 without words.
type AnswerWords struct {
	Number int    `json:"number"`
	Words  string `json:"words"`
}

// NewQuestionnaire returns the form of an instrument: one choice for each item, with linkIds
// "/1", "/2" … and every answer with its number. If the instrument's terms restrict its
// wording or are unclear, words are refused unless the caller says that they hold the
// licence. If the wording may not be changed, words in another language are refused.
func NewQuestionnaire(in measure.Instrument, spec QuestionnaireSpec) (*Node, error) {
	if err := in.Validate(); err != nil {
		return nil, err
	}
	var c therapy.Check
	worded := len(spec.Items) > 0 || len(spec.Answers) > 0
	if len(spec.Items) > 0 && len(spec.Items) != len(in.Items) {
		c.Wrong("/items", "questionnaire-items", "one text for each item", therapy.ErrRange)
	}
	switch in.Licence.Wording { //nolint:exhaustive // the others are treated as no
	case measure.WordingFree:
	case measure.WordingVerbatim:
		if worded && spec.Language != "" && !strings.HasPrefix(spec.Language, "en") && !spec.Licensed {
			c.Wrong("/language", "questionnaire-verbatim", "only the words of the owner of the questionnaire", therapy.ErrContradiction)
		}
	default:
		if worded && !spec.Licensed {
			c.Wrong("/items", "questionnaire-licence", "a licence for the words", therapy.ErrRequired)
		}
	}
	if err := c.Err(); err != nil {
		return nil, err
	}
	q := New("Questionnaire").SetText("Questionnaire.id", string(in.ID)).SetText("Questionnaire.language", spec.Language)
	q.SetText("Questionnaire.url", idInstrument+string(in.ID)).SetText("Questionnaire.status", "active")
	q.SetText("Questionnaire.name", programName(string(in.ID))).SetText("Questionnaire.copyright", in.Licence.Terms)
	q.SetText("Questionnaire.title", spec.Title)
	if spec.Title == "" {
		q.SetText("Questionnaire.title", in.Title)
	}
	q.AddText("Questionnaire.subjectType", "Patient")
	q.AddCoding("Questionnaire.code", systemLOINC, in.LOINC.Panel, "").AddCoding("Questionnaire.code", ownMeasure, string(in.ID), "")
	for i, item := range in.Items {
		e := q.Add("Questionnaire.item").SetText("Questionnaire.item.linkId", linkID(i)).SetText("Questionnaire.item.type", "choice")
		e.SetText("Questionnaire.item.text", strconv.Itoa(i+1))
		if len(spec.Items) > 0 {
			e.SetText("Questionnaire.item.text", spec.Items[i])
		}
		e.Extend("http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl").Add("Extension.valueCodeableConcept").
			AddCode("http://hl7.org/fhir/questionnaire-item-control", "radio-button", "")
		for v := item.Min; v <= item.Max; v++ {
			if len(item.Only) > 0 && !slices.Contains(item.Only, v) {
				continue
			}
			words := strconv.Itoa(v)
			for _, answer := range spec.Answers {
				if answer.Number == v && answer.Words != "" {
					words = answer.Words
				}
			}
			option := e.Add("Questionnaire.item.answerOption")
			option.AddCoding("Questionnaire.item.answerOption.valueCoding", ownScoreCode, strconv.Itoa(v), words)
			option.Get("Questionnaire.item.answerOption.valueCoding").Extend(extensionOrdinal).SetNumber("Extension.valueDecimal", float64(v))
		}
		if item.NotApplicable.Valid() {
			e.Add("Questionnaire.item.answerOption").AddCoding("Questionnaire.item.answerOption.valueCoding", ownScoreCode, notApplicable, "does not apply")
		}
	}
	return q.Prune().node, nil
}

func linkID(i int) string { return "/" + strconv.Itoa(i+1) }

// programName makes a name that programs can use of words joined by hyphens.
func programName(id string) string {
	var b strings.Builder
	for word := range strings.SplitSeq(id, "-") {
		b.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return b.String()
}

// writeResponse writes the answers to an instrument.
func writeResponse(r Element, response measure.Response) {
	r.SetText("QuestionnaireResponse.questionnaire", idInstrument+string(response.Instrument))
	r.SetText("QuestionnaireResponse.status", "completed").SetText("QuestionnaireResponse.authored", instantText(response.At))
	for i, answer := range response.Answers {
		if answer.Missing() {
			continue
		}
		code := notApplicable
		if v, ok := answer.Value(); ok {
			code = strconv.Itoa(v)
		}
		r.Add("QuestionnaireResponse.item").SetText("QuestionnaireResponse.item.linkId", linkID(i)).
			Add("QuestionnaireResponse.item.answer").AddCoding("QuestionnaireResponse.item.answer.valueCoding", ownScoreCode, code, "")
	}
}

// AnswerTable gives, for each answer of another system's questionnaire, its number in an
// instrument. Without such a table there is no score: codes of answers are not scores, the
// same code means different numbers in different instruments, and weights in a form or on an
// answer may be wrong or reversed. The zero AnswerTable reads nothing.
type AnswerTable struct {
	// Questionnaire is the canonical url of the form, with or without "|version".
	Questionnaire string `json:"questionnaire"`
	// Instrument is the instrument that it asks.
	Instrument measure.ID `json:"instrument"`
	// Items are the linkIds of the items, in the order of the instrument.
	Items []string `json:"items"`
	// Answers are the numbers of the answers, by "system|code". Numbers are as printed on the
	// form: only the instrument reverses reverse-keyed items.
	Answers map[string]int `json:"answers"`
	// Total is the linkId of a total that the sender includes, "" for none. It is compared
	// with the score and never used as the score.
	Total string `json:"total,omitempty"`
}

// ownTable is the table of this library's own questionnaires.
func ownTable(in measure.Instrument) AnswerTable {
	t := AnswerTable{Questionnaire: idInstrument + string(in.ID), Instrument: in.ID, Answers: map[string]int{}}
	for i, item := range in.Items {
		t.Items = append(t.Items, linkID(i))
		for v := item.Min; v <= item.Max; v++ {
			t.Answers[ownScoreCode+"|"+strconv.Itoa(v)] = v
		}
	}
	return t
}

// ReadResponse reads the answers to an instrument from a QuestionnaireResponse. It uses the
// table; with the zero table, the response must be to this library's own questionnaire. Items
// are found by linkId and never by position; an absent item is a missing answer. These are
// errors: an answer that the table does not have, two answers to one item, a repeated item, a
// number that the item does not allow, a weight that differs from the table's number, a
// response that was entered in error, and a response to another questionnaire. All errors are
// reported at once. If the form is not contained in the response, check its weights with
// [CheckWeights].
//
// A refused response is still searched for danger: the response returned with an error has the
// answers to critical items that can be made out, the highest if there are several, and nothing
// else. Score it all the same: [measure.Instrument.Score] refuses it too, and returns its
// alerts.
//
// The findings are not errors, but the caller should know them: that the form was not
// completed, or that a total in the response differs from the score.
func ReadResponse(n *Node, in measure.Instrument, table AnswerTable) (measure.Response, []Finding, error) {
	r := reader{}
	e := ResourceOf(n)
	var c therapy.Check
	if e.Type() != "QuestionnaireResponse" {
		c.Wrong("", "response-type", "a QuestionnaireResponse", therapy.ErrSyntax)
		return measure.Response{}, nil, c.Err()
	}
	if table.Questionnaire == "" {
		table = ownTable(in)
	}
	canonical, _, _ := strings.Cut(e.Text("QuestionnaireResponse.questionnaire"), "|")
	wanted, _, _ := strings.Cut(table.Questionnaire, "|")
	if canonical != wanted && e.Text("QuestionnaireResponse.questionnaire") != table.Questionnaire && !derived(e, wanted) || table.Instrument != in.ID {
		c.Wrong("/questionnaire", "response-questionnaire", "an answer to the questionnaire of the table", therapy.ErrReference)
	}
	switch e.Text("QuestionnaireResponse.status") {
	case "completed", "amended":
	case "entered-in-error":
		c.Wrong("/status", "response-entered-in-error", "", therapy.ErrContradiction)
	default:
		r.found(e.Get("QuestionnaireResponse.status"), Incomplete, "response-not-completed")
	}
	response := measure.Response{Instrument: in.ID, Answers: make([]measure.Answer, len(in.Items))}
	at, err := time.Parse(time.RFC3339Nano, e.Text("QuestionnaireResponse.authored"))
	if err != nil {
		c.Wrong("/authored", "response-authored", "a date with a time", therapy.ErrRequired)
	}
	response.At = at.UTC()
	items := map[string]int{}
	for i, link := range table.Items {
		items[link] = i
	}
	a := answers{check: &c, in: in, table: table, items: items, response: &response, seen: map[string]bool{}, highest: map[int]int{}}
	a.walk(e.All("QuestionnaireResponse.item"))
	c.Part("", CheckWeights(n, table))
	if err := c.Err(); err != nil {
		return a.critical(), r.findings, err
	}
	if a.total.Exists() {
		sent, _ := strconv.ParseFloat(a.total.Text("Quantity.value"), 64)
		if score, err := in.Score(response); err == nil {
			if total, ok := score.Total(); ok && total != sent {
				r.found(a.total, Contradicted, "response-total")
			}
		}
	}
	return response, r.findings, nil
}

// derived reports whether the response answers a contained, adaptive form of the
// questionnaire.
func derived(e Element, canonical string) bool {
	id, ok := strings.CutPrefix(e.Text("QuestionnaireResponse.questionnaire"), "#")
	for contained := range e.All("QuestionnaireResponse.contained") {
		if ok && contained.Type() == "Questionnaire" && contained.Text("Questionnaire.id") == id {
			for from := range contained.All("Questionnaire.derivedFrom") {
				if url, _, _ := strings.Cut(from.Value(), "|"); url == canonical {
					return true
				}
			}
		}
	}
	return false
}

// answers reads the items of a response.
type answers struct {
	check    *therapy.Check
	in       measure.Instrument
	table    AnswerTable
	items    map[string]int
	response *measure.Response
	seen     map[string]bool
	total    Element
	highest  map[int]int // for each item, the highest number that one of its answers may mean
}

// critical returns what a refused response may say about critical items.
func (a *answers) critical() measure.Response {
	if len(a.in.Critical) == 0 {
		return measure.Response{}
	}
	left := measure.Response{Instrument: a.in.ID, At: a.response.At, Answers: make([]measure.Answer, len(a.in.Items))}
	for _, c := range a.in.Critical {
		if n, ok := a.highest[c.Item-1]; ok {
			left.Answers[c.Item-1] = measure.Answered(n)
		}
	}
	return left
}

// mayMean records the number that an answer may mean, in whatever type and code system.
func (a *answers) mayMean(answer *Node, i int) {
	for part := range answer.Parts() {
		number, known := a.table.Answers[part.Get("system").Text()+"|"+part.Get("code").Text()]
		if !known {
			read, err := strconv.ParseFloat(strings.TrimSpace(part.Text()), 64)
			if known = err == nil && math.Abs(read) < 1000; known {
				number = int(math.Ceil(read))
			}
		}
		if before, ok := a.highest[i]; known && (!ok || number > before) {
			a.highest[i] = number
		}
		if part.Name() != "item" && part.Name() != "extension" {
			a.mayMean(part, i)
		}
	}
}

func (a *answers) walk(list func(func(Element) bool)) {
	for item := range list {
		link := item.Text("QuestionnaireResponse.item.linkId")
		if link == a.table.Total && link != "" {
			a.total = item.Get("QuestionnaireResponse.item.answer").Get("QuestionnaireResponse.item.answer.valueQuantity")
		}
		if i, ok := a.items[link]; ok {
			if a.seen[link] {
				a.check.Wrong(item.Place(), "response-item-twice", "each item once", therapy.ErrDuplicate)
			}
			a.seen[link] = true
			a.answer(item, i)
		}
		a.walk(item.All("QuestionnaireResponse.item.item"))
		for answer := range item.All("QuestionnaireResponse.item.answer") {
			a.walk(answer.All("QuestionnaireResponse.item.answer.item"))
		}
	}
}

func (a *answers) answer(item Element, i int) {
	count := 0
	for answer := range item.All("QuestionnaireResponse.item.answer") {
		if a.mayMean(answer.Node(), i); count > 0 {
			if count == 1 {
				a.check.Wrong(answer.Place(), "response-two-answers", "one answer", therapy.ErrDuplicate)
			}
			count++
			continue
		}
		count++
		if n, ok := answer.Int("QuestionnaireResponse.item.answer.valueInteger"); ok {
			a.number(answer, i, n)
			continue
		}
		coding := answer.Get("QuestionnaireResponse.item.answer.valueCoding")
		key := coding.Text("Coding.system") + "|" + coding.Text("Coding.code")
		n, ok := a.table.Answers[key]
		switch {
		case key == ownScoreCode+"|"+notApplicable && a.in.Items[i].NotApplicable.Valid():
			a.response.Answers[i] = measure.NotApplicable()
		case !coding.Exists() || !ok:
			a.check.Wrong(answer.Place(), "response-answer", "an answer of the table", therapy.ErrUnknown)
		default:
			a.number(answer, i, n)
		}
	}
}

func (a *answers) number(answer Element, i, n int) {
	item := a.in.Items[i]
	if n < item.Min || n > item.Max || len(item.Only) > 0 && !slices.Contains(item.Only, n) {
		a.check.Wrong(answer.Place(), "response-number", "an answer of the item", therapy.ErrRange)
		return
	}
	a.response.Answers[i] = measure.Answered(n)
}

// weighsOtherwise reports whether a coding has a weight that differs from the number: in an
// extension, or in an extension for a property of an expansion.
func weighsOtherwise(coding Element, n int) bool {
	differs := func(x Element) bool {
		w, err := strconv.ParseFloat(x.Text("Extension.valueDecimal"), 64)
		return err != nil || w != float64(n)
	}
	for _, url := range []string{extensionOrdinal, extensionItemWeight} {
		for x := range coding.Extensions(url) {
			if differs(x) {
				return true
			}
		}
	}
	for property := range coding.Extensions(extensionProperty) {
		if property.Extension("code").Text("Extension.valueCode") == "itemWeight" && differs(property.Extension("value[x]")) {
			return true
		}
	}
	return false
}

// CheckWeights compares the weights in a Questionnaire, and in the value sets that it
// contains, with the table. A form whose weights differ from the instrument's is an error:
// its totals are not scores. (HL7's own PHQ-9 example is such a form.)
func CheckWeights(questionnaire *Node, table AnswerTable) error {
	var c therapy.Check
	var walk func(n *Node)
	walk = func(n *Node) {
		if code := n.Get("code"); code.Kind() == String {
			system := n.Get("system")
			if system == nil && n.up.up != nil { // a concept of a value set stands below its system
				system = n.up.up.Get("system")
			}
			if number, ok := table.Answers[system.Text()+"|"+code.Text()]; ok {
				coding := Element{node: n, owner: n.up, name: n.name, index: -1, typ: elements().types["Coding"]}
				if weighsOtherwise(coding, number) {
					c.Wrong(n.Place(), "response-weight", "the number of the table", therapy.ErrContradiction)
				}
			}
		}
		for part := range n.Parts() {
			walk(part)
		}
	}
	walk(questionnaire)
	return c.Err()
}
