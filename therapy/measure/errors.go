package measure

import (
	"errors"
	"iter"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
)

// The sentinels say what kind of thing is wrong; match them with [errors.Is].
var (
	// ErrIncomplete means that answers or scores are missing and no rule allows a result
	// without them.
	ErrIncomplete = errors.New("incomplete")
	// ErrUndefined means that the formula has no value for this input, such as a percentage of zero.
	ErrUndefined = errors.New("undefined")
)

func fail(path, rule string, err error) error {
	return &therapy.FieldError{Path: path, Rule: rule, Err: err}
}

func index(name string, i int) string { return "/" + name + "/" + strconv.Itoa(i) }

// unknownInstrument says that an id is not known and which known one is nearest. The hint has
// only the known id, since the unknown one may contain anything that somebody typed.
func unknownInstrument(path, rule string, id ID, known iter.Seq[ID]) error {
	e := &therapy.FieldError{Path: path, Rule: rule, Err: therapy.ErrUnknown}
	if near, ok := therapy.Nearest(id, known); ok {
		e.Hint = "did you mean " + string(near) + "?"
	}
	return e
}

// refusal is the error of types that cannot be encoded directly: it names what to encode
// instead.
func refusal(instead string) error {
	return &therapy.FieldError{Rule: "json-refused", Hint: instead, Err: therapy.ErrConflict}
}
