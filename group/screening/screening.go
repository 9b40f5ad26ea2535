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

// The types of criteria, in the order in which they are checked.
const (
	// Exclusion means that the person cannot join this group while the condition is true.
	Exclusion CriterionType = iota + 1
	// Inclusion means that the person can join this group only if the condition is true.
	Inclusion
	// Readiness means that the person has something to prepare first while the condition is
	// true. It never excludes, not even several together.
	Readiness

	numCriterionTypes
)

//enum:names CriterionType
var criterionTypeNames = [numCriterionTypes]string{Exclusion: "exclusion", Inclusion: "inclusion", Readiness: "readiness"}

// Criterion is one question of screening, as data: when it applies, what follows, and its
// sources. The zero Criterion is not valid.
type Criterion struct {
	// ID is a stable name ([therapy.ValidName]), unique among the criteria.
	ID string `json:"id"`
	// Type says what follows when it applies.
	Type CriterionType `json:"type"`
	// Kinds are the kinds of group it is for; empty means every kind.
	Kinds []group.Kind `json:"kinds,omitempty"`
	// When is the condition. For an inclusion it has to be true, for the others it must not
	// be.
	When therapy.Condition `json:"when"`
	// Ask says that nobody joins while the truth of When is unknown. If Ask is false, an
	// unknown condition is reported and asked about, but does not prevent joining.
	Ask bool `json:"ask,omitempty"`
	// Statement says in plain words what is true when the criterion applies.
	Statement string `json:"statement"`
	// Advice says what to do then: for readiness what to prepare, for the others which
	// alternatives there are.
	Advice string `json:"advice"`
	// Sources are the published sources.
	Sources []therapy.Source `json:"sources"`
}

// For reports whether the criterion is for groups of kind k. For an invalid kind it is always
// true.
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

// equal compares field by field, because a criterion contains lists.
func (c Criterion) equal(d Criterion) bool {
	return c.ID == d.ID && c.Type == d.Type && slices.Equal(c.Kinds, d.Kinds) && c.When.Equal(d.When) && c.Ask == d.Ask &&
		c.Statement == d.Statement && c.Advice == d.Advice && slices.Equal(c.Sources, d.Sources)
}

func (c Criterion) clone() Criterion {
	c.Kinds = slices.Clone(c.Kinds)
	c.Sources = slices.Clone(c.Sources)
	return c
}

// Criteria are the screening criteria of a service, in a fixed order, with a version.
// [NewCriteria] makes them. They are immutable and may be shared. [DefaultCriteria] is a set
// to begin with.
//
// The zero Criteria has none: with it every screening is [AskFirst], so nobody can join.
type Criteria struct {
	_       [0]func()
	version string
	list    []Criterion
}

// NewCriteria checks and copies the criteria, reporting everything wrong at once at /0, /1 …,
// and keeps their order. version is any text that is not empty; every screening states it.
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

// criteriaJSON is the JSON form of a set of criteria.
type criteriaJSON struct {
	Version  string      `json:"version"`
	Criteria []Criterion `json:"criteria"`
}

// MarshalJSON writes the version and the criteria, or null for the zero Criteria.
func (c Criteria) MarshalJSON() ([]byte, error) {
	if c.version == "" {
		return []byte("null"), nil
	}
	return json.Marshal(criteriaJSON{c.version, c.list})
}

// UnmarshalJSON reads criteria strictly and checks them as [NewCriteria] does; c changes only
// if there is no error.
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

// With returns criteria with another version. Each criterion in list replaces the one with
// the same id, or is added at the end.
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

// Without returns criteria with another version, without those with the given ids. An unknown
// id is a [therapy.ErrReference], so that nobody wrongly believes that a criterion is
// switched off.
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

// Facts are what is known about a person: statements and whether they are true. A statement
// that is not in the map is unknown, which does not mean no. With nil Facts everything is
// unknown.
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

// Verdict is the answer of a screening. The zero Verdict is unstated; with it nobody can
// join.
type Verdict uint8

// The answers, from the least to the most favourable.
const (
	// NotThisGroup means that the person cannot join this group now. It is never the end of
	// treatment: every reason comes with alternatives.
	NotThisGroup Verdict = iota + 1
	// AskFirst means that information is needed before there is an answer.
	AskFirst
	// PrepareFirst means that the person can join after preparation.
	PrepareFirst
	// MayJoin means that the person can join now.
	MayJoin

	numVerdicts
)

//enum:names Verdict
var verdictNames = [numVerdicts]string{
	NotThisGroup: "not-this-group", AskFirst: "ask-first", PrepareFirst: "prepare-first", MayJoin: "join",
}

// Finding is the result of one criterion. The zero Finding means no finding.
type Finding struct {
	confidential.Hidden
	// Criterion is the criterion.
	Criterion Criterion `json:"criterion" kind:"treatment-plan"`
	// Truth is what is known about its condition.
	Truth therapy.Truth `json:"truth" kind:"diagnosis"`
	// Questions are the unknown statements of the condition that can still change its truth,
	// in the order of the condition.
	Questions []therapy.Factor `json:"questions,omitempty" kind:"diagnosis"`
}

func (f Finding) equal(g Finding) bool {
	return f.Criterion.equal(g.Criterion) && f.Truth == g.Truth && slices.Equal(f.Questions, g.Questions)
}

// Applies reports whether the criterion applies: it is an inclusion whose condition is false,
// or another criterion whose condition is true.
func (f Finding) Applies() bool {
	if f.Criterion.Type == Inclusion {
		return f.Truth == therapy.False
	}
	return f.Truth == therapy.True
}

// Result is the answer whether a person can join a group, with all its reasons. With the zero
// Result nobody can join.
type Result struct {
	confidential.Hidden
	// Verdict is the answer.
	Verdict Verdict `json:"verdict,omitzero" kind:"treatment-plan"`
	// Kind is the kind of group it is about.
	Kind group.Kind `json:"kind,omitzero" kind:"treatment-plan"`
	// Version is the version of the criteria.
	Version string `json:"version" kind:"treatment-plan"`
	// Reasons are the findings that decided the verdict: for [NotThisGroup] the exclusions
	// and inclusions that apply, with alternatives in their advice; for [PrepareFirst] the
	// readiness criteria that apply, with what to prepare; for [AskFirst] the criteria that
	// have to be asked about.
	Reasons []Finding `json:"reasons,omitempty"`
	// Further are the other findings: what else applies or is unknown.
	Further []Finding `json:"further,omitempty"`
	// Questions are the statements to ask about next, each once: first those without which
	// the answer cannot be given.
	Questions []therapy.Factor `json:"questions,omitempty" kind:"diagnosis"`
}

// Equal reports whether the two have the same answer and the same reasons.
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

// Screen says whether the person with the facts a can join a group of kind k.
//
// Certain findings come first: if an exclusion is certainly true or an inclusion certainly
// false, the answer is [NotThisGroup]. Otherwise, if something has to be asked, it is
// [AskFirst]. Otherwise, if something has to be prepared, it is [PrepareFirst]. An unknown
// fact never counts as a yes, and readiness criteria alone never lead to NotThisGroup.
// Findings are in the order of the criteria.
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

// openQuestions lists the unknown statements of an unknown condition. It leaves out parts
// whose truth is already certain.
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
