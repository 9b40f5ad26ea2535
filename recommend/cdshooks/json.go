package cdshooks

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"unicode/utf8"

	"github.com/therapykit/therapykit/therapy"
)

// member is one member of an object as it stands there.
type member struct {
	place int // from 0, as in the paths of therapy.UnmarshalStrict
	name  string
	value json.RawMessage
}

// object walks the members of a JSON object. It reports what is wrong with the form, and
// yields every member that can be made out, also those that stand twice: what a call is
// refused for must not hide danger. It takes time in proportion to the text.
func object(c *therapy.Check, path string, data []byte) []member {
	if !utf8.Valid(data) {
		c.Wrong(path, "json-encoding", "UTF-8", therapy.ErrSyntax)
		data = bytes.ToValidUTF8(data, []byte("\uFFFD"))
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	malformed := func() { c.Wrong(path, "json-malformed", "", therapy.ErrSyntax) }
	if open, err := dec.Token(); err != nil {
		malformed()
		return nil
	} else if open != json.Delim('{') {
		c.Wrong(path, "json-type", "an object", therapy.ErrSyntax)
		return nil
	}
	var list []member
	seen := map[string]bool{}
	for place := 0; dec.More(); place++ {
		token, err := dec.Token()
		name, isName := token.(string)
		var value json.RawMessage
		if err != nil || !isName || dec.Decode(&value) != nil {
			malformed()
			return list
		}
		if seen[name] {
			c.Wrong(path+"/#"+strconv.Itoa(place), "json-duplicate", "", therapy.ErrDuplicate)
		}
		seen[name] = true
		list = append(list, member{place: place, name: name, value: value})
	}
	if _, err := dec.Token(); err != nil {
		malformed()
		return list
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		c.Wrong(path, "json-trailing", "nothing after the object", therapy.ErrSyntax)
	}
	return list
}

// array returns the items of a JSON array, nil if it is none.
func array(data []byte) []json.RawMessage {
	var items []json.RawMessage
	if kindOf(data) != '[' || json.Unmarshal(data, &items) != nil {
		return nil
	}
	return items
}

// text returns the content of a JSON string; ok is false if it is none.
func text(data []byte) (s string, ok bool) {
	if kindOf(data) != '"' || json.Unmarshal(data, &s) != nil {
		return "", false
	}
	return s, true
}

// kindOf returns the sign that a JSON text begins with, 0 for none.
func kindOf(data []byte) byte {
	if data = bytes.TrimLeft(data, " \t\r\n"); len(data) > 0 {
		return data[0]
	}
	return 0
}

// maxDepth is how deeply a call may nest.
const maxDepth = 100

// tooDeep reports whether a JSON text nests deeper than documents of this module may.
func tooDeep(data []byte) bool {
	depth, inText := 0, false
	for i := 0; i < len(data); i++ {
		switch c := data[i]; {
		case inText:
			switch c {
			case '\\':
				i++
			case '"':
				inText = false
			}
		case c == '"':
			inText = true
		case c == '{', c == '[':
			if depth++; depth > maxDepth {
				return true
			}
		case c == '}', c == ']':
			depth--
		}
	}
	return false
}

// find returns the value of the first member with the name, nil if there is none.
func find(list []member, name string) json.RawMessage {
	for _, m := range list {
		if m.name == name {
			return m.value
		}
	}
	return nil
}

// given is find for members that may be left out, as which null counts: no member of CDS
// Hooks is null, and some clients write it all the same.
func given(list []member, name string) json.RawMessage {
	value := find(list, name)
	if kindOf(value) == 'n' {
		return nil
	}
	return value
}

// quietly walks an object of which only what it says matters, not how it is written.
func quietly(data []byte) []member {
	var c therapy.Check
	return object(&c, "", data)
}
