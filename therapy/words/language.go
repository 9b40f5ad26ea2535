package words

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"
)

// Key names a text: lower-case words of letters, digits and hyphens, joined by dots,
// such as "heading.questions". Keys are stable; the texts behind them may change. The
// zero Key names none.
type Key string

// Valid reports whether k has the documented form and at most 200 bytes.
func (k Key) Valid() bool {
	if k == "" || len(k) > 200 {
		return false
	}
	for part := range strings.SplitSeq(string(k), ".") {
		if part == "" || part[0] == '-' || part[len(part)-1] == '-' {
			return false
		}
		for i := range len(part) {
			switch c := part[i]; {
			case 'a' <= c && c <= 'z', '0' <= c && c <= '9', c == '-':
			default:
				return false
			}
		}
	}
	return true
}

// Join makes a key of parts, such as Join("rule", id, "says", "client").
func Join(parts ...string) Key { return Key(strings.Join(parts, ".")) }

// Mark stands before an English text in the place of a translation that is missing, out
// of date or misplaced; see [Comparison].
const Mark = "[en] "

// Language is one language to say things in. It is an immutable value, safe for
// concurrent use, and equal to copies of itself. The zero Language is English.
type Language struct{ *spoken }

// spoken is what a Language is.
type spoken struct {
	tag    string
	and    string
	or     string
	notice string
	texts  map[Key]Entry
	pseudo bool
}

// MarshalJSON refuses: a language is made from a pack. Its error names [Language.Tag].
func (Language) MarshalJSON() ([]byte, error) {
	return nil, errors.New("words: a language is made from a pack: encode what words.Language.Tag returns")
}

// English returns the language in which the sources are written, which is also the zero
// Language.
func English() Language { return Language{} }

// Pseudo returns a language for tests. Every text comes out between the signs ⟦ and ⟧,
// with other letters of about the same shape. What is outside the signs in an output has
// not come through a Language; signs in each other are texts put together from texts.
func Pseudo() Language { return Language{&pseudoLanguage} }

var pseudoLanguage = spoken{tag: "qps", pseudo: true}

// Tag returns the BCP 47 tag, such as "de"; "en" for the zero Language.
func (l Language) Tag() string {
	if l.IsZero() {
		return "en"
	}
	return l.tag
}

// IsZero reports whether l is English as written in the sources.
func (l Language) IsZero() bool { return l.spoken == nil || l.tag == "" }

// Notice is what every longer text in the language says about the translation, such as
// that no clinician has reviewed it yet; see [Pack]. It is "" where there is nothing to say.
func (l Language) Notice() string {
	if l.IsZero() {
		return ""
	}
	return l.notice
}

// Has reports whether the language has a text of its own that was made from the English
// one, with the same places for values. English has every text.
func (l Language) Has(key Key, english string) bool {
	if l.IsZero() || l.pseudo {
		return true
	}
	entry, ok := l.texts[key]
	return ok && entry.Of == Hash(english) && samePlaces(entry.Text, english)
}

// Text returns what stands for the key in the language: its own text, or the English
// one with [Mark] before it where there is none, where it was made from another
// English text, or where it has lost a place for a value or has one more.
func (l Language) Text(key Key, english string) string {
	switch {
	case l.IsZero():
		return english
	case l.pseudo:
		return pseudo(english)
	}
	if l.Has(key, english) {
		return l.texts[key].Text
	}
	return Mark + english
}

// Hash identifies an English text in a pack: the first twelve hexadecimal digits of its
// SHA-256.
func Hash(english string) string {
	sum := sha256.Sum256([]byte(english))
	return hex.EncodeToString(sum[:6])
}

// And joins a list as the language does: "a", "a and b", "a, b and c".
func (l Language) And(items ...string) string {
	return l.join(items, func(s *spoken) string { return s.and }, "and")
}

// Or joins alternatives as the language does: "a", "a or b", "a, b or c".
func (l Language) Or(items ...string) string {
	return l.join(items, func(s *spoken) string { return s.or }, "or")
}

func (l Language) join(items []string, own func(*spoken) string, word string) string {
	if !l.IsZero() {
		word = cmp.Or(own(l.spoken), word)
		if l.pseudo {
			word = pseudo(word)
		}
	}
	switch n := len(items); n {
	case 0:
		return ""
	case 1:
		return items[0]
	default:
		return strings.Join(items[:n-1], ", ") + " " + word + " " + items[n-1]
	}
}

// pseudo puts other letters in the place of the English ones, and leaves alone what
// stands in braces, since that is replaced.
func pseudo(english string) string {
	var b strings.Builder
	b.WriteString("⟦")
	depth := 0
	for _, r := range english {
		switch {
		case r == '{':
			depth++
		case r == '}':
			depth--
		case depth == 0:
			if i := strings.IndexRune("AEIOUaeiou", r); i >= 0 {
				r = []rune("ÀÉÎÕÜàéîõü")[i]
			}
		}
		b.WriteRune(r)
	}
	b.WriteString("⟧")
	return b.String()
}
