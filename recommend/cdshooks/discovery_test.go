package cdshooks_test

import (
	"encoding/json"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/cdshooks"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/words"
)

type service struct {
	Hook, ID, Title, Description, UsageRequirements string
	Prefetch                                        map[string]string
}

func discover(t *testing.T, services ...*cdshooks.Service) []service {
	t.Helper()
	body, err := cdshooks.Discovery(services...)
	require.NoError(t, err)
	var doc map[string]any
	require.NoError(t, json.Unmarshal(body, &doc))
	require.Len(t, doc, 1)
	if list, _ := doc["services"].([]any); len(list) > 0 {
		require.NoError(t, joined(append(conform("services", doc["services"], []shape{servicesShape}), nothingEmpty("services", doc["services"])...)))
	}
	var got struct{ Services []service }
	require.NoError(t, json.Unmarshal(body, &got))
	return got.Services
}

// TestDiscovery checks that there is an entry for each hook, which asks for little.
func TestDiscovery(t *testing.T) {
	list := discover(t, serve(t), serve(t, func(s *cdshooks.ServiceSpec) {
		s.ID, s.Hooks = "therapy-format-de", []cdshooks.Hook{cdshooks.EncounterStart}
		s.Language = words.Pseudo()
	}))
	require.Len(t, list, 3)
	require.Equal(t, []string{"patient-view", "org.therapykit.intake-complete", "encounter-start"}, []string{list[0].Hook, list[1].Hook, list[2].Hook})
	require.Equal(t, []string{"therapy-format", "therapy-format", "therapy-format-de"}, []string{list[0].ID, list[1].ID, list[2].ID})
	require.Empty(t, list[1].Prefetch, "the answers come in the context")
	require.NotEmpty(t, list[1].UsageRequirements)
	for _, entry := range []service{list[0], list[2]} {
		require.Len(t, entry.Prefetch, 2)
		for key, reader := range map[string]policy.Reader{"intake": policy.Clinician, "answers": policy.Client} {
			query := entry.Prefetch[key]
			require.Equal(t, []string{"{{context.patientId}}"}, regexp.MustCompile(`\{\{.*?\}\}`).FindAllString(query, -1), "tokens of 2.0, top level only")
			kind, parameters, _ := strings.Cut(query, "?")
			require.Equal(t, "QuestionnaireResponse", kind, "no Patient: a birth date is one more secret")
			require.NotContains(t, parameters, "|")
			require.NotContains(t, parameters, "+")
			values, err := url.ParseQuery(parameters)
			require.NoError(t, err)
			require.Equal(t, "Patient/{{context.patientId}}", values.Get("subject"))
			language := words.English()
			if entry.ID == "therapy-format-de" {
				language = words.Pseudo()
			}
			require.Equal(t, theForm().Canonical(reader, language), values.Get("questionnaire"))
			require.Equal(t, "-authored", values.Get("_sort"))
			require.Equal(t, "1", values.Get("_count"))
			require.Len(t, values, 4)
		}
	}
	require.Empty(t, discover(t), "no services are an empty list")
	body, err := cdshooks.Discovery()
	require.NoError(t, err)
	require.Equal(t, `{"services":[]}`, string(body))
	_, err = cdshooks.Discovery(serve(t), serve(t), nil, new(cdshooks.Service))
	require.Equal(t, "/services/1 service-twice; /services/2 service-zero; /services/3 service-zero", rules(err))
	require.Equal(t, "therapy-format", serve(t).ID())
}

// TestServiceSpec tries specifications with faults.
func TestServiceSpec(t *testing.T) {
	_, err := cdshooks.NewService(cdshooks.ServiceSpec{})
	require.Equal(t, "/id service-id; /recommender service-recommender", rules(err))
	_, err = cdshooks.NewService(cdshooks.ServiceSpec{ID: "x", Recommender: new(recommend.Recommender)})
	require.Equal(t, "/recommender service-recommender", rules(err))
	_, err = cdshooks.NewService(cdshooks.ServiceSpec{
		ID: "A b", Recommender: recommend.Default(), Hooks: []cdshooks.Hook{"order-sign", cdshooks.PatientView, cdshooks.PatientView},
		Form: cdshooks.Launch{URL: "/form"}, Explanation: cdshooks.Launch{URL: "ftp://example.org"}, PolicyURL: "https://user:secret@example.org",
		Reasons: map[cdshooks.Coding]care.Reason{{Code: "x"}: "Not A Name"},
	})
	require.Equal(t, "/id service-id; /hooks/0 service-hook; /hooks/2 service-hook-twice; /form/url url-absolute; /explanation/url url-absolute; /policyURL url-absolute; /reasons service-reason", rules(err))
	require.NotContains(t, err.Error(), "secret")
	_, err = cdshooks.NewService(cdshooks.ServiceSpec{ID: "x", Recommender: recommend.Default(), Invite: true})
	require.Equal(t, "/form/url service-invite", rules(err))
}

// TestRefuse checks the answer to a call that does not reach the service.
func TestRefuse(t *testing.T) {
	for status, code := range map[int]string{400: "processing", 401: "login", 403: "forbidden", 404: "not-found", 405: "processing", 413: "too-long", 429: "throttled", 500: "processing", 503: "throttled"} {
		answer := cdshooks.Refuse(status)
		require.Equal(t, status, answer.Status)
		require.JSONEq(t, `{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"`+code+`"}]}`, string(answer.Body))
		require.NoError(t, answerFaults(status, answer.Body))
	}
}

func TestUUIDs(t *testing.T) {
	id, err := cdshooks.ParseUUID("D1577C69-DFBE-44AD-BA6D-3E05E953B2EA")
	require.NoError(t, err)
	require.Equal(t, cdshooks.UUID(instance), id, "compared without case")
	for _, bad := range []string{"", "x", "d1577c69dfbe44adba6d3e05e953b2ea", "g1577c69-dfbe-44ad-ba6d-3e05e953b2ea", "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea0", "urn:uuid:" + instance} {
		_, err := cdshooks.ParseUUID(bad)
		require.Error(t, err, bad)
	}
}
