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

// refused returns what is left of a refused form.
func (f Form) refused(filled Filled, c *therapy.Check) (Intake, error) {
	dangers := f.Dangers(filled)
	if len(dangers) == 0 {
		return Intake{}, c.Err()
	}
	var all therapy.Check
	for _, factor := range slices.Sorted(maps.Keys(dangers)) {
		all.Wrong(therapy.Pointer("answers", string(factor)), "form-danger", "the form is refused"+dangerHint, therapy.ErrContradiction)
	}
	all.Part("", c.Err())
	in := Intake{Answers: dangers}
	if filled.Assessed.Validate() == nil {
		in.Assessed = filled.Assessed
	}
	return in, all.Err()
}
