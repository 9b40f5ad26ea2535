package main

import (
	"bytes"
	"fmt"
	"iter"
	"slices"
	"time"

	"github.com/therapykit/therapykit/individual"
	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/measure"
	"github.com/therapykit/therapykit/therapy/words"
)

// client is a made-up person.
type client struct {
	id     confidential.PersonID
	hope   string
	intake recommend.Intake
	// phq and gad are the totals at the assessment and at sessions 1 to 12.
	phq, gad [13]int
	// stepUp says that the review finds that more is needed.
	stepUp bool
}

// clients returns two made-up people. The severity of their depression comes from their first
// PHQ-9.
func clients() []client {
	return []client{
		{
			id: confidential.MustPersonID("client-1"), hope: "Enjoy the evenings again.",
			intake: recommend.Intake{Answers: recommend.Answers{
				therapy.Adult: therapy.Yes, therapy.NoAcuteRisk: therapy.Yes,
				therapy.ValuesPrivacy: therapy.Strongly, therapy.WantsInDepthExploration: therapy.Yes,
			}},
			phq: [13]int{17, 17, 16, 15, 13, 12, 11, 10, 9, 8, 8, 6, 5},
			gad: [13]int{12, 12, 11, 11, 10, 9, 8, 8, 7, 6, 6, 5, 4},
		},
		{
			id: confidential.MustPersonID("client-2"), hope: "Go back to work without dread.",
			intake: recommend.Intake{Answers: recommend.Answers{
				therapy.Adult: therapy.Yes, therapy.NoAcuteRisk: therapy.Yes,
				therapy.ValuesPrivacy: therapy.Yes, therapy.WantsUndividedAttention: therapy.Yes,
			}},
			phq:    [13]int{19, 19, 20, 18, 19, 20, 19, 18, 17, 15, 14, 13, 12},
			gad:    [13]int{13, 13, 13, 14, 13, 14, 13, 12, 12, 11, 10, 10, 9},
			stepUp: true,
		},
	}
}

var (
	clinician = confidential.MustPersonID("clinician-1")
	colleague = confidential.MustPersonID("clinician-2")
)

// course is the treatment of one person.
type course struct {
	client
	out        *bytes.Buffer
	language   words.Language
	assessment individual.Assessment
	treatment  care.Plan
	sessions   []care.Session
	episode    care.Episode
}

// on returns 17:00 UTC on a day of 2026.
func on(month time.Month, day int) time.Time {
	return time.Date(2026, month, day, 17, 0, 0, 0, time.UTC)
}

func (c *course) ref(what string) string {
	return c.id.String() + "-" + what
}

func (c *course) sealed(kind confidential.Kind, text string) confidential.Value[string] {
	return confidential.SealText(kind, c.id, text)
}

// score scores a whole questionnaire whose items add up to the total. The last item of PHQ-9
// stays zero: nobody in this story is in danger.
func score(id measure.ID, total int, at time.Time) (measure.Score, error) {
	instrument, ok := measure.Standard().Lookup(id)
	if !ok {
		return measure.Score{}, fmt.Errorf("no instrument %s", id)
	}
	answers := make([]int, len(instrument.Items))
	for total > 0 {
		for i := range answers[:7] {
			if total > 0 {
				answers[i]++
				total--
			}
		}
	}
	return measure.Standard().Score(measure.Response{Instrument: id, At: at, Answers: measure.Answers(answers...)})
}

// observed returns an observation of a score.
func (c *course) observed(id measure.ID, total int, at time.Time) (care.Observation, error) {
	s, err := score(id, total, at)
	if err != nil {
		return care.Observation{}, err
	}
	value, _ := s.Total()
	return care.Observation{At: at, Measure: id, Value: value, By: c.id}, nil
}

// measured adds to the intake the answers that the first questionnaires suggest. The clinician
// accepts all of them here, and no critical item needs further questions.
func (c *course) measured() (recommend.Intake, error) {
	at := on(time.January, 26)
	phq, err := score("phq-9", c.phq[0], at)
	if err != nil {
		return recommend.Intake{}, err
	}
	gad, err := score("gad-7", c.gad[0], at)
	if err != nil {
		return recommend.Intake{}, err
	}
	suggestions, err := standard.Measures().Read(phq, gad)
	if err != nil {
		return recommend.Intake{}, err
	}
	var accepted []therapy.Factor
	for p := range suggestions.Proposals() {
		fmt.Fprintf(c.out, "  proposed by %s of %v, and accepted: %s %v\n", p.Rule.Instrument, p.Total, p.Rule.Statement, p.Rule.Answer)
		accepted = append(accepted, p.Rule.Statement)
	}
	for q := range suggestions.Questions() {
		return recommend.Intake{}, fmt.Errorf("item %d of %s has to be asked about first", q.Item, q.Instrument)
	}
	intake, conflicts, err := recommend.Default().MergeProposals(c.client.intake, suggestions, accepted...)
	if err == nil && len(conflicts) > 0 {
		err = fmt.Errorf("%d conflicts to settle first", len(conflicts))
	}
	return intake, err
}

// intake asks the recommender.
func (c *course) intake() error {
	fmt.Fprintf(c.out, "%v\n\nintake:\n", c.id)
	intake, err := c.measured()
	if err != nil {
		return err
	}
	rec, err := recommend.Default().Recommend(intake, on(time.January, 26))
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "recommendation (policy %s %s): %v", rec.PolicyID(), rec.PolicyVersion(), rec.Outcome())
	for option := range rec.Advised() {
		fmt.Fprintf(c.out, ", %s", option.Name)
	}
	fmt.Fprintln(c.out)
	choice, err := rec.Follow(policy.OptionOf(individual.Modality), clinician, on(time.January, 26))
	if err != nil {
		return err
	}
	return c.assess(choice)
}

// assess creates the assessment, the draft plan that follows from it, and the episode.
func (c *course) assess(choice care.Choice) error {
	at := on(time.January, 26)
	phq, err := c.observed("phq-9", c.phq[0], at)
	if err != nil {
		return err
	}
	gad, err := c.observed("gad-7", c.gad[0], at)
	if err != nil {
		return err
	}
	c.assessment, err = individual.NewAssessment(individual.AssessmentSpec{
		ID: care.AssessmentID(c.ref("assessment")), Client: c.id, By: clinician, On: therapy.DateOf(at),
		Issues:   []care.Issue{{ID: "low-mood", Concern: "depression", Statement: c.sealed(confidential.PersonalHistory, "Made-up words about a low year.")}},
		History:  c.sealed(confidential.PersonalHistory, "A made-up history."),
		Culture:  c.sealed(confidential.PersonalHistory, "Made-up words about where the person comes from."),
		Measures: []care.Observation{phq, gad}, Wants: []care.Technique{"cbt"}, Delivery: care.InPerson,
		Hopes: []individual.Hope{{
			Goal: "mood", Statement: c.sealed(confidential.TreatmentPlan, c.hope), Scope: care.ScopeIndividual, Issues: []care.IssueID{"low-mood"},
			Measure: "phq-9", Importance: care.MustRating(9), Confidence: care.MustRating(4),
		}},
		Risk: care.RiskNote{Concern: therapy.False, By: clinician, At: at, Text: c.sealed(confidential.RiskAssessment, "Asked; no thoughts of death.")},
	})
	if err != nil {
		return err
	}
	c.episode, err = care.NewEpisode(care.EpisodeSpec{
		ID: care.EpisodeID(c.ref("episode")), Author: clinician, Created: at, Client: c.id,
		Referral:    care.Referral{On: therapy.MustDate(2026, 1, 12), From: "self", Concern: "depression"},
		Assessments: []care.AssessmentRef{c.assessment.Ref()}, Measures: []care.Observation{phq, gad},
	})
	if err != nil {
		return err
	}
	draft, err := individual.DraftPlan(c.assessment, choice, individual.DraftSpec{
		ID: care.PlanID(c.ref("plan")), Author: clinician, Created: at, Therapist: clinician, From: therapy.MustDate(2026, 2, 2), Zone: "Europe/London", Thresholds: nhs(),
	})
	if err != nil {
		return err
	}
	fmt.Fprintln(c.out, "draft, and where it comes from:")
	for _, path := range []string{"/goals/0", "/goals/0/targets", "/strands/0", "/strands/0/techniques", "/strands/0/schedule"} {
		origin, _ := draft.Origin(path)
		fmt.Fprintf(c.out, "  %-22s %v: %s\n", path, origin.Kind, origin.In(c.language).Words)
	}
	fmt.Fprintf(c.out, "  to settle: %v\n", draft.Open)
	c.treatment, err = care.NewPlan(draft.Spec)
	return err
}

// plan agrees the draft with the person and activates it.
func (c *course) plan() error {
	schedule, err := care.NewSchedule(care.ScheduleSpec{
		Kind: therapy.ScheduleRegular, Zone: "Europe/London", From: therapy.MustDate(2026, 2, 2), Every: 1, Per: care.Weekly,
		At: care.MustClockTime(18, 0), Minutes: 50, Sessions: therapy.Range{Min: 12, Max: 12},
	})
	if err != nil {
		return err
	}
	at := on(time.January, 28)
	c.treatment, err = c.treatment.Amend(care.RevisionSpec{Author: clinician, At: at, Reason: care.ReasonAgreed}, func(s *care.PlanSpec) {
		s.Goals[0].Status = care.GoalAccepted
		s.Responses = []care.Response{{Client: c.id, Agreement: care.Agreed, On: therapy.DateOf(at), Words: c.sealed(confidential.TreatmentPlan, "Yes, let us try.")}}
		s.Strands[0].Schedule = schedule
		s.ReviewEvery = 42
	})
	if err != nil {
		return err
	}
	c.treatment, err = c.treatment.Amend(care.RevisionSpec{Author: clinician, At: on(time.February, 2), Reason: care.ReasonBegun}, func(s *care.PlanSpec) {
		s.Status = care.PlanActive
		s.Goals[0].Status, s.Goals[0].Start = care.GoalActive, therapy.MustDate(2026, 2, 2)
	})
	if err != nil {
		return err
	}
	return c.note(on(time.February, 2), care.ReasonBegun, func(s *care.EpisodeSpec) { s.Plans = append(s.Plans, c.treatment.ID()) })
}

// note amends the episode.
func (c *course) note(at time.Time, why care.Reason, change func(*care.EpisodeSpec)) (err error) {
	c.episode, err = c.episode.Amend(care.RevisionSpec{Author: clinician, At: at, Reason: why}, change)
	return err
}

// attend records sessions 1 to 6, and attendOn sessions 7 to 12.
func (c *course) attend() error   { return c.hold(1, 6) }
func (c *course) attendOn() error { return c.hold(7, 12) }

func (c *course) hold(first, last int) error {
	strand, _ := c.treatment.Strand("individual")
	london, err := time.LoadLocation(strand.Schedule.Zone())
	if err != nil {
		return err
	}
	occurrences, err := strand.Schedule.Occurrences(london)
	if err != nil {
		return err
	}
	n := 0
	for start := range occurrences {
		if n++; n < first {
			continue
		}
		if n > last {
			break
		}
		if err := c.session(n, start); err != nil {
			return err
		}
	}
	return nil
}

// session records one meeting: planned the day before, finished with its note and its
// questionnaires. The second client misses session 5.
func (c *course) session(n int, start time.Time) error {
	session, err := care.NewSession(care.SessionSpec{
		ID: care.SessionID(c.ref(fmt.Sprintf("session-%d", n))), Author: clinician, Created: start.Add(-24 * time.Hour), Status: care.SessionPlanned,
		Modality: individual.Modality, Delivery: care.InPerson, Plan: c.treatment.ID(), Strand: "individual", Number: n, Start: start, Minutes: 50,
		Leaders:   []care.Therapist{{ID: clinician, Role: care.RoleLead}},
		Attendees: []care.Attendee{{Client: c.id, Attendance: care.NotReported, Goals: []care.GoalID{"mood"}}},
	})
	if err != nil {
		return err
	}
	missed := c.stepUp && n == 5
	var measures []care.Observation
	if !missed {
		phq, err := c.observed("phq-9", c.phq[n], start)
		if err != nil {
			return err
		}
		gad, err := c.observed("gad-7", c.gad[n], start)
		if err != nil {
			return err
		}
		measures = []care.Observation{phq, gad}
	}
	end := start.Add(50 * time.Minute)
	session, err = session.Amend(care.RevisionSpec{Author: clinician, At: end, Reason: care.ReasonCompleted}, func(s *care.SessionSpec) {
		s.Status = care.SessionFinished
		a := &s.Attendees[0]
		a.Attendance, a.Measures = care.Attended, measures
		if missed {
			s.Status, s.Reason, a.Attendance = care.SessionCancelled, care.ReasonNoShow, care.DidNotAttend
			return
		}
		a.Progress = care.Note{Text: c.sealed(confidential.ProgressNote, "A made-up progress note."), Status: care.NoteFinal, By: clinician}
	})
	if err != nil {
		return err
	}
	if err := session.Fits(individual.Descriptor()); err != nil {
		return err
	}
	c.sessions = append(c.sessions, session)
	return c.note(end, care.ReasonCompleted, func(s *care.EpisodeSpec) {
		s.Sessions = append(s.Sessions, session.ID())
		s.Measures = append(s.Measures, measures...)
	})
}

func nhs() measure.ThresholdSet {
	set, _ := measure.StandardSet(measure.SetNHS)
	return set
}

// progress finds the measures of the goal in the sessions, so nobody has to copy them.
func (c *course) progress() iter.Seq[care.Observation] {
	return c.treatment.Progress("mood", slices.Values(c.sessions))
}

// judged derives how far the goal is achieved, for the given status, and writes both into the
// plan with everything that follows from them.
func (c *course) judged(at time.Time, why care.Reason, status care.GoalStatus, change func(*care.PlanSpec)) error {
	goal, _ := c.treatment.Goal("mood")
	goal.Status = status
	judgement, err := care.Assess(goal, c.progress(), nhs())
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "  goal mood: %v; %s\n", judgement.Achievement, judgement.In(c.language).Words)
	c.treatment, err = c.treatment.Amend(care.RevisionSpec{Author: clinician, At: at, Reason: why}, func(s *care.PlanSpec) {
		s.Goals[0].Status, s.Goals[0].Achievement = status, judgement.Achievement
		change(s)
	})
	return err
}

// review looks back after six sessions and changes the plan.
func (c *course) review() error {
	at := on(time.March, 10)
	fmt.Fprintln(c.out, "review of", therapy.DateOf(at))
	for finding := range c.treatment.Findings(therapy.MustDate(2026, 3, 17)) {
		fmt.Fprintf(c.out, "  if it were put off: %s, %s\n", finding.Rule, finding.In(c.language).Words)
	}
	review := care.PlanReview{On: therapy.DateOf(at), By: []confidential.PersonID{clinician, c.id}, Outcome: care.ReasonProgress}
	if !c.stepUp {
		return c.judged(at, care.ReasonReview, care.GoalActive, func(s *care.PlanSpec) {
			review.Note = c.sealed(confidential.TreatmentPlan, "Made-up words: helpful; exercises at home next.")
			s.Reviews = append(s.Reviews, review)
			s.Strands[0].Techniques = append(s.Strands[0].Techniques, "behavioural-activation")
		})
	}
	review.Outcome = care.ReasonNoProgress
	if err := c.judged(at, care.ReasonNoProgress, care.GoalActive, func(s *care.PlanSpec) {
		s.Reviews = append(s.Reviews, review)
		s.Goals = append(s.Goals, care.Goal{
			ID: "among-people", Statement: c.sealed(confidential.TreatmentPlan, "Talk to others who know this."), ExpressedBy: care.VoiceTogether,
			Scope: care.ScopeInterpersonal, Status: care.GoalActive, Start: therapy.DateOf(at),
		})
		agreed := care.Sharing{
			Kinds: []confidential.Kind{confidential.Attendance, confidential.RiskAssessment}, AgreedBy: []confidential.PersonID{c.id}, On: therapy.DateOf(at),
		}
		group := care.Strand{
			ID: "group", Modality: "group", Delivery: care.InPerson, Therapists: []care.Therapist{{ID: colleague, Role: care.RoleLead}},
			Schedule: care.MustSchedule(care.ScheduleSpec{
				Kind: therapy.ScheduleRegular, Zone: "Europe/London", From: therapy.MustDate(2026, 3, 19), Every: 1, Per: care.Weekly,
				At: care.MustClockTime(17, 30), Minutes: 90, Sessions: therapy.Range{Min: 8, Max: 8},
			}),
			Goals: []care.GoalID{"among-people"}, Sharing: []care.Sharing{agreed}, From: therapy.MustDate(2026, 3, 19),
		}
		group.Sharing[0].With = "individual"
		agreed.With = "group"
		s.Strands[0].Sharing = []care.Sharing{agreed}
		s.Strands = append(s.Strands, group)
		s.Responses = append(s.Responses, care.Response{Client: c.id, Strand: "group", Agreement: care.Agreed, On: therapy.DateOf(at)})
	}); err != nil {
		return err
	}
	fmt.Fprintf(c.out, "  stepped up: %v, combined %t, conjoint %t\n", slices.Collect(c.treatment.Modalities()), c.treatment.Combined(), c.treatment.Conjoint())
	return c.note(at, care.ReasonNoProgress, func(s *care.EpisodeSpec) {
		s.Steps = append(s.Steps, care.Step{
			At: at, By: clinician, Kind: care.StepUp, From: []therapy.Modality{"individual"}, To: []therapy.Modality{"individual", "group"},
			Reason: care.ReasonNoProgress, Rests: []string{care.RuleUnreliable}, Plan: c.treatment.ID(),
		})
	})
}

// judge says how the therapy went, and ends the episode if it should end.
func (c *course) judge() error {
	made, err := individual.NewCourse(c.treatment, "individual", c.sessions, nil)
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "after twelve sessions: %v; dose: %v\n", made.Attendance().Words(c.language), made.Dose().Words(c.language))
	rules, err := measure.NewNHSRules(nhs())
	if err != nil {
		return err
	}
	first, last := c.sessions[0].Start(), c.sessions[len(c.sessions)-1].Start()
	pair := func(id measure.ID, totals [13]int) (p measure.Pair, err error) {
		p.First, err = score(id, totals[0], first)
		if err == nil {
			p.Last, err = score(id, totals[12], last)
		}
		return p, err
	}
	depression, err := pair("phq-9", c.phq)
	if err != nil {
		return err
	}
	anxiety, err := pair("gad-7", c.gad)
	if err != nil {
		return err
	}
	outcome, err := rules.Evaluate(measure.Course{
		Depression: depression, Anxiety: anxiety, Instrument: "gad-7", Contacts: made.Attendance().Delivered(), Ended: !c.stepUp,
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "  %s: caseness %v, reliable improvement %v, recovery %v, reliable recovery %v\n", outcome.Set.In(c.language).Name, outcome.Caseness,
		outcome.ReliableImprovement, outcome.Recovery, outcome.ReliableRecovery)
	at := on(time.April, 21)
	if c.stepUp {
		if err := c.judged(at, care.ReasonReview, care.GoalActive, func(s *care.PlanSpec) {
			s.Reviews = append(s.Reviews, care.PlanReview{On: therapy.DateOf(at), By: []confidential.PersonID{clinician, c.id}, Outcome: care.ReasonProgress})
			s.Strands[0].Schedule = care.MustSchedule(func() care.ScheduleSpec {
				spec := s.Strands[0].Schedule.Spec()
				spec.Sessions = therapy.Range{Min: 12, Max: 20}
				return spec
			}())
		}); err != nil {
			return err
		}
		fmt.Fprintf(c.out, "  goes on: %v\n", c.episode.Summary())
		return nil
	}
	if err := c.judged(at, care.ReasonRecovered, care.GoalCompleted, func(s *care.PlanSpec) {
		s.Status = care.PlanCompleted
		s.Strands[0].Ended, s.Strands[0].EndReason = therapy.DateOf(at), care.ReasonCompleted
	}); err != nil {
		return err
	}
	if err := c.note(at, care.ReasonRecovered, func(s *care.EpisodeSpec) {
		s.Ending = care.Ending{On: therapy.DateOf(at), Kind: care.EndingPlanned, Reason: care.ReasonRecovered, By: clinician}
	}); err != nil {
		return err
	}
	fmt.Fprintf(c.out, "  %v after %d days\n", c.episode.Summary(), c.episode.Days(therapy.Date{}))
	return nil
}

// history prints what every revision of the plan changed.
func (c *course) history() error {
	fmt.Fprintln(c.out, "history of the plan:")
	for revision := range c.treatment.Revisions() {
		fmt.Fprintf(c.out, "  %2d %s %v, %s\n", revision.Number, therapy.DateOf(revision.At), revision.Author, revision.Reason)
		now, _ := c.treatment.AsOf(revision.Number)
		before, ok := c.treatment.AsOf(revision.Number - 1)
		if !ok {
			continue
		}
		for _, change := range care.Diff(before, now) {
			fmt.Fprintln(c.out, "       ", change.In(c.language).Words)
		}
	}
	return nil
}

// chart draws the course of PHQ-9.
func (c *course) chart() (measure.Picture, error) {
	instrument, _ := measure.Standard().Lookup("phq-9")
	authors, _ := measure.StandardSet(measure.SetAuthors)
	set, err := measure.Combine(measure.SetRef{ID: "clinic", Version: "1", Name: "The clinic", Population: "Adults"}, nhs(), authors)
	if err != nil {
		return measure.Picture{}, err
	}
	spec := measure.ChartSpec{Title: "PHQ-9 of " + c.id.String(), Instrument: instrument, Thresholds: set, Language: c.language}
	for o := range c.episode.Course("phq-9", "") {
		spec.Points = append(spec.Points, measure.ChartPoint{At: o.At, Value: o.Value})
	}
	for _, s := range c.sessions {
		spec.Sessions = append(spec.Sessions, s.Start())
		if a, _ := s.Attendee(c.id); !a.Attendance.Present() {
			spec.Points = append(spec.Points, measure.ChartPoint{At: s.Start(), Missed: true})
		}
	}
	return measure.Chart(spec)
}
