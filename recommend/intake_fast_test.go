package recommend_test

import (
	"maps"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
)

// FuzzIntakeJSON checks that the fast path for plain intakes accepts the same documents as the
// careful reader, with the same result.
func FuzzIntakeJSON(f *testing.F) {
	for _, text := range []string{
		`{}`, `{"a":"yes"}`, `{ "a" : "no" , "b-c" : "strongly" }`, `{"a":"unknown"}`, `{"a":"yes","a":"yes"}`, `{"A":"yes"}`,
		`{"a":"yes",}`, `{"a":"yes"}}`, `{"\u0061":"yes"}`, `{"format":"therapykit-intake/2","answers":{"a":"yes"}}`, `{"a":true}`, `[]`, `null`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		want, wrong := recommend.ReadCarefully(data)
		var got recommend.Intake
		var answers recommend.Answers
		err := got.UnmarshalJSON(data)
		require.Equal(t, wrong == nil, err == nil)
		if err == nil {
			require.True(t, got.Equal(want), "%s", data)
			if answers.UnmarshalJSON(data) == nil && len(want.Provenance) == 0 && want.Assessed == (recommend.Provenance{}) {
				require.True(t, maps.Equal(answers, want.Answers), "%s", data)
			}
		}
	})
}
