package recommend

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"

	"github.com/therapykit/therapykit/recommend/internal/engine"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// CertificateFormat is the value of the member "format" of a certificate. [Verify] also reads
// the two earlier formats: the first for policies that add up points in the indication stage,
// and the second for policies with grades. In both, "changes" lists all single changes and
// then all pairs, "budget" counts sets of completions, and a witness leaves out answers that
// follow from others by exclusion.
const (
	CertificateFormat       = "therapykit-certificate/3"
	secondCertificateFormat = "therapykit-certificate/2"
	firstCertificateFormat  = "therapykit-certificate/1"
)

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// certificate is the document. The order of the fields is the order in the
// file; Digest is the hash of the file with an empty digest.
type certificate struct {
	Format     string          `json:"format"`
	Policy     policy.Name     `json:"policy"`
	Answers    Answers         `json:"answers"`
	Rules      []certRule      `json:"rules"`
	Outcome    policy.Outcome  `json:"outcome"`
	Advised    []policy.Option `json:"advised"`
	DecidedBy  string          `json:"decidedBy"`
	Lead       int             `json:"lead"`
	Eligible   []policy.Option `json:"eligible"`
	Against    []certAgainst   `json:"against,omitempty"`
	Stages     []certStage     `json:"stages"`
	Settlement certSettlement  `json:"settlement"`
	Changes    []certChange    `json:"changes"`
	Pairs      *certPairs      `json:"pairs,omitempty"`
	Tolerance  certTolerance   `json:"tolerance"`
	Digest     string          `json:"digest"`
}

type certRule struct {
	Rule  string        `json:"rule"`
	Truth therapy.Truth `json:"truth"`
}

type certStage struct {
	Layer  therapy.Layer   `json:"layer"`
	Points []certPoints    `json:"points"`
	Left   []policy.Option `json:"left"`
	Lead   int             `json:"lead"`
	// Guarded says that the stage would have left only options that are opposed.
	Guarded bool `json:"guarded,omitempty"`
}

// certAgainst is an option that is advised though a question opposes it.
type certAgainst struct {
	Option   policy.Option `json:"option"`
	Question string        `json:"question"`
}

type certPoints struct {
	Option policy.Option `json:"option"`
	Points int           `json:"points"`
}

type certSettlement struct {
	State   State           `json:"state"`
	Witness Answers         `json:"witness"`
	Outcome string          `json:"outcome"`
	Advised []policy.Option `json:"advised"`
	Proof   *caseSplit      `json:"proof"`
	// Budget is the number of steps after which the state is still undetermined.
	Budget int `json:"budget,omitempty"`
}

// caseSplit proves that all completions of a set have the same outcome. A split without a
// statement is a leaf: there the outcome follows from the answers and from limits on the open
// statements. Every other split answers one open statement in every possible way without
// contradictions, and proves each case.
type caseSplit struct {
	On       therapy.Factor `json:"on,omitempty"`
	Yes      *caseSplit     `json:"yes,omitempty"`
	No       *caseSplit     `json:"no,omitempty"`
	Strongly *caseSplit     `json:"strongly,omitempty"`
}

type certChange struct {
	Answers []certAnswer    `json:"answers"`
	Outcome policy.Outcome  `json:"outcome"`
	Advised []policy.Option `json:"advised"`
}

// certPairs are pairs of changes of which neither leads to another outcome alone. Pairs are
// tried in the order of the statements and of no, yes, strongly, taken back, at most 2,048 of
// them. All tried pairs that lead to another outcome are listed.
type certPairs struct {
	Of      int          `json:"of"`
	Tried   int          `json:"tried"`
	Changes []certChange `json:"changes"`
}

type certAnswer struct {
	Factor therapy.Factor `json:"factor"`
	From   therapy.Answer `json:"from"`
	To     therapy.Answer `json:"to"`
	Fact   bool           `json:"fact"`
}

type certTolerance struct {
	Unlimited bool       `json:"unlimited"`
	Fraction  string     `json:"fraction"`
	AtOnce    bool       `json:"atOnce"`
	Hinges    []string   `json:"hinges"`
	Grades    []certStep `json:"grades,omitempty"`
}

// certStep is a change of one grade that leads to another outcome.
type certStep struct {
	Rule   string        `json:"rule"`
	Option policy.Option `json:"option"`
	From   therapy.Grade `json:"from"`
	To     therapy.Grade `json:"to"`
}

// Certificate returns, as one JSON document, the recommendation and everything that is needed
// to check it against the policy without trusting its author: the answers, the policy's id,
// version and digest, the truth value of every rule, the elimination stage by stage, whether
// the outcome is settled (with a proof by cases, or a completion with another outcome), what
// would change it, and how wrong the points may be. [Verify] checks it.
//
// It lists every single change that would change the outcome. Pairs of changes are tried in
// order, all of them if there are at most 2,048; the certificate says how many there are and
// how many were tried. [Recommendation.Changes] tries all.
//
// It contains the answers of the intake and nothing else about the person; treat it as part
// of the record. The zero Recommendation gives null. Equal recommendations give equal bytes.
func (rec Recommendation) Certificate() []byte { return rec.CertificateWithin(DefaultBudget) }

// CertificateWithin is [Recommendation.Certificate] with a budget of steps for the proof that
// the outcome is settled, of 1 to [DefaultBudget]; see [Recommendation.SettlementWithin]. If
// the budget is not enough, the certificate records it, and says "undetermined" only if the
// search of [Verify] with the same budget finds nothing either.
func (rec Recommendation) CertificateWithin(budget int) []byte {
	budget = min(max(budget, 1), DefaultBudget)
	if rec.r == nil {
		return []byte("null")
	}
	r := rec.r
	c := certificate{
		Format:   CertificateFormat,
		Policy:   policy.Name{ID: r.program.Policy.ID, Version: r.program.Policy.Version, Digest: r.program.Digest()},
		Answers:  rec.counted(),
		Rules:    make([]certRule, len(r.program.Policy.Rules)),
		Outcome:  rec.Outcome(),
		Advised:  optionNames(rec),
		Lead:     rec.Lead(),
		Eligible: []policy.Option{},
		Stages:   []certStage{},
		Changes:  []certChange{},
	}
	for i, rule := range r.program.Policy.Rules {
		c.Rules[i] = certRule{Rule: rule.ID, Truth: r.program.Policy.Condition(rule).Eval(rec.Truth)}
	}
	if layer, ok := rec.DecidedBy(); ok {
		c.DecidedBy = layer.String()
	}
	for info := range rec.Eligible() {
		c.Eligible = append(c.Eligible, info.Option)
	}
	for x := range rec.Against() {
		c.Against = append(c.Against, certAgainst{Option: x.Option().Option, Question: x.Question().ID})
	}
	for s := range rec.Stages() {
		stage := certStage{Layer: s.Layer(), Lead: s.Lead(), Left: []policy.Option{}, Guarded: s.Guarded()}
		for o, n := range s.Points() {
			if s.Graded() {
				break
			}
			stage.Points = append(stage.Points, certPoints{Option: o, Points: n})
		}
		for info := range s.Left() {
			stage.Left = append(stage.Left, info.Option)
		}
		c.Stages = append(c.Stages, stage)
	}
	c.Settlement = rec.settlementForCertificate(budget)
	c.Pairs = &certPairs{Changes: []certChange{}}
	c.Pairs.Tried, c.Pairs.Of = rec.changes(maxPairs, func(change OutcomeChange) bool {
		entry := certChange{Outcome: change.Result.Outcome(), Advised: optionNames(change.Result)}
		for _, a := range change.Answers {
			entry.Answers = append(entry.Answers, certAnswer{a.Factor, a.From, a.To, a.Fact})
		}
		list := &c.Changes
		if len(entry.Answers) > 1 {
			list = &c.Pairs.Changes
		}
		*list = append(*list, entry)
		return true
	})
	c.Tolerance = rec.toleranceForCertificate()
	// The digest covers the document with an empty digest.
	c.Digest = digest([]byte(mustJSON(c)))
	return []byte(mustJSON(c))
}

func (rec *Recommendation) settlementForCertificate(budget int) certSettlement {
	found := rec.r.engine.Settle(rec.answers, rec.verdict.Final(), budget, true)
	s := certSettlement{State: State(found.State), Advised: []policy.Option{}}
	switch s.State {
	case Open:
		other := rec.r.decide(found.Witness)
		s.Witness, s.Outcome, s.Advised = other.Intake().Answers, other.Outcome().String(), optionNames(other)
		for _, each := range rec.r.program.Factors {
			if s.Witness[each] == therapy.Unanswered {
				s.Witness[each] = therapy.No // it follows by exclusion
			}
		}
	case Settled:
		s.Proof = rec.r.named(found.Proof)
	case Undetermined:
		return rec.undetermined(budget)
	case numStates:
	}
	return s
}

// undetermined lets the verifier search too, before the certificate says that nothing could
// be proved: the verifier would refuse a certificate if it finds a proof.
func (rec *Recommendation) undetermined(budget int) certSettlement {
	s := certSettlement{State: Undetermined, Advised: []policy.Option{}, Budget: budget}
	v := newVerifier(rec.r.program.Policy)
	given, ok := v.given(rec.counted())
	if !ok {
		return s
	}
	f, ok := v.close(given)
	if !ok {
		return s
	}
	proof, witness := v.settle(f, v.decide(v.evaluate(f)), budget)
	switch {
	case proof != nil:
		s = certSettlement{State: Settled, Advised: s.Advised, Proof: proof}
	case witness != nil:
		r := v.decide(v.evaluate(witness))
		s = certSettlement{State: Open, Witness: v.answers(witness), Outcome: r.outcome.String(), Advised: v.named(r.advised)}
	}
	return s
}

// named writes a proof with the names of the statements.
func (r *Recommender) named(c *engine.Case) *caseSplit {
	if c == nil {
		return nil
	}
	split := &caseSplit{Yes: r.named(c.Yes), No: r.named(c.No), Strongly: r.named(c.Strongly)}
	if c.Statement >= 0 {
		split.On = r.program.Factors[c.Statement]
	}
	return split
}

func (rec *Recommendation) toleranceForCertificate() certTolerance {
	t := rec.Tolerance()
	c := certTolerance{Unlimited: t.Unlimited, AtOnce: t.AtOnce, Hinges: t.Hinges}
	if c.Hinges == nil {
		c.Hinges = []string{}
	}
	for _, g := range t.Grades {
		c.Grades = append(c.Grades, certStep{g.Rule, g.Option, g.From, g.To})
	}
	if !t.Unlimited {
		c.Fraction = strconv.Itoa(t.Num) + "/" + strconv.Itoa(t.Den)
	}
	return c
}

func optionNames(rec Recommendation) []policy.Option {
	names := []policy.Option{}
	for info := range rec.Advised() {
		names = append(names, info.Option)
	}
	return names
}
