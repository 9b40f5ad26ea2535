package policy

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"github.com/therapykit/therapykit/therapy"
)

// Digest identifies what the policy decides: "sha256:" and a hash in hexadecimal of
// everything in it except its words. Words are the title, the profile, the names of options,
// the texts of rules, actions, cautions and conflicts, the questions and definitions of
// statements and their position in a form, and the descriptions of sources. They can be
// corrected and translated under the same digest. Two policies with the same digest decide
// the same. [Policy.SafetyDigest] covers the words that matter for safety.
func (p Policy) Digest() string { return digest(coreOf(p)) }

// SafetyDigest identifies the words that a person's safety can depend on: the texts of safety
// rules and actions, the cautions for an escalation or for questions, and the questions and
// definitions of the statements that safety rules use.
func (p Policy) SafetyDigest() string {
	var said []any
	asked := map[therapy.Factor]bool{}
	for _, r := range p.Rules {
		if r.Layer != therapy.LayerSafety {
			continue
		}
		said = append(said, r.ID, r.Says)
		for f := range r.When.Factors() {
			asked[f] = true
		}
		for _, f := range r.Asks {
			asked[f] = true
		}
	}
	for _, a := range p.Actions {
		said = append(said, a.ID, a.Says)
	}
	for _, c := range p.Cautions {
		if len(c.Outcomes) == 0 || slices.Contains(c.Outcomes, Escalate) || slices.Contains(c.Outcomes, NeedsInformation) {
			said = append(said, c.ID, c.Says)
		}
	}
	for f, info := range p.Factors.All() {
		if asked[f] {
			said = append(said, f, info.Question, info.PlainQuestion, info.Definition)
		}
	}
	for _, c := range p.Crisis {
		said = append(said, c)
	}
	return digest(said)
}

// HasDigest reports whether a digest in a record belongs to this policy: it is its own
// digest, or one of its aliases.
func (p Policy) HasDigest(digest string) bool {
	return slices.Contains(p.Aliases, digest) || digest == p.Digest()
}

func digest(v any) string {
	b, err := json.Marshal(v)
	if err != nil { // only an invalid policy cannot be written
		return ""
	}
	return digestOf(b)
}

func digestOf(b []byte) string {
	sum := sha256.Sum256(b)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// core is a policy without its words: the content that the digest covers. A new field of a
// policy has to be added here, or to the words; a test checks this.
type core struct {
	ID, Version string
	ReviewBy    therapy.Date
	Composed    []Name          `json:",omitempty"`
	Options     []Option        `json:",omitempty"`
	Stages      []coreStage     `json:",omitempty"`
	Statements  []coreStatement `json:",omitempty"`
	Rules       []coreRule      `json:",omitempty"`
	Actions     []coreSaying    `json:",omitempty"`
	Cautions    []coreCaution   `json:",omitempty"`
	Conflicts   []coreConflict  `json:",omitempty"`
	Questions   []coreQuestion  `json:",omitempty"`
	Meeting     Meeting         `json:",omitzero"`
	Waivers     []Waiver        `json:",omitempty"`
	SafetyDays  int             `json:",omitempty"`
}

// Fields that were added later are left out if they have the meaning of older policies, so that
// these keep their digests: any ages, and an indication stage that adds up points.

type coreStage struct {
	Layer   therapy.Layer `json:"layer"`
	Margin  int           `json:"margin,omitempty"`
	Doubles bool          `json:"doubles,omitempty"`
	Graded  bool          `json:"graded,omitempty"`
}

type coreQuestion struct {
	ID             string
	Ages           therapy.Ages
	When, Yields   therapy.Condition
	Complete, Weak bool
}

type coreStatement struct {
	Factor     therapy.Factor
	Layer      therapy.Layer
	Discretion string
	Excludes   []therapy.Factor `json:",omitempty"`
	Sources    []string         `json:",omitempty"`
	Alarm      therapy.Alarm    `json:",omitempty"`
}

type coreRule struct {
	coreSaying
	Ages       therapy.Ages      `json:",omitzero"`
	Question   string            `json:",omitempty"`
	Grades     []Grading         `json:",omitempty"`
	If, Unless therapy.Condition `json:",omitzero"`
	Layer      therapy.Layer
	RequiredIf therapy.Condition `json:",omitzero"`
	Asks       []therapy.Factor  `json:",omitempty"`
	Excludes   []Option          `json:",omitempty"`
	Points     []Points          `json:",omitempty"`
}

type coreSaying struct {
	ID      string
	When    therapy.Condition `json:",omitzero"`
	Sources []string          `json:",omitempty"`
}

type coreCaution struct {
	coreSaying
	Ages             therapy.Ages       `json:",omitzero"`
	Unless           therapy.Condition  `json:",omitzero"`
	ClinicianOnly    bool               `json:",omitempty"`
	Outcomes         []Outcome          `json:",omitempty"`
	Advised, Without []Option           `json:",omitempty"`
	With             []therapy.Modality `json:",omitempty"`
}

type coreConflict struct {
	ID   string
	When therapy.Condition
	A, B corePosition
}

type corePosition struct {
	Rules, Sources []string `json:",omitempty"`
}

func coreOf(p Policy) core {
	c := core{ID: p.ID, Version: p.Version, ReviewBy: p.ReviewBy, Composed: p.Composed, Meeting: p.Meeting, Waivers: p.Waivers, SafetyDays: p.SafetyDays}
	for _, s := range p.Stages {
		c.Stages = append(c.Stages, coreStage{s.Layer, s.Margin, s.Doubles, s.Layer == therapy.LayerIndication && !s.Points})
	}
	for _, q := range p.Questions {
		c.Questions = append(c.Questions, coreQuestion{q.ID, q.Ages, q.When, q.Yields, q.Complete, q.Weak})
	}
	for _, o := range p.Options {
		c.Options = append(c.Options, o.Option)
	}
	for f, info := range p.Factors.All() {
		s := coreStatement{Factor: f, Layer: info.Layer, Excludes: info.Excludes, Sources: idsOf(info.Sources), Alarm: info.Alarm}
		if info.Discretion != 0 {
			s.Discretion = info.Discretion.String()
		}
		c.Statements = append(c.Statements, s)
	}
	for _, r := range p.Rules {
		c.Rules = append(c.Rules, coreRule{
			coreSaying: coreSaying{r.ID, r.When, idsOf(r.Sources)},
			Ages:       exceptAny(r.Ages), Question: r.Question, Grades: r.Grades, If: r.If, Unless: r.Unless,
			Layer: r.Layer, RequiredIf: r.RequiredIf, Asks: r.Asks, Excludes: r.Excludes, Points: r.Points,
		})
	}
	for _, a := range p.Actions {
		c.Actions = append(c.Actions, coreSaying{a.ID, a.When, idsOf(a.Sources)})
	}
	for _, x := range p.Cautions {
		c.Cautions = append(c.Cautions, coreCaution{
			coreSaying: coreSaying{x.ID, x.When, idsOf(x.Sources)},
			Ages:       exceptAny(x.Ages), Unless: x.Unless, ClinicianOnly: x.ClinicianOnly,
			Outcomes: x.Outcomes, Advised: x.Advised, Without: x.Without, With: x.With,
		})
	}
	for _, x := range p.Conflicts {
		c.Conflicts = append(c.Conflicts, coreConflict{
			ID: x.ID, When: x.When,
			A: corePosition{x.A.Rules, idsOf(x.A.Sources)}, B: corePosition{x.B.Rules, idsOf(x.B.Sources)},
		})
	}
	return c
}

func exceptAny(a therapy.Ages) therapy.Ages {
	if a == therapy.AnyAge {
		return 0
	}
	return a
}

func idsOf(sources []therapy.Source) []string {
	ids := make([]string, len(sources))
	for i, s := range sources {
		ids[i] = s.ID
	}
	return ids
}
