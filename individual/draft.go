package individual

import (
	"slices"
	"strconv"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/measure"
)

// OriginKind says where an element of a draft comes from. The zero OriginKind is unstated and
// never occurs in a draft.
type OriginKind uint8

// The origins.
const (
	// FromCaller is what the caller of [DraftPlan] stated.
	FromCaller OriginKind = iota + 1
	// FromAssessment is taken over from the assessment.
	FromAssessment
	// FromChoice follows from the chosen modalities.
	FromChoice
	// FromTechniques is a technique matched to the issues.
	FromTechniques
	// FromDescriptor is a figure of the descriptor of individual therapy or of one of
	// its programmes.
	FromDescriptor
	// FromThresholds is a mark of a threshold set.
	FromThresholds
	// FromConvention is a default of this library, for example that responses are pending
	// until somebody has responded.
	FromConvention

	numOriginKinds
)

//enum:names OriginKind
var originKindNames = [numOriginKinds]string{
	FromCaller: "caller", FromAssessment: "assessment", FromChoice: "choice", FromTechniques: "techniques", FromDescriptor: "descriptor",
	FromThresholds: "thresholds", FromConvention: "convention",
}

// Origin says where one element of a draft comes from.
type Origin struct {
	confidential.Hidden
	// Path is the place in the draft's specification, as a JSON pointer. The origin also
	// applies to everything below this place that has no origin of its own.
	Path string `json:"path" kind:"treatment-plan"`
	// Kind says where it comes from.
	Kind OriginKind `json:"kind" kind:"treatment-plan"`
	// Words says the same in a sentence.
	Words string `json:"words" kind:"treatment-plan"`
	// Sources are its published sources, empty if it comes from the person.
	Sources []therapy.Source `json:"sources,omitempty" kind:"treatment-plan"`
}

// DraftSpec is the data that a draft needs in addition to the assessment and the choice. The
// zero DraftSpec is not valid.
type DraftSpec struct {
	confidential.Hidden
	// ID is the id of the future plan. Author and Created say who drafts it and when.
	ID      care.PlanID           `json:"id"`
	Author  confidential.PersonID `json:"author"`
	Created time.Time             `json:"created"`
	// Therapist is the therapist of the individual strand, if that is known.
	Therapist confidential.PersonID `json:"therapist,omitzero"`
	// From is the first day of the plan, if that is known. Zone is the time zone for the
	// schedule.
	From therapy.Date `json:"from,omitzero"`
	Zone string       `json:"zone,omitempty"`
	// Techniques are the descriptions to match; nil means the built-in ones.
	Techniques []TechniqueInfo `json:"techniques,omitempty"`
	// Thresholds is the set whose mark for caseness becomes the target of each hope with a
	// measure; the zero set proposes no targets.
	Thresholds measure.ThresholdSet `json:"thresholds,omitzero"`
}

// Draft is a proposal for a plan, which a clinician edits together with the person. Nothing
// in it counts until [care.NewPlan] has made a plan of it, and the plan is not active until
// somebody makes it active. The zero Draft proposes nothing.
type Draft struct {
	confidential.Hidden
	// Spec is the proposal: a plan with status draft, proposed goals and pending responses.
	Spec care.PlanSpec `json:"spec"`
	// Origins say where every element comes from, in the order of the fields.
	Origins []Origin `json:"origins,omitempty"`
	// Matches are all the techniques that fit; the draft proposes the first.
	Matches []Match `json:"matches,omitempty"`
	// Open lists, as JSON pointers, the places that somebody has to fill in or decide before
	// the plan can become active.
	Open []string `json:"open,omitempty" kind:"treatment-plan"`
}

// MarshalJSON always returns an error: a draft contains sealed texts. Store the plan that is
// made from it.
func (Draft) MarshalJSON() ([]byte, error) { return nil, refused("care.NewPlan and care.Plan.Store") }

// Origin returns the origin of the element at the path: its own, or that of the nearest
// element around it.
func (d Draft) Origin(path string) (origin Origin, ok bool) {
	for _, o := range d.Origins {
		inside := path == o.Path || len(path) > len(o.Path) && path[:len(o.Path)] == o.Path && path[len(o.Path)] == '/'
		if inside && (!ok || len(o.Path) > len(origin.Path)) {
			origin, ok = o, true
		}
	}
	return origin, ok
}

// draftBuilder collects a draft.
type draftBuilder struct {
	Draft
	a Assessment
	s DraftSpec
}

func (d *draftBuilder) from(path string, kind OriginKind, words string, sources ...therapy.Source) {
	d.Origins = append(d.Origins, Origin{Path: path, Kind: kind, Words: words, Sources: slices.Clone(sources)})
}

// DraftPlan proposes a plan from an assessment and from the chosen modalities. It copies the
// content of the assessment, makes a proposed goal of every hope, and makes a strand of every
// modality. For individual therapy it proposes the first matching technique with the
// frequency and dose of its programme. It leaves the strands of other modalities to be filled
// in.
//
// If individual therapy is combined with another modality, goals about the person alone go to
// the individual strand and the others to the other strands: according to the article,
// modalities are combined to address different aspects (S61).
//
// Every element has an origin. [care.NewPlan] accepts the proposal without changes.
func DraftPlan(a Assessment, choice care.Choice, spec DraftSpec) (Draft, error) {
	var c therapy.Check
	if !a.stands() {
		c.Wrong("/assessment", "draft-assessment", "an assessment, and not one entered in error", therapy.ErrRequired)
	}
	c.Part("/choice", choice.Validate())
	matches, err := MatchTechniques(a, spec.Techniques...)
	c.Part("", err)
	if err := c.Err(); err != nil {
		return Draft{}, err
	}
	d := draftBuilder{Draft: Draft{Matches: matches}, a: a, s: spec}
	d.frame(choice)
	for i, hope := range a.spec.Hopes {
		d.goal(i, hope)
	}
	if len(a.spec.Hopes) == 0 {
		d.Open = append(d.Open, "/goals")
	}
	modalities := choice.Clone().Modalities
	slices.Sort(modalities)
	for i, m := range modalities {
		d.strand(i, m, len(modalities) > 1)
	}
	d.Spec.Responses = []care.Response{{Client: a.spec.Client, Agreement: care.AgreementPending}}
	d.from("/responses", FromConvention, "Nothing is agreed until the person has agreed.", therapy.MustCite("S8")...)
	d.Open = append(d.Open, "/responses/0", "/reviewEvery")
	if _, err := care.NewPlan(d.Spec); err != nil {
		return Draft{}, err
	}
	return d.Draft, nil
}

// frame fills in everything except goals and strands.
func (d *draftBuilder) frame(choice care.Choice) {
	a := d.a.Spec()
	d.Spec = care.PlanSpec{
		ID: d.s.ID, Author: d.s.Author, Created: d.s.Created, Clients: []confidential.PersonID{a.Client}, Status: care.PlanDraft, From: d.s.From,
		Issues: a.Issues, Assessment: d.a.Ref(), Choice: choice.Clone(), Culture: a.Culture, Values: a.Values, Barriers: a.Barriers,
	}
	for _, path := range []string{"/id", "/author", "/created"} {
		d.from(path, FromCaller, "Stated when the draft was made.")
	}
	d.from("/clients", FromAssessment, "The person who was assessed.")
	d.from("/status", FromConvention, "A proposal is a draft.")
	if !d.s.From.IsZero() {
		d.from("/from", FromCaller, "Stated when the draft was made.")
	}
	d.from("/issues", FromAssessment, "What the person comes with.", therapy.MustCite("S3")...)
	d.from("/assessment", FromAssessment, "The assessment itself.", therapy.MustCite("S2")...)
	d.from("/choice", FromChoice, "The recommendation or the decision that the modalities follow from.")
	if !a.Culture.IsZero() {
		d.from("/culture", FromAssessment, "As assessed.", therapy.MustCite("S7")...)
	}
	if !a.Values.IsZero() {
		d.from("/values", FromAssessment, "As assessed.", therapy.MustCite("S7")...)
	}
	if len(a.Barriers) > 0 {
		d.from("/barriers", FromAssessment, "As assessed.")
	}
}

func (d *draftBuilder) goal(i int, hope Hope) {
	place := "/goals/" + strconv.Itoa(i)
	g := hope.proposed()
	d.from(place, FromAssessment, "A hope of the person, in their own words.", therapy.MustCite("S6")...)
	d.from(place+"/status", FromConvention, "A goal is proposed until it is accepted.")
	if hope.Measure != "" {
		d.target(place, &g, hope.Measure)
	}
	if len(g.Targets) == 0 {
		d.Open = append(d.Open, place+"/targets")
	}
	d.Spec.Goals = append(d.Spec.Goals, g)
}

// target proposes a score below caseness as the target, if the person is a case by the
// threshold set.
func (d *draftBuilder) target(place string, g *care.Goal, instrument measure.ID) {
	known, ok := d.s.Thresholds.For(instrument, "")
	latest, measured := d.a.Latest(instrument)
	if !ok || known.Case == nil || !measured {
		return
	}
	definition, ok := measure.Standard().Lookup(instrument)
	if !ok {
		return
	}
	score, err := definition.FromTotal(latest.At, latest.Value)
	if err != nil {
		return
	}
	result, err := d.s.Thresholds.Caseness(score, "")
	if err != nil || !result.Case {
		return
	}
	t := care.Target{Measure: instrument, Value: known.Case.Value, Compare: care.Below}
	switch higher := definition.Direction.Improvement(0, 1) > 0; {
	case higher && known.Case.Inclusive:
		t.Compare = care.Above
	case higher:
		t.Compare = care.AtLeast
	case !known.Case.Inclusive:
		t.Compare = care.AtMost
	}
	g.Targets = []care.Target{t}
	ref := result.Set
	d.from(place+"/targets", FromThresholds, "No longer a case by the set "+ref.Name+", version "+ref.Version+" ("+ref.Population+").", result.Sources...)
}

func (d *draftBuilder) strand(i int, m therapy.Modality, combined bool) {
	place := "/strands/" + strconv.Itoa(i)
	s := care.Strand{ID: care.StrandID(m), Modality: m, Delivery: d.a.spec.Delivery}
	d.from(place, FromChoice, "A modality that was chosen.")
	d.from(place+"/delivery", FromAssessment, "How the person would like to meet.")
	if s.Delivery == 0 {
		s.Delivery = care.InPerson
		d.Origins[len(d.Origins)-1] = Origin{Path: place + "/delivery", Kind: FromConvention, Words: "In person, until the person has said how they would like to meet."}
		d.Open = append(d.Open, place+"/delivery")
	}
	for _, g := range d.Spec.Goals {
		alone := g.Scope == care.ScopeIndividual
		if !combined || alone == (m == Modality) {
			s.Goals = append(s.Goals, g.ID)
		}
	}
	if len(s.Goals) > 0 {
		words, ids := "Every goal: there is one strand.", []string{"S39"}
		if combined {
			words, ids = "Goals about the person alone go to individual therapy, the others to the other modalities.", []string{"S39", "S40", "S61"}
		}
		d.from(place+"/goals", FromChoice, words, therapy.MustCite(ids...)...)
	} else {
		d.Open = append(d.Open, place+"/goals")
	}
	if m != Modality {
		d.Open = append(d.Open, place+"/therapists", place+"/schedule")
	} else {
		d.individual(place, &s)
	}
	if combined {
		d.Open = append(d.Open, place+"/sharing")
	}
	d.Spec.Strands = append(d.Spec.Strands, s)
}

// individual fills in what this package knows about its own modality.
func (d *draftBuilder) individual(place string, s *care.Strand) {
	if d.s.Therapist.IsZero() {
		d.Open = append(d.Open, place+"/therapists")
	} else {
		s.Therapists = []care.Therapist{{ID: d.s.Therapist, Role: care.RoleLead}}
		d.from(place+"/therapists", FromCaller, "Stated when the draft was made.")
	}
	var programme therapy.Programme
	if len(d.Matches) > 0 {
		first := d.Matches[0]
		s.Techniques = []care.Technique{first.Technique.Technique}
		words := "The first of the techniques that fit the issues"
		if first.Wanted {
			words += "; the person asks for it"
		}
		d.from(place+"/techniques", FromTechniques, words+".", first.For[0].Use.Sources...)
		programme = d.programme(first)
	} else {
		d.Open = append(d.Open, place+"/techniques")
	}
	if programme.ID != "" {
		s.Programme = programme.ID
		d.from(place+"/programme", FromDescriptor, "The programme that runs the technique for the issue.", programme.Sources...)
	}
	minutes := programme.Minutes.Max
	schedule := care.ScheduleSpec{Kind: therapy.ScheduleFlexible, Zone: d.s.Zone, From: d.s.From, Minutes: minutes, Sessions: programme.Sessions}
	if minutes == 0 || minutes > 24*60 {
		// Without a figure there is no schedule: a library must not invent the length of a
		// session.
		d.Open = append(d.Open, place+"/schedule")
		return
	}
	if programme.PerWeek.Max == 1 {
		schedule.Every, schedule.Per = 1, care.Weekly
	}
	made, err := care.NewSchedule(schedule)
	if err != nil {
		d.Open = append(d.Open, place+"/schedule")
		return
	}
	s.Schedule = made
	d.from(place+"/schedule", FromDescriptor, "Length and number of sessions as in the programme "+programme.ID+"; times are agreed one by one.", programme.Sources...)
}

// programme returns the programme of the first use of a match that has one.
func (d *draftBuilder) programme(m Match) therapy.Programme {
	for _, matched := range m.For {
		for _, p := range Descriptor().Programmes {
			if p.ID == matched.Use.Programme {
				return p
			}
		}
	}
	return therapy.Programme{}
}
