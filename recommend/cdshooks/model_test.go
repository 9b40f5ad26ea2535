package cdshooks_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// The rules of CDS Hooks for answers, written independently of the package: the paths, cardinalities
// and types of HL7's logical models (CDSHooksResponse, CDSHooksServices, version 3.0.0-ballot, as far
// as they apply to 2.0), and rules that are only in the text. No current schema is published as a
// package: the only published validator (cds-validator 0.3.0) is for the draft of 2016.

type shape struct {
	required, optional map[string]any // a shape, a list of one shape, a check, or nil for anything
}

type check func(any) bool

var (
	aText   check = func(v any) bool { s, ok := v.(string); return ok && s != "" }
	aUUID   check = matches(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)
	aURL    check = matches(`^https?://[^/?#]+`)
	aTrue   check = func(v any) bool { return v == true } // false is left out
	summary check = func(v any) bool {
		s, ok := v.(string)
		return ok && s != "" && utf8.RuneCountInString(s) < 140 && !strings.ContainsAny(s, "\r\n")
	}
	noHTML check = func(v any) bool { s, ok := v.(string); return ok && s != "" && !strings.ContainsAny(s, "<>") }
)

func matches(pattern string) check {
	re := regexp.MustCompile(pattern)
	return func(v any) bool { s, ok := v.(string); return ok && re.MatchString(s) }
}

func oneOf(list ...string) check {
	return func(v any) bool { s, ok := v.(string); return ok && slices.Contains(list, s) }
}

var (
	codingShape = shape{map[string]any{"system": aText, "code": aText, "display": aText}, nil}
	actionShape = shape{map[string]any{"type": oneOf("create", "update"), "description": aText, "resource": shape{map[string]any{"resourceType": aText}, nil}}, nil}
	cardShape   = shape{
		map[string]any{
			"summary": summary, "indicator": oneOf("info", "warning", "critical"),
			"source": shape{map[string]any{"label": aText}, map[string]any{"url": aURL, "icon": aURL, "topic": codingShape}},
		},
		map[string]any{
			"uuid": aUUID, "detail": noHTML, "selectionBehavior": oneOf("at-most-one", "any"),
			"suggestions":     []shape{{map[string]any{"label": aText}, map[string]any{"uuid": aUUID, "isRecommended": aTrue, "actions": []shape{actionShape}}}},
			"overrideReasons": []shape{codingShape},
			"links":           []shape{{map[string]any{"label": aText, "url": aURL, "type": oneOf("absolute", "smart")}, map[string]any{"appContext": aText}}},
		},
	}
	servicesShape = shape{map[string]any{"hook": aText, "id": aText, "description": aText, "title": aText}, map[string]any{"usageRequirements": aText, "prefetch": nil}}
	outcomeShape  = shape{map[string]any{
		"resourceType": oneOf("OperationOutcome"),
		"issue":        []shape{{map[string]any{"severity": oneOf("error"), "code": aText}, map[string]any{"diagnostics": aText, "expression": nil}}},
	}, nil}
)

// conform lists the faults of a value.
func conform(path string, v, want any) (faults []string) {
	switch want := want.(type) {
	case nil:
	case check:
		if !want(v) {
			faults = append(faults, path+": not as it should be")
		}
	case []shape:
		list, ok := v.([]any)
		if !ok || len(list) == 0 {
			return []string{path + ": a list that is not empty"}
		}
		for i, item := range list {
			faults = append(faults, conform(fmt.Sprintf("%s[%d]", path, i), item, want[0])...)
		}
	case shape:
		object, ok := v.(map[string]any)
		if !ok {
			return []string{path + ": an object"}
		}
		for name, inner := range want.required {
			if object[name] == nil {
				faults = append(faults, path+"."+name+": missing")
				continue
			}
			faults = append(faults, conform(path+"."+name, object[name], inner)...)
		}
		for name, value := range object {
			inner, known := want.optional[name]
			if _, required := want.required[name]; required || name == "extension" {
				continue
			}
			if !known && path != "" && !strings.HasSuffix(path, ".resource") {
				faults = append(faults, path+"."+name+": no such member")
				continue
			}
			faults = append(faults, conform(path+"."+name, value, inner)...)
		}
	}
	return faults
}

// nothingEmpty finds null, "", [] and {} anywhere.
func nothingEmpty(path string, v any) (faults []string) {
	switch v := v.(type) {
	case nil:
		return []string{path + ": null"}
	case string:
		if v == "" {
			return []string{path + ": empty"}
		}
	case []any:
		if len(v) == 0 {
			return []string{path + ": empty"}
		}
		for i, item := range v {
			faults = append(faults, nothingEmpty(fmt.Sprintf("%s[%d]", path, i), item)...)
		}
	case map[string]any:
		if len(v) == 0 {
			return []string{path + ": empty"}
		}
		for name, value := range v {
			faults = append(faults, nothingEmpty(path+"."+name, value)...)
		}
	}
	return faults
}

// answerFaults compares the body of an answer with the model in this file.
func answerFaults(status int, body []byte) error {
	var doc map[string]any
	if err := json.Unmarshal(body, &doc); err != nil {
		return err
	}
	if status != 200 {
		return joined(append(conform("outcome", doc, outcomeShape), nothingEmpty("outcome", doc)...))
	}
	cards, ok := doc["cards"].([]any)
	if !ok || len(doc) != 1 {
		return errors.New("cards, and nothing else")
	}
	var faults []string
	ids := map[any]bool{}
	once := func(path string, id any) {
		if id != nil && ids[id] {
			faults = append(faults, path+": the same uuid twice")
		}
		ids[id] = true
	}
	for i, card := range cards {
		path := fmt.Sprintf("cards[%d]", i)
		faults = append(append(faults, conform(path, card, cardShape)...), nothingEmpty(path, card)...)
		object, _ := card.(map[string]any)
		once(path, object["uuid"])
		suggestions, _ := object["suggestions"].([]any)
		recommended := 0
		for _, s := range suggestions {
			suggestion, _ := s.(map[string]any)
			once(path+".suggestions", suggestion["uuid"])
			if suggestion["isRecommended"] == true {
				recommended++
			}
		}
		if (len(suggestions) > 0) != (object["selectionBehavior"] != nil) {
			faults = append(faults, path+": selectionBehavior goes with suggestions") // cds-resp-6
		}
		if recommended > 1 && object["selectionBehavior"] == "at-most-one" {
			faults = append(faults, path+": more than one is recommended")
		}
		links, _ := object["links"].([]any)
		for _, l := range links {
			if link, _ := l.(map[string]any); link["appContext"] != nil && link["type"] != "smart" {
				faults = append(faults, path+": appContext is for smart links") // cds-resp-3
			}
		}
		if object["indicator"] == "critical" && (len(cards) > 1 || len(suggestions) > 0 || object["overrideReasons"] != nil) {
			faults = append(faults, path+": danger stands alone")
		}
	}
	return joined(faults)
}

func joined(faults []string) error {
	if len(faults) == 0 {
		return nil
	}
	return errors.New(strings.Join(faults, "\n"))
}
