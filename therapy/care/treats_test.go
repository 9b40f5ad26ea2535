package care_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// TestTreatsFollowsStrandsAndDay checks that the individual therapist of the plan and the lead of its
// group treat the client on the days of their strands, and nobody else does.
func TestTreatsFollowsStrandsAndDay(t *testing.T) {
	t.Parallel()
	lead := confidential.MustPersonID("therapist-2")
	spec := fullPlan()
	spec.Strands[1].From = therapy.MustDate(2026, 2, 1)
	p := newPlan(t, spec)
	in := therapy.MustDate(2026, 3, 1)
	require.Equal(t, confidential.Treating(client1), p.Treats(therapist, in))
	group := []confidential.Case{{Person: client1, ID: "group-1"}}
	require.Equal(t, group, p.Treats(lead, in))
	require.Empty(t, p.Treats(lead, therapy.MustDate(2026, 1, 31)), "the group has not begun")
	require.Empty(t, p.Treats(therapist, therapy.Date{}), "no day")
	require.Empty(t, p.Treats(client1, in))
	require.Empty(t, p.Treats(confidential.PersonID{}, in))
	require.Empty(t, care.Plan{}.Treats(therapist, in))

	process := confidential.SealText(confidential.ProcessNote, client1, "made up")
	ask := func(who confidential.PersonID) error {
		req := testRequest()
		req.Recipient, req.Treats = who, p.Treats(who, in)
		_, err := process.Disclose(t.Context(), testGate(), req)
		return err
	}
	require.NoError(t, ask(therapist))
	require.ErrorIs(t, ask(lead), confidential.ErrDenied, "the lead of the group is not the individual therapist")
}
