// Package words has the languages of the clinic: the application's own texts and the
// library's in one catalogue. English stands in the templates and beside the calls; German
// is a pack. A key has to be new or to have the same English everywhere.
package words

import (
	_ "embed"
	"maps"
	"strconv"
	"strings"
	"sync"

	"github.com/therapykit/therapykit/therapy/words"
)

//go:embed de.json
var german []byte

// Pack returns the application's own pack of German texts.
func Pack() (words.Pack, error) { return words.Parse(german) }

var languages = sync.OnceValue(func() map[string]words.Language {
	pack, err := Pack()
	if err != nil {
		panic(err) // a test reads it
	}
	return map[string]words.Language{"en": words.English(), "de": merge(pack).Speak()}
})

// merge puts texts of the library's packs under those of the application.
func merge(own words.Pack, library ...words.Pack) words.Pack {
	entries := map[words.Key]words.Entry{}
	for _, p := range library {
		maps.Copy(entries, p.Entries)
	}
	maps.Copy(entries, own.Entries)
	own.Entries = entries
	return own
}

// Languages returns the languages by their tags.
func Languages() map[string]words.Language { return languages() }

// Choose returns the tag of the language that a reader likes best, by their browser's
// header Accept-Language; English where there is none of theirs.
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

// Word says a word of a closed vocabulary, such as "did-not-attend".
func Word(l words.Language, name string) string {
	if name == "" {
		return ""
	}
	return l.Text(words.Join("word", name), strings.ReplaceAll(name, "-", " "))
}
