package cdshooks

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/fhir"
)

// Limits of feedback.
const (
	// MaxFeedback is the maximum size of the body of feedback, in bytes.
	MaxFeedback = 1 << 20
	// MaxEntries is the maximum number of entries in one call.
	MaxEntries = 1000
	// MaxComment is the maximum length of a comment, in characters.
	MaxComment = 4000
)

// SystemReason is the code system of the override reasons that cards offer. Its codes are the
// names of [care.Reason].
const SystemReason = fhir.Base + "CodeSystem/reason"

// reasons are the override reasons that cards offer, in this order.
var reasons = []care.Reason{
	recommend.ReasonClientPreference, recommend.ReasonClinicalJudgement, recommend.ReasonAvailability,
	recommend.ReasonNewInformation, recommend.ReasonPolicyMistaken,
}

func (s *Service) overrideReasons() []Coding {
	var list []Coding
	for _, reason := range reasons {
		list = append(list, Coding{System: SystemReason, Code: string(reason), Display: s.say("reason-" + string(reason))})
	}
	return list
}

// Feedback is what a user did with one card. If several suggestions were taken, there is one
// Feedback for each. It is a record: [Feedback.Store] writes it, encrypted with your keys.
// The zero Feedback means no feedback.
type Feedback struct {
	confidential.Hidden
	// Card is the card, and Suggestion the suggestion that was taken, zero if none was.
	Card       UUID `json:"card" kind:"treatment-plan"`
	Suggestion UUID `json:"suggestion,omitempty" kind:"treatment-plan"`
	// Outcome is what the user did, and At is when, as stated by the client.
	Outcome FeedbackOutcome `json:"outcome" kind:"treatment-plan"`
	At      time.Time       `json:"at" kind:"treatment-plan"`
	// Option is the suggested option. It is empty if the card was overridden.
	Option policy.Option `json:"option,omitempty" kind:"treatment-plan"`
	// Reason is why the card was dismissed; empty if no known reason was given.
	Reason care.Reason `json:"reason,omitempty" kind:"treatment-plan"`
	// Comment is the reason in words, sealed. If [ServiceSpec.Person] knows the patient, it
	// has the label of the patient's record; otherwise it has a very restricted label that
	// names nobody.
	Comment confidential.Value[string] `json:"comment" kind:"treatment-plan"`
	// By is the pseudonym of the user to whom the card was sent, if [ServiceSpec.Person]
	// knows them; the feedback itself does not say who gave it.
	By confidential.PersonID `json:"by,omitzero" kind:"identity,professional"`
}

// Key is the same if the same feedback is sent twice: store each key only once. It says what
// was done with which card, but not why.
func (f Feedback) Key() string {
	return strings.Join([]string{string(f.Card), f.Outcome.String(), string(f.Suggestion), f.At.UTC().Format(time.RFC3339Nano)}, " ")
}

// feedbackFormat is the format in which feedback is stored.
const feedbackFormat = "therapykit-cds-feedback/1"

// Store writes the feedback as JSON. The comment is encrypted with the primary key of the
// ring and bound to this feedback; everything else is not encrypted.
func (f Feedback) Store(r confidential.Keyring) ([]byte, error) {
	if f.Card == "" {
		return nil, &therapy.FieldError{Path: "/card", Rule: "store-nothing", Hint: "feedback on a card", Err: therapy.ErrRequired}
	}
	return confidential.StoreDocument(feedbackFormat, f.record(), 0, r, storedFeedback(f))
}

// storedFeedback is feedback without the method that refuses to encode it.
type storedFeedback Feedback

// record is the name of the feedback as a record; the sealed comment is bound to it.
func (f Feedback) record() string { return "cds-feedback/" + string(deriveUUID(f.Key())) }

// LoadFeedback reads what [Feedback.Store] wrote.
func LoadFeedback(data []byte, keys confidential.Keyring) (Feedback, error) {
	var s storedFeedback
	record, _, err := confidential.LoadDocument(feedbackFormat, keys, data, &s)
	if err != nil {
		return Feedback{}, err
	}
	f := Feedback(s)
	if record != f.record() {
		return Feedback{}, &therapy.FieldError{Path: "/record", Rule: "store-record", Hint: "the feedback that the comment belongs to", Err: therapy.ErrContradiction}
	}
	return f, nil
}

// MarshalJSON always returns an error: the comment is sealed. The error names
// [Feedback.Store].
func (Feedback) MarshalJSON() ([]byte, error) {
	return nil, errors.New("cdshooks: feedback is a record: use Feedback.Store and cdshooks.LoadFeedback")
}

// Find returns the card that was issued under an id; ok is false if no such card is stored,
// or is no longer stored.
type Find func(ctx context.Context, card UUID) (issued Issued, ok bool, err error)

// Feedback reads a call of the feedback address. It takes all of it or nothing: if anything
// is malformed the answer has status 400 and there is no feedback. Entries about unknown
// cards, or about cards issued to another client, are ignored, since cards expire. If looking
// up a card fails, the status is 503, so that the client tries again.
//
// Store the list, each [Feedback.Key] once, before you send the answer.
func (s *Service) Feedback(ctx context.Context, call Call, find Find) (Answer, []Feedback) {
	if s == nil || s.spec.ID == "" {
		return refuse(http.StatusNotFound, "not-found", nil), nil
	}
	if len(call.Body) > MaxFeedback {
		return refuse(http.StatusRequestEntityTooLarge, "too-long", &therapy.FieldError{Rule: "feedback-size", Hint: "at most 1 MiB", Err: therapy.ErrRange}), nil
	}
	entries, err := parseFeedback(call.Body)
	if err != nil {
		return refuse(http.StatusBadRequest, "invalid", err), nil
	}
	var (
		c    therapy.Check
		list []Feedback
		seen = map[string]bool{}
	)
	for i, e := range entries {
		issued, ok, err := find(ctx, e.card)
		switch {
		case err != nil:
			// An error of a database may quote data, so the answer only says that the lookup
			// failed.
			return refuse(http.StatusServiceUnavailable, "transient", &therapy.FieldError{Rule: "feedback-find", Hint: "the card could not be looked up", Err: therapy.ErrReference}), nil
		case !ok, issued.Card != e.card, issued.Client != call.Client, issued.Service != s.spec.ID:
			continue
		}
		for _, f := range s.understand(&c, "/feedback/"+strconv.Itoa(i), e, issued) {
			if !seen[f.Key()] {
				seen[f.Key()] = true
				list = append(list, f)
			}
		}
	}
	if err := c.Err(); err != nil {
		return refuse(http.StatusBadRequest, "invalid", err), nil
	}
	return Answer{Status: http.StatusOK, Body: []byte("{}")}, list
}

// understand turns an entry into feedback on the card that was issued.
func (s *Service) understand(c *therapy.Check, path string, e feedbackEntry, issued Issued) (list []Feedback) {
	f := Feedback{Card: e.card, Outcome: e.outcome, At: e.at}
	if s.spec.Person != nil {
		f.By, _ = s.spec.Person(issued.User)
	}
	if e.outcome == Overridden {
		f.Reason = s.reason(e.reason)
		if e.comment != "" {
			f.Comment = s.seal(e.comment, issued.Patient)
		}
		return []Feedback{f}
	}
	for i, suggestion := range e.suggestions {
		option, ok := issued.option(suggestion)
		if !ok {
			c.Wrong(path+"/acceptedSuggestions/"+strconv.Itoa(i)+"/id", "feedback-suggestion", "a suggestion of the card", therapy.ErrReference)
			continue
		}
		f.Suggestion, f.Option = suggestion, option
		list = append(list, f)
	}
	return list
}

// reason returns the reason for a code: the reason of that name for a code of our code
// system, or the caller's translation of other codes.
func (s *Service) reason(code Coding) care.Reason {
	if reason := care.Reason(code.Code); code.System == SystemReason && reason.Valid() {
		return reason
	}
	return s.spec.Reasons[Coding{System: code.System, Code: code.Code}]
}

// seal seals a comment under the label of the patient's record or, if the patient is not
// known, under the strictest label that can be stored.
func (s *Service) seal(comment, patient string) confidential.Value[string] {
	if s.spec.Person != nil {
		if subject, ok := s.spec.Person("Patient/" + patient); ok {
			return confidential.SealText(confidential.TreatmentPlan, subject, comment)
		}
	}
	label := confidential.LabelFor(confidential.TreatmentPlan, confidential.PersonID{})
	label.Level = confidential.VeryRestricted
	return confidential.Seal(comment, label)
}

// feedbackEntry is one entry as it was sent.
type feedbackEntry struct {
	card        UUID
	outcome     FeedbackOutcome
	suggestions []UUID
	reason      Coding
	comment     string
	at          time.Time
}

// parseFeedback reads the body of feedback and reports everything wrong with it.
func parseFeedback(data []byte) ([]feedbackEntry, error) {
	var c therapy.Check
	if tooDeep(data) {
		c.Wrong("", "json-depth", "at most 100 levels", therapy.ErrRange)
	}
	value := find(object(&c, "", data), "feedback")
	items := array(value)
	switch {
	case items == nil:
		c.Wrong("/feedback", "feedback-list", "a list of entries", therapy.ErrRequired)
	case len(items) > MaxEntries:
		c.Wrong("/feedback", "feedback-entries", "at most 1000", therapy.ErrRange)
		items = nil
	}
	var list []feedbackEntry
	for i, item := range items {
		list = append(list, parseEntry(&c, "/feedback/"+strconv.Itoa(i), item))
	}
	return list, c.Err()
}

func parseEntry(c *therapy.Check, path string, data []byte) (e feedbackEntry) {
	members := object(c, path, data)
	card, _ := text(find(members, "card"))
	var err error
	if e.card, err = ParseUUID(card); err != nil {
		c.Part(path+"/card", err)
	}
	outcome, _ := text(find(members, "outcome"))
	if e.outcome.UnmarshalText([]byte(outcome)) != nil {
		c.Wrong(path+"/outcome", "feedback-outcome", "accepted or overridden", therapy.ErrUnknown)
	}
	at, _ := text(find(members, "outcomeTimestamp"))
	if e.at, err = time.Parse(time.RFC3339, at); err != nil {
		c.Wrong(path+"/outcomeTimestamp", "feedback-time", "a moment as in RFC 3339", therapy.ErrSyntax)
	} else {
		e.at = e.at.UTC()
		c.Instant(path+"/outcomeTimestamp", e.at)
	}
	e.suggestions = parseAccepted(c, path+"/acceptedSuggestions", given(members, "acceptedSuggestions"), e.outcome)
	if value := given(members, "overrideReason"); value != nil {
		e.parseReason(c, path+"/overrideReason", value)
	}
	return e
}

func parseAccepted(c *therapy.Check, path string, value json.RawMessage, outcome FeedbackOutcome) (list []UUID) {
	items := array(value)
	switch {
	case outcome == Accepted && len(items) == 0:
		c.Wrong(path, "feedback-accepted", "the suggestions that were taken", therapy.ErrRequired)
	case outcome == Overridden && len(items) > 0:
		c.Wrong(path, "feedback-accepted", "only with the outcome accepted", therapy.ErrContradiction)
	case len(items) > MaxEntries:
		c.Wrong(path, "feedback-entries", "at most 1000", therapy.ErrRange)
		return nil
	}
	seen := map[UUID]bool{}
	for i, item := range items {
		at := path + "/" + strconv.Itoa(i)
		s, _ := text(find(object(c, at, item), "id"))
		id, err := ParseUUID(s)
		c.Part(at+"/id", err)
		therapy.CheckOnce(c, seen, id, at+"/id", "feedback-suggestion-twice")
		list = append(list, id)
	}
	return list
}

func (e *feedbackEntry) parseReason(c *therapy.Check, path string, value json.RawMessage) {
	members := object(c, path, value)
	if e.outcome == Accepted {
		c.Wrong(path, "feedback-reason", "only with the outcome overridden", therapy.ErrContradiction)
	}
	if coding := given(members, "reason"); coding != nil {
		parts := object(c, path+"/reason", coding)
		e.reason.Code, _ = text(find(parts, "code"))
		e.reason.System, _ = text(find(parts, "system"))
		c.Stated(path+"/reason/code", "feedback-reason-code", e.reason.Code != "")
	}
	comment := given(members, "userComment")
	if comment == nil {
		return
	}
	var ok bool
	if e.comment, ok = text(comment); !ok {
		c.Wrong(path+"/userComment", "feedback-comment", "a text", therapy.ErrSyntax)
	}
	if utf8.RuneCountInString(e.comment) > MaxComment {
		c.Wrong(path+"/userComment", "feedback-comment", "at most 4000 characters", therapy.ErrRange)
	}
}
