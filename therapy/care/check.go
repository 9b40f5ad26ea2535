package care

import (
	"errors"
	"strconv"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// check collects what is wrong, so that validation reads as a list of rules.
type check struct{ errs []error }

func (c *check) err() error { return errors.Join(c.errs...) }

func (c *check) wrong(path, rule, hint string, err error) {
	c.errs = append(c.errs, &therapy.FieldError{Path: path, Rule: rule, Hint: hint, Err: err})
}

// id checks the pseudonymous id of somebody or something that has to be named.
func (c *check) id(path string, id confidential.PersonID) {
	if id.IsZero() {
		c.wrong(path, "id-missing", "a pseudonymous id", therapy.ErrRequired)
	}
}

// ids checks a list of ids: each stated, none twice.
func (c *check) ids(path string, ids []confidential.PersonID) {
	seen := make(map[confidential.PersonID]bool, len(ids))
	for i, id := range ids {
		place := path + "/" + strconv.Itoa(i)
		c.id(place, id)
		once(c, seen, id, place, "id-duplicate")
	}
}

// name checks a name of an open vocabulary that has to be there.
func (c *check) name(path, rule, name string) {
	switch {
	case name == "":
		c.wrong(path, rule, "", therapy.ErrRequired)
	case !therapy.ValidName(name):
		c.wrong(path, rule, "lower-case words joined by hyphens", therapy.ErrSyntax)
	}
}

// optionalName checks a name that may be left out.
func (c *check) optionalName(path, rule, name string) {
	if name != "" {
		c.name(path, rule, name)
	}
}

// names checks a list of names: each well-formed, none twice.
func names[N ~string](c *check, path, rule string, list []N) {
	seen := make(map[N]bool, len(list))
	for i, name := range list {
		place := path + "/" + strconv.Itoa(i)
		c.name(place, rule, string(name))
		if name != "" && seen[name] {
			c.wrong(place, rule+"-duplicate", "", therapy.ErrDuplicate)
		}
		seen[name] = true
	}
}

// once reports a key that stands twice, and remembers it.
func once[K comparable](c *check, seen map[K]bool, key K, path, rule string) {
	var zero K
	if key != zero && seen[key] {
		c.wrong(path, rule, "", therapy.ErrDuplicate)
	}
	seen[key] = true
}

// instant checks a moment that has to be stated. Moments are kept to the nanosecond in years that the
// JSON form can write.
func (c *check) instant(path string, t time.Time) {
	switch {
	case t.IsZero():
		c.wrong(path, "time-missing", "", therapy.ErrRequired)
	case t.UTC().Year() < 1 || t.UTC().Year() > 9999:
		c.wrong(path, "time-range", "years 1 to 9999", therapy.ErrRange)
	}
}

// days checks a first and a last day.
func (c *check) days(path string, from, until therapy.Date) {
	if !from.IsZero() && !until.IsZero() && until.Before(from) {
		c.wrong(path, "until-before-from", "", therapy.ErrContradiction)
	}
}

// stated checks an enumeration that has to be stated.
func (c *check) stated(path, rule string, valid bool) {
	if !valid {
		c.wrong(path, rule, "", therapy.ErrRequired)
	}
}

// instant returns t without what cannot be stored: its monotonic reading and its
// location, whose name JSON would lose.
func instant(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return t.UTC().Round(0)
}
