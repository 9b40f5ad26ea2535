package recommend

import (
	"maps"
	"slices"

	"github.com/therapykit/therapykit/recommend/internal/engine"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Interview asks what a person would be asked: whether they are safe first, then section by
// section as a [Form] does, and only what can still matter. It can be asked question by
// question ([Interview.Next], [Interview.Answer]) or section by section
// ([Interview.Section], [Interview.Fill]).
//
// Every question is asked once: "I don't know" and "I'd rather not say" are answers too. It
// stops as soon as enough is known ([Interview.Enough]), and at once when somebody may be in
// danger. No call takes longer than the budget of a proof allows ([DefaultBudget]).
//
// It is a value: each method returns the interview afterwards, and the old one stays as it
// was. The zero Interview asks nothing.
type Interview struct {
	confidential.Hidden
	rec  Recommendation
	form *Form
	done map[therapy.Factor]bool // what has been asked, whatever was answered
	all  bool                    // go on although enough is known
}

// Interview starts from what is already answered.
func (rec Recommendation) Interview() Interview {
	iv := Interview{rec: rec}
	if rec.r != nil {
		iv.form = rec.r.form()
	}
	return iv
}

// After returns the interview that goes on after a form has been filled in. It starts from the
// recommendation of the form's intake. It does not ask again what was answered on the form;
// "I don't know" and "I'd rather not say" are answers too. It asks what was left blank, unless
// the blank counts as "no" or the answer cannot matter any more. Needs that did not fit into a
// full list are asked about in this way.
func (iv Interview) After(filled Filled) Interview {
	return iv.past(func(q FormQuestion) bool {
		return slices.ContainsFunc(q.Items, func(item FormItem) bool { return filled.Answers[item.Factor] != 0 })
	})
}

// Recommendation returns what the answers so far come to.
func (iv Interview) Recommendation() Recommendation { return iv.rec }

// GoOn returns the interview that asks also what cannot change the outcome any more, for
// those who want to say more when enough is known.
func (iv Interview) GoOn() Interview {
	iv.all = true
	return iv
}

// InterviewState says why an interview asks nothing more. The zero InterviewState is that it
// asks.
type InterviewState uint8

// The states.
const (
	// InterviewStopped says that somebody may be in danger: there is something to do now.
	InterviewStopped InterviewState = iota + 1
	// InterviewEnough says that no answer that is still open can change the outcome. There is
	// more that can be asked; see [Interview.GoOn].
	InterviewEnough
	// InterviewComplete says that everything has been asked.
	InterviewComplete

	numInterviewStates
)

//enum:names InterviewState
var interviewStateNames = [numInterviewStates]string{InterviewStopped: "stopped", InterviewEnough: "enough", InterviewComplete: "complete"}

// State returns why the interview asks nothing more, 0 while it asks.
func (iv Interview) State() InterviewState {
	switch {
	case iv.rec.r == nil:
		return InterviewComplete
	case iv.rec.Outcome() == policy.Escalate:
		return InterviewStopped
	}
	if _, ok := iv.Next(); ok {
		return 0
	}
	if !iv.all {
		if _, ok := iv.GoOn().Next(); ok {
			return InterviewEnough
		}
	}
	return InterviewComplete
}

// Enough reports whether no answer that is still open can change the outcome, although more
// could be asked.
func (iv Interview) Enough() bool { return iv.State() == InterviewEnough }

// Says returns what to tell whoever is asked when the interview asks nothing more, "" while
// it asks.
func (iv Interview) Says(a Audience) string {
	state := iv.State()
	if state == 0 {
		return ""
	}
	if a.Reader != policy.Client {
		a.Reader = policy.Clinician
	}
	return a.say("interview-" + state.String())
}

// Next returns the question to ask now; ok is false when there is none: see
// [Interview.State].
func (iv Interview) Next() (q OpenQuestion, ok bool) {
	iv.visit(func(_ therapy.Section, _ FormQuestion, found OpenQuestion) bool {
		q, ok = found, true
		return false
	})
	return q, ok
}

// Question returns the question of the form that [Interview.Next] belongs to: the same
// statement, or the choice that it is one of, which is asked at once.
func (iv Interview) Question() (section therapy.Section, q FormQuestion, ok bool) {
	iv.visit(func(s therapy.Section, found FormQuestion, _ OpenQuestion) bool {
		section, q, ok = s, found.clone(), true
		return false
	})
	return section, q, ok
}

// Section returns the section to ask now, with the questions in it that can still matter;
// ok is false when there is none. Answer it with [Interview.Fill].
func (iv Interview) Section() (section FormSection, ok bool) {
	iv.visit(func(s therapy.Section, q FormQuestion, _ OpenQuestion) bool {
		switch {
		case !ok:
			for _, whole := range iv.form.Sections {
				if whole.Section == s {
					section, ok = whole, true
					section.Questions = nil
				}
			}
		case section.Section != s:
			return false
		}
		if !slices.ContainsFunc(section.Questions, func(other FormQuestion) bool { return other.ID == q.ID }) {
			section.Questions = append(section.Questions, q.clone())
		}
		return true
	})
	return section, ok
}

// order is the order of the sections in an interview: whether the person is safe comes
// before who they are.
func (iv Interview) order(yield func(FormSection) bool) {
	for _, first := range []bool{true, false} {
		for _, section := range iv.form.Sections {
			if (section.Section == therapy.SectionSafety) == first && !yield(section) {
				return
			}
		}
	}
}

// visit goes through the questions to ask, in order.
func (iv Interview) visit(yield func(therapy.Section, FormQuestion, OpenQuestion) bool) {
	rec := &iv.rec
	if rec.r == nil || rec.Outcome() == policy.Escalate {
		return
	}
	wanted := map[therapy.Factor]bool{} // what the policy itself asks for, whatever the form says
	if rec.verdict.Decided != 0 {
		for q := range rec.Questions() {
			wanted[q.Info.Factor] = true
		}
	}
	truth := rec.Truth
	type asking struct {
		section  therapy.Section
		question FormQuestion
		item     int
	}
	var list []asking
	hidden := waiting{}
	iv.order(func(section FormSection) bool {
		for _, q := range section.Questions {
			if q.Choice && slices.ContainsFunc(q.Items, func(item FormItem) bool { return truth(item.Factor) == therapy.True }) {
				continue // the choice is made
			}
			asked := q.Asked(truth)
			for i, item := range q.Items {
				switch {
				case truth(item.Factor) != therapy.Unknown || iv.done[item.Factor] || !item.Follows.IsZero():
				case asked || wanted[item.Factor]:
					list = append(list, asking{section.Section, q, i})
				default:
					hidden.add(q.If, item.Factor)
				}
			}
		}
		return true
	})
	var m *engine.Matter
	if !iv.all {
		m = engine.NewMatter(rec.r.engine, rec.answers, DefaultBudget, len(list)+hidden.len())
	}
	states := map[therapy.Factor]engine.State{}
	matters := func(f therapy.Factor) engine.State {
		state, known := states[f]
		if !known {
			_, state = m.Matters(rec.r.program.Index[f])
			states[f] = state
		}
		return state
	}
	for _, a := range list {
		factor := a.question.Items[a.item].Factor
		statement := rec.r.program.Index[factor]
		state := engine.Undetermined
		// What the policy asks for before it goes on is asked, whichever answer it gets, and
		// so is what something hangs on that can matter.
		if !iv.all && !wanted[factor] {
			if state = matters(factor); state == engine.Settled {
				if !hidden.any(factor, func(f therapy.Factor) bool { return matters(f) != engine.Settled }) {
					continue
				}
				state = engine.Undetermined
			}
		}
		yes, _ := rec.r.engine.With(rec.answers, statement, engine.Yes)
		no, _ := rec.r.engine.With(rec.answers, statement, engine.No)
		q := OpenQuestion{Info: rec.r.info(statement), IfYes: rec.r.decide(yes), IfNo: rec.r.decide(no), State: State(state)}
		if !yield(a.section, a.question, q) {
			return
		}
	}
}

// waiting are the statements that are not asked as long as others are unknown, by those.
type waiting map[therapy.Factor][]therapy.Factor

func (w waiting) add(until therapy.Condition, f therapy.Factor) {
	for on := range until.Factors() {
		w[on] = append(w[on], f)
	}
}

// len counts what waits, each time that it does.
func (w waiting) len() int {
	n := 0
	for _, list := range w {
		n += len(list)
	}
	return n
}

// any reports whether something that waits for a statement, or for what waits for it, has a
// property.
func (w waiting) any(on therapy.Factor, has func(therapy.Factor) bool) bool {
	list := w[on]
	seen := map[therapy.Factor]bool{on: true}
	for i := 0; i < len(list); i++ {
		if f := list[i]; !seen[f] {
			seen[f] = true
			if has(f) {
				return true
			}
			list = append(slices.Clip(list), w[f]...)
		}
	}
	return false
}

// Answer adds an answer to one statement. It is final: nothing that has been answered, with
// "not known" or "rather not say" too, is asked again. A yes to one of a choice answers the
// choice; "not known" to one of its statements leaves all of them unknown. It refuses a
// statement that the policy does not have, an answer that is none, one that
// contradicts an earlier one, and an all-clear where the answers are said to be somebody's
// who cannot give it ([Recommendation.Unqualified]); the interview is then returned as it
// was. An answer is as old as the moment of the decision.
func (iv Interview) Answer(f therapy.Factor, answer FormAnswer) (Interview, error) {
	if iv.rec.r == nil {
		return iv, errNoPolicy()
	}
	item, q, ok := iv.form.Item(f)
	if !ok {
		item, q = FormItem{Factor: f}, FormQuestion{Items: []FormItem{{Factor: f}}} // the policy decides whether it has it
	}
	if !answer.Valid() {
		return iv, &therapy.FieldError{Path: therapy.Pointer(string(f)), Rule: "form-answer", Hint: "one of yes, strongly, no, not-known, prefer-not, not-about-me", Err: therapy.ErrUnknown}
	}
	intake := iv.rec.Intake()
	given := map[therapy.Factor]therapy.Answer{}
	switch answer {
	case FormYes:
		given[f] = therapy.Yes
	case FormStrongly:
		given[f] = therapy.Strongly
	case FormNo:
		given[f] = therapy.No
	case FormNotAboutMe:
		if item.BlankIsNo {
			given[f] = therapy.No
		}
	case FormNotKnown, FormPreferNot, numFormAnswers:
	}
	if _, known := iv.rec.r.program.Index[f]; !known {
		given[f] = therapy.Yes // refused below, with a suggestion
	}
	var asked []therapy.Factor
	for _, other := range q.Items {
		if other.Factor == f || answer != FormNo {
			asked = append(asked, other.Factor)
		}
	}
	return iv.with(intake, given, asked)
}

// Skip leaves a question unanswered from then on. The id is that of a question of the form.
func (iv Interview) Skip(id string) Interview {
	return iv.past(func(q FormQuestion) bool { return q.ID == id })
}

// past returns the interview in which some questions of the form count as asked.
func (iv Interview) past(which func(FormQuestion) bool) Interview {
	if iv.form == nil {
		return iv
	}
	var asked []therapy.Factor
	for _, section := range iv.form.Sections {
		for _, q := range section.Questions {
			if which(q) {
				for _, item := range q.Items {
					asked = append(asked, item.Factor)
				}
			}
		}
	}
	iv.finish(asked)
	return iv
}

// Fill answers a whole section, as [Interview.Section] returned it, as a form does: what is
// ticked counts, blanks count as no where the box of the section is ticked and that may be,
// and everything else in it stays unknown for good, except in a list that is full: what did
// not fit in is asked once more, if it can still matter. Who has assessed is taken from the
// interview. Errors are those of [Form.Intake] and [Interview.Answer].
func (iv Interview) Fill(section FormSection, filled Filled) (Interview, error) {
	if iv.rec.r == nil {
		return iv, errNoPolicy()
	}
	intake := iv.rec.Intake()
	filled.Assessed = intake.Assessed
	if filled.Assessed.By == "" {
		filled.Assessed.By = ByClinician // the recommendation says what is missing of it
	}
	part, err := Form{Sections: []FormSection{section}}.Intake(filled)
	if err != nil {
		return iv, err
	}
	full := section.full(part.Answers)
	var asked []therapy.Factor
	for _, q := range section.Questions {
		for _, item := range q.Items {
			if !full || !q.counts() || filled.Answers[item.Factor] != 0 {
				asked = append(asked, item.Factor)
			}
			if iv.rec.Truth(item.Factor) != therapy.Unknown && filled.Answers[item.Factor] == 0 {
				delete(part.Answers, item.Factor) // what is settled already stays as it is
			}
		}
	}
	return iv.with(intake, part.Answers, asked)
}

// with adds answers to the intake and decides again.
func (iv Interview) with(intake Intake, given map[therapy.Factor]therapy.Answer, asked []therapy.Factor) (Interview, error) {
	if intake.Provenance == nil {
		intake.Provenance = map[therapy.Factor]Provenance{}
	}
	for f, answer := range given {
		intake.Answers[f] = answer
		delete(intake.Provenance, f) // it was of the answer before
		if !intake.Assessed.At.IsZero() && !iv.rec.at.IsZero() {
			intake.Provenance[f] = Provenance{At: iv.rec.at}
		}
	}
	for _, section := range iv.form.Sections {
		section.following(&intake)
	}
	rec, err := iv.rec.r.Recommend(intake, iv.rec.at)
	if err != nil {
		return iv, err
	}
	for f := range rec.Unqualified() {
		if _, now := given[f]; now {
			return iv, &therapy.FieldError{Path: therapy.Pointer(string(f)), Rule: "answer-unqualified", Hint: "an answer from a clinician", Err: therapy.ErrContradiction}
		}
	}
	iv.rec = rec
	iv.finish(asked)
	return iv, nil
}

// finish marks statements as asked.
func (iv *Interview) finish(asked []therapy.Factor) {
	iv.done = maps.Clone(iv.done)
	if iv.done == nil {
		iv.done = map[therapy.Factor]bool{}
	}
	for _, f := range asked {
		iv.done[f] = true
	}
}
