package group

import (
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Route says how a person came to join. The zero Route is unstated and refused.
type Route uint8

// The routes into a group.
const (
	// FromWaitingList means that the person waited for the place.
	FromWaitingList Route = iota + 1
	// Referred means that another professional referred the person, who got a place directly.
	Referred
	// SelfReferred means that the person came without a referral and got a place directly.
	SelfReferred
	// Transferred means that the person came from another group.
	Transferred
	// SteppedFromIndividual means that the person came from individual therapy, which may
	// continue.
	SteppedFromIndividual
	// Returning means that the person was a member of this group before.
	Returning
	// Mandated means that a court or an employer sent the person; groups do better with
	// people who choose to come (source E73).
	Mandated

	numRoutes
)

//enum:names Route
var routeNames = [numRoutes]string{
	FromWaitingList: "waiting-list", Referred: "referred", SelfReferred: "self-referred", Transferred: "transferred",
	SteppedFromIndividual: "from-individual", Returning: "returning", Mandated: "mandated",
}

// Leaving says why a person left. The zero Leaving means that the person has not left.
type Leaving uint8

// The reasons for leaving.
const (
	// Completed means that the person finished the course or reached their goals.
	Completed Leaving = iota + 1
	// LeftByAgreement means that the person left early, with notice and for reasons that were
	// discussed.
	LeftByAgreement
	// DroppedOut means that the person left early without notice or discussion.
	DroppedOut
	// MovedGroup means that the person changed to another group.
	MovedGroup
	// MovedAway means that the person left because of moving away, work or something similar.
	MovedAway
	// ReferredOn means that the person went to another, more suitable treatment.
	ReferredOn
	// Excluded means that the person was excluded, for example after a breach of the
	// agreement.
	Excluded
	// GroupClosed means that the group ended before the person had finished.
	GroupClosed
	// Died means that the person has died.
	Died

	numLeavings
)

//enum:names Leaving
var leavingNames = [numLeavings]string{
	Completed: "completed", LeftByAgreement: "left-by-agreement", DroppedOut: "dropped-out", MovedGroup: "moved-group",
	MovedAway: "moved-away", ReferredOn: "referred-on", Excluded: "excluded", GroupClosed: "group-closed", Died: "died",
}

// Premature reports whether the reason counts as drop-out in the research that
// [AttritionRules] cite: only [DroppedOut] does. Exclusions are counted separately.
func (l Leaving) Premature() bool { return l == DroppedOut }

// Membership is one stay of one person in a group. A person who comes back begins a new one,
// so that the earlier stay is kept. The zero Membership is not valid.
type Membership struct {
	confidential.Hidden
	// Member is the person.
	Member confidential.PersonID `json:"member" kind:"identity,subject"`
	// Joined is the first day as a member.
	Joined therapy.Date `json:"joined" kind:"attendance"`
	// Given is the day on which the person got the place; zero means the first day.
	Given therapy.Date `json:"given,omitzero" kind:"attendance"`
	// Route says how the person came to the group.
	Route Route `json:"route" kind:"treatment-plan"`
	// PassedOver are the people who were ahead on the waiting list when the place was given
	// directly, each with a reason. If the place was offered, they are recorded with the
	// offer.
	PassedOver []PassedOver `json:"passedOver,omitempty"`
	// OwnFee is what this member pays instead of the fee in the terms, for example on a
	// sliding scale; nil for the usual fee. Other members must not learn it.
	OwnFee *Money `json:"ownFee,omitempty" kind:"treatment-plan"`
	// Left is the last day as a member; zero while the person is a member.
	Left therapy.Date `json:"left,omitzero" kind:"attendance"`
	// Leaving says why the person left; zero while they have not left.
	Leaving Leaving `json:"leaving,omitzero" kind:"treatment-plan"`
	// Reopened are departures that were recorded in error.
	Reopened []Departure `json:"reopened,omitempty"`
	// Error says that the stay was entered in error; it then does not count.
	Error care.Correction `json:"error,omitzero"`
}

// Departure is a departure that was recorded in error: the recorded values, and who corrected
// them, when and why. The zero Departure is not valid.
type Departure struct {
	confidential.Hidden
	// Left and Leaving are the recorded values.
	Left    therapy.Date `json:"left" kind:"attendance"`
	Leaving Leaving      `json:"leaving" kind:"treatment-plan"`
	// Error is the correction.
	Error care.Correction `json:"error"`
}

// On reports whether the person is a member on that day. The last day counts; a stay
// that was entered in error never does.
func (m Membership) On(day therapy.Date) bool {
	return m.counts() && !day.IsZero() && !day.Before(m.Joined) && (m.Left.IsZero() || !m.Left.Before(day))
}

// Ended reports whether the stay is over.
func (m Membership) Ended() bool { return !m.Left.IsZero() }

// counts reports whether the stay was not entered in error.
func (m Membership) counts() bool { return m.Error.IsZero() }

// given is the day on which the place was given.
func (m Membership) given() therapy.Date {
	if m.Given.IsZero() {
		return m.Joined
	}
	return m.Given
}

func (m Membership) overlaps(n Membership) bool {
	return m.counts() && n.counts() &&
		(m.Left.IsZero() || !m.Left.Before(n.Joined)) && (n.Left.IsZero() || !n.Left.Before(m.Joined))
}

func (m Membership) validate() error {
	var c therapy.Check
	person(&c, "/member", m.Member)
	c.Stated("/joined", "membership-joined", !m.Joined.IsZero())
	c.Stated("/route", "membership-route", m.Route.Valid())
	if !m.Given.IsZero() && m.Joined.Before(m.Given) {
		c.Wrong("/given", "membership-given", "not after the first day", therapy.ErrRange)
	}
	c.Part("", validatePassedOver(m.PassedOver))
	if m.OwnFee != nil {
		c.Part("/ownFee", m.OwnFee.Validate())
		if m.OwnFee.Minor < 0 {
			c.Wrong("/ownFee/minor", "fee-amount", "not negative", therapy.ErrRange)
		}
	}
	validateDeparture(&c, "", m.Joined, m.Left, m.Leaving)
	for i, d := range m.Reopened {
		place := "/reopened/" + strconv.Itoa(i)
		if d.Left.IsZero() {
			c.Wrong(place+"/left", "membership-left", "the day that was recorded before", therapy.ErrRequired)
		}
		validateDeparture(&c, place, m.Joined, d.Left, d.Leaving)
		c.Stated(place+"/error", "correction-missing", !d.Error.IsZero())
		c.Part(place+"/error", d.Error.Validate())
	}
	c.Part("/error", m.Error.Validate())
	return c.Err()
}

// validateDeparture checks a last day and a reason: either both are stated or neither.
func validateDeparture(c *therapy.Check, path string, joined, left therapy.Date, why Leaving) {
	switch {
	case why != 0 && !why.Valid():
		c.Wrong(path+"/leaving", "membership-leaving", "", therapy.ErrUnknown)
	case why != 0 && left.IsZero():
		c.Wrong(path+"/left", "membership-left", "the last day of a person who has left", therapy.ErrRequired)
	case why == 0 && !left.IsZero():
		c.Wrong(path+"/leaving", "membership-leaving", "why the person left", therapy.ErrRequired)
	}
	if !left.IsZero() && left.Before(joined) {
		c.Wrong(path+"/left", "membership-order", "not before the first day", therapy.ErrRange)
	}
}

// canonical returns the stay as it is kept: its own lists, times in UTC.
func (m Membership) canonical() Membership {
	m.PassedOver = slices.Clone(m.PassedOver)
	m.Reopened = slices.Clone(m.Reopened)
	for i := range m.Reopened {
		m.Reopened[i].Error = m.Reopened[i].Error.Canonical()
	}
	if m.OwnFee != nil {
		fee := *m.OwnFee
		m.OwnFee = &fee
	}
	m.Error = m.Error.Canonical()
	return m
}

// equal compares field by field: a stay holds lists.
func (m Membership) equal(n Membership) bool {
	sameFee := (m.OwnFee == nil) == (n.OwnFee == nil) && (m.OwnFee == nil || *m.OwnFee == *n.OwnFee)
	return sameFee && m.Member == n.Member && m.Joined == n.Joined && m.Given == n.Given && m.Route == n.Route &&
		slices.Equal(m.PassedOver, n.PassedOver) && m.Left == n.Left && m.Leaving == n.Leaving &&
		slices.Equal(m.Reopened, n.Reopened) && m.Error == n.Error
}

// validateMemberships checks each stay, the stays of one person against one another,
// and each against the history, enrolment and leaders of the group.
func validateMemberships(g Group, list []Membership) error {
	var c therapy.Check
	start, started := g.Start()
	end, ended := g.End()
	formed := g.formed()
	stays := map[confidential.PersonID][]int{}
	before := map[confidential.PersonID]bool{}
	for i, m := range list {
		place := "/memberships/" + strconv.Itoa(i)
		c.Part(place, m.validate())
		if !m.counts() {
			continue
		}
		for _, j := range stays[m.Member] {
			if m.overlaps(list[j]) {
				c.Wrong(place, "membership-overlap", "one stay at a time; the last day still counts", therapy.ErrContradiction)
			}
		}
		stays[m.Member] = append(stays[m.Member], i)
		if m.Route == Returning && !before[m.Member] {
			c.Wrong(place+"/route", "membership-returning", "an earlier stay in this group that is recorded", therapy.ErrReference)
		}
		before[m.Member] = true
		if !m.Joined.IsZero() && m.given().Before(formed) {
			c.Wrong(place+"/joined", "membership-before-group", "not before the group began to form", therapy.ErrRange)
		}
		if g.Enrolment() == EnrolmentClosed && started && start.Before(m.Joined) {
			c.Wrong(place+"/joined", "membership-after-start", "a closed group takes nobody after its start", therapy.ErrConflict)
		}
		if ended && (end.Before(m.Joined) || m.Left.IsZero() || end.Before(m.Left)) {
			c.Wrong(place, "membership-after-end", "a last day that is not after the end of the group", therapy.ErrContradiction)
		}
		if g.leads(m.Member, m.Joined, m.Left) {
			c.Wrong(place+"/member", "leader-is-member", "a leader of the group cannot be a member at the same time", therapy.ErrContradiction)
		}
	}
	return c.Err()
}
