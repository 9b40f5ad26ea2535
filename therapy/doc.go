// Package therapy is the model: what a modality of therapy is, which statements
// about a person bear on the choice of one, where each claim comes from, and the
// plans, goals, sessions and episodes that follow from the choice. The other
// packages of this module speak in its types.
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
// [Cite] finds the built-in ones by id: S1 to S63 are the statements of the
// article that the library takes as its default, E1 to E86 published guidance and
// research. Where these disagree both are shown, and nothing here says that one
// modality is better in general.
//
// # A plan's life
//
// A [care.Plan] begins as a [care.PlanSpec], an open struct to fill in. [care.NewPlan] checks all of
// it and copies it in; after that nothing outside can change what is inside.
//
//	plan, err := therapy.NewPlan(therapy.PlanSpec{
//		ID: id, Author: clinician, Created: now, Clients: []confidential.PersonID{client},
//		Status: therapy.PlanDraft,
//		Goals: []therapy.Goal{{
//			ID:          "evenings",
//			Statement:   confidential.SealText(confidential.TreatmentPlan, client, "Enjoy the evenings again."),
//			ExpressedBy: therapy.VoiceClient,
//			Scope:       therapy.ScopeIndividual,
//			Status:      therapy.GoalProposed,
//		}},
//	})
//
// Ids and times are arguments, since the library has no clock and makes up no
// ids. People are pseudonyms, and prose about them is sealed (package
// [github.com/therapykit/therapykit/therapy/confidential]): it does not print, log
// or marshal in the clear.
//
// [care.Plan.Amend] makes a new plan, by somebody, at a time and for a reason, and
// leaves the old one as it was:
//
//	accepted, err := plan.Amend(
//		therapy.RevisionSpec{Author: clinician, At: later, Reason: therapy.ReasonAgreed},
//		func(s *therapy.PlanSpec) { s.Goals[0].Status = therapy.GoalAccepted },
//	)
//
// A change has to be able to follow what was there: statuses move as their tables
// allow, and goals, strands, observations and answers are never taken out. Goals
// are cancelled or superseded, strands end. [care.RevisionSpec] can name the revision
// that the author had seen, and then somebody faster makes the change fail with
// [ErrConflict] instead of being overwritten.
//
// Every revision is kept. [care.Plan.At] is the plan as it stood at a time, [care.Plan.AsOf]
// at a revision, [care.Plan.Revisions] who changed it and why, and [care.Diff] says in
// words what is different between two. [care.Plan.Findings] lists what somebody should
// look at, such as a goal that no strand serves; a plan with findings is valid.
//
// # What a plan is made of
//
//   - A [care.Goal] is what somebody wants to reach. Its status says whether it is
//     sought, its [care.Achievement] how far it is reached. [care.Assess] derives the latter
//     from what was observed, by the reliable change of package
//     [github.com/therapykit/therapykit/therapy/measure].
//   - A [care.Strand] is one line of treatment: a modality, therapists, techniques, a
//     schedule and the goals it serves. Two strands of different modalities are
//     combined therapy, and then say what their therapists may tell each other.
//   - A [care.Schedule] gives the times of sessions as the clock on the wall shows them,
//     across changes of that clock, with pauses and single appointments.
//   - A [care.Choice] is why these modalities: a recommendation or a clinician's override.
//
// A [care.Session] is one meeting, of any modality, with its attendees; what happened to
// the meeting and who attended are two things. [care.Session.Fits] compares it with a
// descriptor; [care.DoseOf] and [care.AttendanceOf] count. An [care.Episode] holds together the time
// from referral to ending, by reference to its plans and sessions. Both are made
// and amended as plans are.
//
// [care.Plan.Store] writes a plan with its whole history, its sealed texts encrypted by
// a key of the caller's. [care.LoadPlan] reads it, and does not believe the history
// but goes through it again: one that was edited against the rules is refused.
// Sessions and episodes have the same pair. Everything else that is read from JSON
// goes through [UnmarshalStrict] and the type's own Validate or constructor.
//
// # Adding a modality
//
// Fill in a [Descriptor] in a package of your own and hand it to whoever builds the
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
// whoever embeds it has to lead people in danger to help, at once and by other
// means. It decides nothing about a person. It keeps a record of what people decide,
// and gives reasons that they can check.
package therapy
