package fhir

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/measure"
)

// ExportSpec describes an [Export]: the client, the recipient, and the gate that decides. The
// zero ExportSpec is not valid.
type ExportSpec struct {
	confidential.Hidden
	// Client is the person whose record it is. Nothing about other people is exported with
	// it: of a plan or session with several people, only this client's part.
	Client confidential.PersonID
	// Gate decides and records, for each resource and each sealed text. Request names the
	// recipient, the purpose and the time.
	Gate    *confidential.Gate
	Request confidential.Request
	// On is the day that decides which records count as current and which as ended.
	On therapy.Date
	// Measures are the instruments whose codes are known.
	Measures measure.Catalogue
	// Include lists parts that are exported only if they are asked for by name.
	Include []Part
	// Server is the base of the urls by which entries of the bundle are named, such as
	// "https://clinic.example/fhir/"; empty for [Base].
	Server string
	// Reference returns the reference for a person, with the type of resource that is
	// meant, "Patient" or "Practitioner"; nil for [PersonReference].
	Reference func(resourceType string, id confidential.PersonID) string
}

// Part is a part of the record that is exported only if it is asked for by name. The gate
// still decides about it. The zero Part means no part.
type Part uint8

// The parts that can be asked for by name. Content that is never exported is not among them.
const (
	// PartGroup is the group that a client is in. It gives a hint of who else may be in it.
	PartGroup Part = iota + 1
	// PartAlerts are the critical items that a questionnaire raised.
	PartAlerts
	// PartRevisions says who made and changed a record, when and why, which of its entries
	// were marked as mistakes, and who co-signed its notes.
	PartRevisions

	numParts
)

//enum:names Part
var partNames = [numParts]string{PartGroup: "group", PartAlerts: "alerts", PartRevisions: "revisions"}

// Why says why something was left out. The zero Why is unstated.
type Why uint8

// The reasons why something is left out.
const (
	// Denied means that the gate does not permit it for this recipient.
	Denied Why = iota + 1
	// MinimumOnly means that the gate permits only the minimum, and this is more than that.
	MinimumOnly
	// ByNameOnly means that it is exported only if it is asked for by name
	// ([ExportSpec.Include]), or never, like prose and process notes.
	ByNameOnly
	// OtherPerson means that it is about another person.
	OtherPerson
	// NoForm means that neither FHIR nor the extensions of this library have a form for it.
	NoForm
	// EnteredInError means that it was marked as a mistake.
	EnteredInError

	numWhys
)

//enum:names Why
var whyNames = [numWhys]string{Denied: "denied", MinimumOnly: "minimum-only", ByNameOnly: "by-name-only", OtherPerson: "other-person", NoForm: "no-form", EnteredInError: "entered-in-error"}

// Omission is one thing that an [Export] left out: from which record, where in it, and why.
// Show omissions to the sender only: the fact that something exists may itself be
// confidential. The zero Omission means no omission.
type Omission struct {
	confidential.Hidden
	// Record is the type of resource and the id of the record, such as "CarePlan/p-1".
	Record string `json:"record"`
	// Place is a JSON pointer into the record, "" for the whole of it.
	Place string `json:"place,omitempty"`
	// Why is the reason it was left out.
	Why Why `json:"why"`
}

// Export turns records of one client into FHIR resources for one recipient. The gate decides
// about each resource, and again about each sealed text in it, and each disclosure is
// recorded before it happens. Data that is not permitted is left out, or masked if FHIR
// requires the element, and listed by [Export.Omissions]. Narratives and the label of the
// bundle are made from the data that remains.
//
// Records are added with Plan, Session, Episode, Score and Consent; [Export.Bundle] returns
// them all. An error means that the audit record could not be written or that the record is
// not this client's; everything added before stays.
type Export struct {
	confidential.Hidden
	spec      ExportSpec
	resources []Element
	omissions []Omission
	ids       map[string]int
}

// NewExport returns an empty export.
func NewExport(spec ExportSpec) (*Export, error) {
	var c therapy.Check
	c.Stated("/client", "export-client", !spec.Client.IsZero())
	c.Stated("/gate", "export-gate", spec.Gate != nil)
	c.Stated("/request/recipient", "export-recipient", !spec.Request.Recipient.IsZero())
	c.Stated("/request/audience", "export-audience", spec.Request.Audience.Valid())
	c.Stated("/request/purpose", "export-purpose", spec.Request.Purpose.Valid())
	c.Instant("/request/at", spec.Request.At)
	if spec.On.IsZero() {
		c.Wrong("/on", "export-day", "the day for which it is said", therapy.ErrRequired)
	}
	if err := c.Err(); err != nil {
		return nil, err
	}
	if spec.Server == "" {
		spec.Server = Base
	}
	if spec.Reference == nil {
		spec.Reference = PersonReference
	}
	spec.Include = slices.Clone(spec.Include)
	spec.Request.Subject = spec.Client
	return &Export{spec: spec, ids: map[string]int{}}, nil
}

// Omissions returns what was left out so far, in the order of the records.
func (x *Export) Omissions() []Omission { return slices.Clone(x.omissions) }

// Bundle returns the resources as a Bundle of type collection, with the label of the
// strictest of them and the sensitivities of all.
func (x *Export) Bundle(id string) *Node {
	b := New("Bundle")
	b.SetText("Bundle.id", id).SetText("Bundle.type", "collection")
	for _, r := range x.resources {
		entry := b.Add("Bundle.entry")
		entry.SetText("Bundle.entry.fullUrl", x.spec.Server+r.Type()+"/"+r.Text(Path(r.Type()+".id")))
		entry.AddNode("Bundle.entry.resource", r.node.Clone())
	}
	LabelBundle(b)
	return b.Prune().node
}

func (x *Export) omit(record, place string, why Why) {
	x.omissions = append(x.omissions, Omission{Record: record, Place: place, Why: why})
}

// includes reports whether the part is asked for by name.
func (x *Export) includes(p Part) bool { return slices.Contains(x.spec.Include, p) }

// permission is what the gate is asked to open for a resource: it says whether the whole
// resource may be exported or only the minimum of it.
type permission struct{ minimum bool }

// Minimum returns the permission for the minimum. A supervisor gets none: every resource
// names the client, and a supervisor may not know who that is.
func (permission) Minimum(audience confidential.Audience, _ confidential.Purpose) (permission, bool) {
	return permission{minimum: true}, audience != confidential.Supervisor
}

// label returns the label of a resource about the client.
func (x *Export) label(kind confidential.Kind) confidential.Label {
	return confidential.LabelFor(kind, x.spec.Client)
}

// begin asks the gate about a resource and returns a new one with id and label. ok is false
// if it may not be exported.
func (x *Export) begin(ctx context.Context, resourceType, id string, label confidential.Label) (r Element, p permission, ok bool, err error) {
	p, err = confidential.Seal(permission{}, label).Disclose(ctx, x.spec.Gate, x.spec.Request)
	if errors.Is(err, confidential.ErrAudit) {
		return Element{}, p, false, err
	}
	if err != nil {
		x.omit(resourceType+"/"+id, "", Denied)
		return Element{}, p, false, nil
	}
	r = New(resourceType).SetText(Path(resourceType+".id"), id)
	SetLabel(r, label)
	return r, p, true, nil
}

// finish removes what may not be exported from a resource, and adds the resource.
func (x *Export) finish(r Element, p permission) {
	record := r.Type() + "/" + r.Text(Path(r.Type()+".id"))
	if p.minimum {
		x.reduce(r, record)
	}
	r.Prune()
	Narrate(r)
	if i, ok := x.ids[record]; ok {
		x.resources[i] = r // the same record again takes the place of the earlier
		return
	}
	x.ids[record] = len(x.resources)
	x.resources = append(x.resources, r)
}

// minimum lists the elements that make up the minimum of a resource: that there is care of
// this kind, when, and its status. Everything else is more than the minimum, above all
// extensions.
var minimum = map[string][]string{
	"CarePlan":      {"status", "intent", "category", "subject", "period"},
	"Goal":          {"lifecycleStatus", "achievementStatus", "description", "subject"},
	"Condition":     {"clinicalStatus", "verificationStatus", "category", "code", "subject"},
	"Appointment":   {"status", "start", "end", "minutesDuration", "participant"},
	"Encounter":     {"status", "class", "subject", "period", "length"},
	"EpisodeOfCare": {"status", "patient", "period"},
	"Observation":   {"status", "category", "code", "subject", "effectiveDateTime", "valueQuantity", "dataAbsentReason"},
}

func (x *Export) reduce(r Element, record string) {
	keep := append([]string{"resourceType", "id", "meta"}, minimum[r.Type()]...)
	for part := range r.node.Parts() {
		if !slices.Contains(keep, part.name) {
			x.omit(record, "/"+part.name, MinimumOnly)
			part.Remove()
		}
	}
	if r.Type() == "Appointment" {
		first := true
		for p := range r.All("Appointment.participant") {
			if !first { // the client comes first
				x.omit(record, "/participant/"+strconv.Itoa(p.index), MinimumOnly)
				p.node.Remove()
			}
			first = false
		}
	}
}

// extra adds the data of a record for which R4 has no element. A field of another kind than
// the resource is exported only if the gate permits that kind too.
func (x *Export) extra(ctx context.Context, e Element, url string, v any, kind confidential.Kind, record, place string) error {
	allowed := map[confidential.Kind]bool{kind: true}
	copied := reflect.New(reflect.TypeOf(v)).Elem()
	copied.Set(reflect.ValueOf(v))
	for i := range copied.NumField() {
		tag := copied.Type().Field(i).Tag
		var own confidential.Kind
		if copied.Field(i).IsZero() || own.UnmarshalText([]byte(tag.Get("kind"))) != nil {
			continue
		}
		if _, asked := allowed[own]; !asked {
			p, err := confidential.Seal(permission{}, x.label(own)).Disclose(ctx, x.spec.Gate, x.spec.Request)
			if errors.Is(err, confidential.ErrAudit) {
				return err
			}
			allowed[own] = err == nil && !p.minimum
		}
		if !allowed[own] {
			name, _, _ := strings.Cut(tag.Get("json"), ",")
			x.omit(record, place+"/"+name, Denied)
			copied.Field(i).SetZero()
		}
	}
	extend(e, url, copied.Interface(), x.proseIn(record, place))
	return nil
}

// text opens a sealed text for the recipient. place is its JSON pointer in the record.
func (x *Export) text(ctx context.Context, v confidential.Value[string], record, place string) (string, error) {
	if v.IsZero() {
		return "", nil
	}
	text, err := v.Disclose(ctx, x.spec.Gate, x.spec.Request)
	switch {
	case errors.Is(err, confidential.ErrAudit):
		return "", err
	case errors.Is(err, confidential.ErrNoMinimum):
		x.omit(record, place, MinimumOnly)
		return "", nil
	case err != nil:
		x.omit(record, place, Denied)
		return "", nil
	}
	return text, nil
}

// prose lists sealed texts that are never exported.
func (x *Export) prose(v confidential.Value[string], record, place string) {
	if !v.IsZero() {
		x.omit(record, place, ByNameOnly)
	}
}

// proseIn returns the listing of the sealed texts inside a part of the record.
func (x *Export) proseIn(record, place string) func(string) {
	return func(pointer string) { x.omit(record, place+pointer, ByNameOnly) }
}

func (x *Export) client(id confidential.PersonID) string { return x.spec.Reference("Patient", id) }
func (x *Export) staff(id confidential.PersonID) string {
	if id == x.spec.Client {
		return x.client(id)
	}
	return x.spec.Reference("Practitioner", id)
}

// mask marks an element that FHIR requires and the recipient may not have.
func mask(e Element) { e.Extend(extensionAbsent).SetText("Extension.valueCode", "masked") }
