package intakefhir_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/intakefhir"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/recommendtest"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/words"
)

// TestDangerIsFoundInAnyForm writes a danger in the ways in which real programs write answers, and in
// other ways that could hide it. None may be read as if there were no answer.
func TestDangerIsFoundInAnyForm(t *testing.T) {
	f, err := intakefhir.NewForm(recommend.Default())
	require.NoError(t, err)
	canon := f.Canonical(policy.Clinician, words.English())
	head := `"resourceType":"QuestionnaireResponse","status":"completed","questionnaire":"` + canon + `"`
	q := func(item string) string {
		return `{` + head + `,"item":[{"linkId":"section-safety","item":[` + item + `]}]}`
	}
	sys := intakefhir.SystemAnswer
	code := func(sys, c string) string {
		return fmt.Sprintf(`{"linkId":"acute-suicidality","answer":[{"valueCoding":{"system":%q,"code":%q}}]}`, sys, c)
	}
	docs := map[string]string{
		"plain":            q(code(sys, "yes")),
		"wrong version":    strings.Replace(q(code(sys, "yes")), canon, canon+"x", 1),
		"no system":        q(`{"linkId":"acute-suicidality","answer":[{"valueCoding":{"code":"yes"}}]}`),
		"upper":            q(code(sys, "YES")),
		"strongly":         q(code(sys, "strongly")),
		"bool":             q(`{"linkId":"acute-suicidality","answer":[{"valueBoolean":true}]}`),
		"string":           q(`{"linkId":"acute-suicidality","answer":[{"valueString":"Yes."}]}`),
		"integer":          q(`{"linkId":"acute-suicidality","answer":[{"valueInteger":1}]}`),
		"decimal":          q(`{"linkId":"acute-suicidality","answer":[{"valueDecimal":1.0}]}`),
		"loinc yes":        q(`{"linkId":"acute-suicidality","answer":[{"valueCoding":{"system":"http://loinc.org","code":"LA33-6","display":"Yes"}}]}`),
		"snomed yes":       q(`{"linkId":"acute-suicidality","answer":[{"valueCoding":{"system":"http://snomed.info/sct","code":"373066001","display":"Yes (qualifier value)"}}]}`),
		"v2 Y":             q(code("http://terminology.hl7.org/CodeSystem/v2-0136", "Y")),
		"link upper":       q(strings.Replace(code(sys, "yes"), "acute-suicidality", "Acute-Suicidality", 1)),
		"link space":       q(strings.Replace(code(sys, "yes"), "acute-suicidality", "acute suicidality ", 1)),
		"link camel":       q(strings.Replace(code(sys, "yes"), "acute-suicidality", "acuteSuicidality", 1)),
		"link slash":       q(strings.Replace(code(sys, "yes"), "acute-suicidality", "/section-safety/acute-suicidality", 1)),
		"link dotted":      q(strings.Replace(code(sys, "yes"), "acute-suicidality", "1.2.acute-suicidality", 1)),
		"link misspelt":    q(strings.Replace(code(sys, "yes"), "acute-suicidality", "acute-suicidalty", 1)),
		"link nbsp":        q(strings.Replace(code(sys, "yes"), "acute-suicidality", "acute\u2011suicidality", 1)),
		"twice":            q(code(sys, "no") + "," + code(sys, "yes")),
		"two answers":      q(`{"linkId":"acute-suicidality","answer":[{"valueCoding":{"system":"` + sys + `","code":"no"}},{"valueCoding":{"system":"` + sys + `","code":"yes"}}]}`),
		"answer object":    q(`{"linkId":"acute-suicidality","answer":{"valueCoding":{"system":"` + sys + `","code":"yes"}}}`),
		"R5 value":         q(`{"linkId":"acute-suicidality","answer":[{"value":{"system":"` + sys + `","code":"yes"}}]}`),
		"text answer":      q(`{"linkId":"acute-suicidality","answer":["yes"]}`),
		"answer first":     q(`{"answer":[{"valueBoolean":true}],"linkId":"acute-suicidality"}`),
		"answer with item": q(`{"linkId":"acute-suicidality","answer":[{"item":[{"linkId":"x"}],"valueBoolean":true}]}`),
		"choice":           q(`{"linkId":"whatever","answer":[{"valueCoding":{"system":"` + intakefhir.SystemFactor + `","code":"acute-suicidality"}}]}`),
		"concept":          q(`{"linkId":"acute-suicidality","answer":[{"valueCodeableConcept":{"coding":[{"system":"x","code":"yes"}]}}]}`),
		"item outside":     `{` + head + `,"item":[` + code(sys, "yes") + `]}`,
		"entered in error": strings.Replace(q(code(sys, "yes")), "completed", "entered-in-error", 1),
		"modifier":         strings.Replace(q(code(sys, "yes")), `"status"`, `"modifierExtension":[{"url":"http://x","valueBoolean":true}],"status"`, 1),
		"dup items":        `{` + head + `,"item":[],"item":[` + code(sys, "yes") + `]}`,
		"bom":              "\xef\xbb\xbf" + q(code(sys, "yes")),
		"trailing":         q(code(sys, "yes")) + "x",
		"leading junk":     "junk" + q(code(sys, "yes")),
		"comment":          "// x\n" + q(code(sys, "yes")),
		"single quotes":    strings.ReplaceAll(q(code(sys, "yes")), `"`, `'`),
		"trailing comma":   strings.Replace(q(code(sys, "yes")), `}]}]}`, `},]}]}`, 1),
		"NaN before":       strings.Replace(q(code(sys, "yes")), `"item"`, `"x":NaN,"item"`, 1),
		"utf16":            utf16(q(code(sys, "yes"))),
		"as string":        fmt.Sprintf("%q", q(code(sys, "yes"))),
		"in bundle":        `{"resourceType":"Bundle","entry":[{"resource":` + q(code(sys, "yes")) + `}]}`,
		"bad item before":  `{` + head + `,"item":[{"linkId":{"a":1},"answer":"x"},` + code(sys, "yes") + `]}`,
		"raw newline":      strings.Replace(q(code(sys, "yes")), `"item"`, "\"x\":\"a\nb\",\"item\"", 1),
		"xml":              `<QuestionnaireResponse xmlns="http://hl7.org/fhir"><item><linkId value="acute-suicidality"/><answer><valueBoolean value="true"/></answer></item></QuestionnaireResponse>`,
		"plain intake":     `{"acute-suicidality":"yes"}`,
		"absent and bool":  q(`{"linkId":"acute-suicidality","answer":[{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"asked-unknown"}],"valueBoolean":true}]}`),
		"item object":      `{` + head + `,"item":{"linkId":"section-safety","item":[` + code(sys, "yes") + `]}}`,
		"coding list":      q(`{"linkId":"acute-suicidality","answer":[{"valueCoding":[{"system":"` + sys + `","code":"yes"}]}]}`),
		"coding text":      q(`{"linkId":"acute-suicidality","answer":[{"valueCoding":"yes"}]}`),
		"underscore":       q(`{"linkId":"acute-suicidality","_answer":[{"valueBoolean":true}]}`),
		"answers plural":   q(`{"linkId":"acute-suicidality","answers":[{"valueBoolean":true}]}`),
		"value in item":    q(`{"linkId":"acute-suicidality","valueBoolean":true}`),
		"link in array":    q(`{"linkId":["acute-suicidality"],"answer":[{"valueBoolean":true}]}`),
		"item in ext":      q(`{"linkId":"section-x","extension":[{"url":"x","valueBoolean":true}]},` + code(sys, "yes")),
		"root items":       strings.Replace(q(code(sys, "no")), `"item"`, `"items":[`+code(sys, "yes")+`],"item"`, 1),
		"another language": q(`{"linkId":"acute-suicidality","answer":[{"valueString":"ja"}]}`),
	}
	for name, beside := range map[string]string{
		"extension":            `"extension":[{"url":"http://example.org/acute-suicidality","valueBoolean":true}]`,
		"extension in words":   `"extension":[{"url":"http://example.org/finding","extension":[{"url":"suicidal","valueString":"Yes."}]}]`,
		"extension with code":  `"extension":[{"url":"http://example.org/x","valueCoding":{"system":"` + intakefhir.SystemFactor + `","code":"acute-suicidality"}}]`,
		"contained response":   `"contained":[{"resourceType":"QuestionnaireResponse","item":[` + code(sys, "yes") + `]}]`,
		"contained finding":    `"contained":[{"resourceType":"Observation","code":{"coding":[{"system":"x","code":"acute-suicidality"}]},"valueBoolean":true}]`,
		"text that is written": `"text":{"status":"additional","div":"<div>acute-suicidality: yes</div>"}`,
		"items":                `"items":[` + code(sys, "yes") + `]`,
		"Item":                 `"Item":[` + code(sys, "yes") + `]`,
		"extended":             `"_status":{"extension":[{"url":"http://example.org/acute-suicidality","valueCode":"Y"}]}`,
	} {
		docs[name] = strings.Replace(q(`{"linkId":"acute-mania"}`), `"item"`, beside+`,"item"`, 1)
	}
	docs["display"] = q(`{"linkId":"acute-suicidality","answer":[{"valueCoding":{"system":"` + sys + `","code":"no","display":"Yes"}}]}`)
	docs["another value"] = q(`{"linkId":"acute-suicidality","answer":[{"valueCoding":{"system":"` + sys + `","code":"unknown"},"valueBoolean":true}]}`)
	docs["item extension"] = q(`{"linkId":"acute-mania","extension":[{"url":"http://example.org/acute-suicidality","valueBoolean":true}]}`)
	for name, doc := range docs {
		rec, reading, err := f.Recommend([]byte(doc), intakefhir.ReadSpec{}, time.Now())
		require.Equal(t, policy.Escalate, rec.Outcome(), name)
		require.Equal(t, therapy.Yes, reading.Intake.Answers[therapy.AcuteSuicidality], name)
		step, _ := f.Next([]byte(doc), intakefhir.NextSpec{Now: now})
		require.Equal(t, policy.Escalate, step.Recommendation.Outcome(), name)
		if err != nil { // the error says it first, and nothing else is kept
			require.Equal(t, "form-danger", therapy.FieldErrors(err)[0].Rule, name)
			require.Contains(t, err.Error(), "acute-suicidality", name)
			for factor, answer := range reading.Intake.Answers {
				info, _ := therapy.Factors().Outline(factor)
				require.Equal(t, therapy.Danger, info.Alarm, name)
				require.Equal(t, therapy.Yes, answer, name)
			}
		}
	}
	// What is no yes and no no is named.
	for _, value := range []string{`"valueDate":"2026-01-01"`, `"valueInteger":3`, `"valueString":"see below"`} {
		rec, reading, err := f.Recommend([]byte(q(`{"linkId":"x"},{"linkId":"acute-suicidality","answer":[{`+value+`}]}`)), intakefhir.ReadSpec{}, now)
		require.Equal(t, []string{"/item/0/item/1/answer/0 answer-word-on-safety", "/item/0/item/0 response-link"}, rules(err))
		require.Contains(t, err.Error(), "acute-suicidality")
		require.Zero(t, rec.Outcome())
		require.Empty(t, reading.Intake.Answers)
	}
	_, _, err = f.Recommend([]byte(q(`{"linkId":"acute-suicidality","answer":[]}`)), intakefhir.ReadSpec{}, now)
	require.Equal(t, "danger-named-in-refused", therapy.FieldErrors(err)[0].Rule)
	// A no to "no danger" is reported, wherever it is.
	for _, doc := range []string{
		q(`{"linkId":"x"},{"linkId":"medically-stable","answer":[{"valueCoding":{"system":"` + sys + `","code":"no"}}]}`),
		q(`{"linkId":"Medically_Stable","answer":[{"valueBoolean":false}]}`),
		strings.Replace(q(`{"linkId":"acute-mania"}`), `"item"`, `"items":[{"linkId":"medically-stable","answer":[{"valueBoolean":false}]}],"item"`, 1),
	} {
		_, reading, err := f.Recommend([]byte(doc), intakefhir.ReadSpec{}, now)
		require.Equal(t, "form-danger", therapy.FieldErrors(err)[0].Rule, doc)
		require.Equal(t, recommend.Answers{therapy.MedicallyStable: therapy.No}, reading.Intake.Answers, doc)
	}
	// A no is not taken for danger.
	for _, doc := range []string{
		q(code(sys, "no")), q(code(sys, "unknown")), strings.Replace(q(code(sys, "no")), "completed", "made-up", 1),
		strings.Replace(q(code(sys, "unknown")), "completed", "made-up", 1), q(`{"linkId":"acute-suicidality","answer":[{"valueBoolean":false}]}`),
		strings.Replace(q(code(sys, "no")), `"item"`, `"extension":[{"url":"http://example.org/acute-suicidality","valueBoolean":false},{"url":"http://example.org/key","valueCode":"acute-suicidality"}],"item"`, 1),
		strings.Replace(q(code(sys, "no")), `"item"`, `"contained":[{"resourceType":"Observation","code":{"coding":[{"code":"acute-suicidality"}]},"valueString":"No"}],"item"`, 1),
		q(`{"linkId":"acute-suicidality","text":"Is the person thinking of ending their life?"},{"linkId":"made-up","answer":[{"valueBoolean":true}]}`),
	} {
		rec, _, _ := f.Recommend([]byte(doc), intakefhir.ReadSpec{}, time.Now())
		require.NotEqual(t, policy.Escalate, rec.Outcome(), doc)
	}
}

// TestNoFalseAlarms checks that refused answers of people who are not in danger do not escalate.
func TestNoFalseAlarms(t *testing.T) {
	f, err := intakefhir.NewForm(recommend.Default())
	require.NoError(t, err)
	rng := rand.New(rand.NewPCG(3, 5))
	tried := 0
	for range 150 {
		in := recommendtest.Plausible(rng)
		filled, err := f.Data().Filled(in)
		if err != nil {
			continue // more needs than the form takes
		}
		n, _, err := f.Response(filled, intakefhir.ResponseSpec{})
		if err != nil {
			continue
		}
		doc := n.AppendJSON(nil)
		rec, _, err := f.Recommend(doc, intakefhir.ReadSpec{}, time.Time{})
		require.NoError(t, err)
		broken, _, err := f.Recommend([]byte(strings.Replace(string(doc), `"completed"`, `"made-up"`, 1)), intakefhir.ReadSpec{}, time.Time{})
		require.Error(t, err)
		require.Equal(t, rec.Outcome() == policy.Escalate, broken.Outcome() == policy.Escalate)
		tried++
	}
	require.Greater(t, tried, 50)
}

// TestLookingThroughManyAnswers checks that danger is found in an item with thousands of linkIds and
// answers. Trying all pairs would exceed the time limit of the tests.
func TestLookingThroughManyAnswers(t *testing.T) {
	f, err := intakefhir.NewForm(recommend.Default())
	require.NoError(t, err)
	var links, answers []string
	for i := range 30_000 {
		links, answers = append(links, fmt.Sprintf(`"a%d"`, i)), append(answers, fmt.Sprintf(`"b%d"`, i))
	}
	doc := func() []byte {
		return []byte(`{"linkId":[` + strings.Join(links, ",") + `],"answer":[` + strings.Join(answers, ",") + `]}`)
	}
	rec, _, err := f.Recommend(doc(), intakefhir.ReadSpec{}, time.Now())
	require.Error(t, err)
	require.NotEqual(t, policy.Escalate, rec.Outcome())
	links[777], answers[29_000] = `"acute-suicidality"`, `"Yes"`
	rec, _, _ = f.Recommend(doc(), intakefhir.ReadSpec{}, time.Now())
	require.Equal(t, policy.Escalate, rec.Outcome())
}

func utf16(s string) string {
	b := []byte{0xff, 0xfe}
	for _, c := range []byte(s) {
		b = append(b, c, 0)
	}
	return string(b)
}
