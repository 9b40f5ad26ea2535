// Package schema has JSON Schemas (draft 2020-12) of the documents that this module writes and
// reads, and the OpenAPI 3.1 description of the example service. Use them from other languages,
// in code generators and in gateways. Not in it: rules that a schema cannot express, such as
// that a rule refers to an existing option; the functions that read documents check those.
//
// A schema describes the current format. The library also reads older formats, which have no
// schema. No object allows unknown members. [Names] lists the schemas:
//
//	intake                the answers to decide on, in both forms of an intake
//	form, filled          the questions of a policy, and the answers to them
//	recommendation        for a clinician
//	recommendation-client for a client: with less content, and never the same document
//	summary               the summary of a recommendation, for either reader
//	policy, overlay       rules as data, and a service's changes to them
//	certificate           the proof of a decision
//	case, backtest        a past decision, and two policies compared on many
//	language-pack         the texts of one language
//	plan, session, episode, override, roster, agreement, group-session, screening,
//	assessment, course    records as they are stored: a sealed value is a number that
//	                      refers to the table of envelopes
//	cds-card, cds-feedback
//	                      a card that was sent over CDS Hooks, and the feedback on it
//
// Each file is named after its schema, with the ending ".schema.json".
package schema
