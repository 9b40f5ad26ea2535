// Package intakefhir takes the intake and the recommendation to FHIR R4 and back: the
// form as Questionnaires that renderers show (R4 and SDC), what was filled in as a
// QuestionnaireResponse, an interview as SDC's $next-question, a recommendation as
// GuidanceResponse and RequestGroup with draft ServiceRequests, and an override with its
// Provenance.
// Not in it: HTTP, CDS Hooks (package cdshooks), and the record (package therapy/fhir).
//
// # Forms
//
// A [Form] is that of one recommender. [Form.Questionnaire] writes it for a reader: the
// clinician's sheet and the client's are two documents, since a question that somebody
// must not read is not hidden by a flag. A statement is a choice of yes, strongly (where
// it counts), no and unknown; statements of which one is true are one choice. A question
// that is asked in some cases only has an enableWhen that is read alike where an
// unanswered question is not "unequal"; a statement about danger never has one.
//
// The version in the name of a form changes with every question, answer and condition,
// and a response is read by that version only.
//
// # Responses
//
// [Form.Read] turns a response into what was filled in and an intake. What is not answered
// stays unknown, whatever the status says. Answers are codes of this library's systems and
// nothing else: a truth value or a word is refused. [Form.Recommend] reads and decides,
// and looks through what it refuses, however broken, for danger, as
// [recommend.Recommender.RecommendJSON] does.
//
// Who answered counts: that a trained person found no danger counts only if a clinician
// said so, and a document alone never makes somebody a clinician; see [ReadSpec].
//
// # Recommendations
//
// [NewGuidance] writes a recommendation for an audience. Where somebody may be in danger
// there is something to do now and nothing to choose from. Options that are not advised
// are named in words and are never actions. What the reader must not learn is left out
// before anything is built.
package intakefhir
