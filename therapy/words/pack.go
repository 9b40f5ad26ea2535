package words

import (
	"iter"
	"maps"
	"slices"
)

// PackFormat is the value of the member "format" of a pack.
const PackFormat = "therapykit-words/1"

// Entry is one text of a pack.
type Entry struct {
	// Text is the text in the language of the pack.
	Text string `json:"text"`
	// Of is the [Hash] of the English text it was made from.
	Of string `json:"of"`
}

// Pack holds the texts of one language. The zero Pack has none and is not valid. Package
// words/pack reads packs and checks them.
type Pack struct {
	// Format is [PackFormat].
	Format string `json:"format"`
	// Language is a BCP 47 tag, such as "de".
	Language string `json:"language"`
	// Reviewed says who has reviewed the texts and when, or that nobody has.
	Reviewed string `json:"reviewed"`
	// Notice is added to every longer text, in the language of the pack. A pack that no
	// clinician has reviewed must have a notice that says so.
	Notice string `json:"notice,omitempty"`
	// And and Or are the words that join lists.
	And string `json:"and"`
	Or  string `json:"or"`
	// Entries are the texts.
	Entries map[Key]Entry `json:"entries"`
}

// Speak returns the pack as a Language.
func (p Pack) Speak() Language {
	return Language{&spoken{tag: p.Language, and: p.And, or: p.Or, notice: p.Notice, texts: maps.Clone(p.Entries)}}
}

// Comparison is the result of comparing a pack with the English texts. All lists are in the
// order of the keys. The zero Comparison means that there is no difference.
type Comparison struct {
	// Missing are keys without a text in the pack.
	Missing []Key `json:"missing"`
	// Extra are keys of the pack without an English text.
	Extra []Key `json:"extra"`
	// Stale are keys whose English text has changed since the translation.
	Stale []Key `json:"stale"`
	// Misplaced are keys whose text has other placeholders than the English text, such as one
	// that has lost {number}.
	Misplaced []Key `json:"misplaced"`
}

// Complete reports whether nothing is missing, left over, stale or misplaced.
func (c Comparison) Complete() bool {
	return len(c.Missing)+len(c.Extra)+len(c.Stale)+len(c.Misplaced) == 0
}

// Compare compares the pack with the English texts.
func (p Pack) Compare(english iter.Seq2[Key, string]) Comparison {
	var c Comparison
	known := map[Key]bool{}
	for key, text := range english {
		known[key] = true
		switch entry, ok := p.Entries[key]; {
		case !ok:
			c.Missing = append(c.Missing, key)
		case entry.Of != Hash(text):
			c.Stale = append(c.Stale, key)
		case !samePlaces(entry.Text, text):
			c.Misplaced = append(c.Misplaced, key)
		}
	}
	for key := range p.Entries {
		if !known[key] {
			c.Extra = append(c.Extra, key)
		}
	}
	slices.Sort(c.Missing)
	slices.Sort(c.Extra)
	slices.Sort(c.Stale)
	slices.Sort(c.Misplaced)
	return c
}
