package recommend_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

func TestDecision(t *testing.T) {
	r := recommend.Must(testPolicy(t))
	const yes, no, strongly = therapy.Yes, therapy.No, therapy.Strongly
	i, g, c := standard.Individual, standard.Group, standard.Combined
	tests := []struct {
		name    string
		reason  string
		intake  recommend.Answers
		outcome policy.Outcome
		advised []policy.Option
		decided therapy.Layer
		lead    int
	}{
		{"nothing", "the required statement of safety is unknown", recommend.Answers{}, policy.NeedsInformation, nil, therapy.LayerSafety, 0},
		{"danger", "safety stops everything", recommend.Answers{"danger": yes, "muddled": yes}, policy.Escalate, nil, therapy.LayerSafety, 0},
		{"danger denied", "no is an answer", recommend.Answers{"danger": no, "consent": yes, "poor": yes}, policy.Recommended, []policy.Option{g}, therapy.LayerPractical, 5},
		{"consent unknown", "a required statement of sufficiency", recommend.Answers{"safe": yes}, policy.NeedsInformation, nil, therapy.LayerSufficiency, 0},
		{"consent refused", "the rule fires", recommend.Answers{"safe": yes, "consent": no}, policy.NeedsInformation, nil, therapy.LayerSufficiency, 0},
		{"nothing speaks", "no rule that weighs has spoken", in(), policy.NeedsInformation, nil, 0, 0},
		{"excluded all", "none is left", in("no-group", yes, "no-individual", yes), policy.NoneSuitable, nil, therapy.LayerEligibility, 0},
		{"excluded but one", "one is left, though nothing speaks for it", in("no-group", yes), policy.Recommended, []policy.Option{i}, therapy.LayerEligibility, 0},
		{"required exclusion", "abuse makes the abuser's presence required", in("abuse", yes, "lonely", yes), policy.NeedsInformation, nil, therapy.LayerEligibility, 0},
		{"required exclusion settled", "answered no", in("abuse", yes, "abuser-present", no, "lonely", yes), policy.Recommended, []policy.Option{g}, therapy.LayerNeed, 2},
		{"required exclusion immaterial", "what it would exclude is out already", in("abuse", yes, "no-group", yes), policy.Recommended, []policy.Option{i}, therapy.LayerEligibility, 0},
		{"indication", "3 against 0 and -1, margin 1", in("disorder", yes, "wants-company", yes), policy.Recommended, []policy.Option{i}, therapy.LayerIndication, 3},
		{"preference before need", "earlier stage decides", in("wants-quiet", yes, "lonely", yes), policy.Recommended, []policy.Option{i}, therapy.LayerPreference, 3},
		{"strongly", "6 - 3 = 3 against 3: level, then need", in("wants-quiet", yes, "wants-company", strongly, "lonely", yes), policy.Recommended, []policy.Option{g}, therapy.LayerNeed, 4},
		{"either", "level in preference, nothing after", in("wants-quiet", yes, "wants-company", strongly), policy.Either, []policy.Option{i, g}, 0, 0},
		{"both sides", "2 against 1 and 4", in("lonely", yes, "secret", yes), policy.Recommended, []policy.Option{c}, therapy.LayerNeed, 2},
		{"doubling is for single statements", "1, 4 and 5: the compound rule stays at 2", in("lonely", strongly, "secret", yes), policy.Recommended, []policy.Option{c}, therapy.LayerNeed, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rec, err := r.Recommend(given(tt.intake), now)
			require.NoError(t, err)
			require.Equal(t, tt.outcome, rec.Outcome(), tt.reason)
			if diff := cmp.Diff(tt.advised, advised(rec)); diff != "" {
				t.Errorf("advised (-want +got):\n%s", diff)
			}
			decided, ok := rec.DecidedBy()
			require.Equal(t, tt.decided, decided)
			require.Equal(t, tt.decided != 0, ok)
			require.Equal(t, tt.lead, rec.Lead())
			sums := map[policy.Option]int{}
			for s := range rec.Stages() {
				clear(sums)
				for x := range rec.Reasons() {
					if x.Layer() == s.Layer() && x.Counted() {
						sums[x.Option()] += x.Points()
					}
				}
				for o, n := range s.Points() {
					require.Equal(t, n, sums[o], "the reasons add up")
				}
			}
		})
	}
}

func BenchmarkDecide(b *testing.B) {
	r := recommend.Must(testPolicy(b))
	a, err := r.Pack(in("lonely", therapy.Strongly, "secret", therapy.Yes))
	require.NoError(b, err)
	b.ReportAllocs()
	for b.Loop() {
		_ = r.Decide(a)
	}
}
