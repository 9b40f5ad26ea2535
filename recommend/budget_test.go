package recommend_test

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/recommendtest"
	"github.com/therapykit/therapykit/therapy"
)

// mixedIntakes makes intakes of the standard policy of every length: plausible ones, complete
// ones with some answers removed, and random ones with up to half of all answers.
func mixedIntakes(rng *rand.Rand, n int) []recommend.Answers {
	r := recommend.Default()
	factors := r.Policy().Factors
	names := slices.Collect(factors.Names())
	draw := func() therapy.Factor { return names[rng.IntN(len(names))] }
	list := []recommend.Answers{{}}
	for i := 1; i < n; i++ {
		var a recommend.Answers
		switch i % 4 {
		case 0:
			a = recommendtest.Plausible(rng).Answers
		case 1, 2:
			a = completeIntake(rng, r, factors)
			for range rng.IntN([]int{0, 8, 80}[i%4]) {
				delete(a, draw())
			}
		case 3:
			a = recommend.Answers{therapy.Adult: therapy.Yes, therapy.NoAcuteRisk: therapy.Yes, therapy.ConsentGiven: therapy.Yes}
			for range rng.IntN(80) {
				vary(rng, r, a, draw())
			}
		}
		list = append(list, a)
	}
	return list
}

// vary changes or removes the answer to a statement, unless that causes a contradiction.
func vary(rng *rand.Rand, r *recommend.Recommender, a recommend.Answers, f therapy.Factor) {
	before := a[f]
	a[f] = []therapy.Answer{therapy.Unanswered, therapy.No, therapy.No, therapy.Yes, therapy.Strongly}[rng.IntN(5)]
	if _, err := r.Pack(a); err != nil {
		a[f] = before
	}
}

// slowest holds the longest time of each call, the best of three tries each, and its intake.
type slowest struct {
	settlement, open, next time.Duration
	intake                 recommend.Answers
	kept, undetermined     int
}

func (s *slowest) time(t *testing.T, a recommend.Answers) (all time.Duration) {
	t.Helper()
	rec, err := recommend.Default().Recommend(given(a), now)
	require.NoError(t, err)
	const expected = 25 * time.Millisecond
	settlement := timed(expected, func() { rec.Settlement() })
	next := timed(expected, func() { rec.Interview().Next() })
	kept, undetermined := 0, 0
	open := timed(expected, func() {
		kept, undetermined = 0, 0
		for q := range rec.OpenQuestions() {
			if kept++; q.State == recommend.Undetermined {
				undetermined++
			}
		}
	})
	s.kept, s.undetermined = s.kept+kept, s.undetermined+undetermined
	if all = max(settlement, open, next); all > max(s.settlement, s.open, s.next) {
		s.intake = maps.Clone(a)
	}
	s.settlement, s.open, s.next = max(s.settlement, settlement), max(s.open, open), max(s.next, next)
	return all
}

// TestProofsStayWithinTheirBudget checks that for any intake of the standard policy a settlement, all open questions
// and the next question stay within the budget of steps. With -long it changes single answers to
// look for slower intakes, starting from the slowest one, and checks the time too.
func TestProofsStayWithinTheirBudget(t *testing.T) {
	rng := rand.New(rand.NewPCG(23, 24))
	var s slowest
	for _, a := range mixedIntakes(rng, often(40, 50)) {
		s.time(t, a)
	}
	t.Logf("settlement %v, open questions %v, next %v at most; %d of %d questions undetermined",
		s.settlement, s.open, s.next, s.undetermined, s.kept)
	require.Less(t, s.undetermined*5, s.kept, "few questions are kept because nothing is proved")
	if !*long {
		return
	}
	names := slices.Collect(maps.Keys(maps.Collect(recommend.Default().Policy().Factors.All())))
	slices.Sort(names)
	now, a := time.Duration(0), s.intake
	for range 300 {
		other := maps.Clone(a)
		for range 1 + rng.IntN(3) {
			vary(rng, recommend.Default(), other, names[rng.IntN(len(names))])
		}
		if took := s.time(t, other); took > now {
			now, a = took, other
		}
	}
	t.Logf("after a search: settlement %v, open questions %v, next %v at most", s.settlement, s.open, s.next)
	require.Less(t, max(s.settlement, s.open, s.next), 50*time.Millisecond)
}

// TestFewQuestionsAreUndetermined limits the share of the open questions of plausible intakes
// that are kept only because the budget was used up. With -long it takes 2,000 intakes.
func TestFewQuestionsAreUndetermined(t *testing.T) {
	rng := rand.New(rand.NewPCG(77, 78))
	kept, undetermined := 0, 0
	for range often(40, 50) {
		rec, err := recommend.Default().Recommend(recommendtest.Plausible(rng), now)
		require.NoError(t, err)
		for q := range rec.OpenQuestions() {
			kept++
			if q.State == recommend.Undetermined {
				undetermined++
			}
		}
	}
	t.Logf("%d of %d questions undetermined", undetermined, kept)
	require.Less(t, undetermined*100, kept*15)
}
