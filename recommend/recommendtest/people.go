package recommendtest

import (
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"time"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

// The cases about people: no option for a person who declined it, or for a child if it is not for
// children, and none without a caution about who hears what is said.

// cautions finds options in which several people take part and which can be recommended
// without a caution about who hears what is said.
func (k *kit) cautions() error {
	var errs []error
	for _, info := range k.policy.Options {
		if info.Option == standard.Individual || slices.ContainsFunc(k.policy.Cautions, func(c policy.Caution) bool { return alwaysSaid(c, info.Option) }) {
			continue
		}
		errs = append(errs, fmt.Errorf("option %s: add a caution that is always given when %s is recommended (\"advised\": [%q], no \"when\"), and that tells the clinician "+
			"and the client who hears what is said, and that not all of them are bound to keep it to themselves", info.Option, info.Name, info.Option))
	}
	return errors.Join(errs...)
}

// alwaysSaid reports whether the caution belongs to this option and is part of every
// recommendation of it.
func alwaysSaid(c policy.Caution, o policy.Option) bool {
	about := slices.Contains(c.Advised, o) || slices.ContainsFunc(c.With, o.Includes)
	said := len(c.Outcomes) == 0 || slices.Contains(c.Outcomes, policy.Recommended)
	return about && said && c.Ages == therapy.AnyAge && c.When.IsZero() && c.Unless.IsZero() && len(c.Without) == 0 && !c.ClinicianOnly
}

// modalities yields every modality of the policy's options once.
func (k *kit) modalities() iter.Seq[therapy.Modality] {
	return func(yield func(therapy.Modality) bool) {
		seen := map[therapy.Modality]bool{}
		for _, info := range k.policy.Options {
			for m := range info.Option.Modalities() {
				if !seen[m] {
					if seen[m] = true; !yield(m) {
						return
					}
				}
			}
		}
	}
}

// declined declines each modality, together with all answers that speak for it.
func (k *kit) declined() error {
	var errs []error
	for m := range k.modalities() {
		no := therapy.Factor("declines-" + m)
		if !k.policy.Factors.Has(no) {
			errs = append(errs, fmt.Errorf("there is no way to decline %s: describe the statement %s, and let it exclude every option that includes %s", m, no, m))
			continue
		}
		for intake := range k.inFavour(m) {
			rec, err := k.r.Recommend(recommend.Intake{Answers: with(intake, no, therapy.Yes)}, time.Time{})
			if o, advised := advises(rec, m); err == nil && advised {
				errs = append(errs, fmt.Errorf("%s is advised on %s: exclude it with a rule of eligibility on %s", o, jsonOf(with(intake, no, therapy.Yes)), no))
				break
			}
		}
	}
	return errors.Join(errs...)
}

// children tests every sample as if it were about a child under 12.
func (k *kit) children() error {
	if !k.policy.Factors.Has(therapy.ChildUnder12) {
		return fmt.Errorf("an intake cannot state that the person is a child: the vocabulary has no statement %s", therapy.ChildUnder12)
	}
	var errs []error
	for m := range k.modalities() {
		if k.speaksOfChildren(m) {
			continue
		}
		for intake := range k.inFavour(m) {
			child := k.child(intake)
			rec, err := k.r.Recommend(recommend.Intake{Answers: child}, time.Time{})
			if o, advised := advises(rec, m); err == nil && advised {
				errs = append(errs, fmt.Errorf("%s is advised on %s, and no rule for %s names the age under 12: exclude it with a rule of eligibility on %s, "+
					"or add a rule whose ages include %s", o, jsonOf(child), m, therapy.ChildUnder12, therapy.Under12))
				break
			}
		}
	}
	return errors.Join(errs...)
}

// speaksOfChildren reports whether a rule that supports the modality applies to children
// only, not to everybody.
func (k *kit) speaksOfChildren(m therapy.Modality) bool {
	for _, r := range k.policy.Rules {
		if r.Ages&therapy.Under12 == 0 || r.Ages == therapy.AnyAge {
			continue
		}
		for _, p := range r.Points {
			if p.Points > 0 && p.Option.Includes(m) {
				return true
			}
		}
		for _, g := range r.Grades {
			if g.Grade.Ranks() && g.Option.Includes(m) {
				return true
			}
		}
	}
	return false
}

// child turns the intake into one about a child under 12: it adds the child's age and the
// answers that let a child pass, and drops answers that contradict them.
func (k *kit) child(intake recommend.Answers) recommend.Answers {
	child := maps.Clone(intake)
	for f, a := range k.young {
		child[f] = a
		for other := range k.policy.Factors.Excluded(f) {
			if a.Truth() == therapy.True {
				delete(child, other)
			}
		}
	}
	return child
}

// inFavour yields the samples, and answers that speak for each option with the modality.
func (k *kit) inFavour(m therapy.Modality) iter.Seq[recommend.Answers] {
	return func(yield func(recommend.Answers) bool) {
		for _, info := range k.policy.Options {
			if info.Option.Includes(m) && !yield(k.favour(info.Option)) {
				return
			}
		}
		for intake := range k.samples() {
			if !yield(intake) {
				return
			}
		}
	}
}

// advises returns an advised option that includes the modality.
func advises(rec recommend.Recommendation, m therapy.Modality) (policy.Option, bool) {
	for info := range rec.Advised() {
		if info.Option.Includes(m) {
			return info.Option, true
		}
	}
	return "", false
}

// statementsUsed finds statements that are asked for and change nothing. Statements of the
// built-in vocabulary are allowed: every policy has them all.
func (k *kit) statementsUsed() error {
	used := map[therapy.Factor]bool{}
	for c := range k.policy.Conditions() {
		for f := range c.Factors() {
			used[f] = true
		}
	}
	for _, r := range k.policy.Rules {
		for _, f := range r.Asks {
			used[f] = true
		}
	}
	builtIn := therapy.Factors()
	var errs []error
	for f := range k.policy.Factors.Names() {
		if _, ours := builtIn.Lookup(f); !ours && !used[f] {
			errs = append(errs, fmt.Errorf("statement %s: add a rule that uses it, or remove it", f))
		}
	}
	return errors.Join(errs...)
}
