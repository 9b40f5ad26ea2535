package cdshooks_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/cdshooks"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/fhir"
)

var budget = recommend.Answers{therapy.LimitedBudget: recommend.Yes}

// what returns the name of the card of an answer, or its status.
func what(answer cdshooks.Answer, cards []card) string {
	switch {
	case answer.Status != 200:
		return map[int]string{400: "refused", 404: "no service", 412: "missing", 413: "too large"}[answer.Status]
	case len(cards) == 0:
		return "nothing"
	case len(cards) > 1:
		return "too many"
	}
	for words, name := range map[string]string{
		"in danger": "danger", "not been filled in": "invitation", "cannot be read": "unreadable", "several intakes": "several",
		"Danger has not": "safety", "More has to be": "questions", "suggested: ": "advice", "reasonable: ": "either", "None of": "none",
		"Only ": "reservation",
	} {
		if strings.Contains(cards[0].Summary, words) {
			return name
		}
	}
	return cards[0].Summary
}

func subject(reference string) func(fhir.Element) {
	return func(e fhir.Element) {
		e.Get("QuestionnaireResponse.subject").SetText("Reference.reference", reference)
	}
}

func authored(at string) func(fhir.Element) {
	return func(e fhir.Element) { e.SetText("QuestionnaireResponse.authored", at) }
}

func text(path fhir.Path, value string) func(fhir.Element) {
	return func(e fhir.Element) { e.SetText(path, value) }
}

// TestPrefetch tries every kind of value that clients send under a prefetch key.
func TestPrefetch(t *testing.T) {
	good, bad := sheet(t, answers(budget)), sheet(t, danger)
	observed := map[string]any{"resourceType": "Observation", "subject": map[string]any{"reference": "Patient/" + aPatient}, "code": map[string]any{"text": "acute suicidality"}, "valueBoolean": true}
	denied := sheet(t, recommend.Answers{therapy.MedicallyStable: recommend.No}, text("QuestionnaireResponse.status", "made-up"))
	otherForm := text("QuestionnaireResponse.questionnaire", "http://example.org/phq-9|1")
	total := func(n int) map[string]any {
		b := bundle()
		delete(b, "entry")
		b["total"] = n
		return b
	}
	next := func(b map[string]any) map[string]any {
		b["link"] = []any{map[string]any{"relation": "next", "url": "https://fhir.example.org/r4?page=2"}}
		return b
	}
	outcome := func(severity string) map[string]any {
		return map[string]any{"resourceType": "OperationOutcome", "issue": []any{map[string]any{"severity": severity, "code": "exception"}}}
	}
	withoutResource := bundle()
	withoutResource["entry"] = []any{map[string]any{"fullUrl": "https://fhir.example.org/r4/QuestionnaireResponse/1"}}
	foreign := sheet(t, danger, subject("Patient/"+anotherID))
	older := filledIn(t, policy.Clinician, answers(), now.Add(-48*time.Hour))
	oldDanger := filledIn(t, policy.Clinician, danger, now.Add(-48*time.Hour))
	old := func(e fhir.Element) {
		canonical, _, _ := strings.Cut(e.Text("QuestionnaireResponse.questionnaire"), "|")
		e.SetText("QuestionnaireResponse.questionnaire", canonical+"|0")
	}
	asText := func(doc json.RawMessage) string { return string(doc) }
	tests := []struct {
		name   string
		intake any // the prefetch value, absent if nothing is sent
		want   string
		rules  string
	}{
		{"a resource", good, "advice", ""},
		{"a Bundle with one", bundle(good), "advice", ""},
		{"a first page", next(bundle(good)), "advice", ""},
		{"null: asked, and nothing there", nil, "nothing", ""},
		{"an empty Bundle", total(0), "nothing", ""},
		{"an empty Bundle with an empty list", bundle(), "nothing", ""},
		{"a Bundle that says it has some and does not show them", total(3), "missing", "/prefetch/intake prefetch-missing"},
		{"an empty page with another behind it", next(bundle()), "missing", "/prefetch/intake prefetch-missing"},
		{"the key absent", absent, "missing", "/prefetch/intake prefetch-missing"},
		{"an OperationOutcome: the search failed", outcome("error"), "missing", "/prefetch/intake prefetch-missing"},
		{"a page of HTML", "<html><body>502 Bad Gateway</body></html>", "missing", "/prefetch/intake prefetch-missing"},
		{"an empty text", "", "missing", "/prefetch/intake prefetch-missing"},
		{"a number", 7, "missing", "/prefetch/intake prefetch-missing"},
		{"an empty object", map[string]any{}, "missing", "/prefetch/intake prefetch-missing"},
		{"a list of resources", []any{good}, "advice", ""},
		{"a wrapper", map[string]any{"response": map[string]any{"status": "200 OK"}, "resource": good}, "advice", ""},
		{"a wrapper of a failure", map[string]any{"response": map[string]any{"status": "404"}, "resource": outcome("error")}, "missing", "/prefetch/intake prefetch-missing"},
		{"an entry without its resource", withoutResource, "missing", "/prefetch/intake prefetch-missing"},
		{"entries of other types beside it", bundle(map[string]any{"resourceType": "Patient", "id": aPatient}, outcome("information"), good), "advice", ""},
		{"a remark of the server, and nothing else", bundle(outcome("warning")), "nothing", ""},
		{"a complaint of the server, and nothing else", bundle(outcome("error")), "missing", "/prefetch/intake prefetch-missing"},
		{"a Bundle in a Bundle", bundle(bundle(good)), "advice", ""},
		{"another patient's", foreign, "missing", "/prefetch/intake prefetch-patient"},
		{"another patient's in a Bundle", bundle(foreign), "missing", "/prefetch/intake prefetch-patient"},
		{"another patient's beside this one's", bundle(foreign, good), "advice", ""},
		{"the same id on another server", sheet(t, danger, subject("https://elsewhere.example.org/Patient/"+aPatient)), "missing", "/prefetch/intake prefetch-patient"},
		{"the whole address on this server", sheet(t, answers(budget), subject("https://fhir.example.org/r4/Patient/"+aPatient)), "advice", ""},
		{"a version of the patient", sheet(t, answers(budget), subject("Patient/"+aPatient+"/_history/3")), "advice", ""},
		{"no subject", sheet(t, answers(budget), func(e fhir.Element) { e.Get("QuestionnaireResponse.subject").Remove() }), "unreadable", "response-suspect"},
		{"no subject, and danger", sheet(t, danger, func(e fhir.Element) { e.Get("QuestionnaireResponse.subject").Remove() }), "danger", ""},
		{"another form: the search was another", sheet(t, answers(budget), otherForm), "missing", "/prefetch/intake prefetch-missing"},
		{"another form, and danger", sheet(t, danger, otherForm), "danger", ""},
		{"another form, and danger that is past", bundle(sheet(t, danger, otherForm, authored("2026-02-01T00:00:00Z")), good), "advice", ""},
		{"another form of another patient, and danger", sheet(t, danger, otherForm, subject("Patient/"+anotherID)), "missing", "/prefetch/intake prefetch-patient"},
		{"no form is named", sheet(t, answers(budget), func(e fhir.Element) { e.Get("QuestionnaireResponse.questionnaire").Remove() }), "unreadable", ""},
		{"no form is named, and danger", sheet(t, danger, func(e fhir.Element) { e.Get("QuestionnaireResponse.questionnaire").Remove() }), "danger", ""},
		{"the latest of two", bundle(older, good), "advice", ""},
		{"the latest of two, the other way round", bundle(good, older), "advice", ""},
		{"danger that is past", bundle(oldDanger, good), "advice", ""},
		{"danger that is new", bundle(bad, older), "danger", ""},
		{"danger that is past, and a new form that says nothing of it", bundle(oldDanger, sheet(t, recommend.Answers{})), "danger", ""},
		{"danger that is past, and a new form that cannot be read", bundle(oldDanger, sheet(t, answers(budget), text("QuestionnaireResponse.status", "made-up"))), "danger", ""},
		{"a new form that cannot be read", bundle(older, sheet(t, answers(budget), text("QuestionnaireResponse.status", "made-up"))), "unreadable", ""},
		{"a new form that is not finished", bundle(older, sheet(t, answers(budget), text("QuestionnaireResponse.status", "in-progress"))), "advice", ""},
		{"danger inside something else", map[string]any{"resourceType": "Parameters", "parameter": []any{map[string]any{"name": "x", "resource": bad}}}, "danger", ""},
		{"danger inside something else in a Bundle", bundle(map[string]any{"resourceType": "Parameters", "parameter": []any{map[string]any{"name": "x", "resource": bad}}}), "danger", ""},
		{"something else in a Bundle", bundle(map[string]any{"resourceType": "Patient", "id": aPatient}), "missing", "/prefetch/intake prefetch-missing"},
		{"something else of another patient", json.RawMessage(strings.Replace(string(foreign), `"QuestionnaireResponse"`, `"questionnaireresponse"`, 1)), "missing", "/prefetch/intake prefetch-patient"},
		{"a list in a list, and danger", []any{[]any{bad}}, "danger", ""},
		{"two, and nobody knows which is newer", bundle(good, sheet(t, answers(), authored("2026-03"))), "several", ""},
		{"two, and danger in one that has no date", bundle(good, sheet(t, danger, authored("2026-03"))), "danger", ""},
		{"two of the same moment, and danger in one", bundle(good, sheet(t, danger)), "danger", ""},
		{"a date ahead sets nothing aside", bundle(bad, sheet(t, answers(budget), authored("2031-01-01T00:00:00Z"))), "danger", ""},
		{"entered in error, alone", sheet(t, answers(), text("QuestionnaireResponse.status", "entered-in-error")), "unreadable", "/status response-entered-in-error"},
		{"entered in error sets nothing aside", bundle(older, sheet(t, danger, text("QuestionnaireResponse.status", "entered-in-error"))), "questions", ""},
		{"a form in another version", sheet(t, answers(budget), old), "unreadable", "/questionnaire response-questionnaire"},
		{"a form in another version, and danger", sheet(t, danger, old), "danger", "/questionnaire response-questionnaire"},
		{"JSON in a text", asText(good), "missing", ""},
		{"JSON in a text, and danger", asText(bad), "danger", ""},
		{"another type in its place, and danger", json.RawMessage(strings.Replace(asText(bad), `"QuestionnaireResponse"`, `"questionnaireresponse"`, 1)), "danger", ""},
		{"a member twice", json.RawMessage(`{"id":"made-up-answers",` + asText(good)[1:]), "unreadable", ""},
		{"a member twice, and danger", json.RawMessage(`{"subject":{"reference":"Patient/` + anotherID + `"},` + asText(bad)[1:]), "danger", ""},
		{"danger behind a form of others named twice", json.RawMessage(`{"questionnaire":"http://example.org/phq-9",` + asText(bad)[1:]), "danger", ""},
		{"danger in an observation", observed, "danger", ""},
		{"danger in an observation in a Bundle, beside answers", bundle(observed, good), "danger", ""},
		{"danger in a Bundle with other members", json.RawMessage(`{"resourceType":"Bundle","Entry":[{"resource":` + string(bad) + `}]}`), "danger", ""},
		{"an all-clear denied, and refused", denied, "safety", "/item/0/item/0 form-danger"},
		{"danger", bad, "danger", ""},
		{"danger not asked about", sheet(t, recommend.Answers{therapy.Adult: recommend.Yes}), "safety", ""},
		{"a blank form", sheet(t, recommend.Answers{}), "safety", ""},
	}
	s := serve(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			prefetch := map[string]any{"intake": tt.intake, "answers": nil}
			if _, none := tt.intake.(nothingSent); none {
				delete(prefetch, "intake")
			}
			answer, cards := ask(t, s, view(prefetch))
			require.Equal(t, tt.want, what(answer, cards), "%s\n%s", rules(answer.Err), answer.Body)
			if tt.rules != "" {
				require.Contains(t, rules(answer.Err), tt.rules)
			}
			require.NotContains(t, string(answer.Body), anotherID, "nothing of another patient")
			if tt.want == "missing" {
				require.Contains(t, string(answer.Body), `"expression":["prefetch.intake"]`)
				require.Empty(t, answer.Issued)
			}
		})
	}
}

type nothingSent struct{}

var absent nothingSent

// TestBothSheets checks that the clinician's sheet decides, and that a card shows newer answers of
// the client, danger first.
func TestBothSheets(t *testing.T) {
	self := func(given recommend.Answers, at time.Time) json.RawMessage {
		return filledIn(t, policy.Client, given, at)
	}
	adult := recommend.Answers{therapy.Adult: recommend.Yes, therapy.LimitedBudget: recommend.Yes}
	before, since := now.Add(-time.Hour), now.Add(-time.Second)
	good := sheet(t, answers(budget))
	tests := []struct {
		name            string
		intake, answers any
		want            string
	}{
		{"neither", nil, nil, "nothing"},
		{"the client's alone settles no danger", nil, self(adult, before), "safety"},
		{"danger on the client's alone", nil, ownDanger(t, before), "danger"},
		{"the clinician's alone", good, nil, "advice"},
		{"the client's is older", good, ownDanger(t, before), "advice"},
		{"the client's is newer", good, self(adult, since), "advice"},
		{"danger on the client's, newer", good, ownDanger(t, since), "danger"},
		{"danger on the client's, of no date", good, ownDanger(t, since, authored("2026")), "danger"},
		{"danger on the clinician's, and the client's is newer", sheet(t, danger), self(adult, since), "danger"},
		{"the client's newer one cannot be read", good, filledIn(t, policy.Client, adult, since, text("QuestionnaireResponse.status", "made-up")), "unreadable"},
		{"the client's was not sent", good, absent, "missing"},
		{"danger, and the client's was not sent", sheet(t, danger), absent, "danger"},
		{"the keys are mixed up", self(adult, since), good, "advice"},
	}
	s := serve(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			prefetch := map[string]any{"intake": tt.intake, "answers": tt.answers}
			maps.DeleteFunc(prefetch, func(_ string, v any) bool { _, none := v.(nothingSent); return none })
			answer, cards := ask(t, s, view(prefetch))
			require.Equal(t, tt.want, what(answer, cards), "%s", answer.Body)
			if tt.name == "the client's is newer" {
				require.Contains(t, cards[0].Detail, "answered again since")
			}
		})
	}
}

// TestCalls tries calls with faults. Danger in them is still reported.
func TestCalls(t *testing.T) {
	context := func(change map[string]any) map[string]any {
		c := map[string]any{"userId": "Practitioner/made-up-1", "patientId": aPatient}
		for name, value := range change {
			if c[name] = value; value == nil {
				delete(c, name)
			}
		}
		return c
	}
	access := map[string]any{"access_token": "made-up", "token_type": "Bearer", "expires_in": 300, "scope": "patient/QuestionnaireResponse.rs"}
	tests := []struct {
		name   string
		change func(request) request
		rules  string // no fault
	}{
		{"in order", func(r request) request { return r }, ""},
		{"members that nobody knows", func(r request) request { return r.set("vendor", []any{}).set("extension", map[string]any{}) }, ""},
		{"a hookInstance in upper case", func(r request) request { return r.set("hookInstance", strings.ToUpper(instance)) }, ""},
		{"the patient as a reference", func(r request) request {
			return r.set("context", context(map[string]any{"patientId": "Patient/" + aPatient}))
		}, ""},
		{"an encounter", func(r request) request { return r.set("context", context(map[string]any{"encounterId": "e1"})) }, ""},
		{"access", func(r request) request { return r.set("fhirAuthorization", access) }, ""},
		{"no hook", func(r request) request { return r.set("hook", nil) }, "/hook request-hook"},
		{"a hook of others", func(r request) request { return r.set("hook", "order-sign") }, "/hook request-hook"},
		{"a hook that is no text", func(r request) request { return r.set("hook", 1) }, "/hook request-hook"},
		{"no hookInstance", func(r request) request { return r.set("hookInstance", nil) }, "/hookInstance uuid"},
		{"a hookInstance that is none", func(r request) request { return r.set("hookInstance", "1") }, "/hookInstance uuid"},
		{"no context", func(r request) request { return r.set("context", nil) }, "/context request-context"},
		{"a context that is a list", func(r request) request { return r.set("context", []any{}) }, "/context json-type"},
		{"no user", func(r request) request { return r.set("context", context(map[string]any{"userId": nil})) }, "/context/userId request-user"},
		{"a user without a type", func(r request) request { return r.set("context", context(map[string]any{"userId": "7"})) }, "/context/userId request-user"},
		{"no patient", func(r request) request { return r.set("context", context(map[string]any{"patientId": nil})) }, "/context/patientId request-patient"},
		{"a patient that is no id", func(r request) request { return r.set("context", context(map[string]any{"patientId": "a/b?c"})) }, "/context/patientId request-patient"},
		{"an encounter that is no id", func(r request) request { return r.set("context", context(map[string]any{"encounterId": "a b"})) }, "/context/encounterId request-encounter"},
		{"prefetch that is a list", func(r request) request { return r.set("prefetch", []any{r["prefetch"]}) }, "/prefetch json-type"},
		{"access without a server", func(r request) request { return r.set("fhirAuthorization", access).set("fhirServer", nil) }, "/fhirServer url-absolute"},
		{"a server that is no address", func(r request) request { return r.set("fhirServer", "file:///etc") }, "/fhirServer url-absolute"},
		{"access without a token", func(r request) request { return r.set("fhirAuthorization", map[string]any{"token_type": "Bearer"}) }, "/fhirAuthorization/access_token request-access-token"},
		{"access of another kind", func(r request) request {
			return r.set("fhirAuthorization", map[string]any{"access_token": "x", "token_type": "mac"})
		}, "/fhirAuthorization/token_type request-token-type"},
		{"access to another patient", func(r request) request {
			other := maps.Clone(access)
			other["patient"] = anotherID
			return r.set("fhirAuthorization", other)
		}, "/fhirAuthorization/patient request-access-patient"},
	}
	s := serve(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			answer, cards := ask(t, s, tt.change(with(sheet(t, answers(budget)))))
			want := "advice"
			if tt.rules != "" {
				want = "refused"
				require.Contains(t, rules(answer.Err), tt.rules)
				require.NotContains(t, string(answer.Body), aPatient)
			}
			require.Equal(t, want, what(answer, cards), "%s", answer.Body)

			answer, cards = ask(t, s, tt.change(with(sheet(t, danger))))
			require.Equal(t, "danger", what(answer, cards), "%s", answer.Body)
			require.Contains(t, rules(answer.Err), tt.rules)
			if tt.rules != "" {
				require.Contains(t, cards[0].Detail, "What is wrong with the intake")
			}
		})
	}
}

// TestBrokenBodies breaks the JSON of a call. Danger in the rest of it is reported.
func TestBrokenBodies(t *testing.T) {
	s := serve(t)
	fine, bad := with(sheet(t, answers(budget))).body(t), with(sheet(t, danger)).body(t)
	deep := strings.Repeat(`{"a":`, 120) + "1" + strings.Repeat("}", 120)
	for name, breaks := range map[string]struct {
		rule  string
		apply func([]byte) []byte
	}{
		"cut off":           {"json-malformed", func(b []byte) []byte { return b[:len(b)-2] }},
		"a member twice":    {"json-duplicate", func(b []byte) []byte { return append([]byte(`{"hook":"patient-view",`), b[1:]...) }},
		"prefetch twice":    {"json-duplicate", func(b []byte) []byte { return append([]byte(`{"prefetch":{"intake":null},`), b[1:]...) }},
		"text after it":     {"json-trailing", func(b []byte) []byte { return append(bytes.Clone(b), "{}"...) }},
		"a list around it":  {"json-type", func(b []byte) []byte { return append(append([]byte("["), b...), ']') }},
		"not UTF-8":         {"json-encoding", func(b []byte) []byte { return append([]byte("{\"vendor\":\"\xff\","), b[1:]...) }},
		"too deep":          {"json-depth", func(b []byte) []byte { return append([]byte(`{"vendor":`+deep+`,`), b[1:]...) }},
		"a byte order mark": {"json-malformed", func(b []byte) []byte { return append([]byte("\xef\xbb\xbf"), b...) }},
	} {
		t.Run(name, func(t *testing.T) {
			answer, cards := send(t, s, breaks.apply(fine))
			require.Equal(t, "refused", what(answer, cards))
			require.Contains(t, rules(answer.Err), breaks.rule)
			answer, cards = send(t, s, breaks.apply(bad))
			require.Equal(t, "danger", what(answer, cards), "%s", answer.Body)
		})
	}
	// Danger stands somewhere else in a call, or its answer is cut off, and nothing else is there.
	whole, absent := string(bad), map[string]any{}
	answer, cards := send(t, s, []byte(strings.Replace(whole, `"prefetch"`, `"Prefetch"`, 1)))
	require.Equal(t, "danger", what(answer, cards))
	cut := strings.Index(whole, `"code":"yes"`)
	require.Positive(t, cut)
	answer, cards = send(t, s, []byte(whole[:cut]))
	require.Equal(t, "safety", what(answer, cards))
	require.Contains(t, rules(answer.Err), "danger-named-in-refused")
	answer, cards = send(t, s, view(absent).body(t))
	require.Equal(t, "missing", what(answer, cards), "nobody is alarmed for nothing")
	for name, body := range map[string]string{"nothing": "", "null": "null", "a text": `"x"`, "a brace": "{", "an empty object": "{}"} {
		answer, cards := send(t, s, []byte(body))
		require.Equal(t, "refused", what(answer, cards), name)
	}
	answer, cards = send(t, s, append(bytes.Repeat([]byte(" "), cdshooks.MaxRequest), '{'))
	require.Equal(t, "too large", what(answer, cards))
	answer, cards = send(t, s, append(bytes.Repeat([]byte(" "), cdshooks.MaxRequest), bad...))
	require.Equal(t, "danger", what(answer, cards))
	require.Contains(t, rules(answer.Err), "request-size")
	// The value of a key that was not asked for is only searched for danger.
	for _, x := range []struct {
		sent any
		want string
	}{{sheet(t, danger), "danger"}, {sheet(t, answers(budget)), "nothing"}, {sheet(t, danger, subject("Patient/"+anotherID)), "nothing"}, {map[string]any{"made-up": true}, "nothing"}} {
		answer, cards = send(t, s, view(map[string]any{"intake": nil, "answers": nil, "Intake": x.sent}).body(t))
		require.Equal(t, x.want, what(answer, cards))
	}
	require.Equal(t, 404, (*cdshooks.Service)(nil).Answer(t.Context(), cdshooks.Call{}).Status)
	require.Equal(t, 404, new(cdshooks.Service).Answer(t.Context(), cdshooks.Call{}).Status)
}

// TestIntakeComplete checks that the answers are taken from the context.
func TestIntakeComplete(t *testing.T) {
	s := serve(t)
	call := func(response any) request {
		return view(nil).set("hook", "org.therapykit.intake-complete").set("prefetch", nil).set("context", map[string]any{
			"userId": "Practitioner/made-up-1", "patientId": aPatient, "questionnaireResponse": response,
		})
	}
	for _, tt := range []struct {
		name     string
		response any
		want     string
	}{
		{"advice", sheet(t, answers(budget)), "advice"},
		{"danger", sheet(t, danger), "danger"},
		{"the client's sheet", filledIn(t, policy.Client, recommend.Answers{therapy.Adult: recommend.Yes}, now), "safety"},
		{"another patient's", sheet(t, danger, subject("Patient/"+anotherID)), "missing"},
		{"null", nil, "refused"},
		{"a text", "made up", "missing"},
		{"an OperationOutcome", map[string]any{"resourceType": "OperationOutcome"}, "missing"},
		{"broken, and danger", json.RawMessage(strings.Replace(string(sheet(t, danger)), `"status":"completed"`, `"status":["completed"]`, 1)), "danger"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			answer, cards := ask(t, s, call(tt.response))
			require.Equal(t, tt.want, what(answer, cards), "%s %s", rules(answer.Err), answer.Body)
		})
	}
	answer, cards := ask(t, serve(t, func(s *cdshooks.ServiceSpec) { s.Hooks = []cdshooks.Hook{cdshooks.PatientView} }), call(sheet(t, answers(budget))))
	require.Equal(t, "refused", what(answer, cards), "the service has not offered the hook")
}

// TestFetch checks that missing prefetch is read from the client's server, if the client gave
// access.
func TestFetch(t *testing.T) {
	var asked []string
	respond := func(intake, own any, err error) func(*cdshooks.ServiceSpec) {
		return func(s *cdshooks.ServiceSpec) {
			s.Fetch = func(_ context.Context, access cdshooks.Access, query string) ([]byte, error) {
				require.Equal(t, "https://fhir.example.org/r4", access.Server())
				require.Equal(t, "made-up-token", access.Token())
				asked = append(asked, query)
				value := intake
				if strings.Contains(query, ".client") {
					value = own
				}
				b, jsonErr := json.Marshal(value)
				require.NoError(t, jsonErr)
				return b, err
			}
		}
	}
	access := map[string]any{"access_token": "made-up-token", "token_type": "bearer"}
	call := view(map[string]any{}).set("fhirAuthorization", access)
	for _, tt := range []struct {
		name   string
		change func(*cdshooks.ServiceSpec)
		call   request
		want   string
		reads  int
	}{
		{"nothing sent", respond(bundle(sheet(t, answers(budget))), bundle(), nil), call, "advice", 2},
		{"one was sent", respond(nil, bundle(), nil), call.set("prefetch", map[string]any{"intake": sheet(t, answers(budget))}), "advice", 1},
		{"all was sent", respond(nil, nil, nil), with(nil).set("fhirAuthorization", access), "nothing", 0},
		{"the server fails", respond(nil, nil, errors.New("made up: made-up-token")), call, "missing", 2},
		{"the server answers with a failure", respond(map[string]any{"resourceType": "OperationOutcome"}, bundle(), nil), call, "missing", 2},
		{"danger", respond(sheet(t, danger), bundle(), nil), call, "danger", 2},
		{"no access was given", respond(sheet(t, danger), bundle(), nil), view(map[string]any{}), "missing", 0},
		{"a call that is refused reads nothing", respond(sheet(t, danger), bundle(), nil), call.set("hookInstance", nil), "refused", 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			asked = nil
			answer, cards := ask(t, serve(t, tt.change), tt.call)
			require.Equal(t, tt.want, what(answer, cards), "%s", answer.Body)
			require.Len(t, asked, tt.reads)
			for _, query := range asked {
				require.True(t, strings.HasPrefix(query, "QuestionnaireResponse?subject=Patient/"+aPatient+"&questionnaire=https%3A%2F%2Fgithub.com"), query)
			}
			if answer.Err != nil {
				require.NotContains(t, answer.Err.Error(), "made-up-token")
			}
		})
	}
}

// TestNoIntakeIsNotNoDanger checks that the invitation card says that nothing is known about danger,
// and is not urgent.
func TestNoIntakeIsNotNoDanger(t *testing.T) {
	s := serve(t, func(s *cdshooks.ServiceSpec) { s.Invite = true })
	answer, cards := ask(t, s, with(nil))
	require.Equal(t, "invitation", what(answer, cards))
	require.Equal(t, "info", cards[0].Indicator)
	require.Contains(t, cards[0].Summary, "Nothing is known about danger")
	require.Equal(t, "smart", cards[0].Links[0].Type)
	require.Equal(t, cards[0].UUID, cards[0].Links[0].AppContext, "the handle is opaque")
	answer, cards = ask(t, s, view(map[string]any{"answers": nil}))
	require.Equal(t, "missing", what(answer, cards), "what was not sent is no reason to invite")
}

// TestManyIntakes checks that many intakes are not read one by one, and that danger in one of
// them is found.
func TestManyIntakes(t *testing.T) {
	s := serve(t)
	undated := sheet(t, answers(budget), authored("2026"))
	many := make([]any, 60)
	for i := range many {
		many[i] = undated
	}
	answer, cards := ask(t, s, with(bundle(many...)))
	require.Equal(t, "unreadable", what(answer, cards))
	many[31] = sheet(t, danger, authored("2026"))
	answer, cards = ask(t, s, with(bundle(many...)))
	require.Equal(t, "danger", what(answer, cards))
	many[31] = sheet(t, danger, subject("Patient/"+anotherID))
	answer, cards = ask(t, s, with(bundle(many...)))
	require.Equal(t, "unreadable", what(answer, cards))
}

// TestCardHasFindings checks that the card has the findings about the answers that a reader should
// know.
func TestCardHasFindings(t *testing.T) {
	s := serve(t)
	for name, tt := range map[string]struct {
		change func(fhir.Element)
		want   string
		says   string
	}{
		"unfinished": {text("QuestionnaireResponse.status", "in-progress"), "advice", "not marked as finished"},
		"no day":     {func(e fhir.Element) { e.Node().Set("extension", nil); authored("2026-03")(e) }, "advice", "not stated exactly when"},
		"a stranger": {func(e fhir.Element) {
			e.Get("QuestionnaireResponse.author").SetText("Reference.reference", "Practitioner/made-up-9")
		}, "safety", "not certain that a clinician answered"},
		"too long ago": {func(e fhir.Element) {
			e.Node().Set("extension", nil)
			authored("2026-01-05T10:00:00Z")(e)
		}, "safety", "taken as unknown: no-acute-risk"},
	} {
		t.Run(name, func(t *testing.T) {
			answer, cards := ask(t, s, with(sheet(t, answers(budget), tt.change)))
			require.Equal(t, tt.want, what(answer, cards), "%s", answer.Body)
			require.Contains(t, cards[0].Detail, tt.says)
		})
	}
}
