package care

import (
	"reflect"

	"github.com/therapykit/therapykit/therapy/confidential"
)

// label is the high-water mark over every sealed text of the whole history, and over
// what the record is by itself: a plan of treatment without a word of prose is one
// still.
func (l ledger[S]) label(whole confidential.Label) confidential.Label {
	if len(l.entries) == 0 {
		return confidential.Label{}
	}
	raise := func(text confidential.Value[string]) { whole = whole.Raise(text.Label()) }
	for _, e := range l.entries {
		eachSealed(reflect.ValueOf(e.revision.RevisionSpec), raise)
		eachSealed(reflect.ValueOf(*e.state), raise)
	}
	return whole
}
