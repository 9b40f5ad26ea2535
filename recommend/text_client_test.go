package recommend_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/words"
	"github.com/therapykit/therapykit/therapy/words/de"
)

// TestClientTextLeavesOutAbuse checks that nothing is written for the person once abuse is known,
// from any answer, since the abuser may read it. The clinician's text has everything, and says
// that nothing is written for the person.
func TestClientTextLeavesOutAbuse(t *testing.T) {
	tests := []struct {
		name, reason string
		intake       recommend.Answers
	}{
		{"excluded", "the reason is told in person", yes(therapy.DomesticAbuse, therapy.AbuserInAvailableGroup, therapy.Isolation)},
		{"asked", "the question is put in person", yes(therapy.DomesticAbuse, therapy.Isolation)},
		{"not in the group", "the caution is given in person", but(yes(therapy.DomesticAbuse, therapy.Isolation), therapy.AbuserInAvailableGroup, therapy.No)},
		{"none suitable", "not even then", yes(therapy.DomesticAbuse, therapy.AbuserInAvailableGroup, therapy.IndividualUnavailable)},
		{"a minor", "whoever is told may be the one", aged(therapy.Adolescent12To15, yes(therapy.DomesticAbuse, therapy.ParentalConsent, therapy.SensitiveIssue, therapy.DeclinesGroup))},
		{"danger as well", "also in an emergency", recommend.Answers{therapy.CannotKeepSafe: therapy.Yes, therapy.DomesticAbuse: therapy.Yes}},
		{"no safe contact", "nobody knows who opens it", yes(therapy.SafeContactUnknown, therapy.Isolation)},
	}
	off := recommend.Audience{Reader: policy.Client, NoLetter: true}
	harmless, err := theStandard().Recommend(given(yes(therapy.Isolation)), now)
	require.NoError(t, err)
	require.False(t, harmless.For(recommend.Audience{Reader: policy.Client}).Withheld())
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rec, err := theStandard().Recommend(given(tt.intake), now)
			require.NoError(t, err)
			client := rec.For(recommend.Audience{Reader: policy.Client})
			require.True(t, client.Withheld(), tt.reason)
			for _, extent := range []recommend.Extent{0, recommend.SummaryOnly, recommend.ExplanationOnly} {
				// A text that is withheld for any other reason is the same, byte for byte.
				require.Equal(t, harmless.For(off).Text(), client.In(extent).Text())
				require.Equal(t, harmless.For(off).Markdown(), client.In(extent).Markdown())
				require.Equal(t, string(harmless.For(off).AppendJSON(nil)), string(client.In(extent).AppendJSON(nil)))
				require.Equal(t, harmless.For(off).Summary(), client.In(extent).Summary())
			}
			clinician := rec.For(recommend.Audience{NoLetter: true})
			require.False(t, clinician.Withheld(), "a clinician reads all of it")
			require.Contains(t, strings.ToLower(clinician.Text()), "abuse")
			require.Contains(t, onLine(clinician.In(recommend.SummaryOnly).Text()), "Tell it in person and in private.")
			require.Contains(t, string(clinician.AppendJSON(nil)), `"inPersonOnly":true`, "software that prints needs to know it")
		})
	}
}

func onLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// TestClientTextDoesNotListWhatIsWithheld checks that no text for a client says that something is
// left out, since that would reveal that there is something.
func TestClientTextDoesNotListWhatIsWithheld(t *testing.T) {
	for f, info := range therapy.Factors().All() {
		if info.Discretion == 0 {
			continue
		}
		for _, answer := range []therapy.Answer{therapy.Yes, therapy.No} {
			rec, err := theStandard().Recommend(given(recommend.Answers{f: answer, therapy.ValuesPrivacy: therapy.Yes}), now)
			require.NoError(t, err)
			text := onLine(rec.For(recommend.Audience{Reader: policy.Client}).Text())
			for _, hint := range []string{"better told in person", "better asked in person", "might read this", "Not every answer", "suicid", "self-harm", "abus", "aggress", "antisocial"} {
				require.NotContains(t, strings.ReplaceAll(text, "Substance Abuse", ""), hint, "%s: %s", f, answer)
			}
			require.NotContains(t, text, info.PlainQuestion, "%s: %s", f, answer)
			require.NotContains(t, text, info.Question, "%s: %s", f, answer)
			require.Contains(t, rec.For(recommend.Audience{Reader: policy.Clinician}).Text(), string(f)+": "+answer.String())
		}
	}
}

// TestClientTextWhileSafetyIsOpen checks that, as long as danger is not ruled out, the client's
// text says first what to do in an emergency, then asks, and says nothing about formats.
func TestClientTextWhileSafetyIsOpen(t *testing.T) {
	rec, err := theStandard().Recommend(given(recommend.Answers{therapy.Adult: therapy.Yes, therapy.LimitedBudget: therapy.Yes, therapy.SocialAnxiety: therapy.Yes}), now)
	require.NoError(t, err)
	text := strings.Join(strings.Fields(rec.For(recommend.Audience{Reader: policy.Client}).Text()), " ")
	require.True(t, strings.HasPrefix(text, "A few questions about safety first"))
	emergency, questions := strings.Index(text, "Call the emergency number"), strings.Index(text, "Everybody is asked if they are safe")
	require.Positive(t, emergency)
	require.Less(t, emergency, questions, "the emergency comes first")
	for _, not := range []string{"What the answer could mean", "your life could be in danger", "For:", "Against", "Nobody else hears you", "Where experts disagree"} {
		require.NotContains(t, text, not)
	}
	require.Contains(t, rec.For(recommend.Audience{Reader: policy.Clinician}).Text(), "What the answer could mean")
	var read struct {
		Questions []struct {
			Certain bool
			Why     struct{ Rule string }
		}
	}
	raw, err := json.Marshal(rec.For(recommend.Audience{}))
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(raw, &read))
	require.NotEmpty(t, read.Questions)
	for _, q := range read.Questions {
		require.False(t, q.Certain, "%s has not been answered", q.Why.Rule)
	}
}

// TestClientIsToldWhatToDoFirst checks that every rule that stops because an answer is missing
// tells the client in its own words what to do, first and in every extent, unless nothing is
// written for the client.
func TestClientIsToldWhatToDoFirst(t *testing.T) {
	p := standard.Policy()
	told := 0
	for _, rule := range p.Rules {
		if rule.Layer != therapy.LayerSufficiency || asksOnly(rule) {
			continue
		}
		for _, way := range witnesses(p.Condition(rule), true) {
			rec, err := theStandard().Recommend(given(settled(way)), now)
			client := rec.For(recommend.Audience{Reader: policy.Client})
			if err != nil || client.Withheld() {
				continue
			}
			require.Equal(t, policy.NeedsInformation, rec.Outcome(), "%s: %v", rule.ID, way)
			told++
			require.Len(t, client.Summary().Flags, 1, rule.ID)
			first := client.Summary().Flags[0]
			for _, extent := range []recommend.Extent{0, recommend.SummaryOnly, recommend.ExplanationOnly} {
				require.Contains(t, onLine(client.In(extent).Text()), first, "%s: %v", rule.ID, way)
			}
			require.True(t, slices.ContainsFunc(p.Rules, func(r policy.Rule) bool {
				return r.Layer == therapy.LayerSufficiency && r.Says.Client == first && p.Condition(r).Eval(rec.Truth) == therapy.True
			}), "%s: %s", rule.ID, first)
		}
	}
	require.Greater(t, told, 20)

	unstable := recommend.Answers{therapy.Adult: therapy.Yes, therapy.MedicallyStable: therapy.No}
	unknown := yes(therapy.AnorexiaNervosa)
	for _, tt := range []struct {
		answers  recommend.Answers
		language words.Language
		says     string
		flagged  bool
	}{
		{unstable, words.Language{}, "First, a doctor should check your body.", true},
		{unstable, de.Language(), "Zuerst sollten Sie ärztlich untersucht werden.", true},
		{unknown, words.Language{}, "First, a doctor should check your body.", false},
	} {
		rec, err := theStandard().Recommend(given(tt.answers), now)
		require.NoError(t, err)
		client := rec.For(recommend.Audience{Reader: policy.Client, Language: tt.language})
		require.Contains(t, onLine(client.Text()), tt.says)
		require.Equal(t, tt.flagged, slices.Contains(client.Summary().Flags, tt.says))
		require.NotContains(t, client.Text(), "E35", "its source would reveal more")
		tt.answers = but(tt.answers, therapy.DomesticAbuse, therapy.Yes)
		rec, err = theStandard().Recommend(given(tt.answers), now)
		require.NoError(t, err)
		require.NotContains(t, onLine(rec.For(recommend.Audience{Reader: policy.Client, Language: tt.language}).Text()), tt.says, "nothing is written")
	}
}

// TestReservationAgainstIndication checks that an option that is only left by elimination is not
// presented as a suggestion.
func TestReservationAgainstIndication(t *testing.T) {
	tests := []struct {
		name, reason string
		intake       recommend.Answers
		want         bool
	}{
		{"anorexia, a group is all there is", "E34 names individual therapy", yes(therapy.AnorexiaNervosa, therapy.MedicallyStable, therapy.IndividualUnavailable), true},
		{"after trauma, a group is all there is", "E25", yes(therapy.PTSD, therapy.IndividualUnavailable), true},
		{"a need, a group is all there is", "no indication speaks against it", yes(therapy.SensitiveIssue, therapy.IndividualUnavailable), false},
		{"trauma, groups declined", "what is left is what is indicated", yes(therapy.PTSD, therapy.DeclinesGroup), false},
		{"trauma, decided by points", "nothing is left over", yes(therapy.PTSD), false},
		{"nothing suits", "nothing is advised", yes(therapy.PTSD, therapy.IndividualUnavailable, therapy.GroupUnavailable), false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rec, err := theStandard().Recommend(given(tt.intake), now)
			require.NoError(t, err)
			require.Equal(t, tt.want, rec.AgainstIndication(), tt.reason)
			require.Equal(t, tt.want, strings.HasPrefix(rec.For(recommend.Audience{Reader: policy.Client}).Text(), "Only "), tt.reason)
			require.Equal(t, tt.want, strings.HasPrefix(rec.For(recommend.Audience{Reader: policy.Clinician}).Text(), "Only "), tt.reason)
			flag := "Guidelines put one-to-one therapy first for this. You can ask why therapy in a group is named too."
			require.Equal(t, tt.want, slices.Contains(rec.For(recommend.Audience{Reader: policy.Client}).Summary().Flags, flag), tt.reason)
			text, err := json.Marshal(rec.For(recommend.Audience{}))
			require.NoError(t, err)
			require.Equal(t, tt.want, strings.Contains(string(text), `"againstIndication":true`), tt.reason)
		})
	}
	var zero recommend.Recommendation
	require.False(t, zero.AgainstIndication())
}

// TestClientTextHasNoPoints checks that the client reads directions instead of points.
func TestClientTextHasNoPoints(t *testing.T) {
	for _, intake := range []recommend.Answers{yes(therapy.Isolation), yes(therapy.ValuesPrivacy, therapy.LimitedBudget), yes(therapy.WantsInDepthExploration, therapy.WantsPeerSupport, therapy.MultipleAspects)} {
		rec, err := theStandard().Recommend(given(intake), now)
		require.NoError(t, err)
		require.NotRegexp(t, `[+-]\d`, rec.For(recommend.Audience{Reader: policy.Client}).Text())
		require.Regexp(t, `[+-]\d`, rec.For(recommend.Audience{Reader: policy.Clinician}).Text())
	}
}

// TestTextsSayWhatSettledIt checks that a text says what decided, and what did not.
func TestTextsSayWhatSettledIt(t *testing.T) {
	tests := []struct {
		name     string
		intake   recommend.Answers
		has, not []string
	}{
		{"level, nothing preferred", yes(therapy.OCDMild), []string{"A preference, once the person has been told about each, would tip it"}, []string{"has been counted"}},
		{"level though a preference is stated", yes(therapy.SocialAnxietyDisorderDiagnosed, therapy.PrefersGroup, therapy.InformedDiscussionDone), []string{"both reasons stand, and none wins", "goes against what is put first"}, []string{"would tip it. Either"}},
		{"a stage without an answer", yes(therapy.Isolation), []string{"Indication: nothing that was answered bears on this."}, nil},
		{"one side of a disagreement only", yes(therapy.SocialAnxiety), []string{"The rules of the other do not apply to what was answered."}, []string{"which is looked at first"}},
		{"both sides of a disagreement", yes(therapy.SocialAnxietyDisorderDiagnosed, therapy.SocialAnxiety), []string{"which is looked at first", "Profile followed: "}, nil},
		{"both parts of a combination", yes(therapy.WantsInDepthExploration, therapy.WantsPeerSupport, therapy.MultipleAspects), []string{"What could go where", "Individual therapy:", "Group therapy:"}, nil},
		{"both wanted, no aspect named", yes(therapy.WantsBoth), []string{"names an aspect for it"}, nil},
		{"privacy, listed against both", yes(therapy.ValuesPrivacy), []string{"It speaks for individual therapy."}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rec, err := theStandard().Recommend(given(tt.intake), now)
			require.NoError(t, err)
			text := strings.Join(strings.Fields(rec.For(recommend.Audience{Reader: policy.Clinician}).Text()), " ")
			for _, words := range tt.has {
				require.Contains(t, text, words)
			}
			for _, words := range tt.not {
				require.NotContains(t, text, words)
			}
		})
	}
}
