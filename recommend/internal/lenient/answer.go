package lenient

import (
	"strings"

	"github.com/therapykit/therapykit/therapy"
)

// Yes reports whether an invalid answer can only mean yes. It ignores case, and spaces and
// punctuation around the answer.
func Yes(answer string) bool {
	switch strings.ToLower(strings.Trim(answer, " \t\r\n.!")) {
	case "yes", "y", "true", "strongly", "1":
		return true
	}
	return false
}

// No reports whether an invalid answer can only mean no, as [Yes] does. That nothing is known is
// not a no.
func No(answer string) bool {
	switch strings.ToLower(strings.Trim(answer, " \t\r\n.!")) {
	case "no", "n", "false", "0":
		return true
	}
	return false
}

// Likely returns the probable meaning of a phrase in lower case, as a whole or by its first
// word: true for something like yes; false for something like no, and for phrases that say
// that nothing is known. Use it to search for danger, where a false alarm costs little.
func Likely(phrase, word string) therapy.Truth {
	switch phrase {
	case "y", "t", "yep", "1", "on", "checked", "ticked", "present", "positive", "ja", "oui", "si":
		return therapy.True
	case "n", "f", "nope", "none", "0", "off", "unchecked", "absent", "negative", "unknown", "null", "nil", "nein", "non":
		return therapy.False
	}
	switch word {
	case "yes", "yeah", "true", "strongly", "definitely", "certainly":
		return therapy.True
	case "no", "not", "never", "false":
		return therapy.False
	}
	return therapy.Unknown
}
