package policy

import (
	"strconv"
	"strings"

	"github.com/therapykit/therapykit/therapy"
)

// Validate reports everything wrong with the overlay by itself at once, each at its place.
// [Policy.Overlay] also checks its references, and the resulting policy.
func (o Overlay) Validate() error {
	var c therapy.Check
	if !therapy.ValidName(o.ID) {
		c.Wrong("/id", "policy-id", "", therapy.ErrSyntax)
	}
	if !validVersion(o.Version) {
		c.Wrong("/version", "policy-version", "digits and dots, such as 1.0.0", therapy.ErrSyntax)
	}
	c.Stated("/title", "policy-title", strings.TrimSpace(o.Title) != "")
	if o.Profile != (Words{}) {
		c.Part("/profile", o.Profile.validate())
	}
	c.Part("/meeting", o.Meeting.validate())
	c.Part("", validateDays(o.SafetyDays, o.SafetyDaysWhy))
	each(&c, "factors", o.Factors, therapy.FactorInfo.Validate, func(f therapy.FactorInfo) string { return string(f.Factor) })
	each(&c, "options", o.Options, OptionInfo.validate, func(x OptionInfo) string { return string(x.Option) })
	each(&c, "stages", o.Stages, Stage.validate, func(s Stage) string { return s.Layer.String() })
	each(&c, "off", o.Off, validID, func(id string) string { return id })
	each(&c, "replace", o.Replace, Rule.Validate, func(r Rule) string { return r.ID })
	each(&c, "points", o.Points, PointChange.validate, func(p PointChange) string { return p.Rule + " " + string(p.Option) })
	each(&c, "excludes", o.Excludes, ExclusionChange.validate, func(x ExclusionChange) string { return x.Rule + " " + string(x.Option) })
	each(&c, "questions", o.Questions, therapy.Question.Validate, func(q therapy.Question) string { return q.ID })
	each(&c, "grades", o.Grades, GradeChange.validate, func(g GradeChange) string { return g.Rule + " " + string(g.Option) })
	each(&c, "crisis", o.Crisis, CrisisLine.Validate, nil)
	each(&c, "waivers", o.Waivers, Waiver.validate, func(w Waiver) string { return string(w.Statement) })
	each(&c, "rules", o.Rules, Rule.Validate, func(r Rule) string { return r.ID })
	each(&c, "actions", o.Actions, Action.validate, func(a Action) string { return a.ID })
	each(&c, "cautions", o.Cautions, Caution.validate, func(x Caution) string { return x.ID })
	each(&c, "conflicts", o.Conflicts, Conflict.validate, func(x Conflict) string { return x.ID })
	return c.Err()
}

// each checks the members of a list, and that no two of them have the same name. name returns the
// name of a member; it is nil for a list in which names may be repeated.
func each[T any](c *therapy.Check, member string, list []T, check func(T) error, name func(T) string) {
	seen := map[string]bool{}
	for i, x := range list {
		place := therapy.Pointer(member, strconv.Itoa(i))
		err := check(x)
		c.Part(place, err)
		if name == nil || err != nil {
			continue
		}
		if seen[name(x)] {
			c.Wrong(place, "overlay-"+member+"-twice", "each at most once", therapy.ErrDuplicate)
		}
		seen[name(x)] = true
	}
}

// validID checks the id of a part to leave out.
func validID(id string) error {
	var c therapy.Check
	c.Name("", "overlay-off", id)
	return c.Err()
}

func (p PointChange) validate() error {
	var c therapy.Check
	changes(&c, p.Rule, p.Option)
	if p.Points < -therapy.MaxPoints || p.Points > therapy.MaxPoints {
		c.Wrong("/points", "rule-points-range", "-9 to 9; 0 removes the entry", therapy.ErrRange)
	}
	return c.Err()
}

func (g GradeChange) validate() error {
	var c therapy.Check
	changes(&c, g.Rule, g.Option)
	if g.Grade != 0 && !g.Grade.Valid() {
		c.Wrong("/grade", "rule-grade", "offer, consider, only-if, adjunct or against; an empty grade removes the entry", therapy.ErrUnknown)
	}
	return c.Err()
}

func (x ExclusionChange) validate() error {
	var c therapy.Check
	changes(&c, x.Rule, x.Option)
	return c.Err()
}

// changes checks the rule and the option of a change.
func changes(c *therapy.Check, rule string, option Option) {
	c.Name("/rule", "overlay-rule", rule)
	if !option.Valid() {
		c.Wrong("/option", "option-form", "modalities sorted and joined by +", therapy.ErrSyntax)
	}
}

// own changes the paths in the errors of a vocabulary to which descriptions were added, so that
// they are places in the list of added ones. before is the number of earlier descriptions.
func own(err error, before int) error {
	var c therapy.Check
	for _, fault := range therapy.FieldErrors(err) {
		number, _, _ := strings.Cut(strings.TrimPrefix(fault.Path, "/"), "/")
		moved := *fault
		if n, err := strconv.Atoi(number); err == nil && n >= before {
			moved.Path = therapy.Pointer(strconv.Itoa(n-before)) + fault.Path[len("/")+len(number):]
		}
		c.Part("", &moved)
	}
	return c.Err()
}
