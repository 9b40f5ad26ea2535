package couples_test

import (
	"encoding/json"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/examples/couples/couples"
	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

const (
	yes      = therapy.Yes
	no       = therapy.No
	strongly = therapy.Strongly
	unknown  = therapy.Unanswered
)

func thePolicy(t *testing.T) policy.Policy {
	t.Helper()
	p, err := couples.Policy()
	require.NoError(t, err)
	return p
}

// together reports whether the advice includes an option in which a couple meets.
func together(rec recommend.Recommendation) bool {
	for option := range rec.Advised() {
		if option.Option.Includes(couples.Modality) {
			return true
		}
	}
	return false
}

// sayAbuse lists the statements each of which states abuse.
var sayAbuse = []therapy.Factor{therapy.DomesticAbuse, couples.CoerciveControl, therapy.AbuserInAvailableGroup}

// unsafe returns what in the intake should have prevented work with the couple, "" if nothing. It
// is written from the sentences in the package comment, not from the rules.
func unsafe(intake recommend.Answers) string {
	for _, f := range sayAbuse {
		if a := intake[f]; a == yes || a == strongly {
			return string(f) + " is said"
		}
	}
	for _, f := range []therapy.Factor{therapy.DomesticAbuse, couples.CoerciveControl} {
		if intake[f] != no {
			return string(f) + " is not known"
		}
	}
	for _, f := range []therapy.Factor{couples.CoupleConcern, couples.PartnerWilling} {
		if a := intake[f]; a != yes && a != strongly {
			return string(f) + " is not said"
		}
	}
	for _, f := range []therapy.Factor{couples.DeclinesCouples, couples.CouplesUnavailable, therapy.Adolescent16To17} {
		if a := intake[f]; a == yes || a == strongly {
			return string(f) + " is said"
		}
	}
	return ""
}

// sweep decides every combination of answers to the statements that speak for or
// against couples, and returns how often couples work was advised, and the first
// reason why it should not have been.
func sweep(t *testing.T, p policy.Policy) (advised int, wrong string) {
	t.Helper()
	recommender, err := recommend.New(p)
	require.NoError(t, err)
	three := []therapy.Answer{unknown, no, yes}
	statements := []struct {
		factor  therapy.Factor
		answers []therapy.Answer
	}{
		{therapy.DomesticAbuse, []therapy.Answer{unknown, no, yes, strongly}},
		{couples.CoerciveControl, []therapy.Answer{unknown, no, yes, strongly}},
		{therapy.AbuserInAvailableGroup, []therapy.Answer{unknown, yes}},
		{couples.CoupleConcern, three},
		{couples.PartnerWilling, three},
		{couples.DeclinesCouples, []therapy.Answer{unknown, yes}},
		{couples.PrefersCouples, []therapy.Answer{unknown, strongly}},
		{couples.RelationshipDistress, []therapy.Answer{unknown, yes}},
		{couples.WantsRelationshipToChange, []therapy.Answer{unknown, strongly}},
		{couples.WantsPartnerSupport, []therapy.Answer{unknown, strongly}},
		{therapy.MDDMildModerate, []therapy.Answer{unknown, yes}},
		{therapy.SensitiveIssue, []therapy.Answer{unknown, yes}},
		{therapy.MultipleAspects, []therapy.Answer{unknown, yes}},
	}
	intake := recommend.Answers{therapy.Adult: yes, therapy.NoAcuteRisk: yes}
	var try func(i int)
	try = func(i int) {
		if i < len(statements) {
			for _, a := range statements[i].answers {
				delete(intake, statements[i].factor)
				if a != unknown {
					intake[statements[i].factor] = a
				}
				try(i + 1)
			}
			return
		}
		answers, err := recommender.Pack(intake)
		require.NoError(t, err)
		if rec := recommender.Decide(answers); together(rec) {
			advised++
			if why := unsafe(intake); why != "" && wrong == "" {
				wrong = why
			}
		}
	}
	try(0)
	return advised, wrong
}

func TestNeverTogetherWhereThereIsAbuse(t *testing.T) {
	advised, wrong := sweep(t, thePolicy(t))
	require.Empty(t, wrong)
	require.Positive(t, advised, "and where it is safe it is advised")
}

// TestSweepFindsWhatIsMissing switches off one safeguard after the other. The sweep must find
// each of these errors; otherwise it would prove nothing.
func TestSweepFindsWhatIsMissing(t *testing.T) {
	for rule, want := range map[string]string{
		"couples-abuse":             "domestic-abuse is not known",
		"couples-abuser-named":      "abuser-in-available-group is said",
		"couples-not-the-concern":   "couple-concern is not said",
		"couples-partner-unwilling": "partner-willing is not said",
		"couples-declined":          "declines-couples is said",
	} {
		t.Run(rule, func(t *testing.T) {
			broken, err := thePolicy(t).Overlay(policy.Overlay{ID: "broken", Version: "1.0.0", Title: "Broken", Off: []string{rule}})
			require.NoError(t, err)
			_, wrong := sweep(t, broken)
			require.NotEmpty(t, wrong)
			if want != wrong {
				t.Errorf("found %q, want %q", wrong, want)
			}
		})
	}
	t.Run("not required", func(t *testing.T) {
		i := slices.IndexFunc(thePolicy(t).Rules, func(r policy.Rule) bool { return r.ID == "couples-abuse" })
		lax := thePolicy(t).Rules[i]
		lax.RequiredIf = therapy.Condition{}
		broken, err := thePolicy(t).Overlay(policy.Overlay{ID: "broken", Version: "1.0.0", Title: "Broken", Replace: []policy.Rule{lax}})
		require.NoError(t, err)
		_, wrong := sweep(t, broken)
		require.Equal(t, "domestic-abuse is not known", wrong)
	})
}

// TestNeverTogetherWithOtherAnswers answers all other statements at random, including those of other
// modalities and of safety.
func TestNeverTogetherWithOtherAnswers(t *testing.T) {
	p := thePolicy(t)
	recommender := recommend.Must(p)
	factors := slices.Collect(maps.Keys(maps.Collect(p.Factors.All())))
	slices.Sort(factors)
	rng := rand.New(rand.NewPCG(7, 1))
	decided := 0
	for range 30_000 {
		intake := recommend.Answers{sayAbuse[rng.IntN(len(sayAbuse))]: yes, couples.CoupleConcern: yes, couples.PartnerWilling: yes}
		for _, i := range rng.Perm(len(factors))[:rng.IntN(40)] {
			if _, given := intake[factors[i]]; !given {
				intake[factors[i]] = therapy.Answer(1 + rng.IntN(3))
			}
		}
		rec, err := recommender.Recommend(recommend.Intake{Answers: intake}, time.Time{})
		if err != nil {
			continue // contradictory answers are refused as a whole
		}
		decided++
		require.False(t, together(rec), "%v", intake)
	}
	require.Greater(t, decided, 2_000, "enough of them are not contradictory")
}

// TestNoCompletionEndsTogether uses the prover: from an intake with abuse in which everything
// else supports couples work, no answer and no completion leads to work with the couple.
func TestNoCompletionEndsTogether(t *testing.T) {
	recommender := recommend.Must(thePolicy(t))
	for _, said := range sayAbuse {
		rec, err := recommender.Recommend(recommend.Intake{Answers: recommend.Answers{
			said: yes, therapy.Adult: yes, therapy.NoAcuteRisk: yes, couples.CoupleConcern: yes, couples.PartnerWilling: yes,
			couples.PrefersCouples: strongly, couples.WantsRelationshipToChange: strongly, couples.RelationshipDistress: yes,
			therapy.MDDMildModerate: yes,
		}}, time.Time{})
		require.NoError(t, err)
		settled := rec.Settlement()
		require.NotEqual(t, recommend.Undetermined, settled.State)
		if settled.State == recommend.Open {
			require.False(t, together(settled.Witness))
		}
		for question := range rec.OpenQuestions() {
			for _, then := range []recommend.Recommendation{question.IfYes, question.IfNo, question.Witness} {
				require.False(t, together(then), "%s", question.Info.Factor)
			}
		}
	}
}

// TestEveryOptionTogetherIsGuarded checks the rules: each safeguard excludes every option in
// which a couple meets, also an option that is added later.
func TestEveryOptionTogetherIsGuarded(t *testing.T) {
	p := thePolicy(t)
	for _, r := range p.Rules {
		for _, option := range p.Options {
			if option.Option.Includes(couples.Modality) && r.Layer == therapy.LayerEligibility && len(r.ID) > 8 && r.ID[:8] == "couples-" {
				require.Contains(t, r.Excludes, option.Option, r.ID)
			}
		}
	}
}

// TestUnknownIsAsked checks that the policy asks for what it must know, and for nothing else.
func TestUnknownIsAsked(t *testing.T) {
	recommender := recommend.Must(thePolicy(t))
	base := recommend.Answers{therapy.Adult: yes, therapy.NoAcuteRisk: yes, therapy.SensitiveIssue: yes}
	for _, row := range []struct {
		name   string
		more   recommend.Answers
		asks   []therapy.Factor
		reason string
	}{
		{
			"nobody asked", nil,
			[]therapy.Factor{couples.CoupleConcern, therapy.DomesticAbuse, couples.CoerciveControl},
			"whether it is about a couple at all, and safety until that is known",
		},
		{"no couple", recommend.Answers{couples.CoupleConcern: no}, nil, "and a no ends the matter"},
		{
			"a couple",
			recommend.Answers{couples.CoupleConcern: yes},
			[]therapy.Factor{therapy.DomesticAbuse, couples.CoerciveControl, couples.PartnerWilling},
			"a yes brings the partner's will",
		},
		{
			"half known",
			recommend.Answers{couples.CoupleConcern: yes, couples.PartnerWilling: yes, therapy.DomesticAbuse: no},
			[]therapy.Factor{couples.CoerciveControl},
			"one no is not enough",
		},
		{"declined", recommend.Answers{couples.CoupleConcern: yes, couples.DeclinesCouples: yes}, nil, "it is out already"},
		{"drinking", recommend.Answers{couples.CoupleConcern: no, couples.HarmfulDrinkingWithPartner: yes}, nil, "no acute risk settles withdrawal"},
	} {
		t.Run(row.name, func(t *testing.T) {
			intake := maps.Clone(base)
			maps.Copy(intake, row.more)
			rec, err := recommender.Recommend(recommend.Intake{Answers: intake}, time.Time{})
			require.NoError(t, err)
			var asks []therapy.Factor
			for q := range rec.Questions() {
				asks = append(asks, q.Info.Factor)
			}
			slices.Sort(asks)
			want := slices.Sorted(slices.Values(row.asks))
			require.Empty(t, cmp.Diff(want, asks), row.reason)
		})
	}
}

// TestWithoutACoupleNothingChanges checks that for a person without a partner the policy decides
// as the default policy does.
func TestWithoutACoupleNothingChanges(t *testing.T) {
	with, without := recommend.Must(thePolicy(t)), recommend.Default()
	factors := slices.Sorted(maps.Keys(maps.Collect(therapy.Factors().All())))
	rng := rand.New(rand.NewPCG(7, 2))
	compared := 0
	for range 5_000 {
		intake := recommend.Answers{therapy.Adult: yes, therapy.NoAcuteRisk: yes}
		for _, i := range rng.Perm(len(factors))[:rng.IntN(12)] {
			if _, given := intake[factors[i]]; !given {
				intake[factors[i]] = therapy.Answer(1 + rng.IntN(3))
			}
		}
		want, err := without.Recommend(recommend.Intake{Answers: intake}, time.Time{})
		if err != nil {
			continue
		}
		intake[couples.CoupleConcern] = no
		got, err := with.Recommend(recommend.Intake{Answers: intake}, time.Time{})
		require.NoError(t, err)
		require.Equal(t, want.Outcome(), got.Outcome())
		require.Equal(t, slices.Collect(want.Advised()), slices.Collect(got.Advised()))
		compared++
	}
	require.Greater(t, compared, 1_000)
}

func TestBoth(t *testing.T) {
	recommender := recommend.Must(thePolicy(t))
	intake := recommend.Answers{
		therapy.Adult: yes, therapy.NoAcuteRisk: yes, couples.CoupleConcern: yes, couples.PartnerWilling: yes,
		therapy.DomesticAbuse: no, couples.CoerciveControl: no,
		therapy.PersonalHistoryFocus: yes, couples.WantsRelationshipToChange: yes, therapy.MultipleAspects: yes,
	}
	rec, err := recommender.Recommend(recommend.Intake{Answers: intake}, time.Time{})
	require.NoError(t, err)
	require.True(t, rec.Advises(couples.WithIndividual), "needs of both kinds that concern different aspects")
	intake[therapy.IndividualUnavailable] = yes
	rec, err = recommender.Recommend(recommend.Intake{Answers: intake}, time.Time{})
	require.NoError(t, err)
	require.False(t, rec.Advises(couples.WithIndividual), "what rules out a part rules out the whole")
	require.True(t, rec.Advises(couples.Couples))
}

func TestDescriptor(t *testing.T) {
	require.NoError(t, couples.Descriptor().Validate())
	catalogue, err := standard.Catalogue().With(couples.Descriptor())
	require.NoError(t, err)
	require.Equal(t, 3, catalogue.Len())
	_, err = catalogue.Vocabulary(therapy.Factors())
	require.NoError(t, err)
	d := couples.Descriptor()
	d.Indications[0].ID = "changed"
	d.Factors[0].Sources[0] = therapy.Source{}
	require.NoError(t, couples.Descriptor().Validate(), "a caller's copy is the caller's own")
	require.NotEqual(t, "changed", couples.Descriptor().Indications[0].ID)
}

// TestOverlayIsData checks that the overlay, and the policy made with it, survive JSON.
func TestOverlayIsData(t *testing.T) {
	text, err := json.Marshal(couples.Overlay())
	require.NoError(t, err)
	read, err := policy.ParseOverlay(text)
	require.NoError(t, err)
	again, err := standard.Policy().Overlay(read)
	require.NoError(t, err)
	require.Equal(t, thePolicy(t).Digest(), again.Digest())
	text, err = json.Marshal(again)
	require.NoError(t, err)
	back, err := policy.Parse(text)
	require.NoError(t, err)
	require.Equal(t, again.Digest(), back.Digest())
}

// TestWithdrawalIsAsked checks that for harmful drinking the built-in safety stage asks about
// withdrawal, also with this modality.
func TestWithdrawalIsAsked(t *testing.T) {
	rec, err := recommend.Must(thePolicy(t)).Recommend(recommend.Intake{Answers: recommend.Answers{
		therapy.Adult: yes, couples.HarmfulDrinkingWithPartner: yes,
		therapy.AcuteSuicidality: no, therapy.SuicidePlanAndMeans: no, therapy.CannotKeepSafe: no, therapy.HarmToOthersImminent: no,
		therapy.AcutePsychosis: no, therapy.AcuteMania: no, therapy.MedicalInstability: no,
	}}, time.Time{})
	require.NoError(t, err)
	require.Equal(t, policy.NeedsInformation, rec.Outcome())
	var asks []therapy.Factor
	for q := range rec.Questions() {
		if q.Layer == therapy.LayerSafety {
			asks = append(asks, q.Info.Factor)
		}
	}
	require.ElementsMatch(t, []therapy.Factor{therapy.AcuteIntoxication, therapy.SevereAlcoholWithdrawal}, asks)
}

// TestCautionsAndConflicts checks that the cautions are given, and that a wish is not discussed
// where there is abuse.
func TestCautionsAndConflicts(t *testing.T) {
	recommender := recommend.Must(thePolicy(t))
	base := recommend.Answers{
		therapy.Adult: yes, therapy.NoAcuteRisk: yes, couples.CoupleConcern: yes, couples.PartnerWilling: yes,
		therapy.DomesticAbuse: no, couples.CoerciveControl: no, couples.PrefersCouples: yes,
		couples.RelationshipDistress: yes, therapy.MDDMildModerate: yes,
	}
	always := []string{
		"couples-shared-privacy", "couples-who-is-the-client", "couples-separate-disclosures",
		"couples-safe-contact", "couples-watch-the-risk",
	}
	for _, row := range []struct {
		name     string
		more     recommend.Answers
		cautions []string
		conflict bool
		reason   string
	}{
		{"together", nil, always, false, "wherever a couple would meet"},
		{"trauma", recommend.Answers{therapy.PTSD: yes}, []string{"couples-preference-not-followed"}, true, "guidelines disagree, and trauma comes first"},
		{"unwilling", recommend.Answers{couples.PartnerWilling: no, therapy.SensitiveIssue: yes}, []string{"couples-preference-not-followed"}, false, "a wish that is not followed is spoken about"},
		{"control", recommend.Answers{couples.CoerciveControl: yes, therapy.SensitiveIssue: yes}, []string{"couples-coercive-control"}, false, "but not where there is control"},
	} {
		t.Run(row.name, func(t *testing.T) {
			intake := maps.Clone(base)
			maps.Copy(intake, row.more)
			rec, err := recommender.Recommend(recommend.Intake{Answers: intake}, time.Time{})
			require.NoError(t, err)
			var got []string
			for c := range rec.Cautions() {
				if len(c.ID) > 8 && c.ID[:8] == "couples-" {
					got = append(got, c.ID)
				}
			}
			require.Empty(t, cmp.Diff(row.cautions, got), row.reason)
			conflict := false
			for c := range rec.Conflicts() {
				conflict = conflict || c.ID == "couples-depression-or-trauma"
			}
			require.Equal(t, row.conflict, conflict, row.reason)
		})
	}
}
