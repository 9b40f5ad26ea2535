package therapy_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
)

// TestFactorsContract checks that the table has the rows, layers and ids of the taxonomy, in the
// same order.
func TestFactorsContract(t *testing.T) {
	data, err := os.ReadFile("testdata/factors.txt")
	require.NoError(t, err)
	type line struct {
		Row    string
		Layer  string
		Factor therapy.Factor
	}
	var want, got []line
	for text := range strings.Lines(string(data)) {
		fields := strings.Fields(text)
		if len(fields) == 0 || fields[0] == "#" {
			continue
		}
		for _, id := range fields[2:] {
			want = append(want, line{fields[0], fields[1], therapy.Factor(id)})
		}
	}
	require.Len(t, want, 174, "the taxonomy lists 174 factors")
	for f, info := range therapy.Factors().All() {
		require.Equal(t, f, info.Factor)
		got = append(got, line{info.Row, info.Layer.String(), f})
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("taxonomy against table (-want +got):\n%s", diff)
	}
	require.Equal(t, len(want), therapy.Factors().Len())
}

func TestFactorsTexts(t *testing.T) {
	seen := map[string]therapy.Factor{}
	for f, info := range therapy.Factors().All() {
		require.NoError(t, info.Validate(), f)
		require.True(t, strings.HasSuffix(info.Question, "?"), f)
		require.Equal(t, 1, strings.Count(info.Question, "?"), "%s asks one thing", f)
		require.True(t, strings.HasSuffix(info.Definition, "."), f)
		require.NotContains(t, info.Definition, "\n", "%s is defined in one line", f)
		for _, words := range []string{info.Question, info.Definition} {
			require.Empty(t, seen[words], "%s says what another says", f)
			seen[words] = f
		}
		// A question that begins with one of these cannot be answered yes or no,
		// and one with these words suggests its answer.
		for _, open := range []string{"What", "Why", "How", "Which", "Who", "Where", "When"} {
			require.False(t, strings.HasPrefix(info.Question, open+" "), f)
		}
		for _, leading := range []string{"surely", "of course", "isn't", "don't", "doesn't", "Wouldn't"} {
			require.NotContains(t, info.Question, leading, f)
		}
		for _, source := range info.Sources {
			cited, ok := therapy.Cite(source.ID)
			require.True(t, ok, "%s cites %s", f, source.ID)
			require.Equal(t, cited, source)
		}
	}
}

// Every question also has a wording for the person.
func TestFactorsPlainQuestions(t *testing.T) {
	seen := map[string]therapy.Factor{}
	for f, info := range therapy.Factors().All() {
		q := info.PlainQuestion
		require.Equal(t, q, info.ToClient(), f)
		require.NotEqual(t, info.Question, q, f)
		// A question of more than fifteen words has two short sentences.
		require.LessOrEqual(t, strings.Count(q, "?"), 2, "%s asks one thing", f)
		require.True(t, strings.HasSuffix(q, "?"), f)
		require.Regexp(t, `\b[Yy]our?(self)?\b`, q, "%s speaks to the person", f)
		for _, about := range []string{"the person", "client", "patient"} {
			require.NotContains(t, q, about, f)
		}
		require.Empty(t, seen[q], "%s asks what another asks", f)
		seen[q] = f
	}
	bare := therapy.FactorInfo{Question: "Does the person agree?"}
	require.Equal(t, bare.Question, bare.ToClient(), "without a wording for the person, the clinician's is used")
}

// The statements that a text for the person leaves out, row by row: statements about danger or
// judgements of the person are not listed, and abuse is not mentioned at all.
func TestFactorsDiscretion(t *testing.T) {
	withheld := []string{"F01", "F02", "F03", "F04", "F05", "F06", "F07", "F08", "F17", "F18", "F19", "F24"}
	factors := []therapy.Factor{"emotional-dysregulation", "self-harm-programme-wanted", "gambling-harm", "bereaved-by-suicide"}
	for f, info := range therapy.Factors().All() {
		want := therapy.Discretion(0)
		switch {
		case info.Row == "F09":
			want = therapy.InPersonOnly
		case slices.Contains(withheld, info.Row), slices.Contains(factors, f):
			want = therapy.AnswerWithheld
		}
		require.Equal(t, want, info.Discretion, f)
	}
}

func TestFactorsExclude(t *testing.T) {
	vocabulary := therapy.Factors()
	want := map[[2]therapy.Factor]bool{}
	pairs, why := therapy.Exclusions()
	for i, pair := range pairs {
		require.NotEmpty(t, why[i], "%v", pair)
		require.NotEqual(t, pair[0], pair[1])
		require.False(t, want[pair], "%v stands twice", pair)
		want[pair], want[[2]therapy.Factor{pair[1], pair[0]}] = true, true
	}
	got := map[[2]therapy.Factor]bool{}
	for f, info := range vocabulary.All() {
		for _, other := range info.Excludes {
			got[[2]therapy.Factor{f, other}] = true
		}
	}
	require.Equal(t, want, got)
}

// TestFactorsThatContradict checks that the pairs which the clinical reference calls contradictory
// exclude each other, so that no rule has to decide about them.
func TestFactorsThatContradict(t *testing.T) {
	for _, pair := range [][2]therapy.Factor{
		{therapy.RelapsePrevention, therapy.DepressionMoreSevere},
		{therapy.DepressionRemission, therapy.DepressionMoreSevere},
		{therapy.AnorexiaNervosa, therapy.BingeEatingDisorder},
	} {
		for range 2 {
			require.Contains(t, slices.Collect(therapy.Factors().Excluded(pair[0])), pair[1])
			pair[0], pair[1] = pair[1], pair[0]
		}
	}
}

// TestFactorsSafetyIsAsked guards against a mistake in the exclusions: only an assessment of a
// danger can answer the statement of that danger with no.
func TestFactorsSafetyIsAsked(t *testing.T) {
	risk, harm, body := therapy.NoAcuteRisk, therapy.NoImminentThreat, therapy.MedicallyStable
	for f, want := range map[therapy.Factor][]therapy.Factor{
		therapy.AcuteSuicidality:        {risk},
		therapy.SuicidePlanAndMeans:     {risk},
		therapy.CannotKeepSafe:          {risk},
		therapy.HarmToOthersImminent:    {risk, harm},
		therapy.AcutePsychosis:          {risk},
		therapy.AcuteMania:              {risk},
		therapy.AcuteIntoxication:       {risk},
		therapy.SevereAlcoholWithdrawal: {risk},
		therapy.MedicalInstability:      {risk, body},
		therapy.RiskNotAssessed:         {risk},
		therapy.WarningSignHopelessness: nil,
		therapy.PassiveSuicidalIdeation: nil,
		therapy.DomesticAbuse:           nil,
		therapy.AbuserInAvailableGroup:  nil,
	} {
		info, ok := therapy.Factors().Lookup(f)
		require.True(t, ok, f)
		require.ElementsMatch(t, want, info.Excludes, f)
	}
}

func TestFactorsIsShared(t *testing.T) {
	info, _ := therapy.Factors().Lookup(therapy.Adult)
	clear(info.Excludes)
	clear(info.Sources)
	again, _ := therapy.Factors().Lookup(therapy.Adult)
	require.True(t, slices.Contains(again.Excludes, therapy.ChildUnder12), "Lookup returns a copy")
	require.Equal(t, "E84", again.Sources[0].ID)
}

// TestFormContainsEveryStatement checks that the form contains each statement of the vocabulary
// once, and that the members of a choice exclude each other.
func TestFormContainsEveryStatement(t *testing.T) {
	choices := map[string][]therapy.FactorInfo{}
	for f, info := range therapy.Factors().All() {
		require.Positive(t, info.Asking.Order, "%s has no place in factors_form.go", f)
		require.True(t, info.Asking.Section.Valid(), f)
		if info.Layer == therapy.LayerSafety {
			require.True(t, info.Asking.If.IsZero() || info.Asking.Clinician || f == therapy.SelfHarmProgrammeWanted, "%s: a danger waits for nothing", f)
		}
		if choice := info.Asking.Choice; choice != "" {
			choices[choice] = append(choices[choice], info)
		}
	}
	require.Len(t, choices, 3)
	for choice, members := range choices {
		for _, a := range members {
			for _, b := range members {
				require.Equal(t, a.Factor != b.Factor, slices.Contains(a.Excludes, b.Factor), "%s: %s, %s", choice, a.Factor, b.Factor)
			}
		}
	}
}
