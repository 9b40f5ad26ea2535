// Package engine holds a policy as numbers and decides with it: statements by
// index, options as bits of a set, conditions as clauses of literals, points as
// lanes. In it are the decision, the proof that nothing open can change it, the
// smallest changes that do, the tolerance of points, and which questions matter.
// Not in it: names, words, sources, JSON, or anything else of a policy; package
// compile makes an engine from a policy and keeps the names.
//
// It imports nothing of this module. Whoever calls it hands in numbers that
// belong to the engine; it checks nothing twice.
//
// # The method
//
// A condition is certainly true when enough statements are answered yes and enough
// others no. "Statement 3 is answered yes" and "statement 3 is answered no" are two
// literals, so that an unanswered statement has neither. Every condition is written as
// clauses: one literal of each has to hold. Answers are a set of literals, one bit each.
//
// What stops by a single literal, and what everybody has to be asked, is tested first and for
// all rules at once: a mask of literals of which none may hold, and one of literals that all
// have to. Most decisions that stop do so here.
//
// Of the rules that give points most rest on a single literal. Their points are added up when
// the engine is made, one row for each literal. A row is two machine words of lanes, one for each
// option of each stage, as wide as the most that all its rules can add up to. Rules that grade
// and have the same condition are a row, too: what they say together, and how their question
// sorts the options if no other row of it fires. Any other rule, and each row of rules that
// grade, depends on the literals of one clause of its condition, the one whose literals stand in
// the fewest other places; it is looked at when one of these holds, and not otherwise. Where so
// many stand in that clause that one is likely to hold, the rule is looked at once, always. So a
// decision goes through the literals that hold and looks at what depends on them: first what
// asks and excludes, then what grades, and last, if grades have not decided, what gives points.
// The number of rules matters little.
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
// shy-yes, the first of two that stand nowhere else.
//
// Now danger and used are answered no, lonely and shy yes, and declines is open. The
// literals that hold are danger-no, used-no, lonely-yes and shy-yes. No danger; nothing
// depends on them that excludes. Lonely-yes adds (0, 3). Shy-yes sets off rule 3: used-no
// holds too, so it fires and adds (4, 0). Nothing else is looked at. 4 is no more than the
// margin ahead of 3, so both options are left: either.
//
// Can the open answer change it? A set of completions is bounded at once: certain are the
// literals that hold, possible are those and the literals of what is open. Rule 1 may fire,
// so the proof splits on declines. With a yes together is excluded, and alone is
// recommended: that is the witness, and the outcome is open. Had declines been answered
// no, no rule could fire that has not, and the proof would be a single leaf.
//
// ExampleEngine runs this. The files, one notion each: engine.go, tables.go, decide.go,
// grade.go (indication), settle.go (proofs), matter.go, search.go, samples.go,
// outlook.go and indifferent.go (which questions matter), change.go, tolerance.go,
// explain.go, audit.go.
package engine
