package engine

// Left is how many steps of the budget are left.
func (m *Matter) Left() int { return m.left }

// Samples is how many made-up completions are kept.
func (m *Matter) Samples() int { return len(m.samples) }
