package care

import (
	"encoding"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/words"
)

// Change is one difference between two states of a record. The zero Change means no change.
type Change struct {
	confidential.Hidden
	// Path is the place, as a JSON pointer that uses ids instead of numbers for the parts
	// that have an id: "/goals/sleep/status".
	Path string `json:"path"`
	// Words says what changed: "goal sleep: status changed from active to completed". About a
	// sealed text it says only that it changed.
	Words string `json:"words"`
}

// Diff says in words how b differs from a, part by part in the order of the fields of
// [PlanSpec]. It compares the present states of the two, not their histories; with
// [Plan.AsOf] it shows what one revision changed. A different order of the same entries is
// not a difference.
func Diff(a, b Plan) []Change { return diffSpecs(a.spec(), b.spec()) }

// DiffSessions is [Diff] for sessions.
func DiffSessions(a, b Session) []Change { return diffSpecs(a.spec(), b.spec()) }

// DiffEpisodes is [Diff] for episodes.
func DiffEpisodes(a, b Episode) []Change { return diffSpecs(a.spec(), b.spec()) }

func diffSpecs[S any](a, b *S) []Change {
	var d differ
	d.fields("", "", reflect.ValueOf(*a), reflect.ValueOf(*b))
	return d.changes
}

type differ struct{ changes []Change }

func (d *differ) add(path, subject, said string) {
	if subject != "" {
		said = subject + ": " + said
	}
	d.changes = append(d.changes, Change{Path: path, Words: said})
}

func (d *differ) fields(path, subject string, a, b reflect.Value) {
	for i := range a.NumField() {
		f := a.Type().Field(i)
		name := jsonName(f)
		if !f.IsExported() || name == "" {
			continue
		}
		d.value(path+"/"+name, subject, spoken(name), a.Field(i), b.Field(i))
	}
}

func (d *differ) value(path, subject, name string, a, b reflect.Value) {
	if sameValue(a, b) {
		return
	}
	switch {
	case a.Type() == sealedType:
		d.add(path, subject, name+" "+appeared(a.IsZero(), b.IsZero(), "written", "removed", "changed"))
	case a.Kind() == reflect.Slice:
		d.list(path, subject, name, a, b)
	case a.Kind() == reflect.Struct && !isLeaf(a):
		if subject != "" {
			name = subject + ", " + name
		}
		d.fields(path, name, a, b)
	default:
		from, to := leaf(a), leaf(b)
		switch {
		case from == "":
			d.add(path, subject, name+" set to "+to)
		case to == "":
			d.add(path, subject, name+" cleared, was "+from)
		default:
			d.add(path, subject, name+" changed from "+from+" to "+to)
		}
	}
}

func appeared(before, after bool, written, removed, changed string) string {
	switch {
	case before:
		return written
	case after:
		return removed
	}
	return changed
}

// list compares lists. Elements with an id are matched by it and compared; for others it
// lists which were added and which were removed.
func (d *differ) list(path, subject, name string, a, b reflect.Value) {
	singular := name
	if !strings.HasSuffix(name, "ss") {
		singular = strings.TrimSuffix(name, "s")
	}
	element := a.Type().Elem()
	if element.Kind() == reflect.Struct && idField(element) >= 0 {
		d.keyed(path, subject, singular, idField(element), a, b)
		return
	}
	for _, e := range missing(b, a) {
		d.add(path, subject, describe(singular, e)+" added")
	}
	for _, e := range missing(a, b) {
		d.add(path, subject, describe(singular, e)+" removed")
	}
}

// idField returns the index of the field with the id of the elements of a list, -1 if there
// is none.
func idField(t reflect.Type) int {
	if t == reflect.TypeFor[Barrier]() {
		f, _ := t.FieldByName("Kind")
		return f.Index[0]
	}
	for _, name := range [...]string{"ID", "Client"} {
		if f, ok := t.FieldByName(name); ok && !isResponse(t) {
			return f.Index[0]
		}
	}
	return -1
}

// isResponse is the exception for responses, the only list in which a client may occur more
// than once.
func isResponse(t reflect.Type) bool { return t == reflect.TypeFor[Response]() }

func (d *differ) keyed(path, subject, singular string, id int, a, b reflect.Value) {
	if subject != "" {
		singular = subject + ", " + singular
	}
	find := func(list reflect.Value, key string) (reflect.Value, bool) {
		for i := range list.Len() {
			if leaf(list.Index(i).Field(id)) == key {
				return list.Index(i), true
			}
		}
		return reflect.Value{}, false
	}
	for i := range a.Len() {
		key := leaf(a.Index(i).Field(id))
		place := path + therapy.Pointer(key)
		if now, ok := find(b, key); ok {
			d.fields(place, singular+" "+key, a.Index(i), now)
		} else {
			d.add(place, singular+" "+key, "removed")
		}
	}
	for i := range b.Len() {
		key := leaf(b.Index(i).Field(id))
		if _, ok := find(a, key); !ok {
			d.add(path+therapy.Pointer(key), singular+" "+key, "added")
		}
	}
}

// missing returns the elements of list that other lacks, counted.
func missing(list, other reflect.Value) []reflect.Value {
	used := make([]bool, other.Len())
	var lacking []reflect.Value
next:
	for i := range list.Len() {
		for j := range other.Len() {
			if !used[j] && sameValue(list.Index(i), other.Index(j)) {
				used[j] = true
				continue next
			}
		}
		lacking = append(lacking, list.Index(i))
	}
	return lacking
}

// describe names an element without an id: the name itself or, for a structure, its kind and
// its time.
func describe(singular string, e reflect.Value) string {
	switch x := e.Interface().(type) {
	case Observation:
		return singular + " (" + string(x.Measure) + " of " + therapy.DateOf(x.At).String() + ")"
	case Target:
		return singular + " (" + x.Words(words.English()) + ")"
	case PlanReview:
		return singular + " of " + x.On.String() + " (" + string(x.Outcome) + ")"
	case Barrier:
		return singular + " " + x.Kind
	case Response:
		return singular + " " + x.Agreement.String() + " by " + x.Client.String()
	case Sharing:
		return singular + " with " + string(x.With)
	}
	if e.Kind() == reflect.Struct {
		return singular
	}
	if text := leaf(e); text != "" {
		return singular + " " + text
	}
	return singular
}

// isLeaf reports whether a struct is shown as one value.
func isLeaf(v reflect.Value) bool {
	switch v.Interface().(type) {
	case Schedule, Rating, therapy.Range, encoding.TextMarshaler:
		return true
	}
	return false
}

// leaf writes a single value. Everything that gets here is an id, a name of a
// vocabulary, a number or a time; prose is sealed and never does.
func leaf(v reflect.Value) string {
	if v.IsZero() {
		return ""
	}
	switch x := v.Interface().(type) {
	case time.Time:
		return x.Format(time.RFC3339)
	case therapy.Range:
		return strings.TrimSpace(rangeWords(x, ""))
	case fmt.Stringer:
		return x.String()
	case encoding.TextMarshaler:
		text, err := x.MarshalText()
		if err != nil {
			return "?"
		}
		return string(text)
	}
	switch v.Kind() { //nolint:exhaustive // the other kinds are in the default
	case reflect.String:
		return v.String()
	case reflect.Bool:
		return "yes"
	case reflect.Float64:
		return number(v.Float())
	case reflect.Int:
		return strconv.FormatInt(v.Int(), 10)
	default:
		return "?"
	}
}
