// Package store keeps what the clinic keeps, in SQLite or PostgreSQL. All SQL is here: the
// migrations, records with their versions, accounts and web sessions, who treats whom,
// appointments, consents, and the audit log. Not here: who may see what (package access).
//
// A record is a row whose body is encrypted as a whole with a key of the key file, bound to
// its kind, id, owner and version: a body that somebody edits, swaps or puts back does not
// open. Inside it stands what the Store method of the library's record wrote, so that texts
// are sealed a second time, each bound to its own place.
package store
