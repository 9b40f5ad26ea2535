// Package note holds the shared note on a group session and the check that it names
// no member: [Draft], [Checker] and [Cleared]; the names people are known by ([Names]);
// and where a text may name somebody ([Mention]).
// Not in it: the session itself and who attended (package group), and notes about one
// person (package care).
//
// All members may read the shared note, so it must not name any of them. A [Checker]
// looks for every recorded name in every way it can be written: in any case, with or
// without accents, run together or apart, in the possessive, as initials.
// [Checker.Clear] seals a text in which it finds none, and group.NewSession takes no
// shared note that has not been cleared.
//
// The checker finds names that were recorded. It cannot find somebody who is described
// without a name ("the nurse from the hospital across the street"). The person who writes the
// note stays responsible for that.
package note
