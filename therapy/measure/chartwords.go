package measure

import (
	"iter"
	"time"

	"github.com/therapykit/therapykit/therapy/words"
)

// chartMessages are the texts of charts, with the last part of their keys. The names of
// instruments and sets, and the labels of bands and marks, are those of their sources.
var chartMessages = [...][2]string{
	{"summary", "{measure} scores over time, possible range {low} to {high}."},
	{"axis", "{measure} score, {low} to {high} ({direction})"},
	{"lower-better", "lower is better"},
	{"higher-better", "higher is better"},
	{"none", "No scores yet"},
	{"missed", "no score"},
	{"raised", "critical item raised"},
	{"unanswered", "critical item not answered"},
	{"reliable-improvement", "reliable improvement"},
	{"reliable-deterioration", "reliable deterioration"},
	{"date", "Date"},
	{"score", "Score"},
	{"meaning", "Meaning"},
	{"sessions", "Sessions: {dates}."},
	{"key.score", "Score"},
	{"key.raised", "A critical item was raised"},
	{"key.unanswered", "A critical item was not answered"},
	{"key.missed", "Due, but no score"},
	{"key.session", "Session"},
	{"key.case-from", "{value} and worse: {label} ({set})"},
	{"key.case-beyond", "{value} is the edge, worse than it: {label} ({set})"},
	{"key.change-below", "No reliable change: less than {points} points from the first score ({set})"},
	{"key.change-up-to", "No reliable change: at most {points} points from the first score ({set})"},
	{"key.bands", "Severity bands: {set}"},
	{"set", "{name}, version {version}"},
}

// Messages yields every text of charts that a person reads, in English, with its key,
// such as "chart.key.session". It is what a language pack translates.
func Messages() iter.Seq2[words.Key, string] {
	return func(yield func(words.Key, string) bool) {
		for _, m := range chartMessages {
			if !yield(words.Join("chart", m[0]), m[1]) {
				return
			}
		}
	}
}

// say returns a text in the language of the chart, with pairs of places and values.
func (c *chart) say(key string, values ...string) string {
	for _, m := range chartMessages {
		if m[0] == key {
			args := make([]words.Arg, 0, len(values)/2)
			for i := 0; i+1 < len(values); i += 2 {
				args = append(args, words.Name(values[i], values[i+1]))
			}
			return c.Language.Format(words.Join("chart", key), m[1], args...)
		}
	}
	panic("measure: no text " + key) // a test says every text
}

// date writes a day: as people in English do, and in the international form elsewhere.
func (c *chart) date(t time.Time) string { return t.Format(c.form(dateForm)) }

const (
	dateForm = "2 Jan 2006"
	timeForm = "2 Jan 2006, 15:04"
)

func (c *chart) form(english string) string {
	switch {
	case c.Language.IsZero():
		return english
	case english == dateForm:
		return time.DateOnly
	default:
		return time.DateOnly + " 15:04"
	}
}

func (c *chart) setWords(s SetRef) string { return c.say("set", "name", s.Name, "version", s.Version) }

func (c *chart) cutWords() string {
	key := "key.case-from"
	if !c.cut.Case.Inclusive {
		key = "key.case-beyond"
	}
	return c.say(key, "value", num(c.cut.Case.Value), "label", c.cut.Case.Label, "set", c.setWords(c.cut.set))
}

func (c *chart) changeWords() string {
	key := "key.change-below"
	if !c.reliable.Reliable.Inclusive {
		key = "key.change-up-to"
	}
	return c.say(key, "points", num(c.reliable.Reliable.Points), "set", c.setWords(c.reliable.set))
}
