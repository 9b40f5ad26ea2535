// Package compose forms therapy groups from a waiting list.
//
// Given the people who wait, the groups that run or could be opened, and what
// limits them, it decides which groups to open and who joins which, proves how
// far from the best plan it can be at most, and says of everyone why: why this
// place, or which rule in which group stands in the way and what change would
// help. It proposes; people decide. It knows nothing about a person but what the
// plan needs, and it is not medical advice.
//
// # The problem
//
// A [Problem] holds clients, groups, conflict sets, resources and a policy, all
// plain data. A client may join a group when no [Rule] bars them: screening,
// open intake and a seat, a concern among the group's themes and none that is
// contraindicated, mode, region, language, gender, age, time, therapist, no
// conflict with a member, enough fit, and no composition rule used up already.
// A valid [Assignment] then keeps these rules, which [Check] verifies:
//
//   - a client joins at most one group, and existing members never move;
//   - a candidate group opens with at least its minimum of people, and no group
//     takes more than its maximum;
//   - of a [ConflictSet] (relatives, colleagues, former partners) at most one
//     person is in a group;
//   - a [Quota] bounds how many of a kind a group takes, or demands that no
//     newcomer is the only one of a kind: shared concern, range in everything
//     else, nobody isolated, as the literature on composing groups advises;
//   - a [Resource] (a therapist, a therapist's hour, a room) bounds how many of
//     its groups are open.
//
// Among valid assignments the better one has more points (priority and waiting
// time: who is placed); if equal, more fit (concern and preferences: how well);
// if equal, fewer therapist minutes. These are three numbers compared in order,
// never one weighted sum; see [Score]. Points are a policy, not code: equal
// classes and no waiting cap place the most people, steep classes make priority
// strict.
//
// # Solving
//
// [Solve] works in whole numbers throughout and counts its budgets in work, not
// in time, so the same problem gives the same result whatever the order of the
// input, the machine or the number of processors. Cancelling the context is the
// one exception: the best valid plan so far is returned, with its bound, and
// marked as cut off. Problems with few possible plans are searched exhaustively.
//
// The search seats people by best chains of moves (chains.go), opens, closes
// and swaps groups as prices of seats suggest (improve.go), repairs composition
// (lone.go), and derives prices of people and resources that bound every plan
// (dual.go). At clinic size it divides all plans into parts until the bounds of
// what is left meet the best plan or the budget is used up (branch.go); on
// larger lists the prices only suggest which groups to open (solver.go).
//
// Nobody has to believe it. [Check] judges any plan. A [Bound] is a list of
// prices that proves how many points a plan can have at most, a [Proof] divides
// further where such a list leaves a gap, and [Bound.Verify] and [Proof.Verify]
// repeat either without any code of the search. [WriteLP] states the problem for
// general solvers.
//
// # Reasons
//
// A [Report] has a [Placement] for everyone placed, an [Unplaced] for everyone
// left out, and a [GroupReport] for every group. A reason is not a guess: it
// names changes which together are enough, and [WhatIf] carries them out on a
// copy so that anybody can see the place appear.
//
// [Extend] keeps every standing place, places newcomers, and lists what moving
// one person would gain, without moving anybody.
//
// # Instance files
//
// [Read] reads one JSON object, strictly, all errors at once:
//
//	format     "group-composition/1"
//	name, seed optional label and number
//	policy     priorityPoints {routine, soon, urgent}, waitCapWeeks, minFit
//	clients    id, priority routine/soon/urgent, waitDays, suitable,
//	           concerns [{code, severity 1..3}] primary first, contraindicated?,
//	           slots, preferredSlots?, languages first language first,
//	           gender f/m/x, age, acuity low/high, modes onsite/online preferred
//	           first, region, wantTherapistGender? f/m, excludeTherapists?
//	groups     id, themes, slot, therapists, therapistGender f/m, language, mode,
//	           region, min, max, state candidate/running, intake open/closed,
//	           members? [{id, gender, age, acuity}], gender any/f/m, ageMin,
//	           ageMax, minutes, quotas? [{attr gender/ageBand/acuity, value,
//	           max?, noLone?}]
//	conflicts  members (clients or existing members), reason
//	resources  id, kind therapist/therapist-slot/room-slot, cap, groups
//
// Fit is 0 to 99: the best concern among the themes (50, 35 or 20 for the
// primary, second and third, and 3 for each degree of severity), 15 for a
// preferred time, 10 for the first language, 10 for the therapist's gender as
// wished or no wish, 5 for the preferred mode.
//
// # What it does not do
//
// It does not spread values beyond quotas, plan sessions, or learn. On national
// lists, and with very steep policies on smaller ones, the numbers of all three
// levels do not fit one machine word together; therapist minutes are then left
// out of the search and only reported. The general problem is NP-hard (it contains exact cover and
// graph colouring), so on large lists the plan comes with a proven gap instead
// of a promise.
//
// All functions are pure and safe to call from several goroutines at once.
package compose
