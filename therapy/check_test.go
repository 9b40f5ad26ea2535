package therapy_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
)

func rulesOf(err error) []string {
	var rules []string
	for _, field := range therapy.FieldErrors(err) {
		rules = append(rules, field.Path+" "+field.Rule)
	}
	return rules
}

func TestCheckReportsEverythingInOrder(t *testing.T) {
	var c therapy.Check
	require.NoError(t, c.Err(), "the zero Check has found nothing")
	require.False(t, c.Failed())
	c.Stated("/a", "a-stated", true)
	c.Stated("/b", "b-stated", false)
	c.Name("/c", "c-name", "good-name")
	c.Name("/d", "d-name", "")
	c.Name("/e", "e-name", "Not A Name")
	c.OptionalName("/f", "f-name", "")
	c.OptionalName("/g", "g-name", "-")
	c.RecordID("/h", "h-id", "")
	c.RecordID("/i", "i-id", "a/b")
	c.OptionalRecordID("/j", "j-id", "")
	c.Instant("/k", time.Time{})
	c.Instant("/l", time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC))
	c.Days("/m", therapy.MustDate(2026, time.March, 2), therapy.MustDate(2026, time.March, 1))
	c.Days("/n", therapy.MustDate(2026, time.March, 2), therapy.Date{})
	c.Part("/o", nil)
	c.Part("/p", &therapy.FieldError{Path: "/q", Rule: "part", Err: therapy.ErrRange})
	therapy.CheckNames(&c, "/r", "r-name", []string{"x", "x", ""})
	require.True(t, c.Failed())
	require.Equal(t, []string{
		"/b b-stated", "/d d-name", "/e e-name", "/g g-name", "/h h-id", "/i i-id", "/k time-missing", "/l time-range",
		"/m until-before-from", "/p/q part", "/r/1 r-name-duplicate", "/r/2 r-name",
	}, rulesOf(c.Err()))
}

func TestCheckStopsListing(t *testing.T) {
	for _, faults := range []int{1, therapy.MaxFaults, therapy.MaxFaults + 1, 100_000} {
		var c therapy.Check
		var joined []error
		for range faults {
			joined = append(joined, &therapy.FieldError{Rule: "x", Err: therapy.ErrRange})
		}
		c.Part("/part", errors.Join(joined...))
		err := c.Err()
		require.Len(t, therapy.FieldErrors(err), min(faults, therapy.MaxFaults+1))
		require.Less(t, len(err.Error()), 8000)
		require.Equal(t, faults > therapy.MaxFaults, strings.Contains(err.Error(), "more-faults"))
		require.Equal(t, err.Error(), c.Err().Error(), "a second call returns the same")
	}
}

func TestRecordIDs(t *testing.T) {
	for id, valid := range map[string]bool{
		"a": true, "A1-b.c": true, "0b9cf3a4-2f51-4c6e-9a59-0d7c1f7f3c11": true, strings.Repeat("a", 64): true,
		"": false, strings.Repeat("a", 65): false, "a b": false, "a_b": false, "a/b": false, "é": false, "a\n": false,
	} {
		require.Equal(t, valid, therapy.ValidRecordID(id), id)
	}
}
