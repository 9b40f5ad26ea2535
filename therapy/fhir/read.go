package fhir

import (
	"strings"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/measure"
)

// Loss is what became of something that was read. The zero Loss is unstated.
type Loss uint8

// What can become of what is read.
const (
	// NotRead: the record has no place for it; it stays in the document.
	NotRead Loss = iota + 1
	// NotRepresentable: the record has a place, but not for this value, such as a date
	// without a day; nothing was put there.
	NotRepresentable
	// Incomplete: something that the record needs is not there, and was not made up.
	Incomplete
	// Contradicted: two places in the document, or the document and what is known, say
	// different things.
	Contradicted
	// Unsafe: it changes the meaning of what is around it in a way that is not
	// understood here, so that what was read must not be relied on.
	Unsafe

	numLosses
)

//enum:names Loss
var lossNames = [numLosses]string{
	NotRead: "not-read", NotRepresentable: "not-representable", Incomplete: "incomplete", Contradicted: "contradicted", Unsafe: "unsafe",
}

// Finding is one thing that did not go the whole way from a document into the record.
// The zero Finding is none.
type Finding struct {
	confidential.Hidden
	// Place is a JSON pointer into the document.
	Place string `json:"place"`
	// Loss is what became of it.
	Loss Loss `json:"loss"`
	// Rule is a stable name for the kind of finding, such as "goal-comparator".
	Rule string `json:"rule"`
}

// ReadSpec says how a document of another system is to be understood. The zero ReadSpec
// is not valid.
type ReadSpec struct {
	confidential.Hidden
	// Person returns the pseudonym of whoever a Reference means. References carry names,
	// and ids of other systems are no pseudonyms: there is no safe default. [OwnPeople]
	// is for documents that this library wrote.
	Person func(reference Element) (confidential.PersonID, bool)
	// Concern returns what a code of another system is in the vocabulary of concerns;
	// nil for none. A code that it does not know is not guessed.
	Concern func(system, code string) (string, bool)
	// Measures are the instruments whose codes are known.
	Measures measure.Catalogue
	// Author is who answers for what is read where the document does not say.
	Author confidential.PersonID
}

// Reading is what was read from a document. The zero Reading is of nothing.
type Reading struct {
	confidential.Hidden
	// Plans, Sessions and Episodes are the records, to be completed and then made.
	Plans    []PlanReading
	Sessions []SessionReading
	Episodes []EpisodeReading
	// Observations are the values that stand for themselves and not for a goal.
	Observations []care.Observation
	// Responses are answers to questionnaires, to be read with [ReadResponse]: which
	// instrument they answer, and by what table, is the caller's to say.
	Responses []*Node
	// Consents are those that could be read without widening them.
	Consents []confidential.Consent
	// Refusals are what people said no to, in doubt more broadly than they said it.
	Refusals []confidential.Refusal
	// Provenances are who made and changed the records, as far as this library wrote it.
	Provenances []ProvenanceReading
	// Findings are what did not go the whole way, in the order of the document.
	Findings []Finding
}

// PlanReading is a plan that was read, to be made with [care.TakeOverPlan]. Missing says what a plan in force would need and
// the document does not have; a spec with anything missing can become a draft, which a
// person completes. It was read all the same if it is not Safe: then something in it
// changes its meaning, and nobody should act on it before they have looked at the
// document.
type PlanReading struct {
	confidential.Hidden
	Spec    care.PlanSpec
	Missing error
	Safe    bool
	// Label is that of the CarePlan; the zero Label, the strictest, if it has none.
	Label confidential.Label
}

// SessionReading is a session that was read; as for [PlanReading].
type SessionReading struct {
	confidential.Hidden
	Spec    care.SessionSpec
	Missing error
	Safe    bool
}

// EpisodeReading is an episode that was read; as for [PlanReading].
type EpisodeReading struct {
	confidential.Hidden
	Spec    care.EpisodeSpec
	Missing error
	Safe    bool
}

// reader reads a document and keeps account of what it read.
type reader struct {
	spec     ReadSpec
	use      *usage
	findings []Finding
	byID     map[string]Element
	// order are the resources as they stand in the document, progress the Observations
	// by the goal they are about.
	order    []Element
	progress map[string][]Element
	measures map[string][]Element
	// taken are the goals and observations that a record has; each is of one record.
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

// maxFindings is how many findings of one document are told, before one that says that
// there are more.
const maxFindings = 1000

// Read reads the records in a resource, or in a Bundle of resources, as far as it goes:
// partial, foreign and incomplete ones too. Nothing is guessed and nothing is dropped in
// silence: whatever of the document did not go into a record is a finding. The error is
// for a spec that is not valid.
//
// Prose is sealed at once, under the label of its resource; without one under the zero
// Label, which is never disclosed until somebody classifies it. Names, displays and
// narratives are not read.
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

// derivedText reports whether n only says again what the data say: a narrative that was
// generated from them, or a display. A narrative that says more is told of.
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

// maxItems is how many items a list in one resource may have to be read: lists are
// compared with each other, and no record of a person has more.
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

// safe reports whether nothing in a resource changes the meaning of what was read. What
// does is found, wherever it stands.
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

// follow returns the resource that a reference means: in the bundle, or contained.
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

// person reads whom a reference means. A reference that cannot be told is found.
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

// date reads a whole day. One that is only a year or a month is found.
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

// fault records what an own extension says and cannot be read.
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

// merge puts the parts of a session that several attendees have together.
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
