package individual

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/measure"
)

// AssessmentSpec describes an assessment. Fill it in and give it to [NewAssessment].
// According to the article, individual therapy begins with an assessment: issues, history,
// culture, preferences and strengths of one person (S2, S3, S7, S13). Prose is sealed.
//
// The zero AssessmentSpec is not valid.
type AssessmentSpec struct {
	confidential.Hidden
	// ID is the assessment's own id, Client is the person it is about, By is the person who
	// made it, and On is the day on which it was finished.
	ID     care.AssessmentID     `json:"id" kind:"treatment-plan"`
	Client confidential.PersonID `json:"client" kind:"identity,subject"`
	By     confidential.PersonID `json:"by" kind:"identity,professional"`
	On     therapy.Date          `json:"on" kind:"treatment-plan"`
	// Issues are the person's presenting issues, the most urgent first.
	Issues []care.Issue `json:"issues"`
	// History is the relevant personal history.
	History confidential.Value[string] `json:"history,omitzero" kind:"personal-history"`
	// Measures are the questionnaires filled in.
	Measures []care.Observation `json:"measures,omitempty"`
	// Culture and Values are their cultural background, and what matters to them.
	Culture confidential.Value[string] `json:"culture,omitzero" kind:"personal-history"`
	Values  confidential.Value[string] `json:"values,omitzero" kind:"personal-history"`
	// Strengths are what they can build on.
	Strengths confidential.Value[string] `json:"strengths,omitzero" kind:"personal-history"`
	// Wants are techniques that they ask for or that helped them before. Declines are
	// techniques that they do not want.
	Wants    []care.Technique `json:"wants,omitempty" kind:"treatment-plan"`
	Declines []care.Technique `json:"declines,omitempty" kind:"treatment-plan"`
	// Delivery is how they would like to meet; zero if they have no preference or were not
	// asked.
	Delivery care.Delivery `json:"delivery,omitzero" kind:"treatment-plan"`
	// Hopes are what they hope to gain.
	Hopes []Hope `json:"hopes,omitempty"`
	// Barriers are possible barriers to therapy.
	Barriers []care.Barrier `json:"barriers,omitempty"`
	// Risk is the clinician's note about danger.
	Risk care.RiskNote `json:"risk,omitzero"`
	// Error says that the assessment was entered in error.
	Error care.Correction `json:"error,omitzero"`
}

// Hope is something that a person hopes to gain; DraftPlan makes a proposed goal of it. The
// zero Hope is not valid.
type Hope struct {
	confidential.Hidden
	// Goal is the name that the goal will have.
	Goal care.GoalID `json:"goal" kind:"treatment-plan"`
	// Statement is the hope in the person's own words, sealed.
	Statement confidential.Value[string] `json:"statement" kind:"treatment-plan"`
	// Scope says whether it is about them alone or about their relationships with others.
	Scope care.Scope `json:"scope" kind:"treatment-plan"`
	// Issues are the issues it belongs to.
	Issues []care.IssueID `json:"issues,omitempty" kind:"treatment-plan"`
	// Measure is the instrument that would show progress, if there is one.
	Measure measure.ID `json:"measure,omitempty" kind:"treatment-plan"`
	// Importance and Confidence are the person's own ratings.
	Importance care.Rating `json:"importance,omitzero" kind:"treatment-plan"`
	Confidence care.Rating `json:"confidence,omitzero" kind:"treatment-plan"`
}

// Assessment is a finished assessment. [NewAssessment] makes it. It does not change; to
// assess a person again, make a new assessment. The zero Assessment means no assessment.
type Assessment struct {
	confidential.Hidden
	_    [0]func() // has lists inside
	spec AssessmentSpec
}

// NewAssessment checks the description, reporting everything wrong at once, and
// copies it.
func NewAssessment(spec AssessmentSpec) (Assessment, error) {
	if err := spec.Validate(); err != nil {
		return Assessment{}, err
	}
	return Assessment{spec: spec.clone()}, nil
}

// IsZero reports whether a is the zero Assessment.
func (a Assessment) IsZero() bool { return a.spec.ID == "" }

// Spec returns a copy of the description.
func (a Assessment) Spec() AssessmentSpec { return a.spec.clone() }

// Ref returns the reference by which a plan refers to the assessment.
func (a Assessment) Ref() care.AssessmentRef {
	return care.AssessmentRef{ID: a.spec.ID, By: a.spec.By, On: a.spec.On}
}

// Label returns the strictest label of all sealed values in the assessment. If nothing is
// sealed, it is the label of personal history.
func (a Assessment) Label() confidential.Label {
	label := confidential.LabelFor(confidential.PersonalHistory, a.spec.Client)
	texts := []confidential.Value[string]{a.spec.History, a.spec.Culture, a.spec.Values, a.spec.Strengths, a.spec.Risk.Text}
	for _, i := range a.spec.Issues {
		texts = append(texts, i.Statement)
	}
	for _, h := range a.spec.Hopes {
		texts = append(texts, h.Statement)
	}
	for _, b := range a.spec.Barriers {
		texts = append(texts, b.Note)
	}
	for _, m := range a.spec.Measures {
		texts = append(texts, m.Note)
	}
	for _, text := range texts {
		if !text.IsZero() {
			label = label.Raise(text.Label())
		}
	}
	return label
}

// Latest returns the last observation of the total of the instrument.
func (a Assessment) Latest(instrument measure.ID) (latest care.Observation, ok bool) {
	return care.Goal{Progress: a.spec.Measures}.Latest(instrument, "")
}

// Void returns the assessment marked as entered in error. DraftPlan then refuses it, and
// MatchTechniques finds nothing for it.
func (a Assessment) Void(why care.Correction) (Assessment, error) {
	spec := a.Spec()
	switch {
	case a.IsZero() || why.IsZero():
		return Assessment{}, fail("/error", "correction-missing", "an assessment, and who corrects, when and why", therapy.ErrRequired)
	case !spec.Error.IsZero():
		return Assessment{}, fail("/error", "void-twice", "an assessment that stands", therapy.ErrConflict)
	}
	spec.Error = why
	return NewAssessment(spec)
}

// stands reports whether there is an assessment, and it was not entered in error.
func (a Assessment) stands() bool { return !a.IsZero() && a.spec.Error.IsZero() }

// Validate reports everything wrong with the description at once. Issues, hopes and barriers
// must keep the rules of plans, since they become part of one.
func (s AssessmentSpec) Validate() error {
	var c therapy.Check
	c.RecordID("/id", "id-missing", string(s.ID))
	person(&c, "/client", s.Client)
	person(&c, "/by", s.By)
	if !s.Client.IsZero() && s.Client == s.By {
		c.Wrong("/by", "assesses-self", "a person other than the client who is assessed", therapy.ErrContradiction)
	}
	c.Stated("/on", "assessment-day", !s.On.IsZero())
	if len(s.Issues) == 0 {
		c.Wrong("/issues", "assessment-issues", "what the person comes with", therapy.ErrRequired)
	}
	for _, fault := range therapy.FieldErrors(s.plan().Validate()) {
		fault := *fault
		if i := strings.LastIndex(fault.Path, "/"); strings.HasPrefix(fault.Path, "/goals/") && fault.Path[i:] == "/id" {
			fault.Path = fault.Path[:i] + "/goal"
		}
		c.Wrong(strings.Replace(fault.Path, "/goals/", "/hopes/", 1), fault.Rule, fault.Hint, fault.Err)
	}
	for i, h := range s.Hopes {
		c.OptionalName("/hopes/"+strconv.Itoa(i)+"/measure", "measure-name", string(h.Measure))
	}
	for i, o := range s.Measures {
		c.Part("/measures/"+strconv.Itoa(i), o.Validate())
		if !s.On.IsZero() && s.On.AddDays(1).Before(therapy.DateOf(o.At)) {
			c.Wrong("/measures/"+strconv.Itoa(i)+"/at", "measure-after-assessment", "a day that is not after the assessment was finished", therapy.ErrRange)
		}
	}
	therapy.CheckNames(&c, "/wants", "technique-name", s.Wants)
	therapy.CheckNames(&c, "/declines", "technique-name", s.Declines)
	for i, t := range s.Wants {
		if slices.Contains(s.Declines, t) {
			c.Wrong("/wants/"+strconv.Itoa(i), "technique-both", "a technique in one of the two lists, wanted or declined", therapy.ErrContradiction)
		}
	}
	if s.Delivery != 0 && !s.Delivery.Valid() {
		c.Wrong("/delivery", "assessment-delivery", "", therapy.ErrRange)
	}
	c.Part("/risk", s.Risk.Validate())
	c.Part("/error", s.Error.Validate())
	return c.Err()
}

// plan returns a draft of a plan with only the content of the assessment: a draft may lack
// everything else.
func (s AssessmentSpec) plan() care.PlanSpec {
	spec := care.PlanSpec{
		ID: "draft", Author: placeholderPerson(), Created: time.Unix(0, 0), Clients: []confidential.PersonID{placeholderPerson()}, Status: care.PlanDraft,
		Issues: s.Issues, Barriers: s.Barriers,
	}
	for _, h := range s.Hopes {
		spec.Goals = append(spec.Goals, h.proposed())
	}
	return spec
}

// placeholderPerson is the placeholder for the people of a plan that is made only for a check.
func placeholderPerson() confidential.PersonID { return confidential.MustPersonID("nobody-0") }

// proposed returns the goal that is made from a hope.
func (h Hope) proposed() care.Goal {
	return care.Goal{
		ID: h.Goal, Statement: h.Statement, ExpressedBy: care.VoiceClient, Scope: h.Scope, Status: care.GoalProposed,
		Issues: slices.Clone(h.Issues), Importance: h.Importance, Confidence: h.Confidence,
	}
}

func (s AssessmentSpec) clone() AssessmentSpec {
	s.Issues = slices.Clone(s.Issues)
	s.Measures = slices.Clone(s.Measures)
	s.Wants, s.Declines = slices.Clone(s.Wants), slices.Clone(s.Declines)
	s.Hopes = slices.Clone(s.Hopes)
	for i := range s.Hopes {
		s.Hopes[i].Issues = slices.Clone(s.Hopes[i].Issues)
	}
	s.Barriers = slices.Clone(s.Barriers)
	s.Risk.Actions = slices.Clone(s.Risk.Actions)
	s.Error = s.Error.Canonical()
	return s
}
