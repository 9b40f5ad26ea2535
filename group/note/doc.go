// Package note holds the shared note on a group session and the check that it names no
// member. In it: [Draft], [Checker] and [Cleared]; the names of people ([Names]); and the
// places in a text that may name somebody ([Mention]). Not in it: the session itself and its
// attendance (package group), and notes about one person (package care).
//
// All members may read the shared note, so it must not name any of them. A [Checker] searches
// for every recorded name in every way it can be written: in upper or lower case, with or
// without accents, as one word or several, in the possessive, as initials. [Checker.Clear]
// seals a text in which it finds no name, and group.NewSession refuses a shared note that has
// not been cleared.
//
// The checker finds names that were recorded. It cannot find a person who is described
// without a name ("the nurse from the hospital across the street"). The author of the note is
// responsible for that.
package note
