package therapytest

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/therapykit/therapykit/therapy"
)

// Programmes compares every programme of a descriptor, in order, with a table of published
// figures, so that nothing is left out, added or mixed up. The table must be copied from the
// publications, not from the code. It has one line per programme and eleven columns separated
// by tabs:
//
//	id  name  sessions  follow-ups  minutes  weeks  a week  size  leaders  sources  words
//
// Lines that begin with # are comments. A figure is a number, a range (8-12), a bound (<=12,
// >=2), or ? if none is published. Sessions of two kinds are added up (15+1); elsewhere a +
// gives both ends. ~ marks an approximate figure, which the programme's note has to call
// "about". Sources are ids separated by spaces. The words, separated by semicolons, must be
// in the note; they say what the figures cannot say.
//
// The error joins all differences.
func Programmes(d therapy.Descriptor, table string) error {
	var errs []error
	place := 0
	for line := range strings.Lines(table) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		want, note, err := publishedProgramme(strings.TrimRight(line, "\r\n"))
		if err != nil {
			return fmt.Errorf("table, programme %d: %w", place, err)
		}
		if place >= len(d.Programmes) {
			errs = append(errs, fmt.Errorf("%s is published and missing", want.id))
			continue
		}
		got := d.Programmes[place]
		place++
		if row := figuresOf(got); row != want {
			errs = append(errs, fmt.Errorf("programme %d: published %+v, described %+v", place-1, want, row))
		}
		for _, w := range note {
			if !strings.Contains(strings.ToLower(got.Note), strings.ToLower(w)) {
				errs = append(errs, fmt.Errorf("%s: the note does not say %q", got.ID, w))
			}
		}
	}
	for _, more := range d.Programmes[place:] {
		errs = append(errs, fmt.Errorf("%s is described and not published", more.ID))
	}
	return errors.Join(errs...)
}

// figures is a row of the table that can be compared.
type figures struct {
	id                                                          string
	sessions, followUps, minutes, weeks, perWeek, size, leaders therapy.Range
	sources                                                     string
}

func figuresOf(p therapy.Programme) figures {
	ids := make([]string, len(p.Sources))
	for i, s := range p.Sources {
		ids[i] = s.ID
	}
	return figures{p.ID, p.Sessions, p.FollowUps, p.Minutes, p.Weeks, p.PerWeek, p.Size, p.Leaders, strings.Join(ids, " ")}
}

// publishedProgramme reads a line of the table, and the words that the programme's note must
// contain.
func publishedProgramme(line string) (row figures, note []string, err error) {
	c := strings.Split(line, "\t")
	if len(c) != 11 {
		return figures{}, nil, fmt.Errorf("%d columns instead of 11", len(c))
	}
	row = figures{id: c[0], sources: strings.Join(strings.Fields(c[9]), " ")}
	for i, r := range []*therapy.Range{&row.sessions, &row.followUps, &row.minutes, &row.weeks, &row.perWeek, &row.size, &row.leaders} {
		text := c[i+2]
		if *r, err = figure(text, i == 0); err != nil {
			return figures{}, nil, fmt.Errorf("column %d: %w", i+3, err)
		}
		if strings.HasPrefix(text, "~") {
			note = append(note, "about")
		}
	}
	if c[10] != "" {
		note = append(note, strings.Split(c[10], ";")...)
	}
	return row, note, nil
}

// figure reads one figure of the table.
func figure(text string, adds bool) (therapy.Range, error) {
	text = strings.TrimPrefix(text, "~")
	if text == "?" {
		return therapy.Range{}, nil
	}
	if most, ok := strings.CutPrefix(text, "<="); ok {
		n, err := strconv.Atoi(most)
		return therapy.Range{Max: n}, err
	}
	if least, ok := strings.CutPrefix(text, ">="); ok {
		n, err := strconv.Atoi(least)
		return therapy.Range{Min: n}, err
	}
	low, high, two := strings.Cut(text, "+")
	adds = adds && two
	if !two {
		if low, high, two = strings.Cut(text, "-"); !two {
			high = low
		}
	}
	a, err := strconv.Atoi(low)
	b, err2 := strconv.Atoi(high)
	if adds {
		a, b = a+b, a+b
	}
	return therapy.Range{Min: a, Max: b}, errors.Join(err, err2)
}
