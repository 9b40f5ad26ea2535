package confidential

import (
	"strings"

	"github.com/therapykit/therapykit/therapy"
)

// ID is a pseudonym: of a person, a case, a group, an order, a key. It is the
// only way in which people occur in labels, requests, consents and audit
// records, and its form keeps names out: lower-case ASCII letters, digits and
// the characters - _ . : only, at least one digit, 1 to 64 bytes. "client-17"
// and a UUID are fine; "Jane Doe" and "jane-doe" are not.
//
// IDs are comparable with ==. The zero ID means nobody.
type ID struct{ text string }

// ParseID reads a pseudonym. The error does not quote it.
func ParseID(s string) (ID, error) {
	digit := false
	for i := range len(s) {
		switch c := s[i]; {
		case '0' <= c && c <= '9':
			digit = true
		case 'a' <= c && c <= 'z', c == '-', c == '_', c == '.', c == ':':
		default:
			return ID{}, &therapy.FieldError{Rule: "id-form", Err: therapy.ErrSyntax}
		}
	}
	if !digit || len(s) > 64 {
		return ID{}, &therapy.FieldError{Rule: "id-form", Err: therapy.ErrSyntax}
	}
	return ID{text: s}, nil
}

// MustID is [ParseID] for pseudonyms known to be well-formed; it panics
// otherwise.
func MustID(s string) ID {
	id, err := ParseID(s)
	if err != nil {
		panic("confidential.MustID: not a pseudonym")
	}
	return id
}

// IsZero reports whether nobody is named.
func (id ID) IsZero() bool { return id == ID{} }

// Equal reports whether the two are the same pseudonym.
func (id ID) Equal(other ID) bool { return id == other }

// Compare orders pseudonyms as texts; nobody comes first.
func (id ID) Compare(other ID) int { return strings.Compare(id.text, other.text) }

// String returns the pseudonym, "" for nobody.
func (id ID) String() string { return id.text }

// AppendText appends what [ID.String] returns; it does not fail.
func (id ID) AppendText(b []byte) ([]byte, error) { return append(b, id.text...), nil }

// MarshalText returns what [ID.String] returns; it does not fail.
func (id ID) MarshalText() ([]byte, error) { return []byte(id.text), nil }

// UnmarshalText reads a pseudonym, or an empty text for nobody.
func (id *ID) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*id = ID{}
		return nil
	}
	parsed, err := ParseID(string(text))
	if err == nil {
		*id = parsed
	}
	return err
}
