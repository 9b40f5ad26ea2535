package main

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// row is a row of the clinic's table of notes: an id and the stored text.
type row struct {
	id   string
	text confidential.Envelope
}

func (r row) place() confidential.Place {
	return confidential.Place{Record: "note/" + r.id, Field: "/text", Revision: 1}
}

// key returns a key from a made-up secret. A clinic uses random keys and does not keep them with
// the database.
func key(id confidential.KeyID, state confidential.KeyState, person confidential.PersonID) (confidential.Key, error) {
	if state == confidential.DestroyedKey {
		return confidential.Key{ID: id, State: state, Person: person}, nil
	}
	secret := sha256.Sum256([]byte(id))
	block, err := aes.NewCipher(secret[:])
	if err != nil {
		return confidential.Key{}, err
	}
	sealer, err := cipher.NewGCMWithRandomNonce(block)
	return confidential.Key{ID: id, State: state, Cipher: sealer, Person: person}, err
}

// ring holds the clinic's keys: one for everybody, one for Anna alone, and last year's key.
func ring(annas confidential.KeyState, primary, old confidential.KeyID) (confidential.Keyring, error) {
	own, err1 := key("anna-2026", annas, anna)
	now, err2 := key(primary, confidential.PrimaryKey, confidential.PersonID{})
	before, err3 := key(old, confidential.OldKey, confidential.PersonID{})
	if err := errors.Join(err1, err2, err3); err != nil {
		return confidential.Keyring{}, err
	}
	return confidential.NewKeyring(own, now, before)
}

// rights rotates the keys of a table, finds what is due, and erases one person's texts.
func rights(ctx context.Context, w io.Writer, gate *confidential.Gate, trail *bytes.Buffer) error {
	table, err := stored()
	if err != nil {
		return err
	}
	if err := rotation(w, table); err != nil {
		return err
	}
	if err := retention(w); err != nil {
		return err
	}
	return erasure(ctx, w, gate, table, trail)
}

// stored returns a table that was written when the key of 2025 was current.
func stored() ([]row, error) {
	keys, err := ring(confidential.PrimaryKey, "clinic-2025", "clinic-2024")
	if err != nil {
		return nil, err
	}
	table := []row{{id: "n-1"}, {id: "n-2"}}
	for i, text := range []confidential.Value[string]{
		confidential.SealText(confidential.ProgressNote, anna, "Anna went to her sister's party."),
		confidential.SealText(confidential.ProgressNote, ben, "Ben began a diary."),
	} {
		if table[i].text, err = text.Store(keys, table[i].place()); err != nil {
			return nil, err
		}
	}
	return table, nil
}

// rotation goes through the table and stores every text again that is not under the current key.
// It can be stopped and started again.
func rotation(w io.Writer, table []row) error {
	keys, err := ring(confidential.PrimaryKey, "clinic-2026", "clinic-2025")
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "\nThe clinic turns its keys\n")
	for round := range 2 {
		turned := 0
		for i := range table {
			text, changed, err := confidential.Rotate(keys, table[i].place(), table[i].text)
			if err != nil {
				return fmt.Errorf("row %s: %w", table[i].id, err)
			}
			if changed {
				turned++
			}
			table[i].text = text
		}
		fmt.Fprintf(w, "  round %d: %d of %d rows stored anew\n", round+1, turned, len(table))
	}
	_, _, err = confidential.Rotate(keys, table[0].place(), table[1].text)
	fmt.Fprintf(w, "  the text of one row in another: %v\n", err)
	return nil
}

// retention lists the data whose retention period is over, by the clinic's written rules.
func retention(w io.Writer) error {
	rules := []confidential.RetentionRule{
		{ID: "adults", Years: 10, From: confidential.FromLastContact, Reason: "Made up for the example.", Sources: therapy.MustCite("L28")},
		{ID: "young-people", Years: 7, From: confidential.FromMajority, MajorityAt: 18, Reason: "Made up for the example.", Sources: therapy.MustCite("L28")},
	}
	kept := []confidential.Kept{
		{Record: "note/n-1", Subject: anna, Kind: confidential.ProgressNote, LastContact: therapy.MustDate(2026, 3, 2), Born: therapy.MustDate(1990, 5, 1)},
		{Record: "note/n-0", Subject: others[0], Kind: confidential.ProgressNote, LastContact: therapy.MustDate(2014, 1, 7), Born: therapy.MustDate(1985, 5, 1)},
		{Record: "note/n-9", Subject: others[1], Kind: confidential.ProgressNote, LastContact: therapy.MustDate(2014, 1, 7), Born: therapy.MustDate(2003, 5, 1)},
		{Record: "note/n-8", Subject: others[2], Kind: confidential.ProgressNote, LastContact: therapy.MustDate(2014, 1, 7), Born: therapy.MustDate(1985, 5, 1), Hold: true},
	}
	due, err := confidential.DueForErasure(rules, slices.Values(kept), therapy.DateOf(day))
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "\nOf %d records the retention period is over for\n", len(kept))
	for _, d := range due {
		fmt.Fprintf(w, "  %s, kept until %s by %v\n", d.Kept.Record, d.Until, d.Rules)
	}
	return nil
}

// erasure destroys Anna's key at her request: first the record of it, then the key.
func erasure(ctx context.Context, w io.Writer, gate *confidential.Gate, table []row, trail *bytes.Buffer) error {
	at := day.AddDate(0, 0, 3)
	err := gate.RecordErasure(ctx, confidential.Erasure{Person: anna, Key: "anna-2026", By: officer, At: at, Ref: "request-3"})
	if err != nil {
		return err
	}
	keys, err := ring(confidential.DestroyedKey, "clinic-2026", "clinic-2025")
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "\nAnna has her record erased\n")
	for _, r := range table {
		text, err := confidential.Load[string](keys, r.place(), r.text)
		if err != nil {
			return err
		}
		words, err := text.Disclose(ctx, gate, confidential.Request{
			Recipient: therapist, Audience: confidential.TreatingTherapist, Purpose: confidential.Treatment, Treats: confidential.Treating(anna, ben), At: at,
		})
		fmt.Fprintf(w, "  row %s, erased %t: %q %v\n", r.id, text.IsErased(), words, err)
	}
	for r := range confidential.Entries(bytes.NewReader(trail.Bytes())) {
		if r.Event == confidential.Erased {
			fmt.Fprintf(w, "  the audit trail says: %s, key %s, by %s, for %s\n", r.Event, r.Key, r.Actor, r.Ref)
		}
	}
	return nil
}
