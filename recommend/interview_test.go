package recommend_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// completeIntake answers every statement of the default policy without
// contradiction: an adult or a young person, with a few statements true.
func completeIntake(rng *rand.Rand, r *recommend.Recommender) recommend.Answers {
	ages := []therapy.Factor{therapy.Adult, therapy.Adult, therapy.Adult, therapy.Adolescent16To17, therapy.Adolescent12To15, therapy.ChildUnder12}
	intake := recommend.Answers{ages[rng.IntN(len(ages))]: therapy.Yes, therapy.ParentalConsent: therapy.Yes}
	if rng.IntN(20) > 0 { // found clear, and consenting
		for _, f := range []therapy.Factor{therapy.NoAcuteRisk, therapy.NoImminentThreat, therapy.MedicallyStable, therapy.ConsentGiven} {
			intake[f] = therapy.Yes
		}
	}
	for f, info := range r.Policy().Factors.All() {
		likely := 12 // of a hundred
		if !info.Layer.Weighs() {
			likely = 1
		}
		if intake[f] != therapy.Unanswered || rng.IntN(100) >= likely {
			continue
		}
		intake[f] = therapy.Yes
		if rng.IntN(4) == 0 {
			intake[f] = therapy.Strongly
		}
		if _, err := r.Pack(intake); err != nil {
			delete(intake, f)
		}
	}
	for f := range r.Policy().Factors.All() {
		if intake[f] == therapy.Unanswered {
			intake[f] = therapy.No
		}
	}
	return intake
}

// TestInterviewAsksOnlyWhatMatters interviews made-up people who can answer
// everything, and stops when nothing can change the outcome any more. The
// outcome is then that of all answers together.
func TestInterviewAsksOnlyWhatMatters(t *testing.T) {
	r := recommend.Default()
	people := 1
	if *long {
		people = 1000
	}
	rng := rand.New(rand.NewPCG(11, 12))
	asked, most, all := 0, 0, r.Policy().Factors.Len()
	for range people {
		intake := completeIntake(rng, r)
		full, err := r.Recommend(given(intake), now)
		require.NoError(t, err)
		start, err := r.Recommend(given(recommend.Answers{}), now)
		require.NoError(t, err)
		iv, n := start.Interview(), 0
		for {
			q, ok := iv.Next()
			if !ok {
				break
			}
			iv, err = iv.Answer(q.Info.Factor, intake[q.Info.Factor])
			require.NoError(t, err)
			n++
			require.LessOrEqual(t, n, all)
		}
		now := iv.Recommendation()
		require.True(t, sameOutcome(full, now), "%v: %s, asked %d: %s", intake, full, n, now)
		require.Equal(t, recommend.Settled, now.Settlement().State)
		asked += n
		most = max(most, n)
	}
	t.Logf("%d people: %.1f questions on average, %d at most, of %d", people, float64(asked)/float64(people), most, all)
	require.Less(t, asked, people*all)
}

// The first question is the one that settles every danger at once, and an
// interview in which everything is denied, the assessment too, ends in asking.
func TestInterviewBeginsWithSafety(t *testing.T) {
	start, err := recommend.Default().Recommend(given(recommend.Answers{}), now)
	require.NoError(t, err)
	iv := start.Interview()
	q, ok := iv.Next()
	require.True(t, ok)
	require.Equal(t, therapy.NoAcuteRisk, q.Info.Factor)
	found, err := iv.Answer(q.Info.Factor, therapy.Yes)
	require.NoError(t, err)
	q, ok = found.Next()
	require.True(t, ok)
	require.NotEqual(t, therapy.LayerSafety, q.Info.Layer, "all of them are settled")
	q, ok = iv.Next()
	for ok {
		iv, err = iv.Answer(q.Info.Factor, therapy.No)
		require.NoError(t, err)
		q, ok = iv.Next()
	}
	require.Equal(t, policy.NeedsInformation, iv.Recommendation().Outcome())
}
