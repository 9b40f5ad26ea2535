package recommendtest

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode"

	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// The cases about texts and conditions: clients can read the words, and the conditions can be true.

// said is a text of a policy for both readers.
type said struct {
	where string
	policy.Words
	// short says that it is a few words and no sentence, which may be the same for both.
	short bool
}

// everythingSaid lists the texts of a policy for both readers.
func everythingSaid(p policy.Policy) []said {
	var list []said
	for _, r := range p.Rules {
		where := "rule " + r.ID
		list = append(list, said{where, r.Says, false}, said{where, r.Reopens, true})
	}
	for _, a := range p.Actions {
		list = append(list, said{"action " + a.ID, a.Says, false})
	}
	for _, c := range p.Cautions {
		if !c.ClinicianOnly {
			list = append(list, said{"caution " + c.ID, c.Says, false})
		}
	}
	for _, c := range p.Conflicts {
		where := "conflict " + c.ID
		list = append(list, said{where, c.Title, true}, said{where, c.A.Says, false}, said{where, c.B.Says, false})
	}
	return list
}

// plainWords looks for texts for clients that equal those for clinicians, or contain codes.
func (k *kit) plainWords() error {
	codes := map[string]string{}
	for _, r := range k.policy.Rules {
		codes[r.ID] = "a rule"
	}
	for _, sources := range sourcesOf(k.policy) {
		for _, s := range sources {
			codes[s.ID] = "a source"
		}
	}
	for f := range k.policy.Factors.Names() {
		if strings.Contains(string(f), "-") { // names without a hyphen are ordinary words
			codes[string(f)] = "a statement"
		}
	}
	var errs []error
	for _, w := range everythingSaid(k.policy) {
		if w.Client == w.Clinician && !w.short {
			errs = append(errs, fmt.Errorf("%s: write a different text for the client", w.where))
			continue
		}
		for _, word := range strings.FieldsFunc(w.Client, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' }) {
			if what, is := codes[word]; is {
				errs = append(errs, fmt.Errorf("%s: the text for the client contains %s, the code of %s: write it in words", w.where, word, what))
			}
		}
	}
	return errors.Join(errs...)
}

// sourcesCurrent looks for sources whose review is overdue.
func (k *kit) sourcesCurrent() error {
	if k.on.IsZero() {
		return nil
	}
	var errs []error
	late := func(what string, by therapy.Date) {
		if !by.IsZero() && by.Before(k.on) {
			errs = append(errs, fmt.Errorf("%s: review it, and set a new date in place of %s", what, by))
		}
	}
	late("the policy", k.policy.ReviewBy)
	for where, sources := range sourcesOf(k.policy) {
		for _, s := range sources {
			late("source "+s.ID+" of "+where, s.ReviewBy)
		}
	}
	for _, c := range k.policy.Crisis {
		late("the crisis line of "+c.Place, c.ReviewBy)
	}
	return errors.Join(errs...)
}

// sourcesOf yields the sources of a policy with their places.
func sourcesOf(p policy.Policy) iter.Seq2[string, []therapy.Source] {
	return func(yield func(string, []therapy.Source) bool) {
		for _, r := range p.Rules {
			if !yield("rule "+r.ID, r.Sources) {
				return
			}
		}
		for _, a := range p.Actions {
			if !yield("action "+a.ID, a.Sources) {
				return
			}
		}
		for _, c := range p.Cautions {
			if !yield("caution "+c.ID, c.Sources) {
				return
			}
		}
		for _, c := range p.Conflicts {
			if !yield("conflict "+c.ID, append(slices.Clip(c.A.Sources), c.B.Sources...)) {
				return
			}
		}
	}
}

// canFire looks for conditions that no answers make true.
func (k *kit) canFire() error {
	var errs []error
	check := func(where string, c therapy.Condition) {
		if !c.IsZero() && !k.policy.Factors.Satisfiable(c) {
			errs = append(errs, fmt.Errorf("%s: no consistent answers make its condition true for the ages that it names: correct the condition or the ages, or remove it", where))
		}
	}
	for _, r := range k.policy.Rules {
		if r.RequiredIf.IsZero() || !k.policy.Factors.Satisfiable(r.RequiredIf) { // other rules may exist only to ask
			check("rule "+r.ID, k.policy.Condition(r))
		}
	}
	for _, a := range k.policy.Actions {
		check("action "+a.ID, a.When)
	}
	for _, c := range k.policy.Cautions {
		check("caution "+c.ID, c.Scope())
	}
	return errors.Join(errs...)
}
