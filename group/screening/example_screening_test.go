package screening_test

import (
	"fmt"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/group/screening"
	"github.com/therapykit/therapykit/therapy"
)

func ExampleCriteria_Screen() {
	criteria := screening.DefaultCriteria()
	fmt.Println(criteria.Screen(group.Support, nil).Verdict)

	// All required questions are answered …
	answers := screening.Facts{}
	for c := range criteria.All() {
		for f := range c.When.Factors() {
			answers[f] = therapy.False
		}
	}
	for _, f := range []therapy.Factor{therapy.NoAcuteRisk, therapy.ConsentGiven, screening.SharesConcern, therapy.InformedDiscussionDone} {
		answers[f] = therapy.True
	}
	fmt.Println(criteria.Screen(group.Support, answers).Verdict)

	// … and a crisis has another result in each kind of group.
	answers[therapy.AcuteLifeCrisis] = therapy.True
	for _, kind := range []group.Kind{group.Support, group.InterpersonalProcess} {
		s := criteria.Screen(kind, answers)
		fmt.Println(kind, s.Verdict, s.Reasons[0].Criterion.Advice)
	}
	// Output:
	// ask-first
	// join
	// support prepare-first Individual support first; begin when the worst has passed.
	// interpersonal-process not-this-group Individual support for days or weeks; ask again when it has passed.
}

func ExampleShare() {
	byMinutes, err := group.Share(10000, []int64{90, 90, 60})
	fmt.Println(byMinutes, group.Split(10000, 3), err)
	// Output: [3750 3750 2500] [3334 3333 3333] <nil>
}
