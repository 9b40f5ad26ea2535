package group_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// TestLeadersTreatTheirGroupOnTheirDays checks that leaders treat the members of their group on the
// days on which they lead it, and nobody else.
func TestLeadersTreatTheirGroupOnTheirDays(t *testing.T) {
	s := spec(group.EnrolmentSlowOpen)
	guest := confidential.MustPersonID("guest-9")
	s.Leaders = append(s.Leaders, group.Leader{ID: guest, Role: group.GuestLeader, From: day(1), Until: day(9)})
	r := roster(t, s, 3)
	want := []confidential.Case{{ID: confidential.CaseID(r.Group().ID())}}
	require.Equal(t, want, r.Treats(lead, day(5)))
	require.Equal(t, want, r.Treats(colead, day(5)))
	require.Empty(t, r.Treats(guest, day(5)))
	require.Empty(t, r.Treats(lead, therapy.Date{}))
	require.Empty(t, r.Treats(confidential.PersonID{}, day(5)))
}
