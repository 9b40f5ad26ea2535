// Package therapy is the vocabulary: what a modality of therapy is, which statements
// about a person bear on the choice of one, and where each claim comes from. In it too:
// what all rooms share, that is dates, errors, checks, closed vocabularies and strict JSON.
// Not in it: the record of a treatment, which is in
// [github.com/therapykit/therapykit/therapy/care], and the recommendation of a modality,
// which is in [github.com/therapykit/therapykit/recommend].
//
// # The words of the model
//
// A [Modality] is a way of delivering therapy, such as "individual" or "group":
// who is in the room and whose therapy it is. It is neither a technique nor a
// channel. A [Descriptor] says all that is known about one, as data: the key
// differences between modalities ([Compare] puts two side by side), benefits,
// limits, published programmes, and the rules that speak for or against it. A
// [Catalogue] is an immutable set of descriptors; nothing registers itself:
//
//	catalogue, err := therapy.NewCatalogue(individual.Descriptor(), group.Descriptor())
//
// "Combined" is not a modality. It is a plan, or an option, with more than one.
//
// A [Factor] is a statement about a person or a situation, such as
// [ValuesPrivacy], and it is true, false or unknown. Unknown is never no.
// [Factors] is the built-in [Vocabulary], in which every factor has a question, a
// definition, the factors it excludes and its sources ([FactorInfo]).
//
// A [Condition] is a closed tree of factors, evaluated in three-valued logic:
//
//	c := therapy.All(therapy.Is(therapy.Adult), therapy.Not(therapy.Is(therapy.DeclinesGroup)))
//	fmt.Println(c) // all of (adult, not declines-group)
//
// An [Indication] is a rule: when its condition is certainly true it speaks, in one
// [Layer], for or against the modality it belongs to. Package recommend weighs
// such rules against each other; this package only knows what a rule is.
//
// A [Source] says where a claim comes from and what kind of authority that is
// ([Strength]). Every rule, descriptor, programme and factor names at least one.
// [Cite] finds the built-in ones by id, whose letter tells the catalogue: S is the
// article that the library takes as its default view, E published guidance and research,
// L law, standards and professional codes, M manuals and studies of measures. Where these
// disagree both are shown, and nothing here says that one modality is better in general.
//
// An [Answer] is what somebody says about a factor: yes, no, strongly, or nothing yet.
//
// # Adding a modality
//
// Fill in a [Descriptor] in a package of your own and hand it to the program that builds the
// catalogue. There is no interface to implement and no list to enter it in.
//
//	func Descriptor() therapy.Descriptor {
//		return therapy.Descriptor{
//			Modality: "couple", Name: "Couple therapy", PlainName: "therapy as a couple",
//			Participants: therapy.Participants{Clients: therapy.Range{Min: 2, Max: 2}, Trait: …},
//			…
//		}
//	}
//
//	catalogue, err := builtIn.With(couple.Descriptor())
//
// [Descriptor.Validate] says everything that is missing, at once. What the built-in
// vocabulary has no word for goes into Descriptor.Factors, and
// [Catalogue.Vocabulary] adds it to the others. Rule ids and factors must be unique
// in a catalogue. A figure that no source gives stays zero, which means unknown.
// A kit says what more is expected of a descriptor, in a test of your own:
//
//	func TestDescriptor(t *testing.T) { therapytest.Run(t, couple.Descriptor) }
//
// See package [github.com/therapykit/therapykit/therapy/therapytest]; the folder
// examples/couples adds a modality in this way.
//
// # Errors
//
// Bad input is refused whole, with everything wrong reported at once: a joined
// error of [*FieldError], each with a JSON pointer to the place, the stable id of the
// rule it breaks, and a sentinel such as [ErrRequired] for [errors.Is]. No message
// contains the offending value, because that may be about a person.
//
//	for _, e := range therapy.FieldErrors(err) {
//		form.Mark(e.Path, e.Rule)
//	}
//
// The functions whose names begin with Must panic, and are for tables that are
// part of a program.
//
// # Values
//
// Everything here is a value: safe to copy and for concurrent readers, with
// iterators and copies going out and a documented order in every list. The zero
// value of every type is the careful one and says so: an unstated enumeration is
// refused, a zero [Range] means that nothing is known. Names leave the process,
// numbers do not. Statuses that FHIR R4 has are spelled as FHIR R4 spells them.
//
// # What the library does not do
//
// It is not medical advice, and makes no diagnosis: that somebody has a condition
// is a statement that goes in, never one that comes out. It computes no risk and
// predicts nobody's course. It is not a crisis service and does not watch anything:
// the program that embeds it has to lead people in danger to help, at once and by other
// means. It decides nothing about a person. It keeps a record of what people decide,
// and gives reasons that they can check.
package therapy
