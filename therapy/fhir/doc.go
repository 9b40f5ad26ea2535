// Package fhir reads and writes HL7 FHIR R4 (4.0.1) as JSON. In it: documents that lose
// nothing, typed views of them, one table of the elements that are mapped, and the export and
// import of the records of package care. Not in it: HTTP, XML, fetching the target of a
// reference, groups (package group/groupfhir), and intakes and recommendations (package
// recommend/intakefhir).
//
// # Documents
//
// [Parse] reads one resource into a tree of type [Node] that keeps everything: the order of
// members, extensions, the _field siblings of primitives, contained resources, unknown types,
// the text of numbers and partial dates. [Node.AppendJSON] writes it back. A part that was
// not edited is written as it was read, byte for byte; an edit changes one node, and of the
// nodes around it only the spaces between their parts. Parse refuses what many systems lose
// silently: repeated members, empty objects and arrays, null outside arrays of primitives,
// text after the document, and documents that are too deep or too big. It accepts other
// mistakes, because a reader that refuses every mistake loses records.
//
// # Elements
//
// An [Element] is a node together with its FHIR type. You reach an element by a [Path] such
// as "CarePlan.activity.detail.status". The paths, types, cardinalities and required codes
// are those of HL7's definitions, in one table ([Definition], [Definitions]) that readers,
// builders and [Check] share. A path that is not in the table causes a panic. A test checks
// every path in the source, so that a misspelt one cannot be released.
//
// # Exporting and importing records
//
// An [Export] turns one client's plans, sessions, episodes, scores and consents into
// resources for one recipient: plan to CarePlan, Goals, Conditions and CareTeam, session to
// Encounter or Appointment, episode to EpisodeOfCare, questionnaire to QuestionnaireResponse
// and Observation, consent to Consent, labels to meta.security. The gate of package
// confidential decides about everything, and each disclosure is recorded before it happens.
// An element that FHIR requires but the recipient may not have is masked. Everything left out
// is listed with its place and the reason. Process notes and other prose about a person
// (except for the words of a goal) are never exported, and neither is anything about other
// people. Revisions, corrections and co-signatures are exported only if you ask for them by
// name, as one Provenance each.
//
// [Read] imports as much of a document as it can. It guesses nothing and drops nothing
// silently: everything that it could not import completely is listed as a finding. If a
// record has an element that changes its meaning in an unknown way, the record is read and
// marked as not safe. A permission is never read as broader than the document says: in FHIR
// an absent list of actors means anyone, here it permits nobody.
//
// Data for which R4 has no element is written in extensions under [Base], one for each part
// of the record. A system that ignores these extensions still sees a complete, valid
// resource.
//
// # Safety for goroutines
//
// Several goroutines may read the same values at once. While one goroutine edits a tree, no
// other may use it.
package fhir
