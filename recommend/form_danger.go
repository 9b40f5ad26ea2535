package recommend

import (
	"maps"
	"slices"
	"strings"

	"github.com/therapykit/therapykit/therapy"
)

// Dangers returns the answers of a filled form that say that somebody may be in danger, each
// as a yes, also if the form is refused for something else: what is wrong in one place must
// not hide danger in another. A statement of danger may be in any spelling.
func (f Form) Dangers(filled Filled) Answers {
	names, items := f.dangerNames()
	found := Answers{}
	for name, given := range filled.Answers {
		if given.Truth() != therapy.True {
			continue
		}
		if at, ok := names.meant(string(name)); ok && items[at].danger {
			found[items[at].factor] = therapy.Yes
		}
	}
	return found
}

type dangerItem struct {
	factor therapy.Factor
	danger bool
}

// dangerNames lists the items of the form, and finds those of danger by name: the statements
// that the built-in vocabulary marks as danger, and all others in the section on safety that
// it does not have, except what only a trained person can say.
func (f Form) dangerNames() (names dangerNames, items []dangerItem) {
	names.known = map[string]int{}
	for _, section := range f.Sections {
		for _, q := range section.Questions {
			for _, item := range q.Items {
				known, builtIn := therapy.Factors().Outline(item.Factor)
				danger := known.Alarm == therapy.Danger || !builtIn && section.Section == therapy.SectionSafety && !item.Trained
				name := strings.ReplaceAll(string(item.Factor), "-", "")
				names.known[name] = len(items)
				if danger {
					names.danger = append(names.danger, name)
				}
				items = append(items, dangerItem{item.Factor, danger})
			}
		}
	}
	return names, items
}

// Refuse returns what is left of a form that is refused with an error: its [Form.Dangers] as yeses,
// who assessed if that is valid, and nothing else. The error says so before everything else, with a
// fault "form-danger" for each.
func (f Form) Refuse(filled Filled, wrong error) (Filled, error) {
	dangers := f.Dangers(filled)
	if len(dangers) == 0 {
		return Filled{}, wrong
	}
	rest := Filled{Answers: map[therapy.Factor]FormAnswer{}}
	if filled.Assessed.Validate() == nil {
		rest.Assessed = filled.Assessed
	}
	var c therapy.Check
	for _, factor := range slices.Sorted(maps.Keys(dangers)) {
		rest.Answers[factor] = FormYes
		c.Wrong(therapy.Pointer("answers", string(factor)), "form-danger", "the form is refused"+dangerHint, therapy.ErrContradiction)
	}
	c.Part("", wrong)
	return rest, c.Err()
}

// refused is Refuse for an intake.
func (f Form) refused(filled Filled, c *therapy.Check) (Intake, error) {
	rest, err := f.Refuse(filled, c.Err())
	if len(rest.Answers) == 0 {
		return Intake{}, err
	}
	in := Intake{Answers: Answers{}, Assessed: rest.Assessed}
	for factor := range rest.Answers {
		in.Answers[factor] = therapy.Yes
	}
	return in, err
}
