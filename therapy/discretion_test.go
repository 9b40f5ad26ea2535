package therapy_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
)

// The names, all 256 values and what is refused as text are in TestEnums; here is
// what a described factor makes of it in JSON.
func TestDiscretionJSON(t *testing.T) {
	for d, want := range map[therapy.Discretion]string{
		0:                      "",
		therapy.AnswerWithheld: `"answer-withheld"`,
		therapy.InPersonOnly:   `"in-person-only"`,
	} {
		info := aFactor("made-up")
		info.Discretion = d
		data, err := json.Marshal(info)
		require.NoError(t, err)
		var members map[string]json.RawMessage
		require.NoError(t, json.Unmarshal(data, &members))
		require.Equal(t, want, string(members["discretion"]), "left out where everything may be printed")
		var back therapy.FactorInfo
		require.NoError(t, json.Unmarshal(data, &back))
		require.Equal(t, info, back)
	}
	for _, wrong := range []string{`1`, `""`, `"none"`, `"In-person-only"`, `"in-person-only "`, `"Discretion(2)"`, `true`, `["in-person-only"]`} {
		d := therapy.AnswerWithheld
		require.Error(t, json.Unmarshal([]byte(wrong), &d), wrong)
		require.Equal(t, therapy.AnswerWithheld, d, "%s leaves the value", wrong)
	}
	for _, d := range []therapy.Discretion{0, therapy.InPersonOnly + 1, 255} {
		_, err := json.Marshal(d)
		require.ErrorIs(t, err, therapy.ErrRange)
	}
}

// The degrees are ordered: of two, the greater keeps more out.
func TestDiscretionOrder(t *testing.T) {
	require.Less(t, therapy.Discretion(0), therapy.AnswerWithheld)
	require.Less(t, therapy.AnswerWithheld, therapy.InPersonOnly)
}
