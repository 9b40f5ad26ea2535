package recommend

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
)

// Answers are about a person's health. They leave these types where somebody
// asks for them: as JSON, as a text, statement by statement. They do not leave by
// way of a log line, a panic or a careless %v, whatever the verb, by pointer or by
// value, by themselves or in another value's exported fields. (In an unexported
// field fmt calls no methods: keep them out of what is printed whole.)

// withheld is what is printed instead: it depends on nothing that was answered.
func withheld(state fmt.State, name string) { _, _ = io.WriteString(state, name+"(withheld)") }

// Format prints a placeholder, whatever the verb; use [Intake.MarshalJSON] to
// write the answers.
func (in Intake) Format(state fmt.State, _ rune) { withheld(state, "recommend.Intake") }

// LogValue logs the placeholder that [Intake.Format] prints.
func (in Intake) LogValue() slog.Value { return slog.StringValue("recommend.Intake(withheld)") }

// Format prints a placeholder, whatever the verb; use [Answers.MarshalJSON] to
// write the answers.
func (a Answers) Format(state fmt.State, _ rune) { withheld(state, "recommend.Answers") }

// LogValue logs the placeholder that [Answers.Format] prints.
func (a Answers) LogValue() slog.Value { return slog.StringValue("recommend.Answers(withheld)") }

// Format prints a placeholder, whatever the verb; use [Recommender.Unpack] to see
// the answers.
func (p Packed) Format(state fmt.State, _ rune) { withheld(state, "recommend.Packed") }

// LogValue logs the placeholder that [Packed.Format] prints.
func (p Packed) LogValue() slog.Value { return slog.StringValue("recommend.Packed(withheld)") }

// Format prints [Recommendation.String] for %v and %s, and a placeholder for
// everything else, %#v above all, which would show the answers.
func (rec Recommendation) Format(state fmt.State, verb rune) {
	if verb != 's' && verb != 'v' || state.Flag('#') {
		withheld(state, "recommend.Recommendation")
		return
	}
	_, _ = io.WriteString(state, rec.String())
}

// LogValue logs a placeholder; log [Recommendation.Outcome] by itself where the
// log may hold it.
func (rec Recommendation) LogValue() slog.Value {
	return slog.StringValue("recommend.Recommendation(withheld)")
}

// Format prints a placeholder, whatever the verb.
func (iv Interview) Format(state fmt.State, _ rune) { withheld(state, "recommend.Interview") }

// LogValue logs the placeholder that [Interview.Format] prints.
func (iv Interview) LogValue() slog.Value { return slog.StringValue("recommend.Interview(withheld)") }

// Format prints a placeholder, whatever the verb; encode the form to write what was filled
// in.
func (x Filled) Format(state fmt.State, _ rune) { withheld(state, "recommend.Filled") }

// LogValue logs the placeholder that [Filled.Format] prints.
func (x Filled) LogValue() slog.Value { return slog.StringValue("recommend.Filled(withheld)") }

// Format prints a placeholder, whatever the verb; use [Override.Spec] and
// [Override.Recommendation].
func (o Override) Format(state fmt.State, _ rune) { withheld(state, "recommend.Override") }

// LogValue logs the placeholder that [Override.Format] prints.
func (o Override) LogValue() slog.Value { return slog.StringValue("recommend.Override(withheld)") }

// MarshalJSON refuses: packed answers mean nothing without their recommender. Its
// error names [Recommender.Unpack].
func (Packed) MarshalJSON() ([]byte, error) {
	return nil, errors.New("recommend: packed answers mean nothing by themselves: encode what Recommender.Unpack returns")
}

// MarshalJSON refuses: a recommender is made from its policy. Its error names
// [Recommender.Policy].
func (Recommender) MarshalJSON() ([]byte, error) {
	return nil, errors.New("recommend: a recommender is made from a policy: encode what Recommender.Policy returns")
}

// MarshalJSON refuses: a reason belongs to its recommendation. Its error names
// [Recommendation.For].
func (Reason) MarshalJSON() ([]byte, error) { return nil, errPartOfRecommendation }

// MarshalJSON refuses: the result of a stage belongs to its recommendation. Its
// error names [Recommendation.For].
func (StageResult) MarshalJSON() ([]byte, error) { return nil, errPartOfRecommendation }

// MarshalJSON refuses: an opposition belongs to its recommendation. Its error names
// [Recommendation.For].
func (Opposition) MarshalJSON() ([]byte, error) { return nil, errPartOfRecommendation }

// MarshalJSON refuses: a question that was asked belongs to its recommendation. Its
// error names [Recommendation.For].
func (AskedQuestion) MarshalJSON() ([]byte, error) { return nil, errPartOfRecommendation }

var errPartOfRecommendation = errors.New("recommend: part of a recommendation: encode what Recommendation.For returns")

// MarshalJSON refuses: an interview is its answers. Its error names
// [Interview.Recommendation].
func (Interview) MarshalJSON() ([]byte, error) {
	return nil, errors.New("recommend: an interview is its answers: encode the intake of Interview.Recommendation")
}
