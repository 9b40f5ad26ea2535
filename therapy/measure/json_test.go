package measure_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/measure"
)

// full sets every exported field of v, with one element in each list and a limit on nesting.
func full(v reflect.Value, depth int) {
	if _, ok := reflect.TypeAssert[json.Marshaler](v); ok && v.Kind() == reflect.Struct {
		return // sealed: samples are given
	}
	switch v.Kind() { //nolint:exhaustive // the other kinds are in the default
	case reflect.Struct:
		for f, field := range v.Fields() {
			if f.IsExported() {
				full(field, depth+1)
			}
		}
	case reflect.Slice:
		if depth < 5 {
			v.Set(reflect.MakeSlice(v.Type(), 1, 1))
			full(v.Index(0), depth+1)
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		full(v.Elem(), depth+1)
	default:
		overwrite(v)
	}
}

// TestJSONIsWholeOrRefused encodes every exported type, empty and full: it decodes to an equal value,
// or encoding is refused with the name of the type to encode instead.
func TestJSONIsWholeOrRefused(t *testing.T) {
	set := standardSet(t, measure.SetNHS)
	rules := serviceRules(t)
	failed, err := measure.Standard().Score(measure.Response{Instrument: "phq-9", At: day(0), Answers: make([]measure.Answer, 9)})
	require.Error(t, err)
	wsas, err := measure.Standard().Score(measure.Response{Instrument: "wsas", At: day(0), Answers: append([]measure.Answer{measure.NotApplicable()}, measure.Answers(1, 2, 3, 4)...)})
	require.NoError(t, err)
	pair := measure.Pair{First: score(t, "phq-9", 1, 1, 1, 1, 1, 1, 1, 1, 3)}
	values := []any{
		score(t, "phq-9", 2, 2, 2, 2, 2, 2, 2, 2, 3), score(t, "dass-21", make([]int, 21)...), score(t, "phq-9", make([]int, 9)...), failed, wsas, wsas.Rescale(),
		measure.Score{},
		must(standard(t, "core-10").FromTotal(day(0), 7.78)), measure.Standard(),
		measure.Catalogue{},
		measure.Answered(0), measure.NotApplicable(),
		measure.Answer{},
		phqResponse(), pair,
		measure.Course{Depression: pair, Instrument: "gad-7"},
		set,
		measure.ThresholdSet{},
		nhsAndAuthors(t), symptomRule(t, measure.RulePCL5), rules, chartSpec(t, 3, 4),
		measure.ChartSpec{},
		measure.LowerBetter, measure.WordingFree, measure.Raised, measure.NoImportantChange, measure.TestRetest, measure.Recovered, measure.Yes, measure.Unknown,
		measure.Averaged, measure.Down, measure.ByPooledSD, measure.ID("phq-9"), wholeInstrument(), set.Spec(), nhsAndAuthors(t).Spec(),
	}
	refused := map[string]bool{}
	written := map[string]bool{}
	for _, v := range values {
		written[reflect.TypeOf(v).Name()] = true
	}
	open := []any{
		measure.Alert{},
		measure.SubscaleScore{},
		measure.BandResult{},
		measure.CaseResult{},
		measure.ChangeResult{},
		measure.SymptomFinding{},
		measure.GroupCount{},
		measure.Outcome{},
		measure.ChartPoint{},
		measure.Picture{},
		measure.ReliableIndex{},
		measure.Significant{},
		measure.GoalLevel{},
		measure.Attainment{},
		measure.Instrument{},
		measure.Item{},
		measure.Subscale{},
		measure.Critical{},
		measure.Skip{},
		measure.Licence{},
		measure.LOINC{},
		measure.Scoring{},
		measure.MissingRule{},
		measure.Scale{},
		measure.Form{},
		measure.FormOption{},
		measure.Band{},
		measure.Cutoff{},
		measure.ChangeMark{},
		measure.Thresholds{},
		measure.ThresholdSpec{},
		measure.SetRef{},
		measure.Symptom{},
		measure.SymptomCount{},
		measure.SymptomOutcome{},
		measure.SymptomSpec{},
		measure.Norm{},
		measure.Reliability{},
		measure.EffectSize{},
		measure.Tally{},
		measure.Rate{},
		measure.AttainmentPolicy{},
		measure.Response{},
		measure.Pair{},
		measure.Course{},
	}
	for _, v := range open {
		written[reflect.TypeOf(v).Name()] = true
		filled := reflect.New(reflect.TypeOf(v)).Elem()
		full(filled, 0)
		values = append(values, v, filled.Interface())
	}
	same := cmp.Options{
		sameSource, cmp.AllowUnexported(measure.Answer{}),
		cmp.Comparer(func(a, b measure.Catalogue) bool {
			return a.Len() == b.Len() && dumped(reflect.ValueOf(a)) == dumped(reflect.ValueOf(b))
		}),
	}
	for _, v := range values {
		name := reflect.TypeOf(v).Name()
		text, err := json.Marshal(v)
		if err != nil {
			faults := therapy.FieldErrors(err)
			require.Len(t, faults, 1, "%s: %v", name, err)
			require.Equal(t, "json-refused", faults[0].Rule, name)
			require.Contains(t, faults[0].Hint, "write ", "%s says what to write in its place", name)
			refused[name] = true
			continue
		}
		require.NotEqual(t, "{}", string(text), name)
		for _, read := range []func([]byte, any) error{json.Unmarshal, func(b []byte, v any) error { return therapy.UnmarshalStrict(b, v) }} {
			back := reflect.New(reflect.TypeOf(v))
			require.NoError(t, read(text, back.Interface()), "%s: %s", name, text)
			if diff := cmp.Diff(v, back.Elem().Interface(), same); diff != "" {
				t.Errorf("%s changed (-written +read):\n%s", name, diff)
			}
		}
	}
	require.Equal(t, map[string]bool{"ThresholdSet": true, "SymptomRule": true, "NHSRules": true, "ChartSpec": true}, refused)
	types, _ := exported(t)
	for _, name := range types {
		require.True(t, written[name], "%s is in the list", name)
	}
}

// Decoding refuses a score that no instrument can give.
func TestForgedScores(t *testing.T) {
	text, err := json.Marshal(score(t, "phq-4", 1, 2, 0, 3))
	require.NoError(t, err)
	for _, test := range []struct {
		rule, reason string
		change       func(map[string]any)
	}{
		{"total-range", "above the scale", func(m map[string]any) { m["total"] = 13 }},
		{"total-range", "a scale without room", func(m map[string]any) { m["whole"] = map[string]any{"low": 0, "high": 0} }},
		{"direction-unstated", "better and worse could not be told", func(m map[string]any) { delete(m, "direction") }},
		{"instrument-id", "a total of nothing", func(m map[string]any) { m["instrument"] = "" }},
		{"instrument-id", "no id", func(m map[string]any) { m["instrument"] = "PHQ 4" }},
		{"score-missing", "there is no such number", func(m map[string]any) { m["missing"] = -1 }},
		{"item-numbers", "items count from 1", func(m map[string]any) { m["leftOut"] = []int{0} }},
		{"item-number", "no such item", func(m map[string]any) {
			m["alerts"] = []any{map[string]any{"instrument": "phq-4", "item": 0, "about": "x", "state": "raised", "answer": 1}}
		}},
		{"alert-state", "why is it there?", func(m map[string]any) {
			m["alerts"] = []any{map[string]any{"instrument": "phq-4", "item": 1, "about": "x", "answer": 1}}
		}},
		{"subscale-duplicate", "which of the two?", func(m map[string]any) { m["subscales"] = append(m["subscales"].([]any), m["subscales"].([]any)[0]) }}, //nolint:forcetypeassert // written above
		{"json-unknown-member", "it would be lost", func(m map[string]any) { m["secret"] = 1 }},
	} {
		var m map[string]any
		require.NoError(t, json.Unmarshal(text, &m))
		test.change(m)
		forged, err := json.Marshal(m)
		require.NoError(t, err)
		got := score(t, "phq-2", 1, 1)
		before := got
		err = got.UnmarshalJSON(forged)
		require.ErrorContains(t, err, "["+test.rule+"]", test.reason)
		require.True(t, got.Equal(before), "a failure changes nothing")
	}
}
