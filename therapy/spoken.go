package therapy

import (
	"iter"
	"strings"

	"github.com/therapykit/therapykit/therapy/words"
)

// Spoken returns the name of a value as people read it in a language, such as "dropped
// out" for dropped-out. The key is "name.VOCABULARY.NAME". The name itself, with its
// hyphens, is for programs. An invalid value is "".
func Spoken(language words.Language, vocabulary string, value interface {
	Valid() bool
	String() string
},
) string {
	if !value.Valid() {
		return ""
	}
	return language.Text(words.Join("name", vocabulary, value.String()), spoken(value.String()))
}

func spoken(name string) string { return strings.ReplaceAll(name, "-", " ") }

// SpokenNames yields the names of a closed vocabulary as [Spoken] returns them, in English,
// with their keys.
func SpokenNames(vocabulary string, names []string) iter.Seq2[words.Key, string] {
	return func(yield func(words.Key, string) bool) {
		for _, name := range names {
			if name != "" && !yield(words.Join("name", vocabulary, name), spoken(name)) {
				return
			}
		}
	}
}
