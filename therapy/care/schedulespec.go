package care

import (
	"errors"
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
)

// Period is the unit in which a regular schedule repeats. The zero Period is
// unstated.
type Period uint8

// The periods of a schedule.
const (
	// Daily repeats every so many days.
	Daily Period = iota + 1
	// Weekly repeats every so many weeks, on stated weekdays.
	Weekly
	// Monthly repeats every so many months, on the day of the month of the first
	// meeting, or on the last day of a month that is too short.
	Monthly

	numPeriods
)

//enum:names Period
var periodNames = [numPeriods]string{
	Daily:   "day",
	Weekly:  "week",
	Monthly: "month",
}

// ScheduleSpec describes when sessions take place. It is open, to be filled in;
// [NewSchedule] checks it. Times are what the clock on the wall shows in Zone, so
// that a Monday at 18:00 stays at 18:00 when the clocks change.
//
// The zero ScheduleSpec is not valid.
type ScheduleSpec struct {
	// Kind says how times are found. A regular and a drop-in schedule repeat; a
	// flexible one consists of the meetings in Agreed; an immediate one has none.
	Kind therapy.Scheduling `json:"kind"`
	// Zone is the IANA name of the time zone, such as "Europe/London". It may be
	// left out only where there is no time: in an immediate schedule, and in a
	// flexible one with nothing agreed yet.
	Zone string `json:"zone,omitempty"`
	// From is the first day on which a session can take place.
	From therapy.Date `json:"from,omitzero"`
	// Until is the last such day; zero means that no end is set.
	Until therapy.Date `json:"until,omitzero"`
	// Every and Per say how often: every 2 weeks. In a flexible schedule they are
	// the intended pace and produce no dates.
	Every int    `json:"every,omitempty"`
	Per   Period `json:"per,omitzero"`
	// On are the weekdays of a weekly schedule. Empty means the weekday of From.
	On []Weekday `json:"on,omitempty"`
	// At is the time of day at which a repeating session begins.
	At ClockTime `json:"at,omitzero"`
	// Minutes is the length of a session, 1 to 1440.
	Minutes int `json:"minutes"`
	// Sessions is the expected dose. A repeating schedule ends after Sessions.Max
	// meetings; the zero Range, or a Max of zero, sets no end.
	Sessions therapy.Range `json:"sessions,omitzero"`
	// Pauses are the times in which a repeating schedule rests. What would have
	// fallen into a pause is not lost: it does not count into the dose.
	Pauses []Pause `json:"pauses,omitempty"`
	// Agreed are single meetings agreed one by one, beside the repeating ones if
	// there are any. They count into the dose.
	Agreed []Meeting `json:"agreed,omitempty"`
}

// Pause is a time in which a schedule rests, first and last day included. The
// zero Pause is not valid.
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

// Meeting is the beginning of a single session, as calendar and clock show it in
// the zone of the schedule. The zero Meeting is not valid.
type Meeting struct {
	On therapy.Date `json:"on"`
	At ClockTime    `json:"at"`
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
	var errs []error
	wrong := func(path, rule, hint string, err error) {
		errs = append(errs, &therapy.FieldError{Path: path, Rule: rule, Hint: hint, Err: err})
	}
	if !s.Kind.Valid() {
		wrong("/kind", "schedule-kind", "", therapy.ErrRequired)
	}
	if s.Zone == "" && (s.repeats() || len(s.Agreed) > 0) {
		wrong("/zone", "schedule-zone", "a time of day needs a time zone", therapy.ErrRequired)
	} else if s.Zone != "" && !validZone(s.Zone) {
		wrong("/zone", "schedule-zone-form", "an IANA name such as Europe/London", therapy.ErrSyntax)
	}
	if !s.From.IsZero() && !s.Until.IsZero() && s.Until.Before(s.From) {
		wrong("/until", "schedule-until-before-from", "", therapy.ErrContradiction)
	}
	if s.Minutes < 1 || s.Minutes > minutesPerDay {
		wrong("/minutes", "schedule-minutes", "1 to 1440", therapy.ErrRange)
	}
	if !s.Sessions.Valid() {
		wrong("/sessions", "schedule-sessions", "", therapy.ErrRange)
	}
	s.validateRepeat(wrong)
	for i, p := range s.Pauses {
		place := therapy.Pointer("pauses", strconv.Itoa(i))
		if p.From.IsZero() || p.Until.IsZero() {
			wrong(place, "pause-days", "a pause has a first and a last day", therapy.ErrRequired)
		} else if p.Until.Before(p.From) {
			wrong(place+"/until", "pause-until-before-from", "", therapy.ErrContradiction)
		}
		if p.Reason != "" && !p.Reason.Valid() {
			wrong(place+"/reason", "reason-name", "", therapy.ErrSyntax)
		}
	}
	seen := make(map[Meeting]bool, len(s.Agreed))
	for i, m := range s.Agreed {
		place := therapy.Pointer("agreed", strconv.Itoa(i))
		if m.On.IsZero() || !m.At.Valid() {
			wrong(place, "meeting-time", "a meeting has a day and a time", therapy.ErrRequired)
		}
		if seen[m] {
			wrong(place, "meeting-duplicate", "", therapy.ErrDuplicate)
		}
		seen[m] = true
	}
	return errors.Join(errs...)
}

func (s ScheduleSpec) validateRepeat(wrong func(path, rule, hint string, err error)) {
	switch {
	case s.Kind == therapy.ScheduleImmediate:
		if s.Every != 0 || s.Per != 0 || len(s.On) > 0 || s.At != 0 || len(s.Agreed) > 0 {
			wrong("/kind", "schedule-immediate", "an immediate schedule has no times", therapy.ErrContradiction)
		}
		return
	case s.repeats():
		if s.From.IsZero() {
			wrong("/from", "schedule-from", "a repeating schedule needs a first day", therapy.ErrRequired)
		}
		if !s.At.Valid() {
			wrong("/at", "schedule-at", "a repeating schedule needs a time of day", therapy.ErrRequired)
		}
		if !s.Per.Valid() {
			wrong("/per", "schedule-per", "", therapy.ErrRequired)
		}
		if s.Every < 1 {
			wrong("/every", "schedule-every", "1 or more", therapy.ErrRange)
		}
	default:
		if s.At != 0 {
			wrong("/at", "schedule-flexible-at", "the times of a flexible schedule stand in agreed", therapy.ErrContradiction)
		}
		if (s.Every != 0) != (s.Per != 0) {
			wrong("/every", "schedule-pace", "a pace needs a number and a period", therapy.ErrRequired)
		}
	}
	if s.Per != 0 && !s.Per.Valid() && !s.repeats() {
		wrong("/per", "schedule-per", "", therapy.ErrRange)
	}
	if s.Every < 0 || s.Every > maxEvery {
		wrong("/every", "schedule-every", "1 to 400", therapy.ErrRange)
	}
	if len(s.On) > 0 && s.Per != Weekly {
		wrong("/on", "schedule-on", "weekdays go with a weekly schedule", therapy.ErrContradiction)
	}
	for i, day := range s.On {
		if !day.Valid() {
			wrong(therapy.Pointer("on", strconv.Itoa(i)), "weekday", "monday to sunday", therapy.ErrRange)
		} else if slices.Contains(s.On[:i], day) {
			wrong(therapy.Pointer("on", strconv.Itoa(i)), "weekday-duplicate", "", therapy.ErrDuplicate)
		}
	}
}

// maxZone bounds the name of a time zone.
const maxZone = 64

// maxEvery bounds the interval: longer than a year is not a course of sessions.
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
	s.Pauses = slices.Clone(s.Pauses)
	s.Agreed = slices.Clone(s.Agreed)
	return s
}

// canonical is a copy with its lists in the order in which a calendar has them.
func (s ScheduleSpec) canonical() ScheduleSpec {
	s = s.clone()
	slices.SortFunc(s.On, func(a, b Weekday) int { return int(a) - int(b) })
	slices.SortStableFunc(s.Pauses, func(a, b Pause) int { return a.From.Compare(b.From) })
	slices.SortFunc(s.Agreed, Meeting.compare)
	return s
}
