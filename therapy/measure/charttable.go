package measure

import "strings"

// lines says everything that the picture shows, a sentence a line.
func (c *chart) lines() []string {
	out := []string{c.measureName() + " scores over time, possible range " + num(c.scale.Low) + " to " + num(c.scale.High) + "."}
	if c.start == nil {
		out = append(out, "No scores yet.")
	}
	for i, p := range c.Points {
		out = append(out, c.when[i]+": "+strings.Join(c.cells(p), "; ")+".")
	}
	for _, k := range c.keys() {
		switch k.sign {
		case "cut", "hatch", "band":
			out = append(out, k.text+".")
		}
	}
	if n := len(c.Sessions); n > 0 {
		dates := make([]string, n)
		for i, s := range c.Sessions {
			dates[i] = s.Format(dateForm)
		}
		out = append(out, "Sessions: "+strings.Join(dates, ", ")+".")
	}
	return out
}

// cells are the score and what is said about it.
func (c *chart) cells(p ChartPoint) []string {
	out := []string{"no score"}
	if !p.Missed {
		out = []string{short(p.Value)}
		if c.bands != nil {
			out = append(out, c.bands.Bands[bandAt(c.bands.Bands, p.Value)].Label)
		}
		if c.cut != nil && c.cut.Case.met(c.Instrument.Direction, p.Value) {
			out = append(out, c.cut.Case.Label)
		}
		if c.reliable != nil {
			if kind, err := c.reliable.Reliable.Classify(c.Instrument.Direction.Improvement(c.start.Value, p.Value)); err == nil && kind != NoReliableChange {
				out = append(out, strings.ReplaceAll(kind.String(), "-", " "))
			}
		}
	}
	switch p.Alert {
	case Raised:
		out = append(out, "critical item raised")
	case Unanswered:
		out = append(out, "critical item not answered")
	}
	return out
}

func (c *chart) table() string {
	var b strings.Builder
	b.WriteString("<table>\n<caption>" + esc(c.Title+": "+c.measureName()) + "</caption>\n")
	b.WriteString("<thead><tr><th scope=\"col\">Date</th><th scope=\"col\">Score</th><th scope=\"col\">Meaning</th></tr></thead>\n<tbody>\n")
	for i, p := range c.Points {
		cells := c.cells(p)
		b.WriteString("<tr><th scope=\"row\">" + c.when[i] + "</th><td>" + esc(cells[0]) + "</td><td>" + esc(strings.Join(cells[1:], "; ")) + "</td></tr>\n")
	}
	b.WriteString("</tbody>\n<tfoot>\n")
	for _, line := range c.lines()[1:] {
		if !strings.Contains(line, ": ") || strings.HasPrefix(line, "Sessions") || strings.Contains(line, "version ") {
			b.WriteString("<tr><td colspan=\"3\">" + esc(line) + "</td></tr>\n")
		}
	}
	b.WriteString("</tfoot>\n</table>\n")
	return b.String()
}
