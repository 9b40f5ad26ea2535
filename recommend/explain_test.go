package recommend_test

import (
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

func TestQuestions(t *testing.T) {
	const yes, no = therapy.Yes, therapy.No
	tests := []struct {
		name   string
		reason string
		change func(*policy.Policy)
		intake recommend.Answers
		want   []string
	}{
		{"safety and sufficiency", "stage by stage; what stops first comes first", nil, recommend.Answers{}, []string{"danger danger", "consent consent"}},
		{"what the rule names", "instead of its condition", func(p *policy.Policy) { p.Rules[0].Asks = []therapy.Factor{"safe", "danger"} }, in("safe", therapy.Unanswered), []string{"danger safe", "danger danger"}},
		{"fired on an answer", "the answer itself has to be cleared up", nil, in("muddled", yes), []string{"muddled muddled"}},
		{"refused", "so does a no", nil, in("consent", no), []string{"consent consent"}},
		{"each once", "two rules want the same", func(p *policy.Policy) { p.Rules[2].Asks = []therapy.Factor{"consent", "poor"} }, recommend.Answers{"safe": yes, "muddled": yes}, []string{"consent consent", "muddled poor"}},
		{"eligibility", "what could still exclude", nil, in("abuse", yes), []string{"abuser abuser-present"}},
		{"eligibility, out already", "what it would exclude is out", nil, in("abuse", yes, "no-group", yes, "muddled", yes), []string{"muddled muddled"}},
		{"nothing said", "what the person prefers, needs and can manage", nil, in("lonely", no), []string{
			"quiet wants-quiet", "company wants-company", "secret secret", "poor poor",
		}},
		{
			"nothing said and nothing simple left", "then whatever could speak", nil,
			in("lonely", no, "wants-quiet", no, "wants-company", no, "secret", no, "poor", no),
			[]string{"disorder disorder"},
		},
		{
			"everything answered", "nothing is left to ask", nil,
			in("lonely", no, "wants-quiet", no, "wants-company", no, "secret", no, "poor", no, "disorder", no), nil,
		},
		{"not asked", "a recommendation has no questions", nil, in("lonely", yes), nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := testPolicy(t).Clone()
			if tt.change != nil {
				tt.change(&p)
			}
			rec, err := recommend.Must(p).Recommend(given(tt.intake), now)
			require.NoError(t, err)
			var got []string
			for q := range rec.Questions() {
				got = append(got, q.Rule+" "+string(q.Info.Factor))
				require.NotEmpty(t, q.Info.Question)
				require.NotEmpty(t, q.Says.Client)
				require.True(t, q.Layer.Valid())
			}
			if diff := gocmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s: (-want +got):\n%s", tt.reason, diff)
			}
		})
	}
}

func TestCautions(t *testing.T) {
	either := in("wants-quiet", therapy.Yes, "wants-company", therapy.Strongly)
	individual := in("wants-quiet", therapy.Yes)
	danger := recommend.Answers{"danger": therapy.Yes}
	tests := []struct {
		name    string
		reason  string
		caution policy.Caution
		intake  recommend.Answers
		said    bool
	}{
		{"always", "no restriction", policy.Caution{Ages: therapy.AnyAge}, individual, true},
		{"always, in danger too", "no restriction", policy.Caution{Ages: therapy.AnyAge}, danger, true},
		{"outcome", "one of them", policy.Caution{Ages: therapy.AnyAge, Outcomes: []policy.Outcome{policy.Either, policy.Recommended}}, individual, true},
		{"other outcome", "none of them", policy.Caution{Ages: therapy.AnyAge, Outcomes: []policy.Outcome{policy.Either, policy.Escalate}}, individual, false},
		{"advised", "one of those left", policy.Caution{Ages: therapy.AnyAge, Advised: []policy.Option{"group"}}, either, true},
		{"not advised", "it dropped out", policy.Caution{Ages: therapy.AnyAge, Advised: []policy.Option{"group"}}, individual, false},
		{"with", "an option left has the modality", policy.Caution{Ages: therapy.AnyAge, With: []therapy.Modality{"group"}}, either, true},
		{"not with", "none has", policy.Caution{Ages: therapy.AnyAge, With: []therapy.Modality{"group"}}, individual, false},
		{"advised or with", "either is enough", policy.Caution{Ages: therapy.AnyAge, Advised: []policy.Option{"group"}, With: []therapy.Modality{"individual"}}, individual, true},
		{"without", "none of these is left", policy.Caution{Ages: therapy.AnyAge, Without: []policy.Option{"group"}}, individual, true},
		{"without one that is left", "one is", policy.Caution{Ages: therapy.AnyAge, Without: []policy.Option{"group"}}, either, false},
		{"with and without", "both have to hold", policy.Caution{Ages: therapy.AnyAge, With: []therapy.Modality{"individual"}, Without: []policy.Option{"group"}}, either, false},
		{"when", "certainly true", policy.Caution{Ages: therapy.AnyAge, When: therapy.Is("wants-quiet")}, individual, true},
		{"when denied", "certainly false", policy.Caution{Ages: therapy.AnyAge, When: therapy.Not(therapy.Is("wants-quiet"))}, individual, false},
		{"when unknown", "unknown is not yes", policy.Caution{Ages: therapy.AnyAge, When: therapy.Is("poor")}, individual, false},
		{"when unknown, negated", "nor is it no", policy.Caution{Ages: therapy.AnyAge, When: therapy.Not(therapy.Is("poor"))}, individual, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := testPolicy(t)
			tt.caution.ID, tt.caution.Says, tt.caution.Sources = "tested", says("tested"), testSources
			p.Cautions = []policy.Caution{tt.caution}
			p.Actions = append(p.Actions, policy.Action{ID: "also", When: tt.caution.When, Says: says("also"), Sources: testSources})
			rec, err := recommend.Must(p).Recommend(given(tt.intake), now)
			require.NoError(t, err)
			require.Equal(t, tt.said, len(slices.Collect(rec.Cautions())) == 1, tt.reason)
			if rec.Outcome() == policy.Escalate {
				require.Len(t, slices.Collect(rec.Actions()), 2)
			}
		})
	}
}

func TestActions(t *testing.T) {
	p := testPolicy(t)
	p.Actions = append(p.Actions,
		policy.Action{ID: "poor", When: therapy.Is("poor"), Says: says("poor"), Sources: testSources},
		policy.Action{ID: "not-poor", When: therapy.Not(therapy.Is("poor")), Says: says("not poor"), Sources: testSources},
	)
	r := recommend.Must(p)
	for answer, want := range map[therapy.Answer][]string{
		therapy.Unanswered: {"act"}, therapy.Yes: {"act", "poor"}, therapy.No: {"act", "not-poor"},
	} {
		rec, err := r.Recommend(given(recommend.Answers{"danger": therapy.Yes, "poor": answer}), now)
		require.NoError(t, err)
		var got []string
		for a := range rec.Actions() {
			got = append(got, a.ID)
		}
		require.Equal(t, want, got)
	}
}

func TestConflictsAreSettledByTheEarlierStage(t *testing.T) {
	const yes = therapy.Yes
	tests := []struct {
		name   string
		reason string
		a, b   []string
		intake recommend.Answers
		side   recommend.Side
		by     therapy.Layer
	}{
		{"first", "indication comes before need", []string{"disorder"}, []string{"lonely"}, in("disorder", yes, "lonely", yes), recommend.SideA, therapy.LayerIndication},
		{"second", "the other way round", []string{"lonely"}, []string{"disorder"}, in("disorder", yes, "lonely", yes), recommend.SideB, therapy.LayerIndication},
		{"decided before both", "neither stage was come to", []string{"lonely"}, []string{"secret"}, in("disorder", yes, "lonely", yes, "secret", yes), recommend.NeitherSide, 0},
		{"neither fired", "it bears on the situation all the same", []string{"poor"}, []string{"quiet"}, in("disorder", yes), recommend.NeitherSide, 0},
		{"too late", "the stage was never come to", []string{"poor"}, []string{"lonely"}, in("disorder", yes, "poor", yes), recommend.NeitherSide, 0},
		{"asked first", "nothing was weighed", []string{"disorder"}, []string{"lonely"}, recommend.Answers{"disorder": yes}, recommend.NeitherSide, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := testPolicy(t)
			p.Conflicts[0].A.Rules, p.Conflicts[0].B.Rules = tt.a, tt.b
			rec, err := recommend.Must(p).Recommend(given(tt.intake), now)
			require.NoError(t, err)
			open := slices.Collect(rec.Conflicts())
			require.Len(t, open, 1, tt.reason)
			require.Equal(t, tt.side, open[0].Decided, tt.reason)
			require.Equal(t, tt.by, open[0].By)
			require.NotEmpty(t, rec.For(recommend.Audience{Reader: policy.Client}).Text())
		})
	}
	t.Run("weighed together", func(t *testing.T) {
		p := testPolicy(t)
		p.Conflicts[0].When = therapy.Is("lonely")
		p.Conflicts[0].A.Rules, p.Conflicts[0].B.Rules = []string{"lonely"}, []string{"poor", "secret"}
		rec, err := recommend.Must(p).Recommend(given(in("lonely", yes, "secret", yes)), now)
		require.NoError(t, err)
		open := slices.Collect(rec.Conflicts())
		require.Len(t, open, 1)
		require.Equal(t, recommend.BothSides, open[0].Decided)
		require.Equal(t, therapy.LayerNeed, open[0].By)
		require.Contains(t, rec.For(recommend.Audience{Reader: policy.Clinician}).Text(), "Both were weighed together, under Need.")
		rec, err = recommend.Must(p).Recommend(given(in("poor", yes)), now)
		require.NoError(t, err)
		require.Empty(t, slices.Collect(rec.Conflicts()), "where it does not hold it is not shown")
	})
}

func TestRulesOf(t *testing.T) {
	options := testPolicy(t).Options
	rules := policy.RulesOf(standard.Catalogue(), options)
	require.NotEmpty(t, rules)
	for _, r := range rules {
		require.NoError(t, r.Validate(), r.ID)
	}
	// An option of one modality gets the points of Alone, a combination those of Combined.
	var want []string
	for modality, d := range standard.Catalogue().All() {
		for _, indication := range d.Indications {
			if indication.Layer == therapy.LayerEligibility || indication.Alone != 0 || indication.Combined != 0 || indication.Grade != 0 || indication.GradeCombined != 0 {
				want = append(want, indication.ID)
			}
			i := slices.IndexFunc(rules, func(r policy.Rule) bool { return r.ID == indication.ID })
			if i < 0 {
				continue
			}
			for _, p := range rules[i].Points {
				require.True(t, p.Option.Includes(modality))
				if p.Option.Single() {
					require.Equal(t, indication.Alone, p.Points, indication.ID)
				} else {
					require.Equal(t, indication.Combined, p.Points, indication.ID)
				}
			}
			if indication.Layer == therapy.LayerEligibility {
				require.Len(t, rules[i].Excludes, 2, "alone and together")
			}
		}
	}
	var got []string
	for _, r := range rules {
		got = append(got, r.ID)
	}
	require.Equal(t, want, got, "in the catalogue's order")
	require.Empty(t, policy.RulesOf(standard.Catalogue(), []policy.OptionInfo{{Option: "family"}}))
}

func TestReasonShowsItsCondition(t *testing.T) {
	p := testPolicy(t)
	rec, err := recommend.Must(p).Recommend(given(in("lonely", therapy.Yes, "secret", therapy.Yes)), now)
	require.NoError(t, err)
	for x := range rec.Reasons() {
		i := slices.IndexFunc(p.Rules, func(r policy.Rule) bool { return r.ID == x.Rule() })
		require.True(t, x.Condition().Equal(p.Rules[i].When))
		require.Equal(t, p.Rules[i].Says, x.Says())
		require.Equal(t, p.Rules[i].Reopens, x.Reopens())
		require.Equal(t, p.Rules[i].Sources, slices.Collect(x.Sources()))
	}
}
