package therapy_test

import (
	"encoding"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
)

// broken lists "path rule" of every field error in err, and fails the test if one does not wrap a
// sentinel of this package.
func broken(tb testing.TB, err error) []string {
	tb.Helper()
	var list []string
	for _, field := range therapy.FieldErrors(err) {
		require.True(tb, errors.Is(field, therapy.ErrRequired) || errors.Is(field, therapy.ErrSyntax) ||
			errors.Is(field, therapy.ErrUnknown) || errors.Is(field, therapy.ErrDuplicate) ||
			errors.Is(field, therapy.ErrContradiction) || errors.Is(field, therapy.ErrRange) ||
			errors.Is(field, therapy.ErrReference), "sentinel of %v", field)
		list = append(list, field.Path+" "+field.Rule)
	}
	return list
}

// aSource is a made-up source that is valid.
func aSource(id string) therapy.Source {
	return therapy.Source{ID: id, Document: "A made-up document", Strength: therapy.Textbook}
}

func sources() []therapy.Source { return []therapy.Source{aSource("T1")} }

func trait(s string) therapy.Trait { return therapy.Trait{Statement: s, Sources: sources()} }

// anIndication is a valid indication that gives points.
func anIndication(id string) therapy.Indication {
	return therapy.Indication{
		ID: id, Layer: therapy.LayerNeed, Ages: therapy.AnyAge, When: therapy.Is(therapy.SensitiveIssue), Alone: 3, Combined: 1,
		Clinician: "For the clinician.", Client: "For you.", Sources: sources(),
	}
}

// aFactor is a valid description of a factor that is not built in.
func aFactor(f therapy.Factor, excludes ...therapy.Factor) therapy.FactorInfo {
	return therapy.FactorInfo{
		Factor: f, Layer: therapy.LayerNeed, Question: "Is it so?", Definition: "It is so.", Excludes: excludes, Sources: sources(),
	}
}

// aDescriptor is a valid descriptor with every field filled.
func aDescriptor(m therapy.Modality) therapy.Descriptor {
	return therapy.Descriptor{
		Modality: m, Name: "Made up", PlainName: "made up", Summary: trait("summary"),
		Participants:  therapy.Participants{Clients: therapy.Range{Min: 2, Max: 4}, Therapists: therapy.Range{Min: 1}, SharedConcern: true, Trait: trait("participants")},
		Leadership:    therapy.Leadership{By: []therapy.Party{therapy.TheTherapist}, Trait: trait("leadership")},
		Privacy:       therapy.Privacy{Hearers: []therapy.Party{therapy.TheMembers}, Leakage: therapy.LeakageShared, Mitigation: trait("mitigation"), Trait: trait("privacy")},
		Focus:         therapy.Focus{On: []string{"couple"}, Trait: trait("focus")},
		Relationship:  therapy.Relationship{With: []therapy.Party{therapy.TheTherapist}, Trait: trait("relationship")},
		Perspectives:  therapy.Perspectives{From: []therapy.Party{therapy.TheMembers}, Trait: trait("perspectives")},
		Time:          therapy.Time{Schedule: therapy.ScheduleRegular, Trait: trait("time")},
		Cost:          therapy.Cost{Relative: therapy.CostLower, Trait: trait("cost")},
		Interpersonal: therapy.Interpersonal{Practice: therapy.PracticeCentral, Trait: trait("interpersonal")},
		Support:       therapy.Support{From: []therapy.Party{therapy.TheMembers}, Trait: trait("support")},
		Benefits:      []therapy.Feature{{ID: "good", Title: "Good", Trait: trait("good")}},
		Limits:        []therapy.Feature{{ID: "less-good", Title: "Less good", Trait: trait("less good")}},
		Programmes:    []therapy.Programme{{ID: "course", Name: "A course", Sessions: therapy.Range{Min: 8, Max: 12}, Sources: sources()}},
		Codes:         []therapy.Code{{System: "urn:example", Code: "1", Display: "made up", Source: aSource("T1")}},
		Indications:   []therapy.Indication{anIndication(string(m) + "-sensitive")},
		Factors:       []therapy.FactorInfo{aFactor(therapy.Factor(m)+"-only", therapy.Factor(m)+"-other"), aFactor(therapy.Factor(m)+"-other", therapy.Factor(m)+"-only")},
	}
}

func TestValidName(t *testing.T) {
	long := make([]byte, 64)
	for i := range long {
		long[i] = 'a'
	}
	for _, test := range []struct {
		name, reason string
		want         bool
	}{
		{"a", "one letter is a word", true},
		{"group", "one word", true},
		{"adolescent-16-17", "digits may start a word after the first", true},
		{string(long), "64 bytes is the most", true},
		{string(long) + "a", "65 bytes is too many", false},
		{"", "nothing names nothing", false},
		{"1group", "a digit comes first", false},
		{"-group", "a hyphen comes first", false},
		{"group-", "a hyphen comes last", false},
		{"a--b", "two hyphens in a row", false},
		{"Group", "upper case", false},
		{"two words", "a space", false},
		{"grüppe", "not ASCII", false},
		{"a_b", "an underscore", false},
		{"a\n", "a line break", false},
	} {
		require.Equal(t, test.want, therapy.ValidName(test.name), test.reason)
		require.Equal(t, test.want, therapy.Modality(test.name).Valid(), test.reason)
	}
}

// text lists the methods of every closed enumeration.
type text interface {
	encoding.TextMarshaler
	encoding.TextAppender
	fmt.Stringer
}

// checkEnum tries all 256 values: only the given names, numbered from first, are valid; every other
// value has a placeholder and cannot be encoded.
func checkEnum[E interface {
	~uint8
	text
}, P interface {
	*E
	encoding.TextUnmarshaler
}](t *testing.T, typ string, first int, names ...string,
) {
	t.Helper()
	t.Run(typ, func(t *testing.T) {
		for v := range 256 {
			e := E(v)
			if v < first || v >= first+len(names) {
				require.Equal(t, fmt.Sprintf("%s(%d)", typ, v), e.String())
				got, err := e.AppendText([]byte("kept"))
				require.ErrorIs(t, err, therapy.ErrRange)
				require.Equal(t, "kept", string(got))
				_, err = e.MarshalText()
				require.ErrorIs(t, err, therapy.ErrRange)
				if valid, ok := any(e).(interface{ Valid() bool }); ok {
					require.False(t, valid.Valid(), "%d", v)
				}
				continue
			}
			name := names[v-first]
			require.Equal(t, name, e.String())
			require.True(t, therapy.ValidName(name), "names leave the process: %s", name)
			got, err := e.MarshalText()
			require.NoError(t, err)
			require.Equal(t, name, string(got))
			var back E
			require.NoError(t, P(&back).UnmarshalText(got))
			require.Equal(t, e, back)
			if valid, ok := any(e).(interface{ Valid() bool }); ok {
				require.True(t, valid.Valid(), name)
			}
			for _, wrong := range []string{"", name + " ", " " + name, "X" + name, fmt.Sprintf("%s(%d)", typ, v), fmt.Sprint(v)} {
				require.ErrorIs(t, P(&back).UnmarshalText([]byte(wrong)), therapy.ErrUnknown, "%q", wrong)
				require.Equal(t, e, back, "an error leaves the value unchanged")
			}
		}
	})
}

func TestEnums(t *testing.T) {
	checkEnum[therapy.Layer](t, "Layer", 1, "safety", "sufficiency", "eligibility", "indication", "preference", "need", "practical")
	checkEnum[therapy.LeakageRisk](t, "LeakageRisk", 1, "lowest", "shared", "higher")
	checkEnum[therapy.Scheduling](t, "Scheduling", 1, "flexible", "regular", "immediate", "drop-in")
	checkEnum[therapy.CostLevel](t, "CostLevel", 1, "lowest", "lower", "higher", "highest")
	checkEnum[therapy.PracticeLevel](t, "PracticeLevel", 1, "none", "talked-about", "moderate", "central")
	checkEnum[therapy.Strength](t, "Strength", 1, "guideline", "guideline-archived", "guideline-quoted", "meta-analysis", "trial",
		"observational", "review", "ethics-code", "textbook", "textbook-quoted", "web-page", "local-policy",
		"law", "official", "owner", "study", "secondary-page")
	checkEnum[therapy.Dimension](t, "Dimension", 1, "participants", "leadership", "privacy", "focus", "relationship", "perspectives",
		"time", "cost", "interpersonal", "support")
	checkEnum[therapy.Discretion](t, "Discretion", 1, "answer-withheld", "in-person-only")
	checkEnum[therapy.Truth](t, "Truth", 0, "unknown", "false", "true")
}

func TestLayerWeighs(t *testing.T) {
	var weighing []therapy.Layer
	for v := range 256 {
		if l := therapy.Layer(v); l.Weighs() {
			weighing = append(weighing, l)
		}
	}
	want := []therapy.Layer{therapy.LayerIndication, therapy.LayerPreference, therapy.LayerNeed, therapy.LayerPractical}
	if diff := cmp.Diff(want, weighing); diff != "" {
		t.Errorf("the layers that give points (-want +got):\n%s", diff)
	}
}

func TestRange(t *testing.T) {
	for _, test := range []struct {
		name          string
		r             therapy.Range
		zero, valid   bool
		inside, apart []int
	}{
		{"zero knows nothing", therapy.Range{}, true, true, nil, []int{-1, 0, 1, 15}},
		{"both bounds are inside", therapy.Range{Min: 5, Max: 15}, false, true, []int{5, 10, 15}, []int{4, 16}},
		{"no upper bound", therapy.Range{Min: 20}, false, true, []int{20, 1 << 30}, []int{19, 0}},
		{"no lower bound", therapy.Range{Max: 12}, false, true, []int{0, 12}, []int{13, -1}},
		{"exactly one", therapy.Range{Min: 1, Max: 1}, false, true, []int{1}, []int{0, 2}},
		{"out of order", therapy.Range{Min: 3, Max: 2}, false, false, nil, nil},
		{"negative minimum", therapy.Range{Min: -1, Max: 2}, false, false, nil, nil},
		{"negative maximum", therapy.Range{Max: -1}, false, false, nil, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			require.Equal(t, test.zero, test.r.IsZero())
			require.Equal(t, test.valid, test.r.Valid())
			for _, n := range test.inside {
				require.True(t, test.r.Contains(n), "%d", n)
			}
			for _, n := range test.apart {
				require.False(t, test.r.Contains(n), "%d", n)
			}
		})
	}
}
