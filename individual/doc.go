// Package individual is about individual therapy, with one client and one therapist. In it:
// the description of the modality ([Descriptor]), the [Assessment] at the beginning,
// techniques that match it ([MatchTechniques]), the draft of a plan ([DraftPlan]), and the
// [Course] with its sessions and [Feedback]. Not in it: plans, goals and sessions themselves
// (package care), and questionnaires (package measure).
//
// # The modality
//
// [Descriptor] says what individual therapy is, how it differs from other formats, its
// benefits and limits, the published programmes for it, and the rules that speak for or
// against it. It is data: the recommender reads it together with the descriptors of other
// modalities, and a decision aid can show it with [therapy.Compare].
//
// # From assessment to plan
//
// An [Assessment], made by [NewAssessment] from an [AssessmentSpec], holds the issues of a
// person and what the person hopes to gain ([Hope]). [MatchTechniques] finds techniques for
// it: each [Match] names the issues it fits and how strongly the sources support it
// ([Standing]), in a documented order and without a score. [Techniques] lists the built-in
// techniques; you can add your own [TechniqueInfo].
//
// [DraftPlan] proposes a plan from an assessment and from the chosen modalities
// ([care.Choice]). A clinician and the client edit the [Draft] together: every element says
// where it comes from ([Origin]), and everything that nobody has decided yet is listed as
// open and not filled in.
//
// # The course
//
// A [Course] is one strand of a plan with its sessions, attendance, dose and measures.
// [Adjust] changes frequency, length or dose by a revision of the plan, so that the earlier
// schedule stays on record. [Feedback] records when the person was asked for their opinion,
// what they answered, and what was changed because of it.
//
// # Where it comes from
//
// The statements follow the article that this library takes as its default (S1 to S63 in the
// bibliography of package therapy). If published guidance qualifies the article (E1 to E142),
// the limits and the rules say so. Nothing here claims that one format works better in
// general: on average they do not differ (E54, E55). The figures of programmes are those of
// their sources: approximate figures are marked with "about", and a figure that no readable
// source gives is left out, never guessed.
//
// # What it does not do
//
// The package is not medical advice and makes no diagnosis. A match is a reason to talk about
// a technique. A draft is not a plan until the people concerned have agreed on it.
package individual
