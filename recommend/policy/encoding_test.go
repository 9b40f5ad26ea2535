package policy_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/measure"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

// TestEverythingEncodesWhole checks the JSON of all types of the package.
func TestEverythingEncodesWhole(t *testing.T) {
	p := standard.Policy()
	m := standard.Measures()
	overlay := policy.Overlay{
		ID: "clinic", Version: "1.0", Title: "A clinic", Off: []string{p.Cautions[0].ID}, Stages: p.Stages[3:4],
		Points: []policy.PointChange{{Rule: p.Rules[0].ID, Option: standard.Group, Points: 2}}, Profile: p.Profile,
		Excludes: []policy.ExclusionChange{{Rule: "f30-made-up", Option: standard.Group}},
		Grades:   []policy.GradeChange{{Rule: "f30-made-up", Option: standard.Group, Grade: therapy.Consider}}, Questions: p.Questions[:1], Meeting: p.Meeting,
		Waivers: []policy.Waiver{{Statement: "adult", By: "a board", Why: "made up"}}, Crisis: p.Crisis[:1], SafetyDays: 3, SafetyDaysWhy: "made up",
		Rules: p.Rules[:1], Actions: p.Actions[:1], Conflicts: p.Conflicts[:1], Options: p.Options,
	}
	rule := p.Rules[slices.IndexFunc(p.Rules, func(r policy.Rule) bool { return r.Layer > therapy.LayerIndication })]
	proposal := policy.Proposal{Rule: m.Rules[0], Total: 12, At: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}
	question := policy.MeasureQuestion{
		Instrument: "phq-9", Item: 9, State: measure.Raised, At: proposal.At, Ask: m.Otherwise, Why: m.Raised, Sources: m.Sources,
	}
	require.NoError(t, therapytest.Encodes(".", nil,
		p, p.Options[0].About, p.Rules[0], rule.Points[0], p.Stages[4], p.Actions[0], p.Cautions[3], p.Conflicts[0], p.Conflicts[0].A, p.Options[0],
		p.Options[2].Option, p.Profile, policy.Name{ID: "clinic", Version: "1.0", Digest: p.Digest()}, overlay, overlay.Points[0], overlay.Excludes[0],
		policy.Either, policy.Client, policy.Difference{Part: "rule", ID: "made-up", Words: "was added"},
		overlay.Grades[0], overlay.Waivers[0], policy.Loss{Statement: "adult", What: "made up"}, p.Meeting, p.Meeting.Wishes[0], p.Crisis[0], policy.Grading{Option: standard.Group, Grade: therapy.Offer},
		m, m.Rules[0], m.Asks[0], proposal, question, policy.Suggestions{},
	))
}
