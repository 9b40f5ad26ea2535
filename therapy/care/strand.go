package care

import (
	"slices"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// StrandID names a strand inside its plan ([therapy.ValidName]), such as "individual" or
// "skills-group".
type StrandID string

// Technique names an approach or a technique, such as "cbt" or "behavioural-activation": how
// therapy is done, independent of the modality. It is an open vocabulary
// ([therapy.ValidName]); package individual describes the usual ones.
type Technique string

// Valid reports whether t has the documented form.
func (t Technique) Valid() bool { return therapy.ValidName(string(t)) }

// Strand is one line of treatment in a plan: a modality with its therapists, techniques,
// schedule and the goals it serves. A plan with two strands of different modalities is
// combined therapy.
//
// Strands are part of a [PlanSpec] and are checked there. The zero Strand is not
// valid.
type Strand struct {
	confidential.Hidden
	// ID names the strand in its plan. It never changes, and no strand is ever
	// removed: strands end.
	ID StrandID `json:"id" kind:"treatment-plan" amend:"fixed"`
	// Modality is the modality, such as "group". It cannot change: another modality needs
	// another strand.
	Modality therapy.Modality `json:"modality" kind:"treatment-plan,minimum" amend:"fixed"`
	// Programme is the published programme that is followed, by its id in the
	// descriptor of the modality; empty for none.
	Programme string `json:"programme,omitempty" kind:"treatment-plan,minimum" amend:"open"`
	// Group is the group that the person is in, for modalities with groups.
	Group GroupID `json:"group,omitempty" kind:"treatment-plan" amend:"open"`
	// Delivery is how people meet.
	Delivery Delivery `json:"delivery" kind:"treatment-plan,minimum" amend:"open"`
	// Therapists are the therapists who lead it. A draft may leave them out.
	Therapists []Therapist `json:"therapists,omitempty" amend:"open"`
	// Techniques are the approaches used, the main one first.
	Techniques []Technique `json:"techniques,omitempty" kind:"treatment-plan,code" amend:"open"`
	// Schedule says when and how long sessions are, and the expected dose. A draft may leave
	// it out.
	Schedule Schedule `json:"schedule,omitzero" kind:"attendance,time" amend:"open"`
	// Goals are the goals of the plan that this strand serves.
	Goals []GoalID `json:"goals,omitempty" kind:"treatment-plan" amend:"open"`
	// Sharing says what its therapists may tell those of other strands.
	Sharing []Sharing `json:"sharing,omitempty" amend:"open"`
	// From is the first day. Ended is the day on which the strand ended, zero while it goes
	// on, and EndReason says why it ended.
	From      therapy.Date `json:"from,omitzero" kind:"treatment-plan" amend:"open"`
	Ended     therapy.Date `json:"ended,omitzero" kind:"treatment-plan" amend:"fact,past"`
	EndReason Reason       `json:"endReason,omitempty" kind:"treatment-plan" amend:"fact"`
	// Rationale says why this person has this strand, sealed; it may be left out.
	Rationale confidential.Value[string] `json:"rationale,omitzero" kind:"treatment-plan" amend:"open"`
	// Error marks a strand that was entered in error.
	Error Correction `json:"error,omitzero" amend:"fact"`
}

// Sharing is an agreement on what the therapists of one strand may tell those of another.
// Kinds that are not listed must not be shared. A Sharing is an agreement between people; the
// gate still decides about each disclosure.
//
// The zero Sharing is not valid.
type Sharing struct {
	confidential.Hidden
	// With is the strand whose therapists may be told.
	With StrandID `json:"with" kind:"treatment-plan"`
	// Kinds are the kinds of information that they may be told.
	Kinds []confidential.Kind `json:"kinds" kind:"treatment-plan"`
	// AgreedBy are the people who agreed, and On is the day.
	AgreedBy []confidential.PersonID `json:"agreedBy" kind:"identity,about"`
	On       therapy.Date            `json:"on" kind:"treatment-plan" amend:"open,past"`
}

// Open reports whether the strand goes on: it has not ended and is not marked as an error.
func (s Strand) Open() bool { return s.Ended.IsZero() && s.Counts() }

// Counts reports whether the strand is not marked as an error.
func (s Strand) Counts() bool { return s.Error.IsZero() }

func (s Strand) closed() bool { return !s.Open() }

// MayTell reports whether, by the agreements in the plan, the therapists of s may tell the
// therapists of the strand "with" information of the kind k.
func (s Strand) MayTell(with StrandID, k confidential.Kind) bool {
	return slices.ContainsFunc(s.Sharing, func(sharing Sharing) bool {
		return sharing.With == with && slices.Contains(sharing.Kinds, k)
	})
}

// Clone returns a copy that shares no slice with s.
func (s Strand) Clone() Strand {
	s.Therapists = slices.Clone(s.Therapists)
	s.Techniques = slices.Clone(s.Techniques)
	s.Goals = slices.Clone(s.Goals)
	s.Sharing = slices.Clone(s.Sharing)
	for i := range s.Sharing {
		s.Sharing[i].Kinds = slices.Clone(s.Sharing[i].Kinds)
		s.Sharing[i].AgreedBy = slices.Clone(s.Sharing[i].AgreedBy)
	}
	return s
}

func (s Strand) validate(c *therapy.Check, path string, draft bool) {
	c.Name(path+"/id", "strand-id", string(s.ID))
	c.Name(path+"/modality", "modality-name", string(s.Modality))
	c.OptionalName(path+"/programme", "programme-id", s.Programme)
	if s.Group != "" {
		recordID(c, path+"/group", s.Group)
	}
	c.Stated(path+"/delivery", "strand-delivery", s.Delivery.Valid())
	if !draft && s.Open() && !led(s.Therapists) {
		c.Wrong(path+"/therapists", "strand-therapists", "a strand in force needs a therapist", therapy.ErrRequired)
	}
	validateTherapists(c, path+"/therapists", s.Therapists)
	therapy.CheckNames(c, path+"/techniques", "technique-name", s.Techniques)
	if s.Schedule.IsZero() && !draft && s.Open() {
		c.Wrong(path+"/schedule", "strand-schedule", "a strand in force needs a schedule", therapy.ErrRequired)
	}
	therapy.CheckNames(c, path+"/goals", "goal-id", s.Goals)
	c.Days(path+"/ended", s.From, s.Ended)
	c.OptionalName(path+"/endReason", "reason-name", string(s.EndReason))
	switch {
	case s.EndReason == "" && !s.Ended.IsZero():
		c.Wrong(path+"/endReason", "strand-end-reason", "why it ended", therapy.ErrRequired)
	case s.EndReason != "" && s.Ended.IsZero():
		c.Wrong(path+"/endReason", "strand-end-open", "a reason for the end needs the day of the end", therapy.ErrContradiction)
	}
	seen := make(map[StrandID]bool, len(s.Sharing))
	for i, sharing := range s.Sharing {
		place := at(path+"/sharing", i)
		sharing.validate(c, place)
		therapy.CheckOnce(c, seen, sharing.With, place+"/with", "sharing-duplicate")
		if sharing.With == s.ID && s.ID != "" {
			c.Wrong(place+"/with", "sharing-itself", "another strand", therapy.ErrContradiction)
		}
	}
	s.Error.validate(c, path+"/error")
}

func (s Sharing) validate(c *therapy.Check, path string) {
	c.Name(path+"/with", "strand-id", string(s.With))
	for i, k := range s.Kinds {
		place := at(path+"/kinds", i)
		switch {
		case !k.Valid():
			c.Wrong(place, "sharing-kind", "a kind of information", therapy.ErrRange)
		case slices.Contains(s.Kinds[:i], k):
			c.Wrong(place, "sharing-kind-duplicate", "", therapy.ErrDuplicate)
		case k == confidential.ProcessNote:
			// A therapist's own process notes cannot be shared by agreement.
			c.Wrong(place, "sharing-process-note", "process notes are not shared", therapy.ErrContradiction)
		}
	}
	if len(s.AgreedBy) == 0 {
		c.Wrong(path+"/agreedBy", "sharing-agreement", "the people who agreed", therapy.ErrRequired)
	}
	persons(c, path+"/agreedBy", s.AgreedBy)
	if s.On.IsZero() {
		c.Wrong(path+"/on", "sharing-day", "when it was agreed", therapy.ErrRequired)
	}
}

// refer checks the strand's references to other parts of the plan.
func (s Strand) refer(c *therapy.Check, path string, p parts) {
	for i, goal := range s.Goals {
		reference(c, p.goals, goal, at(path+"/goals", i), "strand-goal")
	}
	for i, t := range s.Therapists {
		if slices.Contains(p.clients, t.ID) {
			c.Wrong(at(path+"/therapists", i)+"/id", "therapist-is-client", "a client cannot be a therapist of the plan", therapy.ErrContradiction)
		}
	}
	for i, sharing := range s.Sharing {
		place := at(path+"/sharing", i)
		reference(c, p.strands, sharing.With, place+"/with", "sharing-strand")
		if slices.ContainsFunc(p.clients, func(id confidential.PersonID) bool { return !slices.Contains(sharing.AgreedBy, id) }) {
			c.Wrong(place+"/agreedBy", "sharing-clients", "every client of the plan has to agree", therapy.ErrRequired)
		}
	}
}
