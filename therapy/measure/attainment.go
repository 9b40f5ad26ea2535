package measure

import (
	"math"
	"slices"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// ConventionalRho is the correlation between goals that Kiresuk and Sherman assume.
const ConventionalRho = 0.3

// GoalLevel is one scaled goal: -2 much less than expected, 0 expected, +2 much
// more. The zero GoalLevel is a goal that was not rated and has weight 0.
type GoalLevel struct {
	confidential.Hidden
	// Level is -2 to +2 and counts only if Rated.
	Level int `json:"level" kind:"treatment-plan"`
	// Rated says that the goal was rated.
	Rated bool `json:"rated" kind:"treatment-plan"`
	// Weight is importance times difficulty, 0 or above.
	Weight float64 `json:"weight" kind:"treatment-plan"`
}

// AttainmentPolicy decides what the formula leaves open. The zero policy refuses unrated
// goals and weights that are all 0, and assumes that goals are not correlated; for the usual
// assumption set Rho to [ConventionalRho].
type AttainmentPolicy struct {
	// Rho is the assumed correlation between goals, 0 up to but not including 1.
	Rho float64 `json:"rho"`
	// DropUnrated leaves unrated goals out and counts them. Without it they are an error.
	DropUnrated bool `json:"dropUnrated,omitempty"`
	// ZeroWeightsEqual gives all goals the same weight if every weight is 0. Without it that
	// is an error. A single 0 among other weights is always allowed and means "does not
	// count".
	ZeroWeightsEqual bool `json:"zeroWeightsEqual,omitempty"`
}

// Attainment is the T-score with the data it was calculated from. T cannot be compared
// between people with different goals or weights, so it always comes with the levels.
type Attainment struct {
	confidential.Hidden
	// T is the score: mean 50 and standard deviation 10 in theory.
	T float64 `json:"t" kind:"test-result"`
	// Levels and Weights are what was used, in the order given.
	Levels  []int     `json:"levels" kind:"test-result"`
	Weights []float64 `json:"weights" kind:"test-result"`
	// Dropped is the number of goals that were left out because they had no rating.
	Dropped int `json:"dropped,omitempty" kind:"test-result"`
	// Policy is the policy that was applied.
	Policy AttainmentPolicy `json:"policy" kind:"test-result"`
}

// GoalAttainment works out the T-score of Kiresuk and Sherman (1968),
//
//	T = 50 + 10 Σ w x / sqrt((1-ρ) Σ w² + ρ (Σ w)²)
//
// Levels beyond ±2 are [therapy.ErrRange]. Unless the policy says otherwise, unrated goals
// are [ErrIncomplete], and weights that are all 0 are [ErrUndefined].
func GoalAttainment(goals []GoalLevel, p AttainmentPolicy) (Attainment, error) {
	out := Attainment{Policy: p, Levels: make([]int, 0, len(goals)), Weights: make([]float64, 0, len(goals))}
	var c therapy.Check
	if !(p.Rho >= 0 && p.Rho < 1) {
		c.Wrong("/rho", "attainment-rho", "0 up to but not including 1", therapy.ErrRange)
	}
	c.Stated("/goals", "attainment-goals", len(goals) > 0)
	for i, g := range goals {
		if !(g.Weight >= 0 && g.Weight <= 1e6) {
			c.Wrong(index("goals", i)+"/weight", "attainment-weight", "0 or above", therapy.ErrRange)
		}
		switch {
		case !g.Rated && p.DropUnrated:
			out.Dropped++
			continue
		case !g.Rated:
			c.Wrong(index("goals", i), "attainment-unrated", "", ErrIncomplete)
		case g.Level < -2 || g.Level > 2:
			c.Wrong(index("goals", i)+"/level", "attainment-level", "-2 to 2", therapy.ErrRange)
		}
		out.Levels = append(out.Levels, g.Level)
		out.Weights = append(out.Weights, g.Weight)
	}
	if c.Failed() {
		return Attainment{}, c.Err()
	}
	if len(out.Levels) == 0 {
		return Attainment{}, fail("/goals", "attainment-unrated", ErrIncomplete)
	}
	biggest := slices.Max(out.Weights)
	if biggest == 0 {
		if !p.ZeroWeightsEqual {
			return Attainment{}, fail("/goals", "attainment-zero-weights", ErrUndefined)
		}
		for i := range out.Weights {
			out.Weights[i] = 1
		}
		biggest = 1
	}
	var wx, w, ww float64
	for i, x := range out.Levels {
		// T does not change with a common factor; this keeps tiny weights from vanishing when squared.
		weight := out.Weights[i] / biggest
		wx += weight * float64(x)
		w += weight
		ww += weight * weight
	}
	out.T = 50 + 10*wx/math.Sqrt((1-p.Rho)*ww+p.Rho*w*w)
	return out, nil
}
