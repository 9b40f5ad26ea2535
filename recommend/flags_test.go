package recommend_test

import (
	"flag"
	"strconv"
	"testing"
	"time"
)

var (
	update = flag.Bool("update", false, "write the golden files")
	long   = flag.Bool("long", false, "sweep millions of made-up intakes rather than thousands")
)

// often scales a sweep: n rounds by default, many times as many with -long, a fifth
// with -short, for runs under the race detector.
func often(n, factor int) int {
	switch {
	case *long:
		return n * factor
	case testing.Short():
		return (n + 4) / 5
	}
	return n
}

// wide lets tests that take long with -long run in parallel. Tests that measure time do not call
// it, so they run before the parallel ones.
func wide(t *testing.T) {
	t.Helper()
	if *long {
		t.Parallel()
	}
}

// timed returns the processor time of a call: the shortest of up to three, if the first takes
// longer than expected.
func timed(expected time.Duration, call func()) time.Duration {
	least := time.Hour
	for range 3 {
		begin := cpuTime()
		call()
		if least = min(least, cpuTime()-begin); least <= expected {
			break
		}
	}
	return least
}

// sweepParts is the number of parts into which the largest sweeps are divided.
const sweepParts = 8

// inParts runs the parts of a sweep in parallel.
func inParts(t *testing.T, run func(t *testing.T, part int)) {
	t.Helper()
	t.Run("parts", func(t *testing.T) {
		for part := range sweepParts {
			t.Run(strconv.Itoa(part), func(t *testing.T) {
				t.Parallel()
				run(t, part)
			})
		}
	})
}
