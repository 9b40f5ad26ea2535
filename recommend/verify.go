package recommend

import (
	"errors"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// ErrCertificate means that a certificate does not match the policy.
var ErrCertificate = errors.New("the certificate does not match the policy")

// Verify checks a certificate against the policy: that it is well-formed and
// unchanged, that it is about this policy, and that everything it says follows
// from the answers: the truth of every rule, the elimination stage by stage, the
// outcome, that it is settled or the witness that it is not, all that would
// change it, and the tolerance. It returns nil if all of it is true, and
// otherwise an error that wraps [ErrCertificate] and says at which place. A text of
// more than [MaxCertificateSize] bytes, or one that is no certificate, is such an
// error too; none makes it panic.
//
// A certificate that says "undetermined" states the budget that was spent. Verify looks
// for a proof and for a witness itself, in as many sets of completions but at most 512,
// and refuses the certificate with the rule "certificate-withheld" if it finds one.
//
// It shares no code with the recommender's decision: conditions are evaluated as
// trees, answers are kept in maps, and points are added up one by one. It is
// slow, and meant to be read.
func Verify(cert []byte, p policy.Policy) error {
	c, err := readCertificate(cert)
	if err != nil {
		return err
	}
	if err := p.Validate(); err != nil {
		return fmt.Errorf("the policy to check against is not valid: %w", err)
	}
	claimed := c.Digest
	c.Digest = ""
	if digest([]byte(mustJSON(c))) != claimed {
		return untrue("/digest", "certificate-digest")
	}
	if c.Format != certificateFormat(p) {
		return untrue("/format", "certificate-format")
	}
	if c.Policy.ID != p.ID || c.Policy.Version != p.Version || !p.HasDigest(c.Policy.Digest) {
		return untrue("/policy", "certificate-policy")
	}
	v := verifierOf(p)
	facts, ok := v.close(c.Answers)
	if !ok {
		return untrue("/answers", "certificate-answers")
	}
	now := v.decide(facts)
	for _, check := range []func() error{
		func() error { return v.checkRules(&c, facts) },
		func() error { return v.checkDecision(&c, facts, now) },
		func() error { return v.checkSettlement(&c, facts, now) },
		func() error { return v.checkChanges(&c, now) },
		func() error { return v.checkTolerance(&c, facts, now) },
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

// facts are the answers with what follows from them.
type facts map[therapy.Factor]therapy.Answer

func (f facts) truth(s therapy.Factor) therapy.Truth { return f[s].Truth() }

func (f facts) with(s therapy.Factor, a therapy.Answer) Answers {
	next := Answers{}
	maps.Copy(next, f)
	next[s] = a
	return next
}

type verifier struct {
	p    *policy.Policy
	idle map[string]bool // rules whose condition no answers make true
}

// close adds the answers that follow by exclusion. ok is false if an answer is
// about no statement of the policy or contradicts another.
func (v *verifier) close(answers Answers) (facts, bool) {
	f := facts{}
	for s, a := range answers {
		if _, known := v.p.Factors.Lookup(s); !known || !a.Valid() {
			return nil, false
		}
		if a != therapy.Unanswered {
			f[s] = a
		}
	}
	for s, info := range v.p.Factors.All() {
		if f.truth(s) != therapy.True {
			continue
		}
		for _, other := range info.Excludes {
			if f.truth(other) == therapy.True {
				return nil, false
			}
			f[other] = therapy.No
		}
	}
	return f, true
}

// ruling is a decision with all its steps.
type ruling struct {
	outcome  policy.Outcome
	decided  therapy.Layer
	lead     int
	eligible []policy.Option
	advised  []policy.Option
	flagged  []policy.Option
	stages   []certStage
}

func (r ruling) same(other ruling) bool {
	return r.outcome == other.outcome && slices.Equal(r.advised, other.advised)
}

func (v *verifier) holds(c therapy.Condition, f facts) bool { return c.Eval(f.truth) == therapy.True }

// decide follows the meaning of a policy, stage by stage.
func (v *verifier) decide(f facts) ruling {
	fired := func(layer therapy.Layer) bool {
		return slices.ContainsFunc(v.p.Rules, func(r policy.Rule) bool { return r.Layer == layer && v.holds(r.When, f) })
	}
	missing := func(r policy.Rule) bool {
		return !r.RequiredIf.IsZero() && v.holds(r.RequiredIf, f) && r.When.Eval(f.truth) == therapy.Unknown
	}
	required := func(layer therapy.Layer) bool {
		return slices.ContainsFunc(v.p.Rules, func(r policy.Rule) bool { return r.Layer == layer && missing(r) })
	}
	switch {
	case fired(therapy.LayerSafety):
		return ruling{outcome: policy.Escalate, decided: therapy.LayerSafety}
	case required(therapy.LayerSafety):
		return ruling{outcome: policy.NeedsInformation, decided: therapy.LayerSafety}
	case fired(therapy.LayerSufficiency), required(therapy.LayerSufficiency):
		return ruling{outcome: policy.NeedsInformation, decided: therapy.LayerSufficiency}
	}
	var eligible []policy.Option
	for _, o := range v.p.Options {
		if !slices.ContainsFunc(v.p.Rules, func(r policy.Rule) bool { return slices.Contains(r.Excludes, o.Option) && v.holds(r.When, f) }) {
			eligible = append(eligible, o.Option)
		}
	}
	r := ruling{eligible: eligible, decided: therapy.LayerEligibility}
	open := slices.ContainsFunc(v.p.Rules, func(r policy.Rule) bool {
		return missing(r) && slices.ContainsFunc(r.Excludes, func(o policy.Option) bool { return slices.Contains(eligible, o) })
	})
	switch {
	case len(eligible) == 0:
		r.outcome = policy.NoneSuitable
		return r
	case open:
		r.outcome = policy.NeedsInformation
		return r
	case len(eligible) == 1:
		r.outcome, r.advised = policy.Recommended, eligible
		r.flagged = v.meet(f, eligible).flagged
		return r
	case !v.anythingSaid(f, eligible):
		r.outcome, r.decided = policy.NeedsInformation, 0
		return r
	}
	return v.weigh(r, f)
}

func (v *verifier) anythingSaid(f facts, eligible []policy.Option) bool {
	return slices.ContainsFunc(v.p.Rules, func(r policy.Rule) bool {
		return v.holds(r.When, f) && speaksOf(r, eligible)
	})
}

// speaksOf reports whether the rule weighs one of the options.
func speaksOf(r policy.Rule, options []policy.Option) bool {
	return slices.ContainsFunc(r.Points, func(p policy.Points) bool { return slices.Contains(options, p.Option) }) ||
		slices.ContainsFunc(r.Grades, func(g policy.Grading) bool { return slices.Contains(options, g.Option) })
}

func (v *verifier) weigh(r ruling, f facts) ruling {
	standing := r.eligible
	if v.p.Grades() {
		m := v.meet(f, r.eligible)
		r.flagged = m.flagged
		result := certStage{Layer: therapy.LayerIndication, Left: m.left}
		if len(m.left) == 1 && v.onlyFlagged(m.left, m.flagged) {
			result.Left = r.eligible
			r.stages = append(r.stages, result)
			r.outcome, r.decided, r.advised = policy.Either, 0, r.eligible
			return r
		}
		r.stages = append(r.stages, result)
		if standing = m.left; len(standing) == 1 {
			r.outcome, r.decided, r.advised = policy.Recommended, therapy.LayerIndication, standing
			return r
		}
	}
	for _, stage := range v.p.Stages {
		if !stage.Layer.Weighs() || len(standing) == 1 || v.graded(stage) {
			continue
		}
		result := certStage{Layer: stage.Layer, Left: []policy.Option{}}
		best := -1 << 30
		for _, o := range standing {
			n := v.points(stage, o, f)
			result.Points = append(result.Points, certPoints{Option: o, Points: n})
			best = max(best, n)
		}
		for _, each := range result.Points {
			behind := best - each.Points
			if behind <= stage.Margin {
				result.Left = append(result.Left, each.Option)
			} else if result.Lead == 0 || behind < result.Lead {
				result.Lead = behind
			}
		}
		if !slices.Equal(result.Left, standing) && v.onlyFlagged(result.Left, r.flagged) {
			result.Left, result.Lead, result.Guarded = standing, 0, true
			r.stages = append(r.stages, result)
			break
		}
		standing = result.Left
		r.stages = append(r.stages, result)
		if len(standing) == 1 {
			r.outcome, r.decided, r.lead, r.advised = policy.Recommended, stage.Layer, result.Lead, standing
			return r
		}
	}
	r.outcome, r.decided, r.advised = policy.Either, 0, standing
	return r
}

func (v *verifier) graded(s policy.Stage) bool {
	return s.Layer == therapy.LayerIndication && !s.Points
}

func (v *verifier) onlyFlagged(options, flagged []policy.Option) bool {
	return !slices.ContainsFunc(options, func(o policy.Option) bool { return !slices.Contains(flagged, o) })
}

func (v *verifier) points(stage policy.Stage, o policy.Option, f facts) int {
	sum := 0
	for _, r := range v.p.Rules {
		if r.Layer == stage.Layer && v.holds(r.When, f) {
			sum += v.worth(stage, r, o, f)
		}
	}
	return sum
}

// worth is what a rule that fires gives the option.
func (v *verifier) worth(stage policy.Stage, r policy.Rule, o policy.Option, f facts) int {
	for _, p := range r.Points {
		if p.Option != o {
			continue
		}
		if s, single := r.When.Statement(); single && stage.Doubles && f[s] == therapy.Strongly {
			return 2 * p.Points
		}
		return p.Points
	}
	return 0
}

func (v *verifier) checkRules(c *certificate, f facts) error {
	if len(c.Rules) != len(v.p.Rules) {
		return untrue("/rules", "certificate-rules")
	}
	for i, r := range v.p.Rules {
		if (c.Rules[i] != certRule{Rule: r.ID, Truth: r.When.Eval(f.truth)}) {
			return untrue(therapy.Pointer("rules", strconv.Itoa(i)), "certificate-rule")
		}
	}
	return nil
}

func (v *verifier) checkDecision(c *certificate, f facts, now ruling) error {
	decided := ""
	if now.decided.Valid() {
		decided = now.decided.String()
	}
	switch {
	case c.Outcome != now.outcome:
		return untrue("/outcome", "certificate-outcome")
	case !slices.Equal(c.Advised, now.advised):
		return untrue("/advised", "certificate-advised")
	case c.DecidedBy != decided:
		return untrue("/decidedBy", "certificate-stage")
	case c.Lead != now.lead:
		return untrue("/lead", "certificate-lead")
	case !slices.Equal(c.Eligible, now.eligible):
		return untrue("/eligible", "certificate-eligible")
	case !slices.EqualFunc(c.Stages, now.stages, func(a, b certStage) bool {
		return a.Guarded == b.Guarded && a.Layer == b.Layer && a.Lead == b.Lead && slices.Equal(a.Points, b.Points) && slices.Equal(a.Left, b.Left)
	}):
		return untrue("/stages", "certificate-stages")
	case !slices.Equal(c.Against, v.against(f, now)):
		return untrue("/against", "certificate-against")
	}
	return nil
}

func (v *verifier) checkSettlement(c *certificate, f facts, now ruling) error {
	s := &c.Settlement
	bare := s.Outcome == "" && len(s.Advised) == 0 && len(s.Witness) == 0
	switch {
	case (s.State == Undetermined) != (s.Budget > 0):
		return untrue("/settlement/budget", "certificate-budget")
	case s.State == Settled && bare && s.Proof != nil:
		return v.checkProof(s.Proof, f, now, "/settlement/proof")
	case s.State == Undetermined && bare && s.Proof == nil:
		if proof, witness := v.settle(f, now, s.Budget); proof != nil || witness != nil {
			return untrue("/settlement/state", "certificate-withheld")
		}
		return nil
	case s.State != Open || s.Proof != nil:
		return untrue("/settlement", "certificate-settlement")
	}
	other, ok := v.close(s.Witness)
	for a := range v.p.Factors.All() {
		ok = ok && other[a] != therapy.Unanswered // earlier ones leave out what follows by exclusion
	}
	for a, answer := range c.Answers {
		ok = ok && other[a] == answer
	}
	if !ok {
		return untrue("/settlement/witness", "certificate-witness")
	}
	r := v.decide(other)
	if r.same(now) || s.Outcome != r.outcome.String() || !slices.Equal(s.Advised, r.advised) {
		return untrue("/settlement/outcome", "certificate-witness-outcome")
	}
	return nil
}

// checkProof goes through the cases. Every consistent answer of a split has to
// have its case, and every leaf has to leave no doubt.
func (v *verifier) checkProof(c *caseSplit, f facts, now ruling, path string) error {
	if c.On == "" {
		if c.Yes != nil || c.No != nil || c.Strongly != nil || !v.certain(f, now) {
			return untrue(path, "certificate-proof-leaf")
		}
		return nil
	}
	if _, known := v.p.Factors.Lookup(c.On); !known || f[c.On] != therapy.Unanswered {
		return untrue(path, "certificate-proof-split")
	}
	for _, way := range []struct {
		answer therapy.Answer
		key    string
		proof  *caseSplit
	}{{therapy.Yes, "/yes", c.Yes}, {therapy.No, "/no", c.No}, {therapy.Strongly, "/strongly", c.Strongly}} {
		next, consistent := v.close(f.with(c.On, way.answer))
		switch {
		case !consistent || way.answer == therapy.Strongly && !v.strongCounts(c.On):
			if way.proof != nil {
				return untrue(path+way.key, "certificate-proof-case")
			}
			continue
		case way.proof == nil:
			return untrue(path+way.key, "certificate-proof-missing")
		}
		if err := v.checkProof(way.proof, next, now, path+way.key); err != nil {
			return err
		}
	}
	return nil
}

// strongCounts reports whether strongly can make a difference beside yes.
func (v *verifier) strongCounts(s therapy.Factor) bool {
	return slices.ContainsFunc(v.p.Rules, func(r policy.Rule) bool {
		on, single := r.When.Statement()
		return single && on == s && slices.ContainsFunc(v.p.Stages, func(st policy.Stage) bool { return st.Layer == r.Layer && st.Doubles })
	})
}

// may reports whether the condition can still come to be true.
func (v *verifier) may(c therapy.Condition, f facts) bool {
	return c.Eval(f.truth) != therapy.False && !c.IsZero()
}

// mayFire reports whether the rule can still come to be true.
func (v *verifier) mayFire(r policy.Rule, f facts) bool { return !v.idle[r.ID] && v.may(r.When, f) }

// certain reports whether bounds alone show that every completion of the facts
// has the outcome.
func (v *verifier) certain(f facts, want ruling) bool {
	layer := func(l therapy.Layer) (fires, may bool) {
		for _, r := range v.p.Rules {
			if r.Layer == l && v.mayFire(r, f) {
				fires = fires || v.holds(r.When, f)
				may = true
			}
		}
		return fires, may
	}
	for _, stop := range []struct {
		layer   therapy.Layer
		outcome policy.Outcome
	}{{therapy.LayerSafety, policy.Escalate}, {therapy.LayerSufficiency, policy.NeedsInformation}} {
		if fires, may := layer(stop.layer); fires {
			return want.outcome == stop.outcome
		} else if may {
			return false
		}
	}
	var eligible []policy.Option
	for _, o := range v.p.Options {
		out, may := false, false
		for _, r := range v.p.Rules {
			if slices.Contains(r.Excludes, o.Option) && v.mayFire(r, f) {
				out = out || v.holds(r.When, f)
				may = true
			}
		}
		switch {
		case out:
		case may:
			return false
		default:
			eligible = append(eligible, o.Option)
		}
	}
	switch {
	case len(eligible) == 0:
		return want.outcome == policy.NoneSuitable
	case len(eligible) == 1:
		return want.outcome == policy.Recommended && slices.Equal(want.advised, eligible)
	case !v.anythingSaid(f, eligible):
		maySay := slices.ContainsFunc(v.p.Rules, func(r policy.Rule) bool {
			return v.mayFire(r, f) && speaksOf(r, eligible)
		})
		return !maySay && want.outcome == policy.NeedsInformation
	}
	var weighing []policy.Stage
	for _, s := range v.p.Stages {
		if s.Layer.Weighs() && !v.graded(s) {
			weighing = append(weighing, s)
		}
	}
	if !v.p.Grades() {
		return v.allLeadTo(eligible, nil, weighing, f, want)
	}
	if !v.indicationCertain(f) {
		return false
	}
	m := v.meet(f, eligible)
	if len(m.left) == 1 && v.onlyFlagged(m.left, m.flagged) {
		return want.outcome == policy.Either && slices.Equal(want.advised, eligible)
	}
	return v.allLeadTo(m.left, m.flagged, weighing, f, want)
}

// allLeadTo follows every set of options that may be left, stage by stage.
func (v *verifier) allLeadTo(standing, flagged []policy.Option, stages []policy.Stage, f facts, want ruling) bool {
	if len(standing) == 1 {
		return want.outcome == policy.Recommended && slices.Equal(want.advised, standing)
	}
	if len(stages) == 0 {
		return want.outcome == policy.Either && slices.Equal(want.advised, standing)
	}
	sets := [][]policy.Option{nil}
	for _, o := range standing {
		drops, stays := false, true
		for _, other := range standing {
			low, high := v.bounds(stages[0], other, o, f)
			drops = drops || other != o && low > stages[0].Margin
			stays = stays && (other == o || high <= stages[0].Margin)
		}
		var next [][]policy.Option
		for _, set := range sets {
			if !stays {
				next = append(next, set)
			}
			if !drops {
				next = append(next, append(slices.Clone(set), o))
			}
		}
		sets = next
	}
	for _, set := range sets {
		switch {
		case len(set) == 0:
		case !slices.Equal(set, standing) && v.onlyFlagged(set, flagged):
			if want.outcome != policy.Either || !slices.Equal(want.advised, standing) {
				return false
			}
		case !v.allLeadTo(set, flagged, stages[1:], f, want):
			return false
		}
	}
	return true
}

// bounds returns the least and the most by which a can be ahead of b in a stage.
// Rules that rest on one open statement are taken together for each of its
// answers; every other rule that may fire counts at its worst and at its best.
func (v *verifier) bounds(stage policy.Stage, a, b policy.Option, f facts) (low, high int) {
	byStatement := map[therapy.Factor][]policy.Rule{}
	for _, r := range v.p.Rules {
		if r.Layer != stage.Layer || !v.mayFire(r, f) {
			// What cannot fire can still matter to a statement's other answers only
			// if the statement is open, and then it may fire.
			continue
		}
		about := slices.Collect(r.When.Factors())
		d := v.worth(stage, r, a, f) - v.worth(stage, r, b, f)
		switch {
		case v.holds(r.When, f):
			low, high = low+d, high+d
		case len(about) == 1:
			byStatement[about[0]] = append(byStatement[about[0]], r)
		default:
			low, high = low+min(d, 0), high+max(d, 0)
		}
	}
	for s, rules := range byStatement {
		least, most := 1<<30, -1<<30
		for _, answer := range []therapy.Answer{therapy.No, therapy.Yes, therapy.Strongly} {
			given := facts{s: answer}
			sum := 0
			for _, r := range rules {
				if v.holds(r.When, given) {
					sum += v.worth(stage, r, a, given) - v.worth(stage, r, b, given)
				}
			}
			least, most = min(least, sum), max(most, sum)
		}
		low, high = low+least, high+most
	}
	return low, high
}

// checkChanges works out every smallest change again, in the documented order.
func (v *verifier) checkChanges(c *certificate, now ruling) error {
	type edit struct {
		certAnswer
		alone bool
	}
	try := func(edits ...edit) (ruling, bool) {
		next := Answers{}
		maps.Copy(next, c.Answers)
		for _, e := range edits {
			next[e.Factor] = e.To
		}
		f, consistent := v.close(next)
		if !consistent {
			return ruling{}, false
		}
		r := v.decide(f)
		return r, !r.same(now)
	}
	want := []certChange{}
	note := func(r ruling, edits ...edit) {
		change := certChange{Outcome: r.outcome, Advised: append([]policy.Option{}, r.advised...)}
		for _, e := range edits {
			change.Answers = append(change.Answers, e.certAnswer)
		}
		want = append(want, change)
	}
	var edits []edit
	for s := range v.p.Factors.All() {
		from := c.Answers[s]
		for _, to := range []therapy.Answer{therapy.No, therapy.Yes, therapy.Strongly, therapy.Unanswered} {
			if from == therapy.Unanswered || to == from || from == therapy.Yes && to == therapy.Strongly && !v.strongCounts(s) {
				continue
			}
			e := edit{certAnswer: certAnswer{Factor: s, From: from, To: to, Fact: v.isFact(s)}}
			r, differs := try(e)
			if e.alone = differs; differs {
				note(r, e)
			}
			edits = append(edits, e)
		}
	}
	for i, e := range edits {
		for _, g := range edits[i+1:] {
			if e.alone || g.alone || e.Factor == g.Factor {
				continue
			}
			if r, differs := try(e, g); differs {
				note(r, e, g)
			}
		}
	}
	if !slices.EqualFunc(c.Changes, want, func(a, b certChange) bool {
		return a.Outcome == b.Outcome && slices.Equal(a.Advised, b.Advised) && slices.Equal(a.Answers, b.Answers)
	}) {
		return untrue("/changes", "certificate-changes")
	}
	return nil
}

// isFact reports whether a statement, or one that its yes settles, is named by a
// rule that stops, asks or excludes.
func (v *verifier) isFact(s therapy.Factor) bool {
	named := func(s therapy.Factor, weighs bool) bool {
		return slices.ContainsFunc(v.p.Rules, func(r policy.Rule) bool {
			return r.Layer.Weighs() == weighs && slices.Contains(slices.Collect(r.When.Factors()), s)
		})
	}
	if named(s, false) {
		return true
	}
	info, _ := v.p.Factors.Lookup(s)
	return !named(s, true) && !v.namedBeside(s) && slices.ContainsFunc(info.Excludes, func(other therapy.Factor) bool { return named(other, false) })
}

// span is what one option's points in one stage can be.
type span struct{ sum, size *big.Rat }

func (v *verifier) spans(f facts) []map[policy.Option]span {
	var all []map[policy.Option]span
	for _, stage := range v.p.Stages {
		if !stage.Layer.Weighs() || v.graded(stage) {
			continue
		}
		spans := map[policy.Option]span{}
		for _, o := range v.p.Options {
			s := span{new(big.Rat), new(big.Rat)}
			for _, r := range v.p.Rules {
				if r.Layer == stage.Layer && v.holds(r.When, f) {
					n := big.NewRat(int64(v.worth(stage, r, o.Option, f)), 1)
					s.sum.Add(s.sum, n)
					s.size.Add(s.size, new(big.Rat).Abs(n))
				}
			}
			spans[o.Option] = s
		}
		all = append(all, spans)
	}
	return all
}

// checkTolerance tries every fraction at which anything can turn, and one
// between each two of them.
func (v *verifier) checkTolerance(c *certificate, f facts, now ruling) error {
	want := certTolerance{Unlimited: true, Hinges: []string{}}
	from := now.eligible
	if v.p.Grades() && len(now.stages) > 0 {
		from = now.stages[0].Left
	}
	weighed := now.outcome == policy.Either || now.outcome == policy.Recommended && now.decided.Weighs()
	if weighed && v.p.Grades() && (len(from) == 1 || v.allFlagged(f, now)) {
		weighed = false // grades have decided, and points change nothing
	}
	if weighed {
		spans := v.spans(f)
		turns := v.turns(spans, from, nil)
		for i, turn := range turns {
			between := new(big.Rat).Add(turn, big.NewRat(1, 1))
			if i+1 < len(turns) {
				between.Quo(new(big.Rat).Add(turn, turns[i+1]), big.NewRat(2, 1))
			}
			at := v.otherReachable(from, now.flagged, spans, turn, now.advised)
			if at || v.otherReachable(from, now.flagged, spans, between, now.advised) {
				want = certTolerance{Fraction: turn.RatString(), AtOnce: at, Hinges: []string{}}
				if turn.IsInt() {
					want.Fraction += "/1"
				}
				v.turns(spans, from, func(stage therapy.Layer, a, b policy.Option, r *big.Rat) {
					if r.Cmp(turn) == 0 {
						want.Hinges = v.hinged(want.Hinges, stage, a, b, f)
					}
				})
				break
			}
		}
	}
	order := func(id string) int {
		return slices.IndexFunc(v.p.Rules, func(r policy.Rule) bool { return r.ID == id })
	}
	stageOf := func(id string) int {
		return slices.IndexFunc(v.p.Stages, func(s policy.Stage) bool { return s.Layer == v.p.Rules[order(id)].Layer })
	}
	slices.SortFunc(want.Hinges, func(a, b string) int {
		if d := stageOf(a) - stageOf(b); d != 0 {
			return d
		}
		return order(a) - order(b)
	})
	t := c.Tolerance
	if steps := v.steps(f, now); !slices.Equal(t.Grades, steps) {
		return untrue("/tolerance/grades", "certificate-tolerance")
	}
	if t.Unlimited != want.Unlimited || t.Fraction != want.Fraction || t.AtOnce != want.AtOnce || !slices.Equal(t.Hinges, want.Hinges) {
		return untrue("/tolerance", "certificate-tolerance")
	}
	return nil
}

func (v *verifier) hinged(ids []string, stage therapy.Layer, a, b policy.Option, f facts) []string {
	for _, r := range v.p.Rules {
		touches := slices.ContainsFunc(r.Points, func(p policy.Points) bool { return p.Option == a || p.Option == b })
		if r.Layer == stage && touches && v.holds(r.When, f) && !slices.Contains(ids, r.ID) {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// turns lists, in rising order, every fraction at which two options can come to
// be level, or the margin apart; each, if given, is told of every one.
func (v *verifier) turns(spans []map[policy.Option]span, options []policy.Option, each func(therapy.Layer, policy.Option, policy.Option, *big.Rat)) []*big.Rat {
	var found []*big.Rat
	i := 0
	for _, stage := range v.p.Stages {
		if !stage.Layer.Weighs() || v.graded(stage) {
			continue
		}
		for _, a := range options {
			for _, b := range options {
				size := new(big.Rat).Add(spans[i][a].size, spans[i][b].size)
				if a == b || size.Sign() == 0 {
					continue
				}
				lead := new(big.Rat).Sub(spans[i][a].sum, spans[i][b].sum)
				for _, margin := range []int64{0, int64(stage.Margin)} {
					turn := new(big.Rat).Sub(lead, big.NewRat(margin, 1))
					turn.Quo(turn.Abs(turn), size)
					found = append(found, turn)
					if each != nil {
						each(stage.Layer, a, b, turn)
					}
				}
			}
		}
		i++
	}
	slices.SortFunc(found, (*big.Rat).Cmp)
	return slices.CompactFunc(found, func(a, b *big.Rat) bool { return a.Cmp(b) == 0 })
}

// otherReachable reports whether anything but want can be left in the end when
// every point may be off by the fraction.
func (v *verifier) otherReachable(standing, flagged []policy.Option, spans []map[policy.Option]span, by *big.Rat, want []policy.Option) bool {
	if len(standing) == 1 || len(spans) == 0 {
		return !slices.Equal(standing, want)
	}
	var margins []int64
	for _, s := range v.p.Stages {
		if s.Layer.Weighs() && !v.graded(s) {
			margins = append(margins, int64(s.Margin))
		}
	}
	margin := big.NewRat(margins[len(margins)-len(spans)], 1)
	for chosen := 1; chosen < 1<<len(standing); chosen++ {
		var left, dropped []policy.Option
		for i, o := range standing {
			if chosen>>i&1 == 1 {
				left = append(left, o)
			} else {
				dropped = append(dropped, o)
			}
		}
		switch {
		case !exactlyLeft(left, dropped, spans[0], by, margin):
		case len(dropped) > 0 && v.onlyFlagged(left, flagged):
			if !slices.Equal(standing, want) {
				return true
			}
		case v.otherReachable(left, flagged, spans[1:], by, want):
			return true
		}
	}
	return false
}

// exactlyLeft reports whether the points can be such that these are left and
// those drop out: for some option of left to be the best with x points, the
// others of left have to be able to come within the margin of x without passing
// it, and those dropped to stay further behind.
func exactlyLeft(left, dropped []policy.Option, spans map[policy.Option]span, by, margin *big.Rat) bool {
	lowest := func(o policy.Option) *big.Rat {
		return new(big.Rat).Sub(spans[o].sum, new(big.Rat).Mul(spans[o].size, by))
	}
	highest := func(o policy.Option) *big.Rat {
		return new(big.Rat).Add(spans[o].sum, new(big.Rat).Mul(spans[o].size, by))
	}
	return slices.ContainsFunc(left, func(best policy.Option) bool {
		from, to := lowest(best), highest(best)
		for _, o := range left {
			if low := lowest(o); low.Cmp(from) > 0 {
				from = low
			}
			if high := new(big.Rat).Add(highest(o), margin); high.Cmp(to) < 0 {
				to = high
			}
		}
		if from.Cmp(to) > 0 {
			return false
		}
		return !slices.ContainsFunc(dropped, func(o policy.Option) bool {
			// x has to be above this, and the most it can be is to.
			return to.Cmp(new(big.Rat).Add(lowest(o), margin)) <= 0
		})
	})
}
