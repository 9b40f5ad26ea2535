package therapy

import (
	"strconv"
	"unicode/utf8"

	"github.com/therapykit/therapykit/therapy/internal/jsontext"
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

// jsonNode is a parsed JSON value. Unlike the maps of encoding/json it keeps what a strict
// reader needs: the order of members, repeated members, and the position of each value in the
// text.
type jsonNode struct {
	kind       jsonKind
	start, end int
	text       string   // of a string, decoded; of a number, as written
	names      []string // of an object, one for each part
	parts      []*jsonNode
}

// parseJSON reads one JSON value (RFC 8259) and nothing after it.
func parseJSON(data []byte) (*jsonNode, error) {
	if !utf8.Valid(data) {
		return nil, &FieldError{Rule: "json-utf8", Err: ErrSyntax}
	}
	p := jsonParser{jsontext.Scanner{Src: string(data)}}
	p.Space()
	root := p.value(0)
	p.Space()
	if !p.Failed() && p.At != len(p.Src) {
		p.Fail("trailing-data", "one value and nothing after it")
	}
	if p.Failed() {
		return nil, p.fault()
	}
	return root, nil
}

// jsonParser is a recursive descent over the text. After the first failure every method
// returns at once.
type jsonParser struct{ jsontext.Scanner }

// fault is what failed first, nil if nothing has.
func (p *jsonParser) fault() error {
	rule, hint := p.Fault()
	if rule == "" {
		return nil
	}
	return &FieldError{Rule: "json-" + rule, Hint: hint, Err: ErrSyntax}
}

func (p *jsonParser) value(depth int) *jsonNode {
	if p.Failed() {
		return nil
	}
	if depth > maxJSONDepth {
		p.Fail("depth", "at most "+strconv.Itoa(maxJSONDepth)+" levels")
		return nil
	}
	n := &jsonNode{start: p.At}
	switch c := p.Peek(); {
	case c == '{':
		n.kind = jsonObject
		p.object(n, depth)
	case c == '[':
		n.kind = jsonArray
		p.array(n, depth)
	case c == '"':
		n.kind = jsonString
		n.text = p.Text()
	case c == '-' || '0' <= c && c <= '9':
		n.kind = jsonNumber
		n.text = p.Number()
	case p.Word("true"):
		n.kind = jsonTrue
	case p.Word("false"):
		n.kind = jsonFalse
	case p.Word("null"):
		n.kind = jsonNull
	default:
		p.Fail(jsontext.Syntax, "")
	}
	n.end = p.At
	return n
}

func (p *jsonParser) object(n *jsonNode, depth int) {
	p.At++
	for p.Space(); !p.Failed(); {
		if p.Peek() == '}' && len(n.parts) == 0 {
			p.At++
			return
		}
		if p.Peek() != '"' {
			p.Fail(jsontext.Syntax, "")
			return
		}
		name := p.Text()
		p.Space()
		if p.Peek() != ':' {
			p.Fail(jsontext.Syntax, "")
			return
		}
		p.At++
		p.Space()
		n.names = append(n.names, name)
		n.parts = append(n.parts, p.value(depth+1))
		if p.end('}') {
			return
		}
	}
}

func (p *jsonParser) array(n *jsonNode, depth int) {
	p.At++
	for p.Space(); !p.Failed(); {
		if p.Peek() == ']' && len(n.parts) == 0 {
			p.At++
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
	p.Space()
	switch p.Peek() {
	case closing:
		p.At++
		return true
	case ',':
		p.At++
		p.Space()
		return false
	}
	p.Fail(jsontext.Syntax, "")
	return true
}
