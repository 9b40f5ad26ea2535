package group

import (
	"cmp"
	"encoding/json"
	"errors"
	"iter"
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Cause is why an agreement has to be accepted. The zero Cause is unstated and
// refused.
type Cause uint8

// The causes of a round of acceptance.
const (
	// FirstAgreement is the first.
	FirstAgreement Cause = iota + 1
	// TermsChanged is other terms than before.
	TermsChanged
	// MemberJoined is somebody new, or back: everybody agrees with everybody, so
	// everybody agrees again.
	MemberJoined
	// AfterBreach is a breach of the agreement.
	AfterBreach
	// PeriodicReview is none of these, only time.
	PeriodicReview

	numCauses
)

//enum:names Cause
var causeNames = [numCauses]string{
	FirstAgreement: "first", TermsChanged: "terms-changed", MemberJoined: "member-joined", AfterBreach: "after-breach",
	PeriodicReview: "review",
}

// Round is one version of an agreement, to be accepted by every member. Rounds are
// numbered from 1 in the order of their days. The zero Round is not valid.
type Round struct {
	// From is the first day of the round.
	From therapy.Date `json:"from"`
	// Cause is why there is a round.
	Cause Cause `json:"cause"`
	// Terms are what is agreed. Only [FirstAgreement] and [TermsChanged] bring terms
	// that differ from those before.
	Terms Terms `json:"terms"`
}

// Acceptance is one person accepting one round. The zero Acceptance is not valid.
type Acceptance struct {
	// Member is who.
	Member confidential.PersonID `json:"member"`
	// Round is the number of the round, from 1.
	Round int `json:"round"`
	// On is the day, not before the round's first.
	On therapy.Date `json:"on"`
	// LeakageShown says that the person has been shown [LeakageStatement], and
	// LeakageAcknowledged that they have said so themselves. Both are required.
	LeakageShown        bool `json:"leakageShown"`
	LeakageAcknowledged bool `json:"leakageAcknowledged"`
}

// AgreementSpec describes an agreement. It is open, to be filled in;
// [NewAgreement] checks it. The zero AgreementSpec is not valid.
type AgreementSpec struct {
	// Group is the id of the group.
	Group confidential.PersonID `json:"group"`
	// Rounds are the versions, first to last.
	Rounds []Round `json:"rounds"`
	// Acceptances are who accepted what, in any order.
	Acceptances []Acceptance `json:"acceptances,omitempty"`
}

// Agreement is what the members of a group have agreed on, version by version, and
// who has accepted which version when.
//
// It is made by [NewAgreement], cannot be changed, and may be shared between
// goroutines; [Agreement.Change], [Agreement.Renew] and [Agreement.Accept] return
// another. Under the zero Agreement nobody has accepted anything.
type Agreement struct {
	_    [0]func() // has lists inside: compare with Equal
	spec AgreementSpec
}

// NewAgreement checks the description, reporting everything wrong at once, and
// copies it. Acceptances are put in the order of their days.
func NewAgreement(spec AgreementSpec) (Agreement, error) {
	var errs []error
	if spec.Group.IsZero() {
		errs = append(errs, fail("/group", "group-id", idForm, therapy.ErrRequired))
	}
	if len(spec.Rounds) == 0 {
		errs = append(errs, fail("/rounds", "agreement-empty", "at least the first round", therapy.ErrRequired))
	}
	for i, round := range spec.Rounds {
		place := therapy.Pointer("rounds", strconv.Itoa(i))
		errs = append(errs, therapy.At(place+"/terms", round.Terms.Validate()))
		switch {
		case round.From.IsZero():
			errs = append(errs, fail(place+"/from", "round-from", "", therapy.ErrRequired))
		case i > 0 && !spec.Rounds[i-1].From.Before(round.From):
			errs = append(errs, fail(place+"/from", "round-order", "after the round before", therapy.ErrRange))
		}
		switch {
		case !round.Cause.Valid():
			errs = append(errs, fail(place+"/cause", "round-cause", "", therapy.ErrRequired))
		case (round.Cause == FirstAgreement) != (i == 0):
			errs = append(errs, fail(place+"/cause", "round-first", "the first round, and no other, is the first agreement", therapy.ErrContradiction))
		case i > 0 && (round.Cause == TermsChanged) == round.Terms.Equal(spec.Rounds[i-1].Terms):
			errs = append(errs, fail(place+"/terms", "round-terms", "terms differ from those before exactly when they are said to have changed", therapy.ErrContradiction))
		}
	}
	for i, a := range spec.Acceptances {
		place := therapy.Pointer("acceptances", strconv.Itoa(i))
		errs = append(errs, therapy.At(place, a.validate(spec.Rounds)))
		if slices.ContainsFunc(spec.Acceptances[:i], func(b Acceptance) bool { return b.Member == a.Member && b.Round == a.Round && b.On == a.On }) {
			errs = append(errs, fail(place, "acceptance-twice", "once a day", therapy.ErrDuplicate))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return Agreement{}, err
	}
	spec = spec.clone()
	slices.SortStableFunc(spec.Acceptances, func(a, b Acceptance) int {
		return cmp.Or(a.On.Compare(b.On), cmp.Compare(a.Round, b.Round), a.Member.Compare(b.Member))
	})
	return Agreement{spec: spec}, nil
}

func (a Acceptance) validate(rounds []Round) error {
	var errs []error
	if a.Member.IsZero() {
		errs = append(errs, fail("/member", "person-id", idForm, therapy.ErrRequired))
	}
	switch {
	case a.On.IsZero():
		errs = append(errs, fail("/on", "acceptance-date", "", therapy.ErrRequired))
	case a.Round < 1 || a.Round > len(rounds):
		errs = append(errs, fail("/round", "acceptance-round", "the number of a round, from 1", therapy.ErrReference))
	case a.On.Before(rounds[a.Round-1].From):
		errs = append(errs, fail("/on", "acceptance-early", "not before the round's first day", therapy.ErrRange))
	case a.Round < len(rounds) && !a.On.Before(rounds[a.Round].From):
		errs = append(errs, fail("/round", "acceptance-stale", "the round that holds on that day", therapy.ErrConflict))
	}
	if !a.LeakageShown {
		errs = append(errs, fail("/leakageShown", "leakage-shown", "the statement on leakage is shown before anybody accepts", therapy.ErrRequired))
	}
	if !a.LeakageAcknowledged {
		errs = append(errs, fail("/leakageAcknowledged", "leakage-acknowledged", "the person says that they have understood it", therapy.ErrRequired))
	}
	return errors.Join(errs...)
}

func (s AgreementSpec) clone() AgreementSpec {
	s.Rounds = slices.Clone(s.Rounds)
	for i := range s.Rounds {
		s.Rounds[i].Terms = s.Rounds[i].Terms.clone()
	}
	s.Acceptances = slices.Clone(s.Acceptances)
	return s
}

// Spec returns a copy of the description.
func (a Agreement) Spec() AgreementSpec { return a.spec.clone() }

// Group returns the id of the group.
func (a Agreement) Group() confidential.PersonID { return a.spec.Group }

// Rounds yields the rounds with their numbers, from 1.
func (a Agreement) Rounds() iter.Seq2[int, Round] {
	return func(yield func(int, Round) bool) {
		for i, round := range a.spec.Rounds {
			round.Terms = round.Terms.clone()
			if !yield(i+1, round) {
				return
			}
		}
	}
}

// RoundOn returns the number of the round that holds on that day, 0 before the
// first.
func (a Agreement) RoundOn(on therapy.Date) int {
	n := 0
	for i, round := range a.spec.Rounds {
		if !on.Before(round.From) {
			n = i + 1
		}
	}
	return n
}

// TermsOn returns the terms that hold on that day, and whether any do.
func (a Agreement) TermsOn(on therapy.Date) (Terms, bool) {
	n := a.RoundOn(on)
	if n == 0 {
		return Terms{}, false
	}
	return a.spec.Rounds[n-1].Terms.clone(), true
}

// Change returns the agreement with other terms from that day on, to be accepted by
// everybody again. Terms that say the same are a [therapy.ErrContradiction].
func (a Agreement) Change(terms Terms, from therapy.Date) (Agreement, error) {
	return a.round(Round{From: from, Cause: TermsChanged, Terms: terms})
}

// Renew returns the agreement with the same terms to be accepted by everybody again
// from that day on: since somebody joined, after a breach, or in review.
func (a Agreement) Renew(cause Cause, from therapy.Date) (Agreement, error) {
	if len(a.spec.Rounds) == 0 {
		return Agreement{}, fail("/rounds", "agreement-empty", "at least the first round", therapy.ErrRequired)
	}
	return a.round(Round{From: from, Cause: cause, Terms: a.spec.Rounds[len(a.spec.Rounds)-1].Terms})
}

func (a Agreement) round(r Round) (Agreement, error) {
	spec := a.Spec()
	spec.Rounds = append(spec.Rounds, r)
	return NewAgreement(spec)
}

// Accept returns the agreement with one more acceptance. The round has to be the one
// that holds on the day.
func (a Agreement) Accept(acceptance Acceptance) (Agreement, error) {
	spec := a.Spec()
	spec.Acceptances = append(spec.Acceptances, acceptance)
	return NewAgreement(spec)
}

// Acceptances yields who accepted what, by day, round and id.
func (a Agreement) Acceptances() iter.Seq[Acceptance] { return slices.Values(a.spec.Acceptances) }

// Standing is how somebody stands to the agreement. The zero Standing is unstated
// and counts as not accepted.
type Standing uint8

// The standings.
const (
	// NotAccepted has accepted no round.
	NotAccepted Standing = iota + 1
	// RenewalDue has accepted an earlier round and not the present one.
	RenewalDue
	// Accepted has accepted the present round.
	Accepted

	numStandings
)

//enum:names Standing
var standingNames = [numStandings]string{NotAccepted: "not-accepted", RenewalDue: "renewal-due", Accepted: "accepted"}

// Counts reports whether attendance counts under this standing: it does once the
// person has accepted. That a renewal is due does not undo what was accepted; it is
// reported until it is done.
func (s Standing) Counts() bool { return s == Accepted || s == RenewalDue }

// Standing returns how the person stands on that day. Acceptances from before since
// do not count; it is the day on which the present stay began or its preparation
// did, so that somebody who comes back accepts anew. A zero since counts all.
func (a Agreement) Standing(person confidential.PersonID, on, since therapy.Date) Standing {
	latest := 0
	for _, acceptance := range a.spec.Acceptances {
		if acceptance.Member == person && !on.Before(acceptance.On) && !acceptance.On.Before(since) {
			latest = max(latest, acceptance.Round)
		}
	}
	switch {
	case latest == 0:
		return NotAccepted
	case latest < a.RoundOn(on):
		return RenewalDue
	default:
		return Accepted
	}
}

// StandingIn returns how a member stands on that day, counting only what was
// accepted after the earlier stays in the roster. It is NotAccepted for somebody who
// is no member on that day.
func (a Agreement) StandingIn(r Roster, person confidential.PersonID, on therapy.Date) Standing {
	present, member := r.MembershipOn(person, on)
	if !member {
		return NotAccepted
	}
	var since therapy.Date
	for e := range r.MembershipsOf(person) {
		if e.Leaving != JoinedInError && e.Ended() && e.Left.Before(present.Joined) {
			since = e.Left.AddDays(1)
		}
	}
	return a.Standing(person, on, since)
}

// Outstanding returns the members on that day who have not accepted the round that
// holds, by id, with how they stand.
func (a Agreement) Outstanding(r Roster, on therapy.Date) iter.Seq2[confidential.PersonID, Standing] {
	return func(yield func(confidential.PersonID, Standing) bool) {
		for _, member := range r.MembersOn(on) {
			if s := a.StandingIn(r, member, on); s != Accepted && !yield(member, s) {
				return
			}
		}
	}
}

// Renewal is a day from which an agreement has to be accepted again, and why. The
// zero Renewal is none.
type Renewal struct {
	// On is the day.
	On therapy.Date
	// Cause is [MemberJoined] or [AfterBreach].
	Cause Cause
}

// RenewalsMissing returns what the agreement should have been renewed for up to and
// including the day, and has not been: somebody who joined after the group's start,
// and breaches in the sessions. Those who join before the start accept the first
// round like everybody else. A round makes good for everything up to its
// first day. They come by day, joining before breach, each once; sessions may come in
// any order, and a nil sequence has none.
func (a Agreement) RenewalsMissing(r Roster, sessions iter.Seq[Session], on therapy.Date) []Renewal {
	if len(a.spec.Rounds) == 0 {
		return nil
	}
	var missing []Renewal
	need := func(day therapy.Date, cause Cause) {
		renewed := slices.ContainsFunc(a.spec.Rounds, func(round Round) bool { return !round.From.Before(day) && !on.Before(round.From) })
		if renewal := (Renewal{On: day, Cause: cause}); !on.Before(day) && !renewed && !slices.Contains(missing, renewal) {
			missing = append(missing, renewal)
		}
	}
	start, started := r.group.Start()
	for e := range r.Memberships() {
		if e.Leaving != JoinedInError && started && start.Before(e.Joined) && a.spec.Rounds[0].From.Before(e.Joined) {
			need(e.Joined, MemberJoined)
		}
	}
	if sessions != nil {
		for s := range sessions {
			if string(s.spec.Meeting.Group()) == a.spec.Group.String() && s.BreaksAgreement() {
				need(s.spec.On, AfterBreach)
			}
		}
	}
	slices.SortFunc(missing, func(x, y Renewal) int { return cmp.Or(x.On.Compare(y.On), cmp.Compare(x.Cause, y.Cause)) })
	return missing
}

// Equal reports whether the two say the same.
func (a Agreement) Equal(b Agreement) bool {
	return a.spec.Group == b.spec.Group && slices.Equal(a.spec.Acceptances, b.spec.Acceptances) &&
		slices.EqualFunc(a.spec.Rounds, b.spec.Rounds, func(x, y Round) bool {
			return x.From == y.From && x.Cause == y.Cause && x.Terms.Equal(y.Terms)
		})
}

// MarshalJSON writes the description, null for the zero Agreement.
func (a Agreement) MarshalJSON() ([]byte, error) {
	if a.spec.Group.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(a.spec)
}

// UnmarshalJSON reads a description strictly and checks it as [NewAgreement] does; a
// changes only if all of it is right.
func (a *Agreement) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		*a = Agreement{}
		return nil
	}
	var spec AgreementSpec
	if err := therapy.UnmarshalStrict(data, &spec); err != nil {
		return err
	}
	read, err := NewAgreement(spec)
	if err == nil {
		*a = read
	}
	return err
}
