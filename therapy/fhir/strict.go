package fhir

import (
	"strings"

	"github.com/therapykit/therapykit/therapy"
)

// maxFaults is the number of faults reported for one document.
const maxFaults = 100

// fewMembers is the largest number of members for which duplicates are found by comparing
// each member with every other.
const fewMembers = 24

// strictness searches a document that was read for parts that would be lost.
type strictness struct{ faults []error }

func (s *strictness) fault(n *Node, rule, hint string, err error) {
	if len(s.faults) < maxFaults {
		s.faults = append(s.faults, &therapy.FieldError{Path: n.Place(), Rule: rule, Hint: hint, Err: err})
	}
}

// walk checks n. For an array, beside is its _field with the ids and extensions of its primitives,
// if there is one.
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

// members checks an object and its members, and finds repeated members.
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

// items checks an array. It may contain null for a primitive without a value, or without
// extensions: among primitives, or among objects in an array whose name begins with an
// underscore. An array of nulls needs the other half beside it.
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
