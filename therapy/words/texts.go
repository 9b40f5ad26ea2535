package words

import (
	"iter"
	"slices"
)

// Texts are the English texts of a package with their keys, in one table. A package shows
// them with [Texts.Say], and lists them with [Texts.All] for people who make a language pack.
// Each row is a key and a text. The zero Texts has none.
type Texts [][2]string

// Say returns the text with the key in the language, with its placeholders filled. For a key
// that is not in the table it returns the key, so that the mistake can be seen.
func (t Texts) Say(language Language, key Key, args ...Arg) string {
	for i := range t {
		if t[i][0] == string(key) {
			return language.Format(key, t[i][1], args...)
		}
	}
	return string(key)
}

// Has reports whether there is a text with the key.
func (t Texts) Has(key Key) bool {
	return slices.ContainsFunc(t, func(text [2]string) bool { return text[0] == string(key) })
}

// All yields the texts in their order.
func (t Texts) All() iter.Seq2[Key, string] {
	return func(yield func(Key, string) bool) {
		for _, text := range t {
			if !yield(Key(text[0]), text[1]) {
				return
			}
		}
	}
}

// Chain yields the elements of the sequences, one sequence after the other.
func Chain(sequences ...iter.Seq2[Key, string]) iter.Seq2[Key, string] {
	return func(yield func(Key, string) bool) {
		for _, sequence := range sequences {
			for key, english := range sequence {
				if !yield(key, english) {
					return
				}
			}
		}
	}
}

// Slug turns a text into a part of a key: its letters and digits in lower case, with hyphens
// for everything between them.
func Slug(text string) string {
	var b []byte
	for i := range len(text) {
		c := text[i]
		switch {
		case 'A' <= c && c <= 'Z':
			b = append(b, c+'a'-'A')
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			b = append(b, c)
		case len(b) > 0 && b[len(b)-1] != '-':
			b = append(b, '-')
		}
	}
	if n := len(b); n > 0 && b[n-1] == '-' {
		b = b[:n-1]
	}
	return string(b)
}
