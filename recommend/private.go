package recommend

import (
	"errors"
	"fmt"
	"log/slog"

	"github.com/therapykit/therapykit/therapy/confidential"
)

// Answers are about a person's health, and the content of a recommendation follows from them.
// These types give out their content only on request: as JSON, as a text, or one statement at a
// time. They do not display it by accident: every type that can contain data about a person
// embeds [confidential.Hidden]. Answers is a map, and has the same display methods.

// Format writes [confidential.Placeholder] for every verb and flag.
func (Answers) Format(f fmt.State, verb rune) { confidential.Hidden{}.Format(f, verb) }

// String returns [confidential.Placeholder].
func (Answers) String() string { return confidential.Placeholder }

// GoString returns [confidential.Placeholder].
func (Answers) GoString() string { return confidential.Placeholder }

// LogValue returns [confidential.Placeholder].
func (Answers) LogValue() slog.Value { return confidential.Hidden{}.LogValue() }

// MarshalJSON always returns an error: packed answers have no meaning without their
// recommender. The error names [Recommender.Unpack].
func (Packed) MarshalJSON() ([]byte, error) {
	return nil, errors.New("recommend: packed answers mean nothing by themselves: encode what Recommender.Unpack returns")
}

// MarshalJSON always returns an error: a recommender is made from its policy. The error names
// [Recommender.Policy].
func (Recommender) MarshalJSON() ([]byte, error) {
	return nil, errors.New("recommend: a recommender is made from a policy: encode what Recommender.Policy returns")
}

// MarshalJSON always returns an error: a reason is a part of its recommendation. The error
// names [Recommendation.For].
func (Reason) MarshalJSON() ([]byte, error) { return nil, errPartOfRecommendation }

// MarshalJSON always returns an error: the result of a stage is a part of its recommendation.
// The error names [Recommendation.For].
func (StageResult) MarshalJSON() ([]byte, error) { return nil, errPartOfRecommendation }

// MarshalJSON always returns an error: an opposition is a part of its recommendation. The
// error names [Recommendation.For].
func (Opposition) MarshalJSON() ([]byte, error) { return nil, errPartOfRecommendation }

// MarshalJSON always returns an error: an asked question is a part of its recommendation. The
// error names [Recommendation.For].
func (AskedQuestion) MarshalJSON() ([]byte, error) { return nil, errPartOfRecommendation }

var errPartOfRecommendation = errors.New("recommend: part of a recommendation: encode what Recommendation.For returns")

// MarshalJSON always returns an error: store the answers of an interview instead. The error
// names [Interview.Recommendation].
func (Interview) MarshalJSON() ([]byte, error) {
	return nil, errors.New("recommend: an interview is its answers: encode the intake of Interview.Recommendation")
}
