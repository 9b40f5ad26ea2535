package therapy

import (
	"cmp"
	"time"
)

// Date is a day of the calendar without time of day or zone: the day a goal is
// due, the day somebody joined. It is comparable with ==.
//
// The zero Date means that no day is stated. It is not a real day. It sorts before every real
// day and is written as the empty text.
type Date struct {
	year  int16
	month uint8
	day   uint8
}

// NewDate returns the day, or an error if the calendar has no such day. Years
// run from 1 to 9999.
func NewDate(year int, month time.Month, day int) (Date, error) {
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	if year < 1 || year > 9999 || t.Year() != year || t.Month() != month || t.Day() != day {
		return Date{}, &FieldError{Rule: "date-not-in-calendar", Err: ErrRange}
	}
	return Date{year: int16(year), month: uint8(month), day: uint8(day)}, nil
}

// MustDate is [NewDate] for days that are known to exist; it panics otherwise.
func MustDate(year int, month time.Month, day int) Date {
	d, err := NewDate(year, month, day)
	if err != nil {
		panic("therapy.MustDate: no such day")
	}
	return d
}

// DateOf returns the day on which t falls in t's own location.
func DateOf(t time.Time) Date {
	d, err := NewDate(t.Date())
	if err != nil {
		return Date{}
	}
	return d
}

// ParseDate reads the form 2006-01-02, exactly.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || len(s) != len(time.DateOnly) {
		return Date{}, &FieldError{Rule: "date-form", Hint: "a day is written as 2006-01-02", Err: ErrSyntax}
	}
	return NewDate(t.Date())
}

// IsZero reports whether no day is stated.
func (d Date) IsZero() bool { return d == Date{} }

// Year returns the year, 0 for the zero Date.
func (d Date) Year() int { return int(d.year) }

// Month returns the month, 0 for the zero Date.
func (d Date) Month() time.Month { return time.Month(d.month) }

// Day returns the day of the month, 0 for the zero Date.
func (d Date) Day() int { return int(d.day) }

// Compare returns -1 if d is before e, 0 if they are the same day, and +1 if d is after e.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.year, e.year), cmp.Compare(d.month, e.month), cmp.Compare(d.day, e.day))
}

// Before reports whether d is earlier than e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// AddDays returns the day n days later, or earlier for a negative n. The zero
// Date stays zero, and so does a result outside the years 1 to 9999.
func (d Date) AddDays(n int) Date {
	// The bound stops a huge n from overflowing to a real day.
	if d.IsZero() || n > maxDays || n < -maxDays {
		return Date{}
	}
	return DateOf(d.In(time.UTC).AddDate(0, 0, n))
}

// AddMonths returns the same day n months later. In a month that is too short it returns the
// last day of that month. To get a series, count each date from the same d: so January 31
// gives February 28 and March 31. Outside the years 1 to 9999 it returns the zero Date.
func (d Date) AddMonths(n int) Date {
	months := d.Year()*12 + int(d.Month()) - 1 + n
	year, month := months/12, time.Month(months%12+1)
	last := time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
	day, err := NewDate(year, month, min(d.Day(), last))
	if err != nil {
		return Date{}
	}
	return day
}

// DaysUntil returns the number of days from d to e, negative if e is earlier. It returns 0 if
// either is zero.
func (d Date) DaysUntil(e Date) int {
	if d.IsZero() || e.IsZero() {
		return 0
	}
	// Not with Sub: a time.Duration cannot hold more than 292 years.
	return int((e.In(time.UTC).Unix() - d.In(time.UTC).Unix()) / secondsPerDay)
}

const (
	secondsPerDay = 24 * 60 * 60
	maxDays       = 9999 * 366 // more than there are between any two dates
)

// In returns the start of the day in loc; a nil loc means UTC. The zero Date gives the zero
// time. If the clocks go forward at midnight on that day, the day starts later than 00:00,
// and In returns that later time.
func (d Date) In(loc *time.Location) time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	if loc == nil {
		loc = time.UTC
	}
	start := time.Date(int(d.year), time.Month(d.month), int(d.day), 0, 0, 0, 0, loc)
	if DateOf(start).Before(d) {
		// The day has no midnight, and time.Date used the offset of the evening
		// before: the day starts at the change of the clock.
		_, start = start.ZoneBounds()
	}
	return start
}

// String returns the day as 2006-01-02, and "" for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.In(time.UTC).Format(time.DateOnly)
}

// AppendText appends what [Date.String] returns; the error is always nil.
func (d Date) AppendText(b []byte) ([]byte, error) { return append(b, d.String()...), nil }

// MarshalText returns what [Date.String] returns; the error is always nil.
func (d Date) MarshalText() ([]byte, error) { return d.AppendText(nil) }

// UnmarshalText accepts the form 2006-01-02, or an empty text for no day.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(text))
	if err == nil {
		*d = parsed
	}
	return err
}
