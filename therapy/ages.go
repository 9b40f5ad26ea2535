package therapy

import "strings"

// Ages is the set of age bands that a rule, or its source, is about. It is written as the
// names of the bands joined by "+", or as "any".
//
// The zero Ages is unstated. A source may leave its ages unstated; a rule may not, because
// then a rule written about adults would be applied to children.
type Ages uint8

// The age bands. People of 65 and over count as adults, because no source that was read
// recommends another format for them.
const (
	Under12 Ages = 1 << iota
	From12To15
	From16To17
	Adults
)

// Sets of bands that rules use.
const (
	From12To17 Ages = From12To15 | From16To17
	Minors     Ages = Under12 | From12To17
	Under16    Ages = Under12 | From12To15
	From12     Ages = From12To17 | Adults
	From16     Ages = From16To17 | Adults
	AnyAge     Ages = Minors | Adults
)

// ageBand is one band with its name and the statement that a person is in it.
type ageBand struct {
	band   Ages
	name   string
	factor Factor
}

func ageBands() [4]ageBand {
	return [...]ageBand{
		{Under12, "under-12", ChildUnder12},
		{From12To15, "12-15", Adolescent12To15},
		{From16To17, "16-17", Adolescent16To17},
		{Adults, "adult", Adult},
	}
}

// Valid reports whether a names at least one band and nothing else.
func (a Ages) Valid() bool { return a != 0 && a&^AnyAge == 0 }

// Condition returns the condition that a person has one of these ages. For [AnyAge] it is
// [All] of nothing, which is always true.
func (a Ages) Condition() Condition {
	if a == AnyAge {
		return All()
	}
	var bands [4]Factor
	n := 0
	for _, b := range ageBands() {
		if a&b.band != 0 {
			bands[n], n = b.factor, n+1
		}
	}
	if n == 1 {
		return Is(bands[0])
	}
	return AnyOf(bands[:n]...)
}

// Of returns c restricted to people of these ages.
func (a Ages) Of(c Condition) Condition {
	if a == AnyAge {
		return c
	}
	return All(a.Condition(), c)
}

// String returns the text form, or "unstated".
func (a Ages) String() string {
	if text, err := a.AppendText(nil); err == nil {
		return string(text)
	}
	return "unstated"
}

// AppendText appends the text form. It fails for a value that is not valid.
func (a Ages) AppendText(b []byte) ([]byte, error) {
	if !a.Valid() {
		return b, &FieldError{Rule: "ages-invalid", Hint: "one or more age bands", Err: ErrRange}
	}
	if a == AnyAge {
		return append(b, "any"...), nil
	}
	var names []string
	for _, band := range ageBands() {
		if a&band.band != 0 {
			names = append(names, band.name)
		}
	}
	return append(b, strings.Join(names, "+")...), nil
}

// MarshalText returns the text form. It fails for a value that is not valid.
func (a Ages) MarshalText() ([]byte, error) { return a.AppendText(nil) }

// UnmarshalText reads what [Ages.MarshalText] writes: "any", or the names of bands from
// young to old, each once.
func (a *Ages) UnmarshalText(text []byte) error {
	if string(text) == "any" {
		*a = AnyAge
		return nil
	}
	var read Ages
	for name := range strings.SplitSeq(string(text), "+") {
		found := false
		for _, b := range ageBands() {
			if b.name == name && read < b.band {
				read, found = read|b.band, true
			}
		}
		if !found {
			return &FieldError{Rule: "ages-unknown", Hint: `"any", or under-12, 12-15, 16-17 and adult joined by "+"`, Err: ErrUnknown}
		}
	}
	if read == AnyAge {
		return &FieldError{Rule: "ages-unknown", Hint: `all ages are written as "any"`, Err: ErrSyntax}
	}
	*a = read
	return nil
}
