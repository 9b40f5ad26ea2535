package policy

import (
	"slices"

	"github.com/therapykit/therapykit/therapy"
)

// Stage is one step of a decision.
type Stage struct {
	// Layer says which rules speak in it.
	Layer therapy.Layer `json:"layer"`
	// Points lets the stage of indication add up points, as the other layers that weigh
	// do, instead of deciding by grades. Nothing stands between a strong indication and
	// a sum of others then, so it has to be asked for by name. Only there.
	Points bool `json:"points,omitempty"`
	// Margin is the lead that does not yet count, in points: options more than
	// Margin behind the best drop out. Only in the layers that weigh; 0 or more.
	Margin int `json:"margin,omitempty"`
	// Doubles says that [therapy.Strongly] doubles the points of a rule whose condition
	// is the one statement. Only in the layers that weigh.
	Doubles bool `json:"doubles,omitempty"`
}

// Action is something to do now when a recommendation escalates.
type Action struct {
	// ID is a stable name ([therapy.ValidName]), unique in a policy.
	ID string `json:"id"`
	// When says in which situations; the zero Condition means in every one.
	When therapy.Condition `json:"when,omitzero"`
	// Says is the instruction.
	Says    Words            `json:"says"`
	Sources []therapy.Source `json:"sources"`
}

// Caution is something an explanation has to say in a given situation.
type Caution struct {
	// ID is a stable name ([therapy.ValidName]), unique in a policy.
	ID string `json:"id"`
	// Ages says to whom it is said, or about whom. It has to be stated.
	Ages therapy.Ages `json:"ages,omitzero"`
	// Outcomes lists the outcomes it belongs to; empty means every one.
	Outcomes []Outcome `json:"outcomes,omitempty"`
	// Advised and With restrict it to recommendations in which one of the options
	// left standing is in Advised or includes a modality in With. Both empty means
	// no restriction.
	Advised []Option           `json:"advised,omitempty"`
	With    []therapy.Modality `json:"with,omitempty"`
	// Without restricts it to recommendations in which none of these options is
	// left standing.
	Without []Option `json:"without,omitempty"`
	// When has to be certainly true; the zero Condition means always.
	When therapy.Condition `json:"when,omitzero"`
	// Unless keeps the caution back while it is certainly true.
	Unless therapy.Condition `json:"unless,omitzero"`
	// ClinicianOnly keeps it out of texts for the client; it has no words for them then.
	ClinicianOnly bool             `json:"clinicianOnly,omitempty"`
	Says          Words            `json:"says"`
	Sources       []therapy.Source `json:"sources"`
}

// Position is one side of a disagreement between sources.
type Position struct {
	// Rules lists the rules that carry the position.
	Rules   []string         `json:"rules"`
	Says    Words            `json:"says"`
	Sources []therapy.Source `json:"sources"`
}

// Conflict is a known disagreement between sources. An explanation shows both
// positions wherever When holds, and says which of them decided and why.
type Conflict struct {
	// ID is a stable name ([therapy.ValidName]), unique in a policy.
	ID string `json:"id"`
	// When has to be certainly true.
	When  therapy.Condition `json:"when"`
	Title Words             `json:"title"`
	A     Position          `json:"a"`
	B     Position          `json:"b"`
}

// Policy is all that a recommendation follows from, as data: the options, the
// stages in order, the statements, the rules, and what has to be said beside
// them. The order of Rules is the order in which explanations list them.
//
// A Policy is an open struct, to be read, stored, compared and changed;
// [New] checks it, copies it and compiles it, and later changes to the struct
// do not reach what was compiled. The zero Policy is not valid.
type Policy struct {
	// ID names the policy ([therapy.ValidName]); Version tells its states apart:
	// digits and dots, such as "1.0.0".
	ID      string `json:"id"`
	Version string `json:"version"`
	Title   string `json:"title"`
	// Profile says whose guidance comes first where sources disagree, as half a
	// sentence for each reader; texts name it beside the disagreement. Optional.
	Profile Words `json:"profile,omitzero"`
	// ReviewBy is the day after which the policy should have been looked at
	// again; zero where nobody has set one.
	ReviewBy therapy.Date `json:"reviewBy,omitzero"`
	// Composed lists what the policy was made from by [Policy.Overlay], first the
	// policy at the bottom, then the overlays in the order in which they were put
	// on. It is empty for a policy that stands by itself.
	Composed []Name `json:"composed,omitempty"`
	// Aliases are digests that stand for this policy in older records, because
	// digests were made in another way then. They are not part of its digest.
	Aliases []string `json:"aliases,omitempty"`
	// Options are what may be recommended, in the order in which they are shown.
	// At most sixteen.
	Options []OptionInfo `json:"options"`
	// Stages are the steps in order: safety, sufficiency, eligibility, then the
	// layers that weigh in any order, each at most once.
	Stages []Stage `json:"stages"`
	// Factors are the statements, at most 256.
	Factors therapy.Vocabulary `json:"factors"`
	// Questions are what the rules of indication answer, and Meeting what happens where
	// they have different answers.
	Questions []therapy.Question `json:"questions,omitempty"`
	Meeting   Meeting            `json:"meeting,omitzero"`
	// Waivers name the statements whose safety the policy does without, who answers for
	// it and why; see [Policy.Losses].
	Waivers []Waiver `json:"waivers,omitempty"`
	// SafetyDays is how many days old an answer about safety may be before it counts as
	// unknown, 0 for [DefaultSafetyDays]; SafetyDaysWhy says why it is another number.
	SafetyDays    int    `json:"safetyDays,omitempty"`
	SafetyDaysWhy string `json:"safetyDaysWhy,omitempty"`
	// Crisis is whom to call, by place.
	Crisis []CrisisLine `json:"crisis,omitempty"`
	// ReviewedBy says which registered clinicians have reviewed the content, and when; empty
	// where nobody has. Documents are files that belong to the policy, such as its hazard
	// log, by name.
	ReviewedBy string   `json:"reviewedBy,omitempty"`
	Documents  []string `json:"documents,omitempty"`
	// ReplayOnly marks a policy that is kept for replaying old decisions and for
	// comparison. It is not to advise anybody.
	ReplayOnly bool `json:"replayOnly,omitempty"`
	// Rules, Actions, Cautions and Conflicts are checked against all of these.
	Rules     []Rule     `json:"rules"`
	Actions   []Action   `json:"actions"`
	Cautions  []Caution  `json:"cautions,omitempty"`
	Conflicts []Conflict `json:"conflicts,omitempty"`
}

// MaxOptions and MaxStatements are how many options and statements a policy may
// have.
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

// Scope is the whole condition of a caution: its ages and its situation.
func (c Caution) Scope() therapy.Condition {
	if c.When.IsZero() {
		if c.Ages == therapy.AnyAge || c.Ages == 0 {
			return therapy.Condition{}
		}
		return c.Ages.Condition()
	}
	return c.Ages.Of(c.When)
}
