package confidential

import (
	"iter"

	"github.com/therapykit/therapykit/therapy/words"
)

// Messages yields every text of this package that a person reads, in English, with its key.
// The reasons of the rows of a table are for whoever keeps the table.
func Messages() iter.Seq2[words.Key, string] { return texts.All() }

// texts are the sentences of this package.
var texts = words.Texts{
	{"hearing.nobody", "Nobody else will hear this."},
	{"hearing.bound", "{n, plural, one {# person} other {# people}} will hear this, under a professional duty of confidence."},
	{"hearing.unbound", "{n, plural, one {# person} other {# people}} will hear this, under no professional duty."},
	{"hearing.both", "{n, plural, one {# person} other {# people}} will hear this, {unbound} of them under no professional duty."},
	{"hearing.discretion", "An agreement can ask for discretion; it cannot enforce it."},
	{"view.not-shown", "Some of the record is not shown here. You can ask why."},
	{"view.line", "{place}: {text}"},
	{"view.numbered", "{name} {n}"},
}
