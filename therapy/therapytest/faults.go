package therapytest

import (
	"strings"

	"github.com/therapykit/therapykit/therapy"
)

// Faults lists what an error says is wrong, in its order: the place and the rule of every
// [*therapy.FieldError], such as "/goals/0/status goal-status", or the rule alone for a
// fault of the whole. Any other error is its text, and no error nothing.
func Faults(err error) []string {
	var all []string
	for _, field := range therapy.FieldErrors(err) {
		all = append(all, strings.TrimSpace(field.Path+" "+field.Rule))
	}
	if err != nil && all == nil {
		return []string{err.Error()}
	}
	return all
}
