package recommend

import (
	"slices"

	"github.com/therapykit/therapykit/therapy"
)

// maxProof is the maximum number of sets of completions in the proof of a certificate. It is
// the number that fits into [DefaultBudget].
const maxProof = DefaultBudget / 16

func (v *verifier) checkSettlement(c *certificate, answers facts, f *ruleTruths, now verifiedDecision) error {
	s := &c.Settlement
	bare := s.Outcome == "" && len(s.Advised) == 0 && len(s.Witness) == 0
	switch {
	case (s.State == Undetermined) != (s.Budget > 0):
		return untrue("/settlement/budget", "certificate-budget")
	case s.State == Settled && bare && s.Proof != nil:
		sets := 0
		return v.checkProof(s.Proof, f.facts, now, "/settlement/proof", &sets)
	case s.State == Undetermined && bare && s.Proof == nil:
		if proof, witness := v.settle(f.facts, now, s.Budget); proof != nil || witness != nil {
			return untrue("/settlement/state", "certificate-withheld")
		}
		return nil
	case s.State != Open || s.Proof != nil:
		return untrue("/settlement", "certificate-settlement")
	}
	witness, ok := v.given(s.Witness)
	if !ok {
		return untrue("/settlement/witness", "certificate-witness")
	}
	closed, ok := v.close(witness)
	for statement, a := range closed {
		// A witness also lists answers that follow by exclusion; witnesses of earlier formats
		// did not.
		ok = ok && a != therapy.Unanswered && (witness[statement] == a || c.Format != CertificateFormat) &&
			(answers[statement] == therapy.Unanswered || a == answers[statement])
	}
	if !ok {
		return untrue("/settlement/witness", "certificate-witness")
	}
	r := v.decide(v.evaluate(closed))
	if r.same(now) || s.Outcome != r.outcome.String() || !slices.Equal(s.Advised, v.named(r.advised)) {
		return untrue("/settlement/outcome", "certificate-witness-outcome")
	}
	return nil
}

// checkProof checks the cases. Every consistent answer of a split needs its case, and every
// leaf must be certain.
func (v *verifier) checkProof(c *caseSplit, f facts, now verifiedDecision, path string, sets *int) error {
	if *sets++; *sets > maxProof {
		return untrue("/settlement/proof", "certificate-proof-size")
	}
	if c.On == "" {
		if c.Yes != nil || c.No != nil || c.Strongly != nil || !v.certain(v.evaluate(f), now) {
			return untrue(path, "certificate-proof-leaf")
		}
		return nil
	}
	on, known := v.place[c.On]
	if !known || f[on] != therapy.Unanswered {
		return untrue(path, "certificate-proof-split")
	}
	for _, way := range []struct {
		answer therapy.Answer
		key    string
		proof  *caseSplit
	}{{therapy.Yes, "/yes", c.Yes}, {therapy.No, "/no", c.No}, {therapy.Strongly, "/strongly", c.Strongly}} {
		next, consistent := v.with(f, on, way.answer)
		switch {
		case !consistent || way.answer == therapy.Strongly && !v.strong[on]:
			if way.proof != nil {
				return untrue(path+way.key, "certificate-proof-case")
			}
			continue
		case way.proof == nil:
			return untrue(path+way.key, "certificate-proof-missing")
		}
		if err := v.checkProof(way.proof, next, now, path+way.key, sets); err != nil {
			return err
		}
	}
	return nil
}
