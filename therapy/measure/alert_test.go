package measure_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/measure"
)

// A refused response names the path of the error and still has its alerts.
func TestRefusedResponsesStillAlert(t *testing.T) {
	text := func(answers string) string {
		return `{"instrument":"phq-9","at":"2026-01-05T18:00:00Z","answers":[` + answers + `]}`
	}
	const raised, unanswered = "phq-9 9 raised", "phq-9 9 unanswered"
	for _, test := range []struct {
		name, reason, text, path string
		want                     []string
	}{
		{"good", "nothing is refused", text("0,0,0,0,0,0,0,0,3"), "-", []string{raised}},
		{"good, written as floats", "3.0 is 3", text("1,1,1,1,1,1,1,1,3.0"), "-", []string{raised}},
		{"good and quiet", "item 9 is 0", text("1,1,1,1,1,1,1,1,0.0"), "-", nil},
		{"another item is no number", "the alert is there", text(`"1",1,1,1,1,1,1,1,2`), "/answers/0", []string{raised}},
		{"item 9 in quotes", "read upwards of what it may be", text(`1,1,1,1,1,1,1,1,"2"`), "/answers/8", []string{raised}},
		{"item 9 a half", "between 0 and 1 is not 0", text("1,1,1,1,1,1,1,1,0.5"), "/answers/8", []string{raised}},
		{"item 9 a word", "nothing is known", text(`1,1,1,1,1,1,1,1,"often"`), "/answers/8", []string{unanswered}},
		{"item 9 a list", "nothing is known", text("1,1,1,1,1,1,1,1,[3]"), "/answers/8", []string{unanswered}},
		{"item 9 is 0 and another is not readable", "quiet, and refused", text("1.5,1,1,1,1,1,1,1,0"), "/answers/0", nil},
		{"a member too many", "the alert is there", strings.Replace(text("0,0,0,0,0,0,0,0,1"), "{", `{"patient":"x",`, 1), "/#0", []string{raised}},
		{"members spelled otherwise", "the alert is there", strings.ReplaceAll(strings.ReplaceAll(text("0,0,0,0,0,0,0,0,1"), "answers", "Answers"), "instrument", "INSTRUMENT"), "/#0", []string{raised}},
		{"answers twice, the first raises", "which of the two?", strings.Replace(text("0,0,0,0,0,0,0,0,0"), `"at"`, `"answers":[0,0,0,0,0,0,0,0,2],"at"`, 1), "/answers", []string{raised}},
		{"answers twice, one without item 9", "nothing is sure", strings.Replace(text("0,0,0,0,0,0,0,0,0"), `"at"`, `"answers":[0,0],"at"`, 1), "/answers", []string{unanswered}},
		{"answers twice, once item 9 is a word", "nothing is sure", strings.Replace(text(`0,0,0,0,0,0,0,0,"often"`), `"at"`, `"answers":[0,0,0,0,0,0,0,0,0],"at"`, 1), "/answers", []string{unanswered}},
		{"byte order mark", "as Windows editors write it", "\ufeff" + text("0,0,0,0,0,0,0,0,1"), "", []string{raised}},
		{"torn after item 9", "the rest is missing", text("0,0,0,0,0,0,0,0,1")[:len(text("0,0,0,0,0,0,0,0,1"))-1], "", []string{raised}},
		{"torn before item 9", "nothing is known", text("0,0,0,0,0,0,0,0,1")[:70], "", []string{unanswered}},
		{"in a list", "one response at a time", "[" + text("0,0,0,0,0,0,0,0,1") + "]", "", []string{raised}},
		{"no answers", "nothing is known", `{"instrument":"phq-9","answers":7}`, "/answers", []string{unanswered}},
		{"no instrument", "nobody knows which item is critical", `{"answers":[1,1,1,1,1,1,1,1,3],"x":1}`, "/#1", nil},
		{"nothing", "there is nothing", "", "", nil},
	} {
		s, err := measure.Standard().ScoreJSON([]byte(test.text))
		var got []string
		for _, a := range s.Alerts() {
			got = append(got, fmt.Sprint(a.Instrument, " ", a.Item, " ", a.State))
		}
		require.Equal(t, test.want, got, "%s: %s", test.name, test.reason)
		if test.path == "-" {
			require.NoError(t, err, test.name)
			continue
		}
		require.Error(t, err, test.name)
		_, has := s.Total()
		require.False(t, has, "%s: refused is refused", test.name)
		paths := []string{}
		for _, f := range therapy.FieldErrors(err) {
			paths = append(paths, f.Path)
		}
		require.Contains(t, paths, test.path, "%s: %v", test.name, err)
		require.NotContains(t, err.Error(), "often", "the input is not quoted")
	}
	// A misspelt id: the alerts are those of the instrument that was most likely meant.
	s, err := measure.Standard().Score(measure.Response{Instrument: "phq9", Answers: measure.Answers(0, 0, 0, 0, 0, 0, 0, 0, 2)})
	require.ErrorIs(t, err, therapy.ErrUnknown)
	require.Len(t, s.Alerts(), 1)
	require.Equal(t, measure.ID("phq-9"), s.Alerts()[0].Instrument)
	_, err = measure.ParseResponse([]byte(strings.Repeat(" ", 1<<17+1)))
	require.ErrorContains(t, err, "[response-size]")
}

// Hostile texts are refused with a short error. A reader that takes more than linear time would
// exceed the time limit of the tests.
func TestHostileResponses(t *testing.T) {
	for name, text := range map[string]string{
		"brackets":    strings.Repeat("[", 1<<17),
		"objects":     strings.Repeat(`{"answers":`, 1<<13),
		"lists":       `{"instrument":"phq-9"` + strings.Repeat(`,"answers":[1]`, 9000) + "}",
		"instruments": "{" + strings.Repeat(`"instrument":"phq9x",`, 6000) + `"answers":[0,0,0,0,0,0,0,0,1]}`,
		"numbers":     `{"instrument":"phq-9","answers":[` + strings.Repeat("1e9,", 30_000) + "1]}",
		"long":        strings.Repeat(`{"instrument":"phq-9","answers":[1]}`, 1<<16),
	} {
		_, err := measure.Standard().ScoreJSON([]byte(text))
		require.Error(t, err, name)
		require.Less(t, len(err.Error()), 1<<14, "%s: a hundred faults at most", name)
	}
}
