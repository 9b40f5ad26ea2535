package recommend_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/recommendtest"
	"github.com/therapykit/therapykit/therapy"
)

// variousRenderings returns renderings of the standard policy for both readers: for an empty
// intake, for danger, and for plausible intakes.
func variousRenderings(t *testing.T, n int) (all []recommend.Rendering) {
	t.Helper()
	rng := rand.New(rand.NewPCG(71, 72))
	intakes := []recommend.Intake{{}, {Answers: recommend.Answers{therapy.NoImminentThreat: therapy.No}}}
	for range n {
		intakes = append(intakes, recommendtest.Plausible(rng))
	}
	for _, in := range intakes {
		rec, err := recommend.Default().Recommend(in, now)
		require.NoError(t, err)
		all = append(all, rec.For(recommend.Audience{}), rec.For(recommend.Audience{Reader: policy.Client}))
	}
	return all
}

// citedIn collects the ids in every member "sources" below the top level, and returns the number
// of full sources there.
func citedIn(value any, ids map[string]bool) (inFull int) {
	switch value := value.(type) {
	case []any:
		for _, x := range value {
			inFull += citedIn(x, ids)
		}
	case map[string]any:
		for name, x := range value {
			list, _ := x.([]any)
			if name != "sources" {
				inFull += citedIn(x, ids)
				continue
			}
			for _, source := range list {
				if id, ok := source.(string); ok {
					ids[id] = true
				} else {
					inFull++
				}
			}
		}
	}
	return inFull
}

// TestJSONHasEachSourceOnce checks that a recommendation's JSON has every source once, in the list
// at its end, that all other places have only ids, and that every listed source is cited.
func TestJSONHasEachSourceOnce(t *testing.T) {
	for _, x := range variousRenderings(t, often(60, 20)) {
		var doc map[string]any
		var full struct{ Sources []therapy.Source }
		text := x.AppendJSON(nil)
		require.NoError(t, json.Unmarshal(text, &doc))
		if x.Withheld() {
			continue
		}
		require.NoError(t, json.Unmarshal(text, &full))
		delete(doc, "sources")
		named, listed := map[string]bool{}, map[string]bool{}
		require.Zero(t, citedIn(doc, named), "sources in full below the top")
		for _, s := range full.Sources {
			require.False(t, listed[s.ID], "%s stands twice", s.ID)
			listed[s.ID] = true
		}
		require.Equal(t, named, listed)
	}
	require.Equal(t, 2, citedIn(map[string]any{"a": []any{map[string]any{"sources": []any{map[string]any{}, "S1", 3.0}}}}, map[string]bool{}), "they would be found")
}

// TestJSONWithoutSources checks that the JSON without sources differs only in that list.
func TestJSONWithoutSources(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 7))
	for i := range often(60, 20) {
		rec, err := recommend.Default().Recommend(recommendtest.Plausible(rng), time.Time{})
		require.NoError(t, err)
		reader := []policy.Reader{policy.Clinician, policy.Client}[i%2]
		var whole, short map[string]json.RawMessage
		require.NoError(t, json.Unmarshal(rec.For(recommend.Audience{Reader: reader}).AppendJSON(nil), &whole))
		require.NoError(t, json.Unmarshal(rec.For(recommend.Audience{Reader: reader, WithoutSources: true}).AppendJSON(nil), &short))
		require.Equal(t, whole["format"] != nil && rec.For(recommend.Audience{Reader: reader}).Withheld(), whole["sources"] == nil)
		delete(whole, "sources")
		require.Equal(t, whole, short)
	}
}

// TestJSONIntoAnyBuffer checks that the text does not depend on the buffer, and belongs to the
// caller: changes to it do not affect later or simultaneous renderings.
func TestJSONIntoAnyBuffer(t *testing.T) {
	renderings := variousRenderings(t, often(40, 10))
	texts := make([][]byte, len(renderings))
	for i, x := range renderings {
		texts[i] = x.AppendJSON(make([]byte, 0, 1<<17))
	}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			var kept []byte
			for i, x := range renderings {
				fresh := x.AppendJSON(nil)
				behind := x.AppendJSON([]byte("before "))
				kept = x.AppendJSON(kept[:0])
				if string(fresh) != string(texts[i]) || string(behind) != "before "+string(texts[i]) || string(kept) != string(texts[i]) {
					t.Errorf("rendering %d depends on the buffer", i)
				}
				clear(fresh)
				clear(behind)
			}
		})
	}
	all.Wait()
	first := renderings[2].AppendJSON(nil)
	copied := slices.Clone(first)
	renderings[4].AppendJSON(nil)
	require.Equal(t, string(copied), string(first), "a returned text does not change")
}
