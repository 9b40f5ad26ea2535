package measure_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"iter"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/measure"
)

// dump prints everything that can be reached from v, including unexported fields, so that two dumps
// are equal if nothing has changed.
func dump(b *strings.Builder, v reflect.Value) {
	switch v.Kind() { //nolint:exhaustive // the other kinds are in the default
	case reflect.Slice, reflect.Array:
		b.WriteString("[")
		for i := range v.Len() {
			dump(b, v.Index(i))
		}
		b.WriteString("]")
	case reflect.Map:
		lines := make([]string, 0, v.Len())
		for _, k := range v.MapKeys() {
			var line strings.Builder
			dump(&line, k)
			dump(&line, v.MapIndex(k))
			lines = append(lines, line.String())
		}
		slices.Sort(lines)
		fmt.Fprintf(b, "map%q", lines)
	case reflect.Pointer:
		if v.IsNil() || v.Type().Elem().PkgPath() == "time" { // time zones
			fmt.Fprintf(b, "%t;", v.IsNil())
			return
		}
		b.WriteString("&")
		dump(b, v.Elem())
	case reflect.Struct:
		b.WriteString("{")
		for _, field := range v.Fields() {
			dump(b, field)
		}
		b.WriteString("}")
	case reflect.Func:
		b.WriteString("func;")
	default:
		fmt.Fprintf(b, "%v;", v)
	}
}

func dumped(values ...reflect.Value) string {
	var b strings.Builder
	for _, v := range values {
		dump(&b, v)
	}
	return b.String()
}

// scribble overwrites everything that a caller with v can write to from outside the package:
// elements of slices up to their capacity, entries of maps, and targets of pointers. It returns
// the number of overwritten values.
func scribble(v reflect.Value) (n int) {
	switch v.Kind() { //nolint:exhaustive // the other kinds are in the default
	case reflect.Slice:
		v = v.Slice(0, v.Cap()) // append would write there
		for i := range v.Len() {
			n += scribble(v.Index(i))
		}
	case reflect.Array:
		for i := range v.Len() {
			n += scribble(v.Index(i))
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			n += scribble(v.MapIndex(k)) + 1
			v.SetMapIndex(k, reflect.Value{})
		}
	case reflect.Pointer:
		if !v.IsNil() {
			n += scribble(v.Elem())
		}
	case reflect.Struct:
		for f, field := range v.Fields() {
			if f.IsExported() {
				n += scribble(field)
			}
		}
		// A value with unexported fields can still be overwritten as a whole.
		if v.CanSet() && n == 0 && v.NumField() > 0 {
			v.SetZero()
			n++
		}
	default:
		if v.CanSet() {
			n += overwrite(v)
		}
	}
	return n
}

func overwrite(v reflect.Value) int {
	switch {
	case v.Kind() == reflect.String:
		v.SetString(v.String() + "?")
	case v.Kind() == reflect.Bool:
		v.SetBool(!v.Bool())
	case v.CanInt():
		v.SetInt(v.Int() + 1)
	case v.CanUint():
		v.SetUint(v.Uint() ^ 1)
	case v.CanFloat():
		v.SetFloat(v.Float() + 1)
	default:
		return 0
	}
	return 1
}

// outputs calls every method of x whose arguments are among the samples, and yields the results and
// the elements of iterators.
func outputs(x reflect.Value, samples map[reflect.Type]func() reflect.Value, yield func(method string, out reflect.Value)) {
	for i := range x.NumMethod() {
		method := x.Type().Method(i)
		in, known := make([]reflect.Value, 0, method.Type.NumIn()), true
		for j := 1; j < method.Type.NumIn() && known; j++ {
			var of func() reflect.Value
			if of, known = samples[method.Type.In(j)]; known {
				in = append(in, of())
			}
		}
		if !known {
			continue
		}
		call := x.Method(i).Call
		if method.Type.IsVariadic() {
			call = x.Method(i).CallSlice
		}
		for _, out := range call(in) {
			switch {
			case out.Kind() == reflect.Func && out.Type().CanSeq():
				for element := range out.Seq() {
					yield(method.Name, element)
				}
			case out.Kind() == reflect.Func && out.Type().CanSeq2():
				for _, element := range out.Seq2() {
					yield(method.Name, element)
				}
			default:
				yield(method.Name, out)
			}
		}
	}
}

// leaks overwrites everything that the methods of x return. It lists the methods after which x was
// changed, and those that returned anything that could be overwritten.
func leaks(x any, samples map[reflect.Type]func() reflect.Value) (leaking, giving []string) {
	v := reflect.ValueOf(x)
	gave, leaked := map[string]bool{}, map[string]bool{}
	before := dumped(v)
	outputs(v, samples, func(method string, out reflect.Value) {
		if scribble(out) > 0 {
			gave[method] = true
		}
		if after := dumped(v); after != before {
			leaked[method], before = true, after
		}
	})
	return slices.Sorted(maps.Keys(leaked)), slices.Sorted(maps.Keys(gave))
}

// keeps calls f, overwrites its arguments and reports whether the result of f changed with them, and
// how many values were overwritten.
func keeps(t *testing.T, f any, in ...any) (kept bool, written int) {
	t.Helper()
	args := make([]reflect.Value, len(in))
	for i, x := range in {
		args[i] = reflect.ValueOf(x)
	}
	call := reflect.ValueOf(f).Call
	if reflect.TypeOf(f).IsVariadic() {
		call = reflect.ValueOf(f).CallSlice
	}
	out := call(args)
	if last := out[len(out)-1]; last.Type() == reflect.TypeFor[error]() {
		require.True(t, last.IsNil(), "%v", last)
	}
	before := dumped(out...)
	for _, arg := range args {
		written += scribble(arg)
	}
	return dumped(out...) != before, written
}

// filled returns a value whose slices, pointers and texts are all filled, so that the walk reaches
// everything.
func filled[T any]() T {
	var x T
	v := reflect.ValueOf(&x).Elem()
	fillIn(v)
	return x
}

func fillIn(v reflect.Value) {
	switch v.Kind() { //nolint:exhaustive // the other kinds are in the default
	case reflect.Struct:
		for f, field := range v.Fields() {
			if f.IsExported() {
				fillIn(field)
			}
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fillIn(v.Index(0))
		fillIn(v.Index(1))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fillIn(v.Elem())
	default:
		overwrite(v)
	}
}

// wholeInstrument is an instrument that uses every field.
func wholeInstrument() measure.Instrument {
	source := therapy.Source{ID: "X1", Document: "made up", Strength: therapy.Study}
	return measure.Instrument{
		ID: "made-up", Name: "Made up", Title: "Made up for a test", Direction: measure.LowerBetter,
		Items:     []measure.Item{{Max: 2, Only: []int{0, 1, 2}}, {Max: 2, Only: []int{0, 1, 2}, NotApplicable: measure.LeftOut}, {Max: 2, Only: []int{0, 1, 2}}},
		Scoring:   measure.Scoring{Multiply: 2, Missing: measure.MissingRule{Prorate: 1, Source: source}},
		Subscales: []measure.Subscale{{ID: "a", Items: []int{1, 2}, Scoring: measure.Scoring{Missing: measure.MissingRule{Half: true, Source: source}}}, {ID: "b", Items: []int{3}}},
		Form:      &measure.Form{Language: "en", Intro: "made up", Items: []string{"a", "b", "c"}, Options: []measure.FormOption{{0, "no"}, {2, "yes"}}, Terms: "made up", Sources: []therapy.Source{source}},
		Skips:     []measure.Skip{{WhenMin: []int{1}, Skips: []int{2}}},
		Critical:  []measure.Critical{{Item: 3, At: 1, About: "made up"}},
		Licence:   measure.Licence{Wording: measure.WordingFree, Terms: "made up", Source: source},
		Sources:   []therapy.Source{source, {ID: "X2", Document: "made up too", Strength: therapy.Study}},
	}
}

func wholeSet() measure.ThresholdSpec {
	return measure.ThresholdSpec{ID: "made-up", Version: "1", Name: "Made up", Population: "Made up", Entries: []measure.Thresholds{
		{
			Instrument: "phq-9", Bands: []measure.Band{{Label: "low"}, {Label: "high", From: 10}}, Case: &measure.Cutoff{Value: 10, Label: "case"},
			Reliable: &measure.ChangeMark{Points: 6}, Important: &measure.ChangeMark{Points: 5}, Sources: wholeInstrument().Sources,
		},
		{
			Instrument: "gad-7", Case: &measure.Cutoff{Value: 8, Label: "case"}, Reliable: &measure.ChangeMark{Points: 4}, Sources: wholeInstrument().Sources,
		},
	}}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// sample returns a new value of T for each call, because arguments are overwritten.
func sample[T any](into map[reflect.Type]func() reflect.Value, of func() T) {
	into[reflect.TypeFor[T]()] = func() reflect.Value { return reflect.ValueOf(of()) }
}

func phqResponse() measure.Response {
	return measure.Response{Instrument: "phq-9", At: day(0), Answers: measure.Answers(2, 2, 2, 2, 2, 0, 0, 0, 1)}
}

func arguments() map[reflect.Type]func() reflect.Value {
	all := map[reflect.Type]func() reflect.Value{}
	sample(all, phqResponse)
	sample(all, func() measure.ID { return "phq-9" })
	sample(all, func() string { return "" })
	sample(all, func() float64 { return 7 })
	sample(all, func() time.Time { return day(0) })
	sample(all, func() []measure.Instrument { return []measure.Instrument{wholeInstrument()} })
	sample(all, func() measure.Outcome { return measure.Outcome{} })
	sample(all, func() measure.Score { return must(measure.Standard().Score(phqResponse())) })
	sample(all, func() measure.Course {
		one := func(id measure.ID, at time.Time, total float64) measure.Score {
			in, _ := measure.Standard().Lookup(id)
			return must(in.FromTotal(at, total))
		}
		return measure.Course{
			Depression: measure.Pair{First: one("phq-9", day(0), 18), Last: one("phq-9", day(84), 6)},
			Anxiety:    measure.Pair{First: one("gad-7", day(0), 12), Last: one("gad-7", day(84), 5)}, Instrument: "gad-7",
		}
	})
	return all
}

// exported lists the exported types of the package and its exported functions.
func exported(t *testing.T) (types, functions []string) {
	t.Helper()
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		require.NoError(t, err)
		for _, decl := range parsed.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				if d.Recv == nil && d.Name.IsExported() {
					functions = append(functions, d.Name.Name)
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					if ts, ok := spec.(*ast.TypeSpec); ok && ts.Name.IsExported() {
						types = append(types, ts.Name.Name)
					}
				}
			}
		}
	}
	slices.Sort(types)
	slices.Sort(functions)
	return types, functions
}

// TestNoAliasingOfAccessors calls every method of a value of every exported type, overwrites the
// results and checks that the value is unchanged. The list names the methods that return anything
// that can be overwritten, so that the test fails if it no longer reaches one of them.
func TestNoAliasingOfAccessors(t *testing.T) {
	c := must(measure.NewCatalogue(append(slices.Collect(maps.Values(maps.Collect(measure.Standard().All()))), wholeInstrument())...))
	set := must(measure.NewThresholdSet(c, wholeSet()))
	score := must(c.Score(measure.Response{Instrument: "made-up", Answers: []measure.Answer{measure.Answered(1), measure.NotApplicable(), measure.Answered(1)}}))
	require.NotEmpty(t, score.Alerts())
	require.NotEmpty(t, score.Subscales())
	checked := []string{}
	for _, test := range []struct {
		value  any
		gives  []string
		reason string
	}{
		{c, []string{"All", "Lookup"}, "a catalogue is shared by a whole service"},
		{set, []string{"Band", "Caseness", "Change", "For", "Important", "Spec"}, "so is a threshold set"},
		{symptomRule(t, measure.RulePHQ9), []string{"Evaluate", "Spec"}, "and a rule"},
		{score, []string{"Alerts", "LeftOut", "Subscales"}, "an alert that somebody could take out of a score would be lost"},
		{must(measure.NewNHSRules(set)), []string{"Sources"}, "outcomes are plain values"},
		{measure.Answered(3), nil, "a number"},
		{wholeInstrument(), []string{"Clone"}, "the copy is a copy"},

		{filled[measure.Alert](), nil, "open"},
		{measure.Raised, nil, "a number"},
		{filled[measure.Attainment](), nil, "open, no methods"},
		{filled[measure.AttainmentPolicy](), nil, "open"},
		{filled[measure.Band](), nil, "open"},
		{filled[measure.BandResult](), nil, "open, no methods"},
		{filled[measure.CaseResult](), nil, "open, no methods"},
		{measure.ReliableImprovement, nil, "a number"},
		{filled[measure.ChangeMark](), nil, "open"},
		{filled[measure.ChangeResult](), nil, "open, no methods"},
		{filled[measure.ChartPoint](), nil, "open"},
		{measure.ChartSpec{Points: make([]measure.ChartPoint, 2), Sessions: make([]time.Time, 2)}, nil, "open, no methods"},
		{filled[measure.Course](), nil, "open, no methods"},
		{filled[measure.Critical](), nil, "open"},
		{filled[measure.Cutoff](), nil, "open"},
		{measure.LowerBetter, nil, "a number"},
		{filled[measure.EffectSize](), nil, "open"},
		{filled[measure.GoalLevel](), nil, "open"},
		{filled[measure.GroupCount](), nil, "open"},
		{measure.ID("phq-9"), nil, "a text"},
		{filled[measure.Item](), nil, "open, no methods"},
		{filled[measure.LOINC](), nil, "open"},
		{filled[measure.Licence](), nil, "open"},
		{filled[measure.MissingRule](), nil, "open"},
		{filled[measure.Norm](), nil, "numbers"},
		{filled[measure.Outcome](), nil, "open"},
		{filled[measure.Pair](), nil, "open, no methods"},
		{measure.WordingFree, nil, "a number"},
		{filled[measure.Picture](), nil, "texts"},
		{filled[measure.Rate](), nil, "numbers"},
		{filled[measure.Reliability](), nil, "numbers"},
		{measure.TestRetest, nil, "a number"},
		{filled[measure.ReliableIndex](), nil, "open"},
		{phqResponse(), nil, "open, no methods"},
		{filled[measure.SetRef](), nil, "texts"},
		{measure.Recovered, nil, "a number"},
		{filled[measure.Significant](), nil, "open"},
		{filled[measure.Skip](), nil, "open, no methods"},
		{filled[measure.Subscale](), nil, "open, no methods"},
		{filled[measure.SubscaleScore](), nil, "open"},
		{filled[measure.Symptom](), nil, "open"},
		{filled[measure.SymptomCount](), nil, "open, no methods"},
		{filled[measure.SymptomFinding](), nil, "open, no methods"},
		{filled[measure.SymptomOutcome](), nil, "open, no methods"},
		{filled[measure.SymptomSpec](), nil, "open, no methods"},
		{filled[measure.Tally](), nil, "numbers"},
		{wholeSet(), nil, "open, no methods"},
		{wholeSet().Entries[0], nil, "open, no methods"},
		{measure.Yes, nil, "a number"},
		{measure.LeftOut, nil, "a number"},
		{measure.Nearest, nil, "a number"},
		{measure.ByPreSD, nil, "a number"},
		{filled[measure.Scale](), nil, "numbers"},
		{filled[measure.Scoring](), nil, "open, no methods"},
		{filled[measure.Form](), nil, "open"},
		{filled[measure.FormOption](), nil, "open"},
	} {
		name := reflect.TypeOf(test.value).Name()
		checked = append(checked, name)
		leaking, giving := leaks(test.value, arguments())
		require.Empty(t, leaking, "%s: %s", name, test.reason)
		giving = slices.DeleteFunc(giving, func(method string) bool { return strings.HasPrefix(method, "Marshal") })
		require.ElementsMatch(t, test.gives, giving, "%s: %s", name, test.reason)
	}
	slices.Sort(checked)
	types, _ := exported(t)
	require.Empty(t, cmp.Diff(types, checked), "every exported type is in the list")
}

// TestNoAliasingOfArguments calls every function and every method with arguments that can be
// overwritten, overwrites them and checks that the result is unchanged. Functions that take only
// numbers and texts are listed separately.
func TestNoAliasingOfArguments(t *testing.T) {
	called := []string{}
	standardSet := standardSet(t, measure.SetNHS)
	for _, test := range []struct {
		name, reason string
		of           any
		in           []any
	}{
		{"NewCatalogue", "instruments come from whoever wrote them", measure.NewCatalogue, []any{[]measure.Instrument{wholeInstrument()}}},
		{"NewThresholdSet", "marks are behind pointers", measure.NewThresholdSet, []any{measure.Standard(), wholeSet()}},
		{"NewSymptomRule", "lists within lists", measure.NewSymptomRule, []any{measure.Standard(), symptomRule(t, measure.RulePHQ9).Spec()}},
		{"NewNHSRules", "the measures are copied", measure.NewNHSRules, []any{standardSet, []measure.ID{"made-up"}}},
		{"Answers", "numbers", measure.Answers, []any{[]int{1, 2, 3}}},
		{"ParseResponse", "a buffer is used again", measure.ParseResponse, []any{[]byte(`{"instrument":"phq-9","at":"2026-01-05T18:00:00Z","answers":[1,null]}`)}},
		{"Chart", "the picture stays as it was drawn", measure.Chart, []any{chartSpec(t, 18, 12, 6)}},
		{"GoalAttainment", "the levels go with the score", measure.GoalAttainment, []any{[]measure.GoalLevel{{Level: 1, Rated: true, Weight: 1}}, measure.AttainmentPolicy{}}},
		{"Effect", "scores", measure.Effect, []any{measure.ByChangeSD, []float64{1, 2, 4}, []float64{2, 5, 6}}},
		{"Combine", "sets", measure.Combine, []any{measure.SetRef{ID: "clinic", Version: "1", Name: "x", Population: "x"}, []measure.ThresholdSet{standardSet}}},
		{"Catalogue.ScoreJSON", "a buffer is used again", measure.Catalogue.ScoreJSON, []any{measure.Standard(), []byte(`{"instrument":"phq-9","at":"2026-01-05T18:00:00Z","answers":[1,1,1,1,1,1,1,1,3]}`)}},
		{"Catalogue.Replace", "instruments", measure.Catalogue.Replace, []any{must(measure.NewCatalogue(wholeInstrument())), []measure.Instrument{wholeInstrument()}}},
		{"Instrument.Clone", "a copy", measure.Instrument.Clone, []any{wholeInstrument()}},
		{"Instrument.Score", "answers", measure.Instrument.Score, []any{standard(t, "phq-9"), phqResponse()}},
		{"Instrument.FromTotal", "the instrument", measure.Instrument.FromTotal, []any{standard(t, "wsas"), day(0), 5.0, []int{1}}},
		{"Catalogue.Score", "answers", measure.Catalogue.Score, []any{measure.Standard(), phqResponse()}},
		{"Catalogue.With", "instruments", measure.Catalogue.With, []any{measure.Standard(), []measure.Instrument{wholeInstrument()}}},
		{"SymptomRule.Evaluate", "answers", measure.SymptomRule.Evaluate, []any{symptomRule(t, measure.RulePHQ9), phqResponse()}},
		{"NHSRules.Evaluate", "scores cannot be written to", measure.NHSRules.Evaluate, []any{must(measure.NewNHSRules(standardSet)), arguments()[reflect.TypeFor[measure.Course]()]().Interface()}},
	} {
		changed, written := keeps(t, test.of, test.in...)
		require.False(t, changed, "%s: %s", test.name, test.reason)
		require.Equal(t, test.name != "NHSRules.Evaluate", written > 0, "%s has been written to", test.name)
		if !strings.Contains(test.name, ".") {
			called = append(called, test.name)
		}
	}
	called = append(called, "Answered", "NotApplicable", "CutoffA", "CutoffB", "CutoffC", "JacobsonTruax", "NationalEffect", "PercentChange", "RCI", // numbers
		"Messages", "StandardSet", "StandardSymptomRule", // a text, or nothing
		"Standard", "StandardSets", "StandardSymptomRules") // see TestStandardTablesAreOwned
	slices.Sort(called)
	_, functions := exported(t)
	require.Empty(t, cmp.Diff(functions, called), "every exported function is in the list")
}

// A caller cannot change the tables of the package.
func TestStandardTablesAreOwned(t *testing.T) {
	tables := func() string {
		return dumped(reflect.ValueOf(measure.Standard()), reflect.ValueOf(measure.StandardSets()), reflect.ValueOf(measure.StandardSymptomRules()))
	}
	before := tables()
	written := 0
	spoil := func(x any) { written += scribble(reflect.ValueOf(x)) }
	for _, in := range measure.Standard().All() {
		spoil(in)
	}
	for _, s := range measure.StandardSets() {
		spoil(s.Spec().Entries)
	}
	for _, r := range measure.StandardSymptomRules() {
		spoil(r.Spec())
	}
	spoil(measure.StandardSets())
	spoil(measure.StandardSymptomRules())
	require.Greater(t, written, 1000)
	require.Equal(t, before, tables())
}

// leaky has a method for every way of sharing its internal memory.
type leaky struct {
	list   []int
	nested []measure.Subscale
	table  map[string]int
	mark   *measure.ChangeMark
}

func (l leaky) List() []int                          { return l.list }
func (l leaky) Nested() []measure.Subscale           { return slices.Clone(l.nested) }
func (l leaky) Table() map[string]int                { return l.table }
func (l leaky) Mark() *measure.ChangeMark            { return l.mark }
func (l leaky) Spare() []int                         { return l.list[:0] }
func (l leaky) Lists() iter.Seq[[]int]               { return slices.Values([][]int{l.list}) }
func (l leaky) Pairs() iter.Seq2[int, []int]         { return slices.All([][]int{l.list}) }
func (l leaky) For(measure.ID) measure.Thresholds    { return measure.Thresholds{Reliable: l.mark} }
func (l leaky) Copy() []int                          { return slices.Clone(l.list) }
func (l leaky) Count(...measure.Instrument) int      { return len(l.list) }
func (l leaky) Unreachable(time.Duration) (out *int) { return &l.list[0] }

// TestAliasingDetector checks the detector: it must find every method that shares memory, and no
// other.
func TestAliasingDetector(t *testing.T) {
	l := leaky{[]int{1}, []measure.Subscale{{ID: "a", Items: []int{1}}}, map[string]int{"a": 1}, &measure.ChangeMark{Points: 1}}
	leaking, giving := leaks(l, arguments())
	require.Equal(t, []string{"For", "List", "Lists", "Mark", "Nested", "Pairs", "Spare", "Table"}, leaking)
	require.Equal(t, []string{"Copy", "For", "List", "Lists", "Mark", "Nested", "Pairs", "Spare", "Table"}, giving)
	for _, test := range []struct {
		name, reason string
		of           any
		in           any
		changed      bool
	}{
		{"keeps the slice", "the commonest mistake", func(v []int) leaky { return leaky{list: v} }, []int{1}, true},
		{"copies the outside only", "the second commonest", func(v []measure.Subscale) leaky { return leaky{nested: slices.Clone(v)} }, []measure.Subscale{{Items: []int{1}}}, true},
		{"keeps the map", "maps are shared too", func(v map[string]int) leaky { return leaky{table: v} }, map[string]int{"a": 1}, true},
		{"keeps the pointer", "a mark behind a pointer", func(v measure.Thresholds) leaky { return leaky{mark: v.Reliable} }, measure.Thresholds{Reliable: &measure.ChangeMark{Points: 1}}, true},
		{"copies", "nothing to see", func(v []int) leaky { return leaky{list: slices.Clone(v)} }, []int{1}, false},
	} {
		changed, written := keeps(t, test.of, test.in)
		require.Equal(t, test.changed, changed, "%s: %s", test.name, test.reason)
		require.Equal(t, test.name != "NHSRules.Evaluate", written > 0, test.name)
	}
}

// TestCloneCopiesEveryField fills all fields of an instrument, so that a new field which Clone does
// not copy is found.
func TestCloneCopiesEveryField(t *testing.T) {
	changed, written := keeps(t, measure.Instrument.Clone, filled[measure.Instrument]())
	require.False(t, changed)
	require.Greater(t, written, 20)
}
