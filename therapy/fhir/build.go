package fhir

import "strconv"

// Set puts the value at the path. It replaces an existing value; a new one gets its place in
// the order of the table. In a list it sets the only item, and the list must not have more.
// If the value is the same, the text stays unchanged; nil removes the element. Set returns
// the element.
func (e Element) Set(path Path, value *Node) Element {
	d := e.definition(path)
	if e.node == nil {
		return Element{}
	}
	if d.Many {
		list := e.node.Get(d.name)
		if list.Kind() == Array && list.Len() > 1 {
			panic("fhir: " + string(path) + " is a list of several")
		}
		if value == nil {
			e.node.Set(d.name, nil)
			return Element{}
		}
		if list.Kind() == Array {
			if old := list.Index(0); !old.Equal(value) {
				old.Replace(value)
			}
			return e.child(d, list.Index(0), 0)
		}
		return e.append(d, value)
	}
	old := e.node.Get(d.name)
	if old != nil && value != nil && old.Equal(value) {
		return e.child(d, old, -1)
	}
	return e.child(d, e.put(d.name, value), -1)
}

// put sets a member. A new member gets its place in the order of the table.
func (e Element) put(name string, value *Node) *Node {
	order := e.order(name)
	return e.node.setBefore(name, value, func(part *Node) bool { return e.order(part.name) > order })
}

// order is the position of a member in the table; members that the table does not have come
// last.
func (e Element) order(name string) int {
	if name == "resourceType" {
		return -1
	}
	bare := name
	if name != "" && name[0] == '_' {
		bare = name[1:]
	}
	if d := e.typ.byName[bare]; d != nil {
		return d.order
	}
	return len(e.typ.elements)
}

// append adds an item to a list.
func (e Element) append(d *Definition, value *Node) Element {
	list := e.node.Get(d.name)
	if list.Kind() != Array {
		list = e.put(d.name, NewArray())
	}
	n := list.Append(value)
	if primitive(d.Type) {
		if beside := e.node.Get("_" + d.name); beside.Kind() == Array && n.Kind() != Null {
			beside.Append(newNull())
		}
	}
	return e.child(d, n, list.Len()-1)
}

// Add puts a new, empty element at the path. In a list it becomes the last item; an element
// that is not a list must not exist yet. A value of a wrong form is replaced.
func (e Element) Add(path Path) Element { return e.AddNode(path, NewObject()) }

// AddNode is Add, with the node to put there.
func (e Element) AddNode(path Path, n *Node) Element {
	d := e.definition(path)
	if e.node == nil {
		return Element{}
	}
	if d.Many {
		return e.append(d, n)
	}
	if e.node.Get(d.name).Kind() == kindOf(d.Type) {
		panic("fhir: " + string(path) + " is there already")
	}
	return e.child(d, e.put(d.name, n), -1)
}

// SetText sets a primitive that is written as a string. An empty text sets nothing.
func (e Element) SetText(path Path, text string) Element {
	if text == "" {
		return e
	}
	e.demand(path, String)
	e.Set(path, NewString(text))
	return e
}

// AddText adds a string to a list of primitives. An empty text adds nothing.
func (e Element) AddText(path Path, text string) Element {
	if text == "" {
		return e
	}
	e.demand(path, String)
	e.append(e.definition(path), NewString(text))
	return e
}

// SetBool sets a boolean.
func (e Element) SetBool(path Path, value bool) Element {
	e.demand(path, Bool)
	e.Set(path, NewBool(value))
	return e
}

// SetInt sets a whole number.
func (e Element) SetInt(path Path, value int) Element {
	e.demand(path, Number)
	e.Set(path, NewInt(value))
	return e
}

// SetNumber sets a number, in its shortest form.
func (e Element) SetNumber(path Path, value float64) Element {
	e.demand(path, Number)
	e.Set(path, NewNumber(strconv.FormatFloat(value, 'f', -1, 64)))
	return e
}

// demand panics if the values at the path are not of this JSON kind.
func (e Element) demand(path Path, k Kind) {
	if kindOf(e.definition(path).Type) != k {
		panic("fhir: a value of another type at " + string(path))
	}
}

// kindOf returns the JSON kind of the values of a type.
func kindOf(typ string) Kind {
	switch typ {
	case "boolean":
		return Bool
	case "decimal", "integer", "positiveInt", "unsignedInt":
		return Number
	}
	if primitive(typ) {
		return String
	}
	return Object
}

// AddCoding adds a coding at the path, which is a Coding or a CodeableConcept. A single
// CodeableConcept keeps its codings and gets one more; in a list of them, a new concept is
// added with the coding. The display may be empty.
func (e Element) AddCoding(path Path, system, code, display string) Element {
	d := e.definition(path)
	if code == "" {
		return e
	}
	c := e.Get(path)
	if d.Many || !c.Exists() {
		c = e.Add(path)
	}
	if d.Type == "CodeableConcept" {
		c.AddCode(system, code, display)
		return e
	}
	c.SetText("Coding.system", system).SetText("Coding.code", code).SetText("Coding.display", display)
	return e
}

// AddCode adds a coding to a CodeableConcept.
func (e Element) AddCode(system, code, display string) Element {
	e.Add("CodeableConcept.coding").SetText("Coding.system", system).SetText("Coding.code", code).SetText("Coding.display", display)
	return e
}

// AddReference adds a literal reference at the path. An empty one adds nothing.
func (e Element) AddReference(path Path, reference string) Element {
	if reference != "" {
		e.Add(path).SetText("Reference.reference", reference)
	}
	return e
}

// AddIdentifier adds an identifier at the path, which is an Identifier, or a Reference that
// then has only an identifier. An empty value adds nothing.
func (e Element) AddIdentifier(path Path, system, value string) Element {
	if value == "" {
		return e
	}
	c := e.Add(path)
	if e.definition(path).Type == "Reference" {
		c = c.Add("Reference.identifier")
	}
	c.SetText("Identifier.system", system).SetText("Identifier.value", value)
	return e
}

// Extend adds an extension with the url. An extension of a primitive is added to its _field
// sibling; the primitive itself may have no value.
func (e Element) Extend(url string) Element {
	holder := e
	if e.typ == nil {
		holder = e.besideForced()
	}
	if holder.node == nil {
		return Element{}
	}
	return holder.append(holder.typ.byName["extension"], NewObject()).SetText("Extension.url", url)
}

// besideForced returns the _field sibling of a primitive, and creates it if necessary.
func (e Element) besideForced() Element {
	if e.owner == nil {
		return Element{}
	}
	name := "_" + e.name
	n := e.beside()
	switch {
	case n != nil:
	case e.index < 0:
		n = e.owner.Set(name, NewObject())
	default:
		list := e.owner.Get(name)
		if list.Kind() != Array {
			list = e.owner.Set(name, NewArray())
		}
		for list.Len() <= e.index {
			list.Append(newNull())
		}
		n = list.Index(e.index).Replace(NewObject())
	}
	return Element{node: n, owner: e.owner, name: name, index: e.index, typ: elements().types["Element"], use: e.use}
}

// Remove removes the element from its document, with its extensions and with every object and
// array that becomes empty. In a list of primitives, the _field list is kept in step.
func (e Element) Remove() {
	if !e.Exists() {
		return
	}
	if e.typ == nil && e.owner != nil {
		beside := e.owner.Get("_" + e.name)
		if e.index >= 0 {
			beside = beside.Index(e.index)
			e.owner.Get(e.name).Index(e.index).removeUp()
		}
		beside.removeUp()
		if e.index >= 0 {
			return
		}
	}
	e.node.removeUp()
}

// removeUp removes n, and every object and array around it that becomes empty.
func (n *Node) removeUp() {
	for n != nil && n.up != nil {
		up := n.up
		n.Remove()
		if up.first != nil {
			return
		}
		n = up
	}
}

// Prune removes the empty objects and arrays in the element.
func (e Element) Prune() Element {
	e.node.prune()
	return e
}

func (n *Node) prune() {
	if n.Kind() != Object && n.Kind() != Array || n.src != "" {
		return
	}
	for part := range n.Parts() {
		part.prune()
		if (part.kind == Object || part.kind == Array) && part.first == nil {
			part.Remove()
		}
	}
}
