package demo

import (
	"fmt"
	"time"

	"github.com/therapykit/therapykit/individual"
	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/measure"

	"github.com/therapykit/therapykit/examples/clinic/store"
)

// story is the treatment of one client so far.
type story struct {
	*clinic
	person
	first      therapy.Date
	assessed   time.Time
	intake     recommend.Intake
	assessment individual.Assessment
	treatment  care.Plan
	episode    care.Episode
	sessions   []care.Session
}

func (s *story) ref(what string) string { return s.id.String() + "-" + what }

func (s *story) refer() (err error) {
	on := therapy.DateOf(s.assessed).AddDays(-7)
	s.episode, err = care.NewEpisode(care.EpisodeSpec{
		ID: care.EpisodeID(s.ref("episode")), Author: s.therapist, Created: s.local(on, 12, 0), Client: s.id,
		Referral: care.Referral{On: on, From: "general-practitioner", Concern: s.concern, Letter: s.text(confidential.PersonalHistory, "Made-up letter: low for some months, would like to talk to somebody.")},
	})
	return err
}

func (s *story) answer() error {
	s.intake = recommend.Intake{
		Answers: recommend.Answers{
			therapy.Adult: therapy.Yes, therapy.NoAcuteRisk: therapy.Yes, therapy.ValuesPrivacy: therapy.Strongly, therapy.WantsInDepthExploration: therapy.Yes,
		},
		Assessed: recommend.Provenance{By: recommend.ByClinician, Person: s.therapist, At: s.assessed},
	}
	s.add(store.New(store.Intakes, s.ref("intake"), s.id.String(), store.Intake{Client: s.id, Answers: s.intake}))
	return nil
}

// Score scores a PHQ-9 whose items add up to the total; the last item stays 0.
func Score(total int, at time.Time) (measure.Score, error) {
	answers := make([]int, 9)
	for i := 0; total > 0; i = (i + 1) % 8 {
		answers[i]++
		total--
	}
	return measure.Standard().Score(measure.Response{Instrument: "phq-9", At: at, Answers: measure.Answers(answers...)})
}

// measured writes a questionnaire and returns it in the form of the record.
func (s *story) measured(n int, at time.Time, session care.SessionID) (care.Observation, error) {
	score, err := Score(s.phq[n], at)
	if err != nil {
		return care.Observation{}, err
	}
	s.add(store.New(store.Measures, s.ref(fmt.Sprintf("measure-%d", n)), s.id.String(), store.Measure{Client: s.id, Session: session, Score: score}))
	total, _ := score.Total()
	return care.Observation{At: at, Measure: "phq-9", Value: total, By: s.id}, nil
}

func (s *story) assess() error {
	phq, err := s.measured(0, s.assessed, "")
	if err != nil {
		return err
	}
	s.assessment, err = individual.NewAssessment(individual.AssessmentSpec{
		ID: care.AssessmentID(s.ref("assessment")), Client: s.id, By: s.therapist, On: therapy.DateOf(s.assessed),
		Issues:   []care.Issue{{ID: "presenting", Concern: s.concern, Statement: s.text(confidential.PersonalHistory, "Made-up words about a low year.")}},
		History:  s.text(confidential.PersonalHistory, "A made-up history of "+s.name+"."),
		Measures: []care.Observation{phq}, Wants: []care.Technique{"cbt"}, Delivery: care.InPerson,
		Hopes: []individual.Hope{{
			Goal: "hope", Statement: s.text(confidential.TreatmentPlan, s.hope), Scope: care.ScopeIndividual, Issues: []care.IssueID{"presenting"},
			Measure: "phq-9", Importance: care.MustRating(9), Confidence: care.MustRating(4),
		}},
		Risk: care.RiskNote{Concern: therapy.False, By: s.therapist, At: s.assessed, Text: s.text(confidential.RiskAssessment, "Asked; no thoughts of death.")},
	})
	if err != nil {
		return err
	}
	s.add(store.New(store.Assessments, string(s.assessment.Spec().ID), s.id.String(), s.assessment))
	s.episode, err = s.episode.Amend(s.by(s.assessed, care.ReasonReview), func(e *care.EpisodeSpec) {
		e.Assessments = append(e.Assessments, s.assessment.Ref())
		e.Measures = append(e.Measures, phq)
	})
	return err
}

// plan drafts the plan from a recommendation, records the agreement and activates the plan.
func (s *story) plan() error {
	rec, err := recommend.Default().Recommend(s.intake, s.assessed)
	if err != nil {
		return err
	}
	choice, err := rec.Follow(policy.OptionOf(individual.Modality), s.therapist, s.assessed)
	if err != nil {
		return err
	}
	thresholds, _ := measure.StandardSet(measure.SetNHS)
	draft, err := individual.DraftPlan(s.assessment, choice, individual.DraftSpec{
		ID: care.PlanID(s.ref("plan")), Author: s.therapist, Created: s.assessed, Therapist: s.therapist, From: s.first, Zone: s.zone.String(), Thresholds: thresholds,
	})
	if err != nil {
		return err
	}
	if s.treatment, err = care.NewPlan(draft.Spec); err != nil {
		return err
	}
	schedule, err := care.NewSchedule(care.ScheduleSpec{
		Kind: therapy.ScheduleRegular, Zone: s.zone.String(), From: s.first, Every: 1, Per: care.Weekly,
		At: care.MustClockTime(s.hour(), 0), Minutes: 50, Sessions: therapy.Range{Min: 12, Max: 12},
	})
	if err != nil {
		return err
	}
	if s.treatment, err = s.treatment.Amend(s.by(s.assessed.Add(48*time.Hour), care.ReasonAgreed), func(p *care.PlanSpec) {
		p.Goals[0].Status = care.GoalAccepted
		p.Responses = []care.Response{{Client: s.id, Agreement: care.Agreed, On: therapy.DateOf(s.assessed.Add(48 * time.Hour)), Words: s.text(confidential.TreatmentPlan, "Yes, let us try.")}}
		p.Strands[0].Schedule = schedule
		p.ReviewEvery = 42
	}); err != nil {
		return err
	}
	begun := s.local(s.first, s.hour(), 0)
	if s.treatment, err = s.treatment.Amend(s.by(begun, care.ReasonBegun), func(p *care.PlanSpec) {
		p.Status = care.PlanActive
		p.Goals[0].Status, p.Goals[0].Start = care.GoalActive, s.first
	}); err != nil {
		return err
	}
	s.episode, err = s.episode.Amend(s.by(begun, care.ReasonBegun), func(e *care.EpisodeSpec) { e.Plans = append(e.Plans, s.treatment.ID()) })
	return err
}

// hour is the hour of the client's sessions.
func (s *story) hour() int {
	if s.comes != 0 {
		return s.comes
	}
	return 16
}

// meet records the weekly sessions and plans the next one: today for some clients, otherwise in a
// week.
func (s *story) meet() error {
	for n := 1; n < len(s.phq); n++ {
		if err := s.session(n, s.local(s.first.AddDays(7*(n-1)), s.hour(), 0)); err != nil {
			return err
		}
	}
	if s.stage == ended {
		return nil
	}
	next := s.today
	if s.comes == 0 {
		next = next.AddDays(3)
	}
	planned, err := s.planned(len(s.phq), s.local(next, s.hour(), 0))
	s.sessions = append(s.sessions, planned)
	return err
}

func (s *story) planned(n int, start time.Time) (care.Session, error) {
	return care.NewSession(care.SessionSpec{
		ID: care.SessionID(s.ref(fmt.Sprintf("session-%d", n))), Author: s.therapist, Created: start.Add(-7 * 24 * time.Hour), Status: care.SessionPlanned,
		Modality: individual.Modality, Delivery: care.InPerson, Plan: s.treatment.ID(), Strand: "individual", Number: n, Start: start, Minutes: 50,
		Leaders:   []care.Therapist{{ID: s.therapist, Role: care.RoleLead}},
		Attendees: []care.Attendee{{Client: s.id, Attendance: care.NotReported, Goals: []care.GoalID{"hope"}}},
	})
}

func (s *story) session(n int, start time.Time) error {
	session, err := s.planned(n, start)
	if err != nil {
		return err
	}
	var measures []care.Observation
	if s.phq[n] >= 0 {
		phq, err := s.measured(n, start, session.ID())
		if err != nil {
			return err
		}
		measures = append(measures, phq)
	}
	end := start.Add(50 * time.Minute)
	session, err = session.Amend(s.by(end, care.ReasonCompleted), func(x *care.SessionSpec) {
		x.Status = care.SessionFinished
		a := &x.Attendees[0]
		if measures == nil {
			x.Status, x.Reason, a.Attendance = care.SessionCancelled, care.ReasonNoShow, care.DidNotAttend
			return
		}
		a.Attendance, a.Measures = care.Attended, measures
		a.Progress = care.Note{Text: s.text(confidential.ProgressNote, fmt.Sprintf("Made-up progress note %d.", n)), Status: care.NoteFinal, By: s.therapist}
		if n == 2 {
			a.Process = care.Note{Text: s.text(confidential.ProcessNote, "Made-up process note: I notice that I want to rescue."), Status: care.NoteFinal, By: s.therapist}
		}
	})
	if err != nil {
		return err
	}
	s.sessions = append(s.sessions, session)
	s.episode, err = s.episode.Amend(s.by(end, care.ReasonCompleted), func(e *care.EpisodeSpec) {
		e.Sessions = append(e.Sessions, session.ID())
		e.Measures = append(e.Measures, measures...)
	})
	return err
}

// end ends the treatment as planned.
func (s *story) end() (err error) {
	last := s.sessions[len(s.sessions)-1].Start().Add(24 * time.Hour)
	on := therapy.DateOf(last)
	if s.treatment, err = s.treatment.Amend(s.by(last, care.ReasonRecovered), func(p *care.PlanSpec) {
		p.Status = care.PlanCompleted
		p.Goals[0].Status, p.Goals[0].Achievement = care.GoalCompleted, care.Achieved
		p.Strands[0].Ended, p.Strands[0].EndReason = on, care.ReasonCompleted
	}); err != nil {
		return err
	}
	s.episode, err = s.episode.Amend(s.by(last, care.ReasonRecovered), func(e *care.EpisodeSpec) {
		e.Ending = care.Ending{On: on, Kind: care.EndingPlanned, Reason: care.ReasonRecovered, By: s.therapist}
	})
	return err
}

func (s *story) write() error {
	owner := s.id.String()
	s.add(store.New(store.Episodes, string(s.episode.ID()), owner, s.episode))
	if s.treatment.ID() != "" {
		s.add(store.New(store.Plans, string(s.treatment.ID()), owner, s.treatment))
	}
	for _, x := range s.sessions {
		s.add(store.New(store.Sessions, string(x.ID()), owner, x), store.SetAppointment(store.Appointment{
			Session: string(x.ID()), Kind: store.Sessions.Name, Owner: owner, Therapist: s.therapist, Start: x.Start(), Status: x.Status().String(),
		}))
	}
	return nil
}
