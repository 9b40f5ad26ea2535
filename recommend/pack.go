package recommend

import (
	"strconv"
	"time"

	"github.com/therapykit/therapykit/recommend/internal/engine"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Packed is answers packed for one [Recommender] into a few machine words. It is a value,
// comparable with ==, and cheap to copy and keep. The zero Packed has no answers.
type Packed struct {
	confidential.Hidden
	answers engine.Answers
}

// Pack packs answers. If anything is wrong, it refuses all of them and reports everything:
// statements that the policy does not have (with a suggestion if a name is similar), invalid
// answers, and statements that exclude each other but are both answered yes. Paths are JSON
// pointers into the answers; for a statement that the policy does not have, the path has its
// position in the order of the names. Faults about danger come first.
func (r *Recommender) Pack(answers Answers) (Packed, error) {
	a, err := r.pack(answers)
	if err != nil {
		return Packed{}, err
	}
	return Packed{answers: a}, nil
}

// pack also returns the answers that could be packed if there is an error, to search them for
// danger.
func (r *Recommender) pack(answers Answers) (engine.Answers, error) {
	if r.program == nil {
		return engine.Answers{}, errNoPolicy()
	}
	var a engine.Answers
	plain := true
	for f, answer := range answers {
		if statement, known := r.program.Index[f]; known && answer.Valid() {
			a.Give(statement, engine.Answer(answer))
		} else {
			plain = false
		}
	}
	contradictory := r.engine.Entail(&a)
	if plain && !contradictory {
		return a, nil
	}
	reader := intakeReader{told: map[therapy.Factor]bool{}}
	suggested := 0
	for i, f := range answers.sorted() {
		statement, known := r.program.Index[f]
		switch {
		case !known:
			if answers[f].Truth() == therapy.True && r.names(string(f), &a) { // an invalid answer is an error, not ignored
				meant, _ := r.dangers.meant(string(f))
				reader.tell(r.program.Factors[meant], memberPath(i), "factor-name-on-safety", "write a statement as the policy does", therapy.ErrUnknown)
			}
			suggestion := ""
			if suggested++; suggested <= therapy.MaxFaults {
				suggestion = r.suggestion(string(f))
			}
			reader.wrong(memberPath(i), "factor-unknown", suggestion, therapy.ErrUnknown)
		case answers[f].Valid():
		case r.engine.Danger.Has(statement):
			reader.tell(f, therapy.Pointer(string(f)), "answer-word-on-safety", answerHint, therapy.ErrSyntax)
		default:
			reader.wrong(therapy.Pointer(string(f)), "answer-word", answerHint, therapy.ErrSyntax)
		}
	}
	r.contradictions(&a, "", &reader)
	if reader.err() != nil {
		r.keepDangers(answers, &reader)
	}
	return a, reader.err()
}

// keepDangers reports the valid answers of a refused intake that say that somebody may be in
// danger, so that they are not lost with it.
func (r *Recommender) keepDangers(answers Answers, reader *intakeReader) {
	for _, bad := range r.dangers.bad {
		f := r.program.Factors[bad.statement]
		if answers[f].Valid() && answers[f].Truth() == therapy.Answer(bad.answer).Truth() && !reader.told[f] {
			reader.tell(f, therapy.Pointer(string(f)), "danger-in-refused", "the answer is "+answers[f].String(), therapy.ErrContradiction)
		}
	}
}

// Unpack returns the answers by name, without those that only follow from others.
func (r *Recommender) Unpack(p Packed) Answers {
	answers := Answers{}
	if r.program == nil {
		return answers
	}
	for statement, f := range r.program.Factors {
		if given, entailed := p.answers.Answer(statement); given != engine.Unanswered && !entailed {
			answers[f] = therapy.Answer(given)
		}
	}
	return answers
}

// ParseIntake reads an intake from JSON: one object whose member names are
// statements and whose values are the words "yes", "no", "strongly" or
// "unknown"; leaving a statement out is the same as "unknown".
//
//	{"adult": "yes", "no-acute-risk": "yes", "values-privacy": "strongly"}
//
// It also reads the documents of [Intake.MarshalJSON], which say where answers
// come from.
//
// It is strict and reports everything wrong at once: statements that the policy does not
// have, with a suggestion if a name is similar; other answers; repeated statements;
// statements that contradict each other; anything after the object; anything that is not
// JSON. It quotes nothing: for a member whose name is not a statement, the path has its
// position, as in "/#3". Faults that may be about danger come first: an answer that cannot be
// read ("answer-word-on-safety"), and any other part of the document that answers a statement
// of danger with something like yes ("danger-in-refused") or names one
// ("danger-named-in-refused"). At most [MaxIntakeSize] bytes are accepted.
func (r *Recommender) ParseIntake(data []byte) (Intake, error) {
	if r.program != nil {
		if a, ok := r.scan(data); ok && !r.engine.Entail(&a) {
			return Intake{Answers: r.Unpack(Packed{answers: a})}, nil
		}
	}
	_, in, err := r.parse(data)
	if err != nil {
		return Intake{}, err
	}
	return in, nil
}

// PackJSON reads an intake as [Recommender.ParseIntake] does, directly into packed answers.
// It checks the provenance and drops it. It also drops an all-clear by somebody who cannot
// give it ([Recommendation.Unqualified]); all other answers count, however old they are.
func (r *Recommender) PackJSON(data []byte) (Packed, error) {
	if r.program != nil {
		if a, ok := r.scan(data); ok && !r.engine.Entail(&a) {
			return Packed{answers: a}, nil
		}
	}
	a, in, err := r.parse(data)
	if err == nil {
		if _, unqualified := r.unfoundedIn(in, time.Time{}); len(unqualified) > 0 {
			a, err = r.pack(in.Answers.without(in.Answers.only(unqualified)))
		}
	}
	if err != nil {
		return Packed{}, err
	}
	return Packed{answers: a}, nil
}

// parse is the careful reader: it finds and reports everything that is wrong. It also returns the
// answers that could be read if there is an error, to search them for danger.
func (r *Recommender) parse(data []byte) (engine.Answers, Intake, error) {
	if r.program == nil {
		return engine.Answers{}, Intake{}, errNoPolicy()
	}
	var a engine.Answers
	suggested := 0 // looking for a name that is close takes time
	reader := intakeReader{
		told: map[therapy.Factor]bool{},
		known: func(name string) (known, dangerous bool, suggestion string) {
			statement, known := r.program.Index[therapy.Factor(name)]
			if !known {
				if suggested++; suggested <= therapy.MaxFaults {
					suggestion = r.suggestion(name)
				}
				return false, false, suggestion
			}
			return true, r.engine.Danger.Has(statement), ""
		},
		give: func(f therapy.Factor, answer therapy.Answer) { a.Give(r.program.Index[f], engine.Answer(answer)) },
	}
	in := reader.intake(data)
	if reader.err() != nil {
		r.lookAgain(data, &a, &reader)
	}
	r.engine.Entail(&a)
	r.contradictions(&a, reader.path, &reader)
	return a, in, reader.err()
}

const answerHint = "one of yes, no, strongly, unknown"

// memberPath names a member of an intake by its position, because its name is not one of this
// module's names and may be about a person. place is counted from 0, the result from 1.
func memberPath(place int) string { return therapy.Pointer("#" + strconv.Itoa(place+1)) }

func notAnAnswer(path string) *therapy.FieldError {
	return &therapy.FieldError{Path: path, Rule: "answer-word", Hint: answerHint, Err: therapy.ErrSyntax}
}

// dangerHint follows the description of a fault in an answer that may be about danger: the reader
// of the error has to act at once.
const dangerHint = "; it may say that somebody is in danger: find out at once"

// contradictions reports, in the policy's order, every pair of statements that exclude each other
// and are both answered yes. If one of them is about safety, the error says so: its reader has to
// act as if that one were true.
func (r *Recommender) contradictions(a *engine.Answers, path string, reader *intakeReader) {
	for i, f := range r.program.Factors {
		for j := i + 1; j < len(r.program.Factors); j++ {
			if !r.engine.Contradict(a, i, j) {
				continue
			}
			place, hint := path+therapy.Pointer(string(r.program.Factors[j])), "it excludes "+string(f)
			if r.engine.Danger.Has(i) || r.engine.Danger.Has(j) {
				reader.told[f], reader.told[r.program.Factors[j]] = true, true
				reader.danger.Wrong(place, "answers-contradict-on-safety",
					hint+"; one of the two says that somebody may be in danger: act on it until it is cleared", therapy.ErrContradiction)
			} else {
				reader.wrong(place, "answers-contradict", hint, therapy.ErrContradiction)
			}
		}
	}
}

// suggestion returns the hint for a statement that the policy does not have.
func (r *Recommender) suggestion(name string) string {
	if near, ok := r.program.Policy.Factors.Suggest(name); ok {
		return "did you mean " + string(near) + "?"
	}
	return ""
}
