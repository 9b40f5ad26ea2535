package care

import (
	"time"

	"github.com/therapykit/therapykit/therapy"
)

// Weekday is a day of the week, from Monday to Sunday as in ISO 8601. The zero Weekday is
// unstated; unlike in package time, it is not Sunday.
type Weekday uint8

// The days of the week.
const (
	Monday Weekday = iota + 1
	Tuesday
	Wednesday
	Thursday
	Friday
	Saturday
	Sunday

	numWeekdays
)

//enum:names Weekday
var weekdayNames = [numWeekdays]string{
	Monday:    "monday",
	Tuesday:   "tuesday",
	Wednesday: "wednesday",
	Thursday:  "thursday",
	Friday:    "friday",
	Saturday:  "saturday",
	Sunday:    "sunday",
}

// WeekdayOf returns the day of the week on which d falls, unstated for the zero Date.
func WeekdayOf(d therapy.Date) Weekday {
	if d.IsZero() {
		return 0
	}
	return Weekday((d.In(time.UTC).Weekday()+6)%7) + Monday
}

// after returns how many days d is after start in a week that begins with start.
func (d Weekday) after(start Weekday) int { return (int(d) - int(start) + 7) % 7 }
