// Package policy holds a policy as data: options, stages, statements, rules, cautions,
// actions and conflicts, with their words and sources; outcomes and readers; the table from
// questionnaires to an intake; overlays, validation, JSON, the comparison of two policies,
// and the card that people agree to. Not in it: the contents of the standard policy (package
// standard), deciding (package recommend), and examining a policy as a whole (package
// governance).
//
// No policy may lose its safety ([Policy.Losses]): whatever its rules and overlays, dangers
// must escalate, necessary information must be asked for, and safeguarding must hold. A
// policy that drops a part of this must name that part in a [Waiver].
//
// Safety depends on the content of a rule, an action or a caution, not on its id. It is the
// safety and the safeguarding of the person and of others, including their safety in a group.
// The vocabulary marks the statements that it depends on ([therapy.Alarm], and the layer
// safety); [Policy.Losses] names further situations. In addition, an overlay cannot change
// the words of actions, or of cautions that depend on a statement about safety. Whether a
// person fits into a group, can reach it or can follow it is not safety, and a service may
// decide it differently.
//
// Where to add a rule: in your own policy as a [Rule], in somebody else's policy with an
// [Overlay], and in the standard policy in package standard. [RulesOf] turns the indications
// of modalities into rules.
package policy
