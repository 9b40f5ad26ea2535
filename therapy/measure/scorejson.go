package measure

import (
	"encoding/json"
	"time"

	"github.com/therapykit/therapykit/therapy"
)

// scoreRecord is the JSON form of a score.
type scoreRecord struct {
	Instrument ID              `json:"instrument"`
	At         time.Time       `json:"at"`
	Total      *float64        `json:"total"`
	Scale      Scale           `json:"scale"`
	Whole      Scale           `json:"whole"`
	Direction  Direction       `json:"direction,omitzero"`
	Missing    int             `json:"missing,omitempty"`
	LeftOut    []int           `json:"leftOut,omitempty"`
	Rescaled   bool            `json:"rescaled,omitempty"`
	ItemsSeen  bool            `json:"itemsSeen"`
	Alerts     []Alert         `json:"alerts,omitempty"`
	Subscales  []SubscaleScore `json:"subscales,omitempty"`
	Rule       string          `json:"rule,omitempty"`
	Source     therapy.Source  `json:"source,omitzero"`
}

// MarshalJSON writes the whole score, with the alerts. The caller is responsible for who may
// see it.
func (s Score) MarshalJSON() ([]byte, error) {
	r := scoreRecord{
		s.instrument, s.at, nil, s.scale, s.whole, s.direction, s.missing, s.leftOut, s.rescaled, s.known, s.alerts, s.subscales, s.rule, s.source,
	}
	if s.has {
		r.Total = &s.total
	}
	return json.Marshal(r)
}

// UnmarshalJSON reads what MarshalJSON writes, strictly. It refuses a score that no
// instrument can give: numbers outside their scale, and scales whose ends are equal or
// reversed.
func (s *Score) UnmarshalJSON(data []byte) error {
	var r scoreRecord
	if err := therapy.UnmarshalStrict(data, &r); err != nil {
		return err
	}
	if err := r.validate(); err != nil {
		return err
	}
	*s = Score{
		instrument: r.Instrument, at: r.At, scale: r.Scale, whole: r.Whole, direction: r.Direction, missing: r.Missing, leftOut: r.LeftOut,
		rescaled: r.Rescaled, known: r.ItemsSeen, alerts: r.Alerts, subscales: r.Subscales, rule: r.Rule, source: r.Source,
	}
	if r.Total != nil {
		s.total, s.has = *r.Total, true
	}
	return nil
}

func (r *scoreRecord) validate() error {
	var c therapy.Check
	c.OptionalName("/instrument", "instrument-id", string(r.Instrument))
	if r.Total != nil {
		c.Stated("/instrument", "instrument-id", r.Instrument != "")
		c.Stated("/direction", "direction-unstated", r.Direction.Valid())
		if !(r.Whole.High > r.Whole.Low) || !r.Scale.holds(*r.Total) {
			c.Wrong("/total", "total-range", "a number on the scale", therapy.ErrRange)
		}
	}
	if r.Missing < 0 {
		c.Wrong("/missing", "score-missing", "0 or more", therapy.ErrRange)
	}
	if r.Source != (therapy.Source{}) {
		c.Part("/source", r.Source.Validate())
	}
	last := 0
	for i, n := range r.LeftOut {
		if n <= last {
			c.Wrong(index("leftOut", i), "item-numbers", "ascending numbers of items", therapy.ErrRange)
		}
		last = n
	}
	for i, a := range r.Alerts {
		if a.Item < 1 {
			c.Wrong(index("alerts", i)+"/item", "item-number", "1 or more", therapy.ErrRange)
		}
		c.Stated(index("alerts", i)+"/state", "alert-state", a.State.Valid())
	}
	seen := map[string]bool{}
	for i, sub := range r.Subscales {
		place := index("subscales", i)
		c.Name(place+"/id", "subscale-id", sub.ID)
		therapy.CheckOnce(&c, seen, sub.ID, place+"/id", "subscale-duplicate")
		if !(sub.Whole.High > sub.Whole.Low) || !sub.Scale.holds(sub.Score) {
			c.Wrong(place+"/score", "total-range", "a number on the scale", therapy.ErrRange)
		}
	}
	return c.Err()
}
