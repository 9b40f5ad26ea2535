package recommend

import (
	"iter"
	"time"

	"github.com/therapykit/therapykit/recommend/internal/engine"
	"github.com/therapykit/therapykit/therapy"
)

// This file decides when an answer counts that says that there is no danger. An answer that
// is older than the policy's limit counts as unknown: a finding of a month ago does not apply
// today. An answer by somebody who cannot know also counts as unknown: only a clinician
// can give an all-clear, and only the person or a clinician can answer no to a danger. A
// relative, for example, cannot. An answer that says that there is danger always counts, with any
// date and from any informant.

// alarm is a statement of the policy that matters for safety.
type alarm struct {
	statement int
	factor    therapy.Factor
	marked    therapy.Alarm
}

func (r *Recommender) listAlarms() {
	for i, f := range r.program.Factors {
		if marked := r.program.Policy.Alarm(f); marked != 0 {
			r.alarms = append(r.alarms, alarm{i, f, marked})
		}
	}
}

// reassures reports whether an answer says that there is no danger.
func (x alarm) reassures(answer therapy.Answer) bool {
	if x.marked == therapy.AllClear {
		return answer.Truth() == therapy.True
	}
	return answer == therapy.No
}

// Dangers searches a document of any kind for answers that say that somebody may be in danger:
// a yes to a danger, and a no to a statement that there is none ([therapy.AllClear]). The
// document need not be an intake, and may be broken or in another encoding; see
// [Recommender.RecommendJSON]. In an intake that is accepted, these are the answers that it
// gives; in anything else there may be false alarms.
func (r *Recommender) Dangers(document []byte) Answers {
	a, _, _ := r.parse(document)
	found := Answers{}
	if r.program == nil {
		return found
	}
	for _, bad := range r.dangers.bad {
		if a.Said(bad.statement, bad.answer) {
			found[r.program.Factors[bad.statement]] = therapy.Answer(bad.answer)
		}
	}
	return found
}

// qualified reports whether an answer from this informant can say that there is no danger. If the
// informant is not stated, the answer counts, and the recommendation mentions that.
func (x alarm) qualified(by Informant) bool {
	return by == "" || by == ByClinician || by == ByClient && x.marked != therapy.AllClear
}

// unfoundedIn lists the reassuring answers that do not count, in the policy's order: those
// that are older than its limit, or dated later than now, and those of somebody who cannot
// give them.
func (r *Recommender) unfoundedIn(intake Intake, now time.Time) (stale, unqualified []therapy.Factor) {
	if r.program == nil || intake.plain() {
		return nil, nil
	}
	limit := time.Duration(r.program.Policy.SafetyLimit()) * 24 * time.Hour
	for _, x := range r.alarms {
		if !x.reassures(intake.Answers[x.factor]) {
			continue
		}
		from := intake.ProvenanceOf(x.factor)
		if !x.qualified(from.By) {
			unqualified = append(unqualified, x.factor)
		}
		// A moment in the future is a mistake, and does not apply today either.
		if !now.IsZero() && !from.At.IsZero() && (now.Sub(from.At) > limit || from.At.Sub(now) > time.Hour) {
			stale = append(stale, x.factor)
		}
	}
	return stale, unqualified
}

// only returns the answers to some statements.
func (a Answers) only(lists ...[]therapy.Factor) Answers {
	var some Answers
	for _, list := range lists {
		for _, f := range list {
			if some == nil {
				some = Answers{}
			}
			some[f] = a[f]
		}
	}
	return some
}

// without returns the answers without the others.
func (a Answers) without(others Answers) Answers {
	less := Answers{}
	for f, answer := range a {
		if _, drop := others[f]; !drop {
			less[f] = answer
		}
	}
	return less
}

// Stale yields, in the policy's order, the statements whose answers counted as unknown
// because they were older than the policy's limit for answers about safety, or dated later
// than the moment of the decision.
func (rec Recommendation) Stale() iter.Seq[therapy.Factor] {
	if rec.origin == nil {
		return each[therapy.Factor](nil)
	}
	return each(rec.origin.stale)
}

// Unqualified yields, in the policy's order, the statements whose answers said that there is
// no danger but counted as unknown, because they were given by somebody who cannot say so. An
// all-clear ([therapy.AllClear]) has to be given by a clinician ([ByClinician]: everybody who
// is trained to assess danger); a no to a danger can also be given by the client
// ([ByClient]). If it is not stated who gave an answer, it counts, and
// [Recommendation.SafetyUnattributed] says so.
func (rec Recommendation) Unqualified() iter.Seq[therapy.Factor] {
	if rec.origin == nil {
		return each[therapy.Factor](nil)
	}
	return each(rec.origin.unqualified)
}

// SafetyUndated reports whether the outcome depends on answers that say that there is no
// danger and whose age is not known: they have no date, or the moment of the decision is not
// stated.
func (rec Recommendation) SafetyUndated() bool {
	return rec.rests(func(from Provenance) bool { return rec.at.IsZero() || from.At.IsZero() })
}

// SafetyUnattributed reports whether the outcome depends on answers that say that there is no
// danger, and it is not stated who gave them.
func (rec Recommendation) SafetyUnattributed() bool {
	return rec.rests(func(from Provenance) bool { return from.By == "" })
}

// rests reports whether a reassuring answer that counts has a provenance with the property.
func (rec Recommendation) rests(such func(Provenance) bool) bool {
	if rec.r == nil {
		return false
	}
	for _, x := range rec.r.alarms {
		given, entailed := rec.answers.Answer(x.statement)
		if given == engine.Unanswered || entailed || !x.reassures(therapy.Answer(given)) {
			continue
		}
		var from Provenance
		if rec.origin != nil {
			from = merge(rec.origin.answers[x.factor], rec.origin.assessed)
		}
		if such(from) {
			return true
		}
	}
	return false
}
