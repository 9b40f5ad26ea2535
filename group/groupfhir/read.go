package groupfhir

import (
	"strings"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/fhir"
)

// Reading is a group that was read from a Group. Missing lists what a group needs and the
// document does not have; a person completes the Spec. The zero Reading is empty.
type Reading struct {
	confidential.Hidden
	Spec group.Spec
	// Members are the memberships in the document. They do not say how members joined and why
	// they left, since the document does not have that.
	Members []group.Membership
	Missing error
	// Safe says that nothing in the document changes the meaning of the group in an unknown
	// way.
	Safe     bool
	Findings []fhir.Finding
}

// MarshalJSON returns an error: a group has a store of its own.
func (Reading) MarshalJSON() ([]byte, error) {
	return nil, &therapy.FieldError{Rule: "fhir-no-encoding", Hint: "make a group of it with group.New", Err: therapy.ErrSyntax}
}

// Read reads as much of a Group as it can. A Group that is a definition, or that has members
// other than people, is not a therapy group and gives a Reading without a Spec. person
// returns the pseudonym of the person that a reference refers to; there is no default.
func Read(n *fhir.Node, person func(fhir.Element) (confidential.PersonID, bool)) Reading {
	e := fhir.ResourceOf(n)
	out := Reading{Safe: true}
	found := func(at fhir.Element, loss fhir.Loss, rule string) {
		out.Findings = append(out.Findings, fhir.Finding{Place: at.Place(), Loss: loss, Rule: rule})
		out.Safe = out.Safe && loss != fhir.Unsafe
	}
	if e.Type() != "Group" {
		found(e, fhir.NotRead, "group-type")
		return out
	}
	if actual, ok := e.Bool("Group.actual"); !ok || !actual || e.Text("Group.type") != "person" {
		found(e, fhir.NotRead, "group-of-people")
		return out
	}
	if e.Get("Group.modifierExtension").Exists() || e.Get("Group.implicitRules").Exists() {
		found(e, fhir.Unsafe, "modifier-extension")
	}
	s := &out.Spec
	s.ID = care.GroupID(e.Text("Group.id"))
	if s.Kind.UnmarshalText([]byte(e.Code("Group.code", systemKind))) != nil {
		found(e.Get("Group.code"), fhir.Incomplete, "group-kind")
	}
	for c := range e.All("Group.characteristic") {
		if !characteristic(c, s) {
			found(c, fhir.NotRead, "group-characteristic")
		}
	}
	var extra groupExtra
	if err := fhir.DecodeExtension(e.Extension(extensionGroup), &extra); err != nil {
		for _, f := range therapy.FieldErrors(err) {
			out.Findings = append(out.Findings, fhir.Finding{Place: f.Path, Loss: fhir.NotRepresentable, Rule: f.Rule})
		}
	}
	s.Size, s.SizeReason, s.Schedule, s.Delivery = extra.Size, extra.SizeReason, extra.Schedule, extra.Delivery
	s.Leaders, s.History = extra.Leaders, extra.History
	if extra.Programme != "" { // its id is not the programme
		found(e.Extension(extensionGroup), fhir.Incomplete, "group-programme")
	}
	for m := range e.All("Group.member") {
		id, ok := person(m.Get("Group.member.entity"))
		from, err := therapy.ParseDate(m.Get("Group.member.period").Text("Period.start"))
		if !ok || err != nil {
			found(m, fhir.NotRepresentable, "group-member")
			continue
		}
		stay := group.Membership{Member: id, Joined: from}
		if until := m.Get("Group.member.period").Text("Period.end"); until != "" {
			if stay.Left, err = therapy.ParseDate(until); err != nil {
				found(m, fhir.NotRepresentable, "group-member-left")
			}
		}
		out.Members = append(out.Members, stay)
	}
	_, out.Missing = group.New(*s)
	return out
}

// characteristic reads one characteristic, and reports whether it could. An excluded
// characteristic is one that the group does not have.
func characteristic(c fhir.Element, s *group.Spec) bool {
	if exclude, ok := c.Bool("Group.characteristic.exclude"); !ok || exclude {
		return false
	}
	value := func(system string) []byte {
		return []byte(c.Code("Group.characteristic.valueCodeableConcept", system))
	}
	switch c.Code("Group.characteristic.code", systemCharacteristic) {
	case "theme":
		s.Theme = string(value(systemConcern))
		return s.Theme != ""
	case "enrolment":
		return s.Enrolment.UnmarshalText(value(systemEnrolment)) == nil
	case "timeframe":
		return s.Timeframe.UnmarshalText(value(systemTimeframe)) == nil
	case "language":
		s.Language = strings.ToLower(string(value(systemLanguage)))
		return s.Language != ""
	}
	return false
}

// Resources returns this package's own code systems, value sets and extension, by the names
// of their files. Load them into a server together with those of [fhir.Published].
func Resources() map[string]*fhir.Node {
	out := map[string]*fhir.Node{}
	for _, spec := range []fhir.CodeSystemSpec{
		{Name: "group-kind", Title: "Kinds of groups", Description: "What a therapy group does.", Codes: codes(group.Kind(1))},
		{Name: "group-characteristic", Title: "Characteristics of a group", Description: "What is said of a therapy group.", Codes: []string{"theme", "enrolment", "timeframe", "language"}},
		{Name: "group-enrolment", Title: "Enrolment", Description: "Whether a group takes people after its start.", Codes: codes(group.Enrolment(1))},
		{Name: "group-timeframe", Title: "Timeframes", Description: "Whether a group has a set end.", Codes: codes(group.Timeframe(1))},
	} {
		out["CodeSystem-"+spec.Name+".json"], out["ValueSet-"+spec.Name+".json"] = spec.Resources()
	}
	out["StructureDefinition-group.json"] = fhir.DefineExtension(extensionGroup, "What of a therapy group R4 has no element for", []string{"Group"}, groupExtra{})
	return out
}

// codes returns the names of a closed vocabulary.
func codes[E interface {
	~uint8
	Valid() bool
	String() string
}](first E) []string {
	var out []string
	for v := first; v.Valid(); v++ {
		out = append(out, v.String())
	}
	return out
}
