package fhir

import (
	"context"
	"strconv"

	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/measure"
)

// goals adds a Goal for each goal, with what was observed.
func (x *Export) goals(ctx context.Context, spec care.PlanSpec, level confidential.Level) error {
	for i := range spec.Goals {
		if err := x.goal(ctx, spec, i, level); err != nil {
			return err
		}
	}
	return nil
}

func (x *Export) goal(ctx context.Context, spec care.PlanSpec, i int, level confidential.Level) error {
	g := spec.Goals[i]
	record, place := "CarePlan/"+string(spec.ID), "/goals/"+strconv.Itoa(i)
	if !g.For.IsZero() && g.For != x.spec.Client {
		x.omit(record, place, OtherPerson)
		return nil
	}
	label := x.label(confidential.TreatmentPlan)
	label.Level = confidential.HighWater(label.Level, level)
	id := PartID(string(spec.ID), string(g.ID))
	r, p, ok, err := x.begin(ctx, "Goal", id, label)
	if err != nil || !ok {
		for j, o := range g.Progress { // what was observed for it does not leave without it
			if err == nil && o.Counts() {
				x.omit("Observation/"+PartID(id, "progress-"+strconv.Itoa(j+1)), "", Denied)
			}
		}
		return err
	}
	text, err := x.text(ctx, g.Statement, record, place+"/statement")
	if err != nil {
		return err
	}
	if text != "" { // what it says counts towards how it is protected
		sealed := g.Statement.Label()
		label.Level, label.Tags = confidential.HighWater(label.Level, sealed.Level), label.Tags|sealed.Tags
		label.Setting = max(label.Setting, sealed.Setting)
		SetLabel(r, label)
	}
	r.AddIdentifier("Goal.identifier", idGoal, string(spec.ID)+"/"+string(g.ID))
	r.SetText("Goal.lifecycleStatus", g.Status.String())
	if g.Achievement.Valid() {
		r.AddCoding("Goal.achievementStatus", systemGoalAchievement, g.Achievement.String(), "")
	}
	if g.Priority.Valid() {
		r.AddCoding("Goal.priority", systemGoalPriority, g.Priority.String(), "")
	}
	description := r.Add("Goal.description")
	if text == "" {
		mask(description)
	}
	description.SetText("CodeableConcept.text", text)
	r.AddReference("Goal.subject", x.client(x.spec.Client)).SetText("Goal.startDate", g.Start.String())
	r.SetText("Goal.statusReason", string(g.Reason))
	switch g.ExpressedBy { //nolint:exhaustive // one reference cannot say the others
	case care.VoiceClient:
		r.AddReference("Goal.expressedBy", x.client(x.spec.Client))
	case care.VoiceTherapist:
		r.AddReference("Goal.expressedBy", x.staff(spec.Author))
	}
	for _, issue := range g.Issues {
		if x.there("Condition", PartID(string(spec.ID), string(issue))) {
			r.AddReference("Goal.addresses", "Condition/"+PartID(string(spec.ID), string(issue)))
		}
	}
	for _, t := range g.Targets {
		x.target(r, t)
	}
	x.acceptance(r, spec, g.ID)
	if g.Supersedes != "" {
		rel := r.Extend(extensionRelationship)
		rel.Add("Extension.extension").SetText("Extension.url", "type").Add("Extension.valueCodeableConcept").
			AddCode("http://terminology.hl7.org/CodeSystem/goal-relationship-type", "replacement", "")
		rel.Add("Extension.extension").SetText("Extension.url", "target").
			AddReference("Extension.valueReference", "Goal/"+PartID(string(spec.ID), string(g.Supersedes)))
	}
	extend(r, ownGoal, goalExtra{
		ExpressedBy: g.ExpressedBy, Scope: g.Scope, Own: !g.For.IsZero(), Importance: g.Importance, Confidence: g.Confidence,
		Scale: g.Scale, Barriers: g.Barriers,
	}, x.proseIn(record, place))
	x.finish(r, p)
	for j, o := range g.Progress {
		err := x.observation(ctx, PartID(id, "progress-"+strconv.Itoa(j+1)), o, "Goal/"+id, record, place+"/progress/"+strconv.Itoa(j))
		if err != nil {
			return err
		}
	}
	return nil
}

// comparators are FHIR's codes for the library's names.
var comparators = map[care.Comparator]string{care.Below: "<", care.AtMost: "<=", care.AtLeast: ">=", care.Above: ">"}

func (x *Export) target(r Element, t care.Target) {
	target := r.Add("Goal.target")
	x.measureCodes(target.Add("Goal.target.measure"), t.Measure, t.Scale)
	q := target.Add("Goal.target.detailQuantity").SetNumber("Quantity.value", t.Value)
	q.SetText("Quantity.comparator", comparators[t.Compare])
	scoreUnit(q)
	target.SetText("Goal.target.dueDate", t.Due.String())
}

// scoreUnit says that a quantity is a score.
func scoreUnit(q Element) {
	q.SetText("Quantity.unit", "{score}").SetText("Quantity.system", systemUCUM).SetText("Quantity.code", "{score}")
}

// measureCodes adds the codes of an instrument's total, or of a subscale: LOINC's where
// it was verified, and this library's.
func (x *Export) measureCodes(concept Element, id measure.ID, scale string) {
	if in, ok := x.spec.Measures.Lookup(id); ok && scale == "" && in.LOINC.Total != "" {
		concept.AddCode(systemLOINC, in.LOINC.Total, "")
	}
	concept.AddCode(ownMeasure, string(id), "")
	if scale != "" {
		concept.AddCode(ownSubscale, scale, "")
	}
}

// acceptance adds what the client last said to the goal, in FHIR's own extension.
func (x *Export) acceptance(r Element, spec care.PlanSpec, goal care.GoalID) {
	var last care.Response
	for _, response := range spec.Responses {
		if response.Counts() && response.Client == x.spec.Client && response.Goal == goal && !response.On.Before(last.On) {
			last = response
		}
	}
	if !last.Agreement.Valid() {
		return
	}
	a := r.Extend(extensionAcceptance)
	a.Add("Extension.extension").SetText("Extension.url", "individual").AddReference("Extension.valueReference", x.client(x.spec.Client))
	a.Add("Extension.extension").SetText("Extension.url", "status").SetText("Extension.valueCode", last.Agreement.String())
}
