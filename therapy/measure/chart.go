package measure

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/words"
)

// ChartPoint is one time at which the questionnaire was due. [Score.Point] makes one from a
// score.
type ChartPoint struct {
	confidential.Hidden
	// At is the time; its time zone decides the date that is printed.
	At time.Time `json:"at" kind:"test-result"`
	// Value is the score; it is ignored if Missed.
	Value float64 `json:"value" kind:"test-result"`
	// Scale is the lowest and highest score that the person could have. Zero stands for the
	// scale of the chart; any other scale must equal it.
	Scale Scale `json:"scale,omitzero" kind:"test-result"`
	// Missed means that a questionnaire was due and there is no score. The line has a gap
	// there.
	Missed bool `json:"missed,omitempty" kind:"test-result"`
	// Alert says that a critical item was raised or not answered; zero means neither. The
	// chart marks it and says it in words, even if there is no score.
	Alert AlertState `json:"alert,omitzero" kind:"test-result"`
}

// Point returns the score's total (empty subscale) or one of its subscales as a point of a
// chart, with the most serious of its alerts. The point is Missed if the score has no such
// number, for example if scoring failed.
func (s Score) Point(subscale string) ChartPoint {
	p := ChartPoint{At: s.at, Value: s.total, Scale: s.scale, Missed: !s.has}
	if subscale != "" {
		p.Value, p.Scale, p.Missed = 0, Scale{}, true
		if sub := s.part(subscale); sub != nil {
			p.Value, p.Scale, p.Missed = sub.Score, sub.Scale, false
		}
	}
	if p.Missed {
		p.Scale = Scale{}
	}
	for _, a := range s.alerts {
		if p.Alert != Raised {
			p.Alert = a.State
		}
	}
	return p
}

// ChartSpec is what a chart shows. The zero ChartSpec is refused. A spec without points is
// allowed: the chart then says that there are none.
type ChartSpec struct {
	confidential.Hidden
	// Title is printed above the picture. It is escaped but not protected: everybody who sees
	// the picture sees the title, so it should not name the client.
	Title string `json:"title" kind:"identity"`
	// Instrument gives the range and the direction.
	Instrument Instrument `json:"instrument" kind:"test-result"`
	// Subscale is empty for the total.
	Subscale string `json:"subscale,omitempty" kind:"test-result,code"`
	// Points in any order.
	Points []ChartPoint `json:"points"`
	// Sessions are marked below the axis.
	Sessions []time.Time `json:"sessions,omitempty" kind:"attendance"`
	// Thresholds is the set whose severity bands, cut-off and reliable change are drawn, zero
	// for none. Each is named with the set it comes from, also in a set made by [Combine].
	Thresholds ThresholdSet `json:"-"`
	// Language is the language of the texts, zero for English; see [Messages].
	Language words.Language `json:"-"`
}

// MarshalJSON always returns an error: a chart is drawn, not stored, and its thresholds
// depend on a catalogue.
func (ChartSpec) MarshalJSON() ([]byte, error) {
	return nil, refusal("write the Picture, or the points and ThresholdSet.Spec")
}

// Picture is a chart and its alternatives. All three say the same.
type Picture struct {
	confidential.Hidden
	// SVG is a complete document without scripts, links or fonts of its own.
	SVG string `json:"svg" kind:"test-result"`
	// Table is an HTML table for screen readers and for copying.
	Table string `json:"table" kind:"test-result"`
	// Text is the same as plain lines of text.
	Text string `json:"text" kind:"test-result"`
}

const maxChartPoints = 10_000

type chart struct {
	ChartSpec
	scale                Scale
	bands, cut, reliable *thresholds
	start                *ChartPoint
	// when names each point's time, so that no two are alike.
	when []string
	layout
	b strings.Builder
}

// Chart draws scores over time: severity bands as shades with their names, the cut-off as a
// dashed line, the range without reliable change around the first score as hatching, sessions
// as triangles, and questionnaires that were not filled in as crosses below the axis. Points
// that would cover each other are moved apart a little. Of numbers that would cover each
// other some are left out of the picture; the table has all of them. Nothing depends on
// colour: the chart is drawn in greys. The same spec gives the same bytes. All faults of the
// spec are reported, joined.
func Chart(spec ChartSpec) (Picture, error) {
	c := &chart{ChartSpec: spec}
	if err := c.check(); err != nil {
		return Picture{}, err
	}
	c.when = c.whenWords()
	c.layout = layoutOf(c.Points, c.Sessions, c.scale)
	c.draw()
	return Picture{SVG: c.b.String(), Table: c.table(), Text: strings.Join(c.lines(), "\n") + "\n"}, nil
}

// Validate reports everything that is wrong with the chart, joined.
func (s ChartSpec) Validate() error { return (&chart{ChartSpec: s}).check() }

func (c *chart) check() error {
	var check therapy.Check
	if err := c.Instrument.Validate(); err != nil {
		return therapy.At("/instrument", err)
	}
	switch {
	case c.Subscale != "" && c.Instrument.subscale(c.Subscale) == nil:
		return fail("/subscale", "subscale-unknown", therapy.ErrUnknown)
	case c.Subscale == "" && c.Instrument.NoTotal:
		return fail("/subscale", "instrument-no-total", therapy.ErrRequired)
	case len(c.Points) > maxChartPoints || len(c.Sessions) > maxChartPoints:
		return fail("/points", "chart-points", therapy.ErrRange)
	}
	c.scale = c.Instrument.whole(c.Subscale)
	stated(&check, "/title", "chart-title", c.Title)
	for i, p := range c.Points {
		place := index("points", i)
		check.Instant(place+"/at", p.At)
		if !p.Missed && !c.scale.holds(p.Value) {
			check.Wrong(place+"/value", "total-range", "a score on the scale of the chart", therapy.ErrRange)
		}
		if !p.Missed && p.Scale != (Scale{}) && p.Scale != c.scale {
			check.Wrong(place+"/scale", "scale-smaller", "a score on the scale of the chart; Score.Rescale brings it there", therapy.ErrContradiction)
		}
		if p.Alert != 0 && !p.Alert.Valid() {
			check.Wrong(place+"/alert", "chart-alert", "", therapy.ErrRange)
		}
	}
	for i, s := range c.Sessions {
		check.Instant(index("sessions", i), s)
	}
	c.checkThresholds(&check)
	// Do not sort the caller's slices.
	c.Points, c.Sessions = slices.Clone(c.Points), slices.Clone(c.Sessions)
	slices.SortStableFunc(c.Points, func(a, b ChartPoint) int { return a.At.Compare(b.At) })
	slices.SortFunc(c.Sessions, time.Time.Compare)
	for i := range c.Points {
		if !c.Points[i].Missed {
			c.start = &c.Points[i]
			break
		}
	}
	return check.Err()
}

func (c *chart) checkThresholds(check *therapy.Check) {
	set, id := c.Thresholds, c.Instrument.ID
	if len(set.marks) == 0 {
		return
	}
	c.bands, c.cut, c.reliable = set.find(id, c.Subscale, wantBands), set.find(id, c.Subscale, wantCase), set.find(id, c.Subscale, wantReliable)
	found := false
	for _, t := range []*thresholds{c.bands, c.cut, c.reliable} {
		if t == nil {
			continue
		}
		found = true
		if t.in.whole(c.Subscale) != c.scale || t.in.Direction != c.Instrument.Direction {
			check.Wrong("/thresholds", "instrument-differs", "a set for this instrument", therapy.ErrContradiction)
		}
	}
	if !found {
		check.Wrong("/thresholds", "set-silent", "a set that says something about the instrument", therapy.ErrUnknown)
	}
}

func (c *chart) measureName() string {
	if c.Subscale != "" {
		return c.say("subscale", "measure", c.Instrument.Name, "subscale", c.Language.Text(subscaleKey(c.Subscale), c.Subscale))
	}
	return c.Instrument.Name
}

// noChange is the range of scores without reliable change from the first one.
func (c *chart) noChange() (low, high float64, ok bool) {
	if c.reliable == nil || c.start == nil {
		return 0, 0, false
	}
	points := c.reliable.Reliable.Points
	return max(c.scale.Low, c.start.Value-points), min(c.scale.High, c.start.Value+points), true
}

// whenWords names the time of each point: its date, with the clock time where there is
// another point on that day, and numbered where that is the same too.
func (c *chart) whenWords() []string {
	out := make([]string, len(c.Points))
	for i, p := range c.Points {
		out[i] = c.date(p.At)
	}
	for i, twice := range repeated(out) {
		if twice {
			out[i] = c.Language.Moment(c.Points[i].At)
		}
	}
	number := map[string]int{}
	for i, twice := range repeated(out) {
		if twice {
			number[out[i]]++
			out[i] += " (" + strconv.Itoa(number[out[i]]) + ")"
		}
	}
	return out
}

// repeated reports for each text whether it occurs more than once.
func repeated(texts []string) []bool {
	count := map[string]int{}
	for _, t := range texts {
		count[t]++
	}
	out := make([]bool, len(texts))
	for i, t := range texts {
		out[i] = count[t] > 1
	}
	return out
}
