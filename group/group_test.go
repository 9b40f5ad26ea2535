package group_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

func programme(size therapy.Range) *therapy.Programme {
	return &therapy.Programme{ID: "group-cbt", Name: "Group CBT", Size: size, Sources: therapy.MustCite("E4")}
}

func TestNewRefuses(t *testing.T) {
	t.Parallel()
	dropIn := care.ScheduleSpec{Kind: therapy.ScheduleFlexible, Minutes: 50}
	for _, tt := range []struct {
		name string // with the reason
		edit func(*group.Spec)
		want string
	}{
		{
			"nothing at all", func(s *group.Spec) { *s = group.Spec{} },
			"/id group-id, /theme group-theme, /kind group-kind, /enrolment group-enrolment, /timeframe group-timeframe, /delivery group-delivery, " +
				"/leaders lead-missing, /history history-empty, /language group-language, /schedule group-schedule",
		},
		{"theme in prose", func(s *group.Spec) { s.Theme = "Social anxiety" }, "/theme group-theme"},
		{"programme without sources", func(s *group.Spec) { s.Programme = &therapy.Programme{ID: "x", Name: "X"} }, "/programme/sources sources-missing"},
		{"language with a region, which no group speaks", func(s *group.Spec) { s.Language = "en-GB" }, "/language group-language"},
		{
			"flexible schedule: members cannot each have their own time", func(s *group.Spec) { s.Schedule = care.MustSchedule(dropIn) },
			"/schedule/kind group-schedule-kind, /schedule timeframe-end",
		},
		{"ongoing with an end", func(s *group.Spec) { s.Timeframe = group.Ongoing }, "/schedule timeframe-end"},
		{"one member is no group", func(s *group.Spec) { s.Size = therapy.Range{Min: 1, Max: 8} }, "/size group-size"},
		{"no greatest number", func(s *group.Spec) { s.Size = therapy.Range{Min: 5} }, "/size group-size"},
		{"larger than usual without a reason", func(s *group.Spec) { s.Size = therapy.Range{Min: 5, Max: 16} }, "/sizeReason group-size-reason"},
		{"reason in prose", func(s *group.Spec) { s.Size, s.SizeReason = therapy.Range{Min: 3, Max: 8}, "Short of people" }, "/sizeReason reason-name"},
		{"reason for nothing", func(s *group.Spec) { s.SizeReason = "pilot" }, "/sizeReason group-size-reason"},
		{
			"leader without anything", func(s *group.Spec) { s.Leaders[1] = group.Leader{} },
			"/leaders/1/id person-id, /leaders/1/role leader-role, /leaders/1/qualification leader-qualification",
		},
		{"qualification in prose", func(s *group.Spec) { s.Leaders[1].Qualification = "Dr" }, "/leaders/1/qualification leader-qualification"},
		{"two leads", func(s *group.Spec) { s.Leaders[1].Role = group.Lead }, "/leaders/1/role lead-twice"},
		{"two co-leads", func(s *group.Spec) {
			s.Leaders = append(s.Leaders, group.Leader{ID: member(90), Role: group.CoLead, Qualification: group.GroupTrained})
		}, "/leaders/2/role co-lead-twice"},
		{"one person in two roles at a time", func(s *group.Spec) { s.Leaders[1].ID = lead }, "/leaders/1 leader-twice"},
		{"stand-in for ever", func(s *group.Spec) { s.Leaders[1].Role = group.Substitute }, "/leaders/1/until substitute-end"},
		{"leading backwards", func(s *group.Spec) { s.Leaders[1].From, s.Leaders[1].Until = day(9), day(8) }, "/leaders/1/until until-before-from"},
		{"nobody leads", func(s *group.Spec) { s.Leaders = s.Leaders[1:] }, "/leaders lead-missing"},
		{"begins in the middle", func(s *group.Spec) { s.History = s.History[1:] }, "/history/0/to status-first"},
		{"status missing", func(s *group.Spec) { s.History[1].To = 0 }, "/history/1/to status-missing"},
		{"forming twice", func(s *group.Spec) { s.History[1].To = group.Forming }, "/history/1/to status-transition"},
		{"no day", func(s *group.Spec) { s.History[0].On = therapy.Date{} }, "/history/0/on change-date"},
		{"back in time", func(s *group.Spec) { s.History[1].On = day(0) }, "/history/1/on change-order"},
		{"closed without a reason", func(s *group.Spec) { s.History = append(s.History, group.StatusChange{To: group.Closed, On: day(80)}) }, "/history/2/reason change-reason"},
		{"reason of a change in prose", func(s *group.Spec) { s.History[1].Reason = "Enough people" }, "/history/1/reason reason-name"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := spec(group.EnrolmentClosed)
			tt.edit(&s)
			_, err := group.New(s)
			require.Equal(t, tt.want, broken(err))
		})
	}
}

func TestSizeComesFromTheProgramme(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name      string
		programme *therapy.Programme
		size      therapy.Range
		reason    care.Reason
		want      therapy.Range
	}{
		{"no programme: the article's 5 to 15", nil, therapy.Range{}, "", therapy.Range{Min: 5, Max: 15}},
		{"group CBT: eight", programme(therapy.Range{Min: 8, Max: 8}), therapy.Range{}, "", therapy.Range{Min: 8, Max: 8}},
		{"MBCT: 8 to 15", programme(therapy.Range{Min: 8, Max: 15}), therapy.Range{}, "", therapy.Range{Min: 8, Max: 15}},
		{"at most twelve: the least is the article's", programme(therapy.Range{Max: 12}), therapy.Range{}, "", therapy.Range{Min: 5, Max: 12}},
		{"at most four: the least cannot be five", programme(therapy.Range{Max: 4}), therapy.Range{}, "", therapy.Range{Min: 4, Max: 4}},
		{"at least six: the greatest is the article's", programme(therapy.Range{Min: 6}), therapy.Range{}, "", therapy.Range{Min: 6, Max: 15}},
		{"at least twenty", programme(therapy.Range{Min: 20}), therapy.Range{}, "", therapy.Range{Min: 20, Max: 20}},
		{"programme silent", programme(therapy.Range{}), therapy.Range{}, "", therapy.Range{Min: 5, Max: 15}},
		{"narrower needs no reason", nil, therapy.Range{Min: 6, Max: 8}, "", therapy.Range{Min: 6, Max: 8}},
		{"wider with a reason", nil, therapy.Range{Min: 3, Max: 8}, "rural-service", therapy.Range{Min: 3, Max: 8}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := spec(group.EnrolmentClosed)
			s.Programme, s.Size, s.SizeReason = tt.programme, tt.size, tt.reason
			g := newGroup(t, s)
			require.Equal(t, tt.want, g.Size())
			again, err := group.New(g.Spec())
			require.NoError(t, err, "the specification of a group is valid")
			require.True(t, again.Equal(g))
			_, has := g.Programme()
			require.Equal(t, tt.programme != nil, has)
		})
	}
}

func TestGroupAccessors(t *testing.T) {
	t.Parallel()
	s := spec(group.EnrolmentSlowOpen)
	s.Programme = programme(therapy.Range{Min: 5, Max: 12})
	g := newGroup(t, s)
	require.Equal(t, s.ID, g.ID())
	require.Equal(t, "social-anxiety", g.Theme())
	require.Equal(t, group.StructuredCBT, g.Kind())
	require.Equal(t, group.EnrolmentSlowOpen, g.Enrolment())
	require.Equal(t, group.TimeLimited, g.Timeframe())
	require.Equal(t, care.InPerson, g.Delivery())
	require.Equal(t, "en", g.Language())
	require.True(t, g.Schedule().Equal(weekly()))
	p, _ := g.Programme()
	require.Equal(t, "group-cbt", p.ID)
	p.Sources[0].ID = "changed"
	again, _ := g.Programme()
	require.Equal(t, "E4", again.Sources[0].ID, "the accessor returns a copy")

	s.Leaders[0].ID, s.History[0].On, s.Programme.Sources[0].ID = member(1), day(99), "changed"
	require.Equal(t, lead, g.LeadersOn(day(5))[0].ID, "the constructor copies its argument")
	require.True(t, newGroup(t, g.Spec()).Equal(g))
	for range g.Leaders() {
		break
	}
	n := 0
	for range g.Leaders() {
		n++
	}
	require.Equal(t, 2, n)
}

// TestEqualComparesEveryField changes each field alone. It fails for a new field that Equal does not
// compare.
func TestEqualComparesEveryField(t *testing.T) {
	t.Parallel()
	edits := map[string]func(*group.Spec){
		"ID":         func(s *group.Spec) { s.ID = care.GroupID("group-2") },
		"Theme":      func(s *group.Spec) { s.Theme = "grief" },
		"Programme":  func(s *group.Spec) { s.Programme = programme(therapy.Range{Min: 5, Max: 15}) },
		"Kind":       func(s *group.Spec) { s.Kind = group.Support },
		"Enrolment":  func(s *group.Spec) { s.Enrolment = group.EnrolmentOpen },
		"Timeframe":  func(s *group.Spec) { s.Timeframe, s.Schedule = group.Ongoing, openEnded() },
		"Leaders":    func(s *group.Spec) { s.Leaders = s.Leaders[:1] },
		"Size":       func(s *group.Spec) { s.Size.Max = 9 },
		"SizeReason": func(s *group.Spec) { s.Size, s.SizeReason = therapy.Range{Min: 4, Max: 8}, "pilot" },
		"Schedule": func(s *group.Spec) {
			spec := weekly().Spec()
			spec.Minutes = 60
			s.Schedule = care.MustSchedule(spec)
		},
		"Delivery": func(s *group.Spec) { s.Delivery = care.Remote },
		"Language": func(s *group.Spec) { s.Language = "de" },
		"History":  func(s *group.Spec) { s.History = s.History[:1] },
	}
	base := newGroup(t, spec(group.EnrolmentClosed))
	require.True(t, base.Equal(newGroup(t, spec(group.EnrolmentClosed))))
	for field := range reflect.TypeFor[group.Spec]().Fields() {
		if field.Anonymous {
			continue
		}
		edit, listed := edits[field.Name]
		require.True(t, listed, "a new field: %s", field.Name)
		s := spec(group.EnrolmentClosed)
		edit(&s)
		require.False(t, base.Equal(newGroup(t, s)), field.Name)
	}
	with, other := spec(group.EnrolmentClosed), spec(group.EnrolmentClosed)
	with.Programme, other.Programme = programme(therapy.Range{}), programme(therapy.Range{})
	other.Programme.Note = "adapted"
	require.False(t, newGroup(t, with).Equal(newGroup(t, other)))
	require.Equal(t, 13, reflect.TypeFor[therapy.Programme]().NumField(), "equalProgramme compares them one by one")
}

func openEnded() care.Schedule {
	s := weekly().Spec()
	s.Sessions = therapy.Range{}
	return care.MustSchedule(s)
}

func TestAmend(t *testing.T) {
	t.Parallel()
	g := newGroup(t, spec(group.EnrolmentClosed))
	changed, err := g.Amend(func(s *group.Spec) { s.Theme = "shyness" })
	require.NoError(t, err)
	require.Equal(t, "shyness", changed.Theme())
	require.Equal(t, "social-anxiety", g.Theme(), "the old value is unchanged")
	_, err = g.Amend(func(s *group.Spec) { s.Language = "" })
	require.Equal(t, "/language group-language", broken(err))
	for name, rewrite := range map[string]func(*group.Spec){
		"shortened": func(s *group.Spec) { s.History = s.History[:1] },
		"rewritten": func(s *group.Spec) { s.History[0].On = day(0) },
	} {
		_, err = g.Amend(rewrite)
		require.Equal(t, "/history history-rewritten", broken(err), name)
		require.ErrorIs(t, err, therapy.ErrConflict)
	}
}

func TestGroupJSON(t *testing.T) {
	t.Parallel()
	s := spec(group.EnrolmentSlowOpen)
	s.Programme = programme(therapy.Range{Min: 5, Max: 12})
	g := newGroup(t, s)
	data, err := json.Marshal(g)
	require.NoError(t, err)
	var back group.Group
	require.NoError(t, json.Unmarshal(data, &back))
	require.True(t, back.Equal(g))
	again, err := json.Marshal(back)
	require.NoError(t, err)
	require.Empty(t, cmp.Diff(string(data), string(again)), "the same group gives the same bytes")

	zero, err := json.Marshal(group.Group{})
	require.NoError(t, err)
	require.Equal(t, "null", string(zero))
	kept := back
	require.NoError(t, back.UnmarshalJSON([]byte("null")))
	require.True(t, back.IsZero())
	require.Error(t, kept.UnmarshalJSON([]byte(strings.Replace(string(data), `"kind":"structured-cbt"`, `"kind":"cbt"`, 1))))
	require.Error(t, kept.UnmarshalJSON([]byte(strings.Replace(string(data), `"theme":`, `"Theme":`, 1))), "names are exact")
	require.Equal(t, "/language group-language", broken(kept.UnmarshalJSON([]byte(strings.Replace(string(data), `"language":"en"`, `"language":"EN"`, 1)))))
	require.True(t, kept.Equal(g), "an error leaves the value unchanged")
}

func TestLeadersOn(t *testing.T) {
	t.Parallel()
	s := spec(group.EnrolmentClosed)
	stand, guest := confidential.MustPersonID("leader-3"), confidential.MustPersonID("guest-1")
	s.Leaders = []group.Leader{
		{ID: guest, Role: group.GuestLeader, From: day(20), Until: day(20)},
		{ID: colead, Role: group.CoLead, Qualification: group.Trainee, Until: day(30)},
		{ID: stand, Role: group.Substitute, Qualification: group.GroupTrained, From: day(15), Until: day(20)},
		{ID: lead, Role: group.Lead, Qualification: group.TherapyTrained},
		{ID: colead, Role: group.Substitute, Qualification: group.Trainee, From: day(31), Until: day(35)},
	}
	g := newGroup(t, s)
	for _, tt := range []struct {
		on   int
		want string
	}{
		{8, "leader-1 leader-2"},
		{15, "leader-1 leader-2 leader-3"},
		{20, "leader-1 leader-2 leader-3 guest-1"},
		{21, "leader-1 leader-2"},
		{31, "leader-1 leader-2"},
		{36, "leader-1"},
	} {
		var all []confidential.PersonID
		for _, l := range g.LeadersOn(day(tt.on)) {
			all = append(all, l.ID)
		}
		require.Equal(t, tt.want, ids(all), "day %d", tt.on)
	}
	require.Empty(t, g.LeadersOn(therapy.Date{}), "nobody leads on the zero date")
}
