package fhir

import (
	"encoding"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Data of the record for which R4 has no element is written as one extension for each part of
// the record. It has a sub-extension for each field, under the field's name in the record's
// own JSON. extend writes these extensions and unextend reads them. They never write sealed
// prose.

// EncodeExtension adds a struct to an element as an extension with the url: a sub-extension
// for each field that has a JSON name, under that name. Numbers, names, days, moments,
// pseudonyms, structs and lists of them are written. Sealed texts are not written; omitted is
// called with the JSON pointer of each. EncodeExtension panics for a field of any other type.
// If no field has anything to write, no extension is added.
func EncodeExtension(e Element, url string, v any, omitted func(pointer string)) {
	extend(e, url, v, omitted)
}

// DecodeExtension reads what [EncodeExtension] wrote into the struct that v points to. The
// error lists the sub-extensions whose values cannot be read; the others are still read.
func DecodeExtension(x Element, v any) error {
	var c therapy.Check
	unextend(x, v, func(at Element, rule string) { c.Wrong(at.Place(), rule, "", therapy.ErrSyntax) })
	return c.Err()
}

// sealedText, personID and others are written in their own way.
var (
	sealedText   = reflect.TypeFor[confidential.Value[string]]()
	personType   = reflect.TypeFor[confidential.PersonID]()
	timeType     = reflect.TypeFor[time.Time]()
	dateType     = reflect.TypeFor[therapy.Date]()
	ratingType   = reflect.TypeFor[care.Rating]()
	scheduleType = reflect.TypeFor[care.Schedule]()
)

// field is a field of a struct that is written as a sub-extension.
type field struct {
	name  string
	omit  bool
	index int
}

func fieldsOf(t reflect.Type) []field {
	var out []field
	for i := range t.NumField() {
		tag, options, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		if t.Field(i).IsExported() && tag != "" && tag != "-" {
			out = append(out, field{name: tag, omit: strings.HasPrefix(options, "omit"), index: i})
		}
	}
	return out
}

// extend adds the struct v to e as an extension. omit is called with the JSON pointer of each
// sealed text that is left out. If no field has anything to write, no extension is added.
func extend(e Element, url string, v any, omit func(pointer string)) {
	x := e.Extend(url)
	extendFields(x, reflect.ValueOf(v), "", omit)
	if !x.Get("Extension.extension").Exists() {
		x.Remove()
	}
}

func extendFields(x Element, v reflect.Value, place string, omit func(string)) {
	for _, f := range fieldsOf(v.Type()) {
		value := v.Field(f.index)
		if value.IsZero() && (f.omit || value.Kind() == reflect.Slice) {
			continue
		}
		extendValue(x, f.name, value, place+"/"+f.name, omit)
	}
}

func extendValue(x Element, name string, v reflect.Value, place string, omit func(string)) {
	if v.Type() == sealedText {
		if !v.IsZero() {
			omit(place)
		}
		return
	}
	if v.Kind() == reflect.Slice {
		for i := range v.Len() {
			extendValue(x, name, v.Index(i), place+"/"+strconv.Itoa(i), omit)
		}
		return
	}
	sub := x.Add("Extension.extension").SetText("Extension.url", name)
	switch typed := v.Interface().(type) {
	case confidential.PersonID:
		sub.AddIdentifier("Extension.valueReference", idPerson, typed.String())
	case time.Time:
		sub.SetText("Extension.valueInstant", instantText(typed))
	case therapy.Date:
		sub.SetText("Extension.valueDate", typed.String())
	case care.Rating:
		if n, ok := typed.Value(); ok {
			sub.SetInt("Extension.valueInteger", n)
		}
	case care.Schedule:
		extendFields(sub, reflect.ValueOf(typed.Spec()), place, omit)
	case encoding.TextMarshaler:
		if text, err := typed.MarshalText(); err == nil {
			sub.SetText("Extension.valueCode", string(text))
		}
	default:
		extendPlain(sub, v, place, omit)
	}
	if len(fieldNames(sub)) < 2 { // nothing but the url
		sub.Remove()
	}
}

func extendPlain(sub Element, v reflect.Value, place string, omit func(string)) {
	switch v.Kind() { //nolint:exhaustive // a test extends every type that travels
	case reflect.Struct:
		extendFields(sub, v, place, omit)
	case reflect.String:
		sub.SetText("Extension.valueCode", v.String())
	case reflect.Int:
		sub.SetInt("Extension.valueInteger", int(v.Int()))
	case reflect.Float64:
		sub.SetNumber("Extension.valueDecimal", v.Float())
	case reflect.Bool:
		sub.SetBool("Extension.valueBoolean", v.Bool())
	default:
		panic("fhir: no form for " + v.Type().String())
	}
}

func fieldNames(e Element) []string {
	var names []string
	for part := range e.node.Parts() {
		names = append(names, part.name)
	}
	return names
}

// unextend reads the struct that v points to from an extension. fault is called for each
// value that cannot be read; sub-extensions that the struct does not have stay unread.
func unextend(x Element, v any, fault func(at Element, rule string)) {
	unextendFields(x, reflect.ValueOf(v).Elem(), fault)
}

func unextendFields(x Element, v reflect.Value, fault func(Element, string)) {
	for _, f := range fieldsOf(v.Type()) {
		target := v.Field(f.index)
		for sub := range x.Extensions(f.name) {
			if target.Kind() == reflect.Slice && target.Type() != sealedText {
				item := reflect.New(target.Type().Elem()).Elem()
				if unextendValue(sub, item, fault) {
					target.Set(reflect.Append(target, item))
				}
				continue
			}
			unextendValue(sub, target, fault)
		}
	}
}

// unextendValue reads one value and reports whether it could.
func unextendValue(sub Element, v reflect.Value, fault func(Element, string)) bool {
	bad := func(err error) bool {
		if err != nil {
			fault(sub, "extension-value")
		}
		return err == nil
	}
	switch typed := v.Addr().Interface().(type) {
	case *confidential.PersonID:
		id, err := confidential.ParsePersonID(sub.Get("Extension.valueReference").Get("Reference.identifier").Text("Identifier.value"))
		sub.Get("Extension.valueReference").Get("Reference.identifier").Text("Identifier.system")
		*typed = id
		return bad(err)
	case *time.Time:
		t, err := time.Parse(time.RFC3339Nano, sub.Text("Extension.valueInstant"))
		*typed = t.UTC()
		return bad(err)
	case *therapy.Date:
		d, err := therapy.ParseDate(sub.Text("Extension.valueDate"))
		*typed = d
		return bad(err)
	case *care.Rating:
		n, _ := sub.Int("Extension.valueInteger")
		r, err := care.NewRating(n)
		*typed = r
		return bad(err)
	case *care.Schedule:
		var spec care.ScheduleSpec
		unextendFields(sub, reflect.ValueOf(&spec).Elem(), fault)
		schedule, err := care.NewSchedule(spec)
		*typed = schedule
		return bad(err)
	case encoding.TextUnmarshaler:
		return bad(typed.UnmarshalText([]byte(sub.Text("Extension.valueCode"))))
	}
	switch v.Kind() { //nolint:exhaustive // a test reads back every type that travels
	case reflect.Struct:
		unextendFields(sub, v, fault)
	case reflect.String:
		v.SetString(sub.Text("Extension.valueCode"))
	case reflect.Int:
		n, ok := sub.Int("Extension.valueInteger")
		v.SetInt(int64(n))
		if !ok {
			fault(sub, "extension-value")
		}
		return ok
	case reflect.Float64:
		f, err := strconv.ParseFloat(sub.Text("Extension.valueDecimal"), 64)
		v.SetFloat(f)
		return bad(err)
	case reflect.Bool:
		b, ok := sub.Bool("Extension.valueBoolean")
		v.SetBool(b)
		return ok
	default:
		return false
	}
	return true
}

// instantText writes a moment as FHIR's instant and dateTime.
func instantText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}

// partialDate is a FHIR date without a day: a year, or a year and a month.
var partialDate = regexp.MustCompile(`^[0-9]{4}(-[0-9]{2})?$`)
