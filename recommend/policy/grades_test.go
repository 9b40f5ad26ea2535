package policy_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

// gradedRule is the index of the first rule with grades in the default policy.
func gradedRule(p policy.Policy) int {
	for i, r := range p.Rules {
		if len(r.Grades) > 0 {
			return i
		}
	}
	panic("no rule grades")
}

// Invalid combinations of grades are refused with their place.
func TestGradesAreChecked(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(p *policy.Policy, r *policy.Rule)
		rule   string
	}{
		{"no question", func(_ *policy.Policy, r *policy.Rule) { r.Question = "" }, "rule-question"},
		{"another question", func(_ *policy.Policy, r *policy.Rule) { r.Question = "made-up" }, "question-unknown"},
		{"no grade", func(_ *policy.Policy, r *policy.Rule) { r.Grades[0].Grade = 0 }, "rule-grade"},
		{"unknown option", func(_ *policy.Policy, r *policy.Rule) { r.Grades[0].Option = "family" }, "option-unknown"},
		{"an option twice", func(_ *policy.Policy, r *policy.Rule) { r.Grades = append(r.Grades, r.Grades[0]) }, "rule-grade-twice"},
		{"points as well", func(_ *policy.Policy, r *policy.Rule) {
			r.Points = []policy.Points{{Option: standard.Group, Points: 1}}
		}, "rule-grades"},
		{"points instead", func(_ *policy.Policy, r *policy.Rule) {
			r.Question, r.Grades, r.Points = "", nil, []policy.Points{{Option: standard.Group, Points: 1}}
		}, "rule-grades-stage"},
		{"a case without an only-if", func(_ *policy.Policy, r *policy.Rule) { r.If = therapy.Is(therapy.Adult) }, "rule-case"},
		{"grades in another layer", func(_ *policy.Policy, r *policy.Rule) { r.Layer = therapy.LayerNeed }, "rule-grades"},
		{"a margin", func(p *policy.Policy, _ *policy.Rule) { p.Stages[3].Margin = 1 }, "stage-grades-only"},
		{"grades after points", func(p *policy.Policy, _ *policy.Rule) { p.Stages[3], p.Stages[4] = p.Stages[4], p.Stages[3] }, "stage-grades-first"},
		{"points in another stage by name", func(p *policy.Policy, _ *policy.Rule) { p.Stages[4].Points = true }, "stage-points"},
		{"two questions alike", func(p *policy.Policy, _ *policy.Rule) { p.Questions = append(p.Questions, p.Questions[0]) }, "question-duplicate"},
		{"two options of the meeting alike", func(p *policy.Policy, _ *policy.Rule) { p.Meeting.Second = p.Meeting.First }, "meeting-options"},
		{"a wish for nothing", func(p *policy.Policy, _ *policy.Rule) { p.Meeting.Wishes[0].Option = "family" }, "option-unknown"},
		{"a wish without a condition", func(p *policy.Policy, _ *policy.Rule) { p.Meeting.Wishes[0].When = therapy.Condition{} }, "condition-empty"},
	} {
		p := standard.Policy()
		tt.change(&p, &p.Rules[gradedRule(p)])
		_, err := recommend.New(p)
		rules := map[string]bool{}
		for _, e := range therapy.FieldErrors(err) {
			require.NotEmpty(t, e.Path)
			rules[e.Rule] = true
		}
		require.True(t, rules[tt.rule], "%s: %v", tt.name, rules)
	}
}

// An overlay changes grades and questions as data, the difference is described in words, and a
// policy may use points in indication only if it says so.
func TestOverlayOfGrades(t *testing.T) {
	p := standard.Policy()
	q, ok := p.Question("trauma-adult")
	require.True(t, ok)
	q.Complete = false
	o := policy.Overlay{
		ID: "clinic", Version: "1.0", Title: "Clinic", Questions: []therapy.Question{q},
		Grades: []policy.GradeChange{{Rule: "f30-group-trauma", Option: standard.Group, Grade: therapy.Consider}},
	}
	data, err := json.Marshal(o)
	require.NoError(t, err)
	o, err = policy.ParseOverlay(data)
	require.NoError(t, err)
	changed, err := p.Overlay(o)
	require.NoError(t, err)
	var words []string
	for _, d := range policy.Diff(p, changed) {
		words = append(words, d.String())
	}
	require.Contains(t, words, "rule f30-group-trauma: grades group consider rather than group adjunct")
	require.Contains(t, words, "question trauma-adult: lists every format: false rather than true")
	before, err := recommend.Default().Recommend(given(yes(therapy.PTSD, therapy.PrefersGroup, therapy.InformedDiscussionDone)), now)
	require.NoError(t, err)
	require.True(t, before.AgainstIndication())
	after, err := recommend.Must(changed).Recommend(given(yes(therapy.PTSD, therapy.PrefersGroup, therapy.InformedDiscussionDone)), now)
	require.NoError(t, err)
	require.False(t, after.AgainstIndication())
	require.NotEqual(t, p.Digest(), changed.Digest())
	for _, bad := range []policy.Overlay{
		{ID: "x", Version: "1", Title: "x", Grades: []policy.GradeChange{{Rule: "made-up", Option: standard.Group, Grade: therapy.Offer}}},
		{ID: "x", Version: "1", Title: "x", Grades: []policy.GradeChange{{Rule: "f30-group-trauma", Option: standard.Individual}}},
	} {
		_, err := p.Overlay(bad)
		require.ErrorIs(t, err, therapy.ErrReference)
	}
}

// Tolerance names the steps of grades that would change the outcome, and the certificate contains
// them.
func TestToleranceOfGrades(t *testing.T) {
	rec, err := recommend.Default().Recommend(given(yes(therapy.OCDMild)), now)
	require.NoError(t, err)
	var steps []string
	for _, g := range rec.Tolerance().Grades {
		steps = append(steps, g.Summary())
	}
	require.NotEmpty(t, steps)
	for _, g := range rec.Tolerance().Grades {
		p := standard.Policy()
		changed, err := p.Overlay(policy.Overlay{
			ID: "step", Version: "1", Title: "step", Grades: []policy.GradeChange{{Rule: g.Rule, Option: g.Option, Grade: g.To}},
		})
		require.NoError(t, err)
		other, err := recommend.Must(changed).Recommend(given(yes(therapy.OCDMild)), now)
		require.NoError(t, err)
		require.NotEqual(t, rec.Summary(), other.Summary(), g)
	}
}
