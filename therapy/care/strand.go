package care

import (
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// StrandID names a strand inside its plan ([therapy.ValidName]), such as "individual" or
// "skills-group".
type StrandID string

// Technique names an approach or a technique, such as "cbt" or
// "behavioural-activation": how therapy is done, whoever is in the room. It is an
// open vocabulary ([therapy.ValidName]); package individual describes the usual ones.
type Technique string

// Valid reports whether t has the documented form.
func (t Technique) Valid() bool { return therapy.ValidName(string(t)) }

// Strand is one line of treatment in a plan: a modality with its therapists, its
// technique, its schedule and the goals it serves. A plan with two strands of
// different modalities is combined therapy.
//
// Strands are part of a [PlanSpec] and are checked there. The zero Strand is not
// valid.
type Strand struct {
	// ID names the strand in its plan. It never changes, and no strand is ever
	// removed: strands end.
	ID StrandID `json:"id"`
	// Modality is the modality, such as "group".
	Modality therapy.Modality `json:"modality"`
	// Programme is the published programme that is followed, by its id in the
	// descriptor of the modality; empty for none.
	Programme string `json:"programme,omitempty"`
	// Group is the group that the person is in, for modalities that have one.
	Group GroupID `json:"group,omitempty"`
	// Delivery is how people meet.
	Delivery Delivery `json:"delivery"`
	// Therapists are those who lead it. A draft may leave them open.
	Therapists []Therapist `json:"therapists,omitempty"`
	// Techniques are the approaches used, the main one first.
	Techniques []Technique `json:"techniques,omitempty"`
	// Schedule is when, for how long, and the expected dose. A draft may leave it open.
	Schedule Schedule `json:"schedule,omitzero"`
	// Goals are the goals of the plan that this strand serves.
	Goals []GoalID `json:"goals,omitempty"`
	// Sharing is what its therapists may tell those of other strands.
	Sharing []Sharing `json:"sharing,omitempty"`
	// From is the first day. Ended is the day on which the strand ended, zero while
	// it goes on, and EndReason why.
	From      therapy.Date `json:"from,omitzero"`
	Ended     therapy.Date `json:"ended,omitzero"`
	EndReason Reason       `json:"endReason,omitempty"`
	// Rationale is why this strand, for this person, sealed; it may be left out.
	Rationale confidential.Value[string] `json:"rationale,omitzero"`
}

// Sharing is an agreement on what the therapists of one strand may tell those of
// another. Kinds that are not listed are not shared: where nothing was agreed,
// nothing may be told. It is an agreement between people and does not replace the
// decision of the gate at the moment of telling.
//
// The zero Sharing is not valid.
type Sharing struct {
	// With is the strand whose therapists may be told.
	With StrandID `json:"with"`
	// Kinds are the kinds of information that may be told.
	Kinds []confidential.Kind `json:"kinds"`
	// AgreedBy are the people who agreed, and On is when.
	AgreedBy []confidential.PersonID `json:"agreedBy"`
	On       therapy.Date            `json:"on"`
}

// Open reports whether the strand goes on.
func (s Strand) Open() bool { return s.Ended.IsZero() }

// MayTell reports whether the therapists of s may tell those of the strand with
// information of the kind k, as far as was agreed in the plan.
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
	c.Stated(path+"/delivery", "strand-delivery", s.Delivery.Valid())
	if len(s.Therapists) == 0 && !draft && s.Open() {
		c.Wrong(path+"/therapists", "strand-therapists", "a strand in force needs a therapist", therapy.ErrRequired)
	}
	validateTherapists(c, path+"/therapists", s.Therapists)
	therapy.CheckNames(c, path+"/techniques", "technique-name", s.Techniques)
	if s.Schedule.IsZero() && !draft && s.Open() {
		c.Wrong(path+"/schedule", "strand-schedule", "a strand in force needs a schedule", therapy.ErrRequired)
	}
	therapy.CheckNames(c, path+"/goals", "goal-id", s.Goals)
	c.Days(path+"/ended", s.From, s.Ended)
	switch {
	case s.EndReason != "" && !s.EndReason.Valid():
		c.Wrong(path+"/endReason", "reason-name", "", therapy.ErrSyntax)
	case s.EndReason == "" && !s.Open():
		c.Wrong(path+"/endReason", "strand-end-reason", "why it ended", therapy.ErrRequired)
	case s.EndReason != "" && s.Open():
		c.Wrong(path+"/endReason", "strand-end-open", "a reason for the end needs the day of the end", therapy.ErrContradiction)
	}
	seen := make(map[StrandID]bool, len(s.Sharing))
	for i, sharing := range s.Sharing {
		place := path + "/sharing/" + strconv.Itoa(i)
		c.Name(place+"/with", "strand-id", string(sharing.With))
		therapy.CheckOnce(c, seen, sharing.With, place+"/with", "sharing-duplicate")
		if sharing.With == s.ID && s.ID != "" {
			c.Wrong(place+"/with", "sharing-itself", "another strand", therapy.ErrContradiction)
		}
		for j, k := range sharing.Kinds {
			if !k.Valid() {
				c.Wrong(place+"/kinds/"+strconv.Itoa(j), "sharing-kind", "", therapy.ErrRange)
			} else if slices.Contains(sharing.Kinds[:j], k) {
				c.Wrong(place+"/kinds/"+strconv.Itoa(j), "sharing-kind-duplicate", "", therapy.ErrDuplicate)
			}
			// What a therapist writes for themselves is told to nobody by agreement.
			if k == confidential.ProcessNote {
				c.Wrong(place+"/kinds/"+strconv.Itoa(j), "sharing-process-note", "process notes are not shared", therapy.ErrContradiction)
			}
		}
		if len(sharing.AgreedBy) == 0 {
			c.Wrong(place+"/agreedBy", "sharing-agreement", "the people who agreed", therapy.ErrRequired)
		}
		persons(c, place+"/agreedBy", sharing.AgreedBy)
		if sharing.On.IsZero() {
			c.Wrong(place+"/on", "sharing-day", "when it was agreed", therapy.ErrRequired)
		}
	}
}

func (s Strand) follows(c *therapy.Check, path string, previous Strand) {
	if s.Modality != previous.Modality {
		c.Wrong(path+"/modality", "strand-modality", "another modality needs another strand", therapy.ErrTransition)
	}
	if !previous.Open() && s.Open() {
		c.Wrong(path+"/ended", "strand-reopened", "begin another strand", therapy.ErrTransition)
	}
}
