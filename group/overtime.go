package group

import (
	"iter"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
)

// FactorCount is how often a therapeutic factor was seen. The zero FactorCount counts
// nothing.
type FactorCount struct {
	// Factor is the therapeutic factor.
	Factor TherapeuticFactor `json:"factor,omitzero"`
	// Sessions is in how many sessions somebody saw it.
	Sessions int `json:"sessions"`
}

// FactorsSeen counts in how many of the sessions each factor was seen: all eleven, in
// their order, those never seen included, because what is missing in a group is worth
// knowing too. A session counts once however often it is passed.
func FactorsSeen(sessions iter.Seq[Session]) []FactorCount {
	counts := make([]FactorCount, 0, numTherapeuticFactors-1)
	for f := range TherapeuticFactors() {
		counts = append(counts, FactorCount{Factor: f})
	}
	for _, s := range once(sessions) {
		var seen [numTherapeuticFactors]bool
		for _, o := range s.now().Observations {
			seen[o.Factor] = seen[o.Factor] || o.Error.IsZero() && s.meeting.Status() != care.SessionEnteredInError
		}
		for i := range counts {
			if seen[counts[i].Factor] {
				counts[i].Sessions++
			}
		}
	}
	return counts
}

// ClimateDay is what the group was like on a day. The zero ClimateDay says nothing.
type ClimateDay struct {
	// On is the day of the session.
	On therapy.Date `json:"on,omitzero"`
	// Climate is what it was like; 0 where nobody has said.
	Climate Climate `json:"climate,omitzero"`
}

// ClimateOverTime returns what the group was like in each session that took place, by
// day. A session counts once however often it is passed. One of which nobody has said
// anything is listed too, with 0: a gap is shown and not filled.
func ClimateOverTime(sessions iter.Seq[Session]) []ClimateDay {
	var days []ClimateDay
	for _, s := range once(sessions) {
		if s.meeting.Status().Begun() {
			days = append(days, ClimateDay{On: s.On(), Climate: s.Climate()})
		}
	}
	return days
}
