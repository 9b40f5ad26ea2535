package recommend

import (
	"errors"
	"math/bits"
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
)

// Intake is what is known about a situation: statements and their answers. A
// statement that is not in it is unanswered, which is not "no".
//
//	recommend.Intake{therapy.Adult: recommend.Yes, therapy.ValuesPrivacy: recommend.Strongly}
type Intake map[therapy.Factor]Answer

// Answers is an intake packed for one [Recommender]: four sets of statements in
// a few machine words. It is a value, comparable with ==, and costs nothing to
// copy or keep. The zero Answers says that nothing is answered.
//
//nolint:recvcheck // what is printed of it has to be withheld for values too
type Answers struct {
	yes      [words]uint64 // answered yes or strongly
	no       [words]uint64 // answered no, or settled as no by a yes elsewhere
	strong   [words]uint64 // answered strongly; a part of yes
	entailed [words]uint64 // the part of no that nobody has answered
}

// answer returns what is given for the statement; entailed says that nobody
// answered it and that it follows from another answer.
func (a *Answers) answer(statement int) (given Answer, entailed bool) {
	w, bit := statement/64, uint64(1)<<(statement%64)
	switch {
	case a.strong[w]&bit != 0:
		return Strongly, false
	case a.yes[w]&bit != 0:
		return Yes, false
	case a.entailed[w]&bit != 0:
		return No, true
	case a.no[w]&bit != 0:
		return No, false
	}
	return Unanswered, false
}

func (a *Answers) literals() literals {
	var l literals
	copy(l[:words], a.yes[:])
	copy(l[words:], a.no[:])
	return l
}

// give records an answer; [Recommender.entail] has to follow.
func (a *Answers) give(statement int, answer Answer) {
	w, bit := statement/64, uint64(1)<<(statement%64)
	switch answer {
	case Strongly:
		a.strong[w] |= bit
		a.yes[w] |= bit
	case Yes:
		a.yes[w] |= bit
	case No:
		a.no[w] |= bit
	case Unanswered, numAnswers:
	}
}

// entail adds what follows: a yes settles everything it excludes as no. It
// reports whether the answers contradict each other, that is, whether two
// statements that exclude each other are both answered yes.
func (r *Recommender) entail(a *Answers) (contradictory bool) {
	for w := range words {
		for b := a.yes[w] & r.excluding[w]; b != 0; b &= b - 1 {
			excluded := &r.excludes[w*64+bits.TrailingZeros64(b)]
			for i, mask := range excluded {
				if a.yes[i]&mask != 0 {
					contradictory = true
				}
				a.entailed[i] |= mask &^ a.no[i]
				a.no[i] |= mask
			}
		}
	}
	return contradictory
}

// Encode packs the intake. It refuses it whole, and says everything that is
// wrong at once: statements the policy does not have (with a suggestion where a
// name is close), answers that are none, and statements that exclude each other
// but are both answered yes. Paths are JSON pointers into the intake; a statement
// the policy does not have is given by its place in the order of the names.
func (r *Recommender) Encode(intake Intake) (Answers, error) {
	var a Answers
	var errs []error
	for i, f := range sortedFactors(intake) {
		statement, known := r.index[f]
		answer := intake[f]
		switch {
		case !known:
			errs = append(errs, r.unknownFactor(memberPath(i+1), string(f)))
		case !answer.Valid():
			errs = append(errs, r.unreadable(r.index[f]))
		default:
			a.give(statement, answer)
		}
	}
	if r.entail(&a) {
		errs = append(errs, r.contradictions(&a)...)
	}
	if err := errors.Join(errs...); err != nil {
		return Answers{}, err
	}
	return a, nil
}

// Decode returns the answers as an intake, without what only follows from them.
func (r *Recommender) Decode(a Answers) Intake {
	intake := Intake{}
	for statement, f := range r.factors {
		if given, entailed := a.answer(statement); given != Unanswered && !entailed {
			intake[f] = given
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
func (r *Recommender) contradictions(a *Answers) []error {
	var errs []error
	for i, f := range r.factors {
		for j := i + 1; j < len(r.factors); j++ {
			if !bit(&r.excludes[i], j) || !bit(&a.yes, i) || !bit(&a.yes, j) {
				continue
			}
			failure := &therapy.FieldError{
				Path: therapy.Pointer(string(r.factors[j])), Rule: "answers-contradict",
				Hint: "it excludes " + string(f), Err: therapy.ErrContradiction,
			}
			if r.danger[i/64]>>(i%64)&1 == 1 || r.danger[j/64]>>(j%64)&1 == 1 {
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
	failure := notAnAnswer(therapy.Pointer(string(r.factors[statement])))
	if bit(&r.danger, statement) {
		failure.Rule = "answer-word-on-safety"
		failure.Hint += "; it may say that somebody is in danger: find out at once"
	}
	return failure
}

func (r *Recommender) unknownFactor(path, name string) error {
	failure := &therapy.FieldError{Path: path, Rule: "factor-unknown", Err: therapy.ErrUnknown}
	if near, ok := r.policy.Factors.Suggest(name); ok {
		failure.Hint = "did you mean " + string(near) + "?"
	}
	return failure
}

func bit(set *[words]uint64, i int) bool { return set[i/64]>>(i%64)&1 == 1 }

func sortedFactors(intake Intake) []therapy.Factor {
	factors := make([]therapy.Factor, 0, len(intake))
	for f := range intake {
		factors = append(factors, f)
	}
	slices.Sort(factors)
	return factors
}
