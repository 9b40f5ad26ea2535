package fhir

import (
	"context"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/measure"
)

func itoa(i int) string { return strconv.Itoa(i) }

// survey begins an Observation of a questionnaire's score.
func (x *Export) survey(ctx context.Context, id string, measured measure.ID, scale string) (Element, permission, bool, error) {
	r, p, ok, err := x.begin(ctx, "Observation", id, x.label(confidential.TestResult))
	if err != nil || !ok {
		return r, p, false, err
	}
	r.SetText("Observation.status", "final").AddCoding("Observation.category", systemObservationCategory, "survey", "")
	x.measureCodes(r.Add("Observation.code"), measured, scale)
	r.AddReference("Observation.subject", x.client(x.spec.Client))
	return r, p, true, nil
}

// observation adds one value of the record. goal is the goal it belongs to, if any. A value
// that was entered in error is not sent.
func (x *Export) observation(ctx context.Context, id string, o care.Observation, goal, record, place string) error {
	if !o.Counts() {
		return nil
	}
	r, p, ok, err := x.survey(ctx, id, o.Measure, o.Scale)
	if err != nil || !ok {
		return err
	}
	r.SetText("Observation.effectiveDateTime", instantText(o.At))
	if !o.By.IsZero() {
		r.AddReference("Observation.performer", x.staff(o.By))
	}
	scoreUnit(r.Add("Observation.valueQuantity").SetNumber("Quantity.value", o.Value))
	if goal != "" {
		r.Extend(extensionPertains).AddReference("Extension.valueReference", goal)
	}
	extend(r, ownScore, observationExtra{Session: o.Session}, func(string) {})
	x.prose(o.Note, record, place+"/note")
	x.finish(r, p)
	return nil
}

// Score adds a score as an Observation with the id. Its subscales are components. The
// critical items that were raised or not answered are components too, if you ask for them
// ([PartAlerts]); otherwise they are listed in [Export.Omissions], and the Observation does
// not say that anything is missing. For a score without a total, the Observation has no value
// and says that it is absent. by is the person who reported; it may be empty.
func (x *Export) Score(ctx context.Context, id string, s measure.Score, by confidential.PersonID) error {
	if !therapy.ValidRecordID(id) {
		return &therapy.FieldError{Rule: "export-id", Hint: "a FHIR id", Err: therapy.ErrSyntax}
	}
	r, p, ok, err := x.survey(ctx, id, s.Instrument(), "")
	if err != nil || !ok {
		return err
	}
	record := "Observation/" + id
	if len(s.LeftOut()) > 0 && !s.Rescaled() { // on a smaller scale than LOINC's code means
		for coding := range r.Get("Observation.code").All("CodeableConcept.coding") {
			if coding.Text("Coding.system") == systemLOINC {
				coding.Remove()
			}
		}
		x.omit(record, "/scale", NoForm)
	}
	r.SetText("Observation.effectiveDateTime", instantText(s.At()))
	if !by.IsZero() {
		r.AddReference("Observation.performer", x.staff(by))
	}
	if total, ok := s.Total(); ok {
		scoreUnit(r.Add("Observation.valueQuantity").SetNumber("Quantity.value", total))
	} else {
		r.AddCoding("Observation.dataAbsentReason", systemAbsent, "unknown", "")
	}
	for _, sub := range s.Subscales() {
		c := r.Add("Observation.component")
		c.AddCoding("Observation.component.code", ownSubscale, sub.ID, "")
		scoreUnit(c.Add("Observation.component.valueQuantity").SetNumber("Quantity.value", sub.Score))
	}
	for _, alert := range s.Alerts() {
		if !x.includes(PartAlerts) {
			x.omit(record, "/alerts", ByNameOnly)
			break
		}
		c := r.Add("Observation.component")
		c.AddCoding("Observation.component.code", ownAlert, "item-"+itoa(alert.Item), "")
		c.AddCoding("Observation.component.valueCodeableConcept", ownAlertState, alert.State.String(), "")
	}
	x.finish(r, p)
	return nil
}

// Response adds the answers to a questionnaire as a QuestionnaireResponse with the id. A
// missing answer is left out; it is never written as 0. by is the person who answered; it may
// be empty.
func (x *Export) Response(ctx context.Context, id string, response measure.Response, by confidential.PersonID) error {
	if !therapy.ValidRecordID(id) {
		return &therapy.FieldError{Rule: "export-id", Hint: "a FHIR id", Err: therapy.ErrSyntax}
	}
	r, p, ok, err := x.begin(ctx, "QuestionnaireResponse", id, x.label(confidential.TestResult))
	if err != nil || !ok {
		return err
	}
	if p.minimum { // single answers are more than the minimum
		x.omit("QuestionnaireResponse/"+id, "", MinimumOnly)
		return nil
	}
	writeResponse(r, response)
	r.AddReference("QuestionnaireResponse.subject", x.client(x.spec.Client))
	if !by.IsZero() {
		r.AddReference("QuestionnaireResponse.source", x.staff(by))
	}
	x.finish(r, p)
	return nil
}
