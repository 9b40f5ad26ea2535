package group

import (
	"cmp"
	"iter"
	"math"
	"math/bits"
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// FeeBasis says what a fee is for. The zero FeeBasis is unstated and refused.
type FeeBasis uint8

// The bases of a fee.
const (
	// PerAttendee is a price for each person who comes: the total grows with them.
	PerAttendee FeeBasis = iota + 1
	// PerMeeting is a price for the meeting, shared among the payers.
	PerMeeting
	// PerCourse is a fixed price of each person for the whole course, whether they
	// come or not.
	PerCourse

	numFeeBases
)

//enum:names FeeBasis
var feeBasisNames = [numFeeBases]string{PerAttendee: "per-attendee", PerMeeting: "per-meeting", PerCourse: "per-course"}

// Fee is a price and what it is for. The zero Fee is not valid.
type Fee struct {
	// Basis says what the amount is for.
	Basis FeeBasis `json:"basis" kind:"treatment-plan"`
	// Amount is the price, not negative.
	Amount Money `json:"amount" kind:"treatment-plan"`
	// MissedDue says that a person who misses a session without notice in time pays as if
	// they had come.
	MissedDue bool `json:"missedDue,omitempty" kind:"treatment-plan"`
}

// Validate reports everything wrong with the fee at once.
func (f Fee) Validate() error {
	var c therapy.Check
	c.Stated("/basis", "fee-basis", f.Basis.Valid())
	c.Part("/amount", f.Amount.Validate())
	if f.Amount.Minor < 0 {
		c.Wrong("/amount/minor", "fee-amount", "not negative", therapy.ErrRange)
	}
	return c.Err()
}

// Payer is a person who pays for a meeting. The zero Payer is not valid.
type Payer struct {
	confidential.Hidden
	// Member is the person.
	Member confidential.PersonID `json:"member" kind:"identity,subject"`
	// Own is what they pay instead of the fee ([Membership.OwnFee]), nil for the usual fee.
	Own *Money `json:"own,omitempty" kind:"treatment-plan"`
}

// Charge is what one person owes. The zero Charge has no person.
type Charge struct {
	confidential.Hidden
	// Member is the person.
	Member confidential.PersonID `json:"member" kind:"identity,subject"`
	// Amount is what they owe.
	Amount Money `json:"amount" kind:"treatment-plan"`
}

// Bill is the cost of a meeting and who pays it: the charges and the service's part always
// sum to the total. The zero Bill is zero in all parts.
type Bill struct {
	confidential.Hidden
	// Total is what the meeting costs at the fee.
	Total Money `json:"total" kind:"treatment-plan"`
	// Charges are what the payers owe, by id.
	Charges []Charge `json:"charges,omitempty"`
	// Service is the part that the service pays because some members pay less than the fee;
	// it is negative if own fees bring in more than the total.
	Service Money `json:"service" kind:"treatment-plan"`
}

// Bill returns what each payer owes for one meeting. For [PerMeeting], [Split] divides the
// fee evenly; the first payers by id pay the remaining units. For [PerAttendee] each owes the
// fee. For [PerCourse] there is nothing to pay for a single meeting, and the bill is zero.
//
// A payer with an own fee pays that fee. This does not change what the others pay: the
// service pays the difference. So nobody can tell from their own charge what another member
// pays.
//
// payers are the people who came and, with MissedDue, those who should have come; nobody may
// be repeated. A meeting fee without any payer is a [therapy.ErrConflict], since the amount
// must not get lost.
func (f Fee) Bill(payers []Payer) (Bill, error) {
	if err := f.Validate(); err != nil {
		return Bill{}, err
	}
	payers = slices.SortedStableFunc(slices.Values(payers), func(a, b Payer) int { return a.Member.Compare(b.Member) })
	var c therapy.Check
	seen := map[confidential.PersonID]bool{}
	for i, p := range payers {
		place := "/payers/" + strconv.Itoa(i)
		person(&c, place+"/member", p.Member)
		therapy.CheckOnce(&c, seen, p.Member, place+"/member", "payer-twice")
		switch {
		case p.Own == nil:
		case p.Own.Currency != f.Amount.Currency:
			c.Wrong(place+"/own/currency", "own-fee-currency", "the currency of the fee", therapy.ErrContradiction)
		case p.Own.Minor < 0 || p.Own.Minor > maxOwnFee:
			c.Wrong(place+"/own/minor", "fee-amount", "not negative", therapy.ErrRange)
		}
	}
	shares := make([]int64, len(payers))
	switch {
	case f.Basis == PerCourse:
		payers = nil
	case f.Basis == PerMeeting && len(payers) == 0:
		c.Wrong("/payers", "payer-missing", "at least one person to share the fee of a meeting", therapy.ErrConflict)
	case f.Basis == PerMeeting:
		shares = Split(f.Amount.Minor, len(payers))
	case f.Amount.Minor > math.MaxInt64/2/int64(len(payers)+1):
		c.Wrong("/amount/minor", "fee-amount", "a sum that fits into an int64", therapy.ErrRange)
	default:
		for i := range shares {
			shares[i] = f.Amount.Minor
		}
	}
	if err := c.Err(); err != nil {
		return Bill{}, err
	}
	bill := Bill{Total: Money{Currency: f.Amount.Currency}, Service: Money{Currency: f.Amount.Currency}}
	for i, p := range payers {
		amount := Money{Minor: shares[i], Currency: f.Amount.Currency}
		bill.Total.Minor += shares[i]
		if p.Own != nil {
			amount = *p.Own
			bill.Service.Minor += shares[i] - amount.Minor
		}
		bill.Charges = append(bill.Charges, Charge{Member: p.Member, Amount: amount})
	}
	return bill, nil
}

// maxOwnFee keeps sums of own fees inside an int64.
const maxOwnFee = 1 << 40

// Bills returns the bill of each session of the group that took place, ordered by day. It
// uses the terms of that day. The payers are the members who came and, if missed sessions are
// due, those who were absent without notice in time, each with their own fee. A session
// counts once, however often it occurs; guests pay nothing. There is no bill for sessions on
// days without a fee, or with a fee for the whole course.
func Bills(r Roster, a Agreement, sessions iter.Seq[Session]) ([]SessionBill, error) {
	var c therapy.Check
	var all []SessionBill
	for _, s := range heldSessions(r, sessions) {
		terms, _ := a.TermsOn(s.On())
		if terms.Fee == nil || terms.Fee.Basis == PerCourse {
			continue
		}
		var payers []Payer
		for attendee := range s.Meeting().Attendees() {
			m, member := r.MembershipOn(attendee.Client, s.On())
			missed := terms.Fee.MissedDue && (attendee.Attendance == care.DidNotAttend || attendee.Attendance == care.CancelledLate)
			if member && attendee.Counts() && (attendee.Attendance.Present() || missed) {
				payers = append(payers, Payer{Member: attendee.Client, Own: m.OwnFee})
			}
		}
		bill, err := terms.Fee.Bill(payers)
		c.Part("/sessions/"+strconv.Itoa(len(all)), err)
		all = append(all, SessionBill{Session: s.Meeting().ID(), On: s.On(), Bill: bill})
	}
	if err := c.Err(); err != nil {
		return nil, err
	}
	return all, nil
}

// SessionBill is the bill of one session. The zero SessionBill is of none.
type SessionBill struct {
	confidential.Hidden
	// Session is the session, and On its day.
	Session care.SessionID `json:"session" kind:"attendance"`
	On      therapy.Date   `json:"on" kind:"attendance"`
	// Bill says what it costs and who pays.
	Bill Bill `json:"bill"`
}

// Split divides total into n shares that differ by at most one and sum to total
// exactly. The first shares are the larger ones in absolute amount. It returns nil
// for n below one.
func Split(total int64, n int) []int64 {
	if n < 1 {
		return nil
	}
	shares := make([]int64, n)
	quotient, remainder := total/int64(n), total%int64(n)
	for i := range shares {
		shares[i] = quotient
		switch {
		case int64(i) < remainder:
			shares[i]++
		case int64(i) < -remainder:
			shares[i]--
		}
	}
	return shares
}

// Share divides total in proportion to the weights, so that the shares sum exactly to total.
// Each share is rounded towards zero, and the remaining units go one each to the shares with
// the largest remainders; of equal remainders the earlier share comes first. This is the
// largest remainder method (Hamilton's method). A weight can be minutes attended, or one for
// everybody.
//
// At least one weight has to be positive and none negative; their sum must fit into
// an int64.
func Share(total int64, weights []int64) ([]int64, error) {
	sum := uint64(0)
	for i, w := range weights {
		if w < 0 {
			return nil, fail(therapy.Pointer("weights", strconv.Itoa(i)), "weight-negative", "zero or more", therapy.ErrRange)
		}
		if sum += uint64(w); sum > math.MaxInt64 {
			return nil, fail("/weights", "weight-sum", "at most the greatest int64", therapy.ErrRange)
		}
	}
	if sum == 0 {
		return nil, fail("/weights", "weight-missing", "at least one weight above zero", therapy.ErrRequired)
	}
	// The product of amount and weight can take 128 bits; the quotient cannot.
	amount, negative := uint64(total), total < 0
	if negative {
		amount = -amount
	}
	shares := make([]int64, len(weights))
	remainders := make([]uint64, len(weights))
	order := make([]int, len(weights))
	left := amount
	for i, w := range weights {
		hi, lo := bits.Mul64(amount, uint64(w))
		quotient, remainder := bits.Div64(hi, lo, sum)
		shares[i], remainders[i], order[i] = int64(quotient), remainder, i
		left -= quotient
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(remainders[j], remainders[i]) })
	for _, i := range order[:left] {
		shares[i]++
	}
	if negative {
		for i := range shares {
			shares[i] = -shares[i]
		}
	}
	return shares, nil
}

// Counting says how a group session counts as work done: systems count it once for every
// attendee, once for the meeting, or in another way. The zero Counting is unstated and
// refused.
type Counting uint8

// The ways of counting.
const (
	// CountAttendees counts one for each person who came.
	CountAttendees Counting = iota + 1
	// CountMeetings counts one for the meeting, if anybody came.
	CountMeetings
	// CountLeaders counts one for each leader of the meeting, if anybody came.
	CountLeaders

	numCountings
)

//enum:names Counting
var countingNames = [numCountings]string{CountAttendees: "attendees", CountMeetings: "meetings", CountLeaders: "leaders"}

// Units returns how much a meeting counts. It is 0 for an invalid Counting, for negative
// numbers, and if nobody came.
func (c Counting) Units(attendees, leaders int) int {
	if attendees <= 0 {
		return 0
	}
	switch c {
	case CountAttendees:
		return attendees
	case CountMeetings:
		return 1
	case CountLeaders:
		return max(0, leaders)
	case 0, numCountings:
	}
	return 0
}
