package schema_test

import (
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/governance"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/measure"
	catalogue "github.com/therapykit/therapykit/therapy/words"
)

// object is a JSON object; encoding/json writes its members by name.
type object = map[string]any

// Patterns of text values.
const (
	namePattern   = `^[a-z][a-z0-9]*(-[a-z0-9]+)*$`
	optionPattern = `^[a-z][a-z0-9]*(-[a-z0-9]+)*(\+[a-z][a-z0-9]*(-[a-z0-9]+)*)*$`
	keyPattern    = `^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$`
	recordPattern = `^[A-Za-z0-9.-]{1,64}$`
	personPattern = `^([a-z._:-]*[0-9][a-z0-9._:-]*)?$` // empty, or with at least one digit
	base64Pattern = `^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$`
	datePattern   = `^[0-9]{4}-[0-9]{2}-[0-9]{2}$`
	agesPattern   = `^(any|(under-12|12-15|16-17|adult)(\+(12-15|16-17|adult))*)$`
)

// describer makes schemas of Go types as encoding/json writes them. It panics for a type with
// its own marshaler that is not in the table written, so that no schema is a guess.
type describer struct {
	defs object
	// sealed is the schema of a sealed value.
	sealed object
	// written has the schemas of types with their own marshaler.
	written map[reflect.Type]any
}

func newDescriber() *describer {
	d := &describer{defs: object{}, sealed: object{"type": "integer", "minimum": 0, "description": "The place of the envelope in the table of sealed values."}}
	text := func(pattern string) object { return object{"type": "string", "pattern": pattern} }
	name, record := object{"type": "string", "pattern": namePattern, "maxLength": 64}, text(recordPattern)
	d.defs["condition"] = object{
		"description": "A condition over statements in three-valued logic.",
		"oneOf": []any{
			name,
			object{"type": "object", "properties": object{"all": object{"type": "array", "items": object{"$ref": "#/$defs/condition"}}}, "required": []string{"all"}, "additionalProperties": false},
			object{"type": "object", "properties": object{"any": object{"type": "array", "items": object{"$ref": "#/$defs/condition"}}}, "required": []string{"any"}, "additionalProperties": false},
			object{"type": "object", "properties": object{"not": object{"$ref": "#/$defs/condition"}}, "required": []string{"not"}, "additionalProperties": false},
		},
	}
	number := object{"type": "integer", "minimum": -1000, "maximum": 1000}
	key := text(keyPattern)
	key["maxLength"] = 200
	person := text(personPattern)
	person["maxLength"] = 64
	d.written = map[reflect.Type]any{
		reflect.TypeFor[time.Time]():             object{"type": "string", "format": "date-time"},
		reflect.TypeFor[therapy.Date]():          text(datePattern),
		reflect.TypeFor[therapy.Ages]():          text(agesPattern),
		reflect.TypeFor[therapy.Condition]():     object{"$ref": "#/$defs/condition"},
		reflect.TypeFor[therapy.Factor]():        name,
		reflect.TypeFor[therapy.Modality]():      name,
		reflect.TypeFor[catalogue.Key]():         key,
		reflect.TypeFor[policy.Option]():         text(optionPattern),
		reflect.TypeFor[care.PlanID]():           record,
		reflect.TypeFor[care.SessionID]():        record,
		reflect.TypeFor[care.EpisodeID]():        record,
		reflect.TypeFor[care.AssessmentID]():     record,
		reflect.TypeFor[care.GroupID]():          record,
		reflect.TypeFor[care.DocumentID]():       record,
		reflect.TypeFor[confidential.PersonID](): person,
		reflect.TypeFor[group.Money](): object{
			"type": "object", "required": []string{"minor", "currency"}, "additionalProperties": false,
			"properties": object{"minor": object{"type": "integer"}, "currency": text(`^[A-Z]{3}$`)},
		},
		reflect.TypeFor[catalogue.Entry](): object{
			"type": "object", "required": []string{"text", "of"}, "additionalProperties": false,
			"properties": object{"text": object{"type": "string", "minLength": 1}, "of": object{"type": "string", "minLength": 12, "maxLength": 12}},
		},
		reflect.TypeFor[care.Raised]():       object{"enum": append([]string{""}, namesOf(reflect.TypeFor[confidential.Level]())...)},
		reflect.TypeFor[care.ClockTime]():    text(`^[0-9]{2}:[0-9]{2}$`),
		reflect.TypeFor[care.Rating]():       object{"type": "integer", "minimum": 0, "maximum": 10},
		reflect.TypeFor[measure.Answer]():    object{"oneOf": []any{number, object{"const": "not-applicable"}, object{"type": "null"}}},
		reflect.TypeFor[confidential.Tags](): object{"type": "string", "pattern": `^([a-z-]+(,[a-z-]+)*)?$`},
		reflect.TypeFor[recommend.Answers](): d.answers(),
	}
	return d
}

// answers describes the plain form of an intake.
func (d *describer) answers() object {
	return object{"type": "object", "propertyNames": object{"pattern": namePattern, "maxLength": 64}, "additionalProperties": object{"$ref": "#/$defs/therapy.Answer"}}
}

// of describes a type. Named types become definitions.
func (d *describer) of(t reflect.Type) any {
	if known, ok := d.written[t]; ok {
		if t == reflect.TypeFor[recommend.Answers]() {
			d.of(reflect.TypeFor[therapy.Answer]())
		}
		return known
	}
	if isSealed(t) {
		return d.sealed
	}
	if as, ok := writtenAs[t]; ok {
		return d.of(as)
	}
	if t.PkgPath() == "" || t.Kind() == reflect.Pointer {
		return d.form(t)
	}
	name := t.String()
	if _, done := d.defs[name]; !done {
		d.defs[name] = nil // a type may contain itself
		d.defs[name] = d.form(t)
	}
	return object{"$ref": "#/$defs/" + name}
}

func isSealed(t reflect.Type) bool {
	return strings.HasSuffix(t.PkgPath(), "/confidential") && strings.HasPrefix(t.Name(), "Value[")
}

// writtenAs gives, for types with their own marshaler, a type that is written in the same way.
var writtenAs = map[reflect.Type]reflect.Type{
	reflect.TypeFor[therapy.Vocabulary]():   reflect.TypeFor[[]therapy.FactorInfo](),
	reflect.TypeFor[care.Schedule]():        reflect.TypeFor[care.ScheduleSpec](),
	reflect.TypeFor[governance.Agreement](): reflect.TypeFor[writtenAgreement](),
}

var (
	jsonWriter = reflect.TypeFor[json.Marshaler]()
	textWriter = reflect.TypeFor[encoding.TextMarshaler]()
)

func (d *describer) form(t reflect.Type) any {
	switch {
	case t.Kind() == reflect.Pointer:
		return d.of(t.Elem())
	case t.Implements(textWriter):
		return vocabulary(t)
	case t.Implements(jsonWriter):
		panic(fmt.Sprintf("%s writes itself: say how in the table of written", t))
	}
	switch t.Kind() {
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.String:
		return object{"type": "string"}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return object{"type": "integer"}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return object{"type": "integer", "minimum": 0}
	case reflect.Float32, reflect.Float64:
		return object{"type": "number"}
	case reflect.Slice:
		return object{"type": "array", "items": d.of(t.Elem())}
	case reflect.Array:
		return object{"type": "array", "items": d.of(t.Elem()), "minItems": t.Len(), "maxItems": t.Len()}
	case reflect.Map:
		return object{"type": "object", "propertyNames": d.of(t.Key()), "additionalProperties": d.of(t.Elem())}
	case reflect.Struct:
		return d.structure(t)
	default:
		panic(fmt.Sprintf("%s cannot be written as JSON", t))
	}
}

// structure describes a struct by its tags. Fields with omitempty or omitzero are not
// required; a list without these options may be null.
func (d *describer) structure(t reflect.Type) object {
	members, required := object{}, []string{}
	d.members(t, members, &required)
	o := object{"type": "object", "properties": members, "additionalProperties": false}
	if len(required) > 0 {
		o["required"] = required
	}
	return o
}

func (d *describer) members(t reflect.Type, members object, required *[]string) {
	for f := range t.Fields() {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case name == "-" && options == "":
			continue
		case f.Anonymous && name == "" && f.Type.Kind() == reflect.Struct:
			d.members(f.Type, members, required)
			continue
		case !f.IsExported():
			continue
		case name == "":
			name = f.Name
		}
		form := d.of(f.Type)
		if strings.Contains(options, "omitempty") || strings.Contains(options, "omitzero") {
			members[name] = form
			if slices.Contains(stated[t], name) && !slices.Contains(*required, name) {
				*required = append(*required, name)
			}
			continue
		}
		if k := f.Type.Kind(); f.Type != reflect.TypeFor[json.RawMessage]() && (k == reflect.Slice || k == reflect.Map || k == reflect.Pointer) {
			form = object{"oneOf": []any{form, object{"type": "null"}}}
		}
		members[name] = form
		if !slices.Contains(*required, name) { // unless it hides a field of an embedded struct
			*required = append(*required, name)
		}
	}
}

// stated are members that the encoder omits when they are zero, but that every reader
// requires.
var stated = map[reflect.Type][]string{
	reflect.TypeFor[policy.Rule]():       {"ages"},
	reflect.TypeFor[policy.Caution]():    {"ages"},
	reflect.TypeFor[therapy.Question]():  {"ages"},
	reflect.TypeFor[policy.CrisisLine](): {"emergency"},
}

// vocabulary lists the names of a closed vocabulary by marshaling each value.
func vocabulary(t reflect.Type) object { return object{"type": "string", "enum": namesOf(t)} }

func namesOf(t reflect.Type) []string {
	if k := t.Kind(); k < reflect.Uint || k > reflect.Uint64 {
		panic(fmt.Sprintf("%s writes itself as text: say how in the table of written", t))
	}
	var names []string
	for i := range uint64(256) {
		v := reflect.New(t).Elem()
		v.SetUint(i)
		if text, err := v.Interface().(encoding.TextMarshaler).MarshalText(); err == nil {
			names = append(names, string(text))
		}
	}
	return names
}
