package group

import (
	"slices"

	"github.com/therapykit/therapykit/therapy"
)

// indications are the rules that come with group therapy. Their ids start
// with the row of the factor taxonomy. Points can be compared only with other
// points of the same layer; see [therapy.Indication].
func indications() []therapy.Indication {
	return slices.Concat(exclusionTable(), conditionTable(), wishTable(), needTable(), practicalTable())
}

// mixed is a group of people with different concerns who work on how they get
// on with each other. The textbooks' warnings are written for such groups;
// homogeneous, structured groups are their explicit exception (E68, E43, E53).
func mixed(f therapy.Factor) therapy.Condition {
	return therapy.AllOf(f, therapy.GroupTypeHeterogeneous)
}
