package measure_test

import (
	"encoding"
	"encoding/json"
	"errors"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/measure"
)

func FuzzScore(f *testing.F) {
	f.Add("phq-9", []byte{1, 2, 3, 0, 0, 0, 0, 0, 255})
	f.Add("core-10", []byte{1, 2, 3, 4, 0, 0, 0, 0, 0, 255})
	f.Add("wsas", []byte{254, 1, 2, 3, 4})
	f.Add("audit", []byte{0, 255, 255, 255, 255, 255, 255, 255, 2, 4})
	f.Add("dass-21", make([]byte, 21))
	c := measure.Standard()
	f.Fuzz(func(t *testing.T, id string, data []byte) {
		r := measure.Response{Instrument: measure.ID(id)}
		for _, b := range data {
			switch b {
			case 255:
				r.Answers = append(r.Answers, measure.Answer{})
			case 254:
				r.Answers = append(r.Answers, measure.NotApplicable())
			default:
				r.Answers = append(r.Answers, measure.Answered(int(b)))
			}
		}
		s, err := c.Score(r)
		v, ok := s.Total()
		low, high := s.Range()
		if math.IsNaN(v) || ok && (err != nil || v < low || v > high) {
			t.Fatal("a total outside its range, or together with an error")
		}
		if in, known := c.Lookup(r.Instrument); known && len(s.Alerts()) == 0 {
			// No answer is not a no: if there is no alert, every critical item was answered.
			for _, critical := range in.Critical {
				if critical.Item > len(data) || data[critical.Item-1] >= byte(critical.At) {
					t.Fatal("an alert was lost")
				}
			}
		}
	})
}

func FuzzParseResponse(f *testing.F) {
	f.Add([]byte(`{"instrument":"phq-9","at":"2026-01-05T18:00:00Z","answers":[1,null,"not-applicable"]}`))
	f.Add([]byte(`{"answers":[1.5]} x`))
	f.Add([]byte(`{"answers":[-1000,1000]}` + "\n\t "))
	f.Fuzz(func(t *testing.T, data []byte) {
		// Decoding takes linear time. The fuzzer would spend its time on minimising inputs that are longer
		// than any form.
		if len(data) > 1<<12 {
			return
		}
		r, err := measure.ParseResponse(data)
		if err != nil {
			fault, ok := errors.AsType[*therapy.FieldError](err)
			require.True(t, ok && fault.Rule != "" && fault.Err != nil, err)
			return
		}
		out, err := json.Marshal(r)
		require.NoError(t, err)
		again, err := measure.ParseResponse(out)
		require.NoError(t, err)
		require.Equal(t, r.Instrument, again.Instrument)
		require.True(t, r.At.Equal(again.At))
		require.Equal(t, r.Answers, again.Answers)
	})
}

func FuzzAnswer(f *testing.F) {
	for _, text := range []string{"0", "-1", "1000", "1001", "null", `"not-applicable"`, "1.0", "01", "+1", "1e2", ""} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		a := measure.Answered(77)
		err := a.UnmarshalJSON(data)
		if err != nil {
			require.ErrorIs(t, err, therapy.ErrSyntax)
			require.Equal(t, measure.Answered(77), a, "an error leaves the value unchanged")
			return
		}
		out, err := a.MarshalJSON()
		require.NoError(t, err)
		var again measure.Answer
		require.NoError(t, again.UnmarshalJSON(out))
		require.Equal(t, a, again)
	})
}

// FuzzNames decodes the names of every closed vocabulary: each has one spelling, and an error leaves
// the value unchanged and does not quote the input.
func FuzzNames(f *testing.F) {
	for _, text := range []string{"owner", "lower-better", "free", "raised", "reliable-improvement", "test-retest", "recovered", "unknown", "", "Owner", "owner ", "null"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, v := range []interface {
			encoding.TextUnmarshaler
			encoding.TextMarshaler
		}{
			new(measure.LowerBetter), new(measure.WordingFree), new(measure.Raised),
			new(measure.NoReliableChange), new(measure.TestRetest), new(measure.Improved), new(measure.Yes),
		} {
			before, err := v.MarshalText()
			require.NoError(t, err)
			err = v.UnmarshalText(data)
			after, encodeErr := v.MarshalText()
			require.NoError(t, encodeErr)
			if err == nil {
				require.Equal(t, string(data), string(after))
				continue
			}
			require.Equal(t, "unknown name [enum-unknown]", err.Error())
			require.Equal(t, string(before), string(after))
		}
	})
}

// FuzzInstrument reads instruments as JSON, the form in which they are contributed. An instrument
// that the catalogue accepts is the same after encoding and decoding, scores without a panic, and
// gives scores inside its range.
func FuzzInstrument(f *testing.F) {
	for _, in := range measure.Standard().All() {
		data, err := json.Marshal(in)
		require.NoError(f, err)
		f.Add(data, byte(1))
	}
	f.Add([]byte(`{"sources":[{}]}`), byte(0)) // faults within faults
	f.Fuzz(func(t *testing.T, data []byte, answer byte) {
		var in measure.Instrument
		if len(data) > 1<<14 || json.Unmarshal(data, &in) != nil {
			return
		}
		c, err := measure.NewCatalogue(in)
		if err != nil {
			fields(t, err)
			return
		}
		out, err := json.Marshal(in)
		require.NoError(t, err)
		var again measure.Instrument
		require.NoError(t, json.Unmarshal(out, &again))
		require.NoError(t, again.Validate())
		twice, err := json.Marshal(again)
		require.NoError(t, err)
		require.Equal(t, string(out), string(twice))
		r := measure.Response{Instrument: in.ID, Answers: make([]measure.Answer, len(in.Items))}
		for i, it := range in.Items {
			r.Answers[i] = measure.Answered(min(it.Min+int(answer)%4, it.Max))
		}
		s, err := c.Score(r)
		v, ok := s.Total()
		low, high := s.Range()
		if math.IsNaN(v) || ok && (err != nil || v < low || v > high) {
			t.Fatalf("%v outside %v to %v, %v", v, low, high, err)
		}
	})
}

// FuzzThresholds reads threshold sets as JSON: an accepted set is the same after encoding and
// decoding, and has a result for every total.
func FuzzThresholds(f *testing.F) {
	for _, set := range measure.StandardSets() {
		ref := set.Ref()
		data, err := json.Marshal(measure.ThresholdSpec{ID: ref.ID, Version: ref.Version, Name: ref.Name, Population: ref.Population, Entries: set.Spec().Entries})
		require.NoError(f, err)
		f.Add(data)
	}
	f.Add([]byte(`{"entries":[{"instrument":"phq-9","sources":[{}]}]}`)) // faults within faults
	c := measure.Standard()
	f.Fuzz(func(t *testing.T, data []byte) {
		var spec measure.ThresholdSpec
		if len(data) > 1<<14 || json.Unmarshal(data, &spec) != nil {
			return
		}
		set, err := measure.NewThresholdSet(c, spec)
		if err != nil {
			fields(t, err)
			return
		}
		out, err := json.Marshal(spec)
		require.NoError(t, err)
		var again measure.ThresholdSpec
		require.NoError(t, json.Unmarshal(out, &again))
		same, err := measure.NewThresholdSet(c, again)
		require.NoError(t, err)
		if diff := cmp.Diff(set.Spec().Entries, same.Spec().Entries, sameSource); diff != "" {
			t.Fatal(diff)
		}
		for _, e := range spec.Entries {
			in, _ := c.Lookup(e.Instrument)
			if e.Subscale != "" || len(e.Bands) == 0 {
				continue
			}
			low, high := in.Range()
			last := 0
			for v := low; v <= high; v++ {
				s, err := in.FromTotal(day(0), v)
				require.NoError(t, err)
				band, err := set.Band(s, "")
				require.NoError(t, err)
				require.GreaterOrEqual(t, band.Index, last, "bands are ordered")
				last = band.Index
			}
		}
	})
}

// FuzzSymptomRule reads rules as JSON; an accepted rule can be applied to every response and never
// panics.
func FuzzSymptomRule(f *testing.F) {
	for _, rule := range measure.StandardSymptomRules() {
		data, err := json.Marshal(rule.Spec())
		require.NoError(f, err)
		f.Add(data, byte(2))
	}
	f.Add([]byte(`{"sources":[{}]}`), byte(0)) // faults within faults
	c := measure.Standard()
	f.Fuzz(func(t *testing.T, data []byte, answer byte) {
		var spec measure.SymptomSpec
		if len(data) > 1<<14 || json.Unmarshal(data, &spec) != nil {
			return
		}
		rule, err := measure.NewSymptomRule(c, spec)
		if err != nil {
			fields(t, err)
			return
		}
		if diff := cmp.Diff(spec, rule.Spec(), sameSource); diff != "" {
			t.Fatal(diff)
		}
		in, _ := c.Lookup(spec.Instrument)
		r := measure.Response{Instrument: in.ID, Answers: make([]measure.Answer, len(in.Items))}
		for i, it := range in.Items {
			r.Answers[i] = measure.Answered(it.Min + int(answer)%(it.Max-it.Min+1))
		}
		found, err := rule.Evaluate(r)
		if err != nil {
			require.ErrorIs(t, err, therapy.ErrRange, "AUDIT has answers that do not exist")
			return
		}
		require.LessOrEqual(t, len(found.Symptoms), len(spec.Symptoms))
		require.NotEmpty(t, found.Caveat)
	})
}

// FuzzSuggest suggests only existing ids, and only if the digits agree.
func FuzzSuggest(f *testing.F) {
	for _, text := range []string{"phq9", "GDA-7", "audit-", "", "\xff\xfe", strings.Repeat("a", 100)} {
		f.Add(text)
	}
	digits := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r < '0' || r > '9' {
				return -1
			}
			return r
		}, s)
	}
	c := measure.Standard()
	f.Fuzz(func(t *testing.T, text string) {
		id, ok := c.Suggest(measure.ID(text))
		if _, known := c.Lookup(id); known != ok || ok && digits(text) != digits(string(id)) {
			t.Fatalf("suggested %[2]q for %[1]q", text, id)
		}
	})
}

// fields checks that an error consists of field errors of this package only.
func fields(t *testing.T, err error) {
	t.Helper()
	list := []error{err}
	if many, ok := err.(interface{ Unwrap() []error }); ok { //nolint:errorlint // the join itself is taken apart
		list = many.Unwrap()
	}
	for _, e := range list {
		field, ok := e.(*therapy.FieldError) //nolint:errorlint // nothing may be wrapped around it
		if !ok || !strings.HasPrefix(field.Path, "/") || field.Rule == "" || field.Err == nil {
			t.Fatalf("not a field error: %v", e)
		}
	}
}

// FuzzScoreJSON reads scores: an accepted score is equal after encoding and decoding, its total lies
// on its scale, and an error leaves the value unchanged.
func FuzzScoreJSON(f *testing.F) {
	for _, s := range []measure.Score{score(f, "phq-9", 1, 1, 1, 1, 1, 1, 1, 1, 3), score(f, "pcl-5", make([]int, 20)...), {}} {
		data, err := json.Marshal(s)
		require.NoError(f, err)
		f.Add(data)
	}
	f.Add([]byte(`{"instrument":"x","total":1e308,"scale":{"low":-1e308,"high":1e308},"whole":{"low":0,"high":1},"direction":"lower-better"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<13 {
			return
		}
		before := score(t, "gad-2", 1, 1)
		s := before
		if err := s.UnmarshalJSON(data); err != nil {
			require.True(t, s.Equal(before))
			require.NotEmpty(t, therapy.FieldErrors(err))
			return
		}
		v, ok := s.Total()
		low, high := s.Range()
		require.True(t, !ok && v == 0 || v >= low && v <= high)
		out, err := json.Marshal(s)
		require.NoError(t, err)
		var again measure.Score
		require.NoError(t, again.UnmarshalJSON(out))
		require.True(t, s.Equal(again))
		require.True(t, s.Rescale().Equal(s.Rescale().Rescale()))
		_ = s.Point("")
		_, _ = standardSet(t, measure.SetAuthors).Band(s, "")
	})
}

// FuzzCatalogueJSON reads catalogues: an accepted catalogue is the same after encoding and decoding.
func FuzzCatalogueJSON(f *testing.F) {
	one, err := measure.NewCatalogue(wholeInstrument(), standard(f, "phq-4"))
	require.NoError(f, err)
	data, err := json.Marshal(one)
	require.NoError(f, err)
	f.Add(data)
	f.Add([]byte("[]"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var c measure.Catalogue
		if len(data) > 1<<14 || c.UnmarshalJSON(data) != nil {
			require.Zero(t, c.Len())
			return
		}
		out, err := json.Marshal(c)
		require.NoError(t, err)
		var again measure.Catalogue
		require.NoError(t, again.UnmarshalJSON(out))
		twice, err := json.Marshal(again)
		require.NoError(t, err)
		require.Equal(t, string(out), string(twice))
		for id, in := range c.All() {
			low, high := in.Range()
			if in.NoTotal {
				continue
			}
			require.NoError(t, c.CheckValue(id, "", low), "low is the lowest possible score")
			require.NoError(t, c.CheckValue(id, "", high))
			require.Error(t, c.CheckValue(id, "", high+1))
		}
	})
}

// FuzzRefusedResponse scores untrusted responses: scoring never panics, an error comes without a
// total, and an answer above 0 to item 9 raises an alert whatever else is wrong.
func FuzzRefusedResponse(f *testing.F) {
	f.Add([]byte(`,"extra":1}`), byte(2))
	f.Add([]byte(`]`), byte(0))
	f.Add([]byte(`}{"answers":[`), byte(1))
	f.Fuzz(func(t *testing.T, rest []byte, item9 byte) {
		if len(rest) > 1<<12 {
			return
		}
		text := append([]byte(`{"instrument":"phq-9","answers":[0,0,0,0,0,0,0,0,`+strconv.Itoa(int(item9%4))+`]`), rest...)
		s, err := measure.Standard().ScoreJSON(text)
		if _, ok := s.Total(); ok && err != nil {
			t.Fatal("a total together with an error")
		}
		raised := false
		for _, a := range s.Alerts() {
			raised = raised || a.Instrument == "phq-9" && a.Item == 9 && a.State == measure.Raised
		}
		if item9%4 > 0 && !raised && err != nil {
			t.Fatalf("an alert was lost: %v", err)
		}
	})
}

// FuzzTotals checks that FromTotal accepts every total that some answers give.
func FuzzTotals(f *testing.F) {
	f.Add([]byte{1, 2, 3, 255, 0}, byte(4), byte(1), byte(2), byte(3), byte(0))
	f.Add([]byte{254, 2, 3, 1, 0, 4}, byte(4), byte(10), byte(34), byte(255), byte(2))
	f.Fuzz(func(t *testing.T, answers []byte, most, multiply, divide, prorate, round byte) {
		if len(answers) == 0 || len(answers) > 40 {
			return
		}
		items := make([]measure.Item, len(answers))
		for i := range items {
			items[i] = measure.Item{Max: int(most%8) + 1, Reverse: i%3 == 1, NotApplicable: measure.Inapplicable(i % 2 * 3)}
		}
		scoring := measure.Scoring{Multiply: int(multiply % 101), Divide: int(divide), Round: measure.Rounding(round % 4)}
		scoring.Missing = measure.MissingRule{Prorate: int(prorate), Source: wholeInstrument().Sources[0]}
		if prorate == 255 {
			scoring.Missing.Prorate, scoring.Missing.Half = 0, true
		}
		in := small(items, scoring)
		if in.Validate() != nil {
			return
		}
		r := measure.Response{Instrument: in.ID, At: day(0), Answers: make([]measure.Answer, len(answers))}
		for i, a := range answers {
			switch {
			case a == 255:
			case a == 254 && items[i].NotApplicable != 0:
				r.Answers[i] = measure.NotApplicable()
			default:
				r.Answers[i] = measure.Answered(int(a) % (items[i].Max + 1))
			}
		}
		s, err := in.Score(r)
		if err != nil {
			require.ErrorIs(t, err, measure.ErrIncomplete)
			return
		}
		v, _ := s.Total()
		low, high := s.Range()
		require.True(t, v >= low-1e-9 && v <= high+1e-9, "%v outside %v to %v", v, low, high)
		_, err = in.FromTotal(day(0), v)
		require.NoError(t, err, "%v of %v items", v, len(items))
	})
}
