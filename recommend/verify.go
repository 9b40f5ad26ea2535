package recommend

import (
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// ErrCertificate means that a certificate does not match the policy.
var ErrCertificate = errors.New("the certificate does not match the policy")

// Verify checks a certificate against the policy. It is [NewVerifier] and
// [Verifier.Verify] in one; to check many, keep the verifier.
func Verify(cert []byte, p policy.Policy) error {
	v, err := NewVerifier(p)
	if err != nil {
		return err
	}
	return v.Verify(cert)
}

// Verifier checks certificates against one policy. It is immutable, and safe for any
// number of goroutines. The zero Verifier refuses every certificate; make one with
// [NewVerifier].
type Verifier struct {
	v       *verifier
	digests []string // the digests of the policy, current and former ones
}

// MarshalJSON always returns an error: a verifier is made from its policy. The error names
// [Recommender.Policy].
func (Verifier) MarshalJSON() ([]byte, error) {
	return nil, errors.New("recommend: a verifier is made from a policy: encode the policy, such as Recommender.Policy returns")
}

// NewVerifier checks the policy and prepares it for checking certificates.
func NewVerifier(p policy.Policy) (Verifier, error) {
	if err := p.Validate(); err != nil {
		return Verifier{}, fmt.Errorf("the policy to check against is not valid: %w", err)
	}
	return Verifier{v: newVerifier(p), digests: append(slices.Clone(p.Aliases), p.Digest())}, nil
}

// Verify checks a certificate against the policy. It checks that the certificate is
// well-formed and unchanged, that it is about this policy, and that everything in it follows
// from the answers: the truth of every rule, the elimination stage by stage, the outcome, the
// proof that the outcome is settled or the witness that it is not, every single change that
// leads to another outcome, the pairs of changes among those that were tried, and the
// tolerance. It returns nil if all of this is true, and otherwise an error that wraps
// [ErrCertificate] and names the place. A text of more than [MaxCertificateSize] bytes, or
// one that is not a certificate, is such an error too; Verify never panics.
//
// A certificate that says "undetermined" states the budget that was used. Verify then
// searches for a proof and for a witness itself, within that budget but for at most 512 sets
// of completions, and refuses the certificate with the rule "certificate-withheld" if it
// finds one. So for an accepted certificate that says "undetermined", neither that budget nor
// this search gave a proof; with the standard policy, fewer than one settlement in two
// hundred can be withheld in this way.
//
// It shares no code with the recommender's decision: it evaluates conditions as trees, answer
// by answer, and adds points up one by one. Its code is written to be read. Its work is
// limited, so that nobody can keep it busy: a certificate for the standard policy takes at
// most 50 milliseconds, whatever is in it.
func (x Verifier) Verify(cert []byte) error {
	if x.v == nil {
		return errNoPolicy()
	}
	c, err := readCertificate(cert)
	if err != nil {
		return err
	}
	claimed := c.Digest
	c.Digest = ""
	if digest([]byte(mustJSON(c))) != claimed {
		return untrue("/digest", "certificate-digest")
	}
	v := x.v
	if c.Format != CertificateFormat && c.Format != v.formerFormat() {
		return untrue("/format", "certificate-format")
	}
	if c.Policy.ID != v.p.ID || c.Policy.Version != v.p.Version || !slices.Contains(x.digests, c.Policy.Digest) {
		return untrue("/policy", "certificate-policy")
	}
	answers, ok := v.given(c.Answers)
	if !ok {
		return untrue("/answers", "certificate-answers")
	}
	closed, ok := v.close(answers)
	if !ok {
		return untrue("/answers", "certificate-answers")
	}
	s := v.evaluate(closed)
	now := v.decide(s)
	for _, check := range []func() error{
		func() error { return v.checkRules(&c, s) },
		func() error { return v.checkDecision(&c, s, now) },
		func() error { return v.checkSettlement(&c, answers, s, now) },
		func() error { return v.checkChanges(&c, answers, now) },
		func() error { return v.checkTolerance(&c, s, now) },
	} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

func untrue(path, rule string) error {
	return &therapy.FieldError{Path: path, Rule: rule, Err: ErrCertificate}
}

func (v *verifier) checkRules(c *certificate, s *ruleTruths) error {
	if len(c.Rules) != len(v.rules) {
		return untrue("/rules", "certificate-rules")
	}
	for i := range v.rules {
		if (c.Rules[i] != certRule{Rule: v.rules[i].ID, Truth: s.when[i]}) {
			return untrue(therapy.Pointer("rules", strconv.Itoa(i)), "certificate-rule")
		}
	}
	return nil
}

func (v *verifier) checkDecision(c *certificate, s *ruleTruths, now verifiedDecision) error {
	decided := ""
	if now.decided.Valid() {
		decided = now.decided.String()
	}
	switch {
	case c.Outcome != now.outcome:
		return untrue("/outcome", "certificate-outcome")
	case !slices.Equal(c.Advised, v.named(now.advised)):
		return untrue("/advised", "certificate-advised")
	case c.DecidedBy != decided:
		return untrue("/decidedBy", "certificate-stage")
	case c.Lead != now.lead:
		return untrue("/lead", "certificate-lead")
	case !slices.Equal(c.Eligible, v.named(now.eligible)):
		return untrue("/eligible", "certificate-eligible")
	case !slices.EqualFunc(c.Stages, now.stages, func(a certStage, b stageRuling) bool {
		return a.Guarded == b.guarded && a.Layer == b.layer && a.Lead == b.lead &&
			slices.Equal(a.Points, b.points) && slices.Equal(a.Left, v.named(b.left))
	}):
		return untrue("/stages", "certificate-stages")
	case !slices.Equal(c.Against, v.against(s, now)):
		return untrue("/against", "certificate-against")
	}
	return nil
}
