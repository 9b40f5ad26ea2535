package care

// Validate reports everything wrong with the observation at once.
func (o Observation) Validate() error {
	var c check
	o.validate(&c, "")
	return c.err()
}

// Validate reports everything wrong with the note at once; the zero RiskNote is
// right.
func (r RiskNote) Validate() error {
	var c check
	r.validate(&c, "")
	return c.err()
}

// Validate reports everything wrong with the issue at once.
func (i Issue) Validate() error {
	var c check
	i.validate(&c, "")
	return c.err()
}

// Validate reports everything wrong with the barrier at once.
func (b Barrier) Validate() error {
	var c check
	c.name("/kind", "barrier-kind", b.Kind)
	return c.err()
}
