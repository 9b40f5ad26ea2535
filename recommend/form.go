package recommend

import (
	"cmp"
	"iter"
	"math"
	"slices"

	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// FormFormat is the value of the member "format" of a form.
const FormFormat = "therapykit-form/1"

// MaxNeeds is the maximum number of needs that can be ticked in a form: those that matter
// most. If that many are ticked, the blank needs stay unknown: they do not count as "no".
const MaxNeeds = 3

// Form is the list of questions in the order that a person expects: who they are, whether
// they are safe, what the problem is, what is possible, what they want. It is data: encode
// it, show it in any way, and turn the filled form into an [Intake] with [Form.Intake]. It
// contains nothing about a person. The zero Form asks nothing.
//
// These figures are for 2,000 plausible made-up people and the form of the standard policy.
// If they tick what is true and answer the questions for which a blank is not an answer, 99.6
// % get the same outcome as with all 174 answers; the others have more needs than the form
// takes. If they only tick what is true, it is 91.5 %, and most of the others are asked for
// the one missing answer. The form misses no escalation. For one person the fourth of four
// needs changes the outcome from individual to group; the recommendation says that more
// answers can still change it. After the questions that are then open ([Interview.After], 4.3
// on average), everybody gets the outcome of all answers.
//
// In an [Interview] from the beginning, everybody gets the outcome of all answers too.
// Question by question it asks 69.2 of the 174 on average and 103 at most; section by section
// it shows 7.2 sections with 100 questions on average, and 11 with 160 at most. A test prints
// these figures (TestWaysOfAsking).
type Form struct {
	// Format is [FormFormat].
	Format string `json:"format"`
	// Policy names the policy that the form was made from.
	Policy policy.Name `json:"policy"`
	// Sections are the parts, in the order in which they are asked.
	Sections []FormSection `json:"sections"`
}

// FormSection is one part of a form.
type FormSection struct {
	// Section is which part it is.
	Section therapy.Section `json:"section"`
	// Title is its heading.
	Title policy.Words `json:"title"`
	// AtMost is how many questions may be answered with yes, 0 for any number. Questions that
	// are asked because of other answers do not count.
	AtMost int `json:"atMost,omitempty"`
	// GoneThrough is the text of the box at the end of the section; empty if there is no box.
	// If the box is ticked, blanks count as no for items with [FormItem.BlankIsNo].
	GoneThrough policy.Words `json:"goneThrough,omitzero"`
	// Questions are the questions of the section.
	Questions []FormQuestion `json:"questions"`
}

// FormQuestion is one question: a statement to answer, or a choice between statements of
// which at most one is true.
type FormQuestion struct {
	// ID is the name of the statement, or of the choice.
	ID string `json:"id"`
	// Choice says that it is a choice. Then at most one of the items is true.
	Choice bool `json:"choice,omitempty"`
	// If and Unless say when it is asked: while If is certainly true and Unless is not. A
	// zero Condition has no effect.
	If     therapy.Condition `json:"if,omitzero"`
	Unless therapy.Condition `json:"unless,omitzero"`
	// Clinician says that it is only on the clinician's sheet.
	Clinician bool `json:"clinician,omitempty"`
	// InPerson says that it is asked in person and in private, and is on no sheet that other
	// people may see.
	InPerson bool `json:"inPerson,omitempty"`
	// Items are the statements: one, or all of the choice.
	Items []FormItem `json:"items"`
}

// FormItem is one statement of a question.
type FormItem struct {
	// Factor is the statement.
	Factor therapy.Factor `json:"factor"`
	// Question is the question, for a clinician and for the client.
	Question policy.Words `json:"question"`
	// Definition says when the answer is yes.
	Definition string `json:"definition"`
	// BlankIsNo says that a blank counts as no if the section's box is ticked. It is set for
	// statements whose "no" makes no rule fire, and never for safety.
	BlankIsNo bool `json:"blankIsNo,omitempty"`
	// Strongly says that it can also be answered with [FormStrongly], because it is a wish or
	// a need.
	Strongly bool `json:"strongly,omitempty"`
	// Trained says that only a trained person can answer yes.
	Trained bool `json:"trained,omitempty"`
	// Follows is the condition under which the statement follows from other answers.
	Follows therapy.Condition `json:"follows,omitzero"`
}

// NewForm makes the form of a policy. It contains every statement that a rule, caution,
// action or conflict uses, once. Statements that follow from others are in the last question
// of their section, which is hidden. Unused statements are left out.
func NewForm(p policy.Policy) (Form, error) {
	if err := p.Validate(); err != nil {
		return Form{}, err
	}
	return formOf(p), nil
}

// formOf makes the form of a policy that is known to be valid.
func formOf(p policy.Policy) Form {
	used, negated := usedIn(p)
	required := requiredIn(p)
	form := Form{Format: FormFormat, Policy: policy.Name{ID: p.ID, Version: p.Version}}
	for section := range sections() {
		part := FormSection{Section: section, Title: sectionTitles[section]}
		if section == therapy.SectionNeeds {
			part.AtMost = MaxNeeds
		}
		if section != therapy.SectionSafety {
			part.GoneThrough = goneThrough
		}
		var asked []therapy.FactorInfo
		for f, info := range p.Factors.All() {
			if info.FormSection() == section && used[f] {
				asked = append(asked, info)
			}
		}
		slices.SortStableFunc(asked, func(a, b therapy.FactorInfo) int { return cmp.Compare(place(a), place(b)) })
		for _, info := range asked {
			part.add(info, !negated[info.Factor], required[info.Factor])
		}
		if len(part.Questions) > 0 {
			form.Sections = append(form.Sections, part)
		}
	}
	return form
}

// place is the position of a statement in its section.
func place(info therapy.FactorInfo) int { return cmp.Or(info.Asking.Order, math.MaxInt) }

func sections() iter.Seq[therapy.Section] {
	return func(yield func(therapy.Section) bool) {
		for s := therapy.SectionPerson; s.Valid() && yield(s); s++ {
			continue
		}
	}
}

// add puts a statement into the section: into the choice that it belongs to, or as a
// question of its own.
func (s *FormSection) add(info therapy.FactorInfo, blankIsNo bool, required []therapy.Condition) {
	asking := info.Asking
	if len(required) > 0 {
		asking = askedFor(asking, required)
	}
	item := FormItem{
		Factor:     info.Factor,
		Question:   policy.Words{Clinician: info.Question, Client: info.ToClient()},
		Definition: info.Definition,
		BlankIsNo: blankIsNo && !asking.BlankStays && asking.Follows.IsZero() && asking.Choice == "" &&
			info.Layer != therapy.LayerSafety && s.Section != therapy.SectionSafety,
		Strongly: info.Layer == therapy.LayerPreference || info.Layer == therapy.LayerNeed,
		Trained:  asking.Trained,
		Follows:  asking.Follows,
	}
	question := FormQuestion{
		ID: string(info.Factor), If: asking.If, Unless: asking.Unless, Clinician: asking.Clinician,
		InPerson: info.Discretion == therapy.InPersonOnly, Items: []FormItem{item},
	}
	if asking.Choice != "" {
		question.ID, question.Choice = asking.Choice, true
		same := func(q FormQuestion) bool { return q.Choice && q.ID == asking.Choice }
		if i := slices.IndexFunc(s.Questions, same); i >= 0 {
			s.Questions[i].Items = append(s.Questions[i].Items, item)
			return
		}
	}
	s.Questions = append(s.Questions, question)
}

// askedFor extends the condition for asking a statement by the cases in which the policy
// requires it, so that a form never hides a question that the policy asks.
func askedFor(asking therapy.Asking, required []therapy.Condition) therapy.Asking {
	if !asking.If.IsZero() {
		asking.If = therapy.Any(slices.Concat([]therapy.Condition{asking.If}, required)...)
	}
	if !asking.Unless.IsZero() {
		hidden := []therapy.Condition{asking.Unless}
		for _, c := range required {
			hidden = append(hidden, therapy.Not(c))
		}
		asking.Unless = therapy.All(hidden...)
	}
	return asking
}

// requiredIn finds the cases in which a policy requires an answer before it decides further.
// Answers that are always required are not included: they are asked for unless another answer
// settles them.
func requiredIn(p policy.Policy) map[therapy.Factor][]therapy.Condition {
	required := map[therapy.Factor][]therapy.Condition{}
	unknown := func(therapy.Factor) therapy.Truth { return therapy.Unknown }
	for _, r := range p.Rules {
		if r.RequiredIf.IsZero() || r.RequiredIf.Eval(unknown) == therapy.True {
			continue
		}
		asks := r.Asks
		if len(asks) == 0 {
			asks = slices.Collect(r.When.Factors())
		}
		for _, f := range asks {
			named := slices.Contains(slices.Collect(r.RequiredIf.Factors()), f)
			if !named && !slices.ContainsFunc(required[f], r.RequiredIf.Equal) {
				required[f] = append(required[f], r.RequiredIf)
			}
		}
	}
	return required
}

// usedIn finds the statements that a policy uses, and those whose no can make a rule fire,
// because a condition contains them negated.
func usedIn(p policy.Policy) (used, negated map[therapy.Factor]bool) {
	used, negated = map[therapy.Factor]bool{}, map[therapy.Factor]bool{}
	var walk func(c therapy.Condition, positive bool)
	walk = func(c therapy.Condition, positive bool) {
		if f, ok := c.Statement(); ok {
			used[f] = true
			if !positive {
				negated[f] = true
			}
			return
		}
		if inner, ok := c.Negated(); ok {
			walk(inner, !positive)
			return
		}
		if parts, _, ok := c.Parts(); ok {
			for part := range parts {
				walk(part, positive)
			}
		}
	}
	for condition := range p.Conditions() {
		walk(condition, true)
	}
	for _, r := range p.Rules {
		for _, f := range r.Asks {
			used[f] = true
		}
	}
	// Statements that are used only to decide whether to ask, or whether another follows,
	// have to be asked too.
	for changed := true; changed; {
		changed = false
		for f, info := range p.Factors.All() {
			if !used[f] {
				continue
			}
			for _, c := range [...]therapy.Condition{info.Asking.If, info.Asking.Unless, info.Asking.Follows} {
				for other := range c.Factors() {
					changed = changed || !used[other]
					used[other] = true
				}
			}
		}
	}
	return used, negated
}

// Questions yields the questions for a reader with the answers so far, section by section:
// those whose condition for being asked is met, without those on the other reader's sheet.
func (f Form) Questions(reader policy.Reader, so Answers) iter.Seq2[therapy.Section, FormQuestion] {
	truth := func(f therapy.Factor) therapy.Truth { return so[f].Truth() }
	return func(yield func(therapy.Section, FormQuestion) bool) {
		for _, section := range f.Sections {
			for _, q := range section.Questions {
				if q.Asked(truth) && (reader != policy.Client || !q.Clinician && !q.InPerson) && !yield(section.Section, q) {
					return
				}
			}
		}
	}
}

// clone returns a copy that shares nothing with the question.
func (q FormQuestion) clone() FormQuestion {
	q.Items = slices.Clone(q.Items)
	return q
}

// Asked reports whether the question is asked with the answers so far. A question whose items
// follow from others is never asked.
func (q FormQuestion) Asked(truth func(therapy.Factor) therapy.Truth) bool {
	if !q.If.IsZero() && q.If.Eval(truth) != therapy.True || !q.Unless.IsZero() && q.Unless.Eval(truth) == therapy.True {
		return false
	}
	return slices.ContainsFunc(q.Items, func(item FormItem) bool { return item.Follows.IsZero() })
}

// Item finds the statement in the form.
func (f Form) Item(factor therapy.Factor) (item FormItem, q FormQuestion, ok bool) {
	for _, section := range f.Sections {
		for _, q := range section.Questions {
			for _, item := range q.Items {
				if item.Factor == factor {
					return item, q, true
				}
			}
		}
	}
	return FormItem{}, FormQuestion{}, false
}

var goneThrough = policy.Words{Clinician: "Gone through with the person.", Client: "I have read all of these."}

// sectionTitles are the headings of the sections.
var sectionTitles = [...]policy.Words{
	therapy.SectionPerson:    {Clinician: "Who, consent, place", Client: "You and your say"},
	therapy.SectionSafety:    {Clinician: "Danger today", Client: "Safe today"},
	therapy.SectionConcern:   {Clinician: "Diagnosis and treatment so far", Client: "What is the matter"},
	therapy.SectionJoining:   {Clinician: "Can a group be joined?", Client: "Could you join a group?"},
	therapy.SectionWish:      {Clinician: "Wish and privacy", Client: "What you would like"},
	therapy.SectionNeeds:     {Clinician: "Needs, up to three", Client: "What matters most to you, up to three"},
	therapy.SectionPractical: {Clinician: "Practical matters", Client: "Time, money, travel"},
}
