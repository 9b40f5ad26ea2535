package group_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/group/note"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

func guest(n, on int) group.Guest {
	return group.Guest{Person: member(n), On: day(on), Reason: group.ReasonTrial, By: lead, LeakageAcknowledged: true}
}

func TestGuest(t *testing.T) {
	t.Parallel()
	r := roster(t, spec(group.EnrolmentClosed), 8)
	r = must(t)(r.Invite(guest(30, 15)))
	r = must(t)(r.Invite(guest(29, 15)))
	require.Equal(t, "member-29 member-30", ids(r.GuestsOn(day(15))))
	require.Empty(t, r.GuestsOn(day(8)))
	require.Equal(t, 8, r.Count(day(15)), "a guest needs no place, also in a full closed group")
	for _, tt := range []struct {
		name string
		edit func(*group.Guest)
		want string
	}{
		{"nobody", func(v *group.Guest) { *v = group.Guest{} }, "/guests/0/person person-id, /guests/0/on guest-day, /guests/0/reason guest-reason, /guests/0/by person-id, /guests/0/leakageAcknowledged leakage-acknowledged"},
		{"a member", func(v *group.Guest) { v.Person = member(1) }, "/guests/2/person guest-is-member"},
		{"a leader", func(v *group.Guest) { v.Person = colead }, "/guests/2/person guest-is-leader"},
		{"before there was a group", func(v *group.Guest) { v.On = day(0) }, "/guests/0/on guest-outside-group"},
		{"by somebody who does not lead", func(v *group.Guest) { v.By = member(1) }, "/guests/2/by guest-by"},
		{"twice", func(v *group.Guest) { v.On = day(15) }, "/guests/2 guest-twice"},
		{"not told what can become known", func(v *group.Guest) { v.LeakageAcknowledged = false }, "/guests/2/leakageAcknowledged leakage-acknowledged"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			v := guest(30, 22)
			tt.edit(&v)
			_, err := r.Invite(v)
			require.Equal(t, tt.want, broken(err))
		})
	}
}

// TestGuestInSession checks that a guest attends without being a member, that the shared note must
// not name the guest either, and that no figure counts guests.
func TestGuestInSession(t *testing.T) {
	t.Parallel()
	r := roster(t, spec(group.EnrolmentClosed), 5)
	s := meetingSpec(day(15), 1, allPresent(5)...)
	s.Attendees = append(s.Attendees, care.Attendee{Client: member(30), Attendance: care.Attended})
	b := &book{}
	for n := 1; n <= 5; n++ {
		b.add(member(n), note.Names{Given: []string{"Qwertina"}})
	}
	cleared, err := b.checker(t).Clear(note.Draft{Text: "A calm evening.", Group: r.Group().ID()})
	require.NoError(t, err)
	s.Shared = cleared.Note(lead, care.NoteFinal)
	m, err := care.NewSession(s)
	require.NoError(t, err)
	_, err = group.NewSession(group.SessionSpec{Meeting: m, On: day(15), Shared: cleared}, r)
	require.Equal(t, "/meeting/attendees/5 session-not-member", broken(err))
	r = must(t)(r.Invite(guest(30, 15)))
	_, err = group.NewSession(group.SessionSpec{Meeting: m, On: day(15), Shared: cleared}, r)
	require.Equal(t, "/shared note-unchecked-member", broken(err), "the note must be checked for the guest's name too")
	b.add(member(30), note.Names{Given: []string{"Asdfgh"}})
	cleared, err = b.checker(t).Clear(note.Draft{Text: "A calm evening.", Group: r.Group().ID(), Heard: []confidential.PersonID{member(1)}})
	require.NoError(t, err)
	s.Shared = cleared.Note(lead, care.NoteFinal)
	m, err = care.NewSession(s)
	require.NoError(t, err)
	held, err := group.NewSession(group.SessionSpec{Meeting: m, On: day(15), Shared: cleared}, r)
	require.NoError(t, err)
	a := agreement(t, 1, 2, 3, 4, 5)
	sums := group.AttendanceOf(r, a, func(yield func(group.Session) bool) { yield(held) })
	require.Len(t, sums, 5)
	bills, err := group.Bills(r, a, func(yield func(group.Session) bool) { yield(held) })
	require.NoError(t, err)
	require.Len(t, bills[0].Bill.Charges, 5)
}
