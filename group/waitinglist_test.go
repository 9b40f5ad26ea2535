package group_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/words"
)

// waitingFor returns a roster with n members and these people on the waiting list.
func waitingFor(tb testing.TB, members int, waits ...group.Wait) group.Roster {
	tb.Helper()
	r := roster(tb, spec(group.EnrolmentSlowOpen), members)
	for _, w := range waits {
		next, err := r.Enlist(w)
		require.NoError(tb, err)
		r = next
	}
	return r
}

// line lists the people who wait on that day, in order.
func line(r group.Roster, on int) string {
	var all []confidential.PersonID
	for _, w := range r.WaitingOn(day(on)) {
		all = append(all, w.Person)
	}
	return ids(all)
}

func offer(on, until int, over ...group.PassedOver) group.Offer {
	return group.Offer{Made: day(on), By: lead, HoldUntil: day(until), PassedOver: over}
}

func TestWaitingList(t *testing.T) {
	t.Parallel()
	r := waitingFor(t, 8, wait(20, 9, group.Routine), wait(21, 3, group.Routine), wait(22, 10, group.Urgent), wait(23, 10, group.Soon), wait(19, 9, group.Routine))
	require.Equal(t, "member-22 member-23 member-21 member-19 member-20", line(r, 12))
	require.Equal(t, "member-21 member-19 member-20", line(r, 9), "two do not wait yet")
	require.Equal(t, "full on 24 Jan 2026, 5 people waiting", r.Admission(member(22), day(20)).String())
	require.Equal(t, 10, wait(1, 5, group.Soon).Days(day(15)))
	require.Zero(t, wait(1, 5, group.Soon).Days(day(1)))
	for w := range r.Waits() {
		w.Meanwhile[0] = "changed"
		break
	}
	for w := range r.Waits() {
		require.Equal(t, group.MeanwhileSelfHelp, w.Meanwhile[0], "the accessor returns a copy")
	}
	r, err := r.Leave(member(1), day(20), group.MovedAway)
	require.NoError(t, err)
	r, err = r.Join(group.Membership{Member: member(22), Joined: day(22), Route: group.FromWaitingList})
	require.NoError(t, err)
	require.Equal(t, "member-23 member-21 member-19 member-20", line(r, 22), "people with a place do not wait")
	require.Equal(t, "member-22 member-23 member-21 member-19 member-20", line(r, 21), "on the day before they waited")
	_, err = r.Delist(member(21), day(23), group.WaitWithdrawn, "")
	require.Equal(t, "/waits/2/reason wait-reason", broken(err))
	_, err = r.Delist(member(21), day(23), group.WaitPlaced, "")
	require.Equal(t, "/end delist-placed", broken(err))
	r, err = r.Delist(member(21), day(23), group.WaitWithdrawn, care.ReasonMoved)
	require.NoError(t, err)
	require.Equal(t, "member-23 member-19 member-20", line(r, 23))
	require.Len(t, slices.Collect(r.Waits()), 5, "everybody who waited stays on record")
	_, err = r.Delist(member(21), day(23), group.WaitWithdrawn, care.ReasonMoved)
	require.Equal(t, "/person wait-unknown", broken(err))
	again, err := r.Enlist(wait(21, 23, group.Routine))
	require.NoError(t, err, "a returning person waits again")
	require.Equal(t, "member-23 member-19 member-20 member-21", line(again, 24))
	_, err = r.Enlist(wait(2, 2, group.Soon))
	require.Equal(t, "/waits/1/person wait-member", broken(err))
	_, err = r.Enlist(group.Wait{Person: lead, Since: day(3), Priority: group.Soon, Meanwhile: []group.Meanwhile{group.MeanwhileNothing}})
	require.Equal(t, "/waits/1/person leader-waits", broken(err))
	require.NotEqual(t, "", r.Group().ID())
}

func TestOfferIsHeldAndExpires(t *testing.T) {
	t.Parallel()
	r := waitingFor(t, 7, wait(20, 3, group.Soon), wait(21, 4, group.Routine))
	r = must(t)(r.Offer(member(20), offer(10, 14)))
	for on, want := range map[int]group.OfferStatus{9: 0, 10: group.OfferHeld, 14: group.OfferHeld, 15: group.OfferExpired} {
		require.Equal(t, want, slices.Collect(r.Waits())[0].Offers[0].StatusOn(day(on)), "day %d", on)
	}
	a := r.Admission(member(21), day(12))
	require.Equal(t, group.HeldForOthers, a.Outcome)
	require.Equal(t, "no free place on 16 Jan 2026: 1 reserved for others, the first until 18 Jan 2026", a.String())
	require.NotEmpty(t, a.WouldHelp(words.English()))
	require.Equal(t, group.Admissible, r.Admission(member(20), day(12)).Outcome, "it is held for them")
	_, err := r.Offer(member(21), offer(12, 14))
	var refused *group.RefusedError
	require.ErrorAs(t, err, &refused)
	_, err = r.Join(joining(30, 12))
	require.ErrorAs(t, err, &refused, "not available to anybody else")
	w, ok := r.NextInLine(day(12))
	require.True(t, ok)
	require.Equal(t, member(21), w.Person, "a place is held for the first")

	// The hold expires.
	require.Equal(t, group.Admissible, r.Admission(member(21), day(15)).Outcome)
	_, err = r.Accept(member(20), day(15), day(16))
	require.Equal(t, "/answered offer-not-held", broken(err))
	require.ErrorIs(t, err, therapy.ErrConflict)
	w, ok = r.NextInLine(day(15))
	require.True(t, ok)
	require.Equal(t, member(20), w.Person, "a person who did not answer keeps the position in the list")
	_, err = r.Offer(member(21), offer(15, 20))
	require.Equal(t, "/passedOver passed-over-missing", broken(err))
	require.Equal(t, "member-20", ids(r.Ahead(member(21), day(15))))
	_, err = r.Offer(member(21), offer(15, 20, group.PassedOver{Person: member(20)}))
	require.Equal(t, "/passedOver/0/reason passed-over-reason", broken(err))
	r = must(t)(r.Offer(member(21), offer(15, 20, r.PassOver(member(21), day(15), group.ReasonNotReached)...)))
	r = must(t)(r.Accept(member(21), day(16), day(22)))
	m, _ := r.MembershipOn(member(21), day(22))
	require.Equal(t, group.Membership{Member: member(21), Joined: day(22), Given: day(16), Route: group.FromWaitingList}, m)
	require.Equal(t, "member-20", line(r, 16))
	placed := slices.Collect(r.Waits())[1]
	require.Equal(t, group.WaitPlaced, placed.End)
	require.Equal(t, []group.PassedOver{{Person: member(20), Reason: group.ReasonNotReached}}, placed.Offers[0].PassedOver, "the people passed over and the reasons are on record")
	require.Equal(t, group.Full, r.Admission(member(20), day(16)).Outcome, "also before the first day of the person who accepted")
}

func must(tb testing.TB) func(group.Roster, error) group.Roster {
	return func(r group.Roster, err error) group.Roster {
		tb.Helper()
		require.NoError(tb, err)
		return r
	}
}

func TestDeclineAndWithdrawOffer(t *testing.T) {
	t.Parallel()
	r := waitingFor(t, 7, wait(20, 3, group.Soon), wait(21, 4, group.Routine))
	r = must(t)(r.Offer(member(20), offer(10, 14)))
	_, err := r.Decline(member(20), day(12), "")
	require.Equal(t, "/waits/0/offers/0/reason offer-reason", broken(err))
	_, err = r.Decline(member(21), day(12), care.ReasonPreference)
	require.Equal(t, "/answered offer-not-held", broken(err), "no place was offered to the person")
	_, err = r.Decline(member(40), day(12), care.ReasonPreference)
	require.Equal(t, "/person wait-unknown", broken(err))
	_, err = r.Delist(member(20), day(12), group.WaitWithdrawn, care.ReasonMoved)
	require.Equal(t, "/waits/0/ended wait-held", broken(err), "an open offer must be answered first")
	r = must(t)(r.Decline(member(20), day(12), group.ReasonTimesDoNotFit))
	require.Equal(t, group.Admissible, r.Admission(member(21), day(12)).Outcome, "the place is free from that day on")
	require.Equal(t, "member-20 member-21", line(r, 12), "a person who declines continues to wait")
	_, err = r.Accept(member(20), day(13), day(14))
	require.Equal(t, "/answered offer-not-held", broken(err))
	r = must(t)(r.Offer(member(20), offer(12, 30)))
	r = must(t)(r.WithdrawOffer(member(20), day(13), group.ReasonComposition))
	require.Len(t, slices.Collect(r.Waits())[0].Offers, 2)
	r = must(t)(r.Promote(member(21), offer(13, 13, r.PassOver(member(21), day(13), group.ReasonOfferDeclined)...), day(15)))
	_, member21 := r.MembershipOn(member(21), day(15))
	require.True(t, member21)
	_, err = r.Promote(member(20), offer(13, 13), day(15))
	var refused *group.RefusedError
	require.ErrorAs(t, err, &refused, "the last place is taken")
}

// TestJoiningPassesOver checks that a person who joins without waiting passes over all who wait.
func TestJoiningPassesOver(t *testing.T) {
	t.Parallel()
	r := waitingFor(t, 5, wait(20, 3, group.Soon), wait(21, 4, group.Routine))
	direct := joining(30, 10)
	_, err := r.Join(direct)
	require.Equal(t, "/passedOver passed-over-missing", broken(err))
	direct.PassedOver = r.PassOver(member(30), day(10), group.ReasonTimesDoNotFit)
	require.Len(t, direct.PassedOver, 2)
	next := must(t)(r.Join(direct))
	require.Equal(t, 6, next.Count(day(10)))
	for _, bad := range []confidential.PersonID{member(30), member(99)} {
		wrong := direct
		wrong.PassedOver = append(slices.Clone(direct.PassedOver), group.PassedOver{Person: bad, Reason: group.ReasonNotReached})
		_, err = r.Join(wrong)
		require.ErrorIs(t, err, therapy.ErrReference, "only other people who waited can be passed over")
	}
	r = must(t)(r.Join(group.Membership{Member: member(20), Joined: day(10), Route: group.FromWaitingList}))
	require.Equal(t, "member-21", line(r, 10), "nobody was ahead of the first")
}

func TestOfferRefuses(t *testing.T) {
	t.Parallel()
	r := waitingFor(t, 5, wait(20, 9, group.Soon))
	for _, tt := range []struct {
		name string
		edit func(*group.Offer)
		want string
	}{
		{"nothing", func(o *group.Offer) { *o = group.Offer{} }, "/made offer-made, /by person-id, /holdUntil offer-hold"},
		{"hold before it is made", func(o *group.Offer) { o.HoldUntil = day(9) }, "/holdUntil offer-hold"},
		{"answered already", func(o *group.Offer) { o.Answer, o.Answered = group.OfferAccepted, day(10) }, "/answer offer-answer"},
		{"before they waited", func(o *group.Offer) { o.Made = day(8) }, "/waits/0/made offer-outside-wait"},
		{"somebody twice", func(o *group.Offer) {
			o.PassedOver = []group.PassedOver{{Person: member(21), Reason: "x"}, {Person: member(21), Reason: "x"}}
		}, "/passedOver/1/person passed-over-twice"},
		{"a stranger", func(o *group.Offer) { o.PassedOver = []group.PassedOver{{Person: member(21), Reason: "x"}} }, "/waits/0/offers/0/passedOver/0/person passed-over-unknown"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := offer(10, 14)
			tt.edit(&o)
			_, err := r.Offer(member(20), o)
			require.Equal(t, tt.want, broken(err))
		})
	}
	_, err := r.Offer(member(40), offer(10, 14, r.PassOver(member(40), day(10), "x")...))
	require.Equal(t, "/person wait-unknown", broken(err))
	held := must(t)(r.Offer(member(20), offer(10, 14)))
	_, err = held.Offer(member(20), offer(12, 20))
	require.Equal(t, "/waits/0/offers/1/made offer-overlap", broken(err), "one offer at a time")
}

// TestPlacesAgainstLedger lets people wait, get offers, answer or not, join and leave at random, and
// compares the roster with a simple ledger: the members of each day, and the held places with their
// last day. No day ever has more members and held places than the group has places, and the roster
// allows everything that the ledger allows.
func TestPlacesAgainstLedger(t *testing.T) {
	t.Parallel()
	for seed := range rounds() {
		rng := rand.New(rand.NewPCG(seed, 7))
		r := roster(t, spec(group.EnrolmentOpen), 0)
		const days, people, places = 40, 14, 8
		var there [days + 10][people]bool // by day
		waitsSince := map[int]int{}       // person to day
		held := map[int]int{}             // person to last day of the hold
		for d := 1; d <= days; d++ {
			for range rng.IntN(5) {
				n := rng.IntN(people)
				_, waits := waitsSince[n]
				joins := d + rng.IntN(4) // the place is given today and taken today or later
				free := func(holder int) bool {
					holds := 0
					for p, until := range held {
						if p != holder && until >= d {
							holds++
						}
					}
					for e := joins; e < len(there); e++ {
						if countTrue(there[e][:])+holds >= places {
							return false
						}
					}
					return true
				}
				freeToday := func(holder int) bool { was := joins; joins = d; defer func() { joins = was }(); return free(holder) }
				isMember := slices.ContainsFunc(there[d:], func(on [people]bool) bool { return on[n] })
				until, hasHold := held[n]
				hasHold = hasHold && until >= d
				switch action := rng.IntN(5); {
				case action == 0 && !waits && !isMember:
					r = must(t)(r.Enlist(wait(n+1, d, group.Priority(1+rng.IntN(3)))))
					waitsSince[n] = d
				case action == 1 && waits && !hasHold:
					o := offer(d, d+rng.IntN(5), r.PassOver(member(n+1), day(d), group.ReasonNotReached)...)
					next, err := r.Offer(member(n+1), o)
					require.Equal(t, freeToday(n), err == nil, "seed %d day %d: %v", seed, d, err)
					if err == nil {
						r = next
						held[n] = day(d).DaysUntil(o.HoldUntil) + d
					}
				case action == 2 && waits:
					next, err := r.Accept(member(n+1), day(d), day(joins))
					require.Equal(t, hasHold, err == nil, "seed %d day %d: what is held can be taken: %v", seed, d, err)
					if err == nil {
						r = next
						delete(waitsSince, n)
						delete(held, n)
						for e := joins; e < len(there); e++ {
							there[e][n] = true
						}
					}
				case action == 3 && !waits && !isMember:
					m := joining(n+1, joins)
					m.Given = day(d)
					m.PassedOver = r.PassOver(member(n+1), day(d), group.ReasonNotReached)
					next, err := r.Join(m)
					require.Equal(t, free(-1), err == nil, "seed %d day %d: %v", seed, d, err)
					if err == nil {
						r = next
						for e := joins; e < len(there); e++ {
							there[e][n] = true
						}
					}
				case action == 4 && there[d][n] && there[len(there)-1][n] && rng.IntN(2) == 0:
					r = must(t)(r.Leave(member(n+1), day(d), group.DroppedOut))
					for e := d + 1; e < len(there); e++ {
						there[e][n] = false
					}
				}
			}
			require.LessOrEqual(t, r.Count(day(d)), places)
			require.Equal(t, countTrue(there[d][:]), r.Count(day(d)), "seed %d day %d", seed, d)
		}
		back, err := group.NewRoster(r.Group(), r.Spec())
		require.NoError(t, err)
		require.True(t, back.Equal(r))
	}
}

func countTrue(list []bool) int {
	n := 0
	for _, is := range list {
		if is {
			n++
		}
	}
	return n
}
