package couples_test

import (
	"fmt"

	"github.com/therapykit/therapykit/examples/couples/couples"
	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/therapy"
)

// As long as safety is not known, nothing is advised, however much speaks for it.
func ExamplePolicy() {
	policy, err := couples.Policy()
	if err != nil {
		fmt.Println(err)
		return
	}
	rec, err := recommend.Must(policy).Recommend(recommend.Intake{
		therapy.Adult: recommend.Yes, therapy.NoAcuteRisk: recommend.Yes,
		couples.CoupleConcern: recommend.Yes, couples.PartnerWilling: recommend.Yes,
		couples.WantsRelationshipToChange: recommend.Strongly,
	})
	fmt.Println(rec, err)
	for question := range rec.Questions() {
		fmt.Println("-", question.Info.Question)
	}
	// Output:
	// needs-information <nil>
	// - Is the person being abused or controlled by a partner, a relative or somebody they live with?
	// - Asked alone and in safety: does either partner control, threaten, hurt or frighten the other?
}

// A no to the first question ends the matter, and the policy decides as the default
// does.
func ExampleOverlay() {
	policy, err := recommend.DefaultPolicy().Overlay(couples.Overlay())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(recommend.Must(policy).Recommend(recommend.Intake{
		therapy.Adult: recommend.Yes, therapy.NoAcuteRisk: recommend.Yes,
		therapy.ValuesPrivacy: recommend.Strongly,
		couples.CoupleConcern: recommend.No,
	}))
	// Output:
	// recommended individual <nil>
}

func ExampleDescriptor() {
	catalogue, err := recommend.Catalogue().With(couples.Descriptor())
	if err != nil {
		fmt.Println(err)
		return
	}
	for modality, d := range catalogue.All() {
		fmt.Println(modality, "-", d.Privacy.Leakage)
	}
	// Output:
	// couples - shared
	// group - higher
	// individual - lowest
}
