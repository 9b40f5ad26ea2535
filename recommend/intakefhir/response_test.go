package intakefhir_test

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/intakefhir"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/recommendtest"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/fhir"
	"github.com/therapykit/therapykit/therapy/words"
)

func rules(err error) []string {
	var list []string
	for _, fault := range therapy.FieldErrors(err) {
		list = append(list, fault.Path+" "+fault.Rule)
	}
	return list
}

func findings(r intakefhir.Reading) []string {
	var list []string
	for _, x := range r.Findings {
		list = append(list, x.Place+" "+x.Rule)
	}
	return list
}

// byClinician is the spec of a caller whose clinicians log in.
var byClinician = intakefhir.ReadSpec{Assessed: asked, Informant: intakefhir.OwnInformant}

// TestEveryStatementRoundTrips writes every statement with every answer and reads it back.
func TestEveryStatementRoundTrips(t *testing.T) {
	f := theForm(t)
	for factor := range f.Recommender().Policy().Factors.Names() {
		item, _, ok := f.Data().Item(factor)
		if !ok {
			continue
		}
		for a := recommend.FormYes; a.Valid(); a++ {
			if a == recommend.FormStrongly && !item.Strongly {
				continue
			}
			filled := recommend.Filled{Answers: map[therapy.Factor]recommend.FormAnswer{factor: a}, Assessed: asked}
			n, omissions, err := f.Response(filled, intakefhir.ResponseSpec{ID: "r-1", Subject: "Patient/client-17"})
			require.NoError(t, err)
			require.Empty(t, omissions)
			require.NoError(t, fhir.Check(n))
			reading, err := f.Read(n.AppendJSON(nil), byClinician)
			require.NoError(t, err, "%s %s", factor, a)
			want, err := f.Data().Intake(filled)
			require.NoError(t, err)
			require.True(t, want.Equal(reading.Intake), "%s %s", factor, a)
		}
	}
}

// TestPlausibleIntakesRoundTrip writes and reads plausible forms, with provenance.
func TestPlausibleIntakesRoundTrip(t *testing.T) {
	f := theForm(t)
	rng := rand.New(rand.NewPCG(1, 2))
	count := 0
	for range 300 {
		in := recommendtest.Plausible(rng)
		in.Assessed = asked
		filled, err := f.Data().Filled(in)
		require.NoError(t, err)
		want, err := f.Data().Intake(filled)
		if err != nil {
			continue // more needs than the form takes
		}
		count++
		provenance := map[therapy.Factor]recommend.Provenance{}
		for factor := range in.Answers {
			if rng.IntN(4) == 0 {
				provenance[factor] = recommend.Provenance{By: recommend.ByRelative, Person: client, At: now, From: recommend.FromRecord}
			}
		}
		n, _, err := f.Response(filled, intakefhir.ResponseSpec{Provenance: provenance})
		require.NoError(t, err)
		reading, err := f.Read(n.AppendJSON(nil), byClinician)
		require.NoError(t, err)
		for factor, answer := range want.Answers {
			item, q, _ := f.Data().Item(factor)
			own, stated := provenance[factor]
			switch {
			case item.Trained && stated && answer.Truth() == therapy.True:
				require.Equal(t, therapy.Unanswered, reading.Intake.Answers[factor], "a relative's answer cannot exclude danger")
			case q.Choice && answer == therapy.No && stated: // said once, of what is true
			case stated:
				require.Equal(t, answer, reading.Intake.Answers[factor], factor)
				require.Equal(t, own, reading.Intake.Provenance[factor], factor)
			default:
				require.Equal(t, answer, reading.Intake.Answers[factor], factor)
			}
		}
	}
	require.Greater(t, count, 100)
}

// response is a made-up response with items in the section of safety.
func response(f *intakefhir.Form, reader policy.Reader, head, items string) string {
	return `{"resourceType":"QuestionnaireResponse",` + head + `"questionnaire":"` + f.Canonical(reader, words.Language{}) +
		`","status":"completed","authored":"2026-03-02T09:30:00Z","item":[{"linkId":"section-safety","item":[` + items + `]}]}`
}

func answer(link, code string) string {
	return `{"linkId":"` + link + `","answer":[{"valueCoding":{"system":"` + intakefhir.SystemAnswer + `","code":"` + code + `"}}]}`
}

func TestReadRefuses(t *testing.T) {
	f := theForm(t)
	valid := response(f, policy.Clinician, "", answer("no-acute-risk", "no"))
	reading, err := f.Read([]byte(valid), byClinician)
	require.NoError(t, err)
	require.Equal(t, therapy.No, reading.Intake.Answers[therapy.NoAcuteRisk])
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"another resource": {`{"resourceType":"Questionnaire","status":"active"}`, []string{" response-type"}},
		"another version":  {strings.Replace(valid, f.Version(), "1.0.0", 1), []string{"/questionnaire response-questionnaire"}},
		"no version":       {strings.Replace(valid, "|"+f.Version(), "", 1), []string{"/questionnaire response-questionnaire"}},
		"entered in error": {strings.Replace(valid, "completed", "entered-in-error", 1), []string{"/status response-entered-in-error"}},
		"a status of none": {strings.Replace(valid, "completed", "done", 1), []string{"/status response-status"}},
		"implicit rules":   {strings.Replace(valid, `"status"`, `"implicitRules":"http://example.org/r","status"`, 1), []string{"/implicitRules response-modifier"}},
		"a modifier":       {strings.Replace(valid, `"status"`, `"modifierExtension":[{"url":"http://example.org/not","valueBoolean":true}],"status"`, 1), []string{"/modifierExtension/0 response-modifier"}},
		"a modified item": {
			strings.Replace(valid, `{"linkId":"no-acute-risk"`, `{"modifierExtension":[{"url":"http://example.org/not","valueBoolean":true}],"linkId":"no-acute-risk"`, 1),
			[]string{"/item/0/item/0/modifierExtension/0 response-modifier"},
		},
		"everything at once": {
			response(f, policy.Clinician, "", answer("no-such", "yes")+","+answer("no-acute-risk", "yes")+","+answer("no-acute-risk", "no")+
				`,{"linkId":"acute-mania","answer":[{"valueBoolean":false}]},{"linkId":"acute-psychosis","answer":[{"valueString":"no"}]}`+
				`,{"linkId":"cannot-keep-safe","answer":[{"valueCoding":{"code":"no"}}]},{"linkId":"medical-instability","answer":[{"valueCoding":{"system":"http://example.org","code":"no"}}]}`+
				","+answer("suicide-plan-and-means", "strongly")+`,{"linkId":"wish","answer":[{"valueCoding":{"system":"`+intakefhir.SystemFactor+`","code":"adult"}}]}`),
			[]string{
				"/item/0/item/1 form-danger", " form-danger", "/item/0/item/7/answer/0 answer-word-on-safety",
				"/item/0/item/0 response-link", "/item/0/item/2 response-item-twice", "/item/0/item/3/answer/0 response-answer", "/item/0/item/4/answer/0 response-answer",
				"/item/0/item/5/answer/0 response-answer", "/item/0/item/6/answer/0 response-answer", "/item/0/item/8/answer/0 response-answer",
			},
		},
		"two answers": {strings.Replace(valid, `"answer":[`, `"answer":[{"valueBoolean":true},`, 1), []string{"/item/0/item/0/answer/1 response-two-answers"}},
		"an answer of a group": {
			strings.Replace(valid, `{"linkId":"section-safety"`, `{"answer":[{"valueBoolean":true}],"linkId":"section-safety"`, 1),
			[]string{"/item/0/answer/0 response-no-question"},
		},
		"not on the client's sheet": {response(f, policy.Client, "", answer("domestic-abuse", "no")), []string{"/item/0/item/0 response-link"}},
	} {
		t.Run(name, func(t *testing.T) {
			left, err := f.Read([]byte(c.text), byClinician)
			found := rules(err)
			if denied := strings.Contains(c.text, `"no-acute-risk"`); denied && name != "everything at once" {
				// That somebody said no to "no danger" is not lost with what is refused.
				require.Equal(t, "form-danger", strings.TrimPrefix(strings.TrimPrefix(found[0], "/item/0/item/0"), " "))
				require.Equal(t, recommend.Answers{therapy.NoAcuteRisk: therapy.No}, left.Intake.Answers)
				found = found[1:]
			}
			require.Empty(t, cmp.Diff(c.want, found))
			require.NotContains(t, err.Error(), "no-such")
		})
	}
	_, err = f.Read([]byte(strings.Replace(valid, `"status"`, `"modifierExtension":[{"url":"http://example.org/known","valueBoolean":true}],"status"`, 1)),
		intakefhir.ReadSpec{Modifiers: []string{"http://example.org/known"}})
	require.NoError(t, err)
}

func TestUnansweredStaysUnknownWhateverTheStatusSays(t *testing.T) {
	f := theForm(t)
	for _, status := range []string{"completed", "in-progress", "amended", "stopped"} {
		text := strings.Replace(response(f, policy.Client, "", answer("acute-suicidality", "unknown")+`,{"linkId":"acute-mania"}`), "completed", status, 1)
		reading, err := f.Read([]byte(text), intakefhir.ReadSpec{})
		require.NoError(t, err)
		require.Empty(t, reading.Intake.Answers)
		require.Equal(t, map[therapy.Factor]recommend.FormAnswer{therapy.AcuteSuicidality: recommend.FormNotKnown}, reading.Filled.Answers)
		require.Equal(t, status != "completed" && status != "amended", len(reading.Findings) == 1, "%s %v", status, findings(reading))
	}
}

// TestOnlyAClinicianClears tries every statement of a document about its author.
func TestOnlyAClinicianClears(t *testing.T) {
	f := theForm(t)
	item := answer("no-acute-risk", "yes")
	own := `"extension":[{"url":"` + fhir.Base + `StructureDefinition/answer-provenance","extension":[{"url":"by","valueCode":"clinician"}]}],`
	practitioner, patient := `"author":{"reference":"Practitioner/clinician-2"},`, `"source":{"reference":"Patient/client-17"},`
	known := intakefhir.ReadSpec{Informant: intakefhir.OwnInformant}
	caller := intakefhir.ReadSpec{Assessed: recommend.Provenance{By: recommend.ByClinician, Person: clinician}}
	for name, c := range map[string]struct {
		head, item string
		spec       intakefhir.ReadSpec
		clears     bool
		by         recommend.Informant
	}{
		"nobody said":                      {"", item, intakefhir.ReadSpec{}, false, ""},
		"the document says so":             {practitioner + own, item, intakefhir.ReadSpec{}, false, ""},
		"an author whom the caller knows":  {practitioner, item, known, true, recommend.ByClinician},
		"the patient, written down":        {patient + practitioner, item, known, false, recommend.ByClient},
		"the caller says so":               {"", item, caller, true, recommend.ByClinician},
		"the caller, but the patient did":  {patient, item, caller, false, recommend.ByClient},
		"the caller knows it is a client":  {practitioner, item, intakefhir.ReadSpec{Assessed: recommend.Provenance{By: recommend.ByClient}, Informant: intakefhir.OwnInformant}, false, recommend.ByClient},
		"one answer of the client's":       {"", strings.Replace(item, "{", "{"+strings.Replace(own, "clinician", "client", 1), 1), caller, false, recommend.ByClinician},
		"one answer that says a clinician": {patient, strings.Replace(item, "{", "{"+own, 1), known, false, recommend.ByClient},
		"a reference without a role":       {`"source":{"display":"Dr. Practitioner"},`, item, intakefhir.ReadSpec{}, false, ""},
		"a relative":                       {`"source":{"reference":"RelatedPerson/client-18"},`, item, known, false, recommend.ByRelative},
	} {
		t.Run(name, func(t *testing.T) {
			reading, err := f.Read([]byte(response(f, policy.Clinician, c.head, c.item)), c.spec)
			require.NoError(t, err)
			require.Equal(t, c.clears, reading.Intake.Answers[therapy.NoAcuteRisk] == therapy.Yes)
			require.Equal(t, c.by, reading.Intake.Assessed.By)
		})
	}
}

func TestAnAnswerToAQuestionNotAskedIsReported(t *testing.T) {
	f := theForm(t)
	text := strings.Replace(response(f, policy.Clinician, "", answer("parental-consent", "yes")), "safety", "person", 1)
	reading, err := f.Read([]byte(text), byClinician)
	require.NoError(t, err)
	require.Equal(t, []string{"/item/0/item/0 response-not-asked"}, findings(reading))
	require.Equal(t, therapy.Yes, reading.Intake.Answers[therapy.ParentalConsent])
}

func TestAPartialDateIsNotAMoment(t *testing.T) {
	f := theForm(t)
	text := strings.Replace(response(f, policy.Client, "", answer("acute-mania", "no")), "2026-03-02T09:30:00Z", "2026-03", 1)
	reading, err := f.Read([]byte(text), intakefhir.ReadSpec{})
	require.NoError(t, err)
	require.True(t, reading.Intake.Assessed.At.IsZero())
	require.Equal(t, []string{"/authored response-authored"}, findings(reading))
}

// TestDangerIsFoundInRefusedResponses answers each danger with yes in every unambiguous form, in
// documents that are refused for various reasons.
func TestDangerIsFoundInRefusedResponses(t *testing.T) {
	f := theForm(t)
	danger := therapy.AcuteSuicidality
	yes := []string{
		answer(string(danger), "yes"), answer(string(danger), "strongly"),
		`{"linkId":"acute-suicidality","answer":[{"valueBoolean":true}]}`,
		`{"linkId":"acute-suicidality","answer":[{"valueString":"Yes!"}]}`,
		`{"linkId":"acute-suicidality","answer":[{"valueInteger":1}]}`,
		`{"answer":[{"valueCoding":{"code":"y"}}],"linkId":"acute-suicidality"}`,
		`{"linkId":"AcuteSuicidality","answer":[{"valueCoding":{"system":"http://snomed.info/sct","code":"373066001","display":"Yes"}}]}`,
		`{"linkId":"acute_suicidality","answer":{"valueBoolean":true}}`,
		`{"linkId":"x","answer":[{"valueBoolean":false,"item":[{"linkId":"acute-suicidality","answer":[{"valueBoolean":true}]}]}]}`,
		`{"linkId":"acute-suicidality","answer":[{"valueCoding":{"code":"no"}},{"valueCoding":{"code":"yes"}}]}`,
		`{"linkId":"acute-suicidality","answer":[{"valueCoding":{"code":"no"}}],"answer":[{"valueCoding":{"code":"yes"}}]}`,
	}
	broken := map[string]func(string) string{
		"another version":  func(s string) string { return strings.Replace(s, f.Version(), "0", 1) },
		"entered in error": func(s string) string { return strings.Replace(s, "completed", "entered-in-error", 1) },
		"cut off":          func(s string) string { return s[:len(s)-3] },
		"text after it":    func(s string) string { return s + "x" },
		"a bad byte":       func(s string) string { return strings.Replace(s, "{", "{\"language\":\"\xff\",", 1) },
		"a byte order mark": func(s string) string {
			return "\xef\xbb\xbf" + s
		},
		"in a bundle": func(s string) string {
			return `{"resourceType":"Bundle","type":"collection","entry":[{"resource":` + s + `}]}`
		},
		"as a string": func(s string) string { return strings.Replace(s, `"status"`, `"status":[],"status"`, 1) },
		"also cleared": func(s string) string {
			return strings.Replace(s, `"item":[{"linkId":"section-safety","item":[`, `"item":[{"linkId":"section-safety","item":[`+answer("no-acute-risk", "yes")+",", 1)
		},
	}
	for _, y := range yes {
		for name, wreck := range broken {
			text := wreck(response(f, policy.Client, "", y))
			rec, _, err := f.Recommend([]byte(text), intakefhir.ReadSpec{}, now)
			if name != "also cleared" { // an answer of the client, which is accepted and rules out nothing
				require.Error(t, err, "%s: %s", name, y)
			}
			require.Equal(t, policy.Escalate, rec.Outcome(), "%s: %s", name, y)
		}
	}
	for _, no := range []string{answer(string(danger), "no"), `{"linkId":"acute-suicidality","answer":[{"valueBoolean":false}]}`, `{"linkId":"acute-suicidality"}`, answer("prefers-group", "yes")} {
		for name, wreck := range broken {
			rec, _, err := f.Recommend([]byte(wreck(response(f, policy.Client, "", no))), intakefhir.ReadSpec{}, now)
			if name == "also cleared" {
				continue
			}
			require.Error(t, err, name)
			require.Zero(t, rec.Outcome(), "%s: %s", name, no)
		}
	}
	// A contradictory response of a clinician is refused, and the danger in it is found.
	both := response(f, policy.Clinician, "", answer("no-acute-risk", "yes")+","+answer(string(danger), "yes"))
	contradictory, _, err := f.Recommend([]byte(both), byClinician, now)
	require.ErrorIs(t, err, therapy.ErrContradiction)
	require.Equal(t, policy.Escalate, contradictory.Outcome())
	var junk strings.Builder
	for i := range 12_000 {
		junk.WriteString(`{"linkId":"junk-` + strconv.Itoa(i) + strings.Repeat("x", 90) + `","answer":[{"valueString":"y"}]},`)
	}
	rec, _, err := f.Recommend([]byte(strings.Replace(response(f, policy.Client, "", yes[0]), `"item":[`, `"item":[`+junk.String(), 1)), intakefhir.ReadSpec{}, now)
	require.Error(t, err)
	require.Equal(t, policy.Escalate, rec.Outcome(), "behind much that is none")
	// An accepted response, with every danger.
	p := f.Recommender().Policy()
	for factor := range p.Factors.Names() {
		if p.Alarm(factor) == therapy.Danger {
			rec, _, err := f.Recommend([]byte(response(f, policy.Clinician, "", answer(string(factor), "yes"))), byClinician, now)
			require.NoError(t, err, factor)
			require.Equal(t, policy.Escalate, rec.Outcome(), factor)
		}
	}
}

func TestClientsResponseLeavesOutDiscreetAnswers(t *testing.T) {
	f := theForm(t)
	for factor, info := range f.Recommender().Policy().Factors.All() {
		if _, _, ok := f.Data().Item(factor); !ok {
			continue
		}
		n, omissions, err := f.Response(recommend.Filled{Answers: map[therapy.Factor]recommend.FormAnswer{factor: recommend.FormYes}}, intakefhir.ResponseSpec{Reader: policy.Client})
		require.NoError(t, err)
		if info.Discretion != 0 {
			require.Len(t, omissions, 1, factor)
			require.NotContains(t, string(n.AppendJSON(nil)), string(factor))
		}
		label, ok := fhir.LabelOf(fhir.ResourceOf(n))
		require.True(t, ok)
		require.Equal(t, confidential.Restricted, label.Level)
		n, _, err = f.Response(recommend.Filled{Answers: map[therapy.Factor]recommend.FormAnswer{factor: recommend.FormYes}}, intakefhir.ResponseSpec{})
		require.NoError(t, err)
		label, _ = fhir.LabelOf(fhir.ResourceOf(n))
		require.Equal(t, info.Discretion != 0, label.Level == confidential.VeryRestricted, factor)
	}
}
