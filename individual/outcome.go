package individual

import (
	"strconv"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/measure"
)

// Scores returns the data that [measure.NHSRules] need: the first and the last total of
// PHQ-9, of the measure of the person's problem and of GAD-7 as its backup, the number of
// attended contacts, and whether the strand has ended. Totals that other people reported are
// left out. catalogue must have the instruments.
//
// The error is [therapy.ErrUnknown] if the catalogue does not have a measure that was used,
// and [therapy.ErrRange] for a value that is not a possible total of its measure. The place
// in the error is the index of the observation in [Course.Measures].
func (c Course) Scores(catalogue measure.Catalogue, problem measure.ID) (measure.Course, error) {
	const depression, backup = "phq-9", "gad-7"
	pairs := map[measure.ID]*measure.Pair{depression: {}, problem: {}, backup: {}}
	var check therapy.Check
	i := -1
	for o := range c.Measures() {
		i++
		pair := pairs[o.Measure]
		if pair == nil || o.Scale != "" || o.By != (confidential.PersonID{}) && o.By != c.client {
			continue
		}
		score, err := scored(catalogue, o)
		if err != nil {
			check.Part("/measures/"+strconv.Itoa(i), err)
			continue
		}
		if pair.First.Instrument() == "" {
			pair.First = score
		} else {
			pair.Last = score
		}
	}
	if check.Failed() {
		return measure.Course{}, check.Err()
	}
	out := measure.Course{
		Depression: *pairs[depression], Anxiety: *pairs[problem], Instrument: problem,
		Contacts: c.Attendance().Delivered(), Ended: !c.Strand().Open(),
	}
	if problem != backup {
		out.Backup = *pairs[backup]
	}
	return out, nil
}

func scored(catalogue measure.Catalogue, o care.Observation) (measure.Score, error) {
	instrument, ok := catalogue.Lookup(o.Measure)
	if !ok {
		return measure.Score{}, &therapy.FieldError{Path: "/measure", Rule: "instrument-unknown", Err: therapy.ErrUnknown}
	}
	score, err := instrument.FromTotal(o.At, o.Value)
	if err != nil {
		return measure.Score{}, &therapy.FieldError{Path: "/value", Rule: "total-range", Hint: "a total that some answers add up to", Err: therapy.ErrRange}
	}
	return score, nil
}
