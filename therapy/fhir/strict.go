package fhir

import (
	"strings"

	"github.com/therapykit/therapykit/therapy"
)

// maxFaults is how many faults of one document are told.
const maxFaults = 100

// fewMembers is up to how many members an object is searched for duplicates by
// comparing each with each.
const fewMembers = 24

// strictness looks through a document that could be read for what could not be kept.
type strictness struct{ faults []error }

func (s *strictness) fault(n *Node, rule, hint string, err error) {
	if len(s.faults) < maxFaults {
		s.faults = append(s.faults, &therapy.FieldError{Path: n.Place(), Rule: rule, Hint: hint, Err: err})
	}
}

// walk looks through n. For an array, beside is the member with the other half of its
// primitives, if it has one.
func (s *strictness) walk(n, beside *Node) {
	if len(s.faults) == maxFaults {
		return
	}
	switch n.kind {
	case Object:
		s.members(n)
	case Array:
		s.items(n, beside)
	case Null:
		s.fault(n, "fhir-null", "null in arrays of primitives only", therapy.ErrSyntax)
	case Absent, Bool, Number, String:
	}
}

// members looks through an object, and for members that stand twice.
func (s *strictness) members(n *Node) {
	if n.first == nil {
		s.fault(n, "fhir-empty", "no empty objects", therapy.ErrRequired)
	}
	get := n.Get
	if count := n.Len(); count > fewMembers {
		index := make(map[string]*Node, count)
		for part := n.first; part != nil; part = part.next {
			if index[part.name] == nil {
				index[part.name] = part
			}
		}
		get = func(name string) *Node { return index[name] }
	}
	for part := n.first; part != nil; part = part.next {
		if get(part.name) != part {
			s.fault(part, "fhir-duplicate", "", therapy.ErrDuplicate)
		}
		var beside *Node
		if part.kind == Array {
			if beside = get("_" + part.name); beside == nil {
				if bare, ok := strings.CutPrefix(part.name, "_"); ok {
					beside = get(bare)
				}
			}
		}
		s.walk(part, beside)
	}
}

// items looks through an array. Null may stand in it for a primitive without a value,
// or without extensions: among primitives, or among objects in the array whose name
// begins with an underscore. An array of nulls needs the other half beside it.
func (s *strictness) items(n, beside *Node) {
	if n.first == nil {
		s.fault(n, "fhir-empty", "no empty arrays", therapy.ErrRequired)
	}
	var null *Node
	values, objects, arrays := false, false, false
	for part := n.first; part != nil; part = part.next {
		switch part.kind {
		case Null:
			if null == nil {
				null = part
			}
			continue
		case Object:
			objects = true
		case Array:
			arrays = true
		case Absent, Bool, Number, String:
			values = true
		}
		s.walk(part, nil)
	}
	switch {
	case null == nil:
	case arrays, values && objects,
		objects && !strings.HasPrefix(n.name, "_"),
		!values && !objects && beside.Kind() != Array:
		s.walk(null, nil)
	}
}
