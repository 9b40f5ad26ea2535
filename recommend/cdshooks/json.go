package cdshooks

import (
	"bytes"
	"encoding/json"
	"strconv"

	"github.com/therapykit/therapykit/recommend/internal/lenient"
	"github.com/therapykit/therapykit/therapy"
)

type member = lenient.Member

// object walks the members of a JSON object and reports its syntax errors; see [lenient.Object].
func object(c *therapy.Check, path string, data []byte) []member {
	return lenient.Object(data, func(place int, rule, hint string, err error) {
		if place != lenient.Whole {
			c.Wrong(path+"/#"+strconv.Itoa(place), rule, hint, err)
			return
		}
		c.Wrong(path, rule, hint, err)
	})
}

// array returns the items of a JSON array, nil if it is none.
func array(data []byte) []json.RawMessage {
	var items []json.RawMessage
	if kindOf(data) != '[' || json.Unmarshal(data, &items) != nil {
		return nil
	}
	return items
}

// text returns the content of a JSON string; ok is false if it is not a string.
func text(data []byte) (s string, ok bool) {
	if kindOf(data) != '"' || json.Unmarshal(data, &s) != nil {
		return "", false
	}
	return s, true
}

// kindOf returns the first character of a JSON text, 0 if it is empty.
func kindOf(data []byte) byte {
	if data = bytes.TrimLeft(data, " \t\r\n"); len(data) > 0 {
		return data[0]
	}
	return 0
}

// maxDepth is the maximum nesting depth of a call.
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
		if m.Name == name {
			return m.Value
		}
	}
	return nil
}

// given is find for members that may be left out. null counts as left out: CDS Hooks does not
// allow null, but some clients write it.
func given(list []member, name string) json.RawMessage {
	value := find(list, name)
	if kindOf(value) == 'n' {
		return nil
	}
	return value
}

// membersAnyway walks the members of an object without reporting mistakes in its form.
func membersAnyway(data []byte) []member {
	return lenient.Object(data, func(int, string, string, error) {})
}
