// Package lenient reads documents that are refused, because an error in a document must not
// hide that somebody may be in danger. In it: [Object], which reports the syntax errors of a
// JSON object and still returns every member that can be read, and the probable meaning of
// invalid answers ([Yes], [Likely]). Not in it: the meaning of the members, and strict reading
// (therapy.UnmarshalStrict).
package lenient

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"unicode/utf8"

	"github.com/therapykit/therapykit/therapy"
)

// Member is one member of an object as written. The zero Member means no member.
type Member struct {
	// Place is its position in the object, from 0.
	Place int
	Name  string
	Value json.RawMessage
	// Again says that an earlier member has the same name.
	Again bool
}

// Whole is the place of a fault that concerns the whole object.
const Whole = -1

// Object returns the members of a JSON object in their order, including repeated ones. It
// calls wrong for every fault, with the place of the member, or [Whole]. Its rules are
// json-encoding, json-malformed, json-type, json-duplicate and json-trailing. It stops reading
// where the text is no longer JSON. It takes time in proportion to the length of the text.
func Object(data []byte, wrong func(place int, rule, hint string, err error)) []Member {
	if !utf8.Valid(data) {
		wrong(Whole, "json-encoding", "UTF-8", therapy.ErrSyntax)
		data = bytes.ToValidUTF8(data, []byte("\uFFFD")) // the valid parts are still read
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	malformed := func() {
		wrong(Whole, "json-malformed", "near byte "+strconv.FormatInt(dec.InputOffset(), 10), therapy.ErrSyntax)
	}
	if open, err := dec.Token(); err != nil {
		malformed()
		return nil
	} else if open != json.Delim('{') {
		wrong(Whole, "json-type", "an object", therapy.ErrSyntax)
		return nil
	}
	var list []Member
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
			wrong(place, "json-duplicate", "each member at most once", therapy.ErrDuplicate)
		}
		list = append(list, Member{Place: place, Name: name, Value: value, Again: seen[name]})
		seen[name] = true
	}
	if _, err := dec.Token(); err != nil {
		malformed()
		return list
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		wrong(Whole, "json-trailing", "nothing after the object", therapy.ErrSyntax)
	}
	return list
}
