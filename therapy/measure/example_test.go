package measure_test

import (
	"fmt"
	"time"

	"github.com/therapykit/therapykit/therapy/measure"
)

func ExampleCatalogue_Score() {
	at := time.Date(2026, time.January, 5, 18, 0, 0, 0, time.UTC)
	score, err := measure.Standard().Score(measure.Response{Instrument: "phq-9", At: at, Answers: measure.Answers(2, 2, 2, 1, 1, 2, 1, 0, 1)})
	if err != nil {
		fmt.Println(err)
		return
	}
	total, _ := score.Total()
	set, _ := measure.StandardSet(measure.SetAuthors)
	band, _ := set.Band(score, "")
	fmt.Println(total, band.Label, "by", band.Set.Name)
	for _, a := range score.Alerts() {
		fmt.Println("item", a.Item, a.State)
	}
	// Output:
	// 12 moderate by Authors and usual manuals
	// item 9 raised
}
