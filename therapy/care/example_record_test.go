package care_test

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"fmt"
	"strings"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// A record is stored and loaded with its keys. Sealed parts are encrypted, everything else is not,
// and loading returns the record with all its revisions.
func ExampleLoadPlan() {
	secret := make([]byte, 32) // in a service: from a file or a key store, never from the database
	if _, err := rand.Read(secret); err != nil {
		fmt.Println(err)
		return
	}
	block, _ := aes.NewCipher(secret)
	aead, _ := cipher.NewGCMWithRandomNonce(block)
	keys, err := confidential.NewKeyring(confidential.Key{ID: "key-2026", State: confidential.PrimaryKey, Cipher: aead})
	if err != nil {
		fmt.Println(err)
		return
	}
	client, clinician := confidential.MustPersonID("client-7"), confidential.MustPersonID("clinician-3")
	plan, err := care.NewPlan(care.PlanSpec{
		ID: "plan-12", Author: clinician, Created: time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC), Clients: []confidential.PersonID{client}, Status: care.PlanDraft,
		Goals: []care.Goal{{
			ID: "evenings", Statement: confidential.SealText(confidential.TreatmentPlan, client, "Enjoy the evenings again."),
			ExpressedBy: care.VoiceClient, Scope: care.ScopeIndividual, Status: care.GoalProposed,
		}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	row, err := plan.Store(keys)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("in the clear:", strings.Contains(string(row), "evenings"), strings.Contains(string(row), "Enjoy"))
	back, err := care.LoadPlan(row, keys)
	fmt.Println(back.ID(), back.Revision().Number, back.Status(), err)
	// Output:
	// in the clear: true false
	// plan-12 1 draft <nil>
}

// Two strands of different modalities make combined therapy. Each has its own therapists,
// goals and times.
func ExampleStrand() {
	client, clinician, lead := confidential.MustPersonID("client-7"), confidential.MustPersonID("clinician-3"), confidential.MustPersonID("lead-1")
	strand := func(id care.StrandID, modality therapy.Modality, by confidential.PersonID) care.Strand {
		return care.Strand{
			ID: id, Modality: modality, Delivery: care.InPerson, Therapists: []care.Therapist{{ID: by, Role: care.RoleLead}}, From: therapy.MustDate(2026, 3, 9),
		}
	}
	plan, err := care.NewPlan(care.PlanSpec{
		ID: "plan-12", Author: clinician, Created: time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC), Clients: []confidential.PersonID{client}, Status: care.PlanDraft,
		Strands: []care.Strand{strand("weekly", "individual", clinician), strand("evenings", "group", lead)},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for s := range plan.Strands() {
		fmt.Println(s.ID, s.Modality, "from", s.From)
	}
	// Output:
	// weekly individual from 2026-03-09
	// evenings group from 2026-03-09
}

// An episode lasts from the referral to the ending, and refers to plans and sessions by id.
func ExampleEpisode() {
	client, clinician := confidential.MustPersonID("client-7"), confidential.MustPersonID("clinician-3")
	day := func(n int) time.Time { return time.Date(2026, 3, n, 12, 0, 0, 0, time.UTC) }
	episode, err := care.NewEpisode(care.EpisodeSpec{
		ID: "episode-1", Author: clinician, Created: day(2), Client: client,
		Referral: care.Referral{On: therapy.MustDate(2026, 2, 20), From: "general-practitioner", Concern: "depression"},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	ended, err := episode.Amend(care.RevisionSpec{Author: clinician, At: day(30), Reason: care.ReasonCompleted}, func(s *care.EpisodeSpec) {
		s.Plans = []care.PlanID{"plan-12"}
		s.Ending = care.Ending{On: therapy.MustDate(2026, 3, 30), Kind: care.EndingPlanned, Reason: care.ReasonRecovered, By: clinician}
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	ending, _ := ended.Ending()
	_, before := episode.Ending()
	fmt.Println(ending.Kind, ending.Reason, "after", ended.Days(ending.On), "days; ended before the amendment:", before)
	// Output:
	// planned recovered after 38 days; ended before the amendment: false
}
