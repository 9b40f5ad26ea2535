package policy

import (
	"slices"

	"github.com/therapykit/therapykit/therapy"
)

// Stage is one step of a decision.
type Stage struct {
	// Layer says which rules apply in it.
	Layer therapy.Layer `json:"layer"`
	// Points makes the indication stage add up points, like the other weighing layers,
	// instead of deciding by grades. Then several weak indications together can outweigh a
	// strong one, so this must be stated explicitly. It is used only in the indication stage.
	Points bool `json:"points,omitempty"`
	// Margin is the difference in points that does not count: options that are more than
	// Margin behind the best drop out. It is used only in the weighing layers, and is 0 or
	// more.
	Margin int `json:"margin,omitempty"`
	// Doubles says that [therapy.Strongly] doubles the points of a rule whose whole condition
	// ([Policy.Condition]) is a single statement. A rule for certain ages depends on the age as
	// well, so it is not doubled. It is used only in the weighing layers.
	Doubles bool `json:"doubles,omitempty"`
}

// Action is something to do now when a recommendation escalates.
type Action struct {
	// ID is a stable name ([therapy.ValidName]), unique in a policy.
	ID string `json:"id"`
	// When says in which situations it applies; the zero Condition means always.
	When therapy.Condition `json:"when,omitzero"`
	// Says is the instruction.
	Says    Words            `json:"says"`
	Sources []therapy.Source `json:"sources"`
}

// Caution is something that an explanation has to say in a certain situation.
type Caution struct {
	// ID is a stable name ([therapy.ValidName]), unique in a policy.
	ID string `json:"id"`
	// Ages says for which ages of the client it applies. It has to be stated.
	Ages therapy.Ages `json:"ages,omitzero"`
	// Outcomes lists the outcomes for which it applies; empty means all.
	Outcomes []Outcome `json:"outcomes,omitempty"`
	// Advised and With restrict it to recommendations in which one of the remaining options
	// is in Advised or includes a modality in With. If both are empty, there is no
	// restriction.
	Advised []Option           `json:"advised,omitempty"`
	With    []therapy.Modality `json:"with,omitempty"`
	// Without restricts it to recommendations in which none of these options remains.
	Without []Option `json:"without,omitempty"`
	// When has to be certainly true; the zero Condition means always.
	When therapy.Condition `json:"when,omitzero"`
	// Unless prevents the caution while it is certainly true.
	Unless therapy.Condition `json:"unless,omitzero"`
	// ClinicianOnly keeps it out of texts for the client; it then has no words for the
	// client.
	ClinicianOnly bool             `json:"clinicianOnly,omitempty"`
	Says          Words            `json:"says"`
	Sources       []therapy.Source `json:"sources"`
}

// Position is one side of a disagreement between sources.
type Position struct {
	// Rules lists the rules that follow the position.
	Rules   []string         `json:"rules"`
	Says    Words            `json:"says"`
	Sources []therapy.Source `json:"sources"`
}

// Conflict is a known disagreement between sources. An explanation shows both positions if
// When is certainly true, and says which of them decided and why.
type Conflict struct {
	// ID is a stable name ([therapy.ValidName]), unique in a policy.
	ID string `json:"id"`
	// When has to be certainly true.
	When  therapy.Condition `json:"when"`
	Title Words             `json:"title"`
	A     Position          `json:"a"`
	B     Position          `json:"b"`
}

// Policy is everything that a recommendation depends on, as data: the options, the stages in
// order, the statements, the rules, and the cautions, actions and conflicts. The order of
// Rules is the order in which explanations list them.
//
// A Policy is an open struct that can be read, stored, compared and changed. recommend.New
// checks it, copies it and compiles it; later changes to the struct do not affect the
// compiled policy. The zero Policy is not valid.
type Policy struct {
	// ID names the policy ([therapy.ValidName]); Version distinguishes its states: digits and
	// dots, such as "1.0.0".
	ID      string `json:"id"`
	Version string `json:"version"`
	Title   string `json:"title"`
	// Profile says whose guidance comes first if sources disagree, as part of a sentence for
	// each reader; texts show it with the disagreement. It is optional.
	Profile Words `json:"profile,omitzero"`
	// ReviewBy is the day by which the policy should be reviewed; zero if none is set.
	ReviewBy therapy.Date `json:"reviewBy,omitzero"`
	// Composed lists the parts from which [Policy.Overlay] made the policy: first the base
	// policy, then the overlays in the order in which they were applied. It is empty for a
	// policy without overlays.
	Composed []Name `json:"composed,omitempty"`
	// Aliases are the digests of this policy in older records, from times when digests were
	// made in another way. They are not part of its digest.
	Aliases []string `json:"aliases,omitempty"`
	// Options are the options that may be recommended, in the order in which they are shown.
	// At most sixteen.
	Options []OptionInfo `json:"options"`
	// Stages are the steps in order: safety, sufficiency, eligibility, then the weighing
	// layers in any order, each at most once.
	Stages []Stage `json:"stages"`
	// Factors are the statements, at most 256.
	Factors therapy.Vocabulary `json:"factors"`
	// Questions are what the indication rules answer, and Meeting says what happens if they
	// have different answers.
	Questions []therapy.Question `json:"questions,omitempty"`
	Meeting   Meeting            `json:"meeting,omitzero"`
	// Waivers name the statements whose safety the policy drops, who is responsible and why;
	// see [Policy.Losses].
	Waivers []Waiver `json:"waivers,omitempty"`
	// SafetyDays is how many days old an answer about safety may be before it counts as
	// unknown, 0 for [DefaultSafetyDays]; SafetyDaysWhy is the reason for another number.
	SafetyDays    int    `json:"safetyDays,omitempty"`
	SafetyDaysWhy string `json:"safetyDaysWhy,omitempty"`
	// Crisis is whom to call, by place.
	Crisis []CrisisLine `json:"crisis,omitempty"`
	// ReviewedBy says which registered clinicians have reviewed the content, and when; empty
	// if nobody has. Documents are the names of files that belong to the policy, such as its
	// hazard log.
	ReviewedBy string   `json:"reviewedBy,omitempty"`
	Documents  []string `json:"documents,omitempty"`
	// ReplayOnly marks a policy that is kept for replaying old decisions and for comparison.
	// It must not be used for new decisions.
	ReplayOnly bool `json:"replayOnly,omitempty"`
	// Rules, Actions, Cautions and Conflicts refer to all of the above.
	Rules     []Rule     `json:"rules"`
	Actions   []Action   `json:"actions"`
	Cautions  []Caution  `json:"cautions,omitempty"`
	Conflicts []Conflict `json:"conflicts,omitempty"`
}

// MaxOptions and MaxStatements are the maximum numbers of options and statements of a policy.
const (
	MaxOptions    = 16
	MaxStatements = 256
)

// Clone returns a copy that shares nothing that can be changed with p.
func (p Policy) Clone() Policy {
	p.Composed, p.Aliases = slices.Clone(p.Composed), slices.Clone(p.Aliases)
	p.Options = slices.Clone(p.Options)
	for i := range p.Options {
		p.Options[i].About = p.Options[i].About.clone()
	}
	p.Stages = slices.Clone(p.Stages)
	p.Questions = slices.Clone(p.Questions)
	p.Meeting = p.Meeting.clone()
	p.Waivers = slices.Clone(p.Waivers)
	p.Crisis = slices.Clone(p.Crisis)
	p.Documents = slices.Clone(p.Documents)
	p.Rules = slices.Clone(p.Rules)
	for i := range p.Rules {
		p.Rules[i] = p.Rules[i].clone()
	}
	p.Actions = slices.Clone(p.Actions)
	for i := range p.Actions {
		p.Actions[i].Sources = slices.Clone(p.Actions[i].Sources)
	}
	p.Cautions = slices.Clone(p.Cautions)
	for i := range p.Cautions {
		p.Cautions[i] = p.Cautions[i].Clone()
	}
	p.Conflicts = slices.Clone(p.Conflicts)
	for i := range p.Conflicts {
		p.Conflicts[i] = p.Conflicts[i].Clone()
	}
	return p
}

// Clone returns a copy that shares nothing that can be changed with c.
func (c Caution) Clone() Caution {
	c.Outcomes, c.Advised, c.With = slices.Clone(c.Outcomes), slices.Clone(c.Advised), slices.Clone(c.With)
	c.Without, c.Sources = slices.Clone(c.Without), slices.Clone(c.Sources)
	return c
}

// Clone returns a copy that shares nothing that can be changed with c.
func (c Conflict) Clone() Conflict {
	for _, side := range []*Position{&c.A, &c.B} {
		side.Rules, side.Sources = slices.Clone(side.Rules), slices.Clone(side.Sources)
	}
	return c
}

// Scope returns the whole condition of a caution: its ages and its situation.
func (c Caution) Scope() therapy.Condition {
	if c.When.IsZero() {
		if c.Ages == therapy.AnyAge || c.Ages == 0 {
			return therapy.Condition{}
		}
		return c.Ages.Condition()
	}
	return c.Ages.Of(c.When)
}
