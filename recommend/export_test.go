package recommend

// ReadCarefully reads answers without trying the fast scanner first, so that
// tests can compare the two.
func (r *Recommender) ReadCarefully(data []byte) (Answers, error) {
	a, err := r.readAnswers(data)
	if err != nil {
		return Answers{}, err
	}
	return a, nil
}

// ScanPlain is the fast scanner alone.
func (r *Recommender) ScanPlain(data []byte) (Answers, bool) {
	a, ok := r.scan(data)
	return a, ok && !r.engine.Entail(&a.packed)
}
