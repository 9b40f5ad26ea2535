package compose

import "cmp"

// Assignment says who joins which group: it maps the id of every candidate
// group that opens, and of every running group that takes somebody, to the ids
// of the clients who join. Existing members are not listed. A nil Assignment
// opens nothing and places nobody. The solver lists ids in ascending order;
// readers accept any.
type Assignment map[string][]string

// Score is the value of an assignment, most important numbers first. The zero Score is that
// of placing nobody.
type Score struct {
	// Promised is the number of placed people with a promise.
	Promised int `json:"promised,omitempty"`
	// Points is the sum of the priority and waiting points of the placed people.
	Points int64 `json:"points"`
	// Waiting is the sum of their weeks beyond the cap, if [Policy.WaitBeforeFit] makes them
	// count.
	Waiting int64 `json:"waiting,omitempty"`
	// Fit is the sum of their fit.
	Fit int64 `json:"fit"`
	// Minutes is the therapist time of the candidate groups that open.
	Minutes int64 `json:"minutes"`
	// Wishes is the sum of the weights of met wishes, less the weights of wishes to be apart
	// that are not met, and less the cost of sizes ([Policy.EqualSizes]).
	Wishes int64 `json:"wishes,omitempty"`
	// Placed is the number of placed people, Opened the number of candidate groups that open.
	Placed int `json:"placed"`
	Opened int `json:"opened"`
	// Placing is Promised, Points and Waiting as one number that orders plans in the same
	// way; bounds and proofs use it. If there are no promises and waiting is capped, it
	// equals Points.
	Placing int64 `json:"placing"`
}

// Better reports whether s is better than t: it keeps more promises; if equal, it has more
// points; if equal, more waiting; then more fit, fewer minutes, more wishes.
func (s Score) Better(t Score) bool {
	return cmp.Or(
		cmp.Compare(s.Promised, t.Promised), cmp.Compare(s.Points, t.Points), cmp.Compare(s.Waiting, t.Waiting),
		cmp.Compare(s.Fit, t.Fit), cmp.Compare(t.Minutes, s.Minutes), cmp.Compare(s.Wishes, t.Wishes),
	) > 0
}
