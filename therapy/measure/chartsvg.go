package measure

import (
	"fmt"
	"html"
	"math"
	"slices"
	"strconv"
	"strings"
)

// esc makes a text safe in XML and HTML, and drops characters that XML cannot hold.
func esc(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	return html.EscapeString(s)
}

// short writes a score in the language of the chart, with as many decimals as are readable.
func (c *chart) short(v float64) string { return c.Language.Number(math.Round(10*v) / 10) }

// short keeps prorated scores readable.
func short(v float64) string {
	s := strconv.FormatFloat(v, 'f', 1, 64)
	return strings.TrimSuffix(s, ".0")
}

// fit cuts a text to a number of characters, so that it cannot leave the picture.
func fit(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

func (c *chart) pf(format string, args ...any) { fmt.Fprintf(&c.b, format, args...) }

func (c *chart) text(x, y float64, anchor string, size int, s string) {
	c.pf("<text x=\"%.1f\" y=\"%.1f\" font-size=\"%d\" text-anchor=\"%s\">%s</text>\n", x, y, size, anchor, esc(s))
}

func (c *chart) line(x1, y1, x2, y2, width float64, dash string) {
	if dash != "" {
		dash = ` stroke-dasharray="` + dash + `"`
	}
	c.pf("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#000\" stroke-width=\"%.1f\"%s/>\n", x1, y1, x2, y2, width, dash)
}

func (c *chart) draw() {
	keys := c.keys()
	height := legend + 20*float64(len(keys)) + 6
	c.pf("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"%s\" viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" height=\"%.0f\" font-family=\"sans-serif\">\n",
		esc(c.Title), chartWidth, height, chartWidth, height)
	c.pf("<title>%s</title>\n<desc>%s</desc>\n", esc(c.Title), esc(strings.Join(c.lines(), " ")))
	c.pf("<defs><pattern id=\"hatch\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"8\" stroke=\"#555\" stroke-width=\"1\"/></pattern></defs>\n")
	c.pf("<rect width=\"%.0f\" height=\"%.0f\" fill=\"#fff\"/>\n", chartWidth, height)
	c.text(plotLeft, 26, "start", 17, fit(c.Title, 74))
	c.text(plotLeft, 45, "start", 12, c.say("axis", "measure", fit(c.measureName(), 60), "low", c.num(c.scale.Low), "high", c.num(c.scale.High), "direction", c.say(c.Instrument.Direction.String())))
	c.drawBands()
	if low, high, ok := c.noChange(); ok {
		c.pf("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"url(#hatch)\" fill-opacity=\"0.45\" stroke=\"#555\" stroke-dasharray=\"1 3\"/>\n",
			plotLeft, c.y(high), plotRight-plotLeft, c.y(low)-c.y(high))
	}
	c.line(plotLeft, plotTop, plotLeft, plotBottom, 1, "")
	c.line(plotLeft, plotBottom, plotRight, plotBottom, 1, "")
	c.drawAxis()
	if c.cut != nil {
		y := c.y(c.cut.Case.Value)
		c.line(plotLeft, y, plotRight, y, 2, "9 5")
	}
	// Sessions that are close together get thinner triangles.
	half := min(4, max(1, (plotRight-plotLeft)/float64(2*max(len(c.Sessions), 1))))
	for _, s := range c.Sessions {
		c.pf("<path d=\"M%.1f %.1fl%.1f 7h-%.1fz\"/>\n", c.x(s), sessionY-4, half, 2*half)
	}
	at, days := c.dates(c.Points, c.Sessions)
	for i, x := range at {
		c.text(x, dateY, "middle", 11, c.date(days[i]))
	}
	c.drawPoints()
	for i, k := range keys {
		y := legend + 20*float64(i)
		c.drawKey(k.sign, plotLeft+14, y-4)
		c.text(plotLeft+36, y, "start", 12, fit(k.text, 104))
	}
	c.b.WriteString("</svg>\n")
}

// drawAxis writes the numbers of the axis, starting with both ends.
func (c *chart) drawAxis() {
	var bands []Band
	if c.bands != nil {
		bands = c.bands.Bands
	}
	all := heights(c.scale, bands)
	ends := []float64{all[0], all[len(all)-1]}
	taken := []float64{}
	for _, v := range append(ends, all[1:len(all)-1]...) {
		y := c.y(v)
		if slices.ContainsFunc(taken, func(t float64) bool { return math.Abs(t-y) < 11 }) {
			continue
		}
		taken = append(taken, y)
		c.text(plotLeft-8, y+4, "end", 11, c.num(v))
		c.line(plotLeft-5, y, plotLeft, y, 1, "")
	}
}

func (c *chart) drawBands() {
	if c.bands == nil {
		return
	}
	last := plotBottom + 100
	bands := c.bands.Bands
	for i, b := range bands {
		top := c.scale.High
		if i+1 < len(bands) {
			top = bands[i+1].From
		}
		fill := "#fff"
		if i%2 == 1 {
			fill = "#e4e4e4"
		}
		y, h := c.y(top), c.y(b.From)-c.y(top)
		c.pf("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\" stroke=\"#999\" stroke-width=\"0.5\"/>\n", plotLeft, y, plotRight-plotLeft, h, fill)
		// A thin band's name moves up until it is clear of the one below.
		at := min(y+h/2+4, last-12)
		c.text(plotRight+8, at, "start", 11, fit(labelIn(c.Language, b.Label), 30))
		last = at
	}
}

func (c *chart) drawPoints() {
	path, pen := "", "M"
	for i, p := range c.Points {
		if p.Missed {
			pen = "M"
			continue
		}
		path += fmt.Sprintf("%s%.1f %.1f", pen, c.xs[i], c.y(p.Value))
		pen = "L"
	}
	if path != "" {
		c.pf("<path d=\"%s\" fill=\"none\" stroke=\"#000\" stroke-width=\"%.1f\"/>\n", path, min(1.8, c.radius*0.6))
	}
	for i, p := range c.Points {
		x, y := c.xs[i], missedY
		if p.Missed {
			c.cross(x, y, min(4, c.radius+0.5))
		} else {
			y = c.y(p.Value)
			c.dot(x, y, c.radius)
		}
		c.alert(x, y, p.Alert)
	}
	for _, l := range c.labels {
		// A white edge keeps the number readable over hatching and lines.
		c.pf("<text x=\"%.1f\" y=\"%.1f\" font-size=\"12\" font-weight=\"bold\" text-anchor=\"middle\" stroke=\"#fff\" stroke-width=\"3\" paint-order=\"stroke\">%s</text>\n", c.xs[l.point], l.y, c.short(c.Points[l.point].Value))
	}
	if c.start == nil {
		c.text((plotLeft+plotRight)/2, (plotTop+plotBottom)/2, "middle", 14, c.say("none"))
	}
}

func (c *chart) dot(x, y, r float64) {
	c.pf("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>\n", x, y, r)
}

// alert rings a point: one line for a raised item, a broken square for one that was not answered.
func (c *chart) alert(x, y float64, state AlertState) {
	switch state {
	case Raised:
		c.pf("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"none\" stroke=\"#000\" stroke-width=\"1.5\"/>\n", x, y, c.radius+4)
	case Unanswered:
		r := c.radius + 3.5
		c.pf("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"none\" stroke=\"#000\" stroke-width=\"1.5\" stroke-dasharray=\"3 2\"/>\n", x-r, y-r, 2*r, 2*r)
	}
}

func (c *chart) cross(x, y, r float64) {
	c.pf("<path d=\"M%.1f %.1fl%.1f %.1fm0 -%.1fl-%.1f %.1f\" stroke=\"#000\" stroke-width=\"1.8\"/>\n", x-r, y-r, 2*r, 2*r, 2*r, 2*r, 2*r)
}

type key struct{ sign, text string }

func (c *chart) keys() []key {
	some := func(is func(ChartPoint) bool) bool { return slices.ContainsFunc(c.Points, is) }
	keys := []key{{"dot", c.say("key.score")}}
	if some(func(p ChartPoint) bool { return p.Alert == Raised }) {
		keys = append(keys, key{"raised", c.say("key.raised")})
	}
	if some(func(p ChartPoint) bool { return p.Alert == Unanswered }) {
		keys = append(keys, key{"unanswered", c.say("key.unanswered")})
	}
	if some(func(p ChartPoint) bool { return p.Missed }) {
		keys = append(keys, key{"cross", c.say("key.missed")})
	}
	if len(c.Sessions) > 0 {
		keys = append(keys, key{"session", c.say("key.session")})
	}
	if c.cut != nil {
		keys = append(keys, key{"cut", c.cutWords()})
	}
	if _, _, ok := c.noChange(); ok {
		keys = append(keys, key{"hatch", c.changeWords()})
	}
	if c.bands != nil {
		keys = append(keys, key{"band", c.say("key.bands", "set", c.setWords(c.bands.set))})
	}
	return keys
}

func (c *chart) drawKey(sign string, x, y float64) {
	switch sign {
	case "dot":
		c.dot(x, y, c.radius)
	case "raised":
		c.dot(x, y, c.radius)
		c.alert(x, y, Raised)
	case "unanswered":
		c.dot(x, y, c.radius)
		c.alert(x, y, Unanswered)
	case "cross":
		c.cross(x, y, 4)
	case "session":
		c.pf("<path d=\"M%.1f %.1fl4 7h-8z\"/>\n", x, y-4)
	case "cut":
		c.line(x-14, y, x+14, y, 2, "9 5")
	case "hatch":
		c.pf("<rect x=\"%.1f\" y=\"%.1f\" width=\"28\" height=\"12\" fill=\"url(#hatch)\" stroke=\"#555\" stroke-dasharray=\"1 3\"/>\n", x-14, y-6)
	case "band":
		c.pf("<rect x=\"%.1f\" y=\"%.1f\" width=\"28\" height=\"12\" fill=\"#e4e4e4\" stroke=\"#999\"/>\n", x-14, y-6)
	}
}
