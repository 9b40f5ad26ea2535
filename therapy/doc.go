// Package therapy is the vocabulary: what a modality of therapy is, which statements about a
// person matter for the choice of a modality, and where each claim comes from. It also holds
// what all other packages share: dates, errors, checks, closed vocabularies and strict JSON.
// Not in it: the record of a treatment, which is package
// [github.com/therapykit/therapykit/therapy/care], and the recommendation of a modality,
// which is package [github.com/therapykit/therapykit/recommend].
//
// # The words of the model
//
// A [Modality] is a way of delivering therapy, such as "individual" or "group": who is in the
// room and whose therapy it is. It is neither a technique nor a channel. A [Descriptor]
// describes one modality as data: the key differences from other modalities ([Compare] puts
// two side by side), benefits, limits, published programmes, and the rules for or against it.
// A [Catalogue] is an immutable set of descriptors. A modality does not register itself; you
// pass its descriptor:
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
// An [Indication] is a rule of one modality. When its condition is certainly true, it counts
// for or against that modality, in one [Layer]. Package recommend weighs such rules against
// each other; this package only defines what a rule is.
//
// A [Source] says where a claim comes from and what kind of authority that is ([Strength]).
// Every rule, descriptor, programme and factor names at least one. [Cite] finds the built-in
// sources by id. The letter of an id tells the catalogue: S is the article that the library
// takes as its default view, E published guidance and research, L law, standards and
// professional codes, M manuals and studies of measures. If sources disagree, both are shown.
// This package never says that one modality is better in general.
//
// An [Answer] is what somebody says about a factor: yes, no, strongly, or nothing yet.
//
// # Adding a modality
//
// Fill in a [Descriptor] in a package of your own and pass it to the program that builds the
// catalogue. There is no interface to implement and no central list to change.
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
// [Descriptor.Validate] reports everything that is missing, at once. If a rule needs a factor
// that the built-in vocabulary does not have, describe it in Descriptor.Factors;
// [Catalogue.Vocabulary] adds it to the others. Rule ids and factors must be unique in a
// catalogue. Leave a figure zero, which means unknown, if no source gives it. A test kit
// checks what more is expected of a descriptor. Call it from a test of your own:
//
//	func TestDescriptor(t *testing.T) { therapytest.Run(t, couple.Descriptor) }
//
// See package [github.com/therapykit/therapykit/therapy/therapytest]; the folder
// examples/couples adds a modality in this way.
//
// # Errors
//
// Bad input is refused as a whole, and everything wrong is reported at once. The error joins
// several values of type [*FieldError]. Each has a JSON pointer to the place, the stable id
// of the rule that is broken, and a sentinel such as [ErrRequired] for [errors.Is]. No
// message contains the wrong value, because the value may be about a person.
//
//	for _, e := range therapy.FieldErrors(err) {
//		form.Mark(e.Path, e.Rule)
//	}
//
// The functions whose names begin with Must panic on an error. They are for tables that are
// part of a program.
//
// # Values
//
// Everything here is a value: it is safe to copy, and several goroutines may read it. Methods
// return iterators and copies, and every list has a documented order. The zero value of every
// type is the careful one, and its comment says what it means: an unstated enumeration is
// refused, a zero [Range] means that nothing is known. An enumeration is written as its name,
// never as its number. Statuses that FHIR R4 has are spelled as in FHIR R4.
//
// # What the library does not do
//
// It does not give medical advice and does not diagnose: a diagnosis can be part of the
// input, but never of the output. It does not compute risks or predict how anybody will do.
// It is not a crisis service and does not monitor anybody: the program that embeds it has to
// lead people in danger to help, at once and by other means. It does not decide about a
// person. It records what people decide, and gives reasons that they can check.
package therapy
