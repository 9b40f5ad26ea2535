// Package group is what it takes to run group therapy: the description of the
// modality ([Descriptor]); groups, members and the waiting list ([Group], [Roster]);
// what has been agreed ([Agreement]); sessions ([Session]), attendance and cost.
// Not in it: the shared note and its checker (package note), who may join and who
// would be together (package screening), forming groups from a list (package compose).
//
// [Descriptor] says how group therapy differs from other formats, what it gives and
// what it depends on, which published programmes run in it ([therapy.Programme]; one
// that is led by peers, or part of something residential, says so), and which rules
// speak for it, against it or rule it out. The recommender reads it beside the
// descriptors of other modalities, and a decision aid can show it with
// [therapy.Compare].
//
// # A group and who is in it
//
// A [Group] is made by [New] from a [Spec]: theme, kind, programme, leaders, size,
// schedule, and a history of how it came to where it stands. [Group.Move] adds to the
// history and refuses what [Status.To] does not allow: a group that has met is closed,
// never cancelled. Its size is the programme's, or the article's 5 to 15 (S34).
//
// A [Roster] holds who is in it, who was, and who waits for a place. A stay is a [Membership] with
// a first day and a way of joining, a last day and a reason; somebody who comes back
// begins another. An [Admission] says whether there is a place and, if not, since when
// and what would help; an [Occupancy] says whether there are enough members. Neither is a
// yes or no. A closed group takes nobody after its start. For everybody who waits the
// roster says what they get meanwhile, also where that is nothing.
//
// # What is agreed
//
// An [Agreement] has versions, its rounds, each to be accepted by everybody: again when
// the terms change, when somebody joins, and after a breach. [Agreement.RenewalsMissing]
// says what was forgotten. Nobody accepts without having been shown, and having
// acknowledged, the [LeakageStatement]: the article has a higher risk of information
// leakage in groups (S37), and groups tend to leave it unsaid (E76). No attendance
// counts before acceptance.
//
// # What happens in its sessions
//
// A [Session] is a [care.Session] with agenda, participation, climate, incidents and
// the therapeutic factors the leaders saw. The note on the meeting is shared, and so it
// names no member: a [note.Checker] looks for every recorded name in every way it can be
// written, and [NewSession] takes no shared note that has not been through one. Each
// attendee's own note stays theirs. [AttendanceOf], [AtRisk] and [Attrition] say who
// came, whom to talk to, and what became of the stays, by plain rules; there is no
// probability among them. [Fee.Charges], [Split] and [Share] divide what a session
// costs so that it always sums.
//
// What groups give, in the article's words, and which of Yalom's eleven factors (E75)
// is behind it ([TherapeuticFactor.Benefits]):
//
//	hope                     "can inspire hope and motivation" (S27)
//	universality             "reduce feelings of isolation and shame" (S16)
//	information              "psychoeducational components" (S28)
//	altruism                 "provides accountability, motivating participants to work on their goals" (S20)
//	socialising techniques   "improving their social skills" (S18)
//	imitative behaviour      "learn from each other's experiences" (S44)
//	interpersonal learning   "constructive feedback to one another" (S19)
//	cohesiveness             "a sense of community and understanding" (S52)
//	catharsis                "encourages emotional expression in a safe and controlled setting" (S26)
//
// # What it does not do
//
// No type can enforce what members keep to themselves. The note checker finds names that
// were recorded, not somebody described without one. Nothing here computes risk, ranks
// people or decides about them: screening, composition and attrition give reasons to a
// clinician. Membership of a therapy group is sensitive in itself, and ids are
// pseudonyms for that reason. A program that stores rosters and agreements protects them as
// they protect records.
//
// # Where it comes from
//
// The statements follow the article that this library takes as its default
// (S1 to S63 in the bibliography of package therapy). Where published guidance
// qualifies the article (E1 to E142), the limits and the rules say so. Nothing
// here claims that one format works better in general: on average they do not
// differ (E54, E55). The package is not medical advice.
package group
