package therapytest_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

func TestFaults(t *testing.T) {
	require.Empty(t, therapytest.Faults(nil))
	require.Equal(t, []string{"no network"}, therapytest.Faults(errors.New("no network")))
	var c therapy.Check
	c.Stated("/kind", "room-kind", false)
	c.Wrong("", "room-full", "", therapy.ErrRange)
	require.Equal(t, []string{"/kind room-kind", "room-full"}, therapytest.Faults(c.Err()))
}
