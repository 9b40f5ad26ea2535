package therapy_test

import (
	"encoding/json"
	"math"
	"testing"
	"time"
	_ "time/tzdata" // zones whose clocks change at midnight

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
)

func TestNewDate(t *testing.T) {
	for _, test := range []struct {
		name             string
		year, month, day int
		ok               bool
	}{
		{"an ordinary day", 2026, 3, 14, true},
		{"leap day", 2024, 2, 29, true},
		{"no leap day in a common year", 2023, 2, 29, false},
		{"no leap day in 1900", 1900, 2, 29, false},
		{"leap day in 2000", 2000, 2, 29, true},
		{"the first day there is", 1, 1, 1, true},
		{"the last day there is", 9999, 12, 31, true},
		{"year zero", 0, 1, 1, false},
		{"year ten thousand", 10000, 1, 1, false},
		{"a year that would wrap round in sixteen bits", 65536 + 2026, 1, 1, false},
		{"negative year", -1, 1, 1, false},
		{"day zero", 2026, 1, 0, false},
		{"the 31st of a short month", 2026, 4, 31, false},
		{"month zero", 2026, 0, 1, false},
		{"month thirteen", 2026, 13, 1, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			d, err := therapy.NewDate(test.year, time.Month(test.month), test.day)
			if !test.ok {
				require.ErrorIs(t, err, therapy.ErrRange)
				require.Zero(t, d)
				require.Panics(t, func() { therapy.MustDate(test.year, time.Month(test.month), test.day) })
				return
			}
			require.NoError(t, err)
			require.Equal(t, []int{test.year, test.month, test.day}, []int{d.Year(), int(d.Month()), d.Day()})
			require.Equal(t, d, therapy.MustDate(test.year, time.Month(test.month), test.day))
		})
	}
}

func TestParseDate(t *testing.T) {
	d, err := therapy.ParseDate("2024-02-29")
	require.NoError(t, err)
	require.Equal(t, therapy.MustDate(2024, time.February, 29), d)
	for _, wrong := range []string{
		"", "2024-2-29", "2024-02-29 ", "24-02-29", "2023-02-29", "2024/02/29", "2024-02-29T00:00:00Z", "0000-01-01", "12024-02-29", "-024-02-29", "٢٠٢٤-02-29",
	} {
		d, err := therapy.ParseDate(wrong)
		require.Error(t, err, wrong)
		require.NotEmpty(t, therapy.FieldErrors(err), wrong)
		require.Zero(t, d, wrong)
	}
}

func TestDateZero(t *testing.T) {
	var zero therapy.Date
	require.True(t, zero.IsZero())
	require.False(t, therapy.MustDate(1, time.January, 1).IsZero())
	require.Empty(t, zero.String())
	require.Equal(t, []int{0, 0, 0}, []int{zero.Year(), int(zero.Month()), zero.Day()})
	require.Zero(t, zero.AddDays(5))
	require.True(t, zero.In(time.UTC).IsZero())
	require.True(t, zero.Before(therapy.MustDate(1, time.January, 1)))
	day := therapy.MustDate(2026, time.May, 1)
	require.Zero(t, zero.DaysUntil(day))
	require.Zero(t, day.DaysUntil(zero))

	type record struct {
		Due therapy.Date `json:"due,omitzero"`
	}
	data, err := json.Marshal(record{})
	require.NoError(t, err)
	require.JSONEq(t, `{}`, string(data))
	got := record{Due: day}
	require.NoError(t, json.Unmarshal([]byte(`{"due":""}`), &got))
	require.Zero(t, got.Due, "an empty text is the zero date")
}

func TestDateArithmetic(t *testing.T) {
	first, last := therapy.MustDate(1, time.January, 1), therapy.MustDate(9999, time.December, 31)
	for _, test := range []struct {
		name string
		from therapy.Date
		days int
		want therapy.Date
	}{
		{"over a leap day", therapy.MustDate(2024, time.February, 28), 2, therapy.MustDate(2024, time.March, 1)},
		{"over no leap day", therapy.MustDate(2023, time.February, 28), 1, therapy.MustDate(2023, time.March, 1)},
		{"back over the year", therapy.MustDate(2026, time.January, 1), -1, therapy.MustDate(2025, time.December, 31)},
		{"nowhere", last, 0, last},
		{"the whole calendar, further than a duration reaches", first, 3652058, last},
		{"and back", last, -3652058, first},
	} {
		require.Equal(t, test.want, test.from.AddDays(test.days), test.name)
		require.Equal(t, test.days, test.from.DaysUntil(test.want), test.name)
	}
	for _, out := range []int{math.MaxInt, math.MinInt, math.MaxInt / 2, 1 << 30, 3652059} {
		require.Zero(t, first.AddDays(out), "%d", out)
	}
	require.Zero(t, last.AddDays(1))
	require.Zero(t, first.AddDays(-1))
}

func TestDateCompare(t *testing.T) {
	days := []therapy.Date{
		{}, therapy.MustDate(2025, time.December, 31), therapy.MustDate(2026, time.January, 1), therapy.MustDate(2026, time.January, 2), therapy.MustDate(2026, time.February, 1),
	}
	for i, a := range days {
		for j, b := range days {
			want := 0
			if i < j {
				want = -1
			} else if i > j {
				want = 1
			}
			require.Equal(t, want, a.Compare(b), "%v %v", a, b)
			require.Equal(t, i < j, a.Before(b), "%v %v", a, b)
		}
	}
}

func TestDateIn(t *testing.T) {
	day := therapy.MustDate(2026, time.March, 14)
	require.Equal(t, time.Date(2026, time.March, 14, 0, 0, 0, 0, time.UTC), day.In(nil), "nil means UTC")
	for _, test := range []struct{ zone, want string }{
		// Clocks moved forward at midnight, so this day had no 00:00.
		{"America/Sao_Paulo", "2018-11-04T01:00:00-02:00"},
		{"Asia/Beirut", "2022-03-27T01:00:00+03:00"},
		{"Europe/London", "2022-03-27T00:00:00Z"},
	} {
		zone, err := time.LoadLocation(test.zone)
		require.NoError(t, err)
		want, err := time.Parse(time.RFC3339, test.want)
		require.NoError(t, err)
		d, err := therapy.ParseDate(test.want[:10])
		require.NoError(t, err)
		require.True(t, want.Equal(d.In(zone)), "%s: %v", test.zone, d.In(zone))
		require.Equal(t, d, therapy.DateOf(d.In(zone)), "%s starts on its own day", test.zone)
		// For ten years, the start of every day is on that day, and one second before is not.
		for range 3653 {
			require.Equal(t, d, therapy.DateOf(d.In(zone)))
			require.Equal(t, d.AddDays(-1), therapy.DateOf(d.In(zone).Add(-time.Second)), "%s %v", test.zone, d)
			d = d.AddDays(-1)
		}
	}
}

func TestDateOf(t *testing.T) {
	moment := time.Date(2026, time.March, 14, 23, 30, 0, 0, time.UTC)
	require.Equal(t, therapy.MustDate(2026, time.March, 14), therapy.DateOf(moment))
	require.Equal(t, therapy.MustDate(2026, time.March, 15), therapy.DateOf(moment.In(time.FixedZone("east", 3600))), "the day in the location of the time")
	require.Zero(t, therapy.DateOf(time.Date(10000, time.January, 1, 0, 0, 0, 0, time.UTC)))
}

func FuzzDateText(f *testing.F) {
	for _, s := range []string{"", "2024-02-29", "2023-02-29", "0001-01-01", "9999-12-31", "2024-2-29", "x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		old := therapy.MustDate(2026, time.May, 1)
		d := old
		if err := d.UnmarshalText([]byte(s)); err != nil {
			require.Equal(t, old, d, "an error leaves the value unchanged")
			return
		}
		data, err := d.MarshalText()
		require.NoError(t, err)
		require.Equal(t, s, string(data), "an accepted text is written unchanged")
		require.Equal(t, s == "", d.IsZero())
	})
}
