package group

import (
	"slices"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Treats returns the cases on which a leader of this group works on the day: the group, with
// its members in it. State them in a [confidential.Request]. They give no access to what
// members say to other therapists; see [care.Plan.Treats]. Guest leaders treat nobody.
func (r Roster) Treats(leader confidential.PersonID, on therapy.Date) []confidential.Case {
	leads := slices.ContainsFunc(r.group.spec.Leaders, func(l Leader) bool { return l.ID == leader && l.Role != GuestLeader && l.On(on) })
	if !leads || leader.IsZero() {
		return nil
	}
	return []confidential.Case{{ID: confidential.CaseID(r.group.ID())}}
}
