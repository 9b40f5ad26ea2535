package note

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// word is a run of letters of a text, folded.
type word struct {
	start, end int    // bytes of the text
	key        string // folded letters
	expanded   string // with "ü" as "ue" and the like, "" if the same
	offsets    []int  // for unspaced scripts: where in the text each byte of key is from
	capital    bool   // begins with a capital
	capitals   bool   // consists of capitals
	opens      bool   // begins a sentence or a line
	unspaced   bool   // in a script that puts no spaces between words
	near       bool   // so little stands between it and the word before that they can be one name
}

func (w word) endOf(keyByte int) int {
	if keyByte >= len(w.offsets) {
		return w.end
	}
	return w.offsets[keyByte]
}

// maxGap is the number of characters between two parts of one name: a comma and a
// space, a hyphen with spaces around it.
const maxGap = 3

// wordsOf yields the words of a text. Letters with marks are folded; marks,
// characters without width and soft hyphens are skipped inside a word, so that they
// cannot hide one.
func wordsOf(text string) iter.Seq[word] {
	return func(yield func(word) bool) {
		s := wordReader{folds: tables().folds}
		gap, sentence, first := 0, true, true
		divided := false // a hyphen stands behind the word: a line break may divide a name there
		for at := 0; at < len(text); {
			r, size := utf8.DecodeRuneInString(text[at:])
			switch {
			case invisible(r):
			case unicode.IsLetter(r):
				w, next := s.word(text, at)
				w.opens, w.near = sentence, !first && gap <= maxGap && !sentence
				if !yield(w) {
					return
				}
				at, gap, sentence, first, divided = next, 0, false, false, false
				continue
			default:
				gap++
				sentence = sentence || begins(r, text[at+size:]) && !(divided && unicode.IsSpace(r))
				divided = unicode.Is(unicode.Pd, r) || divided && unicode.IsSpace(r)
			}
			at += size
		}
	}
}

// wordReader reads the words of a text one by one.
type wordReader struct {
	folds     map[rune]string
	key, long []byte // long stays empty while it would be the same
}

// word reads the word that begins at a position, and returns it and its end. A word ends at a
// character that is not a letter, or where the script changes between one with spaces and one
// without.
func (s *wordReader) word(text string, start int) (w word, next int) {
	w = word{start: start, capitals: true}
	s.key, s.long = s.key[:0], s.long[:0]
	for next = start; next < len(text); {
		r, size := utf8.DecodeRuneInString(text[next:])
		if invisible(r) {
			if r == '\u0308' && strings.IndexByte("aou", s.key[len(s.key)-1]) >= 0 {
				s.add("", "e") // a mark typed by itself
			}
			next += size
			if !unicode.Is(unicode.Cf, r) {
				w.end = next
			}
			continue
		}
		letter := widthFolded(r)
		upper := unicode.IsUpper(letter) || unicode.IsTitle(letter)
		if next == start {
			w.capital, w.unspaced = upper, unspaced(letter)
		}
		if !unicode.IsLetter(r) || unspaced(letter) != w.unspaced {
			break
		}
		w.capitals = w.capitals && upper
		plain, long := foldRune(s.folds, unicode.ToLower(letter))
		if w.unspaced {
			for range len(plain) {
				w.offsets = append(w.offsets, next)
			}
		}
		s.add(plain, long)
		next += size
		w.end = next
	}
	w.key, w.expanded = string(s.key), string(s.long)
	return w, next
}

// add adds a letter, plain and with its marks written as a second letter.
func (s *wordReader) add(plain, long string) {
	if plain != long && len(s.long) == 0 {
		s.long = append(s.long, s.key...)
	}
	if plain != long || len(s.long) > 0 {
		s.long = append(s.long, long...)
	}
	s.key = append(s.key, plain...)
}

// begins reports whether a sentence or a line begins after a character, given the text after
// it.
func begins(r rune, rest string) bool {
	return r == '.' && endsSentence(rest) || strings.ContainsRune("!?:;…\n\r\u2028\u2029\"“„«([•*", r)
}

// endsSentence reports whether a full stop followed by this text ends a sentence: a space
// follows, and then not another initial (a single capital with a full stop).
func endsSentence(rest string) bool {
	r, n := utf8.DecodeRuneInString(rest)
	if n == 0 || !unicode.IsSpace(r) {
		return n == 0
	}
	rest = strings.TrimLeftFunc(rest, unicode.IsSpace)
	_, n = utf8.DecodeRuneInString(rest)
	return !strings.HasPrefix(rest[n:], ".")
}

// invisible reports whether r is a mark or has no width: it is then part of the word around
// it.
func invisible(r rune) bool {
	return r >= utf8.RuneSelf && unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf)
}

// widthFolded maps the full-width Latin letters of East Asian typing to ordinary
// ones.
func widthFolded(r rune) rune {
	if 'Ａ' <= r && r <= 'Ｚ' || 'ａ' <= r && r <= 'ｚ' {
		return r - 'Ａ' + 'A'
	}
	return r
}

// foldRune returns the plain spelling of a lower-case letter, and the long spelling in which
// marks are written as a second letter.
func foldRune(folds map[rune]string, r rune) (plain, long string) {
	if r < utf8.RuneSelf {
		letter := asciiLetters[r-'a' : r-'a'+1]
		return letter, letter
	}
	plain, ok := folds[r]
	if !ok {
		plain = string(r)
	}
	switch r {
	case 'ä', 'æ':
		return plain, "ae"
	case 'ö', 'ø', 'œ':
		return plain, "oe"
	case 'ü':
		return plain, "ue"
	case 'å':
		return plain, "aa"
	}
	return plain, plain
}

// asciiLetters gives the one-byte strings of lower-case ASCII letters without
// allocating.
const asciiLetters = "abcdefghijklmnopqrstuvwxyz"

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		set[w] = true
	}
	return set
}
