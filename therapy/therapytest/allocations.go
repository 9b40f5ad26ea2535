package therapytest

import (
	"runtime/debug"
	"slices"
	"testing"
)

// Allocations fails the test if a call of do allocates more often than most, on average.
// what names the code that has the budget, for the message.
//
// With the race detector, do is called once and nothing is counted: the detector allocates
// memory itself, and empties pools such as that of package fmt at random. The runtime
// sometimes allocates too, so the test fails only if several counts in a row exceed the budget.
func Allocations(tb testing.TB, most float64, what string, do func()) {
	tb.Helper()
	if raced() {
		do()
		return
	}
	const runs, counts = 10, 4
	var got float64
	for range counts {
		if got = testing.AllocsPerRun(runs, do); got <= most {
			return
		}
	}
	tb.Errorf("%s: %v allocations, at most %v", what, got, most)
}

// raced reports whether the race detector is built in.
func raced() bool {
	info, ok := debug.ReadBuildInfo()
	return ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
}
