package groupfhir

import (
	"context"
	"errors"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/fhir"
)

// Own code systems and the extension, under the base of therapy/fhir.
const (
	systemKind           = fhir.Base + "CodeSystem/group-kind"
	systemCharacteristic = fhir.Base + "CodeSystem/group-characteristic"
	systemEnrolment      = fhir.Base + "CodeSystem/group-enrolment"
	systemTimeframe      = fhir.Base + "CodeSystem/group-timeframe"
	systemConcern        = fhir.Base + "CodeSystem/concern"
	systemRole           = fhir.Base + "CodeSystem/role"
	systemLanguage       = "urn:ietf:bcp:47"
	extensionGroup       = fhir.Base + "StructureDefinition/group"
)

// Spec says for whom, and on which day, a group is exported. The zero Spec is not valid.
type Spec struct {
	confidential.Hidden
	// Gate decides and records, once for the group and once for each member. Request names
	// the recipient, the purpose and the time.
	Gate    *confidential.Gate
	Request confidential.Request
	// On is the day for which the leaders and the number of members are exported.
	On therapy.Date
	// Members asks for the members by name. The gate still decides about each of them; a
	// member that it refuses is not in the bundle.
	Members bool
	// Server is the base of the urls by which entries of the bundle are named; empty for
	// [fhir.Base].
	Server string
	// Reference returns the reference for a person; nil for [fhir.PersonReference].
	Reference func(resourceType string, id confidential.PersonID) string
}

// MarshalJSON returns an error: a spec has functions and a gate in it.
func (Spec) MarshalJSON() ([]byte, error) {
	return nil, &therapy.FieldError{Rule: "fhir-no-encoding", Hint: "write fhir.Node", Err: therapy.ErrSyntax}
}

// groupExtra is the data of a group for which R4 has no element.
type groupExtra struct {
	Size       therapy.Range        `json:"size,omitzero"`
	SizeReason care.Reason          `json:"sizeReason,omitempty"`
	Schedule   care.Schedule        `json:"schedule,omitzero"`
	Delivery   care.Delivery        `json:"delivery,omitzero"`
	Leaders    []group.Leader       `json:"leaders,omitempty"`
	History    []group.StatusChange `json:"history,omitempty"`
	Programme  string               `json:"programme,omitempty"`
}

// permission is what the gate is asked to open. It contains only the gate's answer.
type permission struct{ minimum bool }

// Minimum returns the permission for the minimum, which names no theme.
func (permission) Minimum(confidential.Audience, confidential.Purpose) (permission, bool) {
	return permission{minimum: true}, true
}

// LabelOf returns the label of a group as a whole: very restricted, of the group's case.
func LabelOf(g group.Group) confidential.Label {
	l := confidential.LabelFor(confidential.TreatmentPlan, confidential.PersonID{})
	l.Level, l.Setting, l.Case = confidential.VeryRestricted, confidential.GroupSetting, confidential.CaseID(idText(g))
	return l
}

// memberLabel is the label of the fact that a person is a member.
func memberLabel(g group.Group, member confidential.PersonID) confidential.Label {
	l := LabelOf(g)
	l.Kind, l.Subject = confidential.Attendance, member
	return l
}

func idText(g group.Group) string { return string(g.ID()) }

// Export returns the group of a roster as a Bundle with a Group and a CareTeam of its
// leaders, and what was left out. A recipient who may have only the minimum learns that there
// is a group, and how many members it has. If the gate refuses the group, the bundle is
// empty. An error means that the audit record could not be written.
func Export(ctx context.Context, r group.Roster, spec Spec) (*fhir.Node, []fhir.Omission, error) {
	if spec.Server == "" {
		spec.Server = fhir.Base
	}
	if spec.Reference == nil {
		spec.Reference = fhir.PersonReference
	}
	bundle := fhir.New("Bundle").SetText("Bundle.type", "collection")
	x := exporter{spec: spec, roster: r, group: r.Group(), record: "Group/" + idText(r.Group())}
	p, err := confidential.Seal(permission{}, LabelOf(x.group)).Disclose(ctx, spec.Gate, spec.Request)
	if errors.Is(err, confidential.ErrAudit) {
		return nil, nil, err
	}
	if err != nil {
		x.omit("", fhir.Denied)
		return bundle.Node(), x.omissions, nil //nolint:nilerr // the refusal is listed
	}
	resources := []fhir.Element{x.groupResource(p.minimum)}
	if p.minimum {
		x.omit("/theme", fhir.MinimumOnly)
		x.omit("/leaders", fhir.MinimumOnly)
	} else {
		resources = append(resources, x.careTeam())
	}
	if err := x.members(ctx, resources[0], p.minimum); err != nil {
		return nil, nil, err
	}
	for _, e := range resources {
		fhir.SetLabel(e, LabelOf(x.group))
		fhir.Narrate(e.Prune())
		entry := bundle.Add("Bundle.entry").SetText("Bundle.entry.fullUrl", spec.Server+e.Type()+"/"+idText(x.group))
		entry.AddNode("Bundle.entry.resource", e.Node())
	}
	fhir.LabelBundle(bundle)
	return bundle.Prune().Node(), x.omissions, nil
}

type exporter struct {
	spec      Spec
	roster    group.Roster
	group     group.Group
	record    string
	omissions []fhir.Omission
}

func (x *exporter) omit(place string, why fhir.Why) {
	x.omissions = append(x.omissions, fhir.Omission{Record: x.record, Place: place, Why: why})
}

func (x *exporter) groupResource(minimum bool) fhir.Element {
	s := x.group.Spec()
	e := fhir.New("Group").SetText("Group.id", idText(x.group)).SetText("Group.type", "person").SetBool("Group.actual", true)
	e.SetBool("Group.active", !x.group.Status().Final()).SetInt("Group.quantity", x.roster.Count(x.spec.On))
	if minimum {
		return e
	}
	e.AddCoding("Group.code", systemKind, s.Kind.String(), "")
	characteristic := func(code, system, value string) {
		c := e.Add("Group.characteristic").AddCoding("Group.characteristic.code", systemCharacteristic, code, "")
		c.AddCoding("Group.characteristic.valueCodeableConcept", system, value, "").SetBool("Group.characteristic.exclude", false)
	}
	characteristic("theme", systemConcern, s.Theme)
	characteristic("enrolment", systemEnrolment, s.Enrolment.String())
	characteristic("timeframe", systemTimeframe, s.Timeframe.String())
	characteristic("language", systemLanguage, s.Language)
	extra := groupExtra{Size: s.Size, SizeReason: s.SizeReason, Schedule: s.Schedule, Delivery: s.Delivery, Leaders: s.Leaders, History: s.History}
	if s.Programme != nil {
		extra.Programme = s.Programme.ID
	}
	fhir.EncodeExtension(e, extensionGroup, extra, func(pointer string) { x.omit(pointer, fhir.ByNameOnly) })
	return e
}

// careTeam names the leaders of the day, with their roles.
func (x *exporter) careTeam() fhir.Element {
	e := fhir.New("CareTeam").SetText("CareTeam.id", idText(x.group)).SetText("CareTeam.status", "active")
	e.AddReference("CareTeam.subject", "Group/"+idText(x.group))
	for _, leader := range x.group.LeadersOn(x.spec.On) {
		p := e.Add("CareTeam.participant").AddCoding("CareTeam.participant.role", systemRole, leader.Role.String(), "")
		p.AddReference("CareTeam.participant.member", x.spec.Reference("Practitioner", leader.ID))
		p.Add("CareTeam.participant.period").SetText("Period.start", leader.From.String()).SetText("Period.end", leader.Until.String())
	}
	return e
}

// members adds the memberships that the gate permits, and asks about each separately.
func (x *exporter) members(ctx context.Context, e fhir.Element, minimum bool) error {
	asked := map[confidential.PersonID]bool{}
	refused := false
	for stay := range x.roster.Memberships() {
		if !stay.Error.IsZero() {
			continue
		}
		if minimum || !x.spec.Members {
			x.omit("/memberships", map[bool]fhir.Why{true: fhir.MinimumOnly, false: fhir.ByNameOnly}[minimum])
			return nil
		}
		permitted, known := asked[stay.Member]
		if !known {
			req := x.spec.Request
			req.Subject = stay.Member
			p, err := confidential.Seal(permission{}, memberLabel(x.group, stay.Member)).Disclose(ctx, x.spec.Gate, req)
			if errors.Is(err, confidential.ErrAudit) {
				return err
			}
			permitted = err == nil && !p.minimum
			asked[stay.Member] = permitted
		}
		if !permitted {
			refused = true
			continue
		}
		m := e.Add("Group.member").AddReference("Group.member.entity", x.spec.Reference("Patient", stay.Member))
		m.Add("Group.member.period").SetText("Period.start", stay.Joined.String()).SetText("Period.end", stay.Left.String())
		m.SetBool("Group.member.inactive", !stay.On(x.spec.On))
	}
	if refused { // how many is told by the quantity; who is not
		x.omit("/memberships", fhir.Denied)
	}
	return nil
}
