package screening_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/group/screening"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

func profiles(edit ...func(int, *screening.Profile)) []screening.Profile {
	var all []screening.Profile
	for n := range 6 {
		p := screening.Profile{Member: member(n + 1), Concerns: []string{"social-anxiety"}, Age: 30 + n, Gender: []group.Gender{group.Female, group.Male}[n%2]}
		for _, e := range edit {
			e(n+1, &p)
		}
		all = append(all, p)
	}
	return all
}

func findings(c screening.Composition) string {
	var all []string
	for f := range c.Findings() {
		all = append(all, strings.TrimSpace(f.Rule.String()+" "+ids(f.People))+": "+f.Words)
	}
	return strings.Join(all, "\n")
}

func TestComposition(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name     string
		profiles []screening.Profile
		ties     []screening.Tie
		want     string
	}{
		{"nothing to say", profiles(), nil, ""},
		{"too few", profiles()[:4], nil, "size-below: members: 4; the group needs at least 5"},
		{"too many", append(profiles(), profiles(func(n int, p *screening.Profile) { p.Member = member(n + 10) })...), nil, "size-above: members: 12; the group has places for 8"},
		{"another concern", profiles(func(n int, p *screening.Profile) {
			if n == 2 {
				p.Concerns = []string{"grief"}
			}
		}), nil, "concern-not-shared member-02: does not have the concern of the group among theirs"},
		{"the only older one", profiles(func(n int, p *screening.Profile) {
			if n == 3 {
				p.Age = 75
			}
		}), nil, "age-range: years between the youngest and the oldest: 45\nage-isolate member-03: the only one of an age band"},
		{"the only man", profiles(func(n int, p *screening.Profile) {
			p.Gender = group.Female
			if n == 4 {
				p.Gender = group.Male
			}
		}), nil, "gender-isolate member-04: the only one of a gender"},
		{
			"nothing recorded: nothing concluded", profiles(func(_ int, p *screening.Profile) { p.Concerns, p.Age, p.Gender = nil, 0, 0 }), nil,
			"not-recorded: the concern is not recorded for 6 of 6\nnot-recorded: the age is not recorded for 6 of 6\nnot-recorded: the gender is not recorded for 6 of 6",
		},
		{"one of whom it is recorded is not alone", profiles(func(n int, p *screening.Profile) {
			if n > 1 {
				p.Age, p.Gender = 0, 0
			}
		}), nil, "not-recorded: the age is not recorded for 5 of 6\nnot-recorded: the gender is not recorded for 5 of 6"},
		{"ties, whichever end comes first, and each once", profiles(), []screening.Tie{
			{A: member(5), B: member(2), Kind: screening.SameWorkplace},
			{A: member(2), B: member(5), Kind: screening.SameWorkplace},
			{A: lead, B: member(1), Kind: screening.DualRelationship},
			{A: member(1), B: member(40), Kind: screening.Relatives},
			{A: lead, B: colead, Kind: screening.Partners},
			{A: member(1), B: member(3), Kind: screening.Relatives},
		}, "tie leader-1 member-01: a leader and a member are connected outside the group: dual-relationship\n" +
			"tie member-01 member-03: connected outside the group: relatives\ntie member-02 member-05: connected outside the group: same-workplace"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c, err := screening.NewComposition(newGroup(t, spec(group.EnrolmentClosed)), day(8), tt.profiles, tt.ties)
			require.NoError(t, err)
			require.Empty(t, cmp.Diff(tt.want, findings(c)))
			require.Equal(t, len(tt.profiles), c.Members())
			for f := range c.Findings() {
				require.NoError(t, therapy.ValidateSources(f.Rule.Sources()))
				for i := range f.People {
					f.People[i] = lead
				}
			}
			require.Empty(t, cmp.Diff(tt.want, findings(c)), "the accessor returns a copy")
		})
	}
	require.Nil(t, screening.CompositionRule(0).Sources())
}

func TestCompositionRefuses(t *testing.T) {
	t.Parallel()
	g := newGroup(t, spec(group.EnrolmentClosed))
	bad := []screening.Profile{
		{},
		{Member: member(1), Age: -1},
		{Member: member(1), Age: 151},
		{Member: member(2), Concerns: []string{"Social anxiety"}},
		{Member: member(3), Concerns: []string{""}},
		{Member: member(4), Gender: 99},
	}
	ties := []screening.Tie{{}, {A: member(1), B: member(1), Kind: screening.Relatives}, {A: member(1), B: member(2), Kind: 99}}
	_, err := screening.NewComposition(g, day(8), bad, ties)
	require.Equal(t, "/profiles/0/member person-id, /profiles/1/age profile-age, /profiles/2/member profile-twice, /profiles/2/age profile-age, "+
		"/profiles/3/concerns/0 profile-concern, /profiles/4/concerns/0 profile-concern, /profiles/5/gender profile-gender, /ties/0 tie, /ties/1 tie, /ties/2 tie", broken(err))
	_, err = screening.NewComposition(group.Group{}, day(8), nil, nil)
	require.Equal(t, "/group group-id", broken(err))
}

func TestCompositionOfRoster(t *testing.T) {
	t.Parallel()
	c, err := screening.CompositionOf(roster(t, spec(group.EnrolmentClosed), 7), day(8), profiles(), nil)
	require.NoError(t, err)
	require.Equal(t, 7, c.Members())
	require.Contains(t, findings(c), "the age is not recorded for 1 of 7", "a member without a profile is not forgotten")
}

// TestCompositionOrderOfInput checks that the report does not depend on the order of the profiles.
func TestCompositionOrderOfInput(t *testing.T) {
	t.Parallel()
	g := newGroup(t, spec(group.EnrolmentClosed))
	for seed := range rounds() {
		rng := rand.New(rand.NewPCG(seed, 17))
		list := profiles(func(_ int, p *screening.Profile) {
			p.Age = rng.IntN(90)
			p.Gender = group.Gender(rng.IntN(4))
		})
		ties := []screening.Tie{{A: member(1), B: member(2), Kind: screening.Relatives}, {A: member(3), B: lead, Kind: screening.Acquainted}}
		first, err := screening.NewComposition(g, day(8), list, ties)
		require.NoError(t, err)
		rng.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		ties[0], ties[1] = ties[1], ties[0]
		ties[0].A, ties[0].B = ties[0].B, ties[0].A
		second, err := screening.NewComposition(g, day(8), list, ties)
		require.NoError(t, err)
		require.Equal(t, findings(first), findings(second), "seed %d", seed)
	}
	require.NotEqual(t, confidential.PersonID{}, lead)
}
