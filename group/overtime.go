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
	// Sessions is the number of sessions in which somebody saw it.
	Sessions int `json:"sessions"`
}

// FactorsSeen counts in how many of the sessions each factor was seen. It lists all eleven
// factors in their order, also those never seen, since it is useful to know what is missing
// in a group. A session counts once, however often it occurs.
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

// ClimateDay is the climate of a group on a day. The zero ClimateDay has no climate.
type ClimateDay struct {
	// On is the day of the session.
	On therapy.Date `json:"on,omitzero"`
	// Climate is the climate of that session; 0 if it is not recorded.
	Climate Climate `json:"climate,omitzero"`
}

// ClimateOverTime returns the climate of each session that took place, ordered by day. A
// session counts once, however often it occurs. A session without a recorded climate is
// listed too, with 0, so that gaps are visible.
func ClimateOverTime(sessions iter.Seq[Session]) []ClimateDay {
	var days []ClimateDay
	for _, s := range once(sessions) {
		if s.meeting.Status().Begun() {
			days = append(days, ClimateDay{On: s.On(), Climate: s.Climate()})
		}
	}
	return days
}
