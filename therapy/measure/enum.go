package measure

import "strconv"

// The closed sets of this package share three habits: the zero value is
// unstated, names leave the process and numbers do not, decoding is exact.

func enumString(kind string, names []string, v uint8) string {
	if v == 0 || int(v) >= len(names) {
		return kind + "(" + strconv.Itoa(int(v)) + ")"
	}
	return names[v]
}

func enumAppend(b []byte, names []string, v uint8) ([]byte, error) {
	if v == 0 || int(v) >= len(names) {
		return b, fail("", "enum-unstated", ErrRequired)
	}
	return append(b, names[v]...), nil
}

func enumParse(names []string, text []byte) (uint8, error) {
	for i := 1; i < len(names); i++ {
		if names[i] == string(text) {
			return uint8(i), nil
		}
	}
	return 0, fail("", "enum-unknown", ErrUnknown)
}

// validID reports whether s is lower-case words of letters and digits joined by
// single hyphens, at most 64 bytes, beginning with a letter.
func validID(s string) bool {
	if s == "" || len(s) > 64 || s[0] < 'a' || s[0] > 'z' || s[len(s)-1] == '-' {
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
