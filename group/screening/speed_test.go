package screening_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/group/screening"
	"github.com/therapykit/therapykit/therapy"
)

// TestAllocations keeps what is done for everybody on a waiting list cheap.
func TestAllocations(t *testing.T) {
	criteria, answers := screening.DefaultCriteria(), clear()
	require.LessOrEqual(t, testing.AllocsPerRun(20, func() { criteria.Screen(group.Support, answers) }), 220.0)
	require.Equal(t, therapy.Unknown, screening.Facts(nil).Truth("anything"))
}

func BenchmarkScreen(b *testing.B) {
	criteria, answers := screening.DefaultCriteria(), clear()
	for b.Loop() {
		criteria.Screen(group.InterpersonalProcess, answers)
	}
}
