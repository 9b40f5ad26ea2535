package compose

import (
	"bytes"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// scanner reads JSON strictly and keeps going after an error of meaning, so
// that all of them are found in one pass. encoding/json stops at the first,
// knows no place, and lets the last of two equal names win. A syntax error
// ends the reading: what follows it cannot be trusted.
type scanner struct {
	data   []byte
	pos    int
	path   []byte
	broken bool
	errs   collector
	texts  map[string]string // one copy of each repeated word
}

// maxDepth bounds the nesting of values that are skipped.
const maxDepth = 64

func (s *scanner) fail(rule string, err error) { s.errs.add(string(s.path), rule, err) }

// syntax reports broken JSON once and makes every further read a no-op.
func (s *scanner) syntax() {
	if !s.broken {
		s.broken = true
		s.errs.add(string(s.path), "json-syntax", ErrSyntax)
	}
}

func (s *scanner) space() {
	for s.pos < len(s.data) {
		switch s.data[s.pos] {
		case ' ', '\t', '\r', '\n':
			s.pos++
		default:
			return
		}
	}
}

// peek returns the first byte of the next token, 0 at the end.
func (s *scanner) peek() byte {
	s.space()
	if s.broken || s.pos >= len(s.data) {
		return 0
	}
	return s.data[s.pos]
}

func (s *scanner) eat(b byte) bool {
	if s.peek() != b {
		return false
	}
	s.pos++
	return true
}

func (s *scanner) expect(b byte) {
	if !s.eat(b) {
		s.syntax()
	}
}

// in runs read with a token added to the path.
func (s *scanner) in(token string, read func()) {
	n := len(s.path)
	s.path = append(append(s.path, '/'), token...)
	read()
	s.path = s.path[:n]
}

// object reads an object. The first required names of known must be there, the
// others may; no name may stand twice.
func (s *scanner) object(known []string, required int, read func(field int)) {
	if s.peek() != '{' {
		s.wrongType("json-object")
		return
	}
	s.pos++
	var seen uint64
	for first := true; !s.broken && !s.eat('}'); first = false {
		if !first {
			s.expect(',')
		}
		name := s.rawText()
		s.expect(':')
		if s.broken {
			return
		}
		field := -1
		for k := range known {
			if known[k] == name {
				field = k
				break
			}
		}
		if field < 0 {
			s.fail("unknown-field", ErrUnknown)
			s.skip(0)
			continue
		}
		if seen&(1<<field) != 0 {
			s.in(name, func() { s.fail("field-twice", ErrDuplicate) })
			s.skip(0)
			continue
		}
		seen |= 1 << field
		s.in(name, func() { read(field) })
	}
	if s.broken {
		return
	}
	for k := range required {
		if seen&(1<<k) == 0 {
			s.in(known[k], func() { s.fail("required", ErrRequired) })
		}
	}
}

// array reads an array, one call of read an element.
func (s *scanner) array(read func()) {
	if s.peek() != '[' {
		s.wrongType("json-array")
		return
	}
	s.pos++
	for i := 0; !s.broken && !s.eat(']'); i++ {
		if i > 0 {
			s.expect(',')
		}
		if s.broken {
			return
		}
		s.in(strconv.Itoa(i), read)
	}
}

// wrongType reports a value that is JSON but not of the type named by rule.
func (s *scanner) wrongType(rule string) {
	if s.broken {
		return
	}
	s.fail(rule, ErrSyntax)
	s.skip(0)
}

// text reads a string. Equal short strings share memory.
func (s *scanner) text() string {
	if s.peek() != '"' {
		s.wrongType("json-string")
		return ""
	}
	return s.rawText()
}

// rawText reads a string at which the scanner must stand.
func (s *scanner) rawText() string {
	if s.peek() != '"' {
		s.syntax()
		return ""
	}
	start := s.pos + 1
	for i := start; i < len(s.data); i++ {
		switch c := s.data[i]; {
		case c == '"':
			s.pos = i + 1
			return s.share(s.data[start:i])
		case c == '\\':
			return s.escapedText(start, i)
		case c < 0x20:
			s.pos = i
			s.syntax()
			return ""
		}
	}
	s.syntax()
	return ""
}

func (s *scanner) share(b []byte) string {
	if !utf8.Valid(b) {
		s.syntax()
		return ""
	}
	if t, ok := s.texts[string(b)]; ok {
		return t
	}
	t := string(b)
	s.texts[t] = t
	return t
}

// escapedText reads the rest of a string whose first backslash is at i.
func (s *scanner) escapedText(start, i int) string {
	out := bytes.Clone(s.data[start:i])
	for i < len(s.data) {
		c := s.data[i]
		switch {
		case c == '"':
			s.pos = i + 1
			return s.share(out)
		case c < 0x20:
			s.syntax()
			return ""
		case c != '\\':
			out = append(out, c)
			i++
			continue
		}
		if i+1 >= len(s.data) {
			break
		}
		i += 2
		switch e := s.data[i-1]; e {
		case '"', '\\', '/':
			out = append(out, e)
		case 'b':
			out = append(out, '\b')
		case 'f':
			out = append(out, '\f')
		case 'n':
			out = append(out, '\n')
		case 'r':
			out = append(out, '\r')
		case 't':
			out = append(out, '\t')
		case 'u':
			r, ok := s.hex(i)
			i += 4
			if ok && utf16.IsSurrogate(r) {
				low, paired := rune(0), false
				if i+1 < len(s.data) && s.data[i] == '\\' && s.data[i+1] == 'u' {
					low, paired = s.hex(i + 2)
				}
				r = utf16.DecodeRune(r, low)
				ok = paired && r != utf8.RuneError
				i += 6
			}
			if !ok {
				s.syntax()
				return ""
			}
			out = utf8.AppendRune(out, r)
		default:
			s.syntax()
			return ""
		}
	}
	s.syntax()
	return ""
}

func (s *scanner) hex(at int) (rune, bool) {
	if at+4 > len(s.data) {
		return 0, false
	}
	v, err := strconv.ParseUint(string(s.data[at:at+4]), 16, 32)
	return rune(v), err == nil
}

// integer reads a whole number that fits an int64: no fraction, no exponent.
func (s *scanner) integer() int64 {
	c := s.peek()
	if c != '-' && (c < '0' || c > '9') {
		s.wrongType("json-integer")
		return 0
	}
	token := s.numberToken()
	if s.broken {
		return 0
	}
	v, err := strconv.ParseInt(string(token), 10, 64)
	if err != nil {
		s.fail("json-integer", ErrRange)
		return 0
	}
	return v
}

// number reads an integer that must fit an int on every platform.
func (s *scanner) number() int {
	v := s.integer()
	if int64(int32(v)) != v {
		s.fail("json-integer", ErrRange)
		return 0
	}
	return int(v)
}

// numberToken passes over a number of the JSON grammar.
func (s *scanner) numberToken() []byte {
	start := s.pos
	digits := func() {
		n := s.pos
		for s.pos < len(s.data) && s.data[s.pos] >= '0' && s.data[s.pos] <= '9' {
			s.pos++
		}
		if s.pos == n {
			s.syntax()
		}
	}
	at := func(set string) bool {
		return s.pos < len(s.data) && bytes.IndexByte([]byte(set), s.data[s.pos]) >= 0
	}
	if at("-") {
		s.pos++
	}
	zero := at("0")
	first := s.pos
	digits()
	if zero && s.pos > first+1 {
		s.syntax()
	}
	if at(".") {
		s.pos++
		digits()
	}
	if at("eE") {
		s.pos++
		if at("+-") {
			s.pos++
		}
		digits()
	}
	return s.data[start:s.pos]
}

func (s *scanner) boolean() bool {
	for _, word := range [...]string{"true", "false"} {
		s.space()
		if bytes.HasPrefix(s.data[s.pos:], []byte(word)) {
			s.pos += len(word)
			return word == "true"
		}
	}
	s.wrongType("json-boolean")
	return false
}

// skip passes over one value of any type, checking its grammar.
func (s *scanner) skip(depth int) {
	if depth > maxDepth {
		s.syntax()
	}
	switch c := s.peek(); {
	case s.broken:
	case c == '"':
		s.rawText()
	case c == '{':
		s.pos++
		for first := true; !s.broken && !s.eat('}'); first = false {
			if !first {
				s.expect(',')
			}
			s.rawText()
			s.expect(':')
			s.skip(depth + 1)
		}
	case c == '[':
		s.pos++
		for first := true; !s.broken && !s.eat(']'); first = false {
			if !first {
				s.expect(',')
			}
			s.skip(depth + 1)
		}
	case c == '-' || c >= '0' && c <= '9':
		s.numberToken()
	default:
		for _, word := range [...]string{"true", "false", "null"} {
			if bytes.HasPrefix(s.data[s.pos:], []byte(word)) {
				s.pos += len(word)
				return
			}
		}
		s.syntax()
	}
}
