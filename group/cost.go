package group

import (
	"cmp"
	"errors"
	"math"
	"math/bits"
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Money is an exact amount in the smallest unit of a currency: pence, cents. The
// zero Money is no amount in no currency.
type Money struct {
	// Minor is the amount in minor units. It may be negative in a correction.
	Minor int64 `json:"minor"`
	// Currency is an ISO 4217 code such as "GBP": three upper-case letters.
	Currency string `json:"currency"`
}

// Validate reports a currency that is not of the documented form.
func (m Money) Validate() error {
	ok := len(m.Currency) == 3
	for i := range len(m.Currency) {
		ok = ok && 'A' <= m.Currency[i] && m.Currency[i] <= 'Z'
	}
	if !ok {
		return fail("/currency", "money-currency", "three upper-case letters", therapy.ErrSyntax)
	}
	return nil
}

// FeeBasis is what a fee is for. The zero FeeBasis is unstated and refused.
type FeeBasis uint8

// What a fee can be for.
const (
	// PerAttendee is a price for each person who comes: the total grows with them.
	PerAttendee FeeBasis = iota + 1
	// PerMeeting is a price for the meeting, shared among those it is shared by.
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
	// Basis is what the amount is for.
	Basis FeeBasis `json:"basis"`
	// Amount is the price, not negative.
	Amount Money `json:"amount"`
	// MissedDue says that somebody who stays away without having said so pays as if
	// they had come.
	MissedDue bool `json:"missedDue,omitempty"`
}

// Validate reports everything wrong with the fee at once.
func (f Fee) Validate() error {
	var errs []error
	if !f.Basis.Valid() {
		errs = append(errs, fail("/basis", "fee-basis", "", therapy.ErrRequired))
	}
	errs = append(errs, therapy.At("/amount", f.Amount.Validate()))
	if f.Amount.Minor < 0 {
		errs = append(errs, fail("/amount/minor", "fee-amount", "not negative", therapy.ErrRange))
	}
	return errors.Join(errs...)
}

// Charge is what one person owes. The zero Charge is nobody's.
type Charge struct {
	// Member is who.
	Member confidential.PersonID `json:"member"`
	// Amount is how much.
	Amount Money `json:"amount"`
}

// Charges returns what each of those who pay owes for one meeting, by id. For
// [PerMeeting] the amount is shared evenly by [Split], so that the charges always
// sum to it exactly; the first by id pay the units left over. For [PerAttendee] each
// owes the amount. For [PerCourse] there is nothing to pay for a single meeting, and
// the list is empty.
//
// payers are those who came, and with MissedDue those who should have; nobody may
// stand twice. A meeting fee with nobody to pay it is a [therapy.ErrConflict]: the
// money must not vanish.
func (f Fee) Charges(payers []confidential.PersonID) ([]Charge, error) {
	if err := f.Validate(); err != nil {
		return nil, err
	}
	sorted := slices.SortedFunc(slices.Values(payers), confidential.PersonID.Compare)
	for i, id := range sorted {
		switch {
		case id.IsZero():
			return nil, fail("/payers", "person-id", idForm, therapy.ErrRequired)
		case i > 0 && id == sorted[i-1]:
			return nil, fail("/payers", "payer-twice", "", therapy.ErrDuplicate)
		}
	}
	charges := make([]Charge, len(sorted))
	switch f.Basis {
	case PerCourse:
		return nil, nil
	case PerAttendee:
		for i, id := range sorted {
			charges[i] = Charge{Member: id, Amount: f.Amount}
		}
	case PerMeeting:
		if len(sorted) == 0 {
			return nil, fail("/payers", "payer-missing", "at least one to share a meeting's fee", therapy.ErrConflict)
		}
		for i, share := range Split(f.Amount.Minor, len(sorted)) {
			charges[i] = Charge{Member: sorted[i], Amount: Money{Minor: share, Currency: f.Amount.Currency}}
		}
	case 0, numFeeBases:
	}
	return charges, nil
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

// Share divides total in proportion to the weights, so that the shares sum to total
// exactly: each gets its proportion rounded towards zero, and the units left over
// go one each to the largest remainders, ties to the earlier place. That is the
// method of largest remainders (Hamilton's). A weight can be minutes attended, or
// one for everybody.
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
		return nil, fail("/weights", "weight-missing", "at least one above zero", therapy.ErrRequired)
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

// Counting is how a group session is counted as work done: systems count it once
// for every attendee, once for the meeting, or with a coefficient between. The
// zero Counting is unstated and refused.
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

// Units returns how much a meeting counts; 0 for an invalid way, for negative
// numbers and where nobody came.
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
