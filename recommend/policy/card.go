package policy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/therapykit/therapykit/recommend/internal/layout"
	"github.com/therapykit/therapykit/therapy"
)

// Card returns the whole policy as one Markdown document for people who have to agree to it:
// the options, the stages with their margins, every rule with its condition in words, its
// effect, both wordings and its sources, then actions, cautions, conflicts between sources,
// the statements with their questions, and the sources with the dates by which they should be
// reviewed. Equal policies give equal bytes.
func Card(p Policy) string {
	c := card{Page: layout.New(true), policy: &p}
	c.Title(p.Title)
	c.Paragraph(fmt.Sprintf("Policy %s, version %s, digest %s.", p.ID, p.Version, p.Digest()))
	c.Paragraph("Digest of the wording that matters for safety: " + p.SafetyDigest() + ".")
	if !p.ReviewBy.IsZero() {
		c.Paragraph("Review due by " + p.ReviewBy.String() + ".")
	}
	if p.Profile != (Words{}) {
		c.Paragraph("Profile: " + p.Profile.Clinician)
	}
	if len(p.Composed) > 0 {
		c.Section("Parts of this policy")
		for _, part := range p.Composed {
			c.Point(0, part.ID+", version "+part.Version)
		}
	}
	c.Section("Options")
	for _, o := range p.Options {
		c.Point(0, fmt.Sprintf("%s: %s; to clients: %s", o.Option, o.Name, o.PlainName))
		if !o.About.IsZero() {
			for _, says := range o.About.Points() {
				c.Point(1, says.Clinician+" To clients: "+says.Client)
			}
			c.Point(1, "Sources: "+c.cite(o.About.Sources))
		}
	}
	c.Section("Stages")
	c.Paragraph("The decision goes through the stages in this order. Points are added within a stage, never across stages.")
	for _, s := range p.Stages {
		c.Point(0, stageInWords(s))
	}
	c.safety()
	c.questions()
	for _, s := range p.Stages {
		c.Section("Rules of " + s.Layer.String())
		for _, r := range p.Rules {
			if r.Layer == s.Layer {
				c.rule(r)
			}
		}
	}
	c.Section("Actions when the outcome is escalate")
	for _, a := range p.Actions {
		c.saying(a.ID, whenInWords(a.When), a.Says, a.Sources)
	}
	if len(p.Crisis) > 0 {
		c.Section("Numbers to call in a crisis")
		for _, line := range p.Crisis {
			c.Point(0, fmt.Sprintf("%s %s: %s; %s; text %s. Checked on %s, next check due by %s. %s", line.Place, line.For, line.Emergency, line.Line, line.Text, line.CheckedOn, line.ReviewBy, line.Notes))
		}
	}
	c.Section("Cautions")
	for _, caution := range p.Cautions {
		c.saying(caution.ID, situationInWords(caution), caution.Says, caution.Sources)
	}
	c.Section("Where sources disagree")
	for _, conflict := range p.Conflicts {
		c.Part(conflict.ID)
		c.Point(0, "When: "+conflict.When.String())
		c.Point(0, "About: "+conflict.Title.Clinician)
		c.side("First position,", conflict.A)
		c.side("Second position,", conflict.B)
	}
	c.Section("Statements")
	for f, info := range p.Factors.All() {
		line := fmt.Sprintf("%s (%s): %s %s", f, info.Layer, info.Question, info.Definition)
		if info.PlainQuestion != "" {
			line += " To clients: " + info.PlainQuestion
		}
		if info.Discretion != 0 {
			line += " In texts for clients: " + info.Discretion.String() + "."
		}
		if info.Alarm != 0 {
			line += " Alarm: " + info.Alarm.String() + "."
		}
		if len(info.Excludes) > 0 {
			line += " Excludes " + listed(info.Excludes) + "."
		}
		c.Point(0, line)
	}
	c.sources()
	return c.String()
}

type card struct {
	*layout.Page
	policy *Policy
	cited  []therapy.Source
}

func stageInWords(s Stage) string {
	switch s.Layer {
	case therapy.LayerSafety:
		return "safety: if a rule certainly applies, the outcome is escalate, and no option is ranked."
	case therapy.LayerSufficiency:
		return "sufficiency: if a rule certainly applies, the outcome is needs-information."
	case therapy.LayerEligibility:
		return "eligibility: if a rule certainly applies, it excludes options."
	case therapy.LayerIndication, therapy.LayerPreference, therapy.LayerNeed, therapy.LayerPractical:
	}
	if s.Layer == therapy.LayerIndication && !s.Points {
		return "indication: rules grade the options for each clinical question. The best options of each question remain possible. An option that any question advises against is flagged. Grades are not added across questions."
	}
	words := fmt.Sprintf("%s: rules give points. An option that is behind the best one by more than %d is no longer possible.", s.Layer, s.Margin)
	if s.Doubles {
		words += " Points count twice if the answer is “strongly” and the rule depends on nothing else."
	}
	return words
}

// safety writes the waivers and who has reviewed the content.
func (c *card) safety() {
	if c.policy.ReplayOnly {
		c.Paragraph("Use this policy only for replay and comparison, not for advice.")
	}
	if c.policy.ReviewedBy == "" {
		c.Paragraph("No registered clinician has reviewed the content of this policy.")
	} else {
		c.Paragraph("Content reviewed by: " + c.policy.ReviewedBy)
	}
	if len(c.policy.Documents) > 0 {
		c.Paragraph("Documents of this policy: " + listed(c.policy.Documents) + ".")
	}
	c.Paragraph(fmt.Sprintf("An answer about safety that is more than %d days old counts as unknown. %s", c.policy.SafetyLimit(), c.policy.SafetyDaysWhy))
	if len(c.policy.Waivers) == 0 {
		return
	}
	c.Section("Waived safety requirements")
	for _, w := range c.policy.Waivers {
		c.Point(0, fmt.Sprintf("%s. Responsible: %s. Reason: %s", w.Statement, w.By, w.Why))
	}
}

func (c *card) questions() {
	if len(c.policy.Questions) == 0 {
		return
	}
	c.Section("Questions")
	c.Paragraph("The rules of indication answer these questions. If the source of a question lists every format that it supports, the question advises against all others.")
	for _, q := range c.policy.Questions {
		words := fmt.Sprintf("%s: %s (to clients: %s). Ages: %s. When: %s.", q.ID, q.Clinician, q.Client, q.Ages, q.When)
		if q.Complete {
			words += " The source lists every format that it supports."
		}
		if q.Weak {
			words += " No guideline supports it."
		}
		if !q.Yields.IsZero() {
			words += " No longer has a first choice when: " + q.Yields.String() + "."
		}
		c.Point(0, words)
	}
	m := c.policy.Meeting
	if m.Together != "" {
		c.Point(0, fmt.Sprintf("If one question offers %s and another one prefers %s, %s is possible as well.", m.Second, m.First, m.Together))
	}
	if !m.Joins.IsZero() {
		c.Point(0, fmt.Sprintf("%s is possible in addition to %s when: %s.", m.Together, m.First, m.Joins))
	}
	for _, w := range m.Wishes {
		c.Point(0, fmt.Sprintf("The client's wish for %s counts when: %s.", w.Option, w.When))
	}
}

func (c *card) rule(r Rule) {
	c.Part(r.ID)
	c.Point(0, "Ages: "+r.Ages.String())
	if r.Question != "" {
		c.Point(0, "Question: "+r.Question)
	}
	c.Point(0, "When: "+r.When.String())
	if len(r.Grades) > 0 {
		c.Point(0, "Grades: "+gradesInWords(r.Grades))
	}
	if !r.If.IsZero() {
		c.Point(0, "Offered in addition to the first choice if: "+r.If.String())
	}
	if !r.Unless.IsZero() {
		c.Point(0, "Offered in addition to the first choice until: "+r.Unless.String())
	}
	if when := r.RequiredIf; when.Equal(therapy.All()) {
		c.Point(0, "An answer is always required.")
	} else if !when.IsZero() {
		c.Point(0, "An answer is required if: "+when.String())
	}
	if r.Levels {
		c.Point(0, "Balances options: takes back points of other rules, because two reasons conflict.")
	}
	if len(r.Asks) > 0 {
		c.Point(0, "Statements to ask for: "+listed(r.Asks))
	}
	if len(r.Excludes) > 0 {
		c.Point(0, "Excludes: "+listed(r.Excludes))
		c.Point(0, "What makes it possible again: "+r.Reopens.Clinician)
		if r.Reopens.Client != r.Reopens.Clinician {
			c.Point(0, "What makes it possible again, to clients: "+r.Reopens.Client)
		}
	}
	if len(r.Points) > 0 {
		c.Point(0, "Gives: "+pointsInWords(r.Points))
	}
	c.wordings(r.Says, r.Sources)
}

func (c *card) wordings(says Words, sources []therapy.Source) {
	c.Point(0, "To clinicians: "+says.Clinician)
	c.Point(0, "To clients: "+says.Client)
	c.Point(0, "Sources: "+c.cite(sources))
}

func (c *card) saying(id, when string, says Words, sources []therapy.Source) {
	c.Part(id)
	c.Point(0, when)
	c.wordings(says, sources)
}

func (c *card) side(title string, p Position) {
	c.Point(0, title+" to clinicians: "+p.Says.Clinician)
	c.Point(0, title+" to clients: "+p.Says.Client)
	if len(p.Rules) > 0 {
		c.Point(1, "Rules: "+listed(p.Rules))
	}
	c.Point(1, "Sources: "+c.cite(p.Sources))
}

// cite names the sources and remembers them for the list at the end.
func (c *card) cite(sources []therapy.Source) string {
	for _, s := range sources {
		if !slices.Contains(c.cited, s) {
			c.cited = append(c.cited, s)
		}
	}
	return sourceIDs(sources)
}

func (c *card) sources() {
	c.Section("Sources")
	for _, s := range c.cited {
		line := s.String() + "."
		if s.Claim != "" {
			line += " " + s.Claim
		}
		if s.Remark != "" {
			line += " Remark: " + s.Remark
		}
		if s.Ages != 0 {
			line += " Ages: " + s.Ages.String() + "."
		}
		if s.Read != "" {
			line += " Read: " + s.Read + "."
		}
		if s.SupersededBy != "" {
			line += " Superseded by " + s.SupersededBy + "."
		}
		if !s.ReviewBy.IsZero() {
			line += " Review due by " + s.ReviewBy.String() + "."
		}
		c.Point(0, line)
	}
}

func whenInWords(when therapy.Condition) string {
	if when.IsZero() {
		return "When: always"
	}
	return "When: " + when.String()
}

func situationInWords(c Caution) string {
	words := whenInWords(c.When)
	if c.Ages.Valid() && c.Ages != therapy.AnyAge {
		words += "; ages: " + c.Ages.String()
	}
	if len(c.Outcomes) > 0 {
		words += "; outcome: " + strings.ReplaceAll(listed(c.Outcomes), ", ", " or ")
	}
	if len(c.Advised) > 0 {
		words += "; if advised: " + listed(c.Advised)
	}
	if len(c.With) > 0 {
		words += "; if the advised options include " + listed(c.With)
	}
	if len(c.Without) > 0 {
		words += "; if not advised: " + listed(c.Without)
	}
	return words
}

func listed[T any](list []T) string {
	words := make([]string, len(list))
	for i, x := range list {
		words[i] = fmt.Sprint(x)
	}
	return strings.Join(words, ", ")
}
