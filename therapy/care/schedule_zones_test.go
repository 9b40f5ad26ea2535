package care_test

import (
	"archive/zip"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
)

// zones lists every time zone of Go's database, without aliases.
func zones(tb testing.TB) []string {
	tb.Helper()
	root, err := exec.CommandContext(tb.Context(), "go", "env", "GOROOT").Output()
	require.NoError(tb, err)
	archive, err := zip.OpenReader(filepath.Join(strings.TrimSpace(string(root)), "lib", "time", "zoneinfo.zip"))
	if err != nil {
		tb.Skip("Go was installed without time zones: ", err)
	}
	defer func() { _ = archive.Close() }()
	var names []string
	for _, f := range archive.File {
		if !strings.HasSuffix(f.Name, "/") {
			names = append(names, f.Name)
		}
	}
	require.Greater(tb, len(names), 300)
	return names
}

// changes lists the clock changes of a zone between the years.
func changes(loc *time.Location, from, until int) []time.Time {
	var all []time.Time
	end := time.Date(until, 1, 1, 0, 0, 0, 0, time.UTC)
	for t := time.Date(from, 1, 1, 0, 0, 0, 0, time.UTC).In(loc); ; {
		_, next := t.ZoneBounds()
		if next.IsZero() || next.After(end) {
			return all
		}
		all, t = append(all, next), next
	}
}

// shows finds, by trying every minute, the first instant with the given local date and time. If the
// clock change skips that time, it returns the instant that is as long after the change as the time
// is after the start of the gap.
func shows(on therapy.Date, minutes int, loc *time.Location) time.Time {
	wall := on.In(time.UTC).Add(time.Duration(minutes) * time.Minute)
	_, before := wall.Add(-30 * time.Hour).In(loc).Zone()
	for t := wall.Add(-16 * time.Hour); t.Before(wall.Add(16 * time.Hour)); t = t.Add(time.Minute) {
		local := t.In(loc)
		_, offset := local.Zone()
		if local.Minute() == minutes%60 && local.Hour() == minutes/60 && local.Second() == 0 && therapy.DateOf(local) == on {
			return local
		}
		// The clock jumps from before the wall time to after it.
		_, next := t.Add(time.Minute).In(loc).Zone()
		if next > offset {
			shown, jumped := t.Add(time.Duration(offset)*time.Second), t.Add(time.Minute+time.Duration(next)*time.Second)
			if shown.Before(wall) && jumped.After(wall) {
				before = offset
			}
		}
	}
	return wall.Add(-time.Duration(before) * time.Second).In(loc)
}

// TestScheduleThroughEveryChange compares, around every clock change of every zone since 1970, each
// occurrence with a search through every minute. Every occurrence appears once and in order, and Next
// skips none.
func TestScheduleThroughEveryChange(t *testing.T) {
	t.Parallel()
	names := zones(t)
	if testing.Short() {
		names = []string{"Europe/London", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Kwajalein", "Asia/Pyongyang", "Africa/Monrovia", "Antarctica/Troll", "America/Caracas"}
	}
	seen := map[string]bool{}
	for _, name := range names {
		loc, err := time.LoadLocation(name)
		require.NoError(t, err)
		for _, change := range changes(loc, 1970, 2027) {
			_, after := change.In(loc).Zone()
			_, before := change.Add(-time.Second).In(loc).Zone()
			// One change of each kind is enough: the same offsets and the same time of day.
			kind := change.In(loc).Format("15:04 ") + time.Duration(before).String() + time.Duration(after).String()
			if seen[kind] || after == before {
				continue
			}
			seen[kind] = true
			around := change.Add(time.Duration(min(before, after)) * time.Second).UTC()
			for _, shift := range []time.Duration{-time.Minute, 0, time.Minute, 29 * time.Minute, 59 * time.Minute, 61 * time.Minute} {
				wall := around.Add(shift).Truncate(time.Minute)
				checkAround(t, name, loc, wall)
			}
		}
	}
	require.NotEmpty(t, seen)
}

// checkAround checks a daily schedule at the local time, and single meetings.
func checkAround(t *testing.T, name string, loc *time.Location, wall time.Time) {
	t.Helper()
	day := therapy.DateOf(wall).AddDays(-2)
	spec := care.ScheduleSpec{
		Kind: therapy.ScheduleRegular, Zone: name, From: day, Until: day.AddDays(4), Every: 1, Per: care.Daily, At: care.MustClockTime(wall.Hour(), wall.Minute()), Minutes: 50,
	}
	var want []time.Time
	for d := day; !spec.Until.Before(d); d = d.AddDays(1) {
		want = append(want, shows(d, wall.Hour()*60+wall.Minute(), loc))
		other := (wall.Hour()*60 + wall.Minute() + 30) % (24 * 60)
		spec.Agreed = append(spec.Agreed, care.Meeting{On: d, At: care.MustClockTime(other/60, other%60)})
		want = append(want, shows(d, other, loc))
	}
	slices.SortFunc(want, time.Time.Compare)
	want = slices.CompactFunc(want, time.Time.Equal)
	s := care.MustSchedule(spec)
	occurrences, err := s.Occurrences(loc)
	require.NoError(t, err)
	got := slices.Collect(occurrences)
	require.Len(t, got, len(want), "%s around %s: %v, %v", name, wall, want, got)
	for i := range want {
		require.True(t, want[i].Equal(got[i]), "%s around %s: %s, not %s", name, wall, want[i], got[i])
		before := want[i].Add(-time.Second)
		next, ok := s.Next(before, loc)
		require.True(t, ok)
		require.True(t, next.Equal(want[i]), "%s: after %s comes %s, not %s", name, before, want[i], next)
	}
}

// TestScheduleLondonGap uses 29 March 2026, a day without 01:30 in London.
func TestScheduleLondonGap(t *testing.T) {
	t.Parallel()
	spec := weekly("Europe/London", therapy.MustDate(2026, 3, 29), 2, 0, 0)
	spec.Agreed = []care.Meeting{{On: therapy.MustDate(2026, 3, 29), At: care.MustClockTime(1, 30)}}
	s, london := care.MustSchedule(spec), location(t, "Europe/London")
	occurrences, err := s.Occurrences(london)
	require.NoError(t, err)
	var got []string
	for o := range occurrences {
		if got = append(got, o.Format("02 Jan 15:04")); len(got) == 3 {
			break
		}
	}
	require.Equal(t, []string{"29 Mar 02:00", "29 Mar 02:30", "05 Apr 02:00"}, got)
	next, ok := s.Next(time.Date(2026, 3, 29, 0, 59, 0, 0, time.UTC), london)
	require.True(t, ok)
	require.Equal(t, "02:00", next.Format("15:04"))
}

// TestScheduleDateLine uses Samoa, which had no 30 December 2011.
func TestScheduleDateLine(t *testing.T) {
	t.Parallel()
	spec := care.ScheduleSpec{
		Kind: therapy.ScheduleRegular, Zone: "Pacific/Apia", From: therapy.MustDate(2011, 12, 28), Until: therapy.MustDate(2012, 1, 1), Every: 1, Per: care.Daily,
		At: care.MustClockTime(18, 0), Minutes: 50, Sessions: therapy.Range{Max: 4},
	}
	occurrences, err := care.MustSchedule(spec).Occurrences(location(t, "Pacific/Apia"))
	require.NoError(t, err)
	var got []string
	for o := range occurrences {
		got = append(got, o.Format("02 15:04"))
	}
	require.Equal(t, []string{"28 18:00", "29 18:00", "31 18:00", "01 18:00"}, got, "two meetings at one moment are one, also for the dose")
	spec.Per, spec.From = care.Weekly, therapy.MustDate(2011, 12, 23)
	next, ok := care.MustSchedule(spec).Next(time.Date(2011, 12, 25, 0, 0, 0, 0, time.UTC), location(t, "Pacific/Apia"))
	require.True(t, ok)
	require.Equal(t, "31 18:00", next.Format("02 15:04"), "Saturday, in place of the skipped Friday")
}

func TestScheduleWeekdaysOfTheMonth(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		edit func(*care.ScheduleSpec)
		want string
	}{
		{"second Tuesday", func(s *care.ScheduleSpec) { s.On, s.Nth = []care.Weekday{care.Tuesday}, 2 }, "2026-01-13 2026-02-10 2026-03-10 2026-04-14 2026-05-12"},
		{"last Friday", func(s *care.ScheduleSpec) { s.On, s.Nth = []care.Weekday{care.Friday}, -1 }, "2026-01-30 2026-02-27 2026-03-27 2026-04-24 2026-05-29"},
		{"fifth Monday, where there is one", func(s *care.ScheduleSpec) { s.On, s.Nth = []care.Weekday{care.Monday}, 5 }, "2026-03-30 2026-06-29 2026-08-31 2026-11-30 2027-03-29"},
		{"first of two weekdays", func(s *care.ScheduleSpec) { s.On, s.Nth = []care.Weekday{care.Sunday, care.Thursday}, 1 }, "2026-02-01 2026-02-05 2026-03-01 2026-03-05 2026-04-02"},
		{"of every second month, the weekday of the first day", func(s *care.ScheduleSpec) { s.Nth, s.Every = 3, 2 }, "2026-01-19 2026-03-16 2026-05-18 2026-07-20 2026-09-21"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			spec := weekly("UTC", therapy.MustDate(2026, 1, 12), 18, 0, 5)
			spec.Per = care.Monthly
			tt.edit(&spec)
			require.Equal(t, tt.want, daysOf(t, spec))
		})
	}
	// Compares with every day of 400 years.
	spec := weekly("UTC", therapy.MustDate(1900, 1, 1), 18, 0, 0)
	spec.Per, spec.Until = care.Monthly, therapy.MustDate(2299, 12, 31)
	type place struct {
		day care.Weekday
		nth int
	}
	want := map[place][]string{}
	for d := spec.From; !spec.Until.Before(d); d = d.AddDays(1) {
		name := d.String()
		places := []place{{care.WeekdayOf(d), (d.Day() + 6) / 7}}
		if d.AddDays(7).Month() != d.Month() {
			places = append(places, place{care.WeekdayOf(d), -1})
		}
		for _, p := range places {
			want[p] = append(want[p], name)
		}
	}
	require.Len(t, want, 7*6)
	for p, days := range want {
		spec.On, spec.Nth = []care.Weekday{p.day}, p.nth
		require.Equal(t, strings.Join(days, " "), daysOf(t, spec))
	}
}

func daysOf(t *testing.T, spec care.ScheduleSpec) string {
	t.Helper()
	occurrences, err := care.MustSchedule(spec).Occurrences(time.UTC)
	require.NoError(t, err)
	var days []string
	for o := range occurrences {
		days = append(days, therapy.DateOf(o).String())
	}
	return strings.Join(days, " ")
}

func TestScheduleTimesOfWeekdays(t *testing.T) {
	t.Parallel()
	spec := weekly("UTC", therapy.MustDate(2026, 1, 7), 18, 0, 7) // a Wednesday
	spec.At = 0
	spec.Times = []care.DayTime{
		{Day: care.Thursday, At: care.MustClockTime(9, 30)}, {Day: care.Monday, At: care.MustClockTime(18, 0)}, {Day: care.Monday, At: care.MustClockTime(7, 0)},
	}
	s := care.MustSchedule(spec)
	occurrences, err := s.Occurrences(time.UTC)
	require.NoError(t, err)
	var got []string
	for o := range occurrences {
		got = append(got, o.Format("Mon 02 15:04"))
	}
	require.Equal(t, []string{"Thu 08 09:30", "Mon 12 07:00", "Mon 12 18:00", "Thu 15 09:30", "Mon 19 07:00", "Mon 19 18:00", "Thu 22 09:30"}, got)
	require.Equal(t, "regular, every week on monday at 07:00, monday at 18:00 and thursday at 09:30 (UTC), 50 minutes, 7 sessions, from 2026-01-07", s.String())
	require.True(t, s.Equal(care.MustSchedule(s.Spec())))
}

// TestScheduleWeekStart uses the example of RFC 5545, 3.8.5.3: if weeks start on Sunday, a Sunday and
// the following Monday are in one week; if they start on Monday, they are not.
func TestScheduleWeekStart(t *testing.T) {
	t.Parallel()
	spec := weekly("UTC", therapy.MustDate(1997, 8, 5), 9, 0, 4)
	spec.Every, spec.On = 2, []care.Weekday{care.Tuesday, care.Sunday}
	require.Equal(t, "1997-08-05 1997-08-10 1997-08-19 1997-08-24", daysOf(t, spec))
	spec.WeekStart = care.Sunday
	require.Equal(t, "1997-08-05 1997-08-17 1997-08-19 1997-08-31", daysOf(t, spec))
}
