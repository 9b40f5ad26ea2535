package recommend

import (
	"iter"
	"strings"

	"github.com/therapykit/therapykit/therapy/words"

	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// CrisisLines yields whom to call at the audience's place, if it was checked within the year
// before the audience's date. If the place is not stated, an answer may imply it; see
// [policy.CrisisLine].
func (rec Recommendation) CrisisLines(a Audience) iter.Seq[policy.CrisisLine] {
	return func(yield func(policy.CrisisLine) bool) {
		if rec.r == nil {
			return
		}
		lines := rec.r.program.Policy.Crisis
		place := a.Place
		for _, c := range lines {
			if place == "" && c.Said.Eval(rec.Truth) == therapy.True {
				place = c.Place
			}
		}
		country, _, _ := strings.Cut(place, "-")
		for _, want := range []string{place, country} {
			found := false
			for _, c := range lines {
				if want == "" || c.Place != want || !c.Fresh(a.Date) || !c.When.IsZero() && c.When.Eval(rec.Truth) != therapy.True {
					continue
				}
				if found = true; !yield(c) {
					return
				}
			}
			if found {
				return // the line of the place itself, and no other's
			}
		}
	}
}

// crisis says whom to call: the numbers of the place, or that there are local numbers.
func (e *explainer) crisis() string {
	for c := range e.rec.CrisisLines(e.audience) {
		var parts []string
		if c.Emergency != "" {
			parts = append(parts, e.say("crisis-emergency", words.Name("number", c.Emergency)))
		}
		if c.Line != "" {
			parts = append(parts, e.say("crisis-line", words.Name("number", c.Line)))
		}
		if c.Text != "" {
			parts = append(parts, e.say("crisis-text", words.Name("number", c.Text)))
		}
		return strings.Join(parts, " ")
	}
	return e.say("crisis-none")
}
