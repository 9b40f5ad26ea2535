// Package measure scores outcome questionnaires, and says what a score and a change of
// score mean. In it: instruments as data, scoring, named sets of thresholds, reliable and
// important change, the outcomes of NHS Talking Therapies, goal attainment scaling, effect
// sizes and charts. Not in it: what was measured of whom, and goals (package care), and
// advice about what to do with a score. It imports therapy, words and confidential.
//
// # From answers to meaning
//
// An [Instrument] is structure: items with ranges and keying, subscales, how scores are
// made ([Scoring]), critical items, the licence position, and the wording ([Form]) only
// where everybody may reproduce it without condition. A [Catalogue] holds instruments
// that have been checked; [Standard] returns the built-in ones, [Catalogue.With] adds
// yours, written as struct literals, and [Catalogue.Replace] puts your rule for missing
// items in the place of a built-in one. An id that is not known is an error that offers
// the nearest one.
//
// A [Response] has one [Answer] an item, and scoring gives a [Score] with its
// rule and source. Whatever cannot be scored is an error that says why, never
// zero and never NaN; a total that no answers can give is refused. A critical item, such
// as PHQ-9 item 9, becomes an [Alert] whatever the total is, and also where there is no
// total; left out it is an alert of its own, since silence is not a no. The alerts come
// back even with an error, so read them before looking at the error. Score what comes
// from outside with [Catalogue.ScoreJSON], which finds the alerts of a response that is
// refused.
//
// Items that do not apply can make the scale smaller: WSAS without item 1 has 32 points at
// most. Bands and marks, which were found on the whole scale, refuse such a score until
// it is rescaled ([Score.Rescale]), and a change between scores that do not rest on the
// same items is never judged.
//
// A threshold is not a property of an instrument. It belongs to a
// [ThresholdSet] with a name, a version and a population, and each band, case
// and judgement of change names the set it came from. GAD-7 has a cut-off of 8 and a
// reliable change of 4 in one built-in set, a cut-off of 10 in another, and a
// reliable change of 6 in a third. Sets that a report needs together are put together
// under a name by [Combine]. A minimal important difference is not a reliable change: it
// has its own field and its own judgement ([ThresholdSet.Important]).
//
// A [SymptomRule] counts symptoms rather than points, as the algorithm of PHQ-9 and
// the clusters of PCL-5 do. It is data as well, it needs every item it looks at,
// and what it finds is a pattern of answers, never a diagnosis.
//
// Types that can hold something about a person show nothing through fmt and log/slog.
// They are written as JSON on purpose, whole, and read back equal.
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
// second measure and the backup of the first, and [Tally] the rates of a service with the
// right denominators. [GoalAttainment] is the T-score of goal attainment scaling.
// [Effect] names the denominator of an effect size, and [PercentChange] has no value
// where there is none. The veto on reliable improvement is in the official text; the
// mirror rule for deterioration was not read there and is applied by symmetry.
//
// [Chart] draws a course as SVG with a table and a text that say the same; [Score.Point]
// makes its points, and [Messages] are its texts for translation.
//
// # What was left out
//
// Numbers whose source was not opened stay out, though some can be found. These are
// not here: reliable change for WSAS, CORE-10, CORE-OM, PCL-5, SPIN, OCI, PDSS, HAI, PSWQ and
// ReQoL; caseness for OCI, OCI-R, PDSS, PSWQ and the NHS marks for PCL-5, SPIN
// and HAI; bands and cut-off for K6; bands of GDS-15, of which the page that was read
// gives one edge twice; reverse keys of CORE-OM and ReQoL, which are left out whole, as
// are OCI in its long form, DAST-28, ORS and SRS, and, since their terms were not
// established, IES-R and WHODAS 2.0; DASS-21's doubled bands and its rule for missing
// items; prorating of PHQ-9 and GAD-7; the EPDS total's LOINC code; that PCL-5 has taken
// the place of IES-R in NHS Talking Therapies. The wording of PC-PTSD-5 and GDS-15 is not
// here: terms were not found for the one, and copies of the other differ.
// Group process measures are proprietary and without public cut-offs: bring your own,
// never as a gate. The other methods of reliable change and curves of expected response
// are not goals.
//
// Nothing here is medical advice, and no score decides anything alone.
//
// LOINC codes are used under the LOINC licence: this material contains content
// from LOINC (http://loinc.org), copyright Regenstrief Institute, Inc.
package measure
