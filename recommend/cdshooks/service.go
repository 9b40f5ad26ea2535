package cdshooks

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/url"
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/intakefhir"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/words"
)

// The keys under which answers are asked for in advance: those on the clinician's sheet of
// the form, and those on the client's.
const (
	PrefetchIntake  = "intake"
	PrefetchAnswers = "answers"
)

// sheets are the keys with the reader whose sheet each is.
var sheets = []struct {
	key    string
	reader policy.Reader
}{{PrefetchIntake, policy.Clinician}, {PrefetchAnswers, policy.Client}}

// ServiceSpec is what a service is made of. The zero ServiceSpec is not valid: it has no
// id and no recommender.
type ServiceSpec struct {
	// ID is the last part of the service's address: lower-case words joined by hyphens.
	ID string
	// Recommender decides.
	Recommender *recommend.Recommender
	// Hooks are the events to be called at; empty means PatientView and IntakeComplete.
	Hooks []Hook
	// Form and Explanation are where the form of the intake and the whole explanation of a
	// recommendation are, as pages or SMART apps. PolicyURL is the page about the policy. Each may be empty.
	Form, Explanation Launch
	PolicyURL         string
	// Invite makes the service show a card with a link to the form where a chart is opened
	// that has no intake; without it there is no card.
	Invite bool
	// Language is what cards are written in, and Place where they are read, as an ISO 3166
	// code such as "GB-ENG", for the numbers to call; it may be empty.
	Language words.Language
	Place    string
	// Read says who answered; see [intakefhir.ReadSpec]. Without it nobody counts as a
	// clinician, and nothing rules danger out.
	Read intakefhir.ReadSpec
	// Fetch reads from the client's FHIR server what a client that gave access did not send
	// in advance; nil reads nothing. See [Access].
	Fetch func(ctx context.Context, access Access, query string) ([]byte, error)
	// Person gives the pseudonym of a person whom a reference such as "Patient/17" names;
	// ok is false for somebody it does not know. nil knows nobody.
	Person func(reference string) (id confidential.PersonID, ok bool)
	// Reasons says what override reasons of other code systems come to here. A code that is
	// not in it counts as no reason.
	Reasons map[Coding]care.Reason
}

// Launch is where something opens: a page or, with SMART, the launch of a SMART app. The
// zero Launch is nowhere. A SMART app is handed the UUID of the card, by which the caller
// finds what it is about. Nothing about a person ever stands in the address.
type Launch struct {
	URL   string `json:"url"`
	SMART bool   `json:"smart,omitempty"`
}

// Service answers calls. It is immutable and safe for any number of goroutines. The zero
// Service answers every call with status 404.
type Service struct {
	spec   ServiceSpec
	policy policy.Policy
	// spoken has the texts of the policy in the language of the cards, by id.
	spoken texts
	form   *intakefhir.Form
}

// NewService checks the spec and makes a service of it. The error lists everything that is
// wrong.
func NewService(spec ServiceSpec) (*Service, error) {
	if len(spec.Hooks) == 0 {
		spec.Hooks = []Hook{PatientView, IntakeComplete}
	}
	var c therapy.Check
	c.Name("/id", "service-id", spec.ID)
	c.Stated("/recommender", "service-recommender", spec.Recommender != nil && spec.Recommender.Policy().ID != "")
	seen := map[Hook]bool{}
	for i, hook := range spec.Hooks {
		at := "/hooks/" + strconv.Itoa(i)
		if hook != PatientView && hook != EncounterStart && hook != IntakeComplete {
			c.Wrong(at, "service-hook", "patient-view, encounter-start or "+string(IntakeComplete), therapy.ErrUnknown)
		}
		therapy.CheckOnce(&c, seen, hook, at, "service-hook-twice")
	}
	checkURL(&c, "/form/url", spec.Form.URL, true)
	checkURL(&c, "/explanation/url", spec.Explanation.URL, true)
	checkURL(&c, "/policyURL", spec.PolicyURL, true)
	if spec.Invite && spec.Form.URL == "" {
		c.Wrong("/form/url", "service-invite", "an invitation needs the form", therapy.ErrRequired)
	}
	for _, reason := range spec.Reasons {
		c.OptionalName("/reasons", "service-reason", string(reason))
	}
	if err := c.Err(); err != nil {
		return nil, err
	}
	spec.Hooks, spec.Reasons = slices.Clone(spec.Hooks), maps.Clone(spec.Reasons)
	s := &Service{spec: spec, policy: spec.Recommender.Policy()}
	s.spoken = textsOf(s.policy.In(spec.Language))
	var err error
	s.form, err = intakefhir.NewForm(spec.Recommender)
	return s, err
}

// ID returns the last part of the service's address.
func (s *Service) ID() string { return s.spec.ID }

// say returns a text of this package in the language of the cards.
func (s *Service) say(key string, args ...words.Arg) string {
	return s.spec.Language.Format(words.Join("cds", key), messages[key], args...)
}

// query is the FHIR search for the latest answers to a reader's sheet. Whatever has a
// meaning in an address is encoded in the canonical.
func (s *Service) query(reader policy.Reader, patient string) string {
	return "QuestionnaireResponse?subject=Patient/" + patient +
		"&questionnaire=" + url.QueryEscape(s.form.Canonical(reader, s.spec.Language)) + "&_sort=-authored&_count=1"
}

// entry is a service as discovery tells of it.
type entry struct {
	Hook              Hook              `json:"hook"`
	ID                string            `json:"id"`
	Title             string            `json:"title"`
	Description       string            `json:"description"`
	Prefetch          map[string]string `json:"prefetch,omitempty"`
	UsageRequirements string            `json:"usageRequirements,omitempty"`
}

// Discovery writes the answer to a call of discovery: an entry for each hook of each
// service. It refuses two services with the same id, since their feedback could not be told
// apart. Without services it writes an empty list.
func Discovery(services ...*Service) ([]byte, error) {
	list := []entry{}
	ids := map[string]bool{}
	var c therapy.Check
	for i, s := range services {
		if s == nil || s.spec.ID == "" {
			c.Wrong("/services/"+strconv.Itoa(i), "service-zero", "a service made by NewService", therapy.ErrRequired)
			continue
		}
		therapy.CheckOnce(&c, ids, s.spec.ID, "/services/"+strconv.Itoa(i), "service-twice")
		for _, hook := range s.spec.Hooks {
			e := entry{Hook: hook, ID: s.spec.ID, Title: s.say("title"), Description: s.say("description")}
			if hook == IntakeComplete {
				e.UsageRequirements = s.say("usage-complete")
			} else {
				e.Prefetch = map[string]string{}
				for _, sheet := range sheets {
					e.Prefetch[sheet.key] = s.query(sheet.reader, "{{context.patientId}}")
				}
			}
			list = append(list, e)
		}
	}
	if err := c.Err(); err != nil {
		return nil, err
	}
	return json.Marshal(struct {
		Services []entry `json:"services"`
	}{list})
}

// MarshalJSON refuses: a service is made in code. Its error names [Discovery].
func (Service) MarshalJSON() ([]byte, error) {
	return nil, errors.New("cdshooks: a service is made in code: write what cdshooks.Discovery returns")
}

// MarshalJSON refuses: a spec holds functions. Its error names [NewService].
func (ServiceSpec) MarshalJSON() ([]byte, error) {
	return nil, errors.New("cdshooks: a spec holds functions: make a service with cdshooks.NewService")
}
