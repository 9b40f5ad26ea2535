package therapy_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/therapykit/therapykit/therapy"
)

func ExampleFactors() {
	info, _ := therapy.Factors().Lookup(therapy.PrefersGroup)
	fmt.Println(info.Row, info.Layer)
	fmt.Println(info.Question)
	fmt.Println(info.Excludes)
	// Output:
	// F41 preference
	// Does the person prefer group therapy?
	// [declines-group refuses-to-participate prefers-individual wants-both no-preference]
}

func ExampleVocabulary_Suggest() {
	f, ok := therapy.Factors().Suggest("fear-of-judgment")
	fmt.Println(f, ok)
	// Output: fear-of-judgement true
}

func ExampleVocabulary_With() {
	const wantsOutdoors therapy.Factor = "wants-outdoors"
	v, err := therapy.Factors().With(therapy.FactorInfo{
		Factor:     wantsOutdoors,
		Layer:      therapy.LayerNeed,
		Question:   "Would the person like to meet outdoors?",
		Definition: "Wants sessions in the open air.",
		Sources:    []therapy.Source{{ID: "house-1", Document: "House rules", Strength: therapy.LocalPolicy}},
	})
	fmt.Println(v.Len()-therapy.Factors().Len(), err)
	// Output: 1 <nil>
}

func ExampleCite() {
	source, _ := therapy.Cite("E15")
	fmt.Println(source)
	fmt.Println("look again after", source.ReviewBy)
	// Output:
	// E15, National Institute for Health and Care Excellence, Social anxiety disorder: recognition, assessment and treatment (CG159), initial treatment options for adults, 2013 (guideline archived)
	// look again after 2029-01-01
}

func ExampleMustCite() {
	for _, source := range therapy.MustCite("S54", "E63") {
		fmt.Println(source.ID, source.Strength)
	}
	// Output:
	// S54 web-page
	// E63 observational
}

func ExampleBibliography() {
	kinds := map[therapy.Strength]int{}
	for source := range therapy.Bibliography() {
		kinds[source.Strength]++
	}
	fmt.Println(kinds[therapy.MetaAnalysis], "meta-analyses")
	// Output: 15 meta-analyses
}

func ExampleCondition_Eval() {
	c := therapy.All(therapy.Is(therapy.Adult), therapy.Not(therapy.Is(therapy.DeclinesGroup)))
	answers := map[therapy.Factor]therapy.Truth{therapy.Adult: therapy.True}
	truth := func(f therapy.Factor) therapy.Truth { return answers[f] }
	fmt.Println(c, "is", c.Eval(truth))
	answers[therapy.DeclinesGroup] = therapy.False
	fmt.Println(c, "is", c.Eval(truth))
	// Output:
	// all of (adult, not declines-group) is unknown
	// all of (adult, not declines-group) is true
}

func ExampleCondition_MarshalJSON() {
	c := therapy.Any(therapy.Is(therapy.PTSD), therapy.AllOf(therapy.Adult, therapy.SocialAnxietyDisorderDiagnosed))
	data, err := json.Marshal(c)
	fmt.Println(string(data), err)
	// Output: {"any":["ptsd",{"all":["adult","social-anxiety-disorder-diagnosed"]}]} <nil>
}

func ExampleFieldErrors() {
	err := therapy.Source{ID: "1", Strength: therapy.Guideline}.Validate()
	fmt.Println(errors.Is(err, therapy.ErrRequired))
	for _, field := range therapy.FieldErrors(err) {
		fmt.Println(field.Path, field.Rule)
	}
	// Output:
	// true
	// /id source-id
	// /document source-document
}

func ExampleAt() {
	err := therapy.At("/sources/2", &therapy.FieldError{Path: "/year", Rule: "source-year", Err: therapy.ErrRange})
	fmt.Println(err)
	// Output: /sources/2/year: out of range [source-year]
}

func ExamplePointer() {
	fmt.Println(therapy.Pointer("goals", "3"))
	// Output: /goals/3
}

func ExampleDate_DaysUntil() {
	start := therapy.MustDate(2024, time.February, 28)
	end, err := therapy.ParseDate("2024-03-01")
	fmt.Println(start.DaysUntil(end), start.AddDays(1), err)
	// Output: 2 2024-02-29 <nil>
}

func ExampleNewCatalogue() {
	// aDescriptor fills in a made-up modality; the built-in ones are in the
	// packages individual and group.
	catalogue, err := therapy.NewCatalogue(aDescriptor("peer-support"), aDescriptor("couple"))
	if err != nil {
		fmt.Println(err)
		return
	}
	for modality, descriptor := range catalogue.All() {
		fmt.Println(modality, descriptor.Participants.Clients)
	}
	_, err = therapy.NewCatalogue(therapy.Descriptor{Modality: "couple"})
	fmt.Println(len(therapy.FieldErrors(err)) > 10, "everything that is missing, at once")
	// Output:
	// couple {2 4}
	// peer-support {2 4}
	// true everything that is missing, at once
}

func ExampleCompare() {
	for _, row := range therapy.Compare(aDescriptor("couple"), aDescriptor("family"))[:3] {
		fmt.Println(row.Dimension.Title())
	}
	// Output:
	// Number of participants
	// Who leads
	// Privacy and confidentiality
}

func ExampleRange_Contains() {
	members := therapy.Range{Min: 5, Max: 15}
	fmt.Println(members.Contains(4), members.Contains(15), therapy.Range{}.Contains(1))
	// Output: false true false
}
