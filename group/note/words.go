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
		folds := tables().folds
		var w word
		var key, expanded []byte // expanded stays empty while it would be the same
		gap, sentence := 0, true
		began := false
		flush := func() bool {
			if len(key) == 0 {
				return true
			}
			w.key, w.expanded = string(key), string(expanded)
			ok := yield(w)
			key, expanded = key[:0], expanded[:0]
			w, gap, sentence, began = word{}, 0, false, true
			return ok
		}
		for at, r := range text {
			size := utf8.RuneLen(r)
			if r == utf8.RuneError {
				size = 1
			}
			switch {
			case invisible(r):
				if n := len(key); r == '\u0308' && n > 0 && strings.IndexByte("aou", key[n-1]) >= 0 {
					if len(expanded) == 0 {
						expanded = append(expanded, key...)
					}
					expanded = append(expanded, 'e') // a mark typed by itself
				}
				if len(key) > 0 && !unicode.Is(unicode.Cf, r) {
					w.end = at + size
				}
				continue
			case unicode.IsLetter(r):
				r = widthFolded(r)
				if len(key) > 0 && unspaced(r) != w.unspaced && !flush() {
					return
				}
				if len(key) == 0 {
					w = word{
						start: at, capital: unicode.IsUpper(r) || unicode.IsTitle(r), capitals: true, opens: sentence, unspaced: unspaced(r),
						near: began && gap <= maxGap && !sentence,
					}
				}
				w.capitals = w.capitals && (unicode.IsUpper(r) || unicode.IsTitle(r))
				plain, long := foldRune(folds, unicode.ToLower(r))
				if w.unspaced {
					for range len(plain) {
						w.offsets = append(w.offsets, at)
					}
				}
				if plain != long && len(expanded) == 0 {
					expanded = append(expanded, key...)
				}
				if plain != long || len(expanded) > 0 {
					expanded = append(expanded, long...)
				}
				key = append(key, plain...)
				w.end = at + size
			default:
				if !flush() {
					return
				}
				gap++
				switch r {
				case '!', '?', ':', ';', '…', '\n', '\r', '\u2028', '\u2029', '"', '“', '„', '«', '(', '[', '•', '*':
					sentence = true
				case '.':
					sentence = sentence || endsSentence(text[at+1:])
				}
			}
		}
		flush()
	}
}

// endsSentence reports whether a full stop with this after it ends a sentence: a
// space, and then no single capital that itself has a full stop, as initials do.
func endsSentence(rest string) bool {
	r, n := utf8.DecodeRuneInString(rest)
	if n == 0 || !unicode.IsSpace(r) {
		return n == 0
	}
	rest = strings.TrimLeftFunc(rest, unicode.IsSpace)
	_, n = utf8.DecodeRuneInString(rest)
	return !strings.HasPrefix(rest[n:], ".")
}

// invisible reports whether r is a mark or has no width: it belongs to the word it
// stands in.
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

// foldRune returns the plain spelling of a lower-case letter, and the long one in
// which marks are written out as a second letter.
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
