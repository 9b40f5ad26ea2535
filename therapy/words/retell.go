package words

import (
	"maps"
	"strings"
	"time"
)

// Retell translates an English sentence that was made from one of the texts, such as a
// sentence in a stored record. It finds the text by the words between its placeholders; if
// several texts fit, it uses the one with the most literal words in the sentence. A value
// of a placeholder is translated in the same way if it was made from one of the texts. Days
// and numbers are written in the form of the language, and other values stay unchanged. If no
// text fits, Retell returns the sentence with [Mark] before it.
func (t Texts) Retell(language Language, said string) string {
	if language.IsZero() || said == "" {
		return said
	}
	if told, ok := t.retell(language, said, 0); ok {
		return told
	}
	return Mark + said
}

// maxRetold limits the nesting of sentences as values, maxSaid the length of a sentence in bytes.
const (
	maxRetold = 8
	maxSaid   = 2000
)

func (t Texts) retell(l Language, said string, depth int) (told string, ok bool) {
	if depth > maxRetold || len(said) > maxSaid {
		return "", false
	}
	var best found
	for _, text := range t {
		for _, shape := range shapes(text[1]) {
			if shape.literal <= best.shape.literal && best.text[0] != "" || !strings.Contains(said, shape.longest()) {
				continue
			}
			if values, matches := match(shape.parts, said); matches {
				best = found{text, shape, values}
			}
		}
	}
	if best.text[0] == "" {
		return "", false
	}
	var args []Arg
	i := 0
	for _, p := range best.shape.parts {
		if p.place == "" {
			continue
		}
		args = append(args, t.value(l, p, best.values[i], depth))
		i++
	}
	for name, n := range best.shape.chosen {
		args = append(args, Number(name, n))
	}
	return l.Format(Key(best.text[0]), best.text[1], args...), true
}

type found struct {
	text   [2]string
	shape  shape
	values []string
}

// value translates the value of a placeholder into the language.
func (t Texts) value(l Language, p part, said string, depth int) Arg {
	if n, whole := wholeNumber(said); whole {
		return Number(p.place, n)
	}
	for _, layout := range [...]string{time.DateOnly, locals["en"].day} {
		if day, err := time.Parse(layout, said); err == nil {
			return Day(p.place, day)
		}
	}
	if told, ok := t.retell(l, said, depth+1); ok {
		return Name(p.place, told)
	}
	if pieces := strings.Split(said, ", "); len(pieces) > 1 && depth < maxRetold { // a list
		for i, piece := range pieces {
			if told, ok := t.retell(l, piece, depth+1); ok {
				pieces[i] = told
			}
		}
		return Name(p.place, strings.Join(pieces, ", "))
	}
	if whole, fraction, broken := strings.Cut(said, "."); broken {
		_, a := wholeNumber(whole)
		if _, b := wholeNumber(fraction); a && b {
			return Name(p.place, l.local().digits(said))
		}
	}
	return Name(p.place, said)
}

func wholeNumber(s string) (n int, ok bool) {
	digits := strings.ReplaceAll(s, ",", "")
	sign := 1
	if rest, negative := strings.CutPrefix(digits, "-"); negative {
		digits, sign = rest, -1
	}
	if digits == "" || len(digits) > 12 {
		return 0, false
	}
	for i := range len(digits) {
		if digits[i] < '0' || digits[i] > '9' {
			return 0, false
		}
		n = 10*n + int(digits[i]-'0')
	}
	return sign * n, true
}

// part is a piece of a text: literal text, or a placeholder.
type part struct{ text, place string }

// shape is a text in which one form was chosen for every plural.
type shape struct {
	parts   []part
	literal int            // bytes of literal text
	chosen  map[string]int // numbers that a form without "#" says
}

func (s shape) longest() string {
	longest := ""
	for _, p := range s.parts {
		if len(p.text) > len(longest) {
			longest = p.text
		}
	}
	return longest
}

// shapes lists all shapes of an English text.
func shapes(text string) []shape {
	open := strings.IndexByte(text, '{')
	if open < 0 {
		return []shape{{literal: len(text), parts: []part{{text: text}}}}
	}
	end := closing(text, open)
	if end < 0 {
		return nil
	}
	name, forms, chooses := strings.Cut(text[open+1:end], ",")
	name = strings.TrimSpace(name)
	var middles []shape
	if chooses {
		_, forms, _ = strings.Cut(forms, ",")
		for _, category := range numbersByOne {
			form, _ := choose(forms, category)
			for _, s := range shapes(strings.ReplaceAll(form, "#", "{"+name+"}")) {
				if !strings.Contains(form, "#") && category == "one" {
					s.chosen = map[string]int{name: 1}
				}
				middles = append(middles, s)
			}
		}
	} else {
		middles = []shape{{parts: []part{{place: name}}}}
	}
	var all []shape
	for _, middle := range middles {
		for _, rest := range shapes(text[end+1:]) {
			s := shape{literal: open + middle.literal + rest.literal, chosen: map[string]int{}}
			if open > 0 {
				s.parts = append(s.parts, part{text: text[:open]})
			}
			s.parts = append(append(s.parts, middle.parts...), rest.parts...)
			maps.Copy(s.chosen, middle.chosen)
			maps.Copy(s.chosen, rest.chosen)
			all = append(all, s)
		}
	}
	return all
}

// match matches a sentence with the parts of a shape; a placeholder takes at least one byte,
// and as few as possible.
func match(parts []part, said string) (values []string, ok bool) {
	if len(parts) == 0 {
		return nil, said == ""
	}
	head, rest := parts[0], parts[1:]
	if head.place == "" {
		after, fits := strings.CutPrefix(said, head.text)
		if !fits {
			return nil, false
		}
		return match(rest, after)
	}
	if len(rest) == 0 {
		return []string{said}, said != ""
	}
	for end := 1; end <= len(said); end++ {
		if rest[0].place == "" {
			next := strings.Index(said[end:], rest[0].text)
			if rest[0].text != "" && next < 0 {
				return nil, false
			}
			end += max(next, 0)
		}
		if more, fits := match(rest, said[end:]); fits {
			return append([]string{said[:end]}, more...), true
		}
	}
	return nil, false
}
