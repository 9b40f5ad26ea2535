// Package screening says who can join a therapy group, and reports on who would be
// together: [Criteria] with their sources, [Criteria.Screen] and its [Result]; and
// [Composition] with what it finds about concerns, ages, genders and ties.
// Not in it: places, waiting lists and who is a member (package group), and forming
// many groups from one long list (package compose).
//
// A screening has one of four answers: [MayJoin]; [PrepareFirst] with what to prepare;
// [AskFirst] with what to ask; and [NotThisGroup] with why, and what else there is.
// Something unknown is asked about and never counts as a yes. Exclusions depend on the
// [group.Kind]: those of the textbooks are written for mixed process groups (E68). Low
// readiness alone never excludes.
//
// A composition is a list of findings and no score. Both give reasons to a clinician
// who decides.
package screening
