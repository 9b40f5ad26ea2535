// Package tongue gives the examples a flag for the language of the library's texts. In it: English,
// German, and the language for tests. The texts of the examples themselves stay in English.
package tongue

import (
	"errors"
	"flag"

	"github.com/therapykit/therapykit/therapy/words"
	"github.com/therapykit/therapykit/therapy/words/de"
)

// Flag adds the flag -lang to a set of flags.
func Flag(flags *flag.FlagSet) *words.Language {
	language := new(words.Language)
	flags.Func("lang", "the language in which the library speaks: en, de, or qps, which is for tests", func(tag string) error {
		var err error
		*language, err = Parse(tag)
		return err
	})
	return language
}

// Parse returns the language with the tag.
func Parse(tag string) (words.Language, error) {
	switch tag {
	case "en", "":
		return words.English(), nil
	case "de":
		return de.Language(), nil
	case "qps":
		return words.Pseudo(), nil
	}
	return words.Language{}, errors.New("no language pack for it")
}
