package measure

import (
	"bytes"
	"encoding/json"
	"slices"
)

// decodeExact decodes one JSON object into v and reports whether it is nothing
// but that. The standard decoder takes "Answers" for "answers" and lets the last of
// two members win; an answer that is overwritten without a word could be the
// one on a critical item, so both are refused. White space may surround the object.
func decodeExact(data []byte, v any, members ...string) bool {
	data = bytes.Trim(data, " \t\r\n")
	if !membersOnce(data, members) {
		return false
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	return dec.Decode(v) == nil && dec.InputOffset() == int64(len(data))
}

// membersOnce reports whether data begins with an object whose members have these
// names, exactly and each at most once.
func membersOnce(data []byte, members []string) bool {
	dec := json.NewDecoder(bytes.NewReader(data))
	if open, err := dec.Token(); err != nil || open != json.Delim('{') {
		return false
	}
	left := slices.Clone(members)
	for dec.More() {
		name, err := dec.Token()
		i := slices.IndexFunc(left, func(m string) bool { return name == m })
		if err != nil || i < 0 {
			return false
		}
		left = slices.Delete(left, i, i+1)
		var value json.RawMessage
		if dec.Decode(&value) != nil {
			return false
		}
	}
	return true
}
