package madeup

import (
	"slices"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
)

// Advised lists the options that are advised.
func Advised(rec recommend.Recommendation) []policy.Option {
	var options []policy.Option
	for info := range rec.Advised() {
		options = append(options, info.Option)
	}
	return options
}

// SameOutcome reports whether two recommendations have the same outcome and options.
func SameOutcome(a, b recommend.Recommendation) bool {
	return a.Outcome() == b.Outcome() && slices.Equal(Advised(a), Advised(b))
}
