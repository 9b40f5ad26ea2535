// Package groupfhir takes a therapy group to FHIR R4 and back: a Group with its theme,
// kind and schedule, and a CareTeam of its leaders. Of its members only the number is in
// it, unless they are asked for by name and the gate permits each of them; of the waiting
// list there is nothing. Sessions and plans of the members are mapped by therapy/fhir,
// one client at a time.
//
// That somebody is in a therapy group is a secret, and its theme is as good as a
// diagnosis: both resources are very restricted (HL7 level V), and their text names
// nobody.
package groupfhir
