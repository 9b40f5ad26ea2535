package fhir

import (
	"iter"
	"strings"

	"github.com/therapykit/therapykit/therapy/confidential"
)

// Element is a resource, or an element of one, together with its type: the value, and for a
// primitive also its _field sibling. It is a view: setting a value through it changes the
// tree, and several Elements may show the same node.
//
// Methods that take a [Path] panic if the table has no such element or if it is not an
// element of this type, since that is a mistake in the program and not in the data. The zero
// Element does not exist: it reads as empty, and nothing can be set in it.
type Element struct {
	confidential.Hidden
	node *Node
	// owner is the object around it and name its name there; index is its place if it
	// is an item of a list, -1 otherwise.
	owner *Node
	name  string
	index int
	typ   *elementType
	// use collects what was read; nil if nobody needs that.
	use *usage
}

// New returns a new resource of the type, which has to be in the table.
func New(resourceType string) Element {
	typ := elements().types[resourceType]
	if typ == nil || !typ.resource {
		panic("fhir: no resource type " + resourceType)
	}
	n := NewObject()
	n.Set("resourceType", NewString(resourceType))
	return Element{node: n, index: -1, typ: typ}
}

// ResourceOf returns the view of a resource. If its type is not in the table, the view has
// only the elements that all resources have.
func ResourceOf(n *Node) Element { return resourceOf(n, nil) }

func resourceOf(n *Node, use *usage) Element {
	if n.Kind() != Object {
		return Element{}
	}
	typ := elements().types[n.Get("resourceType").Text()]
	if typ == nil || !typ.resource {
		typ = elements().types["Resource"]
	}
	return Element{node: n, owner: n.up, name: n.name, index: -1, typ: typ, use: use}
}

// Exists reports whether the element exists, with a value or with extensions only.
func (e Element) Exists() bool { return e.node != nil || e.beside() != nil }

// Node returns the node, nil if there is none.
func (e Element) Node() *Node { return e.node }

// Type returns the type: "CarePlan", "CarePlan.activity", "Period"; for a resource of
// an unknown type "Resource", and "" for primitives.
func (e Element) Type() string {
	if e.typ == nil {
		return ""
	}
	return e.typ.name
}

// Place returns the JSON pointer of the element in its document.
func (e Element) Place() string {
	if e.node == nil {
		return e.beside().Place()
	}
	return e.node.Place()
}

// beside returns the _field of a primitive, which holds its id and extensions.
func (e Element) beside() *Node {
	if e.typ != nil || e.owner == nil {
		return nil
	}
	n := e.owner.Get("_" + e.name)
	if e.index >= 0 {
		n = n.Index(e.index)
	}
	if n.Kind() != Object {
		return nil
	}
	return n
}

// definition returns the row for the path, which has to be one of e's elements.
func (e Element) definition(path Path) *Definition {
	d := elements().paths[path]
	switch {
	case d == nil:
		panic("fhir: no element " + string(path))
	case e.typ == nil || e.typ.byName[d.name] != d:
		if i := strings.LastIndexByte(string(path), '.'); e.typ != nil || i < 0 {
			panic("fhir: " + string(path) + " is not an element of " + e.Type())
		}
	}
	return d
}

// child returns the view of n, a value of what d describes.
func (e Element) child(d *Definition, n *Node, index int) Element {
	c := Element{node: n, owner: e.node, name: d.name, index: index, use: e.use}
	switch {
	case primitive(d.Type):
	case d.Type == "Resource":
		if n != nil {
			c = resourceOf(n, e.use)
		}
	default:
		c.typ = elements().types[d.Type]
		if c.typ == nil { // a data type that is not in the table
			c.typ = elements().types["Element"]
		}
		if n.Kind() != Object {
			c.node = nil
		}
	}
	if c.typ == nil {
		if n.Kind() == Object || n.Kind() == Array || n.Kind() == Null {
			c.node = nil
		}
	}
	return c
}

// Get returns the element at the path, or the first item of a list. The result does not exist
// if there is no such element, if the document has an object where the table has a list, or
// if it has a list where the table has none.
func (e Element) Get(path Path) Element {
	for c := range e.All(path) {
		return c
	}
	d := e.definition(path)
	if e.node == nil {
		return Element{}
	}
	index := -1
	if d.Many {
		index = 0
	}
	c := e.child(d, nil, index)
	return c
}

// All yields the values of the element, the items of a list in order. Null in a list is
// yielded too, as an element without a value that may have extensions.
func (e Element) All(path Path) iter.Seq[Element] {
	d := e.definition(path)
	return func(yield func(Element) bool) {
		if e.node == nil {
			return
		}
		n := e.node.Get(d.name)
		if !d.Many {
			if n.Kind() == Array || n == nil && (!primitive(d.Type) || e.node.Get("_"+d.name) == nil) {
				return
			}
			yield(e.child(d, n, -1))
			return
		}
		if n == nil && primitive(d.Type) {
			for i := range e.node.Get("_" + d.name).Len() {
				if !yield(e.child(d, nil, i)) {
					return
				}
			}
			return
		}
		if n.Kind() != Array {
			return
		}
		i := 0
		for item := range n.Parts() {
			if !yield(e.child(d, item, i)) {
				return
			}
			i++
		}
	}
}

// Value returns the text of a primitive: the content of a string, the digits of a
// number, "true" or "false"; "" if it has no value.
func (e Element) Value() string {
	e.use.mark(e.node)
	return e.node.Text()
}

// Text returns the text of the primitive at the path, or of the first in a list; "" if it
// does not exist.
func (e Element) Text(path Path) string { return e.Get(path).Value() }

// Bool returns the truth value at the path, and whether there is one.
func (e Element) Bool(path Path) (value, ok bool) {
	c := e.Get(path)
	e.use.mark(c.node)
	return c.node.Bool()
}

// Int returns the whole number at the path, and whether there is one.
func (e Element) Int(path Path) (value int, ok bool) {
	c := e.Get(path)
	e.use.mark(c.node)
	return c.node.Int()
}

// Extensions yields the extensions with the url. Those of a primitive are in its _field
// sibling.
func (e Element) Extensions(url string) iter.Seq[Element] {
	return func(yield func(Element) bool) {
		holder := e.node
		if e.typ == nil {
			holder = e.beside()
		}
		list := holder.Get("extension")
		if list.Kind() != Array {
			return
		}
		i := 0
		for item := range list.Parts() {
			if u := item.Get("url"); u.Text() == url {
				e.use.mark(u)
				x := Element{node: item, owner: holder, name: "extension", index: i, typ: elements().types["Extension"], use: e.use}
				if !yield(x) {
					return
				}
			}
			i++
		}
	}
}

// Extension returns the first extension with the url.
func (e Element) Extension(url string) Element {
	for x := range e.Extensions(url) {
		return x
	}
	return Element{}
}

// Code returns the code in the system that the element at the path has. The element is a
// Coding, a CodeableConcept, or a list of them, of which the first with such a code counts.
// It returns "" if there is none.
func (e Element) Code(path Path, system string) string {
	for c := range e.All(path) {
		codings := c.single
		if c.Type() == "CodeableConcept" {
			codings = func() iter.Seq[Element] { return c.All("CodeableConcept.coding") }
		}
		for coding := range codings() {
			if coding.Type() == "Coding" && coding.node.Get("system").Text() == system {
				if code := coding.Text("Coding.code"); code != "" {
					coding.Text("Coding.system")
					return code
				}
			}
		}
	}
	return ""
}

func (e Element) single() iter.Seq[Element] {
	return func(yield func(Element) bool) { yield(e) }
}
