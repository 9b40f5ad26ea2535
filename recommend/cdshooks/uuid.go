package cdshooks

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/therapykit/therapykit/therapy"
)

// UUID identifies a card, a suggestion or a call. ParseUUID converts it to lower case, so
// that UUIDs can be compared with ==. The zero UUID means no UUID.
type UUID string

// ParseUUID reads a UUID in the usual form of 36 characters, in upper or lower case. The
// error does not quote it.
func ParseUUID(s string) (UUID, error) {
	u := UUID(strings.ToLower(s))
	if !u.Valid() {
		return "", &therapy.FieldError{Rule: "uuid", Hint: "a UUID of 36 characters", Err: therapy.ErrSyntax}
	}
	return u, nil
}

// Valid reports whether u has the usual form, in lower case.
func (u UUID) Valid() bool {
	if len(u) != 36 {
		return false
	}
	for i := range len(u) {
		switch c := u[i]; {
		case i == 8 || i == 13 || i == 18 || i == 23:
			if c != '-' {
				return false
			}
		case '0' <= c && c <= '9', 'a' <= c && c <= 'f':
		default:
			return false
		}
	}
	return true
}

// deriveUUID makes a UUID from the given parts (RFC 9562, version 8), so that the same call
// gets the same cards without any stored state.
func deriveUUID(parts ...string) UUID {
	h := sha256.New()
	for _, part := range append([]string{"therapykit-cds-hooks"}, parts...) {
		sum := sha256.Sum256([]byte(part)) // each part in the same length, so that none runs into the next
		h.Write(sum[:])
	}
	b := h.Sum(nil)[:16]
	b[6], b[8] = b[6]&0x0f|0x80, b[8]&0x3f|0x80
	s := hex.EncodeToString(b)
	return UUID(s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:])
}
