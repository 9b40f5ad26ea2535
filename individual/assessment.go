package individual

import (
	"errors"
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/measure"
)

// AssessmentSpec describes an assessment, to be filled in and given to
// [NewAssessment]. The article begins individual therapy with it: issues, history,
// culture, preferences and strengths of one person (S2, S3, S7, S13). Prose is
// sealed.
//
// The zero AssessmentSpec is not valid.
type AssessmentSpec struct {
	// ID is the assessment's own id; Client whom it is about, By who made it and On
	// the day it was finished.
	ID     care.AssessmentID
	Client confidential.PersonID
	By     confidential.PersonID
	On     therapy.Date
	// Issues are what the person comes with, the most pressing first.
	Issues []care.Issue
	// History is what they have lived through that bears on it.
	History confidential.Value[string]
	// Measures are the questionnaires filled in.
	Measures []care.Observation
	// Culture and Values are their cultural background, and what matters to them.
	Culture confidential.Value[string]
	Values  confidential.Value[string]
	// Strengths are what they can build on.
	Strengths confidential.Value[string]
	// Wants are techniques that they ask for or that helped them before, Declines
	// those that they do not want.
	Wants    []care.Technique
	Declines []care.Technique
	// Delivery is how they would like to meet; zero where they do not mind or were
	// not asked.
	Delivery care.Delivery
	// Hopes are what they hope to gain.
	Hopes []Hope
	// Barriers are what may stand in the way.
	Barriers []care.Barrier
	// Risk is what the clinician noted about danger.
	Risk care.RiskNote
}

// Hope is something that a person hopes to gain: a goal before it is one. The zero
// Hope is not valid.
type Hope struct {
	// Goal is the name that the goal will have.
	Goal care.GoalID
	// Statement is the hope in the person's own words, sealed.
	Statement confidential.Value[string]
	// Scope is whether it is about them alone or about them with others.
	Scope care.Scope
	// Issues are the issues it belongs to.
	Issues []care.IssueID
	// Measure is the instrument that would show progress, if one would.
	Measure measure.ID
	// Importance and Confidence are the person's own ratings.
	Importance care.Rating
	Confidence care.Rating
}

// Assessment is a finished assessment. It is made by [NewAssessment] and does not
// change; a new look at somebody is a new assessment. The zero Assessment is none.
type Assessment struct {
	_    [0]func() // has lists inside
	spec AssessmentSpec
}

// NewAssessment checks the description, reporting everything wrong at once, and
// copies it.
func NewAssessment(spec AssessmentSpec) (Assessment, error) {
	if err := spec.validate(); err != nil {
		return Assessment{}, err
	}
	return Assessment{spec: spec.clone()}, nil
}

// IsZero reports whether a is the zero Assessment.
func (a Assessment) IsZero() bool { return a.spec.ID == "" }

// Spec returns a copy of the description.
func (a Assessment) Spec() AssessmentSpec { return a.spec.clone() }

// Ref returns how a plan refers to the assessment.
func (a Assessment) Ref() care.AssessmentRef {
	return care.AssessmentRef{ID: a.spec.ID, By: a.spec.By, On: a.spec.On}
}

// Label returns the strictest label of anything sealed in the assessment, and of
// personal history where nothing is.
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

// MarshalJSON fails with [confidential.ErrSealed]: an assessment is full of sealed
// texts. Storing one is explicit, by its [Assessment.Spec] and
// [confidential.StoreAll].
func (Assessment) MarshalJSON() ([]byte, error) { return nil, confidential.ErrSealed }

// String says nothing about anybody.
func (a Assessment) String() string {
	if a.IsZero() {
		return "no assessment"
	}
	return "assessment, issues: " + strconv.Itoa(len(a.spec.Issues)) + ", hopes: " + strconv.Itoa(len(a.spec.Hopes))
}

func (s AssessmentSpec) validate() error {
	var errs []error
	wrong := func(path, rule, hint string, err error) {
		errs = append(errs, &therapy.FieldError{Path: path, Rule: rule, Hint: hint, Err: err})
	}
	if !s.ID.Valid() {
		wrong("/id", "id-missing", "the id of a record", therapy.ErrRequired)
	}
	for _, id := range []struct {
		path string
		id   confidential.PersonID
	}{{"/client", s.Client}, {"/by", s.By}} {
		if id.id.IsZero() {
			wrong(id.path, "id-missing", "a pseudonymous id", therapy.ErrRequired)
		}
	}
	if s.On.IsZero() {
		wrong("/on", "assessment-day", "when it was finished", therapy.ErrRequired)
	}
	if len(s.Issues) == 0 {
		wrong("/issues", "assessment-issues", "what the person comes with", therapy.ErrRequired)
	}
	issues := map[care.IssueID]bool{}
	for i, issue := range s.Issues {
		place := "/issues/" + strconv.Itoa(i)
		errs = append(errs, therapy.At(place, issue.Validate()))
		if issues[issue.ID] {
			wrong(place+"/id", "issue-duplicate", "", therapy.ErrDuplicate)
		}
		issues[issue.ID] = true
	}
	for i, o := range s.Measures {
		errs = append(errs, therapy.At("/measures/"+strconv.Itoa(i), o.Validate()))
	}
	for _, list := range []struct {
		path       string
		techniques []care.Technique
	}{{"/wants", s.Wants}, {"/declines", s.Declines}} {
		for i, t := range list.techniques {
			if !t.Valid() {
				wrong(list.path+"/"+strconv.Itoa(i), "technique-name", "", therapy.ErrSyntax)
			}
		}
	}
	for i, t := range s.Wants {
		if slices.Contains(s.Declines, t) {
			wrong("/wants/"+strconv.Itoa(i), "technique-both", "wanted or declined", therapy.ErrContradiction)
		}
	}
	if s.Delivery != 0 && !s.Delivery.Valid() {
		wrong("/delivery", "assessment-delivery", "", therapy.ErrRange)
	}
	goals := map[care.GoalID]bool{}
	for i, h := range s.Hopes {
		place := "/hopes/" + strconv.Itoa(i)
		if !therapy.ValidName(string(h.Goal)) {
			wrong(place+"/goal", "goal-id", "", therapy.ErrSyntax)
		} else if goals[h.Goal] {
			wrong(place+"/goal", "goal-duplicate", "", therapy.ErrDuplicate)
		}
		goals[h.Goal] = true
		if h.Statement.IsZero() {
			wrong(place+"/statement", "goal-statement", "what the person hopes for", therapy.ErrRequired)
		}
		if !h.Scope.Valid() {
			wrong(place+"/scope", "goal-scope", "", therapy.ErrRequired)
		}
		if h.Measure != "" && !h.Measure.Valid() {
			wrong(place+"/measure", "measure-name", "", therapy.ErrSyntax)
		}
		for j, issue := range h.Issues {
			if !issues[issue] {
				wrong(place+"/issues/"+strconv.Itoa(j), "goal-issue", "one of the issues", therapy.ErrReference)
			}
		}
	}
	barriers := map[string]bool{}
	for i, b := range s.Barriers {
		place := "/barriers/" + strconv.Itoa(i)
		errs = append(errs, therapy.At(place, b.Validate()))
		if barriers[b.Kind] {
			wrong(place+"/kind", "barrier-duplicate", "", therapy.ErrDuplicate)
		}
		barriers[b.Kind] = true
	}
	errs = append(errs, therapy.At("/risk", s.Risk.Validate()))
	return errors.Join(errs...)
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
	return s
}
