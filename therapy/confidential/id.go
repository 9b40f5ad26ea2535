package confidential

import (
	"strings"

	"github.com/therapykit/therapykit/therapy"
)

// PersonID is a pseudonym of a person or an organisation. Labels, requests, consents and
// audit records name people only by it. Its form excludes names: only lower-case ASCII
// letters, digits and the characters - _ . : with at least one digit, 1 to 64 bytes.
// "client-17" and a UUID are allowed; "Jane Doe" and "jane-doe" are not.
//
// IDs are comparable with ==. The zero PersonID means nobody.
type PersonID struct{ text string }

// ParsePersonID reads a pseudonym. The error does not quote it.
func ParsePersonID(s string) (PersonID, error) {
	digit := false
	for i := range len(s) {
		switch c := s[i]; {
		case '0' <= c && c <= '9':
			digit = true
		case 'a' <= c && c <= 'z', c == '-', c == '_', c == '.', c == ':':
		default:
			return PersonID{}, &therapy.FieldError{Rule: "id-form", Err: therapy.ErrSyntax}
		}
	}
	if !digit || len(s) > 64 {
		return PersonID{}, &therapy.FieldError{Rule: "id-form", Err: therapy.ErrSyntax}
	}
	return PersonID{text: s}, nil
}

// MustPersonID is [ParsePersonID] for pseudonyms that are known to be valid; it panics
// otherwise.
func MustPersonID(s string) PersonID {
	id, err := ParsePersonID(s)
	if err != nil {
		panic("confidential.MustPersonID: not a pseudonym")
	}
	return id
}

// IsZero reports whether nobody is named.
func (id PersonID) IsZero() bool { return id == PersonID{} }

// Equal reports whether the two are the same pseudonym.
func (id PersonID) Equal(other PersonID) bool { return id == other }

// Compare orders pseudonyms as texts; the zero PersonID comes first.
func (id PersonID) Compare(other PersonID) int { return strings.Compare(id.text, other.text) }

// String returns the pseudonym, "" for nobody.
func (id PersonID) String() string { return id.text }

// AppendText appends the text of [PersonID.String]; it does not fail.
func (id PersonID) AppendText(b []byte) ([]byte, error) { return append(b, id.text...), nil }

// MarshalText returns the text of [PersonID.String]; it does not fail.
func (id PersonID) MarshalText() ([]byte, error) { return []byte(id.text), nil }

// UnmarshalText reads a pseudonym, or an empty text for nobody.
func (id *PersonID) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*id = PersonID{}
		return nil
	}
	parsed, err := ParsePersonID(string(text))
	if err == nil {
		*id = parsed
	}
	return err
}
