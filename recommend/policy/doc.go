// Package policy holds a policy as data: options, stages, statements, rules, and
// what is said beside them, with their words and sources; outcomes and readers;
// the table that leads from questionnaires to an intake; overlays, validation,
// JSON, the comparison of two policies, and the card that people agree to.
// Not in it: the contents of the standard policy (package standard), deciding
// (package recommend), and examining a policy as a whole (package governance).
//
// What no policy may lose is its safety ([Policy.Losses]): dangers escalate, what has to be
// known is asked for, and safeguarding holds, whatever the rules and whoever wrote the
// overlay. A policy that does without a part of it names it in a [Waiver].
//
// What counts as safety follows from what a rule, an action or a caution is about, not from
// its id: the safety and the safeguarding of the person and of others, which includes their
// safety in a group. It is marked in the vocabulary ([therapy.Alarm], and the layer safety)
// or is one of the situations that [Policy.Losses] names. What to do now, and cautions that
// rest on a statement of safety, moreover keep their words in an overlay. Whether a group
// fits a person, can be reached or can be followed is not safety, and a service may decide
// it otherwise.
//
// Where to add a rule: to a policy of one's own as a [Rule], to another's policy
// with an [Overlay], and to the standard policy in package standard. Indications
// that come with modalities become rules with [RulesOf].
package policy
