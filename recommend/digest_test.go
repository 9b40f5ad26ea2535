package recommend_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/words"
)

// wordFields are the fields of a policy, by type, that are words: they are outside
// its digest. Every other field is inside; a new one has to be put on one side.
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

// spoil changes a value to another one.
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
				continue // parts of their own
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
	// Statements come in a vocabulary, which checks them: one field after the other.
	info, _ := testPolicy(t).Factors.Lookup("lonely")
	for i := range reflect.TypeFor[therapy.FactorInfo]().NumField() {
		changed := info
		field := reflect.TypeFor[therapy.FactorInfo]().Field(i).Name
		switch field {
		case "Excludes":
			continue // mutual, and so a change of two
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

// The words that matter for safety have a digest of their own.
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

// formerPolicy is version 1.0.0 of the standard policy as it was written when a
// digest was the hash of a policy's JSON.
func formerPolicy(t *testing.T) []byte {
	t.Helper()
	packed, err := os.ReadFile(filepath.Join("policy", "testdata", "standard-1.0.0.format-1.json.gz"))
	require.NoError(t, err)
	r, err := gzip.NewReader(bytes.NewReader(packed))
	require.NoError(t, err)
	data, err := io.ReadAll(r)
	require.NoError(t, err)
	return data
}

// A policy in the first format is still read, and the digest it had then stands
// for it, however its JSON is laid out.
func TestFirstPolicyFormat(t *testing.T) {
	const former = "sha256:59d3c2455e55acdef44cc892c990e0a8559681f0305e7f7fa3d4fb2c962bda7b"
	data := formerPolicy(t)
	p, err := policy.Parse(data)
	require.NoError(t, err)
	require.Equal(t, []string{former}, p.Aliases)
	require.True(t, p.HasDigest(former))
	require.True(t, p.HasDigest(p.Digest()))
	require.False(t, p.HasDigest(""))
	var indented bytes.Buffer
	require.NoError(t, json.Indent(&indented, data, "", "  "))
	again, err := policy.Parse(indented.Bytes())
	require.NoError(t, err)
	require.Equal(t, p.Aliases, again.Aliases)
	written, err := json.Marshal(p)
	require.NoError(t, err)
	back, err := policy.Parse(written)
	require.NoError(t, err)
	require.Equal(t, p, back, "what is written now comes back")
	_, err = policy.Parse(bytes.Replace(written, []byte("therapykit-policy/3"), []byte("therapykit-policy/1"), 1))
	require.ErrorIs(t, err, therapy.ErrUnknown, "the first format has no aliases")
	composed, err := p.Overlay(policy.Overlay{ID: "clinic", Version: "1", Title: "Clinic"})
	require.NoError(t, err)
	require.Empty(t, composed.Aliases, "another policy")
}

// A certificate from then is true of the policy then, as it was written then and as
// it is kept now.
func TestFormerCertificate(t *testing.T) {
	certificate, err := os.ReadFile(filepath.Join("testdata", "former.certificate.json"))
	require.NoError(t, err)
	p, err := policy.Parse(formerPolicy(t))
	require.NoError(t, err)
	require.NoError(t, recommend.Verify(certificate, p))
	retired, err := standard.Retired("1.0.0")
	require.NoError(t, err)
	require.NoError(t, recommend.Verify(certificate, retired))
	require.Empty(t, standard.Policy().Aliases, "the present version never had another digest")
	p.Aliases = nil
	require.ErrorIs(t, recommend.Verify(certificate, p), recommend.ErrCertificate)
}

// Every text has a key, and no key stands twice.
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

// packOf says every text of the policy by its key.
func packOf(t *testing.T, p policy.Policy) words.Language {
	t.Helper()
	pack := words.Pack{Format: words.PackFormat, Language: "de", Reviewed: "nobody: made up for a test", And: "und", Or: "oder", Entries: map[words.Key]words.Entry{}}
	for key, english := range p.Messages() {
		pack.Entries[key] = words.Entry{Of: words.Hash(english), Text: "<" + string(key) + ">"}
	}
	require.NoError(t, pack.Validate())
	return pack.Speak()
}

// A policy speaks a language wholly, and is the same policy.
func TestPolicyInALanguage(t *testing.T) {
	p := standard.Policy()
	german := p.In(packOf(t, p))
	require.Equal(t, p.Digest(), german.Digest())
	require.Equal(t, p, p.In(words.English()))
	for key, text := range german.Messages() {
		require.Equal(t, "<"+string(key)+">", text)
	}
	r := recommend.Must(p)
	for _, story := range []recommend.Answers{{}, {therapy.Adult: therapy.Yes, therapy.NoAcuteRisk: therapy.Yes, therapy.SensitiveIssue: therapy.Yes}} {
		rec, err := r.Recommend(given(story), now)
		require.NoError(t, err)
		for _, reader := range []policy.Reader{policy.Clinician, policy.Client} {
			text := rec.For(recommend.Audience{Reader: reader, Language: packOf(t, p)}).Text()
			english := rec.For(recommend.Audience{Reader: reader}).Text()
			for key, said := range p.Messages() {
				if len(said) > 40 && len(said) < 70 && strings.Contains(english, said) {
					require.NotContains(t, text, said, key)
					require.Contains(t, text, "<"+string(key)+">")
				}
			}
			data := rec.For(recommend.Audience{Reader: reader, Language: packOf(t, p)}).AppendJSON(nil)
			require.True(t, json.Valid(data))
			require.NotContains(t, string(data), words.Mark)
		}
	}
}
