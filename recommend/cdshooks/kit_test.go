package cdshooks_test

import (
	"encoding/json"
	"flag"
	"maps"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/cdshooks"
	"github.com/therapykit/therapykit/recommend/intakefhir"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/fhir"
	"github.com/therapykit/therapykit/therapy/therapytest"
	"github.com/therapykit/therapykit/therapy/words"
)

var update = flag.Bool("update", false, "write the golden files")

// now is the time of all calls in tests.
var now = time.Date(2026, time.March, 2, 9, 30, 0, 0, time.UTC)

const (
	aPatient  = "made-up-17"
	anotherID = "made-up-18"
	instance  = "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea"
)

var (
	clinician = confidential.MustPersonID("clinician-1")
	client    = confidential.MustPersonID("client-17")
)

// people knows the made-up clinician and client of the tests.
func people(reference string) (confidential.PersonID, bool) {
	id, ok := map[string]confidential.PersonID{"Practitioner/made-up-1": clinician, "Patient/" + aPatient: client}[reference]
	return id, ok
}

// informants makes the practitioner of the tests a clinician.
func informants(reference fhir.Element) (recommend.Informant, confidential.PersonID, bool) {
	id, ok := people(reference.Text("Reference.reference"))
	by := recommend.ByClient
	if id == clinician {
		by = recommend.ByClinician
	}
	return by, id, ok
}

func spec() cdshooks.ServiceSpec {
	return cdshooks.ServiceSpec{
		ID: "therapy-format", Recommender: recommend.Default(), Place: "GB-ENG",
		Form:        cdshooks.Launch{URL: "https://forms.example.org/launch", SMART: true},
		Explanation: cdshooks.Launch{URL: "https://clinic.example.org/explain"},
		PolicyURL:   "https://clinic.example.org/policy",
		Read:        intakefhir.ReadSpec{Informant: informants}, Person: people,
	}
}

func serve(t testing.TB, change ...func(*cdshooks.ServiceSpec)) *cdshooks.Service {
	t.Helper()
	if len(change) == 0 {
		service, err := unchanged()
		require.NoError(t, err)
		return service
	}
	s := spec()
	for _, f := range change {
		f(&s)
	}
	service, err := cdshooks.NewService(s)
	require.NoError(t, err)
	return service
}

// unchanged returns the service that most tests use without changes.
var unchanged = sync.OnceValues(func() (*cdshooks.Service, error) { return cdshooks.NewService(spec()) })

// answers are a made-up intake: an adult in whom a clinician has found no danger.
func answers(more ...recommend.Answers) recommend.Answers {
	a := recommend.Answers{therapy.Adult: recommend.Yes, therapy.NoAcuteRisk: recommend.Yes}
	for _, m := range more {
		maps.Copy(a, m)
	}
	return a
}

var danger = recommend.Answers{therapy.Adult: recommend.Yes, therapy.AcuteSuicidality: recommend.Yes}

// theForm is the form of the standard policy, made once.
var theForm = sync.OnceValue(func() *intakefhir.Form {
	form, err := intakefhir.NewForm(recommend.Default())
	if err != nil {
		panic(err)
	}
	return form
})

// filledIn returns the answers to a sheet as a resource, written at a time, or at none for zero.
func filledIn(t testing.TB, reader policy.Reader, given recommend.Answers, at time.Time, change ...func(fhir.Element)) json.RawMessage {
	t.Helper()
	form := theForm()
	filled, err := form.Data().Filled(recommend.Intake{Answers: given, Assessed: recommend.Provenance{By: recommend.ByClinician, At: at}})
	require.NoError(t, err)
	n, _, err := form.Response(filled, intakefhir.ResponseSpec{Reader: reader, ID: "made-up-answers", Subject: "Patient/" + aPatient})
	require.NoError(t, err)
	e := fhir.ResourceOf(n)
	e.Get("QuestionnaireResponse.author").Remove()
	e.Get("QuestionnaireResponse.source").Remove()
	if reader == policy.Client {
		e.AddReference("QuestionnaireResponse.source", "Patient/"+aPatient)
	} else {
		e.AddReference("QuestionnaireResponse.author", "Practitioner/made-up-1")
	}
	for _, f := range change {
		f(e)
	}
	return n.AppendJSON(nil)
}

// ownDanger returns answers to the client's sheet that report danger.
func ownDanger(t testing.TB, at time.Time, change ...func(fhir.Element)) json.RawMessage {
	t.Helper()
	form := theForm()
	return filledIn(t, policy.Clinician, danger, at, append([]func(fhir.Element){
		text("QuestionnaireResponse.questionnaire", form.Canonical(policy.Client, words.English())),
	}, change...)...)
}

// sheet returns answers to the clinician's sheet, written just now.
func sheet(t testing.TB, given recommend.Answers, change ...func(fhir.Element)) json.RawMessage {
	t.Helper()
	return filledIn(t, policy.Clinician, given, now.Add(-time.Minute), change...)
}

// request is a call of patient-view that tests change.
type request map[string]any

func view(prefetch map[string]any) request {
	return request{
		"hook": "patient-view", "hookInstance": instance, "fhirServer": "https://fhir.example.org/r4",
		"context": map[string]any{"userId": "Practitioner/made-up-1", "patientId": aPatient}, "prefetch": prefetch,
	}
}

// with returns a call with answers on the clinician's sheet and none on the client's.
func with(intake any) request { return view(map[string]any{"intake": intake, "answers": nil}) }

func (r request) set(name string, value any) request {
	r = maps.Clone(r)
	if r[name] = value; value == nil {
		delete(r, name)
	}
	return r
}

func (r request) body(t testing.TB) []byte {
	t.Helper()
	b, err := json.Marshal(map[string]any(r))
	require.NoError(t, err)
	return b
}

func bundle(resources ...any) map[string]any {
	entries := []any{}
	for _, r := range resources {
		entries = append(entries, map[string]any{"resource": r})
	}
	return map[string]any{"resourceType": "Bundle", "type": "searchset", "entry": entries}
}

// card is a card as a client reads it.
type card struct {
	UUID              string `json:"uuid"`
	Summary           string `json:"summary"`
	Detail            string `json:"detail"`
	Indicator         string `json:"indicator"`
	SelectionBehavior string `json:"selectionBehavior"`
	Source            struct{ Label, URL string }
	Suggestions       []struct {
		Label         string
		UUID          string
		IsRecommended bool
		Actions       []struct {
			Type, Description string
			Resource          json.RawMessage
		}
	}
	OverrideReasons []struct{ System, Code, Display string }
	Links           []struct{ Label, URL, Type, AppContext string }
}

// ask makes a call and reads the answer like a client.
func ask(t testing.TB, s *cdshooks.Service, r request) (cdshooks.Answer, []card) {
	t.Helper()
	return send(t, s, r.body(t))
}

func send(t testing.TB, s *cdshooks.Service, body []byte) (cdshooks.Answer, []card) {
	t.Helper()
	answer := s.Answer(t.Context(), cdshooks.Call{Client: "https://ehr.example.org", Body: body, Now: now})
	require.NoError(t, answerFaults(answer.Status, answer.Body))
	var got struct{ Cards []card }
	if answer.Status == 200 {
		require.NoError(t, json.Unmarshal(answer.Body, &got))
	}
	return answer, got.Cards
}

// rules returns the rules that an error names.
func rules(err error) string { return strings.Join(therapytest.Faults(err), "; ") }

func pseudo(s *cdshooks.ServiceSpec) { s.Language = words.Pseudo() }
