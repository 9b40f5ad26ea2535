package compose

import (
	"slices"

	"github.com/therapykit/therapykit/therapy/confidential"
)

// ConflictSet is a set of people of whom no two may be in one group. If two existing members
// of a group conflict, both stay; see [Report.StandingConflicts]. The zero ConflictSet is not
// valid.
type ConflictSet struct {
	confidential.Hidden
	// Members are ids of clients or existing members, at least two, no id twice.
	Members []string `json:"members"`
	// Reason is why, in lower-case words joined by hyphens, such as relatives,
	// workplace or former-partners.
	Reason string `json:"reason"`
}

// Together is a set of people who join the same group or none: friends, a parent and a child.
// If some of them are existing members, the others can only join the group of these members.
// Two sets with a common client count as one set; a common existing member does not join
// them. The zero Together is not valid.
type Together struct {
	confidential.Hidden
	// Members are at least two ids of clients or existing members, at least one of them a
	// client, and no id twice.
	Members []string `json:"members"`
	// Reason is why, in lower-case words joined by hyphens.
	Reason string `json:"reason"`
}

// Wish is a preference that need not be met: it decides between plans that are equal in
// points, fit and minutes. On large lists, or with very large numbers, wishes do not fit into
// one machine word with the other numbers; then they are only counted in the score. The zero
// Wish is not valid.
type Wish struct {
	confidential.Hidden
	// Members are one client who wishes for Group, Slot or Therapist, or two people who would
	// like to be Together or Apart; one of the two may be an existing member.
	Members []string `json:"members"`
	// Exactly one of these is set.
	Group     string `json:"group,omitempty"`
	Slot      string `json:"slot,omitempty"`
	Therapist string `json:"therapist,omitempty"`
	Together  bool   `json:"together,omitempty"`
	Apart     bool   `json:"apart,omitempty"`
	// Weight is 1 to [MaxWeight]. A met wish adds it to [Score.Wishes]; a wish to be Apart
	// that is not met subtracts it.
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
