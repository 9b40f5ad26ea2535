package governance_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/governance"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential/confidentialtest"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

// TestEverythingEncodesWhole checks the JSON of all types of the package.
func TestEverythingEncodesWhole(t *testing.T) {
	finding := governance.Finding{
		Kind: governance.NotMonotone, ID: "made-up", Words: "made up", Proved: true, Witness: recommend.Answers{therapy.Adult: therapy.Yes},
	}
	audit := governance.AuditReport{
		Policy: policy.Name{ID: "clinic", Version: "1.0"}, On: therapy.MustDate(2026, 3, 2),
		Findings: []governance.Finding{finding}, Intakes: 7, Undetermined: []string{"made-up"},
	}
	effect := governance.RuleEffect{
		Fired: true, Asks: true, Layer: therapy.LayerNeed, Points: []policy.Points{{Option: standard.Group, Points: 2}}, Excludes: []policy.Option{standard.Group},
	}
	difference := governance.RuleDifference{Rule: "made-up", A: effect, B: governance.RuleEffect{}}
	example := governance.BacktestExample{ID: "p-1", DecidedByA: therapy.LayerNeed, DecidedByB: therapy.LayerPractical, Rules: []governance.RuleDifference{difference}}
	transition := governance.Transition{
		A: governance.BacktestResult{Outcome: policy.Recommended, Advised: []policy.Option{standard.Group}},
		B: governance.BacktestResult{Outcome: policy.Either, Advised: []policy.Option{standard.Group, standard.Individual}}, Count: 3,
		Examples: []governance.BacktestExample{example},
	}
	pair := governance.DecisionPair{Advised: standard.Group, Decided: standard.Individual, Count: 2}
	agreement := governance.Agreement{Recorded: 5, Exact: 1, AmongOffered: 1, Another: 2, Nothing: 1, Pairs: []governance.DecisionPair{pair}}
	refused := governance.RefusedIntakes{Cases: 3, By: [2]int{1, 2}, Dangerous: 1}
	fault := governance.BacktestError{Policy: "a", Path: "/lonely", Rule: "answer-word", Hint: "yes", Count: 2, First: "p-1"}
	foreign := governance.ForeignStatement{Policy: "a", Statement: therapy.Adult, Count: 3}
	report := governance.BacktestReport{
		Unreadable: 2, Foreign: []governance.ForeignStatement{foreign},
		Policies: [2]policy.Name{{ID: "a", Version: "1", Digest: "sha256:0"}, {ID: "b", Version: "2", Digest: "sha256:1"}},
		Cases:    9, Compared: 6, Same: 2, Different: 4, EscalationsLost: 1, EscalationsNew: 2, Refused: refused, UnreadableDecisions: 1,
		Errors: []governance.BacktestError{fault}, OtherErrors: 1, Transitions: []governance.Transition{transition}, OtherTransitions: 2,
		Agreement: [2]governance.Agreement{agreement, {Recorded: 1, Nothing: 1}},
	}
	one := governance.Case{ID: "p-1", Intake: recommend.Intake{Answers: finding.Witness, Assessed: recommend.Provenance{By: recommend.ByClient}}, Decided: standard.Group}
	require.NoError(t, therapytest.Encodes(".", map[string]string{"BacktestOptions": "is an argument and holds a function"},
		governance.NeverFires, finding, audit, one, report, refused, foreign, fault, transition.A, transition, example, difference, effect, agreement, pair,
	))
}

func TestNothingAboutAPersonIsDisplayed(t *testing.T) {
	people := []any{governance.Case{}, governance.BacktestExample{}}
	confidentialtest.CheckDisplay(t, people...)
	confidentialtest.CheckListed(t, ".", people, map[string]string{
		"Finding": "about a policy; its witness hides itself", "AuditReport": "about a policy", "BacktestOptions": "an argument", "BacktestReport": "counts; its examples hide themselves",
		"RefusedIntakes": "counts", "BacktestError": "a count of one fault", "BacktestResult": "an outcome that several share", "Transition": "a count; its examples hide themselves",
		"RuleDifference": "a rule in two policies", "RuleEffect": "a rule", "Agreement": "counts", "DecisionPair": "a count", "ForeignStatement": "a count",
	})
}
