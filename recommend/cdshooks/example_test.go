package cdshooks_test

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"time"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/cdshooks"
)

func exampleService() *cdshooks.Service {
	service, err := cdshooks.NewService(cdshooks.ServiceSpec{
		ID: "therapy-format", Recommender: recommend.Default(), Invite: true,
		Form: cdshooks.Launch{URL: "https://forms.example.org/launch", SMART: true},
	})
	if err != nil {
		panic(err)
	}
	return service
}

// A chart is opened in which there is no intake yet.
func ExampleService_Answer() {
	call := `{
		"hook": "patient-view", "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
		"context": {"userId": "Practitioner/7", "patientId": "17"},
		"prefetch": {"intake": null, "answers": null}
	}`
	now := time.Date(2026, time.March, 2, 9, 30, 0, 0, time.UTC)
	answer := exampleService().Answer(context.Background(), cdshooks.Call{Body: []byte(call), Now: now})
	var got struct {
		Cards []struct{ Summary, Indicator string }
	}
	if err := json.Unmarshal(answer.Body, &got); err != nil {
		panic(err)
	}
	fmt.Println(answer.Status, got.Cards[0].Indicator+":", got.Cards[0].Summary)
	// Output: 200 info: The intake has not been filled in. Nothing is known about danger.
}

// Prefetch that was not sent does not mean that there is no intake.
func ExampleService_Answer_missing() {
	call := `{
		"hook": "patient-view", "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
		"context": {"userId": "Practitioner/7", "patientId": "17"}
	}`
	answer := exampleService().Answer(context.Background(), cdshooks.Call{Body: []byte(call), Now: time.Now()})
	fmt.Println(answer.Status)
	fmt.Println(answer.Err)
	// Output:
	// 412
	// /prefetch/intake: required [prefetch-missing]: the result of the search
	// /prefetch/answers: required [prefetch-missing]: the result of the search
}

func ExampleDiscovery() {
	body, err := cdshooks.Discovery()
	fmt.Println(string(body), err)
	// Output: {"services":[]} <nil>
}

// A caller stores the cards that it sent, and finds them when feedback comes.
func ExampleService_Feedback() {
	kept := map[cdshooks.UUID]cdshooks.Issued{}
	card, _ := cdshooks.ParseUUID("7b1fc5b0-5a9b-4a6a-9d39-0f9a0f4a1f5e")
	kept[card] = cdshooks.Issued{Card: card, Service: "therapy-format", User: "Practitioner/7"}
	body := `{"feedback": [{
		"card": "7B1FC5B0-5A9B-4A6A-9D39-0F9A0F4A1F5E", "outcome": "overridden", "outcomeTimestamp": "2026-03-02T09:35:00Z",
		"overrideReason": {"reason": {"system": "` + cdshooks.SystemReason + `", "code": "availability"}}
	}]}`
	answer, list := exampleService().Feedback(context.Background(), cdshooks.Call{Body: []byte(body), Now: time.Now()},
		func(_ context.Context, id cdshooks.UUID) (cdshooks.Issued, bool, error) {
			issued, ok := kept[id]
			return issued, ok, nil
		})
	fmt.Println(answer.Status, list[0].Outcome, list[0].Reason, list[0].Key())
	// Output: 200 overridden availability 7b1fc5b0-5a9b-4a6a-9d39-0f9a0f4a1f5e overridden  2026-03-02T09:35:00Z
}

// The keys of a client are in its JWK set. The caller fetches it from the address that the client
// registered, and caches it.
func ExampleNewVerifier() {
	key, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	if err != nil {
		panic(err)
	}
	verifier, err := cdshooks.NewVerifier(cdshooks.VerifierSpec{
		Audiences: []string{"https://cds.example.org/cds-services/therapy-format"},
		Issuers:   map[string]cdshooks.Issuer{"https://ehr.example.org": {}},
		Keys: func(context.Context, string, string) (crypto.PublicKey, bool, error) {
			return &key.PublicKey, true, nil
		},
		Seen: cdshooks.NewReplays(100_000).Seen,
	})
	if err != nil {
		panic(err)
	}
	_, err = verifier.Verify(context.Background(), "Bearer eyJhbGciOiJub25lIn0.e30.", time.Now())
	fmt.Println(err)
	// Output: contradiction [token-alg]: an algorithm that is accepted
}

func ExampleParseKeys() {
	keys, err := cdshooks.ParseKeys([]byte(`{"keys": [{"kty": "oct", "kid": "secret", "k": "AAAA"}]}`))
	fmt.Println(len(keys), err)
	// Output: 0 <nil>
}

func ExampleEncodeCards() {
	body, err := cdshooks.EncodeCards(cdshooks.Card{
		Summary: "The list of groups has changed.", Indicator: cdshooks.Info, Source: cdshooks.Source{Label: "Made-up clinic"},
	})
	fmt.Println(string(body), err)
	// Output: {"cards":[{"summary":"The list of groups has changed.","indicator":"info","source":{"label":"Made-up clinic"}}]} <nil>
}
