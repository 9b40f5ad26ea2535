// Package engine holds a policy as numbers and decides with it: statements by
// index, options as bits of a set, conditions as clauses of literals, points as
// lanes. In it are the decision, the proof that nothing open can change it, the
// smallest changes that do, the tolerance of points, and which questions matter.
// Not in it: names, words, sources, JSON, or anything else of a policy; package
// compile makes an engine from a policy and keeps the names.
//
// It imports nothing of this module. Whoever calls it hands in numbers that
// belong to the engine; it checks nothing twice.
package engine
