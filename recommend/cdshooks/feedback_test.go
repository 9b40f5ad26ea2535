package cdshooks_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/cdshooks"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/confidential/confidentialtest"
)

// kept is a caller's store of cards.
type kept map[cdshooks.UUID]cdshooks.Issued

func (k kept) find(_ context.Context, id cdshooks.UUID) (cdshooks.Issued, bool, error) {
	issued, ok := k[id]
	return issued, ok, nil
}

// issue makes a card and keeps it as a caller does, through JSON.
func issue(t testing.TB, s *cdshooks.Service, given recommend.Answers) (kept, cdshooks.Issued) {
	t.Helper()
	answer, _ := ask(t, s, with(sheet(t, given)))
	require.Len(t, answer.Issued, 1)
	b, err := json.Marshal(answer.Issued[0])
	require.NoError(t, err)
	var issued cdshooks.Issued
	require.NoError(t, therapy.UnmarshalStrict(b, &issued))
	return kept{issued.Card: issued}, issued
}

// entry is one entry of feedback, to be changed.
func entry(card cdshooks.UUID, outcome string, more map[string]any) map[string]any {
	e := map[string]any{"card": card, "outcome": outcome, "outcomeTimestamp": "2026-03-02T09:35:00Z"}
	for name, value := range more {
		if e[name] = value; value == nil {
			delete(e, name)
		}
	}
	return e
}

func accepted(x cdshooks.Issued, i int) map[string]any {
	return entry(x.Card, "accepted", map[string]any{"acceptedSuggestions": []any{map[string]any{"id": x.Suggestions[i].UUID}}})
}

func overridden(x cdshooks.Issued, reason map[string]any) map[string]any {
	return entry(x.Card, "overridden", map[string]any{"overrideReason": reason})
}

func tell(t testing.TB, s *cdshooks.Service, find cdshooks.Find, entries ...any) (cdshooks.Answer, []cdshooks.Feedback) {
	t.Helper()
	body, err := json.Marshal(map[string]any{"feedback": entries})
	require.NoError(t, err)
	return s.Feedback(t.Context(), cdshooks.Call{Client: "https://ehr.example.org", Body: body, Now: now}, find)
}

func reason(system, code string) map[string]any {
	coding := map[string]any{"code": code, "display": "made up"}
	if system != "" {
		coding["system"] = system
	}
	return map[string]any{"reason": coding}
}

// TestAcceptedBecomesAChoice checks that accepted feedback becomes a choice of the suggested
// option, by the person whom the caller names.
func TestAcceptedBecomesAChoice(t *testing.T) {
	s := serve(t)
	cards, x := issue(t, s, stories()["either"])
	for i, want := range []policy.Option{standard.Individual, standard.Group} {
		answer, list := tell(t, s, cards.find, accepted(x, i))
		require.Equal(t, 200, answer.Status)
		require.Equal(t, "{}", string(answer.Body))
		require.Len(t, list, 1)
		f := list[0]
		require.Equal(t, cdshooks.Accepted, f.Outcome)
		require.Equal(t, want, f.Option)
		require.Equal(t, clinician, f.By)
		choice, err := s.Choice(x, f, f.By)
		require.NoError(t, err)
		require.Equal(t, care.BasisRecommendation, choice.Basis)
		require.Equal(t, x.Digest, choice.Digest)
		require.Equal(t, f.At, choice.At)
		_, err = s.Override(x, f, standard.Combined, clinician, now)
		require.Contains(t, rules(err), "feedback-outcome", "what was accepted is not overridden")
	}
	answer, list := tell(t, s, cards.find, entry(x.Card, "accepted", map[string]any{
		"acceptedSuggestions": []any{map[string]any{"id": x.Suggestions[0].UUID}, map[string]any{"id": strings.ToUpper(string(x.Suggestions[1].UUID))}},
	}))
	require.Equal(t, 200, answer.Status)
	require.Len(t, list, 2, "once for each suggestion, whatever the case of its id")
}

// TestOverriddenBecomesAnOverrideOnceTheOptionIsKnown checks that overridden feedback becomes an
// override as soon as the option is known.
func TestOverriddenBecomesAnOverrideOnceTheOptionIsKnown(t *testing.T) {
	s := serve(t, func(s *cdshooks.ServiceSpec) {
		s.Reasons = map[cdshooks.Coding]care.Reason{
			{System: "http://ehr.example.org/reasons", Code: "R7"}: recommend.ReasonAvailability, {Code: "patient-declined"}: recommend.ReasonClientPreference,
		}
	})
	cards, x := issue(t, s, stories()["recommended"])
	for _, tt := range []struct {
		name   string
		reason map[string]any
		want   care.Reason
	}{
		{"one of ours", reason(cdshooks.SystemReason, "client-preference"), recommend.ReasonClientPreference},
		{"one that no card offers, of our open vocabulary", reason(cdshooks.SystemReason, "illness"), care.ReasonIllness},
		{"one that is no name", reason(cdshooks.SystemReason, "Jane Example"), ""},
		{"one of others that the deployer knows", reason("http://ehr.example.org/reasons", "R7"), recommend.ReasonAvailability},
		{"one of others", reason("http://ehr.example.org/reasons", "R8"), ""},
		{"a code without a system that the deployer knows", reason("", "patient-declined"), recommend.ReasonClientPreference},
		{"our code without our system", reason("", "client-preference"), ""},
		{"a comment", map[string]any{"userComment": "Jane Example has said so"}, ""},
		{"nothing", nil, ""},
		{"an empty reason", map[string]any{}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			e := overridden(x, tt.reason)
			if tt.reason == nil {
				delete(e, "overrideReason")
			}
			answer, list := tell(t, s, cards.find, e)
			require.Equal(t, 200, answer.Status, "%v", answer.Err)
			require.Len(t, list, 1)
			f := list[0]
			require.Equal(t, tt.want, f.Reason)
			require.Empty(t, f.Option, "a card that was dismissed names no option")
			_, err := s.Choice(x, f, clinician)
			require.Contains(t, rules(err), "feedback-outcome")
			o, err := s.Override(x, f, standard.Group, clinician, now)
			if tt.want == "" {
				require.Contains(t, rules(err), "override-reason", "a reason has to be asked for")
				f.Reason = recommend.ReasonClinicalJudgement
				o, err = s.Override(x, f, standard.Group, clinician, now)
			}
			require.NoError(t, err)
			require.Equal(t, standard.Group, o.Spec().Option)
			require.Equal(t, x.Digest, o.Recommendation().Digest())
			require.Equal(t, care.BasisOverride, o.Choice().Basis)
		})
	}
	_, list := tell(t, s, cards.find, overridden(x, reason(cdshooks.SystemReason, "availability")))
	_, err := s.Override(x, list[0], x.Suggestions[0].Option, clinician, now)
	require.Contains(t, rules(err), "override-follows", "what is advised is followed")
	other := x
	other.Card = cdshooks.UUID(instance)
	_, err = s.Override(other, list[0], standard.Group, clinician, now)
	require.Contains(t, rules(err), "feedback-card")
	other = x
	other.Intake = recommend.Intake{Answers: answers(budget)}
	_, err = s.Override(other, list[0], standard.Group, clinician, now)
	require.Contains(t, rules(err), "issued-digest", "it has to come to the same again")
	other.Digest = ""
	_, err = s.Choice(other, list[0], clinician)
	require.Contains(t, rules(err), "issued-recommendation")
}

// TestFeedbackCannotOverrideDanger checks that no feedback can override danger.
func TestFeedbackCannotOverrideDanger(t *testing.T) {
	s := serve(t)
	cards, x := issue(t, s, danger)
	require.Empty(t, x.Suggestions)
	answer, list := tell(t, s, cards.find, overridden(x, reason(cdshooks.SystemReason, "clinical-judgement")))
	require.Equal(t, 200, answer.Status)
	_, err := s.Override(x, list[0], standard.Group, clinician, now)
	require.Contains(t, rules(err), "override-escalation")
	answer, _ = tell(t, s, cards.find, entry(x.Card, "accepted", map[string]any{"acceptedSuggestions": []any{map[string]any{"id": instance}}}))
	require.Equal(t, 400, answer.Status)
	require.Contains(t, rules(answer.Err), "feedback-suggestion")
}

// TestFeedbackIsTakenWholeOrNotAtAll tries feedback with faults.
func TestFeedbackIsTakenWholeOrNotAtAll(t *testing.T) {
	s := serve(t)
	cards, x := issue(t, s, stories()["either"])
	fine := accepted(x, 0)
	suggestion := []any{map[string]any{"id": x.Suggestions[0].UUID}}
	for _, tt := range []struct {
		name  string
		entry any
		rules string
	}{
		{"no card", entry(x.Card, "overridden", map[string]any{"card": nil}), "/feedback/1/card uuid"},
		{"a card that is no UUID", entry("1", "overridden", nil), "/feedback/1/card uuid"},
		{"no outcome", entry(x.Card, "overridden", map[string]any{"outcome": nil}), "/feedback/1/outcome feedback-outcome"},
		{"another outcome", entry(x.Card, "ignored", nil), "/feedback/1/outcome feedback-outcome"},
		{"no time", entry(x.Card, "overridden", map[string]any{"outcomeTimestamp": nil}), "/feedback/1/outcomeTimestamp feedback-time"},
		{"a day in place of a time", entry(x.Card, "overridden", map[string]any{"outcomeTimestamp": "2026-03-02"}), "/feedback/1/outcomeTimestamp feedback-time"},
		{"accepted nothing", entry(x.Card, "accepted", nil), "/feedback/1/acceptedSuggestions feedback-accepted"},
		{"accepted an empty list", entry(x.Card, "accepted", map[string]any{"acceptedSuggestions": []any{}}), "/feedback/1/acceptedSuggestions feedback-accepted"},
		{"overridden and accepted", entry(x.Card, "overridden", map[string]any{"acceptedSuggestions": suggestion}), "/feedback/1/acceptedSuggestions feedback-accepted"},
		{"accepted with a reason", entry(x.Card, "accepted", map[string]any{"acceptedSuggestions": suggestion, "overrideReason": reason("", "x")}), "/feedback/1/overrideReason feedback-reason"},
		{"the same suggestion twice", entry(x.Card, "accepted", map[string]any{"acceptedSuggestions": append(suggestion, suggestion...)}), "/feedback/1/acceptedSuggestions/1/id feedback-suggestion-twice"},
		{"a suggestion of nobody", entry(x.Card, "accepted", map[string]any{"acceptedSuggestions": []any{map[string]any{"id": instance}}}), "/feedback/1/acceptedSuggestions/0/id feedback-suggestion"},
		{"a suggestion that is no object", entry(x.Card, "accepted", map[string]any{"acceptedSuggestions": []any{x.Suggestions[0].UUID}}), "/feedback/1/acceptedSuggestions/0 json-type"},
		{"a reason without a code", overridden(x, map[string]any{"reason": map[string]any{"display": "made up"}}), "/feedback/1/overrideReason/reason/code feedback-reason-code"},
		{"a comment that is no text", overridden(x, map[string]any{"userComment": 7}), "/feedback/1/overrideReason/userComment feedback-comment"},
		{"a comment without end", overridden(x, map[string]any{"userComment": strings.Repeat("ä", cdshooks.MaxComment+1)}), "/feedback/1/overrideReason/userComment feedback-comment"},
		{"no object", 7, "/feedback/1 json-type"},
		{"a member twice", json.RawMessage(`{"card":"` + instance + `","card":"` + instance + `","outcome":"overridden","outcomeTimestamp":"2026-03-02T09:35:00Z"}`), "/feedback/1/#1 json-duplicate"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			answer, list := tell(t, s, cards.find, fine, tt.entry)
			require.Equal(t, 400, answer.Status)
			require.Contains(t, rules(answer.Err), tt.rules)
			require.Empty(t, list, "all or nothing")
			require.NoError(t, answerFaults(400, answer.Body))
			require.NotContains(t, string(answer.Body), "ää")
		})
	}
	for name, body := range map[string]string{
		"nothing": "", "no JSON": "{", "a list": "[]", "no list": `{"feedback":{}}`, "null": `{"feedback":null}`,
		"too many": `{"feedback":[` + strings.Repeat("{},", cdshooks.MaxEntries) + `{}]}`,
	} {
		answer, list := s.Feedback(t.Context(), cdshooks.Call{Body: []byte(body)}, cards.find)
		require.Equal(t, 400, answer.Status, name)
		require.Empty(t, list)
	}
	answer, _ := s.Feedback(t.Context(), cdshooks.Call{Body: make([]byte, cdshooks.MaxFeedback+1)}, cards.find)
	require.Equal(t, 413, answer.Status)
	answer, _ = tell(t, s, cards.find)
	require.Equal(t, 400, answer.Status, "an empty list is a mistake")
	answer, _ = new(cdshooks.Service).Feedback(t.Context(), cdshooks.Call{}, cards.find)
	require.Equal(t, 404, answer.Status)
}

// TestCardsExpire checks that unknown cards are skipped, and that feedback is not lost if a store
// fails.
func TestCardsExpire(t *testing.T) {
	s := serve(t)
	cards, x := issue(t, s, stories()["either"])
	answer, list := tell(t, s, cards.find, entry(cdshooks.UUID(instance), "overridden", nil), accepted(x, 0))
	require.Equal(t, 200, answer.Status)
	require.Len(t, list, 1)
	body, err := json.Marshal(map[string]any{"feedback": []any{accepted(x, 0)}})
	require.NoError(t, err)
	_, list = s.Feedback(t.Context(), cdshooks.Call{Client: "https://other.example.org", Body: body}, cards.find)
	require.Empty(t, list, "a card of another client is not known")
	_, list = tell(t, serve(t, func(s *cdshooks.ServiceSpec) { s.ID = "other" }), cards.find, accepted(x, 0))
	require.Empty(t, list, "nor one of another service")
	answer, list = tell(t, s, func(context.Context, cdshooks.UUID) (cdshooks.Issued, bool, error) {
		return cdshooks.Issued{}, false, errors.New("made up: password=secret")
	}, accepted(x, 0))
	require.Equal(t, 503, answer.Status)
	require.Empty(t, list)
	require.NotContains(t, fmt.Sprint(answer.Err, string(answer.Body)), "secret")
	answer, list = tell(t, s, func(context.Context, cdshooks.UUID) (cdshooks.Issued, bool, error) { return x, true, nil }, entry(cdshooks.UUID(instance), "overridden", nil))
	require.Equal(t, 200, answer.Status)
	require.Empty(t, list, "a store that gives the wrong card is not believed")
}

// TestTheSameFeedbackTwiceHasOneKey checks that repeated feedback has the same key.
func TestTheSameFeedbackTwiceHasOneKey(t *testing.T) {
	s := serve(t)
	cards, x := issue(t, s, stories()["either"])
	zone := accepted(x, 0)
	zone["outcomeTimestamp"] = "2026-03-02T10:35:00.000+01:00"
	_, list := tell(t, s, cards.find, accepted(x, 0), accepted(x, 0), zone, accepted(x, 1), overridden(x, nil))
	require.Len(t, list, 3)
	keys := map[string]bool{}
	for _, f := range list {
		keys[f.Key()] = true
	}
	require.Len(t, keys, 3)
	_, again := tell(t, s, cards.find, accepted(x, 0))
	require.Equal(t, list[0].Key(), again[0].Key())
}

// TestCommentsAreSealed checks that comments are sealed when they are read, and can be opened
// only with their keys.
func TestCommentsAreSealed(t *testing.T) {
	const secret = "Jane Example would rather not"
	ring := confidentialtest.Ring(t)
	for name, person := range map[string]func(string) (confidential.PersonID, bool){"known": people, "unknown": nil} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, func(s *cdshooks.ServiceSpec) { s.Person = person })
			cards, x := issue(t, s, stories()["either"])
			answer, list := tell(t, s, cards.find, overridden(x, map[string]any{"userComment": secret, "reason": map[string]any{"code": "x"}}))
			require.Equal(t, 200, answer.Status)
			f := list[0]
			require.Equal(t, secret, confidentialtest.Open(t, f.Comment))
			require.Equal(t, person == nil, f.By.IsZero())
			if person == nil {
				require.Equal(t, confidential.VeryRestricted, f.Comment.Label().Level)
			} else {
				require.Equal(t, client, f.Comment.Label().Subject)
			}
			require.NotContains(t, fmt.Sprintf("%v %+v %#v %s", f, f, f, answer.Body), "Jane")
			_, err := json.Marshal(f)
			require.ErrorContains(t, err, "Feedback.Store")
			stored, err := f.Store(ring)
			require.NoError(t, err)
			require.NotContains(t, string(stored), "Jane")
			back, err := cdshooks.LoadFeedback(stored, ring)
			require.NoError(t, err)
			require.Equal(t, f.Key(), back.Key())
			require.Equal(t, f.By, back.By)
			_, err = back.Store(ring)
			require.NoError(t, err)
			moved := strings.Replace(string(stored), string(f.Card), instance, 1)
			_, err = cdshooks.LoadFeedback([]byte(moved), ring)
			require.Error(t, err, "a comment is not moved to another card")
			_, err = cdshooks.LoadFeedback([]byte("{}"), ring)
			require.Error(t, err)
		})
	}
	_, err := cdshooks.Feedback{}.Store(ring)
	require.Error(t, err)
}

// TestLateMoments checks that a time never has a year that JSON cannot write.
func TestLateMoments(t *testing.T) {
	s := serve(t)
	cards, x := issue(t, s, stories()["either"])
	e := accepted(x, 0)
	e["outcomeTimestamp"] = time.Date(9999, 12, 31, 23, 59, 59, 0, time.FixedZone("", -12*3600)).Format(time.RFC3339)
	answer, list := tell(t, s, cards.find, e)
	require.Equal(t, 400, answer.Status)
	require.Empty(t, list)
}
