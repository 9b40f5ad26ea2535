package fhir

import (
	"slices"
	"strings"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// instant reads a moment: a dateTime or instant with a zone.
func (r *reader) instant(e Element) time.Time {
	text := e.Value()
	if text == "" {
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		r.found(e, NotRepresentable, "instant-form")
		return time.Time{}
	}
	return t.UTC()
}

// recordID reads the id that a record has: the identifier of this library's own system,
// otherwise the id of the resource.
func (r *reader) recordID(e Element, list func(func(Element) bool), system string) string {
	id := r.common(e)
	if own := identifier(list, system); own != "" {
		id = own
	}
	if !therapy.ValidRecordID(id) {
		r.found(e, Incomplete, "record-id")
		return ""
	}
	return id
}

func (r *reader) plan(e Element) PlanReading {
	status := e.Text("CarePlan.status")
	before := r.unsafe
	var out PlanReading
	r.safe(e, status)
	out.Label, _ = LabelOf(e)
	s := &out.Spec
	s.ID = care.PlanID(r.recordID(e, e.All("CarePlan.identifier"), idPlan))
	if s.Status.UnmarshalText([]byte(status)) != nil {
		r.found(e.Get("CarePlan.status"), NotRepresentable, "plan-status")
	}
	intent := e.Get("CarePlan.intent")
	if v := intent.Value(); v != "plan" && v != "proposal" {
		r.found(intent, NotRepresentable, "plan-intent")
	}
	e.Code("CarePlan.category", systemCarePlanCategory)
	s.Author, s.Created = r.spec.Author, r.instant(e.Get("CarePlan.created"))
	if author := e.Get("CarePlan.author"); author.Exists() {
		if id := r.person(author, "plan-author"); !id.IsZero() {
			s.Author = id
		}
	}
	subject := e.Get("CarePlan.subject")
	if strings.HasPrefix(subject.node.Get("reference").Text(), "Group/") {
		r.found(subject, NotRepresentable, "plan-about-a-group")
	} else if client := r.person(subject, "plan-subject"); !client.IsZero() {
		s.Clients = []confidential.PersonID{client}
	}
	period := e.Get("CarePlan.period")
	s.From, s.Until = r.date(period.Get("Period.start")), r.date(period.Get("Period.end"))
	s.CrisisPlan = care.DocumentID(r.crisisPlan(e))
	var extra planExtra
	unextend(e.Extension(ownPlan), &extra, r.fault)
	s.Reason, s.Choice, s.Responses, s.Barriers = extra.Reason, extra.Choice, extra.Responses, extra.Barriers
	s.ReviewEvery, s.Assessment, s.Confidentiality = extra.ReviewEvery, extra.Assessment, extra.Raised
	if s.Status == care.PlanActive && s.Assessment == (care.AssessmentRef{}) {
		r.found(e, Incomplete, "plan-assessment")
	}
	if s.Status == care.PlanActive && s.From.IsZero() {
		r.found(e, Incomplete, "plan-start")
	}
	if extra.Shared {
		r.found(e.Extension(ownPlan), Incomplete, "plan-shared")
	}
	r.planIssues(e, s)
	r.planGoals(e, s)
	r.team(e)
	for activity := range e.All("CarePlan.activity") {
		r.activity(activity, e, s)
	}
	out.Missing, out.Safe = s.Validate(), r.unsafe == before
	return out
}

// crisisPlan reads the id of the crisis plan that is kept elsewhere.
func (r *reader) crisisPlan(e Element) string {
	for info := range e.All("CarePlan.supportingInfo") {
		id := info.Get("Reference.identifier")
		if id.node.Get("system").Text() == idCrisisPlan {
			id.Text("Identifier.system")
			return id.Text("Identifier.value")
		}
	}
	return ""
}

// team marks a CareTeam of this library as read, since the strands already have its members
// and roles. A CareTeam of another system stays unread.
func (r *reader) team(e Element) {
	for reference := range e.All("CarePlan.careTeam") {
		team := r.follow(reference, e)
		if team.Type() == "CareTeam" && team.Code("CareTeam.participant", ownRole) == "" && r.ownTeam(team) {
			r.use.mark(team.node)
		}
	}
}

func (r *reader) ownTeam(team Element) bool {
	for p := range team.All("CareTeam.participant") {
		if p.Code("CareTeam.participant.role", ownRole) == "" {
			return false
		}
	}
	return true
}

func (r *reader) planIssues(e Element, s *care.PlanSpec) {
	for reference := range e.All("CarePlan.addresses") {
		c := r.follow(reference, e)
		if c.Type() != "Condition" {
			r.found(reference, Incomplete, "issue-not-there")
			continue
		}
		if r.spec.knowsIssue(s, c) {
			continue
		}
		r.issue(c, s)
	}
}

// knowsIssue reports whether the issue was read already.
func (ReadSpec) knowsIssue(s *care.PlanSpec, c Element) bool {
	id := issueName(c)
	return slices.ContainsFunc(s.Issues, func(i care.Issue) bool { return i.ID == id })
}

// issueName is the name of an issue in its plan: the name in this library's extension, or
// else its id if that can be a name.
func issueName(c Element) care.IssueID {
	name := identifier(c.All("Condition.identifier"), idIssue)
	if _, own, ok := strings.Cut(name, "/"); ok {
		return care.IssueID(own)
	}
	return care.IssueID(nameOf(c.node.Get("id").Text()))
}

// nameOf makes a name inside a record from another system's id, which may have capitals and
// dots. It returns "" if the id has no letter or digit to begin with.
func nameOf(id string) string {
	name := strings.Trim(strings.ToLower(strings.ReplaceAll(id, ".", "-")), "-")
	for strings.Contains(name, "--") {
		name = strings.ReplaceAll(name, "--", "-")
	}
	if name != "" && name[0] >= '0' && name[0] <= '9' {
		name = "n-" + name
	}
	if !therapy.ValidName(name) {
		return ""
	}
	return name
}

func (r *reader) issue(c Element, s *care.PlanSpec) {
	r.common(c)
	i := care.Issue{ID: issueName(c)}
	i.Concern = c.Code("Condition.code", ownConcern)
	if i.Concern == "" {
		i.Concern = r.foreignConcern(c)
	}
	verification := c.Code("Condition.verificationStatus", systemConditionVerification)
	clinical := c.Code("Condition.clinicalStatus", systemConditionClinical)
	c.Code("Condition.category", systemConditionCategory)
	switch {
	case verification == "entered-in-error" || verification == "refuted":
		r.found(c.Get("Condition.verificationStatus"), Unsafe, "issue-"+verification)
		return
	case verification != "" && verification != "provisional" && verification != "unconfirmed":
		r.found(c.Get("Condition.verificationStatus"), NotRepresentable, "issue-verification")
	}
	if clinical != "" && clinical != "active" {
		r.found(c.Get("Condition.clinicalStatus"), NotRepresentable, "issue-clinical-status")
	}
	if i.Concern == "" || i.ID == "" {
		r.found(c.Get("Condition.code"), Incomplete, "issue-concern")
		return
	}
	r.person(c.Get("Condition.subject"), "issue-subject")
	i.Since = r.date(c.Get("Condition.onsetDateTime"))
	var extra issueExtra
	unextend(c.Extension(ownIssue), &extra, r.fault)
	i.Severity = extra.Severity
	s.Issues = append(s.Issues, i)
}

// foreignConcern asks the caller what the codes of a Condition are.
func (r *reader) foreignConcern(c Element) string {
	if r.spec.Concern == nil {
		return ""
	}
	for coding := range c.Get("Condition.code").All("CodeableConcept.coding") {
		system, code := coding.node.Get("system").Text(), coding.node.Get("code").Text()
		if concern, ok := r.spec.Concern(system, code); ok && therapy.ValidName(concern) {
			r.use.mark(coding.node)
			return concern
		}
	}
	return ""
}

// activity reads one activity of a plan: a review, or a strand.
func (r *reader) activity(a, plan Element, s *care.PlanSpec) {
	d := a.Get("CarePlan.activity.detail")
	if !d.Exists() {
		r.found(a, NotRead, "activity-by-reference")
		return
	}
	if d.Code("CarePlan.activity.detail.code", ownActivity) == "plan-review" {
		r.review(a, d, s)
		return
	}
	modality := d.Code("CarePlan.activity.detail.code", ownModality)
	if modality == "" {
		r.found(a, NotRepresentable, "activity-modality")
		return
	}
	for _, path := range []Path{"CarePlan.activity.detail.kind", "CarePlan.activity.detail.status"} {
		d.Text(path) // said by the strand's days
	}
	a.Extension(extensionTitle).Text("Extension.valueString")
	t := care.Strand{ID: care.StrandID(a.Text("CarePlan.activity.id")), Modality: therapy.Modality(modality)}
	if !therapy.ValidName(string(t.ID)) {
		t.ID = care.StrandID(nameOf(string(t.ID)))
	}
	for uri := range d.All("CarePlan.activity.detail.instantiatesUri") {
		if programme, ok := strings.CutPrefix(uri.node.Text(), Base+"programme/"); ok {
			t.Programme = programme
			uri.Value()
		}
	}
	for reference := range d.All("CarePlan.activity.detail.goal") {
		if g := r.follow(reference, plan); g.Type() == "Goal" {
			t.Goals = append(t.Goals, goalName(g))
		} else {
			r.found(reference, Incomplete, "goal-not-there")
		}
	}
	var extra strandExtra
	unextend(a.Extension(ownStrand), &extra, r.fault)
	t.Delivery, t.Techniques, t.Group = extra.Delivery, extra.Techniques, extra.Group
	t.From, t.Ended, t.EndReason = extra.From, extra.Ended, extra.EndReason
	if reason := d.Code("CarePlan.activity.detail.statusReason", ownReason); reason != "" && t.EndReason == "" {
		r.found(d.Get("CarePlan.activity.detail.statusReason"), NotRepresentable, "strand-end")
	}
	r.performers(d, &t, extra.Therapists)
	r.schedule(d, &t, extra.Schedule)
	s.Strands = append(s.Strands, t)
}

// performers reads the named therapists, with their roles from the extension or from the care
// team.
func (r *reader) performers(d Element, t *care.Strand, known []care.Therapist) {
	for performer := range d.All("CarePlan.activity.detail.performer") {
		id := r.person(performer, "strand-therapist")
		if id.IsZero() {
			continue
		}
		i := slices.IndexFunc(known, func(x care.Therapist) bool { return x.ID == id })
		if i < 0 {
			r.found(performer, Incomplete, "strand-therapist-role")
			t.Therapists = append(t.Therapists, care.Therapist{ID: id})
			continue
		}
		t.Therapists = append(t.Therapists, known[i])
	}
}

// schedule uses the schedule of the extension if the Timing still says the same. Otherwise it
// reads the Timing, since another system has changed it.
func (r *reader) schedule(d Element, t *care.Strand, own care.Schedule) {
	timing := d.Get("CarePlan.activity.detail.scheduledTiming")
	for _, path := range []Path{"CarePlan.activity.detail.scheduledString", "CarePlan.activity.detail.scheduledPeriod"} {
		if other := d.Get(path); other.Exists() {
			r.found(other, NotRepresentable, "schedule-form")
		}
	}
	if !own.IsZero() {
		same := New("CarePlan").Add("CarePlan.activity").Add("CarePlan.activity.detail").Add("CarePlan.activity.detail.scheduledTiming")
		writeTiming(same, own.Spec())
		same.Prune()
		if !timing.Exists() && same.node.first == nil || same.node.Equal(timing.node) {
			r.use.mark(timing.node)
			t.Schedule = own
			return
		}
		r.found(timing, Contradicted, "schedule-changed")
	}
	if !timing.Exists() {
		return
	}
	spec, ok := readTiming(timing)
	schedule, err := care.NewSchedule(spec)
	if !ok || err != nil {
		r.found(timing, NotRepresentable, "schedule-form")
		return
	}
	t.Schedule = schedule
}

// review reads a review of the plan, done or to come.
func (r *reader) review(a, d Element, s *care.PlanSpec) {
	d.Text("CarePlan.activity.detail.kind")
	on := r.date(d.Get("CarePlan.activity.detail.scheduledTiming").Get("Timing.event"))
	var extra planExtra
	unextend(a.Extension(ownPlan), &extra, r.fault)
	switch status := d.Text("CarePlan.activity.detail.status"); status {
	case "completed":
		outcome := a.Code("CarePlan.activity.outcomeCodeableConcept", ownReason)
		s.Reviews = append(s.Reviews, care.PlanReview{On: on, By: extra.Reviewers, Outcome: care.Reason(outcome)})
	case "scheduled", "not-started":
		s.NextReview = on
	default:
		r.found(d.Get("CarePlan.activity.detail.status"), NotRepresentable, "review-status")
	}
}
