package therapy

import (
	"errors"
	"slices"
	"strconv"
	"time"
)

// MaxFaults is how many faults an error of this module lists. One last entry says how many
// more there are, so that hostile input cannot cause an error larger than the input.
const MaxFaults = 100

// Check collects what is wrong with a value. Validation then reads as a list of rules and
// reports everything at once:
//
//	func (s RoomSpec) Validate() error {
//		var c therapy.Check
//		c.Stated("/kind", "room-kind", s.Kind.Valid())
//		c.Name("/reason", "room-reason", string(s.Reason))
//		c.Part("/schedule", s.Schedule.Validate())
//		return c.Err()
//	}
//
// The zero Check has found nothing. It is not safe for use by several goroutines.
type Check struct {
	errs []error
	more int
}

// Err returns everything that is wrong, joined, and nil if nothing is. After [MaxFaults]
// faults it only says how many more there are, with the rule "more-faults".
func (c *Check) Err() error {
	if c.more > 0 {
		rest := &FieldError{Rule: "more-faults", Hint: strconv.Itoa(c.more) + " more", Err: ErrRange}
		return errors.Join(append(slices.Clip(c.errs), rest)...)
	}
	return errors.Join(c.errs...)
}

// Failed reports whether the check has found a fault so far.
func (c *Check) Failed() bool { return len(c.errs) > 0 }

// Wrong adds a fault: its path, the rule it breaks, a hint that says what would be right, and
// the sentinel.
func (c *Check) Wrong(path, rule, hint string, err error) {
	c.add(&FieldError{Path: path, Rule: rule, Hint: hint, Err: err})
}

// Part adds the faults of a part; path is the place of the part in the whole. A nil error
// adds nothing.
func (c *Check) Part(path string, err error) {
	if err == nil {
		return
	}
	for _, fault := range moved(path, err) {
		c.add(fault)
	}
}

// count is how many faults there are, listed or not.
func (c *Check) count() int { return len(c.errs) + c.more }

func (c *Check) add(err error) {
	if len(c.errs) == MaxFaults {
		c.more++
		return
	}
	c.errs = append(c.errs, err)
}

// Stated adds a fault if something required is not stated, such as a value of a closed
// vocabulary.
func (c *Check) Stated(path, rule string, stated bool) {
	if !stated {
		c.Wrong(path, rule, "", ErrRequired)
	}
}

// Name checks a required name of an open vocabulary ([ValidName]).
func (c *Check) Name(path, rule, name string) {
	switch {
	case name == "":
		c.Wrong(path, rule, "", ErrRequired)
	case !ValidName(name):
		c.Wrong(path, rule, "lower-case words joined by hyphens", ErrSyntax)
	}
}

// OptionalName checks a name of an open vocabulary ([ValidName]) that may be empty.
func (c *Check) OptionalName(path, rule, name string) {
	if name != "" {
		c.Name(path, rule, name)
	}
}

// RecordID checks the required id of a record ([ValidRecordID]).
func (c *Check) RecordID(path, rule, id string) {
	switch {
	case id == "":
		c.Wrong(path, rule, "", ErrRequired)
	case !ValidRecordID(id):
		c.Wrong(path, rule, "1 to 64 letters, digits, hyphens and dots", ErrSyntax)
	}
}

// OptionalRecordID checks the id of a record ([ValidRecordID]) that may be empty.
func (c *Check) OptionalRecordID(path, rule, id string) {
	if id != "" {
		c.RecordID(path, rule, id)
	}
}

// Instant checks a time that has to be stated. Its year in UTC must be one that JSON can write,
// 1 to 9999.
func (c *Check) Instant(path string, t time.Time) {
	switch {
	case t.IsZero():
		c.Wrong(path, "time-missing", "", ErrRequired)
	case t.UTC().Year() < 1 || t.UTC().Year() > 9999:
		c.Wrong(path, "time-range", "years 1 to 9999", ErrRange)
	}
}

// Days checks that a last day is not before the first day. Each of them may be the zero Date,
// which means that it is open.
func (c *Check) Days(path string, from, until Date) {
	if !from.IsZero() && !until.IsZero() && until.Before(from) {
		c.Wrong(path, "until-before-from", "the last day is not before the first", ErrContradiction)
	}
}

// CheckNames checks a list of names of an open vocabulary: each must be well-formed, and none
// may occur twice.
func CheckNames[N ~string](c *Check, path, rule string, list []N) {
	seen := make(map[N]bool, len(list))
	for i, name := range list {
		place := path + "/" + strconv.Itoa(i)
		c.Name(place, rule, string(name))
		CheckOnce(c, seen, name, place, rule+"-duplicate")
	}
}

// CheckOnce reports a key that is in seen already, and adds it to seen. It does not report a
// repeated zero key, because a missing key is a fault of another kind.
func CheckOnce[K comparable](c *Check, seen map[K]bool, key K, path, rule string) {
	var zero K
	if key != zero && seen[key] {
		c.Wrong(path, rule, "", ErrDuplicate)
	}
	seen[key] = true
}

// ValidRecordID reports whether s has the form of the id of a FHIR R4 resource: 1 to 64 ASCII
// letters, digits, hyphens and dots. Plans, sessions, groups and other records have such ids.
// People have pseudonyms, whose form is stricter.
func ValidRecordID(s string) bool {
	if s == "" || len(s) > 64 {
		return false
	}
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '-', c == '.':
		default:
			return false
		}
	}
	return true
}
