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

// Weak is an overlay that turns two rules about danger off. When overlays were not checked, it
// led to a group for a person with a plan and means for suicide.
func Weak() policy.Overlay {
	return policy.Overlay{ID: "weak", Version: "1.0.0", Title: "weak", Off: []string{"f01-acute-suicidality", "f07-risk-not-assessed"}}
}

// Lost lists the statements for which an error reports that a safeguard is lost.
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
