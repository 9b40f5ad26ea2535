// Package search finds a good plan for a [Model]: who sits in which group and which
// groups open. In it: the seating, chains of moves, opening and closing groups, prices,
// dividing all plans into parts, and trying every plan where there are few. Not in it:
// people, rules, reasons, files, and any check of a plan: code that shares nothing with this
// package checks what it returns.
//
// # The parts, by name
//
//   - [Model] (model.go) is the problem in numbers, and [Seating] (seating.go, units.go) is
//     who sits where, with a log (log.go), so that a try can be undone.
//   - chains (chains.go) place one more client, or fill one more seat, by the best chain
//     of moves.
//   - improver (improve.go, lone.go) opens, closes and swaps groups and repairs counts.
//   - dual (dual.go, exact.go) finds prices that bound every plan, and inner (inner.go,
//     mixture.go) solves one group exactly under prices.
//   - solver (run.go, solver.go, branch.go, part.go, kick.go, regroup.go, exhaust.go,
//     finish.go) decides what is tried and when, and blocks (blocks.go) divide large lists
//     first.
//
// # The method
//
// The worth of a plan is one number: points first, then fit, then minutes, then wishes
// (units.go). Only differences are compared.
//
//  1. Open groups greedily, seat people by best chains, improve by swaps of groups.
//  2. From the prices of seats find good prices of people and resources. They bound
//     what any plan can reach and say which groups good plans open.
//  3. If few people have few possible places, try every plan, and stop a branch that cannot
//     be better than the best plan.
//  4. At clinic size divide all plans into parts: those in which a group opens and those
//     in which it does not, or those in which a person is in a group and those in which
//     they are not. Each part gets its own prices, also for the rules that couple people.
//     The prices suggest plans, and at the end the sets that groups have wanted are combined
//     (columns.go). A part whose bound is no better than the best plan is finished. The
//     divisions and the prices are the proof. In between and at the end, people get new
//     places in other orders, and single groups are forced open. If the gap is still wide,
//     and at the end for fit and minutes, a few groups at a time are emptied and formed
//     again from the best valid sets (regroup.go). With more than 400 people, groups first
//     open by the prices of fit, and the work before the division is bounded per person.
//  5. On larger lists open what the prices suggest, and complete and improve the plan. Then
//     force single closed groups open, repair around them, and keep what gains.
//  6. On the largest lists divide people by region, and in large regions also by what they
//     seek help with. Solve each block as a separate list, by step 5, with a share of what
//     several blocks use, and combine the plans. Then improve across blocks, find prices for
//     the whole list, and open what these suggest. So the work per client does not grow with
//     the list.
//
// A person whom a count lacks (the second man, so that no man is alone) costs little at first,
// and more and more until nobody is lacking. The search also flips whole classes: from nobody
// to as many as are needed, and from some to nobody. Every budget counts looks at pairs, never
// time, so a problem gives the same plan on every machine.
//
// # An example with five people
//
// Ann, Ben, Cas, Dot and Eve are worth 5, 4, 3, 2 and 1 points. Two groups could open,
// both with two or three people: M, for everybody but Eve, and T, for Cas, Dot and Eve.
// They need the same room, so that only one opens.
//
// Greedily, M opens: its best three are worth 5 + 4 + 3 = 12, those of T only 6. Ann, Ben
// and Cas take the seats. Dot has no seat: a chain in which Dot takes the seat of Cas, and
// Cas loses it, gains 2 - 3 < 0. So the seats of M get the price 2, the worth of the best
// person who is left out. A person's price is their worth beyond the price of their seat:
// 3, 2 and 1 for Ann, Ben and Cas, 0 for Dot and Eve.
//
// Are 12 points the best? Charge these prices, and 6 for the room. Whatever M does, it
// earns the worth of its people less their prices, at most (5-3) + (4-2) + (3-1) = 6, or
// with Dot in place of one of them 2 as well; less the room that is 0. T earns at most
// (3-1) + 2 + 1 = 5, less the room, so it stays shut. No plan is worth more than all
// prices together and what groups earn: 3 + 2 + 1 + 6 + 0 = 12. So nobody can do better,
// and the six prices prove it: that is a bound.
//
// Now let Ann and Cas be former partners, who must not be in one group. Then Ann, Ben and
// Dot sit in M, for 11 points. The prices above still say 12, because they do not look at
// conflicts. Divide: in plans with Cas in M there is no Ann, and 4 + 3 + 2 = 9; in plans
// without Cas in M its best are 5 + 4 + 2 = 11. Neither exceeds 11; that is a proof with
// two parts. The problem of one group (inner.go) can also divide in this way by itself,
// and then prices alone are enough: 2 for Ann, 1 for Ben, nothing for the others and 8
// for the room. Ann, Ben and Cas are worth 3 each beyond their prices and Dot 2. Without
// Ann and Cas together, M earns at most 3 + 3 + 2 - 8 = 0, and T 3 + 2 + 1 - 8 < 0. All
// prices come to 2 + 1 + 8 = 11.
package search
