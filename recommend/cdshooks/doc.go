// Package cdshooks answers an EHR that uses CDS Hooks 2.0: it describes the service, reads a
// call, answers it with cards, and reads the feedback on the cards. In it: discovery, the
// hooks patient-view, encounter-start and [IntakeComplete], prefetch, cards, feedback, and
// the check of the tokens of calls. Not in it: an HTTP server, storage, a clock and keys,
// which the caller provides; the folder examples/cds has one of each.
//
// # A call
//
// A [Service] is one recommender with its addresses, made by [NewService]. Everything is a
// function over bytes:
//
//	body, err := cdshooks.Discovery(service)                     // GET  {base}/cds-services
//	answer := service.Answer(ctx, cdshooks.Call{Body: b, Now: t}) // POST {base}/cds-services/{id}
//	answer, list := service.Feedback(ctx, call, find)            // POST {base}/cds-services/{id}/feedback
//
// The intake is a FHIR QuestionnaireResponse to the form of package intakefhir. It comes in
// the prefetch of the call or, with [IntakeComplete], in its context. The service asks for
// both sheets. The clinician's sheet decides; newer answers of the client are shown on the
// card, above all danger in them. Newer answers replace older ones, with one exception:
// danger in older answers is dropped only if newer answers settle the questions about safety.
//
// [ServiceSpec.Read] says who answered. Without it nobody counts as a clinician, and every
// card says that danger has not been ruled out.
//
// # What an answer says
//
//   - Danger: exactly one critical card, which says what to do now, and nothing else. No
//     other card is critical. It is sent even if the call or the intake is wrong, since
//     clients show nothing if the answer is an error.
//   - Advice: one card with what speaks for and against every option, and one suggestion for
//     each advised option. A suggestion creates a draft ServiceRequest for each modality.
//   - Questions: one card that says what information is needed first, with a link to the
//     form.
//   - No intake: no card, or an invitation to fill in the form ([ServiceSpec.Invite]). This
//     is never treated as an intake without danger.
//   - Prefetch that failed or was not sent: status 412. This is not the same as "no intake".
//
// Other people can see the screens and read the records in which cards are shown. No card
// names the person. No card shows a reason that should be discussed only in person
// ([therapy.InPersonOnly]); it only says that there is such a reason.
//
// # Feedback
//
// Each [Answer] lists the [Issued] cards; the caller stores them. [Service.Feedback] turns
// feedback on a card into a [Feedback]. The caller stores that too, once for each
// [Feedback.Key]. An accepted suggestion becomes a choice ([Service.Choice]). Feedback that a
// card was overridden names no option: it becomes an override once the option is known
// ([Service.Override]). A comment in feedback is sealed as soon as it is read.
//
// # Tokens
//
// A [Verifier] checks the JSON Web Token of a call against the caller's keys, and against the
// caller's memory of tokens already seen. It accepts ES384 and RS384 unless the caller
// chooses others, and never an algorithm with a shared secret.
//
// # Logs
//
// The types of this package show no content in logs, and errors quote no input. The token of
// a call, the access token in a call and comments occur only in their own fields.
package cdshooks
