package measure

// ListedTotals is the number of totals of an instrument that are listed one by one, or 0 if only the
// range is checked.
func ListedTotals(in Instrument) int { return len(in.totals(nil)) }
