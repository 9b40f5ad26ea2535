// Package care is the record of care: the plan, its goals and strands, the schedule, the
// session and who attended, the episode from referral to ending, and the choice of the
// modalities of a plan. Every change of a record is kept, with who made it, when and why. Not
// in it: modalities and the reasons for them (package therapy), who may see what (package
// confidential), questionnaires and their scores (package measure), and groups with their
// rosters (package group).
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
// [Plan.Amend] makes a new plan and leaves the old one unchanged. Each change has an author,
// a time and a reason:
//
//	accepted, err := plan.Amend(
//		care.RevisionSpec{Author: clinician, At: later, Reason: care.ReasonAgreed},
//		func(s *care.PlanSpec) { s.Goals[0].Status = care.GoalAccepted },
//	)
//
// Amend checks a change against the present plan: statuses change only as their tables allow,
// and goals, strands, observations and responses are never removed. Goals are cancelled or
// superseded instead, and strands end. An event cannot be later than the revision that
// records it. [RevisionSpec] can name the revision that the author has seen; if somebody else
// has changed the plan since, the change fails with [therapy.ErrConflict] and overwrites
// nothing.
//
// Every revision is kept. [Plan.At] returns the plan as it was at a time, [Plan.AsOf] as it
// was after a revision, and [Plan.Revisions] who changed it and why. [Diff] says in words how
// two plans differ. [Plan.Findings] lists points that a person should check, such as a goal
// that no strand serves; a plan with findings is valid.
//
// # Correcting mistakes
//
// Mistakes can be corrected, but the correction is always visible. A wrong entry of a list,
// such as an [Observation], a [PlanReview] or an [Attendee], is marked with a [Correction]:
// who found the mistake, when and why. The entry stays in the list and no longer counts; the
// right entry is added to the list.
//
//	plan, err = plan.Amend(rev, func(s *care.PlanSpec) {
//		s.Goals[0].Progress[3].Error = rev.Correction()
//	})
//
// To change a field that cannot normally change again, such as the end of a plan, the
// cancellation of a session or the end of a strand, use a revision that says that it corrects
// a mistake ([RevisionSpec.Corrects]). The ledger keeps the earlier state. The struct tag
// "amend" of every field says how the field may change.
//
// To take over a record that was begun in another system, use [TakeOverPlan],
// [TakeOverSession] or [TakeOverEpisode]. Taking it over is a revision of its own.
//
// # The parts of a record
//
//   - A [Goal] is what a client wants to reach. Its status says whether the client is working
//     towards it, its [Achievement] how far it is reached. [Assess] derives the achievement
//     from observations, with the reliable change of package measure. [Plan.Progress] also
//     finds the observations made in sessions, so that nobody has to copy them.
//   - A [Strand] is one line of treatment: a modality, therapists, techniques, a schedule and
//     the goals it serves. Two strands of different modalities are combined therapy; each
//     then says what its therapists may tell those of the other.
//   - A [Schedule] gives the times of sessions in local time, also across daylight saving
//     changes, with pauses and single appointments.
//   - A [Choice] says why these modalities were chosen: by a recommendation, by a clinician's
//     override of one, or by neither.
//   - A [Session] is one meeting, of any modality, with its attendees. The status of the
//     meeting and the attendance of each person are separate. [DoseOf] and [AttendanceOf]
//     count each session once; [SessionFindings] finds sessions that cannot both take place.
//   - An [Episode] covers the time from referral to ending. It refers to its plans and
//     sessions by id.
//
// Sessions and episodes are made and amended in the same way as plans.
//
// # Storing
//
// [Plan.Store] writes a plan with its whole history. It encrypts the sealed texts with the
// caller's key. It stores what each revision changed, and sometimes the full state, so that
// the size grows in proportion to the changes: a plan with one observation per revision takes
// 11 kB at 13 revisions, 24 kB at 52, 64 kB at 150, 115 kB at 300 and 416 kB at 1,000.
// Loading takes a fraction of a millisecond per revision (BenchmarkHistory). [LoadPlan] reads
// a stored plan. It checks the whole history again, and refuses one that was edited against
// the rules. It also reads older formats. Sessions and episodes have the same pair of
// functions, and none of the three can be encoded as plain JSON. All other types here can be
// encoded as JSON; read them with [therapy.UnmarshalStrict] and check them with their own
// Validate.
package care
