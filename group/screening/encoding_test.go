package screening_test

import (
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/group/screening"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential/confidentialtest"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

func recordSpec(facts screening.Facts) screening.Spec {
	return screening.Spec{ID: "screening-1", Person: member(1), By: lead, On: day(1), Group: "group-1", Kind: group.Support, Facts: facts}
}

func mistake() care.Correction {
	return care.Correction{By: lead, At: day(3).In(time.UTC), Reason: care.ReasonWrongPerson}
}

func record(tb testing.TB, facts screening.Facts) screening.Record {
	tb.Helper()
	r, err := screening.NewRecord(recordSpec(facts), screening.DefaultCriteria())
	require.NoError(tb, err)
	return r
}

// someFacts returns facts after which preparation and further questions are needed.
func someFacts() screening.Facts {
	facts := clear()
	facts[therapy.AcuteLifeCrisis] = therapy.True
	facts[therapy.FearOfJudgement] = therapy.True
	return facts
}

func TestNothingIsLostOrShown(t *testing.T) {
	t.Parallel()
	r := record(t, someFacts())
	voided, err := r.Void(mistake())
	require.NoError(t, err)
	c, err := screening.NewComposition(newGroup(t, spec(group.EnrolmentOpen)), day(9), profiles(), []screening.Tie{{A: member(1), B: member(2), Kind: screening.Harmful}})
	require.NoError(t, err)
	var finding screening.CompositionFinding
	for finding = range c.Findings() {
		break
	}
	result := screening.DefaultCriteria().Screen(group.Support, nil)
	var criterion screening.Criterion
	for criterion = range screening.DefaultCriteria().All() {
		break
	}
	people := []any{r, voided.Spec(), result, result.Reasons[0], someFacts(), c, finding, profiles()[0], screening.Tie{A: member(1), B: member(2), Kind: screening.Harmful}}
	words := []any{screening.DefaultCriteria(), criterion, screening.ID("x-1"), screening.Harmful, screening.TieBetween, screening.Readiness, screening.MayJoin}
	require.NoError(t, therapytest.Encodes(".", nil, append(words, people...)...))
	confidentialtest.CheckListed(t, ".", people, map[string]string{"Criteria": "rules", "Criterion": "a rule", "ID": "an opaque id"})
	confidentialtest.CheckDisplay(t, people...)
	confidentialtest.CheckFields(t, r, c, screening.Profile{}, screening.Tie{})
}

func TestRecord(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		edit func(*screening.Spec)
		want string
	}{
		"nothing":           {func(s *screening.Spec) { *s = screening.Spec{} }, "/id id-form, /person person-id, /by person-id, /on screening-day, /group group-id, /kind group-kind"},
		"oneself":           {func(s *screening.Spec) { s.By = s.Person }, "/by screens-self"},
		"a fact in prose":   {func(s *screening.Spec) { s.Facts = screening.Facts{"Was sad": therapy.True} }, "/facts fact"},
		"half a correction": {func(s *screening.Spec) { s.Error.By = lead }, "/error/at time-missing, /error/reason reason-name"},
	} {
		s := recordSpec(nil)
		tt.edit(&s)
		_, err := screening.NewRecord(s, screening.DefaultCriteria())
		require.Equal(t, tt.want, broken(err), name)
	}
	r := record(t, someFacts())
	require.Equal(t, screening.PrepareFirst, r.Result().Verdict)
	spec := r.Spec()
	spec.Facts[therapy.AcuteLifeCrisis] = therapy.False
	require.Equal(t, therapy.True, r.Spec().Facts[therapy.AcuteLifeCrisis], "the accessor returns a copy")
	voided, err := r.Void(mistake())
	require.NoError(t, err)
	require.Zero(t, voided.Result().Verdict, "a screening entered in error has no verdict")
	require.Equal(t, screening.PrepareFirst, r.Result().Verdict)
	_, err = voided.Void(mistake())
	require.Equal(t, "/error void-twice", broken(err))
	_, err = r.Void(care.Correction{})
	require.Equal(t, "/error correction-missing", broken(err))
}

// TestStoreAndLoadRecord stores screenings of random facts and loads them again. A stored result that
// does not follow from the facts is refused.
func TestStoreAndLoadRecord(t *testing.T) {
	t.Parallel()
	key := confidentialtest.Ring(t)
	for seed := range rounds() / 3 {
		rng := rand.New(rand.NewPCG(seed, 3))
		facts := clear()
		for c := range screening.DefaultCriteria().All() {
			for f := range c.When.Factors() {
				if n := rng.IntN(12); n < 2 {
					facts[f] = therapy.True
				} else if n == 2 {
					delete(facts, f)
				}
			}
		}
		r := record(t, facts)
		data, err := r.Store(key)
		require.NoError(t, err)
		back, err := screening.LoadRecord(data, key)
		require.NoError(t, err, "seed %d", seed)
		require.True(t, back.Result().Equal(r.Result()))
		require.Equal(t, r.Spec(), back.Spec())
	}
	data, err := record(t, someFacts()).Store(key)
	require.NoError(t, err)
	for _, tt := range []struct{ old, edited, want string }{
		{`"verdict":"prepare-first"`, `"verdict":"join"`, "/content/result screening-result"},
		{`"acute-life-crisis":"true"`, `"acute-life-crisis":"false"`, "/content/result screening-result"},
		{`"record":"screening/screening-1"`, `"record":"screening/screening-2"`, "/record store-record"},
		{`therapykit-screening/1`, `therapykit-screening/2`, "/format store-format"},
		{`"person":"member-01"`, `"person":"leader-1"`, "/content/by screens-self"},
	} {
		require.Contains(t, string(data), tt.old)
		_, err = screening.LoadRecord([]byte(strings.Replace(string(data), tt.old, tt.edited, 1)), key)
		require.Contains(t, broken(err), tt.want)
	}
	_, err = screening.Record{}.Store(key)
	require.Equal(t, "store-nothing", broken(err))

	old := therapytest.Kept(t, *update, filepath.Join("testdata", "formats", "screening-1.json"), append(data, '\n'))
	_, err = screening.LoadRecord(old, key)
	require.NoError(t, err, "a file of each format that was ever written can be read")
}

func FuzzLoadRecord(f *testing.F) {
	key := confidentialtest.Ring(f)
	data, err := record(f, someFacts()).Store(key)
	require.NoError(f, err)
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := screening.LoadRecord(data, key)
		if err != nil {
			require.True(t, r.IsZero())
			return
		}
		again, err := r.Store(key)
		require.NoError(t, err)
		back, err := screening.LoadRecord(again, key)
		require.NoError(t, err)
		require.True(t, back.Result().Equal(r.Result()))
	})
}

func FuzzCriteriaJSON(f *testing.F) {
	data, err := screening.DefaultCriteria().MarshalJSON()
	require.NoError(f, err)
	f.Add(data)
	f.Add([]byte("null"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var c screening.Criteria
		if c.UnmarshalJSON(data) != nil {
			require.True(t, c.Equal(screening.Criteria{}), "an error leaves the value unchanged")
			return
		}
		first, err := c.MarshalJSON()
		require.NoError(t, err)
		var back screening.Criteria
		require.NoError(t, back.UnmarshalJSON(first))
		require.True(t, back.Equal(c))
	})
}

func FuzzCompositionJSON(f *testing.F) {
	f.Add([]byte(`{"members":4,"findings":[{"rule":"tie","people":["member-01"],"words":"x"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var c screening.Composition
		if c.UnmarshalJSON(data) != nil {
			require.True(t, c.Equal(screening.Composition{}))
			return
		}
		first, err := c.MarshalJSON()
		require.NoError(t, err)
		var back screening.Composition
		require.NoError(t, back.UnmarshalJSON(first))
		require.True(t, back.Equal(c))
	})
}
