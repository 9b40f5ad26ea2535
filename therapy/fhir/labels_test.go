package fhir_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/fhir"
)

func TestLabelsComeBack(t *testing.T) {
	for level := confidential.VeryRestricted; level.Valid(); level++ {
		for kind := confidential.Identity; kind.Valid(); kind++ {
			for tags := range confidential.Tags(64) {
				for setting := confidential.IndividualSetting; setting.Valid(); setting++ {
					want := confidential.Label{Level: confidential.HighWater(level, tags.DefaultLevel()), Kind: kind, Tags: tags, Setting: setting}
					if tags == 0 {
						want.Level = level
					}
					p := fhir.New("Patient")
					fhir.SetLabel(p, want)
					got, ok := fhir.LabelOf(p)
					require.True(t, ok)
					require.Equal(t, want, got)
					require.NotContains(t, string(p.Node().AppendJSON(nil)), `"PDS"`)
				}
			}
		}
	}
}

func TestNobodyIsNamedInALabel(t *testing.T) {
	label := confidential.LabelFor(confidential.ThirdParty, client)
	label.About, label.Heard, label.Never = []confidential.PersonID{other}, []confidential.PersonID{gp}, []confidential.PersonID{therapist}
	p := fhir.New("Patient")
	fhir.SetLabel(p, label)
	for _, id := range []confidential.PersonID{client, other, gp, therapist} {
		require.NotContains(t, string(p.Node().AppendJSON(nil)), id.String())
	}
}

func TestLabelsAreNeverLowered(t *testing.T) {
	p := fhir.New("Patient")
	fhir.SetLabel(p, confidential.Label{Level: confidential.VeryRestricted, Kind: confidential.Diagnosis, Tags: confidential.Abuse})
	fhir.SetLabel(p, confidential.Label{Level: confidential.Normal, Kind: confidential.Attendance, Tags: confidential.Minor})
	got, _ := fhir.LabelOf(p)
	require.Equal(t, confidential.VeryRestricted, got.Level)
	require.True(t, got.Tags.Has(confidential.Abuse|confidential.Minor))
	require.Equal(t, 1, strings.Count(string(p.Node().AppendJSON(nil)), "v3-Confidentiality"), "exactly one level")
}

func TestMissingLabelIsStrictest(t *testing.T) {
	for text, want := range map[string]confidential.Level{
		`{"resourceType":"Patient"}`: confidential.VeryRestricted,
		`{"resourceType":"Patient","meta":{"security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"MH"}]}}`:                                                                                                 confidential.VeryRestricted,
		`{"resourceType":"Patient","meta":{"security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"XYZ"}]}}`:                                                                                        confidential.VeryRestricted,
		`{"resourceType":"Patient","meta":{"security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"L"},{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"R"}]}}`:         confidential.Restricted,
		`{"resourceType":"Patient","meta":{"security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"N"},{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"ETH"}]}}`:       confidential.VeryRestricted,
		`{"resourceType":"Patient","meta":{"security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"N"},{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"SDV"}]}}`:               confidential.VeryRestricted,
		`{"resourceType":"Nobody-knows-it","meta":{"security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"N"}]}}`:                                                                                  confidential.Normal,
		`{"resourceType":"Patient","meta":{"security":[{"system":"http://example.org","code":"U"},{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"N","display":"unrestricted"}],"tag":[{"code":"U"}]}}`: confidential.Normal,
	} {
		got, _ := fhir.LabelOf(fhir.ResourceOf(parse(t, text)))
		require.Equal(t, want, got.Level, text)
	}
}

func TestNarratives(t *testing.T) {
	p := fhir.ResourceOf(parse(t, `{"resourceType":"CarePlan","status":"a<b>&c","intent":"plan","title":"Jane","subject":{"reference":"Patient/a","display":"Jane"},"category":[{"text":"<script>"}]}`))
	fhir.Narrate(p)
	div := p.Get("CarePlan.text").Text("Narrative.div")
	require.Equal(t, `<div xmlns="http://www.w3.org/1999/xhtml"><p>CarePlan; status: a&lt;b&gt;&amp;c; intent: plan; category: &lt;script&gt;</p></div>`, div)

	kept := fhir.ResourceOf(parse(t, `{"resourceType":"CarePlan","text":{"status":"additional","div":"<div>more</div>"},"status":"active"}`))
	fhir.Narrate(kept)
	require.Equal(t, "<div>more</div>", kept.Get("CarePlan.text").Text("Narrative.div"))
}
