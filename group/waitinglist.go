package group

import (
	"iter"
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Waits yields the whole waiting list with its past: the most urgent first, then the longest
// waiting, then by id. It includes waits that have ended or were entered in error.
func (r Roster) Waits() iter.Seq[Wait] {
	return func(yield func(Wait) bool) {
		for _, w := range r.spec.Waits {
			if !yield(w.clone()) {
				return
			}
		}
	}
}

// WaitingOn returns the people who wait on that day, in the order of the list.
func (r Roster) WaitingOn(on therapy.Date) []Wait {
	var found []Wait
	for _, w := range r.spec.Waits {
		if w.On(on) {
			found = append(found, w.clone())
		}
	}
	return found
}

// Enlist returns the roster with w added to the waiting list. The error is
// [therapy.ErrDuplicate] if the person already waits; a group that has ended has no waiting
// list.
func (r Roster) Enlist(w Wait) (Roster, error) {
	spec := r.Spec()
	spec.Waits = append(spec.Waits, w)
	return NewRoster(r.group, spec)
}

// Delist returns the roster with the wait of the person ended on that day without a place, by
// the person or by the service. The wait stays on record. The error is [therapy.ErrReference]
// if the person is not on the waiting list.
func (r Roster) Delist(person confidential.PersonID, on therapy.Date, end WaitEnd, why care.Reason) (Roster, error) {
	if end == WaitPlaced {
		return Roster{}, fail("/end", "delist-placed", "withdrawn or removed; Accept and Join give a place", therapy.ErrContradiction)
	}
	return r.changeWait(person, func(w *Wait) error {
		w.Ended, w.End, w.Reason = on, end, why
		return nil
	})
}

// Ahead returns the people who are before the person on the waiting list on that day and have
// no place held, in the order of the list: they are passed over if the person gets the next
// place. For a person who is not on the list, it returns everybody on it.
func (r Roster) Ahead(person confidential.PersonID, on therapy.Date) []confidential.PersonID {
	var ahead []confidential.PersonID
	for _, w := range r.spec.Waits {
		switch {
		case !w.On(on):
		case w.Person == person:
			return ahead
		case w.held(on) < 0:
			ahead = append(ahead, w.Person)
		}
	}
	return ahead
}

// PassOver lists everybody who is ahead of the person on that day ([Roster.Ahead]), all with
// the same reason. If the reasons differ, change the list.
func (r Roster) PassOver(person confidential.PersonID, on therapy.Date, why care.Reason) []PassedOver {
	var list []PassedOver
	for _, id := range r.Ahead(person, on) {
		list = append(list, PassedOver{Person: id, Reason: why})
	}
	return list
}

// namesAll checks that everybody who is ahead of the person is named.
func (r Roster) namesAll(list []PassedOver, person confidential.PersonID, on therapy.Date) error {
	for _, id := range r.Ahead(person, on) {
		if !slices.ContainsFunc(list, func(p PassedOver) bool { return p.Person == id }) {
			return fail("/passedOver", "passed-over-missing", "everybody who is ahead in the waiting list, each with why; see Roster.PassOver", therapy.ErrRequired)
		}
	}
	return nil
}

// NextInLine returns the first wait on the list on that day without a held place, and whether
// there is one.
func (r Roster) NextInLine(on therapy.Date) (Wait, bool) {
	for _, w := range r.spec.Waits {
		if w.On(on) && w.held(on) < 0 {
			return w.clone(), true
		}
	}
	return Wait{}, false
}

// Offer returns the roster with a place offered to a waiting person and held for them until
// o.HoldUntil. o.PassedOver has to name everybody ahead of them, with a reason. If there is
// no free place, the error is a [*RefusedError]. o must not have an answer yet.
func (r Roster) Offer(person confidential.PersonID, o Offer) (Roster, error) {
	if o.Answer != 0 || !o.Answered.IsZero() || o.Reason != "" {
		return Roster{}, fail("/answer", "offer-answer", "an offer has no answer yet", therapy.ErrContradiction)
	}
	if err := o.validate(); err != nil {
		return Roster{}, err
	}
	if a := r.Admission(person, o.Made); a.Outcome != Admissible {
		return Roster{}, &RefusedError{Admission: a}
	}
	if err := r.namesAll(o.PassedOver, person, o.Made); err != nil {
		return Roster{}, err
	}
	return r.changeWait(person, func(w *Wait) error {
		if !w.On(o.Made) {
			return fail("/made", "offer-outside-wait", "a day on which the person waited", therapy.ErrRange)
		}
		w.Offers = append(w.Offers, o)
		return nil
	})
}

// Accept returns the roster with the offer to the person accepted on that day: the wait ends
// with a place, and the person is a member from joined on. If the hold has expired, the error
// is [therapy.ErrConflict].
func (r Roster) Accept(person confidential.PersonID, on, joined therapy.Date) (Roster, error) {
	if _, err := r.answer(person, on, OfferAccepted, ""); err != nil {
		return Roster{}, err
	}
	if a := r.admission(person, on, joined); a.Outcome != Admissible {
		return Roster{}, &RefusedError{Admission: a}
	}
	spec := r.Spec()
	w := &spec.Waits[spec.openWait(person)]
	o := &w.Offers[w.held(on)]
	o.Answer, o.Answered, w.Ended, w.End = OfferAccepted, on, on, WaitPlaced
	spec.Memberships = append(spec.Memberships, Membership{Member: person, Joined: joined, Given: on, Route: FromWaitingList})
	return NewRoster(r.group, spec)
}

// Decline returns the roster with the offer to the person declined on that day. They continue
// to wait, in the same position. If they no longer want a place, use [Roster.Delist].
func (r Roster) Decline(person confidential.PersonID, on therapy.Date, why care.Reason) (Roster, error) {
	return r.answer(person, on, OfferDeclined, why)
}

// WithdrawOffer returns the roster with the offer to the person withdrawn by the service on
// that day. They continue to wait.
func (r Roster) WithdrawOffer(person confidential.PersonID, on therapy.Date, why care.Reason) (Roster, error) {
	return r.answer(person, on, OfferWithdrawn, why)
}

// Promote returns the roster with a place given at once to a waiting person: the offer was
// made and accepted on the same day, for instance on the telephone.
func (r Roster) Promote(person confidential.PersonID, o Offer, joined therapy.Date) (Roster, error) {
	offered, err := r.Offer(person, o)
	if err != nil {
		return Roster{}, err
	}
	return offered.Accept(person, o.Made, joined)
}

// answer records the answer to the offer that is open on that day. It does not record an
// acceptance, because an acceptance needs a stay.
func (r Roster) answer(person confidential.PersonID, on therapy.Date, answer OfferAnswer, why care.Reason) (Roster, error) {
	spec := r.Spec()
	i := spec.openWait(person)
	if i < 0 {
		return Roster{}, fail("/person", "wait-unknown", "a person on the waiting list", therapy.ErrReference)
	}
	j := spec.Waits[i].held(on)
	if j < 0 {
		return Roster{}, fail("/answered", "offer-not-held", "an offer that is open on that day; a hold that has expired is offered again", therapy.ErrConflict)
	}
	if answer == OfferAccepted {
		return r, nil
	}
	o := &spec.Waits[i].Offers[j]
	o.Answer, o.Answered, o.Reason = answer, on, why
	return NewRoster(r.group, spec)
}

// openWait returns the place of the person's open wait, -1 if they do not wait.
func (s RosterSpec) openWait(person confidential.PersonID) int {
	return slices.IndexFunc(s.Waits, func(w Wait) bool { return w.Person == person && w.Open() })
}

func (r Roster) changeWait(person confidential.PersonID, change func(*Wait) error) (Roster, error) {
	spec := r.Spec()
	i := spec.openWait(person)
	if i < 0 {
		return Roster{}, fail("/person", "wait-unknown", "a person on the waiting list", therapy.ErrReference)
	}
	if err := change(&spec.Waits[i]); err != nil {
		return Roster{}, therapy.At("/waits/"+strconv.Itoa(i), err)
	}
	return NewRoster(r.group, spec)
}
