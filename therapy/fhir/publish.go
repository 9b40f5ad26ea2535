package fhir

import (
	"embed"
	"io/fs"
	"reflect"
	"strings"

	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/measure"
)

//go:embed published/*.json
var published embed.FS

// Published returns this library's own code systems, value sets and extensions as FHIR
// resources, one per file: CodeSystem-kind.json, ValueSet-kind.json,
// StructureDefinition-plan.json. Load them into a server that has to know them.
func Published() fs.FS {
	sub, err := fs.Sub(published, "published")
	if err != nil {
		panic("fhir: " + err.Error()) // the folder is part of the program
	}
	return sub
}

// CodeSystemSpec describes a code system under [Base]. The zero CodeSystemSpec describes
// none.
type CodeSystemSpec struct {
	// Name is the last part of its url, such as "kind".
	Name string `json:"name"`
	// Title and Description say what its codes are.
	Title       string `json:"title"`
	Description string `json:"description"`
	// Open says that it is an open vocabulary; Codes are then the known codes, and there may
	// be others.
	Open bool `json:"open,omitempty"`
	// Codes are the codes in order.
	Codes []string `json:"codes,omitempty"`
}

// publishedOn is the day of the published definitions.
const publishedOn = "2026-11-29"

// Resources returns the code system, and the value set of all its codes, as resources.
func (s CodeSystemSpec) Resources() (system, set *Node) {
	name := programName(s.Name)
	cs := New("CodeSystem").SetText("CodeSystem.id", s.Name).SetText("CodeSystem.url", Base+"CodeSystem/"+s.Name)
	cs.SetText("CodeSystem.name", name).SetText("CodeSystem.title", s.Title).SetText("CodeSystem.description", s.Description)
	cs.SetText("CodeSystem.status", "active").SetBool("CodeSystem.experimental", false).SetText("CodeSystem.date", publishedOn)
	cs.SetText("CodeSystem.publisher", "therapykit").SetBool("CodeSystem.caseSensitive", true).SetText("CodeSystem.valueSet", Base+"ValueSet/"+s.Name)
	cs.SetText("CodeSystem.content", map[bool]string{true: "fragment", false: "complete"}[s.Open])
	for _, code := range s.Codes {
		cs.Add("CodeSystem.concept").SetText("CodeSystem.concept.code", code).SetText("CodeSystem.concept.display", strings.ReplaceAll(code, "-", " "))
	}
	vs := New("ValueSet").SetText("ValueSet.id", s.Name).SetText("ValueSet.url", Base+"ValueSet/"+s.Name)
	vs.SetText("ValueSet.name", name+"Codes").SetText("ValueSet.title", s.Title).SetText("ValueSet.description", s.Description)
	vs.SetText("ValueSet.status", "active").SetBool("ValueSet.experimental", false).SetText("ValueSet.date", publishedOn)
	vs.SetText("ValueSet.publisher", "therapykit")
	vs.Add("ValueSet.compose").Add("ValueSet.compose.include").SetText("ValueSet.compose.include.system", Base+"CodeSystem/"+s.Name)
	return cs.node, vs.node
}

// names returns the texts of a closed vocabulary.
func names[E interface {
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

// texts returns the texts of an open vocabulary.
func texts[E ~string](list ...E) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}

// ownSystems are the code systems that this package writes.
func ownSystems() []CodeSystemSpec {
	var instruments []string
	for id := range measure.Standard().All() {
		instruments = append(instruments, string(id))
	}
	return []CodeSystemSpec{
		{Name: "activity", Title: "Activities of a plan", Description: "What of a plan is no treatment, and what somebody did to a record.", Codes: []string{"plan-review", "co-signature"}},
		{Name: "alert", Title: "Critical items", Description: "Items of a questionnaire whose answer is raised whatever the total is: item-, and the number of the item.", Open: true, Codes: []string{"item-9"}},
		{Name: "alert-state", Title: "States of a critical item", Description: "Whether a critical item was raised, or is not known because it was not answered.", Codes: names(measure.Raised)},
		{Name: "attendance", Title: "Attendance", Description: "Whether somebody came to a session.", Codes: names(care.NotReported)},
		{Name: "audience", Title: "Roles of a recipient", Description: "In what role somebody asks for what is confidential.", Codes: names(confidential.Client)},
		{Name: "concern", Title: "Concerns", Description: "What somebody comes with, in general. It is no diagnosis.", Open: true, Codes: []string{"depression", "anxiety"}},
		{Name: "kind", Title: "Kinds of content", Description: "What confidential content is, which decides who may have it.", Codes: names(confidential.Identity)},
		{Name: "measure", Title: "Measures", Description: "Questionnaires by the ids of this library.", Open: true, Codes: instruments},
		{Name: "modality", Title: "Modalities", Description: "How therapy is delivered.", Open: true, Codes: []string{"individual", "group"}},
		{Name: "reason", Title: "Reasons", Description: "Why something happened in a course of therapy.", Open: true, Codes: texts(
			care.ReasonSurgery, care.ReasonLifeEvent, care.ReasonReplaced, care.ReasonPatientRequest, care.ReasonTempNotAttainable,
			care.ReasonPermanentNotAttainable, care.ReasonFinancialBarrier, care.ReasonLackOfTransportation, care.ReasonLackOfSocialSupport,
			care.ReasonProgress, care.ReasonNoProgress, care.ReasonDeterioration, care.ReasonRecovered, care.ReasonCompleted,
			care.ReasonDroppedOut, care.ReasonMoved, care.ReasonReferredOn, care.ReasonIllness, care.ReasonHoliday, care.ReasonPreference,
		)},
		{Name: "role", Title: "Roles of a professional", Description: "What a professional does in a strand of a plan or in a session.", Open: true, Codes: texts(
			care.RoleLead, care.RoleCoLead, care.RoleSubstitute, care.RoleGuest, care.RoleObserver, care.RoleSupervisor,
		)},
		{Name: "score", Title: "Answers as numbers", Description: "An answer of a questionnaire: the number as printed, before any item is reversed, or not-applicable.", Open: true, Codes: []string{"0", "1", "2", "3", "4", "5", notApplicable}},
		{Name: "setting", Title: "Settings", Description: "In what company something was said.", Codes: names(confidential.IndividualSetting)},
		{Name: "subscale", Title: "Subscales", Description: "Parts of a questionnaire that have a sum of their own, by the ids of this library.", Open: true},
	}
}

// ownExtension is an extension that this package writes.
type ownExtension struct {
	url, title string
	contexts   []string
	fields     reflect.Type
}

// ownExtensions are all of them.
func ownExtensions() []ownExtension {
	return []ownExtension{
		{ownPlan, "What of a plan R4 has no element for", []string{"CarePlan", "CarePlan.activity"}, reflect.TypeFor[planExtra]()},
		{ownGoal, "What of a goal R4 has no element for", []string{"Goal"}, reflect.TypeFor[goalExtra]()},
		{ownIssue, "What of a presenting issue R4 has no element for", []string{"Condition"}, reflect.TypeFor[issueExtra]()},
		{ownStrand, "What of a strand of treatment R4 has no element for", []string{"CarePlan.activity"}, reflect.TypeFor[strandExtra]()},
		{ownSession, "What of a session R4 has no element for", []string{"Encounter", "Appointment"}, reflect.TypeFor[sessionExtra]()},
		{ownEpisode, "What of an episode R4 has no element for", []string{"EpisodeOfCare"}, reflect.TypeFor[episodeExtra]()},
		{ownScore, "What of an observation R4 has no element for", []string{"Observation"}, reflect.TypeFor[observationExtra]()},
		{ownRevision, "What of a revision R4 has no element for", []string{"Provenance"}, reflect.TypeFor[revisionExtra]()},
		{ownSharing, "What the therapists of one strand may tell those of another", []string{"Consent"}, reflect.TypeFor[sharingExtra]()},
		{ownRecipient, "In what roles a consent permits, and how it ends", []string{"Consent.provision.provision"}, reflect.TypeFor[consentExtra]()},
	}
}

// resource returns the StructureDefinition.
func (x ownExtension) resource() *Node {
	return DefineExtension(x.url, x.title, x.contexts, reflect.New(x.fields).Elem().Interface())
}

// DefineExtension returns the StructureDefinition of the extension that
// [EncodeExtension] writes under the url for a struct of the type of v, on elements of
// the contexts.
func DefineExtension(url, title string, contexts []string, v any) *Node {
	x := ownExtension{url, title, contexts, reflect.TypeOf(v)}
	name := x.url[strings.LastIndexByte(x.url, '/')+1:]
	n := NewObject()
	put := func(member, text string) { n.Set(member, NewString(text)) }
	put("resourceType", "StructureDefinition")
	put("id", name)
	put("url", x.url)
	put("name", strings.ToUpper(name[:1])+name[1:])
	put("title", x.title)
	put("status", "active")
	n.Set("experimental", NewBool(false))
	put("date", publishedOn)
	put("publisher", "therapykit")
	put("description", x.title+".")
	put("kind", "complex-type")
	n.Set("abstract", NewBool(false))
	places := NewArray()
	for _, context := range x.contexts {
		places.Append(object("type", "element", "expression", context))
	}
	n.Set("context", places)
	put("type", "Extension")
	put("baseDefinition", "http://hl7.org/fhir/StructureDefinition/Extension")
	put("derivation", "constraint")
	list := NewArray()
	defineFields(list, "Extension", "Extension", x.fields)
	list.Append(object("id", "Extension.url", "path", "Extension.url", "fixedUri", x.url))
	value := object("id", "Extension.value[x]", "path", "Extension.value[x]")
	value.Set("max", NewString("0"))
	list.Append(value)
	differential := NewObject()
	differential.Set("element", list)
	n.Set("differential", differential)
	return n
}

// object returns an object of strings, given as names and values.
func object(pairs ...string) *Node {
	n := NewObject()
	for i := 0; i < len(pairs); i += 2 {
		n.Set(pairs[i], NewString(pairs[i+1]))
	}
	return n
}

// defineFields defines a sub-extension for each field of a struct.
func defineFields(list *Node, id, path string, t reflect.Type) {
	for _, f := range fieldsOf(t) {
		typ := t.Field(f.index).Type
		most := "1"
		if typ.Kind() == reflect.Slice {
			typ, most = typ.Elem(), "*"
		}
		if typ == sealedText { // prose does not travel
			continue
		}
		sub, place := id+".extension:"+f.name, path+".extension"
		e := object("id", sub, "path", place, "sliceName", f.name)
		e.Set("min", NewInt(0))
		e.Set("max", NewString(most))
		list.Append(e)
		value, nested := valueType(typ)
		if nested != nil {
			defineFields(list, sub, place, nested)
		}
		list.Append(object("id", sub+".url", "path", place+".url", "fixedUri", f.name))
		v := object("id", sub+".value[x]", "path", place+".value[x]")
		if nested != nil {
			v.Set("max", NewString("0"))
		} else {
			v.Set("type", NewArray(object("code", value)))
		}
		list.Append(v)
	}
}

// valueType is the type of the value of a sub-extension, or the struct whose fields are
// its own sub-extensions. It says what [extendValue] does.
func valueType(t reflect.Type) (value string, nested reflect.Type) {
	switch t {
	case personType:
		return "Reference", nil
	case timeType:
		return "instant", nil
	case dateType:
		return "date", nil
	case ratingType:
		return "integer", nil
	case scheduleType:
		return "", reflect.TypeFor[care.ScheduleSpec]()
	case reflect.TypeFor[care.Raised](), reflect.TypeFor[care.ClockTime]():
		return "code", nil
	}
	switch t.Kind() { //nolint:exhaustive // a test compares it with what is written
	case reflect.Struct:
		return "", t
	case reflect.Int:
		return "integer", nil
	case reflect.Float64:
		return "decimal", nil
	case reflect.Bool:
		return "boolean", nil
	}
	return "code", nil
}
