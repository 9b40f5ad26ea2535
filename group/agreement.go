package group

import (
	"cmp"
	"iter"
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Cause says why there is a new round of an agreement. The zero Cause is unstated and
// refused.
type Cause uint8

// The causes of a round of acceptance.
const (
	// FirstAgreement is the cause of the first round.
	FirstAgreement Cause = iota + 1
	// TermsChanged means that the terms differ from those of the previous round.
	TermsChanged
	// MemberJoined means that a member is new or has come back. The agreement is between all
	// members, so everybody accepts again.
	MemberJoined
	// AfterBreach means that the agreement was broken.
	AfterBreach
	// PeriodicReview means a regular review without another cause.
	PeriodicReview

	numCauses
)

//enum:names Cause
var causeNames = [numCauses]string{
	FirstAgreement: "first", TermsChanged: "terms-changed", MemberJoined: "member-joined", AfterBreach: "after-breach",
	PeriodicReview: "review",
}

// Round is one version of an agreement, which every member has to accept. Rounds are numbered
// from 1 in the order of their days. The zero Round is not valid.
type Round struct {
	// From is the first day of the round.
	From therapy.Date `json:"from" kind:"attendance"`
	// Cause says why there is a round.
	Cause Cause `json:"cause" kind:"treatment-plan"`
	// Terms are the agreed terms. Only rounds with the causes [FirstAgreement] and
	// [TermsChanged] can have new terms.
	Terms Terms `json:"terms"`
}

// Acceptance says that one person accepts one round. The zero Acceptance is not valid.
type Acceptance struct {
	confidential.Hidden
	// Member is the person who accepts.
	Member confidential.PersonID `json:"member" kind:"identity,subject"`
	// Round is the number of the round, from 1.
	Round int `json:"round" kind:"treatment-plan"`
	// On is the day, not before the round's first.
	On therapy.Date `json:"on" kind:"attendance"`
	// LeakageShown says that the person has been shown [LeakageStatement], and
	// LeakageAcknowledged that they have said that they understood it. Both are required.
	LeakageShown        bool `json:"leakageShown" kind:"treatment-plan"`
	LeakageAcknowledged bool `json:"leakageAcknowledged" kind:"treatment-plan"`
	// Error says that the entry was made in error; it then does not count.
	Error care.Correction `json:"error,omitzero"`
}

// AgreementSpec describes an agreement. Fill it in; [NewAgreement] checks it. The zero
// AgreementSpec is not valid.
type AgreementSpec struct {
	confidential.Hidden
	// Group is the id of the group.
	Group care.GroupID `json:"group" kind:"attendance"`
	// Rounds are the versions of the agreement, first to last.
	Rounds []Round `json:"rounds"`
	// Acceptances say who accepted which round, in any order.
	Acceptances []Acceptance `json:"acceptances,omitempty"`
}

// Agreement is the agreement of the members of a group, with all its versions, and who has
// accepted which version when.
//
// [NewAgreement] makes it. It is immutable and may be shared between goroutines;
// [Agreement.Change], [Agreement.Renew] and [Agreement.Accept] return a new one. With the
// zero Agreement nobody has accepted anything.
type Agreement struct {
	confidential.Hidden
	_    [0]func() // has lists inside: compare with Equal
	spec AgreementSpec
}

// NewAgreement checks the description, reporting everything wrong at once, and copies it. It
// sorts acceptances by day.
func NewAgreement(spec AgreementSpec) (Agreement, error) {
	if err := spec.Validate(); err != nil {
		return Agreement{}, err
	}
	spec = spec.clone()
	slices.SortStableFunc(spec.Acceptances, func(a, b Acceptance) int {
		return cmp.Or(a.On.Compare(b.On), cmp.Compare(a.Round, b.Round), a.Member.Compare(b.Member))
	})
	return Agreement{spec: spec}, nil
}

// Validate reports everything wrong with the description at once.
func (s AgreementSpec) Validate() error {
	var c therapy.Check
	c.RecordID("/group", "group-id", string(s.Group))
	if len(s.Rounds) == 0 {
		c.Wrong("/rounds", "agreement-empty", "at least one round", therapy.ErrRequired)
	}
	for i, round := range s.Rounds {
		place := "/rounds/" + strconv.Itoa(i)
		c.Part(place+"/terms", round.Terms.Validate())
		switch {
		case round.From.IsZero():
			c.Stated(place+"/from", "round-from", false)
		case i > 0 && !s.Rounds[i-1].From.Before(round.From):
			c.Wrong(place+"/from", "round-order", "a later day than that of the round before", therapy.ErrRange)
		}
		switch {
		case !round.Cause.Valid():
			c.Stated(place+"/cause", "round-cause", false)
		case (round.Cause == FirstAgreement) != (i == 0):
			c.Wrong(place+"/cause", "round-first", "the first round, and no other, is the first agreement", therapy.ErrContradiction)
		case i > 0 && (round.Cause == TermsChanged) == round.Terms.Equal(s.Rounds[i-1].Terms):
			c.Wrong(place+"/terms", "round-terms", "new terms if the cause is a change of terms, otherwise the terms of the previous round", therapy.ErrContradiction)
		}
	}
	seen := map[Acceptance]bool{}
	for i, a := range s.Acceptances {
		place := "/acceptances/" + strconv.Itoa(i)
		c.Part(place, a.validate(s.Rounds))
		if a.Error.IsZero() {
			therapy.CheckOnce(&c, seen, Acceptance{Member: a.Member, Round: a.Round, On: a.On}, place, "acceptance-twice")
		}
	}
	return c.Err()
}

func (a Acceptance) validate(rounds []Round) error {
	var c therapy.Check
	person(&c, "/member", a.Member)
	switch {
	case a.On.IsZero():
		c.Stated("/on", "acceptance-date", false)
	case a.Round < 1 || a.Round > len(rounds):
		c.Wrong("/round", "acceptance-round", "the number of a round, from 1", therapy.ErrReference)
	case a.On.Before(rounds[a.Round-1].From):
		c.Wrong("/on", "acceptance-early", "not before the round's first day", therapy.ErrRange)
	case a.Round < len(rounds) && !a.On.Before(rounds[a.Round].From):
		c.Wrong("/round", "acceptance-stale", "the round that is valid on that day", therapy.ErrConflict)
	}
	if !a.LeakageShown {
		c.Wrong("/leakageShown", "leakage-shown", "the statement on leakage is shown before the person accepts", therapy.ErrRequired)
	}
	if !a.LeakageAcknowledged {
		c.Wrong("/leakageAcknowledged", "leakage-acknowledged", "the person confirms that they have understood it", therapy.ErrRequired)
	}
	c.Part("/error", a.Error.Validate())
	return c.Err()
}

func (s AgreementSpec) clone() AgreementSpec {
	s.Rounds = slices.Clone(s.Rounds)
	for i := range s.Rounds {
		s.Rounds[i].Terms = s.Rounds[i].Terms.clone()
	}
	s.Acceptances = slices.Clone(s.Acceptances)
	for i := range s.Acceptances {
		s.Acceptances[i].Error = s.Acceptances[i].Error.Canonical()
	}
	return s
}

// Spec returns a copy of the description.
func (a Agreement) Spec() AgreementSpec { return a.spec.clone() }

// Group returns the id of the group.
func (a Agreement) Group() care.GroupID { return a.spec.Group }

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

// RoundOn returns the number of the current round on that day, 0 before the first.
func (a Agreement) RoundOn(on therapy.Date) int {
	n := 0
	for i, round := range a.spec.Rounds {
		if !on.Before(round.From) {
			n = i + 1
		}
	}
	return n
}

// TermsOn returns the terms that apply on that day, and whether there are any.
func (a Agreement) TermsOn(on therapy.Date) (Terms, bool) {
	n := a.RoundOn(on)
	if n == 0 {
		return Terms{}, false
	}
	return a.spec.Rounds[n-1].Terms.clone(), true
}

// Change returns the agreement with new terms from that day on, which everybody has to accept
// again. Equal terms are a [therapy.ErrContradiction].
func (a Agreement) Change(terms Terms, from therapy.Date) (Agreement, error) {
	return a.round(Round{From: from, Cause: TermsChanged, Terms: terms})
}

// Renew returns the agreement with the same terms, which everybody has to accept again from
// that day on: because somebody joined, after a breach, or in a review.
func (a Agreement) Renew(cause Cause, from therapy.Date) (Agreement, error) {
	if len(a.spec.Rounds) == 0 {
		return Agreement{}, fail("/rounds", "agreement-empty", "at least one round", therapy.ErrRequired)
	}
	return a.round(Round{From: from, Cause: cause, Terms: a.spec.Rounds[len(a.spec.Rounds)-1].Terms})
}

func (a Agreement) round(r Round) (Agreement, error) {
	spec := a.Spec()
	spec.Rounds = append(spec.Rounds, r)
	return NewAgreement(spec)
}

// Accept returns the agreement with one more acceptance. The round has to be the current one
// on that day.
func (a Agreement) Accept(acceptance Acceptance) (Agreement, error) {
	spec := a.Spec()
	spec.Acceptances = append(spec.Acceptances, acceptance)
	return NewAgreement(spec)
}

// Void returns the agreement with the acceptance of the person on that day marked as entered
// in error. It stays on record but does not count.
func (a Agreement) Void(person confidential.PersonID, on therapy.Date, why care.Correction) (Agreement, error) {
	spec := a.Spec()
	i := slices.IndexFunc(spec.Acceptances, func(b Acceptance) bool { return b.Member == person && b.On == on && b.Error.IsZero() })
	if i < 0 {
		return Agreement{}, fail("/member", "void-unknown", "an acceptance recorded for that day", therapy.ErrReference)
	}
	if err := correct(&spec.Acceptances[i].Error, "/acceptances/"+strconv.Itoa(i), why); err != nil {
		return Agreement{}, err
	}
	return NewAgreement(spec)
}

// Follows reports every reason why the agreement cannot be a later state of earlier: a
// missing round, a round with other terms, a missing acceptance. Rounds and acceptances are
// append-only; an acceptance can be marked as entered in error.
func (a Agreement) Follows(earlier Agreement) error {
	var c therapy.Check
	if a.spec.Group != earlier.spec.Group {
		c.Wrong("/group", "agreement-group", "the same group", therapy.ErrConflict)
	}
	for i, was := range earlier.spec.Rounds {
		if i >= len(a.spec.Rounds) || !a.spec.Rounds[i].equal(was) {
			c.Wrong("/rounds/"+strconv.Itoa(i), "round-rewritten", "a round that was agreed stays as it was", therapy.ErrTransition)
		}
	}
	for i, was := range earlier.spec.Acceptances {
		if !slices.ContainsFunc(a.spec.Acceptances, func(now Acceptance) bool {
			unmark(&now.Error, was.Error)
			return now == was
		}) {
			c.Wrong("/acceptances/"+strconv.Itoa(i), "acceptance-rewritten", "an acceptance is marked as entered in error", therapy.ErrTransition)
		}
	}
	return c.Err()
}

// Acceptances yields all acceptances, ordered by day, round and id, including those entered
// in error.
func (a Agreement) Acceptances() iter.Seq[Acceptance] { return slices.Values(a.spec.Acceptances) }

// Standing says whether a person has accepted the agreement. The zero Standing is unstated
// and counts as not accepted.
type Standing uint8

// The standings.
const (
	// NotAccepted means that the person has accepted no round.
	NotAccepted Standing = iota + 1
	// RenewalDue means that the person has accepted an earlier round but not the current one.
	RenewalDue
	// Accepted means that the person has accepted the current round.
	Accepted

	numStandings
)

//enum:names Standing
var standingNames = [numStandings]string{NotAccepted: "not-accepted", RenewalDue: "renewal-due", Accepted: "accepted"}

// Counts reports whether attendance counts with this standing: it does once the person has
// accepted a round. A due renewal does not change that.
func (s Standing) Counts() bool { return s == Accepted || s == RenewalDue }

// Standing returns the person's standing on that day. Acceptances before since do not count:
// since is the day on which the present stay, or the preparation for it, began, so that a
// person who comes back has to accept again. With a zero since all acceptances count.
func (a Agreement) Standing(person confidential.PersonID, on, since therapy.Date) Standing {
	latest := 0
	for _, acceptance := range a.spec.Acceptances {
		if acceptance.Error.IsZero() && acceptance.Member == person && !on.Before(acceptance.On) && !acceptance.On.Before(since) {
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

// StandingIn returns the standing of a member on that day. It counts only acceptances after
// the member's earlier stays in the roster. For a person who is not a member on that day it
// returns NotAccepted.
func (a Agreement) StandingIn(r Roster, person confidential.PersonID, on therapy.Date) Standing {
	present, member := r.MembershipOn(person, on)
	if !member {
		return NotAccepted
	}
	var since therapy.Date
	for e := range r.MembershipsOf(person) {
		if e.counts() && e.Ended() && e.Left.Before(present.Joined) {
			since = e.Left.AddDays(1)
		}
	}
	return a.Standing(person, on, since)
}

// Outstanding returns the members on that day who have not accepted the current round,
// ordered by id, with their standing.
func (a Agreement) Outstanding(r Roster, on therapy.Date) iter.Seq2[confidential.PersonID, Standing] {
	return func(yield func(confidential.PersonID, Standing) bool) {
		for _, member := range r.MembersOn(on) {
			if s := a.StandingIn(r, member, on); s != Accepted && !yield(member, s) {
				return
			}
		}
	}
}

// Renewal is a day from which members have to accept an agreement again, and why. The zero
// Renewal is none.
type Renewal struct {
	// On is the day from which members have to accept the agreement again.
	On therapy.Date `json:"on,omitzero"`
	// Cause is [MemberJoined] or [AfterBreach].
	Cause Cause `json:"cause,omitzero"`
}

// RenewalsMissing returns the renewals that should have been made up to and including the
// day, and were not: after somebody joined after the group's start, and after breaches in the
// sessions. People who join before the start accept the first round like everybody else. A
// round renews the agreement for everything up to its first day. The renewals are ordered by
// day, joining before breach, each once. The sessions may come in any order, and may be nil.
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
		if e.counts() && started && start.Before(e.Joined) && a.spec.Rounds[0].From.Before(e.Joined) {
			need(e.Joined, MemberJoined)
		}
	}
	if sessions != nil {
		for s := range sessions {
			if s.Meeting().Group() == a.spec.Group && s.BreaksAgreement() {
				need(s.On(), AfterBreach)
			}
		}
	}
	slices.SortFunc(missing, func(x, y Renewal) int { return cmp.Or(x.On.Compare(y.On), cmp.Compare(x.Cause, y.Cause)) })
	return missing
}

// Equal reports whether the two say the same.
func (a Agreement) Equal(b Agreement) bool {
	return a.spec.Group == b.spec.Group && slices.Equal(a.spec.Acceptances, b.spec.Acceptances) &&
		slices.EqualFunc(a.spec.Rounds, b.spec.Rounds, Round.equal)
}

func (r Round) equal(q Round) bool {
	return r.From == q.From && r.Cause == q.Cause && r.Terms.Equal(q.Terms)
}
