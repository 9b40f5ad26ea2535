// Package care is the record of care: the plan, its goals and strands, the schedule,
// the session and who attended, the episode from referral to ending, and the choice
// that the modalities of a plan follow from. Every change of a record is kept, with who
// made it, when and why. What a modality is, and what speaks for one, is not here but in
// package therapy; who may see what is in package confidential, questionnaires and what
// their scores mean are in package measure, and groups with their rosters in package
// group.
//
// # A plan's life
//
// A [Plan] begins as a [PlanSpec], an open struct to fill in. [NewPlan] checks all of it
// and copies it in; after that nothing outside can change what is inside.
//
//	plan, err := care.NewPlan(care.PlanSpec{
//		ID: "plan-1", Author: clinician, Created: now, Clients: []confidential.PersonID{client},
//		Status: care.PlanDraft,
//		Goals: []care.Goal{{
//			ID:          "evenings",
//			Statement:   confidential.SealText(confidential.TreatmentPlan, client, "Enjoy the evenings again."),
//			ExpressedBy: care.VoiceClient,
//			Scope:       care.ScopeIndividual,
//			Status:      care.GoalProposed,
//		}},
//	})
//
// Ids and times are arguments, since the library has no clock and makes up no ids. The
// id of a record may be any FHIR R4 id; people are pseudonyms, which the caller maps.
// Prose about people is sealed: it does not print, log or marshal in the clear.
//
// [Plan.Amend] makes a new plan, by somebody, at a time and for a reason, and leaves the
// old one as it was:
//
//	accepted, err := plan.Amend(
//		care.RevisionSpec{Author: clinician, At: later, Reason: care.ReasonAgreed},
//		func(s *care.PlanSpec) { s.Goals[0].Status = care.GoalAccepted },
//	)
//
// A change has to be able to follow what was there: statuses move as their tables allow,
// and goals, strands, observations and responses are never taken out. Goals are cancelled
// or superseded, strands end. What has happened is earlier than the revision that records it.
// [RevisionSpec] can name the revision that the author has seen; if somebody else has
// changed the plan since, the change fails with [therapy.ErrConflict] and overwrites
// nothing.
//
// Every revision is kept. [Plan.At] is the plan as it stood at a time, [Plan.AsOf] at a
// revision, [Plan.Revisions] who changed it and why, and [Diff] says in words what is
// different between two. [Plan.Findings] lists what somebody should look at, such as a
// goal that no strand serves; a plan with findings is valid.
//
// # Putting right
//
// What is wrong can be put right in a way that shows, and in no other. An entry of a list,
// such as an [Observation], a [PlanReview] or an [Attendee], is marked with a [Correction]:
// who found it, when and why. It stays where it is and counts for nothing from then on;
// the right entry is added beside it.
//
//	plan, err = plan.Amend(rev, func(s *care.PlanSpec) {
//		s.Goals[0].Progress[3].Error = rev.Correction()
//	})
//
// What was stated once, or closed, by mistake is taken back by a revision that says so
// ([RevisionSpec.Corrects]): a plan is opened again, a session was not cancelled after all,
// a strand did not end. The ledger keeps what stood there. What may change, and how, is
// written beside every field, in a struct tag "amend".
//
// A record that was begun elsewhere is taken over, by [TakeOverPlan], [TakeOverSession] or
// [TakeOverEpisode], in a revision of its own.
//
// # What a record is made of
//
//   - A [Goal] is what somebody wants to reach. Its status says whether it is sought, its
//     [Achievement] how far it is reached. [Assess] derives the latter from what was
//     observed, by the reliable change of package measure; [Plan.Progress] finds that in
//     the sessions, too, so that nobody has to copy it.
//   - A [Strand] is one line of treatment: a modality, therapists, techniques, a schedule
//     and the goals it serves. Two strands of different modalities are combined therapy,
//     and then say what their therapists may tell each other.
//   - A [Schedule] gives the times of sessions as the clock on the wall shows them, across
//     changes of that clock, with pauses and single appointments.
//   - A [Choice] is why these modalities: a recommendation, a clinician's override of one,
//     or neither.
//   - A [Session] is one meeting, of any modality, with its attendees. What happened to the
//     meeting and who attended are two things. [DoseOf] and [AttendanceOf] count each
//     session once; [SessionFindings] finds sessions that cannot both take place.
//   - An [Episode] holds together the time from referral to ending, by reference to its
//     plans and sessions.
//
// Sessions and episodes are made and amended as plans are.
//
// # Storing
//
// [Plan.Store] writes a plan with its whole history, its sealed texts encrypted by a key
// of the caller's: what each revision changed, and the full state every so often, so that
// it grows with what happened: a plan with an observation a revision takes 11 kB at 13
// revisions, 24 kB at 52, 64 kB at 150, 115 kB at 300 and 416 kB at 1,000, and a fraction
// of a millisecond a revision to load (BenchmarkHistory). [LoadPlan] reads it, and does not trust the history but
// checks it again: one that was edited against the rules is refused. Older formats are
// read. Sessions and episodes have the same pair, and none of the three can be marshalled
// as plain JSON. Everything else here
// encodes as JSON and reads back equal, with [therapy.UnmarshalStrict] and the type's own
// Validate.
package care
