// Package lenient reads what is refused, because what a document is refused for must not hide
// that somebody may be in danger. In it: [Object], which reports what is wrong with the form of
// a JSON object and still returns every member that can be made out, and what an invalid answer
// says ([Yes], [Likely]). Not in it: what the members mean, and documents that are read whole or
// not at all (therapy.UnmarshalStrict).
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

// Member is one member of an object as it stands there. The zero Member is none.
type Member struct {
	// Place is its place among its siblings, from 0.
	Place int
	Name  string
	Value json.RawMessage
	// Again tells that the name has been there before.
	Again bool
}

// Whole is the place of a fault of the object itself.
const Whole = -1

// Object returns the members of a JSON object in their order, also those that stand twice.
// It calls wrong for every fault of the form, with the place of the member, or [Whole]. Its
// rules are json-encoding, json-malformed, json-type, json-duplicate and json-trailing. Where
// the text stops being JSON it stops reading. It takes time in proportion to the text.
func Object(data []byte, wrong func(place int, rule, hint string, err error)) []Member {
	if !utf8.Valid(data) {
		wrong(Whole, "json-encoding", "UTF-8", therapy.ErrSyntax)
		data = bytes.ToValidUTF8(data, []byte("\uFFFD")) // what can be read is still read
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
