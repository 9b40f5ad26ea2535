package demo_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/examples/clinic/demo"
	"github.com/therapykit/therapykit/examples/clinic/store"
)

func TestSeed(t *testing.T) {
	zone, err := time.LoadLocation("Europe/London")
	require.NoError(t, err)
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "clinic.db"), store.KeyText("key-1 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="), func() time.Time {
		return time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC)
	})
	require.NoError(t, err)
	require.NoError(t, demo.Seed(t.Context(), s, zone))
	plans, err := store.All(t.Context(), s, store.Plans)
	require.NoError(t, err)
	require.Len(t, plans, 10)
	require.NoError(t, s.Ready(t.Context()))
	require.NoError(t, s.Close())
}
