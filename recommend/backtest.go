package recommend

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"math/bits"
	"slices"

	"github.com/therapykit/therapykit/therapy"
)

// Case is one past intake to try policies on. The zero Case is an intake in
// which nothing is answered, with no decision recorded.
type Case struct {
	// ID is a pseudonym: it stands in the examples of the report, so it must not
	// say who it is. It may be empty.
	ID string
	// Intake is what was known. It is read and not kept.
	Intake Intake
	// Decided is the option that was decided on, empty if none was recorded.
	Decided Option
}

// BacktestOptions bound a backtest and watch it. The zero BacktestOptions give
// three examples of each transition, keep 256 transitions and 32 places of
// errors, and report no progress.
type BacktestOptions struct {
	// Examples is how many cases to show of each transition to another answer, the
	// first that are met. 0 means 3; a negative number means none.
	Examples int
	// Transitions is how many different transitions to keep, the first that are
	// met; cases of others are only counted. 0 means 256; a negative number is
	// refused.
	Transitions int
	// Places is how many different errors to show, the first that are met. 0 means
	// 32; a negative number means none.
	Places int
	// Progress, if set, is called with the number of cases read after every Every
	// of them, in the goroutine of the caller of [Backtest].
	Progress func(done int)
	// Every is the number of cases between two calls of Progress. 0 means 10,000;
	// a negative number is refused.
	Every int
}

func (o *BacktestOptions) complete() {
	o.Examples = max(cmp.Or(o.Examples, 3), 0)
	o.Transitions = cmp.Or(o.Transitions, 256)
	o.Places = max(cmp.Or(o.Places, 32), 0)
	o.Every = cmp.Or(o.Every, 10_000)
}

// Backtest answers past cases with two policies and reports which would be
// answered otherwise and why, and how far each policy agrees with what was
// decided. Cases are read once and not kept, so that there may be millions:
// memory is bounded by the options. The same cases in the same order give the
// same report.
//
// A case counts as compared if both policies accept its intake; agreement is
// over compared cases, so that both policies are judged on the same ones. A
// refused intake does not end the run.
//
// The error lists every argument that cannot be used. When ctx is done the
// report on the cases read so far comes with ctx.Err(); ctx is looked at before
// each case, so a sequence that blocks has to heed it by itself.
func Backtest(ctx context.Context, a, b *Recommender, cases iter.Seq[Case], opts BacktestOptions) (BacktestReport, error) {
	if err := checkBacktest(a, b, cases, opts); err != nil {
		return BacktestReport{}, err
	}
	opts.complete()
	t := newBacktester(a, b, opts)
	var stopped error
	for c := range cases {
		if stopped = ctx.Err(); stopped != nil {
			break
		}
		t.add(&c)
		if t.report.Cases++; opts.Progress != nil && t.report.Cases%opts.Every == 0 {
			opts.Progress(t.report.Cases)
		}
	}
	return t.finish(), stopped
}

func checkBacktest(a, b *Recommender, cases iter.Seq[Case], opts BacktestOptions) error {
	var errs []error
	check := func(bad bool, path, rule string, err error) {
		if bad {
			errs = append(errs, &therapy.FieldError{Path: path, Rule: rule, Err: err})
		}
	}
	check(a == nil || a.index == nil, "/a", "backtest-recommender", therapy.ErrRequired)
	check(b == nil || b.index == nil, "/b", "backtest-recommender", therapy.ErrRequired)
	check(cases == nil, "/cases", "backtest-cases", therapy.ErrRequired)
	check(opts.Transitions < 0, "/opts/transitions", "backtest-bound", therapy.ErrRange)
	check(opts.Every < 0, "/opts/every", "backtest-bound", therapy.ErrRange)
	return errors.Join(errs...)
}

// backtester is a backtest under way. Sides are numbered: 0 is a, 1 is b.
type backtester struct {
	sides   [2]*Recommender
	opts    BacktestOptions
	shared  bool // both policies have the same statements: encode once
	report  BacktestReport
	options []Option            // of both policies, a's first
	number  map[Option]int      // and back
	place   [2][maxOptions]int8 // the number of each side's options
	at      map[transitionKey]int
	placeAt map[placeKey]int
	decided [2][]int // by advised option, then by decided one; the last column is any other
}

// transitionKey names a transition; sets of options are over those of both
// policies.
type transitionKey struct {
	from, to         Outcome
	fromSet, intoSet uint32
}

type placeKey struct{ policy, path, rule, hint string }

var sideLetters = [2]string{"a", "b"}

func newBacktester(a, b *Recommender, opts BacktestOptions) *backtester {
	t := &backtester{
		sides: [2]*Recommender{a, b}, opts: opts, number: map[Option]int{},
		shared: slices.Equal(a.factors, b.factors) && slices.Equal(a.excludes, b.excludes),
		at:     map[transitionKey]int{}, placeAt: map[placeKey]int{},
	}
	for side, r := range t.sides {
		for i, info := range r.policy.Options {
			n, known := t.number[info.Option]
			if !known {
				n = len(t.options)
				t.number[info.Option] = n
				t.options = append(t.options, info.Option)
			}
			t.place[side][i] = int8(n)
		}
	}
	width := len(t.options) + 1
	for side, r := range t.sides {
		t.decided[side] = make([]int, width*width)
		t.report.Policies[side] = PolicyName{ID: r.policy.ID, Version: r.policy.Version, Digest: r.digest}
	}
	return t
}

// add answers one case with both policies.
func (t *backtester) add(c *Case) {
	decided, recorded := t.decision(c)
	var recs [2]Recommendation
	refused := false
	for side, r := range t.sides {
		var answers Answers
		switch {
		case side == 1 && t.shared && !refused:
			answers = recs[0].answers
		default:
			var ok bool
			if answers, ok = r.encodeQuickly(c.Intake); !ok {
				refused = true
				t.refuse(side, c, &recs[side])
				continue
			}
		}
		recs[side] = r.Decide(answers)
	}
	if refused {
		t.report.Refused.Cases++
		if recs[0].Outcome() == Escalate || recs[1].Outcome() == Escalate {
			t.report.Refused.Dangerous++
		}
		return
	}
	t.report.Compared++
	t.transition(c, &recs)
	if !recorded {
		return
	}
	for side := range recs {
		t.agree(side, &recs[side], decided)
	}
}

// encodeQuickly is [Recommender.Encode] without the words: ok is false for
// exactly the intakes that it refuses.
func (r *Recommender) encodeQuickly(intake Intake) (a Answers, ok bool) {
	for f, answer := range intake {
		statement, known := r.index[f]
		if !known || !answer.Valid() {
			return Answers{}, false
		}
		a.give(statement, answer)
	}
	return a, !r.entail(&a)
}

// refuse counts what is wrong by place. A refused intake may still escalate.
func (t *backtester) refuse(side int, c *Case, rec *Recommendation) {
	t.report.Refused.By[side]++
	var err error
	*rec, err = t.sides[side].Recommend(c.Intake)
	for _, failure := range therapy.FieldErrors(err) {
		t.note(sideLetters[side], failure, c)
	}
}

func (t *backtester) note(policy string, failure *therapy.FieldError, c *Case) {
	key := placeKey{policy, failure.Path, failure.Rule, failure.Hint}
	i, known := t.placeAt[key]
	switch {
	case known:
		t.report.Errors[i].Count++
	case len(t.report.Errors) < t.opts.Places:
		t.placeAt[key] = len(t.report.Errors)
		t.report.Errors = append(t.report.Errors, BacktestError{
			Policy: policy, Path: key.path, Rule: key.rule, Hint: key.hint, Count: 1, First: c.ID,
		})
	default:
		t.report.OtherErrors++
	}
}

// decision reads what was decided. One that is not written as an option is
// noted and left out.
func (t *backtester) decision(c *Case) (option int, recorded bool) {
	if c.Decided == "" {
		return 0, false
	}
	if n, known := t.number[c.Decided]; known {
		return n, true
	}
	if !c.Decided.Valid() {
		t.report.UnreadableDecisions++
		t.note("", &therapy.FieldError{Path: "/decided", Rule: "option-form", Hint: "codes of modalities, sorted and joined by +"}, c)
		return 0, false
	}
	return len(t.options), true
}

// union renumbers a set of a side's options.
func (t *backtester) union(side int, set uint16) uint32 {
	var all uint32
	for b := set; b != 0; b &= b - 1 {
		all |= 1 << t.place[side][bits.TrailingZeros16(b)]
	}
	return all
}

func (t *backtester) transition(c *Case, recs *[2]Recommendation) {
	key := transitionKey{recs[0].verdict.outcome, recs[1].verdict.outcome, t.union(0, recs[0].verdict.standing), t.union(1, recs[1].verdict.standing)}
	same := key.from == key.to && key.fromSet == key.intoSet
	switch {
	case same:
		t.report.Same++
	case key.from == Escalate && key.to != Escalate:
		t.report.EscalationsLost++
		t.report.Different++
	case key.to == Escalate:
		t.report.EscalationsNew++
		t.report.Different++
	default:
		t.report.Different++
	}
	i, known := t.at[key]
	if !known {
		if len(t.report.Transitions) == t.opts.Transitions {
			t.report.OtherTransitions++
			return
		}
		i = len(t.report.Transitions)
		t.at[key] = i
		t.report.Transitions = append(t.report.Transitions, Transition{
			A: BacktestResult{key.from, t.named(key.fromSet)}, B: BacktestResult{key.to, t.named(key.intoSet)},
		})
	}
	x := &t.report.Transitions[i]
	if x.Count++; !same && len(x.Examples) < t.opts.Examples {
		x.Examples = append(x.Examples, BacktestExample{
			ID: c.ID, DecidedByA: recs[0].verdict.decided, DecidedByB: recs[1].verdict.decided, Rules: ruleDifferences(recs),
		})
	}
}

func (t *backtester) named(set uint32) []Option {
	list := make([]Option, 0, bits.OnesCount32(set))
	for b := set; b != 0; b &= b - 1 {
		list = append(list, t.options[bits.TrailingZeros32(b)])
	}
	return list
}

// agree holds one answer against the decision.
func (t *backtester) agree(side int, rec *Recommendation, decided int) {
	x := &t.report.Agreement[side]
	x.Recorded++
	offered := t.union(side, rec.verdict.standing)
	hit := offered>>decided&1 == 1
	switch {
	case offered == 0:
		x.Nothing++
	case rec.verdict.outcome == Recommended:
		t.decided[side][bits.TrailingZeros32(offered)*(len(t.options)+1)+decided]++
		if hit {
			x.Exact++
		} else {
			x.Another++
		}
	case hit:
		x.AmongOffered++
	default:
		x.Another++
	}
}

// ruleDifferences goes through the rules of a, then those only b has, and
// returns those that do not do the same.
func ruleDifferences(recs *[2]Recommendation) []RuleDifference {
	var list []RuleDifference
	a, b := recs[0].r, recs[1].r
	for i := range a.rules {
		d := RuleDifference{Rule: a.rules[i].ID, A: recs[0].effect(i)}
		if j, ok := b.ruleByID[d.Rule]; ok {
			d.B = recs[1].effect(j)
		}
		if !d.A.equal(d.B) {
			list = append(list, d)
		}
	}
	for j := range b.rules {
		if _, ok := a.ruleByID[b.rules[j].ID]; ok {
			continue
		}
		if d := (RuleDifference{Rule: b.rules[j].ID, B: recs[1].effect(j)}); !d.A.equal(d.B) {
			list = append(list, d)
		}
	}
	return list
}

// effect works out what a rule does with the answers.
func (rec *Recommendation) effect(rule int) RuleEffect {
	c, l := &rec.r.rules[rule], rec.answers.literals()
	if !c.fires.holds(&l) {
		asks := c.requires && c.required.holds(&l) && !c.fails.holds(&l)
		if !asks {
			return RuleEffect{}
		}
		return RuleEffect{Asks: true, Layer: c.Layer}
	}
	e := RuleEffect{Fired: true, Layer: c.Layer, Excludes: slices.Clone(c.Excludes)}
	factor := 1
	if c.doubles && bit(&rec.answers.strong, c.single) {
		factor = 2
	}
	for i, info := range rec.r.policy.Options {
		if c.speaks>>i&1 == 1 {
			e.Points = append(e.Points, Points{Option: info.Option, Points: factor * int(c.given[i])})
		}
	}
	slices.SortFunc(e.Points, func(a, b Points) int { return cmp.Compare(a.Option, b.Option) })
	slices.Sort(e.Excludes)
	return e
}

func (e RuleEffect) equal(other RuleEffect) bool {
	return e.Fired == other.Fired && e.Asks == other.Asks && e.Layer == other.Layer &&
		slices.Equal(e.Points, other.Points) && slices.Equal(e.Excludes, other.Excludes)
}

// finish puts the transitions in order: escalations that are lost first, then
// other answers by how often, then equal ones; ties by what is in them.
func (t *backtester) finish() BacktestReport {
	width := len(t.options) + 1
	for side := range t.sides {
		for i, n := range t.decided[side] {
			if n == 0 {
				continue
			}
			p := DecisionPair{Advised: t.options[i/width], Count: n}
			if decided := i % width; decided < len(t.options) {
				p.Decided = t.options[decided]
			}
			t.report.Agreement[side].Pairs = append(t.report.Agreement[side].Pairs, p)
		}
	}
	slices.SortStableFunc(t.report.Transitions, func(x, y Transition) int {
		return cmp.Or(cmp.Compare(x.rank(), y.rank()), cmp.Compare(y.Count, x.Count),
			x.A.compare(y.A), x.B.compare(y.B))
	})
	return t.report
}
