package fhir

import (
	"iter"
	"strconv"
	"strings"

	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/internal/jsontext"
)

// Kind is what a JSON value is. The zero Kind is that of a value that is not there.
type Kind uint8

// The kinds of JSON values.
const (
	// Absent is the kind of the nil Node.
	Absent Kind = iota
	// Null stands in arrays of primitives only, where a primitive has extensions
	// and no value, or a value and no extensions.
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

// Node is one JSON value of a document: an object with its members in order, an
// array, a string, a number as it was written, true, false or null. The nil *Node
// is a value that is not there; every method that reads accepts it.
//
// A Node stands in at most one place. Putting one that already stands somewhere
// into another place puts a copy there.
type Node struct {
	confidential.Hidden
	kind Kind
	// at is the place among its siblings, counted from zero.
	at int32
	// name is the name in the object around it.
	name string
	// src is the JSON text of the value; "" for an object or array in which
	// something was edited, whose text is then that of its parts.
	src string
	// up is the object or array around it; parts are chained from first to last.
	up, first, last, next *Node
}

// NewObject returns an object without members. Nothing empty is ever written: an
// object that stays empty has to be removed again (see [Element.Prune]).
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

// NewNumber returns the number that the text writes, which keeps its digits: 7.0
// is not 7. It returns nil if the text is not a JSON number.
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

// Kind returns what the value is, [Absent] for nil.
func (n *Node) Kind() Kind {
	if n == nil {
		return Absent
	}
	return n.kind
}

// Name returns the name under which the value stands in its object, "" for the
// items of an array and for the root.
func (n *Node) Name() string {
	if n == nil {
		return ""
	}
	return n.name
}

// Parent returns the object or array in which the value stands, nil for the root.
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

// Int returns the whole number, and whether the node holds one that fits.
func (n *Node) Int() (value int, ok bool) {
	if n.Kind() != Number {
		return 0, false
	}
	value, err := strconv.Atoi(n.src)
	return value, err == nil
}

// Len returns how many parts an object or an array has. It counts them.
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

// Place returns the JSON pointer of the node from the root of its tree. The names
// of elements that the table does not know are given by their place among their
// siblings, counted from zero ("/entry/0/#3"): a name may be content.
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

// Equal reports whether both are the same JSON: the same members whatever their
// order, the same items in the same order, the same texts of numbers, the same
// characters of strings.
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
