package screening

import (
	"encoding/json"
	"iter"
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/words"
)

// Profile is what a composition needs to know about a member. Everything except the id may be
// left out; missing data lead only to NotRecorded. The zero Profile has no person.
type Profile struct {
	confidential.Hidden
	// Member is the person.
	Member confidential.PersonID `json:"member" kind:"identity,subject"`
	// Concerns are the concerns for which the member is in the group, as names of an open
	// vocabulary.
	Concerns []string `json:"concerns,omitempty" kind:"diagnosis"`
	// Age is in years, 0 if it is not recorded.
	Age int `json:"age,omitempty" kind:"identity"`
	// Gender is the gender that the member states; zero if it is not recorded.
	Gender group.Gender `json:"gender,omitzero" kind:"identity"`
}

// TieKind says how two people are connected outside the group. The zero TieKind is unstated
// and refused.
type TieKind uint8

// The kinds of ties.
const (
	// Relatives are members of one family.
	Relatives TieKind = iota + 1
	// Partners are a couple, or were.
	Partners
	// SameWorkplace means that both work at the same place.
	SameWorkplace
	// Acquainted means that they know each other in another way.
	Acquainted
	// DualRelationship means that a leader and a member also have another relationship:
	// teacher and student, neighbours, therapist and client elsewhere.
	DualRelationship
	// Harmful means that one of them has harmed the other.
	Harmful

	numTieKinds
)

//enum:names TieKind
var tieKindNames = [numTieKinds]string{
	Relatives: "relatives", Partners: "partners", SameWorkplace: "same-workplace", Acquainted: "acquainted",
	DualRelationship: "dual-relationship", Harmful: "harmful",
}

// Tie is a connection between two people: two members, or a member and a leader. Its
// two ends have no order. The zero Tie is not valid.
type Tie struct {
	confidential.Hidden
	// A and B are the two people.
	A confidential.PersonID `json:"a" kind:"identity,about"`
	B confidential.PersonID `json:"b" kind:"identity,about"`
	// Kind is how they are connected.
	Kind TieKind `json:"kind" kind:"third-party"`
}

// CompositionRule says what a finding of a composition is about. The zero CompositionRule is
// unstated.
type CompositionRule uint8

// The rules, in the order in which findings come.
const (
	// SizeBelow means fewer members than the group needs.
	SizeBelow CompositionRule = iota + 1
	// SizeAbove means more members than the group can take.
	SizeAbove
	// ConcernNotShared means that a member does not have the group's concern.
	ConcernNotShared
	// AgeRange means a large difference between the youngest and the oldest member.
	AgeRange
	// AgeIsolate means that a member is the only one in their age band.
	AgeIsolate
	// GenderIsolate means that a member is the only one of their gender.
	GenderIsolate
	// TieBetween means that two people are connected outside the group.
	TieBetween
	// NotRecorded means that something is not known about all members, so the other findings
	// are incomplete.
	NotRecorded

	numCompositionRules
)

//enum:names CompositionRule
var compositionRuleNames = [numCompositionRules]string{
	SizeBelow: "size-below", SizeAbove: "size-above", ConcernNotShared: "concern-not-shared", AgeRange: "age-range",
	AgeIsolate: "age-isolate", GenderIsolate: "gender-isolate", TieBetween: "tie", NotRecorded: "not-recorded",
}

// Sources returns the sources that say why it matters; nil for an invalid rule.
func (r CompositionRule) Sources() []therapy.Source {
	if !r.Valid() {
		return nil
	}
	return therapy.MustCite(compositionSources[r]...)
}

// compositionSources has the sources that say why each rule matters.
var compositionSources = [numCompositionRules][]string{
	SizeBelow:        {"S34", "E78"},        // 5 to 15; figures of programmes
	SizeAbove:        {"S34", "E78"},        // the same
	ConcernNotShared: {"S15", "S35"},        // similar concerns
	AgeRange:         {"S32", "E16"},        // composition matters; same age range for the young
	AgeIsolate:       {"S32", "E72"},        // nobody's well-being is put at risk by the group
	GenderIsolate:    {"S32", "E72", "E48"}, // the same; same-sex groups for some
	TieBetween:       {"E69", "E72", "S37"}, // secrecy of the group; dual relationships
	NotRecorded:      {"S32"},               // composition cannot be judged unseen
}

// CompositionFinding is one finding about who is together in a group. It is information for
// the people who decide, with the reason why it matters. The zero CompositionFinding means no finding.
type CompositionFinding struct {
	confidential.Hidden
	// Rule is what it is about.
	Rule CompositionRule `json:"rule" kind:"group-content"`
	// People are the people it is about, by id; empty if it is about the whole group.
	People []confidential.PersonID `json:"people,omitempty" kind:"identity,about"`
	// Words says what was found. It names nobody and does not state the age of a single
	// person.
	Words string `json:"words" kind:"group-content"`
}

// Composition is a report on who is together in a group: findings without a score. It is not
// meant for comparing two groups. The zero Composition has no findings and is of no group.
type Composition struct {
	confidential.Hidden
	_        [0]func() // has a list inside: compare with Equal
	members  int
	findings []CompositionFinding
}

// compositionJSON is the JSON form of a composition.
type compositionJSON struct {
	Members  int                  `json:"members" kind:"group-content"`
	Findings []CompositionFinding `json:"findings"`
}

// MarshalJSON writes the number of members and the findings.
func (c Composition) MarshalJSON() ([]byte, error) {
	return json.Marshal(compositionJSON{c.members, c.findings})
}

// UnmarshalJSON reads what MarshalJSON wrote, strictly; c changes only if there is no error.
func (c *Composition) UnmarshalJSON(data []byte) error {
	var read compositionJSON
	if err := therapy.UnmarshalStrict(data, &read); err != nil {
		return err
	}
	var check therapy.Check
	if read.Members < 0 {
		check.Wrong("/members", "composition-members", "zero or more", therapy.ErrRange)
	}
	for i, f := range read.Findings {
		place := "/findings/" + strconv.Itoa(i)
		check.Stated(place+"/rule", "composition-rule", f.Rule.Valid())
		check.Stated(place+"/words", "composition-words", f.Words != "")
	}
	if err := check.Err(); err != nil {
		return err
	}
	*c = Composition{members: read.Members, findings: read.Findings}
	return nil
}

// Equal reports whether the two reports are the same.
func (c Composition) Equal(d Composition) bool {
	return c.members == d.members && slices.EqualFunc(c.findings, d.findings, func(f, g CompositionFinding) bool {
		return f.Rule == g.Rule && f.Words == g.Words && slices.Equal(f.People, g.People)
	})
}

// Fields returns the content of the report, for a view.
func (c Composition) Fields() any { return compositionJSON{c.members, slices.Collect(c.Findings())} }

// Members returns how many members the report is about.
func (c Composition) Members() int { return c.members }

// Findings yields the findings in the order of the rules, and within a rule by the
// first person.
func (c Composition) Findings() iter.Seq[CompositionFinding] {
	return func(yield func(CompositionFinding) bool) {
		for _, f := range c.findings {
			f.People = slices.Clone(f.People)
			if !yield(f) {
				return
			}
		}
	}
}

// NewComposition reports on who would be together in g. It takes profiles and not a
// [group.Roster], so that a group can be checked before places are offered; CompositionOf
// takes a roster.
//
// Ties are between members, or between a member and a leader of the day; other ties are
// ignored. Errors are: a repeated profile, a profile without a member, a tie of one person
// with themselves, and a tie without a kind.
func NewComposition(g group.Group, on therapy.Date, profiles []Profile, ties []Tie) (Composition, error) {
	if g.IsZero() {
		return Composition{}, fail("/group", "group-id", idForm, therapy.ErrRequired)
	}
	profiles = slices.Clone(profiles)
	var check therapy.Check
	for i, p := range profiles {
		place := "/profiles/" + strconv.Itoa(i)
		switch {
		case p.Member.IsZero():
			check.Wrong(place+"/member", "person-id", idForm, therapy.ErrRequired)
		case slices.ContainsFunc(profiles[:i], func(q Profile) bool { return q.Member == p.Member }):
			check.Wrong(place+"/member", "profile-twice", "", therapy.ErrDuplicate)
		}
		if p.Age < 0 || p.Age > 150 {
			check.Wrong(place+"/age", "profile-age", "0 to 150 years", therapy.ErrRange)
		}
		if p.Gender != 0 && !p.Gender.Valid() {
			check.Wrong(place+"/gender", "profile-gender", "", therapy.ErrUnknown)
		}
		for j, concern := range p.Concerns {
			if !therapy.ValidName(concern) {
				check.Wrong(place+"/concerns/"+strconv.Itoa(j), "profile-concern", "lower-case words joined by hyphens", therapy.ErrSyntax)
			}
		}
	}
	for i, tie := range ties {
		if tie.A.IsZero() || tie.B.IsZero() || tie.A == tie.B || !tie.Kind.Valid() {
			check.Wrong("/ties/"+strconv.Itoa(i), "tie", "two different people and how they are connected", therapy.ErrRequired)
		}
	}
	if err := check.Err(); err != nil {
		return Composition{}, err
	}
	slices.SortFunc(profiles, func(p, q Profile) int { return p.Member.Compare(q.Member) })
	c := inspection{members: len(profiles)}
	c.size(g)
	c.concerns(g, profiles)
	c.ages(profiles)
	c.genders(profiles)
	c.ties(g, on, profiles, ties)
	c.gaps(profiles)
	return Composition{members: c.members, findings: c.findings}, nil
}

// CompositionOf reports on the members of the day. For a member without a profile, nothing
// counts as recorded.
func CompositionOf(r group.Roster, on therapy.Date, profiles []Profile, ties []Tie) (Composition, error) {
	var present []Profile
	for _, member := range r.MembersOn(on) {
		profile := Profile{Member: member}
		for _, p := range profiles {
			if p.Member == member {
				profile = p
			}
		}
		present = append(present, profile)
	}
	return NewComposition(r.Group(), on, present, ties)
}

// inspection collects the findings of a composition.
type inspection struct {
	members  int
	findings []CompositionFinding
}

func (c *inspection) add(rule CompositionRule, said string, people ...confidential.PersonID) {
	c.findings = append(c.findings, CompositionFinding{Rule: rule, Words: said, People: people})
}

func (c *inspection) size(g group.Group) {
	size := g.Size()
	switch {
	case c.members < size.Min:
		c.add(SizeBelow, found("size-below", words.Number("members", c.members), words.Number("size", size.Min)))
	case c.members > size.Max:
		c.add(SizeAbove, found("size-above", words.Number("members", c.members), words.Number("size", size.Max)))
	}
}

func (c *inspection) concerns(g group.Group, profiles []Profile) {
	for _, p := range profiles {
		if len(p.Concerns) > 0 && !slices.Contains(p.Concerns, g.Theme()) {
			c.add(ConcernNotShared, found("concern-not-shared"), p.Member)
		}
	}
}

// ages checks the recorded ages: how far apart they are, and who is the only one in a band. A
// single recorded age gives no finding.
func (c *inspection) ages(profiles []Profile) {
	bands := map[group.AgeBand][]confidential.PersonID{}
	youngest, oldest, recorded := 0, 0, 0
	for _, p := range profiles {
		if p.Age == 0 {
			continue
		}
		if recorded == 0 {
			youngest, oldest = p.Age, p.Age
		}
		recorded++
		youngest, oldest = min(youngest, p.Age), max(oldest, p.Age)
		band := group.AgeBandOf(p.Age)
		bands[band] = append(bands[band], p.Member)
	}
	if recorded < 2 {
		return
	}
	if oldest-youngest > maxAgeSpread {
		c.add(AgeRange, found("age-range", words.Number("years", oldest-youngest)))
	}
	var lone []confidential.PersonID
	for _, people := range bands {
		if len(people) == 1 {
			lone = append(lone, people[0])
		}
	}
	slices.SortFunc(lone, confidential.PersonID.Compare)
	for _, id := range lone {
		c.add(AgeIsolate, found("age-isolate"), id)
	}
}

// maxAgeSpread is the age difference from which there is a finding: two generations. No
// source gives a number; a service that wants another number has to check the ages itself.
const maxAgeSpread = 40

func (c *inspection) genders(profiles []Profile) {
	counts := map[group.Gender]int{}
	for _, p := range profiles {
		counts[p.Gender]++
	}
	recorded := len(profiles) - counts[0]
	for _, p := range profiles {
		if p.Gender != 0 && counts[p.Gender] == 1 && recorded > 1 {
			c.add(GenderIsolate, found("gender-isolate"), p.Member)
		}
	}
}

func (c *inspection) ties(g group.Group, on therapy.Date, profiles []Profile, ties []Tie) {
	member := func(id confidential.PersonID) bool {
		return slices.ContainsFunc(profiles, func(p Profile) bool { return p.Member == id })
	}
	leads := func(id confidential.PersonID) bool {
		return slices.ContainsFunc(g.LeadersOn(on), func(l group.Leader) bool { return l.ID == id })
	}
	var between []CompositionFinding
	for _, tie := range ties {
		a, b := tie.A, tie.B
		if b.Compare(a) < 0 {
			a, b = b, a
		}
		switch {
		case member(a) && (member(b) || leads(b)), leads(a) && member(b):
		default:
			continue // not about this group
		}
		key := "tie"
		if leads(a) || leads(b) {
			key = "tie-leader"
		}
		f := CompositionFinding{Rule: TieBetween, Words: found(key, words.Name("tie", tie.Kind.String())), People: []confidential.PersonID{a, b}}
		if !slices.ContainsFunc(between, func(h CompositionFinding) bool { return h.Words == f.Words && slices.Equal(h.People, f.People) }) {
			between = append(between, f)
		}
	}
	slices.SortStableFunc(between, func(f, h CompositionFinding) int {
		return slices.CompareFunc(f.People, h.People, confidential.PersonID.Compare)
	})
	c.findings = append(c.findings, between...)
}

func (c *inspection) gaps(profiles []Profile) {
	for _, gap := range []struct {
		what    string
		missing func(Profile) bool
	}{
		{"no-concern", func(p Profile) bool { return len(p.Concerns) == 0 }},
		{"no-age", func(p Profile) bool { return p.Age == 0 }},
		{"no-gender", func(p Profile) bool { return p.Gender == 0 }},
	} {
		n := 0
		for _, p := range profiles {
			if gap.missing(p) {
				n++
			}
		}
		if n > 0 {
			c.add(NotRecorded, found(gap.what, words.Number("n", n), words.Number("of", len(profiles))))
		}
	}
}
