package care

import (
	"encoding/json"
	"reflect"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// loadFirst reads a record of the first format: it has every revision with its full state,
// the envelopes in one list and bound only to their label, and some members under other
// names.
func loadFirst[S any, P record[S]](data []byte, r confidential.Keyring) (ledger[S], error) {
	var doc struct {
		Format    string                       `json:"format"`
		Sealed    []confidential.Envelope      `json:"sealed"`
		Revisions []map[string]json.RawMessage `json:"revisions"`
	}
	if err := therapy.UnmarshalStrict(data, &doc); err != nil {
		return ledger[S]{}, err
	}
	var c therapy.Check
	if len(doc.Revisions) == 0 {
		c.Wrong("/revisions", "store-revisions", "at least one revision", therapy.ErrRequired)
	}
	texts := make([]confidential.Value[string], len(doc.Sealed))
	for i, e := range doc.Sealed {
		place := confidential.Place{Record: doc.Format, Field: at("/sealed", i), Revision: 1}
		bound, err := confidential.Bind[string](r, place, e)
		if err == nil {
			texts[i], err = confidential.Load[string](r, place, bound)
		}
		if err != nil || texts[i].IsZero() {
			c.Wrong(at("/sealed", i), "store-open", "the key it was stored with, and nothing changed", confidential.ErrOpen)
		}
	}
	if err := c.Err(); err != nil {
		return ledger[S]{}, err
	}
	numbers := therapy.Reading{Type: sealedType, Read: func(_ string, text []byte, v reflect.Value) error {
		if string(text) == "null" {
			return nil
		}
		i, err := strconv.ParseUint(string(text), 10, 31)
		if err != nil || i >= uint64(len(texts)) {
			return &therapy.FieldError{Rule: "store-sealed", Hint: "the number of a sealed text", Err: therapy.ErrReference}
		}
		v.Set(reflect.ValueOf(texts[i]))
		return nil
	}}
	schedules := therapy.Reading{Type: scheduleType, Read: func(_ string, text []byte, v reflect.Value) error {
		var spec ScheduleSpec
		if string(text) == "null" {
			return nil
		}
		if err := therapy.UnmarshalStrict(text, &spec); err != nil {
			return err
		}
		v.Set(reflect.ValueOf(Schedule{spec: spec.canonical()}))
		return withoutNewerRules(spec.Validate())
	}}
	replay := replayer[S, P]{trusted: len(doc.Revisions), budget: replayBudget(len(data))}
	for i, members := range doc.Revisions {
		var state S
		var rev RevisionSpec
		err := therapy.At("/state", therapy.UnmarshalStrict(renamed(members["state"]), &state, numbers, schedules))
		delete(members, "state")
		head, _ := json.Marshal(members)
		if err == nil {
			err = therapy.UnmarshalStrict(head, &rev, numbers)
		}
		if err == nil {
			err = replay.add(rev, &state)
		}
		if err != nil {
			return ledger[S]{}, therapy.At(at("/revisions", i), err)
		}
	}
	return replay.l, nil
}

// since are rules that were introduced after records had already been stored without them. A
// record that breaks one can be read, and must be corrected when it is next amended.
var since = map[string]bool{
	"session-nobody-came": true, "attendance-minutes-long": true, "session-leaders": true, "strand-therapists": true, "note-by-client": true,
	"risk-by-client": true, "target-before-start": true, "referral-self": true, "step-after-ending": true, "meeting-outside": true,
}

// withoutNewerRules removes the faults against rules that were introduced later.
func withoutNewerRules(err error) error {
	var c therapy.Check
	for _, fault := range therapy.FieldErrors(err) {
		if !since[fault.Rule] {
			c.Part("", fault)
		}
	}
	return c.Err()
}

// renamed gives the members of a state their present names.
func renamed(state json.RawMessage) json.RawMessage {
	var members map[string]json.RawMessage
	if therapy.UnmarshalStrict(state, &members) != nil {
		return state // the next reader says what is wrong
	}
	if said, ok := members["answers"]; ok {
		members["responses"] = said
		delete(members, "answers")
	}
	raise := string(members["raiseConfidentiality"]) == "true"
	delete(members, "raiseConfidentiality")
	switch _, stated := members["confidentiality"]; {
	case raise && !stated: // the zero level is the strictest, and was left out
		members["confidentiality"] = json.RawMessage(`"` + confidential.VeryRestricted.String() + `"`)
	case !raise:
		delete(members, "confidentiality")
	}
	text, err := json.Marshal(members)
	if err != nil {
		return state
	}
	return text
}
