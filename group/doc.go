// Package group is group therapy in this library: several people with a concern
// in common, led by a trained therapist.
//
// [Descriptor] says what group therapy is, how it differs from other formats,
// what it gives and what it depends on, which published programmes run in it, and
// which rules speak for it, against it or rule it out. The recommender reads it
// beside the descriptors of other modalities, and a decision aid can show it with
// [therapy.Compare].
//
// The rest of the package is what it takes to run one: who is in a group and
// when, who may join, what has been agreed, what happens in its sessions, and
// what must not travel from there.
//
// The statements follow the article that this library takes as its default
// (S1 to S63 in the bibliography of package therapy). Where published guidance
// qualifies the article (E1 to E86), the limits and the rules say so. Nothing
// here claims that one format works better in general: on average they do not
// differ (E54, E55). The package is not medical advice.
package group
