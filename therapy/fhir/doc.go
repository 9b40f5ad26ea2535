// Package fhir reads and writes HL7 FHIR R4 (4.0.1) as JSON: documents that lose
// nothing, typed views of them, one table of the elements that are mapped, and the
// record of package care on its way into another system and back. Not in it: HTTP,
// XML, fetching what a reference names, groups (package group/groupfhir), and intakes
// and recommendations (package recommend/intakefhir).
//
// # Documents
//
// [Parse] reads one resource into a tree of [Node]s in which everything stays: the
// order of members, extensions, the _field siblings of primitives, contained
// resources, types that nobody knows, the text of numbers and partial dates.
// [Node.AppendJSON] writes it back. What was not edited is written as it was read,
// byte for byte; an edit changes one node, and of the nodes around it the spaces
// between their parts only. Parse refuses whatever would be lost silently elsewhere:
// members that stand twice, empty objects and arrays, null outside arrays of
// primitives, text after the document, and documents that are too deep or too big.
// It does not refuse what is merely wrong, since a reader that does loses records.
//
// # Elements
//
// An [Element] is a node seen with its type. Elements are reached by a [Path] such as
// "CarePlan.activity.detail.status". The paths, types, cardinalities and required
// codes are those of HL7's definitions, in one table ([Definition], [Definitions])
// that readers, builders and [Check] share. A path that is not in the table panics,
// and a test looks through the source for such paths, so that a misspelt one cannot
// be published.
//
// # The record out and in
//
// An [Export] turns one client's plans, sessions, episodes, scores and consents into
// resources for one recipient: plan to CarePlan, Goals, Conditions and CareTeam, session
// to Encounter or Appointment, episode to EpisodeOfCare, questionnaire to
// QuestionnaireResponse and Observation, consent to Consent, labels to meta.security.
// Everything goes through the gate of package confidential and is recorded before it
// leaves; what FHIR requires and the recipient may not have is masked; what is left out
// is listed with its place and the reason. Process notes and other prose about a person
// (except for the words of a goal) never leave here, and neither does anything about others.
// If they are asked for by name, revisions, corrections and signatures beside the
// author's travel as one Provenance each.
//
// [Read] goes the other way, as far as the document goes. It guesses nothing, drops
// nothing in silence, and lists as findings what did not go the whole way. A record with
// something in it that changes its meaning is read and marked as not safe. What a
// document permits is never read as more than it says: in FHIR an absent list of actors
// means anyone, here it permits nobody.
//
// What no element of R4 has travels in extensions under [Base], one for each part of the
// record. Without them a foreign reader sees a complete, valid resource.
//
// # Safety for goroutines
//
// Everything can be read by several goroutines at once. Edits need the tree for
// themselves.
package fhir
