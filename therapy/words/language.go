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

// Mark is put before an English text that is shown because its translation is missing, out of
// date or misplaced; see [Comparison].
const Mark = "[en] "

// Language is a language in which texts are shown. It is immutable, safe for concurrent use,
// and equal to copies of itself. The zero Language is English.
type Language struct{ *spoken }

// spoken is the content of a Language.
type spoken struct {
	tag    string
	and    string
	or     string
	notice string
	texts  map[Key]Entry
	pseudo bool
}

// MarshalJSON always returns an error: a language is made from a pack. The error names
// [Language.Tag].
func (Language) MarshalJSON() ([]byte, error) {
	return nil, errors.New("words: a language is made from a pack: encode what words.Language.Tag returns")
}

// English returns the language in which the sources are written, which is also the zero
// Language.
func English() Language { return Language{} }

// Pseudo returns a language for tests. It puts every text between the characters ⟦ and ⟧ and
// replaces the letters by others of about the same shape. Text outside these characters in an
// output did not come from a Language; nested pairs are texts that contain other texts.
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

// Notice is a sentence about the translation that every longer text in the language contains,
// such as that no clinician has reviewed it yet; see [Pack]. It is "" if there is none.
func (l Language) Notice() string {
	if l.IsZero() {
		return ""
	}
	return l.notice
}

// Has reports whether the language has its own text for the key, made from this English text
// and with the same placeholders. English has every text.
func (l Language) Has(key Key, english string) bool {
	if l.IsZero() || l.pseudo {
		return true
	}
	entry, ok := l.texts[key]
	return ok && entry.Of == Hash(english) && samePlaces(entry.Text, english)
}

// Text returns the text for the key in the language. It returns the English text with [Mark]
// before it if the language has no text for the key, or has one that was made from another
// English text or has other placeholders.
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

// And joins a list as is usual in the language: "a", "a and b", "a, b and c".
func (l Language) And(items ...string) string {
	return l.join(items, func(s *spoken) string { return s.and }, "and")
}

// Or joins alternatives as is usual in the language: "a", "a or b", "a, b or c".
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

// pseudo replaces the English letters by others. It does not change text in braces, since
// placeholders are filled later.
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
