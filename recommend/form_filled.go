package recommend

import (
	"maps"
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// FormAnswer is the ticked answer to a statement of a form. The zero FormAnswer is a blank,
// which does not mean "no".
type FormAnswer uint8

// The answers of a form.
const (
	// FormYes means that the statement is true.
	FormYes FormAnswer = iota + 1
	// FormStrongly means that the statement is true, and matters a lot.
	FormStrongly
	// FormNo means that the statement is not true.
	FormNo
	// FormNotKnown means "I don't know". The statement stays unknown and is not asked again.
	FormNotKnown
	// FormPreferNot means "I'd rather not say". The statement stays unknown, is not asked
	// again, and is printed nowhere.
	FormPreferNot
	// FormNotAboutMe means "this is not about me". It counts as no if a blank may count as
	// no, and otherwise as unknown.
	FormNotAboutMe

	numFormAnswers
)

//enum:names FormAnswer
var formAnswerNames = [numFormAnswers]string{
	FormYes:        "yes",
	FormStrongly:   "strongly",
	FormNo:         "no",
	FormNotKnown:   "not-known",
	FormPreferNot:  "prefer-not",
	FormNotAboutMe: "not-about-me",
}

// FormAnswerOf returns the answer of a form that says the same as an answer of an intake. For
// [therapy.Unanswered], and for what is not an answer, it is the zero FormAnswer.
func FormAnswerOf(answer therapy.Answer) FormAnswer {
	switch answer {
	case therapy.Yes:
		return FormYes
	case therapy.Strongly:
		return FormStrongly
	case therapy.No:
		return FormNo
	case therapy.Unanswered:
	}
	return 0
}

// Truth returns the truth value of the statement with this answer.
func (a FormAnswer) Truth() therapy.Truth {
	switch a {
	case FormYes, FormStrongly:
		return therapy.True
	case FormNo, FormNotAboutMe:
		return therapy.False
	case 0, FormNotKnown, FormPreferNot, numFormAnswers:
	}
	return therapy.Unknown
}

// FromSection is the origin of a no for a blank in a section whose box is ticked.
// FromFollowing is the origin of an answer that follows from others of the form.
const (
	FromSection   Origin = "section"
	FromFollowing Origin = "following"
)

// Filled is a filled form. It is about a person: it can be encoded as JSON, but shows nothing
// by accident. The zero Filled is a blank form.
type Filled struct {
	confidential.Hidden
	// Answers are the ticks. A statement that is not in the map is blank.
	Answers map[therapy.Factor]FormAnswer `json:"answers,omitempty"`
	// GoneThrough lists the sections whose box is ticked.
	GoneThrough []therapy.Section `json:"goneThrough,omitempty"`
	// Assessed says who filled it in and when. A program that reads a posted form has to set
	// it: unless it names a clinician, the statement that settles all dangers stays unknown.
	Assessed Provenance `json:"assessed,omitzero"`
}

// Equal reports whether the two are filled in equally; the order of sections does not matter.
func (x Filled) Equal(other Filled) bool {
	sorted := func(list []therapy.Section) []therapy.Section {
		return slices.Compact(slices.Sorted(slices.Values(list)))
	}
	return maps.Equal(x.Answers, other.Answers) && x.Assessed.Equal(other.Assessed) &&
		slices.Equal(sorted(x.GoneThrough), sorted(other.GoneThrough))
}

// Intake turns a filled form into an intake. Each answer states its origin: a form; a
// section, for a blank that counts as no; or other answers, if it follows from them.
//
// It refuses, and reports at once, statements that the form does not have, invalid answers,
// two true statements of one choice, and more needs than the form takes. Two wishes at once
// become the statement that follows from them, if the policy has one.
//
// A yes that only a trained person can give counts only if [Filled.Assessed] says that a
// clinician gave it ([ByClinician]); otherwise it stays unknown.
//
// A refused form is still searched for danger: the intake then has the answers of
// [Form.Dangers] and nothing else. Pass it to [Recommender.Recommend] all the same, and if the
// outcome is to escalate, act on it.
func (f Form) Intake(filled Filled) (Intake, error) {
	var c therapy.Check
	in := Intake{Answers: Answers{}, Provenance: map[therapy.Factor]Provenance{}, Assessed: filled.Assessed}
	if in.Assessed.From == "" && in.Assessed != (Provenance{}) {
		in.Assessed.From = FromForm
	}
	c.Part("/assessed", filled.Assessed.Validate())
	for i, factor := range slices.Sorted(maps.Keys(filled.Answers)) {
		item, _, ok := f.Item(factor)
		given := filled.Answers[factor]
		switch {
		case !ok:
			c.Wrong(memberPath(i), "form-statement", "the form has no such statement", therapy.ErrReference)
		case !given.Valid():
			c.Wrong(therapy.Pointer("answers", string(factor)), "form-answer", "one of yes, strongly, no, not-known, prefer-not, not-about-me", therapy.ErrUnknown)
		default:
			if answer := item.answer(given, filled.Assessed.By); answer != therapy.Unanswered {
				in.Answers[factor] = answer
			}
		}
	}
	for i, section := range filled.GoneThrough {
		if !section.Valid() {
			c.Wrong(therapy.Pointer("goneThrough", strconv.Itoa(i)), "form-section", "", therapy.ErrUnknown)
		}
	}
	if c.Failed() {
		return f.refused(filled, c.Err())
	}
	for _, section := range f.Sections {
		if slices.Contains(filled.GoneThrough, section.Section) && section.GoneThrough != (policy.Words{}) {
			section.blanks(&in, filled)
		}
	}
	for _, section := range f.Sections {
		section.following(&in)
		section.check(&c, in)
	}
	if c.Failed() {
		return f.refused(filled, c.Err())
	}
	return in, nil
}

// answer returns the answer to the statement for a tick.
func (item FormItem) answer(given FormAnswer, by Informant) therapy.Answer {
	switch given {
	case FormYes, FormStrongly:
		if item.Trained && by != ByClinician {
			return therapy.Unanswered
		}
		if given == FormStrongly {
			return therapy.Strongly
		}
		return therapy.Yes
	case FormNo:
		return therapy.No
	case FormNotAboutMe:
		if item.BlankIsNo {
			return therapy.No
		}
	case 0, FormNotKnown, FormPreferNot, numFormAnswers:
	}
	return therapy.Unanswered
}

// blanks counts the blanks of a section with a ticked box as no, if that is allowed. In a
// full list of needs they stay unknown, since more needs may be true than fit in.
func (s FormSection) blanks(in *Intake, filled Filled) {
	full := s.full(in.Answers)
	for _, q := range s.Questions {
		for _, item := range q.Items {
			if _, ticked := filled.Answers[item.Factor]; item.BlankIsNo && !ticked && !(full && q.counts()) {
				in.Answers[item.Factor] = therapy.No
				in.Provenance[item.Factor] = Provenance{From: FromSection}
			}
		}
	}
}

// counts reports whether the question counts towards the limit of its section. Questions that
// are asked because of other answers do not count.
func (q FormQuestion) counts() bool { return q.If.IsZero() }

// ticked lists the statements that count towards the limit of the section and are answered
// yes.
func (s FormSection) ticked(so Answers) []therapy.Factor {
	var list []therapy.Factor
	for _, q := range s.Questions {
		for _, item := range q.Items {
			if q.counts() && item.Follows.IsZero() && so[item.Factor].Truth() == therapy.True {
				list = append(list, item.Factor)
			}
		}
	}
	return list
}

// full reports whether the section has reached its limit.
func (s FormSection) full(so Answers) bool { return s.AtMost > 0 && len(s.ticked(so)) >= s.AtMost }

// over is the first statement beyond the limit of the section, if there is one.
func (s FormSection) over(so Answers) (therapy.Factor, bool) {
	ticked := s.ticked(so)
	if s.AtMost == 0 || len(ticked) <= s.AtMost {
		return "", false
	}
	return ticked[s.AtMost], true
}

// following adds the statements that follow from the answers. If a statement follows from two
// statements of one choice, it replaces them.
func (s FormSection) following(in *Intake) {
	truth := func(f therapy.Factor) therapy.Truth { return in.Answers[f].Truth() }
	for _, q := range s.Questions {
		for _, item := range q.Items {
			if item.Follows.IsZero() || in.Answers[item.Factor] != therapy.Unanswered || item.Follows.Eval(truth) != therapy.True {
				continue
			}
			for f := range item.Follows.Factors() {
				if s.inChoice(f) {
					delete(in.Answers, f)
				}
			}
			in.Answers[item.Factor] = therapy.Yes
			in.Provenance[item.Factor] = Provenance{From: FromFollowing}
		}
	}
}

func (s FormSection) inChoice(factor therapy.Factor) bool {
	return slices.ContainsFunc(s.Questions, func(q FormQuestion) bool {
		return q.Choice && slices.ContainsFunc(q.Items, func(item FormItem) bool { return item.Factor == factor })
	})
}

// check finds choices with two true statements, and sections with too many.
func (s FormSection) check(c *therapy.Check, in Intake) {
	for _, q := range s.Questions {
		n := 0
		for _, item := range q.Items {
			if item.Follows.IsZero() && in.Answers[item.Factor].Truth() == therapy.True {
				n++
			}
		}
		if q.Choice && n > 1 {
			c.Wrong(therapy.Pointer("answers", string(q.Items[0].Factor)), "form-choice", "at most one of the choice is true", therapy.ErrContradiction)
		}
	}
	if over, ok := s.over(in.Answers); ok {
		c.Wrong(therapy.Pointer("answers", string(over)), "form-at-most", "at most "+strconv.Itoa(s.AtMost)+" in section "+s.Section.String(), therapy.ErrRange)
	}
}

// Filled returns the filled form that gives the intake: every answer is ticked, and no box of
// a section. Answers to statements that the form does not have are an error, so that nothing
// is lost. [Form.Intake] of the result gives the same answers, except that all of them have a
// form as their origin.
func (f Form) Filled(in Intake) (Filled, error) {
	var c therapy.Check
	filled := Filled{Answers: map[therapy.Factor]FormAnswer{}, Assessed: in.Assessed}
	for i, factor := range in.Answers.sorted() {
		item, _, ok := f.Item(factor)
		if !ok {
			c.Wrong(memberPath(i), "form-statement", "the form has no such statement", therapy.ErrReference)
			continue
		}
		if !item.Follows.IsZero() && in.ProvenanceOf(factor).From == FromFollowing {
			continue
		}
		if answer := in.Answers[factor]; answer != therapy.Unanswered {
			filled.Answers[factor] = FormAnswerOf(answer)
		}
	}
	if err := c.Err(); err != nil {
		return Filled{}, err
	}
	return filled, nil
}
