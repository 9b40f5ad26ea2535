package recommend_test

import (
	"flag"
	"strconv"
	"testing"
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

// timings is how often something is timed, of which the least counts: once where nothing
// hangs on the time.
func timings() int {
	if *long {
		return 3
	}
	return 1
}

// sweepParts is into how many parts the widest sweeps are divided.
const sweepParts = 8

// inParts runs the parts of a sweep side by side.
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
