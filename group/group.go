package group

import (
	"encoding/json"
	"slices"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// person checks the pseudonym of somebody who has to be named.
func person(c *therapy.Check, path string, id confidential.PersonID) {
	if id.IsZero() {
		c.Wrong(path, "person-id", "a pseudonym with a digit in it, never a name", therapy.ErrRequired)
	}
}

// DefaultSize returns the number of members for a group whose programme states none: the
// article's 5 to 15 (source S34). Surveys of practice agree with it (E78).
func DefaultSize() therapy.Range { return therapy.Range{Min: 5, Max: 15} }

// Spec describes a group. Fill it in; [New] checks it. The zero Spec is not valid.
type Spec struct {
	confidential.Hidden
	// ID identifies the group among the groups of a service. It must not show who is in it.
	ID care.GroupID `json:"id" kind:"attendance"`
	// Theme is the concern that the members share, as an open vocabulary name such
	// as "social-anxiety": a group is for people with similar concerns (source S15).
	Theme string `json:"theme" kind:"diagnosis"`
	// Programme is the published programme that it follows, nil if it follows none.
	Programme *therapy.Programme `json:"programme,omitempty" kind:"treatment-plan"`
	// Kind says what the group does.
	Kind Kind `json:"kind" kind:"treatment-plan"`
	// Enrolment says whether it takes people after its start.
	Enrolment Enrolment `json:"enrolment" kind:"treatment-plan"`
	// Timeframe says whether it has a set end.
	Timeframe Timeframe `json:"timeframe" kind:"treatment-plan"`
	// Leaders are the present and former leaders: one lead and at most one co-lead at a time,
	// and any substitutes and guest leaders.
	Leaders []Leader `json:"leaders"`
	// Size is the minimum and the maximum number of members. If it is zero, the programme's
	// size is used, with a missing bound from [DefaultSize] if the other bound allows that.
	// Without a programme, [DefaultSize] is used.
	Size therapy.Range `json:"size,omitzero" kind:"treatment-plan"`
	// SizeReason says why Size is outside the programme's size; it is required in that case,
	// and refused otherwise.
	SizeReason care.Reason `json:"sizeReason,omitempty" kind:"treatment-plan"`
	// Schedule says when the group meets: a regular schedule, since groups have a
	// regular schedule and a set duration (source S48).
	Schedule care.Schedule `json:"schedule" kind:"attendance,time"`
	// Delivery is how the group meets.
	Delivery care.Delivery `json:"delivery" kind:"attendance"`
	// Language is the language of the group, as a BCP 47 primary tag such as "en".
	Language string `json:"language" kind:"treatment-plan"`
	// History lists the changes of status up to the present one. It begins with [Forming];
	// [Group.Move] adds to it.
	History []StatusChange `json:"history"`
}

// Group is a therapy group: its theme, leaders, size, schedule and status. Its members are in
// a [Roster].
//
// [New] makes a Group. It is immutable and may be shared between goroutines. The zero Group
// is no group: it has no status and no places.
type Group struct {
	confidential.Hidden
	_    [0]func() // has lists inside: compare with Equal
	spec Spec
}

// New checks the description, reporting everything wrong at once, copies it, and
// fills in the size.
func New(spec Spec) (Group, error) {
	if err := spec.Validate(); err != nil {
		return Group{}, err
	}
	spec = spec.clone()
	spec.Size, _ = resolveSize(spec)
	return Group{spec: spec}, nil
}

// Validate reports everything wrong with the description at once.
func (s Spec) Validate() error {
	var c therapy.Check
	c.RecordID("/id", "group-id", string(s.ID))
	c.Name("/theme", "group-theme", s.Theme)
	if s.Programme != nil {
		c.Part("/programme", s.Programme.Validate())
	}
	c.Stated("/kind", "group-kind", s.Kind.Valid())
	c.Stated("/enrolment", "group-enrolment", s.Enrolment.Valid())
	c.Stated("/timeframe", "group-timeframe", s.Timeframe.Valid())
	c.Stated("/delivery", "group-delivery", s.Delivery.Valid())
	validateLeaders(&c, s.Leaders)
	validateHistory(&c, s.History)
	if !validLanguage(s.Language) {
		c.Wrong("/language", "group-language", "a language tag of two or three lower-case letters", therapy.ErrSyntax)
	}
	s.validateSchedule(&c)
	_, err := resolveSize(s)
	c.Part("", err)
	return c.Err()
}

func validLanguage(tag string) bool {
	ok := len(tag) == 2 || len(tag) == 3
	for i := range len(tag) {
		ok = ok && 'a' <= tag[i] && tag[i] <= 'z'
	}
	return ok
}

func (s Spec) validateSchedule(c *therapy.Check) {
	if s.Schedule.IsZero() {
		c.Stated("/schedule", "group-schedule", false)
		return
	}
	if kind := s.Schedule.Kind(); kind != therapy.ScheduleRegular && kind != therapy.ScheduleDropIn {
		c.Wrong("/schedule/kind", "group-schedule-kind", "the same times for everybody: regular or drop-in", therapy.ErrContradiction)
	}
	switch open := s.Schedule.OpenEnded(); {
	case s.Timeframe == TimeLimited && open:
		c.Wrong("/schedule", "timeframe-end", "a time-limited group has a number of sessions or a last day", therapy.ErrContradiction)
	case s.Timeframe == Ongoing && !open:
		c.Wrong("/schedule", "timeframe-end", "an ongoing group has no set end", therapy.ErrContradiction)
	}
}

// resolveSize fills in what is not stated and checks what is.
func resolveSize(spec Spec) (therapy.Range, error) {
	usual := DefaultSize()
	if spec.Programme != nil && !spec.Programme.Size.IsZero() {
		usual = spec.Programme.Size
		switch {
		case usual.Max == 0:
			usual.Max = max(DefaultSize().Max, usual.Min)
		case usual.Min == 0:
			usual.Min = min(DefaultSize().Min, usual.Max)
		}
	}
	size := spec.Size
	if size.IsZero() {
		size = usual
	}
	inside := size.Min >= usual.Min && size.Max <= usual.Max
	switch {
	case size.Min < 2 || size.Max < size.Min:
		return size, fail("/size", "group-size", "both bounds, at least two members, in order", therapy.ErrRange)
	case !inside && spec.SizeReason == "":
		return size, fail("/sizeReason", "group-size-reason", "why the size goes beyond the programme's, or 5 to 15", therapy.ErrRequired)
	case !inside && !spec.SizeReason.Valid():
		return size, fail("/sizeReason", "reason-name", "lower-case words joined by hyphens", therapy.ErrSyntax)
	case inside && spec.SizeReason != "":
		return size, fail("/sizeReason", "group-size-reason", "only where the size goes beyond the usual", therapy.ErrContradiction)
	}
	return size, nil
}

// Spec returns a copy of the description, with the size filled in. To change a group, change
// the copy and make a new group from it, or use [Group.Amend].
func (g Group) Spec() Spec { return g.spec.clone() }

// Amend returns the group with its description changed by change, checked as [New] does. The
// id cannot change. The history is append-only: an entry can be marked as entered in error
// ([Group.Void]) but not changed otherwise. Present and former leaders cannot be removed from
// the list. g itself is unchanged.
func (g Group) Amend(change func(*Spec)) (Group, error) {
	spec := g.Spec()
	change(&spec)
	if err := spec.clone().follows(g.spec); err != nil {
		return Group{}, err
	}
	return New(spec)
}

// follows reports the changes since the earlier description that are not allowed.
func (s Spec) follows(earlier Spec) error {
	var c therapy.Check
	if s.ID != earlier.ID {
		c.Wrong("/id", "group-identity", "the id never changes", therapy.ErrContradiction)
	}
	if !historyFollows(s.History, earlier.History) {
		c.Wrong("/history", "history-rewritten", "history is append-only", therapy.ErrConflict)
	}
	for _, was := range earlier.Leaders {
		if !slices.ContainsFunc(s.Leaders, func(now Leader) bool { return now.ID == was.ID && now.Role == was.Role }) {
			c.Wrong("/leaders", "leader-removed", "a leader who stops gets a last day, or is marked as entered in error", therapy.ErrConflict)
		}
	}
	return c.Err()
}

// IsZero reports whether g is the zero Group.
func (g Group) IsZero() bool { return g.spec.ID == "" }

// ID returns the group's id.
func (g Group) ID() care.GroupID { return g.spec.ID }

// Theme returns the shared concern.
func (g Group) Theme() string { return g.spec.Theme }

// Kind returns the kind of the group.
func (g Group) Kind() Kind { return g.spec.Kind }

// Enrolment returns whether it takes people after its start.
func (g Group) Enrolment() Enrolment { return g.spec.Enrolment }

// Timeframe returns whether it has a set end.
func (g Group) Timeframe() Timeframe { return g.spec.Timeframe }

// Size returns the minimum and the maximum number of members; both are set.
func (g Group) Size() therapy.Range { return g.spec.Size }

// Schedule returns when it meets.
func (g Group) Schedule() care.Schedule { return g.spec.Schedule }

// Delivery returns how the group meets: in person, remotely or both.
func (g Group) Delivery() care.Delivery { return g.spec.Delivery }

// Language returns the language of the group.
func (g Group) Language() string { return g.spec.Language }

// Programme returns the programme it follows, and whether it follows one.
func (g Group) Programme() (therapy.Programme, bool) {
	if g.spec.Programme == nil {
		return therapy.Programme{}, false
	}
	return *g.spec.clone().Programme, true
}

// Equal reports whether the descriptions of the two are the same in every field.
func (g Group) Equal(h Group) bool {
	a, b := g.spec, h.spec
	samePlan := (a.Programme == nil) == (b.Programme == nil)
	if samePlan && a.Programme != nil {
		samePlan = equalProgramme(*a.Programme, *b.Programme)
	}
	return samePlan && a.ID == b.ID && a.Theme == b.Theme && a.Kind == b.Kind && a.Enrolment == b.Enrolment && a.Timeframe == b.Timeframe &&
		slices.Equal(a.Leaders, b.Leaders) && a.Size == b.Size && a.SizeReason == b.SizeReason && a.Schedule.Equal(b.Schedule) &&
		a.Delivery == b.Delivery && a.Language == b.Language && slices.Equal(a.History, b.History)
}

// equalProgramme compares field by field: a programme holds a list.
func equalProgramme(p, q therapy.Programme) bool {
	same := slices.Equal(p.Sources, q.Sources)
	return same && p.ID == q.ID && p.Name == q.Name && p.Condition == q.Condition && p.Population == q.Population &&
		p.Sessions == q.Sessions && p.FollowUps == q.FollowUps && p.Minutes == q.Minutes && p.Weeks == q.Weeks &&
		p.PerWeek == q.PerWeek && p.Size == q.Size && p.Leaders == q.Leaders && p.Note == q.Note
}

func (s Spec) clone() Spec {
	s.Leaders = slices.Clone(s.Leaders)
	for i := range s.Leaders {
		s.Leaders[i].Error = s.Leaders[i].Error.Canonical()
	}
	s.History = slices.Clone(s.History)
	for i := range s.History {
		s.History[i].Error = s.History[i].Error.Canonical()
	}
	if s.Programme != nil {
		programme := *s.Programme
		programme.Sources = slices.Clone(programme.Sources)
		s.Programme = &programme
	}
	return s
}

// MarshalJSON writes the description, null for the zero Group.
func (g Group) MarshalJSON() ([]byte, error) {
	if g.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(g.spec)
}

// UnmarshalJSON reads a description strictly and checks it as [New] does; g changes only if
// there is no error.
func (g *Group) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		*g = Group{}
		return nil
	}
	var spec Spec
	if err := therapy.UnmarshalStrict(data, &spec); err != nil {
		return err
	}
	read, err := New(spec)
	if err == nil {
		*g = read
	}
	return err
}
