// Package individual is individual therapy, one client and one therapist: the
// description of the modality ([Descriptor]), the [Assessment] at its beginning,
// techniques and how they match it ([MatchTechniques]), a draft of a plan ([DraftPlan]),
// and the [Course] with its sessions and [Feedback].
// Not in it: plans, goals and sessions themselves (package care), and questionnaires
// (package measure).
//
// # The modality
//
// [Descriptor] says what individual therapy is, how it differs from other
// formats, what it gives and what it does not, which published programmes run in
// it, and which rules speak for or against it. It is data: the recommender reads
// it beside the descriptors of other modalities, and a decision aid can show it
// with [therapy.Compare].
//
// # From assessment to plan
//
// An [Assessment], made by [NewAssessment] from an [AssessmentSpec], holds what a
// person comes with and hopes for ([Hope]). [MatchTechniques] sets techniques beside
// it: each [Match] names the issues it was found for and its standing with its
// sources ([Standing]), in a documented order and without a score. The built-in
// techniques are [Techniques]; a [TechniqueInfo] of one's own stands beside them.
//
// [DraftPlan] proposes a plan from an assessment and from the chosen modalities
// ([care.Choice]). A [Draft] is for a clinician and the person to edit: every
// element says where it came from ([Origin]), and what nobody has settled is listed
// as open instead of filled in.
//
// # The course
//
// A [Course] is one strand of a plan with its sessions, attendance, dose and
// measures. [Adjust] changes pace, length or dose by a revision of the plan, so
// that what was planned before stays readable. [Feedback] records when the person
// was asked, what they made of it, and what was changed because of it.
//
// # Where it comes from
//
// The statements follow the article that this library takes as its default
// (S1 to S63 in the bibliography of package therapy). Where published guidance
// qualifies the article (E1 to E142), the limits and the rules say so. Nothing
// here claims that one format works better in general: on average they do not
// differ (E54, E55). The figures of programmes are what their sources say: about
// is about, and a figure that no readable source gives is left out, never guessed.
//
// # What it does not do
//
// The package is not medical advice and makes no diagnosis. A match is a reason to
// talk about a technique, and a draft is not a plan until people have agreed on it.
package individual
