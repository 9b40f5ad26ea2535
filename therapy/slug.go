package therapy

// maxSlug is the longest name of an open vocabulary, short enough that nobody can write prose
// in it.
const maxSlug = 64

// ValidName reports whether s has the form that every open vocabulary of this
// module uses (modalities, factors, rule ids, measures …): lower-case ASCII
// words of letters and digits joined by single hyphens, starting with a letter,
// at most 64 bytes.
func ValidName(s string) bool {
	if s == "" || len(s) > maxSlug || s[0] < 'a' || s[0] > 'z' || s[len(s)-1] == '-' {
		return false
	}
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
		case c == '-' && s[i-1] != '-':
		default:
			return false
		}
	}
	return true
}
