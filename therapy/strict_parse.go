package therapy

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// jsonKind is what a JSON value is.
type jsonKind uint8

const (
	jsonNull jsonKind = iota + 1
	jsonFalse
	jsonTrue
	jsonNumber
	jsonString
	jsonArray
	jsonObject
)

// jsonNode is a parsed JSON value. Unlike the maps of encoding/json it keeps
// the order of members, repeated members, and where in the text each value
// stands, which is what a strict reader has to know.
type jsonNode struct {
	kind       jsonKind
	start, end int
	text       string   // of a string, decoded; of a number, as written
	names      []string // of an object, beside parts
	parts      []*jsonNode
}

// parseJSON reads one JSON value (RFC 8259) and nothing after it.
func parseJSON(data []byte) (*jsonNode, error) {
	if !utf8.Valid(data) {
		return nil, &FieldError{Rule: "json-utf8", Err: ErrSyntax}
	}
	p := jsonParser{data: data}
	p.space()
	root := p.value(0)
	p.space()
	if p.failed == nil && p.at != len(data) {
		p.fail("json-trailing-data", "one value and nothing after it")
	}
	if p.failed != nil {
		return nil, p.failed
	}
	return root, nil
}

// jsonParser is a recursive descent over the text. After the first failure
// every method returns at once.
type jsonParser struct {
	data   []byte
	at     int
	failed error
}

// fail records where the text stops being JSON: by line and column, because
// there is no path into what could not be parsed, and not by what stands there.
func (p *jsonParser) fail(rule, hint string) {
	if p.failed != nil {
		return
	}
	line, column := 1, 1
	for _, c := range p.data[:min(p.at, len(p.data))] {
		if column++; c == '\n' {
			line, column = line+1, 1
		}
	}
	place := "line " + strconv.Itoa(line) + ", column " + strconv.Itoa(column)
	if hint != "" {
		place += ": " + hint
	}
	p.failed = &FieldError{Rule: rule, Hint: place, Err: ErrSyntax}
}

func (p *jsonParser) space() {
	for p.at < len(p.data) && strings.IndexByte(" \t\r\n", p.data[p.at]) >= 0 {
		p.at++
	}
}

// peek returns the next byte, 0 at the end. A zero byte in the text is no JSON
// either, so that the two need not be told apart.
func (p *jsonParser) peek() byte {
	if p.at < len(p.data) {
		return p.data[p.at]
	}
	return 0
}

func (p *jsonParser) value(depth int) *jsonNode {
	if p.failed != nil {
		return nil
	}
	if depth > maxJSONDepth {
		p.fail("json-depth", "at most "+strconv.Itoa(maxJSONDepth)+" levels")
		return nil
	}
	n := &jsonNode{start: p.at}
	switch c := p.peek(); {
	case c == '{':
		n.kind = jsonObject
		p.object(n, depth)
	case c == '[':
		n.kind = jsonArray
		p.array(n, depth)
	case c == '"':
		n.kind = jsonString
		n.text = p.string()
	case c == '-' || '0' <= c && c <= '9':
		n.kind = jsonNumber
		n.text = p.number()
	case p.word("true"):
		n.kind = jsonTrue
	case p.word("false"):
		n.kind = jsonFalse
	case p.word("null"):
		n.kind = jsonNull
	default:
		p.fail("json-syntax", "")
	}
	n.end = p.at
	return n
}

func (p *jsonParser) word(w string) bool {
	if !strings.HasPrefix(string(p.data[p.at:min(p.at+len(w), len(p.data))]), w) {
		return false
	}
	p.at += len(w)
	return true
}

func (p *jsonParser) object(n *jsonNode, depth int) {
	p.at++
	for p.space(); p.failed == nil; {
		if p.peek() == '}' && len(n.parts) == 0 {
			p.at++
			return
		}
		if p.peek() != '"' {
			p.fail("json-syntax", "")
			return
		}
		name := p.string()
		p.space()
		if p.peek() != ':' {
			p.fail("json-syntax", "")
			return
		}
		p.at++
		p.space()
		n.names = append(n.names, name)
		n.parts = append(n.parts, p.value(depth+1))
		if p.end('}') {
			return
		}
	}
}

func (p *jsonParser) array(n *jsonNode, depth int) {
	p.at++
	for p.space(); p.failed == nil; {
		if p.peek() == ']' && len(n.parts) == 0 {
			p.at++
			return
		}
		n.parts = append(n.parts, p.value(depth+1))
		if p.end(']') {
			return
		}
	}
}

// end reads a comma, or the closing bracket, for which it returns true.
func (p *jsonParser) end(closing byte) bool {
	p.space()
	switch p.peek() {
	case closing:
		p.at++
		return true
	case ',':
		p.at++
		p.space()
		return false
	}
	p.fail("json-syntax", "")
	return true
}

func (p *jsonParser) number() string {
	start := p.at
	if p.peek() == '-' {
		p.at++
	}
	if p.peek() == '0' {
		p.at++
	} else {
		p.digits()
	}
	if p.peek() == '.' {
		p.at++
		p.digits()
	}
	if c := p.peek(); c == 'e' || c == 'E' {
		p.at++
		if c := p.peek(); c == '+' || c == '-' {
			p.at++
		}
		p.digits()
	}
	return string(p.data[start:p.at])
}

func (p *jsonParser) digits() {
	start := p.at
	for c := p.peek(); '0' <= c && c <= '9'; c = p.peek() {
		p.at++
	}
	if p.at == start {
		p.fail("json-syntax", "")
	}
}

func (p *jsonParser) string() string {
	p.at++
	start := p.at
	for p.at < len(p.data) { // the common case: nothing escaped
		switch c := p.data[p.at]; {
		case c == '"':
			p.at++
			return string(p.data[start : p.at-1])
		case c == '\\':
			return p.escapedString(start)
		case c < ' ':
			p.fail("json-syntax", "")
			return ""
		}
		p.at++
	}
	p.fail("json-syntax", "")
	return ""
}

func (p *jsonParser) escapedString(start int) string {
	text := append([]byte(nil), p.data[start:p.at]...)
	for p.at < len(p.data) && p.failed == nil {
		c := p.data[p.at]
		p.at++
		switch {
		case c == '"':
			return string(text)
		case c == '\\':
			text = p.escape(text)
		case c < ' ':
			p.at--
			p.fail("json-syntax", "")
		default:
			text = append(text, c)
		}
	}
	p.fail("json-syntax", "")
	return ""
}

func (p *jsonParser) escape(text []byte) []byte {
	c := p.peek()
	p.at++
	switch c {
	case '"', '\\', '/':
		return append(text, c)
	case 'b':
		return append(text, '\b')
	case 'f':
		return append(text, '\f')
	case 'n':
		return append(text, '\n')
	case 'r':
		return append(text, '\r')
	case 't':
		return append(text, '\t')
	case 'u':
		r := p.hex4()
		if !utf16.IsSurrogate(r) {
			return utf8.AppendRune(text, r)
		}
		if p.word(`\u`) {
			if whole := utf16.DecodeRune(r, p.hex4()); whole != utf8.RuneError {
				return utf8.AppendRune(text, whole)
			}
		}
		// encoding/json would put U+FFFD here, and the text would no longer be
		// what was sent.
		p.fail("json-surrogate", "half of a surrogate pair")
		return text
	}
	p.at--
	p.fail("json-syntax", "")
	return text
}

func (p *jsonParser) hex4() rune {
	if p.at+4 > len(p.data) {
		p.fail("json-syntax", "")
		return 0
	}
	digits := string(p.data[p.at : p.at+4])
	r, err := strconv.ParseUint(digits, 16, 16)
	if err != nil || strings.ContainsAny(digits, "+-_") {
		p.fail("json-syntax", "")
		return 0
	}
	p.at += 4
	return rune(r)
}
