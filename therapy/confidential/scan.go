package confidential

import "encoding"

// Databases hold words and pseudonyms as text. Without these methods database/sql would
// try to convert them, and quote them in its error.

// Scan reads the name from a column of text. The error does not quote it.
func (v *Level) Scan(src any) error { return scanText(v, src) }

// Scan reads the name from a column of text. The error does not quote it.
func (x *Kind) Scan(src any) error { return scanText(x, src) }

// Scan reads the name from a column of text. The error does not quote it.
func (x *Setting) Scan(src any) error { return scanText(x, src) }

// Scan reads names joined by commas from a column of text. The error does not quote
// them.
func (t *Tags) Scan(src any) error { return scanText(t, src) }

// Scan reads the name from a column of text. The error does not quote it.
func (x *Purpose) Scan(src any) error { return scanText(x, src) }

// Scan reads the name from a column of text. The error does not quote it.
func (x *Audience) Scan(src any) error { return scanText(x, src) }

// Scan reads the name from a column of text. The error does not quote it.
func (x *Effect) Scan(src any) error { return scanText(x, src) }

// Scan reads the pseudonym from a column of text, nobody from NULL. The error does not
// quote it.
func (id *PersonID) Scan(src any) error {
	if src == nil {
		*id = PersonID{}
		return nil
	}
	return scanText(id, src)
}

func scanText(into encoding.TextUnmarshaler, src any) error {
	switch s := src.(type) {
	case string:
		return into.UnmarshalText([]byte(s))
	case []byte:
		return into.UnmarshalText(s)
	}
	return ErrDecode
}
