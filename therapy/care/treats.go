package care

import (
	"slices"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Treats returns the cases on which somebody works by this plan on the day, to be stated
// in a [confidential.Request]: those of the strands that they lead and that are in force.
// A strand in a group is the case of the group, with this plan's clients in it, so that
// a leader of the group who leads nothing else is not taken for anybody's individual
// therapist. Any other strand is the clients' own case.
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
