package main

import (
	"context"
	"crypto/rand"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/examples/clinic/demo"
	"github.com/therapykit/therapykit/examples/clinic/store"
)

// onPostgres is the name of the test below: the tests that it runs get a clinic on PostgreSQL.
const onPostgres = "TestOnPostgres"

// TestOnPostgres runs the tests of the screens again on PostgreSQL, each in a separate schema.
// CLINIC_TEST_POSTGRES names the server.
func TestOnPostgres(t *testing.T) {
	postgres(t)
	for name, test := range map[string]func(*testing.T){
		"intake": TestIntakeForm, "plan": TestFromRecommendationToPlan, "override": TestOverride, "editors": TestTwoEditors,
		"session": TestSession, "strangers": TestStrangersLearnNothing,
	} {
		t.Run(name, test)
	}
}

func postgres(t *testing.T) string {
	t.Helper()
	dsn := os.Getenv("CLINIC_TEST_POSTGRES")
	if dsn == "" {
		require.Empty(t, os.Getenv("CLINIC_REQUIRE_POSTGRES"), "PostgreSQL is required")
		t.Skip("NO SERVER: PostgreSQL was NOT tested")
	}
	return dsn
}

// newPostgresClinic creates the demonstration in a new schema.
func newPostgresClinic(t *testing.T) *clinic {
	t.Helper()
	dsn, schema := postgres(t), "clinic_"+strings.ToLower(rand.Text())
	db, err := sql.Open("pgx", dsn)
	require.NoError(t, err)
	_, err = db.ExecContext(t.Context(), "create schema "+schema)
	require.NoError(t, err)
	t.Cleanup(func() {
		_, err := db.ExecContext(context.Background(), "drop schema "+schema+" cascade")
		require.NoError(t, err)
		require.NoError(t, db.Close())
	})
	separator := "?"
	if strings.Contains(dsn, "?") {
		separator = "&"
	}
	dsn += separator + "search_path=" + schema
	c := &clinic{T: t, clock: &clock{at: monday}, log: &safeBuffer{}, file: dsn, keys: store.KeyFile(filepath.Join(t.TempDir(), "keys"))}
	require.NoError(t, c.keys.WriteKeys([]store.Key{store.NewKey("test-1")}))
	s, err := store.Open(t.Context(), dsn, c.keys, c.now)
	require.NoError(t, err)
	zone, err := time.LoadLocation("Europe/London")
	require.NoError(t, err)
	require.NoError(t, demo.Seed(t.Context(), s, zone))
	require.NoError(t, s.Close())
	c.serve(dsn)
	return c
}
