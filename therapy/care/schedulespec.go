package care

import (
	"cmp"
	"slices"

	"github.com/therapykit/therapykit/therapy"
)

// Period is the unit in which a regular schedule repeats. The zero Period is
// unstated.
type Period uint8

// The periods of a schedule.
const (
	// Daily repeats every Every days.
	Daily Period = iota + 1
	// Weekly repeats every Every weeks, on the stated weekdays.
	Weekly
	// Monthly repeats every Every months, on the day of the month of the first meeting, or on
	// the last day of a month that is too short. With Nth it repeats on the first, second or
	// another such weekday of the month.
	Monthly

	numPeriods
)

//enum:names Period
var periodNames = [numPeriods]string{
	Daily:   "day",
	Weekly:  "week",
	Monthly: "month",
}

// ScheduleSpec describes when sessions take place. Fill it in; [NewSchedule] checks it. Times
// are local times in Zone, so a meeting on Mondays at 18:00 stays at 18:00 when the clocks
// change.
//
// The zero ScheduleSpec is not valid.
type ScheduleSpec struct {
	// Kind says how the times of sessions are set. A regular and a drop-in schedule repeat; a
	// flexible one consists of the meetings in Agreed; an immediate one has no meetings.
	Kind therapy.Scheduling `json:"kind"`
	// Zone is the IANA name of the time zone, such as "Europe/London". It may be left out
	// only if the schedule has no times: in an immediate schedule, and in a flexible one
	// without agreed meetings.
	Zone string `json:"zone,omitempty"`
	// From is the first day on which a session can take place.
	From therapy.Date `json:"from,omitzero"`
	// Until is the last day on which a session can take place; zero sets no end.
	Until therapy.Date `json:"until,omitzero"`
	// Every and Per say how often sessions take place, such as every 2 weeks. In a flexible
	// schedule they are the intended frequency and produce no dates.
	Every int    `json:"every,omitempty"`
	Per   Period `json:"per,omitzero"`
	// On are the weekdays of a weekly schedule, or of a monthly one with Nth. Empty means
	// the weekday of From.
	On []Weekday `json:"on,omitempty"`
	// At is the time of day at which a repeating session begins.
	At ClockTime `json:"at,omitzero"`
	// Times are weekdays with their own times, instead of On and At: Mondays at 18:00 and
	// Thursdays at 09:30. A weekday may have several times.
	Times []DayTime `json:"times,omitempty"`
	// Nth makes a monthly schedule meet on the first (1) to fifth (5), or on the last (-1),
	// of the stated weekdays in each month. A month without a fifth one has no meeting.
	Nth int `json:"nth,omitempty"`
	// WeekStart is the first day of a week. It matters for schedules of every second week and
	// the like. Zero means Monday.
	WeekStart Weekday `json:"weekStart,omitzero"`
	// Minutes is the length of a session, 1 to 1440.
	Minutes int `json:"minutes"`
	// Sessions is the expected dose. A repeating schedule ends after Sessions.Max
	// meetings; the zero Range, or a Max of zero, sets no end.
	Sessions therapy.Range `json:"sessions,omitzero"`
	// Pauses are times without sessions in a repeating schedule. Sessions that would fall
	// into a pause do not count towards the dose.
	Pauses []Pause `json:"pauses,omitempty"`
	// Agreed are single meetings, in addition to repeating ones if there are any, between the
	// first and the last day. They count towards the dose, and they take place even in a
	// pause.
	Agreed []Meeting `json:"agreed,omitempty"`
}

// Pause is a time without sessions in a schedule, first and last day included. The zero Pause
// is not valid.
type Pause struct {
	From  therapy.Date `json:"from"`
	Until therapy.Date `json:"until"`
	// Reason says why, in an open vocabulary; it may be left out.
	Reason Reason `json:"reason,omitempty"`
}

// Contains reports whether the pause covers the day.
func (p Pause) Contains(d therapy.Date) bool {
	return !d.IsZero() && !d.Before(p.From) && !p.Until.Before(d)
}

// Meeting is the start of a single session, as local date and time in the zone of the
// schedule. The zero Meeting is not valid.
type Meeting struct {
	On therapy.Date `json:"on"`
	At ClockTime    `json:"at"`
}

// DayTime is a time on a day of the week. The zero DayTime is not valid.
type DayTime struct {
	Day Weekday   `json:"day"`
	At  ClockTime `json:"at"`
}

func (t DayTime) compare(u DayTime) int {
	return cmp.Or(cmp.Compare(t.Day, u.Day), cmp.Compare(t.At, u.At))
}

func (m Meeting) compare(n Meeting) int {
	if c := m.On.Compare(n.On); c != 0 {
		return c
	}
	return int(m.At) - int(n.At)
}

// repeats reports whether the kind of schedule produces dates by itself.
func (s ScheduleSpec) repeats() bool {
	return s.Kind == therapy.ScheduleRegular || s.Kind == therapy.ScheduleDropIn
}

// Validate reports everything wrong with the schedule at once.
func (s ScheduleSpec) Validate() error {
	var c therapy.Check
	c.Stated("/kind", "schedule-kind", s.Kind.Valid())
	if s.Zone == "" && (s.repeats() || len(s.Agreed) > 0) {
		c.Wrong("/zone", "schedule-zone", "a time of day needs a time zone", therapy.ErrRequired)
	} else if s.Zone != "" && !validZone(s.Zone) {
		c.Wrong("/zone", "schedule-zone-form", "an IANA name such as Europe/London", therapy.ErrSyntax)
	}
	if !s.From.IsZero() && !s.Until.IsZero() && s.Until.Before(s.From) {
		c.Wrong("/until", "schedule-until-before-from", "not before the first day", therapy.ErrContradiction)
	}
	if s.Minutes < 1 || s.Minutes > minutesPerDay {
		c.Wrong("/minutes", "schedule-minutes", "1 to 1440", therapy.ErrRange)
	}
	if !s.Sessions.Valid() {
		c.Wrong("/sessions", "schedule-sessions", "", therapy.ErrRange)
	}
	s.validateRepeat(&c)
	s.validateDays(&c)
	limited(&c, "/pauses", len(s.Pauses))
	for i, p := range s.Pauses {
		c.Part(at("/pauses", i), p.Validate())
	}
	limited(&c, "/agreed", len(s.Agreed))
	seen := make(map[Meeting]bool, len(s.Agreed))
	for i, m := range s.Agreed {
		place := at("/agreed", i)
		switch {
		case m.On.IsZero() || !m.At.Valid():
			c.Wrong(place, "meeting-time", "a meeting needs a day and a time", therapy.ErrRequired)
		case m.On.Before(s.From), !s.Until.IsZero() && s.Until.Before(m.On):
			c.Wrong(place+"/on", "meeting-outside", "from the first to the last day of the schedule", therapy.ErrContradiction)
		}
		therapy.CheckOnce(&c, seen, m, place, "meeting-duplicate")
	}
	return c.Err()
}

// Validate reports everything wrong with the pause at once.
func (p Pause) Validate() error {
	var c therapy.Check
	if p.From.IsZero() || p.Until.IsZero() {
		c.Wrong("", "pause-days", "a pause needs a first and a last day", therapy.ErrRequired)
	} else if p.Until.Before(p.From) {
		c.Wrong("/until", "pause-until-before-from", "not before the first day", therapy.ErrContradiction)
	}
	c.OptionalName("/reason", "reason-name", string(p.Reason))
	return c.Err()
}

func (s ScheduleSpec) validateRepeat(c *therapy.Check) {
	switch {
	case s.Kind == therapy.ScheduleImmediate:
		if s.Every != 0 || s.Per != 0 || len(s.On) > 0 || s.At != 0 || len(s.Times) > 0 || len(s.Agreed) > 0 {
			c.Wrong("/kind", "schedule-immediate", "an immediate schedule has no times", therapy.ErrContradiction)
		}
		return
	case s.repeats():
		if s.From.IsZero() {
			c.Wrong("/from", "schedule-from", "a repeating schedule needs a first day", therapy.ErrRequired)
		}
		if !s.At.Valid() && (len(s.Times) == 0 || s.At != 0) {
			c.Wrong("/at", "schedule-at", "a repeating schedule needs a time of day", therapy.ErrRequired)
		}
		c.Stated("/per", "schedule-per", s.Per.Valid())
		if s.Every < 1 {
			c.Wrong("/every", "schedule-every", "1 or more", therapy.ErrRange)
		}
	default:
		if s.At != 0 || len(s.Times) > 0 {
			c.Wrong("/at", "schedule-flexible-at", "empty, because a flexible schedule has its times in agreed", therapy.ErrContradiction)
		}
		if (s.Every != 0) != (s.Per != 0) {
			c.Wrong("/every", "schedule-pace", "a pace needs a number and a period", therapy.ErrRequired)
		}
	}
	if s.Per != 0 && !s.Per.Valid() && !s.repeats() {
		c.Wrong("/per", "schedule-per", "", therapy.ErrRange)
	}
	if s.Every < 0 || s.Every > maxEvery {
		c.Wrong("/every", "schedule-every", "1 to 400", therapy.ErrRange)
	}
}

// validateDays checks the fields about weekdays.
func (s ScheduleSpec) validateDays(c *therapy.Check) {
	byWeekday := s.Per == Weekly || s.Per == Monthly && s.Nth != 0
	if len(s.On) > 0 && !byWeekday {
		c.Wrong("/on", "schedule-on", "weekdays go with a weekly schedule, or a monthly one with nth", therapy.ErrContradiction)
	}
	seen := map[Weekday]bool{}
	for i, day := range s.On {
		if !day.Valid() {
			c.Wrong(at("/on", i), "weekday", "monday to sunday", therapy.ErrRange)
		} else {
			therapy.CheckOnce(c, seen, day, at("/on", i), "weekday-duplicate")
		}
	}
	if len(s.Times) > 0 && (len(s.On) > 0 || s.At != 0 || !byWeekday) {
		c.Wrong("/times", "schedule-times", "in place of on and at, in a weekly schedule or a monthly one with nth", therapy.ErrContradiction)
	}
	limited(c, "/times", len(s.Times))
	times := map[DayTime]bool{}
	for i, t := range s.Times {
		if !t.Day.Valid() || !t.At.Valid() {
			c.Wrong(at("/times", i), "day-time", "a weekday and a time", therapy.ErrRequired)
		}
		therapy.CheckOnce(c, times, t, at("/times", i), "day-time-duplicate")
	}
	switch {
	case s.Nth < -1 || s.Nth > 5:
		c.Wrong("/nth", "schedule-nth", "1 to 5, or -1 for the last", therapy.ErrRange)
	case s.Nth != 0 && s.Per != Monthly:
		c.Wrong("/nth", "schedule-nth-per", "nth goes with a monthly schedule", therapy.ErrContradiction)
	}
	switch {
	case s.WeekStart != 0 && !s.WeekStart.Valid():
		c.Wrong("/weekStart", "weekday", "monday to sunday", therapy.ErrRange)
	case s.WeekStart != 0 && s.Per != Weekly:
		c.Wrong("/weekStart", "schedule-week-start", "the start of a week goes with a weekly schedule", therapy.ErrContradiction)
	}
}

// maxZone is the maximum length of the name of a time zone.
const maxZone = 64

// maxEvery is the maximum interval: sessions more than a year apart are not a course.
const maxEvery = 400

// validZone checks the form only. Whether the name exists depends on the time zone
// data of the machine, which is the caller's to load.
func validZone(zone string) bool {
	if len(zone) > maxZone || zone == "Local" || zone[0] == '/' {
		return false
	}
	for i := range len(zone) {
		switch c := zone[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		case c == '/' || c == '_' || c == '+' || c == '-':
		default:
			return false
		}
	}
	return true
}

func (s ScheduleSpec) clone() ScheduleSpec {
	s.On = slices.Clone(s.On)
	s.Times = slices.Clone(s.Times)
	s.Pauses = slices.Clone(s.Pauses)
	s.Agreed = slices.Clone(s.Agreed)
	return s
}

// canonical is a copy with its lists in the order in which a calendar has them.
func (s ScheduleSpec) canonical() ScheduleSpec {
	s = s.clone()
	slices.SortFunc(s.On, func(a, b Weekday) int { return int(a) - int(b) })
	slices.SortFunc(s.Times, DayTime.compare)
	slices.SortStableFunc(s.Pauses, func(a, b Pause) int { return a.From.Compare(b.From) })
	slices.SortFunc(s.Agreed, Meeting.compare)
	return s
}
