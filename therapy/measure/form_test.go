package measure_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/measure"
)

// The library contains the wording of an instrument only if everybody may reproduce it without
// conditions, together with the terms and their source. The list prevents that wording is added by
// accident.
func TestWordingIsFree(t *testing.T) {
	with := map[measure.ID]string{
		"phq-9": "Little interest or pleasure in doing things", "phq-8": "Little interest or pleasure in doing things",
		"phq-2": "Little interest or pleasure in doing things", "phq-4": "Feeling nervous, anxious or on edge", "phq-15": "Stomach pain",
		"gad-7": "Feeling nervous, anxious or on edge", "gad-2": "Feeling nervous, anxious or on edge",
		"pcl-5": "Repeated, disturbing, and unwanted memories of the stressful experience?",
	}
	for id, in := range measure.Standard().All() {
		first, ok := with[id]
		require.Equal(t, ok, in.Form != nil, id)
		if !ok {
			continue
		}
		require.Equal(t, measure.WordingFree, in.Licence.Wording, id)
		require.Equal(t, first, in.Form.Items[0], id)
		require.NotEmpty(t, in.Form.Terms, id)
		require.NotEmpty(t, in.Form.Sources, id)
		require.Equal(t, "en", in.Form.Language)
		require.Len(t, in.Form.Options, in.Items[0].Max+1, "%s: every answer has its words", id)
		seen := map[string]bool{}
		for _, text := range in.Form.Items {
			require.False(t, seen[text], "%s: no item stands twice", id)
			require.Equal(t, strings.TrimSpace(text), text)
			seen[text] = true
		}
		text := in.Form.Text()
		require.Equal(t, len(in.Items)*len(in.Form.Options), strings.Count(text, "[ ]"), "%s: a line for each choice", id)
		require.Contains(t, text, fmt.Sprintf("\n%d. %s\n", len(in.Items), in.Form.Items[len(in.Items)-1]))
	}
	// The short forms are parts of the long ones.
	phq9, gad7 := standard(t, "phq-9").Form.Items, standard(t, "gad-7").Form.Items
	require.Equal(t, phq9[:8], standard(t, "phq-8").Form.Items)
	require.Equal(t, phq9[:2], standard(t, "phq-2").Form.Items)
	require.Equal(t, gad7[:2], standard(t, "gad-2").Form.Items)
	require.Equal(t, append(append([]string{}, gad7[:2]...), phq9[:2]...), standard(t, "phq-4").Form.Items)
	require.Contains(t, phq9[8], "better off dead", "the critical item")
	require.Contains(t, standard(t, "pcl-5").Form.Items[15], "cause you harm", "the critical item")
	require.Contains(t, standard(t, "phq-15").Form.Items[3], "WOMEN ONLY", "the item that may not apply")
}

// A form can be shown or printed, item by item, with the numbers that are scored.
func ExampleForm() {
	gad2, _ := measure.Standard().Lookup("gad-2")
	fmt.Print(gad2.Form.Text())
	fmt.Println("\n" + gad2.Form.Terms)
	// Output:
	// Over the last 2 weeks, how often have you been bothered by any of the following problems?
	//
	// 1. Feeling nervous, anxious or on edge
	//    [ ] 0  Not at all
	//    [ ] 1  Several days
	//    [ ] 2  More than half the days
	//    [ ] 3  Nearly every day
	//
	// 2. Not being able to stop or control worrying
	//    [ ] 0  Not at all
	//    [ ] 1  Several days
	//    [ ] 2  More than half the days
	//    [ ] 3  Nearly every day
	//
	// No permission is required to reproduce, translate, display or distribute.
}
