package recommend

import (
	"errors"
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/recommend/internal/engine"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// Intake is what is known about a situation: statements and their answers. A
// statement that is not in it is unanswered, which is not "no".
//
//	recommend.Intake{therapy.Adult: recommend.Yes, therapy.ValuesPrivacy: recommend.Strongly}
type Intake map[therapy.Factor]policy.Answer

// Answers is an intake packed for one [Recommender]: four sets of statements in
// a few machine words. It is a value, comparable with ==, and costs nothing to
// copy or keep. The zero Answers says that nothing is answered.
type Answers struct{ packed engine.Answers }

// Encode packs the intake. It refuses it whole, and says everything that is
// wrong at once: statements the policy does not have (with a suggestion where a
// name is close), answers that are none, and statements that exclude each other
// but are both answered yes. Paths are JSON pointers into the intake; a statement
// the policy does not have is given by its place in the order of the names.
func (r *Recommender) Encode(intake Intake) (Answers, error) {
	if r.program == nil {
		return Answers{}, errNoPolicy()
	}
	if a, ok := r.encodePlain(intake); ok {
		return a, nil
	}
	var a Answers
	var errs []error
	for i, f := range sortedFactors(intake) {
		statement, known := r.program.Index[f]
		answer := intake[f]
		switch {
		case !known:
			errs = append(errs, r.unknownFactor(memberPath(i+1), string(f)))
		case !answer.Valid():
			errs = append(errs, r.unreadable(r.program.Index[f]))
		default:
			a.packed.Give(statement, engine.Answer(answer))
		}
	}
	if r.engine.Entail(&a.packed) {
		errs = append(errs, r.contradictions(&a.packed)...)
	}
	return Answers{}, errors.Join(errs...)
}

// encodePlain is Encode without the words: ok is false for exactly the intakes
// that it refuses.
func (r *Recommender) encodePlain(intake Intake) (a Answers, ok bool) {
	for f, answer := range intake {
		statement, known := r.program.Index[f]
		if !known || !answer.Valid() {
			return Answers{}, false
		}
		a.packed.Give(statement, engine.Answer(answer))
	}
	return a, !r.engine.Entail(&a.packed)
}

// Decode returns the answers as an intake, without what only follows from them.
func (r *Recommender) Decode(a Answers) Intake {
	intake := Intake{}
	if r.program == nil {
		return intake
	}
	for statement, f := range r.program.Factors {
		if given, entailed := a.packed.Answer(statement); given != engine.Unanswered && !entailed {
			intake[f] = policy.Answer(given)
		}
	}
	return intake
}

const answerHint = "one of yes, no, strongly, unknown"

// memberPath names a place in an intake by its position, because the name that
// stands there is not one of ours and may be about a person.
func memberPath(place int) string { return therapy.Pointer("#" + strconv.Itoa(place)) }

// contradictions lists, in the policy's order, every pair of statements that
// exclude each other and are both answered yes. Where one of them is a matter
// of safety the error says so: whoever sees it has to act as if it were true.
func (r *Recommender) contradictions(a *engine.Answers) []error {
	var errs []error
	for i, f := range r.program.Factors {
		for j := i + 1; j < len(r.program.Factors); j++ {
			if !r.engine.Contradict(a, i, j) {
				continue
			}
			failure := &therapy.FieldError{
				Path: therapy.Pointer(string(r.program.Factors[j])), Rule: "answers-contradict",
				Hint: "it excludes " + string(f), Err: therapy.ErrContradiction,
			}
			if r.engine.Danger.Has(i) || r.engine.Danger.Has(j) {
				failure.Rule = "answers-contradict-on-safety"
				failure.Hint += "; one of the two says that somebody may be in danger: act on it until it is cleared"
			}
			errs = append(errs, failure)
		}
	}
	return errs
}

func notAnAnswer(path string) *therapy.FieldError {
	return &therapy.FieldError{Path: path, Rule: "answer-word", Hint: answerHint, Err: therapy.ErrSyntax}
}

// unreadable is the error for an answer to a statement of this policy that is
// none. Where it may be about danger whoever sees the error has to look at once.
func (r *Recommender) unreadable(statement int) error {
	failure := notAnAnswer(therapy.Pointer(string(r.program.Factors[statement])))
	if r.engine.Danger.Has(statement) {
		failure.Rule = "answer-word-on-safety"
		failure.Hint += "; it may say that somebody is in danger: find out at once"
	}
	return failure
}

func (r *Recommender) unknownFactor(path, name string) error {
	failure := &therapy.FieldError{Path: path, Rule: "factor-unknown", Err: therapy.ErrUnknown}
	if near, ok := r.program.Policy.Factors.Suggest(name); ok {
		failure.Hint = "did you mean " + string(near) + "?"
	}
	return failure
}

func sortedFactors(intake Intake) []therapy.Factor {
	factors := make([]therapy.Factor, 0, len(intake))
	for f := range intake {
		factors = append(factors, f)
	}
	slices.Sort(factors)
	return factors
}
