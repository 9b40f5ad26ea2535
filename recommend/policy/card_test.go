package policy_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

// TestDefaultPolicyCard compares the card that the README links to with the policy.
func TestDefaultPolicyCard(t *testing.T) {
	const golden = "../testdata/default-policy.md"
	got := policy.Card(standard.Policy())
	therapytest.Golden(t, *update, golden, []byte(got))
}

// TestCardLeavesNothingOut checks that everything in a policy is on its card.
func TestCardLeavesNothingOut(t *testing.T) {
	for name, p := range map[string]policy.Policy{"default": standard.Policy(), "test": testPolicy(t)} {
		t.Run(name, func(t *testing.T) {
			p.Composed = []policy.Name{{ID: "below", Version: "9.9"}}
			// Remove the escaping, which the tests of rendering check.
			text := strings.NewReplacer(`\`, "", "&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(policy.Card(p))
			has := func(s string) {
				t.Helper()
				require.Contains(t, text, s)
			}
			has("below, version 9.9")
			for _, r := range p.Rules {
				has(r.ID)
				has(r.When.String())
				has(r.Says.Clinician)
				has(r.Says.Client)
				has(r.Reopens.Client)
				for _, s := range r.Sources {
					has(s.String())
				}
			}
			for _, a := range p.Actions {
				has(a.Says.Client)
			}
			for _, c := range p.Cautions {
				has(c.ID)
				has(c.Says.Clinician)
			}
			for _, c := range p.Conflicts {
				has(c.A.Says.Clinician)
				has(c.B.Says.Client)
			}
			for f, info := range p.Factors.All() {
				has(string(f))
				has(info.Question)
			}
		})
	}
}

func TestCardSaysWhatSourcesAreDue(t *testing.T) {
	p := testPolicy(t)
	p.ReviewBy = therapy.MustDate(2027, 1, 2)
	p.Rules[0].Sources = []therapy.Source{{ID: "T2", Document: "Another", Strength: therapy.LocalPolicy, Claim: "Says so.", ReviewBy: therapy.MustDate(2028, 3, 4)}}
	p.Rules[0].Asks = []therapy.Factor{"danger"}
	p.Cautions[0].Without = []policy.Option{standard.Individual}
	p.Cautions[0].Advised = []policy.Option{standard.Group}
	p.Cautions[0].Outcomes = []policy.Outcome{policy.Either}
	text := policy.Card(p)
	require.Contains(t, text, "Review due by 2027-01-02")
	require.Contains(t, text, "Says so. Review due by 2028-03-04.")
	require.Contains(t, text, "if not advised: individual")
	require.Contains(t, text, "Statements to ask for: danger")
}
