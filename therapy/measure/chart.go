package measure

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/therapykit/therapykit/therapy"
)

// ChartPoint is one time at which the questionnaire was due.
type ChartPoint struct {
	// At is the time; its zone decides the date that is printed.
	At time.Time
	// Total is the score; it is ignored where Missed.
	Total float64
	// Missed means that it was due and there is no score. The line is broken there.
	Missed bool
	// Alert means that a critical item was raised; it is marked and said in words.
	Alert bool
}

// ChartSpec is what a chart shows. The zero ChartSpec is refused; no points at
// all are a chart that says so.
type ChartSpec struct {
	// Title stands above the picture. A name in it is shown to everybody who
	// sees the picture; it is escaped, not sealed.
	Title string
	// Instrument gives the range and the direction.
	Instrument Instrument
	// Subscale is empty for the total.
	Subscale string
	// Points in any order.
	Points []ChartPoint
	// Sessions are marked below the axis.
	Sessions []time.Time
	// Bands is the set whose severity bands are drawn, zero for none.
	Bands ThresholdSet
	// Marks is the set whose cut-off and reliable change are drawn, zero for
	// none. It may be another set than Bands; both are named.
	Marks ThresholdSet
}

// Picture is a chart and its alternatives. All three say the same.
type Picture struct {
	// SVG is a whole document without script, links or fonts of its own.
	SVG string
	// Table is an HTML table for screen readers and for copying.
	Table string
	// Text is the same in plain lines.
	Text string
}

const (
	chartWidth              = 760.0
	plotLeft, plotRight     = 56.0, 560.0
	plotTop, plotBottom     = 56.0, 316.0
	sessionY, dateY, legend = 332.0, 354.0, 384.0
	maxChartPoints          = 10_000
)

type chart struct {
	ChartSpec
	low, high   float64
	first, last time.Time
	bands       []Band
	cut         *Cutoff
	reliable    *ChangeMark
	start       *ChartPoint
	b           strings.Builder
}

// Chart draws scores over time: severity bands as shades with their names, the
// cut-off as a dashed line, the range without reliable change around the first
// score as hatching, sessions as triangles. Nothing depends on colour: it is
// drawn in greys. The same spec gives the same bytes. Faults of the spec are reported joined.
func Chart(spec ChartSpec) (Picture, error) {
	c := &chart{ChartSpec: spec}
	if err := c.check(); err != nil {
		return Picture{}, err
	}
	c.draw()
	return Picture{c.b.String(), c.table(), strings.Join(c.lines(), "\n") + "\n"}, nil
}

func (c *chart) check() error {
	if err := c.Instrument.Validate(); err != nil {
		return therapy.At("/instrument", err)
	}
	var errs []error
	c.low, c.high = c.Instrument.Range()
	if c.Subscale != "" {
		var err error
		if c.low, c.high, err = c.Instrument.SubscaleRange(c.Subscale); err != nil {
			return err
		}
	} else if c.Instrument.NoTotal {
		return fail("/subscale", "instrument-no-total", therapy.ErrRequired)
	}
	if strings.TrimSpace(c.Title) == "" {
		errs = append(errs, fail("/title", "chart-title", therapy.ErrRequired))
	}
	if len(c.Points) > maxChartPoints || len(c.Sessions) > maxChartPoints {
		errs = append(errs, fail("/points", "chart-points", therapy.ErrRange))
	}
	// The caller's slices stay as they are.
	c.Points = slices.Clone(c.Points)
	for i, p := range c.Points {
		if !p.Missed && !(p.Total >= c.low && p.Total <= c.high) {
			errs = append(errs, fail(index("points", i)+"/total", "total-range", therapy.ErrRange))
		}
		if p.At.IsZero() {
			errs = append(errs, fail(index("points", i)+"/at", "chart-time", therapy.ErrRequired))
		}
	}
	for i, s := range c.Sessions {
		if s.IsZero() {
			errs = append(errs, fail(index("sessions", i), "chart-time", therapy.ErrRequired))
		}
	}
	for _, set := range []struct {
		name string
		s    ThresholdSet
	}{{"/bands", c.Bands}, {"/marks", c.Marks}} {
		if set.s.ref.ID == "" {
			continue
		}
		i := set.s.find(c.Instrument.ID, c.Subscale)
		if i < 0 {
			errs = append(errs, fail(set.name, "set-silent", therapy.ErrUnknown))
			continue
		}
		low, high := set.s.in[i].Range()
		if l, h := c.Instrument.Range(); l != low || h != high || set.s.in[i].Direction != c.Instrument.Direction {
			errs = append(errs, fail(set.name, "instrument-differs", therapy.ErrContradiction))
			continue
		}
		if set.name == "/bands" {
			c.bands = set.s.entries[i].Bands
		} else {
			c.cut, c.reliable = set.s.entries[i].Case, set.s.entries[i].Reliable
		}
	}
	slices.SortStableFunc(c.Points, func(a, b ChartPoint) int { return a.At.Compare(b.At) })
	for i := range c.Points {
		if !c.Points[i].Missed {
			c.start = &c.Points[i]
			break
		}
	}
	times := slices.Clone(c.Sessions)
	for _, p := range c.Points {
		times = append(times, p.At)
	}
	if len(times) > 0 {
		c.first = slices.MinFunc(times, time.Time.Compare)
		c.last = slices.MaxFunc(times, time.Time.Compare)
	}
	return errors.Join(errs...)
}

func (c *chart) y(v float64) float64 {
	return plotBottom - (v-c.low)/(c.high-c.low)*(plotBottom-plotTop)
}

// x keeps 14 points free on both sides, so that marks do not touch the frame.
func (c *chart) x(t time.Time) float64 {
	span := float64(c.last.Unix() - c.first.Unix())
	if span <= 0 {
		return (plotLeft + plotRight) / 2
	}
	return plotLeft + 14 + float64(t.Unix()-c.first.Unix())/span*(plotRight-plotLeft-28)
}

func (c *chart) measureName() string {
	if c.Subscale != "" {
		return c.Instrument.Name + " " + c.Subscale
	}
	return c.Instrument.Name
}

func (c *chart) bandOf(v float64) string {
	label := ""
	for _, b := range c.bands {
		if b.starts(v) {
			label = b.Label
		}
	}
	return label
}

// noChange is the range of scores without reliable change from the first one.
func (c *chart) noChange() (low, high float64, ok bool) {
	if c.reliable == nil || c.start == nil {
		return 0, 0, false
	}
	return max(c.low, c.start.Total-c.reliable.Points), min(c.high, c.start.Total+c.reliable.Points), true
}

// ticks chooses at most six dates that do not crowd each other.
func (c *chart) ticks() []time.Time {
	var all []time.Time
	for _, p := range c.Points {
		all = append(all, p.At)
	}
	if len(all) == 0 {
		all = slices.Clone(c.Sessions)
	}
	slices.SortFunc(all, time.Time.Compare)
	var out []time.Time
	for _, t := range all {
		if len(out) == 0 || c.x(t)-c.x(out[len(out)-1]) >= 86 {
			out = append(out, t)
		}
	}
	return out
}

func (c *chart) heights() []float64 {
	if len(c.bands) > 0 {
		out := make([]float64, 0, len(c.bands)+1)
		for _, b := range c.bands {
			out = append(out, b.From)
		}
		return append(out, c.high)
	}
	return []float64{c.low, (c.low + c.high) / 2, c.high}
}

func (c *chart) sortedSessions() []time.Time {
	return slices.SortedFunc(slices.Values(c.Sessions), func(a, b time.Time) int { return cmp.Compare(a.UnixNano(), b.UnixNano()) })
}
