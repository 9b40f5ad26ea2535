// Package group is for running group therapy. In it: the description of the modality
// ([Descriptor]); groups, members and the waiting list ([Group], [Roster]); the agreement
// between members ([Agreement]); sessions ([Session]), attendance and cost. Not in it: the
// shared note and its checker (package note), the decision who may join and the composition
// of a group (package screening), and forming groups from a list (package compose).
//
// [Descriptor] says how group therapy differs from other formats, its benefits and what they
// depend on, the published programmes ([therapy.Programme], which says if it is led by peers
// or part of residential treatment), and the rules that speak for it, against it or exclude
// it. The recommender reads it together with the descriptors of other modalities, and a
// decision aid can show it with [therapy.Compare].
//
// # A group and its members
//
// [New] makes a [Group] from a [Spec]: theme, kind, programme, leaders, size, schedule, and a
// history of its statuses. [Group.Move] adds to the history and refuses changes that
// [Status.To] does not allow: a group that has met can be closed, but not cancelled. Its size
// is that of its programme, or 5 to 15 as in the article (S34).
//
// A [Roster] lists present and former members and the waiting list. Each stay of a person is
// a [Membership] with a first day and a way of joining, a last day and a reason; a person who
// comes back begins a new one. An [Admission] says whether there is a place and, if not,
// since when and what would help; an [Occupancy] says whether there are enough members. A
// closed group takes nobody after its start. For everybody who waits, the roster says what
// they get meanwhile, even if that is nothing.
//
// # The agreement
//
// An [Agreement] has numbered versions, called rounds. Everybody has to accept each round:
// there is a new round when the terms change, when somebody joins, and after a breach.
// [Agreement.RenewalsMissing] says which rounds were forgotten. Nobody can accept before they
// have seen and acknowledged the [LeakageStatement]: according to the article, the risk of
// information leakage is higher in groups (S37), and groups often do not mention it (E76).
// Attendance does not count before acceptance.
//
// # Sessions
//
// A [Session] is a [care.Session] with agenda, participation, climate, incidents and the
// therapeutic factors that the leaders saw. All members may read the note on the meeting, so
// it must name no member: a [note.Checker] searches for every recorded name in every way it
// can be written, and [NewSession] accepts only a shared note that a checker has cleared.
// Each attendee also has their own note, which is not shared. [AttendanceOf], [AtRisk] and
// [Attrition] say who came, whom to talk to, and how memberships ended, by plain rules
// without probabilities. Fee.Bill, [Split] and [Share] divide the cost of a session so that
// the parts always sum to the total.
//
// The benefits of groups in the article's words, with the therapeutic factor of Yalom (E75)
// behind each ([TherapeuticFactor.Benefits]):
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
// No program can enforce that members keep things to themselves. The note checker finds
// recorded names, but not a person who is described without a name. Nothing here calculates
// risk, ranks people or decides about them: screening, composition and attrition give reasons
// to a clinician. Membership of a therapy group is itself confidential, so ids are
// pseudonyms. Protect stored rosters and agreements like other records.
//
// # Where it comes from
//
// The statements follow the article that this library takes as its default (S1 to S63 in the
// bibliography of package therapy). If published guidance qualifies the article (E1 to E142),
// the limits and the rules say so. Nothing here claims that one format works better in
// general: on average they do not differ (E54, E55). The package is not medical advice.
package group
