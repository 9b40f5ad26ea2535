package therapy

import (
	"errors"
	"slices"
	"strconv"
	"strings"
)

// Descriptor describes a modality: the key differences from other modalities as typed fields,
// each with a text and sources; its benefits and limits; published programmes; codes in
// terminologies; and the rules for or against it. It is data: to add a modality, fill in a
// Descriptor and put it into a [Catalogue].
//
// The zero Descriptor is not valid; [Descriptor.Validate] reports everything that is missing.
type Descriptor struct {
	// Modality is the code.
	Modality Modality `json:"modality"`
	// Name is the name that clinicians use. PlainName is the name to use with clients, in
	// lower case, because it is used inside sentences.
	Name      string `json:"name"`
	PlainName string `json:"plainName"`
	// Summary says in one or two sentences what the modality is.
	Summary Trait `json:"summary"`

	// The key differences, in the article's order.

	Participants  Participants  `json:"participants"`
	Leadership    Leadership    `json:"leadership"`
	Privacy       Privacy       `json:"privacy"`
	Focus         Focus         `json:"focus"`
	Relationship  Relationship  `json:"relationship"`
	Perspectives  Perspectives  `json:"perspectives"`
	Time          Time          `json:"time"`
	Cost          Cost          `json:"cost"`
	Interpersonal Interpersonal `json:"interpersonal"`
	Support       Support       `json:"support"`

	// Benefits and Limits list what the modality offers and what it does not.
	Benefits []Feature `json:"benefits"`
	Limits   []Feature `json:"limits"`
	// Programmes are published ways to run the modality.
	Programmes []Programme `json:"programmes,omitempty"`
	// Codes are its codes in terminologies.
	Codes []Code `json:"codes,omitempty"`
	// Indications are its own rules.
	Indications []Indication `json:"indications,omitempty"`
	// Factors describes the factors that its indications use and the built-in vocabulary does
	// not have.
	Factors []FactorInfo `json:"factors,omitempty"`
}

// Participants is how many people take part.
type Participants struct {
	// Clients is how many clients meet. Therapists is how many therapists lead.
	Clients    Range `json:"clients"`
	Therapists Range `json:"therapists,omitzero"`
	// SharedConcern says whether the clients have to have a concern in common.
	SharedConcern bool `json:"sharedConcern"`
	Trait
}

// Leadership is who leads.
type Leadership struct {
	// By names who leads.
	By []Party `json:"by"`
	Trait
}

// Privacy is who hears what is said, and how likely it is to become known outside the room.
type Privacy struct {
	// Hearers are those who hear what a client says.
	Hearers []Party `json:"hearers"`
	// Leakage is the risk that it becomes known outside, compared with other modalities.
	Leakage LeakageRisk `json:"leakage"`
	// Mitigation says what is done to reduce that risk. It is not a guarantee.
	Mitigation Trait `json:"mitigation,omitzero"`
	Trait
}

// Focus is what the work is about.
type Focus struct {
	// On names what the work is about: "individual", "interpersonal", "couple" … It is an
	// open vocabulary.
	On []string `json:"on"`
	Trait
}

// Relationship says with whom the client has the therapeutic relationship.
type Relationship struct {
	With []Party `json:"with"`
	Trait
}

// Perspectives is whose points of view the client meets.
type Perspectives struct {
	From []Party `json:"from"`
	Trait
}

// Time is how sessions are scheduled and how long the therapy lasts.
type Time struct {
	Schedule Scheduling `json:"schedule"`
	Trait
}

// Cost is what the modality costs, compared with others. It is the price of a session. It is
// not cost-effectiveness, which differs between conditions.
type Cost struct {
	Relative CostLevel `json:"relative"`
	Trait
}

// Interpersonal is how far clients practise skills with other people.
type Interpersonal struct {
	Practice PracticeLevel `json:"practice"`
	Trait
}

// Support is where support comes from.
type Support struct {
	From []Party `json:"from"`
	Trait
}

// Feature is one benefit or limit.
type Feature struct {
	// ID is a stable name ([ValidName]), unique among the features of a descriptor.
	ID string `json:"id"`
	// Title is a heading of a few words.
	Title string `json:"title"`
	Trait
}

// Code is what a terminology calls a modality.
type Code struct {
	// System is the terminology's URI, such as "http://snomed.info/sct".
	System string `json:"system"`
	// Code is the code in that terminology.
	Code string `json:"code"`
	// Display is this library's short label for it.
	Display string `json:"display"`
	// Source says where the code was verified.
	Source Source `json:"source"`
}

// Validate reports everything wrong with the descriptor at once, each fault with its path.
func (d Descriptor) Validate() error {
	v := descriptorCheck{}
	if !d.Modality.Valid() {
		v.add("/modality", "modality-name", ErrSyntax)
	}
	v.words("/name", "descriptor-name", d.Name)
	v.words("/plainName", "descriptor-plain-name", d.PlainName)
	v.trait("/summary", d.Summary)
	d.validateDifferences(&v)
	v.features("/benefits", d.Benefits)
	v.features("/limits", d.Limits)
	ids := map[string]bool{} // benefits and limits share their ids
	v.unique("/benefits", ids, d.Benefits)
	v.unique("/limits", ids, d.Limits)
	ids = map[string]bool{}
	for i, p := range d.Programmes {
		place := Pointer("programmes", strconv.Itoa(i))
		v.errs = append(v.errs, At(place, p.Validate()))
		v.once(ids, p.ID, place+"/id", "programme-duplicate")
	}
	for i, c := range d.Codes {
		v.code(Pointer("codes", strconv.Itoa(i)), c)
	}
	ids = map[string]bool{}
	for i, in := range d.Indications {
		place := Pointer("indications", strconv.Itoa(i))
		v.errs = append(v.errs, At(place, in.Validate()))
		v.once(ids, in.ID, place+"/id", "rule-duplicate")
	}
	ids = map[string]bool{}
	for i, f := range d.Factors {
		place := Pointer("factors", strconv.Itoa(i))
		v.errs = append(v.errs, At(place, f.Validate()))
		v.once(ids, string(f.Factor), place+"/factor", "factor-duplicate")
	}
	return errors.Join(v.errs...)
}

func (d Descriptor) validateDifferences(v *descriptorCheck) {
	if d.Participants.Clients.IsZero() || !d.Participants.Clients.Valid() {
		v.add("/participants/clients", "participants-clients", ErrRange)
	}
	if !d.Participants.Therapists.Valid() {
		v.add("/participants/therapists", "participants-therapists", ErrRange)
	}
	v.parties("/leadership/by", d.Leadership.By)
	v.parties("/privacy/hearers", d.Privacy.Hearers)
	if !d.Privacy.Leakage.Valid() {
		v.add("/privacy/leakage", "privacy-leakage", ErrRequired)
	}
	if d.Privacy.Leakage > LeakageLowest {
		v.trait("/privacy/mitigation", d.Privacy.Mitigation)
	}
	if len(d.Focus.On) == 0 {
		v.add("/focus/on", "focus-missing", ErrRequired)
	}
	for i, on := range d.Focus.On {
		if !ValidName(on) {
			v.add(Pointer("focus", "on", strconv.Itoa(i)), "focus-name", ErrSyntax)
		}
	}
	v.parties("/relationship/with", d.Relationship.With)
	v.parties("/perspectives/from", d.Perspectives.From)
	if !d.Time.Schedule.Valid() {
		v.add("/time/schedule", "time-schedule", ErrRequired)
	}
	if !d.Cost.Relative.Valid() {
		v.add("/cost/relative", "cost-relative", ErrRequired)
	}
	if !d.Interpersonal.Practice.Valid() {
		v.add("/interpersonal/practice", "interpersonal-practice", ErrRequired)
	}
	v.parties("/support/from", d.Support.From)
	for _, difference := range d.differences() {
		v.trait("/"+difference.dimension.String(), difference.trait)
	}
}

// descriptorCheck collects what is wrong, so that the checks read as a list.
type descriptorCheck struct{ errs []error }

func (v *descriptorCheck) add(path, rule string, err error) {
	v.errs = append(v.errs, &FieldError{Path: path, Rule: rule, Err: err})
}

func (v *descriptorCheck) words(path, rule, s string) {
	if strings.TrimSpace(s) == "" {
		v.add(path, rule, ErrRequired)
	}
}

func (v *descriptorCheck) trait(path string, t Trait) {
	v.words(path+"/statement", "statement-missing", t.Statement)
	v.errs = append(v.errs, At(path+"/sources", ValidateSources(t.Sources)))
}

func (v *descriptorCheck) parties(path string, parties []Party) {
	if len(parties) == 0 {
		v.add(path, "parties-missing", ErrRequired)
	}
	for i, p := range parties {
		if !ValidName(string(p)) {
			v.add(path+Pointer(strconv.Itoa(i)), "party-name", ErrSyntax)
		}
	}
}

func (v *descriptorCheck) features(path string, features []Feature) {
	if len(features) == 0 {
		v.add(path, "features-missing", ErrRequired)
	}
	for i, f := range features {
		place := path + Pointer(strconv.Itoa(i))
		if !ValidName(f.ID) {
			v.add(place+"/id", "feature-id", ErrSyntax)
		}
		v.words(place+"/title", "feature-title", f.Title)
		v.trait(place, f.Trait)
	}
}

func (v *descriptorCheck) unique(path string, seen map[string]bool, features []Feature) {
	for i, f := range features {
		v.once(seen, f.ID, path+Pointer(strconv.Itoa(i), "id"), "feature-duplicate")
	}
}

func (v *descriptorCheck) once(seen map[string]bool, id, path, rule string) {
	if id != "" && seen[id] {
		v.add(path, rule, ErrDuplicate)
	}
	seen[id] = true
}

func (v *descriptorCheck) code(place string, c Code) {
	if !strings.HasPrefix(c.System, "http://") && !strings.HasPrefix(c.System, "https://") && !strings.HasPrefix(c.System, "urn:") {
		v.add(place+"/system", "code-system", ErrSyntax)
	}
	v.words(place+"/code", "code-missing", c.Code)
	v.words(place+"/display", "code-display", c.Display)
	v.errs = append(v.errs, At(place+"/source", c.Source.Validate()))
}

// Clone returns a copy that shares no slice with d.
func (d Descriptor) Clone() Descriptor {
	d.Summary = d.Summary.clone()
	d.Participants.Trait = d.Participants.clone()
	d.Leadership.By = slices.Clone(d.Leadership.By)
	d.Leadership.Trait = d.Leadership.clone()
	d.Privacy.Hearers = slices.Clone(d.Privacy.Hearers)
	d.Privacy.Mitigation = d.Privacy.Mitigation.clone()
	d.Privacy.Trait = d.Privacy.clone()
	d.Focus.On = slices.Clone(d.Focus.On)
	d.Focus.Trait = d.Focus.clone()
	d.Relationship.With = slices.Clone(d.Relationship.With)
	d.Relationship.Trait = d.Relationship.clone()
	d.Perspectives.From = slices.Clone(d.Perspectives.From)
	d.Perspectives.Trait = d.Perspectives.clone()
	d.Time.Trait = d.Time.clone()
	d.Cost.Trait = d.Cost.clone()
	d.Interpersonal.Trait = d.Interpersonal.clone()
	d.Support.From = slices.Clone(d.Support.From)
	d.Support.Trait = d.Support.clone()
	d.Benefits = cloneFeatures(d.Benefits)
	d.Limits = cloneFeatures(d.Limits)
	d.Programmes = slices.Clone(d.Programmes)
	for i := range d.Programmes {
		d.Programmes[i].Sources = slices.Clone(d.Programmes[i].Sources)
	}
	d.Codes = slices.Clone(d.Codes)
	d.Indications = slices.Clone(d.Indications)
	for i := range d.Indications {
		d.Indications[i].Sources = slices.Clone(d.Indications[i].Sources)
	}
	d.Factors = slices.Clone(d.Factors)
	for i := range d.Factors {
		d.Factors[i] = d.Factors[i].clone()
	}
	return d
}

func (t Trait) clone() Trait {
	t.Sources = slices.Clone(t.Sources)
	return t
}

func cloneFeatures(features []Feature) []Feature {
	features = slices.Clone(features)
	for i := range features {
		features[i].Trait = features[i].clone()
	}
	return features
}
