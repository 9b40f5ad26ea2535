package intakefhir

import (
	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/fhir"
)

// OverrideSpec says how an override is written. Guidance is required.
type OverrideSpec struct {
	confidential.Hidden
	// Guidance is the spec of the overridden recommendation, with the same id and subject as
	// then.
	Guidance GuidanceSpec
	// ID is the id of the RequestGroup with the decision, and of its Provenance.
	ID string
	// Reference returns the reference of a person, with the type of resource that is
	// meant; nil for [fhir.PersonReference].
	Reference func(resourceType string, id confidential.PersonID) string
}

// Override writes an override of a recommendation: a RequestGroup with the one chosen option,
// which replaces the proposal, its orders, and a Provenance that says who decided, when, why,
// and against which recommendation. The reason in words is sealed and not exported; it is
// listed among the omissions.
func Override(o recommend.Override, spec OverrideSpec) (Guidance, []fhir.Omission, error) {
	rec, decided := o.Recommendation(), o.Spec()
	proposal := spec.Guidance.ID
	if err := spec.Guidance.validate(); err != nil {
		return Guidance{}, nil, err
	}
	spec.Guidance.ID = spec.ID
	if err := spec.Guidance.validate(); err != nil {
		return Guidance{}, nil, err
	}
	if spec.Reference == nil {
		spec.Reference = fhir.PersonReference
	}
	w, err := newGuidanceWriter(rec, spec.Guidance)
	if err != nil {
		return Guidance{}, nil, err
	}
	g := w.group().SetText("RequestGroup.intent", "plan")
	if w.proposed() {
		g.AddReference("RequestGroup.replaces", "RequestGroup/"+proposal)
	}
	g.SetText("RequestGroup.authoredOn", instant(decided.At)).AddReference("RequestGroup.author", spec.Reference("Practitioner", decided.By))
	for _, info := range w.named(func(o policy.Option) bool { return o == decided.Option }) {
		request := w.request(info)
		w.guidance.Requests = append(w.guidance.Requests, request)
		action := g.Add("RequestGroup.action").SetText("RequestGroup.action.title", request.Name)
		action.AddCoding("RequestGroup.action.code", SystemOption, optionCode(info.Option), "")
		w.carry(action, request)
	}
	w.guidance.Group = w.finish(g)

	p := fhir.New("Provenance").SetText("Provenance.id", spec.ID).AddReference("Provenance.target", "RequestGroup/"+spec.ID)
	p.SetText("Provenance.recorded", instant(decided.At)).AddCoding("Provenance.reason", systemReason, string(decided.Reason), "")
	agent := p.Add("Provenance.agent").AddCoding("Provenance.agent.type", systemParticipant, "author", "")
	agent.AddReference("Provenance.agent.who", spec.Reference("Practitioner", decided.By))
	for _, entity := range []struct{ role, what string }{{"source", "GuidanceResponse/"}, {"revision", "RequestGroup/"}} {
		if entity.role == "revision" && !w.proposed() {
			continue
		}
		p.Add("Provenance.entity").SetText("Provenance.entity.role", entity.role).AddReference("Provenance.entity.what", entity.what+proposal)
	}
	fhir.EncodeExtension(p, ownOverride, overrideExtra{
		Option: decided.Option, Policy: rec.PolicyID(), Version: rec.PolicyVersion(), Digest: rec.Digest(),
	}, nil)
	w.guidance.Others = append(w.guidance.Others, w.finish(p))
	var omissions []fhir.Omission
	if !decided.Note.IsZero() {
		omissions = append(omissions, fhir.Omission{Record: "Provenance/" + spec.ID, Place: "/note", Why: fhir.ByNameOnly})
	}
	return w.guidance, omissions, nil
}

// proposed reports whether there was a RequestGroup to replace.
func (w *guidanceWriter) proposed() bool {
	return w.rec.Outcome() == policy.Recommended || w.rec.Outcome() == policy.Either
}
