package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// audit counts the records of the gate. A real service stores them.
func (c *course) audit(_ context.Context, records []confidential.Record) error {
	c.audited += len(records)
	return nil
}

// count prints the figures of the whole course.
func (c *course) count() error {
	last := monday.AddDays(7 * 7)
	sessions := slices.Values(c.sessions)
	fmt.Fprintf(c.out, "\n6. What became of it\n\n   Attendance, from acceptance of the agreement on:\n")
	for _, m := range group.AttendanceOf(c.roster, c.agreement, sessions) {
		fmt.Fprintf(c.out, "      %s  %s", m.Member, m.Counted.Words(c.language))
		if m.Uncounted > 0 {
			fmt.Fprintf(c.out, "; %d before the agreement was accepted", m.Uncounted)
		}
		fmt.Fprintln(c.out)
	}
	fmt.Fprintf(c.out, "\n   Whom to talk to, by plain rules:\n")
	prepared := func(id confidential.PersonID) therapy.Truth {
		if id == c.newcomer {
			return therapy.False
		}
		return therapy.True
	}
	for _, f := range group.AtRisk(c.roster, c.agreement, sessions, last, prepared) {
		fmt.Fprintf(c.out, "      %s  %s (%s; %s)\n", f.Member, f.In(c.language).Rule.Statement, f.In(c.language).Figures, f.Rule.Sources[0].ID)
	}
	fmt.Fprintf(c.out, "\n   Renewals of the agreement that were forgotten: %d\n", len(c.agreement.RenewalsMissing(c.roster, sessions, last)))
	for _, w := range c.roster.WaitingOn(last) { // each member is told, and offered another group
		var err error
		if c.roster, err = c.roster.Delist(w.Person, last, group.WaitRemoved, group.ReasonProgrammeCompleted); err != nil {
			return err
		}
	}
	over, err := c.roster.Disband(group.StatusChange{To: group.Closed, On: last, Reason: group.ReasonProgrammeCompleted}, group.Completed)
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "   The group ends on %s. %s\n\n   Climate:", last, group.Attrition(over, last.AddDays(1)).Words(c.language))
	for i, d := range group.ClimateOverTime(sessions) {
		if i > 0 {
			fmt.Fprint(c.out, ",")
		}
		fmt.Fprintf(c.out, " %s", therapy.Spoken(c.language, "climate", d.Climate))
	}
	fmt.Fprintf(c.out, "\n\n   What helped, as the lead saw it, and what the article calls it:\n")
	for _, seen := range group.FactorsSeen(sessions) {
		if seen.Sessions == 0 {
			continue
		}
		fmt.Fprintf(c.out, "      %-24s %d of 8", therapy.Spoken(c.language, "therapeutic-factor", seen.Factor), seen.Sessions)
		for _, s := range seen.Factor.Benefits() {
			fmt.Fprintf(c.out, "  %s", s.ID)
		}
		fmt.Fprintln(c.out)
	}
	return c.bill(c.sessions[6])
}

// bill shares the cost of one session among the members who attended or should have attended.
func (c *course) bill(s group.Session) error {
	bills, err := group.Bills(c.roster, c.agreement, slices.Values([]group.Session{s, s})) // listed twice, but billed once
	if err != nil {
		return err
	}
	bill := bills[0].Bill
	fmt.Fprintf(c.out, "\n   Session 7 costs %s, shared by %d: from %s down to %s.\n", bill.Total, len(bill.Charges),
		bill.Charges[0].Amount, bill.Charges[len(bill.Charges)-1].Amount)
	fmt.Fprintf(c.out, "   Names were opened %d times, each time with a record.\n", c.audited)
	return nil
}
