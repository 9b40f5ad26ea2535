package recommend

import (
	"maps"
	"slices"
	"sync"

	"github.com/therapykit/therapykit/therapy"
)

// Dangers returns the answers of a filled form that say that somebody may be in danger: a yes
// to a danger, and a no to a statement that there is none ([therapy.AllClear]). It does so also
// if the form is refused for something else: what is wrong in one place must not hide danger
// in another. A statement may be in any spelling.
func (f Form) Dangers(filled Filled) Answers {
	names, items := f.dangerNames()
	found := Answers{}
	for name, given := range filled.Answers {
		if given.Truth() == therapy.Unknown {
			continue
		}
		at, ok := names.meant(string(name))
		switch {
		case !ok:
		case items[at].danger && given.Truth() == therapy.True:
			found[items[at].factor] = therapy.Yes
		case items[at].clear && given == FormNo:
			found[items[at].factor] = therapy.No
		}
	}
	return found
}

type dangerItem struct {
	factor        therapy.Factor
	danger, clear bool
}

// dangerNames lists the items of the form, and finds those of danger by name: the statements
// that the built-in vocabulary marks as danger, and all others in the section on safety that
// it does not have, except what only a trained person can say.
func (f Form) dangerNames() (names dangerNames, items []dangerItem) {
	names.known = map[string]int{}
	var dangers, all []therapy.Factor
	for _, section := range f.Sections {
		for _, q := range section.Questions {
			for _, item := range q.Items {
				known, builtIn := therapy.Factors().Outline(item.Factor)
				danger := known.Alarm == therapy.Danger || !builtIn && section.Section == therapy.SectionSafety && !item.Trained
				name := letters(item.Factor)
				names.known[name] = len(items)
				if all = append(all, item.Factor); danger {
					names.danger, dangers = append(names.danger, name), append(dangers, item.Factor)
				}
				items = append(items, dangerItem{item.Factor, danger, known.Alarm == therapy.AllClear})
			}
		}
	}
	names.words = sync.OnceValue(func() dangerWords { return wordsOfDangers(dangers, slices.Values(all)) })
	return names, items
}

// Refuse returns what is left of a form that is refused with an error: its [Form.Dangers], who
// assessed if that is valid, and nothing else. The error says so before everything else, with a
// fault "form-danger" for each.
func (f Form) Refuse(filled Filled, wrong error) (Filled, error) {
	left, err := f.refused(filled, wrong)
	if len(left.Answers) == 0 {
		return Filled{}, err
	}
	rest := Filled{Answers: map[therapy.Factor]FormAnswer{}, Assessed: left.Assessed}
	for factor, answer := range left.Answers {
		rest.Answers[factor] = FormAnswerOf(answer)
	}
	return rest, err
}

// refused is Refuse for an intake.
func (f Form) refused(filled Filled, wrong error) (Intake, error) {
	left := Intake{Answers: f.Dangers(filled)}
	if len(left.Answers) == 0 {
		return Intake{}, wrong
	}
	if filled.Assessed.Validate() == nil {
		left.Assessed = filled.Assessed
	}
	var c therapy.Check
	for _, factor := range slices.Sorted(maps.Keys(left.Answers)) {
		c.Wrong(therapy.Pointer("answers", string(factor)), "form-danger", "the form is refused"+dangerHint, therapy.ErrContradiction)
	}
	c.Part("", wrong)
	return left, c.Err()
}
