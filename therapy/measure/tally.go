package measure

// Tally counts outcomes. The zero Tally has none. Only finished courses count.
type Tally struct {
	// Finished courses, and those of them that were certainly not at caseness.
	Finished int `json:"finished"`
	NotCase  int `json:"notCase"`
	// Improved, Deteriorated, NoChange and NoEnd add up to Finished; NoEnd have no verdict on change.
	Improved     int `json:"improved"`
	Deteriorated int `json:"deteriorated"`
	NoChange     int `json:"noChange"`
	NoEnd        int `json:"noEnd"`
	// Recovered and ReliablyRecovered.
	Recovered         int `json:"recovered"`
	ReliablyRecovered int `json:"reliablyRecovered"`
}

// Add returns the tally with one more outcome.
func (t Tally) Add(o Outcome) Tally {
	if !o.Finished {
		return t
	}
	t.Finished++
	if o.Caseness == No {
		t.NotCase++
	}
	switch {
	case o.ReliableImprovement == Yes:
		t.Improved++
	case o.ReliableDeterioration == Yes:
		t.Deteriorated++
	case o.ReliableImprovement == Unknown:
		t.NoEnd++
	default:
		t.NoChange++
	}
	if o.Recovery == Yes {
		t.Recovered++
	}
	if o.ReliableRecovery == Yes {
		t.ReliablyRecovered++
	}
	return t
}

// Rate is a share with its two counts, so that the denominator is never in doubt.
type Rate struct {
	// Count of Of.
	Count int `json:"count"`
	Of    int `json:"of"`
}

// Value returns the share, 0 to 1; [ErrUndefined] where nobody is in the denominator.
func (r Rate) Value() (float64, error) {
	if r.Of <= 0 || r.Count < 0 || r.Count > r.Of {
		return 0, fail("", "rate-denominator", ErrUndefined)
	}
	return float64(r.Count) / float64(r.Of), nil
}

// Recovery is recovered over finished less those not at caseness. Cases without
// end scores stay in the denominator, as in the published figures.
func (t Tally) Recovery() Rate { return Rate{t.Recovered, t.Finished - t.NotCase} }

// ReliableRecovery has the denominator of [Tally.Recovery].
func (t Tally) ReliableRecovery() Rate { return Rate{t.ReliablyRecovered, t.Finished - t.NotCase} }

// Improvement is reliably improved over finished.
func (t Tally) Improvement() Rate { return Rate{t.Improved, t.Finished} }

// Deterioration is reliably deteriorated over finished.
func (t Tally) Deterioration() Rate { return Rate{t.Deteriorated, t.Finished} }

// Unchanged is no reliable change over finished. It and the two before do not
// add up to one where end scores are missing.
func (t Tally) Unchanged() Rate { return Rate{t.NoChange, t.Finished} }
