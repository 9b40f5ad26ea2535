package cdshooks

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/fhir"
	"github.com/therapykit/therapykit/therapy/words"
)

// Answer is the answer to send to the client, and the data that the caller has to store. The
// zero Answer is none.
type Answer struct {
	confidential.Hidden
	// Status is the status of HTTP, and Body the body: cards for 200, otherwise an
	// OperationOutcome. Both contain data about a person and must not be cached on the way
	// (Cache-Control: no-store).
	Status int
	Body   []byte
	// Issued are the cards that can get feedback. Store them before you send the answer.
	Issued []Issued
	// Err says what is wrong with the call or the intake, for the operator of the service. It
	// names places and rules and quotes no input. Rules with "danger" or "safety" in them say
	// that somebody may be in danger: do not log them.
	Err error
}

// MarshalJSON always returns an error: an answer is sent, not stored. The error names
// [Answer.Body] and [Answer.Issued].
func (Answer) MarshalJSON() ([]byte, error) {
	return nil, errors.New("cdshooks: an answer is sent: write Answer.Body, and keep Answer.Issued")
}

// Answer answers a call of one of the service's hooks. It never fails: the answer says what
// is wrong. Only [ServiceSpec.Fetch] uses the context; everything else takes a few
// milliseconds.
//
// Danger is always reported, whatever else is wrong with the call or with the intake: as the
// one critical card, with status 200, since clients show nothing of answers with another
// status.
func (s *Service) Answer(ctx context.Context, call Call) Answer {
	if s == nil || s.spec.ID == "" {
		return refuse(http.StatusNotFound, "not-found", nil)
	}
	if len(call.Body) > MaxRequest {
		return s.tooLong(call)
	}
	r, err := parse(call.Body)
	if err == nil && !s.hasHook(r.hook) {
		err = &therapy.FieldError{Path: "/hook", Rule: "request-hook", Hint: "a hook of this service", Err: therapy.ErrUnknown}
	}
	t := pendingCall{s: s, call: call, request: r}
	f := t.look(ctx, err == nil)
	if (err != nil || f.failed) && len(f.documents) == 0 && !f.foreign {
		f.strays = append(f.strays, document{data: call.Body, suspect: true}) // to search its readable parts
	}
	readings, danger, alarms := t.readAll(f)
	refused := err != nil || f.failed || len(readings) == 0
	switch {
	case danger != nil:
		return t.escalate(*danger, err)
	case alarms != nil && refused: // clients show nothing of answers with another status
		return t.plain(Warning, "summary-safety", errors.Join(alarms, err))
	case err != nil:
		return refuse(http.StatusBadRequest, "invalid", err)
	case f.failed:
		return t.missing(f)
	case len(readings) == 0:
		return t.invite()
	}
	return t.advise(readings, f)
}

// tooLong refuses a call that is too long, and looks through all of it for danger.
func (s *Service) tooLong(call Call) Answer {
	err := &therapy.FieldError{Rule: "request-size", Hint: "at most 5 MiB", Err: therapy.ErrRange}
	t := pendingCall{s: s, call: call}
	_, danger, alarms := t.readAll(found{strays: []document{{data: call.Body, suspect: true}}})
	switch {
	case danger != nil:
		return t.escalate(*danger, err)
	case alarms != nil:
		return t.plain(Warning, "summary-safety", errors.Join(alarms, err))
	}
	return refuse(http.StatusRequestEntityTooLarge, "too-long", err)
}

func (s *Service) hasHook(hook Hook) bool { return slices.Contains(s.spec.Hooks, hook) }

// pendingCall is one call being answered.
type pendingCall struct {
	s       *Service
	call    Call
	request request
}

// reading is the result of reading one document.
type reading struct {
	document
	rec      recommend.Recommendation
	err      error
	findings []fhir.Finding
}

// look collects the answers of the intake: from the context or from prefetch or, if that
// failed and the client gave access, from its server.
func (t *pendingCall) look(ctx context.Context, mayFetch bool) (all found) {
	all.empty = true
	gather := func(f found) {
		all.documents, all.strays = append(all.documents, f.documents...), append(all.strays, f.strays...)
		all.failed = all.failed || len(f.documents) == 0 && (f.failed || !f.empty)
		all.more, all.foreign = all.more || f.more, all.foreign || f.foreign
	}
	gather(t.see(t.request.response...))
	complete := t.request.hook == IntakeComplete
	all.failed = all.failed && complete // the context of other hooks has no answers
	for _, key := range slices.Sorted(maps.Keys(t.request.prefetch)) {
		if !asked(key) { // and not overlooked
			f := t.see(t.request.prefetch[key]...)
			all.strays, all.foreign = append(append(all.strays, f.documents...), f.strays...), all.foreign || f.foreign
		}
	}
	for _, sheet := range sheets {
		values := t.request.prefetch[sheet.key]
		f := t.see(values...)
		if complete {
			all.strays = append(append(all.strays, f.documents...), f.strays...) // not requested, but searched for danger
			continue
		}
		if unsent := len(f.documents) == 0 && (f.failed || !f.empty); unsent && mayFetch {
			f = t.fetch(ctx, sheet.reader, f)
		}
		gather(f)
	}
	return all
}

// asked reports whether the service asks for values under the key.
func asked(key string) bool {
	for _, sheet := range sheets {
		if sheet.key == key {
			return true
		}
	}
	return false
}

// see reads the values that were sent under the same key.
func (t *pendingCall) see(values ...json.RawMessage) found {
	l := searchTarget{patient: t.request.patient, server: t.request.server, service: t.s, now: t.call.Now}
	for _, value := range values {
		l.value(value)
	}
	return l.found
}

// fetch reads answers that were not sent, if the client gave access and the caller can read
// them.
func (t *pendingCall) fetch(ctx context.Context, reader policy.Reader, sent found) found {
	if t.s.spec.Fetch == nil || t.request.access.Token() == "" {
		return sent
	}
	data, err := t.s.spec.Fetch(ctx, t.request.access, t.s.query(reader, t.request.patient))
	if err != nil || len(data) > MaxRequest || !json.Valid(data) {
		return sent
	}
	return t.see(data)
}

// readAll decides on each document, keeps those that count, and picks out danger. alarms are the
// faults that say that somebody may be in danger, although nothing escalates.
func (t *pendingCall) readAll(f found) (list []reading, danger *reading, alarms error) {
	for _, d := range bounded(f.documents) {
		list = append(list, t.read(d))
	}
	list = current(list)
	all := slices.Clip(list)
	for _, d := range bounded(f.strays) {
		x := t.read(d)
		if !slices.ContainsFunc(list, func(newer reading) bool { return newer.setsAside(x) }) {
			all = append(all, x)
		}
	}
	var c therapy.Check
	for i := range all {
		if all[i].rec.Outcome() == policy.Escalate {
			return list, &all[i], nil
		}
		c.Part("", aboutDanger(all[i].err))
	}
	return list, nil, c.Err()
}

// aboutDanger returns the faults in an error that say that somebody may be in danger.
func aboutDanger(err error) error {
	var c therapy.Check
	for _, fault := range therapy.FieldErrors(err) {
		if strings.Contains(fault.Rule, "danger") || strings.Contains(fault.Rule, "safety") {
			c.Part("", fault)
		}
	}
	return c.Err()
}

// current drops answers that are certainly not the latest: there are newer ones that can be
// read and were not entered in error. Of two documents without a date, neither is newer.
// Later answers of the clinician replace earlier answers of the client, but not the other way
// round. Danger is dropped only if newer answers settle the questions about safety: a new
// form that says nothing about danger does not hide what an older one says.
func current(all []reading) (left []reading) {
	for _, x := range all {
		if !slices.ContainsFunc(all, func(newer reading) bool { return newer.setsAside(x) }) {
			left = append(left, x)
		}
	}
	return left
}

func (x reading) setsAside(older reading) bool {
	layer, _ := x.rec.DecidedBy()
	switch {
	case x.err != nil, x.suspect, x.mistake, x.client && !older.client:
		return false
	case older.rec.Outcome() == policy.Escalate && x.rec.Outcome() == policy.NeedsInformation && layer == therapy.LayerSafety:
		return older.mistake
	}
	return older.mistake || !older.authored.IsZero() && x.authored.After(older.authored)
}

// escalate makes the one card for danger.
func (t *pendingCall) escalate(x reading, wrong error) Answer {
	w := t.s.write(x.rec)
	w.danger(therapy.DateOf(t.call.Now))
	faults := errors.Join(wrong, x.err)
	w.faults(faults)
	card := t.card(x.rec, Critical, t.s.say("summary-escalate"))
	card.Detail = w.end()
	card.Links = t.links(card, t.s.spec.Explanation, "link-explain")
	return t.deal(card, x.rec, faults)
}

// invite makes the answer if there is no intake: an invitation card if the service has
// Invite, otherwise no card. A missing intake is never treated as one without danger.
func (t *pendingCall) invite() Answer {
	if !t.s.spec.Invite {
		return cards(nil, nil, nil)
	}
	return t.plain(Info, "summary-invite", nil)
}

// plain makes a card without a recommendation. It says that there is no intake, or none that
// can be used.
func (t *pendingCall) plain(indicator Indicator, key string, err error) Answer {
	card := t.card(recommend.Recommendation{}, indicator, t.s.say(key))
	w := t.s.write(recommend.Recommendation{})
	w.faults(err)
	if t.s.spec.Form.URL != "" {
		w.page.Paragraph(t.s.say("invite"))
	}
	card.Detail = w.end()
	card.Links = t.links(card, t.s.spec.Form, "link-form")
	return t.deal(card, recommend.Recommendation{}, err)
}

// missing is the answer if prefetch failed: it is not known whether there is an intake.
func (t *pendingCall) missing(f found) Answer {
	var c therapy.Check
	rule, hint := "prefetch-missing", "the result of the search"
	if f.foreign {
		rule, hint = "prefetch-patient", "the patient of the context"
	}
	if t.request.hook == IntakeComplete {
		c.Wrong("/context/questionnaireResponse", rule, "answers of this patient to the form of the intake", therapy.ErrRequired)
	}
	for _, sheet := range sheets {
		seen := t.see(t.request.prefetch[sheet.key]...)
		if t.request.hook != IntakeComplete && len(seen.documents) == 0 && (seen.failed || !seen.empty) {
			c.Wrong("/prefetch/"+sheet.key, rule, hint, therapy.ErrRequired)
		}
	}
	return refuse(http.StatusPreconditionFailed, "incomplete", c.Err())
}

// advise makes the card of a recommendation, if it is certain which answers are current and
// if all current answers can be read.
func (t *pendingCall) advise(readings []reading, f found) Answer {
	var decides *reading
	var c therapy.Check
	sheets := map[bool]int{}
	for i, x := range readings {
		sheets[x.client]++
		switch {
		case x.err != nil:
			c.Part("", x.err)
		case x.suspect:
			c.Wrong("", "response-suspect", "answers of this patient to a sheet of the form, well-formed", therapy.ErrContradiction)
		case decides == nil, decides.client:
			decides = &readings[i]
		}
	}
	switch {
	case c.Failed() && aboutDanger(c.Err()) != nil:
		return t.plain(Warning, "summary-safety", c.Err())
	case c.Failed():
		return t.plain(Warning, "summary-unreadable", c.Err())
	case sheets[true] > 1 || sheets[false] > 1:
		return t.plain(Warning, "summary-several", nil)
	}
	rec := decides.rec
	indicator, line := t.headline(rec)
	card := t.card(rec, indicator, line)
	w := t.s.write(rec)
	if f.more {
		w.page.Paragraph(t.s.say("older"))
	}
	w.findings(decides.findings)
	if len(readings) > 1 {
		w.page.Paragraph(t.s.say("since"))
	}
	if f.foreign {
		w.page.Paragraph(t.s.say("foreign"))
	}
	w.detail()
	card.Detail = w.end()
	if rec.Outcome() == policy.NeedsInformation {
		card.Links = t.links(card, t.s.spec.Form, "link-form")
	} else {
		card.OverrideReasons = t.s.overrideReasons()
	}
	card.Links = append(card.Links, t.links(card, t.s.spec.Explanation, "link-explain")...)
	if err := t.suggest(&card, *decides); err != nil {
		return refuse(http.StatusInternalServerError, "exception", err)
	}
	return t.deal(card, rec, nil)
}

// headline returns the outcome of a recommendation in one line, and how urgent it is.
func (t *pendingCall) headline(rec recommend.Recommendation) (Indicator, string) {
	var names []string
	for info := range rec.Advised() {
		names = append(names, t.s.spoken.options[info.Option])
	}
	options := words.Name("options", t.s.spec.Language.Or(names...))
	indicator := Info
	if rec.AgainstIndication() {
		indicator = Warning
	}
	for range rec.Conflicts() {
		indicator = Warning
	}
	for c := range rec.Cautions() {
		if !c.When.IsZero() { // a caution about the answers, not one for every case
			indicator = Warning
		}
	}
	layer, _ := rec.DecidedBy()
	switch {
	case rec.Outcome() == policy.NeedsInformation && layer == therapy.LayerSafety:
		return indicator, t.s.say("summary-safety")
	case rec.Outcome() == policy.NeedsInformation:
		return indicator, t.s.say("summary-information")
	case rec.Outcome() == policy.NoneSuitable:
		return Warning, t.s.say("summary-none")
	case rec.Outcome() == policy.Either:
		return indicator, t.s.say("summary-either", options)
	case rec.AgainstIndication():
		return indicator, t.s.say("summary-reservation", options)
	}
	return indicator, t.s.say("summary-recommended", options)
}

// card begins a card.
func (t *pendingCall) card(rec recommend.Recommendation, indicator Indicator, line string) Card {
	p := &t.s.policy
	card := Card{
		Indicator: indicator, Summary: summary(line),
		Source: Source{
			Label: t.s.say("source", words.Name("title", t.s.spoken.title), words.Name("version", p.Version)),
			URL:   t.s.spec.PolicyURL,
		},
	}
	if t.request.instance.Valid() {
		card.UUID = t.uuid("card", rec.Digest(), line)
	}
	return card
}

// uuid derives an id from the call and from the thing that the id is for.
func (t *pendingCall) uuid(parts ...string) UUID {
	return deriveUUID(append([]string{
		t.call.Client, t.s.spec.ID, string(t.request.hook), string(t.request.instance), t.request.patient,
	}, parts...)...)
}

func (t *pendingCall) links(card Card, to Launch, key string) []Link {
	switch {
	case to.URL == "":
		return nil
	case to.SMART:
		return []Link{{Label: t.s.say(key), URL: to.URL, Type: "smart", AppContext: string(card.UUID)}}
	}
	return []Link{{Label: t.s.say(key), URL: to.URL, Type: "absolute"}}
}

// suggest adds a suggestion for each option advised: a draft request for each of its
// modalities.
func (t *pendingCall) suggest(card *Card, x reading) error {
	drafts, err := t.drafts(x.rec, x.document)
	if err != nil {
		return err
	}
	for info := range x.rec.Advised() {
		s := Suggestion{
			Label:       t.s.say("suggestion", words.Name("option", t.s.spoken.options[info.Option])),
			UUID:        t.uuid("suggestion", x.rec.Digest(), string(info.Option)),
			Recommended: x.rec.Outcome() == policy.Recommended && !x.rec.AgainstIndication(),
		}
		for _, d := range drafts[info.Option] {
			s.Actions = append(s.Actions, Action{Type: "create", Resource: d.resource, Description: t.s.say("suggestion", words.Name("option", d.name))})
		}
		card.Suggestions = append(card.Suggestions, s)
		card.SelectionBehavior = AtMostOne
	}
	return nil
}

// deal returns an answer with one card.
func (t *pendingCall) deal(card Card, rec recommend.Recommendation, err error) Answer {
	if card.UUID == "" {
		return cards([]Card{card}, nil, err)
	}
	issued := Issued{
		Card: card.UUID, Client: t.call.Client, Service: t.s.spec.ID, Hook: t.request.hook, Instance: t.request.instance,
		User: t.request.user, Patient: t.request.patient, At: t.call.Now.UTC(),
		Outcome: rec.Outcome(), Digest: rec.Digest(), Intake: rec.Intake(),
		Policy: policy.Name{ID: rec.PolicyID(), Version: rec.PolicyVersion()},
	}
	for i, info := range advised(rec) {
		issued.Suggestions = append(issued.Suggestions, IssuedSuggestion{UUID: card.Suggestions[i].UUID, Option: info})
	}
	return cards([]Card{card}, []Issued{issued}, err)
}

func advised(rec recommend.Recommendation) (list []policy.Option) {
	for info := range rec.Advised() {
		list = append(list, info.Option)
	}
	return list
}

func cards(list []Card, issued []Issued, err error) Answer {
	body, broken := EncodeCards(list...)
	if broken != nil {
		return refuse(http.StatusInternalServerError, "exception", broken)
	}
	return Answer{Status: http.StatusOK, Body: body, Issued: issued, Err: err}
}

// outcome is the JSON form of an OperationOutcome.
type outcome struct {
	ResourceType string         `json:"resourceType"`
	Issue        []outcomeIssue `json:"issue"`
}

type outcomeIssue struct {
	Severity    string   `json:"severity"`
	Code        string   `json:"code"`
	Diagnostics string   `json:"diagnostics,omitempty"`
	Expression  []string `json:"expression,omitempty"`
}

// refuse makes an answer without cards. It gives the place and the rule of each fault; about
// an internal error it says nothing.
func refuse(status int, code string, err error) Answer {
	o := outcome{ResourceType: "OperationOutcome"}
	fields := therapy.FieldErrors(err)
	if status == http.StatusInternalServerError {
		fields = nil
	}
	for _, field := range fields[:min(len(fields), maxFaults)] {
		issue := outcomeIssue{Severity: "error", Code: code, Diagnostics: field.Rule}
		if field.Hint != "" {
			issue.Diagnostics += ": " + field.Hint
		}
		if key, ok := strings.CutPrefix(field.Path, "/prefetch/"); ok {
			issue.Expression = []string{"prefetch." + key}
		} else if field.Path != "" {
			issue.Diagnostics = field.Path + ": " + issue.Diagnostics
		}
		o.Issue = append(o.Issue, issue)
	}
	if len(o.Issue) == 0 {
		o.Issue = []outcomeIssue{{Severity: "error", Code: code}}
	}
	body, _ := json.Marshal(o) // strings only
	return Answer{Status: status, Body: body, Err: err}
}

// Refuse makes an answer for a server that refuses a call before it reaches the service: the
// status, with a body that says nothing more. Use it for statuses such as 401 and 405.
func Refuse(status int) Answer {
	code := "processing"
	switch status {
	case http.StatusUnauthorized:
		code = "login"
	case http.StatusForbidden:
		code = "forbidden"
	case http.StatusNotFound:
		code = "not-found"
	case http.StatusRequestEntityTooLarge:
		code = "too-long"
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		code = "throttled"
	}
	return refuse(status, code, nil)
}
