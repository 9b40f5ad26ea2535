package fhir

import (
	"slices"
	"strconv"
	"strings"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/measure"
)

func (r *reader) planGoals(e Element, s *care.PlanSpec) {
	names := map[string]care.GoalID{}
	for reference := range e.All("CarePlan.goal") {
		g := r.follow(reference, e)
		if g.Type() != "Goal" {
			r.found(reference, Incomplete, "goal-not-there")
			continue
		}
		if r.taken[g.node] {
			r.found(reference, Contradicted, "goal-of-two")
			continue
		}
		if list := longList(g.node); list != nil {
			r.foundAt(list, NotRepresentable, "list-too-long")
			continue
		}
		r.taken[g.node] = true
		r.goal(g, e, s, names)
	}
	for i := range s.Goals { // a goal may be named by another that stands before it
		if id, ok := names[string(s.Goals[i].Supersedes)]; ok {
			s.Goals[i].Supersedes = id
		}
	}
}

// goalName is the name of a goal in its plan.
func goalName(g Element) care.GoalID {
	name := identifier(g.All("Goal.identifier"), idGoal)
	if _, own, ok := strings.Cut(name, "/"); ok {
		return care.GoalID(own)
	}
	return care.GoalID(nameOf(g.node.Get("id").Text()))
}

func (r *reader) goal(e, plan Element, s *care.PlanSpec, names map[string]care.GoalID) {
	id := r.common(e)
	g := care.Goal{ID: goalName(e)}
	names["Goal/"+id] = g.ID
	status := e.Text("Goal.lifecycleStatus")
	r.safe(e, status)
	if g.Status.UnmarshalText([]byte(status)) != nil {
		r.found(e.Get("Goal.lifecycleStatus"), NotRepresentable, "goal-status")
	}
	if code := e.Code("Goal.achievementStatus", systemGoalAchievement); code != "" && g.Achievement.UnmarshalText([]byte(code)) != nil {
		r.found(e.Get("Goal.achievementStatus"), NotRepresentable, "goal-achievement")
	}
	if g.Status.Valid() && !g.Status.Allows(g.Achievement) {
		r.found(e, Contradicted, "goal-status-pair")
	}
	if code := e.Code("Goal.priority", systemGoalPriority); code != "" && g.Priority.UnmarshalText([]byte(code)) != nil {
		r.found(e.Get("Goal.priority"), NotRepresentable, "goal-priority")
	}
	subject := r.person(e.Get("Goal.subject"), "goal-subject")
	if len(s.Clients) == 1 && !subject.IsZero() && subject != s.Clients[0] {
		r.found(e.Get("Goal.subject"), Contradicted, "goal-of-another")
	}
	r.description(e, &g, subject)
	g.Start = r.date(e.Get("Goal.startDate"))
	if reason := e.Get("Goal.statusReason"); therapy.ValidName(reason.node.Text()) {
		g.Reason = care.Reason(reason.Value())
	}
	for address := range e.All("Goal.addresses") {
		c := r.follow(address, plan)
		if c.Type() != "Condition" {
			r.found(address, Incomplete, "issue-not-there")
			continue
		}
		if !r.spec.knowsIssue(s, c) {
			r.issue(c, s)
		}
		if r.spec.knowsIssue(s, c) {
			g.Issues = append(g.Issues, issueName(c))
		}
	}
	r.goalExtra(e, &g, subject, s)
	for target := range e.All("Goal.target") {
		if t, ok := r.target(target); ok {
			g.Targets = append(g.Targets, t)
		}
	}
	for o := range r.pertaining(id) {
		if progress, ok := r.observation(o); ok {
			g.Progress = append(g.Progress, progress)
		}
	}
	if rel := e.Extension(extensionRelationship); rel.Exists() {
		target := rel.Extension("target").Get("Extension.valueReference")
		g.Supersedes = care.GoalID(target.Text("Reference.reference")) // a name once all goals are read
		r.use.mark(rel.node)
	}
	s.Goals = append(s.Goals, g)
}

// description reads the words of a goal.
func (r *reader) description(e Element, g *care.Goal, subject confidential.PersonID) {
	d := e.Get("Goal.description")
	if x := d.Extension(extensionAbsent); x.Exists() {
		x.Text("Extension.valueCode")
		r.found(d, Incomplete, "goal-statement-masked")
		return
	}
	g.Statement = r.sealed(d.Text("CodeableConcept.text"), e, confidential.TreatmentPlan, subject)
	if g.Statement.IsZero() {
		r.found(d, Incomplete, "goal-statement")
	}
}

// goalExtra reads who expressed the goal, whose it is and what belongs to it.
func (r *reader) goalExtra(e Element, g *care.Goal, subject confidential.PersonID, s *care.PlanSpec) {
	var extra goalExtra
	unextend(e.Extension(ownGoal), &extra, r.fault)
	g.ExpressedBy, g.Scope, g.Importance, g.Confidence = extra.ExpressedBy, extra.Scope, extra.Importance, extra.Confidence
	g.Barriers, g.Scale = extra.Barriers, extra.Scale
	if !g.Scale.IsZero() && len(g.Scale.Levels) == 0 { // the levels are prose, which does not travel
		r.found(e.Extension(ownGoal), Incomplete, "goal-scale-levels")
		g.Scale = care.AttainmentScale{}
	}
	if extra.Own {
		g.For = subject
	}
	if by := e.Get("Goal.expressedBy"); by.Exists() {
		who := r.person(by, "goal-expressed-by")
		if g.ExpressedBy == 0 && !who.IsZero() && who == subject {
			g.ExpressedBy = care.VoiceClient
		}
	}
	if g.ExpressedBy == 0 {
		r.found(e, Incomplete, "goal-expressed-by")
	}
	if g.Scope == 0 {
		r.found(e, Incomplete, "goal-scope")
	}
	a := e.Extension(extensionAcceptance)
	if !a.Exists() {
		return
	}
	var agreement care.Agreement
	if agreement.UnmarshalText([]byte(a.Extension("status").Text("Extension.valueCode"))) != nil {
		r.found(a, NotRepresentable, "goal-acceptance")
		return
	}
	if who, ok := r.spec.Person(a.Extension("individual").Get("Extension.valueReference")); ok {
		r.use.mark(a.node)
		known := slices.ContainsFunc(s.Responses, func(x care.Response) bool { return x.Client == who && x.Goal == g.ID })
		switch {
		case known:
		case agreement == care.AgreementPending:
			s.Responses = append(s.Responses, care.Response{Client: who, Goal: g.ID, Agreement: agreement})
		default:
			r.found(a, Incomplete, "goal-acceptance-day")
		}
	}
}

// pertaining yields the Observations that are about the goal.
func (r *reader) pertaining(goal string) func(func(Element) bool) {
	return slices.Values(r.about()["Goal/"+goal])
}

// about sorts the Observations by the goal they are about, once.
func (r *reader) about() map[string][]Element {
	if r.progress == nil {
		r.progress = map[string][]Element{}
		for _, e := range r.order {
			if e.Type() != "Observation" {
				continue
			}
			if goal := e.node.goalReference(); goal != "" {
				r.progress[goal] = append(r.progress[goal], e)
			}
		}
	}
	return r.progress
}

// goalReference is the goal that an Observation says it is about, "" for none.
func (n *Node) goalReference() string {
	for x := range n.Get("extension").Parts() {
		if x.Get("url").Text() == extensionPertains {
			return x.Get("valueReference").Get("reference").Text()
		}
	}
	return ""
}

// target reads one target. A target without a comparator means "equal", which gives no
// direction; the direction is not guessed.
func (r *reader) target(e Element) (care.Target, bool) {
	var t care.Target
	q := e.Get("Goal.target.detailQuantity")
	id, scale, ok := r.measured(e.Get("Goal.target.measure"))
	sign := q.node.Get("comparator").Text()
	for comparator, written := range comparators {
		if written == sign {
			t.Compare = comparator
		}
	}
	value, err := strconv.ParseFloat(q.node.Get("value").Text(), 64)
	switch {
	case !ok || err != nil:
		r.found(e, NotRepresentable, "target-form")
		return t, false
	case !t.Compare.Valid():
		r.found(e, Incomplete, "target-comparator")
		return t, false
	}
	r.use.mark(q.node)
	t.Measure, t.Scale, t.Value = id, scale, value
	t.Due = r.date(e.Get("Goal.target.dueDate"))
	return t, true
}

// measured reads which instrument and subscale a concept means, from this library's codes or
// from a known LOINC code of a total.
func (r *reader) measured(concept Element) (id measure.ID, scale string, ok bool) {
	loinc := ""
	for coding := range concept.All("CodeableConcept.coding") {
		code := coding.node.Get("code").Text()
		switch coding.node.Get("system").Text() {
		case ownMeasure:
			id = measure.ID(code)
		case ownSubscale:
			scale = code
		case systemLOINC:
			loinc = code
		default:
			continue
		}
		r.use.mark(coding.node)
	}
	if id != "" {
		return id, scale, id.Valid()
	}
	for known, in := range r.spec.Measures.All() {
		if loinc != "" && in.LOINC.Total == loinc {
			return known, "", true
		}
	}
	return "", "", false
}
