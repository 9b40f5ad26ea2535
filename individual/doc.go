// Package individual describes individual therapy, one client and one therapist,
// and follows it from assessment to the last session.
//
// # The modality
//
// [Descriptor] says what individual therapy is, how it differs from other
// formats, what it gives and what it does not, which published programmes run in
// it, and which rules speak for or against it. It is data: the recommender reads
// it beside the descriptors of other modalities, and a decision aid can show it
// with [therapy.Compare].
//
// The statements follow the article that this library takes as its default
// (S1 to S63 in the bibliography of package therapy). Where published guidance
// qualifies the article (E1 to E86), the limits and the rules say so. Nothing
// here claims that one format works better in general: on average they do not
// differ (E54, E55).
//
// # From assessment to plan
//
// An [Assessment] holds what a person comes with and hopes for. [MatchTechniques]
// sets the techniques of a vocabulary that anyone can extend beside it, each with
// its sources. [DraftPlan] proposes a plan from the assessment and from the chosen
// modalities ([therapy.Choice]): a draft for a clinician and the person to edit,
// in which every element says where it came from and what nobody has settled is
// listed as open.
//
// # The course
//
// A [Course] is one strand of a plan with its sessions, attendance, dose and
// measures. [Adjust] changes pace, length or dose by a revision of the plan.
// [Feedback] records when the person was asked, what they made of it, and what was
// changed because of it.
//
// The package is not medical advice. Its figures are what their sources say, and
// a figure that no readable source gives is left out, never guessed.
package individual
