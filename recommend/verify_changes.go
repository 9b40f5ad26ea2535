package recommend

import (
	"slices"

	"github.com/therapykit/therapykit/therapy"
)

// maxPairs is the number of pairs of changes that a certificate tries, in the documented order. It
// is enough for all pairs of changes of about thirty answers.
const maxPairs = 1 << 11

// edit is one answer that is changed or taken back.
type edit struct {
	statement int
	from, to  therapy.Answer
	alone     bool // alone leads to another outcome
}

// checkChanges tries every single change again, and as many pairs of changes as the
// certificate must have tried, in the documented order.
func (v *verifier) checkChanges(c *certificate, answers facts, now verifiedDecision) error {
	var singles []certChange
	edits := v.edits(answers)
	for i := range edits {
		if r, differs := v.try(answers, now, edits[i]); differs {
			edits[i].alone = true
			singles = append(singles, v.change(r, edits[i]))
		}
	}
	pairs := certPairs{Changes: []certChange{}}
	for i, e := range edits {
		for _, g := range edits[i+1:] {
			if e.alone || g.alone || e.statement == g.statement {
				continue
			}
			if pairs.Of++; pairs.Tried == maxPairs {
				continue
			}
			pairs.Tried++
			if r, differs := v.try(answers, now, e, g); differs {
				pairs.Changes = append(pairs.Changes, v.change(r, e, g))
			}
		}
	}
	if c.Format != CertificateFormat {
		return v.checkFormerChanges(c, answers, now, singles, pairs)
	}
	switch {
	case !slices.EqualFunc(c.Changes, singles, sameChange):
		return untrue("/changes", "certificate-changes")
	case c.Pairs == nil || c.Pairs.Of != pairs.Of || c.Pairs.Tried != pairs.Tried:
		return untrue("/pairs", "certificate-pairs-tried")
	case !slices.EqualFunc(c.Pairs.Changes, pairs.Changes, sameChange):
		return untrue("/pairs/changes", "certificate-pairs")
	}
	return nil
}

// checkFormerChanges checks a certificate of an earlier format, which lists all single
// changes and then all pairs. The pairs that are tried here have to be in the list. If there
// are more, the further ones in the list have to be true, but it is not checked that they are
// all.
func (v *verifier) checkFormerChanges(c *certificate, answers facts, now verifiedDecision, singles []certChange, pairs certPairs) error {
	want := slices.Concat(singles, pairs.Changes)
	if c.Pairs != nil || len(c.Changes) < len(want) || !slices.EqualFunc(c.Changes[:len(want)], want, sameChange) ||
		len(c.Changes) > len(want) && (pairs.Tried == pairs.Of || len(c.Changes)-len(want) > maxPairs) {
		return untrue("/changes", "certificate-changes")
	}
	for _, change := range c.Changes[len(want):] {
		var edits []edit
		for _, a := range change.Answers {
			statement, known := v.place[a.Factor]
			if !known || answers[statement] != a.From || a.From == therapy.Unanswered {
				return untrue("/changes", "certificate-changes")
			}
			e := edit{statement: statement, from: a.From, to: a.To}
			if _, differs := v.try(answers, now, e); differs {
				return untrue("/changes", "certificate-changes")
			}
			edits = append(edits, e)
		}
		r, differs := v.try(answers, now, edits...)
		if !differs || len(edits) != 2 || edits[0].statement == edits[1].statement || !sameChange(change, v.change(r, edits...)) {
			return untrue("/changes", "certificate-changes")
		}
	}
	return nil
}

// edits lists every way of changing one of the answers.
func (v *verifier) edits(answers facts) (edits []edit) {
	for statement, from := range answers {
		for _, to := range []therapy.Answer{therapy.No, therapy.Yes, therapy.Strongly, therapy.Unanswered} {
			if from == therapy.Unanswered || to == from || from == therapy.Yes && to == therapy.Strongly && !v.strong[statement] {
				continue
			}
			edits = append(edits, edit{statement: statement, from: from, to: to})
		}
	}
	return edits
}

// try decides with the changed answers. Contradictory answers have no outcome.
func (v *verifier) try(answers facts, now verifiedDecision, edits ...edit) (verifiedDecision, bool) {
	next := slices.Clone(answers)
	for _, e := range edits {
		next[e.statement] = e.to
	}
	closed, consistent := v.close(next)
	if !consistent {
		return verifiedDecision{}, false
	}
	r := v.decide(v.evaluate(closed))
	return r, !r.same(now)
}

func (v *verifier) change(r verifiedDecision, edits ...edit) certChange {
	change := certChange{Outcome: r.outcome, Advised: v.named(r.advised)}
	for _, e := range edits {
		change.Answers = append(change.Answers, certAnswer{Factor: v.names[e.statement], From: e.from, To: e.to, Fact: v.isFact(e.statement)})
	}
	return change
}

func sameChange(a, b certChange) bool {
	return a.Outcome == b.Outcome && slices.Equal(a.Advised, b.Advised) && slices.Equal(a.Answers, b.Answers)
}

// isFact reports whether a statement, or one that its yes settles, is named by a
// rule that stops, asks or excludes.
func (v *verifier) isFact(statement int) bool {
	named := func(statement int, weighs bool) bool {
		return slices.ContainsFunc(v.rules, func(r rule) bool {
			return r.Layer.Weighs() == weighs && slices.Contains(r.about, statement)
		})
	}
	if named(statement, false) {
		return true
	}
	beside := slices.ContainsFunc(v.beside(), func(c *tree) bool { return c.names(statement) })
	return !named(statement, true) && !beside && slices.ContainsFunc(v.excludes[statement], func(other int) bool { return named(other, false) })
}
