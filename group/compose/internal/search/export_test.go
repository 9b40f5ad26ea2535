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
