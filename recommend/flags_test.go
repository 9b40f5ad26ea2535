package recommend_test

import (
	"flag"
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
