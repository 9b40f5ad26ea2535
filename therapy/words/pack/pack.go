package pack

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/words"
)

// MaxSize is the maximum size of a pack that [Parse] reads, in bytes: 8 MiB.
const MaxSize = 8 << 20

// Parse reads a pack, strictly; see [therapy.UnmarshalStrict] for what it refuses. A pack
// that it returns is valid.
func Parse(data []byte) (words.Pack, error) {
	if len(data) > MaxSize {
		return words.Pack{}, &therapy.FieldError{Rule: "pack-size", Hint: "at most 8 MiB", Err: therapy.ErrRange}
	}
	var p words.Pack
	if err := therapy.UnmarshalStrict(data, &p); err != nil {
		return words.Pack{}, err
	}
	if err := Validate(p); err != nil {
		return words.Pack{}, err
	}
	return p, nil
}

// Validate reports everything that is wrong with a pack. The place of an entry has its key if
// the key has the documented form, and otherwise its number in the order of the keys, counted
// from 0.
func Validate(p words.Pack) error {
	var c therapy.Check
	if p.Format != words.PackFormat {
		c.Wrong("/format", "pack-format", words.PackFormat, therapy.ErrUnknown)
	}
	if !words.Key(p.Language).Valid() || p.Language == words.English().Tag() {
		c.Wrong("/language", "pack-language", "a lower-case tag other than en", therapy.ErrSyntax)
	}
	if p.Reviewed == "" {
		c.Wrong("/reviewed", "pack-reviewed", "who has reviewed the texts, or that nobody has", therapy.ErrRequired)
	}
	for i, key := range slices.Sorted(maps.Keys(p.Entries)) {
		entry := p.Entries[key]
		place := "/entries/#" + strconv.Itoa(i)
		if key.Valid() {
			place = therapy.Pointer("entries", string(key))
		} else {
			c.Wrong(place, "pack-key", "lower-case words joined by dots", therapy.ErrSyntax)
		}
		c.Stated(place+"/text", "pack-text", worded(entry.Text))
		if len(entry.Of) != len(words.Hash("")) {
			c.Wrong(place+"/of", "pack-of", "the hash of the English text", therapy.ErrSyntax)
		}
	}
	return c.Err()
}

// worded reports whether a text contains a letter or a digit: a text without one says
// nothing, and would hide a text that people have to read.
func worded(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// Merge joins several parts of the same language into one pack. The fields about the language
// as a whole, such as Reviewed, must be the same in all parts, and no key may be in two
// parts. Its errors give the index of a part in the list of parts.
func Merge(parts ...words.Pack) (words.Pack, error) {
	if len(parts) == 0 {
		return words.Pack{}, &therapy.FieldError{Rule: "merge-parts", Hint: "at least one part", Err: therapy.ErrRequired}
	}
	var c therapy.Check
	merged := parts[0]
	merged.Entries = map[words.Key]words.Entry{}
	for i, part := range parts {
		place := "/" + strconv.Itoa(i)
		if part.Format != merged.Format || part.Language != merged.Language || part.Reviewed != merged.Reviewed ||
			part.Notice != merged.Notice || part.And != merged.And || part.Or != merged.Or {
			c.Wrong(place, "merge-language", "what the first part says about the language", therapy.ErrContradiction)
		}
		for _, key := range slices.Sorted(maps.Keys(part.Entries)) {
			if _, twice := merged.Entries[key]; twice {
				c.Wrong(place+therapy.Pointer("entries", string(key)), "merge-key", "a key that no other part has", therapy.ErrDuplicate)
			}
			merged.Entries[key] = part.Entries[key]
		}
	}
	if err := c.Err(); err != nil {
		return words.Pack{}, err
	}
	return merged, nil
}
