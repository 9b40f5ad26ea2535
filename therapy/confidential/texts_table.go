package confidential

import (
	"iter"

	"github.com/therapykit/therapykit/therapy/words"
)

// Messages yields every text of this package that a person reads, in English, with its key,
// including those of the rows of the default table.
func Messages() iter.Seq2[words.Key, string] {
	return words.Chain(texts.All(), guardMessages, DefaultTable().Messages())
}

// texts are the sentences of this package.
var texts = words.Texts{
	{"hearing.nobody", "Nobody else will hear this."},
	{"hearing.bound", "{n, plural, one {# person} other {# people}} will hear this, under a professional duty of confidence."},
	{"hearing.unbound", "{n, plural, one {# person} other {# people}} will hear this, under no professional duty."},
	{"hearing.both", "{n, plural, one {# person} other {# people}} will hear this, {unbound} of them under no professional duty."},
	{"hearing.discretion", "An agreement can ask for discretion; it cannot enforce it."},
	{"view.not-shown", "Some of the record is not shown here. You can ask why."},
	{"gate.needs.consent", "consent of {person}"},
	{"gate.needs.consent-alone", "consent, for this kind alone, of {person}"},
	{"gate.needs.reference", "the reference of an order, incident or approval"},
	{"gate.needs.emergency", "an emergency access that is open"},
	{"gate.review", "review by {person} until {time}"},
	{"view.line", "{place}: {text}"},
	{"view.numbered", "{name} {n}"},
}
