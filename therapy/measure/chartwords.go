package measure

import (
	"iter"
	"strconv"
	"time"

	"github.com/therapykit/therapykit/therapy/words"
)

// chartTexts are the texts of charts.
var chartTexts = words.Texts{
	{"chart.summary", "{measure} scores over time, possible range {low} to {high}."},
	{"chart.axis", "{measure} score, {low} to {high} ({direction})"},
	{"chart.lower-better", "lower is better"},
	{"chart.higher-better", "higher is better"},
	{"chart.none", "No scores yet"},
	{"chart.missed", "no score"},
	{"chart.raised", "critical item raised"},
	{"chart.unanswered", "critical item not answered"},
	{"chart.reliable-improvement", "reliable improvement"},
	{"chart.reliable-deterioration", "reliable deterioration"},
	{"chart.date", "Date"},
	{"chart.score", "Score"},
	{"chart.meaning", "Meaning"},
	{"chart.sessions", "Sessions: {dates}."},
	{"chart.key.score", "Score"},
	{"chart.key.raised", "A critical item was raised"},
	{"chart.key.unanswered", "A critical item was not answered"},
	{"chart.key.missed", "Due, but no score"},
	{"chart.key.session", "Session"},
	{"chart.key.case-from", "{value} and worse: {label} ({set})"},
	{"chart.key.case-beyond", "{value} is the edge, worse than it: {label} ({set})"},
	{"chart.key.change-below", "No reliable change: less than {points} points from the first score ({set})"},
	{"chart.key.change-up-to", "No reliable change: at most {points} points from the first score ({set})"},
	{"chart.key.bands", "Severity bands: {set}"},
	{"chart.set", "{name}, version {version}"},
	{"chart.point", "{when}: {what}."},
	{"chart.subscale", "{measure} {subscale}"},
}

// Messages yields every text of this package that a person reads, in English, with its key:
// the texts of charts, such as "chart.key.session"; the labels of bands and marks of the
// built-in sets, "band.moderately-severe", and of their symptom rules; the names of the sets
// and the populations they are for, "set.ID.name"; and the titles of the built-in
// instruments, "instrument.ID.title". The wording of instruments is not among them: for
// another language than English, use a tested translation of the instrument, as a [Form].
func Messages() iter.Seq2[words.Key, string] {
	return words.Chain(chartTexts.All(), labels, titles)
}

func labels(yield func(words.Key, string) bool) {
	seen := map[words.Key]bool{}
	say := func(key words.Key, text string) bool {
		if seen[key] {
			return true
		}
		seen[key] = true
		return yield(key, text)
	}
	for _, set := range standardSets() {
		if !say(words.Join("set", set.ID, "name"), set.Name) || !say(words.Join("set", set.ID, "population"), set.Population) {
			return
		}
		for _, entry := range set.Entries {
			for _, band := range entry.Bands {
				if !say(labelKey(band.Label), band.Label) {
					return
				}
			}
			if entry.Case != nil && !say(labelKey(entry.Case.Label), entry.Case.Label) {
				return
			}
		}
	}
}

func titles(yield func(words.Key, string) bool) {
	seen := map[words.Key]bool{}
	for id, in := range Standard().All() {
		if !yield(words.Join("instrument", string(id), "title"), in.Title) {
			return
		}
		for _, c := range in.Critical {
			if !yield(criticalKey(id, c), c.About) {
				return
			}
		}
		for _, sub := range in.Subscales {
			if key := subscaleKey(sub.ID); !seen[key] && !yield(key, sub.ID) {
				return
			}
			seen[subscaleKey(sub.ID)] = true
		}
	}
}

func labelKey(label string) words.Key { return words.Join("band", words.Slug(label)) }

func subscaleKey(id string) words.Key { return words.Join("subscale", id) }

func criticalKey(id ID, c Critical) words.Key {
	return words.Join("instrument", string(id), "critical", strconv.Itoa(c.Item))
}

// In returns the result with its label and its set in a language. Show the result to people,
// but do not store it.
func (b BandResult) In(language words.Language) BandResult {
	b.Label, b.Set = labelIn(language, b.Label), b.Set.In(language)
	return b
}

// labelIn returns the label of a band or a mark in the language.
func labelIn(language words.Language, label string) string {
	if label == "" {
		return ""
	}
	return language.Text(labelKey(label), label)
}

// In returns the instrument with its title and the subjects of its critical items in a
// language. Show it to people, but do not store it. The wording of the form is not
// translated.
func (in Instrument) In(language words.Language) Instrument {
	in = in.Clone()
	if language.IsZero() {
		return in
	}
	in.Title = language.Text(words.Join("instrument", string(in.ID), "title"), in.Title)
	for i, c := range in.Critical {
		in.Critical[i].About = language.Text(criticalKey(in.ID, c), c.About)
	}
	return in
}

// In returns the reference with the name and the population in a language. Show it to people,
// but do not store it.
func (s SetRef) In(language words.Language) SetRef {
	if s.ID != "" {
		s.Name = language.Text(words.Join("set", s.ID, "name"), s.Name)
		s.Population = language.Text(words.Join("set", s.ID, "population"), s.Population)
	}
	return s
}

// say returns a text in the language of the chart, with pairs of places and values.
func (c *chart) say(key string, values ...string) string {
	args := make([]words.Arg, 0, len(values)/2)
	for i := 0; i+1 < len(values); i += 2 {
		args = append(args, words.Name(values[i], values[i+1]))
	}
	return chartTexts.Say(c.Language, words.Join("chart", key), args...)
}

// date writes a day in the form of the language, and moment writes a day and a time.
func (c *chart) date(t time.Time) string { return c.Language.Day(t) }

func (c *chart) num(v float64) string { return c.Language.Number(v) }

func (c *chart) setWords(s SetRef) string {
	return c.say("set", "name", s.In(c.Language).Name, "version", s.Version)
}

func (c *chart) cutWords() string {
	key := "key.case-from"
	if !c.cut.Case.Inclusive {
		key = "key.case-beyond"
	}
	return c.say(key, "value", c.num(c.cut.Case.Value), "label", labelIn(c.Language, c.cut.Case.Label), "set", c.setWords(c.cut.set))
}

func (c *chart) changeWords() string {
	key := "key.change-below"
	if !c.reliable.Reliable.Inclusive {
		key = "key.change-up-to"
	}
	return c.say(key, "points", c.num(c.reliable.Reliable.Points), "set", c.setWords(c.reliable.set))
}
