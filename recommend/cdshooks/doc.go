// Package cdshooks answers an EHR that speaks CDS Hooks 2.0: it describes the service,
// reads a call, answers it with cards, and takes the feedback on them. In it: discovery, the
// hooks patient-view, encounter-start and [IntakeComplete], prefetch, cards, feedback, and
// the check of the tokens that calls carry. Not in it: an HTTP server, storage, a clock and
// keys, which are the caller's; the folder examples/cds has one of each.
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
// the prefetch of the call or, with [IntakeComplete], in its context. Both sheets are asked
// for: the clinician's decides, and what the client has written since is told, danger in it
// above all. Answers that are newer set older ones aside, with one exception: danger is set
// aside only by answers in which safety is settled.
//
// Who answered is what [ServiceSpec.Read] says. Without it nobody counts as a clinician, and
// every card says that danger has not been ruled out.
//
// # What an answer says
//
//   - Danger: exactly one card, critical, with what to do now, and nothing else. No other
//     card is critical. It is sent whatever else is wrong with the call or the intake,
//     since clients show nothing of an answer that is an error.
//   - Advice: one card with what speaks for and against every option, and a suggestion for
//     each option advised, which creates a draft ServiceRequest for each modality.
//   - Questions: one card that says what has to be known first, with a link to the form.
//   - Nothing there: no card, or an invitation to fill the form in ([ServiceSpec.Invite]).
//     It never reads as an intake without danger.
//   - Prefetch that failed, or was not sent: status 412. That is not the same as nothing
//     there.
//
// Cards stand on screens that others can see and in records that others can read. No card
// names the person, and none shows what is to be spoken about in person only
// ([therapy.InPersonOnly]); it says that there is such a reason.
//
// # Feedback
//
// Each [Answer] lists the cards that were [Issued]; the caller keeps them. Feedback on one
// becomes [Feedback], which the caller keeps too, each [Feedback.Key] once. An accepted
// suggestion becomes a choice ([Service.Choice]). A card that was overridden names no option:
// it becomes an override once the option is known ([Service.Override]). What somebody wrote
// about it is sealed as it is read.
//
// # Tokens
//
// A [Verifier] checks the JSON Web Token of a call against the caller's keys, with the
// caller's memory of tokens seen. It knows ES384 and RS384 unless the caller adds others,
// and no algorithm with a shared secret.
//
// # Logs
//
// No type here shows what it holds, and no error quotes. Neither the token of a call, nor the
// access token in it, nor a comment stands in anything but the field that holds it.
package cdshooks
