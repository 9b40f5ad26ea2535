package fhir

import (
	"iter"
	"strconv"
	"strings"

	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/internal/jsontext"
)

// Kind is the kind of a JSON value. The zero Kind means that there is no value.
type Kind uint8

// The kinds of JSON values.
const (
	// Absent is the kind of the nil Node.
	Absent Kind = iota
	// Null occurs only in arrays of primitives, for a primitive that has extensions and no
	// value, or a value and no extensions.
	Null
	// Bool is true or false.
	Bool
	// Number is a number, kept as its text.
	Number
	// String is a string.
	String
	// Array is a list of values.
	Array
	// Object is a list of members with names.
	Object
)

// Node is one JSON value of a document: an object with its members in order, an array, a
// string, a number as it was written, true, false or null. The nil *Node is a value that does
// not exist; every reading method accepts it.
//
// A Node has at most one parent. If you put a node that already has a parent into another
// place, a copy is put there.
type Node struct {
	confidential.Hidden
	kind Kind
	// at is the position among its siblings, counted from zero.
	at int32
	// name is the name in the object around it.
	name string
	// src is the JSON text of the value. It is "" for an object or array in which something
	// was edited; the text is then made from the parts.
	src string
	// up is the object or array around it; parts are chained from first to last.
	up, first, last, next *Node
}

// NewObject returns an object without members. FHIR does not allow empty objects: remove an
// object that stays empty (see [Element.Prune]).
func NewObject() *Node { return &Node{kind: Object} }

// NewArray returns an array of the items.
func NewArray(items ...*Node) *Node {
	n := &Node{kind: Array}
	for _, item := range items {
		n.Append(item)
	}
	return n
}

// NewString returns a string. Bytes that are not UTF-8 become U+FFFD.
func NewString(s string) *Node {
	return &Node{kind: String, src: string(appendQuoted(nil, s))}
}

// NewBool returns true or false.
func NewBool(b bool) *Node { return &Node{kind: Bool, src: strconv.FormatBool(b)} }

// NewInt returns a whole number.
func NewInt(i int) *Node { return &Node{kind: Number, src: strconv.Itoa(i)} }

// NewNumber returns the number with this text. It keeps the digits: 7.0 is not 7. It returns
// nil if the text is not a JSON number.
func NewNumber(text string) *Node {
	s := jsontext.Scanner{Src: text}
	s.Number()
	if s.Failed() || s.At != len(text) {
		return nil
	}
	return &Node{kind: Number, src: text}
}

// newNull returns a null.
func newNull() *Node { return &Node{kind: Null, src: "null"} }

// Kind returns the kind of the value, [Absent] for nil.
func (n *Node) Kind() Kind {
	if n == nil {
		return Absent
	}
	return n.kind
}

// Name returns the member name of the value in its object, "" for the items of an array and
// for the root.
func (n *Node) Name() string {
	if n == nil {
		return ""
	}
	return n.name
}

// Parent returns the object or array that contains the value, nil for the root.
func (n *Node) Parent() *Node {
	if n == nil {
		return nil
	}
	return n.up
}

// Text returns the content of a string, the digits of a number as they were
// written, "true" or "false"; "" for everything else.
func (n *Node) Text() string {
	switch n.Kind() {
	case String:
		body := n.src[1 : len(n.src)-1]
		if strings.IndexByte(body, '\\') < 0 {
			return body
		}
		s := jsontext.Scanner{Src: n.src}
		return s.Text()
	case Number, Bool:
		return n.src
	case Absent, Null, Array, Object:
	}
	return ""
}

// Bool returns the truth value, and whether the node holds one.
func (n *Node) Bool() (value, ok bool) {
	if n.Kind() != Bool {
		return false, false
	}
	return n.src == "true", true
}

// Int returns the whole number, and whether the node holds one that fits into an int.
func (n *Node) Int() (value int, ok bool) {
	if n.Kind() != Number {
		return 0, false
	}
	value, err := strconv.Atoi(n.src)
	return value, err == nil
}

// Len returns how many parts an object or an array has. It counts them each time.
func (n *Node) Len() int {
	count := 0
	for range n.Parts() {
		count++
	}
	return count
}

// Parts yields the members of an object or the items of an array, in order.
func (n *Node) Parts() iter.Seq[*Node] {
	return func(yield func(*Node) bool) {
		if n == nil {
			return
		}
		for part := n.first; part != nil; {
			next := part.next
			if !yield(part) {
				return
			}
			part = next
		}
	}
}

// Get returns the member of an object with the name, nil if there is none.
func (n *Node) Get(name string) *Node {
	if n.Kind() != Object {
		return nil
	}
	for part := n.first; part != nil; part = part.next {
		if part.name == name {
			return part
		}
	}
	return nil
}

// Index returns the item of an array, counted from zero, nil if there is none.
func (n *Node) Index(i int) *Node {
	if n.Kind() != Array || i < 0 {
		return nil
	}
	for part := n.first; part != nil; part = part.next {
		if i == 0 {
			return part
		}
		i--
	}
	return nil
}

// Place returns the JSON pointer of the node from the root of its tree. For an element that
// the table does not know, the pointer has its position among its siblings, counted from
// zero, in place of its name ("/entry/0/#3"), because an unknown name may itself be
// confidential content.
func (n *Node) Place() string {
	if n == nil || n.up == nil {
		return ""
	}
	if n.up.kind == Object && knownName(n.name) {
		return n.up.Place() + "/" + n.name
	}
	i := strconv.Itoa(int(n.at))
	if n.up.kind == Object {
		return n.up.Place() + "/#" + i
	}
	return n.up.Place() + "/" + i
}

// Equal reports whether both are the same JSON: the same members in any order, the same items
// in the same order, numbers with the same text, strings with the same characters.
func (n *Node) Equal(other *Node) bool {
	if n.Kind() != other.Kind() {
		return false
	}
	switch n.Kind() {
	case Absent, Null:
		return true
	case Bool, Number:
		return n.src == other.src
	case String:
		return n.src == other.src || n.Text() == other.Text()
	case Array:
		a, b := n.first, other.first
		for ; a != nil && b != nil; a, b = a.next, b.next {
			if !a.Equal(b) {
				return false
			}
		}
		return a == nil && b == nil
	case Object:
		return n.equalMembers(other)
	}
	return false
}

func (n *Node) equalMembers(other *Node) bool {
	count := 0
	a, b := n.first, other.first
	for ; a != nil && b != nil && a.name == b.name; a, b = a.next, b.next {
		if !a.Equal(b) {
			return false
		}
	}
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	byName := map[string]*Node{}
	for ; b != nil; b = b.next {
		byName[b.name] = b
	}
	for ; a != nil; a = a.next {
		count++
		if b, ok := byName[a.name]; !ok || !a.Equal(b) {
			return false
		}
	}
	return count == len(byName)
}
