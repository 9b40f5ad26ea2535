package screening

import (
	"encoding/json"
	"fmt"
	"iter"
	"log/slog"
	"slices"
	"strconv"
	"strings"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// CriterionType says what a criterion does. The zero CriterionType is unstated and
// refused.
type CriterionType uint8

// The types of criteria, in the order in which they are looked at.
const (
	// Exclusion: while its condition is true, this group is not for the person.
	Exclusion CriterionType = iota + 1
	// Inclusion: its condition has to be true for this group to be for the person.
	Inclusion
	// Readiness: while its condition is true, the person has something to prepare
	// first. It never excludes, however many there are.
	Readiness

	numCriterionTypes
)

//enum:names CriterionType
var criterionTypeNames = [numCriterionTypes]string{Exclusion: "exclusion", Inclusion: "inclusion", Readiness: "readiness"}

// Criterion is one question of screening, as data: when it applies, what follows,
// and who says so. The zero Criterion is not valid.
type Criterion struct {
	// ID is a stable name ([therapy.ValidName]), unique among the criteria.
	ID string `json:"id"`
	// Type says what follows when it applies.
	Type CriterionType `json:"type"`
	// Kinds are the kinds of group it is for; empty means every kind.
	Kinds []group.Kind `json:"kinds,omitempty"`
	// When is the condition: of an inclusion what has to be so, of the others what
	// must not.
	When therapy.Condition `json:"when"`
	// Ask says that nobody joins while the truth of When is unknown. Where it is
	// false an unknown is reported and asked about, but holds nothing up.
	Ask bool `json:"ask,omitempty"`
	// Statement says in plain words what is the case when it applies.
	Statement string `json:"statement"`
	// Advice says what to do then: for readiness what to prepare, for the others
	// what else there is.
	Advice string `json:"advice"`
	// Sources say who says so.
	Sources []therapy.Source `json:"sources"`
}

// For reports whether the criterion is for groups of kind k. An invalid kind gets
// every criterion.
func (c Criterion) For(k group.Kind) bool {
	return len(c.Kinds) == 0 || !k.Valid() || slices.Contains(c.Kinds, k)
}

// Validate reports everything wrong with the criterion at once.
func (c Criterion) Validate() error {
	var check therapy.Check
	if !therapy.ValidName(c.ID) {
		check.Wrong("/id", "criterion-id", "lower-case words joined by hyphens", therapy.ErrSyntax)
	}
	if !c.Type.Valid() {
		check.Stated("/type", "criterion-type", false)
	}
	for i, k := range c.Kinds {
		place := "/kinds/" + strconv.Itoa(i)
		switch {
		case !k.Valid():
			check.Wrong(place, "group-kind", "", therapy.ErrUnknown)
		case slices.Contains(c.Kinds[:i], k):
			check.Wrong(place, "criterion-kind-twice", "", therapy.ErrDuplicate)
		}
	}
	check.Part("/when", c.When.Validate())
	if strings.TrimSpace(c.Statement) == "" {
		check.Stated("/statement", "criterion-statement", false)
	}
	if strings.TrimSpace(c.Advice) == "" {
		check.Wrong("/advice", "criterion-advice", "what the person is offered instead", therapy.ErrRequired)
	}
	check.Part("/sources", therapy.ValidateSources(c.Sources))
	return check.Err()
}

// equal compares field by field: a criterion holds lists.
func (c Criterion) equal(d Criterion) bool {
	return c.ID == d.ID && c.Type == d.Type && slices.Equal(c.Kinds, d.Kinds) && c.When.Equal(d.When) && c.Ask == d.Ask &&
		c.Statement == d.Statement && c.Advice == d.Advice && slices.Equal(c.Sources, d.Sources)
}

func (c Criterion) clone() Criterion {
	c.Kinds = slices.Clone(c.Kinds)
	c.Sources = slices.Clone(c.Sources)
	return c
}

// Criteria are the criteria a service screens by, in a fixed order, with a version.
// They are made by [NewCriteria], cannot be changed, and may be shared.
// [DefaultCriteria] is a set to begin with.
//
// The zero Criteria has none, and lets nobody in: with it every screening is
// [AskFirst].
type Criteria struct {
	_       [0]func()
	version string
	list    []Criterion
}

// NewCriteria checks and copies the criteria, reporting everything wrong at once at
// /0, /1 …, and keeps their order. version is any text that is not empty; every
// screening carries it.
func NewCriteria(version string, list ...Criterion) (Criteria, error) {
	var check therapy.Check
	if strings.TrimSpace(version) == "" {
		check.Stated("/version", "criteria-version", false)
	}
	if len(list) == 0 {
		check.Wrong("", "criteria-empty", "at least one criterion", therapy.ErrRequired)
	}
	kept := make([]Criterion, len(list))
	for i, c := range list {
		place := "/" + strconv.Itoa(i)
		check.Part(place, c.Validate())
		if slices.ContainsFunc(list[:i], func(d Criterion) bool { return d.ID == c.ID }) {
			check.Wrong(place+"/id", "criterion-duplicate", "", therapy.ErrDuplicate)
		}
		kept[i] = c.clone()
	}
	if err := check.Err(); err != nil {
		return Criteria{}, err
	}
	return Criteria{version: version, list: kept}, nil
}

// criteriaJSON is a set of criteria as it is written.
type criteriaJSON struct {
	Version  string      `json:"version"`
	Criteria []Criterion `json:"criteria"`
}

// MarshalJSON writes the version and the criteria, null for the zero Criteria.
func (c Criteria) MarshalJSON() ([]byte, error) {
	if c.version == "" {
		return []byte("null"), nil
	}
	return json.Marshal(criteriaJSON{c.version, c.list})
}

// UnmarshalJSON reads criteria strictly and checks them as [NewCriteria] does; c changes
// only if all of it is right.
func (c *Criteria) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		*c = Criteria{}
		return nil
	}
	var read criteriaJSON
	if err := therapy.UnmarshalStrict(data, &read); err != nil {
		return err
	}
	made, err := NewCriteria(read.Version, read.Criteria...)
	if err == nil {
		*c = made
	}
	return err
}

// Equal reports whether the two have the same version and the same criteria in the same
// order.
func (c Criteria) Equal(d Criteria) bool {
	return c.version == d.version && slices.EqualFunc(c.list, d.list, Criterion.equal)
}

// Version returns the version, "" for the zero Criteria.
func (c Criteria) Version() string { return c.version }

// All yields the criteria in order.
func (c Criteria) All() iter.Seq[Criterion] {
	return func(yield func(Criterion) bool) {
		for _, criterion := range c.list {
			if !yield(criterion.clone()) {
				return
			}
		}
	}
}

// With returns criteria under another version in which each of list replaces the
// criterion of its id, or is added at the end.
func (c Criteria) With(version string, list ...Criterion) (Criteria, error) {
	all := slices.Collect(c.All())
	for _, criterion := range list {
		if i := slices.IndexFunc(all, func(d Criterion) bool { return d.ID == criterion.ID }); i >= 0 {
			all[i] = criterion
		} else {
			all = append(all, criterion)
		}
	}
	return NewCriteria(version, all...)
}

// Without returns criteria under another version without those of the ids given.
// An id that is not there is a [therapy.ErrReference]: somebody thinks they have
// switched something off that they have not.
func (c Criteria) Without(version string, ids ...string) (Criteria, error) {
	all := slices.Collect(c.All())
	var check therapy.Check
	for i, id := range ids {
		j := slices.IndexFunc(all, func(d Criterion) bool { return d.ID == id })
		if j < 0 {
			check.Wrong("/"+strconv.Itoa(i), "criterion-unknown", "", therapy.ErrReference)
			continue
		}
		all = slices.Delete(all, j, j+1)
	}
	if err := check.Err(); err != nil {
		return Criteria{}, err
	}
	return NewCriteria(version, all...)
}

// Facts are what is known about a person: statements and whether they are true.
// What is not in it is unknown, which is not no. The nil Facts know nothing.
type Facts map[therapy.Factor]therapy.Truth

// Format writes a placeholder for every verb and flag.
func (Facts) Format(f fmt.State, verb rune) { confidential.Hidden{}.Format(f, verb) }

// String returns a placeholder.
func (Facts) String() string { return confidential.Placeholder }

// GoString returns a placeholder.
func (Facts) GoString() string { return confidential.Placeholder }

// LogValue returns a placeholder.
func (Facts) LogValue() slog.Value { return confidential.Hidden{}.LogValue() }

// Truth returns what is known about f.
func (a Facts) Truth(f therapy.Factor) therapy.Truth { return a[f] }

// Verdict is the answer of a screening. The zero Verdict is unstated; nobody joins
// on it.
type Verdict uint8

// The answers, from the one that holds the most up to the one that holds nothing
// up.
const (
	// NotThisGroup means that this group is not for the person now. It is never the
	// end of treatment: every reason comes with what else there is.
	NotThisGroup Verdict = iota + 1
	// AskFirst means that something has to be known before anyone can say.
	AskFirst
	// PrepareFirst means that the group is for the person, after preparation.
	PrepareFirst
	// MayJoin means that nothing is in the way.
	MayJoin

	numVerdicts
)

//enum:names Verdict
var verdictNames = [numVerdicts]string{
	NotThisGroup: "not-this-group", AskFirst: "ask-first", PrepareFirst: "prepare-first", MayJoin: "join",
}

// Finding is one criterion and what came of it. The zero Finding says nothing.
type Finding struct {
	confidential.Hidden
	// Criterion is the criterion.
	Criterion Criterion `json:"criterion" kind:"treatment-plan"`
	// Truth is what is known about its condition.
	Truth therapy.Truth `json:"truth" kind:"diagnosis"`
	// Questions are the statements of the condition that are unknown, in its order,
	// as long as they can still change its truth.
	Questions []therapy.Factor `json:"questions,omitempty" kind:"diagnosis"`
}

func (f Finding) equal(g Finding) bool {
	return f.Criterion.equal(g.Criterion) && f.Truth == g.Truth && slices.Equal(f.Questions, g.Questions)
}

// Applies reports whether the criterion speaks: an inclusion whose condition is
// false, or another whose condition is true.
func (f Finding) Applies() bool {
	if f.Criterion.Type == Inclusion {
		return f.Truth == therapy.False
	}
	return f.Truth == therapy.True
}

// Result is the answer to whether somebody can join a group, with everything
// it rests on. The zero Result lets nobody in.
type Result struct {
	confidential.Hidden
	// Verdict is the answer.
	Verdict Verdict `json:"verdict,omitzero" kind:"treatment-plan"`
	// Kind is the kind of group it is about.
	Kind group.Kind `json:"kind,omitzero" kind:"treatment-plan"`
	// Version is the version of the criteria.
	Version string `json:"version" kind:"treatment-plan"`
	// Reasons are the findings that the verdict rests on: for [NotThisGroup] the
	// exclusions and inclusions that apply, with what else in their advice; for
	// [PrepareFirst] the readiness criteria that apply, with what to prepare; for
	// [AskFirst] those that have to be asked about.
	Reasons []Finding `json:"reasons,omitempty"`
	// Further are the findings beside: what else applies, or is unknown.
	Further []Finding `json:"further,omitempty"`
	// Questions are the statements worth asking about next, each once: first those
	// that hold the answer up.
	Questions []therapy.Factor `json:"questions,omitempty" kind:"diagnosis"`
}

// Equal reports whether the two say the same and rest on the same.
func (s Result) Equal(t Result) bool {
	return s.Verdict == t.Verdict && s.Kind == t.Kind && s.Version == t.Version && slices.EqualFunc(s.Reasons, t.Reasons, Finding.equal) &&
		slices.EqualFunc(s.Further, t.Further, Finding.equal) && slices.Equal(s.Questions, t.Questions)
}

func (s Result) clone() Result {
	s.Reasons, s.Further, s.Questions = slices.Clone(s.Reasons), slices.Clone(s.Further), slices.Clone(s.Questions)
	for _, list := range [...][]Finding{s.Reasons, s.Further} {
		for i := range list {
			list[i].Criterion, list[i].Questions = list[i].Criterion.clone(), slices.Clone(list[i].Questions)
		}
	}
	return s
}

// Screen answers whether the person of whom a is known can join a group of kind k.
//
// What is certain comes first: any exclusion that is certainly true, or inclusion
// that is certainly false, is [NotThisGroup]. Then comes what has to be asked:
// [AskFirst]. Then what has to be prepared: [PrepareFirst]. Nothing that is unknown
// counts as a yes, and criteria of readiness alone never lead to NotThisGroup.
// Findings come in the order of the criteria.
func (c Criteria) Screen(k group.Kind, a Facts) Result {
	s := Result{Kind: k, Version: c.version}
	var barring, asking, preparing, further []Finding
	for _, criterion := range c.list {
		if !criterion.For(k) {
			continue
		}
		f := Finding{Criterion: criterion.clone(), Truth: criterion.When.Eval(a.Truth)}
		if f.Truth == therapy.Unknown {
			f.Questions = openQuestions(criterion.When, a)
		}
		switch {
		case f.Applies() && criterion.Type == Readiness:
			preparing = append(preparing, f)
		case f.Applies():
			barring = append(barring, f)
		case f.Truth == therapy.Unknown && criterion.Ask:
			asking = append(asking, f)
		case f.Truth == therapy.Unknown:
			further = append(further, f)
		}
	}
	switch {
	case len(barring) > 0:
		s.Verdict, s.Reasons, s.Further = NotThisGroup, barring, slices.Concat(asking, preparing, further)
	case len(asking) > 0 || len(c.list) == 0 || !k.Valid():
		s.Verdict, s.Reasons, s.Further = AskFirst, asking, slices.Concat(preparing, further)
	case len(preparing) > 0:
		s.Verdict, s.Reasons, s.Further = PrepareFirst, preparing, further
	default:
		s.Verdict, s.Further = MayJoin, further
	}
	for _, f := range slices.Concat(asking, further) {
		for _, q := range f.Questions {
			if !slices.Contains(s.Questions, q) {
				s.Questions = append(s.Questions, q)
			}
		}
	}
	return s
}

// openQuestions lists the unknown statements of a condition that is unknown, and
// leaves out parts that are settled already.
func openQuestions(when therapy.Condition, a Facts) []therapy.Factor {
	var open []therapy.Factor
	var walk func(therapy.Condition)
	walk = func(c therapy.Condition) {
		if c.Eval(a.Truth) != therapy.Unknown {
			return
		}
		if f, ok := c.Statement(); ok {
			if !slices.Contains(open, f) {
				open = append(open, f)
			}
			return
		}
		if part, ok := c.Negated(); ok {
			walk(part)
			return
		}
		if parts, _, ok := c.Parts(); ok {
			for part := range parts {
				walk(part)
			}
		}
	}
	walk(when)
	return open
}
