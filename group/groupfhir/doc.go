// Package groupfhir takes a therapy group to FHIR R4 and back: a Group with its theme,
// kind and schedule, and a CareTeam of its leaders. It tells how many members there are,
// and who they are only if they are asked for by name and the gate permits each of them.
// Not in it: the waiting list, and the sessions and plans of members, which therapy/fhir
// maps one client at a time.
//
// That somebody is in a therapy group is a secret, and its theme is as good as a
// diagnosis: both resources are very restricted (HL7 level V), and their text names
// nobody.
package groupfhir
