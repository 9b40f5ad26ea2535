package compose_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/group/compose"
	"github.com/therapykit/therapykit/therapy"
)

// rules lists the rule ids in an error, in order.
func rules(err error) (ids []string) {
	if err == nil {
		return nil
	}
	for _, e := range err.(interface{ Unwrap() []error }).Unwrap() { //nolint:errorlint // errors.Join's own type
		ids = append(ids, e.(*therapy.FieldError).Rule) //nolint:errorlint // all are field errors
	}
	return ids
}

// TestCheckRejects gives Check one broken assignment for each rule.
func TestCheckRejects(t *testing.T) {
	t.Parallel()
	all := compose.Assignment{"g": {"ann", "bob", "cid", "dee"}}
	dee := func(p *compose.Problem) *compose.Client { return &p.Clients[3] }
	eve := compose.Member{ID: "eve", Gender: group.Female, Age: 40, Acuity: compose.LowAcuity}
	for _, test := range []struct {
		name   string
		change func(*compose.Problem)
		given  compose.Assignment
		want   []string
	}{
		{"fine", func(*compose.Problem) {}, all, nil},
		{"nobody", func(*compose.Problem) {}, nil, nil},
		{"unknown group", func(*compose.Problem) {}, compose.Assignment{"x": {"ann"}}, []string{"group-known"}},
		{"unknown client", func(*compose.Problem) {}, compose.Assignment{"g": {"ann", "bob", "zoe"}}, []string{"client-known"}},
		{"twice", func(*compose.Problem) {}, compose.Assignment{"g": {"ann", "bob", "ann"}}, []string{"placed-once"}},
		{"unsuitable", func(p *compose.Problem) { dee(p).Suitable = false }, all, []string{"not-suitable"}},
		{"closed", func(p *compose.Problem) { p.Groups[0].Intake = compose.IntakeClosed }, compose.Assignment{"g": {"ann", "bob"}}, []string{"intake", "intake"}},
		{"theme", func(p *compose.Problem) { dee(p).Concerns = nil }, all, []string{"theme", "fit"}},
		{"contraindicated", func(p *compose.Problem) { dee(p).Contraindicated = []string{"grief"} }, all, []string{"contraindicated"}},
		{"mode", func(p *compose.Problem) { dee(p).Modes = nil }, all, []string{"mode"}},
		{"region", func(p *compose.Problem) { dee(p).Region = "south" }, all, []string{"region"}},
		{"language", func(p *compose.Problem) { dee(p).Languages = []string{"nl"} }, all, []string{"language"}},
		{"gender", func(p *compose.Problem) { p.Groups[0].Gender = compose.FemaleOnly }, all, []string{"gender", "gender"}},
		{"age", func(p *compose.Problem) { dee(p).Age = 100 }, all, []string{"age"}},
		{"slot", func(p *compose.Problem) { dee(p).Slots = nil }, all, []string{"slot"}},
		{"therapist", func(p *compose.Problem) { dee(p).ExcludeTherapists = []string{"t"} }, all, []string{"therapist"}},
		{"fit", func(p *compose.Problem) { p.Policy.MinFit = 99 }, compose.Assignment{"g": {"ann", "bob"}}, []string{"fit", "fit"}},
		{"member", func(p *compose.Problem) {
			p.Groups[0].Members = []compose.Member{eve}
			p.Groups[0].Max = 5
			p.Conflicts = []compose.ConflictSet{{Members: []string{"eve", "ann"}, Reason: "relatives"}}
		}, all, []string{"conflict-with-member"}},
		{"minimum", func(*compose.Problem) {}, compose.Assignment{"g": {"ann"}}, []string{"minimum"}},
		{"maximum", func(p *compose.Problem) { p.Groups[0].Max = 3 }, all, []string{"maximum"}},
		{"conflict", func(p *compose.Problem) {
			p.Conflicts = []compose.ConflictSet{{Members: []string{"ann", "bob"}, Reason: "relatives"}}
		}, all, []string{"conflict"}},
		{"most", func(p *compose.Problem) {
			p.Groups[0].Quotas = []compose.Quota{{Attribute: compose.ByAgeBand, Value: "26-40", HasMax: true, Max: 3}}
		}, all, []string{"quota-max"}},
		{"alone by gender", func(p *compose.Problem) {
			p.Groups[0].Quotas = []compose.Quota{{Attribute: compose.ByGender, Value: "f", NoLone: true}}
		}, compose.Assignment{"g": {"ann", "bob", "cid"}}, []string{"quota-lone"}},
		{"alone by age band", func(p *compose.Problem) {
			dee(p).Age = 61
			p.Groups[0].Quotas = []compose.Quota{{Attribute: compose.ByAgeBand, Value: "61+", NoLone: true}}
		}, all, []string{"quota-lone"}},
		{"alone by acuity", func(p *compose.Problem) {
			dee(p).Acuity, dee(p).Age = compose.HighAcuity, 20
			p.Groups[0].Quotas = []compose.Quota{
				{Attribute: compose.ByAcuity, Value: "high", NoLone: true},
				{Attribute: compose.ByAgeBand, Value: "16-25", NoLone: true},
				{Attribute: compose.ByAgeBand, Value: "41-60", NoLone: true},
			}
		}, all, []string{"quota-lone", "quota-lone"}},
		{"not alone beside a member", func(p *compose.Problem) {
			p.Groups[0].Members = []compose.Member{eve}
			p.Groups[0].Quotas = []compose.Quota{{Attribute: compose.ByGender, Value: "f", NoLone: true}}
		}, compose.Assignment{"g": {"ann", "bob", "cid"}}, nil},
		{"resource", func(p *compose.Problem) {
			p.Resources = []compose.Resource{{ID: "room", Kind: compose.RoomSlot, Groups: []string{"g"}}}
		}, all, []string{"resource"}},
		{"running group uses its resource whatever happens", func(p *compose.Problem) {
			p.Groups[0].State = compose.Running
			p.Resources = []compose.Resource{{ID: "room", Kind: compose.RoomSlot, Groups: []string{"g"}}}
		}, all, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := compose.Check(situation(test.change), test.given)
			require.Equal(t, test.want, rules(err))
		})
	}
}

func TestCheckScore(t *testing.T) {
	t.Parallel()
	p := situation(func(p *compose.Problem) {
		p.Clients[0].WaitDays = 7 * 60
		p.Clients[0].PreferredSlots = []string{"mon"}
		p.Clients[1].WantTherapistGender = compose.LedByMen
	})
	score, err := compose.Check(p, compose.Assignment{"g": {"ann", "bob"}})
	require.NoError(t, err)
	// 50 + 3·2 for the concern, 10 first language, 5 preferred mode, then 15
	// slot and 10 for no wish, or nothing.
	require.Equal(t, compose.Score{Points: 152 + 100, Fit: 96 + 71, Minutes: 90, Placed: 2, Opened: 1, Placing: 252}, score)
	_, err = compose.Check(compose.Problem{Clients: []compose.Client{{}}}, nil)
	require.ErrorIs(t, err, therapy.ErrRequired)
}

func TestScoreBetter(t *testing.T) {
	t.Parallel()
	base := compose.Score{Points: 10, Fit: 10, Minutes: 10}
	for _, better := range []compose.Score{
		{Points: 11, Minutes: 99}, {Points: 10, Fit: 11, Minutes: 99}, {Points: 10, Fit: 10, Minutes: 9},
	} {
		require.True(t, better.Better(base))
		require.False(t, base.Better(better))
	}
	require.False(t, base.Better(base))
}
