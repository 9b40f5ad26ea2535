package therapy

import (
	"iter"
	"slices"
	"sync"
	"time"
)

// bibliography holds every source in order, and the index of each id. It is built on first
// use and never changed afterwards.
var bibliography = sync.OnceValue(func() *sources {
	b := &sources{list: slices.Concat(articleSources(), evidenceSources(), clinicalSources(), lawSources(), measureSources())}
	b.index = make(map[string]int, len(b.list))
	for i := range b.list {
		s := &b.list[i]
		if newer := newerEdition(s.ID); newer != "" {
			s.SupersededBy = newer
		}
		s.ReviewBy = MustDate(2026+yearsUntilReview(*s), time.January, 1)
		b.index[s.ID] = i
	}
	return b
})

type sources struct {
	list  []Source
	index map[string]int
}

// Bibliography yields every source that the library cites, in this order. The letter of
// an id tells the catalogue it is from:
//
//	S   statements of the article that is the library's default view
//	E   evidence: guidelines, trials, reviews, textbooks
//	L   law, standards and professional codes behind the rules of confidentiality
//	M   manuals, studies and pages behind the outcome measures
//
// Every source has a day after which somebody should read it again; see [Source.ReviewBy] and
// the rule at [Cite].
func Bibliography() iter.Seq[Source] { return slices.Values(bibliography().list) }

// Cite returns the built-in source with exactly the given id. It is one lookup in a table and
// is safe for concurrent use.
//
// The day of review follows one rule. It is counted from 2026-01-01, the date of the
// collection. Web pages, which change without notice, are due after two years; guidelines,
// law, ethics codes and the owners of instruments after three; studies, reviews and
// textbooks, which do not change, after five. A source with a known newer edition is due
// after one year, whatever its kind, because its authors may no longer make the claim.
func Cite(id string) (Source, bool) {
	b := bibliography()
	i, ok := b.index[id]
	if !ok {
		return Source{}, false
	}
	return b.list[i], true
}

// MustCite returns the sources with the given ids, in the order given, in a new slice. It
// panics if an id is unknown: it is for tables that are part of a program, where a misspelled
// id is a mistake in the program.
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

// newerEdition names the newer edition of a source that is known to have one, by its
// id where it is in the bibliography.
func newerEdition(id string) string {
	switch id {
	case "E9":
		return "E113"
	case "E12":
		return "E87"
	case "E13":
		return "E96"
	case "E25":
		return "E114"
	case "E28":
		return "American Psychological Association, 2025, not readable"
	case "E45":
		return "E120"
	case "E80":
		return "E119"
	case "E90":
		return "E87"
	}
	return ""
}

func yearsUntilReview(s Source) int {
	switch {
	case s.SupersededBy != "":
		return 1
	case s.Strength == WebPage || s.Strength == SecondaryPage:
		return 2
	case s.Strength <= GuidelineQuoted || s.Strength == EthicsCode || s.Strength == Law || s.Strength == Official || s.Strength == Owner:
		return 3
	default:
		return 5
	}
}
