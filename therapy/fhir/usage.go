package fhir

// usage records which parts of a document were read, so that the others can be listed. A nil
// *usage records nothing.
type usage struct{ read map[*Node]bool }

// mark records that the node was read, with all that is in it.
func (u *usage) mark(n *Node) {
	if u != nil && n != nil {
		u.read[n] = true
	}
}

// unread calls found for every part of n that was not read. If nothing inside a part was
// read, it calls found once, for the whole part.
func (u *usage) unread(n *Node, found func(*Node)) {
	if !u.some(n) {
		found(n)
		return
	}
	if u.read[n] {
		return
	}
	for part := range n.Parts() {
		u.unread(part, found)
	}
}

// some reports whether n or a part of it was read.
func (u *usage) some(n *Node) bool {
	if u.read[n] {
		return true
	}
	for part := range n.Parts() {
		if u.some(part) {
			return true
		}
	}
	return false
}
