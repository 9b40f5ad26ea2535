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
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		panic(err)
	}
	return confidential.Key{ID: confidential.KeyID(id), State: confidential.PrimaryKey, Cipher: aead}
}

func exampleRing(keys ...confidential.Key) confidential.Keyring {
	ring, err := confidential.NewKeyring(keys...)
	if err != nil {
		panic(err)
	}
	return ring
}

// To write a structure, store every sealed value in it; to read it, open them. To change the key,
// add a new primary key and keep the old one for reading: values that are stored again use the new
// key, and both can be read. Then store all rows of the table again; when no row uses the old key
// any more, remove it from the ring.
func ExampleStoreAll_keyRotation() {
	type plan struct {
		ID   string                     `json:"id"`
		Goal confidential.Value[string] `json:"goal"`
	}
	key2025, key2026 := exampleKey("key-2025"), exampleKey("key-2026")
	before := exampleRing(key2025)

	table := map[string][]byte{} // as in a database: a row for each plan
	for _, id := range []string{"plan-1", "plan-2"} {
		p := plan{ID: id, Goal: confidential.SealText(confidential.TreatmentPlan, confidential.MustPersonID("client-1"), "Go out once a day.")}
		_, err := json.Marshal(p)
		fmt.Println("In the clear:", strings.Contains(fmt.Sprint(err), confidential.ErrSealed.Error()))
		if err := confidential.StoreAll(&p, before, confidential.Place{Record: "plan/" + id}); err != nil {
			panic(err)
		}
		if table[id], err = json.Marshal(p); err != nil {
			panic(err)
		}
	}

	key2025.State = confidential.OldKey
	during := exampleRing(key2026, key2025)
	for id, row := range table {
		var p plan
		if err := json.Unmarshal(row, &p); err != nil {
			panic(err)
		}
		if err := confidential.StoreAll(&p, during, confidential.Place{Record: "plan/" + id}); err != nil {
			panic(err) // the error names the texts that could not be opened
		}
		var err error
		if table[id], err = json.Marshal(p); err != nil {
			panic(err)
		}
	}

	after := exampleRing(key2026)
	for _, at := range []string{"plan/plan-1", "plan/plan-2"} {
		var p plan
		if err := json.Unmarshal(table["plan-1"], &p); err != nil {
			panic(err)
		}
		fmt.Println("Row 1 at", at, confidential.OpenAll(&p, after, confidential.Place{Record: at}))
	}
	// Output:
	// In the clear: true
	// In the clear: true
	// Row 1 at plan/plan-1 <nil>
	// Row 1 at plan/plan-2 /goal: confidential: the envelope cannot be opened: wrong key, or it has been changed [sealed-value]
}

// An envelope is stored in a column of a database. If its label is edited there, it cannot be opened
// any more.
func ExampleEnvelope() {
	ring := exampleRing(exampleKey("key-1"))
	place := confidential.Place{Record: "note/17", Field: "text", Revision: 1}
	note := confidential.SealText(confidential.ProcessNote, confidential.MustPersonID("client-1"), "made up")
	envelope, err := note.Store(ring, place)
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
		_, err := confidential.Load[string](ring, place, back)
		fmt.Println(back.Label.Level, err)
	}
	// Output:
	// very-restricted <nil>
	// unrestricted confidential: the envelope cannot be opened: wrong key, or it has been changed
}

// Preview shows what the insurer would see of a record, and why.
func ExamplePreview() {
	client := confidential.MustPersonID("client-1")
	record := struct {
		Client confidential.PersonID      `json:"client" kind:"identity,subject"`
		Code   string                     `json:"code" kind:"diagnosis,minimum"`
		Note   confidential.Value[string] `json:"note" kind:"progress-note"`
	}{client, "F40.1", confidential.SealText(confidential.ProgressNote, client, "made up")}
	gate := confidential.NewGate(confidential.DefaultTable(), confidential.NewLog(new(bytes.Buffer), confidential.Anchor{}))
	seen, err := confidential.Preview(gate, record, confidential.Request{
		Recipient: confidential.MustPersonID("insurer-1"), Audience: confidential.Payer, Purpose: confidential.Payment, At: time.Unix(1, 0),
	})
	fmt.Println(string(seen.JSON), err)
	for _, s := range seen.Shown {
		fmt.Println(s.Place, s.Decision.Rule, s.Decision.Needs())
	}
	// Output:
	// {"client":{"shown":true},"code":{"shown":true},"note":{"withheld":true}} <nil>
	// client PY1 []
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
