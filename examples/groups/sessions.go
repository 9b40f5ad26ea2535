package main

import (
	"errors"
	"fmt"
	"time"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/group/note"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// terms are the terms that the members agree on.
func terms() group.Terms {
	return group.Terms{
		SpeakingOutside: group.OwnStoryOutside, AbsenceHours: 24, MissedInRow: 2, NoticeSessions: 1, LateMinutes: 10,
		Contact: group.ContactBroughtBack, Sobriety: group.SoberInSession, Recording: group.NoRecording,
		Fee: &group.Fee{Basis: group.PerMeeting, Amount: group.Money{Minor: 20000, Currency: "GBP"}, MissedDue: true},
	}
}

// tell tells the story of the eight sessions.
func (c *course) tell() error {
	if err := c.agree(); err != nil {
		return err
	}
	fmt.Fprintf(c.out, "5. Eight sessions\n\n")
	for number := 1; number <= 8; number++ {
		if err := c.before(number); err != nil {
			return err
		}
		if err := c.meet(number); err != nil {
			return err
		}
	}
	return c.count()
}

// agree creates the agreement. Everybody but one member accepts it before the start.
func (c *course) agree() error {
	var err error
	c.agreement, err = group.NewAgreement(group.AgreementSpec{
		Group:  groupID,
		Rounds: []group.Round{{From: monday.AddDays(-14), Cause: group.FirstAgreement, Terms: terms()}},
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "4. What the members agree on\n\n")
	for topic, sentence := range terms().Statements(c.language) {
		fmt.Fprintf(c.out, "   %-16s %s\n", topic, sentence)
	}
	fmt.Fprintf(c.out, "\n   Everybody is shown, and acknowledges:\n   %q\n\n", group.LeakageStatement(c.language).Statement)
	for n := 1; n <= 7; n++ {
		if n == 3 {
			continue // comes to the first session without having accepted
		}
		if err := c.accept(c.member(n), monday.AddDays(-7)); err != nil {
			return err
		}
	}
	g, err := c.roster.Group().Move(group.StatusChange{To: group.Running, On: monday})
	if err != nil {
		return err
	}
	c.roster, err = c.roster.WithGroup(g)
	return err
}

func (c *course) accept(id confidential.PersonID, on therapy.Date) error {
	var err error
	c.agreement, err = c.agreement.Accept(group.Acceptance{
		Member: id, Round: c.agreement.RoundOn(on), On: on, LeakageShown: true, LeakageAcknowledged: true,
	})
	return err
}

func (c *course) renew(cause group.Cause, on therapy.Date) error {
	var err error
	c.agreement, err = c.agreement.Renew(cause, on)
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "      The agreement is renewed (%s): round %d.\n", cause, c.agreement.RoundOn(on))
	for _, id := range c.roster.MembersOn(on) {
		if err := c.accept(id, on); err != nil {
			return err
		}
	}
	return nil
}

// before handles the events between two sessions.
func (c *course) before(number int) error {
	on := monday.AddDays(7 * (number - 1))
	var err error
	switch number {
	case 2:
		return c.accept(c.member(3), on)
	case 5:
		c.roster, err = c.roster.Leave(c.member(2), on.AddDays(-5), group.DroppedOut)
		if err != nil {
			return err
		}
		fmt.Fprintf(c.out, "   %s   %s has dropped out. %d members, size %d to %d: %s.\n", on.AddDays(-5), c.member(2), c.roster.Count(on),
			c.roster.Group().Size().Min, c.roster.Group().Size().Max, c.roster.Occupancy(on).Level)
		return c.joinLate(on)
	case 7:
		fmt.Fprintf(c.out, "   %s   Something told in the group was told outside.\n", on.AddDays(-3))
		return c.renew(group.AfterBreach, on)
	}
	return nil
}

// joinLate gives the free place to a person who waits. The first in the list does not answer the
// offer, so the hold expires and the next person is asked.
func (c *course) joinLate(on therapy.Date) error {
	var err error
	asked, until := on.AddDays(-5), on.AddDays(-3)
	first, ok := c.roster.NextInLine(asked)
	if !ok {
		return errors.New("nobody waits")
	}
	c.roster, err = c.roster.Offer(first.Person, group.Offer{Made: asked, By: lead, HoldUntil: until})
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "   %s   The place is offered to %s, %s, after %d days of waiting with %s, and held until %s.\n", asked, first.Person, first.Priority, first.Days(asked), first.Meanwhile[0], until)
	fmt.Fprintf(c.out, "      For anybody else: %s.\n", c.roster.Admission(c.member(2), until).Words(c.language))
	expired := until.AddDays(1)
	if _, err := c.roster.Accept(first.Person, expired, on); err == nil {
		return errors.New("an offer was accepted after its hold had expired")
	}
	var next group.Wait
	for _, w := range c.roster.WaitingOn(expired) {
		if w.Person != first.Person {
			next = w
			break
		}
	}
	c.newcomer = next.Person
	passed := c.roster.PassOver(next.Person, expired, group.ReasonNotReached)
	fmt.Fprintf(c.out, "   %s   The hold has expired. %s is asked on the telephone; passed over: %s, %s.\n", expired, next.Person, passed[0].Person, passed[0].Reason)
	c.roster, err = c.roster.Offer(next.Person, group.Offer{Made: expired, By: lead, HoldUntil: on, PassedOver: passed})
	if err != nil {
		return err
	}
	closed, err := c.roster.Group().Amend(func(s *group.Spec) { s.Enrolment = group.EnrolmentClosed })
	if err != nil {
		return err
	}
	ifClosed, err := c.roster.WithGroup(closed)
	if err != nil {
		return err
	}
	var refused *group.RefusedError
	if _, err := ifClosed.Accept(next.Person, expired, on); errors.As(err, &refused) {
		fmt.Fprintf(c.out, "      Were the group closed: not admitted, %s; would help: %s.\n",
			refused.Admission.Words(c.language), refused.Admission.WouldHelp(c.language))
	}
	if c.roster, err = c.roster.Accept(next.Person, expired, on); err != nil {
		return err
	}
	fmt.Fprintf(c.out, "   %s   %s joins.\n", on, next.Person)
	return c.renew(group.MemberJoined, on)
}

// came holds the attendance of the first members in each session, by their number.
var came = map[int]map[int]care.AttendanceStatus{
	2: {2: care.DidNotAttend, 5: care.AttendedLate},
	3: {2: care.DidNotAttend, 6: care.CancelledByClient},
	4: {2: care.DidNotAttend},
	5: {4: care.CancelledByService},
	6: {6: care.DidNotAttend},
	7: {6: care.DidNotAttend, 1: care.LeftEarly},
}

// climates and factors are the lead's observations.
var (
	climates = [...]group.Climate{
		group.ClimateHesitant, group.ClimateGuarded, group.ClimateHesitant, group.ClimateEngaged,
		group.ClimateGuarded, group.ClimateSupportive, group.ClimateTense, group.ClimateSupportive,
	}
	factors = [...][]group.TherapeuticFactor{
		{group.Universality, group.Information},
		{group.Information},
		{group.SocialisingTechniques},
		{group.SocialisingTechniques, group.ImitativeBehaviour},
		{group.Universality, group.Hope},
		{group.InterpersonalLearning, group.Cohesiveness},
		{group.Catharsis},
		{group.Cohesiveness, group.Altruism, group.Hope},
	}
)

// meet records one session.
func (c *course) meet(number int) error {
	on := monday.AddDays(7 * (number - 1))
	start := on.In(time.UTC).Add(17 * time.Hour)
	members := c.roster.MembersOn(on)
	note, err := c.note(number, on, members)
	if err != nil {
		return err
	}
	spec := care.SessionSpec{
		ID: care.SessionID(fmt.Sprintf("session-%d", number)), Author: lead, Created: start.Add(2 * time.Hour), Status: care.SessionFinished,
		Modality: "group", Delivery: care.InPerson, Group: groupID, Number: number, Start: start, Minutes: 90,
		Leaders: []care.Therapist{{ID: lead, Role: care.RoleLead}, {ID: colead, Role: care.RoleCoLead}},
		Shared:  note.Note(lead, care.NoteFinal),
	}
	var parts []group.Part
	for _, id := range members {
		status := care.Attended
		for n, other := range came[number] {
			if c.member(n) == id {
				status = other
			}
		}
		own := confidential.SealText(confidential.ProgressNote, id, "This member's own note of the session.")
		attendee := care.Attendee{Client: id, Attendance: status}
		if status.Present() {
			attendee.Progress = care.Note{Text: own, Status: care.NoteFinal, By: lead}
			participation := group.Engaged
			if id == c.member(7) && number > 5 {
				participation = group.Withdrawn
			}
			parts = append(parts, group.Part{Member: id, Participation: participation})
		}
		spec.Attendees = append(spec.Attendees, attendee)
	}
	meeting, err := care.NewSession(spec)
	if err != nil {
		return err
	}
	session := group.SessionSpec{
		Meeting: meeting, On: on, Shared: note, Parts: parts, Climate: climates[number-1],
		Agenda: []group.AgendaItem{{Topic: "check-in", Minutes: 15}, {Topic: "homework-review", Minutes: 20}, {Topic: "practice", Minutes: 45}, {Topic: "check-out", Minutes: 10}},
	}
	for _, f := range factors[number-1] {
		session.Observations = append(session.Observations, group.ProcessObservation{Factor: f, By: lead})
	}
	if number == 7 {
		session.Incidents = []group.Incident{{Kind: group.ConfidentialityBreach, Involved: []confidential.PersonID{c.member(1)}, Actions: []string{"talked-about-in-group"}}}
	}
	held, err := group.NewSession(session, c.roster)
	if err != nil {
		return err
	}
	c.sessions = append(c.sessions, held)
	fmt.Fprintf(c.out, "   %s   Session %d: %d of %d came; %s.\n", on, number, meeting.Present(), len(members), therapy.Spoken(c.language, "climate", held.Climate()))
	return nil
}

// note writes the shared note. In the third session the first draft names a member and is
// refused.
func (c *course) note(number int, on therapy.Date, members []confidential.PersonID) (note.Cleared, error) {
	checker, err := c.checker(on, members)
	if err != nil {
		return note.Cleared{}, err
	}
	draft := note.Draft{Text: "The group went through the week, practised in pairs, and set homework.", Group: groupID, Heard: members}
	if number == 3 {
		named := draft
		named.Text = "The group admired how " + c.names[c.member(4).String()].Given[0] + " had asked for help."
		if _, err := checker.Clear(named); err != nil {
			for _, field := range therapy.FieldErrors(err) {
				fmt.Fprintf(c.out, "      The shared note is refused: %v\n", field)
			}
		} else {
			return note.Cleared{}, errors.New("a note that names a member was not refused")
		}
		draft.Text = "The group admired how somebody had asked for help."
	}
	return checker.Clear(draft)
}

// checker opens the names of the members through the gate, which records each access.
func (c *course) checker(on therapy.Date, members []confidential.PersonID) (note.Checker, error) {
	gate := confidential.NewGate(confidential.DefaultTable(), confidential.AuditorFunc(c.audit))
	var known []note.Known
	for _, id := range members {
		names := confidential.Seal(c.names[id.String()], confidential.LabelFor(confidential.Identity, id))
		known = append(known, note.Known{Member: id, Names: names})
	}
	return note.NewChecker(note.CheckerSpec{
		Known: known,
		Open: func(v confidential.Value[note.Names]) (note.Names, error) {
			return v.Disclose(c.ctx, gate, confidential.Request{
				Recipient: lead, Audience: confidential.TreatingTherapist, Purpose: confidential.Treatment,
				Treats: confidential.Treating(members...), At: on.In(time.UTC).Add(19 * time.Hour),
			})
		},
	})
}
