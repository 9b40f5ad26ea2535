package group

import (
	"iter"
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Waits yields the whole waiting list with its past: the most urgent first, then who has
// waited longest, then by id. Waits that have ended or were entered in error are among
// them.
func (r Roster) Waits() iter.Seq[Wait] {
	return func(yield func(Wait) bool) {
		for _, w := range r.spec.Waits {
			if !yield(w.clone()) {
				return
			}
		}
	}
}

// WaitingOn returns who waits on that day, in the order of the list.
func (r Roster) WaitingOn(on therapy.Date) []Wait {
	var found []Wait
	for _, w := range r.spec.Waits {
		if w.On(on) {
			found = append(found, w.clone())
		}
	}
	return found
}

// Enlist returns the roster with w added to the waiting list. Somebody who waits
// already is a [therapy.ErrDuplicate]; a group that has ended has no list.
func (r Roster) Enlist(w Wait) (Roster, error) {
	spec := r.Spec()
	spec.Waits = append(spec.Waits, w)
	return NewRoster(r.group, spec)
}

// Delist returns the roster with the wait of the person ended on that day without a
// place: by the person, or by the service. The wait stays on record. Nobody of that id
// waiting is a [therapy.ErrReference].
func (r Roster) Delist(person confidential.PersonID, on therapy.Date, end WaitEnd, why care.Reason) (Roster, error) {
	if end == WaitPlaced {
		return Roster{}, fail("/end", "delist-placed", "withdrawn or removed; Accept and Join give a place", therapy.ErrContradiction)
	}
	return r.changeWait(person, func(w *Wait) error {
		w.Ended, w.End, w.Reason = on, end, why
		return nil
	})
}

// Ahead returns who is before the person in the waiting list on that day and has no place
// held, in the order of the list: those who are passed over if the person gets the next
// place. For somebody who does not wait that is everybody who does.
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

// PassOver lists everybody who is ahead of the person on that day ([Roster.Ahead]), all
// for one reason. Where the reasons differ, callers change the list.
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

// NextInLine returns the first in the list on that day for whom no place is held, and
// whether there is one.
func (r Roster) NextInLine(on therapy.Date) (Wait, bool) {
	for _, w := range r.spec.Waits {
		if w.On(on) && w.held(on) < 0 {
			return w.clone(), true
		}
	}
	return Wait{}, false
}

// Offer returns the roster with a place offered to somebody who waits, and held for them
// until o.HoldUntil. Whoever is ahead of them has to be named in o.PassedOver with a
// reason. Where there is no free place, the error is a [*RefusedError]. An offer has no
// answer yet.
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

// Accept returns the roster with the offer to the person accepted on that day: the wait
// ends with a place, and the person is a member from joined on. Where the hold has
// expired there is nothing to accept, and the error is a [therapy.ErrConflict].
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

// Decline returns the roster with the offer to the person declined on that day. They go
// on waiting, in the place they had; who no longer wants a place is taken off the list
// with [Roster.Delist].
func (r Roster) Decline(person confidential.PersonID, on therapy.Date, why care.Reason) (Roster, error) {
	return r.answer(person, on, OfferDeclined, why)
}

// WithdrawOffer returns the roster with the offer to the person taken back by the service
// on that day. They go on waiting.
func (r Roster) WithdrawOffer(person confidential.PersonID, on therapy.Date, why care.Reason) (Roster, error) {
	return r.answer(person, on, OfferWithdrawn, why)
}

// Promote returns the roster with a place given at once to somebody who waits: the offer
// was made and accepted on the same day, for instance on the telephone.
func (r Roster) Promote(person confidential.PersonID, o Offer, joined therapy.Date) (Roster, error) {
	offered, err := r.Offer(person, o)
	if err != nil {
		return Roster{}, err
	}
	return offered.Accept(person, o.Made, joined)
}

// answer settles the offer that is open on that day. An acceptance is not written here,
// since it takes a stay.
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
