// Package screening decides who can join a therapy group, and reports on the composition of a
// group. In it: [Criteria] with their sources, [Criteria.Screen] and its [Result], and
// [Composition] with findings about concerns, ages, genders and ties. Not in it: places,
// waiting lists and membership (package group), and forming many groups from one long list
// (package compose).
//
// A screening has one of four answers: [MayJoin]; [PrepareFirst] with what to prepare;
// [AskFirst] with what to ask; and [NotThisGroup] with the reasons and alternatives. An
// unknown fact is asked about and never counts as a yes. Exclusions depend on the
// [group.Kind]: those of the textbooks are written for mixed process groups (E68). Low
// readiness alone never excludes.
//
// A composition is a list of findings without a score. Screening and composition give
// reasons; a clinician decides.
package screening
