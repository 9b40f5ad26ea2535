package main

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// ehr is a made-up EHR, with the parts that a service sees. It has charts, searches them for what
// a service asks for in advance, signs its calls, shows cards, creates suggested resources, and
// sends feedback. Like a real EHR, it does not use this library.
type ehr struct {
	base, issuer string
	key          *ecdsa.PrivateKey
	now          func() time.Time
	// charts are the resources of each patient, the newest last.
	charts map[string][]map[string]any
	hook   map[string]map[string]any // the discovered services, by hook
	calls  int
}

func newEHR(base, issuer string, now func() time.Time) (*ehr, error) {
	key, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	return &ehr{base: base, issuer: issuer, key: key, now: now, charts: map[string][]map[string]any{}, hook: map[string]map[string]any{}}, err
}

// keySet is the JWK set that the client publishes.
func (e *ehr) keySet() ([]byte, error) {
	point, err := e.key.PublicKey.Bytes()
	if err != nil {
		return nil, err
	}
	size := (len(point) - 1) / 2
	return json.Marshal(map[string]any{"keys": []any{map[string]any{
		"kty": "EC", "crv": "P-384", "use": "sig", "alg": "ES384", "kid": "key-1",
		"x": encode(point[1 : 1+size]), "y": encode(point[1+size:]),
	}}})
}

func encode(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// token signs a token for one call of an address.
func (e *ehr) token(address string) (string, error) {
	header, err := json.Marshal(map[string]any{"alg": "ES384", "typ": "JWT", "kid": "key-1"})
	if err != nil {
		return "", err
	}
	claims, err := json.Marshal(map[string]any{
		"iss": e.issuer, "aud": address, "iat": e.now().Unix(), "exp": e.now().Add(5 * time.Minute).Unix(), "jti": rand.Text(),
	})
	if err != nil {
		return "", err
	}
	text := encode(header) + "." + encode(claims)
	digest := sha512.Sum384([]byte(text))
	r, s, err := ecdsa.Sign(rand.Reader, e.key, digest[:])
	if err != nil {
		return "", err
	}
	return text + "." + encode(append(r.FillBytes(make([]byte, 48)), s.FillBytes(make([]byte, 48))...)), nil
}

// call makes one call and reads the answer into v, if there is one to read.
func (e *ehr) call(ctx context.Context, method, path string, body, v any) (status int, err error) {
	token, err := e.token(e.base + path)
	if err != nil {
		return 0, err
	}
	return e.callWith(ctx, "Bearer "+token, method, path, body, v)
}

func (e *ehr) callWith(ctx context.Context, authorization, method, path string, body, v any) (status int, err error) {
	text, err := json.Marshal(body)
	if err != nil {
		return 0, err
	}
	req, err := http.NewRequestWithContext(ctx, method, e.base+path, bytes.NewReader(text))
	if err != nil {
		return 0, err
	}
	req.Header.Set("Content-Type", "application/json;charset=UTF-8")
	req.Header.Set("Authorization", authorization)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	defer func() { _ = resp.Body.Close() }()
	answer, err := io.ReadAll(io.LimitReader(resp.Body, 1<<22))
	if err == nil && resp.StatusCode == http.StatusOK && v != nil {
		err = json.Unmarshal(answer, v)
	}
	return resp.StatusCode, err
}

// discover asks which services there are.
func (e *ehr) discover(ctx context.Context) error {
	var got struct{ Services []map[string]any }
	status, err := e.call(ctx, http.MethodGet, "/cds-services", nil, &got)
	if err != nil || status != http.StatusOK {
		return fmt.Errorf("discovery: status %d: %w", status, err)
	}
	for _, service := range got.Services {
		e.hook[service["hook"].(string)] = service //nolint:errcheck,forcetypeassert // a made-up client may stop at an invalid service
	}
	return nil
}

// prefetch searches the chart for what a service asks for. It leaves out what it cannot
// search for, as clients do.
func (e *ehr) prefetch(service map[string]any, patient string) map[string]any {
	found := map[string]any{}
	queries, _ := service["prefetch"].(map[string]any)
	for key, query := range queries {
		kind, parameters, _ := strings.Cut(strings.ReplaceAll(query.(string), "{{context.patientId}}", patient), "?") //nolint:errcheck,forcetypeassert // see above
		values, err := url.ParseQuery(parameters)
		if err != nil || kind != "QuestionnaireResponse" {
			continue
		}
		bundle := map[string]any{"resourceType": "Bundle", "type": "searchset", "total": 0}
		for _, resource := range slices.Backward(e.charts[patient]) {
			if resource["resourceType"] == kind && resource["questionnaire"] == values.Get("questionnaire") {
				bundle["entry"], bundle["total"] = []any{map[string]any{"resource": resource}}, 1
				break // _count=1, the latest first
			}
		}
		found[key] = bundle
	}
	return found
}

// card is a card as the client shows it.
type card struct {
	UUID, Summary, Detail, Indicator string
	Suggestions                      []struct {
		Label, UUID   string
		IsRecommended bool
		Actions       []struct {
			Type     string
			Resource map[string]any
		}
	}
	OverrideReasons []map[string]any
	Links           []struct{ Label, URL string }
}

// fire calls the service of a hook about a patient, and returns the cards.
func (e *ehr) fire(ctx context.Context, hook, patient string, more map[string]any) ([]card, error) {
	service := e.hook[hook]
	id, _ := service["id"].(string)
	in := map[string]any{"userId": "Practitioner/" + therapist, "patientId": patient}
	maps.Copy(in, more)
	e.calls++
	request := map[string]any{
		"hook": hook, "hookInstance": fmt.Sprintf("00000000-0000-4000-8000-%012d", e.calls), "context": in, "fhirServer": e.base + "/made-up-fhir",
	}
	if prefetch := e.prefetch(service, patient); len(prefetch) > 0 {
		request["prefetch"] = prefetch
	}
	var got struct{ Cards []card }
	status, err := e.call(ctx, http.MethodPost, "/cds-services/"+id, request, &got)
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("%s: status %d", hook, status)
	}
	return got.Cards, err
}

// accept creates the resource of a suggestion and sends the feedback.
func (e *ehr) accept(ctx context.Context, patient string, c card, suggestion int) error {
	chosen := c.Suggestions[suggestion]
	for _, action := range chosen.Actions {
		e.charts[patient] = append(e.charts[patient], action.Resource)
	}
	return e.report(ctx, map[string]any{
		"card": c.UUID, "outcome": "accepted", "acceptedSuggestions": []any{map[string]any{"id": chosen.UUID}},
	})
}

// dismiss sends the feedback that a card was not followed, with one of its reasons and a comment.
func (e *ehr) dismiss(ctx context.Context, c card, reason int, comment string) error {
	return e.report(ctx, map[string]any{
		"card": c.UUID, "outcome": "overridden",
		"overrideReason": map[string]any{"reason": c.OverrideReasons[reason], "userComment": comment},
	})
}

func (e *ehr) report(ctx context.Context, entry map[string]any) error {
	entry["outcomeTimestamp"] = e.now().UTC().Format(time.RFC3339)
	id, _ := e.hook["patient-view"]["id"].(string)
	status, err := e.call(ctx, http.MethodPost, "/cds-services/"+id+"/feedback", map[string]any{"feedback": []any{entry}}, nil)
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("feedback: status %d", status)
	}
	return err
}

// fillIn answers a form: the given statements with the given codes. It leaves the others blank.
func (e *ehr) fillIn(form map[string]any, patient string, given map[string]string) map[string]any {
	response := map[string]any{
		"resourceType": "QuestionnaireResponse", "id": "answers-" + patient, "status": "completed",
		"questionnaire": fmt.Sprintf("%v|%v", form["url"], form["version"]),
		"subject":       map[string]any{"reference": "Patient/" + patient},
		"author":        map[string]any{"reference": "Practitioner/" + therapist},
		"authored":      e.now().UTC().Format(time.RFC3339),
	}
	if items := answered(form["item"], given); len(items) > 0 {
		response["item"] = items
	}
	return response
}

// answered goes through the items of a form and selects, for each given statement, the option
// with the given code.
func answered(items any, given map[string]string) (list []any) {
	all, _ := items.([]any)
	for _, i := range all {
		item, _ := i.(map[string]any)
		link, _ := item["linkId"].(string)
		answer := map[string]any{"linkId": link}
		if inner := answered(item["item"], given); len(inner) > 0 {
			answer["item"] = inner
		}
		options, _ := item["answerOption"].([]any)
		for _, o := range options {
			option, _ := o.(map[string]any)
			coding, _ := option["valueCoding"].(map[string]any)
			if code, _ := coding["code"].(string); code == given[link] || given[code] == "chosen" {
				answer["answer"] = []any{map[string]any{"valueCoding": map[string]any{"system": coding["system"], "code": code}}}
			}
		}
		if len(answer) > 1 {
			list = append(list, answer)
		}
	}
	return list
}
