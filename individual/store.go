package individual

import (
	"encoding/json"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// The formats in which records are stored. The number is raised when a reader of
// the old form could not read the new one.
const (
	assessmentFormat = "therapykit-assessment/1"
	courseFormat     = "therapykit-course/1"
)

// refused is the error for writing or reading a record as plain JSON.
func refused(calls string) error {
	return &therapy.FieldError{Rule: "json-refused", Hint: "use " + calls, Err: confidential.ErrSealed}
}

// Store writes the assessment as JSON, to be read by [LoadAssessment]. Every sealed text in
// it is encrypted and bound to the assessment and the field; everything else is not
// encrypted.
func (a Assessment) Store(ring confidential.Keyring) ([]byte, error) {
	if a.IsZero() {
		return nil, fail("", "store-nothing", "an assessment made by NewAssessment", therapy.ErrRequired)
	}
	return confidential.StoreDocument(assessmentFormat, "assessment/"+string(a.spec.ID), 0, ring, a.spec)
}

// LoadAssessment reads an assessment that [Assessment.Store] wrote, and checks it as
// [NewAssessment] does. Sealed texts are sealed again, so they are not identical to the
// stored ones.
func LoadAssessment(data []byte, ring confidential.Keyring) (Assessment, error) {
	var s AssessmentSpec
	record, _, err := confidential.LoadDocument(assessmentFormat, ring, data, &s)
	if err != nil {
		return Assessment{}, err
	}
	if record != "assessment/"+string(s.ID) {
		return Assessment{}, fail("/record", "store-record", "the assessment that the document is of", therapy.ErrContradiction)
	}
	a, err := NewAssessment(s)
	return a, therapy.At("/content", err)
}

// MarshalJSON always returns an error: store the assessment with [Assessment.Store].
func (Assessment) MarshalJSON() ([]byte, error) {
	return nil, refused("individual.Assessment.Store and individual.LoadAssessment")
}

// UnmarshalJSON always returns an error: read the assessment with [LoadAssessment].
func (*Assessment) UnmarshalJSON([]byte) error {
	return refused("individual.Assessment.Store and individual.LoadAssessment")
}

// Fields returns the content of the assessment, for a view ([confidential.View]).
func (a Assessment) Fields() any { return a.Spec() }

// storedCourse is the stored form of a course. The plan and the sessions are separate
// documents in it; in the feedback a sealed text is a number: its index in the table of
// sealed texts.
type storedCourse struct {
	Format   string                    `json:"format"`
	Record   string                    `json:"record"`
	Sealed   []confidential.StoredText `json:"sealed,omitempty"`
	Plan     json.RawMessage           `json:"plan"`
	Strand   care.StrandID             `json:"strand"`
	Sessions []json.RawMessage         `json:"sessions,omitempty"`
	Feedback json.RawMessage           `json:"feedback,omitempty"`
}

// Store writes the course as JSON, with its plan and sessions and their whole history, to
// be read by [LoadCourse].
func (c Course) Store(ring confidential.Keyring) ([]byte, error) {
	if c.plan.IsZero() {
		return nil, fail("", "store-nothing", "a course made by NewCourse", therapy.ErrRequired)
	}
	doc := storedCourse{Format: courseFormat, Record: c.record(), Strand: c.strand}
	var err error
	if doc.Plan, err = c.plan.Store(ring); err != nil {
		return nil, err
	}
	for _, s := range c.sessions {
		text, err := s.Store(ring)
		if err != nil {
			return nil, err
		}
		doc.Sessions = append(doc.Sessions, text)
	}
	w := confidential.NewDocumentWriter(doc.Record)
	if doc.Feedback, err = w.JSON(0, "/feedback", c.feedback); err != nil {
		return nil, err
	}
	if doc.Sealed, err = w.Sealed(ring); err != nil {
		return nil, err
	}
	return json.Marshal(doc)
}

func (c Course) record() string { return "course/" + string(c.plan.ID()) + "/" + string(c.strand) }

// LoadCourse reads a course that [Course.Store] wrote, and checks it as [NewCourse] does.
func LoadCourse(data []byte, ring confidential.Keyring) (Course, error) {
	var doc storedCourse
	if err := therapy.UnmarshalStrict(data, &doc); err != nil {
		return Course{}, err
	}
	var check therapy.Check
	if doc.Format != courseFormat {
		check.Wrong("/format", "store-format", courseFormat, therapy.ErrUnknown)
	}
	plan, err := care.LoadPlan(doc.Plan, ring)
	check.Part("/plan", err)
	sessions := make([]care.Session, len(doc.Sessions))
	for i, text := range doc.Sessions {
		sessions[i], err = care.LoadSession(text, ring)
		check.Part("/sessions/"+strconv.Itoa(i), err)
	}
	reader := confidential.NewDocumentReader(doc.Record, ring, doc.Sealed)
	var feedback []Feedback
	if len(doc.Feedback) > 0 {
		check.Part("/feedback", reader.JSON(0, "/feedback", doc.Feedback, &feedback))
	}
	if !check.Failed() {
		check.Part("", reader.Done())
	}
	if err := check.Err(); err != nil {
		return Course{}, err
	}
	c, err := NewCourse(plan, doc.Strand, sessions, feedback)
	if err == nil && c.record() != doc.Record {
		return Course{}, fail("/record", "store-record", "the course that the document is of", therapy.ErrContradiction)
	}
	return c, err
}

// MarshalJSON always returns an error: store the course with [Course.Store].
func (Course) MarshalJSON() ([]byte, error) {
	return nil, refused("individual.Course.Store and individual.LoadCourse")
}

// UnmarshalJSON always returns an error: read the course with [LoadCourse].
func (*Course) UnmarshalJSON([]byte) error {
	return refused("individual.Course.Store and individual.LoadCourse")
}

// courseFields is the form of a course for a view.
type courseFields struct {
	Plan     care.Plan      `json:"plan" kind:"treatment-plan"`
	Strand   care.StrandID  `json:"strand" kind:"treatment-plan"`
	Sessions []care.Session `json:"sessions,omitempty" kind:"progress-note"`
	Feedback []Feedback     `json:"feedback,omitempty"`
}

// Fields returns the content of the course, for a view.
func (c Course) Fields() any { return courseFields{c.plan, c.strand, c.sessions, c.feedback} }

// Label returns the strictest label of the plan, the sessions and the feedback.
func (c Course) Label() confidential.Label {
	label := c.plan.Label()
	for _, s := range c.sessions {
		label = label.Raise(s.Label())
	}
	for _, f := range c.feedback {
		if !f.Words.IsZero() {
			label = label.Raise(f.Words.Label())
		}
	}
	return label
}
