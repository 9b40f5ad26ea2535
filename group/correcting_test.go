package group_test

import (
	"reflect"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
)

func TestVoidedEntriesCountNowhere(t *testing.T) {
	t.Parallel()
	r := waitingFor(t, 6, wait(20, 3, group.Soon))
	r = must(t)(r.Invite(guest(30, 15)))
	sessions := []group.Session{session(t, r, day(8), 1, allPresent(6)...)}
	a := agreement(t, 1, 2, 3, 4, 5, 6)

	void := must(t)(r.VoidMembership(member(6), day(2), mistake(20)))
	require.Equal(t, 5, void.Count(day(9)))
	require.Len(t, slices.Collect(void.Memberships()), 6, "the entry stays on record")
	require.Equal(t, 3, void.Admission(member(6), day(9)).Free)
	require.Len(t, group.AttendanceOf(void, a, slices.Values(sessions)), 5)
	require.Equal(t, 5, group.Attrition(void, day(30)).Stays)
	for _, f := range group.AtRisk(void, a, slices.Values(sessions), day(30), nil) {
		require.NotEqual(t, member(6), f.Member)
	}
	_, err := void.VoidMembership(member(6), day(2), mistake(21))
	require.Equal(t, "/member void-unknown", broken(err), "once")
	_, err = r.VoidMembership(member(6), day(2), care.Correction{})
	require.Equal(t, "/memberships/5/error correction-missing", broken(err), "a correction needs an author, a time and a reason")
	_, err = r.VoidMembership(member(6), day(2), care.Correction{By: lead})
	require.Equal(t, "/memberships/5/error/at time-missing, /memberships/5/error/reason reason-name", broken(err))

	void = must(t)(r.VoidWait(member(20), day(3), mistake(20)))
	require.Empty(t, void.WaitingOn(day(9)))
	require.Empty(t, void.Ahead(member(40), day(9)))
	_, err = void.VoidWait(member(20), day(3), mistake(20))
	require.Equal(t, "/person void-unknown", broken(err))

	void = must(t)(r.VoidGuest(member(30), day(15), mistake(20)))
	require.Empty(t, void.GuestsOn(day(15)))
	require.Len(t, slices.Collect(void.Guests()), 1)
	_, err = void.VoidGuest(member(30), day(15), mistake(20))
	require.Equal(t, "/person void-unknown", broken(err))

	voided, err := a.Void(member(1), day(2), mistake(20))
	require.NoError(t, err)
	require.Equal(t, group.NotAccepted, voided.StandingIn(r, member(1), day(9)))
	require.Len(t, slices.Collect(voided.Acceptances()), 6)
	_, err = voided.Void(member(1), day(2), mistake(20))
	require.Equal(t, "/member void-unknown", broken(err))
	again, err := voided.Accept(accepted(1, 1, day(2)))
	require.NoError(t, err, "the correct entry may have the same values")
	require.Equal(t, group.Accepted, again.StandingIn(r, member(1), day(9)))
}

func TestReopenMembership(t *testing.T) {
	t.Parallel()
	r := roster(t, spec(group.EnrolmentClosed), 6)
	_, err := r.ReopenMembership(member(1), mistake(30))
	require.Equal(t, "/member reopen-not-left", broken(err))
	left := must(t)(r.Leave(member(1), day(20), group.DroppedOut))
	_, err = left.ReopenMembership(member(1), care.Correction{})
	require.Equal(t, "/memberships/0/reopened correction-missing", broken(err))
	back := must(t)(left.ReopenMembership(member(1), mistake(30)))
	require.Equal(t, 6, back.Count(day(25)), "also in a closed group, because they never left")
	m, _ := back.MembershipOn(member(1), day(25))
	require.Equal(t, []group.Departure{{Left: day(20), Leaving: group.DroppedOut, Error: mistake(30)}}, m.Reopened, "the mistaken departure is kept")
	require.Zero(t, group.Attrition(back, day(30)).DroppedOut)
	require.NoError(t, back.Follows(left))
	require.NoError(t, left.Follows(r))
	require.Error(t, left.Follows(back))
	again := must(t)(back.Leave(member(1), day(40), group.Completed))
	require.NoError(t, again.Follows(left))

	// The place may have been taken by somebody else in the meantime.
	full := roster(t, spec(group.EnrolmentOpen), 8)
	full = must(t)(full.Leave(member(1), day(20), group.DroppedOut))
	full = must(t)(full.Join(joining(9, 25)))
	_, err = full.ReopenMembership(member(1), mistake(30))
	require.Equal(t, "/memberships roster-over-capacity", broken(err))
}

func TestReopenGroup(t *testing.T) {
	t.Parallel()
	r := roster(t, spec(group.EnrolmentOpen), 6)
	_, err := r.Reopen(mistake(30))
	require.Equal(t, "/history reopen-not-ended", broken(err))
	r = must(t)(r.Leave(member(1), day(20), group.DroppedOut))
	over := must(t)(r.Disband(group.StatusChange{To: group.Closed, On: day(30), Reason: group.ReasonNoLeader}, group.GroupClosed))
	back := must(t)(over.Reopen(mistake(31)))
	require.Equal(t, group.Running, back.Group().Status())
	require.Equal(t, group.Running, back.Group().StatusOn(day(40)))
	_, ended := back.Group().End()
	require.False(t, ended)
	require.Equal(t, 5, back.Count(day(40)), "earlier departures are unchanged")
	require.Len(t, slices.Collect(back.Group().History()), 3, "the closing stays in the history")
	require.Equal(t, mistake(31), slices.Collect(back.Group().History())[2].Error)
	require.NoError(t, back.Follows(over))
	require.NoError(t, over.Follows(r))

	g, err := back.Group().Move(group.StatusChange{To: group.Paused, On: day(40), Reason: care.ReasonHoliday})
	require.NoError(t, err, "the group can continue")
	require.Equal(t, group.Paused, g.Status())
	_, err = g.Void(2, mistake(41))
	require.Equal(t, "/history/2/error void-twice", broken(err))
	_, err = g.Void(9, mistake(41))
	require.Equal(t, "/history void-unknown", broken(err))
	_, err = g.Void(3, care.Correction{})
	require.Equal(t, "/history/3/error correction-missing", broken(err))
	_, err = g.Void(0, mistake(41))
	require.Equal(t, "/history/1/to status-first", broken(err), "the remaining entries must be a valid history")
	moved, err := g.Void(0, mistake(41), group.StatusChange{To: group.Forming, On: day(2)})
	require.NoError(t, err, "with the correct entry added")
	require.Zero(t, moved.StatusOn(day(1)))
	_, err = moved.Amend(func(s *group.Spec) { s.History = s.History[1:] })
	require.Equal(t, "/history history-rewritten", broken(err))
	_, err = moved.Amend(func(s *group.Spec) {
		s.History[1].Error = mistake(50)
		s.History = slices.Insert(s.History, 2, group.StatusChange{To: group.Forming, On: day(3)})
	})
	require.NoError(t, err, "a history is corrected by marking and inserting entries")
	_, err = moved.Amend(func(s *group.Spec) { s.History[0].Error.Reason = "other" })
	require.Equal(t, "/history history-rewritten", broken(err), "a mark cannot be removed")
	_, err = moved.Amend(func(s *group.Spec) { s.ID = "group-2" })
	require.Equal(t, "/id group-identity", broken(err))
	_, err = moved.Amend(func(s *group.Spec) { s.Leaders = s.Leaders[:1] })
	require.Equal(t, "/leaders leader-removed", broken(err))
	_, err = moved.Amend(func(s *group.Spec) { s.Leaders[1].Error = mistake(50) })
	require.NoError(t, err)
}

// TestEntriesCannotBeRewritten changes every field of every entry of a roster: Follows refuses the
// changed roster, except for the fields listed here.
func TestEntriesCannotBeRewritten(t *testing.T) {
	t.Parallel()
	r := waitingFor(t, 5, wait(20, 3, group.Soon), wait(21, 3, group.Routine))
	r = must(t)(r.Offer(member(21), offer(10, 14, r.PassOver(member(21), day(10), group.ReasonNotReached)...)))
	r = must(t)(r.Decline(member(21), day(11), "times"))
	r = must(t)(r.Invite(guest(30, 15)))
	r = must(t)(r.Leave(member(1), day(20), group.DroppedOut))
	r = must(t)(r.ReopenMembership(member(1), mistake(21)))
	r = must(t)(r.Leave(member(1), day(22), group.DroppedOut))
	r = must(t)(r.VoidMembership(member(5), day(2), mistake(23)))
	require.NoError(t, r.Follows(r))
	free := map[string]bool{
		"Membership.OwnFee": true,                         // agreed between the member and the service; may change
		"Wait.Priority":     true, "Wait.Meanwhile": true, // may change while the person waits
	}
	check := func(kind string, entry any, put func(*group.RosterSpec, any)) {
		t.Helper()
		typ := reflect.TypeOf(entry)
		for i := range typ.NumField() {
			f := typ.Field(i)
			if f.Anonymous || f.Name == "Error" && reflect.ValueOf(entry).Field(i).IsZero() {
				continue
			}
			changed := reflect.New(typ).Elem()
			changed.Set(reflect.ValueOf(entry))
			scramble(changed.Field(i))
			spec := r.Spec()
			put(&spec, changed.Interface())
			other, err := group.NewRoster(r.Group(), spec)
			if err != nil {
				continue // not a valid roster
			}
			require.Equal(t, free[kind+"."+f.Name], other.Follows(r) == nil, "%s.%s", kind, f.Name)
		}
	}
	for i, m := range slices.Collect(r.Memberships()) {
		check("Membership", m, func(s *group.RosterSpec, v any) { s.Memberships[i] = v.(group.Membership) })
	}
	for i, w := range slices.Collect(r.Waits()) {
		check("Wait", w, func(s *group.RosterSpec, v any) { s.Waits[i] = v.(group.Wait) })
		for j, o := range w.Offers {
			check("Offer", o, func(s *group.RosterSpec, v any) { s.Waits[i].Offers[j] = v.(group.Offer) })
		}
	}
	for i, v := range slices.Collect(r.Guests()) {
		check("Guest", v, func(s *group.RosterSpec, v any) { s.Guests[i] = v.(group.Guest) })
	}
	for _, drop := range []func(*group.RosterSpec){
		func(s *group.RosterSpec) { s.Memberships = s.Memberships[1:] },
		func(s *group.RosterSpec) { s.Waits = s.Waits[:1] },
		func(s *group.RosterSpec) { s.Waits[1].Offers = nil },
		func(s *group.RosterSpec) { s.Guests = nil },
	} {
		spec := r.Spec()
		drop(&spec)
		other, err := group.NewRoster(r.Group(), spec)
		require.NoError(t, err)
		require.ErrorIs(t, other.Follows(r), therapy.ErrTransition, "an entry was removed")
	}
	other := spec(group.EnrolmentOpen)
	other.ID = "group-2"
	require.Error(t, roster(t, other, 5).Follows(roster(t, spec(group.EnrolmentOpen), 5)))
}

// scramble puts another value into a field.
func scramble(v reflect.Value) {
	switch x := v.Addr().Interface().(type) {
	case *therapy.Date:
		if x.IsZero() {
			*x = day(25)
		} else {
			*x = x.AddDays(1)
		}
		return
	case *care.Correction:
		x.Reason = "other"
		return
	}
	switch v.Kind() {
	case reflect.Uint8:
		v.SetUint(v.Uint()%3 + 1)
	case reflect.String:
		v.SetString("other")
	case reflect.Bool:
		v.SetBool(!v.Bool())
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		if fee, ok := reflect.TypeAssert[*group.Money](v); ok {
			*fee = gbp(1)
		}
	case reflect.Slice:
		if v.Len() > 0 {
			v.Set(v.Slice(0, v.Len()-1))
		} else {
			v.Set(reflect.Append(v, reflect.Zero(v.Type().Elem())))
		}
	case reflect.Struct: // a person
		v.Set(reflect.ValueOf(member(9)))
	}
}
