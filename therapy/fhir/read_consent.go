package fhir

import (
	"time"

	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// consent reads a consent, never as broader than it is, or a refusal, never as narrower. An absent
// list means "any" in FHIR but "nobody" here, so a permission without a list permits nothing, and
// neither does a permission with an unknown restriction. A denial becomes a refusal, in doubt a
// broad one.
func (r *reader) consent(e Element, out *Reading) {
	status := e.Text("Consent.status")
	safe := r.safe(e, status)
	id := r.common(e)
	if own := identifier(e.All("Consent.identifier"), idConsent); own != "" {
		id = own
	}
	by := r.person(e.Get("Consent.patient"), "consent-patient")
	own, others := false, false
	for p := range e.All("Consent.performer") {
		who := r.person(p, "consent-performer")
		own, others = own || who == by && !by.IsZero(), others || who != by
	}
	// A permission must be the person's own consent about privacy, and if the document says
	// whether it was verified, it must be verified. A denial needs none of this.
	mine := (own || !others) && e.Code("Consent.scope", systemConsentScope) == "patient-privacy" && verified(e)
	e.Code("Consent.category", systemLOINC)
	rule := e.Code("Consent.policyRule", systemActCode)
	given := r.instant(e.Get("Consent.dateTime"))
	if e.Extension(ownSharing).Exists() {
		r.sharing(e, safe && mine && status == "active" && rule == "OPTIN")
		return
	}
	outer := e.Get("Consent.provision")
	switch {
	case status != "active" && status != "inactive" || !safe && status == "active" && !outer.Exists():
		r.found(e.Get("Consent.status"), NotRepresentable, "consent-status")
		return
	case outer.Text("Consent.provision.type") != "deny":
		if c, ok := r.permit(outer, id, by, given, status); safe && ok && mine {
			out.Consents = append(out.Consents, c)
		} else if outer.Get("Consent.provision.provision").Exists() || rule == "OPTOUT" {
			r.refusal(Element{}, id, by, given, status, out, e)
		}
		return
	case rule == "OPTIN" && onlyNests(outer):
	default:
		r.refusal(outer, id, by, given, status, out, e)
		return
	}
	for inner := range outer.All("Consent.provision.provision") {
		if inner.Text("Consent.provision.type") != "permit" {
			r.found(inner, NotRepresentable, "consent-nested")
			continue
		}
		if c, ok := r.permit(inner, id, by, given, status); safe && ok && mine {
			out.Consents = append(out.Consents, c)
		}
	}
	if !mine {
		r.found(e, NotRepresentable, "consent-whose")
	}
}

// verified reports whether nothing says that a consent is unverified.
func verified(e Element) bool {
	said := false
	for v := range e.All("Consent.verification") {
		if yes, _ := v.Bool("Consent.verification.verified"); yes {
			return true
		}
		said = true
	}
	return !said
}

// bounds reads a period. ok is false if one of its ends cannot be read, such as a date
// without a day or a malformed one. Ignoring that end would make the period longer.
func (r *reader) bounds(of Element, path Path) (start, end time.Time, ok bool) {
	period := of.Get(path)
	start, end = r.instant(period.Get("Period.start")), r.instant(period.Get("Period.end"))
	ok = true
	for _, side := range []struct {
		name string
		at   time.Time
	}{{"start", start}, {"end", end}} {
		stated := period.node.Get(side.name) != nil || period.node.Get("_"+side.name) != nil
		ok = ok && (!stated || !side.at.IsZero())
	}
	if said := of.node.Get("period"); said != nil && said.Kind() != Object {
		ok = false
	}
	return start, end, ok
}

// sharing reads an agreement between the strands of a plan, only for the kinds that its
// provision still permits. It is not a consent that a gate can use.
func (r *reader) sharing(e Element, holds bool) {
	var extra sharingExtra
	unextend(e.Extension(ownSharing), &extra, r.fault)
	outer := e.Get("Consent.provision")
	permit := outer.Get("Consent.provision.provision")
	permitted := map[string]bool{}
	for class := range permit.All("Consent.provision.class") {
		if class.node.Get("system").Text() == ownKind {
			permitted[class.node.Get("code").Text()] = true
		}
	}
	known := 0
	for part := range permit.node.Parts() {
		switch part.name {
		case "type", "period", "actor", "purpose", "class":
			known++
		}
	}
	// The agreement applies from its day on. If the provision has another start, or an end,
	// somebody has restricted it.
	period := permit.node.Get("period")
	holds = holds && period.Get("start").Text() == extra.On.String() && period.Len() == 1
	s := care.Sharing{With: extra.With, AgreedBy: extra.AgreedBy, On: extra.On}
	for _, kind := range extra.Kinds {
		if permitted[kind.String()] {
			s.Kinds = append(s.Kinds, kind)
		}
	}
	if !holds || !onlyNests(outer) || outer.node.Get("provision").Len() != 1 || known != permit.node.Len() || len(s.Kinds) != len(extra.Kinds) {
		r.found(e, Contradicted, "sharing-changed") // nothing is permitted by it
		return
	}
	r.use.mark(outer.node)
	r.sharings = append(r.sharings, sharingOf{extra.Plan, extra.Strand, s})
}

// sharingOf is an agreement and the plan it belongs to.
type sharingOf struct {
	plan    care.PlanID
	strand  care.StrandID
	sharing care.Sharing
}

// share adds the agreements to their plans.
func (r *reader) share(out *Reading) {
	plans := map[care.PlanID]int{}
	for i := range out.Plans {
		plans[out.Plans[i].Spec.ID] = i
	}
	for _, s := range r.sharings {
		i, ok := plans[s.plan]
		if !ok {
			continue
		}
		spec := &out.Plans[i].Spec
		for j := range spec.Strands {
			if spec.Strands[j].ID == s.strand {
				spec.Strands[j].Sharing = append(spec.Strands[j].Sharing, s.sharing)
			}
		}
		out.Plans[i].Missing = spec.Validate()
	}
}

// onlyNests reports whether a provision has no content except nested provisions.
func onlyNests(p Element) bool {
	for part := range p.node.Parts() {
		if part.name != "type" && part.name != "provision" && part.name != "id" {
			return false
		}
	}
	return p.Get("Consent.provision.provision").Exists()
}

// refusal reads a provision that denies. A list with anything unknown in it counts as not
// stated, which makes the refusal broader; its other restrictions are ignored for the same
// reason. The zero Element refuses everything.
func (r *reader) refusal(p Element, id string, by confidential.PersonID, given time.Time, status string, out *Reading, e Element) {
	no := confidential.Refusal{Ref: confidential.ConsentID(id), By: by, Given: given}
	var extra consentExtra
	unextend(p.Extension(ownRecipient), &extra, r.fault)
	no.Audiences = extra.Audiences
	period := p.Get("Consent.provision.period")
	if start := r.instant(period.Get("Period.start")); !start.IsZero() && start.Before(no.Given) {
		no.Given = start
	}
	no.Withdrawn = r.instant(period.Get("Period.end"))
	whole := true
	for class := range p.All("Consent.provision.class") {
		var k confidential.Kind
		if class.node.Get("system").Text() != ownKind || k.UnmarshalText([]byte(class.node.Get("code").Text())) != nil {
			whole = false
			continue
		}
		no.Kinds = append(no.Kinds, k)
		r.use.mark(class.node)
	}
	if !whole {
		no.Kinds = nil
	}
	no.Purposes = r.purposes(p, extra.Purposes)
	codes := map[string]bool{}
	for _, purpose := range no.Purposes {
		codes[purpose.HL7()] = true
	}
	for coding := range p.All("Consent.provision.purpose") {
		if !codes[coding.node.Get("code").Text()] {
			no.Purposes = nil
		}
	}
	whole = true
	for actor := range p.All("Consent.provision.actor") {
		r.use.mark(actor.node.Get("role"))
		who := r.person(actor.Get("Consent.provision.actor.reference"), "consent-actor")
		whole = whole && !who.IsZero()
		no.Recipients = append(no.Recipients, who)
	}
	if !whole {
		no.Recipients = nil
	}
	switch {
	case no.Validate() != nil:
		r.found(e, Incomplete, "refusal-given") // a refusal without a person or a time
	case status == "inactive" && no.Withdrawn.IsZero():
		r.found(e, Incomplete, "refusal-withdrawn") // it has ended at an unknown time, so it is kept
		out.Refusals = append(out.Refusals, no)
	default:
		out.Refusals = append(out.Refusals, no)
	}
}

// permit reads one provision that permits.
func (r *reader) permit(p Element, id string, by confidential.PersonID, given time.Time, status string) (confidential.Consent, bool) {
	none := confidential.Consent{}
	ref := confidential.ConsentID(id)
	if !ref.Valid() {
		r.found(p, NotRepresentable, "consent-ref")
		return none, false
	}
	for part := range p.node.Parts() { // narrowings that are not understood
		switch part.name {
		case "type", "period", "actor", "purpose", "class", "extension", "id":
		case "provision":
			r.foundAt(part, NotRepresentable, "consent-exceptions")
			return none, false
		default:
			r.foundAt(part, NotRepresentable, "consent-narrowed")
			return none, false
		}
	}
	var extra consentExtra
	unextend(p.Extension(ownRecipient), &extra, r.fault)
	c := confidential.Consent{Ref: ref, By: by, Given: given, Audiences: extra.Audiences, Expires: extra.Expires, Revoked: extra.Revoked}
	for class := range p.All("Consent.provision.class") {
		var k confidential.Kind
		if class.node.Get("system").Text() == ownKind && k.UnmarshalText([]byte(class.node.Get("code").Text())) == nil {
			c.Kinds = append(c.Kinds, k)
			r.use.mark(class.node)
		}
	}
	c.Purposes = r.purposes(p, extra.Purposes)
	masked := false
	for actor := range p.All("Consent.provision.actor") {
		reference := actor.Get("Consent.provision.actor.reference")
		if actor.Code("Consent.provision.actor.role", systemParticipation) != "IRCP" {
			r.found(actor, NotRepresentable, "consent-role") // the actor is not a recipient
			continue
		}
		r.use.mark(actor.node.Get("role"))
		if reference.Extension(extensionAbsent).Exists() {
			masked = true
			r.use.mark(reference.node)
			continue
		}
		who := r.person(reference, "consent-actor")
		if who.IsZero() { // leaving one out is narrower; having none left would be wider
			continue
		}
		c.Recipients = append(c.Recipients, who)
	}
	start, end, ok := r.bounds(p, "Consent.provision.period")
	if !ok {
		r.found(p, NotRepresentable, "consent-period")
		return none, false
	}
	if start.After(c.Given) {
		c.Given = start
	}
	if c.Expires.IsZero() && c.Revoked.IsZero() {
		c.Expires = end
	} else if !end.IsZero() && end.Before(later(c.Expires, c.Revoked)) {
		if c.Expires.IsZero() || end.Before(c.Expires) && !end.Equal(c.Revoked) {
			c.Expires = end
		}
	}
	if status == "inactive" && c.Revoked.IsZero() && c.Expires.IsZero() {
		r.found(p, Incomplete, "consent-end") // it has ended at an unknown time
		return none, false
	}
	p.Text("Consent.provision.type")
	switch {
	case len(c.Recipients) == 0 && !masked:
		r.found(p, Incomplete, "consent-actors")
		return none, false
	case c.Validate() != nil:
		r.found(p, Incomplete, "consent-lists")
		return none, false
	}
	return c, true
}

// later returns the later of two times; either may be zero.
func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// purposes reads the purposes from HL7's codes. Several purposes of this library share one
// code; the extension says which was meant, if it agrees with the codes.
func (r *reader) purposes(p Element, own []confidential.Purpose) []confidential.Purpose {
	codes := map[string]bool{}
	for coding := range p.All("Consent.provision.purpose") {
		if coding.node.Get("system").Text() == systemActReason {
			codes[coding.node.Get("code").Text()] = true
			r.use.mark(coding.node)
		}
	}
	var out []confidential.Purpose
	for _, purpose := range own {
		if codes[purpose.HL7()] {
			out = append(out, purpose)
		}
	}
	if len(own) > 0 {
		return out
	}
	for purpose := confidential.Treatment; purpose.Valid(); purpose++ {
		if codes[purpose.HL7()] {
			out = append(out, purpose)
		}
	}
	return out
}
