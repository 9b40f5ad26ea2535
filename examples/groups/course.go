package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/therapykit/therapykit/group/note"
	"github.com/therapykit/therapykit/group/screening"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/group/compose"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/words"
)

// theGroup is the group that the story follows.
const theGroup = "anxiety-monday-1"

var (
	groupID = care.GroupID(theGroup)
	lead    = confidential.MustPersonID("leader-1")
	colead  = confidential.MustPersonID("leader-5")
	monday  = therapy.MustDate(2026, time.March, 2) // the first session
)

// course is one group in the course of its eight sessions.
type course struct {
	ctx       context.Context
	out       *bytes.Buffer
	language  words.Language
	problem   compose.Problem
	screened  map[string]screening.Result
	names     map[string]note.Names
	roster    group.Roster
	agreement group.Agreement
	sessions  []group.Session
	newcomer  confidential.PersonID
	audited   int
}

// newCourse creates the group, and its roster from the people who were placed.
func newCourse(ctx context.Context, out *bytes.Buffer, language words.Language, problem compose.Problem, result compose.Result, screened map[string]screening.Result) (*course, error) {
	c := &course{ctx: ctx, out: out, language: language, problem: problem, screened: screened}
	text, err := data.ReadFile("data/names.json")
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(text, &c.names); err != nil {
		return nil, err
	}
	placed := result.Assignment[theGroup]
	if len(placed) < 8 {
		return nil, errors.New("the group of the story does not fill")
	}
	var errs []error
	schedule, err := care.NewSchedule(care.ScheduleSpec{
		Kind: therapy.ScheduleRegular, Zone: "Europe/London", From: monday, Every: 1, Per: care.Weekly,
		At: care.MustClockTime(17, 0), Minutes: 90, Sessions: therapy.Range{Min: 8, Max: 8},
	})
	errs = append(errs, err)
	g, err := group.New(group.Spec{
		ID: groupID, Theme: "social-anxiety", Kind: group.StructuredCBT, Enrolment: group.EnrolmentSlowOpen, Timeframe: group.TimeLimited,
		Leaders: []group.Leader{
			{ID: lead, Role: group.Lead, Qualification: group.TherapyTrained},
			{ID: colead, Role: group.CoLead, Qualification: group.Trainee},
		},
		Size: therapy.Range{Min: 6, Max: 8}, Schedule: schedule, Delivery: care.InPerson, Language: "en",
		History: []group.StatusChange{{To: group.Forming, On: monday.AddDays(-28)}},
	})
	errs = append(errs, err)
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	// The people who were placed and two who were left out wait for this group.
	var waiting []group.Wait
	for _, client := range problem.Clients {
		leftOut := client.Suitable && client.Concerns[0].Code == g.Theme() && !slices.ContainsFunc(result.Report.Placed, func(p compose.Placement) bool { return p.Client == client.ID })
		if slices.Contains(placed, client.ID) || leftOut {
			waiting = append(waiting, group.Wait{
				Person: confidential.MustPersonID(client.ID), Since: monday.AddDays(-28 - client.WaitDays), Priority: client.Priority,
				Meanwhile: []group.Meanwhile{group.MeanwhileSelfHelp, group.MeanwhilePreparation},
			})
		}
	}
	c.roster, err = group.NewRoster(g, group.RosterSpec{Waits: waiting})
	if err != nil {
		return nil, err
	}
	for _, id := range placed[:7] { // one place is kept for a late joiner
		person, on := confidential.MustPersonID(id), monday.AddDays(-14)
		c.roster, err = c.roster.Join(group.Membership{
			Member: person, Joined: on, Route: group.FromWaitingList, PassedOver: c.roster.PassOver(person, on, group.ReasonPlannedTogether),
		})
		if err != nil {
			return nil, err
		}
	}
	return c, c.composition(placed)
}

// composition prints findings about the composition, without a score.
func (c *course) composition(placed []string) error {
	var profiles []screening.Profile
	for _, client := range c.problem.Clients {
		if slices.Contains(placed, client.ID) {
			var concerns []string
			for _, concern := range client.Concerns {
				concerns = append(concerns, concern.Code)
			}
			profiles = append(profiles, screening.Profile{Member: confidential.MustPersonID(client.ID), Concerns: concerns, Age: client.Age, Gender: client.Gender})
		}
	}
	report, err := screening.CompositionOf(c.roster, monday, profiles, nil)
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "3. Who is together in %s: %d members\n\n", theGroup, report.Members())
	for f := range report.Findings() {
		fmt.Fprintf(c.out, "   %-16s %s%s (%s)\n", f.Rule, f.In(c.language).Words, people(f.People), f.Rule.Sources()[0].ID)
	}
	fmt.Fprintln(c.out)
	return nil
}

func people(ids []confidential.PersonID) string {
	if len(ids) == 0 {
		return ""
	}
	return ": " + strings.Trim(fmt.Sprint(ids), "[]")
}

// member returns the nth of the first members, counted from 1.
func (c *course) member(n int) confidential.PersonID {
	return slices.Collect(c.roster.Memberships())[n-1].Member
}
