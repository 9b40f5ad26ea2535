package search

// Blocks divides a model as [Solve] does on large lists. It returns the block of each
// client and group, and for each block its list with the numbers that its clients,
// groups, pairs and resources have in the whole.
func Blocks(m *Model) (client, group []int32, lists []Block) {
	b, n := m.divide()
	for k, share := range m.shares(b, n) {
		x := m.block(int32(k), b, share)
		lists = append(lists, Block{x.m, x.clients, x.groups, x.pairs, x.resources})
	}
	return b.client, b.group, lists
}

// Block is one block of a list.
type Block struct {
	Model                             *Model
	Clients, Groups, Pairs, Resources []int32
}

// Finish runs the last step of a search whose best plan places nobody and has the given groups
// open. It returns which groups are open afterwards and the pair of each client.
func Finish(m *Model, open ...int32) (groups []bool, at []int32) {
	s := newSolver(m, func() bool { return false })
	for _, g := range open {
		s.seating.SetOpen(g, true)
	}
	s.found = false
	s.keep()
	s.finish()
	return s.seating.Open, s.seating.At
}
