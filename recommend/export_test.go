package recommend

import (
	"github.com/therapykit/therapykit/recommend/internal/engine"
	"github.com/therapykit/therapykit/therapy"
)

// Beside packs one more answer, and reports whether it is consistent with the others.
func (r *Recommender) Beside(p Packed, f therapy.Factor, answer therapy.Answer) (Packed, bool) {
	more, fits := r.engine.With(p.answers, r.program.Index[f], engine.Answer(answer))
	return Packed{answers: more}, fits
}

// ReadCarefully reads answers without trying the fast scanner first, so that
// tests can compare the two.
func (r *Recommender) ReadCarefully(data []byte) (Packed, error) {
	a, _, err := r.parse(data)
	if err != nil {
		return Packed{}, err
	}
	return Packed{answers: a}, nil
}

// ScanPlain is the fast scanner alone.
func (r *Recommender) ScanPlain(data []byte) (Packed, bool) {
	a, ok := r.scan(data)
	return Packed{answers: a}, ok && !r.engine.Entail(&a)
}

// ReadCarefully reads an intake without the fast path for plain ones.
func ReadCarefully(data []byte) (Intake, error) {
	var r intakeReader
	read := r.intake(data)
	return read, r.err()
}
