// Package engine holds a policy as numbers and decides with it: statements by
// index, options as bits of a set, conditions as clauses of literals, points as
// lanes. In it are the decision, the proof that nothing open can change it, the
// smallest changes that do, the tolerance of points, and which questions matter.
// Not in it: names, words, sources, JSON, or anything else of a policy; package
// compile makes an engine from a policy and keeps the names.
//
// It imports nothing of this module. Callers pass numbers that belong to the engine;
// package compile has checked them, and the engine does not check them again.
//
// # The method
//
// A condition is certainly true when enough statements are answered yes and enough
// others no. "Statement 3 is answered yes" and "statement 3 is answered no" are two
// literals, so that an unanswered statement has neither. Every condition is written as
// clauses: one literal of each has to hold. Answers are a set of literals, one bit each.
//
// Rules that stop on a single literal, and answers that are required of everybody, are
// tested first, all at once: one mask has the literals of which none may hold, the other
// those that all have to. Most decisions that stop do so here.
//
// Of the rules that give points most rest on a single literal. Their points are added up when
// the engine is made, one row for each literal. A row is two machine words of lanes, one for each
// option of each stage, as wide as the most that all its rules can add up to. Rules that grade
// and have the same condition are a row, too: what they say together, how their question sorts
// the options if no other row of it fires, and what the question then contributes if every option
// is eligible. Any other rule, and each row of rules that grade, depends on the literals of one
// clause of its condition, the clause whose literals occur in the fewest other places. The rule is
// checked only when one of these literals holds. If that clause has so many literals that one is
// likely to hold, the rule is checked once in every decision. So a decision goes through the
// literals that hold and checks what depends on them: first rules that ask and exclude, if any
// depends on these literals, then rules that grade, and last, if grades have not decided, rules
// that give points. The number of rules matters little. What the decision does not need, such as
// how far the best option was ahead, is calculated when somebody asks for it.
//
// # Four rules
//
// Let there be two options, alone (bit 0) and together (bit 1), five statements, and four
// rules, of which the last two give points in the same stage, with a margin of 1:
//
//	rule  stage        when                         does
//	0     safety       danger                       escalates
//	1     eligibility  declines                     excludes together
//	2     need         lonely                       together 3
//	3     need         shy, and not used to groups  alone 4
//
// With danger, declines, lonely, shy, used numbered 0 to 4 there are ten literals. Rule 2
// becomes a row of points: lonely-yes gives (0, 3). Rule 0 is a part of the first mask:
// danger-yes must not hold. The others depend on a literal: rule 1 on declines-yes, rule 3 on
// shy-yes, the first of two that occur nowhere else.
//
// Now danger and used are answered no, lonely and shy yes, and declines is open. The
// literals that hold are danger-no, used-no, lonely-yes and shy-yes. There is no danger, and
// no rule that excludes depends on them. Lonely-yes adds (0, 3). Shy-yes sets off rule 3:
// used-no holds too, so it fires and adds (4, 0). Nothing else is checked. 4 is no more than
// the margin ahead of 3, so both options are left: either.
//
// Can the open answer change the outcome? A set of completions is bounded as a whole: the
// literals that hold are certain; these and the literals of open statements are possible.
// Rule 1 may fire, so the proof splits on declines. With a yes, together is excluded and
// alone is recommended: that is the witness, and the outcome is open. With a no, no further
// rule could fire, and the proof would be a single leaf.
//
// ExampleEngine runs this. The files, one topic each: engine.go, tables.go, decide.go,
// grade.go (indication), settle.go (proofs), matter.go, search.go, samples.go,
// outlook.go and indifferent.go (which questions matter), change.go, tolerance.go,
// explain.go, audit.go.
package engine
