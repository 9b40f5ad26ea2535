// Package couples adds couples therapy to the modalities that can be described and recommended. The
// packages therapy, individual, group and recommend were not changed for it.
//
// It has three functions. [Descriptor] describes couples therapy, with its own statements
// ([therapy.FactorInfo]) and rules ([therapy.Indication]). [Overlay] adds it to the options of the
// default policy. [Policy] is the default policy with the overlay, for use in a service:
//
//	policy, err := couples.Policy()
//	recommender, err := recommend.New(policy)
//
// # Safeguarding
//
// Joint sessions are dangerous if one partner abuses or controls the other. So three rules hold, and
// the tests check them:
//
//   - An answer that states abuse excludes every option with joint sessions. It does so in the stage
//     of eligibility, which no points of later stages can outweigh.
//   - Unknown is not safe: as long as couples therapy could be advised, the policy asks about abuse
//     and coercive control, and advises nothing until it has the answers.
//   - One yes is enough. It excludes even if another answer contradicts it.
//
// # Who is asked
//
// Couples therapy must not be advised to a person without a partner because the question was not
// asked. So the policy asks [CoupleConcern] in every intake. A no excludes the options of couples
// therapy, and nothing more is asked about them. Without a no the questions about safety must be
// answered; after a yes the policy also asks whether the partner is willing.
//
// This is an example of how to extend the library. It follows published sources as far as they could
// be read. Have it reviewed by a clinician before you use it in a service.
package couples
