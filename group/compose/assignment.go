package compose

import "cmp"

// Assignment says who joins which group: it maps the id of every candidate
// group that opens, and of every running group that takes somebody, to the ids
// of the clients who join. Existing members are not listed. A nil Assignment
// opens nothing and places nobody. The solver lists ids in ascending order;
// readers accept any.
type Assignment map[string][]string

// Score is the worth of an assignment, most important first. The zero Score is
// that of placing nobody.
type Score struct {
	// Promised counts the people placed to whom a place was promised.
	Promised int `json:"promised,omitempty"`
	// Points is the sum of priority and waiting points of the people placed.
	Points int64 `json:"points"`
	// Waiting is the sum of their weeks beyond the cap, where
	// [Policy.WaitBeforeFit] makes them count.
	Waiting int64 `json:"waiting,omitempty"`
	// Fit is the sum of their fits.
	Fit int64 `json:"fit"`
	// Minutes is the therapist time of the candidate groups that open.
	Minutes int64 `json:"minutes"`
	// Wishes is the sum of the weights of wishes that are met, less those of people
	// together who would rather be apart, and less what unequal sizes cost.
	Wishes int64 `json:"wishes,omitempty"`
	// Placed counts the people placed, Opened the candidate groups that open.
	Placed int `json:"placed"`
	Opened int `json:"opened"`
	// Placing is Promised, Points and Waiting as one number that orders plans in the
	// same way; bounds and proofs speak of it. Where nothing is promised and waiting
	// is capped it equals Points.
	Placing int64 `json:"placing"`
}

// Better reports whether s is to be preferred to t: more promises kept; if equal, more
// points; if equal, more waiting, more fit, fewer minutes, more wishes.
func (s Score) Better(t Score) bool {
	return cmp.Or(
		cmp.Compare(s.Promised, t.Promised), cmp.Compare(s.Points, t.Points), cmp.Compare(s.Waiting, t.Waiting),
		cmp.Compare(s.Fit, t.Fit), cmp.Compare(t.Minutes, s.Minutes), cmp.Compare(s.Wishes, t.Wishes),
	) > 0
}
