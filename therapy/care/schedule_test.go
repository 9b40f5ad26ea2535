package care_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // so that the tests have the same zones on every system

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

func location(tb testing.TB, zone string) *time.Location {
	tb.Helper()
	loc, err := time.LoadLocation(zone)
	require.NoError(tb, err)
	return loc
}

func weekly(zone string, from therapy.Date, hour, minute, sessions int) care.ScheduleSpec {
	return care.ScheduleSpec{
		Kind: therapy.ScheduleRegular, Zone: zone, From: from, Every: 1, Per: care.Weekly,
		At: care.MustClockTime(hour, minute), Minutes: 50, Sessions: therapy.Range{Min: sessions, Max: sessions},
	}
}

func TestScheduleOccurrences(t *testing.T) {
	t.Parallel()
	edit := func(s care.ScheduleSpec, f func(*care.ScheduleSpec)) care.ScheduleSpec { f(&s); return s }
	for _, tt := range []struct {
		name   string
		spec   care.ScheduleSpec
		want   []string
		reason string
	}{
		{
			"London spring", weekly("Europe/London", therapy.MustDate(2026, 3, 23), 18, 0, 3),
			[]string{"2026-03-23T18:00:00Z", "2026-03-30T18:00:00+01:00", "2026-04-06T18:00:00+01:00"},
			"18:00 stays 18:00 when the clocks go forward",
		},
		{
			"London autumn", weekly("Europe/London", therapy.MustDate(2026, 10, 19), 18, 0, 2),
			[]string{"2026-10-19T18:00:00+01:00", "2026-10-26T18:00:00Z"},
			"and when they go back",
		},
		{
			"skipped time", weekly("Europe/London", therapy.MustDate(2026, 3, 29), 1, 30, 2),
			[]string{"2026-03-29T02:30:00+01:00", "2026-04-05T01:30:00+01:00"},
			"01:30 does not exist on that day, and only that day moves",
		},
		{
			"repeated time", weekly("Europe/London", therapy.MustDate(2026, 10, 25), 1, 30, 2),
			[]string{"2026-10-25T01:30:00+01:00", "2026-11-01T01:30:00Z"},
			"01:30 comes twice, the first one counts",
		},
		{
			"New York spring", weekly("America/New_York", therapy.MustDate(2026, 3, 8), 2, 30, 1),
			[]string{"2026-03-08T03:30:00-04:00"},
			"west of Greenwich",
		},
		{
			"New York autumn", weekly("America/New_York", therapy.MustDate(2026, 11, 1), 1, 30, 1),
			[]string{"2026-11-01T01:30:00-04:00"},
			"west of Greenwich",
		},
		{
			"half-hour zone", weekly("Asia/Kolkata", therapy.MustDate(2026, 6, 1), 9, 15, 2),
			[]string{"2026-06-01T09:15:00+05:30", "2026-06-08T09:15:00+05:30"},
			"offsets need not be whole hours",
		},
		{
			"three-quarter-hour zone", weekly("Asia/Kathmandu", therapy.MustDate(2026, 6, 1), 9, 0, 1),
			[]string{"2026-06-01T09:00:00+05:45"},
			"",
		},
		{
			"half-hour change, forward", weekly("Australia/Lord_Howe", therapy.MustDate(2026, 10, 4), 2, 15, 2),
			[]string{"2026-10-04T02:45:00+11:00", "2026-10-11T02:15:00+11:00"},
			"clocks go forward by half an hour there",
		},
		{
			"half-hour change, back", weekly("Australia/Lord_Howe", therapy.MustDate(2026, 4, 5), 1, 45, 1),
			[]string{"2026-04-05T01:45:00+11:00"},
			"the first of two",
		},
		{
			"skipped day", weekly("Pacific/Apia", therapy.MustDate(2011, 12, 30), 18, 0, 2),
			[]string{"2011-12-31T18:00:00+14:00", "2012-01-06T18:00:00+14:00"},
			"Samoa had no 30 December 2011",
		},
		{
			"leap day", weekly("UTC", therapy.MustDate(2028, 2, 22), 10, 0, 3),
			[]string{"2028-02-22T10:00:00Z", "2028-02-29T10:00:00Z", "2028-03-07T10:00:00Z"},
			"a week is seven days",
		},
		{
			"monthly from the 31st", edit(weekly("UTC", therapy.MustDate(2027, 12, 31), 10, 0, 4), func(s *care.ScheduleSpec) { s.Per = care.Monthly }),
			[]string{"2027-12-31T10:00:00Z", "2028-01-31T10:00:00Z", "2028-02-29T10:00:00Z", "2028-03-31T10:00:00Z"},
			"short months use their last day, and the 31st comes back",
		},
		{
			"yearly from leap day", edit(weekly("UTC", therapy.MustDate(2028, 2, 29), 10, 0, 2), func(s *care.ScheduleSpec) { s.Per, s.Every = care.Monthly, 12 }),
			[]string{"2028-02-29T10:00:00Z", "2029-02-28T10:00:00Z"},
			"",
		},
		{
			"daily with pause", edit(weekly("UTC", therapy.MustDate(2026, 1, 1), 10, 0, 3), func(s *care.ScheduleSpec) {
				s.Per, s.Every = care.Daily, 2
				s.Pauses = []care.Pause{{From: therapy.MustDate(2026, 1, 2), Until: therapy.MustDate(2026, 1, 5), Reason: care.ReasonHoliday}}
			}),
			[]string{"2026-01-01T10:00:00Z", "2026-01-07T10:00:00Z", "2026-01-09T10:00:00Z"},
			"what a pause takes is made up later",
		},
		{
			"weekdays out of order", edit(weekly("UTC", therapy.MustDate(2026, 1, 7), 10, 0, 4), func(s *care.ScheduleSpec) {
				s.On, s.Every = []care.Weekday{care.Sunday, care.Tuesday}, 2
			}),
			[]string{"2026-01-11T10:00:00Z", "2026-01-20T10:00:00Z", "2026-01-25T10:00:00Z", "2026-02-03T10:00:00Z"},
			"weeks begin on Monday; nothing before the first day",
		},
		{
			"agreed beside regular", edit(weekly("UTC", therapy.MustDate(2026, 1, 5), 10, 0, 4), func(s *care.ScheduleSpec) {
				s.Agreed = []care.Meeting{
					{On: therapy.MustDate(2026, 1, 12), At: care.MustClockTime(10, 0)},
					{On: therapy.MustDate(2026, 1, 7), At: care.MustClockTime(9, 0)},
					{On: therapy.MustDate(2026, 1, 5), At: care.MustClockTime(9, 0)},
				}
			}),
			[]string{"2026-01-05T09:00:00Z", "2026-01-05T10:00:00Z", "2026-01-07T09:00:00Z", "2026-01-12T10:00:00Z"},
			"in order, counted once",
		},
		{
			"until", edit(weekly("UTC", therapy.MustDate(2026, 1, 5), 10, 0, 0), func(s *care.ScheduleSpec) {
				s.Sessions, s.Until = therapy.Range{}, therapy.MustDate(2026, 1, 12)
				s.Agreed = []care.Meeting{{On: therapy.MustDate(2026, 1, 12), At: care.MustClockTime(19, 0)}}
			}),
			[]string{"2026-01-05T10:00:00Z", "2026-01-12T10:00:00Z", "2026-01-12T19:00:00Z"},
			"the last day is included",
		},
		{
			"flexible",
			care.ScheduleSpec{
				Kind: therapy.ScheduleFlexible, Zone: "Europe/Berlin", Every: 1, Per: care.Weekly, Minutes: 50,
				Agreed: []care.Meeting{{On: therapy.MustDate(2026, 7, 1), At: care.MustClockTime(8, 0)}},
			},
			[]string{"2026-07-01T08:00:00+02:00"},
			"only what was agreed",
		},
		{"flexible, nothing agreed", care.ScheduleSpec{Kind: therapy.ScheduleFlexible, Minutes: 50}, nil, ""},
		{"immediate", care.ScheduleSpec{Kind: therapy.ScheduleImmediate, Minutes: 50}, nil, "at once has no timetable"},
		{
			"end of the calendar", weekly("UTC", therapy.MustDate(9999, 12, 20), 10, 0, 9),
			[]string{"9999-12-20T10:00:00Z", "9999-12-27T10:00:00Z"},
			"it ends and does not run round",
		},
		{
			"end of the calendar, daily", edit(weekly("UTC", therapy.MustDate(9999, 12, 30), 10, 0, 9), func(s *care.ScheduleSpec) { s.Per = care.Daily }),
			[]string{"9999-12-30T10:00:00Z", "9999-12-31T10:00:00Z"},
			"",
		},
		{
			"end of the calendar, monthly", edit(weekly("UTC", therapy.MustDate(9999, 11, 30), 10, 0, 9), func(s *care.ScheduleSpec) { s.Per = care.Monthly }),
			[]string{"9999-11-30T10:00:00Z", "9999-12-30T10:00:00Z"},
			"",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s, err := care.NewSchedule(tt.spec)
			require.NoError(t, err)
			loc := time.UTC
			if s.Zone() != "" {
				loc = location(t, s.Zone())
			}
			for range 2 { // the sequence can be iterated again
				occurrences, err := s.Occurrences(loc)
				require.NoError(t, err)
				var got []string
				for at := range occurrences {
					got = append(got, at.Format(time.RFC3339))
				}
				if diff := cmp.Diff(tt.want, got); diff != "" {
					t.Errorf("%s:\n%s", tt.reason, diff)
				}
			}
			data, err := json.Marshal(s)
			require.NoError(t, err)
			var back care.Schedule
			require.NoError(t, therapy.UnmarshalStrict(data, &back))
			require.True(t, s.Equal(back))
			require.NotContains(t, s.String(), "(0)")
		})
	}
}

// TestScheduleWallClock compares a year of daily occurrences, in zones with every kind of clock
// change, with a search through every minute.
func TestScheduleWallClock(t *testing.T) {
	t.Parallel()
	for _, zone := range []string{"Europe/London", "America/St_Johns", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kathmandu", "Antarctica/Troll"} {
		loc := location(t, zone)
		for _, clock := range []care.ClockTime{care.MustClockTime(0, 30), care.MustClockTime(1, 30), care.MustClockTime(2, 15), care.MustClockTime(18, 0)} {
			s := care.MustSchedule(care.ScheduleSpec{
				Kind: therapy.ScheduleRegular, Zone: zone, From: therapy.MustDate(2026, 1, 1), Until: therapy.MustDate(2026, 12, 31),
				Every: 1, Per: care.Daily, At: clock, Minutes: 50,
			})
			occurrences, err := s.Occurrences(loc)
			require.NoError(t, err)
			day := therapy.MustDate(2026, 1, 1)
			var last time.Time
			for got := range occurrences {
				want, exists := firstWithWallTime(day, clock, loc)
				if exists {
					require.True(t, want.Equal(got), "%s %s %s", zone, day, clock)
				} else {
					require.Equal(t, day, therapy.DateOf(got), "a skipped time stays on its day")
					require.NotEqual(t, clock.Minute()+60*clock.Hour(), got.Minute()+60*got.Hour())
				}
				require.True(t, got.After(last))
				last, day = got, day.AddDays(1)
			}
			require.Equal(t, therapy.MustDate(2027, 1, 1), day)
		}
	}
}

func firstWithWallTime(day therapy.Date, clock care.ClockTime, loc *time.Location) (time.Time, bool) {
	from := day.In(time.UTC).Add(time.Duration(clock.Hour()*60+clock.Minute()) * time.Minute)
	for t := from.Add(-15 * time.Hour); t.Before(from.Add(15 * time.Hour)); t = t.Add(15 * time.Minute) {
		if l := t.In(loc); therapy.DateOf(l) == day && l.Hour() == clock.Hour() && l.Minute() == clock.Minute() {
			return l, true
		}
	}
	return time.Time{}, false
}

func TestScheduleRefuses(t *testing.T) {
	t.Parallel()
	good := weekly("Europe/London", therapy.MustDate(2026, 1, 5), 18, 0, 12)
	for _, tt := range []struct {
		name string
		edit func(*care.ScheduleSpec)
		want string
	}{
		{"zero", func(s *care.ScheduleSpec) { *s = care.ScheduleSpec{} }, "/kind schedule-kind, /minutes schedule-minutes"},
		{"no zone", func(s *care.ScheduleSpec) { s.Zone = "" }, "/zone schedule-zone"},
		{"local zone", func(s *care.ScheduleSpec) { s.Zone = "Local" }, "/zone schedule-zone-form"},
		{"path as zone", func(s *care.ScheduleSpec) { s.Zone = "../etc" }, "/zone schedule-zone-form"},
		{"absolute zone", func(s *care.ScheduleSpec) { s.Zone = "/etc" }, "/zone schedule-zone-form"},
		{"ends before it begins", func(s *care.ScheduleSpec) { s.Until = therapy.MustDate(2025, 1, 1) }, "/until schedule-until-before-from"},
		{"too long", func(s *care.ScheduleSpec) { s.Minutes = 1441 }, "/minutes schedule-minutes"},
		{"dose", func(s *care.ScheduleSpec) { s.Sessions = therapy.Range{Min: 2, Max: 1} }, "/sessions schedule-sessions"},
		{"no first day", func(s *care.ScheduleSpec) { s.From = therapy.Date{} }, "/from schedule-from"},
		{"no time", func(s *care.ScheduleSpec) { s.At = 0 }, "/at schedule-at"},
		{"no such time", func(s *care.ScheduleSpec) { s.At = 2000 }, "/at schedule-at"},
		{"no period", func(s *care.ScheduleSpec) { s.Per = 0 }, "/per schedule-per"},
		{"no interval", func(s *care.ScheduleSpec) { s.Every = 0 }, "/every schedule-every"},
		{"interval too long", func(s *care.ScheduleSpec) { s.Every = 401 }, "/every schedule-every"},
		{"weekdays of days", func(s *care.ScheduleSpec) { s.Per, s.On = care.Daily, []care.Weekday{1} }, "/on schedule-on"},
		{"no such weekday", func(s *care.ScheduleSpec) { s.On = []care.Weekday{8, 0} }, "/on/0 weekday, /on/1 weekday"},
		{"weekday twice", func(s *care.ScheduleSpec) { s.On = []care.Weekday{1, 1} }, "/on/1 weekday-duplicate"},
		{"pause without end", func(s *care.ScheduleSpec) { s.Pauses = []care.Pause{{From: therapy.MustDate(2026, 1, 1)}} }, "/pauses/0 pause-days"},
		{"pause backwards", func(s *care.ScheduleSpec) {
			s.Pauses = []care.Pause{{From: therapy.MustDate(2026, 1, 2), Until: therapy.MustDate(2026, 1, 1), Reason: "No Name"}}
		}, "/pauses/0/until pause-until-before-from, /pauses/0/reason reason-name"},
		{"meeting without time", func(s *care.ScheduleSpec) { s.Agreed = []care.Meeting{{On: therapy.MustDate(2026, 1, 2)}} }, "/agreed/0 meeting-time"},
		{"meeting twice", func(s *care.ScheduleSpec) {
			m := care.Meeting{On: therapy.MustDate(2026, 1, 6), At: care.MustClockTime(9, 0)}
			s.Agreed = []care.Meeting{m, m}
		}, "/agreed/1 meeting-duplicate"},
		{"agreed before the first day", func(s *care.ScheduleSpec) {
			s.Agreed = []care.Meeting{{On: s.From.AddDays(-1), At: care.MustClockTime(9, 0)}}
		}, "/agreed/0/on meeting-outside"},
		{"agreed after the last day", func(s *care.ScheduleSpec) {
			s.Until = s.From.AddDays(14)
			s.Agreed = []care.Meeting{{On: s.From.AddDays(15), At: care.MustClockTime(9, 0)}}
		}, "/agreed/0/on meeting-outside"},
		{"nth of a week", func(s *care.ScheduleSpec) { s.Nth = 2 }, "/nth schedule-nth-per"},
		{"sixth of a month", func(s *care.ScheduleSpec) { s.Per, s.Nth = care.Monthly, 6 }, "/nth schedule-nth"},
		{"two times of the day", func(s *care.ScheduleSpec) { s.Times = []care.DayTime{{Day: care.Monday, At: s.At}} }, "/times schedule-times"},
		{"times twice and of no day", func(s *care.ScheduleSpec) {
			s.Times, s.At = []care.DayTime{{Day: care.Monday, At: s.At}, {Day: care.Monday, At: s.At}, {}}, 0
		}, "/times/1 day-time-duplicate, /times/2 day-time"},
		{"week of no day", func(s *care.ScheduleSpec) { s.WeekStart = 8 }, "/weekStart weekday"},
		{"week of a month", func(s *care.ScheduleSpec) { s.Per, s.WeekStart = care.Monthly, care.Sunday }, "/weekStart schedule-week-start"},
		{"immediate with timetable", func(s *care.ScheduleSpec) { s.Kind = therapy.ScheduleImmediate }, "/kind schedule-immediate"},
		{"flexible with time", func(s *care.ScheduleSpec) { s.Kind = therapy.ScheduleFlexible }, "/at schedule-flexible-at"},
		{"flexible without pace", func(s *care.ScheduleSpec) { s.Kind, s.At, s.Every = therapy.ScheduleFlexible, 0, 0 }, "/every schedule-pace"},
		{"flexible, no such period", func(s *care.ScheduleSpec) { s.Kind, s.At, s.Per = therapy.ScheduleFlexible, 0, 9 }, "/per schedule-per"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			spec := good
			tt.edit(&spec)
			_, err := care.NewSchedule(spec)
			require.Equal(t, tt.want, rules(err))
			require.Panics(t, func() { care.MustSchedule(spec) })
		})
	}
}

// rules lists the paths and rules of an error on one line.
func rules(err error) string { return strings.Join(therapytest.Faults(err), ", ") }

func TestScheduleValue(t *testing.T) {
	t.Parallel()
	var zero care.Schedule
	require.True(t, zero.IsZero())
	require.False(t, zero.OpenEnded())
	require.Equal(t, "no schedule", zero.String())
	data, err := json.Marshal(zero)
	require.NoError(t, err)
	require.Equal(t, "null", string(data))
	filled := care.MustSchedule(weekly("Europe/London", therapy.MustDate(2026, 1, 5), 18, 0, 12))
	require.NoError(t, filled.UnmarshalJSON(data))
	require.True(t, filled.IsZero())

	spec := weekly("Europe/London", therapy.MustDate(2026, 1, 5), 18, 0, 12)
	spec.On = []care.Weekday{care.Thursday, care.Monday, care.Tuesday}
	spec.Until = therapy.MustDate(2026, 12, 31)
	spec.Every = 2
	spec.Pauses = []care.Pause{{From: therapy.MustDate(2026, 8, 1), Until: therapy.MustDate(2026, 8, 31)}}
	spec.Agreed = []care.Meeting{{On: therapy.MustDate(2026, 1, 6), At: care.MustClockTime(9, 0)}}
	s := care.MustSchedule(spec)
	spec.On[0] = 0
	require.Equal(t, "regular, every 2 weeks on monday, tuesday and thursday at 18:00 (Europe/London), 50 minutes, 12 sessions, "+
		"from 2026-01-05, until 2026-12-31, pause 2026-08-01 to 2026-08-31, 1 agreed singly", s.String())
	require.Equal(t, 50*time.Minute, s.Duration())
	require.Equal(t, therapy.Range{Min: 12, Max: 12}, s.Dose())
	require.Equal(t, therapy.ScheduleRegular, s.Kind())
	inside := s.Spec()
	inside.On[0], inside.Pauses[0], inside.Agreed[0] = 0, care.Pause{}, care.Meeting{}
	require.True(t, s.Equal(care.MustSchedule(s.Spec())), "the copy was changed, not the schedule")

	spec = weekly("UTC", therapy.MustDate(2026, 1, 5), 18, 0, 0)
	spec.Sessions = therapy.Range{}
	open := care.MustSchedule(spec)
	require.True(t, open.OpenEnded())
	require.Contains(t, open.String(), "open-ended")
	texts := map[therapy.Range]string{
		{Min: 1, Max: 1}: " 1 session,", {Min: 6, Max: 12}: "6 to 12 sessions", {Min: 6}: "at least 6 sessions", {Max: 6}: "at most 6 sessions",
	}
	for sessions, want := range texts {
		spec.Sessions = sessions
		require.Contains(t, care.MustSchedule(spec).String(), want)
	}
}

func TestScheduleNext(t *testing.T) {
	t.Parallel()
	london := location(t, "Europe/London")
	s := care.MustSchedule(weekly("Europe/London", therapy.MustDate(2026, 3, 23), 18, 0, 2))
	next, ok := s.Next(time.Date(2026, 3, 23, 18, 0, 0, 0, time.UTC), london)
	require.True(t, ok)
	require.Equal(t, "2026-03-30 18:00:00 +0100 BST", next.String())
	_, ok = s.Next(next, london)
	require.False(t, ok, "the dose is complete")
	others := []*time.Location{nil, time.UTC, location(t, "Europe/Berlin")}
	for _, wrong := range others {
		_, err := s.Occurrences(wrong)
		require.Equal(t, "/zone schedule-location", rules(err))
		_, ok = s.Next(time.Time{}, wrong)
		require.False(t, ok)
	}
	occurrences, err := care.MustSchedule(weekly("UTC", therapy.MustDate(2026, 1, 1), 9, 0, 0)).Occurrences(time.UTC)
	require.NoError(t, err)
	count := 0
	for range occurrences { // a range of zero to zero sets no end
		if count++; count == 100 {
			break
		}
	}
	require.Equal(t, 100, count)
}

func TestClockTime(t *testing.T) {
	t.Parallel()
	for hour := range 24 {
		for minute := range 60 {
			c := care.MustClockTime(hour, minute)
			require.Equal(t, [2]int{hour, minute}, [2]int{c.Hour(), c.Minute()})
			text, err := c.MarshalText()
			require.NoError(t, err)
			require.Equal(t, time.Date(2026, 1, 1, hour, minute, 0, 0, time.UTC).Format("15:04"), string(text))
			require.Equal(t, c.String(), string(text))
			var back care.ClockTime
			require.NoError(t, back.UnmarshalText(text))
			require.Equal(t, c, back)
		}
	}
	for _, bad := range []string{"24:00", "00:60", "9:00", "09.00", "0900", "09:00:00", "aa:bb", " 9:00", "1a:00", "10:0a"} {
		c := care.MustClockTime(9, 0)
		require.Error(t, c.UnmarshalText([]byte(bad)), bad)
		require.Equal(t, "09:00", c.String())
	}
	var zero care.ClockTime
	require.True(t, zero.IsZero())
	require.False(t, zero.Valid())
	require.Empty(t, zero.String())
	require.Zero(t, zero.Hour())
	text, err := zero.MarshalText()
	require.NoError(t, err)
	require.Empty(t, text)
	c := care.MustClockTime(0, 0)
	require.False(t, c.IsZero(), "midnight is a time")
	require.NoError(t, c.UnmarshalText(nil))
	require.True(t, c.IsZero())
	_, err = care.ClockTime(1441).MarshalText()
	require.ErrorIs(t, err, therapy.ErrRange)
	require.Equal(t, "ClockTime(1441)", care.ClockTime(1441).String())
	require.Panics(t, func() { care.MustClockTime(24, 0) })
}

func TestWeekdayOf(t *testing.T) {
	t.Parallel()
	require.Zero(t, care.WeekdayOf(therapy.Date{}), "the zero date has no day of the week")
	monday := therapy.MustDate(2026, 1, 5)
	for i, name := range []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"} {
		require.Equal(t, name, care.WeekdayOf(monday.AddDays(i)).String())
	}
}

func TestReasonNames(t *testing.T) {
	t.Parallel()
	require.True(t, care.ReasonLifeEvent.Valid())
	require.False(t, care.Reason("").Valid())
	require.False(t, care.Reason("because of Ann Example").Valid())
}

func FuzzScheduleJSON(f *testing.F) {
	f.Add([]byte(`{"kind":"regular","zone":"Europe/London","from":"2026-03-23","every":1,"per":"week","at":"18:00","minutes":50,"sessions":{"min":3,"max":3}}`))
	f.Add([]byte(`{"kind":"flexible","zone":"UTC","minutes":50,"agreed":[{"on":"2026-01-01","at":"09:00"}]}`))
	f.Add([]byte(`null`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var s care.Schedule
		if therapy.UnmarshalStrict(data, &s) != nil {
			return
		}
		again, err := json.Marshal(s)
		require.NoError(t, err)
		var back care.Schedule
		require.NoError(t, therapy.UnmarshalStrict(again, &back))
		require.True(t, s.Equal(back))
		spec := s.Spec()
		spec.Zone = "UTC"
		if utc, err := care.NewSchedule(spec); err == nil {
			occurrences, err := utc.Occurrences(time.UTC)
			require.NoError(t, err)
			var last time.Time
			count := 0
			for at := range occurrences {
				require.True(t, count == 0 || at.After(last), "in order")
				last = at
				if count++; count > 50 {
					break
				}
			}
		}
	})
}

func BenchmarkScheduleOccurrences(b *testing.B) {
	loc := location(b, "Europe/London")
	s := care.MustSchedule(weekly("Europe/London", therapy.MustDate(2026, 1, 5), 18, 0, 52))
	b.ReportAllocs()
	for b.Loop() {
		occurrences, _ := s.Occurrences(loc)
		for range occurrences { //nolint:revive // the sequence is what is measured
		}
	}
}
