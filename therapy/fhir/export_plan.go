package fhir

import (
	"context"
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// planExtra is the data of a plan for which R4 has no element.
type planExtra struct {
	Reason      care.Reason             `json:"reason,omitempty"`
	Choice      care.Choice             `json:"choice,omitzero"`
	Responses   []care.Response         `json:"responses,omitempty"`
	Barriers    []care.Barrier          `json:"barriers,omitempty"`
	ReviewEvery int                     `json:"reviewEvery,omitempty"`
	Assessment  care.AssessmentRef      `json:"assessment,omitzero"`
	Raised      care.Raised             `json:"confidentiality,omitzero"`
	Reviewers   []confidential.PersonID `json:"reviewers,omitempty"`
	Shared      bool                    `json:"shared,omitempty"`
}

// goalExtra is the data of a goal for which R4 has no element.
type goalExtra struct {
	ExpressedBy care.Voice           `json:"expressedBy,omitzero"`
	Scope       care.Scope           `json:"scope,omitzero"`
	Own         bool                 `json:"own,omitempty"` // stated to be the one client's
	Importance  care.Rating          `json:"importance,omitzero"`
	Confidence  care.Rating          `json:"confidence,omitzero"`
	Scale       care.AttainmentScale `json:"scale,omitzero"`
	Barriers    []care.Barrier       `json:"barriers,omitempty"`
}

// issueExtra is the data of an issue for which R4 has no element.
type issueExtra struct {
	Severity care.Rating `json:"severity,omitzero"`
}

// strandExtra is the data of a strand for which R4 has no element.
type strandExtra struct {
	Delivery   care.Delivery    `json:"delivery,omitzero"`
	Techniques []care.Technique `json:"techniques,omitempty"`
	Therapists []care.Therapist `json:"therapists,omitempty"`
	Schedule   care.Schedule    `json:"schedule,omitzero"`
	Group      care.GroupID     `json:"group,omitempty"`
	From       therapy.Date     `json:"from,omitzero"`
	Ended      therapy.Date     `json:"ended,omitzero"`
	EndReason  care.Reason      `json:"endReason,omitempty"`
}

// observationExtra is the data of an observation for which R4 has no element.
type observationExtra struct {
	Session care.SessionID `json:"session,omitempty"`
}

// Plan adds a plan: one CarePlan, with a Goal for each goal, a Condition for each issue, an
// Observation for each value that was observed, and a CareTeam of the therapists. For a plan
// of several people, the CarePlan has only this client's part: statements and goals of the
// others are not exported. A plan that is not this client's is an error.
func (x *Export) Plan(ctx context.Context, plan care.Plan) error {
	spec := plan.Spec()
	if !slices.Contains(spec.Clients, x.spec.Client) {
		return &therapy.FieldError{Path: "/clients", Rule: "export-other-client", Hint: "a plan of the client", Err: therapy.ErrReference}
	}
	label := x.label(confidential.TreatmentPlan)
	if level, raised := spec.Confidentiality.Level(); raised {
		label.Level = confidential.HighWater(label.Level, level)
	}
	if err := x.issues(ctx, spec, label.Level); err != nil {
		return err
	}
	if err := x.goals(ctx, spec, label.Level); err != nil {
		return err
	}
	team, err := x.careTeam(ctx, spec, label)
	if err != nil {
		return err
	}
	if err := x.carePlan(ctx, plan, spec, label, team); err != nil {
		return err
	}
	return x.sharing(ctx, spec, label)
}

func (x *Export) carePlan(ctx context.Context, plan care.Plan, spec care.PlanSpec, label confidential.Label, team bool) error {
	id := string(spec.ID)
	r, p, ok, err := x.begin(ctx, "CarePlan", id, label)
	if err != nil || !ok {
		return err
	}
	record := "CarePlan/" + id
	revision := plan.Revision()
	r.Get("CarePlan.meta").SetText("Meta.versionId", strconv.Itoa(revision.Number)).SetText("Meta.lastUpdated", instantText(revision.At))
	r.AddIdentifier("CarePlan.identifier", idPlan, id)
	r.SetText("CarePlan.status", spec.Status.String()).SetText("CarePlan.intent", "plan")
	if spec.Status == care.PlanDraft && spec.Choice.Basis == care.BasisRecommendation {
		r.SetText("CarePlan.intent", "proposal")
	}
	r.AddCoding("CarePlan.category", systemCarePlanCategory, "assess-plan", "")
	r.AddReference("CarePlan.subject", x.client(x.spec.Client))
	r.Add("CarePlan.period").SetText("Period.start", spec.From.String()).SetText("Period.end", spec.Until.String())
	r.SetText("CarePlan.created", instantText(spec.Created)).AddReference("CarePlan.author", x.staff(spec.Author))
	if team {
		r.AddReference("CarePlan.careTeam", "CareTeam/"+id)
	}
	for _, issue := range spec.Issues {
		if x.there("Condition", PartID(id, string(issue.ID))) {
			r.AddReference("CarePlan.addresses", "Condition/"+PartID(id, string(issue.ID)))
		}
	}
	for _, goal := range spec.Goals {
		if x.there("Goal", PartID(id, string(goal.ID))) {
			r.AddReference("CarePlan.goal", "Goal/"+PartID(id, string(goal.ID)))
		}
	}
	r.AddIdentifier("CarePlan.supportingInfo", idCrisisPlan, string(spec.CrisisPlan))
	t := trail{record: record, label: label, revisions: plan.Revisions()}
	for i, strand := range spec.Strands {
		if !t.corrected("/strands/"+strconv.Itoa(i), strand.Error) {
			x.strand(r, spec, i, record)
		}
	}
	x.reviews(r, spec, &t)
	x.prose(spec.Culture, record, "/culture")
	x.prose(spec.Values, record, "/values")
	extra := planExtra{
		Reason: spec.Reason, Choice: spec.Choice, Barriers: spec.Barriers, ReviewEvery: spec.ReviewEvery,
		Assessment: spec.Assessment, Raised: spec.Confidentiality, Shared: len(spec.Clients) > 1,
	}
	for i, response := range spec.Responses {
		if response.Client != x.spec.Client {
			x.omit(record, "/responses/"+strconv.Itoa(i), OtherPerson)
			continue
		}
		if t.corrected("/responses/"+strconv.Itoa(i), response.Error) {
			continue
		}
		extra.Responses = append(extra.Responses, response)
	}
	extend(r, ownPlan, extra, x.proseIn(record, ""))
	for i, goal := range spec.Goals {
		if goal.For.IsZero() || goal.For == x.spec.Client {
			for j, o := range goal.Progress {
				t.corrected("/goals/"+strconv.Itoa(i)+"/progress/"+strconv.Itoa(j), o.Error)
			}
		}
	}
	x.finish(r, p)
	return x.trail(ctx, t, p)
}

// there reports whether the export has the resource.
func (x *Export) there(resourceType, id string) bool {
	_, ok := x.ids[resourceType+"/"+id]
	return ok
}

// strand adds one activity.
func (x *Export) strand(r Element, spec care.PlanSpec, i int, record string) {
	s := spec.Strands[i]
	place := "/strands/" + strconv.Itoa(i)
	a := r.Add("CarePlan.activity").SetText("CarePlan.activity.id", string(s.ID))
	a.Extend(extensionTitle).SetText("Extension.valueString", string(s.Modality)+" therapy")
	detail := a.Add("CarePlan.activity.detail").SetText("CarePlan.activity.detail.kind", "ServiceRequest")
	if s.Programme != "" {
		detail.AddText("CarePlan.activity.detail.instantiatesUri", Base+"programme/"+s.Programme)
	}
	detail.AddCoding("CarePlan.activity.detail.code", ownModality, string(s.Modality), "")
	for _, goal := range s.Goals {
		if x.there("Goal", PartID(string(spec.ID), string(goal))) {
			detail.AddReference("CarePlan.activity.detail.goal", "Goal/"+PartID(string(spec.ID), string(goal)))
		}
	}
	detail.SetText("CarePlan.activity.detail.status", strandStatus(s, spec.Status, x.spec.On))
	if s.EndReason != "" {
		detail.AddCoding("CarePlan.activity.detail.statusReason", ownReason, string(s.EndReason), "")
	}
	for _, t := range s.Therapists {
		detail.AddReference("CarePlan.activity.detail.performer", x.staff(t.ID))
	}
	if !s.Schedule.IsZero() {
		writeTiming(detail.Add("CarePlan.activity.detail.scheduledTiming"), s.Schedule.Spec())
	}
	extra := strandExtra{
		Delivery: s.Delivery, Techniques: s.Techniques, Therapists: s.Therapists, Schedule: s.Schedule,
		Group: s.Group, From: s.From, Ended: s.Ended, EndReason: s.EndReason,
	}
	if s.Group != "" && !x.includes(PartGroup) {
		extra.Group = ""
		x.omit(record, place+"/group", ByNameOnly)
	}
	x.prose(s.Rationale, record, place+"/rationale")
	extend(a, ownStrand, extra, x.proseIn(record, place))
}

// strandStatus is the status of an activity, which has other codes than a plan.
func strandStatus(s care.Strand, plan care.PlanStatus, on therapy.Date) string {
	switch {
	case plan == care.PlanEnteredInError:
		return "entered-in-error"
	case s.EndReason == care.ReasonCompleted:
		return "completed"
	case !s.Ended.IsZero():
		return "stopped"
	case plan == care.PlanOnHold:
		return "on-hold"
	case plan == care.PlanRevoked:
		return "cancelled"
	case plan == care.PlanDraft || s.From.IsZero() || on.Before(s.From):
		return "not-started"
	}
	return "in-progress"
}

// reviews adds an activity for each review that took place, and for the next.
func (x *Export) reviews(r Element, spec care.PlanSpec, t *trail) {
	add := func(status string, on therapy.Date) Element {
		a := r.Add("CarePlan.activity")
		d := a.Add("CarePlan.activity.detail").SetText("CarePlan.activity.detail.kind", "Appointment")
		d.AddCoding("CarePlan.activity.detail.code", ownActivity, "plan-review", "")
		d.SetText("CarePlan.activity.detail.status", status)
		d.Add("CarePlan.activity.detail.scheduledTiming").AddText("Timing.event", on.String())
		return a
	}
	for i, review := range spec.Reviews {
		if t.corrected("/reviews/"+strconv.Itoa(i), review.Error) {
			continue
		}
		a := add("completed", review.On)
		a.AddCoding("CarePlan.activity.outcomeCodeableConcept", ownReason, string(review.Outcome), "")
		extra := planExtra{}
		for j, by := range review.By {
			if by != x.spec.Client && slices.Contains(spec.Clients, by) {
				x.omit(t.record, "/reviews/"+strconv.Itoa(i)+"/by/"+strconv.Itoa(j), OtherPerson)
				continue
			}
			extra.Reviewers = append(extra.Reviewers, by)
		}
		extend(a, ownPlan, extra, func(string) {})
		x.prose(review.Note, t.record, "/reviews/"+strconv.Itoa(i)+"/note")
	}
	if !spec.NextReview.IsZero() {
		add("scheduled", spec.NextReview)
	}
}

// issues adds a Condition for each issue. An issue is what a client seeks help with, not a
// diagnosis, so its status is provisional.
func (x *Export) issues(ctx context.Context, spec care.PlanSpec, level confidential.Level) error {
	for i, issue := range spec.Issues {
		label := x.label(confidential.Diagnosis)
		label.Level = confidential.HighWater(label.Level, level)
		id := PartID(string(spec.ID), string(issue.ID))
		r, p, ok, err := x.begin(ctx, "Condition", id, label)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		r.AddIdentifier("Condition.identifier", idIssue, string(spec.ID)+"/"+string(issue.ID))
		r.AddCoding("Condition.verificationStatus", systemConditionVerification, "provisional", "")
		if spec.Status == care.PlanEnteredInError {
			r.Get("Condition.verificationStatus").Remove()
			r.AddCoding("Condition.verificationStatus", systemConditionVerification, "entered-in-error", "")
		} else {
			r.AddCoding("Condition.clinicalStatus", systemConditionClinical, "active", "")
		}
		r.AddCoding("Condition.category", systemConditionCategory, "problem-list-item", "")
		r.AddCoding("Condition.code", ownConcern, issue.Concern, "")
		r.AddReference("Condition.subject", x.client(x.spec.Client)).SetText("Condition.onsetDateTime", issue.Since.String())
		extend(r, ownIssue, issueExtra{Severity: issue.Severity}, func(string) {})
		x.prose(issue.Statement, "CarePlan/"+string(spec.ID), "/issues/"+strconv.Itoa(i)+"/statement")
		x.finish(r, p)
	}
	return nil
}

// careTeam adds the therapists of the plan with their roles, and reports whether it did.
func (x *Export) careTeam(ctx context.Context, spec care.PlanSpec, label confidential.Label) (bool, error) {
	if !slices.ContainsFunc(spec.Strands, func(s care.Strand) bool { return len(s.Therapists) > 0 }) {
		return false, nil
	}
	r, p, ok, err := x.begin(ctx, "CareTeam", string(spec.ID), label)
	if err != nil || !ok || p.minimum { // therapists are more than the minimum
		if ok && p.minimum {
			x.omit("CareTeam/"+string(spec.ID), "", MinimumOnly)
		}
		return false, err
	}
	r.SetText("CareTeam.status", map[bool]string{true: "active", false: "inactive"}[spec.Status == care.PlanActive])
	r.AddReference("CareTeam.subject", x.client(x.spec.Client))
	seen := map[care.Therapist]bool{}
	for _, s := range spec.Strands {
		for _, t := range s.Therapists {
			if !seen[t] {
				seen[t] = true
				r.Add("CareTeam.participant").AddCoding("CareTeam.participant.role", ownRole, string(t.Role), "").
					AddReference("CareTeam.participant.member", x.staff(t.ID))
			}
		}
	}
	x.finish(r, p)
	return true, nil
}
