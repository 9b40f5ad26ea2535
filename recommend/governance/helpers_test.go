package governance_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/internal/madeup"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

var (
	update = flag.Bool("update", false, "write the golden files")
	long   = flag.Bool("long", false, "sweep a million made-up cases rather than thousands")
)

// Short names for the made-up policy and intakes.
var (
	now                      = madeup.Now
	testSources              = madeup.Sources
	fact, rule, exclusion    = madeup.Fact, madeup.Rule, madeup.Exclusion
	ind, grp, com            = madeup.Individual, madeup.Group, madeup.Combined
	given, in, stories       = madeup.Given, madeup.In, madeup.Stories
	likelyIntake, wildIntake = madeup.Likely, madeup.Wild
	infosOf, sameOutcome     = madeup.Infos, madeup.SameOutcome
)

func testPolicy(tb testing.TB) policy.Policy {
	tb.Helper()
	return madeup.Policy()
}

// often scales a sweep: n rounds by default, many times as many with -long, a fifth with
// -short.
func often(n, factor int) int {
	switch {
	case *long:
		return n * factor
	case testing.Short():
		return (n + 4) / 5
	}
	return n
}

// golden compares with a file under testdata, or writes it with -update.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	therapytest.Golden(t, *update, filepath.Join("testdata", name), got)
}

func indented(t *testing.T, data []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, json.Indent(&out, data, "", "  "))
	return out.Bytes()
}

// manyIntakes is a number of intakes that is too large for the processor's caches.
const manyIntakes = 1024

// sink keeps the compiler from removing the measured calls.
var sink int
