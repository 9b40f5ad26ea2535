package confidentialtest

import (
	"context"
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/therapykit/therapykit/therapy/confidential"
)

// CheckFields fails the test for every field of the records that has no kind
// ([confidential.FieldTag]), has an unknown kind or option, or is shown without a decision of
// the gate. Pass one value of each record type, or of the specification that it is made from;
// structs inside them are checked too.
//
// It checks the types, and then views each record, filled by reflection, twice. If nothing is
// permitted, nothing may be visible. If everything is permitted, there must be a recorded
// decision for every visible field.
func CheckFields(tb testing.TB, records ...any) {
	tb.Helper()
	for _, r := range records {
		for _, fault := range fieldFaults(r) {
			tb.Errorf("%T: %s", r, fault)
		}
	}
}

func fieldFaults(record any) []string {
	if v, ok := record.(confidential.Viewable); ok {
		record = v.Fields()
	}
	t := reflect.TypeOf(record)
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t == nil || t.Kind() != reflect.Struct {
		return []string{"pass a struct, or what has fields"}
	}
	faults := tagFaults(t, "", nil)
	if len(faults) > 0 {
		return faults
	}
	return viewFaults(fill(t, 0).Interface())
}

// tagFaults lists the leaves of a type that have no kind.
func tagFaults(t reflect.Type, path string, inside []reflect.Type) []string {
	if slices.Contains(inside, t) {
		return nil
	}
	inside = append(inside, t)
	var faults []string
	for f := range t.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" {
			name = f.Name
		}
		place := path + "/" + name
		tag, err := confidential.FieldTagOf(f)
		switch inner := structIn(f.Type); {
		case err != nil:
			faults = append(faults, fmt.Sprintf("%s: %v", place, err))
		case name == "-" || !f.IsExported() && !f.Anonymous:
		case f.Anonymous && inner != nil:
			faults = append(faults, tagFaults(inner, path, inside)...)
		case tag.Kind != 0:
		case inner != nil:
			faults = append(faults, tagFaults(inner, place, inside)...)
		default:
			faults = append(faults, place+": has no kind")
		}
	}
	return faults
}

// structIn returns the struct whose fields a view checks one by one for a field of the type,
// nil if the field is one piece of content.
func structIn(t reflect.Type) reflect.Type {
	for {
		sealed := strings.HasPrefix(t.Name(), "Value[") && t.PkgPath() == reflect.TypeFor[confidential.Label]().PkgPath()
		if sealed || t == reflect.TypeFor[confidential.PersonID]() {
			return nil
		}
		if t.Implements(reflect.TypeFor[confidential.Viewable]()) {
			return nil // gone into by its own check
		}
		switch t.Kind() {
		case reflect.Pointer, reflect.Slice, reflect.Array:
			t = t.Elem()
			continue
		case reflect.Struct:
			if t.Implements(reflect.TypeFor[json.Marshaler]()) || t.Implements(reflect.TypeFor[encoding.TextMarshaler]()) {
				return nil
			}
			return t
		default:
			return nil
		}
	}
}

// owned gives a record that names nobody a made-up client, because a view shows nothing of a
// record that is about nobody.
type owned struct {
	Of     confidential.PersonID `json:"of" kind:"identity,subject"`
	Record any                   `json:"record"`
}

// viewFaults views a record with everything refused and with everything permitted.
func viewFaults(record any) []string {
	who := confidential.MustPersonID("checker-1")
	record = owned{confidential.MustPersonID("marker-7"), record}
	req := confidential.Request{
		Recipient: who, Audience: confidential.TreatingTherapist, Purpose: confidential.Treatment, At: time.Unix(1, 0).UTC(), Ref: "approval-1",
	}
	fields, calls := 0, 0
	auditor := confidential.AuditorFunc(func(_ context.Context, records []confidential.Record) error {
		calls++
		for i := range records {
			fields += max(1, records[i].Fields)
		}
		return nil
	})
	never, err := confidential.NewTable()
	if err != nil {
		return []string{err.Error()}
	}
	var faults []string
	seen, err := confidential.View(context.Background(), confidential.NewGate(never, auditor), record, req)
	switch {
	case err != nil:
		faults = append(faults, "cannot be viewed: "+err.Error())
	case string(seen.JSON) != confidential.Withheld && string(seen.JSON) != `{"of":`+confidential.Withheld+`,"record":{}}`:
		faults = append(faults, "shows something where nothing is permitted")
	}
	table, err := confidential.NewTable(tester())
	if err != nil {
		return []string{err.Error()}
	}
	fields, calls = 0, 0
	seen, err = confidential.View(context.Background(), confidential.NewGate(table, auditor), record, req)
	switch {
	case err != nil:
		faults = append(faults, "cannot be viewed: "+err.Error())
	case len(seen.Shown) > 0 && (fields != len(seen.Shown) || calls != 1):
		faults = append(faults, fmt.Sprintf("%d fields were shown or withheld, %d recorded in %d calls", len(seen.Shown), fields, calls))
	}
	return faults
}
