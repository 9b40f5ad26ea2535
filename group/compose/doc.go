// Package compose forms therapy groups from a waiting list. In it: the problem and its
// files, the solver, re-planning, the reasons in data and in sentences, Check, the
// verifiers of bounds and proofs, and an exporter for general solvers. Not in it: who is
// in a group or waits for one (package group), who may join at all (package screening),
// and how plans are found (its internal package search).
//
// Given the people who wait, the groups that run or could be opened, and what
// limits them, it decides which groups to open and who joins which, proves how
// far from the best plan it can be at most, and says of everyone why: why this
// place, or what stands in the way and which change would help. It proposes; people
// decide. It knows nothing about a person but what the plan needs, prints nothing of
// them, and is not medical advice.
//
// # The problem
//
// A [Problem] holds clients, groups, what ties people, what limits groups and a
// policy, all plain data; [FromRecords] makes one from rosters and screenings. A
// client may join a group when no [Rule] bars them: screening, open intake and a seat,
// a concern among the group's themes and none that is contraindicated, mode, a region
// in reach, language, gender, age, time, therapists, no conflict with a member, enough
// fit, a promise of another place, people they have to be with, and no composition
// rule used up already. A valid [Assignment] then keeps these rules, which [Check]
// verifies:
//
//   - a client joins at most one group, and existing members never move;
//   - a candidate group opens with at least its minimum of people, and no group
//     takes more than its maximum;
//   - of a [ConflictSet] (relatives, colleagues, former partners) at most one
//     person is in a group, and the people of a [Together] (friends, parent and child)
//     are all in one group or all without a place;
//   - a [Quota] bounds how many of a kind a group takes, asks for so many, or demands
//     that no newcomer is the only one of a kind: shared concern, range in everything
//     else, nobody isolated, as the literature on composing groups advises;
//   - nobody leads two open groups at one time, or more groups or minutes a week than a
//     [Therapist] can; a [Room] takes one group at a time, which it has to seat; and a
//     [Resource] bounds how many of its groups are open, for whatever reason.
//
// Among valid assignments the better one keeps more promises (a [Pin] on a group or a
// time, also until a date); if equal, has more points (priority and waiting time: who
// is placed); if equal, and the policy asks for it, more waiting beyond the cap; then
// more fit (concern and preferences: how well); then fewer therapist minutes; then more
// of what a [Wish] weighs, and more equal sizes. These are numbers compared in order,
// never one weighted sum; see [Score]. Points are a policy, not code: equal classes and
// no waiting cap place the most people, steep classes make priority strict.
//
// # Solving
//
// [Solve] works in whole numbers throughout and counts its budgets in work, not
// in time, so the same problem gives the same result whatever the order of the
// input, the machine or the number of processors. Cancelling the context is the
// one exception: the best valid plan so far is returned, with its bound, and
// marked as cut off. Problems with few possible plans are searched exhaustively.
// How the others are searched is described, with an example, in internal/search.
//
// Nobody has to believe it. [Check] judges any plan. A [Bound] is a list of
// prices that proves how much a plan can reach at most, a [Proof] divides
// further where such a list leaves a gap, and [Bound.Verify] and [Proof.Verify]
// repeat either without any code of the search, in numbers that cannot overflow, and in
// time linear in what they are given. [WriteLP] states the problem for general solvers.
//
// # Re-planning
//
// [Replan] keeps every place that somebody has, or moves a few of these people, at most
// so many and none out: it says what each further move would buy.
//
// # Reasons
//
// A [Report] has a [Placement] for everyone placed, an [Unplaced] for everyone
// left out, and a [GroupReport] for every group. A reason is not a guess: it
// names changes which together are enough, says whether fewer could do, and [WhatIf]
// carries them out on a copy so that anybody can see the place appear. Both say
// themselves in sentences, to the clinician and to the client, who learns nothing about
// anybody else; [Messages] lists them for translation.
//
// # Instance files
//
// [Read] reads one JSON object, strictly, all errors at once; a number that is left out
// is 0. Results, reports, bounds, proofs and re-plans are JSON as well and read back
// equal.
//
//	format     "group-composition/1"
//	name, on   optional label and day of planning
//	policy     priorityPoints {routine, soon, urgent}, waitCapWeeks, waitBeforeFit?,
//	           minFit, mixedLeaders?, equalSizes?
//	clients    id, priority routine/soon/urgent, waitDays, suitable,
//	           concerns [{code, severity 1..3}] primary first, contraindicated?,
//	           slots, preferredSlots?, languages first language first,
//	           gender f/m/x, age, acuity low/high, modes onsite/online preferred
//	           first, region, regions?, maxTravel?, wantTherapistGender? and
//	           needTherapistGender? f/m/mixed, excludeTherapists?, ruledOut?,
//	           pin? {group, slot, anywhere, until}
//	groups     id, themes, slot, therapists, therapistGender f/m/mixed, language, mode,
//	           region, min, max, state candidate/running, intake open/closed,
//	           members? [{id, gender, age, acuity}], gender any/f/m, ageMin,
//	           ageMax, minutes, weeklyMinutes?, quotas? [{attr gender/ageBand/acuity,
//	           value, max?, min?, noLone?}]
//	conflicts  members (clients or existing members), reason
//	together   members, reason
//	wishes     members, one of group/slot/therapist/together/apart, weight 1..1000
//	therapists id, gender, maxGroups?, maxWeeklyMinutes?
//	rooms      id, region, seats, slots?
//	travel     from, to, minutes
//	resources  id, kind therapist/therapist-slot/room-slot/therapist-minutes/variants,
//	           cap, groups
//
// Fit is 0 to 99: the best concern among the themes (50, 35 or 20 for the
// primary, second and third, and 3 for each degree of severity), 15 for a
// preferred time, 10 for the first language, 10 for the therapist's gender as
// wished or no wish, 5 for the preferred mode.
//
// # What it does not do
//
// It does not plan sessions or learn. On national lists, and with very steep policies
// on smaller ones, the numbers of all levels do not fit one machine word together;
// wishes and then therapist minutes are left out of the search there and only reported.
// The general problem is NP-hard (it contains exact cover and graph colouring), so on
// large lists the plan comes with a proven gap instead of a promise.
//
// All functions are pure and safe to call from several goroutines at once.
package compose
