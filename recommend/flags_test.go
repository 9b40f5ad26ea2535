package recommend_test

import "flag"

var (
	update = flag.Bool("update", false, "write the golden files")
	long   = flag.Bool("long", false, "sweep millions of made-up intakes rather than thousands")
)

// often scales a sweep: n rounds by default, many times as many with -long.
func often(n, factor int) int {
	if *long {
		return n * factor
	}
	return n
}
