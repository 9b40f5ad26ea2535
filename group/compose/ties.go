package compose

import (
	"slices"

	"github.com/therapykit/therapykit/therapy/confidential"
)

// ConflictSet is a set of people of whom no two may be in one group. Two
// existing members who conflict are left alone; see [Report.StandingConflicts].
// The zero ConflictSet is not valid.
type ConflictSet struct {
	confidential.Hidden
	// Members are ids of clients or existing members, at least two, no id twice.
	Members []string `json:"members"`
	// Reason is why, in lower-case words joined by hyphens, such as relatives,
	// workplace or former-partners.
	Reason string `json:"reason"`
}

// Together is a set of people who join the same group or none: friends, a parent and
// a child. Where some of them are existing members, the others can only join the
// group of all these members. Two sets that have a client in common are one; an existing
// member in both does not make them one. The zero Together is not valid.
type Together struct {
	confidential.Hidden
	// Members are ids of clients or existing members, at least two and among them at
	// least one client, no id twice.
	Members []string `json:"members"`
	// Reason is why, in lower-case words joined by hyphens.
	Reason string `json:"reason"`
}

// Wish is something that would be good and may be left out: it decides between plans
// that are equal in points, fit and minutes. On large lists, or with very large
// numbers, wishes do not fit one machine word with the rest and are only counted in
// the score. The zero Wish is not valid.
type Wish struct {
	confidential.Hidden
	// Members are one client who wishes for Group, Slot or Therapist, or two people, of
	// whom one may be an existing member, who would rather be Together or Apart.
	Members []string `json:"members"`
	// Exactly one of these is set.
	Group     string `json:"group,omitempty"`
	Slot      string `json:"slot,omitempty"`
	Therapist string `json:"therapist,omitempty"`
	Together  bool   `json:"together,omitempty"`
	Apart     bool   `json:"apart,omitempty"`
	// Weight is 1 to [MaxWeight]. A wish that is met adds it to [Score.Wishes]; two
	// people in one group who would rather be apart take it off.
	Weight int `json:"weight"`
}

// met reports whether a place in the group meets a wish of one client.
func (w *Wish) met(g *Group) bool {
	switch {
	case w.Group != "":
		return w.Group == g.ID
	case w.Slot != "":
		return w.Slot == g.Slot
	default:
		return slices.Contains(g.Therapists, w.Therapist)
	}
}
