// Package schema publishes the contracts of this module: JSON Schemas (draft 2020-12) of the
// documents that it writes and reads, and the OpenAPI 3.1 description of the example service.
// They are for other languages, for code generators and for gateways. Not in it: rules that a
// schema cannot express, such as that a rule refers to an existing option; the readers in the
// packages check those.
//
// A schema describes the format that is written now. Readers also accept older formats, which
// have no schema. Every object refuses unknown members. [Names] lists the schemas:
//
//	intake                what is known, in both of its forms
//	form, filled          the questions of a policy, and how somebody answered them
//	recommendation        for a clinician
//	recommendation-client for a client: less, and never the same document
//	policy, overlay       rules as data
//	certificate           the proof of a decision
//	case, backtest        a past decision, and two policies tried on many
//	language-pack         the texts of one language
//	plan, session, episode, override, roster, agreement, group-session, screening,
//	assessment, course    records as they are stored: what is sealed is a number that
//	                      refers to the table of envelopes
//	cds-card, cds-feedback
//	                      a card that was sent over CDS Hooks, and what came back about it
//
// The name of each file is the name of its schema with ".schema.json".
package schema
