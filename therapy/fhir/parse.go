package fhir

import (
	"errors"
	"strconv"
	"unicode/utf8"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/internal/jsontext"
)

// Limits of [Parse]. A document of MaxBytes is read in well under a second, and MaxNodes
// limits its memory to about a hundred megabytes.
const (
	// MaxBytes is the maximum length of a document in bytes.
	MaxBytes = 16 << 20
	// MaxNodes is the maximum number of values in a document.
	MaxNodes = 1 << 20
	// MaxDepth is the maximum nesting depth of a document.
	MaxDepth = 100
)

// Parse reads one FHIR resource: a JSON object (RFC 8259) with a resourceType, and nothing
// after it. It refuses what would be lost silently: repeated members, empty objects and
// arrays, null outside an array of primitives, invalid UTF-8, and halves of surrogate pairs.
// It also refuses documents that are longer than [MaxBytes], hold more than [MaxNodes] values
// or nest deeper than [MaxDepth]. All such faults are reported at once, each a pointer to a
// [therapy.FieldError], joined by [errors.Join], up to a hundred; if the text is not JSON, only
// the first fault is reported. No error quotes the document.
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
	p := parser{Scanner: jsontext.Scanner{Src: string(data)}, block: make([]Node, 0, min(len(data)/24+4, blockNodes))}
	p.Space()
	root := p.value(0)
	p.Space()
	if !p.Failed() && p.At != len(p.Src) {
		p.Fail("trailing-data", "one document and nothing after it")
	}
	if p.Failed() {
		return nil, p.fault()
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
	jsontext.Scanner
	nodes int
	block []Node
}

// fault is the first failure, nil if there was none.
func (p *parser) fault() error {
	rule, hint := p.Fault()
	if rule == "" {
		return nil
	}
	return &therapy.FieldError{Rule: "fhir-" + rule, Hint: hint, Err: therapy.ErrSyntax}
}

// node takes a node from the block, so that a document needs few allocations.
func (p *parser) node() *Node {
	if p.nodes++; p.nodes > MaxNodes {
		p.Fail("nodes", "at most "+strconv.Itoa(MaxNodes)+" values")
	}
	if len(p.block) == cap(p.block) {
		p.block = make([]Node, 0, blockNodes)
	}
	p.block = p.block[:len(p.block)+1]
	return &p.block[len(p.block)-1]
}

func (p *parser) value(depth int) *Node {
	n := p.node()
	if depth > MaxDepth {
		p.Fail("depth", "at most "+strconv.Itoa(MaxDepth)+" levels")
	}
	if p.Failed() {
		return n
	}
	start := p.At
	switch c := p.Peek(); {
	case c == '"':
		n.kind = String
		p.Skip()
	case c == '{':
		n.kind = Object
		p.parts(n, depth, '}')
	case c == '[':
		n.kind = Array
		p.parts(n, depth, ']')
	case c == '-' || '0' <= c && c <= '9':
		n.kind = Number
		p.Number()
	case p.Word("true"), p.Word("false"):
		n.kind = Bool
	case p.Word("null"):
		n.kind = Null
	default:
		p.Fail(jsontext.Syntax, "")
	}
	if !p.Failed() {
		n.src = p.Src[start:p.At]
	}
	return n
}

// parts reads the members of an object or the items of an array.
func (p *parser) parts(n *Node, depth int, closing byte) {
	p.At++
	p.Space()
	count := 0
	for !p.Failed() && (count > 0 || p.Peek() != closing) {
		name := ""
		if closing == '}' {
			if p.Peek() != '"' {
				p.Fail(jsontext.Syntax, "")
				return
			}
			name = p.Text()
			p.Space()
			if p.Peek() != ':' {
				p.Fail(jsontext.Syntax, "")
				return
			}
			p.At++
			p.Space()
		}
		part := p.value(depth + 1)
		part.name = name
		n.link(part)
		count++
		p.Space()
		if c := p.Peek(); c == closing {
			break
		} else if c != ',' {
			p.Fail(jsontext.Syntax, "")
			return
		}
		p.At++
		p.Space()
	}
	if !p.Failed() {
		p.At++ // the closing bracket
	}
}

// link puts a part at the end.
func (n *Node) link(part *Node) {
	part.up = n
	if n.last == nil {
		n.first, part.at = part, 0
	} else {
		n.last.next, part.at = part, n.last.at+1
	}
	n.last = part
}
