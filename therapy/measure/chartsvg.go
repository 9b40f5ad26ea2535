package measure

import (
	"fmt"
	"html"
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

func num(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

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

const dateForm = "2 Jan 2006"

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
	better := "lower is better"
	if c.Instrument.Direction == HigherBetter {
		better = "higher is better"
	}
	c.text(plotLeft, 45, "start", 12, fit(c.measureName(), 60)+" score, "+num(c.low)+" to "+num(c.high)+" ("+better+")")
	c.drawBands()
	if low, high, ok := c.noChange(); ok {
		c.pf("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"url(#hatch)\" fill-opacity=\"0.45\" stroke=\"#555\" stroke-dasharray=\"1 3\"/>\n",
			plotLeft, c.y(high), plotRight-plotLeft, c.y(low)-c.y(high))
	}
	c.line(plotLeft, plotTop, plotLeft, plotBottom, 1, "")
	c.line(plotLeft, plotBottom, plotRight, plotBottom, 1, "")
	last := plotBottom + 100
	for _, v := range c.heights() {
		if y := c.y(v); last-y >= 11 {
			c.text(plotLeft-8, y+4, "end", 11, num(v))
			c.line(plotLeft-5, y, plotLeft, y, 1, "")
			last = y
		}
	}
	if c.cut != nil {
		c.line(plotLeft, c.y(c.cut.Value), plotRight, c.y(c.cut.Value), 2, "9 5")
	}
	for _, s := range c.sortedSessions() {
		x := c.x(s)
		c.pf("<path d=\"M%.1f %.1fl4 7h-8z\"/>\n", x, sessionY-4)
	}
	for _, t := range c.ticks() {
		c.text(c.x(t), dateY, "middle", 11, t.Format(dateForm))
	}
	c.drawPoints()
	for i, k := range keys {
		y := legend + 20*float64(i)
		c.drawKey(k.sign, plotLeft+14, y-4)
		c.text(plotLeft+36, y, "start", 12, fit(k.text, 104))
	}
	c.b.WriteString("</svg>\n")
}

func (c *chart) drawBands() {
	last := plotBottom + 100
	for i, b := range c.bands {
		top := c.high
		if i+1 < len(c.bands) {
			top = c.bands[i+1].From
		}
		fill := "#fff"
		if i%2 == 1 {
			fill = "#e4e4e4"
		}
		y, h := c.y(top), c.y(b.From)-c.y(top)
		c.pf("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\" stroke=\"#999\" stroke-width=\"0.5\"/>\n", plotLeft, y, plotRight-plotLeft, h, fill)
		// A thin band's name moves up until it is clear of the one below.
		at := min(y+h/2+4, last-12)
		c.text(plotRight+8, at, "start", 11, fit(b.Label, 30))
		last = at
	}
}

func (c *chart) drawPoints() {
	path, pen := "", "M"
	for _, p := range c.Points {
		if p.Missed {
			pen = "M"
			continue
		}
		path += fmt.Sprintf("%s%.1f %.1f", pen, c.x(p.At), c.y(p.Total))
		pen = "L"
	}
	if path != "" {
		c.pf("<path d=\"%s\" fill=\"none\" stroke=\"#000\" stroke-width=\"1.8\"/>\n", path)
	}
	lastLabel := -100.0
	for _, p := range c.Points {
		x := c.x(p.At)
		if p.Missed {
			c.cross(x, plotBottom-9)
			continue
		}
		y := c.y(p.Total)
		c.dot(x, y)
		if p.Alert {
			c.ring(x, y)
		}
		if x-lastLabel >= 22 {
			at := y - 12
			if at < plotTop+10 {
				at = y + 22
			}
			// A white edge keeps the number readable over hatching and lines.
			c.pf("<text x=\"%.1f\" y=\"%.1f\" font-size=\"12\" font-weight=\"bold\" text-anchor=\"middle\" stroke=\"#fff\" stroke-width=\"3\" paint-order=\"stroke\">%s</text>\n", x, at, short(p.Total))
			lastLabel = x
		}
	}
	if c.start == nil {
		c.text((plotLeft+plotRight)/2, (plotTop+plotBottom)/2, "middle", 14, "No scores yet")
	}
}

func (c *chart) dot(x, y float64) { c.pf("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>\n", x, y) }

func (c *chart) ring(x, y float64) {
	c.pf("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"8\" fill=\"none\" stroke=\"#000\" stroke-width=\"1.5\"/>\n", x, y)
}

func (c *chart) cross(x, y float64) {
	c.pf("<path d=\"M%.1f %.1fl8 8m0 -8l-8 8\" stroke=\"#000\" stroke-width=\"1.8\"/>\n", x-4, y-4)
}

type key struct{ sign, text string }

func (c *chart) keys() []key {
	keys := []key{{"dot", "Score"}}
	for _, p := range c.Points {
		if p.Alert && !p.Missed {
			keys = append(keys, key{"ring", "A critical item was raised"})
			break
		}
	}
	for _, p := range c.Points {
		if p.Missed {
			keys = append(keys, key{"cross", "Due, but not filled in"})
			break
		}
	}
	if len(c.Sessions) > 0 {
		keys = append(keys, key{"session", "Session"})
	}
	if c.cut != nil {
		keys = append(keys, key{"cut", c.cutWords()})
	}
	if _, _, ok := c.noChange(); ok {
		keys = append(keys, key{"hatch", c.changeWords()})
	}
	if len(c.bands) > 0 {
		keys = append(keys, key{"band", "Severity bands: " + c.setWords(c.Bands)})
	}
	return keys
}

func (c *chart) drawKey(sign string, x, y float64) {
	switch sign {
	case "dot":
		c.dot(x, y)
	case "ring":
		c.dot(x, y)
		c.ring(x, y)
	case "cross":
		c.cross(x, y)
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

func (c *chart) setWords(s ThresholdSet) string { return s.ref.Name + ", version " + s.ref.Version }

func (c *chart) cutWords() string {
	word := " and worse: "
	if !c.cut.Inclusive {
		word = " is the edge, worse than it: "
	}
	return num(c.cut.Value) + word + c.cut.Label + " (" + c.setWords(c.Marks) + ")"
}

func (c *chart) changeWords() string {
	how := "less than "
	if !c.reliable.Inclusive {
		how = "at most "
	}
	return "No reliable change: " + how + num(c.reliable.Points) + " points from the first score (" + c.setWords(c.Marks) + ")"
}
