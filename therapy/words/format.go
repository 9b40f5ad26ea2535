package words

import (
	"errors"
	"iter"
	"strings"
	"time"
)

// Arg is a value for a placeholder in a message. Make one with [Number], [Decimal], [Day],
// [Moment], [Amount] or [Name]. The zero Arg fills no placeholder.
type Arg struct {
	name   string
	text   func(Language) string
	number int
	counts bool
}

// MarshalJSON always returns an error: an argument is made in code. The error names
// [Language.Format].
func (Arg) MarshalJSON() ([]byte, error) {
	return nil, errors.New("words: an argument is of one message: encode what words.Language.Format returns")
}

// Number is a whole number for the placeholder with the name. It can choose a form.
func Number(name string, n int) Arg {
	return Arg{name: name, number: n, counts: true, text: func(l Language) string { return l.Number(float64(n)) }}
}

// Decimal is a number for the placeholder with the name, written as by [Language.Number].
func Decimal(name string, n float64) Arg {
	return Arg{name: name, text: func(l Language) string { return l.Number(n) }}
}

// Day is the day of t for the placeholder with the name, written as by [Language.Day].
func Day(name string, t time.Time) Arg {
	return Arg{name: name, text: func(l Language) string { return l.Day(t) }}
}

// Moment is a day and a time for the placeholder with the name, written as by
// [Language.Moment].
func Moment(name string, t time.Time) Arg {
	return Arg{name: name, text: func(l Language) string { return l.Moment(t) }}
}

// Amount is money for the placeholder with the name, written as by [Language.Money].
func Amount(name string, minor int64, digits int, currency string) Arg {
	return Arg{name: name, text: func(l Language) string { return l.Money(minor, digits, currency) }}
}

// Name is a text for the placeholder with the name. It is inserted unchanged.
func Name(name, text string) Arg {
	return Arg{name: name, text: func(Language) string { return text }}
}

// Format returns [Language.Text] with its placeholders filled. A placeholder is written
// {name}. One that chooses a form by a number is written {name, plural, one {…} other {…}},
// in which # is replaced by the number. A placeholder without a value is left unchanged, so
// that the mistake can be seen.
func (l Language) Format(key Key, english string, args ...Arg) string {
	message := l.Text(key, english)
	return l.fill(message, args, "")
}

// fill replaces the placeholders of a message; number replaces #, "" leaves it unchanged.
func (l Language) fill(message string, args []Arg, number string) string {
	if !strings.ContainsAny(message, "{#") {
		return message
	}
	var b strings.Builder
	for i := 0; i < len(message); {
		switch c := message[i]; {
		case c == '#' && number != "":
			b.WriteString(number)
			i++
		case c == '{':
			end := closing(message, i)
			if end < 0 {
				b.WriteString(message[i:])
				return b.String()
			}
			b.WriteString(l.place(message[i:end+1], args))
			i = end + 1
		default:
			b.WriteByte(c)
			i++
		}
	}
	return b.String()
}

// closing returns the index of the brace that closes the one at i, -1 if there is none.
func closing(message string, i int) int {
	depth := 0
	for j := i; j < len(message); j++ {
		switch message[j] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return j
			}
		}
	}
	return -1
}

// place returns the value of one placeholder, which is given with its braces.
func (l Language) place(whole string, args []Arg) string {
	name, forms, chooses := strings.Cut(whole[1:len(whole)-1], ",")
	name = strings.TrimSpace(name)
	for _, arg := range args {
		if arg.name != name {
			continue
		}
		if !chooses {
			return arg.text(l)
		}
		forms, isPlural := strings.CutPrefix(strings.TrimSpace(forms), "plural,")
		if !isPlural || !arg.counts {
			return whole
		}
		if form, ok := choose(forms, l.local().plural(arg.number)); ok {
			return l.fill(form, args, arg.text(l))
		}
		return whole
	}
	return whole
}

// choose finds the form for the category, or the form "other".
func choose(forms, category string) (form string, ok bool) {
	for name, text := range braced(forms) {
		switch strings.TrimSpace(name) {
		case category:
			return text, true
		case "other":
			form, ok = text, true
		}
	}
	return form, ok
}

// braced yields what is in braces in a text, each after the text before it. It ends at a
// brace that is not closed.
func braced(text string) iter.Seq2[string, string] {
	return func(yield func(before, inside string) bool) {
		for {
			open := strings.IndexByte(text, '{')
			if open < 0 {
				return
			}
			end := closing(text, open)
			if end < 0 || !yield(text[:open], text[open+1:end]) {
				return
			}
			text = text[end+1:]
		}
	}
}

// samePlaces reports whether two texts have the same placeholders, in any order and number.
func samePlaces(a, b string) bool {
	if !strings.Contains(a, "{") && !strings.Contains(b, "{") {
		return true
	}
	return holds(a, b) && holds(b, a)
}

// holds reports whether the text has every placeholder of other.
func holds(text, other string) bool {
	all := true
	eachPlace(other, func(name string) {
		found := false
		eachPlace(text, func(here string) { found = found || here == name })
		all = all && found
	})
	return all
}

// eachPlace calls do with the name of every placeholder of a text, including those inside
// plural forms.
func eachPlace(text string, do func(name string)) {
	for _, place := range braced(text) {
		name, forms, _ := strings.Cut(place, ",")
		do(strings.TrimSpace(name))
		for _, form := range braced(forms) {
			eachPlace(form, do)
		}
	}
}
