package fhir

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/therapykit/therapykit/therapy"
)

// Limits of [Parse]. A document of MaxBytes is read in well under a second, and
// MaxNodes bounds the memory it takes to about a hundred megabytes.
const (
	// MaxBytes is how long a document may be.
	MaxBytes = 16 << 20
	// MaxNodes is how many values a document may hold.
	MaxNodes = 1 << 20
	// MaxDepth is how deeply a document may nest.
	MaxDepth = 100
)

// Parse reads one FHIR resource: a JSON object (RFC 8259) with a resourceType, and
// nothing after it. It refuses what would be lost silently: members that stand
// twice, empty objects and arrays, null outside an array of primitives, invalid
// UTF-8, halves of surrogate pairs; and what is longer than [MaxBytes], holds more
// than [MaxNodes] values or nests deeper than [MaxDepth]. All such faults are
// reported at once, as *[therapy.FieldError]s joined by [errors.Join], up to a
// hundred; where the text is not JSON at all the first is the last. No error quotes
// the document.
//
// It does not check that the resource is valid FHIR; see [Check].
func Parse(data []byte) (*Node, error) { return parse(data, true) }

func parse(data []byte, resource bool) (*Node, error) {
	if len(data) > MaxBytes {
		return nil, &therapy.FieldError{Rule: "fhir-size", Hint: "at most " + strconv.Itoa(MaxBytes) + " bytes", Err: therapy.ErrRange}
	}
	if !utf8.Valid(data) {
		return nil, &therapy.FieldError{Rule: "fhir-utf8", Err: therapy.ErrSyntax}
	}
	p := parser{src: string(data), block: make([]Node, 0, min(len(data)/24+4, blockNodes))}
	p.space()
	root := p.value(0)
	p.space()
	if p.failed == nil && p.at != len(p.src) {
		p.fail("fhir-trailing-data", "one document and nothing after it")
	}
	if p.failed != nil {
		return nil, p.failed
	}
	var s strictness
	s.walk(root, nil)
	if len(s.faults) == 0 && resource && root.Get("resourceType").Text() == "" {
		s.fault(root, "fhir-resource-type", "an object with a resourceType", therapy.ErrRequired)
	}
	if len(s.faults) > 0 {
		return nil, errors.Join(s.faults...)
	}
	return root, nil
}

// blockNodes is how many nodes are allocated at a time.
const blockNodes = 1024

// parser is a recursive descent over the text. After the first failure every method
// returns at once.
type parser struct {
	src    string
	at     int
	nodes  int
	block  []Node
	failed error
}

// fail records where the text stops being JSON: by line and column, because there is
// no path into what could not be parsed, and not by what stands there.
func (p *parser) fail(rule, hint string) {
	if p.failed != nil {
		return
	}
	before := p.src[:min(p.at, len(p.src))]
	place := "line " + strconv.Itoa(1+strings.Count(before, "\n")) +
		", column " + strconv.Itoa(len(before)-strings.LastIndexByte(before, '\n'))
	if hint != "" {
		place += ": " + hint
	}
	p.failed = &therapy.FieldError{Rule: rule, Hint: place, Err: therapy.ErrSyntax}
}

// node takes a node from the block, so that a document needs few allocations.
func (p *parser) node() *Node {
	if p.nodes++; p.nodes > MaxNodes {
		p.fail("fhir-nodes", "at most "+strconv.Itoa(MaxNodes)+" values")
	}
	if len(p.block) == cap(p.block) {
		p.block = make([]Node, 0, blockNodes)
	}
	p.block = p.block[:len(p.block)+1]
	return &p.block[len(p.block)-1]
}

func (p *parser) space() {
	for p.at < len(p.src) {
		switch p.src[p.at] {
		case ' ', '\t', '\r', '\n':
			p.at++
		default:
			return
		}
	}
}

// peek returns the next byte, 0 at the end. A zero byte in the text is no JSON
// either, so that the two need not be told apart.
func (p *parser) peek() byte {
	if p.at < len(p.src) {
		return p.src[p.at]
	}
	return 0
}

func (p *parser) value(depth int) *Node {
	n := p.node()
	if depth > MaxDepth {
		p.fail("fhir-depth", "at most "+strconv.Itoa(MaxDepth)+" levels")
	}
	if p.failed != nil {
		return n
	}
	start := p.at
	switch c := p.peek(); {
	case c == '"':
		n.kind = String
		p.skipString()
	case c == '{':
		n.kind = Object
		p.parts(n, depth, '}')
	case c == '[':
		n.kind = Array
		p.parts(n, depth, ']')
	case c == '-' || '0' <= c && c <= '9':
		n.kind = Number
		p.number()
	case p.word("true"), p.word("false"):
		n.kind = Bool
	case p.word("null"):
		n.kind = Null
	default:
		p.fail("fhir-syntax", "")
	}
	if p.failed == nil {
		n.src = p.src[start:p.at]
	}
	return n
}

func (p *parser) word(w string) bool {
	if !strings.HasPrefix(p.src[p.at:], w) {
		return false
	}
	p.at += len(w)
	return true
}

// parts reads the members of an object or the items of an array.
func (p *parser) parts(n *Node, depth int, closing byte) {
	p.at++
	p.space()
	count := 0
	for p.failed == nil && (count > 0 || p.peek() != closing) {
		name := ""
		if closing == '}' {
			if p.peek() != '"' {
				p.fail("fhir-syntax", "")
				return
			}
			name = p.string()
			p.space()
			if p.peek() != ':' {
				p.fail("fhir-syntax", "")
				return
			}
			p.at++
			p.space()
		}
		part := p.value(depth + 1)
		part.name = name
		n.link(part)
		count++
		p.space()
		if c := p.peek(); c == closing {
			break
		} else if c != ',' {
			p.fail("fhir-syntax", "")
			return
		}
		p.at++
		p.space()
	}
	if p.failed == nil {
		p.at++ // the closing bracket
	}
}

// link puts a part at the end.
func (n *Node) link(part *Node) {
	part.up = n
	if n.last == nil {
		n.first = part
	} else {
		n.last.next = part
	}
	n.last = part
}

// number reads a number as RFC 8259 writes it.
func (p *parser) number() {
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
}

func (p *parser) digits() {
	start := p.at
	for c := p.peek(); '0' <= c && c <= '9'; c = p.peek() {
		p.at++
	}
	if p.at == start {
		p.fail("fhir-syntax", "")
	}
}

// skipString reads over a string; whether its escapes are right is seen by decoding
// it, which only strings that have some need.
func (p *parser) skipString() {
	for i := p.at + 1; i < len(p.src); i++ {
		switch c := p.src[i]; {
		case c == '"':
			p.at = i + 1
			return
		case c == '\\':
			p.string()
			return
		case c < ' ':
			p.at = i
			p.fail("fhir-syntax", "")
			return
		}
	}
	p.at = len(p.src)
	p.fail("fhir-syntax", "")
}

// string reads and decodes a string.
func (p *parser) string() string {
	p.at++
	start := p.at
	for p.at < len(p.src) {
		switch c := p.src[p.at]; {
		case c == '"':
			p.at++
			return p.src[start : p.at-1]
		case c == '\\':
			return p.escaped(start)
		case c < ' ':
			p.fail("fhir-syntax", "")
			return ""
		}
		p.at++
	}
	p.fail("fhir-syntax", "")
	return ""
}

func (p *parser) escaped(start int) string {
	text := []byte(p.src[start:p.at])
	for p.at < len(p.src) && p.failed == nil {
		c := p.src[p.at]
		p.at++
		switch {
		case c == '"':
			return string(text)
		case c == '\\':
			text = p.escape(text)
		case c < ' ':
			p.at--
			p.fail("fhir-syntax", "")
		default:
			text = append(text, c)
		}
	}
	p.fail("fhir-syntax", "")
	return ""
}

func (p *parser) escape(text []byte) []byte {
	c := p.peek()
	p.at++
	if i := strings.IndexByte(escapes, c); i >= 0 && c != 0 {
		return append(text, escaped[i])
	}
	if c != 'u' {
		p.at--
		p.fail("fhir-syntax", "")
		return text
	}
	r := p.hex4()
	if utf16.IsSurrogate(r) {
		second := utf8.RuneError
		if p.word(`\u`) {
			second = p.hex4()
		}
		if r = utf16.DecodeRune(r, second); r == utf8.RuneError {
			p.fail("fhir-surrogate", "both halves of a surrogate pair")
			return text
		}
	}
	return utf8.AppendRune(text, r)
}

// Escapes of one letter, and what each stands for.
const (
	escapes = `"\/bfnrt`
	escaped = "\"\\/\b\f\n\r\t"
)

func (p *parser) hex4() rune {
	if p.at+4 > len(p.src) {
		p.fail("fhir-syntax", "")
		return 0
	}
	var r rune
	for _, c := range []byte(p.src[p.at : p.at+4]) {
		switch {
		case '0' <= c && c <= '9':
			r = r<<4 | rune(c-'0')
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			r = r<<4 | rune(c|0x20-'a'+10)
		default:
			p.fail("fhir-syntax", "")
			return 0
		}
	}
	p.at += 4
	return r
}
