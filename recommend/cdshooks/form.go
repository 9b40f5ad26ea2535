package cdshooks

import (
	"encoding/json"
	"strings"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/intakefhir"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy/fhir"
	"github.com/therapykit/therapykit/therapy/words"
)

// sheetNamed reports whether an address without a version is the address of a reader's sheet,
// in any language.
func (s *Service) sheetNamed(reader policy.Reader, address string) bool {
	own, _, _ := strings.Cut(s.form.Canonical(reader, words.English()), "|")
	rest, ok := strings.CutPrefix(address, own)
	return ok && (rest == "" || rest[0] == '.')
}

// read makes the recommendation for answers to a sheet. If there is an error, the
// recommendation is zero or to escalate.
func (t *pendingCall) read(d document) reading {
	rec, read, err := t.s.form.Recommend(d.data, t.s.spec.Read, t.call.Now)
	return reading{document: d, rec: rec, err: err, findings: read.Findings}
}

// drafts are the draft requests of the advised options, each with its resources. The client
// creates the resources of the one that the user accepts.
func (t *pendingCall) drafts(rec recommend.Recommendation, d document) (map[policy.Option][]draft, error) {
	spec := intakefhir.GuidanceSpec{
		ID: "draft", Subject: "Patient/" + t.request.patient, Response: d.reference(),
		Audience: recommend.Audience{Reader: policy.Clinician, Language: t.s.spec.Language},
	}
	if t.request.encounter != "" {
		spec.Encounter = "Encounter/" + t.request.encounter
	}
	guidance, err := intakefhir.NewGuidance(rec, spec)
	if err != nil {
		return nil, err
	}
	list := map[policy.Option][]draft{}
	for _, request := range guidance.Requests {
		for _, order := range request.Orders {
			e := fhir.ResourceOf(order)
			// Here it is not a choice in a set of requests, and it has no id before it is
			// created.
			e.Get("ServiceRequest.id").Remove()
			e.SetText("ServiceRequest.intent", "proposal")
			fhir.Narrate(e)
			list[request.Option] = append(list[request.Option], draft{
				name: e.Get("ServiceRequest.code").Text("CodeableConcept.text"), resource: order.AppendJSON(nil),
			})
		}
	}
	return list, nil
}

// draft is a resource to create, with the words for what it asks for.
type draft struct {
	name     string
	resource json.RawMessage
}
