package recommend

import (
	"github.com/therapykit/therapykit/recommend/internal/engine"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Interview asks for what can still matter, and stops when nothing can. It is a
// value: Answer returns the interview after the answer, and the old one stays
// as it was. The zero Interview asks nothing.
type Interview struct {
	confidential.Hidden
	rec Recommendation
}

// Interview starts from what is already answered.
func (rec Recommendation) Interview() Interview { return Interview{rec: rec} }

// Recommendation returns what the answers so far come to.
func (iv Interview) Recommendation() Recommendation { return iv.rec }

// Next returns the question to ask now, the most decisive one; ok is false when
// no answer could change the outcome any more. While danger is not known to be
// absent it is the first that the policy itself would ask for: it may be one that
// settles the others, as an assessment of risk does.
func (iv Interview) Next() (q OpenQuestion, ok bool) {
	if iv.rec.r == nil {
		return q, false
	}
	take := func(found OpenQuestion) bool {
		q, ok = found, true
		return false
	}
	if wanted := iv.safetyQuestion(); wanted != "" {
		iv.rec.openQuestions(wanted, DefaultBudget, take)
	}
	if !ok {
		iv.rec.openQuestions("", DefaultBudget, take)
	}
	return q, ok
}

// safetyQuestion returns what the policy asks for first while safety is open.
func (iv Interview) safetyQuestion() therapy.Factor {
	if v := iv.rec.verdict; v.Outcome == engine.NeedsInformation && v.Decided == engine.Safety {
		for q := range iv.rec.Questions() {
			return q.Info.Factor
		}
	}
	return ""
}

// Answer adds an answer. Answering [therapy.Unanswered] changes nothing. It refuses
// a statement that the policy does not have, an answer that is none, one that
// contradicts an earlier one, and an all-clear where the answers are said to be somebody's
// who cannot give it ([Recommendation.Unqualified]); the interview is then returned as it
// was. An answer is as old as the moment of the decision.
func (iv Interview) Answer(f therapy.Factor, answer therapy.Answer) (Interview, error) {
	if iv.rec.r == nil {
		return iv, errNoPolicy()
	}
	intake := iv.rec.Intake()
	intake.Answers[f] = answer
	delete(intake.Provenance, f) // it was of the answer before
	if answer != therapy.Unanswered && !intake.Assessed.At.IsZero() && !iv.rec.at.IsZero() {
		if intake.Provenance == nil {
			intake.Provenance = map[therapy.Factor]Provenance{}
		}
		intake.Provenance[f] = Provenance{At: iv.rec.at}
	}
	rec, err := iv.rec.r.Recommend(intake, iv.rec.at)
	if err != nil {
		return iv, err
	}
	for unqualified := range rec.Unqualified() {
		if unqualified == f {
			return iv, &therapy.FieldError{Path: therapy.Pointer(string(f)), Rule: "answer-unqualified", Hint: "a clinician has to find that out", Err: therapy.ErrContradiction}
		}
	}
	return Interview{rec: rec}, nil
}
