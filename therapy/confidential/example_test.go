package confidential_test

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/therapykit/therapykit/therapy/confidential"
)

func Example() {
	client, therapist := confidential.MustPersonID("client-1"), confidential.MustPersonID("therapist-1")
	note := confidential.SealText(confidential.ProgressNote, client, "Slept better this week.")
	fmt.Println("Logged by accident:", note)

	var trail bytes.Buffer
	log := confidential.NewLog(&trail, confidential.Anchor{})
	gate := confidential.NewGate(confidential.DefaultTable(), log)
	at := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

	text, err := note.Disclose(context.Background(), gate, confidential.Request{
		Recipient: therapist, Audience: confidential.TreatingTherapist, Purpose: confidential.Treatment, Treats: confidential.Treating(client), At: at,
	})
	fmt.Println("Therapist:", text, err)

	_, err = note.Disclose(context.Background(), gate, confidential.Request{
		Recipient: confidential.MustPersonID("insurer-1"), Audience: confidential.Payer, Purpose: confidential.Payment, At: at,
	})
	fmt.Println("Insurer:", err)

	end, err := confidential.VerifyLog(&trail, log.Anchor())
	fmt.Println("Records:", end.Seq, err)
	// Output:
	// Logged by accident: [confidential]
	// Therapist: Slept better this week. <nil>
	// Insurer: confidential: disclosure denied
	// Records: 2 <nil>
}

func exampleKey(id string) confidential.Key {
	secret := make([]byte, 32)
	if _, err := rand.Read(secret); err != nil {
		panic(err)
	}
	block, err := aes.NewCipher(secret)
	if err != nil {
		panic(err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		panic(err)
	}
	return confidential.Key{ID: confidential.KeyID(id), Cipher: aead}
}

// A structure is written by storing every sealed value in it and read by opening
// them. To change the key, open with the old and store with the new one: values
// stored under either can stand beside each other meanwhile.
func ExampleStoreAll_keyRotation() {
	type plan struct {
		ID   string                     `json:"id"`
		Goal confidential.Value[string] `json:"goal"`
	}
	old, fresh := exampleKey("key-2025"), exampleKey("key-2026")
	p := plan{ID: "plan-1", Goal: confidential.SealText(confidential.TreatmentPlan, confidential.MustPersonID("client-1"), "Go out once a day.")}

	_, err := json.Marshal(p)
	fmt.Println("In the clear:", strings.Contains(fmt.Sprint(err), confidential.ErrSealed.Error()))

	write := func(p plan, k confidential.Key) []byte {
		if err := confidential.StoreAll(&p, k, rand.Reader); err != nil {
			panic(err)
		}
		b, err := json.Marshal(p)
		if err != nil {
			panic(err)
		}
		return b
	}
	read := func(b []byte, keys ...confidential.Key) (p plan, err error) {
		if err = json.Unmarshal(b, &p); err == nil {
			err = confidential.OpenAll(&p, keys...)
		}
		return p, err
	}

	stored := write(p, old)
	opened, err := read(stored, fresh, old) // both, while keys are rotated
	fmt.Println("Opened with both:", err)
	rotated := write(opened, fresh)
	_, err = read(rotated, fresh)
	fmt.Println("Opened with the new key:", err)
	_, err = read(rotated, old)
	fmt.Println("Opened with the old key:", err)
	// Output:
	// In the clear: true
	// Opened with both: <nil>
	// Opened with the new key: <nil>
	// Opened with the old key: /goal: confidential: the envelope cannot be opened: wrong key, or it has been changed [sealed-value]
}

// An envelope is what a database column holds. Whoever edits its label there
// makes it unreadable.
func ExampleEnvelope() {
	key := exampleKey("key-1")
	note := confidential.SealText(confidential.ProcessNote, confidential.MustPersonID("client-1"), "made up")
	envelope, err := note.Store(key, rand.Reader)
	if err != nil {
		panic(err)
	}
	column, err := envelope.Value() // what database/sql asks for
	if err != nil {
		panic(err)
	}
	edited := strings.Replace(column.(string), "very-restricted", "unrestricted", 1)
	for _, column := range []any{column, edited} {
		var back confidential.Envelope
		if err := back.Scan(column); err != nil {
			panic(err)
		}
		_, err := confidential.Load[string](key, back)
		fmt.Println(back.Label.Level, err)
	}
	// Output:
	// very-restricted <nil>
	// unrestricted confidential: the envelope cannot be opened: wrong key, or it has been changed
}

// What would the insurer see of this, and why?
func ExamplePreview() {
	client := confidential.MustPersonID("client-1")
	record := struct {
		Code string                     `json:"code" kind:"diagnosis,minimum"`
		Note confidential.Value[string] `json:"note" kind:"progress-note"`
	}{"F40.1", confidential.SealText(confidential.ProgressNote, client, "made up")}
	gate := confidential.NewGate(confidential.DefaultTable(), confidential.NewLog(new(bytes.Buffer), confidential.Anchor{}))
	seen, err := confidential.Preview(gate, record, confidential.Request{
		Recipient: confidential.MustPersonID("insurer-1"), Audience: confidential.Payer, Purpose: confidential.Payment, At: time.Unix(1, 0),
	})
	fmt.Println(string(seen.JSON), err)
	for _, s := range seen.Shown {
		fmt.Println(s.Place, s.Decision.Rule, s.Decision.Needs())
	}
	// Output:
	// {"code":{"shown":true},"note":{"withheld":true}} <nil>
	// code PY1 []
	// note PY3 [consent of client-1]
}

func ExampleHearing() {
	ids := func(names ...string) (all []confidential.PersonID) {
		for _, name := range names {
			all = append(all, confidential.MustPersonID(name))
		}
		return all
	}
	present := ids("client-1", "client-2", "client-3", "client-4", "client-5", "client-6", "client-7", "therapist-1")
	fmt.Println(confidential.HearingOf(confidential.GroupSetting, present[0], present, ids("therapist-1")))
	// Output:
	// 7 people will hear this, 6 of them under no professional duty. An agreement can ask for discretion; it cannot enforce it.
}
