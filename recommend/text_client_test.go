package recommend_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// A text for the person can be read by the one they are afraid of. Nothing that
// rests on abuse stands in it, wherever abuse comes in; the clinician's text has
// all of it.
func TestClientTextLeavesOutAbuse(t *testing.T) {
	tests := []struct {
		name, reason string
		intake       recommend.Answers
		says         string // what stands there instead
	}{
		{"excluded", "the reason is told in person", yes(therapy.DomesticAbuse, therapy.AbuserInAvailableGroup, therapy.Isolation), "There is a reason that is better told in person."},
		{"asked", "the question is put in person", yes(therapy.DomesticAbuse, therapy.Isolation), "better asked in person"},
		{"not in the group", "the caution is given in person", but(yes(therapy.DomesticAbuse, therapy.Isolation), therapy.AbuserInAvailableGroup, therapy.No), ""},
		{"none suitable", "not even then", yes(therapy.DomesticAbuse, therapy.AbuserInAvailableGroup, therapy.IndividualUnavailable), "There is a reason that is better told in person."},
		{"a minor", "whoever is told may be the one", aged(therapy.Adolescent12To15, yes(therapy.DomesticAbuse, therapy.ParentalConsent, therapy.SensitiveIssue, therapy.DeclinesGroup)), ""},
		{"danger as well", "nor beside an emergency", recommend.Answers{therapy.CannotKeepSafe: therapy.Yes, therapy.DomesticAbuse: therapy.Yes}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rec, err := theStandard().Recommend(given(tt.intake), now)
			require.NoError(t, err)
			for _, text := range []string{rec.For(recommend.Audience{Reader: policy.Client}).Text(), rec.For(recommend.Audience{Reader: policy.Client}).Markdown()} {
				// An office and a book are called so.
				text = strings.ReplaceAll(strings.Join(strings.Fields(text), " "), "Substance Abuse", "")
				for _, word := range []string{"abus", "hurts you", "hurt you", "somebody who hurts", "control you"} {
					require.NotContains(t, strings.ToLower(text), word, tt.reason)
				}
				require.Contains(t, text, "Not every answer is listed")
			}
			require.Contains(t, strings.Join(strings.Fields(rec.For(recommend.Audience{Reader: policy.Client}).Text()), " "), tt.says)
			require.Contains(t, strings.ToLower(rec.For(recommend.Audience{Reader: policy.Clinician}).Text()), "abuse")
			text, err := json.Marshal(rec.For(recommend.Audience{}))
			require.NoError(t, err)
			require.Contains(t, string(text), `"inPersonOnly":true`, "software that prints has to know")
		})
	}
}

// Answers about danger and judgements of the person are not listed for the
// person, and the line that says so stands there whether or not there are any.
func TestClientTextDoesNotListWhatIsWithheld(t *testing.T) {
	for f, info := range therapy.Factors().All() {
		if info.Discretion == 0 {
			continue
		}
		for _, answer := range []therapy.Answer{therapy.Yes, therapy.No} {
			rec, err := theStandard().Recommend(given(recommend.Answers{f: answer, therapy.ValuesPrivacy: therapy.Yes}), now)
			require.NoError(t, err)
			_, list, found := strings.Cut(rec.For(recommend.Audience{Reader: policy.Client}).Text(), "The answers this is based on")
			require.True(t, found)
			list = strings.Join(strings.Fields(list), " ")
			require.NotContains(t, list, info.PlainQuestion, "%s: %s", f, answer)
			require.NotContains(t, list, info.Question, "%s: %s", f, answer)
			require.Contains(t, list, "Not every answer is listed")
			require.Contains(t, rec.For(recommend.Audience{Reader: policy.Clinician}).Text(), string(f)+": "+answer.String())
		}
	}
}

// While danger is not known to be absent, the person is told first what to do if
// it cannot wait, is asked, and is shown nothing about formats.
func TestClientTextWhileSafetyIsOpen(t *testing.T) {
	rec, err := theStandard().Recommend(given(recommend.Answers{therapy.Adult: therapy.Yes, therapy.LimitedBudget: therapy.Yes, therapy.SocialAnxiety: therapy.Yes}), now)
	require.NoError(t, err)
	text := strings.Join(strings.Fields(rec.For(recommend.Audience{Reader: policy.Client}).Text()), " ")
	require.True(t, strings.HasPrefix(text, "A few questions about safety first"))
	emergency, questions := strings.Index(text, "Call the emergency number"), strings.Index(text, "Everybody is asked these questions")
	require.Positive(t, emergency)
	require.Less(t, emergency, questions, "what cannot wait stands first")
	for _, not := range []string{"What the answer could mean", "your life could be in danger", "What speaks for it", "Where experts disagree"} {
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

// What only elimination has left is not announced as what is suggested.
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
			text, err := json.Marshal(rec.For(recommend.Audience{}))
			require.NoError(t, err)
			require.Equal(t, tt.want, strings.Contains(string(text), `"againstIndication":true`), tt.reason)
		})
	}
	var zero recommend.Recommendation
	require.False(t, zero.AgainstIndication())
}

// The client gets directions where the clinician gets points.
func TestClientTextHasNoPoints(t *testing.T) {
	for _, intake := range []recommend.Answers{yes(therapy.Isolation), yes(therapy.ValuesPrivacy, therapy.LimitedBudget), yes(therapy.WantsInDepthExploration, therapy.WantsPeerSupport, therapy.MultipleAspects)} {
		rec, err := theStandard().Recommend(given(intake), now)
		require.NoError(t, err)
		require.NotRegexp(t, `[+-]\d`, rec.For(recommend.Audience{Reader: policy.Client}).Text())
		require.Regexp(t, `[+-]\d`, rec.For(recommend.Audience{Reader: policy.Clinician}).Text())
	}
}

// A text says what has settled it, and what has not.
func TestTextsSayWhatSettledIt(t *testing.T) {
	tests := []struct {
		name     string
		intake   recommend.Answers
		has, not []string
	}{
		{"level, nothing preferred", yes(therapy.OCDMild), []string{"a preference, once the person has been told about both, would tip it"}, []string{"has been counted"}},
		{"level though a preference is stated", yes(therapy.SocialAnxietyDisorderDiagnosed, therapy.PrefersGroup, therapy.InformedDiscussionDone), []string{"both reasons stand, and none wins", "goes against what is put first"}, []string{"would tip it. Either"}},
		{"a stage without an answer", yes(therapy.Isolation), []string{"indication: nothing that was answered bears on this."}, nil},
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
