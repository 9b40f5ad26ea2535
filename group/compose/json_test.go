package compose_test

import (
	"context"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group/compose"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential/confidentialtest"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

// dates compares days.
var dates = cmp.Comparer(func(a, b therapy.Date) bool { return a == b })

// data holds one value of each exported type that holds data.
var data = []any{
	compose.Acuity(1),
	compose.Assignment{},
	compose.Attribute(1),
	compose.Bound{},
	compose.Change{},
	compose.ChangeKind(1),
	compose.Client{},
	compose.Code(""),
	compose.Concern{},
	compose.ConflictSet{},
	compose.GenderRule(1),
	compose.Group{},
	compose.GroupReport{},
	compose.Intake(1), compose.Lack(0),
	compose.Member{},
	compose.Mode(1),
	compose.Move{},
	compose.Part{},
	compose.Placement{},
	compose.Policy{},
	compose.Problem{},
	compose.Pin{},
	compose.Progress{},
	compose.Proof{},
	compose.Quota{},
	compose.Report{},
	compose.Replanned{},
	compose.Resource{},
	compose.Room{},
	compose.Step{},
	compose.Therapist{},
	compose.Together{},
	compose.Travel{},
	compose.Wish{},
	compose.LeaderGender(1), compose.ResourceKind(1),
	compose.Result{},
	compose.Rule(1),
	compose.Score{},
	compose.Stage(1), compose.State(1),
	compose.Unplaced{},
}

// TestJSONRoundTrip encodes every type, with all optional fields zero and with all fields set,
// and reads it back.
func TestJSONRoundTrip(t *testing.T) {
	t.Parallel()
	problem, err := compose.Read(strings.NewReader(small))
	require.NoError(t, err)
	values := []any{problem, compose.Options{Work: 7}, compose.Records{}, compose.GroupDetails{}, compose.Person{}}
	for _, v := range data {
		if _, given := v.(compose.Problem); given {
			continue // only a valid value encodes
		}
		value := reflect.New(reflect.TypeOf(v)).Elem()
		fill(value, 0)
		values = append(values, value.Interface())
	}
	require.NoError(t, therapytest.Encodes(".", nil, values...))
}

// fill sets every field to a value, to a valid one where the type requires it.
func fill(v reflect.Value, depth int) {
	if v.Type() == reflect.TypeFor[therapy.Date]() {
		v.Set(reflect.ValueOf(therapy.MustDate(2026, time.March, 2)))
		return
	}
	switch v.Kind() { //nolint:exhaustive // the kinds that occur
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[compose.Problem]() {
			return
		}
		for _, field := range v.Fields() {
			fill(field, depth+1)
		}
	case reflect.Slice:
		if depth > 6 {
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(v.Index(0), depth+1)
		fill(v.Index(1), depth+1)
	case reflect.Map:
		value := reflect.New(v.Type().Elem()).Elem()
		fill(value, depth+1)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.ValueOf("id").Convert(v.Type().Key()), value)
	case reflect.String:
		v.SetString("word")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Uint8:
		v.SetUint(2)
	case reflect.Int, reflect.Int64:
		v.SetInt(7)
	}
}

func TestInstanceRoundTrip(t *testing.T) {
	t.Parallel()
	full, err := compose.Read(strings.NewReader(small))
	require.NoError(t, err)
	for _, p := range []compose.Problem{{}, full, read(t, "dev-clinic-4")} {
		text, err := json.Marshal(p)
		require.NoError(t, err)
		var back compose.Problem
		require.NoError(t, json.Unmarshal(text, &back))
		require.Empty(t, cmp.Diff(p, back, dates))
	}
}

func TestResultRoundTrip(t *testing.T) {
	t.Parallel()
	p := read(t, "dev-tiny-2")
	r, err := compose.Solve(context.Background(), p, compose.Options{})
	require.NoError(t, err)
	text, err := json.Marshal(r)
	require.NoError(t, err)
	var back compose.Result
	require.NoError(t, therapy.UnmarshalStrict(text, &back))
	require.Empty(t, cmp.Diff(r, back, dates))
	verify(t, p, back)
}

// TestNothingPrintsPeople prints every type that names people, with each kind of formatting.
func TestNothingPrintsPeople(t *testing.T) {
	t.Parallel()
	exempt := map[string]string{
		"Code": "a word", "Concern": "a concern", "Quota": "a number of people", "Resource": "a room or a therapist's hours", "Room": "a room",
		"Travel": "minutes between places", "Policy": "points", "Score": "numbers", "Progress": "numbers", "Therapist": "staff", "Options": "an argument",
	}
	var people []any
	for _, v := range data {
		typ := reflect.TypeOf(v)
		if _, spared := exempt[typ.Name()]; !spared && typ.Kind() != reflect.Uint8 {
			people = append(people, v)
		}
	}
	people = append(people, compose.Records{}, compose.GroupDetails{}, compose.Person{})
	confidentialtest.CheckDisplay(t, people...)
	confidentialtest.CheckListed(t, ".", people, exempt)
}
