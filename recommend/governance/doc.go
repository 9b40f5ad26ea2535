// Package governance examines whole policies, for the people who are responsible for them.
// [Audit] finds parts of one policy that are contradictory, superfluous, unreachable or
// overdue. [Backtest] tries two policies on past intakes and says what would change;
// [ReadCSV] and [ReadJSONLines] read such intakes from files. Not in it: the validation of a
// policy (Validate in package policy), the comparison of two policies in words (Diff in
// package policy), and deciding (package recommend).
package governance
