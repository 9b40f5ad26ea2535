package confidential_test

import (
	"context"
	"fmt"
	"time"

	"github.com/therapykit/therapykit/therapy/confidential"
)

// A consent permits disclosure to one recipient for one purpose, of certain kinds of content, for a
// limited time. After revocation it permits nothing.
func ExampleConsent() {
	client, insurer := confidential.MustPersonID("client-1"), confidential.MustPersonID("insurer-1")
	at := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	result := confidential.SealText(confidential.TestResult, client, "PHQ-9: 12")
	gate := confidential.NewGate(confidential.DefaultTable(), confidential.AuditorFunc(func(context.Context, []confidential.Record) error { return nil }))
	consent := confidential.Consent{
		Ref: "consent-1", By: client, Audiences: []confidential.Audience{confidential.Payer}, Purposes: []confidential.Purpose{confidential.Payment},
		Kinds: []confidential.Kind{confidential.TestResult}, Given: at.AddDate(0, -1, 0),
	}
	ask := func(consents ...confidential.Consent) {
		text, err := result.Disclose(context.Background(), gate, confidential.Request{
			Recipient: insurer, Audience: confidential.Payer, Purpose: confidential.Payment, Subject: client, Consents: consents, At: at,
		})
		fmt.Printf("%q %v\n", text, err)
	}
	ask()
	ask(consent)
	consent.Revoked = at.AddDate(0, 0, -1)
	ask(consent)
	// Output:
	// "" confidential: disclosure denied
	// "PHQ-9: 12" <nil>
	// "" confidential: disclosure denied
}

// A view contains the fields of a value that the recipient may see. Each field is decided by its
// kind, and every decision is recorded before anything is shown.
func ExampleView() {
	type visit struct {
		confidential.Hidden
		Client confidential.PersonID      `json:"client" kind:"identity,subject"`
		Day    string                     `json:"day" kind:"attendance,time"`
		Note   confidential.Value[string] `json:"note" kind:"progress-note"`
	}
	client, therapist := confidential.MustPersonID("client-1"), confidential.MustPersonID("therapist-1")
	v := visit{Client: client, Day: "2026-03-02", Note: confidential.SealText(confidential.ProgressNote, client, "Slept better this week.")}
	gate := confidential.NewGate(confidential.DefaultTable(), confidential.AuditorFunc(func(context.Context, []confidential.Record) error { return nil }))
	at := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	for _, req := range []confidential.Request{
		{Recipient: therapist, Audience: confidential.TreatingTherapist, Purpose: confidential.Treatment, Treats: confidential.Treating(client), At: at},
		{Recipient: confidential.MustPersonID("paper-1"), Audience: confidential.Researcher, Purpose: confidential.Research, At: at},
	} {
		seen, err := confidential.View(context.Background(), gate, v, req)
		fmt.Println(string(seen.JSON), err)
	}
	// Output:
	// {"client":"client-1","day":"2026-03-02","note":"Slept better this week."} <nil>
	// {"withheld":true} <nil>
}
