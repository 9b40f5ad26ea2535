package measure

import (
	"iter"
	"maps"

	"github.com/therapykit/therapykit/therapy"
)

// maxSuggest bounds what is compared: an id has 64 bytes at most, and whatever
// is much longer is not a slip of the hand.
const maxSuggest = 64

// Suggest returns the instrument that a mistyped id most likely meant, and
// whether there is exactly one. Case, hyphens, spaces and other signs do not
// count, so that "PHQ9" finds "phq-9"; one letter in four may be wrong, missing, too many or
// exchanged with its neighbour. Digits have to be right and a tie finds nothing:
// PHQ-4 and DASS-42 are instruments of their own, not mistyped PHQ-9 and DASS-21.
// It is for a person to look at, never for a program to go on with.
func (c Catalogue) Suggest(id ID) (ID, bool) { return nearest(id, maps.Keys(c.at)) }

// nearest finds the one id that is nearest. A tie finds nothing, hence the order
// of known does not matter.
func nearest(id ID, known iter.Seq[ID]) (best ID, ok bool) {
	var a, b, digitsA, digitsB [maxSuggest]byte
	typed, number, fits := plain(id, &a, &digitsA)
	if !fits || len(typed) == 0 {
		return "", false
	}
	least := maxSuggest
	for k := range known {
		want, digits, _ := plain(k, &b, &digitsB)
		if string(number) != string(digits) {
			continue
		}
		d := distance(typed, want)
		switch {
		case d > min(len(typed), len(want))/4 || d > least:
		case d == least:
			ok = false
		default:
			best, least, ok = k, d, true
		}
	}
	if !ok {
		return "", false
	}
	return best, true
}

// plain keeps the letters and digits, in lower case, and once more the digits alone.
func plain(id ID, text, digits *[maxSuggest]byte) (all, numbers []byte, fits bool) {
	if len(id) > maxSuggest {
		return nil, nil, false
	}
	all, numbers = text[:0], digits[:0]
	for i := range len(id) {
		switch c := id[i]; {
		case 'A' <= c && c <= 'Z':
			all = append(all, c-'A'+'a')
		case 'a' <= c && c <= 'z':
			all = append(all, c)
		case '0' <= c && c <= '9':
			all, numbers = append(all, c), append(numbers, c)
		}
	}
	return all, numbers, true
}

// distance counts insertions, deletions, substitutions and exchanges of
// neighbours (optimal string alignment), in three rows of the usual table.
func distance(a, b []byte) int {
	var rows [3][maxSuggest + 1]int
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

// unknownInstrument says that an id is not known and which known one is nearest.
// The hint has only the known id: the other may be anything that somebody typed.
func unknownInstrument(path, rule string, id ID, known iter.Seq[ID]) error {
	e := &therapy.FieldError{Path: path, Rule: rule, Err: therapy.ErrUnknown}
	if near, ok := nearest(id, known); ok {
		e.Hint = "did you mean " + string(near) + "?"
	}
	return e
}
