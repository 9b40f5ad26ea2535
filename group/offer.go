package group

import (
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// OfferAnswer is what became of an offer. The zero OfferAnswer is none: the place is
// held, or the hold has expired.
type OfferAnswer uint8

// The answers to an offer.
const (
	// OfferAccepted was taken.
	OfferAccepted OfferAnswer = iota + 1
	// OfferDeclined was not wanted.
	OfferDeclined
	// OfferWithdrawn was taken back by the service.
	OfferWithdrawn

	numOfferAnswers
)

//enum:names OfferAnswer
var offerAnswerNames = [numOfferAnswers]string{OfferAccepted: "accepted", OfferDeclined: "declined", OfferWithdrawn: "withdrawn"}

// OfferStatus is where an offer stands on a day. The zero OfferStatus is that of an
// offer that has not been made yet.
type OfferStatus uint8

// The statuses of an offer.
const (
	// OfferHeld is open: the place is kept for the person.
	OfferHeld OfferStatus = iota + 1
	// OfferExpired was not answered in time, so that the place is free again.
	OfferExpired
	// OfferAnswered was accepted, declined or taken back.
	OfferAnswered

	numOfferStatuses
)

//enum:names OfferStatus
var offerStatusNames = [numOfferStatuses]string{OfferHeld: "held", OfferExpired: "expired", OfferAnswered: "answered"}

// Offer is a place offered to somebody who waits, and held for them until a day. A hold
// expires by itself: nobody has to write anything down for the place to be free again.
// The zero Offer is not valid.
type Offer struct {
	confidential.Hidden
	// Made is the day of the offer, and By who made it.
	Made therapy.Date          `json:"made" kind:"attendance"`
	By   confidential.PersonID `json:"by" kind:"identity,professional"`
	// HoldUntil is the last day on which the place is held.
	HoldUntil therapy.Date `json:"holdUntil" kind:"attendance"`
	// PassedOver are those who were ahead in the list and were not offered the place,
	// each with why.
	PassedOver []PassedOver `json:"passedOver,omitempty"`
	// Answer is what became of the offer and Answered the day; zero where nobody has
	// answered. Reason is why it was declined or taken back.
	Answer   OfferAnswer  `json:"answer,omitzero" kind:"treatment-plan"`
	Answered therapy.Date `json:"answered,omitzero" kind:"attendance"`
	Reason   care.Reason  `json:"reason,omitempty" kind:"treatment-plan"`
}

// PassedOver is somebody who waited longer or more urgently and did not get the place
// that somebody behind them got. The zero PassedOver is not valid.
type PassedOver struct {
	confidential.Hidden
	// Person is who was passed over.
	Person confidential.PersonID `json:"person" kind:"identity,about"`
	// Reason is why, such as [ReasonTimesDoNotFit].
	Reason care.Reason `json:"reason" kind:"third-party"`
}

// Reasons for passing somebody over.
const (
	// ReasonTimesDoNotFit: the person cannot come at the times of the group.
	ReasonTimesDoNotFit care.Reason = "times-do-not-fit"
	// ReasonNotReached: the person did not answer when the service got in touch.
	ReasonNotReached care.Reason = "not-reached"
	// ReasonOfferDeclined: the person does not want this place and goes on waiting.
	ReasonOfferDeclined care.Reason = "offer-declined"
	// ReasonNotPrepared: the person has something to prepare first.
	ReasonNotPrepared care.Reason = "not-prepared"
	// ReasonComposition: the person does not fit with those who are in the group.
	ReasonComposition care.Reason = "composition"
	// ReasonPlannedTogether is a plan for several groups at once, which placed
	// everybody's needs against one another.
	ReasonPlannedTogether care.Reason = "planned-together"
)

// StatusOn returns where the offer stands on that day. The last day of the hold still
// counts, and so does the day of the answer as answered.
func (o Offer) StatusOn(day therapy.Date) OfferStatus {
	switch {
	case day.IsZero() || day.Before(o.Made):
		return 0
	case o.Answer != 0 && !day.Before(o.Answered):
		return OfferAnswered
	case o.HoldUntil.Before(day):
		return OfferExpired
	default:
		return OfferHeld
	}
}

// over is the first day on which the place is no longer held by the offer.
func (o Offer) over() therapy.Date {
	if o.Answer != 0 {
		return o.Answered
	}
	return o.HoldUntil.AddDays(1)
}

func (o Offer) validate() error {
	var c therapy.Check
	c.Stated("/made", "offer-made", !o.Made.IsZero())
	person(&c, "/by", o.By)
	switch {
	case o.HoldUntil.IsZero():
		c.Wrong("/holdUntil", "offer-hold", "the last day on which the place is held", therapy.ErrRequired)
	case o.HoldUntil.Before(o.Made):
		c.Wrong("/holdUntil", "offer-hold", "not before the day of the offer", therapy.ErrRange)
	}
	c.Part("", validatePassedOver(o.PassedOver))
	switch {
	case o.Answer != 0 && !o.Answer.Valid():
		c.Wrong("/answer", "offer-answer", "", therapy.ErrUnknown)
	case (o.Answer == 0) != o.Answered.IsZero():
		c.Wrong("/answered", "offer-answered", "an answer has a day, and a day has an answer", therapy.ErrRequired)
	case o.Answer != 0 && (o.Answered.Before(o.Made) || o.HoldUntil.Before(o.Answered)):
		c.Wrong("/answered", "offer-answered", "while the place was held", therapy.ErrRange)
	}
	c.OptionalName("/reason", "reason-name", string(o.Reason))
	if declined := o.Answer == OfferDeclined || o.Answer == OfferWithdrawn; declined != (o.Reason != "") {
		c.Wrong("/reason", "offer-reason", "why it was declined or taken back, and only then", therapy.ErrRequired)
	}
	return c.Err()
}

func validatePassedOver(list []PassedOver) error {
	var c therapy.Check
	seen := map[confidential.PersonID]bool{}
	for i, p := range list {
		place := "/passedOver/" + strconv.Itoa(i)
		person(&c, place+"/person", p.Person)
		therapy.CheckOnce(&c, seen, p.Person, place+"/person", "passed-over-twice")
		c.Name(place+"/reason", "passed-over-reason", string(p.Reason))
	}
	return c.Err()
}

func (o Offer) clone() Offer {
	o.PassedOver = slices.Clone(o.PassedOver)
	return o
}

func (o Offer) equal(p Offer) bool {
	return o.Made == p.Made && o.By == p.By && o.HoldUntil == p.HoldUntil && slices.Equal(o.PassedOver, p.PassedOver) &&
		o.Answer == p.Answer && o.Answered == p.Answered && o.Reason == p.Reason
}
