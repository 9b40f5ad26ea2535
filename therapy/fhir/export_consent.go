package fhir

import (
	"context"
	"slices"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Consent adds a consent, also one that was revoked or has ended. In FHIR an absent actor,
// purpose or class means any; here it permits nothing. So the outer provision denies
// everything, the permission is nested in it, and all lists of the permission are written.
func (x *Export) Consent(ctx context.Context, c confidential.Consent) error {
	if c.By != x.spec.Client {
		return &therapy.FieldError{Path: "/by", Rule: "export-other-client", Hint: "a consent of the client", Err: therapy.ErrReference}
	}
	if err := c.Validate(); err != nil { // an incomplete one permits nothing here, and must not permit there
		return err
	}
	id := string(c.Ref)
	r, p, ok, err := x.begin(ctx, "Consent", id, x.label(confidential.TreatmentPlan))
	if err != nil || !ok {
		return err
	}
	if p.minimum { // consents are more than the minimum
		x.omit("Consent/"+id, "", MinimumOnly)
		return nil
	}
	writeConsent(r, c, x.spec.Request.At, x.client(c.By))
	x.finish(r, p)
	return nil
}

// consentHead writes what a consent and a refusal have in common.
func consentHead(r Element, ref confidential.ConsentID, active bool, rule string, given time.Time, patient string) {
	r.AddIdentifier("Consent.identifier", idConsent, string(ref))
	r.SetText("Consent.status", map[bool]string{true: "active", false: "inactive"}[active])
	r.AddCoding("Consent.scope", systemConsentScope, "patient-privacy", "")
	r.AddCoding("Consent.category", systemLOINC, "59284-0", "")
	r.AddReference("Consent.patient", patient).SetText("Consent.dateTime", instantText(given)).AddReference("Consent.performer", patient)
	r.AddCoding("Consent.policyRule", systemActCode, rule, "")
}

// provisionLists writes to whom, what for and of what.
func provisionLists(p Element, recipients []confidential.PersonID, purposes []confidential.Purpose, kinds []confidential.Kind) {
	for _, recipient := range recipients {
		actor := p.Add("Consent.provision.actor")
		actor.AddCoding("Consent.provision.actor.role", systemParticipation, "IRCP", "")
		actor.AddIdentifier("Consent.provision.actor.reference", idPerson, recipient.String())
	}
	seen := map[string]bool{}
	for _, purpose := range purposes {
		if code := purpose.HL7(); !seen[code] {
			seen[code] = true
			p.AddCoding("Consent.provision.purpose", systemActReason, code, "")
		}
	}
	for _, kind := range kinds {
		p.AddCoding("Consent.provision.class", ownKind, kind.String(), "")
	}
}

func writeConsent(r Element, c confidential.Consent, at time.Time, patient string) {
	consentHead(r, c.Ref, c.In(at), "OPTIN", c.Given, patient)
	outer := r.Add("Consent.provision").SetText("Consent.provision.type", "deny")
	permit := outer.Add("Consent.provision.provision").SetText("Consent.provision.type", "permit")
	end := c.Expires
	if !c.Revoked.IsZero() && (end.IsZero() || c.Revoked.Before(end)) {
		end = c.Revoked
	}
	permit.Add("Consent.provision.period").SetText("Period.start", instantText(c.Given)).SetText("Period.end", instantText(end))
	provisionLists(permit, c.Recipients, c.Purposes, c.Kinds)
	somebody(permit, c.Recipients)
	extend(permit, ownRecipient, consentExtra{Audiences: c.Audiences, Purposes: c.Purposes, Expires: c.Expires, Revoked: c.Revoked}, func(string) {})
}

// somebody adds a placeholder actor, who is no real person, to a permission without
// recipients. FHIR has people here and no roles, and a provision without actors would permit
// anyone.
func somebody(permit Element, recipients []confidential.PersonID) {
	if len(recipients) > 0 {
		return
	}
	actor := permit.Add("Consent.provision.actor")
	actor.AddCoding("Consent.provision.actor.role", systemParticipation, "IRCP", "")
	mask(actor.Add("Consent.provision.actor.reference"))
}

// Refusal adds a refusal. Only its stated lists are written: in a refusal an absent list
// means any, in FHIR as in this library. A system that does not know the extension with the
// roles understands a broader refusal.
func (x *Export) Refusal(ctx context.Context, c confidential.Refusal) error {
	if c.By != x.spec.Client {
		return &therapy.FieldError{Path: "/by", Rule: "export-other-client", Hint: "a refusal of the client", Err: therapy.ErrReference}
	}
	if err := c.Validate(); err != nil {
		return err
	}
	id := string(c.Ref)
	r, p, ok, err := x.begin(ctx, "Consent", id, x.label(confidential.TreatmentPlan))
	if err != nil || !ok {
		return err
	}
	if p.minimum {
		x.omit("Consent/"+id, "", MinimumOnly)
		return nil
	}
	active := c.Withdrawn.IsZero() || x.spec.Request.At.Before(c.Withdrawn)
	consentHead(r, c.Ref, active, "OPTOUT", c.Given, x.client(c.By))
	deny := r.Add("Consent.provision").SetText("Consent.provision.type", "deny")
	deny.Add("Consent.provision.period").SetText("Period.start", instantText(c.Given)).SetText("Period.end", instantText(c.Withdrawn))
	provisionLists(deny, c.Recipients, c.Purposes, c.Kinds)
	extend(deny, ownRecipient, consentExtra{Audiences: c.Audiences, Purposes: c.Purposes}, func(string) {})
	x.finish(r, p)
	return nil
}

// consentExtra is the data of a consent for which R4 has no element: roles, and whether the
// consent ends at a set time or was revoked.
type consentExtra struct {
	Audiences []confidential.Audience `json:"audiences"`
	Purposes  []confidential.Purpose  `json:"purposes"`
	Expires   time.Time               `json:"expires,omitzero"`
	Revoked   time.Time               `json:"revoked,omitzero"`
}

// sharingExtra is an agreement on what the therapists of one strand of a plan may tell
// those of another.
type sharingExtra struct {
	Plan     care.PlanID             `json:"plan"`
	Strand   care.StrandID           `json:"strand"`
	With     care.StrandID           `json:"with"`
	Kinds    []confidential.Kind     `json:"kinds"`
	AgreedBy []confidential.PersonID `json:"agreedBy"`
	On       therapy.Date            `json:"on"`
}

// sharing adds a Consent for each agreement between the strands of a plan: the therapists
// of the other strand are its actors. Who else agreed is not in it.
func (x *Export) sharing(ctx context.Context, spec care.PlanSpec, label confidential.Label) error {
	for i, strand := range spec.Strands {
		for j, s := range strand.Sharing {
			place := "/strands/" + itoa(i) + "/sharing/" + itoa(j)
			if !slices.Contains(s.AgreedBy, x.spec.Client) || len(s.Kinds) == 0 {
				x.omit("CarePlan/"+string(spec.ID), place, NoForm)
				continue
			}
			id := PartID(string(spec.ID), "sharing-"+itoa(i+1)+"-"+itoa(j+1))
			r, p, ok, err := x.begin(ctx, "Consent", id, label)
			if err != nil {
				return err
			}
			if !ok {
				continue
			}
			if p.minimum {
				x.omit("Consent/"+id, "", MinimumOnly)
				continue
			}
			if len(s.AgreedBy) > 1 {
				x.omit("CarePlan/"+string(spec.ID), place+"/agreedBy", OtherPerson)
			}
			consentHead(r, confidential.ConsentID(id), true, "OPTIN", s.On.In(time.UTC), x.client(x.spec.Client))
			outer := r.Add("Consent.provision").SetText("Consent.provision.type", "deny")
			permit := outer.Add("Consent.provision.provision").SetText("Consent.provision.type", "permit")
			permit.Add("Consent.provision.period").SetText("Period.start", s.On.String())
			therapists := x.therapistsOf(spec, s.With)
			provisionLists(permit, therapists, []confidential.Purpose{confidential.Treatment}, s.Kinds)
			somebody(permit, therapists)
			extend(r, ownSharing, sharingExtra{
				Plan: spec.ID, Strand: strand.ID, With: s.With, Kinds: s.Kinds, AgreedBy: []confidential.PersonID{x.spec.Client}, On: s.On,
			}, func(string) {})
			x.finish(r, p)
		}
	}
	return nil
}

// therapistsOf returns the therapists who lead a strand.
func (*Export) therapistsOf(spec care.PlanSpec, id care.StrandID) []confidential.PersonID {
	var out []confidential.PersonID
	for _, strand := range spec.Strands {
		if strand.ID == id {
			for _, t := range strand.Therapists {
				out = append(out, t.ID)
			}
		}
	}
	return out
}
