package schema_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"time"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/group/screening"
	"github.com/therapykit/therapykit/individual"
	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/cdshooks"
	"github.com/therapykit/therapykit/recommend/governance"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	catalogue "github.com/therapykit/therapykit/therapy/words"
)

// documents describes every document that is published. If a package writes a document with
// unexported types, the types below describe it. The tests of internal/validate check them
// against the documents that the packages write: an object with an unknown member, or without
// a required one, is not valid.
func documents() map[string]object {
	return map[string]object{
		"intake":                intake(),
		"form":                  published("The questions of a policy, by section.", recommend.Form{}, recommend.FormFormat, nil),
		"filled":                published("How somebody filled in a form.", recommend.Filled{}, "", nil),
		"recommendation":        published("A recommendation, for a clinician.", forClinician{}, recommend.Format, nil),
		"recommendation-client": published("A recommendation, for the client: what must not be read by others is left out.", forClient{}, recommend.Format, nil),
		"policy":                published("A policy: rules as data.", policyDocument{}, policy.Format, nil),
		"overlay":               published("What a service changes about a policy.", overlayDocument{}, policy.OverlayFormat, nil),
		"certificate":           published("The proof of a decision, to be checked against its policy.", certificate{}, recommend.CertificateFormat, nil),
		"case":                  published("A past intake with what was decided.", pastCase{}, "", nil),
		"backtest":              published("What two policies say about many past intakes.", backtest{}, governance.BacktestFormat, nil),
		"plan":                  ledger("A plan with its history.", "therapykit-plan/3", care.PlanSpec{}),
		"session":               ledger("A session with its history.", "therapykit-session/3", care.SessionSpec{}),
		"episode":               ledger("An episode of care with its history.", "therapykit-episode/3", care.EpisodeSpec{}),
		"summary":               published("The summary of a recommendation, for either reader.", summary{}, recommend.SummaryFormat, nil),
		"override":              record("A decision that departs from a recommendation.", "therapykit-override/2", override{}),
		"cds-card":              published("A card that was sent over CDS Hooks, as it is kept for feedback.", sentCard{}, "", nil),
		"cds-feedback":          record("What somebody did with a card.", "therapykit-cds-feedback/1", plainFeedback{}),
		"roster":                record("A group and who is in it.", "therapykit-roster/1", group.Roster{}.Fields()),
		"agreement":             record("What the members of a group agreed on.", "therapykit-agreement/1", group.Agreement{}.Fields()),
		"screening":             record("A screening for a group.", "therapykit-screening/1", screening.Record{}.Fields()),
		"assessment":            record("An assessment before individual therapy.", "therapykit-assessment/1", individual.Assessment{}.Fields()),
		"group-session":         meeting(),
		"course":                course(),
		"language-pack":         published("The texts of one language.", catalogue.Pack{}, catalogue.PackFormat, nil),
	}
}

// Types without the marshaling methods of the original.
type (
	plainPolicy  policy.Policy
	plainOverlay policy.Overlay
	plainReport  governance.BacktestReport
	plainCase    struct {
		ID      string          `json:"id,omitempty"`
		Intake  json.RawMessage `json:"intake"`
		Decided policy.Option   `json:"decided,omitempty"`
	}
	pastCase       = plainCase
	plainAgreement governance.Agreement
	plainFeedback  cdshooks.Feedback
)

// sentCard is a card that was sent, with the intake that it is based on.
type sentCard struct {
	Card        cdshooks.UUID               `json:"card"`
	Client      string                      `json:"client,omitempty"`
	Service     string                      `json:"service"`
	Hook        cdshooks.Hook               `json:"hook,omitempty"`
	Instance    cdshooks.UUID               `json:"instance,omitempty"`
	User        string                      `json:"user,omitempty"`
	Patient     string                      `json:"patient,omitempty"`
	At          time.Time                   `json:"at,omitzero"`
	Outcome     policy.Outcome              `json:"outcome,omitzero"`
	Digest      string                      `json:"digest,omitempty"`
	Policy      policy.Name                 `json:"policy,omitzero"`
	Intake      json.RawMessage             `json:"intake,omitempty"`
	Suggestions []cdshooks.IssuedSuggestion `json:"suggestions,omitempty"`
}

// Documents with the format as their first member.
type policyDocument struct {
	Format string `json:"format"`
	plainPolicy
}

type overlayDocument struct {
	Format string `json:"format"`
	plainOverlay
}

// writtenAgreement is an agreement with the values computed from it.
type writtenAgreement struct {
	plainAgreement
	Rated int      `json:"rated"`
	Kappa *float64 `json:"kappa"`
}

type backtest struct {
	Format string `json:"format"`
	plainReport
}

// intakeDocument is an intake with the provenance of its answers.
type intakeDocument struct {
	Format   string               `json:"format"`
	Assessed recommend.Provenance `json:"assessed,omitzero"`
	Answers  json.RawMessage      `json:"answers"`
}

type answerWithProvenance struct {
	Answer therapy.Answer `json:"answer"`
	recommend.Provenance
}

// The parts of a recommendation.
type (
	words struct {
		Clinician string   `json:"clinician"`
		Client    string   `json:"client"`
		Sources   []string `json:"sources"`
	}
	reason struct {
		Rule  string        `json:"rule"`
		Layer therapy.Layer `json:"layer"`
		words
		InPersonOnly bool          `json:"inPersonOnly,omitempty"`
		Question     string        `json:"question,omitempty"`
		Excludes     bool          `json:"excludes,omitempty"`
		Reopens      policy.Words  `json:"reopens,omitzero"`
		Grade        therapy.Grade `json:"grade,omitempty"`
		Points       int           `json:"points,omitempty"`
		Counted      bool          `json:"counted,omitempty"`
		Levels       bool          `json:"levels,omitempty"`
	}
	about struct {
		policy.About
		Sources []string `json:"sources"`
	}
	option struct {
		policy.OptionInfo
		About   about    `json:"about,omitzero"`
		Reasons []reason `json:"reasons"`
	}
	stage struct {
		Layer   therapy.Layer         `json:"layer"`
		Graded  bool                  `json:"graded,omitempty"`
		Margin  int                   `json:"margin,omitempty"`
		Lead    int                   `json:"lead,omitempty"`
		Guarded bool                  `json:"guarded,omitempty"`
		Points  map[policy.Option]int `json:"points,omitempty"`
		Left    []policy.Option       `json:"left"`
	}
	against struct {
		Option    policy.Option `json:"option"`
		Question  string        `json:"question"`
		Clinician string        `json:"clinician"`
		Weak      bool          `json:"weak,omitempty"`
		Rules     []string      `json:"rules"`
	}
	asked struct {
		Factor        therapy.Factor     `json:"factor"`
		Question      string             `json:"question"`
		PlainQuestion string             `json:"plainQuestion"`
		Discretion    therapy.Discretion `json:"discretion,omitempty"`
		Definition    string             `json:"definition"`
		Certain       bool               `json:"certain,omitempty"`
		Why           *reason            `json:"why,omitempty"`
	}
	side struct {
		words
		Rules []string `json:"rules"`
	}
	conflict struct {
		ID        string        `json:"id"`
		Clinician string        `json:"clinician"`
		Client    string        `json:"client"`
		A         side          `json:"a"`
		B         side          `json:"b"`
		Decided   string        `json:"decided"`
		By        therapy.Layer `json:"by,omitempty"`
	}
	caution struct {
		ID string `json:"id"`
		words
		InPersonOnly  bool `json:"inPersonOnly,omitempty"`
		ClinicianOnly bool `json:"clinicianOnly,omitempty"`
	}
	action struct {
		ID string `json:"id"`
		words
	}
	// recommendation has the members for both readers.
	recommendation struct {
		Format            string                            `json:"format"`
		Policy            named                             `json:"policy"`
		Outcome           policy.Outcome                    `json:"outcome"`
		Advised           []policy.Option                   `json:"advised"`
		DecidedBy         *therapy.Layer                    `json:"decidedBy"`
		Lead              int                               `json:"lead,omitempty"`
		AgainstIndication bool                              `json:"againstIndication,omitempty"`
		Against           []against                         `json:"against,omitempty"`
		Waivers           []policy.Waiver                   `json:"waivers,omitempty"`
		Answers           map[therapy.Factor]therapy.Answer `json:"answers"`
		Stages            []stage                           `json:"stages"`
		Options           []option                          `json:"options"`
		Danger            []reason                          `json:"danger,omitempty"`
		Actions           []action                          `json:"actions,omitempty"`
		Questions         []asked                           `json:"questions,omitempty"`
		Conflicts         []conflict                        `json:"conflicts,omitempty"`
		Cautions          []caution                         `json:"cautions"`
		Sources           []therapy.Source                  `json:"sources,omitempty"`
		// Notices that nobody has reviewed the policy, or its translation.
		Notices []string `json:"notices,omitempty"`
	}
	forClinician struct {
		recommendation
		Assessed   recommend.Provenance                    `json:"assessed,omitzero"`
		Provenance map[therapy.Factor]recommend.Provenance `json:"provenance,omitempty"`
		// Answers that do not count: too old, or from a person who cannot give an all-clear.
		Stale       []therapy.Factor `json:"stale,omitempty"`
		Unqualified []therapy.Factor `json:"unqualified,omitempty"`
		// Missing provenance of the answers about safety.
		SafetyUndated      bool `json:"safetyUndated,omitempty"`
		SafetyUnattributed bool `json:"safetyUnattributed,omitempty"`
	}
	forClient struct {
		recommendation
		Complete bool `json:"complete"`
	}
	summary struct {
		Format   string          `json:"format"`
		Policy   named           `json:"policy"`
		Reader   policy.Reader   `json:"reader"`
		Language string          `json:"language"`
		Outcome  policy.Outcome  `json:"outcome,omitempty"`
		Advised  []policy.Option `json:"advised,omitempty"`
		Withheld bool            `json:"withheld,omitempty"`
		recommend.Summary
		Notices []string `json:"notices,omitempty"`
	}
	named struct {
		ID      string `json:"id"`
		Version string `json:"version"`
	}
)

// The parts of a certificate.
type (
	certificate struct {
		Format     string            `json:"format"`
		Policy     policy.Name       `json:"policy"`
		Answers    recommend.Answers `json:"answers"`
		Rules      []certifiedRule   `json:"rules"`
		Outcome    policy.Outcome    `json:"outcome"`
		Advised    []policy.Option   `json:"advised"`
		DecidedBy  string            `json:"decidedBy"`
		Lead       int               `json:"lead"`
		Eligible   []policy.Option   `json:"eligible"`
		Against    []certifiedFlag   `json:"against,omitempty"`
		Stages     []certifiedStage  `json:"stages"`
		Settlement settlement        `json:"settlement"`
		Changes    []certifiedChange `json:"changes"`
		Pairs      certifiedPairs    `json:"pairs"`
		Tolerance  tolerance         `json:"tolerance"`
		Digest     string            `json:"digest"`
	}
	certifiedRule struct {
		Rule  string        `json:"rule"`
		Truth therapy.Truth `json:"truth"`
	}
	certifiedFlag struct {
		Option   policy.Option `json:"option"`
		Question string        `json:"question"`
	}
	certifiedStage struct {
		Layer   therapy.Layer   `json:"layer"`
		Points  []policy.Points `json:"points"`
		Left    []policy.Option `json:"left"`
		Lead    int             `json:"lead"`
		Guarded bool            `json:"guarded,omitempty"`
	}
	settlement struct {
		State   recommend.State   `json:"state"`
		Witness recommend.Answers `json:"witness"`
		Outcome string            `json:"outcome"`
		Advised []policy.Option   `json:"advised"`
		Proof   *split            `json:"proof"`
		Budget  int               `json:"budget,omitempty"`
	}
	split struct {
		On       therapy.Factor `json:"on,omitempty"`
		Yes      *split         `json:"yes,omitempty"`
		No       *split         `json:"no,omitempty"`
		Strongly *split         `json:"strongly,omitempty"`
	}
	certifiedPairs struct {
		Of      int               `json:"of"`
		Tried   int               `json:"tried"`
		Changes []certifiedChange `json:"changes"`
	}
	certifiedChange struct {
		Answers []changedAnswer `json:"answers"`
		Outcome policy.Outcome  `json:"outcome"`
		Advised []policy.Option `json:"advised"`
	}
	changedAnswer struct {
		Factor therapy.Factor `json:"factor"`
		From   therapy.Answer `json:"from"`
		To     therapy.Answer `json:"to"`
		Fact   bool           `json:"fact"`
	}
	tolerance struct {
		Unlimited bool     `json:"unlimited"`
		Fraction  string   `json:"fraction"`
		AtOnce    bool     `json:"atOnce"`
		Hinges    []string `json:"hinges"`
		Grades    []struct {
			Rule   string        `json:"rule"`
			Option policy.Option `json:"option"`
			From   therapy.Grade `json:"from"`
			To     therapy.Grade `json:"to"`
		} `json:"grades,omitempty"`
	}
)

// override is a stored override.
type override struct {
	Option policy.Option              `json:"option"`
	By     confidential.PersonID      `json:"by"`
	At     time.Time                  `json:"at"`
	Reason care.Reason                `json:"reason"`
	Note   confidential.Value[string] `json:"note"`
	Policy policy.Name                `json:"policy"`
	Intake json.RawMessage            `json:"intake"`
	Now    time.Time                  `json:"now,omitzero"`

	Recommendation struct {
		Outcome   policy.Outcome  `json:"outcome"`
		Advised   []policy.Option `json:"advised"`
		DecidedBy *therapy.Layer  `json:"decidedBy"`
		Flagged   []policy.Option `json:"flagged,omitempty"`
	} `json:"recommendation"`
}

// published describes a document of the type of v. An intake inside it may have either form.
func published(title string, v any, format string, more func(*describer)) object {
	d := newDescriber()
	d.written[reflect.TypeFor[json.RawMessage]()] = object{"$ref": "intake.schema.json"}
	if more != nil {
		more(d)
	}
	root := d.structure(reflect.TypeOf(v))
	if format != "" {
		root["properties"].(object)["format"] = object{"const": format}
	}
	return d.document(title, root)
}

func (d *describer) document(title string, root object) object {
	root["$schema"], root["title"] = "https://json-schema.org/draft/2020-12/schema", title
	if len(d.used(root)) > 0 {
		root["$defs"] = d.used(root)
	}
	return root
}

// used returns only the definitions that are referred to.
func (d *describer) used(root object) object {
	kept := object{}
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case object:
			if ref, ok := v["$ref"].(string); ok && len(ref) > len("#/$defs/") && ref[0] == '#' {
				name := ref[len("#/$defs/"):]
				if _, done := kept[name]; !done {
					kept[name] = d.defs[name]
					walk(d.defs[name])
				}
			}
			for _, x := range v {
				walk(x)
			}
		case []any:
			for _, x := range v {
				walk(x)
			}
		}
	}
	walk(root)
	return kept
}

// intake describes an intake in both of its forms.
func intake() object {
	d := newDescriber()
	answer := d.of(reflect.TypeFor[therapy.Answer]())
	d.written[reflect.TypeFor[json.RawMessage]()] = object{
		"type": "object", "propertyNames": object{"pattern": namePattern, "maxLength": 64},
		"additionalProperties": object{"oneOf": []any{answer, d.of(reflect.TypeFor[answerWithProvenance]())}},
	}
	full := d.structure(reflect.TypeFor[intakeDocument]())
	full["properties"].(object)["format"] = object{"const": recommend.IntakeFormat}
	plain := d.of(reflect.TypeFor[recommend.Answers]()).(object)
	plain["properties"] = object{"format": false} // belongs to the other form
	return d.document("What is known: statements and answers, in short form, or with where they come from.", object{"oneOf": []any{plain, full}})
}

// envelopes describes the table of sealed values of a stored document.
func (d *describer) envelopes() object {
	d.written[reflect.TypeFor[confidential.Envelope]()] = object{
		"type": "object", "required": []string{"envelope", "label", "key", "cipher"}, "additionalProperties": false,
		"properties": object{
			"envelope": object{"enum": []string{"therapykit-envelope/1", "therapykit-envelope/2"}},
			"label":    d.of(reflect.TypeFor[confidential.Label]()), "key": object{"type": "string"}, "type": object{"type": "string"},
			"nonce": base64Text(), "cipher": base64Text(),
		},
	}
	return object{"type": "array", "items": d.of(reflect.TypeFor[confidential.StoredText]())}
}

// base64Text is bytes as text.
func base64Text() object {
	return object{"type": "string", "contentEncoding": "base64", "pattern": base64Pattern}
}

// record describes a stored document without a history.
func record(title, format string, content any) object {
	d := newDescriber()
	d.written[reflect.TypeFor[json.RawMessage]()] = object{"$ref": "intake.schema.json"}
	return d.document(title, object{
		"type": "object", "required": []string{"format", "record", "content"}, "additionalProperties": false,
		"properties": object{
			"format": object{"const": format}, "record": object{"type": "string"}, "revision": object{"type": "integer", "minimum": 0},
			"sealed": d.envelopes(), "content": d.structure(reflect.TypeOf(content)),
		},
	})
}

// ledger describes a stored document with a history: each revision has the whole state, or its
// changes.
func ledger(title, format string, state any) object {
	d := newDescriber()
	t := reflect.TypeOf(state)
	revision := d.structure(reflect.TypeFor[care.RevisionSpec]())
	members := revision["properties"].(object)
	members["state"], members["change"] = d.of(t), d.change(t)
	revision["oneOf"] = []any{object{"required": []string{"state"}}, object{"required": []string{"change"}}}
	return d.document(title, object{
		"type": "object", "required": []string{"format", "record", "revisions"}, "additionalProperties": false,
		"properties": object{
			"format": object{"const": format}, "record": object{"type": "string"}, "trusted": object{"type": "integer", "minimum": 0},
			"sealed": d.envelopes(), "revisions": object{"type": "array", "minItems": 1, "items": revision},
		},
	})
}

// meeting describes a stored session of a group: the session, and the group's data about it.
func meeting() object {
	d := newDescriber()
	entries := d.structure(reflect.TypeFor[groupEntry]())
	return d.document("A meeting of a group with its history.", object{
		"type": "object", "required": []string{"format", "record", "meeting", "revisions"}, "additionalProperties": false,
		"properties": object{
			"format": object{"const": "therapykit-group-session/1"}, "record": object{"type": "string"}, "sealed": d.envelopes(),
			"meeting": object{"$ref": "session.schema.json"}, "revisions": object{"type": "array", "minItems": 1, "items": entries},
		},
	})
}

// course describes a stored course of individual therapy, with its plan and sessions.
func course() object {
	d := newDescriber()
	return d.document("A course of individual therapy with its plan, sessions and feedback.", object{
		"type": "object", "required": []string{"format", "record", "plan", "strand"}, "additionalProperties": false,
		"properties": object{
			"format": object{"const": "therapykit-course/1"}, "record": object{"type": "string"}, "sealed": d.envelopes(),
			"plan": object{"$ref": "plan.schema.json"}, "strand": d.of(reflect.TypeFor[care.StrandID]()),
			"sessions": object{"type": "array", "items": object{"$ref": "session.schema.json"}},
			"feedback": object{"type": "array", "items": d.of(reflect.TypeFor[individual.Feedback]())},
		},
	})
}

// groupEntry describes a revision of the group's data about a session.
type groupEntry struct {
	care.RevisionSpec
	MeetingRevision int                        `json:"meetingRevision"`
	On              therapy.Date               `json:"on"`
	ClearedFor      []confidential.PersonID    `json:"clearedFor,omitempty"`
	Agenda          []group.AgendaItem         `json:"agenda,omitempty"`
	Parts           []group.Part               `json:"parts,omitempty"`
	Observations    []group.ProcessObservation `json:"observations,omitempty"`
	Climate         group.Climate              `json:"climate,omitzero"`
	Incidents       []group.Incident           `json:"incidents,omitempty"`
}

// change describes the changes of a revision to a struct: members with their new value, null
// if they are cleared, and for lists the changes to their elements.
func (d *describer) change(t reflect.Type) object {
	name := "change of " + t.String()
	ref := object{"$ref": "#/$defs/" + name}
	if _, done := d.defs[name]; done {
		return ref
	}
	d.defs[name] = nil
	members := object{}
	plain := object{}
	d.members(t, plain, new([]string))
	for _, f := range reflect.VisibleFields(t) {
		member, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		form, ok := plain[member]
		if !ok || f.Anonymous {
			continue
		}
		if f.Type.Kind() != reflect.Slice {
			members[member] = object{"oneOf": []any{form, object{"type": "null"}}}
			continue
		}
		element := f.Type.Elem()
		list := object{
			"at": object{"type": "integer", "minimum": 0}, "remove": object{"type": "integer", "minimum": 0},
			"insert": object{"type": "array", "items": d.of(element)},
		}
		if element.Kind() == reflect.Struct && !isSealed(element) {
			list["edit"] = object{"type": "array", "items": object{"oneOf": []any{d.change(element), object{"type": "null"}}}}
		}
		members[member] = object{"type": "object", "properties": list, "additionalProperties": false}
	}
	d.defs[name] = object{"type": "object", "properties": members, "additionalProperties": false}
	return ref
}
