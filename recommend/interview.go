package recommend

import (
	"maps"
	"slices"

	"github.com/therapykit/therapykit/recommend/internal/engine"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Interview asks a person step by step: first whether they are safe, then section by section
// as in a [Form], and only questions that can still matter. Use it question by question
// ([Interview.Next], [Interview.Answer]) or section by section ([Interview.Section],
// [Interview.Fill]).
//
// Every question is asked once: "I don't know" and "I'd rather not say" are answers too. It
// stops as soon as enough is known ([Interview.Enough]), and at once when somebody may be in
// danger. Each call stays within the budget of a proof ([DefaultBudget]).
//
// It is a value: each method returns a new interview and leaves the old one unchanged. The
// zero Interview asks nothing.
type Interview struct {
	confidential.Hidden
	rec  Recommendation
	form *Form
	done map[therapy.Factor]bool // the statements that have been asked, with any answer
	all  bool                    // continue although enough is known
}

// Interview returns an interview that continues from the answers of the recommendation.
func (rec Recommendation) Interview() Interview {
	iv := Interview{rec: rec}
	if rec.r != nil {
		iv.form = rec.r.form()
	}
	return iv
}

// After returns the interview that continues after a form has been filled in. It starts from
// the recommendation of the form's intake. It does not ask again what was answered on the
// form; "I don't know" and "I'd rather not say" are answers too. It asks the blank questions,
// unless the blank counts as "no" or the answer can no longer matter. This includes needs
// that did not fit into a full list.
func (iv Interview) After(filled Filled) Interview {
	return iv.past(func(q FormQuestion) bool {
		return slices.ContainsFunc(q.Items, func(item FormItem) bool { return filled.Answers[item.Factor] != 0 })
	})
}

// Recommendation returns the recommendation for the answers so far.
func (iv Interview) Recommendation() Recommendation { return iv.rec }

// GoOn returns an interview that also asks questions that can no longer change the outcome,
// for people who want to say more when enough is known.
func (iv Interview) GoOn() Interview {
	iv.all = true
	return iv
}

// InterviewState says why an interview has ended. The zero InterviewState means that it still
// asks.
type InterviewState uint8

// The states.
const (
	// InterviewStopped means that somebody may be in danger and something has to be done now.
	InterviewStopped InterviewState = iota + 1
	// InterviewEnough means that no open answer can change the outcome. More questions could
	// be asked; see [Interview.GoOn].
	InterviewEnough
	// InterviewComplete means that everything has been asked.
	InterviewComplete

	numInterviewStates
)

//enum:names InterviewState
var interviewStateNames = [numInterviewStates]string{InterviewStopped: "stopped", InterviewEnough: "enough", InterviewComplete: "complete"}

// State returns why the interview has ended, 0 while it still asks.
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

// Enough reports whether no open answer can change the outcome, although more questions could
// be asked.
func (iv Interview) Enough() bool { return iv.State() == InterviewEnough }

// Says returns what to tell the person when the interview has ended, "" while it still asks.
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

// Next returns the question to ask now; ok is false if there is none: see [Interview.State].
func (iv Interview) Next() (q OpenQuestion, ok bool) {
	iv.visit(func(_ therapy.Section, _ FormQuestion, found OpenQuestion) bool {
		q, ok = found, true
		return false
	})
	return q, ok
}

// Question returns the form's question for [Interview.Next]: the same statement, or the whole
// choice that it belongs to.
func (iv Interview) Question() (section therapy.Section, q FormQuestion, ok bool) {
	iv.visit(func(s therapy.Section, found FormQuestion, _ OpenQuestion) bool {
		section, q, ok = s, found.clone(), true
		return false
	})
	return section, q, ok
}

// Section returns the section to ask now, with the questions that can still matter; ok is
// false if there is none. Answer it with [Interview.Fill].
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

// visit yields the questions to ask, in order.
func (iv Interview) visit(yield func(therapy.Section, FormQuestion, OpenQuestion) bool) {
	rec := &iv.rec
	if rec.r == nil || rec.Outcome() == policy.Escalate {
		return
	}
	wanted := map[therapy.Factor]bool{} // the statements that the policy itself asks about, independent of the form
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
				continue // the choice is answered
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
		// Statements that the policy requires are asked in any case, and so are statements on
		// which it depends whether another one that can matter is asked.
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

// waiting has, for each statement, the statements that are not asked while it is unknown.
type waiting map[therapy.Factor][]therapy.Factor

func (w waiting) add(until therapy.Condition, f therapy.Factor) {
	for on := range until.Factors() {
		w[on] = append(w[on], f)
	}
}

// len returns the number of pairs of a statement and one that waits for it.
func (w waiting) len() int {
	n := 0
	for _, list := range w {
		n += len(list)
	}
	return n
}

// any reports whether a statement that waits for the given one, directly or indirectly, has a
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

// Answer adds an answer to one statement. It is final: an answered question is not asked
// again, also if the answer is "not known" or "rather not say". A yes to one statement of a
// choice answers the choice; "not known" to one of its statements leaves all of them unknown.
// It refuses a statement that the policy does not have, an invalid answer, an answer that
// contradicts an earlier one, and an all-clear if the informant of the interview cannot give
// it ([Recommendation.Unqualified]); it then returns the interview unchanged, with one
// exception: if the refused answer says that somebody may be in danger, the interview has
// stopped ([InterviewStopped]). The time of an answer is the moment of the decision.
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
	_, known := iv.rec.r.program.Index[f]
	if _, said := given[f]; !known && !said {
		given[f] = therapy.No // refused below, with a suggestion
	}
	var asked []therapy.Factor
	for _, other := range q.Items {
		if other.Factor == f || answer != FormNo {
			asked = append(asked, other.Factor)
		}
	}
	return iv.with(intake, given, asked)
}

// Skip leaves a question unanswered; it is not asked again. id is the id of a question of the
// form.
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

// Fill answers a whole section that [Interview.Section] returned, like a form: ticks count,
// and blanks count as no if the box of the section is ticked and [FormItem.BlankIsNo] is set.
// Everything else in the section stays unknown and is not asked again, except for items that
// did not fit into a full list: they are asked once more if they can still matter. The
// informant is that of the interview. Errors are as in [Form.Intake] and [Interview.Answer].
func (iv Interview) Fill(section FormSection, filled Filled) (Interview, error) {
	if iv.rec.r == nil {
		return iv, errNoPolicy()
	}
	intake := iv.rec.Intake()
	filled.Assessed = intake.Assessed
	if filled.Assessed.By == "" {
		filled.Assessed.By = ByClinician // the recommendation says which provenance is missing
	}
	part, err := Form{Sections: []FormSection{section}}.Intake(filled)
	if err != nil {
		if len(part.Answers) > 0 { // an invalid answer is an error, not ignored
			iv, _ = iv.with(intake, part.Answers, slices.Collect(maps.Keys(part.Answers)))
		}
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
				delete(part.Answers, item.Factor) // settled answers do not change
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
		delete(intake.Provenance, f) // it belonged to the earlier answer
		if !intake.Assessed.At.IsZero() && !iv.rec.at.IsZero() {
			intake.Provenance[f] = Provenance{At: iv.rec.at}
		}
	}
	for _, section := range iv.form.Sections {
		section.following(&intake)
	}
	rec, err := iv.rec.r.Recommend(intake, iv.rec.at)
	if err != nil {
		if rec.Outcome() == policy.Escalate { // an invalid answer is an error, not ignored
			iv.rec = rec
			iv.finish(asked)
		}
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
