package policy

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/therapykit/therapykit/therapy"
)

// Difference is one thing in which two policies differ.
type Difference struct {
	// Part is the kind of thing: "policy", "option", "stage", "statement", "question",
	// "waiver", "rule", "action", "caution" or "conflict".
	Part string `json:"part"`
	// ID names it.
	ID string `json:"id"`
	// Words say how it differs, in a sentence without its name.
	Words string `json:"words"`
}

// String returns the difference in one line: "rule f43-sensitive: gives individual +2 rather
// than +3".
func (c Difference) String() string { return c.Part + " " + c.ID + ": " + c.Words }

// Diff says in words how policy b differs from policy a, in the order of the parts of a
// policy. Inside a part, removed things come first, then changed ones, then new ones. Equal
// policies have no difference. A different order of rules is a difference, since explanations
// use that order.
func Diff(a, b Policy) []Difference {
	var d differ
	d.note("policy", a.ID, "is called", a.ID, b.ID)
	d.note("policy", a.ID, "has version", a.Version, b.Version)
	d.note("policy", a.ID, "has the title", a.Title, b.Title)
	d.note("policy", a.ID, "follows the profile", a.Profile.Clinician, b.Profile.Clinician)
	d.note("policy", a.ID, "tells clients that it follows", a.Profile.Client, b.Profile.Client)
	d.note("policy", a.ID, "has the review date", a.ReviewBy.String(), b.ReviewBy.String())
	d.note("policy", a.ID, "is composed of", componentsInWords(a.Composed), componentsInWords(b.Composed))
	compareParts(&d, "option", a.Options, b.Options, func(o OptionInfo) string { return string(o.Option) }, func(a, b OptionInfo) {
		d.note("option", string(a.Option), "is named", a.Name, b.Name)
		d.note("option", string(a.Option), "is named to clients", a.PlainName, b.PlainName)
		was, is := a.About.Points(), b.About.Points()
		for i, part := range b.About.parts() {
			d.note("option", string(a.Option), "is described ("+part.name+") as", was[i].Clinician, is[i].Clinician)
			d.note("option", string(a.Option), "is described to clients ("+part.name+") as", was[i].Client, is[i].Client)
		}
		d.note("option", string(a.Option), "has other clients in the room:", fmt.Sprint(a.About.Together), fmt.Sprint(b.About.Together))
		d.sources("option", string(a.Option), a.About.Sources, b.About.Sources)
	})
	compareParts(&d, "stage", a.Stages, b.Stages, func(s Stage) string { return s.Layer.String() }, func(a, b Stage) {
		d.note("stage", a.Layer.String(), "decides by", howDecided(a), howDecided(b))
		d.note("stage", a.Layer.String(), "has the margin", fmt.Sprint(a.Margin), fmt.Sprint(b.Margin))
		d.note("stage", a.Layer.String(), "doubles points for the answer strongly:", fmt.Sprint(a.Doubles), fmt.Sprint(b.Doubles))
	})
	compareParts(&d, "statement", statements(a), statements(b), func(f therapy.FactorInfo) string { return string(f.Factor) }, func(a, b therapy.FactorInfo) {
		id := string(a.Factor)
		d.note("statement", id, "asks", a.Question, b.Question)
		d.note("statement", id, "asks clients", a.PlainQuestion, b.PlainQuestion)
		d.note("statement", id, "has the discretion", discretionInWords(a), discretionInWords(b))
		d.note("statement", id, "is defined as", a.Definition, b.Definition)
		d.note("statement", id, "is marked", alarmInWords(a), alarmInWords(b))
		d.note("statement", id, "belongs to", a.Layer.String(), b.Layer.String())
		d.note("statement", id, "excludes", fmt.Sprint(a.Excludes), fmt.Sprint(b.Excludes))
		d.sources("statement", id, a.Sources, b.Sources)
	})
	compareParts(&d, "question", a.Questions, b.Questions, func(q therapy.Question) string { return q.ID }, func(a, b therapy.Question) {
		d.note("question", a.ID, "is about", a.Scope().String(), b.Scope().String())
		d.note("question", a.ID, "no longer has a first choice when", a.Yields.String(), b.Yields.String())
		d.note("question", a.ID, "lists every format:", fmt.Sprint(a.Complete), fmt.Sprint(b.Complete))
		d.note("question", a.ID, "is without a guideline:", fmt.Sprint(a.Weak), fmt.Sprint(b.Weak))
		d.note("question", a.ID, "is named", a.Clinician, b.Clinician)
		d.note("question", a.ID, "is named to clients", a.Client, b.Client)
	})
	d.note("policy", a.ID, "combines options by", meetingInWords(a.Meeting), meetingInWords(b.Meeting))
	d.note("policy", a.ID, "treats answers about safety as unknown after days:", fmt.Sprint(a.SafetyLimit()), fmt.Sprint(b.SafetyLimit()))
	compareParts(&d, "crisis line", a.Crisis, b.Crisis, func(c CrisisLine) string { return strings.TrimSpace(c.Place + " " + c.For) }, func(a, b CrisisLine) {
		id := strings.TrimSpace(a.Place + " " + a.For)
		d.note("crisis line", id, "says", fmt.Sprint(a.Emergency, "; ", a.Line, "; ", a.Text), fmt.Sprint(b.Emergency, "; ", b.Line, "; ", b.Text))
		d.note("crisis line", id, "was checked on", a.CheckedOn.String(), b.CheckedOn.String())
	})
	compareParts(&d, "waiver", a.Waivers, b.Waivers, func(w Waiver) string { return string(w.Statement) }, func(a, b Waiver) {
		d.note("waiver", string(a.Statement), "is the responsibility of", a.By, b.By)
		d.note("waiver", string(a.Statement), "has the reason", a.Why, b.Why)
	})
	compareParts(&d, "rule", a.Rules, b.Rules, func(r Rule) string { return r.ID }, d.rule)
	compareParts(&d, "action", a.Actions, b.Actions, func(x Action) string { return x.ID }, func(a, b Action) {
		d.saying("action", a.ID, a.When, b.When, a.Says, b.Says, a.Sources, b.Sources)
	})
	compareParts(&d, "caution", a.Cautions, b.Cautions, func(c Caution) string { return c.ID }, func(a, b Caution) {
		d.saying("caution", a.ID, a.When, b.When, a.Says, b.Says, a.Sources, b.Sources)
		d.note("caution", a.ID, "belongs to the situation", situation(a), situation(b))
		d.note("caution", a.ID, "is for the ages", a.Ages.String(), b.Ages.String())
	})
	compareParts(&d, "conflict", a.Conflicts, b.Conflicts, func(c Conflict) string { return c.ID }, func(a, b Conflict) {
		d.note("conflict", a.ID, "applies when", a.When.String(), b.When.String())
		d.note("conflict", a.ID, "says", wordsOf(a), wordsOf(b))
	})
	return d.changes
}

type differ struct{ changes []Difference }

// note adds a change if the two are not the same.
func (d *differ) note(part, id, verb, a, b string) {
	if a != b {
		d.changes = append(d.changes, Difference{part, id, fmt.Sprintf("%s %s rather than %s", verb, orNothing(b), orNothing(a))})
	}
}

func orNothing(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}

// compareParts compares two lists by id.
func compareParts[T any](d *differ, part string, a, b []T, id func(T) string, each func(a, b T)) {
	find := func(list []T, want string) int {
		return slices.IndexFunc(list, func(x T) bool { return id(x) == want })
	}
	var kept []string
	for _, x := range a {
		if find(b, id(x)) < 0 {
			d.changes = append(d.changes, Difference{part, id(x), "was removed"})
		} else {
			kept = append(kept, id(x))
		}
	}
	for _, x := range a {
		if i := find(b, id(x)); i >= 0 {
			each(x, b[i])
		}
	}
	var order []string
	for _, x := range b {
		if find(a, id(x)) < 0 {
			d.changes = append(d.changes, Difference{part, id(x), "was added"})
		} else {
			order = append(order, id(x))
		}
	}
	for i, name := range kept {
		if i < len(order) && order[i] != name {
			d.changes = append(d.changes, Difference{part, order[i], "comes before " + name})
			break
		}
	}
}

func (d *differ) rule(a, b Rule) {
	d.note("rule", a.ID, "belongs to the stage", a.Layer.String(), b.Layer.String())
	d.saying("rule", a.ID, a.When, b.When, a.Says, b.Says, a.Sources, b.Sources)
	d.note("rule", a.ID, "requires an answer if", a.RequiredIf.String(), b.RequiredIf.String())
	d.note("rule", a.ID, "asks for", fmt.Sprint(a.Asks), fmt.Sprint(b.Asks))
	d.note("rule", a.ID, "excludes", fmt.Sprint(a.Excludes), fmt.Sprint(b.Excludes))
	d.note("rule", a.ID, "is for the ages", a.Ages.String(), b.Ages.String())
	d.note("rule", a.ID, "answers the question", a.Question, b.Question)
	d.note("rule", a.ID, "grades", gradesInWords(a.Grades), gradesInWords(b.Grades))
	d.note("rule", a.ID, "offers options in addition to the first choice if", a.If.String(), b.If.String())
	d.note("rule", a.ID, "offers options in addition to the first choice until", a.Unless.String(), b.Unless.String())
	d.note("rule", a.ID, "gives", pointsInWords(a.Points), pointsInWords(b.Points))
	d.note("rule", a.ID, "balances options:", fmt.Sprint(a.Levels), fmt.Sprint(b.Levels))
	d.note("rule", a.ID, "says what makes it possible again:", a.Reopens.Clinician+" / "+a.Reopens.Client, b.Reopens.Clinician+" / "+b.Reopens.Client)
}

func (d *differ) saying(part, id string, whenA, whenB therapy.Condition, saysA, saysB Words, sourcesA, sourcesB []therapy.Source) {
	d.note(part, id, "applies when", whenA.String(), whenB.String())
	d.note(part, id, "says to clinicians", quoted(saysA.Clinician), quoted(saysB.Clinician))
	d.note(part, id, "says to clients", quoted(saysA.Client), quoted(saysB.Client))
	d.sources(part, id, sourcesA, sourcesB)
}

func (d *differ) sources(part, id string, a, b []therapy.Source) {
	if sourceIDs(a) != sourceIDs(b) {
		d.note(part, id, "has the sources", sourceIDs(a), sourceIDs(b))
	} else if !slices.Equal(a, b) {
		d.changes = append(d.changes, Difference{part, id, "describes its sources differently"})
	}
}

func componentsInWords(components []Name) string {
	words := make([]string, len(components))
	for i, c := range components {
		words[i] = c.ID + " " + c.Version
	}
	return strings.Join(words, ", then ")
}

func quoted(s string) string { return "“" + s + "”" }

func pointsInWords(points []Points) string {
	words := make([]string, len(points))
	for i, p := range points {
		words[i] = string(p.Option) + " " + signedPoints(p.Points)
	}
	return strings.Join(words, ", ")
}

func gradesInWords(grades []Grading) string {
	words := make([]string, len(grades))
	for i, g := range grades {
		words[i] = string(g.Option) + " " + g.Grade.String()
	}
	return strings.Join(words, ", ")
}

func howDecided(s Stage) string {
	if s.Layer == therapy.LayerIndication && !s.Points {
		return "grades"
	}
	if s.Layer.Weighs() {
		return "points"
	}
	return ""
}

func meetingInWords(m Meeting) string {
	if m.IsZero() {
		return ""
	}
	b, err := json.Marshal(m)
	if err != nil {
		return "something that cannot be written"
	}
	return string(b)
}

func alarmInWords(info therapy.FactorInfo) string {
	if info.Alarm == 0 {
		return ""
	}
	return info.Alarm.String()
}

func sourceIDs(sources []therapy.Source) string {
	ids := make([]string, len(sources))
	for i, s := range sources {
		ids[i] = s.ID
	}
	return strings.Join(ids, ", ")
}

func situation(c Caution) string {
	b, err := json.Marshal([]any{c.Outcomes, c.Advised, c.With, c.Without})
	if err != nil {
		return "an outcome that is none"
	}
	return string(b)
}

func wordsOf(c Conflict) string {
	b, err := json.Marshal([]any{c.Title, c.A, c.B})
	if err != nil {
		return "something that cannot be written"
	}
	return string(b)
}

func statements(p Policy) []therapy.FactorInfo {
	var infos []therapy.FactorInfo
	for _, info := range p.Factors.All() {
		infos = append(infos, info)
	}
	return infos
}

func discretionInWords(info therapy.FactorInfo) string {
	if info.Discretion == 0 {
		return "nothing"
	}
	return info.Discretion.String()
}

// signedPoints writes points with their sign; 0 has none.
func signedPoints(n int) string {
	if n == 0 {
		return "0"
	}
	return fmt.Sprintf("%+d", n)
}
