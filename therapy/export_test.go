package therapy

// Exclusions gives tests the exclusions of the built-in table, each with its reason.
func Exclusions() (pairs [][2]Factor, why []string) {
	for _, e := range exclusions() {
		for _, other := range e.others {
			pairs = append(pairs, [2]Factor{e.factor, other})
			why = append(why, e.why)
		}
	}
	return pairs, why
}

// EditDistance is the distance by which suggestions are ranked.
var EditDistance = func(a, b string) int { return editDistance([]byte(a), []byte(b)) }
