// Package measure holds outcome instruments as data, scores them, and says what
// a score and a change of score mean under a named set of thresholds.
//
// # From answers to meaning
//
// An [Instrument] is structure without wording: items with ranges and keying,
// subscales, rules for missing items, critical items, the licence position. A
// [Catalogue] holds those that have been checked; [Standard] returns the
// built-in ones, and [Catalogue.With] adds yours, written as struct literals.
// An id that is not known is an error that offers the nearest one, where there
// is one near enough, and [Catalogue.Suggest] does so beside [Catalogue.Lookup].
//
// A [Response] has one [Answer] an item, and scoring gives a [Score] with its
// rule and source. Whatever cannot be scored is an error that says why, never
// zero and never NaN. A critical item, such as PHQ-9 item 9, becomes an [Alert]
// whatever the total is, and also where there is no total; left out it is an
// alert of its own, since silence is not a no. The score's own alerts come
// back even with an error, so read them before looking at the error.
//
// A threshold is not a property of an instrument. It belongs to a
// [ThresholdSet] with a name, a version and a population, and each band, case
// and judgement of change names the set it came from. GAD-7 has a cut-off of 8 and a
// reliable change of 4 in one built-in set, a cut-off of 10 in another, and a
// reliable change of 6 in a third.
// A minimal important difference is not a reliable change, and has its own field.
//
// A [SymptomRule] counts symptoms rather than points, as the algorithm of PHQ-9 and
// the clusters of PCL-5 do. It is data as well, it needs every item it looks at,
// and what it finds is a pattern of answers, never a diagnosis.
//
// # A questionnaire twice
//
// This program scores the same questionnaire at intake and twelve weeks later,
// reads the band of the second score, and judges the change:
//
//	package main
//
//	import (
//		"fmt"
//		"time"
//
//		"github.com/therapykit/therapykit/therapy/measure"
//	)
//
//	func main() {
//		instrument, ok := measure.Standard().Lookup("phq-9")
//		if !ok {
//			fmt.Println("no such instrument")
//			return
//		}
//		intake := time.Date(2026, time.January, 5, 18, 0, 0, 0, time.UTC)
//		first, err := instrument.Score(measure.Response{
//			Instrument: "phq-9", At: intake,
//			Answers: measure.Answers(2, 2, 3, 2, 2, 2, 2, 1, 1),
//		})
//		// The alerts are there also where the total is not.
//		for _, alert := range first.Alerts() {
//			fmt.Println("look at item", alert.Item, "which is", alert.State)
//		}
//		if err != nil {
//			fmt.Println(err)
//			return
//		}
//		last, err := instrument.Score(measure.Response{
//			Instrument: "phq-9", At: intake.AddDate(0, 0, 84),
//			Answers: measure.Answers(1, 1, 1, 1, 0, 1, 0, 0, 0),
//		})
//		if err != nil {
//			fmt.Println(err)
//			return
//		}
//		authors, _ := measure.StandardSet(measure.SetAuthors)
//		band, err := authors.Band(last, "")
//		if err != nil {
//			fmt.Println(err)
//			return
//		}
//		nhs, _ := measure.StandardSet(measure.SetNHS)
//		change, err := nhs.Change(first, last, "")
//		if err != nil {
//			fmt.Println(err)
//			return
//		}
//		total, _ := last.Total()
//		fmt.Printf("%v is %s (%s, version %s)\n", total, band.Label, band.Set.Name, band.Set.Version)
//		fmt.Printf("%v points better: %v (%s, version %s)\n", change.Improvement, change.Kind, change.Set.Name, change.Set.Version)
//	}
//
// It prints
//
//	look at item 9 which is raised
//	5 is mild (Authors and usual manuals, version 2)
//	12 points better: reliable-improvement (NHS Talking Therapies, version 1)
//
// # Change and outcomes
//
// [ThresholdSet.Change] and [ChangeMark.Classify] judge a change in points.
// [RCI], [CutoffA], [CutoffB], [CutoffC] and [JacobsonTruax] work it out from norms;
// [NHSRules] gives the outcomes of NHS Talking Therapies with the veto of the
// second measure, and [Tally] the rates of a service with the right
// denominators. [GoalAttainment] is the T-score of goal attainment scaling. Effect sizes
// name their denominators, and [PercentChange] has no value where there is none.
// The veto on reliable improvement is in the official text; the mirror rule for
// deterioration was not read there and is applied by symmetry.
//
// [Chart] draws a course as SVG with a table and a text that say the same.
//
// # What was left out
//
// Numbers whose source was not opened stay out, though some can be found. These are
// not here: reliable change for WSAS, CORE-10, CORE-OM, PCL-5, SPIN, OCI, PDSS, HAI, PSWQ and
// ReQoL; caseness for OCI, OCI-R, PDSS, PSWQ and the NHS marks for PCL-5, SPIN
// and HAI; bands and cut-off for K6;
// reverse keys of CORE-OM, DAST-10 and ReQoL, which are left out whole, as are OCI
// in its long form, PHQ-4, PHQ-15, DAST-28, ORS and SRS; DASS-21's doubled bands
// and its rule for missing items; prorating of PHQ-9 and GAD-7; the EPDS total's
// LOINC code. DASS-21's keys were read at arc.psych.wisc.edu. Group process measures
// are proprietary and without public cut-offs: bring your own, never as a gate.
// The other methods of reliable change and curves of expected response are not goals.
//
// Nothing here is medical advice, and no score decides anything alone.
//
// LOINC codes are used under the LOINC licence: this material contains content
// from LOINC (http://loinc.org), copyright Regenstrief Institute, Inc.
package measure
