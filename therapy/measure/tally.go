package measure

// Tally counts outcomes. The zero Tally has none. Only finished courses count.
type Tally struct {
	// Finished is the number of finished courses, and NotCase how many of them were certainly
	// not at caseness.
	Finished int `json:"finished"`
	NotCase  int `json:"notCase"`
	// Improved, Deteriorated, NoChange and NoEnd add up to Finished. NoEnd counts the courses
	// whose reliable change is not known, since a score is missing.
	Improved     int `json:"improved"`
	Deteriorated int `json:"deteriorated"`
	NoChange     int `json:"noChange"`
	NoEnd        int `json:"noEnd"`
	// Recovered and ReliablyRecovered count the courses with recovery and with reliable
	// recovery.
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

// Rate is a share with its two counts, so that the denominator is always visible.
type Rate struct {
	// Count is how many, and Of is the denominator.
	Count int `json:"count"`
	Of    int `json:"of"`
}

// Value returns the share, 0 to 1. The error is [ErrUndefined] if the denominator is 0.
func (r Rate) Value() (float64, error) {
	if r.Of <= 0 || r.Count < 0 || r.Count > r.Of {
		return 0, fail("", "rate-denominator", ErrUndefined)
	}
	return float64(r.Count) / float64(r.Of), nil
}

// Recovery is the share of courses with recovery. The denominator is the finished courses
// without those that were certainly not at caseness ([Tally.NotCase]); courses without last
// scores stay in it, as in the published figures.
func (t Tally) Recovery() Rate { return Rate{t.Recovered, t.Finished - t.NotCase} }

// ReliableRecovery is the share of courses with reliable recovery. The denominator is that of
// [Tally.Recovery].
func (t Tally) ReliableRecovery() Rate { return Rate{t.ReliablyRecovered, t.Finished - t.NotCase} }

// Improvement is the share of finished courses with reliable improvement.
func (t Tally) Improvement() Rate { return Rate{t.Improved, t.Finished} }

// Deterioration is the share of finished courses with reliable deterioration.
func (t Tally) Deterioration() Rate { return Rate{t.Deteriorated, t.Finished} }

// Unchanged is the share of finished courses without reliable change. If last scores are
// missing, Improvement, Deterioration and Unchanged do not add up to 1.
func (t Tally) Unchanged() Rate { return Rate{t.NoChange, t.Finished} }
