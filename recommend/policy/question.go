package policy

import (
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
)

// Grading is the grade that an indication rule gives to one option for its question.
type Grading struct {
	Option Option        `json:"option"`
	Grade  therapy.Grade `json:"grade"`
}

// Meeting says what happens if questions have different answers. The zero Meeting joins no
// options and counts no wish.
//
// The clinical reference describes it as semantics V: options are ranked within each
// question, an option that any question opposes is flagged, and nothing is added up across
// questions.
type Meeting struct {
	// First, Second and Together are options. If one question offers Second and another
	// question prefers First, Together is possible as well, unless a question grades it
	// against. All three or none are given.
	First    Option `json:"first,omitempty"`
	Second   Option `json:"second,omitempty"`
	Together Option `json:"together,omitempty"`
	// Joins is the condition under which Together is possible in addition to First although
	// no question says so: an informed wish for both, or needs that concern different
	// aspects.
	Joins therapy.Condition `json:"joins,omitzero"`
	// Wishes are the informed wishes that always count, except that a flagged option is never
	// advised alone because of a wish.
	Wishes []Wish `json:"wishes,omitempty"`
}

// Wish is the condition under which the person has an informed wish for an option: the
// options were discussed.
type Wish struct {
	Option Option            `json:"option"`
	When   therapy.Condition `json:"when"`
}

// MaxGraded is the maximum number of rules with grades, and of questions, in a policy.
const MaxGraded = 256

func (m Meeting) clone() Meeting {
	m.Wishes = slices.Clone(m.Wishes)
	return m
}

// IsZero reports whether m is the zero Meeting.
func (m Meeting) IsZero() bool {
	return !m.joinsOptions() && m.Joins.IsZero() && len(m.Wishes) == 0
}

// joinsOptions reports whether the meeting names options that can be joined.
func (m Meeting) joinsOptions() bool { return m.First != "" || m.Second != "" || m.Together != "" }

func (m Meeting) validate() error {
	var c therapy.Check
	if m.joinsOptions() {
		if m.First == m.Second || m.First == m.Together || m.Second == m.Together {
			c.Wrong("", "meeting-options", "three different options", therapy.ErrDuplicate)
		}
	} else if !m.Joins.IsZero() {
		c.Wrong("/joins", "meeting-joins", "a condition only together with first, second and together", therapy.ErrContradiction)
	}
	optional(&c, "/joins", m.Joins)
	for i, w := range m.Wishes {
		c.Part(therapy.Pointer("wishes", strconv.Itoa(i), "when"), w.When.Validate())
	}
	return c.Err()
}

// Question returns the question with the id.
func (p Policy) Question(id string) (therapy.Question, bool) {
	for i := range p.Questions {
		if p.Questions[i].ID == id {
			return p.Questions[i], true
		}
	}
	return therapy.Question{}, false
}

// Condition returns the whole condition of a rule: its ages, its question, and its own
// condition. Deciding and explaining both use it, so that no rule applies to people about
// whom its source says nothing.
func (p Policy) Condition(r Rule) therapy.Condition {
	q, ok := p.Question(r.Question)
	if !ok {
		return r.Ages.Of(r.When)
	}
	if r.When.Equal(therapy.All()) {
		return r.Ages.Of(q.When)
	}
	return r.Ages.Of(therapy.All(q.When, r.When))
}

// Grades reports whether the indication stage decides by grades.
func (p Policy) Grades() bool {
	return slices.ContainsFunc(p.Stages, func(s Stage) bool { return s.Layer == therapy.LayerIndication && !s.Points })
}

func (v *policyCheck) questions() {
	seen := map[string]bool{}
	for i, q := range v.policy.Questions {
		place := therapy.Pointer("questions", strconv.Itoa(i))
		v.Part(place, q.Validate())
		if seen[q.ID] {
			v.Wrong(place+"/id", "question-duplicate", "", therapy.ErrDuplicate)
		}
		seen[q.ID] = true
		v.condition(place+"/when", q.When)
		v.condition(place+"/yields", q.Yields)
	}
	graded := 0
	for _, r := range v.policy.Rules {
		if len(r.Grades) > 0 {
			graded++
		}
	}
	if len(v.policy.Questions) > MaxGraded {
		v.Wrong("/questions", "policy-questions", "at most 256 questions", therapy.ErrRange)
	}
	if graded > MaxGraded {
		v.Wrong("/rules", "policy-graded", "at most 256 rules with grades", therapy.ErrRange)
	}
	m := v.policy.Meeting
	v.Part("/meeting", m.validate())
	if m.joinsOptions() {
		v.option("/meeting/first", m.First)
		v.option("/meeting/second", m.Second)
		v.option("/meeting/together", m.Together)
	}
	v.condition("/meeting/joins", m.Joins)
	for i, w := range m.Wishes {
		place := therapy.Pointer("meeting", "wishes", strconv.Itoa(i))
		v.option(place+"/option", w.Option)
		v.condition(place+"/when", w.When)
	}
	if !v.policy.Grades() && (len(v.policy.Questions) > 0 || !m.IsZero()) {
		v.Wrong("/questions", "questions-without-grades", "no questions, because the indication stage adds up points", therapy.ErrContradiction)
	}
}

// grading checks what a rule grades against the question and the stage.
func (v *policyCheck) grading(place string, r Rule) {
	if r.Layer != therapy.LayerIndication {
		return
	}
	if grades := v.policy.Grades(); grades != (len(r.Grades) > 0) {
		hint := "grades, because the indication stage decides by grades; to add up points, set points to true in the stage"
		if !grades {
			hint = "no grades, because the indication stage adds up points"
		}
		v.Wrong(place+"/grades", "rule-grades-stage", hint, therapy.ErrContradiction)
	}
	if r.Question == "" {
		return
	}
	q, ok := v.policy.Question(r.Question)
	if !ok {
		v.Wrong(place+"/question", "question-unknown", "the policy has no such question", therapy.ErrReference)
	} else if r.Ages&^q.Ages != 0 {
		v.Wrong(place+"/ages", "rule-ages-question", "only ages that the question includes", therapy.ErrContradiction)
	}
	for i, g := range r.Grades {
		v.option(place+therapy.Pointer("grades", strconv.Itoa(i), "option"), g.Option)
	}
	v.condition(place+"/if", r.If)
	v.condition(place+"/unless", r.Unless)
}
