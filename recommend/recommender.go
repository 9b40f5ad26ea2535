package recommend

import (
	"math"
	"math/bits"
	"slices"

	"github.com/therapykit/therapykit/therapy"
)

// Recommender is a policy compiled for use: immutable, and safe for any number
// of goroutines. The zero Recommender has no policy; make one with [New].
type Recommender struct {
	policy Policy // a private copy
	digest string

	factors []therapy.Factor       // statements by number
	index   map[therapy.Factor]int // and back
	// excludes says which statements a yes settles as no; excluding which
	// statements have any; danger which may by themselves mean an escalation.
	excludes  [][words]uint64
	excluding [words]uint64
	danger    [words]uint64

	parts jsonParts
	// firstLayer is the earliest layer in which a statement speaks, 0 for none.
	firstLayer []uint8
	rules      []compiledRule // by stage, then in the policy's order
	ruleByID   map[string]int

	// The tables below are all that a decision reads. See decide.go.
	everyone uint16 // all options
	stages   []weighingStage
	lanes    int       // words of points a stage takes: four options each
	base     []int64   // points of rules that always fire, stage by stage
	baseHeed uint16    // the options they speak about
	always   []trigger // rules to look at every time
	matters  literals
	table    []literalEntry // by literal
	points   []int64        // by literal, then stage, then lane
	doubled  []int64        // by statement, then stage, then lane: extra for Strongly
	doubles  [words]uint64  // which statements have a row in doubled
	triggers []trigger
	compound []int64       // points of compound rules, by rule, then stage, then lane
	spreads  []spreadTable // by stage, for proofs; see settle.go

	// What explanations go through, in the policy's order.
	cautions  []compiledCaution
	actions   []formula // when to say each
	conflicts []compiledConflict
}

// compiledRule is a rule with what deciding and explaining need.
type compiledRule struct {
	Rule
	fires    formula       // certainly true
	fails    formula       // certainly false; only where requires is set
	required formula       // RequiredIf is certainly true
	requires bool          // RequiredIf is stated
	number   int           // position among the rules
	given    []int16       // points by option
	doubles  bool          // Strongly doubles them
	single   int           // the one statement of the condition, or -1
	excludes uint16        // options
	rests    [words]uint64 // the statements it names
	clauses  [][]literal   // the normal form of the condition
	speaks   uint16        // options it gives points to
	asks     []int         // the statements of Asks
	mentions []int         // the statements of When
}

// compiledCaution is a caution as sets of outcomes and options.
type compiledCaution struct {
	when          formula
	with, without uint16
	outcomes      uint8
	restricted    bool // one of with has to be left standing
}

// compiledConflict is a conflict with its rules by number.
type compiledConflict struct {
	when formula
	a, b []int
}

// weighingStage is a stage in which points are added up.
type weighingStage struct {
	layer  therapy.Layer
	margin int
	at     int // where its lanes start
}

// literalEntry says what a literal sets off.
type literalEntry struct {
	heed         uint16 // options that single-literal rules speak about
	from, to     int32  // its triggers
	givesPoints  bool
	hasNoTrigger bool
}

// trigger is a rule that a literal may set off. A rule hangs on the literals of
// one of its clauses; earlier lists those before this one, so that a rule whose
// clause holds twice is set off once.
type trigger struct {
	rule    int32
	require bool // check whether an answer is required, rather than fire
	earlier []wordMask
}

// New checks the policy, copies it and compiles it. The error lists everything
// that is wrong.
func New(p Policy) (*Recommender, error) {
	if err := p.Validate(); err != nil {
		return nil, err
	}
	r := &Recommender{policy: p.Clone(), index: map[therapy.Factor]int{}, ruleByID: map[string]int{}}
	r.compileStatements()
	r.compileRules()
	r.compileTables()
	r.compileSayings()
	r.compileJSON()
	r.compileSpreads()
	r.compileLayers()
	r.digest = r.policy.Digest()
	return r, nil
}

// Must is [New] for policies that are known to be valid, such as the built-in
// one; it panics otherwise.
func Must(p Policy) *Recommender {
	r, err := New(p)
	if err != nil {
		panic("recommend.Must: " + err.Error())
	}
	return r
}

// Policy returns a copy of the policy.
func (r *Recommender) Policy() Policy { return r.policy.Clone() }

// Options returns a copy of the options, in order.
func (r *Recommender) Options() []OptionInfo { return slices.Clone(r.policy.Options) }

func (r *Recommender) compileStatements() {
	for f := range r.policy.Factors.All() {
		r.index[f] = len(r.factors)
		r.factors = append(r.factors, f)
	}
	r.excludes = make([][words]uint64, len(r.factors))
	for f, info := range r.policy.Factors.All() {
		i := r.index[f]
		for _, other := range info.Excludes {
			j := r.index[other]
			r.excludes[i][j/64] |= 1 << (j % 64)
			r.excluding[i/64] |= 1 << (i % 64)
		}
	}
}

func (r *Recommender) compileRules() {
	r.everyone = uint16(1)<<len(r.policy.Options) - 1
	r.lanes = (len(r.policy.Options) + 3) / 4
	for s, stage := range r.policy.Stages {
		if stage.Layer.Weighs() {
			r.stages = append(r.stages, weighingStage{layer: stage.Layer, margin: stage.Margin, at: len(r.stages) * r.lanes})
		}
		for _, rule := range r.policy.Rules {
			if rule.Layer != stage.Layer {
				continue
			}
			c := r.compileRule(rule, s)
			r.ruleByID[rule.ID] = len(r.rules)
			r.rules = append(r.rules, c)
		}
	}
}

func (r *Recommender) compileRule(rule Rule, stage int) compiledRule {
	c := compiledRule{Rule: rule.clone(), number: len(r.rules), single: -1, given: make([]int16, len(r.policy.Options))}
	// Validate has made sure that these normal forms exist. "Certainly false" can
	// be much longer and is compiled only where an answer is required.
	clauses, _ := normalForm(rule.When, true)
	c.fires = compileFormula(clauses, r.index)
	if c.requires = !rule.RequiredIf.IsZero(); c.requires {
		clauses, _ = normalForm(rule.RequiredIf, true)
		c.required = compileFormula(clauses, r.index)
		clauses, _ = normalForm(rule.When, false)
		c.fails = compileFormula(clauses, r.index)
	}
	if f, ok := rule.When.Statement(); ok {
		c.single = r.index[f]
		c.doubles = r.policy.Stages[stage].Doubles
	}
	for i, o := range r.policy.Options {
		if slices.Contains(rule.Excludes, o.Option) {
			c.excludes |= 1 << i
		}
		for _, p := range rule.Points {
			if p.Option == o.Option {
				c.given[i] = int16(p.Points)
				c.speaks |= 1 << i
			}
		}
	}
	for _, f := range rule.Asks {
		c.asks = append(c.asks, r.index[f])
	}
	for f := range rule.When.Factors() {
		i := r.index[f]
		c.mentions = append(c.mentions, i)
		if rule.Layer == therapy.LayerSafety {
			r.danger[i/64] |= 1 << (i % 64)
		}
	}
	return c
}

// compileSayings compiles when to say what is said beside the rules.
func (r *Recommender) compileSayings() {
	for _, a := range r.policy.Actions {
		r.actions = append(r.actions, r.compileWhen(a.When))
	}
	for _, c := range r.policy.Cautions {
		compiled := compiledCaution{when: r.compileWhen(c.When), restricted: len(c.Advised)+len(c.With) > 0}
		for i, info := range r.policy.Options {
			if slices.Contains(c.Advised, info.Option) || slices.ContainsFunc(c.With, info.Option.Includes) {
				compiled.with |= 1 << i
			}
			if slices.Contains(c.Without, info.Option) {
				compiled.without |= 1 << i
			}
		}
		for _, o := range c.Outcomes {
			compiled.outcomes |= 1 << o
		}
		if len(c.Outcomes) == 0 {
			compiled.outcomes = 1<<numOutcomes - 1
		}
		r.cautions = append(r.cautions, compiled)
	}
	for _, c := range r.policy.Conflicts {
		compiled := compiledConflict{when: r.compileWhen(c.When)}
		for _, id := range c.A.Rules {
			compiled.a = append(compiled.a, r.ruleByID[id])
		}
		for _, id := range c.B.Rules {
			compiled.b = append(compiled.b, r.ruleByID[id])
		}
		r.conflicts = append(r.conflicts, compiled)
	}
}

// compileWhen compiles when a condition is certainly true; the zero one, left
// out, always is.
func (r *Recommender) compileWhen(c therapy.Condition) formula {
	if c.IsZero() {
		return formula{}
	}
	clauses, _ := normalForm(c, true)
	return compileFormula(clauses, r.index)
}

// compileTables spreads the rules over the literals that set them off.
func (r *Recommender) compileTables() {
	width := len(r.stages) * r.lanes
	r.table = make([]literalEntry, 2*maxStatements)
	r.points = make([]int64, 2*maxStatements*width)
	r.doubled = make([]int64, maxStatements*width)
	r.compound = make([]int64, len(r.rules)*width)
	r.base = make([]int64, width)
	hung := map[literal][]trigger{}
	for i := range r.rules {
		c := &r.rules[i]
		if c.requires {
			r.hang(hung, i, &c.required, true)
		}
		if !c.Layer.Weighs() {
			r.hang(hung, i, &c.fires, false)
			continue
		}
		row := r.pack(c)
		if x, ok := c.fires.single(); ok {
			add(r.points[int(x)*width:], row)
			r.table[x].heed |= c.speaks
			r.table[x].givesPoints = true
			if c.doubles {
				add(r.doubled[c.single*width:], row)
				r.doubles[c.single/64] |= 1 << (c.single % 64)
			}
			continue
		}
		add(r.compound[i*width:], row)
		if r.hang(hung, i, &c.fires, false) {
			add(r.base, row)
			r.baseHeed |= c.speaks
		}
	}
	for x := range r.table {
		e := &r.table[x]
		e.from = int32(len(r.triggers))
		r.triggers = append(r.triggers, hung[literal(x)]...)
		e.to = int32(len(r.triggers))
		e.hasNoTrigger = e.from == e.to
		if e.givesPoints || !e.hasNoTrigger {
			r.matters.set(literal(x))
		}
	}
}

// single returns the one literal the formula consists of, if it is one.
func (f *formula) single() (literal, bool) {
	if f.never || len(f.any) > 0 || len(f.all) != 1 || bits.OnesCount64(f.all[0].mask) != 1 {
		return 0, false
	}
	return literal(int(f.all[0].word)*64 + bits.TrailingZeros64(f.all[0].mask)), true
}

// hang puts a rule under the literals of the smallest clause of its formula. It
// reports whether the formula always holds; a rule that stops, excludes or
// requires is then put among the ones to look at every time.
func (r *Recommender) hang(hung map[literal][]trigger, rule int, f *formula, require bool) (always bool) {
	if f.never {
		return false
	}
	clause := f.smallestClause()
	if clause == nil {
		if require || !r.rules[rule].Layer.Weighs() {
			r.always = append(r.always, trigger{rule: int32(rule), require: require})
		}
		return true
	}
	var before literals
	for _, m := range clause {
		for b := m.mask; b != 0; b &= b - 1 {
			x := literal(int(m.word)*64 + bits.TrailingZeros64(b))
			hung[x] = append(hung[x], trigger{rule: int32(rule), require: require, earlier: packed(before)})
			before.set(x)
		}
	}
	return false
}

// smallestClause returns the clause with the fewest literals, nil if there is
// no clause at all.
func (f *formula) smallestClause() []wordMask {
	if len(f.all) > 0 {
		m := f.all[0]
		return []wordMask{{mask: m.mask & -m.mask, word: m.word}}
	}
	var smallest []wordMask
	fewest := math.MaxInt
	for _, clause := range f.any {
		n := 0
		for _, m := range clause {
			n += bits.OnesCount64(m.mask)
		}
		if n < fewest {
			smallest, fewest = clause, n
		}
	}
	return smallest
}

// pack writes the points of a rule as lanes: four options to a word, sixteen
// bits each, added as whole numbers. A negative lane borrows from the one above
// it, and unpacking gives the borrow back, so that rows can simply be added.
func (r *Recommender) pack(c *compiledRule) []int64 {
	row := make([]int64, len(r.stages)*r.lanes)
	for _, s := range r.stages {
		if s.layer != c.Layer {
			continue
		}
		for option, n := range c.given {
			row[s.at+option/4] += int64(n) << (16 * (option % 4))
		}
	}
	return row
}

func add(to, row []int64) {
	for i, n := range row {
		to[i] += n
	}
}
