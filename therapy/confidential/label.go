package confidential

import (
	"slices"

	"github.com/therapykit/therapykit/therapy"
)

// Label says how content has to be protected. It is sealed together with the content. It
// names people only by pseudonym and has no field for free text.
//
// The zero Label is the strictest: very restricted, of unstated kind, naming nobody. Content
// under it is never disclosed.
type Label struct {
	Hidden
	// Level is how much protection it needs.
	Level Level `json:"level"`
	// Kind is what it is.
	Kind Kind `json:"kind"`
	// Setting is the setting in which it was said.
	Setting Setting `json:"setting"`
	// Tags are further sensitivities.
	Tags Tags `json:"tags,omitempty"`
	// Subject is the client whose record it belongs to. Content about a group as a whole has
	// none.
	Subject PersonID `json:"subject,omitzero"`
	// Case is the case it belongs to, such as a group; none for the individual
	// treatment of the subject.
	Case CaseID `json:"case,omitempty"`
	// About lists all other people it is about. Each of them has to consent if consent is
	// needed.
	About []PersonID `json:"about,omitempty"`
	// Heard lists the people who were present. Content of a group belongs to all of them, so
	// each has to consent if consent is needed.
	Heard []PersonID `json:"heard,omitempty"`
	// Staff lists those of them who were present in a professional role; their consent is not
	// needed.
	Staff []PersonID `json:"staff,omitempty"`
	// Never lists the people who must not get it, whatever any rule says, such as an abuser
	// or a stalker.
	Never []PersonID `json:"never,omitempty"`
}

// LabelFor returns the default label of content of the kind in the subject's record: the
// kind's default level, in an individual setting.
func LabelFor(kind Kind, subject PersonID) Label {
	return Label{Level: kind.DefaultLevel(), Kind: kind, Setting: IndividualSetting, Subject: subject}
}

// Validate reports everything wrong with the label: an invalid kind, setting, level or tag, a
// level below the minimum of its kind or tags, a level for de-identified content although the
// label names people, or an empty id among its people. Content under such a label is never
// disclosed.
func (l Label) Validate() error {
	var c therapy.Check
	c.Stated("/level", "label-level", l.Level.Valid())
	c.Stated("/kind", "label-kind", l.Kind.Valid())
	c.Stated("/setting", "label-setting", l.Setting.Valid())
	if l.Tags&^allTags != 0 {
		c.Wrong("/tags", "label-tags", "known tags", therapy.ErrUnknown)
	}
	if l.Tags.DefaultLevel().Compare(l.Level) > 0 {
		c.Wrong("/level", "label-level-below-tags", l.Tags.DefaultLevel().String(), therapy.ErrRange)
	}
	if l.Kind.Valid() && l.Kind.Floor().Compare(l.Level) > 0 {
		c.Wrong("/level", "label-level-below-kind", l.Kind.Floor().String(), therapy.ErrRange)
	}
	if l.identifies() {
		c.Wrong("/level", "label-level-named", "at least moderate for information that names a person; low is for information in which nobody can be recognised", therapy.ErrContradiction)
	}
	c.OptionalRecordID("/case", "label-case", string(l.Case))
	for path, people := range l.people() {
		if slices.Contains(people, PersonID{}) {
			c.Wrong(path, "label-nobody", "ids that name a person", therapy.ErrRequired)
		}
	}
	return c.Err()
}

// people yields the lists of people, each with its place.
func (l *Label) people() func(func(string, []PersonID) bool) {
	return func(yield func(string, []PersonID) bool) {
		_ = yield("/about", l.About) && yield("/heard", l.Heard) && yield("/staff", l.Staff) && yield("/never", l.Never)
	}
}

// sound reports whether the label's level, case and people are valid, as in Validate, without
// making errors. It accepts an unstated setting, since no row applies to it.
func (l *Label) sound() bool {
	return l.Setting < numSettings && l.Tags.DefaultLevel().Compare(l.Level) <= 0 && l.Kind.Floor().Compare(l.Level) <= 0 && (l.Case == "" || l.Case.Valid()) && !l.identifies() &&
		!slices.Contains(l.About, PersonID{}) && !slices.Contains(l.Heard, PersonID{}) && !slices.Contains(l.Staff, PersonID{}) && !slices.Contains(l.Never, PersonID{})
}

// identifies reports whether the label has a level for de-identified content but names a
// person.
func (l *Label) identifies() bool {
	return l.Level.Compare(Low) <= 0 && (!l.Subject.IsZero() || l.Case != "" || len(l.About) > 0 || len(l.Heard) > 0)
}

// nobody reports whether the label names nobody who could consent.
func (l *Label) nobody() bool {
	return l.Subject.IsZero() && len(l.About) == 0 && len(l.Heard) <= len(l.Staff)
}

// unnamed reports whether the content is about other people whom the label does not name.
func (l *Label) unnamed() bool { return l.Kind == ThirdParty && len(l.About) == 0 }

// Raise returns a label with at least the protection of both: the higher level, and the tags
// and people of both. Kind, setting and subject are those of l, or those of m if l states
// none. If the kinds or settings differ, the stricter one is used: process note before other
// kinds, and the setting with more people.
func (l Label) Raise(m Label) Label {
	l = l.clone()
	l.Level = HighWater(l.Level, m.Level)
	if l.Kind != ProcessNote && (!l.Kind.Valid() || m.Kind == ProcessNote) {
		l.Kind = m.Kind
	}
	l.Setting = max(l.Setting, m.Setting)
	l.Tags |= m.Tags
	if l.Subject.IsZero() {
		l.Subject = m.Subject
	} else if !m.Subject.IsZero() && m.Subject != l.Subject {
		l.About = join(l.About, []PersonID{m.Subject})
	}
	l.About, l.Heard, l.Never = join(l.About, m.About), join(l.Heard, m.Heard), join(l.Never, m.Never)
	l.Staff = presentInAll(l, &m)
	return l
}

// HighWaterLabel returns the label of a whole with the given parts: the strictest of every
// part. Without parts it is the zero Label.
func HighWaterLabel(parts ...Label) Label {
	if len(parts) == 0 {
		return Label{}
	}
	whole := parts[0].clone()
	for _, part := range parts[1:] {
		whole = whole.Raise(part)
	}
	return whole
}

// covers reports whether l protects at least as much as m. Kind and subject decide who gets
// the content, so neither may change once it is stated, except that the kind may become
// process note.
func (l Label) covers(m Label) bool {
	kind := !m.Kind.Valid() || l.Kind == m.Kind || l.Kind == ProcessNote
	subject := m.Subject.IsZero() || l.Subject == m.Subject
	return kind && subject && l.Equal(l.Raise(m))
}

// Equal reports whether the two labels are the same. The order of the people in them does not
// matter.
func (l Label) Equal(m Label) bool {
	return l.Level == m.Level && l.Kind == m.Kind && l.Setting == m.Setting && l.Tags == m.Tags && l.Subject == m.Subject &&
		l.Case == m.Case && same(l.About, m.About) && same(l.Heard, m.Heard) && same(l.Staff, m.Staff) && same(l.Never, m.Never)
}

func (l Label) clone() Label {
	l.About, l.Heard, l.Never = slices.Clone(l.About), slices.Clone(l.Heard), slices.Clone(l.Never)
	l.Staff = slices.Clone(l.Staff)
	return l
}

// concerns reports whether the content is about the person.
func (l Label) concerns(id PersonID) bool {
	return !id.IsZero() && (l.Subject == id || slices.Contains(l.About, id))
}

// presentInAll lists the people who were present in a professional role in every label that lists
// them as present.
func presentInAll(l Label, m *Label) []PersonID {
	var staff []PersonID
	for _, id := range join(slices.Clone(l.Staff), m.Staff) {
		if (slices.Contains(l.Staff, id) || !slices.Contains(l.Heard, id)) && (slices.Contains(m.Staff, id) || !slices.Contains(m.Heard, id)) {
			staff = append(staff, id)
		}
	}
	return staff
}

func join(a, b []PersonID) []PersonID {
	for _, id := range b {
		if !slices.Contains(a, id) {
			a = append(a, id)
		}
	}
	return a
}

func same(a, b []PersonID) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	slices.SortFunc(a, PersonID.Compare)
	slices.SortFunc(b, PersonID.Compare)
	return slices.Equal(slices.Compact(a), slices.Compact(b))
}
