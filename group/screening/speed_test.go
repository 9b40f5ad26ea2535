package screening_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/group/screening"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

// TestAllocations limits the allocations of functions that are called for everybody on a waiting
// list.
func TestAllocations(t *testing.T) {
	criteria, answers := screening.DefaultCriteria(), clear()
	therapytest.Allocations(t, 220, "screen", func() { criteria.Screen(group.Support, answers) })
	require.Equal(t, therapy.Unknown, screening.Facts(nil).Truth("anything"))
}

func BenchmarkScreen(b *testing.B) {
	criteria, answers := screening.DefaultCriteria(), clear()
	for b.Loop() {
		criteria.Screen(group.InterpersonalProcess, answers)
	}
}
