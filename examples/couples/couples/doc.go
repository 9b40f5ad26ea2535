// Package couples adds couples therapy to what can be described and recommended,
// from outside: nothing in therapy, individual, group or recommend knows of it.
//
// It is three values. [Descriptor] says what couples therapy is, with statements
// ([therapy.FactorInfo]) and rules ([therapy.Indication]) of its own. [Overlay]
// puts it beside the options of the default policy. [Policy] is the two applied,
// and what a service would use:
//
//	policy, err := couples.Policy()
//	recommender, err := recommend.New(policy)
//
// # Safeguarding
//
// Two people in one room is a danger where one of them abuses or controls the
// other. Three things follow, and the tests prove them:
//
//   - An answer that says abuse rules out every option with a couple in it, in
//     eligibility, where no points of later stages can outweigh it.
//   - Unknown is not safe: as long as couples therapy could be advised the policy
//     asks about abuse and about coercive control, and advises nothing meanwhile.
//   - A yes anywhere is enough. Two statements that contradict each other exclude.
//
// # Whom it is asked about
//
// An option that is on offer must not be advised to somebody without a partner
// merely because nobody asked. So every intake is asked [CoupleConcern], and a no
// ends the matter: the option is out, and nothing more is asked about it. As long
// as it is not a no, the questions about safety stand; a yes brings the one about
// the partner's will.
//
// It is an example of how to extend the library, built on sources as far as they
// could be read; a service that used it would have it reviewed first.
package couples
