package therapy_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
)

// TestEnums checks the names, all 256 values and invalid texts; this test checks the field of a
// described factor in JSON.
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
		require.Equal(t, want, string(members["discretion"]), "the default is left out")
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

// The degrees are ordered: the greater of two withholds more.
func TestDiscretionOrder(t *testing.T) {
	require.Less(t, therapy.Discretion(0), therapy.AnswerWithheld)
	require.Less(t, therapy.AnswerWithheld, therapy.InPersonOnly)
}

func TestDiscretionOfCondition(t *testing.T) {
	var infos []therapy.FactorInfo
	for f, d := range map[therapy.Factor]therapy.Discretion{"open": 0, "withheld": therapy.AnswerWithheld, "private": therapy.InPersonOnly} {
		info := aFactor(f)
		info.Discretion = d
		infos = append(infos, info)
	}
	v, err := therapy.NewVocabulary(infos...)
	require.NoError(t, err)
	for _, c := range []struct {
		condition therapy.Condition
		want      therapy.Discretion
	}{
		{therapy.Condition{}, 0},
		{therapy.All(), 0},
		{therapy.Is("unheard-of"), 0},
		{therapy.Is("open"), 0},
		{therapy.Not(therapy.Is("withheld")), therapy.AnswerWithheld},
		{therapy.AnyOf("private", "withheld", "open"), therapy.InPersonOnly},
		{therapy.AllOf("open", "unheard-of", "withheld", "private"), therapy.InPersonOnly},
	} {
		require.Equal(t, c.want, v.Discretion(c.condition), "%v", c.condition)
	}
}
