package therapytest_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

type (
	whole   struct{ A int }
	hidden  struct{ a int }
	partial struct {
		A int
		b int
	}
	renamed struct {
		A int `json:"a"`
	}
	refusing struct{ a int }
	mute     struct{ a int }
	changing struct{ A int }
)

func (refusing) MarshalJSON() ([]byte, error) { return nil, errors.New("use record.Store with a key") }
func (mute) MarshalJSON() ([]byte, error)     { return nil, errors.New("no") }
func (x changing) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct{ A int }{x.A + 1})
}

func TestEncodes(t *testing.T) {
	folder := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(folder, "a.go"), []byte(`package a

type Whole struct{}
type small struct{}
type Func func()
type Face interface{}
type Generic[T any] struct{}
type Alias = Whole
`), 0o600))
	require.ErrorContains(t, therapytest.Encodes(folder, nil), "Whole: no value is given for it")
	require.NoError(t, therapytest.Encodes(folder, map[string]string{"Whole": "a reason"}))
	require.ErrorContains(t, therapytest.Encodes(folder, map[string]string{"Whole": "a reason", "Gone": "a reason"}), "Gone: is excepted and no type")
	require.Error(t, therapytest.Encodes(filepath.Join(folder, "missing"), nil))

	empty := t.TempDir()
	for _, test := range []struct {
		value  any
		want   string
		reason string
	}{
		{whole{1}, "", "comes back"},
		{renamed{1}, "", "under another name"},
		{refusing{1}, "", "says what to call"},
		{hidden{1}, "encodes to {}", "loses all of itself"},
		{partial{1, 2}, "is read back as something else", "loses a part"},
		{mute{1}, "refuses without naming", "does not say what to call"},
		{changing{1}, "is read back as something else", "writes another value"},
		{therapy.Strength(200), "refuses without naming", "a value that is none"},
	} {
		err := therapytest.Encodes(empty, nil, test.value)
		if test.want == "" {
			require.NoError(t, err, test.reason)
			continue
		}
		require.ErrorContains(t, err, test.want, test.reason)
	}
}
