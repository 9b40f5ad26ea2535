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
	// Subject is the reference of the person it is about, such as "Patient/17".
	Subject string
	// Encounter is the reference of the encounter in which it was asked for, "" for none.
	Encounter string
	// Request is the identifier of the request that asked for it, "" for none.
	Request string
	// Response is the reference of the response that it is based on, "" for none.
	Response string
	// Audience is who reads it. What a client's rendering leaves out is left out here.
	Audience recommend.Audience
	// Record adds the clinician's JSON of the recommendation, from which it can be replayed.
	// It is for clinicians only.
	Record bool
	// Refused is the error that was returned together with the recommendation, nil for none.
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

// Request is a draft order for one of the options.
type Request struct {
	confidential.Hidden
	// Option is the option.
	Option policy.Option
	// Name is the option for the reader: "individual therapy".
	Name string
	// Orders are its ServiceRequests, one for each modality.
	Orders []*fhir.Node
}

// MarshalJSON always returns an error: encode the Orders instead.
func (Request) MarshalJSON() ([]byte, error) { return nil, errGuidance }

// Guidance is a recommendation as FHIR resources. The zero Guidance means no guidance.
type Guidance struct {
	confidential.Hidden
	// Response is the GuidanceResponse.
	Response *fhir.Node
	// Group is the RequestGroup: options to choose from, or what to do now. It is nil if
	// there is neither.
	Group *fhir.Node
	// Requests are the draft orders of the options that are advised, in their order. There
	// are none if somebody may be in danger, whatever else is known.
	Requests []Request
	// Others are the resources that Response and Group refer to: what to say now, the faults
	// of a refused intake, and the record.
	Others []*fhir.Node

	server string
}

// MarshalJSON always returns an error: encode its Bundle instead.
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

// NewGuidance writes a recommendation. If nothing may be written for the client
// ([recommend.Rendering.Withheld]), there is only a GuidanceResponse that says so, in the
// same words for every reason. Options that are not advised are named only in the note, with
// the reasons. If information is needed first, there are no options to choose from, and the
// needed information is listed. The error says what is wrong with the spec.
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
