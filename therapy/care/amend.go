package care

import (
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// The struct tags of a record's fields say how a change may treat each field. The rules are the
// same for plans, sessions and episodes:
//
//	fixed        never changes
//	free         may change at any time
//	open         may change while the thing it belongs to is open; later only by a correction
//	fact         once stated, changes only by a correction
//	status       changes as its table of transitions says
//	with-status  changes together with the status next to it, otherwise only by a correction
//	stated       may change; once stated, it can be cleared only by a correction
//	newer        may be replaced by a value with a later time, otherwise only by a correction
//	note         changes as a note does ([Note])
//	kept         a list of elements with ids; elements are never removed, and their own
//	             fields have their own rules
//	added        a list whose elements are neither removed nor rewritten, only marked with a
//	             [Correction]; in a list of ids, a correction may remove one
//	once         a Correction in such a list: once set, it stays
//
// With ",past" a new day or time must not be later than the revision that enters it. The
// fields of a structure without a rule are checked one by one. A correction is a revision that
// says so ([RevisionSpec.Corrects]); the ledger keeps the state before it.

// changeChecker checks that a changed record is an allowed change of the one before.
type changeChecker struct {
	c   *therapy.Check
	rev RevisionSpec
	// trusting is for records that were stored before these rules existed: then new entries
	// were not checked, entries of lists could be rewritten, and no revision said that it
	// corrects.
	trusting bool
}

// closable is a type that can say that it is closed; its fields with the rule "open" then do
// not change.
type closable interface{ closed() bool }

// newValueChecker is a type with its own checks for new values.
type newValueChecker interface {
	entering(c *therapy.Check, path string)
}

// removable is a type whose elements can say that they may be removed from a list, because they
// record nothing yet.
type removable interface{ passing() bool }

// fields compares two states of a structure, field by field.
func (f *changeChecker) fields(path string, before, now reflect.Value) {
	closed := false
	if x, ok := reflect.TypeAssert[closable](before); ok {
		closed = x.closed()
	}
	moved := false
	for i, field := range fieldsOf(before.Type()) {
		if field.rule == "status" && before.Field(i).Uint() != now.Field(i).Uint() {
			moved = true
		}
	}
	for i, field := range fieldsOf(before.Type()) {
		if field.name == "" {
			continue
		}
		a, b := before.Field(i), now.Field(i)
		if field.rule != "kept" && sameValue(a, b) {
			continue
		}
		place := path + "/" + field.name
		switch field.rule {
		case "kept":
			f.kept(place, a, b)
		case "added":
			f.added(place, a, b)
		case "note":
			f.note(place, a, b)
		case "":
			f.fields(place, a, b)
		default:
			f.changed(place, field, a, b, closed, moved)
			f.enter(place, field, b)
		}
	}
}

// changed checks one value that has changed.
func (f *changeChecker) changed(path string, field fieldRule, a, b reflect.Value, closed, moved bool) {
	wrong := func(rule, hint string) { f.c.Wrong(path, rule, hint, therapy.ErrTransition) }
	switch field.rule {
	case "fixed":
		wrong("amend-fixed", "the same as before: it never changes")
	case "once":
		if !a.IsZero() {
			wrong("amend-mistake", "the mark: what is marked as a mistake stays marked")
		}
	case "status":
		rev := f.rev
		rev.Corrects = rev.Corrects && !f.trusting
		if !transition(a, b).Permits(rev) {
			wrong("amend-transition", "a status that its table allows, or a correction")
		}
	case "open":
		if closed && !f.rev.Corrects {
			wrong("amend-closed", "no change, or a correction: what is closed does not change otherwise")
		}
	case "fact":
		if !empty(a) && !f.rev.Corrects {
			wrong("amend-fact", "no change, or a correction: what was stated does not change otherwise")
		}
	case "with-status":
		if !empty(a) && !moved && !f.rev.Corrects {
			wrong("amend-reason", "it changes with the status, or by a correction")
		}
	case "stated":
		if empty(b) && !f.rev.Corrects {
			wrong("amend-cleared", "a correction: nothing else clears it")
		}
	case "newer":
		if !empty(a) && !f.rev.Corrects && !newer(a, b) {
			wrong("amend-older", "a later one, or a correction")
		}
	}
}

// kept compares lists whose elements have ids.
func (f *changeChecker) kept(path string, before, now reflect.Value) {
	if sharedLen(before, now) == before.Len() && before.Len() == now.Len() {
		return
	}
	id := idField(before.Type().Elem())
	places := make(map[string]int, now.Len())
	for i := range now.Len() {
		places[keyOf(now.Index(i).Field(id))] = i
	}
	for i := range before.Len() {
		was := before.Index(i)
		key := keyOf(was.Field(id))
		j, still := places[key]
		if !still {
			if x, ok := reflect.TypeAssert[removable](was); ok && x.passing() || f.rev.Corrects && !marked(was.Type()) {
				continue
			}
			f.c.Wrong(path, "amend-removed", "entries are not taken out of the record", therapy.ErrTransition)
			return
		}
		delete(places, key)
		f.fields(at(path, j), was, now.Index(j))
	}
	for i := range now.Len() {
		if j, added := places[keyOf(now.Index(i).Field(id))]; added && i == j {
			f.enter(at(path, i), fieldRule{}, now.Index(i))
		}
	}
}

// keyOf returns the id of an element as text.
func keyOf(id reflect.Value) string {
	if who, ok := reflect.TypeAssert[confidential.PersonID](id); ok {
		return who.String()
	}
	return id.String()
}

// added compares lists that only grow. The old entries must still be there, in the same
// order.
func (f *changeChecker) added(path string, before, now reflect.Value) {
	if f.trusting {
		return
	}
	j := sharedLen(before, now)
	for i := j; i < before.Len(); i++ {
		found := j
		for found < now.Len() && !f.sameEntry(before.Index(i), now.Index(found)) {
			found++
		}
		if found == now.Len() {
			x, ok := reflect.TypeAssert[removable](before.Index(i))
			if ok && x.passing() || f.rev.Corrects && before.Type().Elem().Kind() != reflect.Struct {
				continue
			}
			f.c.Wrong(path, "amend-removed", "entries are not removed or rewritten; mark them as a mistake and add the right one", therapy.ErrTransition)
			return
		}
		for ; j < found; j++ {
			f.enter(at(path, j), fieldRule{}, now.Index(j))
		}
		f.enterCorrection(at(path, j), before.Index(i), now.Index(j))
		j++
	}
	for ; j < now.Len(); j++ {
		f.enter(at(path, j), fieldRule{}, now.Index(j))
	}
}

// sameEntry reports whether an entry is unchanged, except that it may be marked as a mistake
// now.
func (f *changeChecker) sameEntry(was, now reflect.Value) bool {
	if was.Kind() != reflect.Struct || !marked(was.Type()) {
		return sameValue(was, now)
	}
	for i := range was.NumField() {
		same := sameValue(was.Field(i), now.Field(i))
		if was.Type().Field(i).Type == correctionType {
			same = same || was.Field(i).IsZero()
		}
		if !same {
			return false
		}
	}
	return true
}

// enterCorrection checks a mark that has been put on an entry.
func (f *changeChecker) enterCorrection(path string, was, now reflect.Value) {
	if was.Kind() != reflect.Struct || !marked(was.Type()) {
		return
	}
	if a, b := was.FieldByName("Error"), now.FieldByName("Error"); !sameValue(a, b) {
		f.enter(path+"/error", fieldRule{}, b)
	}
}

// note compares two states of a note.
func (f *changeChecker) note(path string, before, now reflect.Value) {
	previous, _ := reflect.TypeAssert[Note](before)
	next, _ := reflect.TypeAssert[Note](now)
	next.follows(f.c, path, previous)
	for i, s := range next.CoSigned {
		if !slices.ContainsFunc(previous.CoSigned, s.same) {
			f.enter(at(path+"/coSigned", i), fieldRule{}, reflect.ValueOf(s))
		}
	}
}

// enter checks a new value: events must not lie in the future, and the value's own checks
// must pass.
func (f *changeChecker) enter(path string, field fieldRule, v reflect.Value) {
	if f.trusting || f.rev.At.IsZero() {
		return
	}
	if field.past {
		switch x := v.Interface().(type) {
		case time.Time:
			if x.After(f.rev.At) {
				f.future(path)
			}
		case therapy.Date:
			// In some time zones a day begins up to fourteen hours before it begins in UTC.
			if therapy.DateOf(f.rev.At.UTC().Add(14 * time.Hour)).Before(x) {
				f.future(path)
			}
		}
		return
	}
	if !enters(v.Type()) {
		return
	}
	if v.Kind() == reflect.Slice {
		for i := range v.Len() {
			f.enter(at(path, i), fieldRule{}, v.Index(i))
		}
		return
	}
	if x, ok := reflect.TypeAssert[newValueChecker](v); ok {
		x.entering(f.c, path)
	}
	for i, field := range fieldsOf(v.Type()) {
		if field.enters {
			f.enter(path+"/"+field.name, field, v.Field(i))
		}
	}
}

func (f *changeChecker) future(path string) {
	f.c.Wrong(path, "time-future", "a time before the revision that records it", therapy.ErrContradiction)
}

// fieldRule is the rule of one field.
type fieldRule struct {
	name string
	rule string
	past bool
	// enters says that something in the field is checked when it is new.
	enters bool
}

// fieldsOf lists the rules of the fields of a structure, without a name for fields that are
// unexported or embedded. The tags of each type are read once.
func fieldsOf(t reflect.Type) []fieldRule {
	if known, ok := fieldRules.Load(t); ok {
		rules, _ := known.([]fieldRule)
		return rules
	}
	rules := make([]fieldRule, t.NumField())
	for i := range rules {
		f := t.Field(i)
		if name := jsonName(f); f.IsExported() && name != "" {
			rule, option, _ := strings.Cut(f.Tag.Get("amend"), ",")
			rules[i] = fieldRule{name: name, rule: rule, past: option == "past", enters: option == "past" || enters(f.Type)}
		}
	}
	fieldRules.Store(t, rules)
	return rules
}

var fieldRules sync.Map // of []fieldRule by type: what the tags say, which does not change

// enters reports whether anything in a value of the type is checked when it is new.
func enters(t reflect.Type) bool {
	switch {
	case t.Kind() == reflect.Slice:
		return enters(t.Elem())
	case t == reflect.TypeFor[Schedule](), t.Kind() != reflect.Struct || t == sealedType:
		return false
	case t.Implements(reflect.TypeFor[newValueChecker]()):
		return true
	}
	return slices.ContainsFunc(fieldsOf(t), func(f fieldRule) bool { return f.enters })
}

var correctionType = reflect.TypeFor[Correction]()

// marked reports whether values of the type can be marked as a mistake, by a mark or by their
// status, so that they need not be removed.
func marked(t reflect.Type) bool {
	f, ok := t.FieldByName("Error")
	if ok && f.Type == correctionType {
		return true
	}
	f, ok = t.FieldByName("Status")
	return ok && f.Type == reflect.TypeFor[GoalStatus]()
}

// empty reports whether a value states nothing.
func empty(v reflect.Value) bool {
	if v.Kind() == reflect.Slice {
		return v.Len() == 0
	}
	return v.IsZero()
}

// newer reports whether b has a later time or day than a.
func newer(a, b reflect.Value) bool {
	for i, field := range fieldsOf(a.Type()) {
		if field.rule != "newer" {
			continue
		}
		switch x := b.Field(i).Interface().(type) {
		case time.Time:
			was, _ := reflect.TypeAssert[time.Time](a.Field(i))
			return x.After(was)
		case therapy.Date:
			was, _ := reflect.TypeAssert[therapy.Date](a.Field(i))
			return !x.IsZero() && !x.Before(was)
		}
	}
	return false
}

// transition finds a change of status in its table.
func transition(before, now reflect.Value) Transition {
	switch a := before.Interface().(type) {
	case PlanStatus:
		b, _ := reflect.TypeAssert[PlanStatus](now)
		return a.To(b)
	case GoalStatus:
		b, _ := reflect.TypeAssert[GoalStatus](now)
		return a.To(b)
	case SessionStatus:
		b, _ := reflect.TypeAssert[SessionStatus](now)
		return a.To(b)
	case AttendanceStatus:
		b, _ := reflect.TypeAssert[AttendanceStatus](now)
		return a.To(b)
	}
	return TransitionRefused
}

// follow checks that now is an allowed change of previous, or an allowed first state if
// previous is nil.
func follow[S any](c *therapy.Check, previous, now *S, rev RevisionSpec, trusting bool) {
	rev.Corrects = rev.Corrects || trusting
	f := changeChecker{c: c, rev: rev, trusting: trusting}
	if previous == nil {
		f.enter("", fieldRule{}, reflect.ValueOf(*now))
		return
	}
	f.fields("", reflect.ValueOf(*previous), reflect.ValueOf(*now))
}
