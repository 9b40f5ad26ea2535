package measure_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/measure"
)

// A combined set has every threshold of its parts; if several have one, the first applies. Every
// result names the part that it comes from.
func TestCombine(t *testing.T) {
	nhs, authors, bischoff := standardSet(t, measure.SetNHS), standardSet(t, measure.SetAuthors), standardSet(t, measure.SetBischoff)
	for _, test := range []struct {
		name, reason string
		sets         []measure.ThresholdSet
		caseness     string
		change       string
	}{
		{"service first", "8 is a case, and 4 points are reliable", []measure.ThresholdSet{nhs, authors, bischoff}, measure.SetNHS, measure.SetNHS},
		{"authors first", "10 is a case, and they have no reliable change", []measure.ThresholdSet{authors, bischoff, nhs}, measure.SetAuthors, measure.SetBischoff},
		{"study first", "it has reliable change only", []measure.ThresholdSet{bischoff, nhs, authors}, measure.SetNHS, measure.SetBischoff},
	} {
		set := combined(t, test.sets...)
		from, err := standard(t, "gad-7").FromTotal(day(0), 14)
		require.NoError(t, err)
		to, err := standard(t, "gad-7").FromTotal(day(7), 9)
		require.NoError(t, err)
		caseness, err := set.Caseness(to, "")
		require.NoError(t, err)
		require.Equal(t, test.caseness, caseness.Set.ID, "%s: %s", test.name, test.reason)
		require.Equal(t, test.caseness == measure.SetNHS, caseness.Case, "%s: %s", test.name, test.reason)
		change, err := set.Change(from, to, "")
		require.NoError(t, err)
		require.Equal(t, test.change, change.Set.ID, "%s: %s", test.name, test.reason)
		band, err := set.Band(to, "")
		require.NoError(t, err)
		require.Equal(t, measure.SetAuthors, band.Set.ID)
		require.Equal(t, "clinic", set.Ref().ID)
		all, ok := set.For("gad-7", "")
		require.True(t, ok)
		require.Equal(t, caseness.Cutoff, *all.Case)
		require.Equal(t, change.Mark, *all.Reliable)
		require.Len(t, all.Bands, band.Count)
		// Its results can be encoded and decoded.
		again, err := measure.NewThresholdSet(measure.Standard(), set.Spec())
		require.NoError(t, err)
		require.Empty(t, cmp.Diff(set.Spec(), again.Spec(), sameSource))
		rules, err := measure.NewNHSRules(again)
		require.NoError(t, err, "one set is enough for everything")
		_, err = rules.Evaluate(plainCourse{Instrument: "gad-7"}.scored(t))
		require.NoError(t, err)
	}
}

func TestCombineRefuses(t *testing.T) {
	nhs, authors := standardSet(t, measure.SetNHS), standardSet(t, measure.SetAuthors)
	name := measure.SetRef{ID: "clinic", Version: "1", Name: "Clinic", Population: "Adults"}
	for _, test := range []struct {
		rule, reason string
		name         measure.SetRef
		sets         []measure.ThresholdSet
	}{
		{"set-entries", "of nothing", name, nil},
		{"set-entries", "an empty set", name, []measure.ThresholdSet{nhs, {}}},
		{"part-duplicate", "twice the same", name, []measure.ThresholdSet{nhs, nhs}},
		{"part-duplicate", "the name of a part", nhs.Ref(), []measure.ThresholdSet{nhs, authors}},
		{"set-version", "numbers change, and a result has to say which it had", measure.SetRef{ID: "clinic", Name: "Clinic", Population: "Adults"}, []measure.ThresholdSet{nhs}},
		{"set-id", "capitals", measure.SetRef{ID: "Clinic", Version: "1", Name: "Clinic", Population: "Adults"}, []measure.ThresholdSet{nhs}},
	} {
		_, err := measure.Combine(test.name, test.sets...)
		require.ErrorContains(t, err, "["+test.rule+"]", test.reason)
	}
	// Own entries, then the parts.
	own := measure.ThresholdSpec{
		ID: "local", Version: "1", Name: "Local", Population: "Adults", Parts: []measure.ThresholdSpec{nhs.Spec(), authors.Spec()},
		Entries: []measure.Thresholds{{Instrument: "phq-9", Case: &measure.Cutoff{Value: 12, Inclusive: true, Label: "made up"}, Sources: []therapy.Source{{ID: "X1", Document: "made up", Strength: therapy.Study}}}},
	}
	set, err := measure.NewThresholdSet(measure.Standard(), own)
	require.NoError(t, err)
	require.Empty(t, cmp.Diff(own, set.Spec(), sameSource))
	caseness, err := set.Caseness(score(t, "phq-9", 2, 2, 2, 2, 2, 0, 0, 0, 0), "")
	require.NoError(t, err)
	require.Equal(t, "local", caseness.Set.ID)
	require.False(t, caseness.Case)
	deep := own
	deep.Parts = []measure.ThresholdSpec{set.Spec()}
	deep.ID = "deeper"
	_, err = measure.NewThresholdSet(measure.Standard(), deep)
	require.ErrorContains(t, err, "[part-parts]")
	whole, err := measure.Combine(measure.SetRef{ID: "trust", Version: "1", Name: "Trust", Population: "Adults"}, set, standardSet(t, measure.SetABS))
	require.NoError(t, err, "combined sets combine")
	caseness, err = whole.Caseness(score(t, "phq-9", 2, 2, 2, 2, 2, 0, 0, 0, 0), "")
	require.NoError(t, err)
	require.Equal(t, "local", caseness.Set.ID)
	again, err := measure.NewThresholdSet(measure.Standard(), whole.Spec())
	require.NoError(t, err)
	require.Empty(t, cmp.Diff(whole.Spec(), again.Spec(), sameSource))
}
