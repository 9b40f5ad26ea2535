package group

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Priority says how urgent the need of a waiting person is. The zero Priority is unstated and
// refused; in lists with invalid data it sorts first.
type Priority uint8

// The priorities, most urgent first.
const (
	// Urgent means that the person must get a place before others.
	Urgent Priority = iota + 1
	// Soon means that the person should get a place before routine cases.
	Soon
	// Routine means that the person waits in turn.
	Routine

	numPriorities
)

//enum:names Priority
var priorityNames = [numPriorities]string{Urgent: "urgent", Soon: "soon", Routine: "routine"}

// Meanwhile names what a person gets while they wait: an open vocabulary of lower-case words
// joined by hyphens. Guidance asks services to tell people about waits (source E7), and not
// to withhold treatment (E79).
type Meanwhile string

// What people can get while they wait.
const (
	// MeanwhileNothing says explicitly that the person gets nothing.
	MeanwhileNothing Meanwhile = "nothing"
	// MeanwhileSelfHelp is guided self-help.
	MeanwhileSelfHelp Meanwhile = "guided-self-help"
	// MeanwhileIndividual is individual sessions.
	MeanwhileIndividual Meanwhile = "individual-sessions"
	// MeanwhilePreparation is preparation for the group.
	MeanwhilePreparation Meanwhile = "group-preparation"
	// MeanwhileCheckIns is regular calls.
	MeanwhileCheckIns Meanwhile = "check-in-calls"
	// MeanwhilePeerSupport is a peer-support group.
	MeanwhilePeerSupport Meanwhile = "peer-support-group"
	// MeanwhileSafetyPlan is a safety plan, which says whom to call.
	MeanwhileSafetyPlan Meanwhile = "safety-plan"
)

// Valid reports whether m has the documented form.
func (m Meanwhile) Valid() bool { return therapy.ValidName(string(m)) }

// WaitEnd says how a wait ended. The zero WaitEnd means that the person still waits.
type WaitEnd uint8

// The ends of a wait.
const (
	// WaitPlaced means that the person got a place.
	WaitPlaced WaitEnd = iota + 1
	// WaitWithdrawn means that the person no longer wants a place.
	WaitWithdrawn
	// WaitRemoved means that the service took the person off the list.
	WaitRemoved

	numWaitEnds
)

//enum:names WaitEnd
var waitEndNames = [numWaitEnds]string{WaitPlaced: "placed", WaitWithdrawn: "withdrawn", WaitRemoved: "removed"}

// Wait is one person's time on the waiting list of a group. It stays on record after it has
// ended, with all offers. The zero Wait is not valid.
type Wait struct {
	confidential.Hidden
	// Person is the person who waits.
	Person confidential.PersonID `json:"person" kind:"identity,subject"`
	// Since is the day from which the wait counts.
	Since therapy.Date `json:"since" kind:"attendance"`
	// Priority says how urgent it is.
	Priority Priority `json:"priority" kind:"treatment-plan"`
	// Meanwhile says what the person gets until there is a place. It is required, with
	// [MeanwhileNothing] if they get nothing, so that nobody is forgotten.
	Meanwhile []Meanwhile `json:"meanwhile" kind:"treatment-plan"`
	// Offers are the places offered to the person, first to last.
	Offers []Offer `json:"offers,omitempty"`
	// Ended is the last day of the wait, and End says how it ended; zero while the person
	// waits. Reason says why, and is required unless the person got a place.
	Ended  therapy.Date `json:"ended,omitzero" kind:"attendance"`
	End    WaitEnd      `json:"end,omitzero" kind:"treatment-plan"`
	Reason care.Reason  `json:"reason,omitempty" kind:"treatment-plan"`
	// Error says that the entry was made in error; it then does not count.
	Error care.Correction `json:"error,omitzero"`
}

// On reports whether the person waits on that day. A wait that was entered in error
// never counts.
func (w Wait) On(day therapy.Date) bool {
	return w.Error.IsZero() && !day.IsZero() && !day.Before(w.Since) && (w.Ended.IsZero() || day.Before(w.Ended))
}

// Open reports whether the person still waits, as far as recorded.
func (w Wait) Open() bool { return w.Error.IsZero() && w.Ended.IsZero() }

// Days returns how long the person has waited on that day; 0 on the first day and
// before.
func (w Wait) Days(on therapy.Date) int { return max(0, w.Since.DaysUntil(on)) }

// Held returns the offer whose place is held for the person on that day, and whether
// there is one.
func (w Wait) Held(on therapy.Date) (Offer, bool) {
	if i := w.held(on); i >= 0 {
		return w.Offers[i].clone(), true
	}
	return Offer{}, false
}

// held returns the place of that offer in the list, -1 where there is none.
func (w Wait) held(on therapy.Date) int {
	if !w.Error.IsZero() {
		return -1
	}
	return slices.IndexFunc(w.Offers, func(o Offer) bool { return o.StatusOn(on) == OfferHeld })
}

// before is the order of the list: by priority, then who has waited longer, then by id.
func (w Wait) before(v Wait) int {
	return cmp.Or(cmp.Compare(w.Priority, v.Priority), w.Since.Compare(v.Since), w.Person.Compare(v.Person), w.Ended.Compare(v.Ended))
}

func (w Wait) validate() error {
	var c therapy.Check
	person(&c, "/person", w.Person)
	c.Stated("/since", "wait-since", !w.Since.IsZero())
	c.Stated("/priority", "wait-priority", w.Priority.Valid())
	if len(w.Meanwhile) == 0 {
		c.Wrong("/meanwhile", "wait-meanwhile", `what the person gets, "nothing" if that is so`, therapy.ErrRequired)
	}
	therapy.CheckNames(&c, "/meanwhile", "wait-meanwhile-name", w.Meanwhile)
	if i := slices.Index(w.Meanwhile, MeanwhileNothing); i >= 0 && len(w.Meanwhile) > 1 {
		c.Wrong("/meanwhile/"+strconv.Itoa(i), "wait-meanwhile-nothing", "either that nothing is offered, or what is offered", therapy.ErrContradiction)
	}
	switch {
	case w.End != 0 && !w.End.Valid():
		c.Wrong("/end", "wait-end", "", therapy.ErrUnknown)
	case (w.End == 0) != w.Ended.IsZero():
		c.Wrong("/end", "wait-end", "a wait that has ended has a last day and says how it ended", therapy.ErrRequired)
	case !w.Ended.IsZero() && w.Ended.Before(w.Since):
		c.Wrong("/ended", "wait-order", "not before the first day", therapy.ErrRange)
	}
	c.OptionalName("/reason", "reason-name", string(w.Reason))
	switch needed := w.End == WaitWithdrawn || w.End == WaitRemoved; {
	case needed && w.Reason == "":
		c.Wrong("/reason", "wait-reason", "why the person no longer waits", therapy.ErrRequired)
	case !needed && w.Reason != "":
		c.Wrong("/reason", "wait-reason", "only where the person left the list without a place", therapy.ErrContradiction)
	}
	for i, o := range w.Offers {
		place := "/offers/" + strconv.Itoa(i)
		c.Part(place, o.validate())
		switch {
		case o.Made.Before(w.Since), !w.Ended.IsZero() && w.Ended.Before(o.Made):
			c.Wrong(place+"/made", "offer-outside-wait", "a day on which the person waited", therapy.ErrRange)
		case i > 0 && o.Made.Before(w.Offers[i-1].over()):
			c.Wrong(place+"/made", "offer-overlap", "one offer at a time", therapy.ErrContradiction)
		}
	}
	accepted := len(w.Offers) > 0 && w.Offers[len(w.Offers)-1].Answer == OfferAccepted
	if i := slices.IndexFunc(w.Offers, func(o Offer) bool { return o.Answer == OfferAccepted }); i >= 0 && (i < len(w.Offers)-1 || w.End != WaitPlaced) {
		c.Wrong("/offers/"+strconv.Itoa(i), "offer-accepted", "an end of the wait, since an offer was accepted", therapy.ErrContradiction)
	}
	if !accepted && !w.Ended.IsZero() && w.held(w.Ended) >= 0 {
		c.Wrong("/ended", "wait-held", "an offer that is open is answered or taken back first", therapy.ErrContradiction)
	}
	c.Part("/error", w.Error.Validate())
	return c.Err()
}

func (w Wait) clone() Wait {
	w.Meanwhile = slices.Clone(w.Meanwhile)
	w.Offers = slices.Clone(w.Offers)
	for i := range w.Offers {
		w.Offers[i] = w.Offers[i].clone()
	}
	return w
}

// equal compares field by field: a wait holds lists.
func (w Wait) equal(v Wait) bool {
	return w.Person == v.Person && w.Since == v.Since && w.Priority == v.Priority && slices.Equal(w.Meanwhile, v.Meanwhile) &&
		slices.EqualFunc(w.Offers, v.Offers, Offer.equal) && w.Ended == v.Ended && w.End == v.End && w.Reason == v.Reason && w.Error == v.Error
}
