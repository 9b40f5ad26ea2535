package care_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/care"
)

// hostile returns a stored plan with many parts and many revisions of nearly no content, each of
// which makes the reader check all parts again.
func hostile(parts, revisions int) []byte {
	var b bytes.Buffer
	b.WriteString(`{"format":"therapykit-plan/3","record":"plan/p-1","revisions":[{"author":"t-1","at":"2026-01-01T00:00:00Z","reason":"created",` +
		`"state":{"id":"p-1","author":"t-1","created":"2026-01-01T00:00:00Z","clients":["c-1"],"status":"draft","issues":[`)
	for i := range parts {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"id":"i-%d","concern":"x"}`, i)
	}
	b.WriteString(`]}}`)
	for i := range revisions {
		fmt.Fprintf(&b, `,{"author":"t-1","at":"2026-01-01T00:00:00Z","reason":"x","change":{"reviewEvery":%d}}`, 1+i%2)
	}
	b.WriteString(`]}`)
	return b.Bytes()
}

// TestLoadHostile loads records that are made to be slow or large: each is refused or read in linear
// time.
func TestLoadHostile(t *testing.T) {
	t.Parallel()
	ring := testKey(t)
	_, err := care.LoadPlan(hostile(50, 2000), ring)
	require.NoError(t, err)
	_, err = care.LoadPlan(hostile(5000, 2000), ring)
	require.Contains(t, rules(err), "store-work")
	_, err = care.LoadPlan(hostile(10_001, 1), ring)
	require.Contains(t, rules(err), "/issues too-many")
	for name, text := range map[string]string{
		"too long":      strings.Repeat(" ", 64<<20+1),
		"deep":          strings.Repeat("[", 1_000_000),
		"long string":   `{"format":"` + strings.Repeat("x", 5<<20) + `"}`,
		"members twice": `{` + strings.Repeat(`"format":"x",`, 200_000) + `"format":"x"}`,
		"byte order":    "\ufeff{}",
		"NUL":           "{\x00}",
		"invalid UTF-8": "{\"format\":\"\xff\"}",
		"huge number":   `{"format":1e999999}`,
		"half a rune":   `{"format":"\ud800"}`,
	} {
		for _, load := range []func() error{
			func() error { _, err := care.LoadPlan([]byte(text), ring); return err },
			func() error { _, err := care.LoadSession([]byte(text), ring); return err },
			func() error { _, err := care.LoadEpisode([]byte(text), ring); return err },
		} {
			err := load()
			require.Error(t, err, name)
			require.Less(t, len(err.Error()), 100_000, name)
		}
	}
}
