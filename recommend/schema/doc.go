// Package schema publishes the contracts of this module: JSON Schemas (draft 2020-12) of
// the documents that it writes and reads, and the OpenAPI 3.1 description of the example
// service. They are for other languages, for code generators and for gateways. Not in it:
// what a schema cannot say, such as that a rule refers to an option that is there; the
// readers of the packages say that.
//
// A schema describes what is written now. Readers also take older formats, which are not
// described. Every object refuses members that it does not name. [Names] lists what there is:
//
//	intake                what is known, in both of its forms
//	form, filled          the questions of a policy, and how somebody answered them
//	recommendation        for a clinician
//	recommendation-client for a client: less, and never the same document
//	policy, overlay       rules as data
//	certificate           the proof of a decision
//	case, backtest        a past decision, and two policies tried on many
//	plan, session, episode, override, roster, agreement, group-session, screening,
//	assessment            records as they are stored: what is sealed is a number that
//	                      refers to the table of envelopes
//	cds-card, cds-feedback
//	                      a card that was sent over CDS Hooks, and what came back about it
//
// The names of files are those names with ".schema.json".
package schema
