package measure

// Distance is [distance], to be compared with its definition.
func Distance(a, b string) int { return distance([]byte(a), []byte(b)) }
