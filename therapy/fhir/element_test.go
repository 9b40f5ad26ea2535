package fhir_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/fhir"
)

func TestBuildingAResource(t *testing.T) {
	plan := fhir.New("CarePlan")
	plan.AddReference("CarePlan.subject", "Patient/a").SetText("CarePlan.intent", "plan").SetText("CarePlan.status", "active")
	plan.AddCoding("CarePlan.category", "http://x.example", "a", "").AddCoding("CarePlan.category", "http://x.example", "b", "B")
	plan.SetText("CarePlan.title", "")
	detail := plan.Add("CarePlan.activity").Add("CarePlan.activity.detail").SetText("CarePlan.activity.detail.status", "unknown")
	detail.Add("CarePlan.activity.detail.scheduledTiming").Add("Timing.repeat").SetInt("Timing.repeat.count", 3).AddText("Timing.repeat.dayOfWeek", "mon")
	plan.Add("CarePlan.period") // stays empty
	plan.Get("CarePlan.status").Extend("http://y.example").SetBool("Extension.valueBoolean", true)
	plan.SetText("CarePlan.id", "p")
	plan.Prune()
	require.JSONEq(t, `{"resourceType":"CarePlan","id":"p","status":"active","_status":{"extension":[{"url":"http://y.example","valueBoolean":true}]},"intent":"plan",
		"category":[{"coding":[{"system":"http://x.example","code":"a"}]},{"coding":[{"system":"http://x.example","code":"b","display":"B"}]}],
		"subject":{"reference":"Patient/a"},"activity":[{"detail":{"status":"unknown","scheduledTiming":{"repeat":{"count":3,"dayOfWeek":["mon"]}}}}]}`, string(plan.Node().AppendJSON(nil)))
	require.NoError(t, fhir.Check(plan.Node()))
	names := ""
	for part := range plan.Node().Parts() {
		names += part.Name() + " "
	}
	require.Equal(t, "resourceType id status intent category subject activity _status ", names, "in the order of the table")

	require.Equal(t, "a", plan.Code("CarePlan.category", "http://x.example"), "the first coding with this system")
}

func TestReadingAResource(t *testing.T) {
	p := fhir.ResourceOf(parse(t, `{"resourceType":"Patient","_birthDate":{"extension":[{"url":"u","valueCode":"masked"}]},
		"name":[{"given":["a",null,"c"],"_given":[null,{"extension":[{"url":"u","valueString":"x"}]}]}],
		"active":false,"multipleBirthInteger":2,"contact":{"gender":"male"},"contained":[{"resourceType":"Nobody-knows-it","id":"k"}]}`))
	require.Equal(t, "Patient", p.Type())
	born := p.Get("Patient.birthDate")
	require.True(t, born.Exists())
	require.Empty(t, born.Value())
	require.Equal(t, "masked", born.Extension("u").Text("Extension.valueCode"))
	var given []string
	for g := range p.Get("Patient.name").All("HumanName.given") {
		given = append(given, g.Value()+g.Extension("u").Text("Extension.valueString"))
	}
	require.Equal(t, []string{"a", "x", "c"}, given)
	active, ok := p.Bool("Patient.active")
	require.True(t, ok)
	require.False(t, active)
	_, ok = p.Bool("Patient.deceasedBoolean")
	require.False(t, ok)
	i, ok := p.Int("Patient.multipleBirthInteger")
	require.True(t, ok)
	require.Equal(t, 2, i)
	require.False(t, p.Get("Patient.contact").Exists(), "an object where a list belongs is not read")
	require.Equal(t, "Resource", p.Get("Patient.contained").Type())
	require.Equal(t, "k", p.Get("Patient.contained").Text("Resource.id"))

	require.Panics(t, func() { p.Text("Patient.birthdate") })
	require.Panics(t, func() { p.Text("CarePlan.status") })
	require.Panics(t, func() { p.SetText("Patient.active", "yes") })
	require.Panics(t, func() { fhir.New("Period") })
	require.False(t, fhir.Element{}.Exists())
	require.Empty(t, fhir.Element{}.Value())
	require.False(t, fhir.ResourceOf(nil).Exists())
}

func TestEditingKeepsOtherParts(t *testing.T) {
	const text = `{"resourceType":"Patient","birthDate":"2026-03","name":[{"given":["a","b"],"_given":[null,{"id":"x"}]}]}`
	n := parse(t, text)
	p := fhir.ResourceOf(n)
	p.SetText("Patient.birthDate", "2026-03")
	bytesAre(t, text, n) // unchanged parts keep their text

	given := func(i int) fhir.Element {
		for g := range p.Get("Patient.name").All("HumanName.given") {
			if i == 0 {
				return g
			}
			i--
		}
		return fhir.Element{}
	}
	p.Get("Patient.name").AddText("HumanName.given", "c")
	given(2).Extend("u").SetText("Extension.valueString", "y")
	require.JSONEq(t, `{"given":["a","b","c"],"_given":[null,{"id":"x"},{"extension":[{"url":"u","valueString":"y"}]}]}`, string(n.Get("name").Index(0).AppendJSON(nil)))
	given(0).Remove()
	require.JSONEq(t, `{"given":["b","c"],"_given":[{"id":"x"},{"extension":[{"url":"u","valueString":"y"}]}]}`, string(n.Get("name").Index(0).AppendJSON(nil)))
	given(0).Remove()
	given(0).Remove()
	require.JSONEq(t, `{"resourceType":"Patient","birthDate":"2026-03"}`, string(n.AppendJSON(nil)), "empty elements are removed")
	p.Get("Patient.birthDate").Remove()
	require.JSONEq(t, `{"resourceType":"Patient"}`, string(n.AppendJSON(nil)))
}
