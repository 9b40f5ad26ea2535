package confidential

import (
	"errors"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/therapykit/therapykit/therapy"
)

// Condition is what has to hold for a row to speak at all. Where it does not,
// the row is passed over.
type Condition uint8

// The conditions.
const (
	// Always: the row speaks.
	Always Condition = iota
	// OwnCase: the recipient treats the case ([Request.Treats]).
	OwnCase
	// Present: the recipient was in the room ([Label.Heard]).
	Present
	// Deidentified: the level is low or unrestricted.
	Deidentified

	numConditions
)

//enum:names Condition
var conditionNames = [numConditions]string{Always: "always", OwnCase: "own-case", Present: "present", Deidentified: "deidentified"}

// Requirement is what a row that speaks asks for before it permits. Where it is
// missing the decision is to deny, and names it.
type Requirement uint8

// The requirements.
const (
	// NoRequirement: nothing further.
	NoRequirement Requirement = iota
	// ConsentRequired: everybody the content is about consents.
	ConsentRequired
	// StandAloneConsent: the same, in a consent for this kind of content alone.
	StandAloneConsent
	// ReferenceRequired: an order, incident or case is named.
	ReferenceRequired

	numRequirements
)

//enum:names Requirement
var requirementNames = [numRequirements]string{
	NoRequirement: "nothing", ConsentRequired: "consent", StandAloneConsent: "stand-alone-consent", ReferenceRequired: "reference",
}

// Rule is one row of a table. Empty lists of audiences, purposes, kinds and
// settings match any. The zero Rule is not valid.
type Rule struct {
	// ID names the row: letters, digits and the characters - _ . : only, at most
	// 64, since records carry it and nothing else in them can be prose.
	ID string
	// Audiences, Purposes, Kinds and Settings say what it speaks about.
	Audiences []Audience
	Purposes  []Purpose
	Kinds     []Kind
	Settings  []Setting
	// Tags are sensitivities that the content has to have, all of them; none for
	// any content.
	Tags Tags
	// If has to hold for it to speak; Needs has to be there for it to permit.
	If    Condition
	Needs Requirement
	// Effect is what it permits, or that it denies.
	Effect Effect
	// Duties are what it obliges one to do.
	Duties []string
	// Reason says why in words, Sources on whose authority.
	Reason  string
	Sources string
	// Varies says how the law differs, "" where it does not.
	Varies string
}

// Validate reports everything wrong with the row.
func (r Rule) Validate() error {
	var errs []error
	wrong := func(path, rule string) {
		errs = append(errs, &therapy.FieldError{Path: path, Rule: rule, Err: ErrInvalid})
	}
	if !isName(r.ID) {
		wrong("/id", "rule-id")
	}
	if slices.ContainsFunc(r.Audiences, func(x Audience) bool { return !x.Valid() }) {
		wrong("/audiences", "rule-audience")
	}
	if slices.ContainsFunc(r.Purposes, func(x Purpose) bool { return !x.Valid() }) {
		wrong("/purposes", "rule-purpose")
	}
	if slices.ContainsFunc(r.Kinds, func(x Kind) bool { return !x.Valid() }) {
		wrong("/kinds", "rule-kind")
	}
	if slices.ContainsFunc(r.Settings, func(x Setting) bool { return !x.Valid() }) {
		wrong("/settings", "rule-setting")
	}
	if r.Tags&^allTags != 0 {
		wrong("/tags", "rule-tags")
	}
	if !r.If.Valid() {
		wrong("/if", "rule-condition")
	}
	if !r.Needs.Valid() {
		wrong("/needs", "rule-requirement")
	}
	if !r.Effect.Valid() {
		wrong("/effect", "rule-effect")
	}
	if strings.TrimSpace(r.Reason) == "" {
		wrong("/reason", "rule-reason")
	}
	if strings.TrimSpace(r.Sources) == "" {
		wrong("/sources", "rule-sources")
	}
	return errors.Join(errs...)
}

// Table is an immutable list of rows. The first row that speaks decides; if none
// does, the answer is no. The zero Table denies everything. It is safe for
// concurrent use.
type Table struct {
	rows []row
	// index lists, for each audience and purpose, the rows that may speak.
	index [numAudiences][numPurposes][]int32
}

// row is a rule with its lists as sets.
type row struct {
	rule      Rule
	overlay   string
	audiences uint32
	purposes  uint32
	kinds     uint32
	settings  uint32
}

// NewTable checks and copies the rows, in order. It reports everything wrong at
// once, at /0, /1 …
func NewTable(rules ...Rule) (*Table, error) { return new(Table).With("", rules...) }

// With returns a table in which the rows of an overlay go before those of t.
// Decisions and audit records name the overlay. The name is formed like
// the id of a rule; it may be empty only for a table that has no rows yet.
func (t *Table) With(overlay string, rules ...Rule) (*Table, error) {
	var errs []error
	if overlay == "" && t != nil && len(t.rows) > 0 || overlay != "" && !isName(overlay) {
		errs = append(errs, &therapy.FieldError{Rule: "overlay-name", Err: ErrInvalid})
	}
	seen := map[string]bool{}
	if t != nil {
		for i := range t.rows {
			seen[t.rows[i].rule.ID] = true
		}
	}
	next := &Table{}
	for i, r := range rules {
		place := "/" + strconv.Itoa(i)
		for _, err := range unjoin(r.Validate()) {
			errs = append(errs, at(place, err))
		}
		if seen[r.ID] {
			errs = append(errs, &therapy.FieldError{Path: place + "/id", Rule: "rule-duplicate", Err: ErrInvalid})
		}
		seen[r.ID] = true
		next.rows = append(next.rows, newRow(r, overlay))
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	if t != nil {
		next.rows = append(next.rows, t.rows...)
	}
	next.build()
	return next, nil
}

// isName reports whether s can name a rule or an overlay.
func isName(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '-', c == '_', c == '.', c == ':':
		default:
			return false
		}
	}
	return s != "" && len(s) <= 64
}

func newRow(r Rule, overlay string) row {
	r.Audiences, r.Purposes = slices.Clone(r.Audiences), slices.Clone(r.Purposes)
	r.Kinds, r.Settings = slices.Clone(r.Kinds), slices.Clone(r.Settings)
	r.Duties = slices.Clone(r.Duties)
	return row{
		rule: r, overlay: overlay,
		audiences: setOf(r.Audiences), purposes: setOf(r.Purposes), kinds: setOf(r.Kinds), settings: setOf(r.Settings),
	}
}

// setOf packs a list; an empty list is every value.
func setOf[T ~uint8](list []T) uint32 {
	if len(list) == 0 {
		return ^uint32(0)
	}
	var set uint32
	for _, x := range list {
		set |= 1 << x
	}
	return set
}

func (t *Table) build() {
	for a := range numAudiences {
		for p := range numPurposes {
			for i := range t.rows {
				if t.rows[i].audiences>>a&1 == 1 && t.rows[i].purposes>>p&1 == 1 {
					t.index[a][p] = append(t.index[a][p], int32(i))
				}
			}
		}
	}
}

// All yields copies of the rows in the order in which they are tried, with the
// overlay each belongs to.
func (t *Table) All() iter.Seq2[string, Rule] {
	return func(yield func(string, Rule) bool) {
		if t == nil {
			return
		}
		for i := range t.rows {
			if !yield(t.rows[i].overlay, newRow(t.rows[i].rule, "").rule) {
				return
			}
		}
	}
}

// first returns the first row that speaks.
func (t *Table) first(l *Label, req *Request) *row {
	for _, i := range t.index[req.Audience][req.Purpose] {
		r := &t.rows[i]
		if r.kinds>>l.Kind&1 == 1 && r.settings>>l.Setting&1 == 1 && l.Tags.Has(r.rule.Tags) && r.rule.If.holds(l, req) {
			return r
		}
	}
	return nil
}

func (x Condition) holds(l *Label, req *Request) bool {
	switch x {
	case Always:
		return true
	case OwnCase:
		return treats(l, req)
	case Present:
		return slices.Contains(l.Heard, req.Recipient)
	case Deidentified:
		return l.Level.Compare(Low) <= 0
	case numConditions:
	}
	return false
}

func unjoin(err error) []error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok { //nolint:errorlint // the walk itself unwraps
		return joined.Unwrap()
	}
	if err != nil {
		return []error{err}
	}
	return nil
}

func at(prefix string, err error) error {
	if field, ok := errors.AsType[*therapy.FieldError](err); ok {
		return &therapy.FieldError{Path: prefix + field.Path, Rule: field.Rule, Err: field.Err}
	}
	return err
}
