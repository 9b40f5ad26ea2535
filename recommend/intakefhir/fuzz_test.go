package intakefhir_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/intakefhir"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// FuzzRead reads responses of any kind. An accepted response survives writing and reading; an error
// names places and quotes no input.
func FuzzRead(f *testing.F) {
	form := theForm(f)
	files, err := filepath.Glob("testdata/golden/response-*.fhir.json")
	require.NoError(f, err)
	seen, err := filepath.Glob("testdata/seen/*.json")
	require.NoError(f, err)
	for _, name := range append(files, seen...) {
		data, err := os.ReadFile(name)
		require.NoError(f, err)
		f.Add(data)
	}
	f.Add([]byte(response(form, policy.Client, "", answer("acute-suicidality", "yes")+`,{"linkId":"AcuteMania","answer":[{"valueBoolean":true}]}`)))
	f.Fuzz(func(t *testing.T, data []byte) {
		rec, reading, err := form.Recommend(data, byClinician, now)
		if err != nil {
			require.True(t, rec.Outcome() == 0 || rec.Outcome() == policy.Escalate)
			for _, fault := range therapy.FieldErrors(err) {
				require.NotEmpty(t, fault.Rule)
			}
			return
		}
		n, _, err := form.Response(reading.Filled, intakefhir.ResponseSpec{Provenance: reading.Intake.Provenance})
		require.NoError(t, err)
		again, err := form.Read(n.AppendJSON(nil), byClinician)
		require.NoError(t, err)
		for factor, answer := range reading.Intake.Answers {
			item, _, _ := form.Data().Item(factor)
			if own := reading.Intake.Provenance[factor]; !item.Trained && own.From != "following" {
				require.Equal(t, answer, again.Intake.Answers[factor])
			}
		}
	})
}

// FuzzLookThrough puts any text around a yes to a danger. The danger is found as long as the item
// itself is readable.
func FuzzLookThrough(f *testing.F) {
	form := theForm(f)
	f.Add("{", "}")
	f.Add(`{"item":[`, `]}`)
	f.Add(`{"a":1,"a":[[],{}],"item":{"item":[null,`, `,,`)
	item := `{"linkId":"acute-suicidality","answer":[{"valueBoolean":true}]}`
	f.Fuzz(func(t *testing.T, before, after string) {
		if strings.ContainsAny(before+after, `\"`) {
			t.Skip()
		}
		text := `[["` + before + `"],` + item + `,"` + after
		rec, _, err := form.Recommend([]byte(text), intakefhir.ReadSpec{}, now)
		require.True(t, err != nil && !errors.Is(err, errors.ErrUnsupported))
		if strings.IndexFunc(before, func(r rune) bool { return r < ' ' }) < 0 {
			require.Equal(t, policy.Escalate, rec.Outcome())
		}
	})
}

// FuzzNext sends requests of any kind. A returned response can be sent again, with the same result.
func FuzzNext(f *testing.F) {
	form := madeUp(f)
	files, err := filepath.Glob("testdata/golden/interview-*.fhir.json")
	require.NoError(f, err)
	for _, name := range files {
		data, err := os.ReadFile(name)
		require.NoError(f, err)
		f.Add(data)
	}
	begin := form.Begin(intakefhir.ResponseSpec{Reader: policy.Client})
	f.Add(begin.AppendJSON(nil))
	f.Add(reply(begin, "in-danger", intakefhir.SystemAnswer, "yes"))
	spec := intakefhir.NextSpec{Read: byClinician, Now: now}
	f.Fuzz(func(t *testing.T, data []byte) {
		step, err := form.Next(data, spec)
		if err != nil {
			require.True(t, step.Response == nil && step.Asked == "")
			return
		}
		again, err := form.Next(step.Response.AppendJSON(nil), spec)
		require.NoError(t, err)
		require.Equal(t, step.Recommendation.Digest(), again.Recommendation.Digest())
		require.True(t, again.Asked != step.Asked || step.Asked == "")
		require.True(t, step.Asked != "" || again.Asked == "")
	})
}
