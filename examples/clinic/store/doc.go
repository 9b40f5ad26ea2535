// Package store keeps the clinic's data in SQLite or PostgreSQL. All SQL is here: the migrations,
// records with their versions, accounts and web sessions, who treats whom, appointments,
// consents, and the audit log. Not here: who may see what (package access).
//
// A record is a row. Its body is encrypted as a whole with a key of the key file and bound to its
// kind, id, owner and version: a body that somebody edits, swaps or replaces by an older one
// cannot be opened. Inside it is the output of the Store method of the library's record, so texts
// are sealed a second time, each bound to its own place.
package store
