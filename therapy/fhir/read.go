package fhir

import (
	"strings"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/measure"
)

// Loss says what happened to something that was read. The zero Loss is unstated.
type Loss uint8

// The losses.
const (
	// NotRead means that the record has no field for it. It stays in the document.
	NotRead Loss = iota + 1
	// NotRepresentable means that the record has a field for it, but the field cannot hold
	// this value, such as a date without a day. The field stays empty.
	NotRepresentable
	// Incomplete means that the document lacks something that the record needs. Nothing was
	// invented for it.
	Incomplete
	// Contradicted means that two places in the document contradict each other, or that the
	// document contradicts what is known.
	Contradicted
	// Unsafe means that it changes the meaning of the data around it in a way that this
	// library does not understand. Do not rely on the data that was read.
	Unsafe

	numLosses
)

//enum:names Loss
var lossNames = [numLosses]string{
	NotRead: "not-read", NotRepresentable: "not-representable", Incomplete: "incomplete", Contradicted: "contradicted", Unsafe: "unsafe",
}

// Finding is one thing in a document that was not imported completely. The zero Finding is
// none.
type Finding struct {
	confidential.Hidden
	// Place is a JSON pointer into the document.
	Place string `json:"place"`
	// Loss says what happened to it.
	Loss Loss `json:"loss"`
	// Rule is a stable name for the kind of finding, such as "goal-comparator".
	Rule string `json:"rule"`
}

// ReadSpec says how to interpret a document of another system. The zero ReadSpec is not
// valid.
type ReadSpec struct {
	confidential.Hidden
	// Person returns the pseudonym of the person that a Reference refers to. It is required:
	// references can contain names, and ids of other systems are not pseudonyms, so there is
	// no safe default. Use [OwnPeople] for documents that this library wrote.
	Person func(reference Element) (confidential.PersonID, bool)
	// Concern translates a code of another system into the vocabulary of concerns; nil
	// translates none. Unknown codes are not guessed.
	Concern func(system, code string) (string, bool)
	// Measures are the instruments whose codes are known.
	Measures measure.Catalogue
	// Author is the person responsible for the records if the document names none.
	Author confidential.PersonID
}

// Reading is everything that was read from a document. The zero Reading is empty.
type Reading struct {
	confidential.Hidden
	// Plans, Sessions and Episodes are the specs of the records. Complete them, and then make
	// the records.
	Plans    []PlanReading
	Sessions []SessionReading
	Episodes []EpisodeReading
	// Observations are the values that do not belong to a goal.
	Observations []care.Observation
	// Responses are answers to questionnaires. Read them with [ReadResponse]: the caller
	// chooses the instrument and the table.
	Responses []*Node
	// Consents are those that could be read without widening them.
	Consents []confidential.Consent
	// Refusals are what people refused. In doubt a refusal is read as broader than it was
	// said.
	Refusals []confidential.Refusal
	// Provenances say who made and changed the records, as far as this library wrote that.
	Provenances []ProvenanceReading
	// Findings list what could not be imported completely, in the order of the document.
	Findings []Finding
}

// PlanReading is a plan that was read; [care.TakeOverPlan] makes a plan from it. Missing
// lists what an active plan needs and the document does not have; a spec with something
// missing can become a draft, which a person completes. If Safe is false, something in the
// document changes the meaning of the plan. Nobody should act on such a plan before they have
// looked at the document.
type PlanReading struct {
	confidential.Hidden
	Spec    care.PlanSpec
	Missing error
	Safe    bool
	// Label is that of the CarePlan; the zero Label, the strictest, if it has none.
	Label confidential.Label
}

// SessionReading is a session that was read. Its fields mean the same as in [PlanReading].
type SessionReading struct {
	confidential.Hidden
	Spec    care.SessionSpec
	Missing error
	Safe    bool
}

// EpisodeReading is an episode that was read. Its fields mean the same as in [PlanReading].
type EpisodeReading struct {
	confidential.Hidden
	Spec    care.EpisodeSpec
	Missing error
	Safe    bool
}

// reader reads a document and records which parts of it were read.
type reader struct {
	spec     ReadSpec
	use      *usage
	findings []Finding
	byID     map[string]Element
	// order has the resources in the order of the document; progress has the Observations by
	// the goal they are about.
	order    []Element
	progress map[string][]Element
	measures map[string][]Element
	// taken has the goals and observations that already belong to a record; each belongs to
	// one record only.
	taken map[*Node]bool
	// sharings are the agreements between the strands of plans.
	sharings []sharingOf
	// unsafe counts the findings that make what was read unsafe.
	unsafe int
}

func (r *reader) found(at Element, loss Loss, rule string) {
	n := at.node
	if n == nil {
		n = at.beside()
	}
	r.foundAt(n, loss, rule)
}

func (r *reader) foundAt(n *Node, loss Loss, rule string) {
	if loss == Unsafe {
		r.unsafe++
	}
	switch {
	case len(r.findings) < maxFindings:
		r.findings = append(r.findings, Finding{Place: n.Place(), Loss: loss, Rule: rule})
	case len(r.findings) == maxFindings:
		r.findings = append(r.findings, Finding{Loss: loss, Rule: "more-findings"})
	}
}

// maxFindings is the number of findings reported for one document; one more finding then says
// that there are more.
const maxFindings = 1000

// Read reads the records in a resource, or in a Bundle of resources. It reads as much as it
// can, also of partial, foreign and incomplete documents. It guesses nothing and drops
// nothing silently: everything in the document that is not in a record is a finding. The
// error is only for a spec that is not valid.
//
// Prose is sealed at once, under the label of its resource. If the resource has no label, the
// prose gets the zero Label, and it is not disclosed until a person classifies it. Names,
// displays and narratives are not read.
func Read(document *Node, spec ReadSpec) (Reading, error) {
	var c therapy.Check
	c.Stated("/person", "read-person", spec.Person != nil)
	c.Stated("/author", "read-author", !spec.Author.IsZero())
	if err := c.Err(); err != nil {
		return Reading{}, err
	}
	r := &reader{spec: spec, use: &usage{read: map[*Node]bool{}}, byID: map[string]Element{}, taken: map[*Node]bool{}}
	root := resourceOf(document, r.use)
	resources := []Element{root}
	if root.Type() == "Bundle" {
		resources = nil
		for entry := range root.All("Bundle.entry") {
			if e := entry.Get("Bundle.entry.resource"); e.Exists() {
				resources = append(resources, e)
				r.index(e, entry.Text("Bundle.entry.fullUrl"))
			}
		}
		for _, path := range []Path{"Bundle.id", "Bundle.type"} {
			root.Text(path)
		}
		r.use.mark(root.node.Get("meta")) // computed
	} else {
		r.index(root, "")
	}
	var out Reading
	r.order = resources
	for _, e := range resources {
		r.resource(e, &out)
	}
	for _, e := range resources { // those that no goal, session or episode has
		if e.Type() == "Observation" && !r.taken[e.node] && e.node.goalReference() == "" {
			if o, ok := r.observation(e); ok {
				out.Observations = append(out.Observations, o)
			}
		}
	}
	r.merge(&out)
	r.share(&out)
	if root.node != nil {
		r.use.unread(root.node, func(n *Node) {
			if n.up != nil && derivedText(n) {
				return
			}
			r.foundAt(n, NotRead, "not-read")
		})
	}
	out.Findings = r.findings
	return out, nil
}

// derivedText reports whether n only repeats the data: a narrative that was generated from
// them, or a display. A narrative that says more is a finding.
func derivedText(n *Node) bool {
	return n.name == "text" && n.Get("status").Text() == "generated" || n.name == "display" || n.name == "resourceType"
}

func (r *reader) index(e Element, url string) {
	if url != "" {
		r.byID[url] = e
	}
	r.byID[e.node.Get("resourceType").Text()+"/"+e.node.Get("id").Text()] = e
}

func (r *reader) resource(e Element, out *Reading) {
	if list := longList(e.node); list != nil {
		r.foundAt(list, NotRepresentable, "list-too-long")
		return
	}
	switch e.Type() {
	case "CarePlan":
		out.Plans = append(out.Plans, r.plan(e))
	case "Encounter", "Appointment":
		if s, ok := r.session(e); ok {
			out.Sessions = append(out.Sessions, s)
		}
	case "EpisodeOfCare":
		if s, ok := r.episode(e); ok {
			out.Episodes = append(out.Episodes, s)
		}
	case "Consent":
		r.consent(e, out)
	case "Provenance":
		if p, ok := r.provenance(e); ok {
			out.Provenances = append(out.Provenances, p)
		}
	case "QuestionnaireResponse":
		r.use.mark(e.node)
		out.Responses = append(out.Responses, e.node)
	}
}

// maxItems is the maximum number of items of a list in one resource. Reading compares lists
// with each other, and no real record has more items.
const maxItems = 1000

// longList returns the first list in n that is too long to be read.
func longList(n *Node) *Node {
	count := 0
	for part := range n.Parts() {
		if count++; n.kind == Array && count > maxItems {
			return n
		}
		if list := longList(part); list != nil {
			return list
		}
	}
	return nil
}

// common reads what every resource has, its id and its label, and returns the id.
func (r *reader) common(e Element) string {
	r.use.mark(e.node.Get("meta"))
	return e.Text(Path(e.Type() + ".id"))
}

// safe reports whether nothing in a resource changes the meaning of the data that was read.
// Everything that does, anywhere in the resource, becomes a finding.
func (r *reader) safe(e Element, status string) bool {
	before := r.unsafe
	var walk func(n *Node)
	walk = func(n *Node) {
		switch {
		case n.name == "modifierExtension":
			r.foundAt(n, Unsafe, "modifier-extension")
			r.use.mark(n)
		case n.name == "implicitRules":
			r.foundAt(n, Unsafe, "implicit-rules")
			r.use.mark(n)
		case n.name == "doNotPerform" && n.Kind() == Bool && n.src == "true":
			r.foundAt(n, Unsafe, "do-not-perform")
			r.use.mark(n)
		}
		for part := range n.Parts() {
			walk(part)
		}
	}
	walk(e.node)
	if status == "entered-in-error" {
		r.found(e, Unsafe, "entered-in-error")
	}
	return r.unsafe == before
}

// follow returns the resource that a reference refers to: in the bundle, or contained.
func (r *reader) follow(reference Element, container Element) Element {
	text := reference.Text("Reference.reference")
	if id, ok := strings.CutPrefix(text, "#"); ok {
		for contained := range container.All(Path(container.Type() + ".contained")) {
			if contained.node.Get("id").Text() == id {
				return contained
			}
		}
		return Element{}
	}
	return r.byID[text]
}

// person returns the person that a reference refers to. A reference that cannot be resolved
// becomes a finding.
func (r *reader) person(reference Element, rule string) confidential.PersonID {
	if !reference.Exists() {
		return confidential.PersonID{}
	}
	id, ok := r.spec.Person(reference)
	if !ok {
		r.found(reference, NotRepresentable, rule)
	}
	r.use.mark(reference.node)
	return id
}

// date reads a date with a day. A year or a month alone becomes a finding.
func (r *reader) date(e Element) therapy.Date {
	text := e.Value()
	if text == "" {
		return therapy.Date{}
	}
	d, err := therapy.ParseDate(text[:min(len(text), len("2006-01-02"))])
	if err != nil || len(text) > len("2006-01-02") {
		rule := "date-form"
		if partialDate.MatchString(text) {
			rule = "date-partial"
		}
		r.found(e, NotRepresentable, rule)
		return therapy.Date{}
	}
	return d
}

// sealed seals prose under the label of its resource.
func (r *reader) sealed(text string, resource Element, kind confidential.Kind, subject confidential.PersonID) confidential.Value[string] {
	if text == "" {
		return confidential.Value[string]{}
	}
	label, ok := LabelOf(resource)
	if !ok {
		return confidential.Seal(text, confidential.Label{})
	}
	if !label.Kind.Valid() {
		label.Kind = kind
	}
	if !label.Setting.Valid() {
		label.Setting = confidential.IndividualSetting
	}
	label.Subject = subject
	return confidential.Seal(text, label)
}

// fault records a value in one of this library's extensions that cannot be read.
func (r *reader) fault(at Element, rule string) { r.found(at, NotRepresentable, rule) }

// identifier returns the value of the identifier in the system, "" for none.
func identifier(list func(func(Element) bool), system string) string {
	for id := range list {
		if id.node.Get("system").Text() == system {
			id.Text("Identifier.system")
			return id.Text("Identifier.value")
		}
	}
	return ""
}

// merge joins the parts that several attendees have of one session.
func (r *reader) merge(out *Reading) {
	var merged []SessionReading
	at := map[care.SessionID]int{}
	for _, s := range out.Sessions {
		i, ok := at[s.Spec.ID]
		if !ok || !merged[i].Spec.Start.Equal(s.Spec.Start) {
			at[s.Spec.ID] = len(merged)
			merged = append(merged, s)
			continue
		}
		merged[i].Spec.Attendees = append(merged[i].Spec.Attendees, s.Spec.Attendees...)
		merged[i].Safe = merged[i].Safe && s.Safe
	}
	for i := range merged {
		merged[i].Missing = merged[i].Spec.Validate()
	}
	out.Sessions = merged
}
