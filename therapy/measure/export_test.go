package measure

// ListedTotals is how many totals of a whole instrument are listed one by one, 0 where
// only the range is checked.
func ListedTotals(in Instrument) int { return len(in.totals(nil)) }
