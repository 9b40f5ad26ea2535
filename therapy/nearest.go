package therapy

import "iter"

// Nearest returns the known name that a mistyped name most likely meant, and whether there is
// exactly one. Case, hyphens, spaces and other signs do not count: "PHQ9" finds "phq-9". One
// letter in three may be wrong, missing, added or swapped with its neighbour. All digits have
// to be right: "phq-4" is an instrument of its own, not a mistyped "phq-9". If two names are
// equally near, Nearest finds none.
//
// The result is a hint for a person; a program must never continue with it. It is always one
// of the known names, so an error may contain it.
func Nearest[N ~string](name N, known iter.Seq[N]) (nearest N, ok bool) {
	typed, fits := plainOf(string(name))
	if !fits || typed.letters == 0 {
		return "", false
	}
	least := maxSlug
	for candidate := range known {
		want, fits := plainOf(string(candidate))
		if !fits || typed.numbers() != want.numbers() {
			continue
		}
		limit := min(typed.letters, want.letters) / 3
		if apart := typed.letters - want.letters; apart > limit || -apart > limit {
			continue // no nearer than the lengths are
		}
		switch distance := editDistance(typed.all[:typed.letters], want.all[:want.letters]); {
		case distance > limit || distance > least:
		case distance == least:
			ok = ok && candidate == nearest
		default:
			nearest, least, ok = candidate, distance, true
		}
	}
	if !ok {
		return "", false
	}
	return nearest, true
}

// comparableName returns the letters and digits of a name in lower case, and separately its digits
// alone.
type comparableName struct {
	all, digits           [maxSlug]byte
	letters, digitsLength int
}

func (p *comparableName) numbers() string { return string(p.digits[:p.digitsLength]) }

func plainOf(name string) (p comparableName, fits bool) {
	if len(name) > maxSlug {
		return p, false
	}
	for i := range len(name) {
		c := name[i]
		switch {
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		case 'a' <= c && c <= 'z':
		case '0' <= c && c <= '9':
			p.digits[p.digitsLength] = c
			p.digitsLength++
		default:
			continue
		}
		p.all[p.letters] = c
		p.letters++
	}
	return p, true
}

// editDistance counts insertions, deletions, substitutions and exchanges of neighbours
// (optimal string alignment), in three rows of the usual table.
func editDistance(a, b []byte) int {
	var rows [3][maxSlug + 1]int
	for j := range len(b) + 1 {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, above, row := &rows[(i+1)%3], &rows[(i+2)%3], &rows[i%3]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(above[j]+1, row[j-1]+1, above[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return rows[len(a)%3][len(b)]
}
