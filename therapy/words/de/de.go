// Package de is the German translation of the library. In it: one language pack, from JSON
// files by area. Not in it: the English texts, and the wording of questionnaires, which need
// a tested translation. It imports only words; a program that does not import it does not
// contain it.
//
//	text := rec.For(recommend.Audience{Reader: recommend.Client, Language: de.Language()}).Text()
//
// # State of review
//
// No clinician has reviewed the translation yet. [words.Language.Notice] says so, and every
// rendering and page in the language shows it. Clients are addressed with "Sie". Terms are
// those of psychotherapy in German-speaking countries: Einzeltherapie, Gruppentherapie,
// Kombinierte Therapie, Schweigepflicht.
//
// # Keeping it up to date
//
// Each text has a hash of the English text that it was made from. A test fails when the
// English changes, until the German text has been checked again:
//
//	go run ./therapy/words/translate -pack therapy/words/de            what is missing, stale, misplaced or left over
//	go run ./therapy/words/translate -pack therapy/words/de -all       everything, with the English
//	go run ./therapy/words/translate -pack therapy/words/de -enter F   enters lines of key, tab, text
package de

import (
	"embed"
	"io/fs"
	"sync"

	"github.com/therapykit/therapykit/therapy/words"
	"github.com/therapykit/therapykit/therapy/words/pack"
)

//go:embed *.json
var files embed.FS

var read = sync.OnceValue(func() words.Pack {
	names, err := fs.Glob(files, "*.json")
	if err != nil {
		panic(err)
	}
	parts := make([]words.Pack, len(names))
	for i, name := range names {
		data, err := files.ReadFile(name)
		if err == nil {
			parts[i], err = pack.Parse(data)
		}
		if err != nil {
			panic(name + ": " + err.Error()) // the files are part of the package and a test reads them
		}
	}
	merged, err := pack.Merge(parts...)
	if err != nil {
		panic(err)
	}
	return merged
})

var spoken = sync.OnceValue(func() words.Language { return read().Speak() })

// Language returns German.
func Language() words.Language { return spoken() }

// Pack returns the texts of the files. The entries are shared: do not change them.
func Pack() words.Pack { return read() }
