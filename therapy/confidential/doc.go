// Package confidential decides who may see what of a record, and records every decision:
// levels and labels, sealed values, the gate with its table, consents and refusals,
// emergency access, views of whole records, envelopes and keys, the audit log, and the
// rights of the person. Not here: the records themselves (packages care, group, individual),
// who somebody is (authentication), and what a recommendation tells which reader (package
// recommend).
//
// # The model
//
// Content about people is sealed in a [Value] under a [Label]. A Value prints,
// logs, formats and compares like nothing at all, and refuses to be encoded in
// the clear. It is opened by [Value.Disclose], which asks a [Gate]: somebody (a
// pseudonym, [PersonID]) asks in a role ([Audience]) for a [Purpose], with the
// [Consent] and [Refusal] there is, at a time. The gate goes through guards that nothing can
// override, then through a [Table] of rows, the first of which that speaks
// decides; it has the decision recorded by an [Auditor], and only then lets
// anything out. If it cannot be recorded, nothing is released.
//
//	note := confidential.SealText(confidential.ProgressNote, client, "…")
//	gate := confidential.NewGate(confidential.DefaultTable(), log)
//	text, err := note.Disclose(ctx, gate, confidential.Request{
//		Recipient: therapist, Audience: confidential.TreatingTherapist, Purpose: confidential.Treatment,
//		Treats: plan.Treats(therapist, today), At: now,
//	})
//
// [View] is what somebody sees of a whole record: every field has a kind ([FieldTag]) and
// is judged like prose. [Gate.Explain] says what would be decided, [Preview] what a view
// would show, without disclosing anything.
//
// # What the outside learns
//
// A person who is refused learns that something is withheld and nothing else: the error has one
// text, a view has one object ([Withheld]), the same whatever the cause and whether or not
// there was anything. A reason would tell an abuser that they are listed, or that there is
// something about substance use. Reasons, missing consents and the people who would have to
// give them are in [Decision] and [Shown], for whoever answers for confidentiality, and in
// the audit records.
//
// # Levels and settings
//
// How much protection content needs is its [Level]: HL7 v3 Confidentiality,
// where a whole is as confidential as its strictest part ([HighWater]). How much
// protection is possible is another matter: in a group, people under no
// professional duty have heard it. That is the [Setting], and [Hearing] puts it
// in words. Neither stands for the other.
//
// # Guards
//
// Whatever a table says: nothing unstated, unclassified, wrongly labelled or unrecorded is
// disclosed, nor anything at a time before what has been disclosed already (G1); a recipient
// on the label's Never list gets nothing, and nobody on it lets it out (G2); a request about
// one person gets nothing of others, a client only what is about them or what a group said
// in front of them, and the subject of a record is its subject in whatever role they ask
// (G0); content about nobody who is named goes to therapists of its case only, unless
// nobody can be recognised in it (G3);
// content about others goes out in full only with their consent, to a therapist
// of the case, or to those who heard it in the group (G3); substance use needs
// consent except in emergencies, for child protection and court orders (G4); very restricted content needs the reference of an approver, except for the
// treating therapist and the client (G5); a recorded refusal stands against rows that ask
// nobody (G6).
//
// # Emergencies
//
// Staff who do not treat a person get to the clinical record by an [EmergencyAccess]: opened
// by themselves for one person, with a reason and an end within a day, and reviewed by
// somebody named. Rows BG1 and BG2 speak for nothing else. It counts once the gate has
// recorded that it was opened ([Gate.OpenEmergency]), and just as it was opened;
// [Gate.RestoreEmergencies] tells other gates. [Unreviewed] and [Overdue] list what has to
// be reviewed.
//
// # Time
//
// The library has no clock: the time of a request is an argument, and belongs to the
// service, never to who asks. A gate and a [Log] refuse a time that is earlier than what has been
// disclosed already by more than [ClockTolerance], since a consent that was revoked would
// count again. A disclosure is decided a second time once its record is written: what was
// revoked meanwhile, in the lists that the request holds, refuses.
//
// # Where the law differs
//
// The default table is what law and ethics have in common, read carefully. It is
// not legal advice. Ten points differ from place to place; a deployer settles
// them with [Table.With], whose rows go first and are named in every decision
// and record. The examples named Law of this package show a row for each, and
// testdata/decisions.txt every decision of the default table, to be read by
// those who know the law:
//
//  1. whether a client may have process notes (United States no; United Kingdom
//     and Germany largely yes): row CL2;
//  2. duty, power or silence about protecting others (by state): EM2, FM2;
//  3. sharing inside the care team (Germany: secrecy holds there too): TM1;
//  4. what relatives are told (United States: no objection is enough): FM1;
//  5. what guardians of young people are told: GD1 to GD3;
//  6. joint records (New York: any participant may obtain them): CL3;
//  7. whether group sessions are privileged: CO2;
//  8. passing on substance use records (42 CFR 2.33): guard G4;
//  9. whether supervision identifies the client: SV1;
//  10. whether reporting child abuse is a duty: SG1.
//
// # Storing
//
// A Value is stored as an [Envelope], encrypted with a key of a [Keyring]. The label and the
// [Place] are bound to it: edit the label in a database, or move the content to another row,
// field or revision, and it can no longer be read. [StoreAll] and [OpenAll] do it for every sealed value of a
// structure, after which encoding/json reads and writes it like any other;
// [StoreDocument] and [DocumentWriter] do it for records, which store a text of several
// revisions once. Storing again under a ring with a new primary key encrypts anew. Destroying
// the key of one person erases their texts and nothing else.
//
// # Threats
//
// Who attacks, what stands against it, and what does not:
//
//   - Somebody careless, with a log line, an error, a template, a JSON encoder: sealed values
//     and [Hidden] show one constant. Content that has been disclosed is an ordinary value
//     and can be logged like one.
//   - Somebody entitled to something, who asks for more, in another role, with an old consent,
//     a time in the past or a made-up label: the guards, the table, the audit. The library believes what the
//     caller says of who asks and whom they treat: authentication, rosters and plans are
//     where that is decided.
//   - Somebody refused, who looks at what a refusal gives away: constant refusals. How long
//     an answer takes, and its length where part of it is shown, can still tell something.
//   - Somebody who can write to the database: bound envelopes. What stands in the clear, such
//     as ids, dates and statuses, can be edited within the rules that loading checks, and a
//     whole document of last year can be put in the place of today's; keep the last revision's number or
//     a hash elsewhere.
//   - Somebody who can read the database: sees the clear parts, labels and roughly the length
//     of texts, and no text without a key. The deployer guards the keys; a person who has them
//     reads everything, without a record.
//   - Somebody who can write to the audit log: the chain finds what was changed, left out, put
//     in or moved. That its end was cut off, or the whole written anew, is found only with an
//     [Anchor] kept where they cannot write. The log holds pseudonyms; [HashPeople] keeps keyed
//     hashes in their place.
//   - Somebody who stops the log: then nothing is disclosed, which is an outage.
//     [AnyAuditor] takes a second log.
//   - Staff with an emergency access: whoever opens one sees the clinical record at once. What
//     stands against misuse is that it is short, recorded and reviewed.
//   - Somebody in the process, with its memory, a debugger, package unsafe or a core file:
//     nothing can be done in Go.
//   - Those who heard it: what is said in a group is remembered. An agreement asks them for
//     discretion, and nothing can make them keep it.
//
// # In tests
//
// Package confidentialtest opens values in tests and compares them for go-cmp.
// It has no door of its own: it asks a gate with a table that permits it, as
// any deployer could. Whoever writes the table decides. It also checks that record types
// have kinds and display nothing.
//
// # Receivers
//
// The methods that display a Value or a [Hidden] never read their receiver: some printers
// reach them through unsafe with a receiver that is not valid, and a method that
// touched it would crash the program. That is also why a Value is not one
// pointer wide.
package confidential
