package confidential

import "sync"

// DefaultTable returns the built-in rows. Forty of them are what law and professional ethics
// have in common, interpreted carefully, with the stricter answer where they differ. The
// others are for cases that law and ethics do not mention: emergency access of staff (BG1,
// BG2) and the front desk (FD1 to FD3). It is not legal advice. Varies marks the points in
// which the law differs from place to place, and the package comment documents them; decide
// them with [Table.With].
//
// Rows are tried from top to bottom.
func DefaultTable() *Table { return defaultTable() }

var defaultTable = sync.OnceValue(func() *Table {
	t, err := NewTable(append(referenceRules(), furtherRules()...)...)
	if err != nil {
		panic("confidential: the default table is broken: " + err.Error())
	}
	return t
})

// furtherRules are the rows beyond the reference.
func furtherRules() []Rule {
	staff := []Audience{CareTeam, CoTherapist, TreatingTherapist}
	return []Rule{
		{
			ID: "BG1", Audiences: staff, Purposes: []Purpose{Emergency},
			Kinds: []Kind{Identity, Attendance, Diagnosis, TreatmentPlan, ProgressNote, PersonalHistory, TestResult, RiskAssessment},
			Needs: EmergencyRequired, Effect: Permit, Duties: []string{"document at once: to whom, by whom, when, why", "tell the client afterwards", "audit"},
			Reason:  "In an emergency staff who do not treat a person can open the clinical record, for a stated reason, for a limited time, under review.",
			Sources: cite("L11d, L9, L12, L14, L28"), Varies: "yes: who may, and what has to be reported",
		},
		{
			ID: "BG2", Audiences: staff, Purposes: []Purpose{Emergency},
			Kinds: []Kind{ProcessNote, GroupContent, ThirdParty}, Effect: Deny,
			Reason:  "An emergency needs neither the therapist's own notes nor what is about other people.",
			Sources: cite("L6, L13, L28"),
		},
		{
			ID: "FD1", Audiences: []Audience{FrontDesk}, Purposes: []Purpose{Administration},
			Kinds: []Kind{Identity}, Effect: Permit, Duties: []string{"names only"},
			Reason:  "The front desk has to know who comes.",
			Sources: cite("L8, L13, L28"),
		},
		{
			ID: "FD2", Audiences: []Audience{FrontDesk}, Purposes: []Purpose{Administration},
			Kinds: []Kind{Attendance}, Effect: PermitMinimum, Duties: []string{"times only"},
			Reason:  "The front desk has to know when somebody comes, not why.",
			Sources: cite("L8, L13, L28"),
		},
		{
			ID: "FD3", Audiences: []Audience{FrontDesk}, Effect: Deny,
			Reason:  "Names and times are enough to run a front desk.",
			Sources: cite("L8, L13, L28"),
		},
	}
}
