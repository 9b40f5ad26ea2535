package intakefhir_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/intakefhir"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/recommendtest"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/fhir"
)

// reply adds an answer to a response, as a client of the operation does.
func reply(n *fhir.Node, link, system, code string) []byte {
	r := fhir.ResourceOf(n.Clone())
	r.Add("QuestionnaireResponse.item").SetText("QuestionnaireResponse.item.linkId", link).
		Add("QuestionnaireResponse.item.answer").AddCoding("QuestionnaireResponse.item.answer.valueCoding", system, code, "")
	return r.Node().AppendJSON(nil)
}

// interview answers the questions truthfully until the form is completed.
func interview(t *testing.T, f *intakefhir.Form, reader policy.Reader, so recommend.Answers, spec intakefhir.NextSpec) (intakefhir.Step, []string) {
	t.Helper()
	request := f.Begin(intakefhir.ResponseSpec{Reader: reader, ID: "interview-1", Subject: "Patient/client-17"}).AppendJSON(nil)
	var asked []string
	for {
		step, err := f.Next(request, spec)
		require.NoError(t, err)
		require.NoError(t, fhir.Check(step.Response))
		form := step.Response.Get("contained").Index(0)
		require.Equal(t, "#"+form.Get("id").Text(), step.Response.Get("questionnaire").Text())
		if step.Asked == "" {
			require.Equal(t, "completed", step.Response.Get("status").Text())
			return step, asked
		}
		require.Equal(t, "in-progress", step.Response.Get("status").Text())
		require.NotContains(t, asked, step.Asked, "each question once")
		require.Less(t, len(asked), 170)
		asked = append(asked, step.Asked)
		system, code := intakefhir.SystemAnswer, "unknown"
		for factor, answer := range so {
			item, q, ok := f.Data().Item(factor)
			if !ok || q.ID != step.Asked || answer.Truth() == therapy.Unknown {
				continue
			}
			switch {
			case q.Choice && answer.Truth() == therapy.True:
				system, code = intakefhir.SystemFactor, string(factor)
			case q.Choice:
			case answer == therapy.Strongly && !item.Strongly:
				code = "yes"
			default:
				code = answer.String()
			}
		}
		request = reply(step.Response, step.Asked, system, code)
	}
}

func TestAnInterviewAsksWhileAnswersMatter(t *testing.T) {
	f := madeUp(t)
	spec := intakefhir.NextSpec{Read: byClinician, Now: now}
	for name, so := range situations {
		step, asked := interview(t, f, policy.Clinician, so, spec)
		want, err := f.Recommender().Recommend(recommend.Intake{Answers: so, Assessed: byClinician.Assessed}, now)
		require.NoError(t, err)
		complete := name != "needs" // unknown answers stay unknown, and so do statements that the form then does not ask
		for factor, answer := range so {
			_, q, _ := f.Data().Item(factor)
			complete = complete && (answer.Truth() != therapy.True || factor == "both-needed" || slices.Contains(asked, q.ID))
		}
		if complete || name == "escalate" || name == "recommended" {
			require.Equal(t, want.Outcome(), step.Recommendation.Outcome(), "%s: %v", name, asked)
		}
		for q := range step.Recommendation.OpenQuestions() {
			_, question, _ := f.Data().Item(q.Info.Factor)
			require.True(t, !question.Asked(step.Recommendation.Truth) || name == "escalate" || name == "needs" || slices.Contains(asked, question.ID), "%s: %s can still matter", name, q.Info.Factor)
		}
		golden(t, "interview-"+name, step.Response)
	}
}

// TestAnInterviewOfTheStandardPolicy interviews plausible people: one with a clinician, one alone.
func TestAnInterviewOfTheStandardPolicy(t *testing.T) {
	f := theForm(t)
	p := f.Recommender().Policy()
	rng := rand.New(rand.NewPCG(9, 10))
	for _, reader := range []policy.Reader{policy.Clinician, policy.Client} {
		so := recommendtest.Plausible(rng).Answers
		for factor := range p.Factors.Names() { // statements that are not given are false
			if _, q, ok := f.Data().Item(factor); ok && so[factor] == therapy.Unanswered && !q.Choice {
				so[factor] = therapy.No
			}
		}
		spec := intakefhir.NextSpec{Read: byClinician, Now: now}
		if reader == policy.Client {
			spec.Read.Assessed = recommend.Provenance{By: recommend.ByClient, Person: client, At: now}
		}
		step, asked := interview(t, f, reader, so, spec)
		require.Greater(t, len(asked), 20)
		for factor, info := range p.Factors.All() {
			if _, q, ok := f.Data().Item(factor); ok && slices.Contains(asked, q.ID) && reader == policy.Client {
				require.NotEqual(t, therapy.InPersonOnly, info.Discretion, q.ID)
				require.False(t, q.Clinician, q.ID)
			}
		}
		items(step.Response.Get("contained").Index(0), func(n *fhir.Node) {
			strong := strings.HasSuffix(n.Get("linkId").Text(), "-strongly")
			require.True(t, strong || n.Get("enableWhen") == nil, "what is asked matters")
		})
	}
}

func TestDangerEndsAnInterview(t *testing.T) {
	f := theForm(t)
	spec := intakefhir.NextSpec{Now: now}
	begin := f.Begin(intakefhir.ResponseSpec{Reader: policy.Client})
	step, err := f.Next(reply(begin, "acute-suicidality", intakefhir.SystemAnswer, "yes"), spec)
	require.NoError(t, err)
	require.Equal(t, policy.Escalate, step.Recommendation.Outcome())
	require.Equal(t, "completed", step.Response.Get("status").Text())
	items := step.Response.Get("contained").Index(0).Get("item")
	last := items.Index(items.Len() - 1)
	require.Equal(t, "display", last.Get("type").Text())
	require.Contains(t, last.Get("text").Text(), "What to do now")
	// Again with the present answers, and with the answer withdrawn.
	again, err := f.Next(step.Response.AppendJSON(nil), spec)
	require.NoError(t, err)
	require.True(t, step.Response.Equal(again.Response))
	taken := strings.Replace(string(step.Response.AppendJSON(nil)), `"code":"yes"}}]`, `"code":"no"}}]`, 1)
	step, err = f.Next([]byte(taken), spec)
	require.NoError(t, err)
	require.NotEmpty(t, step.Asked)
	require.Equal(t, "acute-suicidality", step.Response.Get("contained").Index(0).Get("item").Index(0).Get("linkId").Text(), "what was asked stays")

	// A refused response is also searched for danger.
	step, err = f.Next([]byte(strings.Replace(taken, `"code":"no"}}]`, `"code":"YES"}}]`, 1)), spec)
	require.Error(t, err)
	require.Equal(t, policy.Escalate, step.Recommendation.Outcome())
	require.Nil(t, step.Response)
}

func TestTheFormInsideAResponseIsNotTrusted(t *testing.T) {
	f := theForm(t)
	spec := intakefhir.NextSpec{Now: now}
	begin := string(f.Begin(intakefhir.ResponseSpec{Reader: policy.Client}).AppendJSON(nil))
	forged := strings.Replace(begin, `"subjectType":["Patient"]`, `"subjectType":["Patient"],"item":[{"linkId":"adult-content","type":"string","text":"made up"},`+
		`{"linkId":"domestic-abuse","type":"choice","text":"made up"},{"linkId":"limited-budget","type":"choice","text":"made up"}]`, 1)
	require.NotEqual(t, begin, forged)
	step, err := f.Next([]byte(forged), spec)
	require.NoError(t, err)
	text := string(step.Response.AppendJSON(nil))
	require.False(t, strings.Contains(text, "made up") || strings.Contains(text, "domestic-abuse"))
	require.True(t, strings.Contains(text, "limited-budget"))

	parameters := `{"resourceType":"Parameters","parameter":[{"name":"questionnaire-response","resource":` + forged + `}]}`
	wrapped, err := f.Next([]byte(parameters), spec)
	require.NoError(t, err)
	require.True(t, step.Response.Equal(wrapped.Response))

	_, err = f.Next([]byte(response(f, policy.Client, "", answer("limited-budget", "yes"))), spec)
	require.Equal(t, []string{"/questionnaire next-adaptive"}, rules(err))
	_, err = f.Next([]byte(strings.Replace(begin, f.Version(), "0", 1)), spec)
	require.Equal(t, []string{"/questionnaire response-questionnaire"}, rules(err))
	_, err = f.Next([]byte(`{"resourceType":"Parameters","parameter":[{"name":"other","valueString":"x"}]}`), spec)
	require.Equal(t, []string{" response-type"}, rules(err))
}
