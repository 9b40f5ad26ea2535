package therapy

import "strconv"

// Names are the names of a closed vocabulary; the index of a name is the value of its
// constant. An empty name means that the value is not in the vocabulary, as the zero value of
// most vocabularies. Every closed vocabulary of this module, and of packages that add to it,
// is written in the same way:
//
//	type Pace uint8
//
//	const (
//		Steady Pace = iota + 1
//		Brisk
//
//		numPaces
//	)
//
//	//enum:names Pace
//	var paceNames = [numPaces]string{Steady: "steady", Brisk: "brisk"}
//
// The array is as long as the vocabulary, so a missing name is easy to see. The methods
// Valid, String, AppendText, MarshalText and UnmarshalText are the same for all of them. The
// program therapy/enumgen writes them into a file names_gen.go for every table that is marked
// with a names directive.
//
// A value is always written as its name, never as its number, and only the exact names are
// read.
type Names []string

// Has reports whether v is in the vocabulary.
func (n Names) Has(v uint8) bool { return int(v) < len(n) && n[v] != "" }

// Text returns the name of v, or a placeholder made of the type's name and the number.
// It never panics.
func (n Names) Text(typ string, v uint8) string {
	if n.Has(v) {
		return n[v]
	}
	return typ + "(" + strconv.Itoa(int(v)) + ")"
}

// Append appends the name of v. It fails if v is not in the vocabulary, with a
// [*FieldError] around [ErrRange].
func (n Names) Append(b []byte, v uint8) ([]byte, error) {
	if n.Has(v) {
		return append(b, n[v]...), nil
	}
	return b, &FieldError{Rule: "enum-invalid", Err: ErrRange}
}

// Parse returns the value whose name is exactly text. For any other text it fails with a
// [*FieldError] around [ErrUnknown]; the error does not quote the text.
func (n Names) Parse(text []byte) (uint8, error) {
	for v, name := range n {
		if name != "" && name == string(text) {
			return uint8(v), nil
		}
	}
	return 0, &FieldError{Rule: "enum-unknown", Err: ErrUnknown}
}
