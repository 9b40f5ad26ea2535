package compose_test

import (
	"bytes"
	"encoding"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/group/compose"
	"github.com/therapykit/therapykit/therapy"
)

// small is a valid instance with every field of the format.
const small = `{"format":"group-composition/1","name":"n","seed":1,
"policy":{"priorityPoints":{"routine":100,"soon":200,"urgent":300},"waitCapWeeks":52,"minFit":35},
"clients":[{"id":"c1","priority":"urgent","waitDays":8,"suitable":true,"concerns":[{"code":"grief","severity":2}],
"contraindicated":["anger"],"slots":["mon"],"preferredSlots":["mon"],"languages":["nl"],"gender":"x","age":30,
"acuity":"high","modes":["online"],"region":"r","wantTherapistGender":"m","excludeTherapists":["t2"]}],
"groups":[{"id":"g1","themes":["grief"],"slot":"mon","therapists":["t1"],"therapistGender":"m","language":"nl",
"mode":"online","region":"r","min":1,"max":3,"state":"running","intake":"open","members":[{"id":"m1","gender":"f",
"age":61,"acuity":"low"}],"gender":"any","ageMin":18,"ageMax":99,"minutes":90,
"quotas":[{"attr":"ageBand","value":"61+","max":2,"noLone":false}]}],
"conflicts":[{"members":["c1","m1"],"reason":"relatives"}],
"resources":[{"id":"r1","kind":"therapist","cap":1,"groups":["g1"]}]}`

func TestRead(t *testing.T) {
	t.Parallel()
	got, err := compose.Read(strings.NewReader(small))
	require.NoError(t, err)
	want := compose.Problem{
		Name:   "n",
		Policy: compose.Policy{Routine: 100, Soon: 200, Urgent: 300, WaitCapWeeks: 52, MinFit: 35},
		Clients: []compose.Client{{
			ID: "c1", Priority: group.Urgent, WaitDays: 8, Suitable: true, Concerns: []compose.Concern{{Code: "grief", Severity: 2}},
			Contraindicated: []string{"anger"}, Slots: []string{"mon"}, PreferredSlots: []string{"mon"}, Languages: []string{"nl"},
			Gender: group.OtherGender, Age: 30, Acuity: compose.HighAcuity, Modes: []compose.Mode{compose.Online}, Region: "r",
			WantTherapistGender: compose.LedByMen, ExcludeTherapists: []string{"t2"},
		}},
		Groups: []compose.Group{{
			ID: "g1", Themes: []string{"grief"}, Slot: "mon", Therapists: []string{"t1"}, TherapistGender: compose.LedByMen, Language: "nl",
			Mode: compose.Online, Region: "r", Min: 1, Max: 3, State: compose.Running, Intake: compose.IntakeOpen,
			Members: []compose.Member{{ID: "m1", Gender: group.Female, Age: 61, Acuity: compose.LowAcuity}},
			Gender:  compose.AnyGender, AgeMin: 18, AgeMax: 99, Minutes: 90,
			Quotas: []compose.Quota{{Attribute: compose.ByAgeBand, Value: "61+", HasMax: true, Max: 2}},
		}},
		Conflicts: []compose.ConflictSet{{Members: []string{"c1", "m1"}, Reason: "relatives"}},
		Resources: []compose.Resource{{ID: "r1", Kind: compose.TherapistLoad, Cap: 1, Groups: []string{"g1"}}},
	}
	require.Empty(t, cmp.Diff(want, got, dates))
}

func TestReadRefuses(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, old, new string
		want           []string
	}{
		{"other format", "composition/1", "composition/2", []string{"/format [format]"}},
		{"unknown field", `"waitDays":8,`, `"waitDays":8,"bsn":"1",`, []string{"/clients/0/#3 [json-unknown-member]"}},
		{"repeated field", `"waitDays":8,`, `"waitDays":8,"waitDays":9,`, []string{"/clients/0/waitDays [json-duplicate]"}},
		{"fraction", `"waitDays":8,`, `"waitDays":8.0,`, []string{"/clients/0/waitDays [json-type]"}},
		{"huge number", `"waitDays":8,`, `"waitDays":99999999,`, []string{"/clients/0/waitDays [wait-range]"}},
		{"null", `"slot":"mon"`, `"slot":null`, []string{"/groups/0/slot [json-type]"}},
		{"unknown field of a policy", `"minFit":35`, `"minFit":35,"x":1`, []string{"/policy/#3 [json-unknown-member]"}},
		{"unknown field of a quota", `"noLone":false`, `"lone":false`, []string{"/groups/0/quotas/0/#3 [json-unknown-member]"}},
		{"unknown name", `"priority":"urgent"`, `"priority":"Urgent"`, []string{"/clients/0/priority [enum-unknown]"}},
		{"therapist wish x", `"wantTherapistGender":"m"`, `"wantTherapistGender":"x"`, []string{"/clients/0/wantTherapistGender [enum-unknown]"}},
		{"several at once", `"clients":[{"id":"c1","priority":"urgent","waitDays":8`, `"clients":[{"id":1,"priority":"","waitDays":8`, []string{"/clients/0/id [json-type]", "/clients/0/priority [enum-unknown]"}},
		{"cut off", `"groups":["g1"]}]}`, `"groups":["g1"`, []string{" [json-syntax]"}},
		{"meaning", `"severity":2`, `"severity":4`, []string{"/clients/0/concerns/0/severity [severity-range]"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, 1, strings.Count(small, test.old))
			p, err := compose.Read(strings.NewReader(strings.Replace(small, test.old, test.new, 1)))
			require.Equal(t, compose.Problem{}, p)
			require.Equal(t, test.want, places(err))
			require.NotContains(t, err.Error(), "Urgent")
		})
	}
	_, err := compose.Read(broken{})
	require.ErrorIs(t, err, errBroken)
}

// places lists the path and the rule of each error.
func places(err error) (list []string) {
	for _, f := range therapy.FieldErrors(err) {
		list = append(list, f.Path+" ["+f.Rule+"]")
	}
	return list
}

func TestReadEscapes(t *testing.T) {
	t.Parallel()
	p, err := compose.Read(strings.NewReader(strings.Replace(small, `"name":"n"`, `"name":"a\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00 é"`, 1)))
	require.NoError(t, err)
	require.Equal(t, "a\"\\/\b\f\n\r\té😀 é", p.Name)
}

func TestValidateFindsEverything(t *testing.T) {
	t.Parallel()
	bad := compose.Problem{
		Policy: compose.Policy{Routine: -1, Soon: 1 << 30, Urgent: -1, WaitCapWeeks: -1, MinFit: 100},
		Clients: []compose.Client{
			{
				WaitDays: -1, Age: 200, Concerns: []compose.Concern{{}, {Code: "a", Severity: 1}, {Code: "a", Severity: 1}, {Code: "b", Severity: 1}},
				Slots: []string{"", "a", "a"}, Modes: []compose.Mode{0, 9, compose.Online, compose.Online}, WantTherapistGender: 99,
				Priority: 77, Gender: 77, Acuity: 77,
			},
			{ID: "x", Priority: 1, Gender: 1, Acuity: 1},
			{ID: "x", Priority: 1, Gender: 1, Acuity: 1},
		},
		Groups: []compose.Group{
			{Min: 3, Max: 2, AgeMin: 3, AgeMax: 2, Minutes: -1, Members: []compose.Member{{}, {ID: "x", Age: -1}, {ID: "x"}}, Quotas: []compose.Quota{
				{},
				{Attribute: compose.ByGender, Value: "man", NoLone: true},
				{Attribute: compose.ByAcuity, Value: "x", NoLone: true},
				{Attribute: compose.ByAgeBand, Value: "old", HasMax: true, Max: -1},
			}},
			{ID: "g", Slot: "s", Language: "l", TherapistGender: 77},
			{ID: "g", Slot: "s", Language: "l", TherapistGender: 9},
		},
		Conflicts: []compose.ConflictSet{{}, {Members: []string{"x", "x", "nobody"}, Reason: "r"}},
		Resources: []compose.Resource{{Cap: -1, Groups: []string{"g", "g", "h"}}, {ID: "r"}, {ID: "r"}},
	}
	var b strings.Builder
	for _, place := range places(bad.Validate()) {
		b.WriteString(place + "\n")
	}
	want := `/policy/priorityPoints/routine [points-range]
/policy/priorityPoints/soon [points-range]
/policy/priorityPoints/urgent [points-range]
/policy/waitCapWeeks [points-range]
/policy/minFit [fit-range]
/clients/0/id [required]
/clients/0/priority [known-name]
/clients/0/waitDays [wait-range]
/clients/0/concerns [too-many]
/clients/0/concerns/0/code [required]
/clients/0/concerns/0/severity [severity-range]
/clients/0/concerns/2/code [concern-unique]
/clients/0/slots/0 [required]
/clients/0/slots/2 [name-unique]
/clients/0/gender [known-name]
/clients/0/age [age-range]
/clients/0/acuity [known-name]
/clients/0/modes/0 [required]
/clients/0/modes/1 [known-name]
/clients/0/modes/3 [name-unique]
/clients/0/wantTherapistGender [known-name]
/clients/2/id [client-id-unique]
`
	require.True(t, strings.HasPrefix(b.String(), want), b.String())
	for _, rule := range []string{
		"group-id-unique", "member-id-unique", "member-not-waiting", "size-order", "age-order", "minutes-range", "quota-value", "quota-empty",
		"size-range", "two-at-least", "person-known", "name-unique", "group-known", "resource-id-unique", "cap-range",
	} {
		require.Contains(t, b.String(), "["+rule+"]\n")
	}
	many := compose.Problem{Clients: make([]compose.Client, 2000)}
	require.Len(t, places(many.Validate()), 101, "the report is bounded")
}

// enum has the methods of every closed vocabulary of the package.
type enum interface {
	fmt.Stringer
	encoding.TextMarshaler
}

func TestEnums(t *testing.T) {
	t.Parallel()
	check := func(names string, of func(uint8) enum, parse func(string) (enum, error)) {
		for k, name := range strings.Fields(names) {
			v := of(uint8(k + 1))
			require.Equal(t, name, v.String())
			text, err := v.MarshalText()
			require.NoError(t, err)
			back, err := parse(string(text))
			require.NoError(t, err)
			require.Equal(t, v, back)
		}
		for _, bad := range []uint8{0, uint8(len(strings.Fields(names)) + 1), 255} {
			require.Contains(t, of(bad).String(), "(", names)
			_, err := of(bad).MarshalText()
			require.ErrorIs(t, err, therapy.ErrRange)
		}
		for _, bad := range []string{"", "?", " " + names, strings.ToUpper(strings.Fields(names)[0])} {
			_, err := parse(bad)
			require.ErrorIs(t, err, therapy.ErrUnknown)
		}
	}
	check("any f m", func(v uint8) enum { return compose.GenderRule(v) }, parser[compose.GenderRule]())
	check("onsite online", func(v uint8) enum { return compose.Mode(v) }, parser[compose.Mode]())
	check("candidate running", func(v uint8) enum { return compose.State(v) }, parser[compose.State]())
	check("open closed", func(v uint8) enum { return compose.Intake(v) }, parser[compose.Intake]())
	check("low high", func(v uint8) enum { return compose.Acuity(v) }, parser[compose.Acuity]())
	check("gender ageBand acuity", func(v uint8) enum { return compose.Attribute(v) }, parser[compose.Attribute]())
	check("therapist therapist-slot room-slot therapist-minutes variants", func(v uint8) enum { return compose.ResourceKind(v) }, parser[compose.ResourceKind]())
	check("not-suitable intake theme contraindicated mode region language gender age slot therapist conflict-with-member fit quota-full therapist-gender pin together leaders ruled-out",
		func(v uint8) enum { return compose.Rule(v) }, parser[compose.Rule]())
	require.Equal(t, "placing", compose.StagePlacing.String())
	require.Equal(t, "quota", compose.ChangeQuota.String())
	require.Equal(t, "nothing", compose.LackNothing.String())
	require.Equal(t, "intake", compose.LackIntake.String())
}

// parser reads one value of T by its UnmarshalText.
func parser[T any, P interface {
	*T
	encoding.TextUnmarshaler
}]() func(string) (enum, error) {
	return func(text string) (enum, error) {
		var v T
		err := P(&v).UnmarshalText([]byte(text))
		return any(v).(enum), err //nolint:forcetypeassert // every T of this test is one
	}
}

// FuzzRead gives the reader any input: it must not panic, and what it accepts must be valid
// and, when small, can be solved, checked and proven.
func FuzzRead(f *testing.F) {
	f.Add([]byte(small))
	f.Add([]byte(`{"format":"group-composition/1"}`))
	f.Add([]byte(`[`))
	f.Add([]byte(strings.ReplaceAll(small, "running", "candidate")))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := compose.Read(bytes.NewReader(data))
		if err != nil {
			require.NotEmpty(t, places(err))
			return
		}
		require.NoError(t, p.Validate())
		if len(p.Clients) < 20 && len(p.Groups) < 20 {
			checkReasons(t, p, solve(t, p))
		}
	})
}
