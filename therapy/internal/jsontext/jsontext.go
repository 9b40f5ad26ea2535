// Package jsontext reads the tokens of JSON (RFC 8259): spaces, literals, numbers and strings with
// their escapes. In it: a Scanner for writing readers that are stricter than encoding/json. Not in
// it: those readers, which have their own trees and limits.
package jsontext

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Faults that a Scanner finds itself.
const (
	// Syntax is text that is not JSON.
	Syntax = "syntax"
	// Surrogate is half of a surrogate pair. encoding/json replaces it by U+FFFD, which
	// changes the text.
	Surrogate = "surrogate"
)

// Scanner reads a text that is valid UTF-8. After the first failure nothing that it reads
// counts. The zero Scanner reads the empty text.
type Scanner struct {
	// Src is the text, and At how far it has been read.
	Src string
	At  int

	rule, hint string
}

// Fail records the position of a fault as line and column, because invalid JSON has no path. It
// does not record the text at that position. Only the first fault counts.
func (s *Scanner) Fail(rule, hint string) {
	if s.rule != "" {
		return
	}
	before := s.Src[:min(s.At, len(s.Src))]
	s.rule = rule
	s.hint = "line " + strconv.Itoa(1+strings.Count(before, "\n")) +
		", column " + strconv.Itoa(len(before)-strings.LastIndexByte(before, '\n'))
	if hint != "" {
		s.hint += ": " + hint
	}
}

// Failed reports whether something has failed.
func (s *Scanner) Failed() bool { return s.rule != "" }

// Fault returns what failed first, and where and what would be right; both are empty if
// nothing has.
func (s *Scanner) Fault() (rule, hint string) { return s.rule, s.hint }

// Space moves over the spaces between values.
func (s *Scanner) Space() {
	for s.At < len(s.Src) {
		switch s.Src[s.At] {
		case ' ', '\t', '\r', '\n':
			s.At++
		default:
			return
		}
	}
}

// Peek returns the next byte, 0 at the end. A zero byte in the text is invalid JSON too, so callers
// do not need to distinguish the two.
func (s *Scanner) Peek() byte {
	if s.At < len(s.Src) {
		return s.Src[s.At]
	}
	return 0
}

// Word moves over w, if that is what comes next.
func (s *Scanner) Word(w string) bool {
	if !strings.HasPrefix(s.Src[s.At:], w) {
		return false
	}
	s.At += len(w)
	return true
}

// Number moves over a number and returns its text.
func (s *Scanner) Number() string {
	start := s.At
	if s.Peek() == '-' {
		s.At++
	}
	if s.Peek() == '0' {
		s.At++
	} else {
		s.digits()
	}
	if s.Peek() == '.' {
		s.At++
		s.digits()
	}
	if c := s.Peek(); c == 'e' || c == 'E' {
		s.At++
		if c := s.Peek(); c == '+' || c == '-' {
			s.At++
		}
		s.digits()
	}
	return s.Src[start:s.At]
}

func (s *Scanner) digits() {
	start := s.At
	for c := s.Peek(); '0' <= c && c <= '9'; c = s.Peek() {
		s.At++
	}
	if s.At == start {
		s.Fail(Syntax, "")
	}
}

// Skip moves over a string, whose quotation mark comes next. Whether its escapes are right
// is seen by decoding it, which only strings that have some need.
func (s *Scanner) Skip() {
	for i := s.At + 1; i < len(s.Src); i++ {
		switch c := s.Src[i]; {
		case c == '"':
			s.At = i + 1
			return
		case c == '\\':
			s.Text()
			return
		case c < ' ':
			s.At = i
			s.Fail(Syntax, "")
			return
		}
	}
	s.At = len(s.Src)
	s.Fail(Syntax, "")
}

// Text reads and decodes a string, whose quotation mark comes next. A string without
// escapes is part of the text and is not copied.
func (s *Scanner) Text() string {
	s.At++
	start := s.At
	for s.At < len(s.Src) {
		switch c := s.Src[s.At]; {
		case c == '"':
			s.At++
			return s.Src[start : s.At-1]
		case c == '\\':
			return s.escaped(start)
		case c < ' ':
			s.Fail(Syntax, "")
			return ""
		}
		s.At++
	}
	s.Fail(Syntax, "")
	return ""
}

func (s *Scanner) escaped(start int) string {
	text := []byte(s.Src[start:s.At])
	for s.At < len(s.Src) && s.rule == "" {
		c := s.Src[s.At]
		s.At++
		switch {
		case c == '"':
			return string(text)
		case c == '\\':
			text = s.escape(text)
		case c < ' ':
			s.At--
			s.Fail(Syntax, "")
		default:
			text = append(text, c)
		}
	}
	s.Fail(Syntax, "")
	return ""
}

// Escapes of one letter, and what each stands for.
const (
	escapes   = `"\/bfnrt`
	unescapes = "\"\\/\b\f\n\r\t"
)

func (s *Scanner) escape(text []byte) []byte {
	c := s.Peek()
	s.At++
	if i := strings.IndexByte(escapes, c); i >= 0 && c != 0 {
		return append(text, unescapes[i])
	}
	if c != 'u' {
		s.At--
		s.Fail(Syntax, "")
		return text
	}
	r := s.hex()
	if utf16.IsSurrogate(r) {
		second := utf8.RuneError
		if s.Word(`\u`) {
			second = s.hex()
		}
		if r = utf16.DecodeRune(r, second); r == utf8.RuneError {
			s.Fail(Surrogate, "both halves of a surrogate pair")
			return text
		}
	}
	return utf8.AppendRune(text, r)
}

func (s *Scanner) hex() rune {
	if s.At+4 > len(s.Src) {
		s.Fail(Syntax, "")
		return 0
	}
	var r rune
	for _, c := range []byte(s.Src[s.At : s.At+4]) {
		switch {
		case '0' <= c && c <= '9':
			r = r<<4 | rune(c-'0')
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			r = r<<4 | rune(c|0x20-'a'+10)
		default:
			s.Fail(Syntax, "")
			return 0
		}
	}
	s.At += 4
	return r
}
