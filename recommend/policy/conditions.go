package policy

import (
	"iter"
	"reflect"

	"github.com/therapykit/therapykit/therapy"
)

// Conditions yields every condition in a rule, action, caution or conflict of the policy, in
// the policy's order. It visits all fields by reflection, so that it cannot miss a field that
// is added later.
func (p Policy) Conditions() iter.Seq[therapy.Condition] {
	return func(yield func(therapy.Condition) bool) {
		for _, list := range [...]any{p.Questions, []Meeting{p.Meeting}, p.Crisis, p.Rules, p.Actions, p.Cautions, p.Conflicts} {
			if !conditionsIn(reflect.ValueOf(list), yield) {
				return
			}
		}
	}
}

func conditionsIn(v reflect.Value, yield func(therapy.Condition) bool) bool {
	if c, ok := reflect.TypeAssert[therapy.Condition](v); ok {
		return c.IsZero() || yield(c)
	}
	switch v.Kind() { //nolint:exhaustive // the other kinds hold no condition
	case reflect.Slice:
		for i := range v.Len() {
			if !conditionsIn(v.Index(i), yield) {
				return false
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() && !conditionsIn(v.Field(i), yield) {
				return false
			}
		}
	}
	return true
}
