package intakefhir

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/fhir"
	"github.com/therapykit/therapykit/therapy/words"
)

// rendered is the part of a rendering that is used here. It contains only what the reader may
// know.
type rendered struct {
	Options []struct {
		Option    policy.Option    `json:"option"`
		Name      string           `json:"name"`
		PlainName string           `json:"plainName"`
		Reasons   []renderedReason `json:"reasons"`
	} `json:"options"`
	Actions []struct {
		ID string `json:"id"`
		policy.Words
		Sources []string `json:"sources"`
	} `json:"actions"`
	Questions []struct {
		Factor     therapy.Factor     `json:"factor"`
		Discretion therapy.Discretion `json:"discretion"`
	} `json:"questions"`
	Sources []therapy.Source `json:"sources"`
}

type renderedReason struct {
	policy.Words
	Sources []string      `json:"sources"`
	Points  int           `json:"points"`
	Grade   therapy.Grade `json:"grade"`
	Counted bool          `json:"counted"`
}

type guidanceWriter struct {
	rec      recommend.Recommendation
	spec     GuidanceSpec
	reader   policy.Reader
	policy   policy.Policy // with its texts in the language of the audience
	says     rendered
	withheld bool // nothing is written for the client
	guidance Guidance
}

func newGuidanceWriter(rec recommend.Recommendation, spec GuidanceSpec) (*guidanceWriter, error) {
	w := &guidanceWriter{
		rec: rec, spec: spec, reader: orClinician(spec.Audience.Reader),
		policy: rec.Policy().In(spec.Audience.Language), guidance: Guidance{server: spec.Server}, withheld: rec.For(spec.Audience).Withheld(),
	}
	err := json.Unmarshal(rec.For(spec.Audience).AppendJSON(nil), &w.says)
	return w, err
}

// finish labels a resource and writes its narrative.
func (w *guidanceWriter) finish(e fhir.Element) *fhir.Node {
	fhir.SetLabel(e, w.label())
	e.Prune()
	fhir.Narrate(e)
	return e.Node()
}

// label is the label of resources that are made from an intake. For a clinician it is very
// restricted if they may contain something that other people must not read.
func (w *guidanceWriter) label() confidential.Label {
	label := confidential.Label{Level: confidential.Restricted, Kind: confidential.TreatmentPlan}
	if w.reader == policy.Client {
		return label
	}
	for factor := range w.rec.Intake().Answers {
		if info, _ := w.policy.Factors.Outline(factor); info.Discretion != 0 {
			label.Level = confidential.VeryRestricted
		}
	}
	return label
}

// response begins the GuidanceResponse.
func (w *guidanceWriter) response() fhir.Element {
	r := fhir.New("GuidanceResponse").SetText("GuidanceResponse.id", w.spec.ID)
	if w.spec.Request != "" {
		r.Add("GuidanceResponse.requestIdentifier").SetText("Identifier.value", w.spec.Request)
	}
	r.AddIdentifier("GuidanceResponse.identifier", idGuidance, w.rec.Digest())
	r.SetText("GuidanceResponse.moduleUri", idPolicy+w.rec.PolicyID()+"|"+w.rec.PolicyVersion())
	status := "success"
	switch {
	case w.withheld: // alike for every reason
	case w.rec.Outcome() == policy.NeedsInformation:
		status = "data-required"
	case !w.rec.Outcome().Valid():
		status = "failure"
	}
	r.SetText("GuidanceResponse.status", status).AddReference("GuidanceResponse.subject", w.spec.Subject)
	r.AddReference("GuidanceResponse.encounter", w.spec.Encounter)
	r.SetText("GuidanceResponse.occurrenceDateTime", instant(w.rec.At()))
	w.output(r, "response", w.spec.Response)
	if w.rec.Outcome().Valid() {
		note := r.Add("GuidanceResponse.note").SetText("Annotation.time", instant(w.rec.At()))
		note.SetText("Annotation.text", w.rec.For(w.spec.Audience).Markdown())
	}
	return r
}

// group begins the RequestGroup.
func (w *guidanceWriter) group() fhir.Element {
	g := fhir.New("RequestGroup").SetText("RequestGroup.id", w.spec.ID)
	g.AddIdentifier("RequestGroup.identifier", idGuidance, w.rec.Digest())
	g.AddText("RequestGroup.instantiatesUri", idPolicy+w.rec.PolicyID()+"|"+w.rec.PolicyVersion())
	g.AddReference("RequestGroup.basedOn", w.spec.Response)
	g.SetText("RequestGroup.status", "active").SetText("RequestGroup.intent", "proposal")
	g.AddReference("RequestGroup.subject", w.spec.Subject).AddReference("RequestGroup.encounter", w.spec.Encounter)
	return g.SetText("RequestGroup.authoredOn", instant(w.rec.At()))
}

var (
	formats = policy.Words{Clinician: "Format of therapy", Client: "Kind of therapy"}
	doNow   = policy.Words{Clinician: "What to do now", Client: "What to do now"}
)

func (w *guidanceWriter) say(name string, text policy.Words) string {
	return text.In(w.spec.Audience.Language, words.Join("intakefhir", name), w.reader)
}

// options writes the advised options, of which one is to be chosen.
func (w *guidanceWriter) options() {
	g := w.group()
	top := g.Add("RequestGroup.action").SetText("RequestGroup.action.title", w.say("formats", formats))
	top.SetText("RequestGroup.action.groupingBehavior", "logical-group").SetText("RequestGroup.action.selectionBehavior", "exactly-one")
	for _, info := range w.named(w.rec.Advises) {
		request := w.request(info)
		w.guidance.Requests = append(w.guidance.Requests, request)
		action := top.Add("RequestGroup.action.action").SetText("RequestGroup.action.title", request.Name)
		w.why(action, info.Option)
		action.AddCoding("RequestGroup.action.code", SystemOption, optionCode(info.Option), "")
		w.carry(action, request)
	}
	w.guidance.Group = w.finish(g)
}

// named lists options with their names in the language of the audience.
func (w *guidanceWriter) named(wanted func(policy.Option) bool) []policy.OptionInfo {
	return slices.DeleteFunc(slices.Clone(w.policy.Options), func(o policy.OptionInfo) bool { return !wanted(o.Option) })
}

// carry adds the orders of an option to its action: all of them, if it has several.
func (w *guidanceWriter) carry(action fhir.Element, request Request) {
	if len(request.Orders) == 1 {
		action.AddReference("RequestGroup.action.resource", referenceTo(request.Orders[0]))
		return
	}
	action.SetText("RequestGroup.action.groupingBehavior", "logical-group").SetText("RequestGroup.action.selectionBehavior", "all")
	for _, order := range request.Orders {
		leaf := action.Add("RequestGroup.action.action")
		leaf.SetText("RequestGroup.action.title", fhir.ResourceOf(order).Get("ServiceRequest.code").Text("CodeableConcept.text"))
		leaf.AddReference("RequestGroup.action.resource", referenceTo(order))
	}
}

func referenceTo(n *fhir.Node) string { return n.Get("resourceType").Text() + "/" + n.Get("id").Text() }

// why says what speaks for an option, with the sources: the reasons that counted and that the
// reader may know.
func (w *guidanceWriter) why(action fhir.Element, option policy.Option) {
	var says, sources []string
	for _, o := range w.says.Options {
		if o.Option != option {
			continue
		}
		for _, reason := range o.Reasons {
			if reason.Counted && (reason.Points > 0 || reason.Grade.Ranks()) {
				says = append(says, reason.To(w.reader))
				sources = append(sources, reason.Sources...)
			}
		}
	}
	action.SetText("RequestGroup.action.description", strings.Join(says, " "))
	w.cite(action, sources)
}

// cite adds the sources with the ids, each once.
func (w *guidanceWriter) cite(action fhir.Element, ids []string) {
	for _, s := range w.says.Sources {
		if !slices.Contains(ids, s.ID) {
			continue
		}
		a := action.Add("RequestGroup.action.documentation").SetText("RelatedArtifact.type", "citation")
		a.SetText("RelatedArtifact.label", s.ID).SetText("RelatedArtifact.citation", s.Words(w.spec.Audience.Language)).SetText("RelatedArtifact.url", s.Link)
		ids = slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return id == s.ID })
	}
}

// request writes the draft orders of an option.
func (w *guidanceWriter) request(info policy.OptionInfo) Request {
	request := Request{Option: info.Option, Name: w.name(info)}
	for modality := range info.Option.Modalities() {
		part := info
		for _, o := range w.named(func(o policy.Option) bool { return o == policy.OptionOf(modality) }) {
			part = o
		}
		id := optionCode(info.Option)
		if !info.Option.Single() {
			id += "." + string(modality)
		}
		s := fhir.New("ServiceRequest").SetText("ServiceRequest.id", fhir.PartID(w.spec.ID, id))
		s.SetText("ServiceRequest.status", "draft").SetText("ServiceRequest.intent", "option")
		s.AddCoding("ServiceRequest.code", SystemModality, string(modality), "")
		s.Get("ServiceRequest.code").SetText("CodeableConcept.text", w.name(part))
		s.AddReference("ServiceRequest.subject", w.spec.Subject).AddReference("ServiceRequest.encounter", w.spec.Encounter)
		s.SetText("ServiceRequest.authoredOn", instant(w.rec.At()))
		s.AddReference("ServiceRequest.supportingInfo", w.spec.Response)
		request.Orders = append(request.Orders, w.finish(s))
	}
	return request
}

func (w *guidanceWriter) name(info policy.OptionInfo) string {
	if w.reader == policy.Client {
		return info.PlainName
	}
	return info.Name
}

// doNow writes what to do if somebody may be in danger, and nothing else.
func (w *guidanceWriter) doNow() {
	g := w.group().SetText("RequestGroup.priority", "stat")
	top := g.Add("RequestGroup.action").SetText("RequestGroup.action.title", w.say("do-now", doNow))
	top.SetText("RequestGroup.action.priority", "stat")
	top.SetText("RequestGroup.action.groupingBehavior", "logical-group").SetText("RequestGroup.action.selectionBehavior", "all")
	for _, a := range w.says.Actions {
		c := fhir.New("CommunicationRequest").SetText("CommunicationRequest.id", fhir.PartID(w.spec.ID, a.ID))
		c.SetText("CommunicationRequest.status", "active").SetText("CommunicationRequest.priority", "stat")
		c.AddReference("CommunicationRequest.subject", w.spec.Subject).SetText("CommunicationRequest.authoredOn", instant(w.rec.At()))
		c.Add("CommunicationRequest.payload").SetText("CommunicationRequest.payload.contentString", a.To(w.reader))
		n := w.finish(c)
		w.guidance.Others = append(w.guidance.Others, n)
		action := top.Add("RequestGroup.action.action").SetText("RequestGroup.action.title", a.To(w.reader))
		action.SetText("RequestGroup.action.priority", "stat").AddCoding("RequestGroup.action.code", systemAction, a.ID, "")
		w.cite(action, a.Sources)
		action.AddReference("RequestGroup.action.resource", referenceTo(n))
	}
	w.guidance.Group = w.finish(g)
}

// required lists the information that is needed first, as far as it can be asked on paper.
func (w *guidanceWriter) required(r fhir.Element) {
	for _, q := range w.says.Questions {
		if q.Discretion == therapy.InPersonOnly {
			continue
		}
		d := r.Add("GuidanceResponse.dataRequirement").SetText("DataRequirement.type", "QuestionnaireResponse")
		d.Add("DataRequirement.codeFilter").SetText("DataRequirement.codeFilter.path", "item.code").
			AddCoding("DataRequirement.codeFilter.code", SystemFactor, string(q.Factor), "")
	}
}

// refused adds what was wrong with the intake, place by place. A client learns only that it was
// refused: the places and hints name statements that they may not be told about.
func (w *guidanceWriter) refused(r fhir.Element) {
	if w.spec.Refused == nil {
		return
	}
	id := fhir.PartID(w.spec.ID, "refused")
	n := Refusal(w.spec.Refused, id)
	if w.spec.Audience.Reader == policy.Client {
		n = Refusal(nil, id)
	}
	w.guidance.Others = append(w.guidance.Others, n)
	r.AddReference("GuidanceResponse.evaluationMessage", referenceTo(n))
}

// Refusal writes an error as an OperationOutcome: an issue for each fault, with its rule and
// its place. It contains no refused value. It is for clinicians: hints and places name
// statements, also those that a client must not read about.
func Refusal(err error, id string) *fhir.Node {
	o := fhir.New("OperationOutcome").SetText("OperationOutcome.id", id)
	issue := func(details, place string) {
		e := o.Add("OperationOutcome.issue").SetText("OperationOutcome.issue.severity", "error").SetText("OperationOutcome.issue.code", "invalid")
		e.Add("OperationOutcome.issue.details").SetText("CodeableConcept.text", details)
		e.SetText("OperationOutcome.issue.diagnostics", place)
	}
	for _, fault := range therapy.FieldErrors(err) {
		issue(strings.TrimSuffix(fault.Rule+": "+fault.Hint, ": "), fault.Path)
	}
	if !o.Get("OperationOutcome.issue").Exists() {
		issue("refused", "")
	}
	return o.Prune().Node()
}

// record adds the record from which the recommendation can be replayed.
func (w *guidanceWriter) record(r fhir.Element) {
	text := w.rec.For(recommend.Audience{Reader: policy.Clinician}).AppendJSON(nil)
	id := fhir.PartID(w.spec.ID, "record")
	d := fhir.New("DocumentReference").SetText("DocumentReference.id", id).SetText("DocumentReference.status", "current")
	d.AddIdentifier("DocumentReference.identifier", idGuidance, w.rec.Digest())
	d.AddReference("DocumentReference.subject", w.spec.Subject).SetText("DocumentReference.date", instant(w.rec.At()))
	attach(d.Add("DocumentReference.content").Add("DocumentReference.content.attachment"), text)
	n := w.finish(d)
	w.guidance.Others = append(w.guidance.Others, n)
	w.output(r, "record", referenceTo(n))
}

// output adds a reference to the output parameters: R4 has no other place for it.
func (w *guidanceWriter) output(r fhir.Element, name, reference string) {
	if reference == "" {
		return
	}
	out := r.Get("GuidanceResponse.contained")
	if !out.Exists() {
		out = r.AddNode("GuidanceResponse.contained", fhir.New("Parameters").SetText("Parameters.id", "out").Node())
		r.AddReference("GuidanceResponse.outputParameters", "#out")
	}
	out.Add("Parameters.parameter").SetText("Parameters.parameter.name", name).AddReference("Parameters.parameter.valueReference", reference)
}
