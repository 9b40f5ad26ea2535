package intakefhir

import (
	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/fhir"
)

// GuidanceSpec says for whom a recommendation is written, and what it belongs to. ID and
// Subject are required.
type GuidanceSpec struct {
	confidential.Hidden
	// ID is the id of the GuidanceResponse and of the RequestGroup; those of the requests
	// begin with it.
	ID string
	// Subject is the reference of whom it is about, such as "Patient/17".
	Subject string
	// Encounter is the reference of the encounter in which it was asked for, "" for none.
	Encounter string
	// Request is the identifier of the request that asked for it, "" for none.
	Request string
	// Response is the reference of the response that it rests on, "" for none.
	Response string
	// Audience is who reads it. What a client's rendering leaves out is left out here.
	Audience recommend.Audience
	// Record adds the recommendation as its clinician's JSON, from which it can be replayed.
	// It is for clinicians only.
	Record bool
	// Refused is the error beside which the recommendation was made, nil for none.
	Refused error
	// Server is the base of the urls by which entries of the bundle are named; empty for
	// [fhir.Base].
	Server string
}

func (s GuidanceSpec) validate() error {
	var c therapy.Check
	c.RecordID("/id", "guidance-id", s.ID)
	c.Stated("/subject", "guidance-subject", s.Subject != "")
	if s.Record && s.Audience.Reader == policy.Client {
		c.Wrong("/record", "guidance-record", "for clinicians only", therapy.ErrContradiction)
	}
	return c.Err()
}

// Request is a draft order for one of the options, as it is to be carried out.
type Request struct {
	confidential.Hidden
	// Option is the option.
	Option policy.Option
	// Name is the option for the reader: "individual therapy".
	Name string
	// Orders are its ServiceRequests, one for each modality.
	Orders []*fhir.Node
}

// MarshalJSON returns an error: the orders are what is encoded.
func (Request) MarshalJSON() ([]byte, error) { return nil, errGuidance }

// Guidance is a recommendation as FHIR resources. The zero Guidance is none.
type Guidance struct {
	confidential.Hidden
	// Response is the GuidanceResponse.
	Response *fhir.Node
	// Group is the RequestGroup: options to choose from, or what to do now. It is nil where
	// there is neither.
	Group *fhir.Node
	// Requests are the draft orders of the options that are advised, in their order. There
	// are none where somebody may be in danger, whatever else is known.
	Requests []Request
	// Others are what the two refer to: what to say now, the faults of a refused intake,
	// and the record.
	Others []*fhir.Node

	server string
}

// MarshalJSON returns an error: a guidance is written as its bundle.
func (Guidance) MarshalJSON() ([]byte, error) { return nil, errGuidance }

// Bundle returns all resources as a Bundle of type collection, labelled as the strictest
// of them.
func (g Guidance) Bundle(id string) *fhir.Node {
	all := []*fhir.Node{g.Response, g.Group}
	for _, r := range g.Requests {
		all = append(all, r.Orders...)
	}
	return bundle(id, g.server, append(all, g.Others...))
}

func bundle(id, server string, resources []*fhir.Node) *fhir.Node {
	b := fhir.New("Bundle").SetText("Bundle.id", id).SetText("Bundle.type", "collection")
	if server == "" {
		server = fhir.Base
	}
	for _, n := range resources {
		if n == nil {
			continue
		}
		entry := b.Add("Bundle.entry").SetText("Bundle.entry.fullUrl", server+n.Get("resourceType").Text()+"/"+n.Get("id").Text())
		entry.AddNode("Bundle.entry.resource", n.Clone())
	}
	fhir.LabelBundle(b)
	return b.Prune().Node()
}

// NewGuidance writes a recommendation. Where nothing is to be written for the client
// ([recommend.Rendering.Withheld]) there is a GuidanceResponse that says so, alike for every
// reason, and nothing else. Options that are not advised are named in the note
// only, with the reasons; where information is needed first there is nothing to choose
// from, and what is needed is listed. The error says what of the spec is wrong.
func NewGuidance(rec recommend.Recommendation, spec GuidanceSpec) (Guidance, error) {
	if err := spec.validate(); err != nil {
		return Guidance{}, err
	}
	w, err := newGuidanceWriter(rec, spec)
	if err != nil {
		return Guidance{}, err
	}
	r := w.response()
	if w.withheld {
		w.guidance.Response = w.finish(r)
		return w.guidance, nil
	}
	switch rec.Outcome() {
	case policy.Recommended, policy.Either:
		w.options()
	case policy.Escalate:
		w.doNow()
	case policy.NeedsInformation:
		w.required(r)
	case policy.NoneSuitable, 0:
	}
	if w.guidance.Group != nil {
		r.AddReference("GuidanceResponse.result", "RequestGroup/"+spec.ID)
	}
	w.refused(r)
	if spec.Record {
		w.record(r)
	}
	w.guidance.Response = w.finish(r)
	return w.guidance, nil
}
