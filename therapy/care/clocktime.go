package care

import (
	"strconv"

	"github.com/therapykit/therapykit/therapy"
)

// ClockTime is a local time of day in hours and minutes, without a date or a time zone: for
// example the 18:00 at which a group meets all year round. It is comparable with == and
// ordered with <.
//
// The zero ClockTime means that no time is stated; it is not midnight.
type ClockTime uint16

const minutesPerDay = 24 * 60

// NewClockTime returns the time, hour from 0 to 23 and minute from 0 to 59.
func NewClockTime(hour, minute int) (ClockTime, error) {
	if hour < 0 || hour > 23 || minute < 0 || minute > 59 {
		return 0, &therapy.FieldError{Rule: "clock-range", Hint: "00:00 to 23:59", Err: therapy.ErrRange}
	}
	return ClockTime(1 + hour*60 + minute), nil
}

// MustClockTime is [NewClockTime] for times known to exist; it panics otherwise.
func MustClockTime(hour, minute int) ClockTime {
	c, err := NewClockTime(hour, minute)
	if err != nil {
		panic("care.MustClockTime: no such time")
	}
	return c
}

// IsZero reports whether no time is stated.
func (c ClockTime) IsZero() bool { return c == 0 }

// Valid reports whether c is a time of the day.
func (c ClockTime) Valid() bool { return c > 0 && c <= minutesPerDay }

// Hour returns the hour, 0 for the zero ClockTime.
func (c ClockTime) Hour() int { return c.minutes() / 60 }

// Minute returns the minute, 0 for the zero ClockTime.
func (c ClockTime) Minute() int { return c.minutes() % 60 }

func (c ClockTime) minutes() int { return max(0, int(c)-1) }

// String returns the form 15:04, "" for the zero ClockTime, and a placeholder if c is not
// valid.
func (c ClockTime) String() string {
	if c == 0 {
		return ""
	}
	if !c.Valid() {
		return "ClockTime(" + strconv.Itoa(int(c)) + ")"
	}
	return string(c.appendTo(nil))
}

func (c ClockTime) appendTo(b []byte) []byte {
	h, m := c.Hour(), c.Minute()
	return append(b, '0'+byte(h/10), '0'+byte(h%10), ':', '0'+byte(m/10), '0'+byte(m%10))
}

// AppendText appends the form 15:04, or nothing for the zero ClockTime. It fails if c is not
// valid.
func (c ClockTime) AppendText(b []byte) ([]byte, error) {
	switch {
	case c == 0:
		return b, nil
	case !c.Valid():
		return b, &therapy.FieldError{Rule: "clock-range", Err: therapy.ErrRange}
	}
	return c.appendTo(b), nil
}

// MarshalText returns the text that [ClockTime.AppendText] appends.
func (c ClockTime) MarshalText() ([]byte, error) { return c.AppendText(nil) }

// UnmarshalText accepts the form 15:04, or an empty text for no time.
func (c *ClockTime) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*c = 0
		return nil
	}
	malformed := &therapy.FieldError{Rule: "clock-form", Hint: "a time is written as 15:04", Err: therapy.ErrSyntax}
	if len(text) != len("15:04") || text[2] != ':' {
		return malformed
	}
	for _, i := range [...]int{0, 1, 3, 4} {
		if text[i] < '0' || text[i] > '9' {
			return malformed
		}
	}
	parsed, err := NewClockTime(int(text[0]-'0')*10+int(text[1]-'0'), int(text[3]-'0')*10+int(text[4]-'0'))
	if err == nil {
		*c = parsed
	}
	return err
}
