package plan

import (
	"slices"
	"strconv"
	"time"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/individual"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/measure"

	"github.com/therapykit/therapykit/examples/clinic/access"
	"github.com/therapykit/therapykit/examples/clinic/store"
	"github.com/therapykit/therapykit/examples/clinic/web"
)

// achieved derives how far a goal is reached from the measures of the sessions, 0 if that is
// unknown.
func (p planned) achieved(q *web.Request, g care.Goal, status care.GoalStatus) (care.Achievement, error) {
	if len(g.Targets) == 0 || status != care.GoalActive && status != care.GoalCompleted {
		return 0, nil
	}
	sessions, err := web.All(q, store.Sessions, p.id.String())
	if err != nil {
		return 0, err
	}
	thresholds, _ := measure.StandardSet(measure.SetNHS)
	g.Status = status
	judged, err := care.Assess(g, p.record.Is.Progress(g.ID, slices.Values(sessions)), thresholds)
	if err != nil {
		return 0, nil //nolint:nilerr // there is no observation yet
	}
	return judged.Achievement, nil
}

// draft records the assessment, and drafts the plan from it and from the choice.
func draft(q *web.Request) error {
	p, err := load(q)
	if err != nil {
		return err
	}
	if err := q.App.Access.MayChange(q.Context(), q.Who, p.about(), confidential.TreatmentPlan); err != nil {
		return err
	}
	if err := p.draft(q); err != nil {
		return p.show(q, err)
	}
	return q.Redirect(p.address())
}

func (p planned) draft(q *web.Request) error {
	id, err := q.FormID("plan")
	if err != nil {
		return err
	}
	chosen, err := web.Last(q, store.Choices, p.id.String())
	if err != nil {
		return err
	}
	if chosen == nil || p.record.Version != 0 {
		return therapy.ErrConflict
	}
	assessment, err := p.assess(q, id)
	if err != nil {
		return err
	}
	thresholds, _ := measure.StandardSet(measure.SetNHS)
	now := q.App.Store.Now()
	drafted, err := individual.DraftPlan(assessment, chosen.Choice, individual.DraftSpec{
		ID: care.PlanID(id), Author: q.Who.Person, Created: now, Therapist: q.Who.Person, From: q.App.Store.Today(), Zone: q.App.Zone.String(), Thresholds: thresholds,
	})
	if err != nil {
		return err
	}
	plan, err := care.NewPlan(drafted.Spec)
	if err != nil {
		return err
	}
	episode, err := p.episode(q, assessment, plan)
	if err != nil {
		return err
	}
	return q.Change(p.about(), confidential.TreatmentPlan,
		store.New(store.Assessments, string(assessment.Spec().ID), p.id.String(), assessment), store.New(store.Plans, id, p.id.String(), plan), episode)
}

// assess makes the assessment from what was typed.
func (p planned) assess(q *web.Request, plan string) (individual.Assessment, error) {
	text := func(kind confidential.Kind, field string) confidential.Value[string] {
		if q.Text(field) == "" {
			return confidential.Value[string]{}
		}
		return confidential.SealText(kind, p.id, q.Text(field))
	}
	now := q.App.Store.Now()
	var scope care.Scope
	if err := scope.UnmarshalText([]byte(q.PostFormValue("scope"))); err != nil {
		return individual.Assessment{}, access.ErrRefused
	}
	importance, _ := strconv.Atoi(q.PostFormValue("importance"))
	rating, err := care.NewRating(importance)
	if err != nil {
		return individual.Assessment{}, err
	}
	worried := therapy.False
	if q.PostFormValue("risk") == "yes" {
		worried = therapy.True
	}
	return individual.NewAssessment(individual.AssessmentSpec{
		ID: care.AssessmentID("assessment-" + plan), Client: p.id, By: q.Who.Person, On: q.App.Store.Today(),
		Issues:  []care.Issue{{ID: "presenting", Concern: q.PostFormValue("concern"), Statement: text(confidential.PersonalHistory, "statement")}},
		History: text(confidential.PersonalHistory, "history"), Delivery: care.InPerson,
		Hopes: []individual.Hope{{
			Goal: "goal-1", Statement: text(confidential.TreatmentPlan, "hope"), Scope: scope, Issues: []care.IssueID{"presenting"}, Measure: "phq-9", Importance: rating,
		}},
		Risk: care.RiskNote{Concern: worried, By: q.Who.Person, At: now, Text: text(confidential.RiskAssessment, "riskText")},
	})
}

// episode adds the assessment and the plan to the episode. For a person who came without a
// referral the episode begins here.
func (p planned) episode(q *web.Request, a individual.Assessment, plan care.Plan) (store.Change, error) {
	all, err := store.Of(q.Context(), q.App.Store, store.Episodes, p.id.String())
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		e, err := care.NewEpisode(care.EpisodeSpec{
			ID: care.EpisodeID("episode-" + string(plan.ID())), Author: q.Who.Person, Created: q.App.Store.Now(), Client: p.id,
			Referral: care.Referral{On: q.App.Store.Today(), From: care.ReferralFromSelf}, Assessments: []care.AssessmentRef{a.Ref()}, Plans: []care.PlanID{plan.ID()},
		})
		return store.New(store.Episodes, string(e.ID()), p.id.String(), e), err
	}
	last := all[len(all)-1]
	next, err := last.Is.Amend(care.RevisionSpec{Author: q.Who.Person, At: q.App.Store.Now(), Reason: care.ReasonReview}, func(e *care.EpisodeSpec) {
		e.Assessments, e.Plans = append(e.Assessments, a.Ref()), append(e.Plans, plan.ID())
	})
	return store.Next(store.Episodes, last, next), err
}

// settle records what the client said, when the sessions are, and in which group a group strand
// takes place.
func (p planned) settle(q *web.Request) (care.Plan, error) {
	schedule, err := p.schedule(q)
	if err != nil {
		return care.Plan{}, err
	}
	today := q.App.Store.Today()
	group, err := p.group(q)
	if err != nil {
		return care.Plan{}, err
	}
	return p.amend(q, care.ReasonAgreed, func(s *care.PlanSpec) {
		for i := range s.Goals {
			if s.Goals[i].Status == care.GoalProposed {
				s.Goals[i].Status = care.GoalAccepted
			}
		}
		s.Responses = append(s.Responses, care.Response{
			Client: p.id, Agreement: care.Agreed, On: today, Words: confidential.SealText(confidential.TreatmentPlan, p.id, q.Text("words")),
		})
		s.ReviewEvery = 42
		for i := range s.Strands {
			x := &s.Strands[i]
			if x.Modality == "group" && group != nil {
				x.Group, x.Schedule, x.Therapists, x.From = group.ID(), group.Schedule(), nil, today
				for _, l := range group.LeadersOn(today) {
					x.Therapists = append(x.Therapists, care.Therapist{ID: l.ID, Role: care.RoleLead})
				}
			} else if x.Modality != "group" {
				x.Schedule = schedule
			}
		}
		share(s, p.id, today)
	})
}

// share records the agreement that the therapists of two strands tell each other who attended and
// what worries them.
func share(s *care.PlanSpec, client confidential.PersonID, on therapy.Date) {
	if len(s.Strands) != 2 {
		return
	}
	for i := range s.Strands {
		s.Strands[i].Sharing = []care.Sharing{{
			With: s.Strands[1-i].ID, Kinds: []confidential.Kind{confidential.Attendance, confidential.RiskAssessment}, AgreedBy: []confidential.PersonID{client}, On: on,
		}}
	}
}

// schedule reads when the individual sessions are.
func (p planned) schedule(q *web.Request) (care.Schedule, error) {
	hour, minute := clockOf(q.PostFormValue("time"))
	sessions, _ := strconv.Atoi(q.PostFormValue("sessions"))
	return care.NewSchedule(care.ScheduleSpec{
		Kind: therapy.ScheduleRegular, Zone: q.App.Zone.String(), From: q.Day("from"), Every: 1, Per: care.Weekly,
		At: care.MustClockTime(hour, minute), Minutes: 50, Sessions: therapy.Range{Min: sessions, Max: sessions},
	})
}

// clockOf reads a time of day; an invalid one is midnight.
func clockOf(text string) (hour, minute int) {
	t, err := time.Parse("15:04", text)
	if err != nil {
		return 0, 0
	}
	return t.Hour(), t.Minute()
}

// begin activates the plan, and with it the accepted goals.
func (p planned) begin(q *web.Request) (care.Plan, error) {
	today := q.App.Store.Today()
	return p.amend(q, care.ReasonBegun, func(s *care.PlanSpec) {
		s.Status = care.PlanActive
		for i := range s.Goals {
			if s.Goals[i].Status == care.GoalAccepted {
				s.Goals[i].Status, s.Goals[i].Start = care.GoalActive, today
			}
		}
	})
}

// appoint plans a session.
func appoint(q *web.Request) error {
	p, err := load(q)
	if err != nil {
		return err
	}
	if err := q.App.Access.MayChange(q.Context(), q.Who, p.about(), confidential.Attendance); err != nil {
		return err
	}
	if err := p.appoint(q); err != nil {
		return p.show(q, err)
	}
	return q.Redirect("/client/" + p.id.String())
}

func (p planned) appoint(q *web.Request) error {
	id, err := q.FormID("session")
	if err != nil || p.record.Version == 0 {
		return access.ErrRefused
	}
	day, now := q.Day("day"), q.App.Store.Now()
	hour, minute := clockOf(q.PostFormValue("time"))
	start := day.In(q.App.Zone).Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)
	spec := care.SessionSpec{
		ID: care.SessionID(id), Author: q.Who.Person, Created: now, Status: care.SessionPlanned, Modality: individual.Modality, Delivery: care.InPerson,
		Plan: p.record.Is.ID(), Start: start, Minutes: 50, Leaders: []care.Therapist{{ID: q.Who.Person, Role: care.RoleLead}},
		Attendees: []care.Attendee{{Client: p.id, Attendance: care.NotReported}},
	}
	for _, s := range p.record.Is.Spec().Strands {
		if s.Modality == individual.Modality {
			spec.Strand = s.ID
		}
	}
	session, err := care.NewSession(spec)
	if err != nil {
		return err
	}
	return q.Change(p.about(), confidential.Attendance, store.New(store.Sessions, id, p.id.String(), session), store.SetAppointment(store.Appointment{
		Session: id, Kind: store.Sessions.Name, Owner: p.id.String(), Therapist: q.Who.Person, Start: session.Start(), Status: session.Status().String(),
	}))
}

// answer records the client's own answer to the plan.
func answer(q *web.Request) error {
	p, err := load(q)
	if err != nil {
		return err
	}
	if err := q.App.Access.MayChange(q.Context(), q.Who, p.about(), confidential.TreatmentPlan); err != nil {
		return err
	}
	said := care.Disagreed
	if q.PostFormValue("agree") == "yes" {
		said = care.Agreed
	}
	next, err := p.amend(q, care.ReasonFeedback, func(s *care.PlanSpec) {
		s.Responses = append(s.Responses, care.Response{
			Client: p.id, Agreement: said, On: q.App.Store.Today(), Words: confidential.SealText(confidential.TreatmentPlan, p.id, q.Text("words")),
		})
	})
	if err == nil {
		err = q.Change(p.about(), confidential.TreatmentPlan, store.Next(store.Plans, p.record, next))
	}
	if err != nil {
		if p, again := load(q); again == nil {
			return p.show(q, err)
		}
		return err
	}
	return q.Redirect(p.address())
}

// group returns the group of a group strand, nil if none is named.
func (p planned) group(q *web.Request) (*group.Group, error) {
	id := q.PostFormValue("group")
	if id == "" {
		return nil, nil
	}
	roster, err := store.Get(q.Context(), q.App.Store, store.Rosters, id)
	if err != nil {
		return nil, err
	}
	g := roster.Is.Group()
	return &g, nil
}
