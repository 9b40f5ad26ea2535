package policy_test

import (
	"flag"
	"testing"

	"github.com/therapykit/therapykit/recommend/internal/madeup"
	"github.com/therapykit/therapykit/recommend/policy"
)

var update = flag.Bool("update", false, "write the golden files")

// Short names for the made-up policy and intakes.
var (
	now                     = madeup.Now
	testSources             = madeup.Sources
	fact, says, rule        = madeup.Fact, madeup.Says, madeup.Rule
	ind, grp, com           = madeup.Individual, madeup.Group, madeup.Combined
	given, in, yes          = madeup.Given, madeup.In, madeup.Yes
	contradicts, infosOf    = madeup.Contradicts, madeup.Infos
	filledIn, phq9          = madeup.FilledIn, madeup.PHQ9
	brokenRules, lost, weak = madeup.BrokenRules, madeup.Lost, madeup.Weak
)

func testPolicy(tb testing.TB) policy.Policy {
	tb.Helper()
	return madeup.Policy()
}
