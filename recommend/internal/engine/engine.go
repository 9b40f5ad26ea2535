package engine

import "slices"

// Layer is the purpose of a rule, in the order of deciding: a layer either stops the
// decision or weighs the options.
type Layer uint8

// The layers that have a fixed meaning. Those from Indication on weigh.
const (
	Safety Layer = iota + 1
	Sufficiency
	Eligibility
	Indication
)

// MaxWeighing is the most stages that weigh.
const MaxWeighing = 4

// Weighs reports whether rules of the layer give points.
func (l Layer) Weighs() bool { return l >= Indication }

// Spec is the input that an engine is made from. Everything in it has been checked.
type Spec struct {
	Statements int
	// Excludes lists, for each statement, the statements that a yes to it settles as no.
	Excludes [][]int
	Options  int
	// Stages are those that weigh, in order.
	Stages []Stage
	// Rules are sorted by stage.
	Rules []RuleSpec
	// Graded says that indication decides by grades; indication is then the first stage that
	// weighs. Singles has the options of a single modality.
	Graded    bool
	Singles   uint16
	Questions []QuestionSpec
	Meeting   MeetingSpec
}

// Stage is a stage in which points are added up.
type Stage struct {
	Layer  Layer
	Margin int
	lanes  []lane // by option: where its points are added up
	mask   uint64 // as wide as a lane
	bias   int    // the start value of a sum, so that none falls below 0
}

// RuleSpec is a rule as numbers.
type RuleSpec struct {
	Layer Layer
	// When says when the condition is certainly true; Fails, where Requires is
	// set, when it is certainly false; Required when an answer is required.
	When, Fails, Required [][]Literal
	Requires              bool
	Excludes              uint16
	Points                []int16   // by option; all 0 or empty for a rule that grades
	Grades                []Grade   // by option, for a rule that grades; otherwise empty
	Question              int       // the question that it answers
	If, Unless            Situation // when an option graded only-if joins the first choice
	Leads                 bool      // when it fires, its request comes before those of other rules
	Doubles               bool      // strongly doubles the points of a single statement
	Single                int       // the statement, if the condition is just one; or -1
	Mentions              []int     // the statements of the condition, each once
	Asks                  []int     // the statements to ask about instead
}

// Rule is a rule with what deciding and explaining need.
type Rule struct {
	RuleSpec
	Number   int      // position among the rules
	Fires    Formula  // certainly true
	fails    *Formula // certainly false; only where Requires is set
	required *Formula // an answer is required
	Speaks   uint16   // options it gives points to, or grades
	turn     int      // position among the rules that grade, or -1
	onlyIf   uint64   // the options that it grades only-if
	// The compiled If and Unless.
	caseHolds, waitHolds *Formula
	rests                Set // the statements of the condition
}

// Names reports whether the condition of the rule names the statement.
func (c *Rule) Names(statement int) bool { return c.rests.Has(statement) }

// hangsOn reports whether the statement is in a clause of the condition that does not
// hold yet.
func (c *Rule) hangsOn(statement int, certain *Literals) bool {
	return slices.ContainsFunc(c.When, func(clause []Literal) bool {
		return slices.ContainsFunc(clause, func(x Literal) bool { return x.Statement() == statement }) && !slices.ContainsFunc(clause, certain.Has)
	})
}

// Waits reports whether the rule requires an answer and does not have it.
func (c *Rule) Waits(l *Literals) bool {
	return c.Requires && c.required.Holds(l) && !c.Fires.Holds(l) && !c.fails.Holds(l)
}

// Engine is a policy over numbers: immutable, and safe for any number of
// goroutines. Its exported fields are to be read only.
type Engine struct {
	Statements int
	Options    int
	Everyone   uint16  // all options
	Rules      []Rule  // by stage
	Stages     []Stage // those that weigh
	// Danger has the statements that may by themselves mean an escalation.
	Danger Set

	Graded    bool // whether indication decides by grades
	single    uint16
	questions []question
	rows      []gradeRow // by question
	lonely    []lonely   // by row
	rowWords  int        // how many words a set of rows takes
	meeting   meeting

	all        Set   // every statement
	excludes   []Set // by statement: those that a yes settles as no
	excluding  Set   // the statements that settle any other as no
	firstLayer []Layer
	bearing    [MaxOptions][]int // by option: the rules that grade it, give it points or exclude it
	turns      int               // how many rules grade
	doubles    Set               // statements whose points are doubled by strongly
	spreads    []spreadTable     // by stage, for proofs; see settle.go
	tables                       // all that a decision reads; see tables.go
}

// New makes an engine.
func New(s Spec) *Engine {
	e := &Engine{
		Statements: s.Statements, Options: s.Options, Everyone: uint16(1)<<s.Options - 1,
		excludes: make([]Set, s.Statements), firstLayer: make([]Layer, s.Statements),
	}
	for i := range s.Statements {
		e.all.Add(i)
	}
	for i, others := range s.Excludes {
		for _, j := range others {
			e.excludes[i].Add(j)
			e.excluding.Add(i)
		}
	}
	e.Stages = slices.Clone(s.Stages)
	e.Rules = make([]Rule, len(s.Rules))
	for i := range s.Rules {
		c := &e.Rules[i]
		e.fillRule(c, i, &s.Rules[i])
		for option := range e.Options {
			if (c.Speaks|c.Excludes)>>option&1 == 1 {
				e.bearing[option] = append(e.bearing[option], i)
			}
		}
	}
	e.single = s.Singles
	e.compileQuestions(&s)
	e.fillTables()
	e.fillSpreads()
	return e
}

func (e *Engine) fillRule(c *Rule, number int, s *RuleSpec) {
	*c = Rule{RuleSpec: *s, Number: number, Fires: NewFormula(s.When), turn: -1}
	if contradictory(s.When, s.Mentions) {
		c.Fires.refuse()
	}
	for option, grade := range s.Grades {
		if grade != 0 {
			c.Speaks |= 1 << option
		}
		if grade == OnlyIf {
			c.onlyIf |= 1 << option
		}
	}
	if len(s.Grades) > 0 {
		c.turn = e.turns
		e.turns++
		if s.If.Stated {
			c.caseHolds = new(NewFormula(s.If.When))
		}
		if s.Unless.Stated {
			c.waitHolds = new(NewFormula(s.Unless.When))
		}
	}
	if s.Requires {
		c.required, c.fails = new(NewFormula(s.Required)), new(NewFormula(s.Fails))
	}
	for option, n := range s.Points {
		if n != 0 {
			c.Speaks |= 1 << option
		}
	}
	for _, statement := range s.Mentions {
		c.rests.Add(statement)
		if e.firstLayer[statement] == 0 {
			e.firstLayer[statement] = s.Layer
		}
		if s.Layer == Safety {
			e.Danger.Add(statement)
		}
	}
}

// IsStop reports whether a rule before those that weigh names the statement.
func (e *Engine) IsStop(statement int) bool {
	layer := e.firstLayer[statement]
	return layer != 0 && !layer.Weighs()
}

// IsFact reports whether the statement is a fact to find out, not a wish: whether a rule
// before those that weigh names it or a statement that it excludes.
func (e *Engine) IsFact(statement int) bool {
	if e.firstLayer[statement] == 0 { // only statements that it excludes are named by rules
		for other := range e.Statements {
			if e.excludes[statement].Has(other) && e.IsStop(other) {
				return true
			}
		}
	}
	return e.IsStop(statement)
}

// Stage returns the position of a layer among the stages that weigh.
func (e *Engine) Stage(layer Layer) int {
	for i := range e.Stages {
		if e.Stages[i].Layer == layer {
			return i
		}
	}
	return -1
}
