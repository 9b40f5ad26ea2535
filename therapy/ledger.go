package therapy

import (
	"reflect"

	"github.com/therapykit/therapykit/therapy/confidential"
)

// label is the high-water mark over every sealed text of the whole history. Where
// there is none, what is left is still a plan of treatment or the record of one,
// and is labelled so.
func (l ledger[S]) label() confidential.Label {
	if len(l.entries) == 0 {
		return confidential.Label{}
	}
	whole := confidential.LabelFor(confidential.TreatmentPlan, confidential.ID{})
	raise := func(text confidential.Value[string]) { whole = whole.Raise(text.Label()) }
	for _, e := range l.entries {
		eachSealed(reflect.ValueOf(e.revision.RevisionSpec), raise)
		eachSealed(reflect.ValueOf(*e.state), raise)
	}
	return whole
}
