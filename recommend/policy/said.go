package policy

import (
	"slices"

	"github.com/therapykit/therapykit/therapy"
)

// An overlay cannot remove texts about safety, but it may add some. Every action of the
// policy, and every caution that depends on a statement about safety, keeps its words, its
// readers, its position, and at least its situations. No check can find out whether new words
// say as much as the old ones, so changed words count as a loss.

// lostTexts lists the texts about safety that one policy has and another policy, made from it,
// lacks.
func lostTexts(before, after *Policy) []Loss {
	k := newSafeguardCheck(after)
	var list []Loss
	lose := func(about []therapy.Factor, what string) {
		for _, f := range about {
			if loss := (Loss{f, what}); !slices.Contains(list, loss) {
				list = append(list, loss)
			}
		}
	}
	next := 0
	for _, old := range before.Actions {
		at := slices.IndexFunc(after.Actions[next:], func(a Action) bool { return a.Says == old.Says && k.implies(old.When, a.When) })
		if at < 0 {
			lose(before.alarming(old.When), "the action must stay the same, in the same order, wherever it applied before: "+old.ID)
			continue
		}
		next += at + 1
	}
	for _, old := range before.Cautions {
		about := slices.DeleteFunc(slices.Collect(old.Scope().Factors()), func(f therapy.Factor) bool { return !before.ofSafety(f) })
		if len(about) > 0 && !slices.ContainsFunc(after.Cautions, func(c Caution) bool { return k.coveredBy(old, c) }) {
			lose(about, "the caution must stay the same wherever it applied before: "+old.ID)
		}
	}
	return list
}

// ofSafety reports whether a statement is about the safety of the person or of others: it has
// a mark, or its layer is safety, which includes safeguarding.
func (p *Policy) ofSafety(f therapy.Factor) bool {
	info, _ := p.Factors.Outline(f)
	known, _ := therapy.Factors().Outline(f)
	return p.Alarm(f) != 0 || info.Layer == therapy.LayerSafety || known.Layer == therapy.LayerSafety
}

// alarming lists the statements that the loss of an action is about: the dangers in its
// condition, or else its other statements, or else every danger of the policy.
func (p *Policy) alarming(c therapy.Condition) []therapy.Factor {
	danger := func(f therapy.Factor) bool { return p.Alarm(f) == therapy.Danger }
	about := slices.Collect(c.Factors())
	switch {
	case len(about) == 0:
		about = slices.Collect(p.Factors.Names())
	case !slices.ContainsFunc(about, danger):
		return about
	}
	return slices.DeleteFunc(about, func(f therapy.Factor) bool { return !danger(f) })
}

// implies reports whether one condition is true whenever another is.
func (k *safeguardCheck) implies(old, now therapy.Condition) bool {
	if now.IsZero() || now.Equal(old) {
		return true
	}
	ways, ok := minimalAnswersFor(old, therapy.True)
	return !old.IsZero() && ok && !slices.ContainsFunc(ways, func(way []therapy.Literal) bool { return !k.isTrue(now, way) })
}

// coveredBy reports whether a caution applies whenever another one does, with the same
// words.
func (k *safeguardCheck) coveredBy(old, now Caution) bool {
	covers := len(now.Outcomes) == 0 || len(old.Outcomes) > 0 && !slices.ContainsFunc(old.Outcomes, func(o Outcome) bool { return !slices.Contains(now.Outcomes, o) })
	free := len(now.Advised)+len(now.With) == 0 || slices.Equal(now.Advised, old.Advised) && slices.Equal(now.With, old.With)
	return covers && free && (len(now.Without) == 0 || slices.Equal(now.Without, old.Without)) &&
		(now.Unless.IsZero() || now.Unless.Equal(old.Unless)) && (!now.ClinicianOnly || old.ClinicianOnly) &&
		now.Says == old.Says && k.implies(old.Scope(), now.Scope())
}
