// Package intakefhir writes the intake and the recommendation as FHIR R4, and reads answers
// back. In it: the form as Questionnaires that form renderers can show (R4 and SDC), the
// answers as a QuestionnaireResponse, an interview as SDC's $next-question, a recommendation
// as GuidanceResponse and RequestGroup with draft ServiceRequests, and an override with its
// Provenance. Not in it: HTTP, CDS Hooks (package cdshooks), and the record (package
// therapy/fhir).
//
// # Forms
//
// A [Form] is the form of one recommender. [Form.Questionnaire] writes it for a reader. The
// clinician's sheet and the client's are two documents, because a "hidden" flag is not enough
// for a question that the client must not read. A statement is a choice of yes, strongly (if
// that makes a difference), no and unknown; a set of statements of which exactly one is true
// is one choice. A question that is asked only in some cases has an enableWhen. It is written
// so that all renderers read it alike, also those for which an unanswered question is not
// "unequal". A statement about danger never has an enableWhen.
//
// The version in the name of a form changes with every question, answer and condition. A
// response is read only with the version that it was made for.
//
// # Responses
//
// [Form.Read] turns a response into a filled form and an intake. A question without an answer
// stays unknown, whatever the status says. Answers must be codes of this library's systems: a
// truth value or a word is refused. [Form.Recommend] reads and decides. It searches a
// response that it refuses, even a broken one, for danger, as
// [recommend.Recommender.RecommendJSON] does.
//
// It matters who answered: "no danger found by a trained person" counts only if a clinician
// said so, and a document alone never proves that somebody is a clinician; see [ReadSpec].
//
// # Recommendations
//
// [NewGuidance] writes a recommendation for an audience. If somebody may be in danger, it
// says what to do now and offers no options. Options that are not advised are named in words
// and are never actions. Everything that the reader must not learn is left out before
// anything is built.
package intakefhir
