package fhir

// touch discards the source text of every object and array around n.
func (n *Node) touch() {
	for up := n.up; up != nil; up = up.up {
		up.src = ""
	}
}

// Clone returns a copy of the value. The copy has no parent.
func (n *Node) Clone() *Node {
	if n == nil {
		return nil
	}
	c := &Node{kind: n.kind, src: n.src}
	for part := n.first; part != nil; part = part.next {
		p := part.Clone()
		p.name = part.name
		c.link(p)
	}
	return c
}

// free returns the node itself if it has no parent and does not contain its new place, and a
// copy otherwise.
func (n *Node) free(place *Node) *Node {
	root := place
	for root.up != nil {
		root = root.up
	}
	if n.up != nil || n == root {
		return n.Clone()
	}
	return n
}

// Set sets the member of the object with the name: it replaces an existing member, or adds a
// new one at the end. A nil value removes the member. Set returns the member in the object,
// nil if there is none now. Set on anything but an object does nothing.
func (n *Node) Set(name string, value *Node) *Node {
	return n.setBefore(name, value, func(*Node) bool { return false })
}

// setBefore is Set, with a new member put before the first that later reports.
func (n *Node) setBefore(name string, value *Node, later func(*Node) bool) *Node {
	if n.Kind() != Object {
		return nil
	}
	if old := n.Get(name); old != nil {
		return old.Replace(value)
	}
	if value == nil {
		return nil
	}
	value = value.free(n)
	value.name = name
	var before *Node
	for part := n.first; part != nil && !later(part); part = part.next {
		before = part
	}
	n.insertAfter(before, value)
	return value
}

// insertAfter links the part after another, or as the first after nil.
func (n *Node) insertAfter(before, part *Node) {
	part.up = n
	if before == nil {
		part.next, n.first, part.at = n.first, part, 0
	} else {
		part.next, before.next, part.at = before.next, part, before.at+1
	}
	for after := part.next; after != nil; after = after.next {
		after.at++
	}
	if n.last == before {
		n.last = part
	}
	part.touch()
}

// Append puts the value at the end of the array and returns the node in the array. If the
// value is nil or n is not an array, it does nothing.
func (n *Node) Append(value *Node) *Node {
	if n.Kind() != Array || value == nil {
		return nil
	}
	value = value.free(n)
	value.name = ""
	n.insertAfter(n.last, value)
	return value
}

// Replace puts the value in the place of n, under the same name, and returns the node there.
// A nil value removes n. The root cannot be replaced: Replace then returns nil.
func (n *Node) Replace(value *Node) *Node {
	if n == nil || n.up == nil {
		return nil
	}
	if value == n {
		return n
	}
	up, name := n.up, n.name
	var before *Node
	for part := up.first; part != n; part = part.next {
		before = part
	}
	if value != nil {
		value = value.free(n)
	}
	n.Remove()
	if value == nil {
		return nil
	}
	value.name = name
	up.insertAfter(before, value)
	return value
}

// Remove removes the value from its parent. If the parent becomes empty, it stays; see
// [Element.Prune].
func (n *Node) Remove() {
	if n == nil || n.up == nil {
		return
	}
	n.touch()
	var before *Node
	for part := n.up.first; part != n; part = part.next {
		before = part
	}
	if before == nil {
		n.up.first = n.next
	} else {
		before.next = n.next
	}
	if n.up.last == n {
		n.up.last = before
	}
	for after := n.next; after != nil; after = after.next {
		after.at--
	}
	n.up, n.next, n.name = nil, nil, ""
}
