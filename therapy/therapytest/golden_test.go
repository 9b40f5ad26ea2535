package therapytest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/therapytest"
)

// outcome is a testing.TB that records failures.
type outcome struct {
	testing.TB
	said string
}

func (o *outcome) Helper()                        {}
func (o *outcome) Errorf(format string, a ...any) { o.said += fmt.Sprintf(format, a...) }

func TestGolden(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "file.txt")
	golden := func(update bool, text string) string {
		o := outcome{TB: t}
		therapytest.Golden(&o, update, path, []byte(text))
		return o.said
	}
	require.Empty(t, golden(true, "one\ntwo\nthree\n"))
	require.Empty(t, golden(false, "one\ntwo\nthree\n"))
	said := golden(false, "one\nzwei\nthree\n")
	require.Contains(t, said, "from line 2\n- two\n+ zwei\n")
	require.NotContains(t, said, "three")
	require.Contains(t, golden(false, "one\ntwo\n"), "- three")
	require.NotEmpty(t, golden(false, "one\ntwo\nthree"), "a line break at the end counts")
	require.Contains(t, golden(false, strings.Repeat("another\n", 50)), "… 30 lines more")
	long := strings.Repeat("x", 1000)
	require.Empty(t, golden(true, long+"a"+long))
	said = golden(false, long+"b"+long)
	require.Contains(t, said, "xa")
	require.Contains(t, said, "xb")
	require.Less(t, len(said), 900, "a long line is cut to the part that differs")
	require.Empty(t, golden(true, "one\ntwo\nthree\n"))
	kept, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, "one\ntwo\nthree\n", string(kept), "the file is written only on request")
}

func TestGoldenJSON(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file.json")
	golden := func(update bool, text string) string {
		o := outcome{TB: t}
		therapytest.GoldenJSON(&o, update, path, []byte(text))
		return o.said
	}
	require.Empty(t, golden(true, `{"a":1}`))
	require.Empty(t, golden(false, `{ "a" : 1 }`))
	require.NotEmpty(t, golden(false, `{"a":2}`))
	require.NotEmpty(t, golden(false, `{`))
	require.Equal(t, "{\n \"a\": 1\n}\n", string(therapytest.Kept(t, false, path, nil)))
}
