package therapytest_test

import (
	"runtime/debug"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/therapytest"
)

var kept []byte

func TestAllocations(t *testing.T) {
	count := func(most float64, do func()) string {
		o := outcome{TB: t}
		therapytest.Allocations(&o, most, "make", do)
		return o.said
	}
	calls := 0
	once := func() { calls++; kept = make([]byte, 100) }
	require.Empty(t, count(1, once))
	require.Positive(t, calls)
	require.Empty(t, count(0, func() {}))

	over := count(0, once)
	info, _ := debug.ReadBuildInfo()
	for _, s := range info.Settings {
		if s.Key == "-race" && s.Value == "true" {
			require.Empty(t, over, "nothing is counted with the race detector")
			return
		}
	}
	require.Equal(t, "make: 1 allocations, at most 0", over)

	// A budget that is exceeded only in some runs passes; one exceeded in every run fails.
	round := 0
	require.Empty(t, count(0, func() {
		if round++; round < 12 {
			kept = make([]byte, 100)
		}
	}))
}
