package words

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
)

// PackFormat is the value of the member "format" of a pack.
const PackFormat = "therapykit-words/1"

// maxPack bounds the size of a pack that is read.
const maxPack = 8 << 20

// ErrPack means that a document is not a language pack.
var ErrPack = errors.New("words: not a language pack")

// Entry is one text of a pack.
type Entry struct {
	// Text is the text in the language of the pack.
	Text string `json:"text"`
	// Of is the [Hash] of the English text it was made from.
	Of string `json:"of"`
}

// Pack is the texts of one language. The zero Pack has none and is not valid.
type Pack struct {
	// Format is [PackFormat].
	Format string `json:"format"`
	// Language is a BCP 47 tag, such as "de".
	Language string `json:"language"`
	// Reviewed says who has reviewed the texts and when; it says so where nobody has.
	Reviewed string `json:"reviewed"`
	// Notice is said with every longer text, in the language of the pack. A pack that no
	// clinician has reviewed has one that says so.
	Notice string `json:"notice,omitempty"`
	// And and Or are the words that join lists.
	And string `json:"and"`
	Or  string `json:"or"`
	// Entries are the texts.
	Entries map[Key]Entry `json:"entries"`
}

// Parse reads a pack, strictly. Its errors wrap [ErrPack].
func Parse(data []byte) (Pack, error) {
	if len(data) > maxPack {
		return Pack{}, fmt.Errorf("%w: larger than %d bytes", ErrPack, maxPack)
	}
	var p Pack
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&p); err != nil {
		return Pack{}, fmt.Errorf("%w: malformed near byte %d", ErrPack, dec.InputOffset())
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return Pack{}, fmt.Errorf("%w: something follows the document", ErrPack)
	}
	if err := p.Validate(); err != nil {
		return Pack{}, err
	}
	return p, nil
}

// Validate reports what is wrong with the pack, joined.
func (p Pack) Validate() error {
	var errs []error
	wrong := func(what string) { errs = append(errs, fmt.Errorf("%w: %s", ErrPack, what)) }
	if p.Format != PackFormat {
		wrong("format is " + PackFormat)
	}
	if !Key(p.Language).Valid() || p.Language == "en" {
		wrong("language is a lower-case tag other than en")
	}
	if p.Reviewed == "" {
		wrong("reviewed says who has reviewed it, or that nobody has")
	}
	for _, key := range slices.Sorted(maps.Keys(p.Entries)) {
		switch entry := p.Entries[key]; {
		case !key.Valid():
			wrong("a key is lower-case words joined by dots")
		case entry.Text == "" || len(entry.Of) != 12:
			wrong(string(key) + " needs a text and the hash of the English text")
		}
		if len(errs) >= 100 {
			break
		}
	}
	return errors.Join(errs...)
}

// Speak returns the pack as a language to say things in.
func (p Pack) Speak() Language {
	return Language{&spoken{tag: p.Language, and: p.And, or: p.Or, notice: p.Notice, texts: maps.Clone(p.Entries)}}
}

// Merge makes one pack of several parts of the same language. What stands about the
// language as a whole, such as who has reviewed it, is the same in all of them, and no key
// is in two. Its errors wrap [ErrPack].
func Merge(parts ...Pack) (Pack, error) {
	if len(parts) == 0 {
		return Pack{}, fmt.Errorf("%w: nothing to merge", ErrPack)
	}
	merged := parts[0]
	merged.Entries = map[Key]Entry{}
	for i, part := range parts {
		if part.Format != merged.Format || part.Language != merged.Language || part.Reviewed != merged.Reviewed ||
			part.Notice != merged.Notice || part.And != merged.And || part.Or != merged.Or {
			return Pack{}, fmt.Errorf("%w: part %d says something else about the language", ErrPack, i)
		}
		for _, key := range slices.Sorted(maps.Keys(part.Entries)) {
			if _, twice := merged.Entries[key]; twice {
				return Pack{}, fmt.Errorf("%w: %s stands in two parts", ErrPack, key)
			}
			merged.Entries[key] = part.Entries[key]
		}
	}
	return merged, nil
}

// Comparison is how a pack stands against the English texts. All lists are in the order
// of the keys. The zero Comparison means that the pack fits.
type Comparison struct {
	// Missing are keys that have no text in the pack.
	Missing []Key `json:"missing"`
	// Extra are keys of the pack that no English text has.
	Extra []Key `json:"extra"`
	// Stale are keys whose text was made from another English text.
	Stale []Key `json:"stale"`
}

// Complete reports whether nothing is missing, left over or stale.
func (c Comparison) Complete() bool { return len(c.Missing)+len(c.Extra)+len(c.Stale) == 0 }

// Compare holds the pack against the English texts.
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
	return c
}
