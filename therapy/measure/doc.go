// Package measure holds outcome instruments as data, scores them, and says what
// a score and a change of score mean under a named set of thresholds.
//
// # From answers to meaning
//
// An [Instrument] is structure without wording: items with ranges and keying,
// subscales, rules for missing items, critical items, the licence position. A
// [Catalogue] holds those that have been checked; [Standard] returns the
// built-in ones, and [Catalogue.With] adds yours, written as struct literals.
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
// reliable change of 4 in one built-in set, 10 in another, and 6 in a third.
// A minimal important difference is not a reliable change, and has its own field.
//
// A [SymptomRule] counts symptoms rather than points, as the algorithm of PHQ-9 and
// the clusters of PCL-5 do. It is data as well, it needs every item it looks at,
// and what it finds is a pattern of answers, never a diagnosis.
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
