package confidential

import (
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/therapykit/therapykit/therapy"
)

// Condition is what has to be true for a row to apply. Otherwise the row is skipped.
type Condition uint8

// The conditions.
const (
	// Always means that the row applies.
	Always Condition = iota
	// OwnCase means that the recipient treats the case ([Request.Treats]).
	OwnCase
	// Present means that the recipient heard the content ([Label.Heard]).
	Present
	// Deidentified means that the level is low or unrestricted.
	Deidentified

	numConditions
)

//enum:names Condition
var conditionNames = [numConditions]string{Always: "always", OwnCase: "own-case", Present: "present", Deidentified: "deidentified"}

// Requirement is what a row needs before it permits. If it is missing, the decision is to
// deny, and names what is missing.
type Requirement uint8

// The requirements.
const (
	// NoRequirement means that nothing further is needed.
	NoRequirement Requirement = iota
	// ConsentRequired means that everybody whom the content is about has to consent.
	ConsentRequired
	// StandAloneConsent means the same, with a consent that covers only this kind of content.
	StandAloneConsent
	// ReferenceRequired means that an order, incident or case has to be named.
	ReferenceRequired
	// EmergencyRequired means that the recipient must have an open emergency access.
	EmergencyRequired

	numRequirements
)

//enum:names Requirement
var requirementNames = [numRequirements]string{
	NoRequirement: "nothing", ConsentRequired: "consent", StandAloneConsent: "stand-alone-consent", ReferenceRequired: "reference",
	EmergencyRequired: "emergency-access",
}

// Rule is one row of a table. Empty lists of audiences, purposes, kinds and
// settings match any. The zero Rule is not valid.
type Rule struct {
	// ID names the row: only letters, digits and the characters - _ . : and at most 64 of
	// them. Audit records contain it, so it must not be prose.
	ID string `json:"id"`
	// Audiences, Purposes, Kinds and Settings say what it applies to.
	Audiences []Audience `json:"audiences,omitempty"`
	Purposes  []Purpose  `json:"purposes,omitempty"`
	Kinds     []Kind     `json:"kinds,omitempty"`
	Settings  []Setting  `json:"settings,omitempty"`
	// Tags are sensitivities that the content must all have; empty means any content.
	Tags Tags `json:"tags,omitempty"`
	// If has to be true for the row to apply; Needs is required for it to permit.
	If    Condition   `json:"if,omitempty"`
	Needs Requirement `json:"needs,omitempty"`
	// Effect says what it permits, or that it denies.
	Effect Effect `json:"effect"`
	// Duties are what the person who discloses has to do.
	Duties []string `json:"duties,omitempty"`
	// Reason says why in words, Sources on whose authority.
	Reason  string           `json:"reason"`
	Sources []therapy.Source `json:"sources"`
	// Varies says how the law differs from place to place, "" if it does not.
	Varies string `json:"varies,omitempty"`
}

// Validate reports everything wrong with the row.
func (r Rule) Validate() error {
	var c therapy.Check
	if !isName(r.ID) {
		c.Wrong("/id", "rule-id", "1 to 64 letters, digits and - _ . :", therapy.ErrSyntax)
	}
	checkWords(&c, "/audiences", "rule-audience", r.Audiences)
	checkWords(&c, "/purposes", "rule-purpose", r.Purposes)
	checkWords(&c, "/kinds", "rule-kind", r.Kinds)
	checkWords(&c, "/settings", "rule-setting", r.Settings)
	if r.Tags&^allTags != 0 {
		c.Wrong("/tags", "rule-tags", "known tags", therapy.ErrUnknown)
	}
	c.Stated("/if", "rule-condition", r.If.Valid())
	c.Stated("/needs", "rule-requirement", r.Needs.Valid())
	c.Stated("/effect", "rule-effect", r.Effect.Valid())
	c.Stated("/reason", "rule-reason", strings.TrimSpace(r.Reason) != "")
	c.Stated("/sources", "rule-sources", len(r.Sources) > 0)
	seen := map[therapy.Source]bool{}
	for i, s := range r.Sources { // two parts of one source are two
		place := "/sources/" + strconv.Itoa(i)
		c.Part(place, s.Validate())
		therapy.CheckOnce(&c, seen, s, place, "rule-source-duplicate")
	}
	return c.Err()
}

// Table is an immutable list of rows. The first row that applies decides; if none does, the
// decision is to deny. The zero Table denies everything. It is safe for concurrent use.
type Table struct {
	rows []row
	// index lists, for each audience and purpose, the rows that may apply.
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

// With returns a table in which the rows of an overlay come before those of t. Decisions and
// audit records name the overlay. The name has the form of a rule's id; it may be empty only
// for a table without rows.
func (t *Table) With(overlay string, rules ...Rule) (*Table, error) {
	var c therapy.Check
	if overlay == "" && t != nil && len(t.rows) > 0 || overlay != "" && !isName(overlay) {
		c.Wrong("", "overlay-name", "1 to 64 letters, digits and - _ . :", therapy.ErrSyntax)
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
		c.Part(place, r.Validate())
		therapy.CheckOnce(&c, seen, r.ID, place+"/id", "rule-duplicate")
		next.rows = append(next.rows, newRow(r, overlay))
	}
	if err := c.Err(); err != nil {
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
	r.Duties, r.Sources = slices.Clone(r.Duties), slices.Clone(r.Sources)
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

// All yields copies of the rows in the order in which they are tried, each with its overlay.
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

// first returns the first row that applies.
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
