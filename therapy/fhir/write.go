package fhir

import (
	"unicode/utf8"
)

// AppendJSON appends the JSON text of the value. Parts that were not edited keep the text
// that was read, byte for byte, including spaces.
func (n *Node) AppendJSON(b []byte) []byte {
	switch {
	case n == nil:
		return append(b, "null"...)
	case n.src != "":
		return append(b, n.src...)
	}
	opening, closing := byte('{'), byte('}')
	if n.kind == Array {
		opening, closing = '[', ']'
	}
	b = append(b, opening)
	for part := n.first; part != nil; part = part.next {
		if part != n.first {
			b = append(b, ',')
		}
		if n.kind == Object {
			b = append(appendQuoted(b, part.name), ':')
		}
		b = part.AppendJSON(b)
	}
	return append(b, closing)
}

// MarshalJSON returns the text that [Node.AppendJSON] appends. It never fails. When
// encoding/json calls it, encoding/json removes the spaces; AppendJSON keeps them.
func (n *Node) MarshalJSON() ([]byte, error) { return n.AppendJSON(nil), nil }

// UnmarshalJSON reads any JSON value, as strictly as [Parse], but it needs no resourceType.
// It replaces the former content of n.
func (n *Node) UnmarshalJSON(data []byte) error {
	root, err := parse(data, false)
	if err != nil {
		return err
	}
	n.kind = root.kind
	n.first, n.last = root.first, root.last
	for part := range n.Parts() {
		part.up = n
	}
	n.touch()
	n.src = root.src
	return nil
}

// appendQuoted appends s as a JSON string. It escapes only the characters that JSON requires
// to be escaped.
func appendQuoted(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r == '\n':
			b = append(b, `\n`...)
		case r == '\r':
			b = append(b, `\r`...)
		case r == '\t':
			b = append(b, `\t`...)
		case r < ' ':
			b = append(b, '\\', 'u', '0', '0', hex[r>>4], hex[r&15])
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return append(b, '"')
}
