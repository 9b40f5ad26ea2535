package confidential_test

import (
	"container/list"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"reflect"
	"sync"
	"sync/atomic"
)

// shape is a container with a value in it.
type shape[W any] struct {
	name string
	in   func(W) any
}

type (
	exported[W any] struct {
		ID   string
		Note W
	}
	unexported[W any] struct {
		id   string
		note W
	}
	tagged[W any] struct {
		Note W `json:"note,omitzero" xml:"note,attr"`
	}
	viaPointer[W any] struct{ note *W }
	viaAny[W any]     struct{ note any }
	viaFunc[W any]    struct{ note func() W }
	viaChan[W any]    struct{ note chan W }
	viaMap[W any]     struct{ note map[string]W }
	viaSlice[W any]   struct{ note []W }
	viaArray[W any]   struct{ note [1]W }
	outer[W any]      struct{ unexported[W] }
	deep[W any]       struct {
		a struct{ b []map[string]unexported[W] }
	}
	chain[W any] struct {
		note W
		next *chain[W]
	}
	contextKey struct{}
)

// carrier is an error that holds a value but does not mention it in its message.
type carrier[W any] struct{ Note W }

func (carrier[W]) Error() string { return "could not save a note" }

type quietCarrier[W any] struct{ note W }

func (*quietCarrier[W]) Error() string { return "could not save a note" }

// shapesOf lists the containers. Every probe gets a new one, because some channels change their
// argument.
func shapesOf[W any]() []shape[W] {
	return []shape[W]{
		{"value", func(w W) any { return w }},
		{"pointer", func(w W) any { return &w }},
		{"pointer to pointer", func(w W) any { p := &w; return &p }},
		{"slice", func(w W) any { return []W{w} }},
		{"slice of pointers", func(w W) any { return []*W{&w} }},
		{"array", func(w W) any { return [1]W{w} }},
		{"map value", func(w W) any { return map[string]W{"k": w} }},
		{"map key", asKey[W]},
		{"exported field", func(w W) any { return exported[W]{"1", w} }},
		{"pointer to exported field", func(w W) any { return &exported[W]{"1", w} }},
		{"unexported field", func(w W) any { return unexported[W]{"1", w} }},
		{"pointer to unexported field", func(w W) any { return &unexported[W]{"1", w} }},
		{"tagged field", func(w W) any { return tagged[W]{w} }},
		{"pointer in an unexported field", func(w W) any { return viaPointer[W]{&w} }},
		{"interface in an unexported field", func(w W) any { return viaAny[W]{w} }},
		{"function in an unexported field", func(w W) any { return viaFunc[W]{func() W { return w }} }},
		{"channel in an unexported field", func(w W) any { return viaChan[W]{filled(w)} }},
		{"map in an unexported field", func(w W) any { return viaMap[W]{map[string]W{"k": w}} }},
		{"slice in an unexported field", func(w W) any { return viaSlice[W]{[]W{w}} }},
		{"array in an unexported field", func(w W) any { return viaArray[W]{[1]W{w}} }},
		{"embedded holder", func(w W) any { return outer[W]{unexported[W]{"1", w}} }},
		{"nested deep", func(w W) any {
			var d deep[W]
			d.a.b = []map[string]unexported[W]{{"k": {"1", w}}}
			return d
		}},
		{"linked", func(w W) any { return &chain[W]{w, &chain[W]{note: w}} }},
		{"channel", func(w W) any { return filled(w) }},
		{"function", func(w W) any { return func() W { return w } }},
		{"slice of any", func(w W) any { return []any{w, &w} }},
		{"map of any", func(w W) any { return map[string]any{"k": w} }},
		{"error", func(w W) any { return carrier[W]{w} }},
		{"pointer error, wrapped", func(w W) any { return fmt.Errorf("saving: %w", &quietCarrier[W]{w}) }},
		{"joined errors", func(w W) any { return errors.Join(carrier[W]{w}, &quietCarrier[W]{w}) }},
		{"context", func(w W) any { return context.WithValue(context.Background(), contextKey{}, w) }},
		{"reflect.Value", func(w W) any { return reflect.ValueOf(&w).Elem() }},
		{"sync.Map", func(w W) any { m := new(sync.Map); m.Store("k", w); return m }},
		{"atomic.Pointer", func(w W) any { p := new(atomic.Pointer[W]); p.Store(&w); return p }},
		{"list", func(w W) any { l := list.New(); l.PushBack(w); return l }},
		{"sql.Null", func(w W) any { return sql.Null[W]{V: w, Valid: true} }},
		{"slog attribute", func(w W) any { return slog.Any("k", w) }},
		{"slog group", func(w W) any { return slog.Group("g", "k", w) }},
	}
}

func filled[W any](w W) chan W {
	c := make(chan W, 1)
	c <- w
	close(c) // so that a range loop over it ends
	return c
}

// asKey uses the value as a map key if its type is comparable.
func asKey[W any](w W) any {
	if !reflect.TypeFor[W]().Comparable() {
		return w
	}
	m := reflect.MakeMap(reflect.MapOf(reflect.TypeFor[W](), reflect.TypeFor[int]()))
	m.SetMapIndex(reflect.ValueOf(&w).Elem(), reflect.ValueOf(1))
	return m.Interface()
}
