// Package confidential keeps what is said in therapy from getting out by
// accident, and makes every disclosure a decision that can be explained and
// audited.
//
// # The model
//
// Content about people is sealed in a [Value] under a [Label]. A Value prints,
// logs, formats and compares like nothing at all, and refuses to be encoded in
// the clear. It is opened by [Value.Disclose], which asks a [Gate]: somebody (a
// pseudonym, [PersonID]) asks in a role ([Audience]) for a [Purpose], with the
// [Consent] there is, at a time. The gate goes through guards that nothing can
// override, then through a [Table] of rows, the first of which that speaks
// decides; it has the decision recorded by an [Auditor], and only then lets
// anything out. If it cannot be recorded, nothing is released.
//
//	note := confidential.SealText(confidential.ProgressNote, client, "…")
//	gate := confidential.NewGate(confidential.DefaultTable(), log)
//	text, err := note.Disclose(ctx, gate, confidential.Request{
//		Recipient: therapist, Audience: confidential.TreatingTherapist, Purpose: confidential.Treatment,
//		Treats: confidential.Treating(client), At: now,
//	})
//
// [Gate.Explain] says what would be decided, [View] what somebody would see of a
// whole value, [Preview] the same without disclosing anything.
//
// # Levels and settings
//
// How much protection content needs is its [Level]: HL7 v3 Confidentiality,
// where a whole is as confidential as its strictest part ([HighWater]). How much
// protection can be had is another matter: in a group, people under no
// professional duty have heard it. That is the [Setting], and [Hearing] puts it
// in words. Neither stands for the other.
//
// # Guards
//
// Whatever a table says: nothing unstated, unclassified or unrecorded is
// disclosed (G1); a recipient on the label's Never list gets nothing (G2); a
// client gets only what is about them or was said in front of them (G0);
// content about others goes out in full only with their consent, to a therapist
// of the case, or to those who heard it in the group (G3); substance use needs
// consent but for emergencies, child protection and court orders (G4); very restricted content needs the reference of an approver, but for the
// treating therapist and the client (G5).
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
// A Value is stored as an [Envelope], encrypted with a cipher of the caller's;
// the label is bound to it, so that editing the label in a database makes the
// content unreadable. [StoreAll] and [OpenAll] do it for every sealed value of a
// structure, after which encoding/json reads and writes it like any other.
//
// # In tests
//
// Package confidentialtest opens values in tests and compares them for go-cmp.
// It has no door of its own: it asks a gate with a table that permits it, as
// any deployer could. Whoever writes the table decides.
//
// # Receivers
//
// The methods that display a Value never read their receiver: some printers
// reach them through unsafe with a receiver that is not valid, and a method that
// touched it would crash the program. That is also why a Value is not one
// pointer wide.
//
// # What no library can protect
//
// Whoever can read the memory of the process can read everything in it: heap
// dumps, core files, debuggers, package unsafe. Content that has been disclosed
// is an ordinary string and can be logged like one. A plaintext key, or a cipher
// that does not encrypt, makes an envelope readable. And what is said in a group
// is remembered by those who heard it; an agreement asks them for discretion, and
// nothing can make them keep it.
package confidential
