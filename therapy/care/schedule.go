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

// Schedule says when sessions take place. It is made by [NewSchedule], cannot be
// changed, and may be shared. To change one, change a copy of its [Schedule.Spec]
// and make another.
//
// Its JSON form is that of [ScheduleSpec]. The zero Schedule has no sessions at
// all; it is written as null.
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
		panic("therapy.MustSchedule: " + err.Error())
	}
	return s
}

// Spec returns a copy of the description.
func (s Schedule) Spec() ScheduleSpec { return s.spec.clone() }

// IsZero reports whether s is the zero Schedule.
func (s Schedule) IsZero() bool { return s.spec.Kind == 0 }

// Equal reports whether the two say the same.
func (s Schedule) Equal(t Schedule) bool {
	a, b := s.spec, t.spec
	return a.Kind == b.Kind && a.Zone == b.Zone && a.From == b.From && a.Until == b.Until && a.Every == b.Every && a.Per == b.Per &&
		slices.Equal(a.On, b.On) && a.At == b.At && a.Minutes == b.Minutes && a.Sessions == b.Sessions &&
		slices.Equal(a.Pauses, b.Pauses) && slices.Equal(a.Agreed, b.Agreed)
}

// Kind says how times are found.
func (s Schedule) Kind() therapy.Scheduling { return s.spec.Kind }

// Zone is the IANA name of the time zone, "" where there is none.
func (s Schedule) Zone() string { return s.spec.Zone }

// Duration is the length of a session.
func (s Schedule) Duration() time.Duration { return time.Duration(s.spec.Minutes) * time.Minute }

// Dose is the expected number of sessions; the zero Range where none is set.
func (s Schedule) Dose() therapy.Range { return s.spec.Sessions }

// OpenEnded reports whether nothing sets an end: neither a last day nor a largest
// number of sessions. The article has individual therapy run from short and
// solution-focused to extended and open, and groups for a set duration.
func (s Schedule) OpenEnded() bool {
	return !s.IsZero() && s.spec.Until.IsZero() && s.spec.Sessions.Max == 0
}

// Occurrences yields the beginnings of the sessions in order, each in loc. loc has
// to be the zone of the schedule: this library loads no time zone data, since that
// comes from the machine it runs on, so the caller loads it by [Schedule.Zone]. A
// location of another name is refused.
//
// A time that the clocks skip takes place as long after the skip as it should
// have after its beginning (01:30 becomes 02:30), and a time that comes twice takes
// place the first time, as RFC 5545 has it.
//
// The sequence ends after the last day, or with the last session of the dose; an
// open-ended schedule goes on until the end of the year 9999. It can be
// gone through again.
func (s Schedule) Occurrences(loc *time.Location) (iter.Seq[time.Time], error) {
	if s.spec.Zone == "" {
		return func(func(time.Time) bool) {}, nil
	}
	if loc == nil || loc.String() != s.spec.Zone {
		return nil, &therapy.FieldError{Path: "/zone", Rule: "schedule-location", Hint: "the location of the schedule's own zone", Err: therapy.ErrContradiction}
	}
	return func(yield func(time.Time) bool) {
		count := 0
		for m := range s.meetings() {
			if count++; s.spec.Sessions.Max > 0 && count > s.spec.Sessions.Max || !yield(m.resolve(loc)) {
				return
			}
		}
	}, nil
}

// Next returns the first session that begins after t. ok is false where there is
// none, and for a loc that [Schedule.Occurrences] refuses.
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

// meetings merges what repeats with what was agreed one by one.
func (s Schedule) meetings() iter.Seq[Meeting] {
	return func(yield func(Meeting) bool) {
		agreed := s.spec.Agreed
		for m := range s.repeating() {
			for ; len(agreed) > 0 && agreed[0].compare(m) < 0; agreed = agreed[1:] {
				if !yield(agreed[0]) {
					return
				}
			}
			if len(agreed) > 0 && agreed[0] == m {
				agreed = agreed[1:]
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

// repeating yields what the repetition gives, outside pauses.
func (s Schedule) repeating() iter.Seq[Meeting] {
	return func(yield func(Meeting) bool) {
		if !s.spec.repeats() {
			return
		}
		for day := range s.days() {
			if day.IsZero() || !s.spec.Until.IsZero() && s.spec.Until.Before(day) {
				return
			}
			paused := slices.ContainsFunc(s.spec.Pauses, func(p Pause) bool { return p.Contains(day) })
			if !paused && !yield(Meeting{On: day, At: s.spec.At}) {
				return
			}
		}
	}
}

// days yields the days of the repetition, and the zero Date after the end of the
// calendar.
func (s Schedule) days() iter.Seq[therapy.Date] {
	from, every := s.spec.From, s.spec.Every
	return func(yield func(therapy.Date) bool) {
		switch s.spec.Per {
		case Daily:
			for day := from; ; day = day.AddDays(every) {
				if !yield(day) || day.IsZero() {
					return
				}
			}
		case Weekly:
			on := s.spec.On
			first := WeekdayOf(from)
			if len(on) == 0 {
				on = []Weekday{first}
			}
			for monday := from.AddDays(-int(first - Monday)); ; monday = monday.AddDays(7 * every) {
				for _, weekday := range on {
					day := monday.AddDays(int(weekday - Monday))
					if day.Before(from) && !day.IsZero() {
						continue
					}
					if !yield(day) || day.IsZero() {
						return
					}
				}
			}
		case Monthly:
			for months := 0; ; months += every {
				day := from.AddMonths(months)
				if !yield(day) || day.IsZero() {
					return
				}
			}
		case 0, numPeriods:
		}
	}
}

// resolve finds the instant at which calendar and clock show m in loc.
func (m Meeting) resolve(loc *time.Location) time.Time {
	wall := time.Date(m.On.Year(), m.On.Month(), m.On.Day(), m.At.Hour(), m.At.Minute(), 0, 0, time.UTC)
	// The offsets a day before and a day after are the two that can apply.
	_, before := wall.Add(-24 * time.Hour).In(loc).Zone()
	_, after := wall.Add(24 * time.Hour).In(loc).Zone()
	// Of two instants with the same wall time the earlier has the larger offset.
	for _, offset := range [...]int{max(before, after), min(before, after)} {
		t := wall.Add(-time.Duration(offset) * time.Second).In(loc)
		if _, actual := t.Zone(); actual == offset {
			return t
		}
	}
	// The clocks skip this time; counted with the offset before the change it
	// falls as far behind the gap as it should have been inside it.
	return wall.Add(-time.Duration(before) * time.Second).In(loc)
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
		for i, day := range s.spec.On {
			switch {
			case i == 0:
				often += " on " + day.String()
			case i == len(s.spec.On)-1:
				often += " and " + day.String()
			default:
				often += ", " + day.String()
			}
		}
		if s.spec.At.Valid() {
			often += " at " + s.spec.At.String() + " (" + s.spec.Zone + ")"
		}
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

// UnmarshalJSON reads a description strictly and checks it as [NewSchedule] does;
// s changes only if all of it is right.
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
