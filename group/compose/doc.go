// Package compose forms therapy groups from a waiting list. In it: the problem and its file
// format, the solver, re-planning, the reasons as data and as sentences, Check, the verifiers
// of bounds and proofs, and an exporter for general solvers. Not in it: membership and
// waiting lists (package group), who may join at all (package screening), and the search for
// plans (its internal package search).
//
// From the people who wait, the groups that run or could be opened, and the limits on them,
// it proposes which groups to open and who joins which. It proves how far the plan is from
// the best one at most. For everybody it gives reasons: why this place, or why no place and
// which change would help. It proposes; people decide. It knows only what the plan needs to
// know about a person, prints nothing about people, and is not medical advice.
//
// # The problem
//
// A [Problem] holds clients, groups, connections between people, limits on groups and a
// policy, all as plain data; [FromRecords] makes one from rosters and screenings. A client
// may join a group if no [Rule] prevents it. The rules are about screening, open intake and a
// free seat, a concern among the group's themes and no contraindicated theme, mode, reachable
// region, language, gender, age, time, therapists, conflicts with members, minimum fit, a
// promise of another place, people they have to be with, and composition rules that existing
// members already use up. A valid [Assignment] then keeps these rules, which [Check]
// verifies:
//
//   - a client joins at most one group, and existing members never move;
//   - a candidate group opens with at least its minimum of people, and no group has more than
//     its maximum;
//   - at most one person of a [ConflictSet] (relatives, colleagues, former partners) is in a
//     group, and the people of a [Together] (friends, parent and child) are all in one group
//     or all without a place;
//   - a [Quota] sets a maximum or a minimum of people of one kind in a group, or demands that
//     no newcomer is the only one of a kind: as the literature on composing groups advises,
//     members share a concern, differ otherwise, and nobody is isolated;
//   - nobody leads two open groups at the same time, or more groups or minutes a week than
//     their [Therapist] entry allows; a [Room] takes one group at a time, and must have
//     enough seats for it; and a [Resource] limits how many of its groups are open, for any
//     reason.
//
// Of two valid assignments, the better one keeps more promises (a [Pin] on a group or a time,
// possibly until a date). If these are equal, the better one has more points (priority and
// waiting time, which decide who gets a place); then, if the policy asks for it, more waiting
// time beyond the cap; then more fit (concern and preferences, which decide how suitable the
// places are); then fewer therapist minutes; then more met wishes ([Wish]) and more equal
// sizes. These numbers are compared in this order, never added up; see [Score]. Points are
// set by the policy: equal points for all priorities and no points for waiting place the most
// people, and large differences make priority strict.
//
// # Solving
//
// [Solve] uses only whole numbers, and its budgets count work, not time. So the same problem
// gives the same result, whatever the order of the input, the machine or the number of
// processors. The only exception is a cancelled context: Solve then returns the best valid
// plan so far, with its bound, marked as cut off. Problems with few possible plans are
// searched exhaustively. The package internal/search describes, with an example, how others
// are searched.
//
// Everything can be checked independently. [Check] checks any plan. A [Bound] is a list of
// prices that proves the most that a plan can reach. If such a list leaves a gap, a [Proof]
// divides the plans further. [Bound.Verify] and [Proof.Verify] check them without any code of
// the search, in numbers that cannot overflow, and in linear time. [WriteLP] writes the
// problem for general solvers.
//
// # Re-planning
//
// [Replan] keeps every existing place, or moves a few of these people, up to a given number,
// to other groups. Nobody loses a place. It says how much each further move would improve the
// plan.
//
// # Reasons
//
// A [Report] has a [Placement] for everyone placed, an [Unplaced] for everyone left out, and
// a [GroupReport] for every group. A reason can be checked: it names changes that together
// are enough, and says whether fewer changes could be enough. [WhatIf] makes these changes in
// a copy, so that anybody can see that the client then has a place. Placement and Unplaced
// can be written in sentences for the clinician and for the client; the client learns nothing
// about other people. [Messages] lists the sentences for translation.
//
// # Instance files
//
// [Read] reads one JSON object, strictly, and reports all errors at once; a number that is
// left out is 0. Results, reports, bounds, proofs and re-plans are encoded as JSON too, and
// reading them gives equal values.
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
// Fit is 0 to 99: the best concern among the themes (50, 35 or 20 for the primary, second and
// third, and 3 for each degree of severity), 15 for a preferred time, 10 for the first
// language, 10 if the therapist's gender is as wished or there is no wish, 5 for the
// preferred mode.
//
// # What it does not do
//
// It does not plan sessions, and it does not learn from data. On national lists, and on
// smaller lists with very large differences of points, the numbers of all levels do not fit
// into one machine word together. The search then ignores wishes, and if necessary therapist
// minutes; they are only reported. The general problem is NP-hard (it contains exact cover
// and graph colouring), so on large lists a plan need not be the best one, but comes with a
// proven gap.
//
// All functions are pure, and several goroutines may call them at once.
package compose
