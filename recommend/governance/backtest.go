package governance

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"maps"
	"math/bits"
	"slices"
	"time"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Case is one past intake to try policies on. The zero Case is an intake without answers and
// without a recorded decision.
type Case struct {
	confidential.Hidden
	// ID is a pseudonym: the examples of the report contain it, so it must not identify the
	// person. It may be empty.
	ID string `json:"id,omitempty"`
	// Intake is what was known about the case. It is read and not kept.
	Intake recommend.Intake `json:"intake"`
	// Decided is the option that was chosen, empty if none was recorded.
	Decided policy.Option `json:"decided,omitempty"`

	wrong   error         // the error of the reader
	line    int           // the number of its line, 0 if it was not read
	columns []string      // of the table it was read from
	unread  func() []byte // what a reader could not read, in a function so that nothing prints it
}

// Err returns what is wrong with a case that was read by [ReadJSONLines] or [ReadCSV], nil if
// nothing is. If it is not nil, do not use the intake.
func (c Case) Err() error { return c.wrong }

// Dangers searches a case that could not be read for danger, as a recommender does with what it
// refuses: see [recommend.Recommender.Dangers]. It returns nothing for a case that was read.
func (c Case) Dangers(r *recommend.Recommender) recommend.Answers {
	if c.unread == nil || r == nil {
		return nil
	}
	return r.Dangers(c.unread())
}

// BacktestOptions limit a backtest and report its progress. The zero BacktestOptions give
// three examples of each transition, keep 256 transitions and 32 places of errors, and report
// no progress.
type BacktestOptions struct {
	// Examples is how many cases to show of each transition to another answer; the first ones
	// are shown. 0 means 3; a negative number means none.
	Examples int
	// Transitions is how many different transitions to keep; the first ones are kept, and
	// cases of others are only counted. 0 means 256; a negative number is refused.
	Transitions int
	// Places is how many different errors to show; the first ones are shown. 0 means 32; a
	// negative number means none.
	Places int
	// Progress, if not nil, is called after every Every cases with the number of cases read
	// so far, in the goroutine of the caller of [Backtest].
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

// Backtest answers past cases with two policies. It reports which cases get different answers
// and why, and how far each policy agrees with the recorded decisions. Cases are read once
// and not kept, so there may be millions: the options limit the memory. The same cases in the
// same order give the same report.
//
// A case counts as compared if both policies accept its intake. Agreement uses the compared
// cases only, so that both policies are judged by the same cases. Neither a refused intake
// nor an unreadable case ends the run; both are searched for danger. An answer to a statement that only one of the policies
// has is unknown for the other, and is counted in the report. A statement that neither policy
// has is probably misspelt, and its intake is refused.
//
// The error lists every invalid argument. When ctx is done, Backtest returns the report on
// the cases read so far, with ctx.Err(). It checks ctx only before each case: a sequence that
// can block has to check ctx itself.
func Backtest(ctx context.Context, a, b *recommend.Recommender, cases iter.Seq[Case], opts BacktestOptions) (BacktestReport, error) {
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

func checkBacktest(a, b *recommend.Recommender, cases iter.Seq[Case], opts BacktestOptions) error {
	var errs []error
	check := func(bad bool, path, rule string, err error) {
		if bad {
			errs = append(errs, &therapy.FieldError{Path: path, Rule: rule, Err: err})
		}
	}
	check(a == nil || len(a.Options()) == 0, "/a", "backtest-recommender", therapy.ErrRequired)
	check(b == nil || len(b.Options()) == 0, "/b", "backtest-recommender", therapy.ErrRequired)
	check(cases == nil, "/cases", "backtest-cases", therapy.ErrRequired)
	check(opts.Transitions < 0, "/opts/transitions", "backtest-bound", therapy.ErrRange)
	check(opts.Every < 0, "/opts/every", "backtest-bound", therapy.ErrRange)
	return errors.Join(errs...)
}

// backtester is a running backtest. Sides are numbered: 0 is a, 1 is b.
type backtester struct {
	sides    [2]*recommend.Recommender
	policies [2]policy.Policy
	opts     BacktestOptions
	report   BacktestReport
	options  []policy.Option       // of both policies, a's first
	number   map[policy.Option]int // the index of each option
	at       map[transitionKey]int
	placeAt  map[placeKey]int
	foreign  [2]map[therapy.Factor]int // statements that only the other policy knows, and how many answers to each
	decided  [2][]int                  // by advised option, then by decided one; the last column is any other
}

// transitionKey identifies a transition; its sets of options use the numbers of both
// policies' options.
type transitionKey struct {
	from, to         policy.Outcome
	fromSet, intoSet uint32
}

type placeKey struct{ policy, path, rule, hint string }

var sideLetters = [2]string{"a", "b"}

func newBacktester(a, b *recommend.Recommender, opts BacktestOptions) *backtester {
	t := &backtester{
		sides: [2]*recommend.Recommender{a, b}, policies: [2]policy.Policy{a.Policy(), b.Policy()},
		opts: opts, number: map[policy.Option]int{}, at: map[transitionKey]int{}, placeAt: map[placeKey]int{},
	}
	for _, p := range t.policies {
		for _, info := range p.Options {
			if _, known := t.number[info.Option]; !known {
				t.number[info.Option] = len(t.options)
				t.options = append(t.options, info.Option)
			}
		}
	}
	width := len(t.options) + 1
	for side, p := range t.policies {
		t.foreign[side] = map[therapy.Factor]int{}
		for f := range t.policies[1-side].Factors.Names() {
			if !p.Factors.Has(f) {
				t.foreign[side][f] = 0
			}
		}
		t.decided[side] = make([]int, width*width)
		t.report.Policies[side] = policy.Name{ID: p.ID, Version: p.Version, Digest: p.Digest()}
	}
	return t
}

// add answers one case with both policies.
func (t *backtester) add(c *Case) {
	if c.wrong != nil {
		t.report.Unreadable++
		t.dangers(c)
		for _, failure := range therapy.FieldErrors(c.wrong) {
			t.note("", failure, c)
		}
		return
	}
	decided, recorded := t.decision(c)
	var recs [2]recommend.Recommendation
	refused := false
	for side, r := range t.sides {
		var err error
		asked := t.asked(side, c.Intake)
		if recs[side], err = r.Recommend(asked, time.Time{}); err != nil {
			refused = true
			t.refuse(side, c, asked, err)
		}
	}
	if refused {
		t.report.Refused.Cases++
		if recs[0].Outcome() == policy.Escalate || recs[1].Outcome() == policy.Escalate {
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
		t.agree(side, recs[side], decided)
	}
}

// asked returns the intake for this side's policy: without answers to statements that only
// the other policy has.
func (t *backtester) asked(side int, in recommend.Intake) recommend.Intake {
	if len(t.foreign[side]) == 0 {
		return in
	}
	var foreign []therapy.Factor
	for f, answer := range in.Answers {
		if n, isForeign := t.foreign[side][f]; isForeign {
			if answer != therapy.Unanswered {
				t.foreign[side][f] = n + 1
			}
			foreign = append(foreign, f)
		}
	}
	if len(foreign) == 0 {
		return in
	}
	in.Answers, in.Provenance = maps.Clone(in.Answers), maps.Clone(in.Provenance)
	for _, f := range foreign {
		delete(in.Answers, f)
		delete(in.Provenance, f)
	}
	return in
}

// refuse counts errors by place. A refused intake may still escalate.
func (t *backtester) refuse(side int, c *Case, asked recommend.Intake, err error) {
	t.report.Refused.By[side]++
	for _, failure := range therapy.FieldErrors(err) {
		placed := *failure
		placed.Path = c.place(failure.Path, asked)
		t.note(sideLetters[side], &placed, c)
	}
}

// dangers reports what a case that could not be read says about danger, before its other errors.
func (t *backtester) dangers(c *Case) {
	found := recommend.Answers{}
	for _, r := range t.sides {
		maps.Copy(found, c.Dangers(r))
	}
	if len(found) > 0 {
		t.report.UnreadableDangerous++
	}
	for _, f := range slices.Sorted(maps.Keys(found)) {
		t.note("", &therapy.FieldError{
			Rule: "danger-in-refused", Hint: string(f) + " seems to be answered " + found[f].String() + "; somebody may have been in danger",
		}, c)
	}
}

func (t *backtester) note(side string, failure *therapy.FieldError, c *Case) {
	key := placeKey{side, failure.Path, failure.Rule, failure.Hint}
	i, known := t.placeAt[key]
	switch {
	case known:
		t.report.Errors[i].Count++
	case len(t.report.Errors) < t.opts.Places:
		t.placeAt[key] = len(t.report.Errors)
		t.report.Errors = append(t.report.Errors, BacktestError{
			Policy: side, Path: key.path, Rule: key.rule, Hint: key.hint, Count: 1, First: c.name(),
		})
	default:
		t.report.OtherErrors++
	}
}

// decision reads the recorded decision. A decision that is not a valid option is counted and
// left out.
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

// advised returns the advised options as a set, with the numbers of both policies' options.
func (t *backtester) advised(rec recommend.Recommendation) uint32 {
	var set uint32
	for info := range rec.Advised() {
		set |= 1 << t.number[info.Option]
	}
	return set
}

func (t *backtester) transition(c *Case, recs *[2]recommend.Recommendation) {
	key := transitionKey{recs[0].Outcome(), recs[1].Outcome(), t.advised(recs[0]), t.advised(recs[1])}
	same := key.from == key.to && key.fromSet == key.intoSet
	switch {
	case same:
		t.report.Same++
	case key.from == policy.Escalate && key.to != policy.Escalate:
		t.report.EscalationsLost++
		t.report.Different++
	case key.to == policy.Escalate:
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
		example := BacktestExample{ID: c.name(), Rules: t.differences(recs)}
		example.DecidedByA, _ = recs[0].DecidedBy()
		example.DecidedByB, _ = recs[1].DecidedBy()
		x.Examples = append(x.Examples, example)
	}
}

func (t *backtester) named(set uint32) []policy.Option {
	list := make([]policy.Option, 0, bits.OnesCount32(set))
	for b := set; b != 0; b &= b - 1 {
		list = append(list, t.options[bits.TrailingZeros32(b)])
	}
	return list
}

// agree compares one answer with the decision.
func (t *backtester) agree(side int, rec recommend.Recommendation, decided int) {
	x := &t.report.Agreement[side]
	x.Recorded++
	offered := t.advised(rec)
	hit := offered>>decided&1 == 1
	switch {
	case offered == 0:
		x.Nothing++
	case rec.Outcome() == policy.Recommended:
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

// differences compares the rules of a, then those that only b has, and returns those with
// different effects.
func (t *backtester) differences(recs *[2]recommend.Recommendation) []RuleDifference {
	var list []RuleDifference
	var effects [2]map[string]RuleEffect
	for side := range recs {
		effects[side] = map[string]RuleEffect{}
		for _, stage := range t.policies[side].Stages {
			for _, r := range t.policies[side].Rules {
				if r.Layer == stage.Layer {
					r.When = t.policies[side].Condition(r)
					effects[side][r.ID] = effectOf(r, stage, recs[side])
				}
			}
		}
	}
	for side := range recs {
		for _, stage := range t.policies[side].Stages {
			for _, r := range t.policies[side].Rules {
				if _, inA := effects[0][r.ID]; r.Layer != stage.Layer || side == 1 && inA {
					continue
				}
				if d := (RuleDifference{Rule: r.ID, A: effects[0][r.ID], B: effects[1][r.ID]}); !d.A.equal(d.B) {
					list = append(list, d)
				}
			}
		}
	}
	return list
}

// effectOf determines the effect of a rule for the answers.
func effectOf(r policy.Rule, stage policy.Stage, rec recommend.Recommendation) RuleEffect {
	switch r.When.Eval(rec.Truth) {
	case therapy.True:
	case therapy.Unknown:
		if !r.RequiredIf.IsZero() && r.RequiredIf.Eval(rec.Truth) == therapy.True {
			return RuleEffect{Asks: true, Layer: r.Layer}
		}
		return RuleEffect{}
	case therapy.False:
		return RuleEffect{}
	default:
		return RuleEffect{}
	}
	e := RuleEffect{Fired: true, Layer: r.Layer, Excludes: slices.Clone(r.Excludes)}
	times := 1
	if f, single := r.When.Statement(); single && stage.Doubles && rec.Intake().Answers[f] == therapy.Strongly {
		times = 2
	}
	for _, p := range r.Points {
		e.Points = append(e.Points, policy.Points{Option: p.Option, Points: times * p.Points})
	}
	slices.SortFunc(e.Points, func(a, b policy.Points) int { return cmp.Compare(a.Option, b.Option) })
	e.Grades = slices.Clone(r.Grades)
	slices.SortFunc(e.Grades, func(a, b policy.Grading) int { return cmp.Compare(a.Option, b.Option) })
	slices.Sort(e.Excludes)
	return e
}

func (e RuleEffect) equal(other RuleEffect) bool {
	return e.Fired == other.Fired && e.Asks == other.Asks && e.Layer == other.Layer &&
		slices.Equal(e.Points, other.Points) && slices.Equal(e.Grades, other.Grades) && slices.Equal(e.Excludes, other.Excludes)
}

// finish sorts the transitions: lost escalations first, then other differences by count, then
// equal answers; ties are sorted by their contents.
func (t *backtester) finish() BacktestReport {
	width := len(t.options) + 1
	for side := range t.sides {
		for _, f := range slices.Sorted(maps.Keys(t.foreign[side])) {
			if n := t.foreign[side][f]; n > 0 {
				t.report.Foreign = append(t.report.Foreign, ForeignStatement{Policy: sideLetters[side], Statement: f, Count: n})
			}
		}
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
