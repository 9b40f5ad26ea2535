package care

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// A change is stored as an object with the members that have changed. A list is stored as a
// [listChange], everything else as its new value, or null if it is cleared.

// listChange is what changed in a list. Beginning at index At, one element is edited for each
// entry of Edit (null leaves it unchanged); then a number of elements is removed, and then
// new ones are inserted.
type listChange struct {
	At     int               `json:"at,omitempty"`
	Edit   []json.RawMessage `json:"edit,omitempty"`
	Remove int               `json:"remove,omitempty"`
	Insert []json.RawMessage `json:"insert,omitempty"`
}

// changeWriter writes what a revision changed.
type changeWriter struct {
	document *confidential.DocumentWriter
	revision int
}

// structure writes the members that differ. path is their place in the state.
func (w changeWriter) structure(path string, before, now reflect.Value) (json.RawMessage, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, field := range fieldsOf(before.Type()) {
		x, y := before.Field(i), now.Field(i)
		if field.name == "" || sameValue(x, y) {
			continue
		}
		var text json.RawMessage
		var err error
		switch place := path + "/" + field.name; {
		case y.Kind() == reflect.Slice:
			text, err = w.list(place, x, y)
		case y.IsZero():
			text = json.RawMessage("null")
		default:
			text, err = w.document.JSON(w.revision, place, y.Interface())
		}
		if err != nil {
			return nil, err
		}
		if b.Len() > 1 {
			b.WriteByte(',')
		}
		b.WriteString(strconv.Quote(field.name) + ":")
		b.Write(text)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func (w changeWriter) list(path string, before, now reflect.Value) (json.RawMessage, error) {
	shorter := min(before.Len(), now.Len())
	first := sharedLen(before, now)
	for first < shorter && sameValue(before.Index(first), now.Index(first)) {
		first++
	}
	last := 0
	for last < shorter-first && sameValue(before.Index(before.Len()-1-last), now.Index(now.Len()-1-last)) {
		last++
	}
	c := listChange{At: first}
	i, j := first, first
	if now.Type().Elem().Kind() == reflect.Struct && now.Type().Elem() != sealedType {
		for ; i < before.Len()-last && j < now.Len()-last; i, j = i+1, j+1 {
			text := json.RawMessage("null")
			if x, y := before.Index(i), now.Index(j); !sameValue(x, y) {
				var err error
				if text, err = w.structure(at(path, j), x, y); err != nil {
					return nil, err
				}
			}
			c.Edit = append(c.Edit, text)
		}
	}
	c.Remove = before.Len() - last - i
	for ; j < now.Len()-last; j++ {
		text, err := w.document.JSON(w.revision, at(path, j), now.Index(j).Interface())
		if err != nil {
			return nil, err
		}
		c.Insert = append(c.Insert, text)
	}
	return json.Marshal(c)
}

// changeReader reads what a revision changed.
type changeReader struct {
	reader   *confidential.DocumentReader
	revision int
	budget   *int
}

// structure makes the changes in v, a copy of the structure that may be changed. path is its
// place in the state, and place is the place of the change in the stored document.
func (r changeReader) structure(path, place string, v reflect.Value, text []byte) error {
	var members map[string]json.RawMessage
	if err := therapy.UnmarshalStrict(text, &members); err != nil {
		return therapy.At(place, err)
	}
	var c therapy.Check
	known := 0
	for i, field := range fieldsOf(v.Type()) {
		change, ok := members[field.name]
		if !ok || field.name == "" {
			continue
		}
		known++
		c.Part("", r.field(path+"/"+field.name, place+"/"+field.name, v.Field(i), change))
	}
	if known != len(members) {
		c.Wrong(place, "json-unknown-member", "the members of the state", therapy.ErrUnknown)
	}
	*r.budget -= known
	return c.Err()
}

func (r changeReader) field(path, place string, v reflect.Value, text []byte) error {
	switch {
	case v.Kind() == reflect.Slice:
		return r.list(path, place, v, text)
	case string(text) == "null":
		v.SetZero()
		return nil
	}
	fresh := reflect.New(v.Type())
	if err := r.reader.JSON(r.revision, path, text, fresh.Interface()); err != nil {
		return therapy.At(place, err)
	}
	v.Set(fresh.Elem())
	return nil
}

// list changes a list. A list that only becomes longer keeps its memory and shares it with
// the earlier states. That is safe: an earlier state does not see beyond its own length.
func (r changeReader) list(path, place string, v reflect.Value, text []byte) error {
	var change listChange
	if err := therapy.UnmarshalStrict(text, &change); err != nil {
		return therapy.At(place, err)
	}
	rest := v.Len() - len(change.Edit)
	if change.At < 0 || change.Remove < 0 || change.At > rest || change.Remove > rest-change.At {
		return &therapy.FieldError{Path: place, Rule: "store-list", Hint: "places that the list has", Err: therapy.ErrRange}
	}
	var c therapy.Check
	list := v
	end := change.At + len(change.Edit)
	if len(change.Edit) > 0 || change.Remove > 0 || end < v.Len() {
		*r.budget -= v.Len()
		list = reflect.MakeSlice(v.Type(), 0, v.Len()+len(change.Insert))
		list = reflect.AppendSlice(list, v.Slice(0, end))
		for i, edit := range change.Edit {
			if string(edit) != "null" {
				if v.Type().Elem().Kind() != reflect.Struct {
					c.Wrong(place, "store-list", "an element with members", therapy.ErrContradiction)
					break
				}
				c.Part("", r.structure(at(path, change.At+i), at(place+"/edit", i), list.Index(change.At+i), edit))
			}
		}
	}
	for i, insert := range change.Insert {
		fresh := reflect.New(v.Type().Elem())
		if err := r.reader.JSON(r.revision, at(path, end+i), insert, fresh.Interface()); err != nil {
			c.Part(at(place+"/insert", i), err)
			continue
		}
		list = reflect.Append(list, fresh.Elem())
	}
	if tail := end + change.Remove; tail < v.Len() {
		list = reflect.AppendSlice(list, v.Slice(tail, v.Len()))
	}
	v.Set(list)
	return c.Err()
}
