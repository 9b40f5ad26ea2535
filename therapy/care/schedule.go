package care

import (
	"encoding/json"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/therapykit/therapykit/therapy"
)

// Schedule says when sessions take place. [NewSchedule] makes one. It is immutable and may be
// shared. For a different schedule, change a copy of its [Schedule.Spec] and make a new one.
//
// Its JSON form is that of [ScheduleSpec]. The zero Schedule has no sessions; it is written
// as null.
type Schedule struct {
	_    [0]func() // has lists inside: compare with Equal
	spec ScheduleSpec
}

// NewSchedule checks the description, reporting everything wrong at once, and
// copies it. Weekdays, pauses and meetings are put in the order of the calendar.
func NewSchedule(spec ScheduleSpec) (Schedule, error) {
	if err := spec.Validate(); err != nil {
		return Schedule{}, err
	}
	return Schedule{spec: spec.canonical()}, nil
}

// MustSchedule is [NewSchedule] for descriptions known to be right, such as those
// in a program's own tables; it panics otherwise.
func MustSchedule(spec ScheduleSpec) Schedule {
	s, err := NewSchedule(spec)
	if err != nil {
		panic("care.MustSchedule: " + err.Error())
	}
	return s
}

// Spec returns a copy of the description.
func (s Schedule) Spec() ScheduleSpec { return s.spec.clone() }

// IsZero reports whether s is the zero Schedule.
func (s Schedule) IsZero() bool { return s.spec.Kind == 0 }

// Equal reports whether the two describe the same schedule.
func (s Schedule) Equal(t Schedule) bool {
	a, b := s.spec, t.spec
	return a.Kind == b.Kind && a.Zone == b.Zone && a.From == b.From && a.Until == b.Until && a.Every == b.Every && a.Per == b.Per &&
		slices.Equal(a.On, b.On) && slices.Equal(a.Times, b.Times) && a.Nth == b.Nth && a.WeekStart == b.WeekStart && a.At == b.At && a.Minutes == b.Minutes && a.Sessions == b.Sessions &&
		slices.Equal(a.Pauses, b.Pauses) && slices.Equal(a.Agreed, b.Agreed)
}

// Kind says how the times of sessions are set.
func (s Schedule) Kind() therapy.Scheduling { return s.spec.Kind }

// Zone is the IANA name of the time zone, "" if there is none.
func (s Schedule) Zone() string { return s.spec.Zone }

// Duration is the length of a session.
func (s Schedule) Duration() time.Duration { return time.Duration(s.spec.Minutes) * time.Minute }

// Dose is the expected number of sessions; the zero Range if none is set.
func (s Schedule) Dose() therapy.Range { return s.spec.Sessions }

// OpenEnded reports whether the schedule has no end: neither a last day nor a maximum number
// of sessions. According to the article, individual therapy ranges from short and
// solution-focused to long and open-ended, and groups run for a fixed duration.
func (s Schedule) OpenEnded() bool {
	return !s.IsZero() && s.spec.Until.IsZero() && s.spec.Sessions.Max == 0
}

// Occurrences yields the start times of the sessions in order, each once and in loc. loc must
// be the time zone of the schedule. This library loads no time zone data, since that data
// belongs to the machine it runs on; the caller loads it by the name that [Schedule.Zone]
// returns. A location with another name is refused.
//
// Of a local time that occurs twice when the clocks go back, the first is used. A local time
// that the clocks skip, or a day that a zone skips when it crosses the date line, is read
// with the offset before the skip: 01:30 becomes 02:30 if the clocks go from 01:00 to 02:00.
// RFC 5545 does the same for a single date (3.3.5), but leaves such a time out of a
// repetition (3.3.10). Here no session is lost because of a clock change. If two meetings
// fall on the same moment in this way, they are one.
//
// The sequence ends after the last day, or with the last session of the dose; an open-ended
// schedule goes on until the end of the year 9999. The sequence can be iterated more than
// once.
func (s Schedule) Occurrences(loc *time.Location) (iter.Seq[time.Time], error) {
	if s.spec.Zone == "" {
		return func(func(time.Time) bool) {}, nil
	}
	if loc == nil || loc.String() != s.spec.Zone {
		return nil, &therapy.FieldError{Path: "/zone", Rule: "schedule-location", Hint: "the location of the schedule's own zone", Err: therapy.ErrContradiction}
	}
	return func(yield func(time.Time) bool) {
		count := 0
		for t := range s.moments(loc) {
			if count++; s.spec.Sessions.Max > 0 && count > s.spec.Sessions.Max || !yield(t) {
				return
			}
		}
	}, nil
}

// Next returns the start of the first session after t. ok is false if there is none, or if
// [Schedule.Occurrences] refuses loc.
func (s Schedule) Next(t time.Time, loc *time.Location) (next time.Time, ok bool) {
	occurrences, err := s.Occurrences(loc)
	if err != nil {
		return time.Time{}, false
	}
	for next := range occurrences {
		if next.After(t) {
			return next, true
		}
	}
	return time.Time{}, false
}

// moments yields the meetings in the order of time. When the clocks change, this differs from
// the order of local times, so a moment is held back until no earlier one can come.
func (s Schedule) moments(loc *time.Location) iter.Seq[time.Time] {
	return func(yield func(time.Time) bool) {
		var waiting []time.Time
		var last time.Time
		release := func(until time.Time) bool {
			for len(waiting) > 0 && (until.IsZero() || waiting[0].Before(until)) {
				t := waiting[0]
				waiting = append(waiting[:0], waiting[1:]...)
				if t.Equal(last) {
					continue
				}
				if last = t; !yield(t) {
					return false
				}
			}
			return true
		}
		for m := range s.meetings() {
			// Every zone is less than a day ahead of UTC.
			if !release(m.wall().Add(-24 * time.Hour)) {
				return
			}
			t := m.resolve(loc)
			i, _ := slices.BinarySearchFunc(waiting, t, time.Time.Compare)
			waiting = slices.Insert(waiting, i, t)
		}
		release(time.Time{})
	}
}

// meetings merges the repeating meetings with the single ones, in the order of local date and
// time.
func (s Schedule) meetings() iter.Seq[Meeting] {
	return func(yield func(Meeting) bool) {
		agreed := s.spec.Agreed
		for m := range s.repeating() {
			for ; len(agreed) > 0 && agreed[0].compare(m) <= 0; agreed = agreed[1:] {
				if agreed[0] != m && !yield(agreed[0]) {
					return
				}
			}
			if !yield(m) {
				return
			}
		}
		for _, m := range agreed {
			if !yield(m) {
				return
			}
		}
	}
}

// repeating yields the meetings of the repetition, without those in pauses.
func (s Schedule) repeating() iter.Seq[Meeting] {
	return func(yield func(Meeting) bool) {
		if !s.spec.repeats() {
			return
		}
		single := [1]DayTime{{At: s.spec.At}}
		for day := range s.days() {
			if !s.spec.Until.IsZero() && s.spec.Until.Before(day) {
				return
			}
			if slices.ContainsFunc(s.spec.Pauses, func(p Pause) bool { return p.Contains(day) }) {
				continue
			}
			for _, t := range s.timesOn(day, single[:]) {
				if !yield(Meeting{On: day, At: t.At}) {
					return
				}
			}
		}
	}
}

// timesOn lists the times of the meetings on a day: the time At, unless weekdays have their own
// times.
func (s Schedule) timesOn(day therapy.Date, single []DayTime) []DayTime {
	if len(s.spec.Times) == 0 {
		return single
	}
	weekday := WeekdayOf(day)
	first := slices.IndexFunc(s.spec.Times, func(t DayTime) bool { return t.Day == weekday })
	last := first
	for last < len(s.spec.Times) && s.spec.Times[last].Day == weekday {
		last++
	}
	return s.spec.Times[first:last]
}

// days yields the days of the repetition from the first on, until the end of the calendar.
func (s Schedule) days() iter.Seq[therapy.Date] {
	from, every := s.spec.From, s.spec.Every
	return func(yield func(therapy.Date) bool) {
		switch s.spec.Per {
		case Daily:
			for day := from; !day.IsZero(); day = day.AddDays(every) {
				if !yield(day) {
					return
				}
			}
		case Weekly:
			start := max(s.spec.WeekStart, Monday)
			weekdays := s.weekdays()
			slices.SortFunc(weekdays, func(a, b Weekday) int { return a.after(start) - b.after(start) })
			for week := from.AddDays(-WeekdayOf(from).after(start)); ; week = week.AddDays(7 * every) {
				if week.IsZero() || !among(week, weekdays, start, from, yield) {
					return
				}
			}
		case Monthly:
			for n := 0; ; n += every {
				month := from.AddMonths(n)
				if month.IsZero() {
					return
				}
				if s.spec.Nth == 0 {
					if !yield(month) {
						return
					}
					continue
				}
				for _, day := range s.nth(month) {
					if !day.Before(from) && !yield(day) {
						return
					}
				}
			}
		case 0, numPeriods:
		}
	}
}

// among yields the meeting days of one week, not before the first day of the schedule, and
// reports whether to continue.
func among(week therapy.Date, weekdays []Weekday, start Weekday, from therapy.Date, yield func(therapy.Date) bool) bool {
	for _, weekday := range weekdays {
		day := week.AddDays(weekday.after(start))
		if day.IsZero() {
			return false
		}
		if !day.Before(from) && !yield(day) {
			return false
		}
	}
	return true
}

// weekdays are the weekdays of the repetition.
func (s Schedule) weekdays() []Weekday {
	weekdays := slices.Clone(s.spec.On)
	for _, t := range s.spec.Times {
		if !slices.Contains(weekdays, t.Day) {
			weekdays = append(weekdays, t.Day)
		}
	}
	if len(weekdays) == 0 {
		weekdays = append(weekdays, WeekdayOf(s.spec.From))
	}
	return weekdays
}

// nth lists the days of the month that are the nth of their weekday.
func (s Schedule) nth(month therapy.Date) []therapy.Date {
	first := month.AddDays(1 - month.Day())
	last := first.AddMonths(1).AddDays(-1)
	if last.IsZero() { // December 9999
		last = first.AddDays(30)
	}
	var days []therapy.Date
	for _, weekday := range s.weekdays() {
		day := first.AddDays(weekday.after(WeekdayOf(first)) + 7*(s.spec.Nth-1))
		if s.spec.Nth < 0 {
			day = last.AddDays(-WeekdayOf(last).after(weekday))
		}
		if !day.IsZero() && day.Month() == month.Month() {
			days = append(days, day)
		}
	}
	slices.SortFunc(days, therapy.Date.Compare)
	return days
}

// wall is a local date and time, read as if it were in UTC.
func (m Meeting) wall() time.Time {
	return time.Date(m.On.Year(), m.On.Month(), m.On.Day(), m.At.Hour(), m.At.Minute(), 0, 0, time.UTC)
}

// resolve finds the instant of the local time m in loc. If there are two, it returns the
// first; if the clocks skip m, it uses the offset before the skip.
func (m Meeting) resolve(loc *time.Location) time.Time {
	wall := m.wall()
	// Every offset, and every change of an offset, is smaller than this.
	const reach = 30 * time.Hour
	var skipped time.Time
	for t := wall.Add(-reach).In(loc); ; {
		_, seconds := t.Zone()
		offset := time.Duration(seconds) * time.Second
		shown := wall.Add(-offset).In(loc)
		begin, end := t.ZoneBounds()
		if !shown.Before(begin) && (end.IsZero() || shown.Before(end)) {
			return shown
		}
		if end.IsZero() || end.After(wall.Add(reach)) {
			return skipped
		}
		// The offset of this interval is the one before a skip if local time with this offset
		// reaches m only after the end of the interval.
		if skipped.IsZero() && !shown.Before(end) {
			if _, next := end.Zone(); wall.Before(end.UTC().Add(time.Duration(next) * time.Second)) {
				skipped = shown
			}
		}
		t = end
	}
}

// String describes the schedule in words: "regular, every week on monday at 18:00
// (Europe/London), 50 minutes, 12 sessions".
func (s Schedule) String() string {
	if s.IsZero() {
		return "no schedule"
	}
	parts := []string{s.spec.Kind.String()}
	if s.spec.Every > 0 {
		often := "every " + s.spec.Per.String()
		if s.spec.Every > 1 {
			often = "every " + strconv.Itoa(s.spec.Every) + " " + s.spec.Per.String() + "s"
		}
		often += s.spec.onWords()
		parts = append(parts, often)
	}
	parts = append(parts, strconv.Itoa(s.spec.Minutes)+" minutes")
	switch {
	case !s.spec.Sessions.IsZero():
		parts = append(parts, rangeWords(s.spec.Sessions, "session"))
	case s.OpenEnded():
		parts = append(parts, "open-ended")
	}
	if !s.spec.From.IsZero() {
		parts = append(parts, "from "+s.spec.From.String())
	}
	if !s.spec.Until.IsZero() {
		parts = append(parts, "until "+s.spec.Until.String())
	}
	for _, p := range s.spec.Pauses {
		parts = append(parts, "pause "+p.From.String()+" to "+p.Until.String())
	}
	if n := len(s.spec.Agreed); n > 0 {
		parts = append(parts, strconv.Itoa(n)+" agreed singly")
	}
	return strings.Join(parts, ", ")
}

// onWords says on which weekdays and at which times: " on monday and thursday at 18:00
// (Europe/London)", " on the last friday".
func (s ScheduleSpec) onWords() string {
	var on []string
	for _, day := range s.On {
		on = append(on, day.String())
	}
	for _, t := range s.Times {
		on = append(on, t.Day.String()+" at "+t.At.String())
	}
	text := ""
	for i, part := range on {
		switch {
		case i == 0:
			text += " on " + ordinal(s.Nth) + part
		case i == len(on)-1:
			text += " and " + part
		default:
			text += ", " + part
		}
	}
	if s.At.Valid() {
		text += " at " + s.At.String()
	}
	if s.Zone != "" && text != "" {
		text += " (" + s.Zone + ")"
	}
	if s.WeekStart > Monday {
		text += ", weeks from " + s.WeekStart.String()
	}
	return text
}

// ordinal names the nth of a month: "the first ", "the last ", or "" for every one.
func ordinal(n int) string {
	names := [...]string{"", "the first ", "the second ", "the third ", "the fourth ", "the fifth "}
	switch {
	case n < 0:
		return "the last "
	case n < len(names):
		return names[n]
	}
	return ""
}

// rangeWords says the range with its unit: "12 sessions", "6 to 12 sessions".
func rangeWords(r therapy.Range, unit string) string {
	text := ""
	switch {
	case r.Max == 0:
		text = "at least " + strconv.Itoa(r.Min)
	case r.Min == 0:
		text = "at most " + strconv.Itoa(r.Max)
	case r.Min == r.Max:
		text = strconv.Itoa(r.Min)
	default:
		text = strconv.Itoa(r.Min) + " to " + strconv.Itoa(r.Max)
	}
	if r.Min == 1 && r.Max == 1 {
		return text + " " + unit
	}
	return text + " " + unit + "s"
}

// MarshalJSON writes the description, null for the zero Schedule.
func (s Schedule) MarshalJSON() ([]byte, error) {
	if s.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(s.spec)
}

// UnmarshalJSON reads a description strictly and checks it as [NewSchedule] does; s changes
// only if there is no error.
func (s *Schedule) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		*s = Schedule{}
		return nil
	}
	var spec ScheduleSpec
	if err := therapy.UnmarshalStrict(data, &spec); err != nil {
		return err
	}
	read, err := NewSchedule(spec)
	if err == nil {
		*s = read
	}
	return err
}
