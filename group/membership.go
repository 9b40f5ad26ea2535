package group

import (
	"errors"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Route is how somebody came to join. The zero Route is unstated and refused.
type Route uint8

// The routes into a group.
const (
	// FromWaitingList is a place given to somebody who waited for it.
	FromWaitingList Route = iota + 1
	// Referred is sent by another professional and taken directly.
	Referred
	// SelfReferred is come of their own accord and taken directly.
	SelfReferred
	// Transferred is moved from another group.
	Transferred
	// SteppedFromIndividual is come from individual therapy, whether that goes on
	// beside the group or not.
	SteppedFromIndividual
	// Returning is back after an earlier stay in this group.
	Returning
	// Mandated is sent by a court or an employer; groups do better with people who
	// choose to come (source E73).
	Mandated

	numRoutes
)

//enum:names Route
var routeNames = [numRoutes]string{
	FromWaitingList: "waiting-list", Referred: "referred", SelfReferred: "self-referred", Transferred: "transferred",
	SteppedFromIndividual: "from-individual", Returning: "returning", Mandated: "mandated",
}

// Leaving is why somebody left. The zero Leaving is unstated: the person has not
// left.
type Leaving uint8

// The reasons for leaving.
const (
	// Completed is the course done, or the goals reached.
	Completed Leaving = iota + 1
	// LeftByAgreement is gone early, with notice and for reasons that were talked
	// about.
	LeftByAgreement
	// DroppedOut is gone without that.
	DroppedOut
	// MovedGroup is gone on to another group.
	MovedGroup
	// MovedAway is gone because of a move, work or the like.
	MovedAway
	// ReferredOn is gone on to another treatment that suits better.
	ReferredOn
	// Excluded is sent away, as after a breach of the agreement.
	Excluded
	// GroupClosed is left because the group ended before the person was done.
	GroupClosed
	// Died is dead.
	Died
	// JoinedInError never should have been recorded as a member; the stay counts
	// nowhere.
	JoinedInError

	numLeavings
)

//enum:names Leaving
var leavingNames = [numLeavings]string{
	Completed: "completed", LeftByAgreement: "left-by-agreement", DroppedOut: "dropped-out", MovedGroup: "moved-group",
	MovedAway: "moved-away", ReferredOn: "referred-on", Excluded: "excluded", GroupClosed: "group-closed", Died: "died",
	JoinedInError: "entered-in-error",
}

// Premature reports whether the person went before their course was done in a way
// that counts as drop-out in the research that [AttritionRules] cite: only
// [DroppedOut] does. An exclusion is counted by itself.
func (l Leaving) Premature() bool { return l == DroppedOut }

// Membership is one stay of one person in a group. Somebody who comes back begins a
// new one, so that the earlier stay is kept. The zero Membership is not valid.
type Membership struct {
	// Member is who.
	Member confidential.PersonID `json:"member"`
	// Joined is the first day as a member.
	Joined therapy.Date `json:"joined"`
	// Route is how the person came.
	Route Route `json:"route"`
	// Left is the last day as a member; zero while the person is one.
	Left therapy.Date `json:"left,omitzero"`
	// Leaving is why the person left; zero while the person has not.
	Leaving Leaving `json:"leaving,omitzero"`
}

// On reports whether the person is a member on that day. The last day counts; a
// stay that was entered in error never does.
func (e Membership) On(day therapy.Date) bool {
	return e.Leaving != JoinedInError && !day.IsZero() && !day.Before(e.Joined) && (e.Left.IsZero() || !e.Left.Before(day))
}

// Ended reports whether the stay is over.
func (e Membership) Ended() bool { return !e.Left.IsZero() }

func (e Membership) overlaps(f Membership) bool {
	if e.Leaving == JoinedInError || f.Leaving == JoinedInError {
		return false
	}
	return (e.Left.IsZero() || !e.Left.Before(f.Joined)) && (f.Left.IsZero() || !f.Left.Before(e.Joined))
}

func (e Membership) validate() error {
	var errs []error
	if e.Member.IsZero() {
		errs = append(errs, fail("/member", "person-id", idForm, therapy.ErrRequired))
	}
	if e.Joined.IsZero() {
		errs = append(errs, fail("/joined", "membership-joined", "", therapy.ErrRequired))
	}
	if !e.Route.Valid() {
		errs = append(errs, fail("/route", "membership-route", "", therapy.ErrRequired))
	}
	switch {
	case e.Leaving != 0 && !e.Leaving.Valid():
		errs = append(errs, fail("/leaving", "membership-leaving", "", therapy.ErrUnknown))
	case e.Leaving != 0 && e.Left.IsZero():
		errs = append(errs, fail("/left", "membership-left", "who has left has left on a day", therapy.ErrRequired))
	case e.Leaving == 0 && !e.Left.IsZero():
		errs = append(errs, fail("/leaving", "membership-leaving", "who has left has left for a reason", therapy.ErrRequired))
	}
	if !e.Left.IsZero() && e.Left.Before(e.Joined) {
		errs = append(errs, fail("/left", "membership-order", "not before the first day", therapy.ErrRange))
	}
	return errors.Join(errs...)
}

// validateEpisodes checks each stay, the stays of one person against one another,
// and each against the history and enrolment of the group.
func validateMemberships(g Group, memberships []Membership) error {
	var errs []error
	start, started := g.Start()
	end, ended := g.End()
	formed := g.spec.History[0].On
	open := map[confidential.PersonID][]int{}
	returning := map[confidential.PersonID]bool{}
	for i, e := range memberships {
		place := therapy.Pointer("memberships", strconv.Itoa(i))
		errs = append(errs, therapy.At(place, e.validate()))
		for _, j := range open[e.Member] {
			if e.overlaps(memberships[j]) {
				errs = append(errs, fail(place, "membership-overlap", "one stay at a time; the last day still counts", therapy.ErrContradiction))
			}
		}
		open[e.Member] = append(open[e.Member], i)
		if e.Leaving == JoinedInError {
			continue
		}
		if e.Route == Returning && !returning[e.Member] {
			errs = append(errs, fail(place+"/route", "membership-returning", "back after an earlier stay that is recorded", therapy.ErrReference))
		}
		returning[e.Member] = true
		if !e.Joined.IsZero() && e.Joined.Before(formed) {
			errs = append(errs, fail(place+"/joined", "membership-before-group", "not before the group began to form", therapy.ErrRange))
		}
		if g.Enrolment() == EnrolmentClosed && started && start.Before(e.Joined) {
			errs = append(errs, fail(place+"/joined", "membership-after-start", "a closed group takes nobody after its start", therapy.ErrConflict))
		}
		if ended && (end.Before(e.Joined) || e.Left.IsZero() || end.Before(e.Left)) {
			errs = append(errs, fail(place, "membership-after-end", "over by the day on which the group ended", therapy.ErrContradiction))
		}
	}
	return errors.Join(errs...)
}
