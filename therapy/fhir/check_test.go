package fhir_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/fhir"
)

func TestRealFilesPassTheCheck(t *testing.T) {
	for name, data := range realFiles(t) {
		n, err := fhir.Parse(data)
		require.NoError(t, err)
		require.NoError(t, fhir.Check(n), name)
	}
}

func TestCheckFindsFaults(t *testing.T) {
	const (
		plan    = `{"resourceType":"CarePlan","status":"active","intent":"plan","subject":{"reference":"Patient/a"}`
		appt    = `{"resourceType":"Appointment","status":"booked","participant":[{"actor":{"reference":"Patient/a"},"status":"accepted"}]`
		timed   = appt + `,"start":"2026-06-01T10:00:00Z","end":"2026-06-01T10:50:00Z"`
		cond    = `{"resourceType":"Condition","subject":{"reference":"Patient/a"}`
		form    = `{"resourceType":"Questionnaire","status":"draft","item":[`
		problem = `"category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-category","code":"problem-list-item"}]}]`
	)
	tests := []struct{ text, rules string }{
		{plan + `}`, ""},
		{`{"resourceType":"CarePlan","status":"active","intent":"plan"}`, "fhir-required /subject"},
		{plan + `,"statuss":"x"}`, "fhir-unknown-element /#4"},
		{plan + `,"_subject":{"id":"x"}}`, "fhir-unknown-element /_subject"},
		{plan + `,"category":{"text":"x"}}`, "fhir-cardinality /category"},
		{plan + `,"period":[{"start":"2026"}]}`, "fhir-cardinality /period"},
		{plan + `,"_title":[{"id":"x"}]}`, "fhir-cardinality /_title"},
		{plan + `,"title":1}`, "fhir-type /title"},
		{plan + `,"_title":"x"}`, "fhir-type /_title"},
		{plan + `,"title":""}`, "fhir-empty /title"},
		{plan + `,"period":"2026"}`, "fhir-type /period"},
		{plan + `,"period":{"start":"2026-13"}}`, "fhir-format /period/start"},
		{plan + `,"period":{"start":"2026-03"}}`, ""},
		{plan + `,"id":"a_b"}`, "fhir-format /id"},
		{plan + `,"created":"2026-03-01T10:00:00"}`, "fhir-format /created"},
		{plan + `,"goal":[{"reference":"Patient/a"}]}`, "fhir-target /goal/0/reference"},
		{plan + `,"goal":[{"reference":"#a"}]}`, "ref-1 /goal/0/reference"},
		{plan + `,"goal":[{"reference":"#a"}],"contained":[{"resourceType":"Goal","id":"a","lifecycleStatus":"active","description":{"text":"x"},"subject":{"reference":"Patient/a"}}]}`, ""},
		{plan + `,"contained":[{"resourceType":"Basic","id":"a"}]}`, ""},
		{plan + `,"contained":[{"resourceType":"Patient","id":"a"}]}`, "dom-3 /contained/0"},
		{plan + `,"supportingInfo":[{"reference":"#a"}],"contained":[{"resourceType":"Patient","id":"a","meta":{"versionId":"1"}}]}`, "dom-4 /contained/0"},
		{plan + `,"supportingInfo":[{"reference":"#a"}],"contained":[{"resourceType":"Patient","id":"a","meta":{"security":[{"code":"N"}]}}]}`, "dom-5 /contained/0"},
		{plan + `,"activity":[{"reference":{"reference":"Task/a"},"detail":{"status":"unknown"}}]}`, "cpl-3 /activity/0"},
		{plan + `,"activity":[{"detail":{"status":"active"}}]}`, "fhir-code /activity/0/detail/status"},
		{plan + `,"activity":[{"detail":{"status":"unknown","scheduledString":"x","scheduledPeriod":{"start":"2026"}}}]}`, "fhir-choice /activity/0/detail/scheduledString"},
		{strings.Replace(plan, `"active"`, `"achieved"`, 1) + `}`, "fhir-code /status"},
		{`{"resourceType":"Goal","lifecycleStatus":"achieved","description":{"text":"x"},"subject":{"reference":"Patient/a"}}`, "fhir-code /lifecycleStatus"},
		{`{"resourceType":"Goal","lifecycleStatus":"active","description":{"text":"x"},"subject":{"reference":"Patient/a"},"target":[{"detailInteger":1}]}`, "gol-1 /target/0"},
		{cond + `,` + problem + `}`, "con-3 /clinicalStatus"},
		{cond + `,` + problem + `,"clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"active"}]},"abatementString":"x"}`, "con-4 /clinicalStatus"},
		{cond + `,"clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"active"}]},"verificationStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-ver-status","code":"entered-in-error"}]}}`, "con-5 /clinicalStatus"},
		{cond + `,"clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"ill"}]}}`, "fhir-code /clinicalStatus"},
		{timed + `}`, ""},
		{appt + `}`, "app-3 /start"},
		{appt + `,"start":"2026-06-01T10:00:00Z"}`, "app-2 /end"},
		{timed + `,"cancelationReason":{"text":"x"}}`, "app-4 /cancelationReason"},
		{strings.Replace(timed, `"actor":{"reference":"Patient/a"},`, "", 1) + `}`, "app-1 /participant/0"},
		{`{"resourceType":"Group","type":"person","actual":false,"member":[{"entity":{"reference":"Patient/a"}}]}`, "grp-1 /member"},
		{`{"resourceType":"Observation","status":"final","code":{"text":"x"},"valueInteger":1,"dataAbsentReason":{"text":"x"}}`, "obs-6 /dataAbsentReason"},
		{`{"resourceType":"Consent","status":"active","scope":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/consentscope","code":"patient-privacy"}]},"category":[{"text":"x"}],"policyRule":{"text":"x"}}`, "ppc-2"},
		{`{"resourceType":"Consent","status":"active","scope":{"text":"x"},"category":[{"text":"x"}]}`, "ppc-1"},
		{`{"resourceType":"RequestGroup","status":"draft","intent":"plan","action":[{"action":[{"title":"x"}]}]}`, "rqg-1 /action/0/action/0"},
		{`{"resourceType":"Bundle","type":"collection","total":1}`, "bdl-1 /total"},
		{`{"resourceType":"Bundle","type":"collection","entry":[{"request":{"method":"GET","url":"x"},"resource":` + plan + `}}]}`, "bdl-3 /entry/0"},
		{`{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"u","resource":` + plan + `}},{"fullUrl":"u","resource":` + plan + `}}]}`, "bdl-7 /entry/1/fullUrl"},
		{`{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"a/_history/1","resource":` + plan + `}}]}`, "bdl-8 /entry/0/fullUrl"},
		{`{"resourceType":"Bundle","type":"collection","entry":[{"resource":` + plan + `,"x":1}}]}`, "fhir-unknown-element /entry/0/resource/#4"},
		{form + `{"linkId":"a","type":"group","item":[{"linkId":"a","type":"string"}]}]}`, "que-2 /item/0/item/0"},
		{form + `{"linkId":"a","type":"display","code":[{"code":"x"}]}]}`, "que-3 /item/0"},
		{form + `{"linkId":"a","type":"choice","answerValueSet":"x","answerOption":[{"valueString":"x"}]}]}`, "que-4 /item/0"},
		{form + `{"linkId":"a","type":"choice","initial":[{"valueString":"x"}],"answerOption":[{"valueString":"x"}]}]}`, "que-11 /item/0"},
		{form + `{"linkId":"a","type":"choice","enableWhen":[{"question":"b","operator":"exists","answerString":"x"}]}]}`, "que-7 /item/0"},
		{form + `{"linkId":"a","type":"choice","enableWhen":[{"question":"b","operator":"=","answerString":"x"},{"question":"c","operator":"=","answerString":"x"}]}]}`, "que-12 /item/0"},
		{form + `{"linkId":"a","type":"choice","answerOption":[{"initialSelected":true}]}]}`, "fhir-required /item/0/answerOption/0"},
		{`{"resourceType":"Patient","name":[{"given":["a",null],"_given":[null,{"idd":"x"}]}]}`, "fhir-unknown-element /name/0/_given/1/#0"},
		{`{"resourceType":"Nobody-knows-it","x":1}`, ""},
	}
	for _, tt := range tests {
		var found []string
		for _, f := range therapy.FieldErrors(fhir.Check(parse(t, tt.text))) {
			found = append(found, strings.TrimSpace(f.Rule+" "+f.Path))
		}
		if tt.rules == "" {
			require.Empty(t, found, tt.text)
			continue
		}
		require.NotEmpty(t, found, tt.text)
		require.Contains(t, strings.Join(found, "; "), tt.rules, tt.text)
	}
}

func TestCheckIsLinear(t *testing.T) {
	// Each is a document in which one part is looked up once for every other part.
	const count = 100_000
	for name, text := range map[string]string{
		"references to what is not contained": `{"resourceType":"CarePlan","goal":[` + strings.Repeat(`{"reference":"#a"},`, count) + `{"reference":"#b"}]}`,
		"contained resources":                 `{"resourceType":"CarePlan","contained":[` + strings.Repeat(`{"resourceType":"Goal","id":"a"},`, count) + `{"resourceType":"Goal","id":"b"}]}`,
		"nulls after values":                  `{"resourceType":"Patient","name":[{"given":[` + strings.Repeat(`"a",`, count) + strings.Repeat(`null,`, count) + `"b"]}]}`,
		"members":                             `{"resourceType":"Patient"` + numbered(count, `,"a%":[null],"_a%":[{"id":"a"}]`) + `}`,
		"deep": strings.Repeat(`{"resourceType":"Bundle","entry":[{"resource":`, 30) +
			`{"resourceType":"CarePlan","goal":[` + strings.Repeat(`{"reference":"#a"},`, count) + `{"reference":"#b"}]}` + strings.Repeat(`}]}`, 30),
	} {
		n, err := fhir.Parse([]byte(text))
		require.NoError(t, err, name)
		require.NotPanics(t, func() { _ = fhir.Check(n) }, name)
	}
}

// numbered repeats the text with a number for each %.
func numbered(count int, text string) string {
	var b strings.Builder
	for i := range count {
		b.WriteString(strings.ReplaceAll(text, "%", string(rune('a'+i%26))+strings.Repeat("b", i%7)+itoa(i)))
	}
	return b.String()
}
