// Package words has the languages of the clinic: the texts of the application and of the library
// in one catalogue. English is in the templates and in the code; German is a pack. A key must be
// new or have the same English everywhere.
package words

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"

	"github.com/therapykit/therapykit/therapy/words"
	"github.com/therapykit/therapykit/therapy/words/de"
	"github.com/therapykit/therapykit/therapy/words/pack"
)

//go:embed de.json
var german []byte

// Pack returns the application's own pack of German texts.
func Pack() (words.Pack, error) { return pack.Parse(german) }

var languages = sync.OnceValue(func() map[string]words.Language {
	own, err := Pack()
	if err == nil {
		ours := de.Pack() // the library defines the language itself
		ours.Entries = own.Entries
		own, err = pack.Merge(de.Pack(), ours)
	}
	if err != nil {
		panic(err) // a test reads it
	}
	return map[string]words.Language{"en": words.English(), "de": own.Speak()}
})

// Key returns the key of one of the application's own texts. It begins with "clinic", so that it
// differs from the library's keys.
func Key(key string) words.Key { return words.Key("clinic." + key) }

// Languages returns the languages by their tags.
func Languages() map[string]words.Language { return languages() }

// Choose returns the tag of the language that a reader prefers, by their browser's header
// Accept-Language, or English if the clinic has none of theirs.
func Choose(header string) string {
	best, weight := "en", 0.0
	for part := range strings.SplitSeq(header, ",") {
		tag, q, weighed := strings.Cut(strings.TrimSpace(part), ";")
		w := 1.0
		if weighed {
			var err error
			if w, err = strconv.ParseFloat(strings.TrimPrefix(strings.TrimSpace(q), "q="), 64); err != nil {
				continue
			}
		}
		base, _, _ := strings.Cut(strings.ToLower(tag), "-")
		if _, ok := languages()[base]; ok && w > weight {
			best, weight = base, w
		}
	}
	return best
}

// Word returns a word of a closed vocabulary, such as "did-not-attend".
func Word(l words.Language, name string) string {
	if name == "" {
		return ""
	}
	return l.Text(Key("word."+name), strings.ReplaceAll(name, "-", " "))
}
