// Package measure scores outcome questionnaires, and says what a score and a change of score
// mean. In it: instruments as data, scoring, named sets of thresholds, reliable and important
// change, the outcomes of NHS Talking Therapies, goal attainment scaling, effect sizes and
// charts. Not in it: records of which client was measured when, and goals (both in package
// care), and advice about what to do with a score. It imports therapy, words and
// confidential.
//
// # From answers to meaning
//
// An [Instrument] is structure: items with ranges and keying, subscales, how scores are made
// ([Scoring]), critical items, what its licence allows, and the wording ([Form]), but only
// where everybody may reproduce it without conditions. A [Catalogue] holds instruments that
// have been checked; [Standard] returns the built-in ones, [Catalogue.With] adds yours,
// written as struct literals, and [Catalogue.Replace] replaces a built-in one, for example to
// change its rule for missing items. An unknown id is an error that suggests the nearest
// known one.
//
// A [Response] has one [Answer] per item, and scoring gives a [Score] with its rule and
// source. A response that cannot be scored gives an error that says why, never a zero and
// never NaN; a total that no answers can give is refused. A critical item, such as PHQ-9 item
// 9, that is answered at or above its mark gives an [Alert]. So does a critical item without
// an answer, since a missing answer does not mean "no". The total makes no difference to the
// alerts. Alerts are returned together with an error too, so read them before you look at the
// error. To score input from outside, use [Catalogue.ScoreJSON]: it finds the alerts even of
// a response that it refuses.
//
// Items that do not apply can make the scale smaller: WSAS without item 1 has 32 points at
// most. Bands and marks were established on the whole scale, so they refuse such a score
// until it is rescaled ([Score.Rescale]). A change between two scores is judged only if both
// were made from the same items.
//
// A threshold is not a property of an instrument. It belongs to a [ThresholdSet] with a name,
// a version and a population, and each band, case and judgement of change names the set it
// came from. GAD-7 has a cut-off of 8 and a reliable change of 4 in one built-in set, a
// cut-off of 10 in another, and a reliable change of 6 in a third. [Combine] joins several
// sets under one name, for a report that needs more than one. A minimal important difference
// is not a reliable change: it has its own field and its own judgement
// ([ThresholdSet.Important]).
//
// A [SymptomRule] counts symptoms rather than points, as the algorithm of PHQ-9 and the
// clusters of PCL-5 do. It is data as well. It needs an answer to every item that it looks
// at, and it finds a pattern of answers, never a diagnosis.
//
// Types that can hold something about a person show nothing through fmt and log/slog. Their
// JSON is meant to be stored: it is complete, and reading it gives an equal value.
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
//		// There can be alerts even without a total.
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
// [ThresholdSet.Change] and [ChangeMark.Classify] judge a change in points. [RCI], [CutoffA],
// [CutoffB], [CutoffC] and [JacobsonTruax] calculate marks and categories from norms.
// [NHSRules] gives the outcomes of NHS Talking Therapies: the second measure can veto an
// outcome, and GAD-7 is the backup for the measure of the problem. [Tally] counts the
// outcomes of a service and gives its rates with the right denominators. [GoalAttainment] is
// the T-score of goal attainment scaling. [Effect] gives an effect size and names its
// denominator, and [PercentChange] is an error where a percentage is undefined. The veto on
// reliable improvement is in the official text. The same veto on reliable deterioration was
// not found there; it is applied by symmetry.
//
// [Chart] draws scores over time as SVG, with a table and a text that say the same.
// [Score.Point] makes the points of a chart, and [Messages] lists its texts for translation.
//
// # What was left out
//
// A number is left out unless its source was read, even where it could be found elsewhere.
// These are not here: reliable change for WSAS, CORE-10, CORE-OM, PCL-5, SPIN, OCI, PDSS,
// HAI, PSWQ and ReQoL; caseness for OCI, OCI-R, PDSS, PSWQ and the NHS marks for PCL-5, SPIN
// and HAI; bands and cut-off for K6; bands of GDS-15 (the page that was read gives one edge
// twice); DASS-21's doubled bands and its rule for missing items; prorating of PHQ-9 and
// GAD-7; the LOINC code of the EPDS total; and the statement that PCL-5 has replaced IES-R in
// NHS Talking Therapies. Whole instruments that are not here: CORE-OM and ReQoL, since their
// reverse keys were not read; OCI in its long form, DAST-28, ORS and SRS; IES-R and WHODAS
// 2.0, since their terms of use were not established. The wording of PC-PTSD-5 is not here
// because no terms of use were found, and that of GDS-15 because its copies differ. Group
// process measures are proprietary and have no public cut-offs: bring your own, and do not
// use them to decide who may join. Other methods of reliable change and curves of expected
// response are outside the aims of this package.
//
// Nothing here is medical advice, and no score decides anything alone.
//
// LOINC codes are used under the LOINC licence: this material contains content
// from LOINC (http://loinc.org), copyright Regenstrief Institute, Inc.
package measure
