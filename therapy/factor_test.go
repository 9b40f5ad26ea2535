package therapy_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

func TestFactorInfoValidate(t *testing.T) {
	require.NoError(t, aFactor("a").Validate())
	for _, test := range []struct {
		name   string
		change func(*therapy.FactorInfo)
		want   []string
	}{
		{"malformed name", func(f *therapy.FactorInfo) { f.Factor = "A b" }, []string{"/factor factor-name"}},
		{"no layer", func(f *therapy.FactorInfo) { f.Layer = 0 }, []string{"/layer factor-layer"}},
		{"no question", func(f *therapy.FactorInfo) { f.Question = " " }, []string{"/question factor-question"}},
		{"a question without its mark", func(f *therapy.FactorInfo) { f.Question = "Is it so" }, []string{"/question factor-question"}},
		{"a plain question without its mark", func(f *therapy.FactorInfo) { f.PlainQuestion = "Is it so" }, []string{"/plainQuestion factor-plain-question"}},
		{"no such discretion", func(f *therapy.FactorInfo) { f.Discretion = 9 }, []string{"/discretion factor-discretion"}},
		{"no definition", func(f *therapy.FactorInfo) { f.Definition = "\n" }, []string{"/definition factor-definition"}},
		{"excludes itself", func(f *therapy.FactorInfo) { f.Excludes = []therapy.Factor{"a"} }, []string{"/excludes/0 factor-excludes-itself"}},
		{"excludes twice", func(f *therapy.FactorInfo) { f.Excludes = []therapy.Factor{"b", "c", "b"} }, []string{"/excludes/2 factor-excludes-twice"}},
		{"no source", func(f *therapy.FactorInfo) { f.Sources = nil }, []string{"/sources sources-missing"}},
		{"everything at once", func(f *therapy.FactorInfo) {
			*f = therapy.FactorInfo{Excludes: []therapy.Factor{"", "b", "b"}, Sources: []therapy.Source{{}}}
		}, []string{
			"/factor factor-name", "/layer factor-layer", "/question factor-question", "/definition factor-definition",
			"/excludes/0 factor-excludes-itself", "/excludes/2 factor-excludes-twice",
			"/sources/0/id source-id", "/sources/0/document source-document", "/sources/0/strength source-strength",
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := aFactor("a")
			test.change(&f)
			require.Equal(t, test.want, broken(t, f.Validate()))
		})
	}
}

func TestNewVocabularyRefuses(t *testing.T) {
	for _, test := range []struct {
		name  string
		infos []therapy.FactorInfo
		want  []string
	}{
		{"one twice", []therapy.FactorInfo{aFactor("a"), aFactor("b"), aFactor("a")}, []string{"/2/factor factor-duplicate"}},
		{"excludes what is not there", []therapy.FactorInfo{aFactor("a", "b")}, []string{"/0/excludes/0 factor-excludes-unknown"}},
		{"exclusion one way only", []therapy.FactorInfo{aFactor("a", "b"), aFactor("b")}, []string{"/0/excludes/0 factor-excludes-one-way"}},
		{"everything at once", []therapy.FactorInfo{{}, aFactor("a", "b", "c"), aFactor("b"), aFactor("b")}, []string{
			"/0/factor factor-name", "/0/layer factor-layer", "/0/question factor-question", "/0/definition factor-definition", "/0/sources sources-missing",
			"/3/factor factor-duplicate", "/1/excludes/0 factor-excludes-one-way", "/1/excludes/1 factor-excludes-unknown",
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			v, err := therapy.NewVocabulary(test.infos...)
			require.Equal(t, test.want, broken(t, err))
			require.Zero(t, v.Len(), "an error returns the zero vocabulary")
		})
	}
}

func TestVocabulary(t *testing.T) {
	in := []therapy.FactorInfo{aFactor("b", "a"), aFactor("a", "b"), aFactor("c")}
	v, err := therapy.NewVocabulary(in...)
	require.NoError(t, err)
	require.Equal(t, []therapy.Factor{"b", "a", "c"}, factorsOf(v), "the order given")
	require.Equal(t, 3, v.Len())

	// The vocabulary copies what it takes and what it returns.
	in[0].Excludes[0], in[0].Sources[0].ID = "zzz", "zzz"
	got, ok := v.Lookup("b")
	require.True(t, ok)
	if diff := cmp.Diff(aFactor("b", "a"), got, same); diff != "" {
		t.Errorf("mutated through the argument (-want +got):\n%s", diff)
	}
	got.Excludes[0], got.Sources[0].ID = "zzz", "zzz"
	for _, info := range v.All() {
		for i := range info.Excludes {
			info.Excludes[i] = "zzz"
		}
		info.Sources[0].ID = "zzz"
	}
	got, _ = v.Lookup("b")
	if diff := cmp.Diff(aFactor("b", "a"), got, same); diff != "" {
		t.Errorf("mutated through the result (-want +got):\n%s", diff)
	}

	_, ok = v.Lookup("d")
	require.False(t, ok)
	for range v.All() {
		break
	}
	var zero therapy.Vocabulary
	require.Zero(t, zero.Len())
	require.Empty(t, factorsOf(zero))
	_, ok = zero.Lookup("a")
	require.False(t, ok)
	_, ok = zero.Suggest("a")
	require.False(t, ok)
}

func TestVocabularyJSON(t *testing.T) {
	for _, v := range []therapy.Vocabulary{{}, therapy.Factors()} {
		data, err := json.Marshal(v)
		require.NoError(t, err)
		var back therapy.Vocabulary
		require.NoError(t, json.Unmarshal(data, &back))
		require.Equal(t, factorsOf(v), factorsOf(back))
		again, err := json.Marshal(back)
		require.NoError(t, err)
		require.Equal(t, string(data), string(again))
	}
	v := therapy.Factors()
	for _, wrong := range []string{`{}`, `[{}]`, `[{"factor":"a","more":1}]`} {
		require.NotEmpty(t, therapy.FieldErrors(v.UnmarshalJSON([]byte(wrong))), wrong)
		require.Equal(t, therapy.Factors().Len(), v.Len(), "an error leaves the value unchanged")
	}
}

func factorsOf(v therapy.Vocabulary) []therapy.Factor {
	var list []therapy.Factor
	for f := range v.All() {
		list = append(list, f)
	}
	return list
}

func TestVocabularyWith(t *testing.T) {
	base := therapy.Factors()
	added := aFactor("over-80", therapy.ChildUnder12, "over-90")
	v, err := base.With(added, aFactor("over-90", "over-80"))
	require.NoError(t, err)
	require.Equal(t, append(factorsOf(base), "over-80", "over-90"), factorsOf(v), "at the end")
	child, _ := v.Lookup(therapy.ChildUnder12)
	require.Contains(t, child.Excludes, therapy.Factor("over-80"), "the other factor gets the exclusion too")
	child, _ = base.Lookup(therapy.ChildUnder12)
	require.NotContains(t, child.Excludes, therapy.Factor("over-80"), "the base is unchanged")
	require.Equal(t, base.Len()+2, v.Len())

	_, err = base.With(aFactor(therapy.Adult))
	require.ErrorIs(t, err, therapy.ErrDuplicate)
	_, err = base.With(aFactor("over-80", "nowhere"))
	require.ErrorIs(t, err, therapy.ErrReference)
	same, err := base.With()
	require.NoError(t, err)
	require.Equal(t, factorsOf(base), factorsOf(same))
}

func TestSuggest(t *testing.T) {
	v := therapy.Factors()
	for _, test := range []struct {
		in, reason string
		want       therapy.Factor
	}{
		{"adult", "itself", therapy.Adult},
		{"adlut", "two neighbours exchanged", therapy.Adult},
		{"adolescent-6-71", "digits have to be right", ""},
		{"adul", "one letter missing", therapy.Adult},
		{"value-privacy", "one letter missing", therapy.ValuesPrivacy},
		{"values_privacy", "another separator", therapy.ValuesPrivacy},
		{"Values-Privacy", "another case", therapy.ValuesPrivacy},
		{"fear-of-judgment", "the American spelling", therapy.FearOfJudgement},
		{"ptds", "two neighbours exchanged", therapy.PTSD},
		{"ptds", "two neighbours exchanged", therapy.PTSD},
		{"xyz", "three apart of three", ""},
		{"bp", "too short for a slip", ""},
		{"", "nothing suggests nothing", ""},
		{"the client told me about her brother", "prose is no slip", ""},
	} {
		got, ok := v.Suggest(test.in)
		require.Equal(t, test.want, got, "%s: %s", test.in, test.reason)
		require.Equal(t, test.want != "", ok, test.in)
	}
	long := make([]byte, 65)
	for i := range long {
		long[i] = 'a'
	}
	_, ok := v.Suggest(string(long))
	require.False(t, ok, "an invalid name has no suggestion")
	longest, err := therapy.NewVocabulary(aFactor(therapy.Factor(long[:64])))
	require.NoError(t, err)
	_, ok = longest.Suggest(string(long[:64]))
	require.True(t, ok, "a name of the maximum length is compared")
	_, ok = longest.Suggest(string(long))
	require.False(t, ok, "one byte more is not")
}

// slowDistance computes the distance from its recursive definition, without a table.
func slowDistance(a, b string) int {
	switch {
	case a == "":
		return len(b)
	case b == "":
		return len(a)
	case a[0] == b[0]:
		return slowDistance(a[1:], b[1:])
	}
	least := 1 + min(slowDistance(a[1:], b), slowDistance(a, b[1:]), slowDistance(a[1:], b[1:]))
	if len(a) > 1 && len(b) > 1 && a[0] == b[1] && a[1] == b[0] {
		least = min(least, 1+slowDistance(a[2:], b[2:]))
	}
	return least
}

func FuzzEditDistance(f *testing.F) {
	for _, pair := range [][2]string{{"", ""}, {"a", ""}, {"kitten", "sitting"}, {"adult", "adlut"}, {"abc", "cab"}} {
		f.Add(pair[0], pair[1])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		a, b = a[:min(len(a), 7)], b[:min(len(b), 7)]
		got := therapy.EditDistance(a, b)
		require.Equal(t, slowDistance(a, b), got, "%q %q", a, b)
		require.Equal(t, got, therapy.EditDistance(b, a))
	})
}

func TestNearestFindsNothingInATie(t *testing.T) {
	for _, order := range [][]string{{"gain", "pain"}, {"pain", "gain"}, {"pain", "gain", "pain"}} {
		_, ok := therapy.Nearest("main", slices.Values(order))
		require.False(t, ok, "two names are equally near")
	}
	near, ok := therapy.Nearest("paim", slices.Values([]string{"gain", "pain", "pain"}))
	require.True(t, ok, "the same name twice is no tie")
	require.Equal(t, "pain", near)
}

// TestSuggestEverySlip leaves out, doubles and changes every letter of every factor. The factor
// itself is suggested, or nothing if another one is equally near.
func TestSuggestEverySlip(t *testing.T) {
	v := therapy.Factors()
	found, all := 0, 0
	for _, f := range factorsOf(v) {
		for i := range len(f) {
			if '0' <= f[i] && f[i] <= '9' {
				continue // a wrong digit gives no suggestion
			}
			for _, slip := range []string{string(f[:i] + f[i+1:]), string(f[:i] + "q" + f[i+1:]), string(f[:i] + "q" + f[i:])} {
				all++
				if got, ok := v.Suggest(slip); ok {
					found++
					require.LessOrEqual(t, therapy.EditDistance(slip, string(got)), 1, slip)
				}
			}
		}
	}
	require.Greater(t, found*100, all*98, "few misspellings are equally near to two factors")
}

func BenchmarkSuggest(b *testing.B) {
	v := therapy.Factors()
	b.ReportAllocs()
	for b.Loop() {
		v.Suggest("wants-divers-perspectives")
	}
}

func BenchmarkVocabularyLookup(b *testing.B) {
	v := therapy.Factors()
	b.ReportAllocs()
	for b.Loop() {
		v.Lookup(therapy.WantsDiversePerspectives)
	}
}

// TestVocabularyAccessors checks that the accessors that do not copy agree with Lookup and All.
func TestVocabularyAccessors(t *testing.T) {
	v := therapy.Factors()
	var names []therapy.Factor
	for f, info := range v.All() {
		names = append(names, f)
		require.True(t, v.Has(f))
		require.Equal(t, info.Excludes, slices.Collect(v.Excluded(f)))
		brief, ok := v.Outline(f)
		require.True(t, ok)
		require.Empty(t, brief.Excludes)
		require.Empty(t, brief.Sources)
		brief.Excludes, brief.Sources = info.Excludes, info.Sources
		require.Equal(t, info, brief)
	}
	require.Equal(t, names, slices.Collect(v.Names()))
	therapytest.Allocations(t, 0, "look at each statement", func() {
		for f := range v.Names() {
			if info, ok := v.Outline(f); !ok || info.Factor != f || !v.Has(f) {
				panic(f)
			}
		}
	})
	require.False(t, v.Has("made-up"))
	require.Empty(t, slices.Collect(v.Excluded("made-up")))
	_, ok := v.Outline("made-up")
	require.False(t, ok)
	for range v.Names() {
		break
	}
	for range v.Excluded(therapy.Adult) {
		break
	}
}
