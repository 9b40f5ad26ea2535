package engine

// Left is how many steps of the budget are left.
func (m *Matter) Left() int { return m.left }
