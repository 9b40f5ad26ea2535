package recommend_test

import (
	"testing"

	"github.com/therapykit/therapykit/recommend/internal/madeup"
	"github.com/therapykit/therapykit/recommend/policy"
)

// Short names for the made-up policy and intakes.
var (
	now                          = madeup.Now
	testSources, testCrisis      = madeup.Sources, madeup.Crisis
	fact, says, rule, exclusion  = madeup.Fact, madeup.Says, madeup.Rule, madeup.Exclusion
	ind, grp, com                = madeup.Individual, madeup.Group, madeup.Combined
	given, in, yes, but, stories = madeup.Given, madeup.In, madeup.Yes, madeup.But, madeup.Stories
	likelyIntake, wildIntake     = madeup.Likely, madeup.Wild
	infosOf                      = madeup.Infos
	advised, sameOutcome         = madeup.Advised, madeup.SameOutcome
	filledIn, phq9               = madeup.FilledIn, madeup.PHQ9
	brokenRules, weak            = madeup.BrokenRules, madeup.Weak
)

func testPolicy(tb testing.TB) policy.Policy {
	tb.Helper()
	return madeup.Policy()
}
