package measure

import (
	"slices"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// SubscaleScore is the score of one subscale.
type SubscaleScore struct {
	confidential.Hidden
	// ID is the subscale.
	ID string `json:"id" kind:"test-result,code"`
	// Score is its score.
	Score float64 `json:"score" kind:"test-result"`
	// Scale is the lowest and highest score that it can have for this person, and Whole
	// where every item applies.
	Scale Scale `json:"scale" kind:"test-result"`
	Whole Scale `json:"whole" kind:"test-result"`
	// Missing is how many of its items were missing (and filled in by the rule).
	Missing int `json:"missing,omitempty" kind:"test-result"`
}

// Score is the result of scoring a response. It is immutable and comes from
// [Instrument.Score] or [Instrument.FromTotal]. The zero Score has no total. If scoring
// fails, the Score returned with the error still has the alerts.
//
// Its JSON is complete, and reading it gives an equal Score ([Score.Equal]). It shows nothing
// through package fmt.
type Score struct {
	confidential.Hidden
	instrument   ID
	at           time.Time
	total        float64
	has          bool
	scale, whole Scale
	direction    Direction
	missing      int
	leftOut      []int
	rescaled     bool
	known        bool
	alerts       []Alert
	subscales    []SubscaleScore
	rule         string
	source       therapy.Source
	_            [0]func()
}

// Instrument returns the instrument's id.
func (s Score) Instrument() ID { return s.instrument }

// At returns when the questionnaire was filled in.
func (s Score) At() time.Time { return s.at }

// Total returns the total and whether there is one. If there is none, the number is 0 and has
// no meaning.
func (s Score) Total() (float64, bool) { return s.total, s.has }

// Range returns the lowest and highest total that this person could have. It is smaller than
// the instrument's range if items that do not apply were left out.
func (s Score) Range() (low, high float64) { return s.scale.Low, s.scale.High }

// Direction returns which way is better.
func (s Score) Direction() Direction { return s.direction }

// Missing returns how many items were missing (and filled in by the rule).
func (s Score) Missing() int { return s.missing }

// LeftOut returns the numbers of the items that were left out because they do not
// apply, ascending.
func (s Score) LeftOut() []int { return slices.Clone(s.leftOut) }

// Rescaled reports whether the score was converted to the instrument's whole scale; see
// [Score.Rescale].
func (s Score) Rescaled() bool { return s.rescaled }

// AlertsKnown reports whether the score was made from items. It is false for a score made
// from a total alone, which says nothing about critical items.
func (s Score) AlertsKnown() bool { return s.known }

// Alerts returns a copy of the alerts, in the order of the instrument's list.
func (s Score) Alerts() []Alert { return slices.Clone(s.alerts) }

// Subscales returns a copy of the subscale scores, in the instrument's order. A subscale is
// left out if more of its items are missing than its rule allows.
func (s Score) Subscales() []SubscaleScore { return slices.Clone(s.subscales) }

// Subscale returns one subscale's score, and whether there is one.
func (s Score) Subscale(id string) (float64, bool) {
	if sub := s.part(id); sub != nil {
		return sub.Score, true
	}
	return 0, false
}

func (s *Score) part(id string) *SubscaleScore {
	if i := slices.IndexFunc(s.subscales, func(sub SubscaleScore) bool { return sub.ID == id }); i >= 0 {
		return &s.subscales[i]
	}
	return nil
}

// Rule says in words how the total was made.
func (s Score) Rule() string { return s.rule }

// Source returns where that rule was published.
func (s Score) Source() therapy.Source { return s.source }

// Equal reports whether two scores are the same, and at the same moment.
func (s Score) Equal(t Score) bool {
	return s.instrument == t.instrument && s.at.Equal(t.at) && s.total == t.total && s.has == t.has &&
		s.scale == t.scale && s.whole == t.whole && s.direction == t.direction && s.missing == t.missing &&
		slices.Equal(s.leftOut, t.leftOut) && s.rescaled == t.rescaled && s.known == t.known &&
		slices.Equal(s.alerts, t.alerts) && slices.Equal(s.subscales, t.subscales) && s.rule == t.rule && s.source == t.source
}

// ruleRescaled is what [Score.Rescale] adds to the rule in words.
const ruleRescaled = ", brought to the whole scale in proportion"

// Rescale returns the score converted to the instrument's whole scale, for a score that left
// out items which do not apply: its relative place between the lowest and the highest
// possible score stays the same. Bands and marks were established on the whole scale, so they
// refuse a score on a smaller one. A caller who rescales decides that they may be used, and
// every result says so. A score on the whole scale is returned unchanged.
func (s Score) Rescale() Score {
	if len(s.leftOut) == 0 || s.rescaled {
		return s
	}
	s.total = rescale(s.total, s.scale, s.whole)
	s.scale, s.rescaled = s.whole, true
	s.subscales = slices.Clone(s.subscales)
	for i := range s.subscales {
		sub := &s.subscales[i]
		sub.Score = rescale(sub.Score, sub.Scale, sub.Whole)
		sub.Scale = sub.Whole
	}
	s.rule += ruleRescaled
	return s
}

func rescale(v float64, from, to Scale) float64 {
	if from == to || !(from.High > from.Low) {
		return v
	}
	return to.Low + (v-from.Low)*(to.High-to.Low)/(from.High-from.Low)
}

// Score scores a response. It fails, with every fault, where an answer does not exist for its
// item ([therapy.ErrRange]), the number of answers is wrong ([therapy.ErrRange]), the
// response is for another instrument ([therapy.ErrContradiction]) or too many items are
// missing ([ErrIncomplete]). The Score returned with an error has no total, but has the
// alerts, so that a missing item never hides a raised critical item.
func (in Instrument) Score(r Response) (Score, error) {
	if err := in.Validate(); err != nil {
		return Score{}, err
	}
	return in.scoreResponse(r)
}

// scoreResponse scores with an instrument that has been checked. The total and every
// subscale are parts that are computed in the same way.
func (in *Instrument) scoreResponse(r Response) (Score, error) {
	s := Score{instrument: in.ID, at: r.At, direction: in.Direction, known: true, source: in.Sources[0], alerts: in.alerts(r)}
	s.whole = in.whole("")
	s.scale = s.whole
	var c therapy.Check
	if r.Instrument != in.ID {
		c.Wrong("/instrument", "response-instrument", "a response to this instrument", therapy.ErrContradiction)
	}
	if len(r.Answers) != len(in.Items) {
		c.Wrong("/answers", "response-length", "one answer for each item", therapy.ErrRange)
	}
	if c.Failed() {
		return s, c.Err()
	}
	m, err := in.read(r.Answers)
	if err != nil {
		return s, err
	}
	total := in.compute(in.Scoring, nil, m.marks)
	subscales := make([]SubscaleScore, 0, len(in.Subscales))
	var summed part
	for _, sub := range in.Subscales {
		p := in.compute(sub.Scoring, sub.Items, m.marks)
		summed.score += p.score
		summed.scale.Low, summed.scale.High = summed.scale.Low+p.scale.Low, summed.scale.High+p.scale.High
		if p.has {
			subscales = append(subscales, SubscaleScore{
				ID: sub.ID, Score: p.score, Scale: p.scale, Whole: in.compute(sub.Scoring, sub.Items, nil).scale, Missing: p.missing,
			})
		}
	}
	if in.SumSubscales {
		total.has = len(subscales) == len(in.Subscales)
		total.score, total.scale = in.scaled(summed.score), Scale{in.scaled(summed.scale.Low), in.scaled(summed.scale.High)}
	}
	s.missing = total.missing
	if in.NoTotal && len(subscales) == 0 || !in.NoTotal && !total.has {
		return s, fail("/answers", "response-incomplete", ErrIncomplete)
	}
	if len(subscales) > 0 {
		s.subscales = subscales
	}
	s.leftOut, s.scale, s.rule = m.leftOut, total.scale, m.rule(in, s.missing)
	if !in.NoTotal {
		s.total, s.has = total.score, true
	}
	if s.missing > 0 && in.Missing.allows() {
		s.source = in.Missing.Source
	}
	return s, nil
}
