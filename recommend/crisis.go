package recommend

import (
	"iter"
	"strings"

	"github.com/therapykit/therapykit/therapy/words"

	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// CrisisLines yields whom to call at the audience's place, if it was checked within the year
// before the audience's date: the lines of the place itself, or else those of its country, or
// else those of the European Union if the country is a member. If the place is not stated, an
// answer may imply it; see [policy.CrisisLine].
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
		wider := []string{place, country}
		if unionMembers[country] && !outsideUnion[place] {
			wider = append(wider, union)
		}
		for _, want := range wider {
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

// union is the place whose lines hold in all member states of the European Union.
const union = "EU"

// unionMembers are the member states, and outsideUnion the parts of them that do not belong to
// the Union, as ISO 3166 codes.
var (
	unionMembers = codes("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK")
	outsideUnion = codes("FR-BL FR-CP FR-NC FR-PF FR-PM FR-TF FR-WF NL-AW NL-BQ1 NL-BQ2 NL-BQ3 NL-CW NL-SX")
)

func codes(list string) map[string]bool {
	set := map[string]bool{}
	for code := range strings.FieldsSeq(list) {
		set[code] = true
	}
	return set
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
