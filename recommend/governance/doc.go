// Package governance examines policies as a whole, for those who answer for them:
// [Audit] looks for what is contradictory, superfluous, out of reach or overdue in
// one policy, and [Backtest] tries two on past intakes and says what would change;
// [ReadCSV] and [ReadJSONLines] read such intakes from files.
// Not in it: what is wrong with a policy's form (Validate of package policy), the
// comparison of two policies in words (Diff there), and deciding (package
// recommend).
package governance
