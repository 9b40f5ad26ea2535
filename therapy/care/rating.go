package care

import (
	"strconv"

	"github.com/therapykit/therapykit/therapy"
)

// Rating is a person's own answer from 0 to 10, as on the scales of importance and confidence
// in motivational interviewing. The zero Rating means that there is no answer. It differs
// from the answer 0, so Rating is not a plain number.
type Rating struct{ stored uint8 }

// NewRating returns the rating n, from 0 to 10.
func NewRating(n int) (Rating, error) {
	if n < 0 || n > 10 {
		return Rating{}, &therapy.FieldError{Rule: "rating-range", Hint: "0 to 10", Err: therapy.ErrRange}
	}
	return Rating{uint8(n) + 1}, nil
}

// MustRating is [NewRating] for numbers known to be right; it panics otherwise.
func MustRating(n int) Rating {
	r, err := NewRating(n)
	if err != nil {
		panic("care.MustRating: not from 0 to 10")
	}
	return r
}

// Value returns the rating; ok is false if there is no answer.
func (r Rating) Value() (n int, ok bool) { return max(0, int(r.stored)-1), r.stored > 0 }

// IsZero reports whether there is no answer.
func (r Rating) IsZero() bool { return r.stored == 0 }

// String returns the number, "" if there is no answer.
func (r Rating) String() string {
	if r.IsZero() {
		return ""
	}
	return strconv.Itoa(int(r.stored) - 1)
}

// MarshalJSON writes the number, or null if there is no answer.
func (r Rating) MarshalJSON() ([]byte, error) {
	if r.IsZero() {
		return []byte("null"), nil
	}
	return []byte(r.String()), nil
}

// UnmarshalJSON reads a whole number from 0 to 10, or null.
func (r *Rating) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		*r = Rating{}
		return nil
	}
	var n int
	if err := therapy.UnmarshalStrict(data, &n); err != nil {
		return err
	}
	read, err := NewRating(n)
	if err == nil {
		*r = read
	}
	return err
}
