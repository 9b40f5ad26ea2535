// Package confidential decides who may see what of a record, and records every decision:
// levels and labels, sealed values, the gate with its table, consents and refusals, emergency
// access, views of whole records, envelopes and keys, the audit log, and the rights of the
// person. Not in it: the records themselves (packages care, group, individual),
// authentication, and what a recommendation shows to which reader (package recommend).
//
// # The model
//
// Content about people is sealed in a [Value] under a [Label]. Printing, logging, formatting
// and comparing a Value reveals nothing, and it cannot be encoded unencrypted.
// [Value.Disclose] opens it and asks a [Gate]. A request states who asks (a pseudonym,
// [PersonID]), in which role ([Audience]), for which [Purpose], with which [Consent] and
// [Refusal], and when. The gate first checks guards that nothing can override. Then the first
// row of its [Table] that applies decides. An [Auditor] records the decision, and only then
// is content released. If the decision cannot be recorded, nothing is released.
//
//	note := confidential.SealText(confidential.ProgressNote, client, "…")
//	gate := confidential.NewGate(confidential.DefaultTable(), log)
//	text, err := note.Disclose(ctx, gate, confidential.Request{
//		Recipient: therapist, Audience: confidential.TreatingTherapist, Purpose: confidential.Treatment,
//		Treats: plan.Treats(therapist, today), At: now,
//	})
//
// [View] shows a whole record to a reader: every field has a kind ([FieldTag]), and the gate
// decides about it as about prose. [Gate.Explain] says what the gate would decide, and
// [Preview] what a view would show, without disclosing anything.
//
// # What a recipient learns
//
// A person who is refused learns only that something is withheld. The error always has the
// same text, and a view always has the same object ([Withheld]), whatever the cause and
// whether or not there was any content. A reason would tell an abuser that they are listed,
// or that there is something about substance use. Reasons, missing consents and the people
// who would have to give them are in [Decision] and [Shown], for the person responsible for
// confidentiality, and in the audit records.
//
// # Levels and settings
//
// The [Level] says how much protection content needs: it is HL7 v3 Confidentiality, by which
// a whole is as confidential as its strictest part ([HighWater]). The [Setting] says how much
// protection is possible: in a group, people without a professional duty have heard the
// content. [Hearing] puts this into words. Level and Setting are independent.
//
// # Guards
//
// These rules hold whatever a table says. Content that is unclassified, has an invalid label
// or cannot be recorded is not disclosed, and neither is anything for an incomplete request,
// or for a request earlier than past disclosures (G1). A recipient on the label's Never list
// gets nothing, and cannot release the content to others either (G2). A request about one
// person returns nothing about others. A client gets only content about them, or what a group
// said in their presence. The subject of a record counts as its subject, whatever role they
// ask in (G0). Content that names nobody is disclosed only to therapists of its case, unless
// nobody can be recognised in it (G3). Content about others is disclosed in full only with
// their consent, to a therapist of the case, or to people who heard it in the group (G3).
// Substance use needs consent, except in emergencies, for child protection and court orders
// (G4). Very restricted content needs the reference of an approver, except for the treating
// therapist and the client (G5). A recorded refusal overrides rows that need no consent (G6).
//
// # Emergencies
//
// Staff who do not treat a person can see the clinical record with an [EmergencyAccess]: they
// open it themselves for one person, with a reason and an end within a day, and name a person
// who reviews it. Only rows BG1 and BG2 use it. It is valid once the gate has recorded that
// it was opened ([Gate.OpenEmergency]), and only exactly as it was opened;
// [Gate.RestoreEmergencies] makes it known to other gates. [Unreviewed] and [Overdue] list
// the accesses that have to be reviewed.
//
// # Time
//
// The library has no clock: the time of a request is an argument. Take it from the service,
// never from the person who asks. A gate and a [Log] refuse a time that is more than
// [ClockTolerance] earlier than a past disclosure, since a revoked consent would count again.
// After the record of a disclosure is written, the gate decides once more: if a consent in
// the request was revoked meanwhile, it refuses.
//
// # Where the law differs
//
// The default table contains what law and professional ethics have in common, interpreted
// carefully. It is not legal advice. Ten points differ from place to place. Decide them with
// [Table.With]: its rows come first, and every decision and record names them. The examples
// named Law in this package show a row for each point, and testdata/decisions.txt lists every
// decision of the default table for legal experts:
//
//  1. whether a client may have process notes (United States no; United Kingdom
//     and Germany largely yes): row CL2;
//  2. whether there is a duty to warn others, a permission, or no rule (by state): EM2, FM2;
//  3. sharing inside the care team (Germany: professional secrecy applies there too): TM1;
//  4. what relatives may be told (United States: if the person does not object): FM1;
//  5. what guardians of young people may be told: GD1 to GD3;
//  6. joint records (New York: any participant may obtain them): CL3;
//  7. whether group sessions are privileged: CO2;
//  8. passing on substance use records (42 CFR 2.33): guard G4;
//  9. whether supervision identifies the client: SV1;
//  10. whether reporting child abuse is a duty: SG1.
//
// # Storing
//
// A Value is stored as an [Envelope], encrypted with a key of a [Keyring]. The label and the
// [Place] are bound to it: if somebody edits the label in a database, or moves the content to
// another row, field or revision, it can no longer be read. [StoreAll] and [OpenAll] store
// and open every sealed value of a structure; encoding/json then reads and writes the
// structure like any other. [StoreDocument] and [DocumentWriter] are for records; they store
// a text that occurs in several revisions once. Storing again with a new primary key in the
// ring encrypts everything again. Destroying the key of one person erases that person's texts
// and nothing else.
//
// # Threats
//
// For each kind of attacker, what protects against them, and what does not:
//
//   - A careless programmer, with a log line, an error, a template or a JSON encoder: sealed
//     values and [Hidden] always show the same constant. Disclosed content is an ordinary
//     value and can be logged.
//   - A person with some rights who asks for more, in another role, with an old consent, a
//     time in the past or an invented label: the guards, the table and the audit protect. The
//     library believes the caller about who asks and whom they treat: check that with
//     authentication, rosters and plans.
//   - A refused person who tries to learn something from the refusal: all refusals look the
//     same. The time that an answer takes, and its length if a part is shown, can still
//     reveal something.
//   - A person who can write to the database: envelopes are bound to their place. Unencrypted
//     data, such as ids, dates and statuses, can be edited within the rules that loading
//     checks, and a whole document can be replaced by an older version of it; to detect this,
//     keep the number of the last revision or a hash elsewhere.
//   - A person who can read the database: they see the unencrypted parts, labels and roughly
//     the length of texts, but no text without a key. Protect the keys: a person who has them
//     can read everything, without an audit record.
//   - A person who can write to the audit log: the chain of hashes shows entries that were
//     changed, removed, inserted or moved. A log whose end was cut off, or which was written
//     again as a whole, is detected only with an [Anchor] that is kept where this person
//     cannot write. The log contains pseudonyms; [HashPeople] stores keyed hashes instead.
//   - A person who stops the log: then nothing is disclosed, so the service is down.
//     [AnyAuditor] allows a second log.
//   - Staff with an emergency access: a person who opens one sees the clinical record at
//     once. The protection against misuse is that the access is short, recorded and reviewed.
//   - Code or people with access to the process, by its memory, a debugger, package unsafe or
//     a core file: Go offers no protection.
//   - People who heard it: members remember what is said in a group. An agreement asks them
//     for discretion, but nothing can enforce it.
//
// # In tests
//
// Package confidentialtest opens values in tests and compares them for go-cmp. It has no back
// door: it asks a gate with a table that permits everything, as any program could. The author
// of the table decides. The package also checks that record types have kinds and display
// nothing.
//
// # Receivers
//
// The methods that display a Value or a [Hidden] never read their receiver: some printing
// packages call them through unsafe with an invalid receiver, and a method that read it would
// crash the program. For the same reason a Value is larger than one pointer.
package confidential
