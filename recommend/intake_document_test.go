package recommend_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// assessed is an intake with provenance.
func assessed() recommend.Intake {
	return recommend.Intake{
		Answers: in("lonely", therapy.Strongly, "poor", therapy.No),
		Provenance: map[therapy.Factor]recommend.Provenance{
			"safe": {By: recommend.ByClinician, Person: confidential.MustPersonID("clinician-1"), At: now, From: recommend.FromInterview},
			"poor": {From: "telephone-call"},
		},
		Assessed: recommend.Provenance{By: recommend.ByClient, At: now.Add(-24 * time.Hour), From: recommend.FromForm},
	}
}

func TestIntakeDocument(t *testing.T) {
	intake := assessed()
	text, err := json.Marshal(intake)
	require.NoError(t, err)
	require.JSONEq(t, `{
		"format": "therapykit-intake/2",
		"assessed": {"by": "client", "at": "2026-03-01T09:30:00Z", "from": "form"},
		"answers": {
			"safe": {"answer": "yes", "by": "clinician", "person": "clinician-1", "at": "2026-03-02T09:30:00Z", "from": "interview"},
			"consent": "yes", "lonely": "strongly", "poor": {"answer": "no", "from": "telephone-call"}
		}
	}`, string(text))
	var back recommend.Intake
	require.NoError(t, json.Unmarshal(text, &back))
	require.True(t, intake.Equal(back))
	r := recommend.Must(testPolicy(t))
	parsed, err := r.ParseIntake(text)
	require.NoError(t, err)
	require.True(t, intake.Equal(parsed))

	rec, err := r.RecommendJSON(text, now)
	require.NoError(t, err)
	require.True(t, intake.Equal(rec.Intake()), "a recommendation keeps where the answers came from")
	require.Equal(t, now, rec.At())
	plain, err := r.Recommend(given(intake.Answers), time.Time{})
	require.NoError(t, err)
	require.Equal(t, plain.For(recommend.Audience{}).Text(), rec.For(recommend.Audience{}).Text(), "it does not change the decision")
	require.True(t, plain.At().IsZero())

	intake.Provenance["safe"] = recommend.Provenance{}
	require.Equal(t, recommend.ByClinician, rec.Intake().Provenance["safe"].By, "the argument is copied")
}

func TestProvenanceOf(t *testing.T) {
	intake := assessed()
	person := confidential.MustPersonID("clinician-1")
	for f, want := range map[therapy.Factor]recommend.Provenance{
		"safe":   {By: recommend.ByClinician, Person: person, At: now, From: recommend.FromInterview},
		"lonely": intake.Assessed,
		"poor":   {By: recommend.ByClient, At: now.Add(-24 * time.Hour), From: "telephone-call"},
		"secret": {}, // not answered
	} {
		if diff := gocmp.Diff(want, intake.ProvenanceOf(f)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", f, diff)
		}
	}
}

// An intake without provenance remains a plain object.
func TestPlainIntake(t *testing.T) {
	text, err := json.Marshal(given(in("lonely", therapy.Yes)))
	require.NoError(t, err)
	require.Equal(t, `{"consent":"yes","lonely":"yes","safe":"yes"}`, string(text))
	text, err = json.Marshal(recommend.Intake{})
	require.NoError(t, err)
	require.Equal(t, `{}`, string(text))
}

func TestIntakeDocumentRefused(t *testing.T) {
	r := recommend.Must(testPolicy(t))
	tests := []struct {
		name, reason, json string
		outcome            policy.Outcome
		errors             []string
	}{
		{
			"another format", "it may mean something else", `{"format":"therapykit-intake/3","answers":{"safe":"yes"}}`, 0,
			[]string{"/format intake-format"},
		},
		{
			"another format, danger", "and is looked through all the same", `{"format":"therapykit-intake/3","answers":{"danger":"yes"}}`, policy.Escalate,
			[]string{" danger-in-refused", "/format intake-format"},
		},
		{"no answers", "they are what it is for", `{"format":"therapykit-intake/2"}`, 0, []string{"/answers intake-answers"}},
		{
			"a member too many", "strict", `{"answers":{"safe":"yes"},"format":"therapykit-intake/2","note":"x"}`, 0,
			[]string{"/#3 intake-member"},
		},
		{
			"answers twice", "strict", `{"format":"therapykit-intake/2","answers":{},"answers":{"danger":"yes"}}`, policy.Escalate,
			[]string{" danger-in-refused", "/#3 statement-twice"},
		},
		{
			"not a form of provenance", "strict inside too",
			`{"format":"therapykit-intake/2","assessed":{"by":"The Client"},"answers":{"poor":{"answer":"yes","who":"x"},"danger":{"by":"client"},"safe":{"answer":"no","from":"A Form"}}}`, 0,
			[]string{"/answers/#3/from provenance-from", "/answers/danger answer-word-on-safety", "/answers/poor answer-word", "/assessed/by provenance-by"},
		},
		{
			"danger in a form that cannot be read", "it can only be meant as a yes",
			`{"format":"therapykit-intake/2","answers":{"danger":{"answer":"yes","certain":true}}}`, policy.Escalate,
			[]string{"/answers/danger answer-word-on-safety"},
		},
		{
			"contradiction", "with the path of the document",
			`{"format":"therapykit-intake/2","answers":{"danger":"yes","safe":{"answer":"yes"}}}`, policy.Escalate,
			[]string{"/answers/safe answers-contradict-on-safety"},
		},
		{
			"provenance in the plain form", "there it has no place", `{"safe":{"answer":"yes","by":"client"}}`, 0,
			[]string{"/safe answer-word"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rec, err := r.RecommendJSON([]byte(tt.json), now)
			if diff := gocmp.Diff(tt.errors, brokenRules(err)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.reason, diff)
			}
			require.Equal(t, tt.outcome, rec.Outcome(), tt.reason)
		})
	}
}

func TestProvenanceIsChecked(t *testing.T) {
	r := recommend.Must(testPolicy(t))
	intake := given(in("danger", therapy.Yes, "safe", therapy.Unanswered))
	intake.Provenance = map[therapy.Factor]recommend.Provenance{
		"lonely": {By: recommend.ByClient}, "consent": {By: "Somebody Else"}, "No Name": {},
	}
	intake.Assessed.At = time.Date(12000, 1, 1, 0, 0, 0, 0, time.UTC)
	rec, err := r.Recommend(intake, now)
	require.Equal(t, []string{
		"/assessed/at time-range", "/provenance/#1 provenance-unanswered", "/provenance/consent/by provenance-by", "/provenance/lonely provenance-unanswered",
	}, brokenRules(err))
	require.Equal(t, policy.Escalate, rec.Outcome(), "danger is found despite the error")
	_, err = json.Marshal(intake)
	require.Error(t, err)
}

// TestHostileIntakes checks that an error stays small for any number of faults, and still reports
// the danger.
func TestHostileIntakes(t *testing.T) {
	r := recommend.Must(testPolicy(t))
	var b strings.Builder
	b.WriteString(`{"danger":"yes!","safe":"yes"`)
	for i := range 40_000 {
		b.WriteString(`,"x` + strings.Repeat("y", i%50) + `":"perhaps"`)
	}
	b.WriteString("}")
	for _, data := range []string{b.String(), b.String()[:1<<19] + strings.Repeat(" ", recommend.MaxIntakeSize)} {
		rec, err := r.RecommendJSON([]byte(data), now)
		require.Equal(t, policy.Escalate, rec.Outcome())
		require.Equal(t, "answer-word-on-safety", therapy.FieldErrors(err)[0].Rule)
		require.Less(t, len(err.Error()), 20_000)
	}
	answers := recommend.Answers{}
	for i := range 40_000 {
		answers[therapy.Factor(strings.Repeat("z", i%300)+"-"+string(rune('a'+i%26)))] = 200
	}
	_, err := r.Pack(answers)
	require.Less(t, len(err.Error()), 20_000)
}

// TestClientJSON checks that a client's JSON leaves out everything that other readers must not learn.
func TestClientJSON(t *testing.T) {
	for f, info := range therapy.Factors().All() {
		if info.Discretion == 0 {
			continue
		}
		for _, answer := range []therapy.Answer{therapy.Yes, therapy.No} {
			rec, err := theStandard().Recommend(given(recommend.Answers{f: answer, therapy.ValuesPrivacy: therapy.Yes}), now)
			require.NoError(t, err)
			var client, clinician struct {
				Answers  map[therapy.Factor]therapy.Answer `json:"answers"`
				Complete *bool                             `json:"complete"`
			}
			text, err := json.Marshal(rec.For(recommend.Audience{Reader: policy.Client}))
			require.NoError(t, err)
			if info.Discretion == therapy.InPersonOnly && answer == therapy.Yes {
				require.Contains(t, string(text), `"withheld":true`)
				require.NotContains(t, string(text), string(therapy.ValuesPrivacy), "nothing is written at all")
				continue
			}
			require.NoError(t, json.Unmarshal(text, &client))
			require.Equal(t, map[therapy.Factor]therapy.Answer{therapy.ValuesPrivacy: therapy.Yes}, client.Answers, "%s: %s", f, answer)
			require.NotNil(t, client.Complete)
			require.False(t, *client.Complete)
			require.NotContains(t, string(text), "inPersonOnly", "%s: %s", f, answer)
			whole, err := json.Marshal(rec.For(recommend.Audience{}))
			require.NoError(t, err)
			require.NoError(t, json.Unmarshal(whole, &clinician))
			require.Len(t, clinician.Answers, 2)
			require.Nil(t, clinician.Complete)
		}
	}
	rec, err := theStandard().Recommend(given(recommend.Answers{therapy.ValuesPrivacy: therapy.Yes}), now)
	require.NoError(t, err)
	text, err := json.Marshal(rec.For(recommend.Audience{Reader: policy.Client}))
	require.NoError(t, err)
	require.Contains(t, string(text), `"complete":false`, "even if nothing is left out, so that it reveals nothing")
}

func TestRecommendationRefusesJSON(t *testing.T) {
	rec, err := theStandard().Recommend(recommend.Intake{}, now)
	require.NoError(t, err)
	_, err = json.Marshal(rec)
	require.ErrorContains(t, err, "rec.For")
}
