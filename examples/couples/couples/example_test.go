package couples_test

import (
	"fmt"
	"time"

	"github.com/therapykit/therapykit/examples/couples/couples"
	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

// As long as safety is unknown, no option is advised, however much supports couples therapy.
func ExamplePolicy() {
	p, err := couples.Policy()
	if err != nil {
		fmt.Println(err)
		return
	}
	rec, err := recommend.Must(p).Recommend(recommend.Intake{Answers: recommend.Answers{
		therapy.Adult: therapy.Yes, therapy.NoAcuteRisk: therapy.Yes,
		couples.CoupleConcern: therapy.Yes, couples.PartnerWilling: therapy.Yes,
		couples.WantsRelationshipToChange: therapy.Strongly,
	}}, time.Time{})
	fmt.Println(rec.Summary(), err)
	for question := range rec.Questions() {
		fmt.Println("-", question.Info.Question)
	}
	// Output:
	// needs-information <nil>
	// - Is the person being abused or controlled by a partner, a relative or somebody they live with?
	// - Asked alone and in safety: does either partner control, threaten, hurt or frighten the other?
}

// After a no to the first question, the policy decides as the default policy does.
func ExampleOverlay() {
	p, err := standard.Policy().Overlay(couples.Overlay())
	if err != nil {
		fmt.Println(err)
		return
	}
	rec, err := recommend.Must(p).Recommend(recommend.Intake{Answers: recommend.Answers{
		therapy.Adult: therapy.Yes, therapy.NoAcuteRisk: therapy.Yes,
		therapy.ValuesPrivacy: therapy.Strongly,
		couples.CoupleConcern: therapy.No,
	}}, time.Time{})
	fmt.Println(rec.Summary(), err)
	// Output:
	// recommended individual <nil>
}

func ExampleDescriptor() {
	catalogue, err := standard.Catalogue().With(couples.Descriptor())
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
