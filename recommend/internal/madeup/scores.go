package madeup

import (
	"time"

	"github.com/therapykit/therapykit/therapy/measure"
)

// FilledIn is the time at which questionnaires are filled in.
var FilledIn = time.Date(2026, time.January, 5, 18, 0, 0, 0, time.UTC)

// PHQ9 returns answers in which items 1 to 8 add up to rest, with item 9 as given.
func PHQ9(at time.Time, rest int, item9 measure.Answer) (measure.Score, error) {
	answers := make([]measure.Answer, 9)
	for i := range 8 {
		v := min(rest, 3)
		answers[i] = measure.Answered(v)
		rest -= v
	}
	answers[8] = item9
	return measure.Standard().Score(measure.Response{Instrument: "phq-9", At: at, Answers: answers})
}
