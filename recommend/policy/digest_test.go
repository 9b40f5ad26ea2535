package policy_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/words"
)

// wordFields lists the fields of a policy, by type, that are texts: they are outside its digest.
// Every other field is inside. A new field has to be put on one side.
var wordFields = map[string]string{
	"Policy":     "Title Profile Aliases ReplayOnly Crisis SafetyDaysWhy ReviewedBy Documents",
	"OptionInfo": "Name PlainName About",
	"Rule":       "Says Reopens Levels",
	"Action":     "Says",
	"Caution":    "Says",
	"Conflict":   "Title",
	"Position":   "Says",
	"FactorInfo": "Asking Row Question PlainQuestion Definition",
}

// spoil changes a value.
func spoilValue(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString("x" + v.String())
	case reflect.Int, reflect.Int64:
		v.SetInt(v.Int() + 1)
	case reflect.Uint8:
		v.SetUint(v.Uint()%2 + 1)
	case reflect.Bool:
		v.SetBool(!v.Bool())
	case reflect.Slice:
		v.Set(reflect.Append(v, reflect.New(v.Type().Elem()).Elem()))
	case reflect.Struct:
		switch v.Interface().(type) {
		case therapy.Condition:
			v.Set(reflect.ValueOf(therapy.Not(v.Interface().(therapy.Condition))))
		case therapy.Date:
			v.Set(reflect.ValueOf(therapy.MustDate(2031, 1, 1)))
		default:
			for _, field := range v.Fields() {
				spoilValue(field)
			}
		}
	default:
		panic("no way to change a " + v.Kind().String())
	}
}

// Each field of a policy is either part of its digest or one of its words.
func TestDigestCoversEverythingButWords(t *testing.T) {
	tests := []struct {
		name string
		at   func(p *policy.Policy) reflect.Value
	}{
		{"Policy", func(p *policy.Policy) reflect.Value { return reflect.ValueOf(p).Elem() }},
		{"OptionInfo", func(p *policy.Policy) reflect.Value { return reflect.ValueOf(&p.Options[1]).Elem() }},
		{"Stage", func(p *policy.Policy) reflect.Value { return reflect.ValueOf(&p.Stages[3]).Elem() }},
		{"Rule", func(p *policy.Policy) reflect.Value { return reflect.ValueOf(&p.Rules[0]).Elem() }},
		{"Points", func(p *policy.Policy) reflect.Value { return reflect.ValueOf(&p.Rules[7].Points[0]).Elem() }},
		{"Action", func(p *policy.Policy) reflect.Value { return reflect.ValueOf(&p.Actions[0]).Elem() }},
		{"Caution", func(p *policy.Policy) reflect.Value { return reflect.ValueOf(&p.Cautions[0]).Elem() }},
		{"Conflict", func(p *policy.Policy) reflect.Value { return reflect.ValueOf(&p.Conflicts[0]).Elem() }},
		{"Position", func(p *policy.Policy) reflect.Value { return reflect.ValueOf(&p.Conflicts[0].B).Elem() }},
	}
	before := testPolicy(t).Digest()
	for _, tt := range tests {
		typ := tt.at(new(testPolicy(t))).Type()
		for i := range typ.NumField() {
			name := typ.Field(i).Name
			if name == "Factors" || name == "A" || name == "B" {
				continue // these parts have their own tests
			}
			p := testPolicy(t)
			spoilValue(tt.at(&p).Field(i))
			isWord := strings.Contains(" "+wordFields[tt.name]+" ", " "+name+" ")
			if name == "Sources" || name == "Rules" && tt.name == "Position" {
				isWord = false
			}
			require.Equal(t, isWord, p.Digest() == before, "%s.%s", tt.name, name)
		}
	}
	// A vocabulary checks its statements, so change one field after the other.
	info, _ := testPolicy(t).Factors.Lookup("lonely")
	for i := range reflect.TypeFor[therapy.FactorInfo]().NumField() {
		changed := info
		field := reflect.TypeFor[therapy.FactorInfo]().Field(i).Name
		switch field {
		case "Excludes":
			continue // exclusions are mutual, so this changes two statements
		case "Sources":
			changed.Sources = append(changed.Sources[:1:1], therapy.Source{ID: "T2", Document: "Another", Strength: therapy.LocalPolicy})
		case "Asking":
			changed.Asking.Section = therapy.SectionNeeds
		case "PlainQuestion":
			changed.PlainQuestion = "Is it otherwise?"
		default:
			spoilValue(reflect.ValueOf(&changed).Elem().Field(i))
		}
		p := testPolicy(t)
		infos := []therapy.FactorInfo{}
		for f, other := range p.Factors.All() {
			if f == "lonely" {
				other = changed
			}
			infos = append(infos, other)
		}
		var err error
		p.Factors, err = therapy.NewVocabulary(infos...)
		require.NoError(t, err, field)
		isWord := strings.Contains(" "+wordFields["FactorInfo"]+" ", " "+field+" ")
		require.Equal(t, isWord, p.Digest() == before, "FactorInfo.%s", field)
	}
}

// The wording that matters for safety has a separate digest.
func TestSafetyDigest(t *testing.T) {
	before := testPolicy(t)
	for _, tt := range []struct {
		name   string
		change func(p *policy.Policy)
		safety bool
	}{
		{"a rule of safety", func(p *policy.Policy) { p.Rules[0].Says.Client += "!" }, true},
		{"another rule", func(p *policy.Policy) { p.Rules[7].Says.Client += "!" }, false},
		{"an action", func(p *policy.Policy) { p.Actions[0].Says.Clinician += "!" }, true},
		{"a caution for every outcome", func(p *policy.Policy) { p.Cautions[0].Says.Client += "!" }, true},
		{"a caution beside advice", func(p *policy.Policy) { p.Cautions[0].Outcomes = []policy.Outcome{policy.Recommended} }, true},
		{"the title", func(p *policy.Policy) { p.Title += "!" }, false},
	} {
		p := testPolicy(t)
		tt.change(&p)
		require.Equal(t, tt.safety, p.SafetyDigest() != before.SafetyDigest(), tt.name)
	}
	card := policy.Card(before)
	require.Contains(t, card, before.Digest())
	require.Contains(t, card, before.SafetyDigest())
}

// Every text has a key, and no key occurs twice.
func TestMessages(t *testing.T) {
	p := standard.Policy()
	seen := map[words.Key]string{}
	for key, english := range p.Messages() {
		require.True(t, key.Valid(), key)
		require.NotEmpty(t, english, key)
		_, again := seen[key]
		require.False(t, again, key)
		seen[key] = english
	}
	require.Equal(t, p.Rules[0].Says.Client, seen[words.Join("rule", p.Rules[0].ID, "says", "client")])
	require.Equal(t, p.Cautions[0].Says.Clinician, seen[words.Join("caution", p.Cautions[0].ID, "says", "clinician")])
	require.Equal(t, p.Conflicts[0].B.Says.Client, seen[words.Join("conflict", p.Conflicts[0].ID, "b", "says", "client")])
	require.Equal(t, "therapy in a group", seen["option.group.plain-name"])
	require.NotEmpty(t, seen["option.group-and-individual.name"])
	n := 0
	for range p.Messages() {
		if n++; n == 3 {
			break
		}
	}
	require.Equal(t, 3, n, "it stops when asked to")
}
