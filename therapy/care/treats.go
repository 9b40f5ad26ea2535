package care

import (
	"slices"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Treats returns the cases on which a therapist works on the day according to this plan:
// those of the current strands that they lead. State them in a [confidential.Request]. A
// strand in a group is the case of the group, with this plan's clients in it, so that a
// leader who leads only the group does not count as anybody's individual therapist. Any other
// strand is the clients' own case.
func (p Plan) Treats(therapist confidential.PersonID, on therapy.Date) []confidential.Case {
	s := p.spec()
	if p.IsZero() || therapist.IsZero() {
		return nil
	}
	var cases []confidential.Case
	for _, strand := range s.Strands {
		leads := slices.ContainsFunc(strand.Therapists, func(t Therapist) bool { return t.ID == therapist })
		if !leads || on.IsZero() || on.Before(strand.From) || !strand.Ended.IsZero() && strand.Ended.Before(on) {
			continue
		}
		for _, client := range s.Clients {
			c := confidential.Case{Person: client, ID: confidential.CaseID(strand.Group)}
			if !slices.Contains(cases, c) {
				cases = append(cases, c)
			}
		}
	}
	return cases
}
