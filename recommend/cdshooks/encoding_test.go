package cdshooks_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/cdshooks"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/confidential/confidentialtest"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

func aCard() cdshooks.Card {
	return cdshooks.Card{
		UUID: instance, Summary: "made up", Detail: "made up", Indicator: cdshooks.Info, Source: cdshooks.Source{Label: "x", URL: "https://example.org"},
		Suggestions:       []cdshooks.Suggestion{{Label: "x", UUID: instance, Recommended: true, Actions: []cdshooks.Action{{Type: "create", Description: "x", Resource: json.RawMessage(`{}`)}}}},
		SelectionBehavior: cdshooks.AtMostOne, OverrideReasons: []cdshooks.Coding{{System: "x", Code: "x", Display: "x"}},
		Links: []cdshooks.Link{{Label: "x", URL: "https://example.org", Type: "smart", AppContext: "x"}},
	}
}

func anIssued() cdshooks.Issued {
	return cdshooks.Issued{
		Card: instance, Client: issuer, Service: "x", Hook: cdshooks.PatientView, Instance: instance, User: "Practitioner/1", Patient: "1", At: now,
		Outcome: policy.Recommended, Digest: "sha256:x", Policy: policy.Name{ID: "x", Version: "1", Digest: "x"},
		Intake:      recommend.Intake{Answers: answers(), Assessed: recommend.Provenance{By: recommend.ByClinician, At: now}},
		Suggestions: []cdshooks.IssuedSuggestion{{UUID: instance, Option: "group"}},
	}
}

func aFeedback() cdshooks.Feedback {
	return cdshooks.Feedback{
		Card: instance, Suggestion: instance, Outcome: cdshooks.Accepted, At: now, Option: "group", Reason: "availability",
		Comment: confidential.SealText(confidential.TreatmentPlan, client, "made up"), By: clinician,
	}
}

// TestEverythingEncodesWhole checks the JSON of all types of the package.
func TestEverythingEncodesWhole(t *testing.T) {
	require.NoError(t, therapytest.Encodes(".", map[string]string{"Replays": "is of one process and is not copied; its MarshalJSON says so"},
		aCard(), aCard().Source, aCard().Suggestions[0], aCard().Suggestions[0].Actions[0], aCard().OverrideReasons[0], aCard().Links[0],
		anIssued(), anIssued().Suggestions[0], aFeedback(),
		cdshooks.Call{Client: "x", Body: []byte("x"), Now: now}, cdshooks.Access{}, cdshooks.Answer{Status: 200},
		*serve(t), spec(), cdshooks.Launch{URL: "https://example.org", SMART: true},
		*verifier(t), cdshooks.VerifierSpec{Leeway: time.Second}, cdshooks.Issuer{JKU: "x", Tenants: []string{"x"}},
		cdshooks.Claims{Issuer: "x", Tenant: "x", Expires: now}, cdshooks.UUID(instance), cdshooks.PatientView, cdshooks.Info, cdshooks.Accepted, cdshooks.ES384,
	))
}

func TestReplaysAreNotEncoded(t *testing.T) {
	_, err := json.Marshal(cdshooks.NewReplays(1))
	require.ErrorContains(t, err, "cdshooks.NewReplays")
}

// givenAccess is the access that a client gives with a call.
func givenAccess(t *testing.T) (given cdshooks.Access) {
	t.Helper()
	s := serve(t, func(s *cdshooks.ServiceSpec) {
		s.Fetch = func(_ context.Context, access cdshooks.Access, _ string) ([]byte, error) {
			given = access
			return nil, errors.New("made up")
		}
	})
	ask(t, s, view(map[string]any{}).set("fhirAuthorization", map[string]any{"access_token": "made-up-token", "token_type": "bearer"}))
	require.Equal(t, "made-up-token", given.Token())
	return given
}

// TestNothingIsShownByAccident checks that logs contain nothing of cards, calls, tokens and
// comments.
func TestNothingIsShownByAccident(t *testing.T) {
	types := []any{
		aCard(), aCard().Suggestions[0], aCard().Suggestions[0].Actions[0],
		cdshooks.Call{Client: "x", Body: []byte("x"), Now: now},
		givenAccess(t),
		cdshooks.Answer{Status: 200, Body: []byte("x")},
		anIssued(), anIssued().Suggestions[0], aFeedback(),
	}
	confidentialtest.CheckDisplay(t, types...)
	confidentialtest.CheckFields(t, anIssued(), aFeedback())
	confidentialtest.CheckListed(t, ".", types, map[string]string{
		"Source": "is about the policy", "Coding": "is a code", "Link": "is an address and an opaque handle", "Launch": "is an address",
		"UUID": "is an opaque id", "Hook": "is a word", "Service": "is what was set up", "ServiceSpec": "is what was set up",
		"Verifier": "is what was set up", "VerifierSpec": "is what was set up", "Issuer": "is what was set up", "Claims": "are about a client's system",
		"Keys": "is a function", "Seen": "is a function", "Find": "is a function", "Replays": "holds hashes",
	})
	s := serve(t)
	call := with(sheet(t, danger)).set("fhirAuthorization", map[string]any{"access_token": "made-up-token", "token_type": "Bearer"})
	c := cdshooks.Call{Client: issuer, Body: call.body(t), Now: now}
	answer := s.Answer(t.Context(), c)
	var b bytes.Buffer
	slog.New(slog.NewTextHandler(&b, nil)).Info("call", "call", c, "answer", answer, "issued", answer.Issued[0], "list", answer.Issued, "err", answer.Err)
	fmt.Fprintf(&b, "%v %+v %#v %s %v", c, answer, answer, answer.Issued, answer.Err)
	for _, secret := range []string{"made-up-token", aPatient, "suicid", "danger"} {
		require.NotContains(t, b.String(), secret)
	}
}
