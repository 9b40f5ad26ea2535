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

// The prefetch keys of the answers: PrefetchIntake for those on the clinician's sheet of the
// form, and PrefetchAnswers for those on the client's sheet.
const (
	PrefetchIntake  = "intake"
	PrefetchAnswers = "answers"
)

// sheets are the prefetch keys, each with the reader of its sheet.
var sheets = []struct {
	key    string
	reader policy.Reader
}{{PrefetchIntake, policy.Clinician}, {PrefetchAnswers, policy.Client}}

// ServiceSpec describes a service. The zero ServiceSpec is not valid: it has no id and no
// recommender.
type ServiceSpec struct {
	// ID is the last part of the service's address: lower-case words joined by hyphens.
	ID string
	// Recommender decides.
	Recommender *recommend.Recommender
	// Hooks are the events at which the client should call; empty means PatientView and
	// IntakeComplete.
	Hooks []Hook
	// Form is the address of the intake form, and Explanation that of the whole explanation
	// of a recommendation, as pages or SMART apps. PolicyURL is the page about the policy.
	// Each may be empty.
	Form, Explanation Launch
	PolicyURL         string
	// Invite makes the service show a card with a link to the form when a chart without an
	// intake is opened. Without it there is no card then.
	Invite bool
	// Language is the language of the cards. Place is where they are read, as an ISO 3166
	// code such as "GB-ENG", and decides which emergency numbers they show; it may be empty.
	Language words.Language
	Place    string
	// Read says who answered; see [intakefhir.ReadSpec]. Without it nobody counts as a
	// clinician, and nothing rules danger out.
	Read intakefhir.ReadSpec
	// Fetch reads data from the client's FHIR server that the client did not send in advance,
	// if the client gave access; nil reads nothing. See [Access].
	Fetch func(ctx context.Context, access Access, query string) ([]byte, error)
	// Person returns the pseudonym of the person that a reference such as "Patient/17" names;
	// ok is false for an unknown person. nil knows nobody.
	Person func(reference string) (id confidential.PersonID, ok bool)
	// Reasons translates override reasons of other code systems. A code that is not in it
	// counts as no reason.
	Reasons map[Coding]care.Reason
}

// Launch is the address that a link opens: a page or, with SMART, the launch of a SMART app.
// The zero Launch means no address. A SMART app gets the UUID of the card, by which the caller
// finds the card's data. The address never contains anything about a person.
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

// query is the FHIR search for the latest answers to a reader's sheet. Characters of the
// canonical that have a meaning in an address are encoded.
func (s *Service) query(reader policy.Reader, patient string) string {
	return "QuestionnaireResponse?subject=Patient/" + patient +
		"&questionnaire=" + url.QueryEscape(s.form.Canonical(reader, s.spec.Language)) + "&_sort=-authored&_count=1"
}

// entry is a service in the answer of discovery.
type entry struct {
	Hook              Hook              `json:"hook"`
	ID                string            `json:"id"`
	Title             string            `json:"title"`
	Description       string            `json:"description"`
	Prefetch          map[string]string `json:"prefetch,omitempty"`
	UsageRequirements string            `json:"usageRequirements,omitempty"`
}

// Discovery writes the answer to a call of discovery: an entry for each hook of each service.
// It refuses two services with the same id, since their feedback could not be distinguished.
// Without services it writes an empty list.
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

// MarshalJSON always returns an error: a service is made in code. The error names
// [Discovery].
func (Service) MarshalJSON() ([]byte, error) {
	return nil, errors.New("cdshooks: a service is made in code: write what cdshooks.Discovery returns")
}

// MarshalJSON always returns an error: a spec contains functions. The error names
// [NewService].
func (ServiceSpec) MarshalJSON() ([]byte, error) {
	return nil, errors.New("cdshooks: a spec holds functions: make a service with cdshooks.NewService")
}
