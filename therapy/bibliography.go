package therapy

import (
	"iter"
	"slices"
	"time"
)

// bibliography holds every source in order, and bibliographyIndex where each
// id stands. Both are filled before the program starts and never written again,
// so that they can be read from any goroutine without a lock.
var (
	bibliography      = buildBibliography()
	bibliographyIndex = indexBibliography()
)

// Bibliography yields every source that the built-in rules, descriptors and
// factors cite: the statements of the article (S1 to S63), which is the default
// policy, then the evidence (E1 to E86), each in numerical order. The same
// ids stand in the documents the sources were collected in.
//
// Every source carries the day after which somebody should look at it again;
// see [Source.ReviewBy] and the rule at [Cite].
func Bibliography() iter.Seq[Source] { return slices.Values(bibliography) }

// Cite returns the source with the given id, exactly spelled. It costs one look
// into a table and is safe for concurrent use.
//
// The day of review follows one rule, counted from 2026-01-01, the state of the
// collection: web pages, which change without notice, two years; guidelines and
// ethics codes three; studies, reviews and textbooks, which stay as printed,
// five. A source that is known to have a newer edition is due after one year
// whatever it is, because the claim may no longer be what its authors say.
func Cite(id string) (Source, bool) {
	i, ok := bibliographyIndex[id]
	if !ok {
		return Source{}, false
	}
	return bibliography[i], true
}

// MustCite returns the sources with the given ids, in the order given, as a
// slice of its own. It panics when an id is unknown: it is for tables that are
// part of a program, where a misspelled id is a mistake in the program.
func MustCite(ids ...string) []Source {
	sources := make([]Source, len(ids))
	for i, id := range ids {
		source, ok := Cite(id)
		if !ok {
			panic("therapy.MustCite: no source " + id)
		}
		sources[i] = source
	}
	return sources
}

func buildBibliography() []Source {
	all := slices.Concat(articleSources(), evidenceSources())
	for i := range all {
		all[i].ReviewBy = MustDate(2026+yearsUntilReview(all[i]), time.January, 1)
	}
	return all
}

func indexBibliography() map[string]int {
	index := make(map[string]int, len(bibliography))
	for i, source := range bibliography {
		index[source.ID] = i
	}
	return index
}

// replaced lists the sources that are known to have a newer edition, which could
// not be read when the evidence was collected. Their claims say so.
var replaced = [...]string{
	"E9",  // VA/DoD depression 2016: edition of 2022
	"E12", // NICE CG28: NG134 of 2019
	"E13", // NICE CG90: NG222 of 2022
	"E25", // VA/DoD PTSD 2017: edition of 2023, see E26
	"E45", // VA/DoD substance use 2015: edition of 2021
	"E80", // VA/DoD suicide 2013: editions of 2019 and 2024
}

func yearsUntilReview(s Source) int {
	switch {
	case slices.Contains(replaced[:], s.ID):
		return 1
	case s.Strength == WebPage:
		return 2
	case s.Strength <= GuidelineQuoted || s.Strength == EthicsCode:
		return 3
	default:
		return 5
	}
}
