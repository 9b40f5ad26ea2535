package intakefhir_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/intakefhir"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

func BenchmarkIntake(b *testing.B) {
	f := theForm(b)
	filled := recommend.Filled{Answers: map[therapy.Factor]recommend.FormAnswer{}, Assessed: asked}
	for _, section := range f.Data().Sections {
		for _, q := range section.Questions {
			if !q.Choice && section.AtMost == 0 {
				filled.Answers[q.Items[0].Factor] = recommend.FormNo
			}
		}
	}
	n, _, err := f.Response(filled, intakefhir.ResponseSpec{})
	require.NoError(b, err)
	data := n.AppendJSON(nil)
	b.Run("questionnaire", func(b *testing.B) {
		for b.Loop() {
			f.Questionnaire(intakefhir.QuestionnaireSpec{Reader: policy.Client}).AppendJSON(nil)
		}
	})
	b.Run("read", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			_, err := f.Read(data, byClinician)
			require.NoError(b, err)
		}
	})
	b.Run("look through", func(b *testing.B) {
		broken := data[:len(data)-2]
		b.SetBytes(int64(len(broken)))
		for b.Loop() {
			_, _, err := f.Recommend(broken, byClinician, now)
			require.Error(b, err)
		}
	})
	b.Run("next", func(b *testing.B) {
		request := f.Begin(intakefhir.ResponseSpec{Reader: policy.Client}).AppendJSON(nil)
		for b.Loop() {
			_, err := f.Next(request, intakefhir.NextSpec{Now: now})
			require.NoError(b, err)
		}
	})
	rec, err := f.Recommender().Recommend(recommend.Intake{Answers: yes(therapy.Adult, therapy.PrefersGroup)}, now)
	require.NoError(b, err)
	b.Run("guidance", func(b *testing.B) {
		for b.Loop() {
			_, err := intakefhir.NewGuidance(rec, intakefhir.GuidanceSpec{ID: "r-1", Subject: "Patient/1"})
			require.NoError(b, err)
		}
	})
}
