package compose_test

import (
	"context"
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/group/compose"
	"github.com/therapykit/therapykit/therapy"
)

// checkReasons makes, for everyone without a place, the changes that their reason names, and
// requires that a place appears. By leaving out one change at a time it checks that each was
// necessary.
func checkReasons(tb testing.TB, p compose.Problem, r compose.Result) {
	tb.Helper()
	for _, u := range r.Report.Unplaced {
		require.NotEmpty(tb, u.Code)
		if u.Group == "" {
			require.Empty(tb, p.Groups)
			continue
		}
		require.NotEmpty(tb, u.Changes, "%s could be placed as it is", u.Code)
		q, a := compose.WhatIf(p, r.Assignment, u)
		score, err := compose.Check(q, a)
		require.NoError(tb, err, "%s: %+v", u.Code, u.Changes)
		require.Equal(tb, r.Score.Placed+1+len(u.Companions), score.Placed)
		require.Contains(tb, a[u.Group], u.Client)
	}
}

// situation returns a small clinic in which group g takes ann, bob and cid, with one change.
func situation(change func(*compose.Problem)) compose.Problem {
	client := func(id string, gender group.Gender) compose.Client {
		return compose.Client{
			ID: id, Priority: group.Routine, Suitable: true, Concerns: []compose.Concern{{Code: "grief", Severity: 2}},
			Slots: []string{"mon"}, Languages: []string{"en"}, Gender: gender, Age: 40, Acuity: compose.LowAcuity,
			Modes: []compose.Mode{compose.Onsite}, Region: "north",
		}
	}
	p := compose.Problem{
		Policy: compose.Policy{Routine: 100, Soon: 200, Urgent: 300, WaitCapWeeks: 52, MinFit: 35},
		Clients: []compose.Client{
			client("ann", group.Female), client("bob", group.Male), client("cid", group.Male),
			client("dee", group.Female),
		},
		Groups: []compose.Group{{
			ID: "g", Themes: []string{"grief"}, Slot: "mon", Therapists: []string{"t"}, TherapistGender: compose.LedByWomen,
			Language: "en", Mode: compose.Onsite, Region: "north", Min: 2, Max: 4, State: compose.Candidate,
			Intake: compose.IntakeOpen, Gender: compose.AnyGender, AgeMin: 18, AgeMax: 99, Minutes: 90,
		}},
	}
	change(&p)
	return p
}

func TestReasonOfEachKind(t *testing.T) {
	t.Parallel()
	dee := func(p *compose.Problem) *compose.Client { return &p.Clients[3] }
	for _, test := range []struct {
		name   string
		reason string
		change func(*compose.Problem)
		code   compose.Code
	}{
		{"suitable", "screening comes before everything", func(p *compose.Problem) { dee(p).Suitable = false }, "not-suitable"},
		{"intake", "a closed group takes nobody", func(p *compose.Problem) { p.Groups[0].Intake = compose.IntakeClosed }, "no-group:intake"},
		{"theme", "another concern", func(p *compose.Problem) { dee(p).Concerns[0].Code = "anger" }, "no-group:theme"},
		{"contraindicated", "the theme would harm", func(p *compose.Problem) { dee(p).Contraindicated = []string{"grief"} }, "no-group:contraindicated"},
		{"mode", "cannot come", func(p *compose.Problem) { dee(p).Modes = []compose.Mode{compose.Online} }, "no-group:mode"},
		{"region", "too far", func(p *compose.Problem) { dee(p).Region = "south" }, "no-group:region"},
		{"language", "would not understand", func(p *compose.Problem) { dee(p).Languages = []string{"nl"} }, "no-group:language"},
		{"gender", "a group for men", func(p *compose.Problem) { p.Groups[0].Gender = compose.MaleOnly }, "no-group:gender"},
		{"age", "too young", func(p *compose.Problem) { dee(p).Age = 17 }, "no-group:age"},
		{"slot", "never free then", func(p *compose.Problem) { dee(p).Slots = []string{"tue"} }, "no-group:slot"},
		{"therapist", "does not accept the therapist", func(p *compose.Problem) { dee(p).ExcludeTherapists = []string{"t"} }, "no-group:therapist"},
		{"member conflict", "a relative is in the group", func(p *compose.Problem) {
			p.Groups[0].Members = []compose.Member{{ID: "eve", Gender: group.Female, Age: 40, Acuity: compose.LowAcuity}}
			p.Conflicts = []compose.ConflictSet{{Members: []string{"dee", "eve"}, Reason: "relatives"}}
		}, "no-group:conflict-with-member"},
		{"fit", "only a mild third concern matches", func(p *compose.Problem) {
			dee(p).Concerns = []compose.Concern{{Code: "a", Severity: 1}, {Code: "b", Severity: 1}, {Code: "grief", Severity: 1}}
			p.Policy.MinFit = 60
		}, "no-group:fit"},
		{"quota full", "members use the quota up", func(p *compose.Problem) {
			p.Groups[0].Members = []compose.Member{{ID: "eve", Gender: group.Female, Age: 40, Acuity: compose.LowAcuity}}
			p.Groups[0].Quotas = []compose.Quota{{Attribute: compose.ByGender, Value: "f", HasMax: true, Max: 1}}
		}, "no-group:quota-full"},
		{"several rules", "barred twice everywhere", func(p *compose.Problem) {
			dee(p).Age, dee(p).Slots = 17, []string{"tue"}
		}, "no-group:several-rules"},
		{"no groups", "there is nothing to join", func(p *compose.Problem) { p.Groups = nil }, "no-group:several-rules"},
		{"full", "three others are more urgent", func(p *compose.Problem) {
			p.Groups[0].Max = 3
			for i := range 3 {
				p.Clients[i].Priority = group.Urgent
			}
		}, "full"},
		{"conflict", "somebody more urgent is in", func(p *compose.Problem) {
			p.Clients[0].Priority = group.Urgent
			p.Conflicts = []compose.ConflictSet{{Members: []string{"ann", "dee"}, Reason: "workplace"}}
		}, "conflict"},
		{"composition maximum", "one woman at most", func(p *compose.Problem) {
			p.Clients[0].Priority = group.Urgent
			p.Groups[0].Quotas = []compose.Quota{{Attribute: compose.ByGender, Value: "f", HasMax: true, Max: 1}}
		}, "composition"},
		{"composition alone", "would be the only woman", func(p *compose.Problem) {
			p.Clients[0].Gender = group.Male
			p.Groups[0].Quotas = []compose.Quota{{Attribute: compose.ByGender, Value: "f", NoLone: true}}
		}, "composition"},
		{"minimum unreachable", "four clients, five needed", func(p *compose.Problem) {
			p.Groups[0].Min, p.Groups[0].Max = 5, 6
		}, "minimum-unreachable"},
		{"minimum", "the others have a better place", func(p *compose.Problem) {
			other := p.Groups[0]
			other.ID, other.Slot = "h", "tue"
			p.Groups = append(p.Groups, other)
			for i := range 3 {
				p.Clients[i].Slots = []string{"mon", "tue"}
				p.Clients[i].PreferredSlots = []string{"tue"}
				p.Clients[i].Priority = group.Urgent
			}
			p.Groups[1].Min, p.Groups[1].Max = 3, 3
			p.Clients[2].ExcludeTherapists, p.Groups[0].Therapists = []string{"u"}, []string{"u"}
			p.Clients[1].ExcludeTherapists = []string{"u"}
			p.Clients[0].Slots = []string{"mon", "tue"}
		}, "not-opened:minimum"},
		{"resource", "the room is taken", func(p *compose.Problem) {
			p.Resources = []compose.Resource{{ID: "room", Kind: compose.RoomSlot, Cap: 0, Groups: []string{"g"}}}
		}, "not-opened:resource"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p := situation(test.change)
			r := solve(t, p)
			checkReasons(t, p, r)
			for _, u := range r.Report.Unplaced {
				if u.Client == "dee" {
					require.Equal(t, test.code, u.Code, test.reason)
					return
				}
			}
			t.Fatal("dee was placed")
		})
	}
}

func TestReasonsOnDevelopmentInstances(t *testing.T) {
	t.Parallel()
	names := []string{"dev-tiny-1", "dev-tiny-2", "dev-conflict-1", "dev-minimum-1", "dev-clinic-2"}
	if testing.Short() {
		names = names[:3]
	}
	for _, name := range names {
		p, r := solved(t, name)
		checkReasons(t, p, r)
	}
}

func TestPlacementAddsUp(t *testing.T) {
	t.Parallel()
	_, r := solved(t, "dev-clinic-3")
	var points, fit int64
	for _, place := range r.Report.Placed {
		points += int64(place.Points)
		fit += int64(place.Fit)
		want := []int{0, 50, 35, 20}[place.ConcernRank] + 3*place.Severity
		for part, met := range map[int]bool{15: place.PreferredSlot, 5: place.PreferredMode} {
			if met {
				want += part
			}
		}
		for _, met := range []bool{place.FirstLanguage, place.TherapistWish} {
			if met {
				want += 10
			}
		}
		require.Equal(t, want, place.Fit)
		require.NotEmpty(t, place.Concern)
	}
	require.Equal(t, r.Score.Points, points)
	require.Equal(t, r.Score.Fit, fit)
}

func TestGroupReports(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		change func(*compose.Problem)
		lack   compose.Lack
	}{
		{"opens", func(*compose.Problem) {}, compose.LackNothing},
		{"too few clients", func(p *compose.Problem) { p.Groups[0].Min, p.Groups[0].Max = 5, 6 }, compose.LackClients},
		{"no room", func(p *compose.Problem) {
			p.Resources = []compose.Resource{{ID: "room", Kind: compose.RoomSlot, Cap: 0, Groups: []string{"g"}}}
		}, compose.LackResource},
		{"closed intake", func(p *compose.Problem) { p.Groups[0].Intake = compose.IntakeClosed }, compose.LackIntake},
		{"conflicts leave too few", func(p *compose.Problem) {
			p.Conflicts = []compose.ConflictSet{{Members: []string{"ann", "bob", "cid", "dee"}, Reason: "relatives"}}
		}, compose.LackPeople},
		{"both", func(p *compose.Problem) {
			p.Conflicts = []compose.ConflictSet{{Members: []string{"ann", "bob", "cid", "dee"}, Reason: "relatives"}}
			p.Resources = []compose.Resource{{ID: "room", Kind: compose.RoomSlot, Cap: 0, Groups: []string{"g"}}}
		}, compose.LackPeopleAndResource},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := solve(t, situation(test.change))
			got := r.Report.Groups[0]
			require.Equal(t, test.lack, got.Lack)
			require.Equal(t, test.lack == compose.LackNothing, got.Open)
		})
	}
}

func TestStandingConflictsAreReported(t *testing.T) {
	t.Parallel()
	p := situation(func(p *compose.Problem) {
		p.Groups[0].State = compose.Running
		p.Groups[0].Members = []compose.Member{
			{ID: "eve", Gender: group.Female, Age: 40, Acuity: compose.LowAcuity},
			{ID: "fay", Gender: group.Female, Age: 41, Acuity: compose.LowAcuity},
		}
		p.Conflicts = []compose.ConflictSet{{Members: []string{"eve", "fay"}, Reason: "relatives"}}
	})
	r := solve(t, p)
	require.Equal(t, []string{"g"}, r.Report.StandingConflicts)
	require.Equal(t, 2, r.Score.Placed)
}

func TestWhatIfDoesNotChangeInput(t *testing.T) {
	t.Parallel()
	p := situation(func(p *compose.Problem) { p.Groups[0].Max = 3 })
	r, err := compose.Solve(context.Background(), p, compose.Options{})
	require.NoError(t, err)
	require.Len(t, r.Report.Unplaced, 1)
	compose.WhatIf(p, r.Assignment, r.Report.Unplaced[0])
	require.Equal(t, 3, p.Groups[0].Max)
	verify(t, p, r)
	_, a := compose.WhatIf(p, nil, compose.Unplaced{Client: "nobody"})
	require.Empty(t, a)
}

// TestReasonsNameTheFewestChanges puts everybody without a place into every open group and
// counts the obstacles with Check. No reason may name more changes than the best of these
// groups needs, and each says whether it is the shortest or a shorter one may exist.
func TestReasonsNameTheFewestChanges(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("tens of thousands of plans are checked")
	}
	several, proven, all := 0, 0, 0
	for _, name := range []string{"dev-tiny-2", "dev-tiny-3", "dev-clinic-1", "dev-minimum-1"} {
		p, r := solved(t, name)
		open := maps.Clone(r.Assignment)
		for _, g := range p.Groups {
			if g.State == compose.Running {
				open[g.ID] = r.Assignment[g.ID]
			}
		}
		for _, u := range r.Report.Unplaced {
			all++
			if len(u.Changes) > 1 {
				several++
			}
			if u.Fewest {
				proven++
			}
			if len(u.Changes) == 1 {
				require.True(t, u.Fewest)
				continue
			}
			for id := range open {
				a := maps.Clone(open)
				a[id] = append(slices.Clone(open[id]), u.Client)
				_, err := compose.Check(p, a)
				if broken := rules(err); slices.Contains(broken, "theme") || slices.Contains(broken, "contraindicated") {
					continue // the group is for another concern
				}
				require.LessOrEqual(t, len(u.Changes), len(therapy.FieldErrors(err)), "%s: %v in %s", name, rules(err), id)
			}
		}
	}
	t.Logf("%d of %d reasons have several changes; %d are proven the shortest", several, all, proven)
	require.Greater(t, several, 20)
	require.Greater(t, proven, all*3/4, "of %d", all)
}
