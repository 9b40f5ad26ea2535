// Package groupfhir exports a therapy group to FHIR R4 and reads it back: a Group with its
// theme, kind and schedule, and a CareTeam of its leaders. The export says how many members
// the group has. It names a member only if the caller asks for names and the gate permits it
// for that member. Not in it: the waiting list, and the sessions and plans of members, which
// therapy/fhir maps one client at a time.
//
// Membership of a therapy group is confidential, and the theme of a group reveals as much as
// a diagnosis. So both resources are very restricted (HL7 level V), and their narrative names
// nobody.
package groupfhir
