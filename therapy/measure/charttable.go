package measure

import "strings"

// lines says everything that the picture shows, one sentence per line.
func (c *chart) lines() []string {
	out := []string{c.say("summary", "measure", c.measureName(), "low", c.num(c.scale.Low), "high", c.num(c.scale.High))}
	if c.start == nil {
		out = append(out, c.say("none")+".")
	}
	for i, p := range c.Points {
		out = append(out, c.say("point", "when", c.when[i], "what", strings.Join(c.cells(p), "; ")))
	}
	return append(out, c.notes()...)
}

// notes says what the marks are and which set each comes from, and when there were sessions.
func (c *chart) notes() (out []string) {
	if c.cut != nil {
		out = append(out, c.cutWords()+".")
	}
	if _, _, ok := c.noChange(); ok {
		out = append(out, c.changeWords()+".")
	}
	if c.bands != nil {
		out = append(out, c.say("key.bands", "set", c.setWords(c.bands.set))+".")
	}
	if n := len(c.Sessions); n > 0 {
		dates := make([]string, n)
		for i, s := range c.Sessions {
			dates[i] = c.date(s)
		}
		out = append(out, c.say("sessions", "dates", strings.Join(dates, ", ")))
	}
	return out
}

// cells returns the score of a point and the remarks about it.
func (c *chart) cells(p ChartPoint) []string {
	out := []string{c.say("missed")}
	if !p.Missed {
		out = []string{c.short(p.Value)}
		if c.bands != nil {
			out = append(out, labelIn(c.Language, c.bands.Bands[bandAt(c.bands.Bands, p.Value)].Label))
		}
		if c.cut != nil && c.cut.Case.met(c.Instrument.Direction, p.Value) {
			out = append(out, labelIn(c.Language, c.cut.Case.Label))
		}
		if c.reliable != nil {
			if kind, err := c.reliable.Reliable.Classify(c.Instrument.Direction.Improvement(c.start.Value, p.Value)); err == nil && kind != NoReliableChange {
				out = append(out, c.say(kind.String()))
			}
		}
	}
	if p.Alert.Valid() {
		out = append(out, c.say(p.Alert.String()))
	}
	return out
}

func (c *chart) table() string {
	var b strings.Builder
	b.WriteString("<table>\n<caption>" + esc(c.Title+": "+c.measureName()) + "</caption>\n<thead><tr>")
	for _, head := range []string{"date", "score", "meaning"} {
		b.WriteString("<th scope=\"col\">" + esc(c.say(head)) + "</th>")
	}
	b.WriteString("</tr></thead>\n<tbody>\n")
	for i, p := range c.Points {
		cells := c.cells(p)
		b.WriteString("<tr><th scope=\"row\">" + esc(c.when[i]) + "</th><td>" + esc(cells[0]) + "</td><td>" + esc(strings.Join(cells[1:], "; ")) + "</td></tr>\n")
	}
	b.WriteString("</tbody>\n<tfoot>\n")
	notes := c.notes()
	if c.start == nil {
		notes = append([]string{c.say("none") + "."}, notes...)
	}
	for _, line := range notes {
		b.WriteString("<tr><td colspan=\"3\">" + esc(line) + "</td></tr>\n")
	}
	b.WriteString("</tfoot>\n</table>\n")
	return b.String()
}
