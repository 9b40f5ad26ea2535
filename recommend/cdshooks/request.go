package cdshooks

import (
	"encoding/json"
	"errors"
	"strings"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// MaxRequest is the maximum size of the body of a call, in bytes. Real calls are far smaller,
// even with whole patient charts.
const MaxRequest = 5 << 20

// Call is an incoming call and its moment. The zero Call has an empty body, which is refused.
type Call struct {
	confidential.Hidden
	// Client says whose call it is: the issuer of the token ([Claims]), "" if tokens are not
	// checked.
	Client string
	// Body is the body of the request, unchanged.
	Body []byte
	// Now is the moment of the call.
	Now time.Time
}

// Access is the permission to read from the client's FHIR server that came with a call. It
// shows nothing in logs. The server address comes from the call and is not verified: before
// you send the token there, compare it with the known servers of the client. The zero Access
// permits nothing.
type Access struct {
	confidential.Hidden
	server string
	secret func() string // the token, in a function so that nothing prints it
}

// Server returns the base address of the FHIR server.
func (a Access) Server() string { return a.server }

// Token returns the access token. Do not log it, and keep it no longer than the call.
func (a Access) Token() string {
	if a.secret == nil {
		return ""
	}
	return a.secret()
}

// MarshalJSON always returns an error: do not store tokens. The error names [Access.Token].
func (Access) MarshalJSON() ([]byte, error) { return nil, errAccess }

// MarshalJSON always returns an error: do not store calls. The error names [Issued].
func (Call) MarshalJSON() ([]byte, error) {
	return nil, errors.New("cdshooks: a call holds a chart and perhaps a token: keep cdshooks.Issued")
}

var errAccess = errors.New("cdshooks: an access token is not kept: use Access.Token during the call")

// request is the content of a call. Members that could not be read are empty, and reported.
type request struct {
	hook      Hook
	instance  UUID
	user      string // a reference such as "Practitioner/17"
	patient   string // an id, without its type
	encounter string // the same, "" where none is named
	server    string // the base of the client's FHIR server, where it is named
	access    Access
	// prefetch has every value that was sent under a key: more than one only if the call
	// is malformed.
	prefetch map[string][]json.RawMessage
	// response is the answers that came in the context.
	response []json.RawMessage
}

// parse reads a call and reports everything wrong with it. Unknown members are ignored.
func parse(data []byte) (request, error) {
	var (
		r = request{prefetch: map[string][]json.RawMessage{}}
		c therapy.Check
	)
	if tooDeep(data) {
		c.Wrong("", "json-depth", "at most 100 levels", therapy.ErrRange)
	}
	members := object(&c, "", data)
	hook, _ := text(find(members, "hook"))
	if r.hook = Hook(hook); hook == "" {
		c.Wrong("/hook", "request-hook", "", therapy.ErrRequired)
	}
	instance, _ := text(find(members, "hookInstance"))
	var err error
	if r.instance, err = ParseUUID(instance); err != nil {
		c.Part("/hookInstance", err)
	}
	switch context := given(members, "context"); {
	case context == nil:
		c.Wrong("/context", "request-context", "", therapy.ErrRequired)
	default:
		r.readContext(&c, context)
	}
	for _, m := range members {
		if m.Name != "prefetch" || kindOf(m.Value) == 'n' {
			continue // some clients write "no prefetch" like this
		}
		for _, value := range object(&c, "/prefetch", m.Value) {
			r.prefetch[value.Name] = append(r.prefetch[value.Name], value.Value)
		}
	}
	r.readAccess(&c, members)
	return r, c.Err()
}

func (r *request) readContext(c *therapy.Check, data json.RawMessage) {
	members := object(c, "/context", data)
	user, _ := text(find(members, "userId"))
	kind, id, ok := strings.Cut(user, "/")
	switch {
	case user == "":
		c.Wrong("/context/userId", "request-user", "a reference such as Practitioner/17", therapy.ErrRequired)
	case !ok || !therapy.ValidRecordID(id) || strings.Trim(kind, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") != "" || kind == "":
		c.Wrong("/context/userId", "request-user", "a reference such as Practitioner/17", therapy.ErrSyntax)
	default:
		r.user = user
	}
	patient, _ := text(find(members, "patientId"))
	patient = strings.TrimPrefix(patient, "Patient/") // some clients send a reference
	switch {
	case patient == "":
		c.Wrong("/context/patientId", "request-patient", "the id of the patient", therapy.ErrRequired)
	case !therapy.ValidRecordID(patient):
		c.Wrong("/context/patientId", "request-patient", "the id of the patient", therapy.ErrSyntax)
	default:
		r.patient = patient
	}
	if encounter, _ := text(find(members, "encounterId")); encounter != "" {
		r.encounter = strings.TrimPrefix(encounter, "Encounter/")
		c.RecordID("/context/encounterId", "request-encounter", r.encounter)
	}
	for _, m := range members {
		if m.Name == "questionnaireResponse" && kindOf(m.Value) != 'n' {
			r.response = append(r.response, m.Value)
		}
	}
	if r.hook == IntakeComplete && len(r.response) == 0 {
		c.Wrong("/context/questionnaireResponse", "request-response", "the answers", therapy.ErrRequired)
	}
}

func (r *request) readAccess(c *therapy.Check, members []member) {
	server, _ := text(find(members, "fhirServer"))
	authorization := given(members, "fhirAuthorization")
	checkURL(c, "/fhirServer", server, authorization == nil)
	r.server = strings.TrimSuffix(server, "/")
	if authorization == nil {
		return
	}
	list := object(c, "/fhirAuthorization", authorization)
	token, _ := text(find(list, "access_token"))
	c.Stated("/fhirAuthorization/access_token", "request-access-token", token != "")
	if kind, _ := text(find(list, "token_type")); !strings.EqualFold(kind, "Bearer") {
		c.Wrong("/fhirAuthorization/token_type", "request-token-type", "Bearer", therapy.ErrUnknown)
	}
	if patient, ok := text(find(list, "patient")); ok && r.patient != "" && strings.TrimPrefix(patient, "Patient/") != r.patient {
		c.Wrong("/fhirAuthorization/patient", "request-access-patient", "the patient of the context", therapy.ErrContradiction)
	}
	if !c.Failed() {
		r.access = Access{server: server, secret: func() string { return token }}
	}
}
