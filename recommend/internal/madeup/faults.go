package madeup

import (
	"slices"
	"strings"

	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// BrokenRules lists "path rule" of every field error, sorted.
func BrokenRules(err error) []string {
	var list []string
	for _, e := range therapy.FieldErrors(err) {
		list = append(list, e.Path+" "+e.Rule)
	}
	slices.Sort(list)
	return list
}

// Weak is the overlay that once gave a group to somebody with a plan and means.
func Weak() policy.Overlay {
	return policy.Overlay{ID: "weak", Version: "1.0.0", Title: "weak", Off: []string{"f01-acute-suicidality", "f07-risk-not-assessed"}}
}

// Lost lists the statements whose safety an error says is lost.
func Lost(err error) []string {
	var list []string
	for _, e := range therapy.FieldErrors(err) {
		if e.Rule == "safety-lost" || e.Rule == "safety-reworded" {
			statement, _, _ := strings.Cut(e.Hint, ":")
			list = append(list, statement)
		}
	}
	return slices.Compact(list)
}
