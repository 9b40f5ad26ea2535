package care

import "github.com/therapykit/therapykit/therapy"

// Validate reports everything wrong with the observation at once.
func (o Observation) Validate() error {
	var c therapy.Check
	o.validate(&c, "")
	return c.Err()
}

// Validate reports everything wrong with the note at once; the zero RiskNote is
// right.
func (r RiskNote) Validate() error {
	var c therapy.Check
	r.validate(&c, "")
	return c.Err()
}

// Validate reports everything wrong with the issue at once.
func (i Issue) Validate() error {
	var c therapy.Check
	i.validate(&c, "")
	return c.Err()
}

// Validate reports everything wrong with the barrier at once.
func (b Barrier) Validate() error {
	var c therapy.Check
	c.Name("/kind", "barrier-kind", b.Kind)
	return c.Err()
}
