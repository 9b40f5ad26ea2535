package recommend

import (
	"iter"
	"maps"
	"slices"
	"time"

	"github.com/therapykit/therapykit/therapy"
)

// How old answers about safety are. A reassuring answer that is older than the policy's
// limit counts as unknown: what was found a month ago says nothing of today. An answer
// that is bad news is never too old: danger is not argued away by a date.

// reassuring reports whether an answer to a statement says that there is no danger.
func (r *Recommender) reassuring(f therapy.Factor, answer therapy.Answer) bool {
	switch r.program.Policy.Alarm(f) {
	case therapy.Danger, therapy.NotAssessed:
		return answer == therapy.No
	case therapy.AllClear:
		return answer.Truth() == therapy.True
	}
	return false
}

// staleIn lists the reassuring answers that are older than the policy's limit, or dated
// later than now.
func (r *Recommender) staleIn(intake Intake, now time.Time) []therapy.Factor {
	var list []therapy.Factor
	if now.IsZero() || r.program == nil || intake.plain() {
		return nil
	}
	limit := time.Duration(r.program.Policy.SafetyLimit()) * 24 * time.Hour
	for _, f := range intake.Answers.sorted() {
		if !r.reassuring(f, intake.Answers[f]) {
			continue
		}
		// A moment that has not come yet is a mistake, and says nothing of today either.
		if at := intake.ProvenanceOf(f).At; !at.IsZero() && (now.Sub(at) > limit || at.Sub(now) > time.Hour) {
			list = append(list, f)
		}
	}
	return list
}

// without returns the answers less those to some statements.
func (a Answers) without(factors []therapy.Factor) Answers {
	less := maps.Clone(a)
	for _, f := range factors {
		delete(less, f)
	}
	return less
}

// Stale yields the statements whose answers were older than the policy's limit for
// answers about safety, or dated later than now, and were taken as unknown, in the order of their names.
func (rec Recommendation) Stale() iter.Seq[therapy.Factor] {
	return func(yield func(therapy.Factor) bool) {
		if rec.origin == nil {
			return
		}
		for _, f := range rec.origin.stale {
			if !yield(f) {
				return
			}
		}
	}
}

// SafetyUndated reports whether the outcome rests on answers that say that there is no
// danger and that nobody has dated, though the moment of the decision is stated.
func (rec Recommendation) SafetyUndated() bool {
	if rec.r == nil || rec.at.IsZero() {
		return false
	}
	intake := rec.Intake()
	return slices.ContainsFunc(intake.Answers.sorted(), func(f therapy.Factor) bool {
		return rec.r.reassuring(f, intake.Answers[f]) && intake.ProvenanceOf(f).At.IsZero()
	})
}
