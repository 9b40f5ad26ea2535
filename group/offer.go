package group

import (
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// OfferAnswer is the answer to an offer. The zero OfferAnswer means that there is none: the
// place is held, or the hold has expired.
type OfferAnswer uint8

// The answers to an offer.
const (
	// OfferAccepted means that the person accepted the place.
	OfferAccepted OfferAnswer = iota + 1
	// OfferDeclined means that the person declined the place.
	OfferDeclined
	// OfferWithdrawn means that the service withdrew the offer.
	OfferWithdrawn

	numOfferAnswers
)

//enum:names OfferAnswer
var offerAnswerNames = [numOfferAnswers]string{OfferAccepted: "accepted", OfferDeclined: "declined", OfferWithdrawn: "withdrawn"}

// OfferStatus is the status of an offer on a day. The zero OfferStatus is that of an offer
// that has not been made yet.
type OfferStatus uint8

// The statuses of an offer.
const (
	// OfferHeld means that the offer is open and the place is held for the person.
	OfferHeld OfferStatus = iota + 1
	// OfferExpired means that there was no answer in time, so the place is free again.
	OfferExpired
	// OfferAnswered means that the offer was accepted, declined or withdrawn.
	OfferAnswered

	numOfferStatuses
)

//enum:names OfferStatus
var offerStatusNames = [numOfferStatuses]string{OfferHeld: "held", OfferExpired: "expired", OfferAnswered: "answered"}

// Offer is a place that is offered to a waiting person and held for them until a day. A hold
// expires automatically: no entry is needed to free the place again. The zero Offer is not
// valid.
type Offer struct {
	confidential.Hidden
	// Made is the day of the offer, and By who made it.
	Made therapy.Date          `json:"made" kind:"attendance"`
	By   confidential.PersonID `json:"by" kind:"identity,professional"`
	// HoldUntil is the last day on which the place is held.
	HoldUntil therapy.Date `json:"holdUntil" kind:"attendance"`
	// PassedOver are the people who were ahead on the list and were not offered the place,
	// each with a reason.
	PassedOver []PassedOver `json:"passedOver,omitempty"`
	// Answer is the answer to the offer, and Answered its day; zero if there is no answer.
	// Reason says why it was declined or withdrawn.
	Answer   OfferAnswer  `json:"answer,omitzero" kind:"treatment-plan"`
	Answered therapy.Date `json:"answered,omitzero" kind:"attendance"`
	Reason   care.Reason  `json:"reason,omitempty" kind:"treatment-plan"`
}

// PassedOver is a person who was ahead on the waiting list when another person got a place.
// The zero PassedOver is not valid.
type PassedOver struct {
	confidential.Hidden
	// Person is the person who was passed over.
	Person confidential.PersonID `json:"person" kind:"identity,about"`
	// Reason says why, such as [ReasonTimesDoNotFit].
	Reason care.Reason `json:"reason" kind:"third-party"`
}

// Reasons for passing over a person on the waiting list.
const (
	// ReasonTimesDoNotFit means that the person cannot come at the times of the group.
	ReasonTimesDoNotFit care.Reason = "times-do-not-fit"
	// ReasonNotReached means that the person did not answer when the service contacted them.
	ReasonNotReached care.Reason = "not-reached"
	// ReasonOfferDeclined means that the person does not want this place and continues to
	// wait.
	ReasonOfferDeclined care.Reason = "offer-declined"
	// ReasonNotPrepared means that the person has something to prepare first.
	ReasonNotPrepared care.Reason = "not-prepared"
	// ReasonComposition means that the person would not fit with the members of the group.
	ReasonComposition care.Reason = "composition"
	// ReasonPlannedTogether means that several groups were planned together, with the needs
	// of all people compared.
	ReasonPlannedTogether care.Reason = "planned-together"
)

// StatusOn returns the status of the offer on that day. On the last day of the hold it is
// still held, and on the day of the answer it is already answered.
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
		c.Wrong("/reason", "offer-reason", "the reason, if and only if the offer was declined or taken back", therapy.ErrRequired)
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
